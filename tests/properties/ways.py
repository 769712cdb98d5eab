"""Other ways to the same report: one table. The large run goes them all, each for its share of the plans.

A way takes a plan that was made and some randomness. It gives the differences that it finds, or None where it has
nothing to say about such a plan.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml
from msgspec.structs import fields, replace

import checker
from checker.checking import examine
from checker.engine import EngineName
from checker.errors import UnwritableError
from checker.judging import judge_of
from checker.model import LANGUAGES, LEFT_OUT, SCHEMA, UNREADABLE, Finding, Firing, Pointer, Report, pointer_text
from checker.office.conversion import written_document
from checker.pack.labels import forms_of
from checker.readers import read_bytes
from checker.schema import prune
from checker.values import day_number

from .changes import CHANGES, Change, compared
from .made import Essence, Made, told

# The third opinion stands with the benchmarks, which are scripts and no package; so do the tests of facts.
ROOT: Final = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "facts")]
import handwritten  # noqa: E402 - see above
from two_readings import difference  # noqa: E402

Dumper: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
ENGINES: Final[tuple[EngineName, ...]] = ("durable_rules", "reference")
FORMS_FOR: Final = ("sipo-2012-113", "provincial-plan/1")
"""The kind of document that there are forms for."""

MANY: Final = 3
"""Processes, where there are to be many."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to the same report, gone for one plan in `one_in`."""

    compare: Change
    one_in: int


def by_the_reference_evaluator(made: Made, _random: Random) -> list[str] | None:
    """Judged by the reference evaluator as well: the same facts violate the same rules, and each has the same status.

    All else of a report is made of that, whoever judged. With a cross-check, durable_rules says of each rule as well
    whether it applies.
    """
    if made.report.engine.name != "durable_rules" or made.known is None:
        return None
    ours, other = (judge_of(made.pack, made.kind, engine, cross_check=False).judge(made.known) for engine in ENGINES)
    checked = judge_of(made.pack, made.kind, ENGINES[0], cross_check=True).judge(made.known)
    failures = [each.engine.failure.en for each in (made.report, ours, other, checked) if each.engine.failure]
    found = compared(Counter(map(_identity, other.firings)), Counter(map(_identity, ours.firings)))
    # Of a report that is held against no document, it is said which rules were left out.
    left_out = [rule for each in made.report.findings if each.rule == LEFT_OUT for rule in each.because["not_run"]]
    statuses = other.without(left_out).statuses
    if statuses != made.report.rules:
        found.append(f"statuses: {dict(statuses.items() - made.report.rules.items())} by the reference evaluator")
    return failures + found


def _identity(firing: Firing) -> Essence:
    """A rule and a fact: two facts at one place are told apart by their members, which no evaluator makes anew."""
    return firing.rule, firing.fact.at, id(firing.fact.members)


def by_the_handwritten_checker(made: Made, _random: Random) -> list[str] | None:
    """Judged by the hand-written checker of its circular: the same verdict, selection and findings."""
    if made.kind.format not in handwritten.FORMS.get(made.pack.id, {}):
        return None
    as_of = made.options.as_of
    result = handwritten.check_bytes(made.raw, as_of and as_of.isoformat(), made.pack.id)
    report = made.report
    ours: Counter[Essence] = Counter(map(_as_handwritten, report.findings))
    # Of faults it says where they are, and not how many.
    ours.update({each: 1 - times for each, times in ours.items() if each[0] == SCHEMA})
    found = compared(Counter(result.findings), ours)
    if result.verdict != report.verdict:
        found.append(f"verdict: {result.verdict} by hand, {report.verdict} here")
    selection = {name: list(numbers) for name, numbers in report.selection.items()}
    if result.selection != selection:
        found.append(f"selection: {result.selection} by hand, {selection} here")
    return found


def _as_handwritten(finding: Finding) -> Essence:
    # Of faults, and of exceptions, the hand-written checker does not say what they are about.
    silent = finding.rule in (SCHEMA, UNREADABLE) or finding.at[:1] == ("exceptions",)
    return finding.rule, pointer_text(finding.at), None if silent else finding.subject, finding.severity.value


def by_the_plain_reading(made: Made, _random: Random) -> list[str]:
    """Its facts read by the plain reading of what is declared: the same facts, and the same left open by faults."""
    as_of = made.options.as_of
    day = None if as_of is None else day_number(as_of.isoformat())
    found = difference(str(made.pack.folder), made.kind.format, made.document.data, day)
    return [] if found is None else [found]


def in_document_order(made: Made, _random: Random) -> list[str]:
    """Its findings come in the order of the document, and each once."""
    order = {at: place for place, at in enumerate(_positions(made.plan))}
    findings = made.report.findings
    places = [(order[finding.at], finding.rule) for finding in findings if finding.at in order]
    repeated = len(findings) - len({(finding.rule, finding.at, finding.message.en) for finding in findings})
    return (["another order"] if places != sorted(places) else []) + (["told twice"] if repeated else [])


def _positions(data: Any, at: Pointer = ()) -> Iterator[Pointer]:
    """Every place in a document, from its beginning to its end."""
    yield at
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from _positions(value, (*at, step))


