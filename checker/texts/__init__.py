"""Every sentence plancheck itself says, in English and Chinese side by side, an area a module.

A rule's texts are in its pack; here is only what does not depend on any circular.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.model import Language, Text

AREAS = (
    "analysis",
    "authoring",
    "cli",
    "comparison",
    "documents",
    "engine",
    "fixing",
    "forms",
    "html",
    "labels",
    "letter",
    "lint",
    "marking",
    "pack",
    "report",
    "review",
    "schema",
    "serving",
    "stored",
    "template",
    "verification",
    "word",
    "workbook",
)


@cache
def texts_of(area: str) -> dict[str, Text]:
    """The texts of one area: key without the area -> `Text`."""
    texts: dict[str, Text] = import_module(f"checker.texts.{area}").TEXTS
    return texts


def say(lang: Language, key: str, **values: Any) -> str:
    """The text `key` (`area.name`) in `lang`, its `{name}` places filled from `values`, a `Text` among them in `lang`.

    Raises `KeyError` for a key that does not exist: keys are ours, never input.
    """
    area, _, name = key.partition(".")
    text = texts_of(area)[name].in_language(lang)
    if not values:
        return text
    return text.format_map({name: _in(lang, value) for name, value in values.items()})


def _in(lang: Language, value: Any) -> Any:
    """A value that is itself a `Text`, in the same language."""
    from checker.model import Text

    return value.in_language(lang) if isinstance(value, Text) else value
