"""What was understood of a document: its values as its form has them, so that a person sees a misreading.

Codes are said by their labels, amounts in ten thousand yuan, days in words; long texts by how they begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from checker.facts.values import reach
from checker.form import CIRCULAR, MEANING, Form, FormField, FormSheet, ValueKind
from checker.i18n import say
from checker.model import LANGUAGES, Finding, Language, Readback, ReadSheet, Severity, Text
from checker.pack.model import DocumentKind, Pack, shown_day
from checker.pack.paths import types_of
from checker.pack.wording import label
from checker.schema import resolved

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
