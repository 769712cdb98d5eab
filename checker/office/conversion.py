"""Documents as files: blank ones to fill in, and any document in any format, nothing of it lost.

What is written is read again: a document that would come back as another one is not written at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from checker.errors import UnreadableError, UnwritableError
from checker.form import Form, FormField, FormSheet, ValueKind
from checker.i18n import say, text
from checker.model import Language, Pointer, Text
from checker.office.blank import Blank, path_of
from checker.office.rows import Filled, FilledRow, Written, blank_form, filled_form, matrix_of, written_text
from checker.office.yaml_template import yaml_template, yaml_text
from checker.pack.model import DocumentKind, Pack
from checker.readers import read_bytes

FORMS: Final = ("xlsx", "docx")
"""The formats that are there for a kind of document with a form."""
BLANKS: Final = ("yaml", *FORMS)
"""The formats of documents to fill in, of which the first is there for every kind."""
SUFFIXES: Final = (".xlsx", ".docx", ".yaml", ".yml", ".json")
"""The suffixes of files that a document can be written to."""
PAGE: Final = ".html"
"""The suffix of a page to read, which is there for a kind with a form, and from which nothing comes back."""


def blanks_of(kind: DocumentKind) -> tuple[str, ...]:
    """Those of `BLANKS` that are offered for a kind of document."""
    return BLANKS[:1] if kind.form is None else BLANKS


def not_offered(pack: Pack, kind: DocumentKind) -> Text:
    """That there are no workbooks and Word documents of a kind without a form, and what there is."""
    return text(
        "Workbooks and Word documents are not offered for this kind of document ({document}, {citation}), as the rule "
        "pack declares no form for it. It can be checked and reviewed, and a template of it is there as YAML.",
        document=kind.document,
        citation=pack.citation,
    )


def blank_document(
    format_: str,
    pack: Pack,
    kind: DocumentKind,
    sender: str,
    lang: Language,
    layout: bytes | None = None,
    other: Mapping[str, Any] | None = None,
) -> bytes:
    """The document of a sender of its roster to fill in, in one of `blanks_of` its kind.

    `other` is the document that it will be held against, which says what it is to be filled in about. `layout` is a
    Word file with the tags of ours, by which a Word document is laid out in its place. Raises `UnreadableError`
    where it is none.
    """
    blank = Blank(pack, kind, sender, other)
    if kind.form is None or format_ not in FORMS:
        return yaml_template(blank, lang).encode()
    return _write_form(format_, blank_form(blank, kind.form, lang), layout)


def written_document(suffix: str, data: Mapping[str, Any], pack: Pack, kind: DocumentKind, lang: Language) -> bytes:
    """A valid document without absent members as a file with one of `SUFFIXES`, or as a page to read.

    A form and a page there are only if its kind has a form.

    Raises `UnwritableError`.
    """
    format_ = suffix.removeprefix(".")
    if suffix == PAGE and kind.form is not None:
        return _page_of(filled_form(data, pack, kind, kind.form, lang))
    if format_ in FORMS and kind.form is not None:
        raw = _write_form(format_, filled_form(data, pack, kind, kind.form, lang))
    elif format_ == "json":
        raw = f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()
    else:
        raw = yaml_text(data).encode()
    _require_same(raw, suffix, data, pack, kind, lang)
    return raw


def _write_form(format_: str, filled: Filled, layout: bytes | None = None) -> bytes:
    # Each of these takes long to import, and nobody needs both.
    if format_ == FORMS[0]:
        from checker.office.workbook import workbook_of

        return workbook_of(filled)
    from checker.office.word import word_form_of

    return word_form_of(filled, layout)


def _require_same(
    raw: bytes, suffix: str, data: Mapping[str, Any], pack: Pack, kind: DocumentKind, lang: Language
) -> None:
    from checker.pack.labels import forms_of

    try:
        again = read_bytes(raw, suffix=suffix, forms=forms_of(pack))
    except UnreadableError:
        raise UnwritableError(
            "In this format, the document would be larger than what is read again. Write it as YAML or JSON."
        ) from None
    at = next(differences(data, again.data, _numbers_in(kind.form)), None)
    if at is None and again.faults:
        at = again.faults[0].at
    if at is not None:
        raise UnwritableError(
            "What the document says at {place} would not come back from this format as it is. Write it in another way, "
            "or choose YAML or JSON.",
            place=_place(at, kind, lang),
        )


def _place(at: Pointer, kind: DocumentKind, lang: Language) -> str:
    """A place in the words of the form; without one, its names."""
    names = tuple(step for step in at if isinstance(step, str))
    for sheet in () if kind.form is None else kind.form.sheets:
        for field in sheet.fields:
            if names and path_of(sheet, field)[: len(names)] == names:
                return say(lang, "{meaning}: {value}", meaning=sheet.label, value=field.label)
    return "/".join(map(str, at))


def _numbers_in(form: Form | None) -> frozenset[tuple[str, ...]]:
    """The places of numbers and codes, lists without their positions, that mean the same as digits and as text."""
    return frozenset(
        (*sheet.list, *field.path)
        for sheet in (() if form is None else form.sheets)
        if not sheet.of
        for field in sheet.fields
        if field.kind in (ValueKind.NUMBER, ValueKind.DIGITS)
    )


def differences(
    data: Any, again: Any, numbers: frozenset[tuple[str, ...]] = frozenset(), at: Pointer = ()
) -> Iterator[Pointer]:
    """The places where `again` is not the same as `data`. Numbers are the same where they are equal."""
    if isinstance(data, dict) and isinstance(again, dict):
        for name in dict.fromkeys((*data, *again)):
            if name in data and name in again:
                yield from differences(data[name], again[name], numbers, (*at, name))
            else:
                yield (*at, name)
    elif isinstance(data, list) and isinstance(again, list) and len(data) == len(again):
        for place, (item, other) in enumerate(zip(data, again, strict=True)):
            yield from differences(item, other, numbers, (*at, place))
    elif tuple(step for step in at if isinstance(step, str)) in numbers:
        if _digits(data) != _digits(again):
            yield at
    elif isinstance(data, bool) is not isinstance(again, bool) or data != again:
        yield at


def _digits(value: object) -> str:
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


# A page to read, made of the rows of a form and of the outline that its kind declares; nothing of it is read again

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


def _page_of(filled: Filled) -> bytes:
    """The page of a form that is filled in, as HTML in UTF-8, complete in itself."""
    # It takes long to import, and only a page needs it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

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
