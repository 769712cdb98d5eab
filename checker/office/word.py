"""A form as a Word document: its lay-out is a Word file with the tags of docxtpl, which an office can change.

What stands in the document is worked out here: a table for the cover, one for each entry of a list that others belong
to, and one for each other list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import qn
from docx.shared import Emu

from checker.errors import UnwritableError
from checker.form import FormField, FormSheet, ValueKind
from checker.i18n import N_
from checker.model import Language, Number
from checker.office.blank import HOW, Blank, Field, duties_on_sheet, duty_text, name_of_item, shown_columns
from checker.office.rendering import BETWEEN_SENTENCES, bytes_of_word, chinese_numeral, layout_of, rendered
from checker.office.rows import ROOM, Filled, FilledRow, written_text
from checker.reporting.naming import nouns
from checker.reporting.page import columns

_NO_LETTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_KEPT: Final = {"\r": "&#13;"}
"""What XML would take for the end of a line."""
_LOCALES: Final = {"en": "en-GB", "zh": "zh-CN"}
_DAY_FORMATS: Final = {"en": "d MMMM yyyy", "zh": "yyyy年M月d日"}
_GREY: Final = "6E6E6E"
_WORD: Final = re.compile(r"[^\s\-\u2e80-\uffff]+")
"""What no line breaks within."""
_NARROWEST, _LONGEST_WORD, _WIDEST, _PAGE = 8, 14, 30, 80
"""Characters that a column of entries asks for at least, for a word, and at most; what is longer is set on several
lines. And how many a line across the page has."""
_BLANK_ROWS: Final = 3
"""Rows that stand ready for a list, and tables for what is chosen; more are copied from them."""
_MOST_ROWS_KEPT: Final = 28
"""Rows that may find room on one page; a table of more begins where it stands."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a cell: a text, or what it is chosen with: one of the `choices`, or a day where there are none."""

    text: str
    lang: Language
    title: str | None = None
    hint: str = ""
    choices: Sequence[str] = ()
    is_closed: bool = False

    def __html__(self) -> str:
        """The line as Word has it."""
        if self.title is None:
            return self._run(self.text, "")
        if self.choices:
            name = "dropDownList" if self.is_closed else "comboBox"
            items = "".join(
                f"<w:listItem w:displayText={quoteattr(text)} w:value={quoteattr(text)}/>" for text in self.choices
            )
            kind = f"<w:{name}>{items}</w:{name}>"
        else:
            kind = (
                f'<w:date><w:dateFormat w:val="{_DAY_FORMATS[self.lang]}"/><w:lid w:val="{_LOCALES[self.lang]}"/>'
                '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
            )
        alias, is_hint = f"<w:alias w:val={quoteattr(self.title)}/>", bool(self.hint and not self.text)
        hinted = "<w:showingPlcHdr/>" if is_hint else ""
        shown = self._run(self.text or self.hint, f'<w:color w:val="{_GREY}"/>' if is_hint else "") or "<w:r/>"
        return f"<w:sdt><w:sdtPr>{alias}{hinted}{kind}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"

    def _run(self, text: str, colour: str) -> str:
        # Quotation marks and dashes are of both scripts; this makes them Chinese.
        hint = '<w:rFonts w:hint="eastAsia"/>' if self.lang == "zh" else ""
        look = f"<w:rPr>{hint}{colour}</w:rPr>" if hint or colour else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, _KEPT)}</w:t></w:r>' if text else ""


