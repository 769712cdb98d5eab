"""What documents are held against: the plans, or the compilations, that `--against` names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from checker.checking import HeldAgainst, Options
from checker.cli.command import Option
from checker.cli.options import complete_path
from checker.cli.refusals import refuse_unreadable
from checker.cli.running import inputs_given
from checker.errors import UnreadableError
from checker.holding import Held
from checker.i18n import N_, say
from checker.model import LEFT_OUT, Report
from checker.pack.model import DocumentKind

_HELD: Final = N_(
    "Hold reports against this plan, or this compilation as JSON; may be given several times. "
    "(default: not held against any)"
)


def against_option(explanation: str = _HELD, *, required: bool = False) -> Option:
    """`--against FILE`, any number of times."""
    return Option("--against", explanation, N_("FILE"), multiple=True, required=required, shell_complete=complete_path)


def against_given(names: Sequence[str], options: Options) -> HeldAgainst | None:
    """The documents in these files by format and sender; None where no file is named. Refuses what cannot be used."""
    if not names:
        return None
    held = Held()
    for given in inputs_given(tuple(names)):
        try:
            held.add(given, options)
        except UnreadableError as error:
            refuse_unreadable(given.name, error.message(options.lang))
    return held


def note_on_against(kinds: Iterable[DocumentKind | None], reports: Iterable[Report], options: Options) -> str | None:
    """That `--against` makes no difference for documents of these kinds, or is missing for what the reports are on."""
    if options.against is None:
        left_out = (each for report in reports for each in report.findings if each.rule == LEFT_OUT)
        needs_other = any("against" in each.because for each in left_out)
        return say(options.lang, "Note: --against FILE names what a document is held against.") if needs_other else None
    if any(kind is None or kind.against is not None for kind in kinds):
        return None
    return say(
        options.lang,
        "Note: nothing that is checked here is held against another document; --against makes no difference.",
    )
