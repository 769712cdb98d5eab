"""The form that a plan is as a workbook: its sheets, what each column holds, and which member of the plan that is.

Writers and readers both go by it. What sheets and columns are called, and what else people call them, is in
`checker.labels`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Final

from checker.labels import ALSO_COLUMNS, ALSO_SHEETS, COLUMNS, HEADINGS, SHEETS
from checker.readers.labels import label_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model import Text


PLAN_FORMAT: Final = "provincial-plan/1"
"""The kind of document that has a form."""


class Kind(Enum):
    """How what stands in a cell is read."""

    TEXT = auto()
    DAY = auto()
    COUNT = auto()
    AMOUNT = auto()
    FLAG = auto()
    CODE = auto()
    """One of a list of codes, by its label."""
    ITEMS = auto()
    LINES = auto()
    NUMBER = auto()
    """The number of a measure."""
    REGION_CODE = auto()
    EXACT = auto()
    """A text that means something as it is, so that blanks around it count for nothing."""
    LOOKUP = auto()
    """What the sheet itself looks up, for people to see; no part of the plan."""
    MARK = auto()
    """What tells two entries of one number apart."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column (or on the cover, a line): its name, the kind of its values, and the member that it is.

    `path` leads there from the object that a row is. `codes` is the list of codes that a value is one of.
    """

    name: str
    kind: Kind
    path: tuple[str, ...] = ()
    codes: str | None = None

    @property
    def label(self) -> Text:
        """What the column is called."""
        return COLUMNS[self.name]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a row for each entry.

    `member` is the list of the plan that the rows are entries of; of a table without one, each row belongs to the
    measure that its first column names, at `inside` of it. The first column that is none of a measure's number says
    with 无 that a list is empty.
    """

    name: str
    fields: tuple[Field, ...]
    member: str | None = None
    inside: tuple[str, ...] = ()
    many: bool = False
    """Whether the rows of a measure are entries of a list, rather than its only one."""

    @property
    def title(self) -> Text:
        """What the sheet is called."""
        return SHEETS[self.name]

    @property
    def values(self) -> tuple[Field, ...]:
        """The fields that are about the entry, and do not say which one it is."""
        return tuple(field for field in self.fields if field.kind not in _NO_VALUES and field.path != ("number",))

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)


_NO_VALUES: Final = frozenset((Kind.LOOKUP, Kind.MARK))

_NUMBER: Final = Field("number", Kind.NUMBER, ("number",))
_TITLE: Final = Field("title", Kind.LOOKUP)

COVER: Final = (
    Field("circular", Kind.CODE, ("circular",), "circular"),
    Field("office", Kind.CODE, ("office",), "office"),
    Field("plan_year", Kind.COUNT, ("plan_year",)),
    Field("status", Kind.CODE, ("status",), "status"),
    Field("plan_title", Kind.TEXT, ("title",)),
    Field("contact", Kind.TEXT, ("contact",)),
    Field("submitted_on", Kind.DAY, ("submission", "date")),
    Field("version", Kind.COUNT, ("submission", "version")),
    Field("first_submitted_on", Kind.DAY, ("submission", "first_date")),
    Field("recipient", Kind.TEXT, ("submission", "recipient")),
    Field("plan_amount", Kind.AMOUNT, ("funding", "amount_cny")),
    Field("plan_source", Kind.TEXT, ("funding", "source")),
    Field("notes", Kind.TEXT, ("notes",)),
)
"""The lines of the cover, in their order."""

