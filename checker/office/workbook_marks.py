"""A copy of a workbook with the findings in it: comments and colours on cells, and a first sheet that lists them.

openpyxl makes the copy. It computes no formula, turns days into numbers of its own and drops what it does not know: so
the very values of cells are written over its own, and what a copy lacks can be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from functools import partial
from io import BytesIO
from typing import Any, Final
from warnings import catch_warnings, simplefilter

from lxml import etree
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.hyperlink import Hyperlink

from checker.archive import Change
from checker.errors import UnreadableError
from checker.i18n import N_, messages_of, say, text
from checker.model import Finding, Language, Report, Severity, Text, Verdict
from checker.office.comments import (
    AUTHOR,
    NOT_COPIED,
    NOT_THE_SAME,
    Numbered,
    joined,
    severity_name,
    without_ours,
    words_of,
)
from checker.pack.model import Pack
from checker.readers.cells import At, column_letters
from checker.readers.package import RELATIONS, Element, Package
from checker.readers.xlsx import MARK, cell_of, open_workbook, parted, unescaped
from checker.reporting import naming
from checker.reporting.naming import grouped
from checker.reporting.page import wrapped
from checker.reporting.printable import flowing, printable
from checker.reporting.workbook import COLOURS, FONTS, STRONG, ReportCell, ReportSheet, bytes_of, describe, height_of

_OURS: Final = '"plancheck"="plancheck"'
"""The condition of the formats that colour cells: always true, and nobody else's."""
_CELLS_A_RULE: Final = 200
_WIDE: Final = 380
_HIGHEST: Final = 620
_LINE: Final[Mapping[Language, int]] = {"en": 15, "zh": 17}
_COLUMNS: Final[Mapping[Language, int]] = {"en": 58, "zh": 56}
"""Pixels: the width of a comment, its greatest height and a line in it; and how much text a line has room for."""

_WIDTHS: Final = {
    N_("No.", context="sequence"): 6,
    N_("Severity"): 9,
    N_("Cell"): 18,
    N_("Where"): 24,
    N_("Found"): 46,
    N_("To do"): 42,
    N_("Clause"): 24,
    N_("Exception"): 24,
}
"""The columns of the first sheet: their heads, and how wide they are in characters. The last only where needed."""
Line = tuple[str, str | None]
"""A text across the sheet, and its role."""

_LINKED: Final = 3
"""The column with links to cells."""
_BLUE: Final = "0B57A4"


_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXTS: Final = ("s", "inlineStr")
"""What cells with texts of their own are; openpyxl keeps those, and nothing else has to be put back."""

_CARRIED: Final = {element: words for element, (words,) in messages_of("lost-from-copies").items()}
"""What a workbook can have that a copy may not: elements of its parts by their names, and what people call them."""
_TYPE: Final = "rPr"
"""How words look; of those in cells, nothing is lost."""
_XML: Final = (".xml", ".rels")
_NEWER: Final = "spreadsheetml/2009/9/main"

Values = Mapping[str, Mapping[str, tuple[str | None, str]]]
"""What cells hold that is no text of their own, by sheet and address: the kind of value, and how it is written."""


def marked_workbook(raw: bytes, report: Report, pack: Pack | None) -> tuple[bytes, tuple[Text, ...]]:
    """The copy, and what it could not carry. One that passes has no marks; it is `raw` itself where that has none.

    Raises `UnreadableError` where there can be no copy that says the same.
    """
    before = open_workbook(raw)
    package = Package(raw)
    features, values = _features_of(package), _values_of(package)
    book = _opened(raw)
    had_marks = _remove_marks(book)
    if report.verdict is Verdict.PASS and not had_marks:
        return raw, ()
    lost = _lost_of(features, _features_of(Package(_saved(book, values)))) if features else ()
    if report.verdict is not Verdict.PASS:
        links = _mark_cells(book, report, pack)
        _add_result(book, report, pack, links, _notes(report.lang, lost))
    made = _saved(book, values)
    after = open_workbook(made)
    if (after.sheets, after.names) != (before.sheets, before.names):
        raise UnreadableError(NOT_THE_SAME)
    return made, lost


def listed_workbook(report: Report, pack: Pack | None, reason: Text) -> bytes:
    """A workbook with the list alone, for one that has no copy for that `reason`."""
    book: Any = Workbook()
    del book["Sheet"]
    _add_result(book, report, pack, {}, [(reason.in_language(report.lang), Severity.WARNING)])
    describe(book, say(report.lang, "plancheck"), report.lang)
    return bytes_of(book)


