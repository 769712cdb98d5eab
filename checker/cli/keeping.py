"""What is read is never written over: a plan is the only one of its kind, and a report can be made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.inputs import STANDARD_INPUT
from checker.readers import SUFFIXES
from checker.reporting.printable import printable
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.model import Language


def keep_inputs(inputs: Sequence[str], outputs: Iterable[str | None], lang: Language) -> None:
    """Refuse to write to an output that is one of the inputs, or a plan file in a folder among them.

    Raises `UsageError`.
    """
    for output in outputs:
        if output is not None and output != STANDARD_INPUT and any(_is_read(output, given) for given in inputs):
            raise click.UsageError(say(lang, "cli.onto-input", output=printable(output)), click.get_current_context())


def _is_read(output: str, given: str) -> bool:
    if given == STANDARD_INPUT:
        return False
    try:
        written = Path(output).resolve(strict=True)
        if written.samefile(given):
            return True
        return written.suffix.lower() in SUFFIXES and Path(given).resolve() in written.parents
    except (OSError, ValueError):
        # One of them is not there.
        return False
