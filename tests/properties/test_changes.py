"""What may be changed in a plan without changing what is found in it, or what is found elsewhere."""

from __future__ import annotations

import json
import os
from collections import Counter
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from checker import check, load_pack
from checker.model import LANGUAGES, SCHEMA
from checker.reporting import FORMATS
from checker.schema import is_valid
from checker.values import number_of

from .generating import Plans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from checker.model import Finding, Report
    from checker.pack.model import Pack

TIMES = int(os.environ.get("PLANCHECK_EXAMPLES", "1"))
PACK: Pack = load_pack("sipo-2012-113")
DAYS = (None, date(2012, 12, 26), date(2012, 12, 27))

LISTS = ("measures", "regions", "exceptions")
Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def examples(number: int) -> Any:
    """A test of so many random plans; the same ones each time, but for the long runs."""

    def decorate(test: Any) -> Any:
        chosen = settings(
            max_examples=number * TIMES,
            deadline=None,
            database=None,
            derandomize=TIMES == 1,
            suppress_health_check=list(HealthCheck),
        )
        return chosen(given(random=st.randoms(use_true_random=True))(test))

    return decorate


def report_on(plan: Any, random: Random) -> Report:
    return check(plan, pack=PACK, as_of=random.choice(DAYS))


def essence(finding: Finding) -> tuple[Any, ...]:
    return finding.rule, finding.subject, finding.severity


def essences(report: Report) -> Counter[tuple[Any, ...]]:
    return Counter(map(essence, report.findings))


def placed(report: Report) -> Counter[tuple[Any, ...]]:
    return Counter((*essence(finding), finding.at) for finding in report.findings)


def shuffled(data: Any, random: Random) -> Any:
    """The same data with the members of every object in another order."""
    if isinstance(data, dict):
        items = list(data.items())
        random.shuffle(items)
        return {name: shuffled(value, random) for name, value in items}
    return [shuffled(item, random) for item in data] if isinstance(data, list) else data


def is_repeating(plan: dict[str, Any]) -> bool:
    entries = [entry for entry in plan.get("measures", ()) if isinstance(entry, dict)]
    numbers = [number for entry in entries if (number := number_of(entry.get("number"))) is not None]
    return len(set(numbers)) < len(numbers)


@examples(250)
def test_the_order_of_members_changes_nothing(random: Random) -> None:
    plan = Plans(PACK, random).plan()
    as_of = random.choice(DAYS)
    before = check(plan, pack=PACK, as_of=as_of)
    after = check(shuffled(plan, random), pack=PACK, as_of=as_of)
    assert placed(after) == placed(before)
    assert after.rules == before.rules
    assert after.verdict == before.verdict


@examples(250)
def test_the_order_of_entries_changes_nothing_but_places(random: Random) -> None:
    plan = Plans(PACK, random).plan()
    as_of = random.choice(DAYS)
    before = check(plan, pack=PACK, as_of=as_of)
    # Of entries with one number, the later is the one repeated; it may be one that cannot be judged.
    assume(before.verdict != "invalid" or not isinstance(plan.get("measures"), list) or not is_repeating(plan))
    permuted = deepcopy(plan)
    for name in LISTS:
        if isinstance(permuted.get(name), list):
            random.shuffle(permuted[name])
    after = check(permuted, pack=PACK, as_of=as_of)
    assert essences(after) == essences(before)
    assert after.rules == before.rules
    assert after.selection == before.selection
    assert after.verdict == before.verdict


@examples(250)
def test_an_unrelated_fault_hides_nothing(random: Random) -> None:
    plan = Plans(PACK, random).plan()
    as_of = random.choice(DAYS)
    before = placed(check(plan, pack=PACK, as_of=as_of))
    fault = random.choice(({"unheard_of": 1}, {"title": 7}, {"contact": []}, {"notes": {"x": 1}}))
    after = check(plan | fault, pack=PACK, as_of=as_of)
    (name,) = fault
    kept = Counter({each: times for each, times in before.items() if each[-1][:1] != (name,)})
    assert kept <= placed(after)
    assert after.verdict == "invalid"


@examples(250)
def test_a_fault_in_a_measure_hides_nothing_elsewhere(random: Random) -> None:
    plan = Plans(PACK, random, faults=random.random() < 0.3).plan()
    measures = plan.get("measures")
    assume(isinstance(measures, list) and measures)
    as_of = random.choice(DAYS)
    before = placed(check(plan, pack=PACK, as_of=as_of))
    index = random.randrange(len(measures))
    assume(isinstance(measures[index], dict))
    broken = deepcopy(plan)
    broken["measures"][index]["objective"] = ["no text"]
    after = placed(check(broken, pack=PACK, as_of=as_of))
    elsewhere = {each: times for each, times in before.items() if each[-1][:2] != ("measures", index)}
    assert Counter(elsewhere) <= after
    assert (SCHEMA, ("measures", index, "objective")) in {(each[0], each[-1]) for each in after}


def positions(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, from its beginning to its end."""
    yield at
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from positions(value, (*at, step))


@examples(250)
def test_findings_come_in_document_order_and_are_told_once(random: Random) -> None:
    plan = Plans(PACK, random).plan()
    report = report_on(plan, random)
    order = {at: place for place, at in enumerate(positions(plan))}
    places = [(order[finding.at], finding.rule) for finding in report.findings if finding.at in order]
    assert places == sorted(places)
    assert len({(finding.rule, finding.at, finding.message.en) for finding in report.findings}) == len(report.findings)


@examples(80)
def test_a_report_fits_its_schema_and_comes_out_the_same_again(random: Random) -> None:
    plan = Plans(PACK, random).plan()
    as_of = random.choice(DAYS)
    lang = random.choice(LANGUAGES)
    first, second = (check(deepcopy(plan), pack=PACK, as_of=as_of, lang=lang) for _ in range(2))
    assert is_valid("report", first.to_dict())
    for name in ("json", "text"):
        written = FORMATS[name].render([first], {PACK.id: PACK})
        assert written == FORMATS[name].render([second], {PACK.id: PACK})


@examples(80)
def test_json_yaml_and_data_are_the_same_plan(random: Random) -> None:
    plan = Plans(PACK, random).plan()
    as_of = random.choice(DAYS)
    wanted = without_places(check(plan, pack=PACK, as_of=as_of))
    for text in (
        json.dumps(plan),
        json.dumps(plan, ensure_ascii=False, indent=2),
        yaml.dump(plan, Dumper=Dumper, allow_unicode=True, sort_keys=False),
        "---\n" + yaml.dump(plan, Dumper=Dumper, sort_keys=False, default_flow_style=True),
    ):
        report = check(text.encode() if random.random() < 0.5 else text, pack=PACK, as_of=as_of)
        assert without_places(report) == wanted
        assert all(finding.place.line is not None for finding in report.findings)


def without_places(report: Report) -> dict[str, Any]:
    data = report.to_dict()
    findings = [finding | {"line": None, "column": None} for finding in data["findings"]]
    return data | {"findings": findings, "input": None}
