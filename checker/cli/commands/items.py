"""`plancheck items`: the items of a rule pack's circular that a kind of document lists. `measures` is its old name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from checker.cli.command import Option, command
from checker.cli.delivery import width
from checker.cli.layout import page
from checker.cli.options import DOCUMENT, ONE_PACK, document_asked, output_options, pack_option
from checker.cli.outcome import Outcome, misuse, misused, none_of
from checker.i18n import say
from checker.model import Language, Number, Text
from checker.pack.loading import one_pack
from checker.pack.model import Column, DocumentKind, MemberType, Pack, Table
from checker.pack.wording import label
from checker.reporting import items
from checker.reporting.json import written
from checker.reporting.nouns import nouns
from checker.reporting.sections import Passage, TextTable

Row = Mapping[str, Any]


FORMATS: Final = ("text", "json")


@command(
    "List the items of a circular that its documents take up: number, what the circular says of each, and title.",
    Option(["--group", "--class", "group"], "Only items of this group or class.", "CODE"),
    DOCUMENT,
    pack_option(ONE_PACK),
    *output_options(FORMATS),
)
def run(
    lang: Language, *, pack: str | None, document: str | None, group: str | None, made_as: str, output: str | None
) -> Outcome:
    """The items of a circular."""
    chosen = one_pack(pack)
    kind = document_asked(document, chosen)
    if kind.items is None:
        misuse("Documents of the format {document} list no items.", document=kind.format)
    numbers = _asked(group, kind, chosen)
    if made_as == "json":
        data = [_data(number, chosen.tables[kind.items.table], chosen, lang) for number in numbers]
        return Outcome(written(data), output=output, is_json=True)
    return Outcome(_text(numbers, kind, chosen, lang, width(output)), output=output)


def _asked(group: str | None, kind: DocumentKind, pack: Pack) -> list[Number]:
    """The items of a group, or all. Raises `UsageError` for a group that there is not."""
    numbers = items.numbers_of(kind, pack)
    if group is None:
        return list(numbers)
    groups = {str(code) for number in numbers if (code := items.group_of(number, kind, pack)) is not None}
    if group not in groups:
        misused(none_of(group, sorted(groups)))
    return [number for number in numbers if str(items.group_of(number, kind, pack)) == group]


def _text(numbers: Iterable[Number], kind: DocumentKind, pack: Pack, lang: Language, columns: int) -> str:
    own = pack.tables[kind.items.table if kind.items else ""]
    coded = [column for column in own.columns if column.of is not None]
    beside = _first_beside(own, pack)
    heads = [
        say(lang, "No."),
        *(_heading(column.name, own.kind.members[column.name].meaning, lang) for column in coded),
        *([] if beside is None else [_heading(beside[1].name, beside[0].kind.meaning, lang)]),
        say(lang, "Title"),
    ]
    cells = []
    for number in numbers:
        row = own.by_key[number]
        cells.append(
            [
                str(number),
                *(_cell(column, row[column.name], pack, lang) for column in coded),
                *([] if beside is None else [_beside(number, *beside, pack, lang)]),
                items.title_of(number, kind, pack, lang) or "",
            ]
        )
    total = say(lang, "{items}: {count}", count=len(cells), **nouns(kind))
    return page([TextTable(heads, cells, whole=1), Passage(total)], columns, lang)


def _heading(name: str, meaning: Text, lang: Language) -> str:
    return name.replace("_", " ").capitalize() if lang == "en" else meaning.in_language(lang)


def _cell(column: Column, value: Any, pack: Pack, lang: Language) -> str:
    """A value as its list names it; of a row of another table its key, as there is no room for what it is called."""
    if value is None:
        return say(lang, "–")
    return label(pack, column.of, value, lang) if column.of in pack.codes else str(value)


def _tables_beside(own: Table, pack: Pack) -> Iterable[tuple[Table, Column]]:
    """The tables whose rows belong to items, and the column of each that says to which."""
    for other in pack.tables.values():
        of = [column for column in other.columns if column.of == own.name and column.name in other.key]
        if of and other is not own:
            yield other, of[0]


def _first_beside(own: Table, pack: Pack) -> tuple[Table, Column, Column] | None:
    """The first of these that names something else in its key as well, with that column and the item's."""
    for other, item in _tables_beside(own, pack):
        named = [column for column in other.columns if column.name in other.key and column.of not in (None, own.name)]
        if named:
            return other, named[0], item
    return None


def _beside(number: Number, other: Table, named: Column, item: Column, pack: Pack, lang: Language) -> str:
    rows = other.index((item.name,)).get((number,), ())
    names = [label(pack, named.of, row[named.name], lang) for row in rows]
    return say(lang, ", ").join(names) or say(lang, "–")


def _data(number: Number, own: Table, pack: Pack, lang: Language) -> dict[str, Any]:
    """All that the circular says of an item: its row, and the rows of other tables that belong to it."""
    data = _values(own, own.by_key[number], lang)
    for other, item in _tables_beside(own, pack):
        rows = [_values(other, row, lang, item.name) for row in other.index((item.name,)).get((number,), ())]
        single = all(len(row) == 1 for row in rows)
        data[other.name] = [next(iter(row.values())) for row in rows] if single else rows
    return data


def _values(of: Table, row: Row, lang: Language, without: str = "") -> dict[str, Any]:
    return {
        column.name: value.in_language(lang) if isinstance(value, Text) else _plain(column, value)
        for column in of.columns
        if column.name != without
        for value in [row[column.name]]
    }


def _plain(column: Column, value: Any) -> Any:
    """A value as other programs read it: days as `2013-06-30`."""
    from checker.values import day_text

    return day_text(value) if column.type is MemberType.DAY and value is not None else value
