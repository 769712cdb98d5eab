"""Senders × items: what was found under each item of the circular in the document that stands for each sender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from checker.i18n import N_, text
from checker.model import Number, RuleStatus, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import assessment, items
from checker.reporting.html_page.findings import FindingView, worst
from checker.reporting.html_page.offices import SenderShown
from checker.reporting.html_page.wording import Badge, standing_badge, standing_meaning, told
from checker.reporting.nouns import nouns
from checker.reporting.printable import printable
from checker.review_model import AssessedSender, Review

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

_CLASSES: Final[Mapping[str, str]] = {**{each.value: each.value for each in Severity}, Verdict.PASS: OK}
"""What a state is painted as in a cell."""

SAYS: Final[Mapping[str, str]] = {
    "item": N_("{item} {number}, {title}"),
    "cell": N_("{who}, {what}: {meaning}"),
    "error": N_("findings: {count}, at least one an error"),
    "warning": N_("findings: {count}, at least one a warning"),
    "info": N_("findings: {count}, for information"),
    "missing": N_("required, and missing"),
}
"""What is said of a cell of the matrix, for whoever asks for it; the script fills it in."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One sender and one item: `kind` is a severity, OK, MISSING or NONE; `href` is the anchor of a finding."""

    kind: str
    text: str
    count: int
    href: str | None
    found: str = NONE
    """The kind by what was found, where a cell is painted by another."""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """An item of the circular; `listed` is how many of the documents that count list it."""

    number: str
    title: Text
    begins_group: bool
    listed: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A sender: its cells, the first for what is about no item; or why there are none."""

    office: SenderShown
    cells: tuple[MatrixCell, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix: the groups, the columns, a row for each sender.

    A group has a name, another one for whoever asks where there is no room for it, and so many columns.
    """

    groups: tuple[tuple[Text, Text | None, int], ...]
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    legend: tuple[Badge, ...]
    totals: tuple[tuple[Text, tuple[int, ...]], ...] = ()
    """For each state of what was planned, with how many senders each item is in it."""


def matrix_of(review: Review, kind: DocumentKind, pack: Pack, offices: Iterable[SenderShown]) -> Matrix | None:
    """The matrix of a kind of document: the columns by group, the groups in the order in which the circular has them.

    None where documents of the kind list no items.
    """
    by_group: dict[Any, list[Number]] = {}
    for number in items.numbers_of(kind, pack):
        by_group.setdefault(items.group_of(number, kind, pack), []).append(number)
    if not by_group:
        return None
    grouping = items.grouping_of(kind, pack)
    order = [] if grouping is None or grouping.of is None else list(pack.codes_of(grouping.of))
    groups = sorted(by_group, key=lambda group: order.index(group) if group in order else len(order))
    numbers = [number for group in groups for number in by_group[group]]
    first = {by_group[group][0] for group in groups}
    listed = review.items.get(kind.format, {})
    needed = items.needed_of(kind, pack)
    found = assessment.assessment_of(review, kind)
    assessed = {} if found is None else {each.office: each for each in found.offices}
    signs = {sign: text for sign, text in _SIGNS.items() if sign != MISSING or needed}
    return Matrix(
        groups=tuple(_heading(group, len(by_group[group]), kind, pack) for group in groups),
        columns=tuple(
            MatrixColumn(
                printable(str(number)), told(items.title_of, number, kind, pack), number in first, listed.get(number, 0)
            )
            for number in numbers
        ),
        rows=tuple(_row(office, numbers, kind, pack, assessed.get(office.code or "")) for office in offices),
        legend=tuple(Badge(name, sign, text(_LEGEND[name])) for name, sign in signs.items())
        if found is None
        else _legend_of_states(kind),
        totals=()
        if found is None
        else tuple(
            (state.label, tuple(found.items.get(str(number), {}).get(state.name, 0) for number in numbers))
            for state in kind.states
        ),
    )


def _heading(group: Any, count: int, kind: DocumentKind, pack: Pack) -> tuple[Text, Text | None, int]:
    if group is None:
        return nouns(kind)["Items"], None, count
    name = told(items.group_name, group, kind, pack)
    if items.has_classes(kind, pack):
        return Text(name.en.capitalize(), name.zh.capitalize()), None, count
    return Text(printable(str(group)), printable(str(group))), name, count


def _legend_of_states(kind: DocumentKind) -> tuple[Badge, ...]:
    states = [Badge(_CLASSES[str(each.state)], assessment.SIGNS[str(each.state)], each.label) for each in kind.states]
    return (
        *states,
        Badge(NONE, assessment.OPEN, text("left open by the report")),
        Badge(NONE, _SIGNS[NONE], text("not planned")),
    )


def _row_of_states(
    office: SenderShown, numbers: Sequence[Number], kind: DocumentKind, assessed: AssessedSender
) -> MatrixRow:
    """A row of how what somebody planned stands; a cell leads to what was found."""
    about: Mapping[Number | None, Sequence[FindingView]] = {} if office.plan is None else office.plan.about
    signs = assessment.signs_of(assessed, kind)
    cells = [_cell(about.get(None, ()), is_listed=False, is_missing=False)]
    for number in numbers:
        sign, role = signs.get(number, ("", None))
        found = _cell(about.get(number, ()), is_listed=False, is_missing=False)
        cells.append(replace(found, kind=_CLASSES.get(role or "", NONE), text=sign or found.text, found=found.kind))
    return MatrixRow(office, tuple(cells), None)


def _row(
    office: SenderShown, numbers: Sequence[Number], kind: DocumentKind, pack: Pack, assessed: AssessedSender | None
) -> MatrixRow:
    if assessed is not None:
        return _row_of_states(office, numbers, kind, assessed)
    plan = office.plan
    if plan is None or all(status is RuleStatus.NOT_RUN for status in plan.report.rules.values()):
        name, meaning = standing_badge(office.standing).name, standing_meaning(office.standing, kind, pack)
        return MatrixRow(office, (), text("{name}: {meaning}.", name=name, meaning=meaning))
    listed, missing = items.listed_in(plan.report, kind), items.missing_in(plan.report, kind)
    cells = [_cell(plan.about.get(None, ()), is_listed=False, is_missing=False)]
    cells += [
        _cell(plan.about.get(number, ()), is_listed=number in listed, is_missing=number in missing)
        for number in numbers
    ]
    return MatrixRow(office, tuple(cells), None)


def _cell(findings: Sequence[FindingView], *, is_listed: bool, is_missing: bool) -> MatrixCell:
    found = worst(findings)
    if found is None:
        kind = MISSING if is_missing else OK if is_listed else NONE
        return MatrixCell(kind, _SIGNS[kind], 0, None)
    kind = MISSING if is_missing else found.finding.severity.value
    text = _SIGNS[kind] if is_missing else f"{_SIGNS[kind]}{len(findings)}"
    return MatrixCell(kind, text, len(findings), found.id, kind)
