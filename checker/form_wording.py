"""A document in the words of its form: faults of the format, and what was understood, so that a misreading is seen.

Whoever fills in a form, or reads a letter about it, knows no member of a document and no code, but sheets, columns, and
what may be written there. Codes are said by their labels, amounts in ten thousand yuan, days in words.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from checker.facts.values import reach
from checker.form import CIRCULAR, MEANING, Form, FormField, FormSheet, ValueKind
from checker.i18n import N_, say, text
from checker.model import LANGUAGES, SCHEMA, Finding, Language, Pointer, Readback, ReadSheet, Report, Severity, Text
from checker.pack.labels import labels_of
from checker.pack.model import DocumentKind, Pack
from checker.pack.paths import node_at, types_of
from checker.pack.wording import label
from checker.readers.form import may_be_written, text_value
from checker.readers.typed_values import Unclear
from checker.schema import resolved
from checker.schema.faults import MESSAGES, REMEDIES, expected
from checker.values import shown_day

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
    cause, remedy = _explained(str(code), because, at, part, kind, pack)
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
        remedy = text(
            "Write it into “{column}” of “{sheet}”, if that is what is meant.",
            sheet=meant.sheet.label,
            column=meant.field.label,
        )
    return replace(finding, message=text("“{found}” is no field of the form.", found=name), fix=remedy)


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


def _explained(
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
        remedy = text("Write {day}.", day=Text(str(because["day"]), shown_day(str(because["day"]), "zh")))
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


# What was understood

_UNIT: Final = re.compile(r"\s*[(（][^()（）]*[)）]$")
_LONGEST: Final = 48
"""Of a text, this many characters are shown."""

_UNSEEN: Final = frozenset({ValueKind.SHOWN, ValueKind.MARK})
_LARGEST: Final = 1e15
"""Beyond, a number is shown as it is: nobody means it."""


def read_back(data: Any, kind: DocumentKind, pack: Pack, findings: Collection[Finding]) -> Readback:
    """What was understood of `data`, a document of that kind; `findings` say which entries of a draft want something.

    Members that are not of the kind they should be are left out: the findings name them.
    """
    form = kind.form or _form_of(kind)
    sheets = (_sheet(sheet, form, data, pack) for sheet in form.sheets)
    done, whole = _filled_in(data, kind, findings)
    return Readback(tuple(sheet for sheet in sheets if sheet.rows), done, whole)


def _sheet(sheet: FormSheet, form: Form, data: Any, pack: Pack) -> ReadSheet:
    fields = [field for field in sheet.fields if field.kind not in _UNSEEN]
    if sheet.is_cover:
        lines = ((_called(field), _value(reach(data, *field.path), field, pack)) for field in fields)
        return ReadSheet(sheet.label, (), tuple((name, value) for name, value in lines if value is not None))
    rows = [
        [
            _value(above.get(field.name) if field in sheet.keys else reach(entry, *field.path), field, pack)
            for field in fields
        ]
        for above, entry in _entries(sheet, form, data)
    ]
    if sheet.of:
        rows = [row for row in rows if any(cell is not None for cell in row[sheet.above :])]
    used = [place for place in range(len(fields)) if any(row[place] is not None for row in rows)]
    nothing = Text("", "")
    return ReadSheet(
        sheet.label,
        tuple(_called(fields[place]) for place in used),
        tuple(tuple(row[place] or nothing for place in used) for row in rows),
    )


def _called(field: FormField) -> Text:
    """What a field is called; the unit in which an amount is to be written is not that in which it is said here."""
    if field.kind is not ValueKind.AMOUNT:
        return field.label
    return Text(*(_UNIT.sub("", field.label.in_language(lang)) for lang in LANGUAGES))


def _entries(sheet: FormSheet, form: Form, data: Any) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Each entry that is a row of the sheet, and by their fields what tells apart the entries that it stands in."""
    for path in sheet.of or ((),):
        found: list[tuple[Mapping[str, Any], Any]] = [({}, data)]
        for around in form.chain(path):
            key = around.own_key
            found = [
                ({**above, key.name: reach(each, *key.path)}, each)
                for above, entry in found
                for each in _list(reach(entry, *around.list))
            ]
        for above, entry in found:
            yield from ((above, each) for each in (_list(reach(entry, *sheet.list)) if sheet.list else [entry]))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _value(value: Any, field: FormField, pack: Pack) -> Text | None:
    """A value as people say it; None where there is none, or none of its kind."""
    if value is None or value in ("", []) or isinstance(value, dict):
        return None
    said = [_said(value, field, pack, lang) for lang in LANGUAGES]
    return None if not all(said) else Text(*said)


