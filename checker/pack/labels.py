"""The forms that packs declare, with what people write for codes in them: in either language, as the packs have it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial

from checker.form import CIRCULAR, RULES, FormField, FormSheet
from checker.pack.model import DocumentKind, Pack
from checker.readers.document import AskForms, DeclaredForm, Labels
from checker.readers.labels import labels_by_key


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
    named = {field.labels for sheet in sheets for field in sheet.fields} - {None, CIRCULAR, RULES}
    lists = {name: [*_written(pack, name)] for name in named if name is not None}
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


def _written(pack: Pack, name: str) -> Iterator[tuple[str, str]]:
    for code in pack.codes_of(name):
        yield str(code), str(code)
        label = pack.label(name, code)
        if label is not None:
            yield label.en, str(code)
            yield label.zh, str(code)
