"""Takes out of a workbook what an earlier check marked in it, wherever its cells have gone since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.marking.cells import Cells, address_of, spot_of
from checker.marking.comments import Comments
from checker.marking.notes import Notes
from checker.marking.records import Record
from checker.marking.threads import Threads, leave
from checker.marking.trees import children, first_of, local_name
from checker.readers.xlsx import MARK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.marking.book import Book, Sheet
    from checker.marking.cells import Spot
    from checker.marking.styles import Styles
    from checker.marking.trees import Element


def remove_marks(book: Book, styles: Styles) -> None:
    """Take out our sheet, our words in comments and our colours, as far as the workbook has them."""
    texts = _Texts(book)
    ours = [sheet for sheet in book.worksheets() if _first_cell(book, sheet, texts) == MARK]
    if not ours:
        return
    records: dict[int, Record] = {}
    for sheet in ours:
        records.update(_records(book, sheet, texts))
    for sheet in reversed(ours):
        book.remove(sheet)
    for sheet in list(book.worksheets()):
        _clean(book, styles, sheet, records)
    leave(book)


def _clean(book: Book, styles: Styles, sheet: Sheet, records: Mapping[int, Record]) -> None:
    """Take our marks out of one sheet."""
    comments = Comments(book, sheet.part)
    taken = comments.take_out()
    comments.save()
    Threads(book, sheet.part).take_out()
    tree = book.package.tree(sheet.part)
    notes = Notes(book, sheet.part, tree.getroot(), sheet.index)
    for spot, _, gone in taken:
        if gone:
            notes.hide(spot)
    changed = notes.save()
    cells = Cells(tree.getroot(), book)
    before = _before(sheet, records, {spot: numbers for spot, numbers, _ in taken})
    marks = {style: styles.is_marked(style) for style in {style for _, _, style in cells.styled()}}
    for spot, cell, style in cells.styled():
        if marks[style]:
            changed = True
            _restore(cells, styles, spot, cell, style, before.get(spot))
    if changed:
        book.package.save(sheet.part, tree)


def _before(sheet: Sheet, records: Mapping[int, Record], commented: Mapping[Spot, list[int]]) -> dict[Spot, Record]:
    """What is known of the cells of a sheet: by our comment, which moves with its cell, or else by where it was."""
    known = {
        spot: record
        for record in records.values()
        if record.sheet == sheet.name and (spot := spot_of(record.address)) is not None
    }
    for spot, numbers in commented.items():
        found = [records[number] for number in numbers if number in records]
        if found:
            known[spot] = found[0]
    return known


def _restore(cells: Cells, styles: Styles, spot: Spot, cell: Element, style: int, before: Record | None) -> None:
    """Give a cell its own fill back; one that was made for the mark goes, if it is still empty."""
    if before is not None and before.made and cells.unmake(spot, with_row=before.made_row):
        return
    if before is None:
        cell.set("s", str(styles.restored(style, None, None)))
        return
    restored = styles.restored(style, before.style or 0, before.fill)
    if restored == 0 and before.style is None:
        cell.attrib.pop("s")
    else:
        cell.set("s", str(restored))


def _records(book: Book, sheet: Sheet, texts: _Texts) -> dict[int, Record]:
    """What our sheet keeps of each cell that was marked, by the number of its first finding."""
    root = book.package.tree(sheet.part).getroot()
    found = {}
    for row in root.iterfind(f"{book.tag('sheetData')}/{book.tag('row')}"):
        said = {cell.get("r", "").rstrip("0123456789"): texts.of(cell) for cell in row}
        record, number = Record.from_text(said.get("A", "")), said.get("B", "")
        if record is not None and number.isdecimal():
            found[int(number[:9])] = record
    return found


def _first_cell(book: Book, sheet: Sheet, texts: _Texts) -> str | None:
    """What the first cell of a sheet says, if that is A1; the rest of the sheet is not looked at."""
    cell = first_of(book.package.archive.read(sheet.part), book.tag("c"))
    return None if cell is None or cell.get("r") != address_of((1, 1)) else texts.of(cell)


class _Texts:
    """What cells say; the texts that they share are read when the first of them is asked for."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: list[str] | None = None

    def of(self, cell: Element) -> str:
        """What a cell says, if it is a text or a number."""
        if cell.get("t") == "inlineStr":
            return _plain(cell)
        value = cell.findtext(self._book.tag("v"), "")
        if cell.get("t") != "s":
            return value
        shared = self._shared()
        return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""

    def _shared(self) -> list[str]:
        if self._known is None:
            part = self._book.part_of_kind("/sharedStrings")
            root = None if part is None else self._book.package.tree(part).getroot()
            self._known = [_plain(item) for item in children(root, self._book.tag("si"))]
        return self._known


def _plain(item: Element) -> str:
    return "".join(each.text or "" for each in item.iter() if local_name(each) == "t")
