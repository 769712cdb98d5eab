"""The last lines on standard error: what was written where."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.cli.delivery import STANDARD_OUTPUT
from checker.cli.outcome import Outcome, Status
from checker.i18n import N_, say
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.cli.judging_options import Rendering
    from checker.model import Language


def closed(outcome: Outcome, wanted: Iterable[Rendering], lang: Language, marked: str | None = None) -> Outcome:
    """`outcome`, with a note that says to which files its renderings and the `marked` copy went, several to one too."""
    by_file: defaultdict[str, list[Rendering]] = defaultdict(list)
    for each in wanted:
        if each.output not in (None, STANDARD_OUTPUT):
            # Path.resolve raises where no file can have the name, which is said when it is written to.
            by_file[os.path.abspath(str(each.output))].append(each)  # noqa: PTH100
    if outcome.status is Status.INTERRUPTED or not (by_file or marked):
        return outcome
    comma = say(lang, ", ")
    doubled = [
        say(
            lang,
            "Warning: {formats} all went to {file}, where only the last of them is left.",
            formats=comma.join(each.format.name for each in same),
            file=printable(str(same[0].output)),
        )
        for same in by_file.values()
        if len(same) > 1
    ]
    files = [
        say(lang, N_("{file} ({format})"), file=printable(str(same[-1].output)), format=same[-1].format.name)
        for same in by_file.values()
    ]
    files += [] if marked is None else [printable(marked)]
    notes = (outcome.note, *doubled, say(lang, "Written: {files}", files=comma.join(files)))
    return replace(outcome, note="\n".join(note for note in notes if note))
