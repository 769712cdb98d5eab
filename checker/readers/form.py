"""A declared form filled in -> a document: values at their places, what could not be understood, what was left out.

`workbook_form` and `word_form` find the cells; here they become values of the kinds that the form declares, wherever
they stand.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, NamedTuple, TypeVar

from checker.errors import Fault, FileNature, UnreadableError, Value
from checker.form import CIRCULAR, Form, FormField, FormSheet, ValueKind
from checker.i18n import N_, messages_of, say
from checker.model import LANGUAGES, Place, Pointer, Text
from checker.readers.cells import Cell, Holds, LeftOut
from checker.readers.document import AskForms, DeclaredForm, Document, Labels
from checker.readers.limits import REFUSED, require_bounded
from checker.readers.text import shown
from checker.readers.typed_values import (
    UNCLEAR,
    Unclear,
    amount_of,
    bare_number,
    code_of,
    count_of,
    day_of,
    digits_of,
    figure_of,
    flag_of,
    is_nothing,
    item_number_of,
    items_of,
    label_key,
    lines_of,
    multiple_of,
    unclear,
    unquoted,
)
from checker.values import WHITE_SPACE

MOST_FAULTS: Final = 200
"""More would only hide the first of them."""

# What is said of a form

FAULTS: Final = messages_of("form-faults")
"""What cannot be understood: the code of the fault -> what is said of it, and what to do."""
LEFT_OUT: Final = messages_of("left-out")
"""What stands in a file and was left out, in the same way."""


_MOST_NAMED: Final = 12
"""Choices that a message lists."""
_WRITTEN: Final = {kind: message for kind, (message,) in messages_of("may-be-written").items()}


def may_be_written(
    field: FormField, label: Callable[[str | None, object], Text | None]
) -> tuple[str, Mapping[str, Text]]:
    """What may be written in a field, with an example: a message, and its values. `label` names codes of lists."""
    if field.kind is not ValueKind.CODE:
        return _WRITTEN.get(field.kind, _WRITTEN[ValueKind.TEXT]), {}
    named = [found for code in field.codes if (found := label(field.labels, code)) is not None]
    if not named:
        return UNCLEAR["no-code"][1], {}
    if len(named) > _MOST_NAMED:
        return N_("Choose one from the list, in either language, such as “{choice}”."), {"choice": named[0]}
    # A name may have a comma of its own.
    choices = Text(*(say(lang, "; ").join(each.in_language(lang) for each in named) for lang in LANGUAGES))
    return N_("Write one of these: {choices}."), {"choices": choices}


# What people call sheets and fields

_COUNTERS: Final = frozenset(map(label_key, ("Serial no.", "序号", "S/N", "顺序号")))
_BRACKETS: Final = str.maketrans("（）", "()")


def keys_of(written: str) -> tuple[str, ...]:
    """What a label is looked up by: as it is written, and without what it says in brackets (`金额（万元）`)."""
    pieces = written.translate(_BRACKETS).split("(")
    outside = pieces[0] + "".join(piece.partition(")")[2] for piece in pieces[1:])
    return tuple(dict.fromkeys(key for key in (label_key(written), label_key(outside)) if key))


def is_counter(written: str) -> bool:
    """Whether a label is that of a column of serial numbers, which people add."""
    return label_key(written) in _COUNTERS


class FieldNames:
    """What people write for the sheets and fields of a form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._fields = {sheet.name: _spelt(sheet.fields) for sheet in form.sheets}
        self._sheets = _spelt(form.sheets)
        called = [form.title, *(text_ for sheet in form.sheets for text_ in (sheet.heading, sheet.label))]
        called += [] if form.catalogue is None else [form.catalogue.label, form.catalogue.heading]
        self._own = {label_key(written) for each in called for written in (each.en, each.zh)}

    def fields(self, sheet: FormSheet, written: str) -> Sequence[FormField]:
        """The fields of a sheet that a label may stand for, the likeliest first."""
        return _named(self._fields[sheet.name], written)

    def sheets(self, written: str) -> Sequence[FormSheet]:
        """The sheets that a title may stand for."""
        return _named(self._sheets, written)

    def is_own(self, written: str) -> bool:
        """Whether a text is one that the form itself says above its rows."""
        return label_key(written) in self._own


