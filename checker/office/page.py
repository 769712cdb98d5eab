"""A document as a page to read: what stands in it in its order, headings for its outline, and who is named for what.

It is made of the rows of its form, and of the outline that its kind declares; nothing of it is read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from checker.form import FormField, FormSheet, ValueKind
from checker.i18n import say
from checker.office.rows import Filled, FilledRow, Written, matrix_of, written_text

_FIRST: Final = 2
"""The level of the headings below the title."""
Lines = Sequence[str]


class PagePart(NamedTuple):
    """A heading with what stands below it: fields, a table, and parts of its own."""

    level: int
    heading: str
    fields: Sequence[tuple[str, Lines]] = ()
    names: Sequence[str] = ()
    rows: Sequence[Sequence[Lines]] = ()
    parts: Sequence[PagePart] = ()


def page_of(filled: Filled) -> bytes:
    """The page of a form that is filled in, as HTML in UTF-8, complete in itself."""
    composer = _PageComposer(filled)
    environment = Environment(
        loader=PackageLoader("checker.office", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    lang = filled.words.lang
    values: dict[str, Any] = {
        "lang": lang,
        "title": filled.title,
        "fields": composer.cover(),
        "parts": list(composer.parts(None, {}, _FIRST)),
        "matrix": matrix_of(filled),
        "total": say(lang, "Named in all"),
    }
    return environment.get_template("document.html").render(values).encode("utf-8", "backslashreplace")


class _PageComposer:
    """Works out what stands on one page."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._form = filled.form
        outline = filled.words.kind.outlining
        # What stands in the last level is what a document has tables of.
        self._headed = frozenset() if outline is None else frozenset(level.list for level in outline.levels[:-1])

    def cover(self) -> list[tuple[str, Lines]]:
        """The fields of the covers that have something in them."""
        return [
            each
            for sheet in self._form.covers
            for row in self._filled.rows[sheet.name]
            for each in self._fields(sheet.fields, row)
        ]

    def parts(self, around: FormSheet | None, above: Mapping[str, Written], level: int) -> Iterator[PagePart]:
        """What stands in an entry of the sheet `around`, which `above` tells apart; or what stands in no such entry."""
        for sheet in self._form.sheets:
            ends = [chain[-1] for chain in map(self._form.chain, sheet.of) if chain and self._is_headed(chain[-1])]
            if sheet.is_cover or (around not in ends if around is not None else bool(ends)):
                continue
            rows = self._filled.rows[sheet.name]
            if around is not None:
                keys = [field.name for field in sheet.keys]
                rows = [row for row in rows if {name: row.cells[name] for name in keys if name in row.cells} == above]
            if self._is_headed(sheet):
                yield from (self._headed_part(sheet, row, above, level) for row in rows)
            elif rows:
                fields = sheet.fields if around is None else sheet.fields[sheet.above :]
                used = [each for each in fields if any(each.name in row.cells for row in rows)]
                yield PagePart(
                    level,
                    self._filled.words.text(sheet.label) if around is None else "",
                    names=[self._filled.words.text(each.label) for each in used],
                    rows=[[self._lines(each, row) for each in used] for row in rows],
                )

    def _is_headed(self, sheet: FormSheet) -> bool:
        return bool(sheet.list) and sheet.list[-1] in self._headed

    def _headed_part(self, sheet: FormSheet, row: FilledRow, above: Mapping[str, Written], level: int) -> PagePart:
        title, others = sheet.values[:2], sheet.values[2:]
        heading = " ".join(
            written_text(each, row.cells[each.name], self._filled.words.lang)
            for each in title
            if each.name in row.cells
        )
        mark = next((each.name for each in sheet.fields if each.kind is ValueKind.MARK), "")
        own = row.cells.get(mark, row.cells.get(sheet.own_key.name, ""))
        below = {**above, sheet.own_key.name: own}
        parts = list(self.parts(sheet, below, level + 1))
        return PagePart(level, heading, self._fields(others, row), parts=parts)

    def _fields(self, fields: Sequence[FormField], row: FilledRow) -> list[tuple[str, Lines]]:
        found = (each for each in fields if each.path and each.name in row.cells)
        return [(self._filled.words.text(each.label), self._lines(each, row)) for each in found]

    def _lines(self, field: FormField, row: FilledRow) -> Lines:
        value = row.cells.get(field.name)
        return [] if value is None else written_text(field, value, self._filled.words.lang).split("\n")
