"""A review in sections, for a reviewer who has to say what goes back, and why: that first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from checker.i18n import N_, say
from checker.inputs import common_folder
from checker.model import Finding, Severity
from checker.pack.model import Pack
from checker.reporting import assessment, items, naming, roster
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.report_sections import failure_section
from checker.reporting.roster import GOES_BACK, ROLES, Roll, RosterEntry, RosterStanding
from checker.reporting.sections import Block, Bullets, Labels, Passage, Section, TextEntries, TextEntry, TextTable
from checker.review_model import Review

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
    yield from _listed(told)
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
    found, lang = assessment.assessment_of(told.review, roll.kind), told.review.lang
    if found is not None:
        lines = Bullets([Passage(line) for line in assessment.summary(found, roll.kind, lang)])
        by_sender = assessment.sender_table(found, roll.kind, told.pack, lang)
        yield Section(told.say("How the work stands"), [lines, by_sender])
        by_item = assessment.item_table(found, roll.kind, told.pack, lang)
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


def _listed(told: _ReviewTold) -> Iterator[Section]:
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
