"""How the form is laid out as a Word document: a table with a row for each field, fields in groups, rows of lists.

What the fields are, and which members of a plan, says `documents.form`. Whoever writes the document asks here too, so
that what is written is what is read.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.documents import form
from checker.documents.form import Field, spellings
from checker.labels import COLUMNS, GROUPS, SHEETS
from checker.readers.labels import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model import Text


class Entry(NamedTuple):
    """A field in the document, and what it is called there: a name in `labels.COLUMNS`."""

    field: Field
    called: str

    @property
    def label(self) -> Text:
        """What stands beside the value."""
        return COLUMNS[self.called]


class Below(Enum):
    """What it means that the first cell of a row is one with the cell above."""

    NOTHING = 1
    """Nobody can say."""
    REPEATS = 2
    """The row is an item of its own, with the same day."""
    GOES_ON = 3
    """The row belongs to the item above."""


class Group(NamedTuple):
    """Entries under one label: a name in `labels.SHEETS` or `labels.GROUPS`.

    With `is_list`, each row is an item, under a row of labels.

    `path` leads to the object or the list. `may_be_empty` where the plan format allows an object without members.
    `below` is for the rows of a list.
    """

    called: str
    path: tuple[str, ...]
    entries: tuple[Entry, ...]
    is_list: bool = False
    may_be_empty: bool = False
    below: Below = Below.NOTHING

    @property
    def label(self) -> Text:
        """What stands beside the rows, or in the heading above them."""
        return SHEETS.get(self.called) or GROUPS[self.called]


Part = Entry | Group


def _entries(fields: tuple[Field, ...], *names: str) -> tuple[Entry, ...]:
    by_name = {field.name: field for field in fields}
    return tuple(Entry(by_name[name], name) for name in names)


def _of_table(table: form.Table, *names: str) -> tuple[Entry, ...]:
    """The values of a table, each with its whole path from the object that the table is about."""
    found = _entries(table.values, *(names or [field.name for field in table.values]))
    return tuple(Entry(_moved(entry.field, table.inside), entry.called) for entry in found)


def _moved(field: Field, inside: tuple[str, ...]) -> Field:
    return Field(field.name, field.kind, (*inside, *field.path), field.codes)


def _cover(*names: str) -> tuple[Entry, ...]:
    return _entries(form.COVER, *names)


def _measure(*names: str) -> tuple[Entry, ...]:
    return _entries(form.MEASURES.fields, *names)


_AMOUNT_AND_SOURCE: Final = ("amount", "source")
_LEGISLATION: Final = "legislation"

COVER: Final[tuple[Part, ...]] = (
    *_cover("plan_title", "office", "circular", "plan_year", "status"),
    Group(
        "submission",
        ("submission",),
        _cover("submitted_on", "version", "first_submitted_on", "recipient"),
        may_be_empty=True,
    ),
    Group(
        "funding",
        ("funding",),
        tuple(
            Entry(entry.field, called)
            for entry, called in zip(_cover("plan_amount", "plan_source"), _AMOUNT_AND_SOURCE, strict=True)
        ),
        may_be_empty=True,
    ),
    *_cover("contact", "notes"),
)
(NUMBER,) = _measure("number")
SCHEDULE: Final = Group(
    "milestones",
    form.MILESTONES.inside,
    _entries(form.MILESTONES.fields, "due", "milestone"),
    is_list=True,
    below=Below.REPEATS,
)
REQUESTS: Final = Group("requests", form.REQUESTS.inside, _of_table(form.REQUESTS))
TARGETS: Final = Group(
    "targets",
    ("targets",),
    tuple(entry for entry in _of_table(form.TARGETS) if entry.field.path[0] != _LEGISLATION),
    may_be_empty=True,
)
ALLIANCES: Final = Group(
    "alliances",
    form.ALLIANCES.inside,
    _entries(form.ALLIANCES.fields, "alliance", "basic_patents"),
    is_list=True,
)
LEGISLATION: Final = Group(
    "legislation",
    (_LEGISLATION,),
    tuple(entry for entry in _of_table(form.TARGETS) if entry.field.path[0] == _LEGISLATION),
)
MEASURE: Final[tuple[Part, ...]] = (
    NUMBER,
    *(Entry(field, field.name) for field in form.MEASURES.fields if field.kind is form.Kind.LOOKUP),
    *_measure("stated_class", "objective", "actions"),
    SCHEDULE,
    *_measure("responsible"),
    Group("funding", ("funding",), _measure(*_AMOUNT_AND_SOURCE), may_be_empty=True),
    REQUESTS,
    TARGETS,
    ALLIANCES,
    LEGISLATION,
)
REGIONS: Final = Group(
    "regions",
    ("regions",),
    _entries(form.REGIONS.fields, "region", "code", "tasks"),
    is_list=True,
    below=Below.GOES_ON,
)
EXCEPTIONS: Final = Group(
    "exceptions", ("exceptions",), _entries(form.EXCEPTIONS.fields, "rule", "justification"), is_list=True
)

# How the labels are recognised

_BRACKETS: Final = re.compile(r"[（(][^（()）]*[）)]")
_COUNTER: Final = "counter"


@cache
def names_of(parts: tuple[Part, ...]) -> Mapping[str, Part]:
    """What a label may be, as `label_key` has it -> the entry or group meant; what may be two is none.

    Entries in groups are among them by the form's own labels, because people leave the label of a group out.
    """
    inside = [entry for part in parts if isinstance(part, Group) and not part.is_list for entry in part.entries]
    own = _unique((key, part) for part in (*parts, *inside) for key in _own_keys(part))
    return _unique((key, part) for part in parts for key in _other_keys(part)) | own


def named(text: str, names: Mapping[str, Part]) -> Part | None:
    """The entry or group that a label stands for; what it says in brackets may be missing, or more."""
    return next((names[key] for key in _keys(text) if key in names), None)


def is_counter(text: str) -> bool:
    """Whether the label is that of a column that only counts the rows."""
    return _COUNTER in spellings("column").get(label_key(text), ())


def _unique(pairs: Iterable[tuple[str, Part]]) -> dict[str, Part]:
    meant: dict[str, dict[Part, None]] = {}
    for key, part in pairs:
        meant.setdefault(key, {})[part] = None
    return {key: next(iter(found)) for key, found in meant.items() if key and len(found) == 1}


def _own_keys(part: Part) -> Iterator[str]:
    for text in (part.label.en, part.label.zh):
        yield from _keys(text)


def _other_keys(part: Part) -> Iterator[str]:
    """What else people write for it."""
    group, names = "column", {part.called}
    if isinstance(part, Entry):
        names.add(part.field.name)
    else:
        group, names = "sheet", {part.called}
    return (key for key, meant in spellings(group).items() if not names.isdisjoint(meant))


def _keys(text: str) -> tuple[str, ...]:
    return label_key(text), label_key(_BRACKETS.sub("", text))
