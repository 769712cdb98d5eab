"""What may be changed in a plan, and what becomes of its report; and what holds for every report."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from checker import check
from checker.model import LANGUAGES
from checker.reporting import FORMATS
from checker.schema import is_valid

from .at_scale import sorts
from .changes import CHANGES
from .generating import Documents
from .made import days, examined
from .ways import WAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from .made import Made

TIMES = int(os.environ.get("PLANCHECK_EXAMPLES", "1"))
SORTS = [sort.loaded() for sort in sorts()]
WRITTEN = ("Python data", "other JSON", "YAML")


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


def some_document(random: Random) -> Made:
    pack, kind = random.choice(SORTS)
    return examined(Documents(pack, kind, random).make(), random.choice(days(pack)), pack, kind)


@pytest.mark.parametrize("name", CHANGES)
@examples(120)
def test_a_change_changes_just_what_it_should(name: str, random: Random) -> None:
    differences = CHANGES[name](some_document(random), random)
    assume(differences is not None)
    assert differences == []


@pytest.mark.parametrize("name", WRITTEN)
@examples(100)
def test_a_document_is_the_same_however_it_is_written(name: str, random: Random) -> None:
    assert WAYS[name].compare(some_document(random), random) == []


def positions(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document, from its beginning to its end."""
    yield at
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from positions(value, (*at, step))


@examples(250)
def test_findings_come_in_document_order_and_are_told_once(random: Random) -> None:
    made = some_document(random)
    order = {at: place for place, at in enumerate(positions(made.plan))}
    findings = made.report.findings
    places = [(order[finding.at], finding.rule) for finding in findings if finding.at in order]
    assert places == sorted(places)
    assert len({(finding.rule, finding.at, finding.message.en) for finding in findings}) == len(findings)


@examples(80)
def test_a_report_fits_its_schema_and_comes_out_the_same_again(random: Random) -> None:
    pack, kind = random.choice(SORTS)
    document = Documents(pack, kind, random).make()
    as_of = random.choice(days(pack))
    lang = random.choice(LANGUAGES)
    first, second = (check(deepcopy(document), pack=pack, as_of=as_of, lang=lang) for _ in range(2))
    assert is_valid("report", first.to_dict())
    for name in ("json", "text"):
        written = FORMATS[name].render([first], {pack.id: pack})
        assert written == FORMATS[name].render([second], {pack.id: pack})
