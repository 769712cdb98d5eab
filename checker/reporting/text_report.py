"""One report as text: the verdict, what was found and what to do about it, then what was checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import RuleStatus, Verdict
from checker.reporting import naming
from checker.reporting.columns import wrapped
from checker.reporting.grouping import grouped
from checker.reporting.nouns import nouns
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Finding, Report
    from checker.pack.model import DocumentKind, Pack, Tally
    from checker.reporting import Layout

_STATUSES = (RuleStatus.VIOLATED, RuleStatus.NOT_RUN, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, eq=False)
class View(Page):
    """One report, and the page it is shown on."""

    report: Report
    pack: Pack | None
    kind: DocumentKind | None

    def say(self, key: str, **values: object) -> str:
        """A text of `texts.report` in the report's language, in the words for this kind of document."""
        return say(self.lang, f"report.{key}", **nouns(self.kind), **values)


def view_of(report: Report, pack: Pack | None, layout: Layout) -> View:
    """`report` as `layout` has it shown."""
    kind = naming.kind_of(report, pack)
    return View(report.lang, max(layout.width, NARROWEST), layout.colour, report, pack, kind)


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
    first, *rest = wrapped(naming.verdict_line(view.report, view.pack), view.width, view.lang)
    yield first.replace(name, view.paint(name, view.report.verdict), 1)
    yield from rest


def _head(view: View) -> Iterable[str]:
    return view.labelled([(view.say(key), text) for key, text in naming.head_rows(view.report, view.pack)])


def _failure(view: View) -> Iterable[str]:
    failure = view.report.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("not-judged"), Verdict.UNDETERMINED)
    yield from wrapped(naming.failure_line(failure, view.lang, view.kind), view.width, view.lang)


def _findings(view: View) -> Iterable[str]:
    report = view.report
    if not report.findings:
        if report.verdict is not Verdict.UNDETERMINED:
            yield view.say("no-findings")
        return
    yield from view.heading(view.say("findings"))
    groups = grouped(report.findings, view.kind)
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
        yield from wrapped(view.say("explain"), view.width, view.lang)


def _finding(view: View, number: int, finding: Finding) -> Iterable[str]:
    mark = f"{number}. "
    severity = say(view.lang, f"labels.severity.{finding.severity.value}").upper()
    title = view.say(
        "finding",
        severity=severity,
        title=naming.rule_title(finding, view.pack, view.lang),
        rule=printable(finding.rule),
    )
    first, *rest = wrapped(title, view.width - len(mark), view.lang)
    yield mark + first.replace(severity, view.paint(severity, finding.severity), 1)
    yield from (" " * len(mark) + line for line in rest)
    rows = [("found", finding.message.in_language(view.lang))]
    if finding.fix is not None:
        rows.append(("to-do", finding.fix.in_language(view.lang)))
    if finding.exception is not None:
        rows.append(("excepted", view.say("exception", justification=finding.exception)))
    rows.append(("clause", naming.clause_name(finding.clause, view.pack, view.lang)))
    place = naming.place_name(finding, view.lang, view.kind)
    if place is not None:
        rows.append(("place", place))
    yield from view.labelled([(view.say(key), flowing(text)) for key, text in rows], indent=len(mark))


def _selection(view: View) -> Iterable[str]:
    """The lists of items that have any, in the order in which the kind of document declares them."""
    rows = []
    for tally in view.kind.tallies if view.kind else ():
        numbers = view.report.selection.get(tally.name, ())
        whole = _whole_of(view, tally)
        if numbers or whole is not None:
            count = str(len(numbers)) if whole is None else view.say("n-of-n", count=len(numbers), all=whole)
            shown = view.say("number-joint").join(printable(str(number)) for number in numbers)
            rows.append([flowing(tally.label.in_language(view.lang)), count, shown or "-"])
    if not any(view.report.selection.values()):
        return ()
    head = [view.say("group"), view.say("count"), view.say("numbers")]
    return (*view.heading(view.say("selection")), "", *view.table(head, rows, right=(1,)))


def _whole_of(view: View, tally: Tally) -> int | None:
    """How many there could be in a list, where another one is of those that are not there; None where none is."""
    for other in view.kind.tallies if view.kind else ():
        if other.not_in == tally.of and other.where == tally.where:
            return sum(len(view.report.selection.get(each.name, ())) for each in (tally, other))
    return None


def _rules(view: View) -> Iterable[str]:
    statuses = view.report.rules
    yield from view.heading(view.say("checked"))
    yield ""
    by_status = {status: [rule for rule in statuses if statuses[rule] is status] for status in _STATUSES}
    if not statuses:
        yield from wrapped(view.say("no-pack"), view.width, view.lang)
        return
    if len(by_status[RuleStatus.NOT_RUN]) == len(statuses):
        key = "none-run-for-faults" if view.report.findings else "none-run"
        yield from wrapped(view.say(key, count=len(statuses)), view.width, view.lang)
        return
    head = [view.say("status"), view.say("rule-count"), view.say("meaning")]
    names = {status: say(view.lang, f"labels.rule_status.{status.value}") for status in _STATUSES}
    rows = [[names[status], str(len(by_status[status])), view.say(f"status.{status.value}")] for status in _STATUSES]
    yield from view.table(head, rows, right=(1,))
    for status in _STATUSES:
        if by_status[status]:
            yield ""
            yield from view.bold(view.say(f"rules.{status.value}"))
            yield ""
            yield from (
                _violated(view, by_status[status])
                if status is RuleStatus.VIOLATED
                else _listed(view, by_status[status])
            )


def _violated(view: View, rules: Sequence[str]) -> Iterable[str]:
    """Violated rules, a row each."""
    found = Counter(finding.rule for finding in view.report.findings)
    head = [view.say("clause"), view.say("rule"), view.say("finding-count")]
    rows = [
        [_clause_label(view, rule), naming.rule_name(rule, view.pack, view.lang), str(found[rule])] for rule in rules
    ]
    return view.table(head, rows, right=(2,))


def _listed(view: View, rules: Sequence[str]) -> Iterable[str]:
    """Rules in few lines: a row for each clause."""
    by_clause: dict[str, list[str]] = {}
    for rule in rules:
        by_clause.setdefault(_clause_label(view, rule), []).append(naming.rule_name(rule, view.pack, view.lang))
    joint = view.say("rule-joint")
    return view.table(
        [view.say("clause"), view.say("rules")],
        [[clause, joint.join(names)] for clause, names in by_clause.items()],
    )


def _clause_label(view: View, rule: str) -> str:
    known = None if view.pack is None else view.pack.rules_by_id.get(rule)
    return "-" if known is None else naming.clause_label(known.clause, view.lang, view.pack)


def _tail(view: View) -> Iterable[str]:
    return view.labelled([(view.say(key), text) for key, text in naming.tail_rows(view.report)])
