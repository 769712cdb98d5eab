"""Which language to speak, decided before anything is parsed: help and usage errors are in it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.model import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Language

OPTION: Final = "--lang"
_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(args: Sequence[str], environ: Mapping[str, str], system: str | None = None) -> Language:
    """The language that the arguments ask for (the last one counts), else the locale's, else English.

    `system` is what the operating system calls its locale where it has none of the variables for it.
    """
    chosen = _locale_language(environ, system)
    for place, arg in enumerate(args):
        if arg == "--":
            break
        name, equals, value = arg.partition("=")
        if name == OPTION:
            following = value if equals else "".join(args[place + 1 : place + 2])
            chosen = next((lang for lang in LANGUAGES if lang == following), chosen)
    return chosen


def _locale_language(environ: Mapping[str, str], system: str | None) -> Language:
    """The language of the first variable that is set, as POSIX has it; English where there is none."""
    named = next((environ[name] for name in _VARIABLES if environ.get(name)), system or "")
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"
