"""Examples for a rule, out of its cases: the part of a plan that breaks it, and the same part of one that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from checker.cases import Case, read_bases, read_cases
from checker.checking import Options, check_source
from checker.model import RuleStatus, Verdict
from checker.pack.file_names import CASES
from checker.pack.model import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from checker.model import Finding, Pointer, Report
    from checker.pack.model import Pack, Rule

MANY_VALUES: Final = 14
"""A part of a plan with more values than that is never shown whole."""


@dataclass(frozen=True, slots=True)
class Example:
    """A plan, the places of it to show (at some may be nothing), and the day it is checked for if that matters."""

    plan: dict[str, Any]
    shown: frozenset[Pointer]
    as_of: date | None


class Absent:
    """What stands where nothing does."""


ABSENT: Final = Absent()


class _Checked(NamedTuple):
    """A case, the report on its document, and whether that is a base document as it is."""

    case: Case
    report: Report
    is_base: bool


class _Difference(NamedTuple):
    """Where two plans differ: the place in the one, and the place in the other."""

    broken: Pointer
    kept: Pointer


class Examples(NamedTuple):
    """An example that breaks a rule, what is found in it, and one that keeps the rule."""

    broken: Example
    finding: Finding
    kept: Example


def examples_of(rule: Rule, pack: Pack) -> Examples | None:
    """The two cases of a rule that show it best together.

    None where it lacks a case of either kind, or is about many plans. Raises `PackError` for cases that cannot be used.
    """
    if rule.stage is Stage.REVIEW or not (rule.folder / CASES).is_file():
        return None
    every = read_bases(pack)
    bases = [Case((every[name],)) for name in rule.documents]
    plain = [base.plan for base in bases]
    cases = (*bases, *read_cases(pack, rule, every))
    seen = [_Checked(case, _report(case, pack), case.plan in plain) for case in cases]
    broken_ones = [(one, finding) for one in seen if (finding := _finding(rule, one.report)) is not None]
    for status in (RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE):
        kept_ones = [one for one in seen if one.report.rules.get(rule.id) is status]
        pairs = [
            (broken, kept)
            for broken, kept in product(broken_ones, kept_ones)
            if broken[0].report.document == kept.report.document
        ]
        if pairs:
            (broken, finding), kept = min(pairs, key=lambda pair: _unlikeness(pair[0][0], pair[1]))
            return _examples(broken, finding, kept)
    return None


def _examples(broken: _Checked, finding: Finding, kept: _Checked) -> Examples:
    differences = [*_differences(broken.case.plan, kept.case.plan)]
    day_matters = broken.case.as_of != kept.case.as_of
    broken_places = {finding.at, *(difference.broken for difference in differences)}
    kept_places = {finding.at, *(difference.kept for difference in differences)}
    return Examples(
        _example(broken.case, broken_places, day_matters=day_matters),
        finding,
        _example(kept.case, kept_places, day_matters=day_matters),
    )


def _finding(rule: Rule, report: Report) -> Finding | None:
    return next((finding for finding in report.findings if finding.rule == rule.id), None)


def _example(case: Case, shown: set[Pointer], *, day_matters: bool) -> Example:
    return Example(case.plan, frozenset(shown), case.as_of if day_matters else None)


def _report(case: Case, pack: Pack) -> Report:
    return check_source(case.plan, Options(pack, case.as_of, engine="reference"))


def _unlikeness(broken: _Checked, kept: _Checked) -> tuple[int, ...]:
    """How ill two cases go together, the gravest first.

    One that keeps a rule should keep all of them, one that breaks it should break no other; then the fewest and
    smallest differences, and of figures and days those at the very bound.
    """
    differences = [*_differences(broken.case.plan, kept.case.plan)]
    values = [
        (value_at(broken.case.plan, difference.broken), value_at(kept.case.plan, difference.kept))
        for difference in differences
    ]
    by_degree = all(_is_single(one) and _is_single(other) for one, other in values)
    at_bound = broken.case.boundary and kept.case.boundary
    return (
        kept.report.verdict is not Verdict.PASS,
        len(broken.report.findings) - len(broken.case.finds),
        len({difference.broken[:2] for difference in differences}),
        len(differences) + (broken.case.as_of != kept.case.as_of),
        len(broken.case.finds),
        any(other is ABSENT for _, other in values),
        by_degree and not at_bound,
        not kept.is_base,
        sum(size(one) + size(other) for one, other in values),
    )


def _differences(broken: Any, kept: Any, at: _Difference = _Difference((), ())) -> Iterator[_Difference]:  # noqa: B008 - a constant
    """The innermost places at which two plans differ; in lists, items are told apart from both ends."""
    if isinstance(broken, dict) and isinstance(kept, dict):
        for name in dict.fromkeys((*broken, *kept)):
            inner = _Difference((*at.broken, name), (*at.kept, name))
            if name in broken and name in kept:
                yield from _differences(broken[name], kept[name], inner)
            else:
                yield inner
    elif isinstance(broken, list) and isinstance(kept, list):
        yield from _differences_of_lists(broken, kept, at)
    elif broken != kept or type(broken) is not type(kept):
        yield at


def _differences_of_lists(broken: list[Any], kept: list[Any], at: _Difference) -> Iterator[_Difference]:
    common = min(len(broken), len(kept))
    start = next((place for place in range(common) if broken[place] != kept[place]), common)
    end = next((place for place in range(common - start) if broken[-1 - place] != kept[-1 - place]), common - start)
    for place in range(start, max(len(broken), len(kept)) - end):
        in_broken, in_kept = place < len(broken) - end, place < len(kept) - end
        inner = _Difference(
            (*at.broken, place if in_broken else len(broken)), (*at.kept, place if in_kept else len(kept))
        )
        if in_broken and in_kept:
            yield from _differences(broken[place], kept[place], inner)
        else:
            yield inner


def value_at(plan: Any, at: Pointer) -> Any:
    """The value at a place of a plan, ABSENT where there is none."""
    here = plan
    for step in at:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return here


def size(value: Any) -> int:
    """How many single values a value holds, names of members and items counted too."""
    if isinstance(value, dict):
        return sum(1 + size(item) for item in value.values())
    if isinstance(value, list):
        return sum(1 + size(item) for item in value)
    return 0 if value is ABSENT else 1


def _is_single(value: Any) -> bool:
    return not isinstance(value, dict | list | Absent)
