"""One report as text: the verdict, what was found and what to do about it, then what was checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import RuleStatus, Verdict
from checker.reporting import naming
from checker.reporting.columns import wrapped
from checker.reporting.grouping import grouped
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.labels import RULE_STATUSES, SEVERITIES
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Finding, Number, Report
    from checker.pack.model import Pack
    from checker.reporting import Layout

_STATUSES = (RuleStatus.VIOLATED, RuleStatus.NOT_RUN, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE)

STATUS_MEANINGS: Final[Mapping[str, str]] = TABLE("report.status.")
"""What it means that a rule has a status."""

_LISTS: Final[Mapping[str, str]] = TABLE("report.rules.")


@dataclass(frozen=True, slots=True, eq=False)
class View(Page):
    """One report, and the page it is shown on."""

    report: Report
    pack: Pack | None

    def say(self, message: str, /, *, context: str | None = None, **values: object) -> str:
        """The message in the language of the report."""
        return say(self.lang, message, context=context, **values)


def view_of(report: Report, pack: Pack | None, layout: Layout) -> View:
    """`report` as `layout` has it shown."""
    return View(report.lang, max(layout.width, NARROWEST), layout.colour, report, pack)


def report_lines(view: View) -> Iterable[str]:
    """Every section that has something to say, a blank line between them."""
    sections = (
        _verdict(view),
        _head(view),
        _failure(view),
        _findings(view),
        _selection(view),
        _rules(view),
        _tail(view),
    )
    for number, section in enumerate(lines for lines in map(list, sections) if lines):
        if number:
            yield ""
        yield from section


def _verdict(view: View) -> Iterable[str]:
    name = naming.verdict_name(view.report.verdict, view.lang)
    first, *rest = wrapped(naming.verdict_line(view.report), view.width, view.lang)
    yield first.replace(name, view.paint(name, view.report.verdict), 1)
    yield from rest


def _head(view: View) -> Iterable[str]:
    return view.labelled([(view.say(label), words) for label, words in naming.head_rows(view.report, view.pack)])


def _failure(view: View) -> Iterable[str]:
    failure = view.report.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("report.not-judged"), Verdict.UNDETERMINED)
    yield from wrapped(naming.failure_line(failure, view.lang), view.width, view.lang)


def _findings(view: View) -> Iterable[str]:
    report = view.report
    if not report.findings:
        if report.verdict is not Verdict.UNDETERMINED:
            yield view.say("report.no-findings")
        return
    yield from view.heading(view.say("report.findings"))
    groups = grouped(report.findings)
    number = 0
    for group, name in zip(groups, naming.part_names(groups, view.pack, view.lang), strict=True):
        yield ""
        yield from view.heading(name, "-")
        for finding in group.findings:
            number += 1
            yield ""
            yield from _finding(view, number, finding)
    if view.pack is not None and any(finding.rule in view.pack.rules_by_id for finding in report.findings):
        yield ""
        yield from wrapped(view.say("report.explain"), view.width, view.lang)


def _finding(view: View, number: int, finding: Finding) -> Iterable[str]:
    mark = f"{number}. "
    severity = say(view.lang, SEVERITIES[finding.severity]).upper()
    title = view.say(
        "report.finding",
        severity=severity,
        title=naming.rule_title(finding, view.pack, view.lang),
        rule=printable(finding.rule),
    )
    first, *rest = wrapped(title, view.width - len(mark), view.lang)
    yield mark + first.replace(severity, view.paint(severity, finding.severity), 1)
    yield from (" " * len(mark) + line for line in rest)
    rows = [("report.found", finding.message.in_language(view.lang))]
    if finding.fix is not None:
        rows.append(("report.to-do", finding.fix.in_language(view.lang)))
    if finding.exception is not None:
        rows.append(("report.excepted", view.say("report.exception", justification=finding.exception)))
    rows.append(("report.clause", naming.clause_name(finding.clause, view.pack, view.lang)))
    place = naming.place_name(finding, view.lang)
    if place is not None:
        rows.append(("report.place", place))
    yield from view.labelled([(view.say(label), flowing(words)) for label, words in rows], indent=len(mark))


def _selection(view: View) -> Iterable[str]:
    selection = view.report.selection
    listed = len(selection.required)
    required = view.say("report.n-of-n", count=listed, all=listed + len(selection.missing))
    rows: list[tuple[str, str | int, Sequence[Number]]] = [("required", required, selection.required)]
    for name in ("missing", "optional", "national", "unknown"):
        numbers: Sequence[Number] = getattr(selection, name)
        if numbers or name == "optional":
            rows.append((name, len(numbers), numbers))
    if not any(numbers for _, _, numbers in rows):
        return ()
    joint = view.say("report.number-joint")
    return (
        *view.heading(view.say("report.selection")),
        "",
        *view.table(
            [view.say("report.class"), view.say("report.count"), view.say("report.numbers")],
            [
                [
                    view.say(naming.SELECTED[name]),
                    str(count),
                    joint.join(printable(str(number)) for number in numbers) or "-",
                ]
                for name, count, numbers in rows
            ],
            right=(1,),
        ),
    )


def _rules(view: View) -> Iterable[str]:
    statuses = view.report.rules
    yield from view.heading(view.say("report.checked"))
    yield ""
    by_status = {status: [rule for rule in statuses if statuses[rule] is status] for status in _STATUSES}
    if not statuses:
        yield from wrapped(view.say("report.no-pack"), view.width, view.lang)
        return
    if len(by_status[RuleStatus.NOT_RUN]) == len(statuses):
        message = "report.none-run-for-faults" if view.report.findings else "report.none-run"
        yield from wrapped(view.say(message, count=len(statuses)), view.width, view.lang)
        return
    head = [view.say("report.status"), view.say("report.rule-count"), view.say("report.meaning")]
    names = {status: say(view.lang, RULE_STATUSES[status]) for status in _STATUSES}
    rows = [[names[status], str(len(by_status[status])), view.say(STATUS_MEANINGS[status])] for status in _STATUSES]
    yield from view.table(head, rows, right=(1,))
    for status in _STATUSES:
        if by_status[status]:
            yield ""
            yield from view.bold(view.say(_LISTS[status]))
            yield ""
            yield from (
                _violated(view, by_status[status])
                if status is RuleStatus.VIOLATED
                else _listed(view, by_status[status])
            )


def _violated(view: View, rules: Sequence[str]) -> Iterable[str]:
    """Violated rules, a row each."""
    found = Counter(finding.rule for finding in view.report.findings)
    head = [view.say("report.clause"), view.say("report.rule"), view.say("report.finding-count")]
    rows = [
        [_clause_label(view, rule), naming.rule_name(rule, view.pack, view.lang), str(found[rule])] for rule in rules
    ]
    return view.table(head, rows, right=(2,))


def _listed(view: View, rules: Sequence[str]) -> Iterable[str]:
    """Rules in few lines: a row for each clause."""
    by_clause: dict[str, list[str]] = {}
    for rule in rules:
        by_clause.setdefault(_clause_label(view, rule), []).append(naming.rule_name(rule, view.pack, view.lang))
    joint = view.say("report.rule-joint")
    return view.table(
        [view.say("report.clause"), view.say("report.rules")],
        [[clause, joint.join(names)] for clause, names in by_clause.items()],
    )


def _clause_label(view: View, rule: str) -> str:
    known = None if view.pack is None else view.pack.rules_by_id.get(rule)
    return "-" if known is None else naming.clause_label(known.clause, view.lang)


def _tail(view: View) -> Iterable[str]:
    return view.labelled([(view.say(label), words) for label, words in naming.tail_rows(view.report)])
