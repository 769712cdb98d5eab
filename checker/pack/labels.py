"""The forms that packs declare, with what people write for codes in them: in either language, as the packs have it."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from checker.form import CIRCULAR, RULES, FormField, FormSheet, ValueKind
from checker.model import Text
from checker.pack.model import DocumentKind, Pack
from checker.readers.document import AskForms, DeclaredForm, Labels
from checker.readers.typed_values import labels_by_key


def declared_forms(packs: Sequence[Pack]) -> Sequence[DeclaredForm]:
    """The form of every kind of document of `packs` that has one."""
    return [
        DeclaredForm(
            pack.id,
            pack.citation,
            kind.format,
            kind.form,
            labels_of(pack, kind, packs),
            pack.label,
            partial(_offered, pack),
        )
        for pack in packs
        for kind in pack.documents.values()
        if kind.form is not None
    ]


def forms_of(pack: Pack) -> AskForms:
    """The forms of one pack, and no others."""
    return AskForms(lambda: declared_forms([pack]))


def labels_of(pack: Pack, kind: DocumentKind, packs: Sequence[Pack] = ()) -> Labels:
    """What people write for the codes in the form of a kind of document; `packs` are those that it may be held against.

    Lists and tables by their names, `rule` for rules, and `circular` for packs.
    """
    sheets = () if kind.form is None else kind.form.sheets
    fields = [field for sheet in sheets for field in sheet.fields]
    named = {field.labels for field in fields} - {None, CIRCULAR, RULES}
    written = {field.labels: field.codes for field in fields if field.kind is ValueKind.CODE}
    lists = {name: [*_written(pack, name, kind, written.get(name, ()))] for name in named if name is not None}
    lists[CIRCULAR] = [
        (written, each.id)
        for each in (packs or (pack,))
        for label in (each.citation, each.title)
        for written in (each.id, label.en, label.zh)
    ]
    lists[RULES] = [
        (written, rule.id) for rule in pack.rules_for(kind) for written in (rule.id, rule.title.en, rule.title.zh)
    ]
    return {name: labels_by_key(rows) for name, rows in lists.items()}


def _offered(pack: Pack, sheet: FormSheet, field: FormField) -> Collection[str]:
    """The names that a form has for a field to choose from, whoever sends it."""
    if sheet.choices is None or field.name not in sheet.choices.fields:
        return ()
    table = pack.tables[sheet.choices.table]
    column = list(table.names).index(sheet.choices.fields[field.name])
    return {str(row[column]) for row in table.rows}


def _written(pack: Pack, name: str, kind: DocumentKind, written: Collection[Any]) -> Iterator[tuple[str, str]]:
    """What is written for the codes of a list: the code, its label, and what else is certain to mean it.

    That is a label without the end that all have which can be `written` (必做 for 必做措施), and the names by which a
    sender is known, with or without that end or its last sign (湖北省, 湖北省局).
    """
    labels = {code: pack.label(name, code) or Text(str(code), str(code)) for code in pack.codes_of(name)}
    ends = zip(*(labels[code].zh[::-1] for code in written if code in labels), strict=False)
    tail = "".join(signs[0] for signs in takewhile(lambda signs: 1 == len(set(signs)) < len(signs), ends))[::-1]
    for code, label in labels.items():
        begin = label.zh.removesuffix(tail)
        yield from ((each, str(code)) for each in (str(code), label.en, label.zh, *([begin] if len(begin) > 1 else ())))
    if kind.names is not None and name == kind.roster:
        for row in pack.tables[kind.names].by_key.values():
            yield from ((row["name"] + end, str(row["code"])) for end in ("", tail, tail[-1:]))
