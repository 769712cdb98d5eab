"""The one workbook that is checked, given back with the findings marked in it in place of the format of that name.

A format is a function of reports and nothing else, so this is none: it needs the very bytes that were reported on.
They are read here, once, and checked and marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.errors import UnreadableError
from checker.inputs import Input
from checker.readers.files import read_file
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.cli.running import Run
    from checker.cli.wanted import Wanted
    from checker.inputs import Inputs
    from checker.model import Report
    from checker.pack.model import Pack

_FORMAT: Final = "xlsx"
_ARCHIVE: Final = b"PK\x03\x04"
"""How every workbook begins, and nothing that is JSON or YAML."""


def is_marked(wanted: Wanted) -> bool:
    """Whether a rendering of one workbook is the workbook itself, marked."""
    return wanted.format.name == _FORMAT


def held_for_marks(inputs: Inputs, wanted: Sequence[Wanted]) -> Inputs | Sequence[Input]:
    """The one input, with the bytes of its file where it may be given back: what is marked is what was checked."""
    if not any(map(is_marked, wanted)):
        return inputs
    return [_held(given) for given in inputs]


def _held(given: Input) -> Input:
    if given.content is not None:
        return given
    try:
        return Input(given.name, read_file(Path(given.name)))
    except UnreadableError:
        # Whoever checks it says so.
        return given


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """The workbook that was checked, marked; None where it was none, or is not asked for, or cannot be marked.

    `note` is what is to be said of the last.
    """

    content: bytes | None = None
    note: str | None = None


def marked_input(run: Run, reports: Sequence[Report], packs: Mapping[str, Pack]) -> Marked:
    """What becomes of the one input where it is a workbook."""
    if len(reports) != 1 or not any(map(is_marked, run.wanted)):
        return Marked()
    (given,), (report,) = run.inputs, reports
    if given.content is None or not given.content.startswith(_ARCHIVE):
        return Marked()
    from checker.marking.marks import mark_workbook
    from checker.reporting import naming

    content = mark_workbook(given.content, report, packs.get(report.pack_id or ""))
    file = naming.input_name(report)
    return Marked(content, None if content else say(report.lang, "marking.not-marked", file=file))
