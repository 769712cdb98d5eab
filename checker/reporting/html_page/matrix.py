"""Offices × measures: what was found under each measure of the catalogue in the plan that stands for each office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, text
from checker.labels import LABELS
from checker.model import RuleStatus, Severity
from checker.reporting.html_page.findings import worst
from checker.reporting.html_page.wording import Badge, both
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Number, Report, Review, Selection, Text
    from checker.pack.model import Measure, Pack
    from checker.reporting.html_page.findings import FindingView
    from checker.reporting.html_page.offices import Office

OK: Final = "ok"
MISSING: Final = "missing"
NONE: Final = "none"

_SIGNS: Final[Mapping[str, str]] = {
    OK: "✓",
    Severity.ERROR.value: "×",
    Severity.WARNING.value: "!",
    Severity.INFO.value: "i",
    MISSING: "○",
    NONE: "·",
}
_LEGEND: Final[Mapping[str, str]] = {
    "ok": N_("listed, nothing found"),
    "error": N_("number of findings, at least one an error"),
    "warning": N_("number of findings, at least one a warning"),
    "info": N_("number of findings, for information only"),
    "missing": N_("required, and missing"),
    "none": N_("not listed"),
}

SAYS: Final[Mapping[str, str]] = {
    "measure": N_("measure {number}, {title}"),
    "cell": N_("{office}, {measure}: {meaning}"),
    "error": N_("findings: {count}, at least one an error"),
    "warning": N_("findings: {count}, at least one a warning"),
    "info": N_("findings: {count}, for information"),
    "missing": N_("required, and missing"),
}
"""What is said of a cell of the matrix, for whoever asks for it; the script fills it in."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One office and one measure: `kind` is a severity, OK, MISSING or NONE; `href` is the anchor of a finding."""

    kind: str
    text: str
    count: int
    href: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A measure of the catalogue; `listed` is how many of the plans that count list it."""

    number: str
    title: Text
    begins_class: bool
    listed: int


@dataclass(frozen=True, slots=True)
class Row:
    """An office: its cells, the first for what is about no measure; or why there are none."""

    office: Office
    cells: tuple[Cell, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix: the classes with how many columns each has, the columns, a row for each office."""

    classes: tuple[tuple[str, Text, int], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    legend: tuple[Badge, ...]


def matrix_of(review: Review, pack: Pack, offices: Iterable[Office]) -> Matrix:
    """The matrix of a review: the columns by class, the classes in the order in which the circular asks for them."""
    by_class: dict[str, list[Measure]] = {"required": [], "optional": [], "national": []}
    for measure in pack.catalogue.measures.values():
        by_class.setdefault(measure.class_, []).append(measure)
    measures = [measure for group in by_class.values() for measure in group]
    first = {group[0].number for group in by_class.values() if group}
    return Matrix(
        classes=tuple((name, _class_name(name), len(group)) for name, group in by_class.items() if group),
        columns=tuple(
            Column(
                printable(str(measure.number)),
                _title(measure),
                measure.number in first,
                review.measures.get(measure.number, 0),
            )
            for measure in measures
        ),
        rows=tuple(_row(office, [measure.number for measure in measures]) for office in offices if office.in_roster),
        legend=tuple(Badge(kind, sign, text(_LEGEND[kind])) for kind, sign in _SIGNS.items()),
    )


def _title(measure: Measure) -> Text:
    return both(lambda lang: flowing(measure.title.in_language(lang)))


def _class_name(class_: str) -> Text:
    return both(lambda lang: LABELS["class"][class_].in_language(lang).capitalize())


def _row(office: Office, numbers: Iterable[Number]) -> Row:
    report, plan = office.report, office.standing
    if report is None or plan is None:
        return Row(office, (), office.reason)
    if _is_not_judged(report):
        return Row(office, (), office.reason)
    listed = _listed(report.selection)
    about: Mapping[Number | None, tuple[FindingView, ...]] = plan.about
    cells = [_cell(about.get(None, ()), is_listed=False, is_missing=False)]
    cells += [
        _cell(
            about.get(number, ()),
            is_listed=number in listed,
            is_missing=number in report.selection.missing,
        )
        for number in numbers
    ]
    return Row(office, tuple(cells), None)


def _is_not_judged(report: Report) -> bool:
    return all(status is RuleStatus.NOT_RUN for status in report.rules.values())


def _listed(selection: Selection) -> frozenset[Number]:
    return frozenset((*selection.required, *selection.optional, *selection.national))


def _cell(findings: tuple[FindingView, ...], *, is_listed: bool, is_missing: bool) -> Cell:
    found = worst(findings)
    if found is None:
        kind = MISSING if is_missing else OK if is_listed else NONE
        return Cell(kind, _SIGNS[kind], 0, None)
    kind = MISSING if is_missing else found.severity.value
    text = _SIGNS[kind] if is_missing else f"{_SIGNS[kind]}{len(findings)}"
    return Cell(kind, text, len(findings), found.id)
