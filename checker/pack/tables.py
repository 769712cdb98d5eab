"""Tables of a rule pack: CSV files with a descriptor of their columns, in the manner of Frictionless Table Schema.

A file is UTF-8 with a header and a row a thing. Bilingual text takes two columns, `NAME_en` and `NAME_zh`; an empty
cell is absent (of a flag: false). All faults are found at once, each with its line.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from checker.errors import PackFault, UnreadableError
from checker.model import LANGUAGES, Text
from checker.pack.documents import text_of
from checker.pack.model import Column, Kind, Member, MemberType, Stage, Table
from checker.pack.validation import FAULTS
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


class TableFile:
    """A table as it stands in a file: its rows with the line of each, and every fault of it.

    There are no rows, not even none, where the file cannot be read or has another header.
    """

    def __init__(self, path: Path, told: Mapping[str, Any]) -> None:
        self.columns = columns_of(told)
        self.rows: list[tuple[Any, ...]] | None = None
        self.faults: list[PackFault] = []
        self._path = path
        self._lines: list[int] = []
        names = [column.name for column in self.columns]
        self._key = [names.index(name) for name in told["key"] if name in names]
        self.has_key = len(self._key) == len(told["key"])
        """Whether it has the columns of its key: without one of them, a key says nothing of rows."""
        try:
            self._read(read_file(path).decode("utf-8-sig"))
        except UnreadableError as error:
            self.faults.append(PackFault(str(path), error.line, error.wording, error.values))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            bad = {"byte": f"{error.object[error.start]:02X}", "offset": error.start}
            self.faults.append(PackFault(str(path), line, SLIPS["not-utf-8"], bad))
        self._check_key(", ".join(told["key"]))

    @property
    def codes(self) -> Collection[Any] | None:
        """The values of its key; None where they are not known, or a row has several."""
        if self.rows is None or not self.has_key or len(self._key) > 1:
            return None
        return {row[self._key[0]] for row in self.rows}

    def check_references(self, known: Mapping[str, Collection[Any]]) -> None:
        """Note what the table, or the list of codes, that a value is taken from does not have (`known`: its keys)."""
        for place, column in enumerate(self.columns):
            codes = known.get(column.of or "")
            for row, line in zip(self.rows or (), self._lines, strict=True):
                if codes is not None and row[place] is not None and row[place] not in codes:
                    self._fault(line, "no-row-for", value=row[place], column=column.name, table=column.of)

    def _fault(self, line: int | None, code: str, /, **values: Any) -> None:
        self.faults.append(PackFault(str(self._path), line, FAULTS[code], values))

    def _read(self, text: str) -> None:
        # A snapshot has the rows already.
        import csv
        from io import StringIO

        lines = csv.reader(StringIO(text, newline=""), strict=True)
        wanted = [name for column in self.columns for name in _cells_of(column)]
        try:
            header = [name.strip() for name in next(lines, [])]
            if header != wanted:
                self._fault(1, "wrong-header", wanted=",".join(wanted), found=",".join(header))
                return
            self.rows = []
            for cells in lines:
                if len(cells) != len(wanted):
                    self._fault(lines.line_num, "wrong-length", wanted=len(wanted), found=len(cells))
                    continue
                self.rows.append(tuple(self._row(dict(zip(wanted, cells, strict=True)), lines.line_num)))
                self._lines.append(lines.line_num)
        except csv.Error as error:
            self._fault(lines.line_num, "row-unreadable", cause=str(error))

    def _row(self, cells: Mapping[str, str], line: int) -> Iterator[Any]:
        for column in self.columns:
            written = [cells[name].strip() for name in _cells_of(column)]
            if column.type is MemberType.TEXT:
                yield Text(*written) if all(written) else None
                if any(written) and not all(written):
                    self._fault(line, "one-language", column=column.name)
                continue
            value, is_fit = _value(column.type, written[0])
            yield value
            if not is_fit:
                self._fault(line, "wrong-type", column=column.name, type=column.type.value, value=written[0])

    def _check_key(self, key: str) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        for row, line in zip(self.rows or (), self._lines, strict=True) if self.has_key else ():
            values = tuple(row[place] for place in self._key)
            if None in values:
                self._fault(line, "key-empty", key=key)
            elif values in seen:
                self._fault(line, "key-repeated", key=", ".join(map(str, values)), line=seen[values])
            else:
                seen[values] = line


def _cells_of(column: Column) -> tuple[str, ...]:
    if column.type is MemberType.TEXT:
        return tuple(f"{column.name}_{lang}" for lang in LANGUAGES)
    return (column.name,)


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
