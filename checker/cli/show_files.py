"""`--show-files`: what would be checked, and what in the folders would not, with why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.cli.outcome import Outcome
from checker.i18n import say
from checker.inputs import is_folder, left_out_of
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.inbox import FoundFile
    from checker.inputs import Input
    from checker.model import Language


def shown_files(given: Iterable[str], inputs: Iterable[Input], output: str | None, lang: Language) -> Outcome:
    """A line for each file: what would be checked, then what is left out of the folders that were `given`."""
    taken = list(inputs)
    lines = [printable(each.name) for each in taken]
    lines += [
        say(lang, "{file}: left out, {reason}", file=printable(name), reason=say(lang, reason))
        for folder in given
        if is_folder(folder)
        for name, reason in left_out_of(folder, taken)
    ]
    return Outcome("".join(f"{line}\n" for line in lines), output=output)


def shown_found(found: Iterable[FoundFile], output: str | None, lang: Language) -> Outcome:
    """A line for each file that a review would account for: what would be judged, and what is no document."""
    lines = [
        printable(each.name)
        if each.what is None
        else say(lang, "{file}: left out, {reason}", file=printable(each.name), reason=say(lang, each.what))
        for each in found
    ]
    return Outcome("".join(f"{line}\n" for line in lines), output=output)
