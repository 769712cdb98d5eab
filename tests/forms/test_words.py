"""What is said of a form that is filled in wrongly: in the words of the form, with no member of a document in it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from checker import check, load_pack
from checker.cases import read_base
from checker.checking import Options, check_source
from checker.fixing.writing import _WordDocument, _Workbook
from checker.form import FormField, FormSheet, ValueKind
from checker.form_wording import report_in_words_of_form
from checker.model import LANGUAGES, SCHEMA, UNREADABLE, Pointer, Report, Verdict
from checker.office.conversion import written_document
from checker.pack.labels import forms_of
from checker.pack.loading import installed_packs
from checker.pack.model import DocumentKind
from checker.readers import read_bytes

PACKS = [load_pack(id_) for id_ in installed_packs()]
KINDS = [(pack, kind) for pack in PACKS for kind in pack.documents.values() if kind.form is not None]
NAMES = [f"{pack.id}-{kind.name}" for pack, kind in KINDS]
OURS = re.compile(r"[a-z]+_[a-z]+|\bdraft_|YYYY|/[a-z]+|\[\]|\bnull\b|\btrue\b|quotation|JSON|YAML")
WRONG: tuple[Any, ...] = ("???", -3, None, [], "2013-02-30", ["x", "x"])
TYPED = {ValueKind.DAY, ValueKind.COUNT, ValueKind.AMOUNT, ValueKind.FLAG, ValueKind.CODE, ValueKind.DIGITS}


def members(schema: Any) -> Iterator[str]:
    """The members that a document can have."""
    if isinstance(schema, dict):
        for name, inner in schema.items():
            if name == "properties":
                yield from inner
            yield from members(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from members(inner)


def places(data: Any, steps: tuple[str, ...]) -> Iterator[tuple[Any, str]]:
    """The first object on the way to a member, and the member."""
    if len(steps) == 1 and isinstance(data, dict):
        yield data, steps[0]
    elif isinstance(data, list) and data:
        yield from places(data[0], steps)
    elif isinstance(data, dict):
        inner = data.get(steps[0])
        if isinstance(inner, list):
            yield from (pair for item in inner[:1] for pair in places(item, steps[1:]))
        else:
            yield from places(data.setdefault(steps[0], {}), steps[1:])


def first_place(data: Any, steps: tuple[str, ...]) -> Pointer:
    """Where the first value of a member stands; nowhere where there is none."""
    at: Pointer = ()
    for step in steps:
        if isinstance(data, list):
            data, at = data[0] if data else None, (*at, 0)
        if not isinstance(data, dict) or step not in data:
            return ()
        data, at = data[step], (*at, step)
    return at


def fields_of(kind: DocumentKind) -> Iterator[tuple[FormSheet, FormField]]:
    for sheet in kind.form.sheets:
        yield from ((sheet, field) for field in sheet.fields[sheet.above :] if field.path)


def require_words_of_form(report: Report, kind: DocumentKind) -> int:
    """Every fault of the format is told in the words of the form; how many there are."""
    told = [finding for finding in report.findings if finding.rule == SCHEMA]
    for finding in told:
        for lang in LANGUAGES:
            said = finding.message.in_language(lang), finding.fix.in_language(lang) if finding.fix else ""
            quoted = {each for text in said for each in re.findall(r"“(\w+)”", text)}
            own = {str(finding.because.get(name)) for name in ("value", "name")}
            assert not OURS.search(" ".join(said)), said
            assert not (quoted - own) & {*members(kind.schema.node)}, said
    return len(told)


@pytest.mark.parametrize(("pack", "kind"), KINDS, ids=NAMES)
def test_a_letter_names_fields_as_the_form_does(pack, kind):
    base = read_base(pack, kind)
    faults = 0
    for sheet, field in fields_of(kind):
        for wrong in WRONG:
            data = deepcopy(base)
            for around, name in places(data, (*sheet.paths[0], *field.path)):
                if wrong is None:
                    around.pop(name, None)
                else:
                    around[name] = wrong
            faults += require_words_of_form(report_in_words_of_form(check(data, pack=pack), pack), kind)
    assert faults > 60


def base_in_form(pack, kind):
    """The base document as a form holds it: without the one that it is held against."""
    member = None if kind.against is None else kind.against.member
    return {name: value for name, value in read_base(pack, kind).items() if name != member}


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize(("pack", "kind"), KINDS, ids=NAMES)
def test_what_a_cell_cannot_hold_is_told_at_the_cell(pack, kind, suffix):
    base = base_in_form(pack, kind)
    raw = written_document(suffix, base, pack, kind, "zh")
    document = read_bytes(raw, suffix=suffix, forms=forms_of(pack))
    book = _Workbook(raw) if suffix == ".xlsx" else _WordDocument(raw)
    wrong: dict[str, FormField] = {}
    for sheet, field in fields_of(kind):
        at = first_place(base, (*sheet.paths[0], *field.path))
        cell = document.locate(at).cell if at else None
        if field.kind in TYPED and cell is not None and field.labels != "circular":
            wrong[cell] = field
            book.put(cell, "???")
    report = check_source(book.saved(), Options(pack), name=f"x{suffix}")
    assert len(wrong) > 3
    assert require_words_of_form(report, kind) >= len(wrong)
    for cell, field in wrong.items():
        (told,) = (each for each in report.findings if each.rule == SCHEMA and each.place.cell == cell)
        assert field.label.zh in told.message.zh
        assert told.fix is not None


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize(("pack", "kind"), KINDS, ids=NAMES)
def test_under_another_circular_it_is_one_sentence_that_names_the_form(pack, kind, suffix):
    raw = written_document(suffix, base_in_form(pack, kind), pack, kind, "zh")
    for other in PACKS:
        report = check_source(raw, Options(other), name=f"x{suffix}")
        if other is not pack:
            (told,) = report.findings
            assert told.rule == UNREADABLE
            for lang in LANGUAGES:
                names = (each.in_language(lang) for each in (kind.form.title, pack.citation, other.citation))
                assert all(name in told.message.in_language(lang) for name in names)
        else:
            assert report.verdict is not Verdict.INVALID