MEASURES: Final = Table(
    "measures",
    (
        _NUMBER,
        _TITLE,
        Field("class", Kind.LOOKUP),
        Field("progress", Kind.LOOKUP),
        Field("leads", Kind.LOOKUP),
        Field("objective", Kind.TEXT, ("objective",)),
        Field("actions", Kind.LINES, ("actions",)),
        Field("responsible", Kind.ITEMS, ("responsible",)),
        Field("amount", Kind.AMOUNT, ("funding", "amount_cny")),
        Field("source", Kind.TEXT, ("funding", "source")),
        Field("stated_class", Kind.CODE, ("class",), "class"),
        Field("mark", Kind.MARK),
    ),
    member="measures",
)
MILESTONES: Final = Table(
    "milestones",
    (
        _NUMBER,
        _TITLE,
        Field("due", Kind.DAY, ("due",)),
        Field("milestone", Kind.TEXT, ("milestone",)),
    ),
    inside=("schedule",),
    many=True,
)
TARGETS: Final = Table(
    "targets",
    (
        _NUMBER,
        _TITLE,
        *(
            Field(name, Kind.COUNT, ("targets", name))
            for name in (
                "compliant_enterprises",
                "advantaged_enterprises",
                "service_platforms",
                "trained_agents",
                "pilot_bases",
            )
        ),
        Field("regulation_in_force", Kind.FLAG, ("legislation", "regulation_in_force")),
        Field("legislation_path", Kind.CODE, ("legislation", "path"), "legislation_path"),
    ),
)
ALLIANCES: Final = Table(
    "alliances",
    (
        _NUMBER,
        _TITLE,
        Field("alliance", Kind.TEXT, ("name",)),
        Field("basic_patents", Kind.COUNT, ("basic_patents",)),
    ),
    inside=("targets", "alliances"),
    many=True,
)
REQUESTS: Final = Table(
    "requests",
    (
        _NUMBER,
        _TITLE,
        Field("request", Kind.CODE, ("kind",), "request"),
        Field("approval_status", Kind.CODE, ("approval", "status"), "approval_status"),
        Field("department", Kind.CODE, ("approval", "department"), "department"),
        Field("approved_on", Kind.DAY, ("approval", "date")),
        Field("reference", Kind.TEXT, ("approval", "reference")),
    ),
    inside=("sipo_support",),
)
REGIONS: Final = Table(
    "regions",
    (
        Field("region", Kind.TEXT, ("name",)),
        Field("code", Kind.REGION_CODE, ("code",)),
        Field("tasks", Kind.LINES, ("tasks",)),
    ),
    member="regions",
)
EXCEPTIONS: Final = Table(
    "exceptions",
    (
        Field("rule", Kind.EXACT, ("rule",)),
        Field("justification", Kind.TEXT, ("justification",)),
    ),
    member="exceptions",
)

TABLES: Final = (MEASURES, MILESTONES, REQUESTS, TARGETS, ALLIANCES, REGIONS, EXCEPTIONS)
"""The sheets with rows, in their order behind the cover."""

OTHER_SHEETS: Final = ("help", "catalogue", "lists")
"""The sheets that are no part of the plan: how to fill it in, the circular's catalogue, and the lists of choices."""


def defined_name(table: str, field: str) -> str:
    """The name in a workbook of the cell that heads a column, so that it is known however it is called."""
    return f"plancheck.{table}.{field}"


@cache
def spellings(group: str) -> Mapping[str, frozenset[str]]:
    """What people write for a column or a sheet, as `label_key` has it -> the names of those that may be meant.

    `group` is `column` or `sheet`, or `own` for the headings above the rows.
    """
    meant: dict[str, set[str]] = {}
    for name, text in _spelt(group):
        for written in (text.en, text.zh):
            meant.setdefault(label_key(written), set()).add(name)
    return {key: frozenset(names) for key, names in meant.items() if key}


_SPELT: Final[Mapping[str, tuple[Mapping[str, Text], Mapping[str, Text]]]] = {
    "column": (COLUMNS, ALSO_COLUMNS),
    "sheet": (SHEETS, ALSO_SHEETS),
    "own": (HEADINGS, {}),
}


def _spelt(group: str) -> Iterator[tuple[str, Text]]:
    from checker.model import Text

    names, others = _SPELT[group]
    yield from names.items()
    for name, also in others.items():
        for part in also.en.split(";"):
            yield name, Text(part, "")
        for part in also.zh.split("；"):
            yield name, Text("", part)
