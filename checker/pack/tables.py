"""Tables of a rule pack: CSV files with a descriptor of their columns, in the manner of Frictionless Table Schema.

A file is UTF-8 with a header and a row a thing. Bilingual text takes two columns, `NAME_en` and `NAME_zh`; an empty
cell is absent (of a flag: false). All faults are found at once, each with its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from checker.errors import PackFault, UnreadableError
from checker.i18n import N_
from checker.model import LANGUAGES, Text
from checker.pack.documents import text_of
from checker.pack.model import Column, Kind, Member, MemberType, Stage, Table
from checker.readers.files import read_file
from checker.readers.limits import SLIPS
from checker.values import day_number, is_blank, number_of

_FLAGS: Final = {"true": True, "false": False, "": False}
_MOST_DIGITS: Final = 15


def columns_of(raw: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns that a descriptor declares."""
    return tuple(Column(name, MemberType(told["type"]), told.get("in")) for name, told in raw["columns"].items())


def table_of(name: str, told: Mapping[str, Any], rows: Iterable[Any]) -> Table:
    """A table by its descriptor, with `rows` as they were read."""
    columns = columns_of(told)
    key = tuple(told["key"])
    members = {
        column.name: Member(
            column.type,
            text_of(told["columns"][column.name].get("meaning"), column.name),
            column.of or (name if key == (column.name,) and "label" in told else None),
        )
        for column in columns
    }
    kind = Kind(name, Stage.PACK, text_of(told.get("meaning"), name), members, key)
    return Table(name, kind, columns, key, told.get("label"), tuple(map(tuple, rows)))


def read_rows(
    path: Path, columns: tuple[Column, ...], key: tuple[str, ...]
) -> tuple[tuple[tuple[Any, ...], ...] | None, list[PackFault], list[int]]:
    """The rows of the table in a file, every fault of it, and the line of each row.

    There are no rows, not even none, where the file cannot be read or has another header.
    """
    # A snapshot has the rows already.
    import csv
    from io import StringIO

    try:
        text = read_file(path).decode("utf-8-sig")
    except UnreadableError as error:
        return None, [PackFault(str(path), error.line, error.wording, error.values)], []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        bad = {"byte": f"{error.object[error.start]:02X}", "offset": error.start}
        return None, [PackFault(str(path), line, SLIPS["not-utf-8"], bad)], []
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    faults: list[PackFault] = []
    values: dict[str, Any]
    rows: list[tuple[Any, ...]] = []
    places: list[int] = []
    try:
        wanted = [name for column in columns for name in _cells_of(column)]
        header = [name.strip() for name in next(lines, [])]
        if header != wanted:
            values = {"wanted": ",".join(wanted), "found": ",".join(header)}
            message = N_("The header of the table should be “{wanted}”; it is “{found}”.")
            return None, [PackFault(str(path), 1, message, values)], []
        for cells in lines:
            if len(cells) != len(wanted):
                message = N_("The row should have {wanted} cells; it has {found}.")
                values = {"wanted": len(wanted), "found": len(cells)}
                faults.append(PackFault(str(path), lines.line_num, message, values))
                continue
            row, wrong = _row(dict(zip(wanted, cells, strict=True)), columns)
            faults += (PackFault(str(path), lines.line_num, message, values) for message, values in wrong)
            rows.append(row)
            places.append(lines.line_num)
    except csv.Error as error:
        faults.append(PackFault(str(path), lines.line_num, "The row cannot be read: {cause}.", {"cause": str(error)}))
    faults += _repeated(path, rows, places, columns, key)
    return tuple(rows), faults, places


def faults_of_references(
    path: Path,
    rows: tuple[tuple[Any, ...], ...],
    lines: list[int],
    columns: tuple[Column, ...],
    known: Mapping[str, Any],
) -> Iterator[PackFault]:
    """Values that the table, or the list of codes, that they are taken from does not have (`known`: its keys)."""
    for place, column in enumerate(columns):
        if column.of is None or column.of not in known:
            continue
        for row, line in zip(rows, lines, strict=True):
            if row[place] is not None and row[place] not in known[column.of]:
                values = {"column": column.name, "value": row[place], "table": column.of}
                yield PackFault(str(path), line, "“{value}” in the column {column} is not in “{table}”.", values)


def _cells_of(column: Column) -> tuple[str, ...]:
    if column.type is MemberType.TEXT:
        return tuple(f"{column.name}_{lang}" for lang in LANGUAGES)
    return (column.name,)


def _row(
    cells: Mapping[str, str], columns: tuple[Column, ...]
) -> tuple[tuple[Any, ...], list[tuple[str, dict[str, Any]]]]:
    row: list[Any] = []
    wrong: list[tuple[str, dict[str, Any]]] = []
    for column in columns:
        written = [cells[name].strip() for name in _cells_of(column)]
        if column.type is MemberType.TEXT:
            row.append(Text(*written) if all(written) else None)
            if any(written) and not all(written):
                wrong.append(
                    (N_("The text in the column {column} should stand in both languages."), {"column": column.name})
                )
            continue
        value, is_fit = _value(column.type, written[0])
        row.append(value)
        if not is_fit:
            values = {"column": column.name, "type": column.type.value, "value": written[0]}
            wrong.append((N_("The column {column} holds values of type {type}; “{value}” is none."), values))
    return tuple(row), wrong


def _value(type_: MemberType, written: str) -> tuple[Any, bool]:  # noqa: PLR0911 - a case a type
    """What a cell holds, and whether it fits its column."""
    if type_ is MemberType.FLAG:
        return _FLAGS.get(written), written in _FLAGS
    if is_blank(written):
        return None, True
    if type_ is MemberType.COUNT:
        is_fit = written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS
        return (int(written) if is_fit else None), is_fit
    if type_ is MemberType.DAY:
        try:
            return day_number(date.fromisoformat(written).isoformat()), len(written) == len("2013-01-01")
        except ValueError:
            return None, False
    if type_ is MemberType.NUMBER:
        return number_of(written), True
    return written, True


def _repeated(
    path: Path, rows: list[tuple[Any, ...]], lines: list[int], columns: tuple[Column, ...], key: tuple[str, ...]
) -> Iterator[PackFault]:
    places = [place for place, column in enumerate(columns) if column.name in key]
    if len(places) < len(key):
        return  # told of the descriptor: without one of its columns, a key says nothing of rows
    seen: dict[tuple[Any, ...], int] = {}
    for row, line in zip(rows, lines, strict=True):
        values = tuple(row[place] for place in places)
        if None in values:
            yield PackFault(str(path), line, "The key of the row ({key}) has an empty cell.", {"key": ", ".join(key)})
        elif values in seen:
            told = {"key": ", ".join(map(str, values)), "line": seen[values]}
            yield PackFault(str(path), line, "The key “{key}” stands in line {line} already.", told)
        else:
            seen[values] = line
