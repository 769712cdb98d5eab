"""Senders × items: what was found under each item of the circular in the document that stands for each sender."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from checker.i18n import N_, text
from checker.model import Number, RuleStatus, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import assessment, items
from checker.reporting.html_page.offices import FindingView, SenderShown, worst
from checker.reporting.html_page.wording import Badge, told
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


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One sender and one item: `kind` is a severity, OK, MISSING or NONE; `href` is the anchor of a finding."""

    kind: str
    text: str
    count: int = 0
    href: str | None = None
    found: str = NONE
    """The kind by what was found, where a cell is painted by another."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix: the groups, the columns, a row for each sender.

    A group has a name, another one for whoever asks where there is no room for it, and so many columns. A column is an
    item: its number and title, whether a group begins with it, and how many of the documents that count list it. The
    first cell of a row is for what is about no item; a row without cells is of a document that was not judged. The
    `totals` are for each state of what was planned, with how many senders each item is in it.
    """

    groups: tuple[tuple[Text, Text | None, int], ...]
    columns: tuple[tuple[str, Text, bool, int], ...]
    rows: tuple[tuple[SenderShown, Sequence[MatrixCell]], ...]
    legend: tuple[Badge, ...]
    totals: tuple[tuple[Text, tuple[int, ...]], ...] = ()


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
            (printable(str(number)), told(items.title_of, number, kind, pack), number in first, listed.get(number, 0))
            for number in numbers
        ),
        rows=tuple((office, _cells(office, numbers, kind, assessed.get(office.code or ""))) for office in offices),
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


def _cells(
    office: SenderShown, numbers: Sequence[Number], kind: DocumentKind, assessed: AssessedSender | None
) -> list[MatrixCell]:
    """The cells of a row: what was found under each item, or how what somebody planned of it stands."""
    plan = office.plan
    about: Mapping[Number | None, Sequence[FindingView]] = {} if plan is None else plan.about
    cells = [_cell(about.get(None, ()), NONE)]
    if assessed is not None:
        signs = assessment.signs_of(assessed, kind)
        for number in numbers:
            sign, role = signs.get(number, ("", None))
            found = _cell(about.get(number, ()), NONE)
            cells.append(replace(found, kind=_CLASSES.get(role or "", NONE), text=sign or found.text, found=found.kind))
        return cells
    if plan is None or all(status is RuleStatus.NOT_RUN for status in plan.report.rules.values()):
        return []
    states = dict.fromkeys(items.listed_in(plan.report, kind), OK)
    states |= dict.fromkeys(items.missing_in(plan.report, kind), MISSING)
    return [*cells, *(_cell(about.get(number, ()), states.get(number, NONE)) for number in numbers)]


def _cell(findings: Sequence[FindingView], state: str) -> MatrixCell:
    """The cell of what is in this state by itself, whatever was found about it."""
    found = worst(findings)
    if found is None:
        return MatrixCell(state, _SIGNS[state])
    kind = MISSING if state is MISSING else found.finding.severity.value
    text = _SIGNS[kind] if kind is MISSING else f"{_SIGNS[kind]}{len(findings)}"
    return MatrixCell(kind, text, len(findings), found.id, kind)
