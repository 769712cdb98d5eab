"""What a reviewer decides by, as Markdown: who goes back and why, the roster, and the findings across the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.model import Severity
from checker.pack.wording import label, title_of
from checker.reporting import naming, roster
from checker.reporting.markdown_parts import BREAK, bold, finding_cell, folded, labelled, literal, table
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, Standing
from checker.labels import SEVERITIES
from checker.texts import say

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
    yield ["# " + literal(say(lang, "review.title"))]
    yield [bold(roster.summary_line(entries, lang))]
    yield _head(review, pack)
    yield _failure(review)
    back = [entry for entry in entries if entry.standing in GOES_BACK]
    if back:
        yield _heading(lang, "review.back", len(back))
        yield _decided(back, review, pack, Severity.ERROR)
    else:
        yield [literal(say(lang, "review.back-none"))]
    for standing, heading, severity in (
        (Standing.UNDETERMINED, "review.undetermined", Severity.ERROR),
        (Standing.REVIEW, "review.decide", Severity.WARNING),
    ):
        others = [entry for entry in entries if entry.standing is standing]
        if others:
            yield _heading(lang, heading, len(others))
            yield _decided(others, review, pack, severity)
    yield from _across(review, pack)
    if review.resubmissions:
        yield _heading(lang, "review.resubmissions")
        yield _resubmissions(review, pack)
    yield _heading(lang, "review.roster")
    yield _roster(entries, review, pack)
    yield from _files(review)
    yield _measures(review, pack)


def _heading(lang: Language, heading: str, count: int = 0) -> list[str]:
    return ["## " + literal(say(lang, heading, count=count))]


def _head(review: Review, pack: Pack) -> Iterator[str]:
    lang = review.lang
    plans = naming.counted(lang, "plan", roster.counted_plans(review))
    rows = [
        ("review.circular", flowing(pack.citation.in_language(lang))),
        ("review.files", str(len(review.reports))),
        ("review.counted", say(lang, "review.counted-note", plans=plans)),
    ]
    for name, text in rows:
        yield "- " + labelled(lang, name, text)


def _failure(review: Review) -> Iterator[str]:
    failure = review.engine.failure
    if failure is not None:
        yield bold(say(review.lang, "review.not-judged")) + " " + literal(roster.failure_line(failure, review.lang))


def _resubmissions(review: Review, pack: Pack) -> Iterator[str]:
    lang = review.lang
    names = roster.short_names(pack, lang)
    head = [literal(say(lang, word)) for word in ("review.office", "review.files", "review.fixed", "review.still-open", "review.added")]
    rows = [
        [
            literal(names.get(each.office, each.office)),
            literal(printable(say(lang, "review.versions", old=each.old, new=each.new))),
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
    return table([say(lang, word) for word in ("review.office", "review.verdict", "review.file", "review.reasons")], rows)


def _office(entry: Entry, pack: Pack, lang: Language) -> str:
    code = entry.row.office
    name = flowing(pack.offices[code].name.in_language(lang)) if code in pack.offices else printable(code)
    return literal(say(lang, "report.office-and-code", office=name, code=printable(code)))


def _across(review: Review, pack: Pack) -> Iterator[Iterable[str]]:
    lang = review.lang
    if not review.findings:
        if review.engine.failure is None:
            yield [literal(say(lang, "review.across-none"))]
        return
    yield _heading(lang, "review.across")
    rows = [
        [
            str(place),
            literal(say(lang, SEVERITIES[finding.severity]).upper()),
            finding_cell(finding, pack, lang),
            literal(naming.clause_name(finding.clause, pack, lang)),
        ]
        for place, finding in enumerate(review.findings, 1)
    ]
    yield table([say(lang, word) for word in ("review.sequence", "review.severity", "review.finding", "review.clause")], rows)


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
    head = ("review.office", "review.verdict", "review.errors", "review.warnings", "review.version", "review.file", "review.superseded")
    return table([say(lang, word) for word in head], rows, right=(2, 3, 4))


def _files(review: Review) -> Iterator[Iterable[str]]:
    """The files that are the plan of no office, and why not."""
    lang = review.lang
    strangers = roster.strangers(review)
    if strangers:
        yield _heading(lang, "review.strangers", len(strangers))
        yield table(
            [say(lang, word) for word in ("review.file", "review.verdict", "review.found")],
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
        yield _heading(lang, "review.without-say", len(without_say))
        yield table(
            [say(lang, word) for word in ("review.code", "review.file", "review.reason")],
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
    head = [say(lang, word) for word in ("review.number", "review.measure", "review.class", "review.plans")]
    lines = [literal(say(lang, "review.measures-note", plans=plans)), "", *table(head, rows, right=(0, 3))]
    return folded(say(lang, "review.measures"), lines)