def _remove_marks(book: Any) -> bool:
    """Take out what an earlier check has marked, wherever its cells have gone since; whether there was anything."""
    ours = [sheet for sheet in book.worksheets if sheet["A1"].value == MARK]
    for sheet in ours:
        book.remove(sheet)
    found = bool(ours)
    for sheet in book.worksheets:
        for cell in _commented(sheet):
            theirs = without_ours(cell.comment.text)
            if theirs != cell.comment.text:
                found = True
                cell.comment = Comment(theirs, cell.comment.author) if theirs else None
                if not theirs and cell.value is None and not cell.has_style:
                    # It was made for the mark.
                    del sheet._cells[cell.row, cell.column]  # noqa: SLF001
        formats = sheet.conditional_formatting
        coloured = [where for where in formats if any(rule.formula == [_OURS] for rule in where.rules)]
        for where in coloured:
            found = True
            del formats[where.sqref]
        if coloured:
            _put_behind(sheet, -len(Severity))
    return found


def _commented(sheet: Any) -> list[Any]:
    # To ask for rows would make all the cells between.
    return [cell for cell in sheet._cells.values() if cell.comment is not None]  # noqa: SLF001


def _mark_cells(book: Any, report: Report, pack: Pack | None) -> dict[int, str]:
    """Mark each finding that has a cell; gives where the links to them lead, by their numbers."""
    sheets = {unescaped(sheet.title): sheet for sheet in book.worksheets}
    found: dict[str, dict[At, list[Numbered]]] = {}
    for number, finding in enumerate(report.findings, 1):
        title, at = parted(finding.place.cell or "")
        if title in sheets and at is not None:
            cell = _seen(sheets[title], at)
            found.setdefault(title, {}).setdefault(cell, []).append((number, finding))
    links: dict[int, str] = {}
    for title, cells in found.items():
        sheet = sheets[title]
        quoted = title.replace("'", "''")
        coloured: dict[Severity, list[str]] = {severity: [] for severity in Severity}
        for at, numbered in cells.items():
            cell = _cell(sheet, *at)
            links.update(dict.fromkeys((number for number, _ in numbered), f"'{quoted}'!{cell.coordinate}"))
            theirs, author = (cell.comment.text, cell.comment.author) if cell.comment else ("", AUTHOR)
            cell.comment = Comment(joined(theirs, words_of(numbered, pack, report.lang)), author)
            gravest = min((finding.severity for _, finding in numbered), key=list(Severity).index)
            coloured[gravest].append(cell.coordinate)
        _colour(sheet, coloured)
    for sheet in book.worksheets:
        for cell in _commented(sheet):
            # openpyxl does not read how large they were.
            lines = sum(
                len(wrapped(line, _COLUMNS[report.lang], report.lang)) for line in cell.comment.text.split("\n")
            )
            cell.comment.width, cell.comment.height = _WIDE, min((lines + 1) * _LINE[report.lang], _HIGHEST)
    return links


def _seen(sheet: Any, at: At) -> At:
    """The cell that is seen there: of merged cells, the first."""
    row, column = at
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return merged.min_row, merged.min_col
    return at


def _cell(sheet: Any, row: int, column: int) -> Any:
    """The cell; one that was not there looks as its column does."""
    is_new = (row, column) not in sheet._cells  # noqa: SLF001 - to ask for it makes it
    cell = sheet.cell(row, column)
    for each in sheet.column_dimensions.values() if is_new else ():
        if each.has_style and (each.min or 0) <= column <= (each.max or 0):
            cell._style = copy(each._style)  # noqa: SLF001 - as openpyxl itself does
    return cell


def _colour(sheet: Any, cells: Mapping[Severity, Sequence[str]]) -> None:
    """Colour cells by conditions that always hold, before all others: their own looks stay as they are."""
    _put_behind(sheet, len(Severity))
    for priority, (severity, addresses) in enumerate(cells.items(), 1):
        fill, letters = COLOURS[severity]
        look = DifferentialStyle(font=Font(color=letters), fill=PatternFill(bgColor=fill))
        for begin in range(0, len(addresses), _CELLS_A_RULE):
            rule = Rule(type="expression", priority=priority, formula=[_OURS], dxf=look)
            sheet.conditional_formatting.add(" ".join(addresses[begin : begin + _CELLS_A_RULE]), rule)


