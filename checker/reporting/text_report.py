"""One report as text: the verdict, what was found and what to do about it, then what was checked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import RULE_STATUSES, SEVERITIES
from checker.model import RuleStatus, Verdict
from checker.reporting import naming
from checker.reporting.columns import wrapped
from checker.reporting.grouping import grouped
from checker.reporting.naming import EXCEPTION
from checker.reporting.nouns import nouns
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Finding, Report
    from checker.pack.model import DocumentKind, Pack, Tally
    from checker.reporting import Layout

_STATUSES = (RuleStatus.VIOLATED, RuleStatus.NOT_RUN, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE)

STATUS_MEANINGS: Final[Mapping[str, str]] = {
    "violated": N_("found here, see above"),
    "not-run": N_("not judged: what they look at could not be read"),
    "satisfied": N_("judged, and nothing of the kind found"),
    "not-applicable": N_("nothing here for them to judge"),
}
"""What it means that a rule has a status."""

_LISTS: Final[Mapping[str, str]] = {
    "violated": N_("Rules violated"),
    "not-run": N_("Rules not run"),
    "satisfied": N_("Rules satisfied (nothing of the kind found)"),
    "not-applicable": N_("Rules not applicable"),
}


class View(Page, frozen=True, eq=False):
    """One report, and the page it is shown on."""

    report: Report
    pack: Pack | None
    kind: DocumentKind | None

    def say(self, message: str, /, **values: object) -> str:
        """The message in the language of the report, in the words for this kind of document."""
        return say(self.lang, message, **nouns(self.kind), **values)


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
        _understood(view),
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
    return view.labelled([(view.say(label), words) for label, words in naming.head_rows(view.report, view.pack)])


def _failure(view: View) -> Iterable[str]:
    failure = view.report.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("NOT JUDGED"), Verdict.UNDETERMINED)
    yield from wrapped(naming.failure_line(failure, view.lang, view.kind), view.width, view.lang)


def _findings(view: View) -> Iterable[str]:
    report = view.report
    if not report.findings:
        if report.verdict is not Verdict.UNDETERMINED:
            yield view.say("No findings.")
        return
    yield from view.heading(view.say("Findings"))
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
        yield from wrapped(view.say("More about a rule: plancheck explain RULE"), view.width, view.lang)


def _finding(view: View, number: int, finding: Finding) -> Iterable[str]:
    mark = f"{number}. "
    severity = say(view.lang, SEVERITIES[finding.severity]).upper()
    title = view.say(
        "{severity}: {title} ({rule})",
        severity=severity,
        title=naming.rule_title(finding, view.pack, view.lang),
        rule=printable(finding.rule),
    )
    first, *rest = wrapped(title, view.width - len(mark), view.lang)
    yield mark + first.replace(severity, view.paint(severity, finding.severity), 1)
    yield from (" " * len(mark) + line for line in rest)
    rows = [(N_("Found"), finding.message.in_language(view.lang))]
    if finding.fix is not None:
        rows.append((N_("To do"), finding.fix.in_language(view.lang)))
    if finding.decision is not None:
        rows.append((N_("Accepted"), naming.decision_line(finding.decision, view.lang)))
    if finding.exception is not None:
        rows.append(
            (
                N_("Exception"),
                view.say(
                    EXCEPTION,
                    reason=finding.exception,
                ),
            )
        )
    rows.append((N_("Clause"), naming.clause_of(finding, view.pack, view.lang)))
    place = naming.place_name(finding, view.lang, view.kind)
    if place is not None:
        rows.append((N_("Place"), place))
    yield from view.labelled([(view.say(label), flowing(words)) for label, words in rows], indent=len(mark))


def _selection(view: View) -> Iterable[str]:
    """The lists of items that have any, in the order in which the kind of document declares them."""
    rows = []
    for tally in view.kind.tallies if view.kind else ():
        numbers = view.report.selection.get(tally.name, ())
        whole = _whole_of(view, tally)
        if numbers or whole is not None:
            count = str(len(numbers)) if whole is None else view.say("{count} of {all}", count=len(numbers), all=whole)
            shown = view.say(", ").join(printable(str(number)) for number in numbers)
            rows.append([flowing(tally.label.in_language(view.lang)), count, shown or "-"])
    if not any(view.report.selection.values()):
        return ()
    head = [view.say("Group"), view.say("Count"), view.say("Numbers")]
    return (*view.heading(view.say("{Items} in the {document}")), "", *view.table(head, rows, right=(1,)))


def _whole_of(view: View, tally: Tally) -> int | None:
    """How many there could be in a list, where another one is of those that are not there; None where none is."""
    for other in view.kind.tallies if view.kind else ():
        if other.not_in == tally.of and other.where == tally.where:
            return sum(len(view.report.selection.get(each.name, ())) for each in (tally, other))
    return None


def _rules(view: View) -> Iterable[str]:
    statuses = view.report.rules
    yield from view.heading(view.say("What was checked"))
    yield ""
    by_status = {status: [rule for rule in statuses if statuses[rule] is status] for status in _STATUSES}
    if not statuses:
        yield from wrapped(view.say("No rule was judged: there is no rule pack for this input."), view.width, view.lang)
        return
    if len(by_status[RuleStatus.NOT_RUN]) == len(statuses):
        message = (
            N_("None of the {count} rules was judged: what was found above stands in the way.")
            if view.report.findings
            else N_("None of the {count} rules was judged.")
        )
        yield from wrapped(view.say(message, count=len(statuses)), view.width, view.lang)
        return
    head = [view.say(N_("Status", context="rule")), view.say(N_("Rules", context="count")), view.say("Meaning")]
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
    head = [view.say("Clause"), view.say("Rule"), view.say(N_("Findings", context="count"))]
    rows = [
        [_clause_label(view, rule), naming.rule_name(rule, view.pack, view.lang), str(found[rule])] for rule in rules
    ]
    return view.table(head, rows, right=(2,))


def _listed(view: View, rules: Sequence[str]) -> Iterable[str]:
    """Rules in few lines: a row for each clause."""
    by_clause: dict[str, list[str]] = {}
    for rule in rules:
        by_clause.setdefault(_clause_label(view, rule), []).append(naming.rule_name(rule, view.pack, view.lang))
    joint = view.say("; ")
    return view.table(
        [view.say("Clause"), view.say("Rules")],
        [[clause, joint.join(names)] for clause, names in by_clause.items()],
    )


def _clause_label(view: View, rule: str) -> str:
    known = None if view.pack is None else view.pack.rules_by_id.get(rule)
    return "-" if known is None else naming.clause_label(known.clause, view.lang, view.pack)


def _understood(view: View) -> Iterable[str]:
    """What was read, where that was asked for."""
    readback = view.report.readback
    if readback is None:
        return
    yield from view.heading(view.say("What was understood"))
    if readback.whole is not None:
        yield view.say("{done} of {whole} filled in", done=readback.done, whole=readback.whole)
    for sheet in readback.sheets:
        rows = [[printable(cell.in_language(view.lang)) for cell in row] for row in sheet.rows]
        yield ""
        yield from view.heading(sheet.label.in_language(view.lang), "-")
        if sheet.columns:
            yield from view.table([name.in_language(view.lang) for name in sheet.columns], rows)
        else:
            yield from view.labelled([(name, value) for name, value in rows])


def _tail(view: View) -> Iterable[str]:
    return view.labelled([(view.say(label), words) for label, words in naming.tail_rows(view.report)])
