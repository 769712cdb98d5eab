"""Blank plans to fill in, by format: those of `checker.forms`, the easiest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.forms import TEMPLATES, render_template
from checker.i18n import N_
from checker.template import senders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Language, Text
    from checker.pack.model import DocumentKind, Pack


@dataclass(frozen=True, slots=True)
class Blank:
    """One format of blank plans: its name, what it is called (a message), and the media type of its file."""

    name: str
    title: str
    media: str

    @property
    def suffix(self) -> str:
        """The suffix of its file."""
        return f".{self.name}"

    def make(self, whose: Whose, lang: Language) -> bytes:
        """The blank document of a sender, of whose kind there is one in this format."""
        made = render_template(self.name, whose.pack, whose.document, whose.sender, lang)
        return made if isinstance(made, bytes) else made.encode()


@dataclass(frozen=True, slots=True, eq=False)
class Whose:
    """A kind of document, and somebody who sends one."""

    pack: Pack
    document: DocumentKind
    sender: str

    @property
    def address(self) -> str:
        """What stands for it in an address: codes may have blanks, what comes before has none."""
        return f"{self.pack.id} {self.document.format} {self.sender}"

    def name(self, lang: Language) -> str:
        """The name of the sender."""
        name: Text | None = self.pack.label(self.document.roster, self.sender)
        return self.sender if name is None else name.in_language(lang)


def whose_of(packs: Iterable[Pack]) -> Mapping[str, Whose]:
    """By its address, every document that somebody has to send under these circulars."""
    every = (
        Whose(pack, document, sender)
        for pack in packs
        for document in pack.documents.values()
        for sender in senders_of(pack, document)
    )
    return {whose.address: whose for whose in every}


_BLANKS: Final = (
    Blank("xlsx", N_("Excel workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Blank("docx", N_("Word document"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Blank("yaml", N_("YAML (plain text with comments)"), "application/yaml"),
)

BLANKS: Final[Mapping[str, Blank]] = {each.name: each for each in _BLANKS if each.name in TEMPLATES}
"""Every format by its name, in the order in which they are offered."""
