"""The way in: the bytes of a workbook and the report on it -> the workbook with the findings marked."""

from __future__ import annotations

import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, LargeZipFile

from lxml import etree

from checker.i18n import say
from checker.marking.book import Book
from checker.marking.boxes import Grid
from checker.marking.cells import Cells, address_of, spot_of
from checker.marking.comments import Comments
from checker.marking.notes import Notes
from checker.marking.overview import overview_of
from checker.marking.package import Package
from checker.marking.records import Mark, Record
from checker.marking.refusal import NotMarkableError
from checker.marking.removal import remove_marks
from checker.marking.styles import Styles
from checker.marking.threads import Threads
from checker.marking.wording import comment_of
from checker.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.marking.book import Sheet
    from checker.marking.cells import Spot
    from checker.model import Finding, Report
    from checker.pack.model import Pack

_BROKEN: Final = (
    NotMarkableError,
    BadZipFile,
    LargeZipFile,
    etree.LxmlError,
    zlib.error,
    EOFError,
    OSError,
    # What a ZIP file or a part says of itself may be no number, or nothing that this Python can unpack.
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)

Numbered = tuple[int, "Finding"]


def mark_workbook(raw: bytes, report: Report, pack: Pack | None) -> bytes | None:
    """The workbook `raw` with the findings of `report` marked in it, in the language of the report; else as it was.

    `raw` has to be what was reported on; `pack` is the rule pack that judged, if it is at hand. Marks of an earlier
    check are replaced. None where nothing can be marked: `raw` is no workbook, or a damaged one.
    """
    if sha256(raw, usedforsecurity=False).hexdigest() != report.sha256:
        return None
    try:
        return _marked(raw, report, pack)
    except _BROKEN:
        return None


def _marked(raw: bytes, report: Report, pack: Pack | None) -> bytes:
    package = Package(raw)
    book = Book(package)
    styles = Styles(book)
    remove_marks(book, styles)
    by_sheet = _by_sheet(report)
    marked: dict[int, Mark] = {}
    for sheet in book.worksheets():
        found = by_sheet.get(sheet.name, {})
        if found:
            _mark_sheet(book, styles, sheet, found, report, pack, marked)
    book.add_first(say(report.lang, "plancheck"), overview_of(report, pack, marked, book, styles))
    styles.save()
    return package.archive.to_bytes()


def _by_sheet(report: Report) -> Mapping[str, dict[Spot, list[Numbered]]]:
    """The findings that have a cell, with their numbers in the list, by sheet and cell."""
    found: dict[str, dict[Spot, list[Numbered]]] = {}
    for number, finding in enumerate(report.findings, 1):
        name, _, address = (finding.place.cell or "").rpartition("!")
        spot = spot_of(address)
        if spot is not None:
            found.setdefault(_unquoted(name), {}).setdefault(spot, []).append((number, finding))
    return found


def _mark_sheet(
    book: Book,
    styles: Styles,
    sheet: Sheet,
    found: Mapping[Spot, list[Numbered]],
    report: Report,
    pack: Pack | None,
    marked: dict[int, Mark],
) -> None:
    """Mark the findings on one sheet, and note in `marked` what was done, by the numbers of the findings."""
    tree = book.package.tree(sheet.part)
    root = tree.getroot()
    cells = Cells(root, book)
    if not cells.is_there:
        return
    shown: dict[Spot, list[Numbered]] = {}
    covered: dict[Spot, int] = {}
    for where, numbered in found.items():
        spot, covered_to = cells.shown(where)
        covered[spot] = covered_to
        shown.setdefault(spot, []).extend(numbered)
    comments, threads = Comments(book, sheet.part), Threads(book, sheet.part)
    texts = {}
    for spot, numbered in sorted(shown.items()):
        record = _paint(cells, styles, sheet, spot, [finding for _, finding in numbered])
        link = f"{_quoted(sheet.name)}!{record.address}"
        first = min(number for number, _ in numbered)
        marked.update({number: Mark(link, record if number == first else None) for number, _ in numbered})
        comment = comment_of(numbered, pack, report.lang)
        texts[spot] = comments.add(spot, comment, report.lang)
        threads.answer(record.address, comment)
    comments.save()
    notes, grid = Notes(book, sheet.part, root, sheet.index), Grid(root, book)
    for spot, text in texts.items():
        notes.show(spot, grid.box((spot[0], covered[spot]), text, report.lang))
    notes.save()
    book.package.save(sheet.part, tree)


def _paint(cells: Cells, styles: Styles, sheet: Sheet, spot: Spot, findings: list[Finding]) -> Record:
    """Give a cell the colour of the gravest finding on it; gives what it was before."""
    gravest = min((finding.severity for finding in findings), key=list(Severity).index)
    given, style = cells.style(spot)
    made, made_row = cells.set_style(spot, styles.marked(style, gravest))
    return Record(sheet.name, address_of(spot), given, styles.fill_of(style), made, made_row)


def _unquoted(name: str) -> str:
    """The name of a sheet that a place may have as references do; no name has these signs of its own at its ends."""
    return name[1:-1].replace("''", "'") if len(name) > 1 and name[0] == name[-1] == "'" else name


def _quoted(name: str) -> str:
    """The name of a sheet, as references have it."""
    return "'" + name.replace("'", "''") + "'"
