"""A report, or a review, in sections.

Of a report the verdict, what was found and what to do about it, then what was checked. A review is for a reviewer who
has to say what goes back, and why: that first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

import msgspec

from checker.i18n import N_, messages_of, say
from checker.inputs import common_folder
from checker.model import Finding, Report, RuleStatus, Severity, Verdict
from checker.pack.model import DocumentKind, Pack, Tally
from checker.reporting import items, naming, roster
from checker.reporting.naming import RULE_STATUSES, common_nouns, grouped, nouns
from checker.reporting.page import Block, Bullets, Labels, Passage, Section, TextEntries, TextEntry, TextTable
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, ROLES, Roll, RosterEntry, RosterStanding
from checker.review_model import Review

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


_MOST_REASONS: Final = 5
_LONGEST_CODE: Final = 10


class _ReviewTold(msgspec.Struct, frozen=True, eq=False):
    """One review, its rosters, and the folder that all of its files are in."""

    review: Review
    pack: Pack
    rolls: tuple[Roll, ...]
    folder: str

    def say(self, message: str, roll: Roll | None = None, /, **values: object) -> str:
        """The message in the language of the review, in the words for a roster, or for all of them together."""
        words = nouns(roll.kind) if roll else common_nouns(each.kind for each in self.rolls)
        return say(self.review.lang, message, **words, **values)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], roll: Roll | None = None) -> TextTable:
        """A table of these rows under a head of messages."""
        return TextTable([self.say(word, roll) for word in head], rows)


def review_sections(review: Review, pack: Pack) -> Iterator[Section]:
    """What the reviewer decides by: every section that has something to say."""
    folder = common_folder(report.name or "" for report in review.reports)
    told = _ReviewTold(review, pack, roster.rolls_of(review, pack), folder)
    yield _summary(told)
    if review.engine.failure is not None:
        why = roster.failure_line(review.engine.failure, review.lang)
        yield failure_section(told.say("ACROSS THE DOCUMENTS: NOT JUDGED"), why)
    for roll in told.rolls:
        yield from _assessment(told, roll)
    for roll in told.rolls:
        yield _roster(told, roll)
        yield from _to_decide(told, roll)
    yield from _across(told)
    yield from _tables_of(told)
    for roll in told.rolls:
        yield from _items(told, roll)


def _summary(told: _ReviewTold) -> Section:
    review, lang = told.review, told.review.lang
    rows = [
        (told.say("Circular"), flowing(told.pack.citation.in_language(lang))),
        (told.say("Files"), roster.files_line(review)),
        *([(told.say("Folder"), printable(told.folder))] if told.folder else []),
        *((told.say("{Documents} counted", roll), roster.counted_line(roll, lang)) for roll in told.rolls),
    ]
    lines = [Passage(line) for line in roster.summary_lines(told.rolls, lang)]
    return Section(told.say("Review of {documents}"), [*lines, Labels(rows)])


def _assessment(told: _ReviewTold, roll: Roll) -> Iterator[Section]:
    """How what was planned stands, where reports were held against plans."""
    found, lang = roster.assessment_of(told.review, roll.kind), told.review.lang
    if found is not None:
        lines = Bullets([Passage(line) for line in roster.assessment_lines(found, roll.kind, lang)])
        by_sender = roster.sender_table(found, roll.kind, told.pack, lang)
        yield Section(told.say("How the work stands"), [lines, by_sender])
        by_item = roster.item_table(found, roll.kind, told.pack, lang)
        yield Section(told.say("How each {item} stands", roll), [by_item])


def _roster(told: _ReviewTold, roll: Roll) -> Section:
    lang = told.review.lang
    names = roster.short_names(told.pack, roll.kind, lang)
    # Long codes are words, and leave no room for what they stand for.
    has_codes = max(len(entry.row.office) for entry in roll.entries) <= _LONGEST_CODE
    rows, roles = [], {}
    for place, entry in enumerate(roll.entries):
        row, counts = entry.row, roster.counts_of(entry)
        rows.append(
            [
                *([printable(row.office)] if has_codes else []),
                names.get(row.office, ""),
                roster.standing_name(entry.standing, lang),
                *(str(counts.get(severity, "")) for severity in (Severity.ERROR, Severity.WARNING)),
                "" if row.version is None else str(row.version),
                "" if row.file is None else printable(row.file.removeprefix(told.folder)),
            ]
        )
        roles[place, 1 + has_codes] = ROLES[entry.standing]
    head = (N_("{Sender}"), N_("Verdict"), N_("Errors"), N_("Warnings"), N_("Version"), N_("File"))
    table = told.table([*([N_("Code")] if has_codes else []), *head], rows, roll)
    heading = told.say("Roster" if len(told.rolls) == 1 else "Roster: {documents}", roll)
    right = tuple(range(2 + has_codes, 5 + has_codes))
    return Section(heading, [table._replace(right=right, roles=roles)])


def _to_decide(told: _ReviewTold, roll: Roll) -> Iterator[Section]:
    """What there is to decide about one kind of document."""
    returns = told.pack.authority is not None
    for standings, heading in (
        (
            GOES_BACK,
            N_("{Documents} that go back: {count}")
            if returns
            else N_("{Documents} that do not keep to their format: {count}"),
        ),
        ((RosterStanding.UNDETERMINED,), N_("{Documents} that were not judged: {count}")),
        ((RosterStanding.REVIEW,), N_("{Documents} for a person to decide: {count}")),
    ):
        entries = roll.of(*standings)
        if entries:
            decided = [each for entry in entries for each in _decided(told, entry)]
            yield Section(told.say(heading, roll, count=len(entries)), [TextEntries(decided)])
        elif standings is GOES_BACK and returns:
            yield Section("", [Passage(told.say("No {document} goes back.", roll))])


def _decided(told: _ReviewTold, entry: RosterEntry) -> Iterator[TextEntry]:
    """One of the senders: which file, and the main reasons."""
    if entry.report is None:
        return
    standing = roster.standing_name(entry.standing, told.review.lang)
    message = N_("{office} ({code}): {counts}") if roster.counts_of(entry) else N_("{office} ({code})")
    line = told.say(
        message,
        office=naming.office_name(entry.report, told.pack),
        code=printable(entry.row.office),
        counts=naming.counts_name(entry.report),
    )
    file = told.say("{file}, version {version}", file=naming.input_name(entry.report), version=entry.row.version or "-")
    reasons = roster.main_reasons(entry.report, told.pack, _MOST_REASONS)
    title = Passage(f"{standing}  {line}", standing, ROLES[entry.standing])
    yield TextEntry(title, reasons, [(told.say("File"), file)])


def _across(told: _ReviewTold) -> Iterator[Section]:
    """What was found across the documents; what is to be done stands once where it is the same."""
    findings, lang = told.review.findings, told.review.lang
    if not findings:
        if told.review.engine.failure is None:
            yield Section("", [Passage(told.say("No findings across the documents."))])
        return
    alike: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in findings:
        fix = None if finding.fix is None else flowing(finding.fix.in_language(lang))
        alike.setdefault((finding.rule, fix), []).append(finding)
    entries = []
    for (rule, fix), found in alike.items():
        severity = naming.severity_name(found[0].severity, lang)
        title = told.say(
            "{severity}: {title} ({rule}), {clause}",
            severity=severity,
            title=naming.rule_title(found[0], told.pack, lang),
            rule=printable(rule),
            clause=naming.clause_of(found[0], told.pack, lang),
        )
        points = [flowing(finding.message.in_language(lang)) for finding in found]
        rows = [] if fix is None else [(told.say("To do"), fix)]
        entries.append(TextEntry(Passage(title, severity, found[0].severity), points, rows))
    yield Section(told.say("Findings across the documents"), [TextEntries(entries)])


def _tables_of(told: _ReviewTold) -> Iterator[Section]:
    """What is worth a table where there is any of it: decisions, what was sent again, and files beside the rosters."""
    for heading, table in _tables(told):
        if table.rows:
            yield Section(told.say(heading, count=len(table.rows)), [table])


def _tables(told: _ReviewTold) -> Iterator[tuple[str, TextTable]]:
    review, lang = told.review, told.review.lang
    head = (N_("Decision"), N_("Decided by"), N_("Reason"), N_("What became of it"))
    yield N_("Decisions: {count}"), told.table(head, roster.decision_rows(review))
    names = {roll.kind.format: roster.short_names(told.pack, roll.kind, lang) for roll in told.rolls}
    again = [
        [
            names[each.document].get(each.office, each.office),
            printable(told.say("{old} → {new}", old=each.old, new=each.new)),
            *map(str, (each.fixed, each.still_open, each.added)),
        ]
        for each in roster.resubmissions_below(review)
    ]
    table = told.table((N_("{Sender}"), N_("Files"), N_("fixed"), N_("still open"), N_("new")), again)
    yield N_("Sent again: the two newest versions"), table._replace(right=(2, 3, 4))
    # Where it is guessed whose a file is, it stands beside the plans.
    unknown = [each for each in roster.strangers(review) if each.name not in roster.guesses(review)]
    found = [
        [naming.input_name(each), naming.verdict_name(each.verdict, lang), roster.first_finding(each)]
        for each in unknown
    ]
    roles = {(place, 1): each.verdict for place, each in enumerate(unknown)}
    table = told.table((N_("File"), N_("Verdict"), N_("Found")), found)._replace(roles=roles)
    yield N_("Files of no known sender: {count}"), table
    head = (N_("File"), N_("Code"), N_("What became of it"), N_("Why"))
    yield N_("Files beside the plans: {count}"), told.table(head, roster.files_beside(review))
    silent = [
        [printable(each.office or ""), naming.input_name(each), roster.note_on(each, review) or ""]
        for each in roster.without_say(review)
    ]
    yield N_("Files that have no say: {count}"), told.table((N_("Code"), N_("File"), N_("Why")), silent)


def _items(told: _ReviewTold, roll: Roll) -> Iterator[Section]:
    """How many of the documents that count list each item."""
    counts, lang = told.review.items.get(roll.kind.format, {}), told.review.lang
    if not counts:
        return
    counted = naming.counted(lang, "document", roll.counted, nouns(roll.kind))
    head = [N_("No."), N_("{Item}"), N_("Group"), N_("Listed by")]
    if not items.has_classes(roll.kind, told.pack):
        head.remove("Group")
    rows = [[*items.cells_of(number, roll.kind, told.pack, lang), str(count)] for number, count in counts.items()]
    table = told.table(head, rows, roll)._replace(right=(0, len(head) - 1))
    blocks: list[Block] = [
        Passage(told.say("How many of the {counted} list each {item}.", roll, counted=counted)),
        table,
    ]
    yield Section(told.say("{Items} in the {documents} counted", roll), blocks, folded=True)
