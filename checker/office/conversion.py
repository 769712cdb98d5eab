"""Documents as files: blank ones to fill in, and any document in any format, nothing of it lost.

What is written is read again: a document that would come back as another one is not written at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checker.errors import UnreadableError, UnwritableError
from checker.form import Form, ValueKind
from checker.i18n import say, text
from checker.model import Language, Pointer, Text
from checker.office.blank import Blank
from checker.office.guidance import path_of
from checker.office.rows import Filled, blank_form, filled_form
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
        from checker.office.page import page_of

        return page_of(filled_form(data, pack, kind, kind.form, lang))
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
