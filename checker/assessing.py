"""Says how what was planned stands, by what has been reported on it: for each sender, and for each item.

The states are lists that the kind of report declares (`DocumentKind.states`), read off the report and the document that
it is held against; of somebody who has reported nothing, off that document alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from checker.checking import Options, reading_of, with_other
from checker.content import entries_of
from checker.facts.mapping import NOTHING_ASIDE
from checker.model import Number, Report
from checker.pack.model import DocumentKind, Pack
from checker.review_model import AssessedSender, AssessedState, Assessment, RosterRow, SenderState
from checker.values import day_number

_WITHOUT_REPORT: Final = (SenderState.NOT_SENT, SenderState.DRAFT)


def expected_of(pack: Pack, options: Options) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """For each kind of report, by its format, those who are to report, with their plans."""
    found = {
        kind.format: {
            sender: held[0].data for (format_, sender), held in at_hand.items() if format_ == kind.against.document
        }
        for at_hand in [options.against or {}]
        for kind in pack.documents.values()
        if kind.states and kind.against is not None
    }
    return {format_: plans for format_, plans in found.items() if plans}


def assessments_of(
    rows: Sequence[RosterRow], reports: Mapping[str, Report], pack: Pack, options: Options
) -> tuple[Assessment, ...]:
    """The assessment by each kind of report; `rows` are the roster's, `reports` those on files, by their names."""
    assessments = []
    for format_, plans in expected_of(pack, options).items():
        kind = pack.documents[format_]
        told = [
            _sender(row, reports.get(row.file or ""), plans[row.office], kind, pack, options)
            for row in rows
            if row.document == format_ and row.office in plans
        ]
        assessments.append(_assessment(told, kind, options))
    return tuple(assessments)


def _sender(
    row: RosterRow, report: Report | None, plan: Mapping[str, Any], kind: DocumentKind, pack: Pack, options: Options
) -> AssessedSender:
    is_without_report = row.state in _WITHOUT_REPORT
    selection: Mapping[str, tuple[Number, ...]] = {} if report is None else report.selection
    if is_without_report:
        facts, tallies = reading_of(pack, kind)
        as_of = None if options.as_of is None else day_number(options.as_of.isoformat())
        nothing = with_other({kind.sender: row.office}, kind, options)
        selection = tallies(facts.of(nothing, NOTHING_ASIDE, as_of))
    states = {state.name: list(selection.get(state.name, ())) for state in kind.states}
    told = {number for numbers in states.values() for number in numbers}
    planned = {number for number, _ in entries_of(plan, pack.document_of(plan))}
    return AssessedSender(
        office=row.office,
        file=None if is_without_report else row.file,
        is_without_report=is_without_report,
        states=states,
        unclear=sorted(planned - told, key=partial(pack.order_of, kind)),
    )


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
