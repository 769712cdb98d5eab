"""An office's own workbook or Word document given back: a copy of it with the findings as comments where they stand.

What was sent is never touched. A copy is proved by reading it again: whatever it says has to be what the file says.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Any, Final
from warnings import catch_warnings, simplefilter

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.hyperlink import Hyperlink

from checker.archive import Change, repacked
from checker.errors import UnreadableError
from checker.i18n import N_, messages_of, say, text
from checker.model import Finding, Language, Report, Severity, Text, Verdict
from checker.pack.model import Pack
from checker.readers.cells import At, column_letters
from checker.readers.docx import elements_in, open_document
from checker.readers.package import RELATIONS, Element, Package
from checker.readers.xlsx import MARK, cell_of, open_workbook, parted, unescaped
from checker.reporting import naming
from checker.reporting.naming import SEVERITIES, grouped
from checker.reporting.page import wrapped
from checker.reporting.printable import flowing, printable
from checker.reporting.workbook import COLOURS, FONTS, STRONG, ReportCell, ReportSheet, bytes_of, describe, height_of


@dataclass(frozen=True, slots=True)
class Marked:
    """The copy, and what it could not carry; or, with the `reason` why there is none, a list of the findings."""

    content: bytes
    lost: tuple[Text, ...] = ()
    reason: Text | None = None


def mark(raw: bytes, report: Report, pack: Pack | None) -> Marked:
    """The copy of the file `raw` with the findings of `report` marked in it, in the language of the report.

    `pack` is the rule pack that judged, if it is at hand. Marks of an earlier check are replaced. What passes comes
    back without any, to be sent. The list is a file of the same kind.
    """
    is_word = PurePath(report.name or "").suffix.lower() == ".docx"
    try:
        _require_same_file(raw, report)
        return Marked(*(_marked_document if is_word else _marked_workbook)(raw, report, pack))
    except UnreadableError as error:
        reason = error.text
        return Marked((_listed_document if is_word else _listed_workbook)(report, pack, reason), reason=reason)


def _require_same_file(raw: bytes, report: Report) -> None:
    if sha256(raw, usedforsecurity=False).hexdigest() != report.sha256:
        raise UnreadableError("The file has changed since it was checked.")


# What a comment says of the findings at a place, and how our words are known again among those of people

_AUTHOR: Final = "plancheck"

_BEGIN: Final = "——— plancheck ———"
_END: Final = "—" * 12
"""The lines around our words, the same in every language."""
_OUR_WORDS: Final = re.compile(rf"\s*{_BEGIN}\s*\n.*?\n{_END}\s*", re.DOTALL)
_MOST_SAID: Final = 8_000
"""Characters of the findings on one cell that a comment tells of; nobody reads more of them there."""

_NOT_COPIED: Final = N_(
    "This file has something in it that cannot be copied, so nothing is marked in it. Save it anew in an office "
    "program, or go by the list of findings."
)
_NOT_THE_SAME: Final = N_(
    "A copy of this file would not say the same in every place, so nothing is marked in it. Save it anew in an office "
    "program, or go by the list of findings."
)
"""Why a file does not come back marked."""

Numbered = tuple[int, Finding]
"""A finding with its number in the report."""


def _severity_name(severity: Severity, lang: Language) -> str:
    """The severity, as a text begins with it."""
    return say(lang, SEVERITIES[severity]).capitalize()


def _words_of(findings: Sequence[Numbered], pack: Pack | None, lang: Language) -> str:
    """What is said about the findings at one place; the gravest come first."""
    severities = list(Severity)
    by_gravity = sorted(findings, key=lambda each: (severities.index(each[1].severity), each[0]))
    blocks: list[str] = []
    left = _MOST_SAID
    for place, (_, finding) in enumerate(by_gravity):
        block = "\n".join(_lines_of(finding, pack, lang))
        left -= len(block)
        if left < 0 and blocks:
            more = len(by_gravity) - place
            blocks.append(say(lang, "Further findings at this place: {count}; the report has them all.", count=more))
            break
        blocks.append(block)
    return "\n\n".join(blocks)


def _joined(theirs: str, ours: str) -> str:
    """The comment on a cell: our words, below those that somebody has written there."""
    return "\n".join((*([theirs, ""] if theirs else []), _BEGIN, ours, _END))


def _without_ours(comment: str) -> str:
    """The words of people in a comment; empty where there are none."""
    return _OUR_WORDS.sub("\n", comment).strip("\n") if _BEGIN in comment else comment


def _lines_of(finding: Finding, pack: Pack | None, lang: Language) -> Iterator[str]:
    message = flowing(finding.message.in_language(lang))
    yield say(lang, "{severity}: {message}", severity=_severity_name(finding.severity, lang), message=message)
    yield from (naming.labelled(*row, lang) for row in naming.finding_rows(finding, pack, lang))


# A workbook: comments and colours on cells, and a first sheet that lists the findings. openpyxl computes no formula,
# turns days into numbers of its own and drops what it does not know: so the very values of cells are written over its
# own, and what a copy lacks can be told.

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


def _marked_workbook(raw: bytes, report: Report, pack: Pack | None) -> tuple[bytes, tuple[Text, ...]]:
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
        raise UnreadableError(_NOT_THE_SAME)
    return made, lost


def _listed_workbook(report: Report, pack: Pack | None, reason: Text) -> bytes:
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
            theirs = _without_ours(cell.comment.text)
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
            theirs, author = (cell.comment.text, cell.comment.author) if cell.comment else ("", _AUTHOR)
            cell.comment = Comment(_joined(theirs, _words_of(numbered, pack, report.lang)), author)
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
        ReportCell(_severity_name(finding.severity, lang), finding.severity),
        ReportCell(say(lang, "none") if cell is None else printable(cell)),
        ReportCell(part),
        ReportCell(flowing(finding.message.in_language(lang))),
        ReportCell("" if finding.fix is None else flowing(finding.fix.in_language(lang))),
        ReportCell(naming.clause_of(finding, pack, lang)),
        ReportCell("" if finding.exception is None else naming.exception_line(finding.exception, lang)),
    ]


# The copy of a workbook, as openpyxl makes it


def _opened(raw: bytes) -> Any:
    """The workbook as openpyxl has it. Raises `UnreadableError`."""
    try:
        with catch_warnings():
            simplefilter("ignore")
            book = load_workbook(BytesIO(raw), rich_text=True)
    except Exception as error:
        # It raises whatever comes of what it does not know.
        raise UnreadableError(_NOT_COPIED) from error
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
        raise UnreadableError(_NOT_COPIED) from error


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
        ours = frozenset(str(number) for number, author in enumerate(authors) if author.text == _AUTHOR)
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


# A Word document: comments at the cells and paragraphs, and one at the beginning

_INITIALS: Final = "pc"
_OF_COMMENTS: Final = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
_SIGNATURES: Final = "_xmlsignatures/"
_MOST_LISTED: Final = 50
"""Findings without a place of their own that the first comment lists."""


def _marked_document(raw: bytes, report: Report, pack: Pack | None) -> tuple[bytes, tuple[Text, ...]]:
    """The copy, and what it could not carry. One that passes has no marks; it is `raw` itself where that has none.

    Raises `UnreadableError` where there can be no copy that says the same.
    """
    before = open_document(raw)
    try:
        document: Any = Document(BytesIO(raw))
        had_marks = _remove_comments(document)
        if report.verdict is Verdict.PASS and not had_marks:
            return raw, ()
        if report.verdict is not Verdict.PASS:
            _add_comments(document, report, pack)
        saved = BytesIO()
        document.save(saved)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(_NOT_COPIED) from error
    made = repacked(saved.getvalue())
    if open_document(made).blocks != before.blocks:
        raise UnreadableError(_NOT_THE_SAME)
    is_signed = any(_SIGNATURES in str(part.partname) for part in document.part.package.iter_parts())
    return made, (text("digital signatures"),) if is_signed else ()


def _listed_document(report: Report, pack: Pack | None, reason: Text) -> bytes:
    """A Word document with the list alone, for one that has no copy for that `reason`."""
    document = Document()
    document.add_heading(naming.verdict_line(report, pack), 1)
    document.add_paragraph(reason.in_language(report.lang))
    for numbered in enumerate(report.findings, 1):
        document.add_paragraph(_words_of([numbered], pack, report.lang), "List Number")
    saved = BytesIO()
    document.save(saved)
    return repacked(saved.getvalue())


def _remove_comments(document: Any) -> bool:
    """Take out the comments of an earlier check; whether there were any."""
    gone = set()
    has_comments = any(each.reltype.endswith("/comments") for each in document.part.rels.values())
    for comment in list(document.part._comments_part.element) if has_comments else ():  # noqa: SLF001
        if comment.get(qn("w:author")) == _AUTHOR:
            gone.add(comment.get(qn("w:id")))
            comment.getparent().remove(comment)
    for mark in list(document.element.body.iter(*map(qn, _OF_COMMENTS))) if gone else ():
        if mark.get(qn("w:id")) in gone:
            # A reference stands in a run of its own.
            parent = mark.getparent()
            own = parent if mark.tag == qn("w:commentReference") and len(parent) <= 2 else mark  # noqa: PLR2004
            own.getparent().remove(own)
    return bool(gone)


def _add_comments(document: Any, report: Report, pack: Pack | None) -> None:
    """A comment at each place with findings, and one at the beginning with the verdict and all that has no place."""
    elements = elements_in(document.element)
    placed: dict[str, list[Numbered]] = {}
    without: list[Numbered] = []
    for numbered in enumerate(report.findings, 1):
        place = numbered[1].place.cell
        if place in elements:
            placed.setdefault(place, []).append(numbered)
        else:
            without.append(numbered)
    first = next(document.element.body.iter(qn("w:p")), None)
    if first is not None:
        said = "\n".join(_first_comment(report, pack, without))
        _comment(document, first, said)
    for place, numbered_ in placed.items():
        paragraph = next(elements[place].iter(qn("w:p")), None)
        if paragraph is not None:
            _comment(document, paragraph, _words_of(numbered_, pack, report.lang))


def _first_comment(report: Report, pack: Pack | None, without: list[Numbered]) -> Iterator[str]:
    lang = report.lang
    yield naming.verdict_line(report, pack)
    if report.engine.failure is not None:
        yield naming.failure_line(report.engine.failure, lang, naming.kind_of(report, pack))
    yield say(
        lang,
        "Each finding is a comment at its place. Correct the plan in this file and check it again: the comments are "
        "then replaced, and gone when it passes.",
    )
    for numbered in without[:_MOST_LISTED]:
        yield _words_of([numbered], pack, lang)
    if len(without) > _MOST_LISTED:
        yield say(lang, "… and {count} more", count=len(without) - _MOST_LISTED)


def _comment(document: Any, paragraph: Any, said: str) -> None:
    """Comment on a paragraph; one without text gets an empty run to comment on."""
    runs = list(paragraph.iterchildren(qn("w:r"))) or [paragraph.add_r()]
    ends = [Run(each, document) for each in (runs[0], runs[-1])]
    comment = document.add_comment(ends, said, _AUTHOR, _INITIALS)
    # The same report gives the same bytes, whatever the time.
    comment._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001 - python-docx always dates them
