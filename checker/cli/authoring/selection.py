"""Which rule pack an author means, which of its rules, and what its files are called."""

from __future__ import annotations

from pathlib import Path

from checker.cli.command import Argument
from checker.cli.options import complete_path
from checker.i18n import say
from checker.model import Language


def pack_argument(lang: Language) -> Argument:
    """The argument `[PACK]`: an id or a folder."""
    return Argument(
        "pack",
        say(lang, "Rule pack: an id, or a folder (default: the one installed)."),
        metavar=say(lang, "[PACK]"),
        required=False,
        shell_complete=complete_path,
    )


def named_from(here: Path, path: Path) -> str:
    """What a file is called by someone in the folder `here`: from there where it is below, else in full."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