def _put_behind(sheet: Any, places: int) -> None:
    """Let the formats by condition that are there come so many places later."""
    for where in sheet.conditional_formatting:
        for rule in where.rules:
            rule.priority += places


def _add_result(book: Any, report: Report, pack: Pack | None, links: Mapping[int, str], notes: Sequence[Line]) -> None:
    """Put the sheet with the verdict and the list before the others, and open the workbook there."""
    lang = report.lang
    page = book.create_sheet(say(lang, "plancheck"), 0)
    heads = list(_WIDTHS)
    if all(finding.exception is None for finding in report.findings):
        heads.pop()
    widths = [_WIDTHS[head] for head in heads]
    for place, width in enumerate(widths, 1):
        page.column_dimensions[column_letters(place)].width = width
    sheet = ReportSheet(page, lang, widths, "top")
    sheet.row([ReportCell(MARK)])
    page.row_dimensions[1].hidden = True
    for said, role in [*_head(report, pack), *notes]:
        sheet.line(said, role)
        page.row_dimensions[sheet.at].height = height_of([(said, sum(widths))], lang)
    sheet.head([say(lang, head) for head in heads], 0)
    parts = _parts(report, pack)
    for number, finding in enumerate(report.findings, 1):
        sheet.row(_cells(number, finding, parts[number], pack, lang)[: len(heads)])
        if number in links:
            cell = page.cell(sheet.at, _LINKED)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=links[number])
            cell.font = Font(name=FONTS[lang], size=10, color=_BLUE, underline="single")
    sheet.gap()
    sheet.line(say(lang, "How it was checked: unfold the rows below."))
    first = sheet.at + 1
    for label, said in naming.tail_rows(report):
        sheet.line(naming.labelled(say(lang, label), said, lang))
    page.row_dimensions.group(first, sheet.at, outline_level=1, hidden=True)
    page.sheet_properties.outlinePr.summaryBelow = False
    book.active = 0
    for each in [*book.worksheets, *book.chartsheets]:
        # Two sheets that are chosen would be edited at once.
        for view in (each.views if hasattr(each, "views") else each.sheetViews).sheetView:
            view.tabSelected = each is page


def _head(report: Report, pack: Pack | None) -> list[Line]:
    """What stands above the list: the verdict, and what was checked."""
    lang = report.lang
    named = replace(report, name=naming.file_name(report.name))
    lines: list[Line] = [(naming.verdict_line(report, pack), report.verdict)]
    if report.engine.failure is not None:
        lines.append((naming.failure_line(report.engine.failure, lang, naming.kind_of(report, pack)), None))
    return [
        *lines,
        *((naming.labelled(say(lang, label), said, lang), STRONG) for label, said in naming.head_rows(named, pack)),
    ]


def _notes(lang: Language, lost: Sequence[Text]) -> list[Line]:
    """What is said of the copy."""
    told = say(
        lang,
        "Each finding with a cell is a comment on that cell, and a colour. Correct the plan in this file and check it "
        "again: the comments, the colours and this sheet are then replaced, and gone when it passes.",
    )
    names = say(lang, ", ").join(each.in_language(lang) for each in lost)
    lacks = say(
        lang,
        "This is a copy. It lacks what your own file has of these: {lost}. Your own file is as it was.",
        lost=names,
    )
    return [*([(lacks, Severity.WARNING)] if lost else []), ("", None), (told, None)]


def _parts(report: Report, pack: Pack | None) -> dict[int, str]:
    """The part of the document that each finding is about, by its number."""
    groups = grouped(report.findings, naming.kind_of(report, pack))
    names = naming.part_names(groups, pack, report.lang)
    of = {id(finding): name for group, name in zip(groups, names, strict=True) for finding in group.findings}
    return {number: of[id(finding)] for number, finding in enumerate(report.findings, 1)}


def _cells(number: int, finding: Finding, part: str, pack: Pack | None, lang: Language) -> list[ReportCell]:
    cell = finding.place.cell
    return [
        ReportCell(number, centred=True),
        ReportCell(severity_name(finding.severity, lang), finding.severity),
        ReportCell(say(lang, "none") if cell is None else printable(cell)),
        ReportCell(part),
        ReportCell(flowing(finding.message.in_language(lang))),
        ReportCell("" if finding.fix is None else flowing(finding.fix.in_language(lang))),
        ReportCell(naming.clause_of(finding, pack, lang)),
        ReportCell("" if finding.exception is None else naming.exception_line(finding.exception, lang)),
    ]


