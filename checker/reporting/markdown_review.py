"""What a reviewer decides by, as Markdown: who goes back and why, the roster, and the findings across the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Severity
from checker.pack.wording import label, title_of
from checker.reporting import naming, roster
from checker.reporting.markdown_parts import BREAK, bold, finding_cell, folded, labelled, literal, table
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Language, Review
    from checker.pack.model import Pack
    from checker.reporting.roster import Entry

_MOST_REASONS: Final = 5


def review_sections(review: Review, pack: Pack) -> Iterator[Iterable[str]]:
    """The sections above the reports; an empty one says nothing."""
    lang = review.lang
    entries = roster.entries_of(review)
    yield ["# " + literal(say(lang, "Review of implementation plans"))]
    yield [bold(roster.summary_line(entries, lang))]
    yield _head(review, pack)
    yield _failure(review)
    back = [entry for entry in entries if entry.standing in GOES_BACK]
    if back:
        yield _heading(lang, N_("Plans that go back: {count}"), len(back))
        yield _decided(back, review, pack, Severity.ERROR)
    else:
        yield [literal(say(lang, "No plan goes back."))]
    for standing, heading, severity in (
        (Standing.UNDETERMINED, N_("Plans that were not judged: {count}"), Severity.ERROR),
        (Standing.REVIEW, N_("Plans for a person to decide: {count}"), Severity.WARNING),
    ):
        others = [entry for entry in entries if entry.standing is standing]
        if others:
            yield _heading(lang, heading, len(others))
            yield _decided(others, review, pack, severity)
    yield from _across(review, pack)
    if review.resubmissions:
        yield _heading(lang, N_("Sent again: the two newest versions"))
        yield _resubmissions(review, pack)
    yield _heading(lang, N_("Roster"))
    yield _roster(entries, review, pack)
    yield from _files(review)
    yield _measures(review, pack)


def _heading(lang: Language, heading: str, count: int = 0) -> list[str]:
    return ["## " + literal(say(lang, heading, count=count))]


def _head(review: Review, pack: Pack) -> Iterator[str]:
    lang = review.lang
    plans = naming.counted(lang, "plan", roster.counted_plans(review))
    rows = [
        (N_("Circular"), flowing(pack.citation.in_language(lang))),
        (N_("Files"), str(len(review.reports))),
        (N_("Plans counted"), say(lang, "{plans} (submitted, and one for each office)", plans=plans)),
    ]
    for name, text in rows:
        yield "- " + labelled(lang, name, text)


def _failure(review: Review) -> Iterator[str]:
    failure = review.engine.failure
    if failure is not None:
        yield (
            bold(say(review.lang, "ACROSS THE PLANS: NOT JUDGED"))
            + " "
            + literal(roster.failure_line(failure, review.lang))
        )


def _resubmissions(review: Review, pack: Pack) -> Iterator[str]:
    lang = review.lang
    names = roster.short_names(pack, lang)
    head = [literal(say(lang, word)) for word in (N_("Office"), N_("Files"), N_("fixed"), N_("still open"), N_("new"))]
    rows = [
        [
            literal(names.get(each.office, each.office)),
            literal(printable(say(lang, "{old} → {new}", old=each.old, new=each.new))),
            str(each.fixed),
            str(each.still_open),
            str(each.added),
        ]
        for each in roster.resubmissions_below(review)
    ]
    yield from table(head, rows, right=(2, 3, 4))


def _decided(entries: Iterable[Entry], review: Review, pack: Pack, severity: Severity) -> Iterator[str]:
    """A row for each of the offices: which plan, and the main reasons."""
    lang = review.lang
    rows = []
    for entry in entries:
        if entry.report is not None:
            reasons = roster.main_reasons(entry.report, pack, severity, _MOST_REASONS)
            rows.append(
                [
                    _office(entry, pack, lang),
                    literal(roster.standing_name(entry.standing, lang)),
                    literal(naming.input_name(entry.report)),
                    BREAK.join(map(literal, reasons)),
                ]
            )
    return table([say(lang, word) for word in (N_("Office"), N_("Verdict"), N_("File"), N_("Main reasons"))], rows)


def _office(entry: Entry, pack: Pack, lang: Language) -> str:
    code = entry.row.office
    name = flowing(pack.offices[code].name.in_language(lang)) if code in pack.offices else printable(code)
    return literal(say(lang, "{office} ({code})", office=name, code=printable(code)))


def _across(review: Review, pack: Pack) -> Iterator[Iterable[str]]:
    lang = review.lang
    if not review.findings:
        if review.engine.failure is None:
            yield [literal(say(lang, "No findings across the plans."))]
        return
    yield _heading(lang, N_("Findings across the plans"))
    rows = [
        [
            str(place),
            literal(say(lang, SEVERITIES[finding.severity]).upper()),
            finding_cell(finding, pack, lang),
            literal(naming.clause_name(finding.clause, pack, lang)),
        ]
        for place, finding in enumerate(review.findings, 1)
    ]
    yield table(
        [say(lang, word) for word in (N_("No.", context="sequence"), N_("Severity"), N_("Finding"), N_("Clause"))], rows
    )


def _roster(entries: Iterable[Entry], review: Review, pack: Pack) -> Iterator[str]:
    lang = review.lang
    rows = []
    for entry in entries:
        row, counts = entry.row, roster.counts_of(entry)
        rows.append(
            [
                _office(entry, pack, lang),
                literal(roster.standing_name(entry.standing, lang)),
                *(str(counts.get(severity, "")) for severity in (Severity.ERROR, Severity.WARNING)),
                "" if row.version is None else str(row.version),
                "" if row.file is None else literal(printable(row.file)),
                BREAK.join(literal(printable(file)) for file in row.superseded),
            ]
        )
    head = (
        N_("Office"),
        N_("Verdict"),
        N_("Errors"),
        N_("Warnings"),
        N_("Version"),
        N_("File"),
        N_("Superseded files"),
    )
    return table([say(lang, word) for word in head], rows, right=(2, 3, 4))


def _files(review: Review) -> Iterator[Iterable[str]]:
    """The files that are the plan of no office, and why not."""
    lang = review.lang
    strangers = roster.strangers(review)
    if strangers:
        yield _heading(lang, N_("Files of no known office: {count}"), len(strangers))
        yield table(
            [say(lang, word) for word in (N_("File"), N_("Verdict"), N_("Found"))],
            [
                [
                    literal(naming.input_name(report)),
                    literal(naming.verdict_name(report.verdict, lang)),
                    literal(roster.first_finding(report)),
                ]
                for report in strangers
            ],
        )
    without_say = roster.without_say(review)
    if without_say:
        yield _heading(lang, N_("Files that have no say: {count}"), len(without_say))
        yield table(
            [say(lang, word) for word in (N_("Code"), N_("File"), N_("Why"))],
            [
                [
                    literal(printable(report.office or "")),
                    literal(naming.input_name(report)),
                    literal(roster.note_on(report, review) or ""),
                ]
                for report in without_say
            ],
        )


def _measures(review: Review, pack: Pack) -> Iterator[str]:
    """How many of the plans that count list each measure, folded."""
    if not review.measures:
        return iter(())
    lang = review.lang
    plans = naming.counted(lang, "plan", roster.counted_plans(review))
    rows = []
    for number, count in review.measures.items():
        known = pack.catalogue.measures.get(number)
        class_ = "" if known is None else label(pack, "class", known.class_, lang)
        rows.append(
            [literal(printable(str(number))), literal(flowing(title_of(pack, number, lang))), class_, str(count)]
        )
    head = [say(lang, word) for word in (N_("No."), N_("Measure"), N_("Class"), N_("Plans", context="count"))]
    lines = [
        literal(say(lang, "How many of the {plans} list each measure.", plans=plans)),
        "",
        *table(head, rows, right=(0, 3)),
    ]
    return folded(say(lang, "Measures in the plans counted"), lines)
