"""One report in sections: the verdict, what was found and what to do about it, then what was checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from checker.i18n import N_, messages_of, say
from checker.labels import RULE_STATUSES
from checker.model import Finding, Report, RuleStatus, Severity, Verdict
from checker.pack.model import DocumentKind, Pack, Tally
from checker.reporting import naming
from checker.reporting.grouping import grouped
from checker.reporting.nouns import nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.sections import Block, Labels, Passage, Section, TextEntries, TextEntry, TextTable

STATUSES: Final = messages_of("rule-statuses")
"""Of each status of a rule the heading of a list of such rules, and what it means."""


class _ReportTold(msgspec.Struct, frozen=True, eq=False):
    """One report, and by what its parts are named."""

    report: Report
    pack: Pack | None
    kind: DocumentKind | None

    def say(self, message: str, /, **values: object) -> str:
        """The message in the language of the report, in the words for this kind of document."""
        return say(self.report.lang, message, **nouns(self.kind), **values)


def report_sections(report: Report, pack: Pack | None) -> Iterator[Section]:
    """Every section that has something to say; `pack` is the rule pack that judged, if it is at hand."""
    told = _ReportTold(report, pack, naming.kind_of(report, pack))
    name = naming.verdict_name(report.verdict, report.lang)
    yield Section("", [Passage(naming.verdict_line(report, pack), name, report.verdict)])
    yield _labels(told, naming.head_rows(report, pack))
    if report.engine.failure is not None:
        yield failure_section(
            told.say("NOT JUDGED"), naming.failure_line(report.engine.failure, report.lang, told.kind)
        )
    yield from _findings(told)
    yield from _selection(told)
    yield _rules(told)
    if report.readback is not None:
        yield Section(told.say("What was understood"), [*_understood(told)])
    yield _labels(told, naming.tail_rows(report))


def failure_section(head: str, why: str) -> Section:
    """That something was not judged, and why."""
    return Section("", [Passage(f"{head}  {why}", head, Verdict.UNDETERMINED)])


def summary_section(reports: Sequence[Report], packs: Mapping[str, Pack]) -> Section:
    """All reports in one table, and how many there are of each verdict."""
    lang = reports[0].lang
    head = (N_("File"), N_("Sender"), N_("Verdict"), N_("Errors"), N_("Warnings"))
    rows = [
        [
            naming.input_name(report),
            naming.office_name(report, naming.pack_of(report, packs)),
            naming.verdict_name(report.verdict, lang),
            str(report.counts[Severity.ERROR]),
            str(report.counts[Severity.WARNING]),
        ]
        for report in reports
    ]
    roles = {(row, 2): report.verdict for row, report in enumerate(reports)}
    table = TextTable([say(lang, word) for word in head], rows, (3, 4), roles)
    return Section(say(lang, "Summary"), [table, Passage(naming.totals_line(reports, packs))])


def _labels(told: _ReportTold, rows: Iterable[tuple[str, str]]) -> Section:
    return Section("", [Labels([(told.say(label), words) for label, words in rows])])


def _findings(told: _ReportTold) -> Iterator[Section]:
    report = told.report
    if not report.findings:
        if report.verdict is not Verdict.UNDETERMINED:
            yield Section("", [Passage(told.say("No findings."))])
        return
    groups = grouped(report.findings, told.kind)
    blocks: list[Block] = []
    number = 0
    for group, name in zip(groups, naming.part_names(groups, told.pack, report.lang), strict=True):
        entries = [_finding(told, number + place, finding) for place, finding in enumerate(group.findings, 1)]
        blocks.append(Section(name, [TextEntries(entries)]))
        number += len(entries)
    if told.pack is not None and any(finding.rule in told.pack.rules_by_id for finding in report.findings):
        blocks.append(Passage(told.say("More about a rule: plancheck explain RULE")))
    yield Section(told.say("Findings"), blocks)


def _finding(told: _ReportTold, number: int, finding: Finding) -> TextEntry:
    lang = told.report.lang
    severity = naming.severity_name(finding.severity, lang)
    title = told.say(
        "{severity}: {title} ({rule})",
        severity=severity,
        title=naming.rule_title(finding, told.pack, lang),
        rule=printable(finding.rule),
    )
    place = naming.place_name(finding, lang, told.kind)
    rows = [
        (told.say("Found"), flowing(finding.message.in_language(lang))),
        *naming.finding_rows(finding, told.pack, lang),
        *([] if place is None else [(told.say("Place"), flowing(place))]),
    ]
    return TextEntry(Passage(title, severity, finding.severity), rows=rows, mark=f"{number}.")


def _selection(told: _ReportTold) -> Iterator[Section]:
    """The lists of items that have any, in the order in which the kind of document declares them."""
    selection = told.report.selection
    if not any(selection.values()):
        return
    rows = []
    for tally in told.kind.tallies if told.kind else ():
        numbers, whole = selection.get(tally.name, ()), _whole_of(told, tally)
        if numbers or whole is not None:
            count = str(len(numbers)) if whole is None else told.say("{count} of {all}", count=len(numbers), all=whole)
            shown = told.say(", ").join(printable(str(number)) for number in numbers)
            rows.append([flowing(tally.label.in_language(told.report.lang)), count, shown])
    head = [told.say("Group"), told.say("Count"), told.say("Numbers")]
    yield Section(told.say("{Items} in the {document}"), [TextTable(head, rows, (1,))])


def _whole_of(told: _ReportTold, tally: Tally) -> int | None:
    """How many there could be in a list, where another one is of those that are not there; None where none is."""
    for other in told.kind.tallies if told.kind else ():
        if other.not_in == tally.of and other.where == tally.where:
            return sum(len(told.report.selection.get(each.name, ())) for each in (tally, other))
    return None


def _rules(told: _ReportTold) -> Section:
    statuses, lang = told.report.rules, told.report.lang
    head = told.say("What was checked")
    by_status = {status: [rule for rule in statuses if statuses[rule] == status] for status in STATUSES}
    if not statuses:
        return Section(head, [Passage(told.say("No rule was judged: there is no rule pack for this input."))])
    if len(by_status[RuleStatus.NOT_RUN]) == len(statuses):
        message = (
            N_("None of the {count} rules was judged: what was found above stands in the way.")
            if told.report.findings
            else N_("None of the {count} rules was judged.")
        )
        return Section(head, [Passage(told.say(message, count=len(statuses)))])
    columns = [told.say(N_("Status", context="rule")), told.say(N_("Rules", context="count")), told.say("Meaning")]
    rows = [
        [say(lang, RULE_STATUSES[status]), str(len(rules)), told.say(STATUSES[status][1])]
        for status, rules in by_status.items()
    ]
    blocks: list[Block] = [TextTable(columns, rows, (1,))]
    for status, rules in by_status.items():
        if rules:
            label = told.say(STATUSES[status][0])
            listed = _violated(told, rules) if status == RuleStatus.VIOLATED else _listed(told, rules)
            blocks += [Passage(label, label), listed]
    return Section(head, blocks, folded=True)


def _violated(told: _ReportTold, rules: Sequence[str]) -> TextTable:
    """Violated rules, a row each."""
    found = Counter(finding.rule for finding in told.report.findings)
    head = [told.say("Clause"), told.say("Rule"), told.say(N_("Findings", context="count"))]
    name = partial(naming.rule_name, pack=told.pack, lang=told.report.lang)
    return TextTable(head, [[_clause_label(told, rule), name(rule), str(found[rule])] for rule in rules], (2,))


def _listed(told: _ReportTold, rules: Sequence[str]) -> TextTable:
    """Rules in few lines: a row for each clause."""
    by_clause: dict[str, list[str]] = {}
    for rule in rules:
        by_clause.setdefault(_clause_label(told, rule), []).append(naming.rule_name(rule, told.pack, told.report.lang))
    joint = told.say("; ")
    return TextTable(
        [told.say("Clause"), told.say("Rules")], [[clause, joint.join(names)] for clause, names in by_clause.items()]
    )


def _clause_label(told: _ReportTold, rule: str) -> str:
    known = None if told.pack is None else told.pack.rules_by_id.get(rule)
    return "" if known is None else naming.clause_label(known.clause, told.report.lang, told.pack)


def _understood(told: _ReportTold) -> Iterator[Block]:
    """What was read, where that was asked for."""
    readback, lang = told.report.readback, told.report.lang
    if readback is None:
        return
    if readback.whole is not None:
        yield Passage(told.say("{done} of {whole} filled in", done=readback.done, whole=readback.whole))
    for sheet in readback.sheets:
        rows = [[printable(cell.in_language(lang)) for cell in row] for row in sheet.rows]
        columns = [name.in_language(lang) for name in sheet.columns]
        drawn = TextTable(columns, rows) if columns else Labels([(name, value) for name, value in rows])
        yield Section(sheet.label.in_language(lang), [drawn])
