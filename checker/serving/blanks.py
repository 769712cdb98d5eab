"""Blank plans to fill in, by format: those of `checker.forms`, the easiest first; texts `serving.blank.<name>`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.forms import TEMPLATES, render_template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language
    from checker.pack.model import Office, Pack


@dataclass(frozen=True, slots=True)
class Blank:
    """One format of blank plans: its name, and the media type of its file."""

    name: str
    media: str

    @property
    def suffix(self) -> str:
        """The suffix of its file."""
        return f".{self.name}"

    def make(self, pack: Pack, office: Office, lang: Language) -> bytes:
        """The blank plan of an office."""
        made = render_template(self.name, pack, office, lang)
        return made if isinstance(made, bytes) else made.encode()


_MEDIA: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "yaml": "application/yaml",
}

BLANKS: Final[Mapping[str, Blank]] = {name: Blank(name, media) for name, media in _MEDIA.items() if name in TEMPLATES}
"""Every format by its name, in the order in which they are offered."""
