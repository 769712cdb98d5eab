"""Says how what was planned stands, by what has been reported on it: for each sender, and for each item.

The states are lists that the kind of report declares (`DocumentKind.states`), read off the report and the document that
it is held against; of somebody who has reported nothing, off that document alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from checker.checking import Options, reading_of
from checker.facts.mapping import NOTHING_ASIDE
from checker.facts.values import reach
from checker.model import Number, Report
from checker.pack.model import Against, DocumentKind, Pack
from checker.review_model import AssessedSender, AssessedState, Assessment, RosterRow, SenderState
from checker.values import day_number, number_of

_WITHOUT_REPORT = (SenderState.NOT_SENT, SenderState.DRAFT)


def expected_of(pack: Pack, options: Options) -> Mapping[str, frozenset[str]]:
    """For each kind of report, by its format, those who are to report: their plans are at hand."""
    found = {
        kind.format: frozenset(sender for format_, sender in options.against or () if format_ == kind.against.document)
        for kind in pack.documents.values()
        if kind.states and kind.against is not None
    }
    return {format_: senders for format_, senders in found.items() if senders}


def assessments_of(
    rows: Sequence[RosterRow], reports: Mapping[str, Report], pack: Pack, options: Options
) -> tuple[Assessment, ...]:
    """The assessment by each kind of report; `rows` are the roster's, `reports` those on files, by their names."""
    assessments = []
    for format_, senders in expected_of(pack, options).items():
        kind = pack.documents[format_]
        told = [
            _sender(row, reports.get(row.file or ""), kind, pack, options)
            for row in rows
            if row.document == format_ and row.office in senders
        ]
        assessments.append(_assessment(told, kind, options))
    return tuple(assessments)


def _sender(row: RosterRow, report: Report | None, kind: DocumentKind, pack: Pack, options: Options) -> AssessedSender:
    against = kind.against or Against("", "")
    plan = (options.against or {}).get((against.document, row.office), {})
    selection: Mapping[str, tuple[Number, ...]] = {} if report is None else report.selection
    if row.state in _WITHOUT_REPORT:
        facts, tallies = reading_of(pack, kind)
        as_of = None if options.as_of is None else day_number(options.as_of.isoformat())
        nothing = {kind.sender: row.office, against.member: plan}
        selection = tallies(facts.of(nothing, NOTHING_ASIDE, as_of))
    states = {state.name: list(selection.get(state.name, ())) for state in kind.states}
    told = {number for numbers in states.values() for number in numbers}
    unclear = sorted({*_numbers(plan, pack.documents[against.document])} - told, key=partial(pack.order_of, kind))
    return AssessedSender(
        office=row.office,
        file=None if row.state in _WITHOUT_REPORT else row.file,
        is_without_report=row.state in _WITHOUT_REPORT,
        states=states,
        unclear=unclear,
    )


def _numbers(plan: Mapping[str, Any], kind: DocumentKind) -> Iterator[Number]:
    items = kind.items
    for entry in reach(plan, items.list) or () if items is not None else ():
        number = number_of(entry.get(items.number)) if items is not None and isinstance(entry, dict) else None
        if number is not None:
            yield number


def _assessment(senders: list[AssessedSender], kind: DocumentKind, options: Options) -> Assessment:
    names = [state.name for state in kind.states]
    items: dict[str, dict[str, int]] = {}
    for sender in senders:
        for name, numbers in sender.states.items():
            for number in numbers:
                items.setdefault(str(number), dict.fromkeys(names, 0))[name] += 1
    return Assessment(
        document=kind.format,
        as_of=None if options.as_of is None else options.as_of.isoformat(),
        states=[AssessedState(code=state.name, label=state.label.in_language(options.lang)) for state in kind.states],
        offices=senders,
        items=items,
        totals={name: sum(len(sender.states[name]) for sender in senders) for name in names},
    )
