"""YAML 1.1 and 1.2, core schema only, from libyaml's events to data in one pass without recursion.

libyaml's own composer recurses, expands aliases without limit and constructs what a tag asks for; the events alone are
harmless, and cheaper. Where PyYAML was built without libyaml, its slower parser gives the same events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import yaml

from checker.documents.document import Reading
from checker.documents.places import TextPlaces, unreadable_at
from checker.documents.utf8 import decoded
from checker.documents.yaml_composing import Composer
from checker.documents.yaml_problems import unreadable_escape, unreadable_yaml

if TYPE_CHECKING:
    from yaml.events import Event

    from checker.documents.labels import AskLabels

_MOST_HANDLES: Final = 64
"""libyaml compares each %TAG line with all before it, so thousands of them would take minutes."""


class _Events(Protocol):
    def get_event(self) -> Event | None: ...


def read(raw: bytes, _labels: AskLabels) -> Reading:
    """The document in `raw`; an empty one is None. Raises `UnreadableError`."""
    text = decoded(raw)
    if text.startswith("\ufeff"):
        raise unreadable_at(
            text,
            0,
            "The character {found} stands here, which YAML does not allow. Remove it; where "
            "there are many, the file is damaged or no text.",
            found="U+FEFF",
        )
    if text.count("%TAG") > _MOST_HANDLES:
        raise unreadable_at(
            text,
            text.index("%TAG"),
            "The line with “%” here is no directive that can be followed; “%YAML 1.1” or “%YAML "
            "1.2” can be, once. Remove the line.",
        )
    try:
        data, node = Composer(text).compose(_parser(text).get_event)
    except yaml.YAMLError as error:
        raise unreadable_yaml(text, error) from None
    except (ValueError, OverflowError):
        raise unreadable_escape(text) from None
    return Reading(data, TextPlaces(lambda: (text, node)))


def _parser(text: str) -> _Events:
    if yaml.__with_libyaml__:
        from yaml._yaml import CParser

        return CParser(text)
    return yaml.SafeLoader(text)
