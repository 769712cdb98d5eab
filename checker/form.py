"""The form that people fill a document in by: sheets of fields, as a pack declares them for a kind of document.

Workbooks, Word documents and templates are made and read by it. A field is a line of the cover, or a column with a
row for each entry.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from checker.model import Text

CIRCULAR: Final = "circular"
"""The member of a document that says by its id which pack it is held against, and the list of what packs are called."""
AGAINST: Final = "against"
"""What a field is shown from, in the place of a table, that shows what the document says that is held against."""
MEANING: Final = "x-meaning"
"""What a schema calls a member for people, in both languages."""
RULES: Final = "rule"
"""The list of what rules are called."""


class ValueKind(StrEnum):
    """What is written in a cell."""

    TEXT = "text"
    LINES = "lines"
    """Texts, one a line."""
    ITEMS = "items"
    """Short names, between commas or on lines of their own."""
    DAY = "day"
    COUNT = "count"
    FIGURE = "figure"
    """A number that need not be whole."""
    AMOUNT = "amount"
    """Money, which the document has in yuan."""
    FLAG = "flag"
    CODE = "code"
    """One of a list, by its label in either language."""
    NUMBER = "number"
    """The number of an item, or its title."""
    DIGITS = "digits"
    """A code made of digits, which may have been typed as a number."""
    RULE = "rule"
    """A rule by its id, or by its title in either language."""
    SHOWN = "shown"
    """What the form itself says of the item, for people to see; no part of the document."""
    MARK = "mark"
    """What tells two entries of one number apart; no part of the document."""


class FormField(msgspec.Struct, frozen=True):
    """A line of the cover, or a column: what it is called, and the member of the document that its values are.

    `name` tells it from the others of its sheet. `path` leads to the member from what a row is; it is empty where
    the values are no part of the document. `also` are other names that people give it, `meaning` is what the schema
    says of the member. Codes are those of the list or table `labels`, of which only `codes` may be written. `shows`
    names a table, its column, and the column that is the number of an item; or `AGAINST`, and a member of the entry
    of an item in the document that this one is held against.
    """

    name: str
    label: Text
    also: tuple[str, ...]
    kind: ValueKind
    path: tuple[str, ...] = ()
    meaning: Text | None = None
    labels: str | None = None
    codes: tuple[Any, ...] = ()
    shows: tuple[str, str, str] | None = None


class FormRows(msgspec.Struct, frozen=True):
    """Rows that a form has for a document, from a table of the pack.

    `fields` are fields of the sheet and the columns that fill them. Rows are those that are of the sender by all of
    `sender` (a column of the table, and the column of the roster that is equal to it) and have in the columns of
    `where` one of these values.
    """

    table: str
    fields: Mapping[str, str]
    sender: Mapping[str, str] = {}
    where: Mapping[str, tuple[Any, ...]] = {}


class FormSheet(msgspec.Struct, frozen=True):
    """A sheet of a form.

    A row is an entry of the list at `list`; this stands in the document, or in the entries of another sheet's list,
    which is at one of the paths `of`. The first fields, as many as are `above`, then say in which: they are those that
    tell apart the entries on the way there. With `of` alone, a row is more of such an entry itself. With neither it is
    a cover, where each field has a line.

    `rows` stand in a form that is given out, `choices` are offered in it.
    """

    name: str
    label: Text
    also: tuple[str, ...]
    heading: Text
    fields: tuple[FormField, ...]
    of: tuple[tuple[str, ...], ...] = ()
    above: int = 0
    list: tuple[str, ...] = ()
    rows: FormRows | None = None
    choices: FormRows | None = None

    @property
    def is_cover(self) -> bool:
        """Whether each field has a line."""
        return not self.of and not self.list

    @property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """The paths at which its entries, or what its rows are more of, stand in a document."""
        return tuple((*each, *self.list) for each in self.of or ((),))

    @property
    def key(self) -> FormField | None:
        """The field that says which item a row is about, if the document has items; None where rows are of none."""
        return self.fields[0] if self.fields[0].kind is ValueKind.NUMBER else None

    @property
    def keys(self) -> tuple[FormField, ...]:
        """The fields that say in which entry of another sheet a row stands."""
        return self.fields[: self.above]

    @property
    def own_key(self) -> FormField:
        """The field by which rows of other sheets name an entry of this one."""
        return self.fields[self.above]

    @property
    def values(self) -> tuple[FormField, ...]:
        """The fields whose values are the document's, but for the number of an item: that alone says nothing of it."""
        return tuple(field for field in self.fields[self.above :] if field.path and field is not self.key)

    def field(self, name: str) -> FormField:
        """The field of that name."""
        return next(field for field in self.fields if field.name == name)


class FormMatrix(msgspec.Struct, frozen=True):
    """What is set against what: the entries of a sheet, and the names that one of their fields has."""

    label: Text
    also: tuple[str, ...]
    heading: Text
    sheet: str
    field: str


class Form(msgspec.Struct, frozen=True):
    """The form of a kind of document: its title, its sheets in their order, the cover among them.

    `groups` are labels for members that stand together, by the beginning of their paths. `catalogue` is the sheet on
    which a form lists the items that there are; `matrix` is shown of one that is filled in. `can_be_empty` are the
    objects around fields, by their whole paths without places in lists, that need not have any member. Where documents
    name their circular, and no field does, the form itself is of it (`gives_circular`).
    """

    title: Text
    sheets: tuple[FormSheet, ...]
    groups: Mapping[str, Text] = {}
    catalogue: FormSheet | None = None
    matrix: FormMatrix | None = None
    can_be_empty: tuple[tuple[str, ...], ...] = ()
    gives_circular: bool = False

    def sheet(self, name: str) -> FormSheet:
        """The sheet of that name."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def covers(self) -> tuple[FormSheet, ...]:
        """The sheets with a line for each field."""
        return tuple(sheet for sheet in self.sheets if sheet.is_cover)

    def parent(self, sheet: FormSheet) -> FormSheet | None:
        """The sheet whose entries the rows of this one belong to."""
        return next((each for each in self.sheets if sheet.of and each.list and sheet.of[0] in each.paths), None)

    def has_tables(self, sheet: FormSheet) -> bool:
        """Whether each entry of a sheet has a table of its own on paper: an item of which other sheets say more."""
        return not sheet.of and sheet.key is not None and any(self.parent(each) is sheet for each in self.sheets)

    def chain(self, path: tuple[str, ...]) -> tuple[FormSheet, ...]:
        """The sheets whose entries are on the way to those of the list at a path, that list's own the last."""
        for sheet in self.sheets:
            for around in sheet.of or ((),):
                if sheet.list and (*around, *sheet.list) == path:
                    return (*self.chain(around), sheet)
        return ()