def as_python_data(made: Made, _random: Random) -> list[str]:
    """The plan as Python has it: the same report but for the places."""
    return differing(told(made.report), told(made.check(made.plan)))


def as_other_json(made: Made, _random: Random) -> list[str]:
    """JSON over many lines, in ASCII: the same report but for the places."""
    return _as_text(made, json.dumps(made.plan, indent=2).encode("ascii"))


def as_yaml(made: Made, random: Random) -> list[str]:
    """YAML, in blocks or in flow: the same report but for the places."""
    flow = random.random() < 0.5
    text: str = yaml.dump(made.plan, Dumper=Dumper, allow_unicode=not flow, default_flow_style=flow, sort_keys=False)
    return _as_text(made, ("---\n" + text).encode())


def _as_a_form(suffix: str, made: Made, random: Random) -> list[str] | None:
    """A valid plan as a form that offices fill in: the same report but for the places and the order.

    What such a form cannot hold, it refuses; and there are none yet for other kinds of document.
    """
    if (made.pack.id, made.kind.format) != FORMS_FOR or any(finding.rule == SCHEMA for finding in made.report.findings):
        return None
    try:
        raw = written_document(suffix, prune(made.document.data), made.pack, made.kind, random.choice(LANGUAGES))
    except UnwritableError:
        return None
    document = read_bytes(raw, suffix=suffix, forms=forms_of(made.pack))
    report = examine(document, made.options)[0]
    unplaced = [finding.rule for finding in report.findings if finding.place.cell is None]
    return differing(_in_any_order(made.report), _in_any_order(report)) + [f"{rule} has no cell" for rule in unplaced]


def as_a_workbook(made: Made, random: Random) -> list[str] | None:
    """As the workbook."""
    return _as_a_form(".xlsx", made, random)


def as_a_word_document(made: Made, random: Random) -> list[str] | None:
    """As the Word document."""
    return _as_a_form(".docx", made, random)


def _in_any_order(report: Report) -> Report:
    report = told(report)
    return replace(report, findings=tuple(sorted(report.findings, key=repr)))


def _as_text(made: Made, text: bytes) -> list[str]:
    report = made.check(text)
    unplaced = [finding.rule for finding in report.findings if finding.place.line is None]
    return differing(told(made.report), told(report)) + [f"{rule} has no line" for rule in unplaced]


WAYS: Final[Mapping[str, Way]] = {
    "reference evaluator": Way(by_the_reference_evaluator, 1),
    "hand-written checker": Way(by_the_handwritten_checker, 1),
    "plain reading of the facts": Way(by_the_plain_reading, 20),
    "the order of the document": Way(in_document_order, 10),
    "Python data": Way(as_python_data, 25),
    "other JSON": Way(as_other_json, 25),
    "YAML": Way(as_yaml, 25),
    "XLSX": Way(as_a_workbook, 1000),
    "DOCX": Way(as_a_word_document, 1500),
    **{name: Way(change, 25) for name, change in CHANGES.items()},
}


def by_many_processes(raws: Mapping[int, bytes]) -> dict[int, list[str]]:
    """The differences between what one process and what many print about these plans, as ndjson, by plan.

    A difference that belongs to no plan is told of the first.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number, raw in raws.items():
            Path(folder, f"{number:012}.json").write_bytes(raw)
        one, many = (_printed(folder, jobs) for jobs in (1, MANY))
    if one == many:
        return {}
    first = min(raws)
    lines = [output.stdout.splitlines() for output in (one, many)]
    numbers = sorted(raws) if list(map(len, lines)) == [len(raws)] * 2 else []
    apart = [number for number, *pair in zip(numbers, *lines, strict=False) if pair[0] != pair[1]]
    if apart:
        return {number: [f"another line by {MANY} processes"] for number in apart}
    ends = ", ".join(f"status {each.returncode}, {each.stderr.decode()[-500:]}" for each in (one, many))
    return {first: [f"{len(lines[0])} lines by one process, {len(lines[1])} by {MANY}; {ends}"]}


@dataclass(frozen=True, slots=True)
class _Printed:
    returncode: int
    stdout: bytes
    stderr: bytes


def _printed(folder: str, jobs: int) -> _Printed:
    environment = {**os.environ, "PYTHONPATH": str(Path(checker.__file__).parents[1])}
    command = [sys.executable, "-m", "checker", "check", "--format", "ndjson", "--jobs", str(jobs), "."]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return _Printed(done.returncode, done.stdout, done.stderr)


def differing(expected: Report, found: Report) -> list[str]:
    """In what two reports differ, member by member."""
    out: list[str] = []
    for field in fields(type(expected)):
        one: Any = getattr(expected, field.name)
        other: Any = getattr(found, field.name)
        if one == other:
            continue
        if field.name == "findings":
            out += [f"missing: {each}" for each in one if each not in other]
            out += [f"not expected: {each}" for each in other if each not in one]
            out = out or ["the findings come in another order"]
        else:
            out.append(f"{field.name}: {one} became {other}")
    return out