_Named = TypeVar("_Named", FormField, FormSheet)


def _spelt(named: Sequence[_Named]) -> Mapping[str, Sequence[_Named]]:
    """What is written -> what it may stand for: its label rather than another name, all of it rather than a part."""
    found: dict[str, dict[int, _Named]] = {}
    written_by_place: list[tuple[int, str]] = []
    for place, one in enumerate(named):
        written_by_place += [(place, one.label.en), (place, one.label.zh)]
    for place, one in enumerate(named):
        written_by_place += [(place, written) for written in one.also]
    for depth in range(2):
        for place, written in written_by_place:
            for key in keys_of(written)[depth : depth + 1]:
                found.setdefault(key, {}).setdefault(place, named[place])
    return {key: tuple(meant.values()) for key, meant in found.items()}


def _named(spelt: Mapping[str, Sequence[_Named]], written: str) -> Sequence[_Named]:
    return next((spelt[key] for key in keys_of(written) if key in spelt), ())


# Values


def value_of(field: FormField, cell: Cell, labels: Labels, unit: str = "") -> object:
    """The value of a cell; None where it states that there is nothing, and `Unclear` where nobody can say.

    `unit` is the unit of money that its heading or label names.
    """
    if isinstance(cell.value, bool) or (field.kind is ValueKind.FLAG and cell.holds is not Holds.TEXT):
        return cell.value if isinstance(cell.value, bool) else flag_of(str(cell.value))
    is_plain = field.kind in _AS_NUMBERS and cell.holds is Holds.NUMBER and not cell.unit and not unit
    if is_plain and (isinstance(cell.value, int) or field.kind in _FRACTIONS):
        return cell.value
    return text_value(field, f"{cell.value}{cell.unit}", labels, unit)


def text_value(field: FormField, written: str, labels: Labels, unit: str = "") -> object:
    """The value of a text; as `value_of`."""
    if field.kind not in _NEVER_NOTHING and is_nothing(written):
        return None
    if field.kind is ValueKind.AMOUNT:
        return amount_of(written, unit if multiple_of(unit) != 1 else "")
    if field.kind in _BARE:
        bare = bare_number(written, unit, (field.label.en, field.label.zh, *field.also))
        if isinstance(bare, Unclear):
            return bare
        written = bare
    return _READ[field.kind](written, labels.get(field.labels or "", {}), field)


def plain_text(written: str) -> str:
    """A text as it is, but for the quotation marks around one that would say that there is nothing."""
    inside = unquoted(written)
    return written if inside is None or not needs_marks(inside) else inside


def needs_marks(written: str) -> bool:
    """Whether a text must be in quotation marks to be read as itself."""
    return is_nothing(written) or unquoted(written) is not None


def _code(written: str, codes: Mapping[str, str], field: FormField) -> object:
    found = code_of(written, codes)
    # Keys of tables that are numbers are known to labels as text.
    return next((code for code in field.codes if str(code) == found), found)


def _item(written: str, codes: Mapping[str, str], _field: FormField) -> object:
    found = item_number_of(written, codes)
    # What is neither number nor title is no item that anybody knows, and a rule says so.
    return written if isinstance(found, Unclear) and found.code == "no-item" else found


def _rule(written: str, rules: Mapping[str, str], _field: FormField) -> object:
    # In quotation marks it is the id itself, blanks and all.
    inside = unquoted(written)
    return code_of(written.strip(WHITE_SPACE), rules) if inside is None else inside


_BARE: Final = frozenset((ValueKind.COUNT, ValueKind.FIGURE))
"""Kinds whose numbers stay as they are written, whatever unit they are in."""
_FRACTIONS: Final = frozenset((ValueKind.AMOUNT, ValueKind.FIGURE))
_AS_NUMBERS: Final = _FRACTIONS | {ValueKind.COUNT, ValueKind.NUMBER, ValueKind.DIGITS}
_NEVER_NOTHING: Final = frozenset((ValueKind.ITEMS, ValueKind.LINES, ValueKind.FLAG, ValueKind.NUMBER))
"""Kinds in whose cells 无 is an empty list, or too doubtful to be read as nothing."""
_READ: Final[Mapping[ValueKind, Callable[[str, Mapping[str, str], FormField], object]]] = {
    ValueKind.TEXT: lambda written, _codes, _field: plain_text(written),
    ValueKind.LINES: lambda written, _codes, _field: lines_of(written),
    ValueKind.ITEMS: lambda written, _codes, _field: items_of(written),
    ValueKind.DAY: lambda written, _codes, _field: day_of(written),
    ValueKind.COUNT: lambda written, _codes, _field: count_of(written),
    ValueKind.FIGURE: lambda written, _codes, _field: figure_of(written),
    ValueKind.FLAG: lambda written, _codes, _field: flag_of(written),
    ValueKind.DIGITS: lambda written, _codes, _field: digits_of(written),
    ValueKind.CODE: _code,
    ValueKind.NUMBER: _item,
    ValueKind.RULE: _rule,
}


