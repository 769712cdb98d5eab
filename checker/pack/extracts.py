"""What is taken from documents of a kind, as a pack declares it: from a text, for a compilation and a comparison."""

from __future__ import annotations

import msgspec

from checker.model import Text
from checker.pack.paths import Steps

# What the numbering of a text stands for


class Level(msgspec.Struct, frozen=True):
    """The list in which parts of one level stand, and the members of its items for number and title."""

    list: str
    number: str
    title: str


class Numbering(msgspec.Struct, frozen=True):
    """The member that says how the narrowest parts are numbered: on through the document, or anew in what is around."""

    member: str
    through: str
    anew: str


class Statements(msgspec.Struct, frozen=True):
    """The list of what a document says of its own extent: what is counted, how many, and where it says so.

    `words` are those by which a text calls what is counted.
    """

    list: str
    of: str
    number: str
    place: str
    words: dict[str, tuple[str, ...]]


class BracketedNames(msgspec.Struct, frozen=True):
    """The member of the narrowest parts for names that stand in brackets, and the words they end in.

    They stand there by themselves, or directly behind one of the words `behind`.
    """

    member: str
    ends: tuple[str, ...]
    behind: tuple[str, ...] = ()


class Outlining(msgspec.Struct, frozen=True):
    """Levels from the widest to the narrowest, the members whose texts stand under headings, and what is said of it."""

    levels: tuple[Level, Level, Level]
    headings: dict[str, tuple[str, ...]]
    numbering: Numbering
    statements: Statements
    names: BracketedNames | None = None


# What a compilation takes from each document


class Value(msgspec.Struct, frozen=True):
    """What is taken from an entry: the path to it from there, and what it is called."""

    path: Steps
    label: Text


class Milestones(msgspec.Struct, frozen=True):
    """The list in an entry that says by when: the members of its items that are the day, and what is done by then."""

    list: str
    day: str
    text: str


class Funds(msgspec.Struct, frozen=True):
    """The paths, from an entry and from the document as a whole, to an amount in yuan and to where it comes from."""

    amount: Steps
    source: Steps


class AnnouncedTable(msgspec.Struct, frozen=True):
    """The table of figures that are announced, and its columns.

    `item` and `name` say which figure; it is at `least` so many, and at `most`, or `about` so many.
    """

    table: str
    item: str
    name: str
    least: str
    most: str | None = None
    about: str | None = None


class SummedFigures(msgspec.Struct, frozen=True):
    """Figures that are added up: the kind of fact that has them, its members, and the figures that are announced."""

    of: str
    item: str
    name: str
    amount: str
    announced: AnnouncedTable | None = None


class Leading(msgspec.Struct, frozen=True):
    """A table of those who lead items: its columns for the item and for who leads it, a row of the table `of`."""

    table: str
    item: str
    body: str
    of: str


class ReleasedFigures(msgspec.Struct, frozen=True):
    """The list for what the documents add up to, and the members for what is counted and how many."""

    list: str
    of: str
    number: str


class ReleasedGaps(msgspec.Struct, frozen=True):
    """The list for numbers that nobody has planned; their first and last one, what is around, and the words for why."""

    list: str
    first: str
    last: str
    around: tuple[str, ...]
    why: str
    text: Text


class ReleasedStatements(ReleasedFigures, frozen=True, kw_only=True):
    """The list for how much there is: `words` say of what, level by level, and `word` is the member for a class."""

    words: tuple[str, ...]
    word: str | None = None


class Releasing(msgspec.Struct, frozen=True, kw_only=True):
    """The document that a compilation is released as; `document` and `texts` are the same whatever is compiled.

    `aims` are members of the narrowest groups, with the path of the value that they are, `answering` those of an item
    for who leads it and then who lists it, and `addressed` those for all of the roster and of the tables named.
    `columns` of the items' table go by their labels into members, and the class of an item into the list `classes`.
    """

    document: dict[str, str]
    texts: dict[str, Text]
    year: str
    levels: tuple[Level, ...]
    aims: dict[str, Steps]
    answering: dict[str, tuple[Leading, ...]]
    columns: dict[str, str] = {}
    classes: str | None = None
    figures: ReleasedFigures | None = None
    left_out: ReleasedGaps | None = None
    statements: ReleasedStatements
    addressed: dict[str, tuple[str, ...]]


class Compiling(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken from each document.

    `groups` are the column of the items' table that leads to the table of groups, and the column of that one that leads
    to what is around.
    """

    title: Text
    values: tuple[Value, ...]
    groups: tuple[str, ...] = ()
    milestones: Milestones | None = None
    funds: Funds | None = None
    totals: SummedFigures | None = None
    release: Releasing | None = None


# What two documents are compared by, beside their findings


class ComparedPart(msgspec.Struct, frozen=True):
    """Entries of lists that are known again where all that they are `known_by` is the same, and compared by `values`.

    Those that are not, and have `alike` in words like another's, are likely the same.
    """

    name: Text
    lists: tuple[Steps, ...]
    known_by: tuple[Value, ...]
    alike: Steps | None = None
    values: tuple[Value, ...] = ()
