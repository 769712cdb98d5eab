"""A review as text, for a reviewer who has to say what goes back, and why: that first, the reports after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.model import Severity, Verdict
from checker.reporting import items, naming, roster
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, ROLES, Standing
from checker.reporting.text_report import report_lines, view_of
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Finding, Review
    from checker.pack.model import Pack
    from checker.reporting import Layout
    from checker.reporting.roster import Entry, Roll

_MOST_REASONS: Final = 5
_INDENT: Final = " " * 4
_BULLET: Final = "  - "


@dataclass(frozen=True, slots=True)
class _View(Page):
    """One review, and the page it is shown on."""

    review: Review
    pack: Pack
    rolls: tuple[Roll, ...]

    def say(self, key: str, roll: Roll | None = None, **values: object) -> str:
        """A text of `texts.review`, in the words for a roster, or for all of them together."""
        words = nouns(roll.kind) if roll else common_nouns(each.kind for each in self.rolls)
        return say(self.lang, f"review.{key}", **words, **values)


def review_pages(review: Review, pack: Pack, layout: Layout) -> Iterable[Iterable[str]]:
    """The pages: first what the reviewer decides by, then each report."""
    width = max(layout.width, NARROWEST)
    view = _View(review.lang, width, layout.colour, review, pack, roster.rolls_of(review, pack))
    yield _overview(view)
    for place, report in enumerate(review.reports, 1):
        note = roster.note_on(report, review)
        key = "report-of" if note is None else "report-of-noted"
        name = naming.input_name(report)
        head = view.say(key, place=place, count=len(review.reports), name=name, note=note)
        yield [*view.bold(head), "", *report_lines(view_of(report, naming.pack_of(report, {pack.id: pack}), layout))]


def _overview(view: _View) -> Iterable[str]:
    """Every section that has something to say, a blank line between them."""
    sections = (
        _summary(view),
        _failure(view),
        *(section for roll in view.rolls for section in _sections_of(view, roll)),
        _across(view),
        _resubmissions(view),
        _strangers(view),
        _without_say(view),
        *(_items(view, roll) for roll in view.rolls),
    )
    for number, section in enumerate(lines for lines in map(list, sections) if lines):
        if number:
            yield ""
        yield from section


def _sections_of(view: _View, roll: Roll) -> Iterable[Iterable[str]]:
    """What there is to decide about one kind of document."""
    return (
        _roster(view, roll),
        _going_back(view, roll),
        _others(view, roll, Standing.UNDETERMINED, "undetermined"),
        _others(view, roll, Standing.REVIEW, "decide"),
    )


def _summary(view: _View) -> Iterable[str]:
    review = view.review
    yield from view.heading(view.say("title"))
    yield ""
    for roll in view.rolls:
        yield from view.wrapped(roster.summary_line(roll, view.lang))
    yield ""
    rows = [
        (view.say("circular"), flowing(view.pack.citation.in_language(view.lang))),
        (view.say("files"), str(len(review.reports))),
        *((view.say("counted", roll), roster.counted_line(roll, view.lang)) for roll in view.rolls),
    ]
    folder = _folder(view)
    if folder:
        rows.insert(2, (view.say("folder"), printable(folder)))
    yield from view.labelled(rows)


def _folder(view: _View) -> str:
    return roster.common_folder(report.name or "" for report in view.review.reports)


def _failure(view: _View) -> Iterable[str]:
    failure = view.review.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("not-judged"), Verdict.UNDETERMINED)
    yield from view.wrapped(roster.failure_line(failure, view.lang))


def _roster(view: _View, roll: Roll) -> Iterable[str]:
    yield from view.heading(view.say("roster" if len(view.rolls) == 1 else "roster-of", roll))
    yield ""
    names = roster.short_names(view.pack, roll.kind, view.lang)
    folder = _folder(view)
    rows, roles = [], {}
    for place, entry in enumerate(roll.entries):
        row = entry.row
        counts = roster.counts_of(entry)
        rows.append(
            [
                printable(row.office),
                names.get(row.office, "-"),
                roster.standing_name(entry.standing, view.lang),
                *(str(counts.get(severity, "-")) for severity in (Severity.ERROR, Severity.WARNING)),
                "-" if row.version is None else str(row.version),
                "-" if row.file is None else printable(row.file.removeprefix(folder)),
            ]
        )
        roles[place, 2] = ROLES[entry.standing]
    head = [view.say(key, roll) for key in ("code", "office", "verdict", "errors", "warnings", "version", "file")]
    yield from view.table(head, rows, right=(3, 4, 5), roles=roles)


def _going_back(view: _View, roll: Roll) -> Iterable[str]:
    back = roll.of(*GOES_BACK)
    key = "back" if view.pack.authority is not None else "unfit"
    if back:
        return _decided(view, back, view.say(key, roll, count=len(back)))
    return view.wrapped(view.say("back-none", roll)) if key == "back" else ()


def _others(view: _View, roll: Roll, standing: Standing, key: str) -> Iterable[str]:
    entries = roll.of(standing)
    return _decided(view, entries, view.say(key, roll, count=len(entries))) if entries else ()


def _decided(view: _View, entries: Sequence[Entry], heading: str) -> Iterable[str]:
    """A block for each of the senders: which file, and the main reasons."""
    yield from view.heading(heading)
    for entry in entries:
        if entry.report is None:
            continue
        office = naming.office_name(entry.report, view.pack)
        key = "plan-line" if roster.counts_of(entry) else "plan-line-bare"
        line = view.say(key, office=office, code=printable(entry.row.office), counts=naming.counts_name(entry.report))
        yield ""
        standing = roster.standing_name(entry.standing, view.lang)
        first, *rest = view.wrapped(f"{standing}  {line}", _INDENT, "")
        yield first.replace(standing, view.paint(standing, ROLES[entry.standing]), 1)
        yield from rest
        file = view.say("plan-file", file=naming.input_name(entry.report), version=entry.row.version or "-")
        yield from view.wrapped(file, _INDENT)
        for reason in roster.main_reasons(entry.report, view.pack, _MOST_REASONS):
            yield from view.wrapped(reason, _INDENT, _BULLET)


def _across(view: _View) -> Iterable[str]:
    findings = view.review.findings
    if not findings:
        if view.review.engine.failure is None:
            yield from view.wrapped(view.say("across-none"))
        return
    yield from view.heading(view.say("across"))
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for found in by_rule.values():
        yield ""
        yield from _found_across(view, found)


def _found_across(view: _View, findings: Sequence[Finding]) -> Iterable[str]:
    """What one rule found; what is to be done once, where it is the same for all."""
    first = findings[0]
    severity = say(view.lang, f"labels.severity.{first.severity.value}").upper()
    clause = naming.clause_name(first.clause, view.pack, view.lang)
    title = naming.rule_title(first, view.pack, view.lang)
    head = view.say("across-rule", severity=severity, title=title, rule=printable(first.rule), clause=clause)
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


def _to_do(view: _View, fix: str) -> Iterable[str]:
    return view.labelled([(say(view.lang, "report.to-do"), fix)], indent=len(_INDENT))


def _resubmissions(view: _View) -> Iterable[str]:
    if not view.review.resubmissions:
        return
    yield from view.heading(view.say("resubmissions"))
    yield ""
    names = {roll.kind.format: roster.short_names(view.pack, roll.kind, view.lang) for roll in view.rolls}
    head = [view.say(key) for key in ("office", "files", "fixed", "still-open", "added")]
    rows = [
        [
            names[each.document].get(each.office, each.office),
            printable(view.say("versions", old=each.old, new=each.new)),
            str(each.fixed),
            str(each.still_open),
            str(each.added),
        ]
        for each in roster.resubmissions_below(view.review)
    ]
    yield from view.table(head, rows, right=(2, 3, 4))


def _strangers(view: _View) -> Iterable[str]:
    reports = roster.strangers(view.review)
    if not reports:
        return
    yield from view.heading(view.say("strangers", count=len(reports)))
    yield ""
    rows, roles = [], {}
    for place, report in enumerate(reports):
        verdict = naming.verdict_name(report.verdict, view.lang)
        rows.append([naming.input_name(report), verdict, roster.first_finding(report)])
        roles[place, 1] = report.verdict
    yield from view.table([view.say(key) for key in ("file", "verdict", "found")], rows, roles=roles)


def _without_say(view: _View) -> Iterable[str]:
    """The files that are not the plan of an office, and why not."""
    reports = roster.without_say(view.review)
    if not reports:
        return
    yield from view.heading(view.say("without-say", count=len(reports)))
    yield ""
    rows = [
        [printable(report.office or ""), naming.input_name(report), roster.note_on(report, view.review) or ""]
        for report in reports
    ]
    yield from view.table([view.say(key) for key in ("code", "file", "reason")], rows)


def _items(view: _View, roll: Roll) -> Iterable[str]:
    """How many of the documents that count list each item."""
    counts = view.review.items.get(roll.kind.format, {})
    if not counts:
        return
    counted = naming.counted(view.lang, "document", roll.counted, nouns(roll.kind))
    yield from view.heading(view.say("items", roll))
    yield ""
    yield from view.wrapped(view.say("items-note", roll, counted=counted))
    yield ""
    keys = ["number", "item", "group", "documents"]
    rows = [[*items.cells_of(number, roll.kind, view.pack, view.lang), str(count)] for number, count in counts.items()]
    if not items.has_classes(roll.kind, view.pack):
        keys.remove("group")
    yield from view.table([view.say(key, roll) for key in keys], rows, right=(0, len(keys) - 1))