# The document


class Located(NamedTuple):
    """A cell of the form as it was found: what it holds, its place, and the unit that its heading or label names."""

    cell: Cell
    place: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FreeRow:
    """Where something can be written: a row, its columns by the paths of their fields, and how cells are named."""

    row: int
    columns: Mapping[int, FormField]
    name: Callable[[int, int], str]

    def place(self, path: Pointer) -> str | None:
        """The cell for a member, or for the first that is inside of it; None where there is no such column."""
        for column, field in self.columns.items():
            if field.path and path and (field.path[: len(path)] == path or path[: len(field.path)] == field.path):
                return self.name(self.row, column)
        return None

    @property
    def first(self) -> str:
        """The cell of the first field that has a value."""
        fields = [column for column, field in self.columns.items() if field.path]
        return self.name(self.row, min(fields or self.columns))


class Filling:
    """A document as it is put together from what a form says."""

    def __init__(self, declared: DeclaredForm) -> None:
        self.form = declared.form
        self.labels = declared.labels
        self._label = declared.label
        self._offered = declared.offered
        self.data: dict[str, Any] = {"format": declared.format}
        if declared.form.gives_circular:
            self.data[CIRCULAR] = declared.circular
        self.free: dict[str, FreeRow] = {}
        """For each sheet by its name, where the next entry can be written."""
        self._rows: dict[Pointer, list[FreeRow]] = {}
        self._prepared: dict[tuple[str, Pointer], FreeRow] = {}
        self._places: dict[Pointer, str] = {}
        self._faults: list[Fault] = []
        self._unread: list[Fault] = []

    def reading(self) -> Document:
        """What was read. Raises `UnreadableError` where it is more than is read of any input."""
        require_bounded(self.data)
        faults, unread = self._bounded(self._faults), self._bounded(self._unread)
        return Document(None, None, self.data, self.locate, faults, unread=unread, form=self.form)

    def _bounded(self, faults: list[Fault]) -> tuple[Fault, ...]:
        """The faults up to a limit, which is then said."""
        if len(faults) <= MOST_FAULTS:
            return tuple(faults)
        message = N_("There are more than {bound} places like these; only the first {bound} are listed.")
        # What the others would have set aside is not known: it can be any entry.
        at = next((sheet.list for sheet in self.form.sheets if sheet.list and not sheet.of), ())
        return (*faults[:MOST_FAULTS], Fault(at, "too-many", message, {"bound": MOST_FAULTS}))

    # What is said

    def fault(self, at: Pointer, code: str, place: str, **values: Value) -> None:
        """Note what could not be understood at a cell; `code` is one of `FAULTS`."""
        message, remedy = FAULTS[code]
        self._faults.append(Fault(at, code, message, values, remedy, Place(cell=place)))

    def leave_out(self, code: str, place: str, **values: Value) -> None:
        """Note what stands at a cell and was not read; `code` is one of `LEFT_OUT`."""
        message, remedy = LEFT_OUT[code]
        self._unread.append(Fault((), code, message, values, remedy, Place(cell=place)))

    def leave_out_all(self, left: Iterable[LeftOut]) -> None:
        """Note what the reader of the file left out."""
        for each in left:
            self.leave_out(each.what, each.place, found=shown(each.text))

    def _unclear(self, at: Pointer, field: FormField, sheet: FormSheet, found: Unclear, place: str) -> None:
        causes = [say(lang, found.wording, **found.values) for lang in LANGUAGES]
        remedy, values = found.remedy, dict(found.values)
        if found.code == "no-code":
            remedy, choices = may_be_written(field, self._label)
            values.update(choices)
        told = {**values, "sheet": sheet.label, "column": field.label, "cause": Text(*causes)}
        message = N_("{sheet}, “{column}”: {cause}")
        self._faults.append(Fault(at, found.code, message, told, remedy, Place(cell=place)))

    # Values

    def place(self, at: Pointer, place: str) -> None:
        """Note where something stands, unless that is known."""
        if place:
            self._places.setdefault(at, place)

    def note_row(self, at: Pointer, row: FreeRow) -> None:
        """Note a row that is about the object at `at`."""
        self._rows.setdefault(at, []).append(row)

    def note_prepared(self, sheet: FormSheet, at: Pointer, row: FreeRow) -> None:
        """Note a row that says which entry it is for, and no more: more of it can be written there."""
        if not sheet.list:
            self.note_row(at, row)
        self.note_free(sheet, at, row)

    def note_free(self, sheet: FormSheet, at: Pointer, row: FreeRow) -> None:
        """Note where the next entry of a list of the object at `at` can be written."""
        self._prepared.setdefault((sheet.name, at), row)

    @property
    def counted(self) -> int:
        """How many faults there are so far."""
        return len(self._faults)

    def forget(self, at: Pointer) -> None:
        """Forget the places of what is at `at`: it was taken away again."""
        for places in (self._places, self._rows):
            for known in [each for each in places if each[: len(at)] == at]:
                places.pop(known)
        for name, known in [each for each in self._prepared if each[1][: len(at)] == at]:
            self._prepared.pop((name, known))

    def value_at(self, at: Pointer) -> Any:
        """The value at a place of the document; None where there is none."""
        here: Any = self.data
        for step in at:
            if isinstance(here, dict):
                here = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here

    def object_at(self, at: Pointer, place: str) -> dict[str, Any]:
        """The object at a place; it, and those around it, come into being."""
        here: Any = self.data
        for depth, step in enumerate(at, 1):
            here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
            self.place(at[:depth], place)
        found: dict[str, Any] = here
        return found

    def list_at(self, at: Pointer, place: str) -> list[Any]:
        """The list at a place; it, and the objects around it, come into being."""
        around = self.object_at(at[:-1], place)
        self.place(at, place)
        found: list[Any] = around.setdefault(str(at[-1]), [])
        return found

    def take(self, at: Pointer, sheet: FormSheet, field: FormField, found: Located, *, grows: bool = False) -> None:
        """Take the value in a cell for a member of the object at `at`; where an entry `grows`, lists do."""
        pointer = (*at, *field.path)
        if self._is_odd(pointer, found):
            return
        value = value_of(field, found.cell, self.labels, found.unit)
        if field.kind is ValueKind.TEXT and isinstance(value, str) and self._are_several(value, sheet, field):
            value = unclear("several-names", value)
        if isinstance(value, Unclear):
            self._unclear(pointer, field, sheet, value, found.place)
            value = found.cell.value
        before = self.value_at(pointer)
        if isinstance(before, list) and grows:
            before.extend(value if isinstance(value, list) else [value])
        elif before is not None:
            self.fault(pointer, "repeated", found.place)
        else:
            around = self.object_at(pointer[:-1], found.place)
            if value is not None:
                around[field.path[-1]] = value
                self._places[pointer] = found.place

    def _are_several(self, written: str, sheet: FormSheet, field: FormField) -> bool:
        """Whether a text is several of the names that its field offers, one after another, each as far as it goes."""
        names = items_of(written)
        offered = self._offered(sheet, field) if len(names) > 1 else ()
        return (
            bool(offered)
            and written not in offered
            and all(len(name) > 1 and any(each.startswith(name) for each in offered) for name in names)
        )

    def _is_odd(self, at: Pointer, found: Located) -> bool:
        """Whether a cell holds what is no value of anything."""
        for oddity in found.cell.oddities:
            self.fault(at, oddity, found.place)
        if found.cell.holds is Holds.UNCOMPUTED:
            self.fault(at, "uncomputed", found.place)
        elif found.cell.holds is Holds.ERROR:
            self.fault(at, "error-value", found.place, found=str(found.cell.value))
        return bool(found.cell.oddities) or found.cell.holds in (Holds.UNCOMPUTED, Holds.ERROR)

    # Places

    def locate(self, pointer: Pointer) -> Place:
        """The cell of the value at a pointer; the cell where it would be written, where it is not there."""
        around: str | None = None
        for depth in range(len(pointer), -1, -1):
            at, rest = pointer[:depth], pointer[depth:]
            if not rest and at in self._places:
                return Place(cell=self._places[at])
            found = self._free_cell(at, rest) if rest else None
            if found is not None:
                return Place(cell=found)
            around = around or self._places.get(at)
            if around is not None and isinstance(pointer[depth - 1], int):
                # A row of its own: what is around it has no cell for what is inside.
                break
        return Place(cell=around)

    def _free_cell(self, at: Pointer, rest: Pointer) -> str | None:
        """The cell for a member of an object that is there, and that has none yet."""
        for row in self._rows.get(at, ()):
            if place := row.place(rest):
                return place
        path = tuple(step for step in at if isinstance(step, str))
        for sheet in self.form.sheets:
            free = self._prepared.get((sheet.name, at)) or self.free.get(sheet.name)
            if free is None or path not in (sheet.of or ((),)) or (at and self.value_at(at) is None):
                continue
            if sheet.list and sheet.list[: len(rest)] == rest[: len(sheet.list)]:
                return self._new_cell(free, (*at, *sheet.list), rest[len(sheet.list) :])
            if not sheet.list and (place := free.place(rest)):
                return place
        return None

    def _new_cell(self, free: FreeRow, at: Pointer, rest: Pointer) -> str:
        """The cell for an entry that the list at `at` does not have yet, or for a member of it."""
        entries = self.value_at(at)
        ahead = int(rest[0]) - len(entries if isinstance(entries, list) else ()) if rest else 0
        row = replace(free, row=free.row + max(ahead, 0))
        return row.place(rest[1:]) or row.first


