"""A comparison as a workbook: a row for each finding, with what became of it; of two reviews, one for each sender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from checker.comparing import Change, Compared, Comparison, Doubt
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Language
from checker.pack.model import DocumentKind, Pack
from checker.reporting import naming
from checker.reporting.comparison_sections import FATES, change_texts, part_note, part_title
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import ROLES, standing_name, standing_of
from checker.reporting.workbook import STRONG, TITLE, ReportBook, ReportCell, Row
from checker.rounds import SENT, Round, totals_line

_TITLE: Final = N_("What has become of the findings")
_OFFICES: Final = {
    N_("Code"): 9,
    N_("Sender"): 30,
    N_("Sent"): 22,
    N_("Before"): 20,
    N_("Now"): 20,
    N_("fixed"): 8,
    N_("still open"): 10,
    N_("new"): 8,
    N_("Earlier file"): 34,
    N_("Later file"): 34,
}
_FINDINGS: Final = {
    N_("Sender"): 28,
    N_("What became of it"): 14,
    N_("Severity"): 10,
    N_("Rule"): 26,
    N_("Found"): 50,
    N_("To do"): 40,
    N_("Clause"): 20,
    N_("Place", context="column"): 28,
    N_("Rule id"): 28,
}
"""The columns of the sheets: their heads, and how wide they are in characters."""

_CONTENTS: Final = {
    N_("Part"): 22,
    N_("What became of it"): 20,
    N_("Earlier"): 44,
    N_("Later"): 44,
    N_("% alike"): 9,
    N_("What has changed"): 60,
}
_CHANGES: Final[Mapping[Change, str]] = {
    Change.FIXED: N_("fixed"),
    Change.OPEN: N_("still open"),
    Change.NEW: N_("new"),
}


def book_of_comparison(comparison: Comparison, packs: Mapping[str, Pack]) -> bytes:
    """A sheet of the findings, and one of what stands in the documents, where that is compared."""
    lang = comparison.lang
    pack = naming.pack_of(comparison.new, packs)
    book = ReportBook(lang, say(lang, _TITLE))
    name, kind = naming.office_name(comparison.new, pack), naming.kind_of(comparison.new, pack)
    _add_findings(book, _rows(comparison.findings, name, kind, pack, lang), comparison.doubts, lang, "")
    if comparison.contents:
        _add_contents(book, comparison)
    return book.to_bytes()


def book_of_rounds(rounds: Sequence[Round], packs: Mapping[str, Pack]) -> bytes:
    """For each circular a sheet of the senders, and one of the findings."""
    lang = rounds[0].lang
    book = ReportBook(lang, say(lang, _TITLE))
    for made in rounds:
        pack = packs[made.new.pack_id]
        of = pack.id if len(rounds) > 1 else ""
        _add_offices(book, made, pack, of)
        rows: list[Row] = []
        for each in made.offices:
            kind = pack.documents[each.new.document]
            name = naming.sender_name(each.new.office, kind, pack, lang)
            rows += _rows(each.findings, name, kind, pack, lang)
        rows += _rows(made.across, say(lang, "across the documents"), None, pack, lang)
        _add_findings(book, rows, made.doubts, lang, of)
    return book.to_bytes()


def _add_offices(book: ReportBook, made: Round, pack: Pack, of: str) -> None:
    lang = made.lang
    rows: list[Row] = []
    for each in made.offices:
        kind = pack.documents[each.new.document]
        standings = [standing_of(row, kind) for row in (each.old, each.new)]
        rows.append(
            [
                printable(each.new.office),
                naming.sender_name(each.new.office, kind, pack, lang),
                say(lang, SENT[each.sent]),
                *(ReportCell(standing_name(standing, lang), ROLES[standing]) for standing in standings),
                *(ReportCell(len(each.of(change)), centred=True) for change in Change),
                *(None if row.file is None else printable(row.file) for row in (each.old, each.new)),
            ]
        )
    old, new = made.names
    name = say(lang, "Since the earlier review")
    files = say(lang, "Earlier review: {old}. Later review: {new}.", old=old, new=new)
    book.table(name, _OFFICES, rows, [(name, TITLE), (totals_line(made, lang), STRONG), (files, None)], of=of, fixed=2)


def _add_findings(book: ReportBook, rows: Iterable[Row], doubts: Iterable[Doubt], lang: Language, of: str) -> None:
    above = [(say(lang, _TITLE), TITLE), *((flowing(doubt.message.in_language(lang)), STRONG) for doubt in doubts)]
    book.table(say(lang, "Findings"), _FINDINGS, rows, above, of=of, fixed=2)


def _add_contents(book: ReportBook, comparison: Comparison) -> None:
    lang = comparison.lang
    rows: list[Row] = []
    for part in comparison.contents:
        for each in part.entries:
            sides = [
                None if side is None else flowing(f"{side.number or ''} {side.name.in_language(lang)}".strip())
                for side in (each.old, each.new)
            ]
            rows.append(
                [
                    part.name.in_language(lang),
                    ReportCell(say(lang, FATES[each.fate]), STRONG),
                    *sides,
                    ReportCell(each.alike, centred=True),
                    "\n".join(change_texts(each, lang)) or None,
                ]
            )
    parts = ((f"{part_title(part, lang)} {part_note(part, lang)}", None) for part in comparison.contents)
    above = [(say(lang, "What has become of the entries"), TITLE), *parts]
    book.table(say(lang, "Contents"), _CONTENTS, rows, above, fixed=2)


def _rows(
    findings: Iterable[Compared], name: str, kind: DocumentKind | None, pack: Pack | None, lang: Language
) -> Iterator[Row]:
    for each in findings:
        finding = each.finding
        yield [
            name,
            ReportCell(say(lang, _CHANGES[each.change]), STRONG),
            ReportCell(say(lang, SEVERITIES[finding.severity]).capitalize(), finding.severity),
            naming.rule_title(finding, pack, lang),
            flowing(finding.message.in_language(lang)),
            None if finding.fix is None else flowing(finding.fix.in_language(lang)),
            naming.clause_of(finding, pack, lang),
            naming.place_name(finding, lang, kind),
            printable(finding.rule),
        ]
