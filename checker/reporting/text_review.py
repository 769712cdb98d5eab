"""A review as text, for a reviewer who has to say which plans go back, and why: that first, the reports after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Severity, Verdict
from checker.pack.wording import label, title_of
from checker.reporting import naming, roster
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, ROLES, Standing
from checker.reporting.text_report import report_lines, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Finding, Review
    from checker.pack.model import Pack
    from checker.reporting import Layout
    from checker.reporting.roster import Entry

_MOST_REASONS: Final = 5
_INDENT: Final = " " * 4
_BULLET: Final = "  - "


@dataclass(frozen=True, slots=True)
class _View(Page):
    """One review, and the page it is shown on."""

    review: Review
    pack: Pack
    entries: tuple[Entry, ...]

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **values)


def review_pages(review: Review, pack: Pack, layout: Layout) -> Iterable[Iterable[str]]:
    """The pages: first what the reviewer decides by, then each report."""
    width = max(layout.width, NARROWEST)
    view = _View(review.lang, width, layout.colour, review, pack, roster.entries_of(review))
    yield _overview(view)
    for place, report in enumerate(review.reports, 1):
        note = roster.note_on(report, review)
        message = (
            N_("Report {place} of {count}: {name}") if note is None else N_("Report {place} of {count}: {name}, {note}")
        )
        name = naming.input_name(report)
        head = view.say(message, place=place, count=len(review.reports), name=name, note=note)
        yield [*view.bold(head), "", *report_lines(view_of(report, pack, layout))]


def _overview(view: _View) -> Iterable[str]:
    """Every section that has something to say, a blank line between them."""
    sections = (
        _summary(view),
        _failure(view),
        _roster(view),
        _going_back(view),
        _others(view, Standing.UNDETERMINED, N_("Plans that were not judged: {count}"), Severity.ERROR),
        _others(view, Standing.REVIEW, N_("Plans for a person to decide: {count}"), Severity.WARNING),
        _across(view),
        _resubmissions(view),
        _strangers(view),
        _without_say(view),
        _measures(view),
    )
    for number, section in enumerate(lines for lines in map(list, sections) if lines):
        if number:
            yield ""
        yield from section


def _summary(view: _View) -> Iterable[str]:
    review = view.review
    yield from view.heading(view.say("Review of implementation plans"))
    yield ""
    yield from view.wrapped(roster.summary_line(view.entries, view.lang))
    yield ""
    plans = naming.counted(view.lang, "plan", roster.counted_plans(review))
    rows = [
        (view.say("Circular"), flowing(view.pack.citation.in_language(view.lang))),
        (view.say("Files"), str(len(review.reports))),
        (view.say("Plans counted"), view.say("{plans} (submitted, and one for each office)", plans=plans)),
    ]
    folder = _folder(view)
    if folder:
        rows.insert(2, (view.say("Folder"), printable(folder)))
    yield from view.labelled(rows)


def _folder(view: _View) -> str:
    return roster.common_folder(report.name or "" for report in view.review.reports)


def _failure(view: _View) -> Iterable[str]:
    failure = view.review.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("ACROSS THE PLANS: NOT JUDGED"), Verdict.UNDETERMINED)
    yield from view.wrapped(roster.failure_line(failure, view.lang))


def _roster(view: _View) -> Iterable[str]:
    yield from view.heading(view.say("Roster"))
    yield ""
    names = roster.short_names(view.pack, view.lang)
    folder = _folder(view)
    rows, roles = [], {}
    for place, entry in enumerate(view.entries):
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
    head = [
        view.say(word)
        for word in (N_("Code"), N_("Office"), N_("Verdict"), N_("Errors"), N_("Warnings"), N_("Version"), N_("File"))
    ]
    yield from view.table(head, rows, right=(3, 4, 5), roles=roles)


def _going_back(view: _View) -> Iterable[str]:
    back = [entry for entry in view.entries if entry.standing in GOES_BACK]
    if not back:
        return view.wrapped(view.say("No plan goes back."))
    return _decided(view, back, view.say("Plans that go back: {count}", count=len(back)), Severity.ERROR)


def _others(view: _View, standing: Standing, heading: str, severity: Severity) -> Iterable[str]:
    entries = [entry for entry in view.entries if entry.standing is standing]
    return _decided(view, entries, view.say(heading, count=len(entries)), severity) if entries else ()


def _decided(view: _View, entries: Sequence[Entry], heading: str, severity: Severity) -> Iterable[str]:
    """A block for each of the offices: which plan, and the main reasons."""
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
        for reason in roster.main_reasons(entry.report, view.pack, severity, _MOST_REASONS):
            yield from view.wrapped(reason, _INDENT, _BULLET)


def _across(view: _View) -> Iterable[str]:
    findings = view.review.findings
    if not findings:
        if view.review.engine.failure is None:
            yield from view.wrapped(view.say("No findings across the plans."))
        return
    yield from view.heading(view.say("Findings across the plans"))
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for found in by_rule.values():
        yield ""
        yield from _found_across(view, found)


def _found_across(view: _View, findings: Sequence[Finding]) -> Iterable[str]:
    """What one rule found; what is to be done once, where it is the same for all."""
    first = findings[0]
    severity = say(view.lang, SEVERITIES[first.severity]).upper()
    clause = naming.clause_name(first.clause, view.pack, view.lang)
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


def _to_do(view: _View, fix: str) -> Iterable[str]:
    return view.labelled([(say(view.lang, "To do"), fix)], indent=len(_INDENT))


def _resubmissions(view: _View) -> Iterable[str]:
    if not view.review.resubmissions:
        return
    yield from view.heading(view.say("Sent again: the two newest versions"))
    yield ""
    names = roster.short_names(view.pack, view.lang)
    head = [view.say(word) for word in (N_("Office"), N_("Files"), N_("fixed"), N_("still open"), N_("new"))]
    rows = [
        [
            names.get(each.office, each.office),
            printable(view.say("{old} → {new}", old=each.old, new=each.new)),
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
    yield from view.heading(view.say("Files of no known office: {count}", count=len(reports)))
    yield ""
    rows, roles = [], {}
    for place, report in enumerate(reports):
        verdict = naming.verdict_name(report.verdict, view.lang)
        rows.append([naming.input_name(report), verdict, roster.first_finding(report)])
        roles[place, 1] = report.verdict
    yield from view.table([view.say(word) for word in (N_("File"), N_("Verdict"), N_("Found"))], rows, roles=roles)


def _without_say(view: _View) -> Iterable[str]:
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


def _measures(view: _View) -> Iterable[str]:
    """How many of the plans that count list each measure."""
    counts = view.review.measures
    if not counts:
        return
    plans = naming.counted(view.lang, "plan", roster.counted_plans(view.review))
    yield from view.heading(view.say("Measures in the plans counted"))
    yield ""
    yield from view.wrapped(view.say("How many of the {plans} list each measure.", plans=plans))
    yield ""
    rows = []
    for number, count in counts.items():
        known = view.pack.catalogue.measures.get(number)
        class_ = "-" if known is None else label(view.pack, "class", known.class_, view.lang)
        title = flowing(title_of(view.pack, number, view.lang))
        rows.append([printable(str(number)), title, class_, str(count)])
    head = [view.say(word) for word in (N_("No."), N_("Measure"), N_("Class"), N_("Plans", context="count"))]
    yield from view.table(head, rows, right=(0, 3))