def is_document(form: Form, found: Mapping[str, Collection[str]], circular: str | None) -> bool:
    """Whether so much of a form is there that somebody filled it in; `found` are the names of fields, by sheet.

    The cover names the circular; or there is a cover, and of a list of items the column by which they are known; or of
    one of these more than half of the fields. Where a document has no items, it is so with any list that stands in no
    other. A few headings alike are those of any table.
    """
    outermost = [sheet for sheet in form.sheets if sheet.list and not sheet.of]
    lists = [sheet for sheet in outermost if sheet.key is not None] or outermost
    has_cover = any(found.get(sheet.name) for sheet in form.covers)
    has_items = any(sheet.own_key.name in found.get(sheet.name, ()) for sheet in lists)
    most = (
        2 * len({field.name for field in sheet.values} & set(found.get(sheet.name, ()))) > len(sheet.values)
        for sheet in (*form.covers, *lists)
    )
    return circular is not None or (has_cover and has_items) or any(most)


Found = TypeVar("Found")
"""What a reader finds of a form in a file."""


class FoundForm(NamedTuple, Generic[Found]):
    """A form, how many of its fields a file has, the circular that its cover names, and what else was found of it."""

    declared: DeclaredForm
    score: int
    circular: str | None
    found: Found

    @property
    def rank(self) -> tuple[bool, int]:
        """How likely it is the one that was filled in: first of the circular that is named, then by its fields."""
        return self.circular == self.declared.circular, self.score


def choose_form(ask: AskForms, find: Callable[[DeclaredForm], FoundForm[Found]], no_form: str) -> FoundForm[Found]:
    """The form that a file is filled in by, of those that `find` finds: of the highest rank.

    Raises `UnreadableError`: with the message `no_form` where it is none, and where it is one of another circular than
    was asked for.
    """
    own = max(map(find, ask.own()), key=lambda each: each.rank, default=None)
    if own is not None and own.circular == own.declared.circular:
        return own
    other = max(map(find, ask.others()), key=lambda each: each.rank, default=None)
    if other is not None and other.score > (0 if own is None else own.score):
        raise UnreadableError(
            REFUSED["form-of-other-circular-alone"] if own is None else REFUSED["form-of-other-circular"],
            form=other.declared.form.title,
            circular=other.declared.citation,
            asked=ask.citation,
        )
    if own is None:
        raise UnreadableError(REFUSED["no-form"])
    if not own.score:
        raise UnreadableError(no_form).of(FileNature.OTHER)
    return own
