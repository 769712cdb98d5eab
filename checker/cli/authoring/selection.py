"""Which rule pack an author means, which of its rules, and what its files are called."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.command import Argument
from checker.cli.options import complete_path
from checker.i18n import say
from checker.model import Language
from checker.pack.model import Pack
from checker.reporting.printable import printable


def pack_argument(lang: Language) -> Argument:
    """The argument `[PACK]`: an id or a folder."""
    return Argument(
        "pack",
        say(lang, "Rule pack: an id, or a folder (default: the one installed)."),
        metavar=say(lang, "[PACK]"),
        required=False,
        shell_complete=complete_path,
    )


def no_such_rule(id_: str, pack: Pack, lang: Language) -> click.UsageError:
    """The error for a rule that the pack does not have, with the nearest that it has."""
    from checker.schema.nearness import nearest, offered

    hint = offered(nearest(id_, pack.rules_by_id)).in_language(lang)
    message = say(lang, "The rule pack {pack} has no rule “{rule}”.", rule=printable(id_), pack=pack.id)
    return click.UsageError(message + hint, click.get_current_context())


def named_from(here: Path, path: Path) -> str:
    """What a file is called by someone in the folder `here`: from there where it is below, else in full."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
