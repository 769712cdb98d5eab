"""What documents are held against: the plans, or the compilations, that `--against` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.cli.options import complete_path
from checker.cli.refusals import refuse_unreadable
from checker.cli.running import inputs_given
from checker.errors import UnreadableError
from checker.holding import Held
from checker.i18n import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.checking import HeldAgainst, Options
    from checker.model import Language


def against_option(lang: Language, explanation: str | None = None, *, required: bool = False) -> click.Option:
    """`--against FILE`, any number of times."""
    return click.Option(
        ["--against"],
        multiple=True,
        required=required,
        shell_complete=complete_path,
        metavar=say(lang, "FILE"),
        help=explanation
        or say(
            lang,
            "Hold reports against this plan, or this compilation as JSON; may be given several times. "
            "(default: not held against any)",
        ),
    )


def against_given(names: Sequence[str], options: Options) -> HeldAgainst | None:
    """The documents in these files by format and sender; None where no file is named. Refuses what cannot be used."""
    if not names:
        return None
    held = Held()
    for given in inputs_given(tuple(names), options.lang):
        try:
            held.add(given, options)
        except UnreadableError as error:
            refuse_unreadable(given.name, error.message(options.lang), options.lang)
    return held