# The copy


def _opened(raw: bytes) -> Any:
    """The workbook as openpyxl has it. Raises `UnreadableError`."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            book = load_workbook(BytesIO(raw), rich_text=True)
    except Exception as error:
        # It raises whatever comes of what it does not know.
        raise UnreadableError(NOT_COPIED) from error
    sheets: list[Any] = [*book.worksheets, *book.chartsheets]
    for sheet in sheets:
        # It keeps them only where another library is installed: a copy is the same everywhere.
        sheet._images = []  # noqa: SLF001 - there is no other way to them
    return book


def _saved(book: Any, values: Values) -> bytes:
    """The file, its cells with the very values that they had. Raises `UnreadableError`."""
    changes: dict[str, Change] = {
        f"xl/worksheets/sheet{number}.xml": partial(_with_values, values[sheet.title])
        for number, sheet in enumerate(book.worksheets, 1)
        if values.get(sheet.title)
    }
    try:
        return bytes_of(book, changes)
    except Exception as error:
        raise UnreadableError(NOT_COPIED) from error


def _features_of(package: Package) -> Counter[str]:
    """How often a workbook has each thing that a copy may lack.

    All its XML is looked at, and has to be in order, before a library reads it. Raises `UnreadableError`.
    """
    found: Counter[str] = Counter()
    for name in package.names:
        if "vbaproject" in name:
            found["vbaProject"] += 1
        root = package.tree(name) if name.endswith(_XML) else None
        authors = () if root is None else root.iter(f"{_S}author")
        ours = frozenset(str(number) for number, author in enumerate(authors) if author.text == AUTHOR)
        for element in () if root is None else root.iter("{*}*"):
            space, _, local = element.tag.rpartition("}")
            key = f"x14:{local}" if space.endswith(_NEWER) and f"x14:{local}" in _CARRIED else local
            if key in _CARRIED and (key != _TYPE or _is_of_people(element, ours)):
                found[key] += 1
    return found


def _is_of_people(type_: Element, ours: Collection[str]) -> bool:
    """Whether it is the type of some words in a comment that is by none of the authors `ours`."""
    comment = next(type_.iterancestors(f"{_S}comment"), None)
    return comment is not None and comment.get("authorId") not in ours


def _lost_of(before: Counter[str], after: Counter[str]) -> tuple[Text, ...]:
    """What a copy lacks, in words."""
    return tuple(text(each) for each in dict.fromkeys(_CARRIED[name] for name in before if after[name] < before[name]))


def _values_of(package: Package) -> Values:
    """What the cells of a workbook hold. Raises `UnreadableError`."""
    main = package.target("officeDocument") or ""
    related, book = package.related(main), package.tree(main)
    found: dict[str, dict[str, tuple[str | None, str]]] = {}
    for sheet in () if book is None else book.iterfind(f"{_S}sheets/{_S}sheet"):
        id_ = sheet.get(f"{RELATIONS}id", "")
        root = package.tree(related[id_].target) if id_ in related else None
        found[sheet.get("name", "")] = {
            address: (cell.get("t"), value)
            for address, cell in (() if root is None else _addressed(root))
            if cell.get("t") not in _TEXTS and (value := cell.findtext(f"{_S}v")) is not None
        }
    return found


def _addressed(sheet: Element) -> Iterator[tuple[str, Element]]:
    """Every cell with its address; what does not say where it stands follows what is before it."""
    row = 0
    for line in sheet.iterfind(f"{_S}sheetData/{_S}row"):
        row, column = int(line.get("r", row + 1)), 0
        for cell in line.iterfind(f"{_S}c"):
            row, column = cell_of(cell.get("r", "")) or (row, column + 1)
            yield f"{column_letters(column)}{row}", cell


def _with_values(values: Mapping[str, tuple[str | None, str]], xml: bytes) -> bytes:
    root: Any = etree.fromstring(xml)
    for cell in root.iter(f"{_S}c"):
        kept = values.get(cell.get("r", ""))
        if kept is None:
            continue
        kind, written = kept
        cell.attrib.pop("t", None)
        if kind is not None:
            cell.set("t", kind)
        for old in (*cell.iterfind(f"{_S}v"), *cell.iterfind(f"{_S}is")):
            cell.remove(old)
        etree.SubElement(cell, f"{_S}v").text = written
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
