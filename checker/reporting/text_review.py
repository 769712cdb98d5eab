"""A review as text, for a reviewer who has to say what goes back, and why: that first, the reports after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Severity, Verdict
from checker.reporting import assessment, items, naming, roster
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, ROLES, RosterStanding
from checker.reporting.text_report import report_lines, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Finding
    from checker.pack.model import Pack
    from checker.reporting import Layout
    from checker.reporting.assessment import AssessmentTable
    from checker.reporting.roster import Roll, RosterEntry
    from checker.review_model import Review

_MOST_REASONS: Final = 5
_LONGEST_CODE: Final = 10
_INDENT: Final = " " * 4
_BULLET: Final = "  - "


class _ReviewView(Page, frozen=True):
    """One review, and the page it is shown on."""

    review: Review
    pack: Pack
    rolls: tuple[Roll, ...]

    def say(self, message: str, roll: Roll | None = None, /, **values: object) -> str:
        """The message in the language of the review, in the words for a roster, or for all of them together."""
        words = nouns(roll.kind) if roll else common_nouns(each.kind for each in self.rolls)
        return say(self.lang, message, **words, **values)


def review_pages(review: Review, pack: Pack, layout: Layout) -> Iterable[Iterable[str]]:
    """The pages: first what the reviewer decides by, then each report."""
    width = max(layout.width, NARROWEST)
    view = _ReviewView(review.lang, width, layout.colour, review, pack, roster.rolls_of(review, pack))
    yield _overview(view)
    for place, report in enumerate(review.reports, 1):
        note = roster.note_on(report, review)
        message = (
            N_("Report {place} of {count}: {name}") if note is None else N_("Report {place} of {count}: {name}, {note}")
        )
        name = naming.input_name(report)
        head = view.say(message, place=place, count=len(review.reports), name=name, note=note)
        yield [*view.bold(head), "", *report_lines(view_of(report, naming.pack_of(report, {pack.id: pack}), layout))]


def _overview(view: _ReviewView) -> Iterable[str]:
    """Every section that has something to say, a blank line between them."""
    sections = (
        _summary(view),
        _failure(view),
        *(section for roll in view.rolls for section in _assessment(view, roll)),
        *(section for roll in view.rolls for section in _sections_of(view, roll)),
        _across(view),
        _decisions(view),
        _resubmissions(view),
        _strangers(view),
        _files_beside(view),
        _without_say(view),
        *(_items(view, roll) for roll in view.rolls),
    )
    for number, section in enumerate(lines for lines in map(list, sections) if lines):
        if number:
            yield ""
        yield from section


def _sections_of(view: _ReviewView, roll: Roll) -> Iterable[Iterable[str]]:
    """What there is to decide about one kind of document."""
    return (
        _roster(view, roll),
        _going_back(view, roll),
        _others(view, roll, RosterStanding.UNDETERMINED, N_("{Documents} that were not judged: {count}")),
        _others(view, roll, RosterStanding.REVIEW, N_("{Documents} for a person to decide: {count}")),
    )


def _summary(view: _ReviewView) -> Iterable[str]:
    review = view.review
    yield from view.heading(view.say("Review of {documents}"))
    yield ""
    for roll in view.rolls:
        yield from view.wrapped(roster.summary_line(roll, view.lang))
    yield ""
    rows = [
        (view.say("Circular"), flowing(view.pack.citation.in_language(view.lang))),
        (view.say("Files"), roster.files_line(review)),
        *((view.say("{Documents} counted", roll), roster.counted_line(roll, view.lang)) for roll in view.rolls),
    ]
    folder = _folder(view)
    if folder:
        rows.insert(2, (view.say("Folder"), printable(folder)))
    yield from view.labelled(rows)


def _assessment(view: _ReviewView, roll: Roll) -> Iterable[Iterable[str]]:
    """How what was planned stands, where reports were held against plans."""
    told = assessment.assessment_of(view.review, roll.kind)
    if told is None:
        return
    lines = [line for each in assessment.summary(told, roll.kind, view.lang) for line in view.wrapped(each)]
    by_sender = assessment.sender_table(told, roll.kind, view.pack, view.lang)
    yield [*view.heading(view.say("How the plans stand")), "", *lines, "", *_table(view, by_sender)]
    by_item = assessment.item_table(told, roll.kind, view.pack, view.lang)
    yield [*view.heading(view.say("How each {item} stands", roll)), "", *_table(view, by_item)]


def _table(view: _ReviewView, table: AssessmentTable) -> Iterable[str]:
    rows = [[cell or "-" for cell in row] for row in table.rows]
    return view.table(table.head, rows, right=table.right, roles=table.roles)


def _folder(view: _ReviewView) -> str:
    return roster.common_folder(report.name or "" for report in view.review.reports)


def _failure(view: _ReviewView) -> Iterable[str]:
    failure = view.review.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("ACROSS THE DOCUMENTS: NOT JUDGED"), Verdict.UNDETERMINED)
    yield from view.wrapped(roster.failure_line(failure, view.lang))


def _roster(view: _ReviewView, roll: Roll) -> Iterable[str]:
    yield from view.heading(view.say("Roster" if len(view.rolls) == 1 else "Roster: {documents}", roll))
    yield ""
    names = roster.short_names(view.pack, roll.kind, view.lang)
    folder = _folder(view)
    # Long codes are words, and leave no room for what they stand for.
    has_codes = max(len(entry.row.office) for entry in roll.entries) <= _LONGEST_CODE
    rows, roles = [], {}
    for place, entry in enumerate(roll.entries):
        row = entry.row
        counts = roster.counts_of(entry)
        rows.append(
            [
                *([printable(row.office)] if has_codes else []),
                names.get(row.office, "-"),
                roster.standing_name(entry.standing, view.lang),
                *(str(counts.get(severity, "-")) for severity in (Severity.ERROR, Severity.WARNING)),
                "-" if row.version is None else str(row.version),
                "-" if row.file is None else printable(row.file.removeprefix(folder)),
            ]
        )
        roles[place, 1 + has_codes] = ROLES[entry.standing]
    head = [
        *([N_("Code")] if has_codes else []),
        N_("{Sender}"),
        N_("Verdict"),
        N_("Errors"),
        N_("Warnings"),
        N_("Version"),
        N_("File"),
    ]
    first_count = 2 + has_codes
    right = range(first_count, first_count + 3)
    yield from view.table([view.say(word, roll) for word in head], rows, right=right, roles=roles)


def _going_back(view: _ReviewView, roll: Roll) -> Iterable[str]:
    back = roll.of(*GOES_BACK)
    returned = view.pack.authority is not None
    if back:
        heading = (
            N_("{Documents} that go back: {count}")
            if returned
            else N_("{Documents} that do not keep to their format: {count}")
        )
        return _decided(view, back, view.say(heading, roll, count=len(back)))
    return view.wrapped(view.say("No {document} goes back.", roll)) if returned else ()


def _others(view: _ReviewView, roll: Roll, standing: RosterStanding, heading: str) -> Iterable[str]:
    entries = roll.of(standing)
    return _decided(view, entries, view.say(heading, roll, count=len(entries))) if entries else ()


def _decided(view: _ReviewView, entries: Sequence[RosterEntry], heading: str) -> Iterable[str]:
    """A block for each of the senders: which file, and the main reasons."""
    yield from view.heading(heading)
    for entry in entries:
        if entry.report is None:
            continue
        office = naming.office_name(entry.report, view.pack)
        message = N_("{office} ({code}): {counts}") if roster.counts_of(entry) else N_("{office} ({code})")
        line = view.say(
            message, office=office, code=printable(entry.row.office), counts=naming.counts_name(entry.report)
        )
        yield ""
        standing = roster.standing_name(entry.standing, view.lang)
        first, *rest = view.wrapped(f"{standing}  {line}", _INDENT, "")
        yield first.replace(standing, view.paint(standing, ROLES[entry.standing]), 1)
        yield from rest
        file = view.say(
            "{file}, version {version}", file=naming.input_name(entry.report), version=entry.row.version or "-"
        )
        yield from view.wrapped(file, _INDENT)
        for reason in roster.main_reasons(entry.report, view.pack, _MOST_REASONS):
            yield from view.wrapped(reason, _INDENT, _BULLET)


def _across(view: _ReviewView) -> Iterable[str]:
    findings = view.review.findings
    if not findings:
        if view.review.engine.failure is None:
            yield from view.wrapped(view.say("No findings across the documents."))
        return
    yield from view.heading(view.say("Findings across the documents"))
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for found in by_rule.values():
        yield ""
        yield from _found_across(view, found)


def _found_across(view: _ReviewView, findings: Sequence[Finding]) -> Iterable[str]:
    """What one rule found; what is to be done once, where it is the same for all."""
    first = findings[0]
    severity = say(view.lang, SEVERITIES[first.severity]).upper()
    clause = naming.clause_of(first, view.pack, view.lang)
    title = naming.rule_title(first, view.pack, view.lang)
    head = view.say(
        "{severity}: {title} ({rule}), {clause}",
        severity=severity,
        title=title,
        rule=printable(first.rule),
        clause=clause,
    )
    for line in view.wrapped(head):
        yield line.replace(severity, view.paint(severity, first.severity), 1)
    fixes = [None if finding.fix is None else flowing(finding.fix.in_language(view.lang)) for finding in findings]
    shared = fixes[0] if len(set(fixes)) == 1 else None
    for finding, fix in zip(findings, fixes, strict=True):
        yield from view.wrapped(flowing(finding.message.in_language(view.lang)), _INDENT, _BULLET)
        if fix is not None and shared is None:
            yield from _to_do(view, fix)
    if shared is not None:
        yield from _to_do(view, shared)


def _to_do(view: _ReviewView, fix: str) -> Iterable[str]:
    return view.labelled([(say(view.lang, "To do"), fix)], indent=len(_INDENT))


def _resubmissions(view: _ReviewView) -> Iterable[str]:
    if not view.review.resubmissions:
        return
    yield from view.heading(view.say("Sent again: the two newest versions"))
    yield ""
    names = {roll.kind.format: roster.short_names(view.pack, roll.kind, view.lang) for roll in view.rolls}
    head = [view.say(word) for word in (N_("{Sender}"), N_("Files"), N_("fixed"), N_("still open"), N_("new"))]
    rows = [
        [
            names[each.document].get(each.office, each.office),
            printable(view.say("{old} → {new}", old=each.old, new=each.new)),
            str(each.fixed),
            str(each.still_open),
            str(each.added),
        ]
        for each in roster.resubmissions_below(view.review)
    ]
    yield from view.table(head, rows, right=(2, 3, 4))


def _decisions(view: _ReviewView) -> Iterable[str]:
    rows = roster.decision_rows(view.review)
    if rows:
        yield from view.heading(view.say("Decisions: {count}", count=len(rows)))
        yield ""
        head = [N_("Decision"), N_("Decided by"), N_("Reason"), N_("What became of it")]
        yield from view.table([view.say(word) for word in head], [list(row) for row in rows])


def _files_beside(view: _ReviewView) -> Iterable[str]:
    rows = roster.files_beside(view.review)
    if rows:
        yield from view.heading(view.say("Files beside the plans: {count}", count=len(rows)))
        yield ""
        head = [N_("File"), N_("Code"), N_("What became of it"), N_("Why")]
        yield from view.table([view.say(word) for word in head], [list(row) for row in rows])


def _strangers(view: _ReviewView) -> Iterable[str]:
    reports = roster.strangers(view.review)
    if not reports:
        return
    yield from view.heading(view.say("Files of no known sender: {count}", count=len(reports)))
    yield ""
    rows, roles = [], {}
    for place, report in enumerate(reports):
        verdict = naming.verdict_name(report.verdict, view.lang)
        rows.append([naming.input_name(report), verdict, roster.first_finding(report)])
        roles[place, 1] = report.verdict
    yield from view.table([view.say(word) for word in (N_("File"), N_("Verdict"), N_("Found"))], rows, roles=roles)


def _without_say(view: _ReviewView) -> Iterable[str]:
    """The files that are not the plan of an office, and why not."""
    reports = roster.without_say(view.review)
    if not reports:
        return
    yield from view.heading(view.say("Files that have no say: {count}", count=len(reports)))
    yield ""
    rows = [
        [printable(report.office or ""), naming.input_name(report), roster.note_on(report, view.review) or ""]
        for report in reports
    ]
    yield from view.table([view.say(word) for word in (N_("Code"), N_("File"), N_("Why"))], rows)


def _items(view: _ReviewView, roll: Roll) -> Iterable[str]:
    """How many of the documents that count list each item."""
    counts = view.review.items.get(roll.kind.format, {})
    if not counts:
        return
    counted = naming.counted(view.lang, "document", roll.counted, nouns(roll.kind))
    yield from view.heading(view.say("{Items} in the {documents} counted", roll))
    yield ""
    yield from view.wrapped(view.say("How many of the {counted} list each {item}.", roll, counted=counted))
    yield ""
    head = [N_("No."), N_("{Item}"), N_("Group"), N_("Listed by")]
    rows = [[*items.cells_of(number, roll.kind, view.pack, view.lang), str(count)] for number, count in counts.items()]
    if not items.has_classes(roll.kind, view.pack):
        head.remove("Group")
    yield from view.table([view.say(word, roll) for word in head], rows, right=(0, len(head) - 1))
