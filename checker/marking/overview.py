"""The first sheet of a marked-up workbook: the verdict, and every finding with a link to its cell.

Its first column is not shown: it says that the sheet is ours, and what the marked cells looked like before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from checker.i18n import N_, say
from checker.marking.cells import address_of
from checker.marking.trees import SPACE, parse, to_bytes
from checker.marking.wording import exception_of, severity_name
from checker.model import Verdict
from checker.readers.xlsx import MARK
from checker.reporting import naming
from checker.reporting.grouping import grouped
from checker.reporting.printable import flowing, printable
from checker.reporting.sheet_looks import (
    BLACK,
    COLOURS,
    FONTS,
    HEADS,
    LONGEST,
    RULED,
    TITLE_LINE,
    escaped,
    height_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.marking.book import Book
    from checker.marking.records import Mark
    from checker.marking.styles import Styles
    from checker.marking.trees import Element
    from checker.model import Finding, Language, Report
    from checker.pack.model import Pack

_WIDTHS: Final = {
    N_("No.", context="sequence"): 6,
    N_("Severity"): 9,
    N_("Cell"): 18,
    N_("Where"): 22,
    N_("Rule"): 20,
    N_("Found"): 40,
    N_("To do"): 38,
    N_("Clause"): 22,
    N_("Rule id"): 26,
    N_("Exception"): 24,
}
"""The columns: their heads, and how wide they are in characters. The last is there where it is needed."""

_HIDDEN: Final = 4
_PAPER: Final = 9

_PLAIN: Final = "plain"
_HEAD: Final = "head"
_STRONG: Final = "strong"
_LINK: Final = "link"
_COLOURS: Final[Mapping[str, tuple[str | None, str]]] = {
    _PLAIN: (None, BLACK),
    _STRONG: (None, BLACK),
    _LINK: (None, "0B57A4"),
    _HEAD: HEADS,
    **COLOURS,
}

_BOLD: Final = frozenset({_HEAD, _STRONG, *Verdict})


class _Sheet:
    """A sheet that is written from the top."""

    def __init__(self, book: Book, styles: Styles, lang: Language, widths: Sequence[int]) -> None:
        self._widths = widths
        self._book = book
        self._styles = styles
        self._lang = lang
        self._root = parse(f'<worksheet xmlns="{book.namespace}"/>'.encode()).getroot()
        self._made: dict[str, int] = {}
        view = self._under("sheetViews", "sheetView", showGridLines="0", workbookViewId="0")
        self._view = view
        self._under("sheetFormatPr", defaultRowHeight="15")
        columns = self._under("cols")
        for place, width in enumerate((_HIDDEN, *widths), 1):
            column = etree.SubElement(columns, book.tag("col"))
            _set(column, min=place, max=place, width=width, customWidth=1)
            if place == 1:
                column.set("hidden", "1")
        self._data = self._under("sheetData")
        self._merged: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._row = 0

    def line(self, text: str, role: str, record: str = "") -> None:
        """A text across all columns."""
        height = TITLE_LINE + 3 if role in set(Verdict) else height_of([(text, sum(self._widths))], self._lang)
        line = self._add([(text, role)], height, record)
        for place in range(3, len(self._widths) + 2):
            self._cell(line, place, "", role)
        self._merged.append(f"B{self._row}:{address_of((self._row, len(self._widths) + 1))}")

    def row(self, cells: Sequence[tuple[str, str]], record: str = "", link: str | None = None) -> None:
        """A row of the table; `link` is where its third cell leads."""
        texts = [text for text, _ in cells]
        self._add(cells, height_of(zip(texts, self._widths, strict=True), self._lang), record)
        if link is not None:
            self._links.append((f"D{self._row}", link))

    def gap(self) -> None:
        """An empty row."""
        self._row += 1

    def freeze(self) -> None:
        """Keep all rows so far in view."""
        pane = etree.SubElement(self._view, self._book.tag("pane"))
        _set(pane, ySplit=self._row, topLeftCell=f"A{self._row + 1}", activePane="bottomLeft", state="frozen")

    def to_bytes(self) -> bytes:
        """The part."""
        merged = self._under("mergeCells", count=len(self._merged))
        for reference in self._merged:
            etree.SubElement(merged, self._book.tag("mergeCell")).set("ref", reference)
        if self._links:
            links = self._under("hyperlinks")
            for address, target in self._links:
                _set(etree.SubElement(links, self._book.tag("hyperlink")), ref=address, location=target)
        self._under("pageMargins", left=0.4, right=0.4, top=0.75, bottom=0.75, header=0.3, footer=0.3)
        self._under("pageSetup", paperSize=_PAPER, orientation="landscape", fitToHeight=0)
        footer = etree.SubElement(self._under("headerFooter"), self._book.tag("oddFooter"))
        footer.text = "&C" + say(self._lang, "Page {page} of {pages}", page="&P", pages="&N")
        properties = etree.Element(self._book.tag("sheetPr"))
        etree.SubElement(properties, self._book.tag("pageSetUpPr")).set("fitToPage", "1")
        self._root.insert(0, properties)
        return to_bytes(self._root.getroottree())

    def _under(self, *names: str, **attributes: object) -> Element:
        element = self._root
        for name in names:
            element = etree.SubElement(element, self._book.tag(name))
        _set(element, **attributes)
        return element

    def _add(self, cells: Sequence[tuple[str, str]], height: float, record: str) -> Element:
        self._row += 1
        line = etree.SubElement(self._data, self._book.tag("row"))
        _set(line, r=self._row, ht=round(height, 2), customHeight=1)
        if record:
            self._cell(line, 1, record, _PLAIN)
        for place, (text, role) in enumerate(cells, 2):
            self._cell(line, place, text, role)
        return line

    def _cell(self, line: Element, column: int, text: str, role: str) -> None:
        cell = etree.SubElement(line, self._book.tag("c"))
        _set(cell, r=address_of((self._row, column)), s=self._style(role))
        if text:
            # A text whatever it begins with, here and after an edit: no formula, no number.
            cell.set("t", "inlineStr")
            written = etree.SubElement(etree.SubElement(cell, self._book.tag("is")), self._book.tag("t"))
            written.text = escaped(text[:LONGEST])
            written.set(SPACE, "preserve")

    def _style(self, role: str) -> int:
        if role not in self._made:
            self._made[role] = self._new_style(role)
        return self._made[role]

    def _new_style(self, role: str) -> int:
        fill, colour = _COLOURS[role]
        verdict = role in set(Verdict)
        font = self._styles.written(
            "fonts",
            f"<font>{'<b/>' if role in _BOLD else ''}{'<u/>' if role == _LINK else ''}"
            f'<sz val="{13 if verdict else 10}"/><color rgb="FF{colour}"/><name val="{FONTS[self._lang]}"/></font>',
        )
        filled = 0 if fill is None else self._styles.solid(f"FF{fill}")
        side = f'<{{0}} style="thin"><color rgb="FF{RULED}"/></{{0}}>'
        framed = role != _STRONG and not verdict
        sides = "".join(side.format(name) if framed else f"<{name}/>" for name in ("left", "right", "top", "bottom"))
        border = self._styles.written("borders", f"<border>{sides}<diagonal/></border>")
        return self._styles.written(
            "cellXfs",
            f'<xf numFmtId="49" fontId="{font}" fillId="{filled}" borderId="{border}" quotePrefix="1" '
            'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="left" vertical="{"center" if verdict or role == _HEAD else "top"}" '
            'wrapText="1"/></xf>',
        )


def overview_of(
    report: Report,
    pack: Pack | None,
    marked: Mapping[int, Mark],
    book: Book,
    styles: Styles,
) -> bytes:
    """The sheet; `marked` are the findings on cells, by their number from 1."""
    lang = report.lang
    heads = list(_WIDTHS)
    if all(finding.exception is None for finding in report.findings):
        heads.pop()
    sheet = _Sheet(book, styles, lang, [_WIDTHS[head] for head in heads])
    sheet.line(naming.verdict_line(report, pack), report.verdict, MARK)
    if report.engine.failure is not None:
        sheet.line(naming.failure_line(report.engine.failure, lang, naming.kind_of(report, pack)), _PLAIN)
    for label, text in naming.head_rows(report, pack):
        sheet.line(say(lang, "{label}: {text}", label=say(lang, label), text=text), _STRONG)
    judged_by = naming.pack_line(report, lang)
    if judged_by is not None:
        sheet.line(judged_by, _STRONG)
    sheet.gap()
    if not report.findings:
        sheet.line(say(lang, "No findings."), _STRONG)
        return sheet.to_bytes()
    if marked:
        sheet.line(
            say(
                lang,
                "Each finding with a cell is a comment on that cell, and a colour. Correct the plan "
                "in this file and check it again: the comments, the colours and this sheet are then "
                "replaced by those of the new check.",
            ),
            _PLAIN,
        )
    sheet.row([(say(lang, head), _HEAD) for head in heads])
    sheet.freeze()
    parts = _parts(report, pack)
    for number, finding in enumerate(report.findings, 1):
        mark = marked.get(number)
        cells = _cells(number, finding, parts[number], pack, lang, is_linked=mark is not None)
        record = None if mark is None else mark.record
        sheet.row(cells[: len(heads)], "" if record is None else record.to_text(), None if mark is None else mark.link)
    return sheet.to_bytes()


def _parts(report: Report, pack: Pack | None) -> dict[int, str]:
    """The part of the plan that each finding is about, by its number."""
    groups = grouped(report.findings, naming.kind_of(report, pack))
    names = naming.part_names(groups, pack, report.lang)
    of = {id(finding): name for group, name in zip(groups, names, strict=True) for finding in group.findings}
    return {number: of[id(finding)] for number, finding in enumerate(report.findings, 1)}


def _cells(
    number: int, finding: Finding, part: str, pack: Pack | None, lang: Language, *, is_linked: bool
) -> list[tuple[str, str]]:
    cell = finding.place.cell
    return [
        (str(number), _PLAIN),
        (severity_name(finding.severity, lang), finding.severity),
        (say(lang, "none") if cell is None else printable(cell), _LINK if is_linked else _PLAIN),
        (part, _PLAIN),
        (naming.rule_title(finding, pack, lang), _PLAIN),
        (flowing(finding.message.in_language(lang)), _PLAIN),
        ("" if finding.fix is None else flowing(finding.fix.in_language(lang)), _PLAIN),
        (naming.clause_name(finding.clause, pack, lang), _PLAIN),
        (printable(finding.rule), _PLAIN),
        ("" if finding.exception is None else exception_of(finding, lang), _PLAIN),
    ]


def _set(element: Element, **attributes: object) -> None:
    for name, value in attributes.items():
        element.set(name, str(value))
