"""What a report says, section by section, whatever draws it: for a terminal (`page`), or as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from checker.i18n import say
from checker.model import Language, Text

HEADING: Final = "heading"
"""The role of what stands out, and is neither a severity nor a verdict."""


class Speaker(NamedTuple):
    """Says messages in one language, in the words for a kind of document."""

    lang: Language
    words: Mapping[str, Text] = {}

    def say(self, message: str, /, **values: object) -> str:
        """The message, with these values."""
        return say(self.lang, message, **self.words, **values)


class Passage(NamedTuple):
    """A paragraph; `marked`, which stands in it, is painted in the colour of `role`."""

    text: str
    marked: str = ""
    role: str = HEADING


class Bullets(NamedTuple):
    """Short paragraphs, each with a mark before it."""

    points: Sequence[Passage]


class Verbatim(NamedTuple):
    """Lines as they stand, whatever their width."""

    lines: Sequence[str]


class Labels(NamedTuple):
    """Labels, and the text beside each."""

    rows: Sequence[tuple[str, str]]


class TextTable(NamedTuple):
    """A table of texts; `right` are the columns of figures, `roles` those of cells by row and column.

    The first `whole` columns are never broken, so that what they hold can be copied.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()
    roles: Mapping[tuple[int, int], str] = {}
    whole: int = 0


class TextEntry(NamedTuple):
    """One of several things: a title, and about it points and labelled texts; `mark` is its number, as `1.`."""

    title: Passage
    points: Sequence[str] = ()
    rows: Sequence[tuple[str, str]] = ()
    mark: str = ""


class TextEntries(NamedTuple):
    """Several such things."""

    entries: Sequence[TextEntry]


class Section(NamedTuple):
    """Blocks below a heading, if there is one, sections among them; one that is `folded` is not for everybody."""

    heading: str
    blocks: Sequence[Block]
    folded: bool = False


Block = Passage | Bullets | Verbatim | Labels | TextTable | TextEntries | Section
