"""Blank plans to fill in, by format: those of `checker.forms`, the easiest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.forms import TEMPLATES, render_template
from checker.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language
    from checker.pack.model import Office, Pack


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

    def make(self, pack: Pack, office: Office, lang: Language) -> bytes:
        """The blank plan of an office."""
        made = render_template(self.name, pack, office, lang)
        return made if isinstance(made, bytes) else made.encode()


_BLANKS: Final = (
    Blank("xlsx", N_("Excel workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Blank("docx", N_("Word document"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Blank("yaml", N_("YAML (plain text with comments)"), "application/yaml"),
)

BLANKS: Final[Mapping[str, Blank]] = {each.name: each for each in _BLANKS if each.name in TEMPLATES}
"""Every format by its name, in the order in which they are offered."""
