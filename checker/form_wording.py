"""Faults of the format in the words of the form: the sheet, the column, and what may be written there.

Whoever fills in a form, or reads a letter about it, knows no member of a document and no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from checker.form import Form, FormField, FormSheet
from checker.i18n import N_, text
from checker.model import SCHEMA, Finding, Pointer, Report, Text
from checker.pack.labels import labels_of
from checker.pack.model import DocumentKind, Pack
from checker.pack.paths import node_at
from checker.readers.form import text_value
from checker.readers.form_messages import Unclear, may_be_written
from checker.readers.typed_values import written_day
from checker.schema.faults import MESSAGES, REMEDIES, expected

_MISSING: Final = frozenset(("missing", "blank"))
_EMPTY: Final = frozenset((*_MISSING, "empty-item", "too-few-items", "too-few-fields"))
_COUNTED: Final = frozenset(("too-short", "too-long", "too-many-items", "too-many-fields"))
_BOUNDED: Final[Mapping[str, str]] = {
    "too-small": N_("“{found}” is too small."),
    "too-large": N_("“{found}” is too large."),
    "repeated-item": N_("“{found}” stands here more than once."),
}


class FormPart(NamedTuple):
    """Where a place of a document stands in its form: on which sheet, and in which column (None: in all of them)."""

    sheet: FormSheet
    field: FormField | None


def report_in_words_of_form(report: Report, pack: Pack) -> Report:
    """The report with its faults of the format as whoever fills in the form of the document knows them."""
    kind = pack.document_of({"format": report.document})
    return replace(report, findings=tuple(in_words_of_form(finding, kind, pack) for finding in report.findings))


def in_words_of_form(finding: Finding, kind: DocumentKind, pack: Pack) -> Finding:
    """A fault of the format as whoever fills in the form of `kind` knows it; any other finding as it is."""
    code = finding.because.get("fault")
    if finding.rule != SCHEMA or kind.form is None or code not in MESSAGES or code == "too-many-faults":
        return finding
    because, at = finding.because, finding.at
    if code in _MISSING:
        at = (*at, str(because["name"]))
    if code == "unknown-field":
        return _of_no_field(finding, kind.form)
    part = part_at(kind.form, at)
    if part is None:
        return replace(finding, message=text("{form}: {cause}", form=kind.form.title, cause=_cause(str(code), because)))
    cause, remedy = _said(str(code), because, at, part, kind, pack)
    if part.field is None:
        message = text("{sheet}: {cause}", sheet=part.sheet.label, cause=cause)
    else:
        message = text("{sheet}, “{column}”: {cause}", sheet=part.sheet.label, column=part.field.label, cause=cause)
    return replace(finding, message=message, fix=remedy)


def _of_no_field(finding: Finding, form: Form) -> Finding:
    """What is said of a member that no field of the form is."""
    meant = part_at(form, (*finding.at[:-1], str(finding.because.get("near", ""))))
    name = finding.because["name"]
    if meant is None or meant.field is None:
        remedy = text("Move what belongs to the document to a field of the form; anything else can go.")
    else:
        remedy = text("Write it into “{column}” of “{sheet}”, if that is what is meant.", **_called(meant))
    return replace(finding, message=text("“{found}” is no field of the form.", found=name), fix=remedy)


def _called(part: FormPart) -> dict[str, Text]:
    return {"sheet": part.sheet.label, "column": part.sheet.label if part.field is None else part.field.label}


def part_at(form: Form, at: Pointer) -> FormPart | None:
    """The field for a place, or the sheet whose rows it is; of several fields within it the first."""
    names = tuple(step for step in at if isinstance(step, str))
    within: FormPart | None = None
    for sheet in form.sheets:
        begin = next((each for each in sheet.paths if names[: len(each)] == each), sheet.paths[0])
        if names == begin and names:
            return FormPart(sheet, None)
        for field in sheet.fields[sheet.above :] if names[: len(begin)] == begin else ():
            path = (*begin, *field.path)
            if field.path and path == names:
                return FormPart(sheet, field)
            if field.path and len(path) > len(names) > 0 and path[: len(names)] == names:
                within = within or FormPart(sheet, field)
    return within


def _said(
    code: str, because: Mapping[str, Any], at: Pointer, part: FormPart, kind: DocumentKind, pack: Pack
) -> tuple[Text, Text | None]:
    """What is wrong there, and what to do."""
    if part.field is None:
        return _cause(code, because), text("Fill in a row for each entry.")
    wording, values = may_be_written(part.field, pack.label)
    remedy = text(wording, **values)
    if code in _BOUNDED and code != "repeated-item":
        node = node_at(kind.schema.node, at) or {}
        remedy = text(REMEDIES["write"], expected=expected(node, kind.schema.node))
    elif code in _COUNTED:
        remedy = text(REMEDIES["shorten" if "long" in code or "many" in code else "lengthen"], bound=because["bound"])
    elif code == "repeated-item":
        remedy = text(REMEDIES["once"])
    elif "day" in because:
        remedy = text("Write {day}.", day=Text(str(because["day"]), written_day(str(because["day"]), "zh")))
    elif "near" in because and code not in _MISSING:
        near = pack.label(part.field.labels, because["near"])
        shown = Text(str(because["near"]), str(because["near"])) if near is None else near
        remedy = text(REMEDIES["near"], near=shown)
    if code not in (*_EMPTY, *_COUNTED, *_BOUNDED) and isinstance(because.get("value"), str):
        unclear = text_value(part.field, because["value"], labels_of(pack, kind))
        if isinstance(unclear, Unclear):
            return text(unclear.wording, **unclear.values), remedy
    return _cause(code, because), remedy


def _cause(code: str, because: Mapping[str, Any]) -> Text:
    if code in _EMPTY:
        return text("Nothing is filled in.")
    if code in _COUNTED:
        return text(MESSAGES[code], count=because["count"], bound=because["bound"])
    value = because.get("value")
    if value is None:
        return text("What stands here cannot be read as a value of this field.")
    return text(_BOUNDED.get(code, N_("“{found}” cannot stand here.")), found=value)