def _said(value: Any, field: FormField, pack: Pack, lang: Language) -> str:
    """A value in a language; nothing for one that is not of its kind."""
    if isinstance(value, list):
        each = (_said(one, field, pack, lang).rstrip("；;。. ") for one in value if not isinstance(one, list | dict))
        return say(lang, "; ").join(filter(None, each))
    said = _SAYS.get(field.kind)
    if said is not None:
        return said(value, lang)
    if field.path == (CIRCULAR,):
        return pack.citation.in_language(lang)
    if field.kind in _LABELLED and isinstance(value, str | int):
        name = label(pack, field.labels, value, lang)
        is_numbered = field.kind is ValueKind.NUMBER and name != str(value)
        return say(lang, "{number} {title}", number=value, title=name) if is_numbered else name
    words = " ".join(str(value).split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _flag(value: Any, lang: Language) -> str:
    return say(lang, "yes" if value else "no") if isinstance(value, bool) else ""


def _day(value: Any, lang: Language) -> str:
    parts = value.split("-") if isinstance(value, str) else []
    is_day = len(parts) == len(("year", "month", "day")) and all(part.isdecimal() for part in parts)
    return shown_day(value, lang) if is_day else ""


def _amount(value: Any, lang: Language) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LARGEST:
        return ""
    amount = Decimal(str(value))
    # In Chinese, money is counted in ten thousands.
    return say(lang, "{amount} yuan", amount=f"{(amount / 10000).normalize() if lang == 'zh' else amount:,f}")


_SAYS: Final[Mapping[ValueKind, Callable[[Any, Language], str]]] = {
    ValueKind.FLAG: _flag,
    ValueKind.DAY: _day,
    ValueKind.AMOUNT: _amount,
}
_LABELLED: Final = frozenset({ValueKind.CODE, ValueKind.RULE, ValueKind.NUMBER})


def _filled_in(data: Any, kind: DocumentKind, findings: Collection[Finding]) -> tuple[int | None, int | None]:
    """Of a draft, how many of the items that it lists or owes want nothing more; and how many there are."""
    items, status = kind.items, kind.status
    if items is None or status is None or reach(data, *status.split("/")) != kind.draft:
        return None, None
    entries = _list(reach(data, items.list))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    faulty = {finding.at[1] for finding in errors if finding.at[:1] == (items.list,) and len(finding.at) > 1}
    listed = {str(reach(entry, items.number)) for entry in entries}
    lacking = {str(finding.subject) for finding in errors if finding.subject is not None} - listed
    whole = len(entries) + len(lacking)
    return (len(entries) - len(faulty), whole) if whole else (None, None)


def _form_of(kind: DocumentKind) -> Form:
    """What stands for the form of a kind that declares none: its members by what the schema calls them."""
    root = kind.schema.node
    cover: list[FormField] = []
    sheets: list[FormSheet] = []
    for name, node in root.get("properties", {}).items():
        entry = resolved(resolved(node, root).get("items", {}), root)
        if entry.get("properties"):
            fields = tuple(_fields(entry, (), root))
            sheets.append(FormSheet(name, _named(name, node), (), _named(name, node), fields, list=(name,)))
        else:
            cover += _fields({"properties": {name: node}}, (), root)
    title = kind.document
    return Form(title, (FormSheet("", title, (), title, tuple(cover)), *sheets))


def _fields(node: Mapping[str, Any], at: tuple[str, ...], root: Mapping[str, Any]) -> Iterator[FormField]:
    for name, member in node["properties"].items():
        inner = resolved(member, root)
        path = (*at, name)
        if inner.get("properties"):
            yield from _fields(inner, path, root)
            continue
        types = types_of(inner, root)
        kind = ValueKind.TEXT
        if inner.get("format") == "date":
            kind = ValueKind.DAY
        elif "boolean" in types:
            kind = ValueKind.FLAG
        elif inner.get("x-table"):
            kind = ValueKind.CODE
        yield FormField("/".join(path), _named(name, member, inner), (), kind, path, labels=inner.get("x-table"))


def _named(name: str, *nodes: Mapping[str, Any]) -> Text:
    found = next((node[MEANING] for node in nodes if MEANING in node), None)
    return Text(name, name) if found is None else Text(found["en"], found["zh"])