Cell = Sequence[Piece]


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row of a table of fields: one value (`wide`, `tall`), a `named` one, the `names` of columns, or `cells`."""

    kind: str
    cells: Sequence[Cell] = ()
    name: str = ""
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Rows of a table of fields under one label; `member` is that of the entry, or what it is in."""

    label: str
    lines: Sequence[FormLine]
    member: str = ""


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table with what stands above it: of fields (`groups`), of entries (`rows`), or of what explains (`said`)."""

    heading: str = ""
    notes: Sequence[str] = ()
    groups: Sequence[FormGroup] = ()
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    said: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class FormSection:
    """A part of the document."""

    heading: str
    notes: Sequence[str]
    tables: Sequence[FormTable]


def word_form_of(filled: Filled, layout: bytes | None = None) -> bytes:
    """The form as a Word document, laid out by `layout` or as ours is.

    Raises `UnwritableError` for a text that no Word document can hold, `UnreadableError` for a layout that is none.
    """
    for row in (row for rows in filled.rows.values() for row in rows):
        for value in row.cells.values():
            if isinstance(value, str) and (found := _NO_LETTER.search(value)):
                raise UnwritableError(
                    "The text “{text}” has the character {found} in it, which no Word document can hold. Remove it.",
                    text=_NO_LETTER.sub("�", value)[:40],
                    found=f"U+{ord(found[0]):04X}",
                )
    content = _Composer(filled).content()
    return _rendered(content, filled, layout or layout_of("form", filled.words.lang))


class _Composer:
    """Works out what stands in one document."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._words = filled.words
        self._lang = filled.words.lang
        self._say, self._text = filled.words.say, filled.words.text
        self._form = filled.form
        words = filled.words
        self._is_blank = filled.blank is not None
        self._blank = filled.blank or Blank(words.pack, words.kind, "")

    def content(self) -> dict[str, Any]:
        """What the tags of the template are filled in with."""
        words, pack = self._words, self._words.pack
        basis = self._say("By {citation}, {title}", citation=pack.citation, title=pack.title)
        notes = [self._say(message, document=words.kind.document) for message in HOW["docx"]] if self._is_blank else []
        sections = [
            FormSection(
                self._numbered(place, sheet), self._duties(sheet) if self._is_blank else (), list(self._tables(sheet))
            )
            for place, sheet in enumerate((each for each in self._form.sheets if not self._is_inside(each)), 1)
        ]
        return {"title": self._filled.title, "basis": basis, "notes": notes, "sections": sections}

    def _is_inside(self, sheet: FormSheet) -> bool:
        """Whether the rows of a sheet stand in the tables of the entries that they belong to, or below these."""
        way = self._form.chain(sheet.of[0]) if sheet.of else ()
        if not way:
            return False
        # What stands deeper than in an item has no room in the table of that: its own first columns say where it is.
        return len(way) == 1 if self._form.has_tables(way[0]) else self._is_tree(way[0])

    def _numbered(self, place: int, sheet: FormSheet) -> str:
        words = nouns(self._words.kind)
        whole = self._say(N_("The {document} as a whole", context="heading"), **words)
        label = whole if sheet.is_cover else self._text(sheet.label)
        number = chinese_numeral(place) if self._lang == "zh" else str(place)
        return self._say(N_("{number}. {text}", context="heading"), number=number, text=label)

    def _duties(self, sheet: FormSheet) -> list[str]:
        """What the circular asks of a part of the document, each duty once."""
        words = self._words
        inside = (each for each in self._form.sheets if self._is_inside(each) and self._form.parent(each) is sheet)
        inner = [sheet, *inside]
        said = dict.fromkeys(
            duty for each in inner for duty in duties_on_sheet(each, words.pack, words.kind, words.lang)
        )
        if any(field.kind is ValueKind.RULE for field in sheet.fields):
            rules = words.pack.rules_for(words.kind)
            said |= dict.fromkeys(
                self._say("{meaning}: {value}", meaning=rule.title, value=duty_text(rule, words.pack, words.lang))
                for rule in rules
                if rule.in_principle
            )
        return list(said)

    def _tables(self, sheet: FormSheet) -> Iterator[FormTable]:
        rows = self._filled.rows[sheet.name]
        if sheet.is_cover:
            yield FormTable(groups=list(self._groups(sheet, rows[0])))
        elif self._form.has_tables(sheet):
            yield from self._entries(sheet, rows)
        else:
            yield self._table(sheet, rows)
            for place, row in enumerate(rows if self._is_tree(sheet) else ()):
                yield from self._branch(sheet, row, place)

    def _is_tree(self, sheet: FormSheet) -> bool:
        """Whether what stands in the entries of a sheet is set out below each, as a document has it."""
        inside = (each for each in self._form.sheets if each.list and self._form.parent(each) is sheet)
        return not self._is_blank and not sheet.of and any(inside)

    def _branch(self, sheet: FormSheet, row: FilledRow, place: int) -> Iterator[FormTable]:
        """What stands in an entry of a sheet, in lists or in lists of these: a table for each, which says where."""
        title = " ".join(str(row.cells[field.name]) for field in sheet.values[:2] if field.name in row.cells)
        for inner in self._form.sheets:
            if inner.of and self._form.chain(inner.of[0])[0] is sheet:
                rows = [each for each in self._filled.rows[inner.name] if each.entry == place]
                if rows:
                    heading = self._say("{meaning}: {value}", meaning=title, value=inner.label)
                    yield self._table(inner, rows, heading)

    def _table(self, sheet: FormSheet, rows: Sequence[FilledRow], heading: str = "") -> FormTable:
        """A table with a row for each entry, its columns as wide as what stands in them asks for."""
        marks = {field.name for row in rows for field in sheet.fields if field.name in row.cells and not field.path}
        fields = [field for field in sheet.fields if field.path or field.name in marks]
        empty = [FilledRow({})] * (_BLANK_ROWS if self._is_blank else 0 if rows else 1)
        cells = [[self._cell(sheet, field, row) for field in fields] for row in (*rows, *empty)]
        names = [self._text(field.label) for field in fields]
        widths: list[float] = []
        leasts: list[float] = []
        for place, (name, field) in enumerate(zip(names, fields, strict=True)):
            texts = [piece.text for row in cells for piece in row[place]]
            longest = max((columns(text, self._lang) for text in texts), default=0)
            parts = name.split() if self._lang == "en" else [name[: len(name) // 2 + 1]]
            parts += [word[:_LONGEST_WORD] for text in texts for word in _WORD.findall(text)]
            leasts.append(max(*(columns(part, self._lang) + 4 for part in parts), _NARROWEST))
            widths.append(max(min(longest + 2, _WIDEST) if rows else ROOM[field.kind], leasts[-1]))
        return FormTable(heading, names=names, rows=cells, widths=_fitted(widths, leasts))

    def _entries(self, sheet: FormSheet, rows: Sequence[FilledRow]) -> Iterator[FormTable]:
        words = self._words
        for row in rows:
            heading = (
                self._say("Not in the catalogue")
                if row.item is None
                else name_of_item(words.pack, words.kind, row.item, words.lang)
            )
            yield FormTable(heading, self._said_of(row.item), list(self._groups(sheet, row)))
        if not self._is_blank:
            return
        choices = words.choices(sheet, sheet.fields[0])
        offered = self._blank.offered
        if offered:
            shown = shown_columns(self._form)
            heads = [self._say("No."), *(self._text(field.label) for field in shown)]
            yield FormTable(
                self._say("{item}: what can be chosen", item=sheet.label),
                names=[*heads, self._say("What the circular says of it")],
                said=[
                    [
                        str(number),
                        *(words.shown(field, number) for field in shown),
                        BETWEEN_SENTENCES[words.lang].join(self._filled.said_of(number)),
                    ]
                    for number in offered
                ],
                widths=[9, *(max(18 - 2 * len(shown), 12) for _ in shown), 40],
            )
        for _ in range(_BLANK_ROWS if choices else 0):
            groups = list(self._groups(sheet, FilledRow({}, len(rows))))
            yield FormTable(self._say("{item} (to be chosen)", item=sheet.label), groups=groups)

    def _said_of(self, number: Number | None) -> list[str]:
        """What the circular says of an item, above the table to fill in."""
        if not self._is_blank or number is None:
            return []
        shown = [field for field in shown_columns(self._form) if not self._is_title(field)]
        told = [
            self._say("{meaning}: {value}", meaning=field.label, value=value)
            for field in shown
            if (value := self._words.shown(field, number))
        ]
        return [self._say("{text}.", text=self._say("; ").join(told)), *self._filled.said_of(number)]

    def _is_title(self, field: FormField) -> bool:
        items = self._words.kind.items
        return (
            items is not None
            and field.shows is not None
            and field.shows[1] == self._words.pack.tables[items.table].label
        )

    # The fields of an entry

    def _groups(self, sheet: FormSheet, row: FilledRow) -> Iterator[FormGroup]:
        """The fields of a row, then those of the sheets whose rows belong to it, as far as there is room for them."""
        groups = list(self._named_groups(sheet, [row], row))
        for inner in self._form.sheets:
            if sheet.list and self._form.parent(inner) is sheet:
                about = (row.entry, row.item)
                rows = [each for each in self._filled.rows[inner.name] if (each.entry, each.item) == about]
                groups += (self._listed_group if inner.list else self._named_groups)(inner, rows, row)
        members = list(self._blank.entry.get("properties", ())) if sheet.list else []
        # Members stand in the order of the document, whichever sheets of a workbook they are on.
        yield from sorted(groups, key=lambda group: members.index(group.member) if group.member in members else 0)

    def _named_groups(self, sheet: FormSheet, rows: Sequence[FilledRow], about: FilledRow) -> Iterator[FormGroup]:
        """Fields under the label of what they belong to, where that has one, and the others each for itself."""
        row = rows[0] if rows else FilledRow({})
        there = [field for field in sheet.fields if self._is_shown(sheet, field, row, about)]
        for (label, member), fields in groupby(there, lambda field: (self._label_around(sheet, field), field.path[0])):
            lines: list[FormLine] = []
            for field in fields:
                cell = self._cell(sheet, field, row)
                if label and not self._is_nothing(field, row):
                    lines.append(FormLine("named", [cell], self._text(field.label)))
                else:
                    is_tall = not label and field.kind is ValueKind.LINES and field.name not in row.cells
                    line = FormLine("tall" if is_tall else "wide", [cell])
                    yield FormGroup(label or self._text(field.label), [line], member)
            if lines:
                yield FormGroup(label, lines, member)

    def _label_around(self, sheet: FormSheet, field: FormField) -> str:
        """The label of what a field belongs to; empty where that has none."""
        groups = self._form.groups
        around = ("/".join(field.path[:depth]) for depth in range(len(field.path) - 1, 0, -1))
        group = next((groups[at] for at in around if at in groups), sheet.label if sheet.of else None)
        return "" if group is None else self._text(group)

    def _is_nothing(self, field: FormField, row: FilledRow) -> bool:
        """Whether a field says that what it is in is there and empty."""
        is_list = field.kind in (ValueKind.LINES, ValueKind.ITEMS)
        return not is_list and row.cells.get(field.name) == self._words.nothing

    def _is_shown(self, sheet: FormSheet, field: FormField, row: FilledRow, about: FilledRow) -> bool:
        """Whether a table has a field: each has what it is about, and what there is a value or room for."""
        if not field.path or field in sheet.keys:
            return False
        if sheet.is_cover or field is sheet.key:
            return True
        has_value = field.name in row.cells and not (self._is_blank and self._is_repeated(field.path))
        return has_value or self._has_room(sheet, field, about)

    def _listed_group(self, sheet: FormSheet, rows: Sequence[FilledRow], about: FilledRow) -> Iterator[FormGroup]:
        fields = sheet.values
        filled = [row for row in rows if len(row.cells) > 1]
        if not filled and not any(self._has_room(sheet, field, about) for field in fields):
            return
        empty = [FilledRow({})] * (_BLANK_ROWS if self._is_blank else 0 if filled else 1)
        names = FormLine("names", names=[self._text(field.label) for field in fields])
        cells = [FormLine("cells", [self._cell(sheet, field, row) for field in fields]) for row in (*filled, *empty)]
        yield FormGroup(self._text(sheet.label), [names, *cells], sheet.list[0])

    def _has_room(self, sheet: FormSheet, field: FormField, about: FilledRow) -> bool:
        """Whether a table has room for a field: not for what only repeats the circular, nor for what others have.

        One that is filled in has none for what few have.
        """
        names: Field = (*sheet.list, *field.path) if sheet.of else field.path
        if field.kind is ValueKind.MARK or self._is_repeated(names):
            return False
        if not self._is_blank:
            return not any(self._blank.is_owned(name) or self._blank.is_rare(name) for name in names)
        numbers = self._blank.offered if about.item is None else (about.item,)
        return any(not any(self._blank.is_foreign(number, name) for name in names) for number in numbers)

    def _is_repeated(self, names: Field) -> bool:
        items = self._words.kind.items
        return items is not None and len(names) == 1 and names[0] in self._words.pack.tables[items.table].names

    def _cell(self, sheet: FormSheet, field: FormField, row: FilledRow) -> Cell:
        """The lines of a value; or what it can be chosen with."""
        lang = self._lang
        value = row.cells.get(field.name)
        text = "" if value is None else written_text(field, value, lang)
        choices = self._words.choices(sheet, field)
        if self._is_blank and field is sheet.key:
            choices = () if row.item is not None else tuple(map(self._words.item, self._blank.offered))
        is_day = field.kind is ValueKind.DAY
        if (choices and (not text or text in choices)) or is_day:
            is_closed = field.kind in (ValueKind.CODE, ValueKind.FLAG)
            # Some programs leave a hint as plain text, which among free texts could not be told from what was meant.
            is_hinted = is_closed or field.kind is ValueKind.NUMBER
            hint = self._say("day") if is_day else self._say("choose") if is_hinted else ""
            return [Piece(text, lang, self._text(field.label), hint, choices, is_closed)]
        return [Piece(line, lang) for line in text.split("\n")]


def _fitted(widths: Sequence[float], leasts: Sequence[float]) -> Sequence[float]:
    """The widths that columns ask for; where that is more than a page has, each has its least, and shares the rest."""
    over, rest = sum(widths) - sum(leasts), max(_PAGE - sum(leasts), 0)
    if sum(widths) <= _PAGE:
        return widths
    return [least + (width - least) * rest / max(over, 1) for width, least in zip(widths, leasts, strict=True)]


def _keep_together(table: Any) -> None:
    """Have a table stand on one page, if there is room for it on one."""
    rows = table._tbl.tr_lst  # noqa: SLF001 - python-docx takes long to go through cells
    if len(rows) <= _MOST_ROWS_KEPT:
        for row in rows[:-1]:
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _set_widths(table: Any, widths: Sequence[float]) -> None:
    """Share the width of a table among its columns."""
    grid = table._tbl.tblGrid.gridCol_lst  # noqa: SLF001 - the same
    whole = sum(column.w for column in grid)
    for place, width in enumerate(widths[: len(grid)]):
        grid[place].w = Emu(int(whole * width / sum(widths)))
    for row in table._tbl.tr_lst:  # noqa: SLF001 - the same
        for cell, column in zip(row.tc_lst, grid, strict=False):
            cell.width = column.w


def _rendered(content: Mapping[str, Any], filled: Filled, template: bytes) -> bytes:
    paper = rendered(template, content)
    tables = iter(paper.docx.tables)
    for table in (table for section in content["sections"] for table in section.tables):
        drawn = next(tables, None)
        if drawn is None:
            break
        if table.groups and table.heading:
            _keep_together(drawn)
        elif table.widths:
            _set_widths(drawn, table.widths)
    about = paper.docx.core_properties
    about.author = about.last_modified_by = "plancheck"
    about.language = _LOCALES[filled.words.lang]
    return bytes_of_word(paper, filled.title, filled.words.pack)
