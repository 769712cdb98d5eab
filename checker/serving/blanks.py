"""Blank plans to fill in: a table of their formats. A format is a row; its text is `serving.blank.<name>`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.template import render_template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.model import Language
    from checker.pack.model import Office, Pack


@dataclass(frozen=True, slots=True)
class Blank:
    """One format of blank plans: suffix and media type of its file, and how it is made."""

    suffix: str
    media: str
    make: Callable[[Pack, Office, Language], bytes]


def _yaml(pack: Pack, office: Office, lang: Language) -> bytes:
    return render_template(pack, office, lang).encode()


BLANKS: Final[Mapping[str, Blank]] = {"yaml": Blank(".yaml", "application/yaml", _yaml)}
"""Every format by its name, in the order in which they are offered."""
