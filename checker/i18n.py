"""What plancheck says, in English and Chinese, by gettext.

A message is its English text, written where it is said or in a table (`checker/messages`), with `{name}` where a value
goes. Its Chinese is in the catalogue (`checker/locale`), which English does without; `.ci/messages.py` keeps it up to
date.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, Final

from checker.model import Language, Text

_TABLES: Final = Path(__file__).with_name("messages")
CATALOGUE: Final = Path(__file__).with_name("locale") / "zh" / "LC_MESSAGES" / "plancheck.mo"

_AFTER_CONTEXT: Final = "\x04"
"""What stands between a context and its message, as in every catalogue of gettext."""


def N_(message: str, /, *, context: str | None = None) -> str:  # noqa: N802 - what gettext calls it everywhere
    """`message`, marked for the catalogue, to be said later.

    `context` tells it from a message with the same English that is something else in Chinese.
    """
    return message if context is None else f"{context}{_AFTER_CONTEXT}{message}"


@cache
def messages_of(name: str) -> Mapping[str, Sequence[str]]:
    """The messages of a table (`checker/messages/NAME.csv`): what its first column says -> those of the others."""
    with (_TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return {key: messages for key, *messages in rows}


def say(lang: Language, message: str, /, **values: Any) -> str:
    """`message`, or what `N_` made of it, in `lang`; its `{name}` places filled, with a `Text` among them in `lang`."""
    if lang == "zh":
        message = _chinese().gettext(message)
    words = message.rpartition(_AFTER_CONTEXT)[2]
    if not values:
        return words
    return words.format_map({name: _in(lang, value) for name, value in values.items()})


def text(message: str, /, **values: Any) -> Text:
    """What `say` says, in both languages."""
    return Text(say("en", message, **values), say("zh", message, **values))


def _in(lang: Language, value: Any) -> Any:
    """A value that is itself a `Text`, in the same language."""
    return value.in_language(lang) if isinstance(value, Text) else value


@cache
def _chinese() -> GNUTranslations:
    # Not needed in English, and a start counts.
    from gettext import GNUTranslations

    with CATALOGUE.open("rb") as file:
        return GNUTranslations(file)
