"""A comparison as text: how much is fixed, still open and new, what makes that doubtful, then every finding.

Of two reviews a table of all senders comes before the findings, of which each is then told in a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.comparing import Change
from checker.editions import Fate
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Severity
from checker.reporting import naming
from checker.reporting.editions import fate_lines, fate_title, part_note, part_title
from checker.reporting.naming import EXCEPTION
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import short_names, standing_name, standing_of
from checker.rounds import SENT, Sent, totals_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.comparing import Compared, Comparison, Doubt
    from checker.editions import PartCompared
    from checker.model import Report
    from checker.pack.model import DocumentKind, Pack
    from checker.reporting import Layout
    from checker.rounds import Round

_ORDER: Final = (Change.OPEN, Change.NEW, Change.FIXED)
"""What is left to do comes first."""
_HEADINGS: Final[Mapping[str, str]] = {
    "still-open": N_("Still open ({count})"),
    "new": N_("New ({count})"),
    "fixed": N_("Fixed ({count})"),
}


def render(comparison: Comparison, packs: Mapping[str, Pack], layout: Layout) -> str:
    """`comparison` in its own language; `packs` are the rule packs that judged, by id, as far as they are at hand."""
    view = _ComparisonView(comparison.lang, max(layout.width, NARROWEST), layout.colour, comparison, packs)
    sections = [list(_head(view)), list(_doubts(view, comparison.doubts)), *map(list, _changes(view))]
    sections += [list(lines) for part in comparison.contents if part.entries for lines in _part(part, view)]
    lines = [line for section in sections if section for line in ("", *section)][1:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _part(part: PartCompared, page: Page) -> Iterator[Iterable[str]]:
    """What became of the entries of one sort, by what became of them."""
    yield page.heading(part_title(part, page.lang))
    yield page.wrapped(part_note(part, page.lang))
    for fate in Fate:
        lines: list[str] = []
        for entry, changes in fate_lines(part, fate, page.lang):
            lines += page.wrapped(entry, "  ", "- ")
            lines += (line for change in changes for line in page.wrapped(change, "      ", "    "))
        if lines:
            yield page.heading(fate_title(fate, len(part.of(fate)), page.lang), "-")
            yield lines


def render_rounds(rounds: Sequence[Round], packs: Mapping[str, Pack], layout: Layout) -> str:
    """Two reviews compared, circular by circular, in their own language; `packs` are those they went by, by id."""
    sections: list[Iterable[str]] = []
    for made in rounds:
        page = Page(made.lang, max(layout.width, NARROWEST), layout.colour)
        sections += _round(made, packs[made.new.pack_id], page)
    lines = [line for section in map(list, sections) if section for line in ("", *section)][1:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _round(made: Round, pack: Pack, page: Page) -> Iterator[Iterable[str]]:
    lang = made.lang
    yield page.bold(totals_line(made, lang))
    circular = flowing(pack.citation.in_language(lang))
    old, new = made.names
    yield page.labelled(
        [(say(lang, "Circular"), circular), (say(lang, "Earlier review"), old), (say(lang, "Later review"), new)]
    )
    yield _doubts(page, made.doubts)
    rows = []
    for each in made.offices:
        kind = pack.documents[each.new.document]
        standings = (standing_name(standing_of(row, kind), lang) for row in (each.old, each.new))
        counts = (str(len(each.of(change))) for change in Change)
        name = naming.sender_name(each.new.office, kind, pack, lang)
        name = short_names(pack, kind, lang).get(each.new.office, name)
        rows.append((name, say(lang, SENT[each.sent]), *standings, *counts))
    heads = (N_("Sender"), N_("Sent"), N_("Before"), N_("Now"), N_("fixed"), N_("still open"), N_("new"))
    yield page.table([say(lang, head) for head in heads], rows, right=(4, 5, 6))
    for each, (name, *_) in zip(made.offices, rows, strict=True):
        if each.findings and each.sent not in (Sent.NOTHING, Sent.SILENT):
            yield page.heading(say(lang, "{name}: {text}", name=name, text=say(lang, SENT[each.sent])), "-")
            yield _told(each.findings, pack, page)
    if made.across:
        yield page.heading(say(lang, "Findings across the documents"), "-")
        yield _told(made.across, pack, page)


def _told(findings: Iterable[Compared], pack: Pack, page: Page) -> Iterator[str]:
    """A sentence for each finding, those that are left to do first."""
    for change in _ORDER:
        own = [each for each in findings if each.change is change]
        if own:
            yield say(page.lang, _HEADINGS[change], count=len(own))
        for each in own:
            severity = _severity(page, each.finding.severity)
            title = naming.rule_title(each.finding, pack, page.lang)
            message = flowing(each.finding.message.in_language(page.lang))
            said = say(page.lang, "{severity}: {title}: {message}", severity=severity, title=title, message=message)
            for place, line in enumerate(page.wrapped(said, "  ", "- ")):
                yield line if place else line.replace(severity, page.paint(severity, each.finding.severity), 1)


class _ComparisonView(Page, frozen=True):
    """One comparison, and the page it is shown on."""

    comparison: Comparison
    packs: Mapping[str, Pack]

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **values)

    def pack_of(self, report: Report) -> Pack | None:
        return naming.pack_of(report, self.packs)


def _head(view: _ComparisonView) -> Iterable[str]:
    comparison = view.comparison
    counts = comparison.counts
    yield from view.bold(
        view.say(
            "{fixed} FIXED, {open} STILL OPEN, {new} NEW",
            fixed=counts[Change.FIXED],
            open=counts[Change.OPEN],
            new=counts[Change.NEW],
        )
    )
    yield ""
    offices = [naming.office_name(report, view.pack_of(report)) for report in (comparison.old, comparison.new)]
    office = offices[1] if offices[0] == offices[1] else view.say("{old}; later {new}", old=offices[0], new=offices[1])
    rows = [(view.say("Sender"), office)]
    pack = view.pack_of(comparison.new)
    if pack is not None:
        rows.append((view.say("Circular"), flowing(pack.citation.in_language(view.lang))))
    rows += [(view.say("Earlier"), _plan(view, comparison.old)), (view.say("Later"), _plan(view, comparison.new))]
    yield from view.labelled(rows)


def _plan(view: _ComparisonView, report: Report) -> str:
    parts = []
    if report.status is not None:
        kind = naming.kind_of(report, view.pack_of(report))
        parts.append(naming.status_name(report.status, kind, view.lang))
    if report.version is not None:
        parts.append(say(view.lang, "version {version}", version=report.version))
    parts.append(
        view.say(
            "{verdict} ({counts})",
            verdict=naming.verdict_name(report.verdict, view.lang),
            counts=naming.counts_name(report),
        )
    )
    return view.say(
        "{name}: {plan}", name=naming.input_name(report), plan=say(view.lang, N_(", ", context="sentence")).join(parts)
    )


def _doubts(page: Page, doubts: Iterable[Doubt]) -> Iterable[str]:
    warning = say(page.lang, "WARNING")
    for doubt in doubts:
        message = flowing(doubt.message)
        for line in page.wrapped(say(page.lang, "{warning}: {message}", warning=warning, message=message)):
            yield line.replace(warning, page.paint(warning, Severity.WARNING), 1)


def _changes(view: _ComparisonView) -> Iterable[Iterable[str]]:
    number = 0
    for change in _ORDER:
        compared = view.comparison.of(change)
        if compared:
            yield view.heading(view.say(_HEADINGS[change], count=len(compared)))
        for one in compared:
            number += 1
            yield _finding(view, number, one)
    if not view.comparison.findings:
        yield [view.say("Neither report has any findings.")]


def _finding(view: _ComparisonView, number: int, compared: Compared) -> Iterable[str]:
    mark = f"{number}. "
    finding = compared.finding
    report = view.comparison.old if compared.new is None else view.comparison.new
    pack = view.pack_of(report)
    severity = _severity(view, finding.severity)
    values = {
        "severity": severity,
        "title": naming.rule_title(finding, pack, view.lang),
        "rule": printable(finding.rule),
    }
    if compared.was is None:
        title = view.say("{severity}: {title} ({rule})", **values)
    else:
        title = view.say("{severity} (was {was}): {title} ({rule})", was=_severity(view, compared.was), **values)
    for place, line in enumerate(view.wrapped(title, " " * len(mark), mark)):
        yield line if place else line.replace(severity, view.paint(severity, finding.severity), 1)
    rows = _rows(view, compared, pack, naming.kind_of(report, pack))
    yield from view.labelled([(label, flowing(text)) for label, text in rows], indent=len(mark))


def _severity(page: Page, severity: Severity) -> str:
    return say(page.lang, SEVERITIES[severity]).upper()


def _rows(
    view: _ComparisonView, compared: Compared, pack: Pack | None, kind: DocumentKind | None
) -> Iterable[tuple[str, str]]:
    """What is said of a finding, and the label of each; of one that is fixed, only what and where it was."""
    finding, is_past = compared.finding, compared.new is None
    yield view.say("Was found" if is_past else "Found"), finding.message.in_language(view.lang)
    if compared.change is not Change.FIXED:
        if finding.fix is not None:
            yield view.say("To do"), finding.fix.in_language(view.lang)
        if finding.exception is not None:
            text = say(
                view.lang,
                EXCEPTION,
                reason=finding.exception,
            )
            yield say(view.lang, "Exception"), text
        yield view.say("Clause"), naming.clause_of(finding, pack, view.lang)
    place = naming.place_name(finding, view.lang, kind)
    if place is not None:
        yield view.say("Place then" if is_past else "Place"), place
    if not compared.judged:
        note = (
            N_("Could not be judged in the earlier document; it may have been there already.")
            if compared.change is Change.NEW
            else N_("Could not be judged in the later document, so it counts as still open.")
        )
        yield view.say("Note"), view.say(note)
