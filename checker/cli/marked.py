"""The one workbook or Word document that is checked, given back with the findings marked in it: `--marked FILE`.

A workbook also comes back where its report is wanted as one. A format is a function of reports and nothing else, so
this is none: it needs the very bytes that were reported on. They are read here, once, and checked and marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Final

import click
import msgspec

from checker.cli.judging_options import Rendering
from checker.cli.options import complete_path
from checker.cli.running import Run
from checker.cli.wording import misuse
from checker.errors import UnreadableError
from checker.i18n import say
from checker.inputs import Input, Inputs
from checker.model import Language, Report
from checker.pack.model import Pack
from checker.readers import FORMS
from checker.readers.files import read_file
from checker.reporting import naming
from checker.reporting.printable import printable

_WORKBOOK: Final = "xlsx"


def marked_option(lang: Language) -> click.Option:
    """`--marked FILE`."""
    return click.Option(
        ["--marked"],
        shell_complete=complete_path,
        metavar=say(lang, "FILE"),
        help=say(
            lang,
            "Write a copy of the one workbook or Word document to this file, with the findings marked in it as "
            "comments.",
        ),
    )


def require_form(files: Sequence[str], output: str, lang: Language) -> None:
    """Refuse to mark anything but one workbook or Word document, under a name of the same kind. Raises `UsageError`."""
    suffix = PurePath(files[0]).suffix.lower()
    if len(files) > 1 or suffix not in FORMS:
        misuse(lang, "--marked gives one workbook (.xlsx) or one Word document (.docx) back; name one such file.")
    if output != "-" and PurePath(output).suffix.lower() != suffix:
        misuse(
            lang,
            "A marked copy is a file of the same kind: let the name {output} end in {suffix}.",
            output=printable(output),
            suffix=suffix,
        )


def is_workbook(wanted: Rendering) -> bool:
    """Whether a rendering is a workbook, in the place of which one that is checked comes back itself."""
    return wanted.format.name == _WORKBOOK


def comes_back(wanted: Rendering, report: Report) -> bool:
    """Whether a rendering of the report is the workbook itself, marked."""
    return is_workbook(wanted) and PurePath(report.name or "").suffix.lower() == f".{_WORKBOOK}"


def held_for_marks(inputs: Inputs) -> list[Input]:
    """The one input, with the bytes of its file, as it may be given back: what is marked is what was checked."""
    return [_held(given) for given in inputs]


def _held(given: Input) -> Input:
    if given.content is not None:
        return given
    try:
        return Input(given.name, read_file(Path(given.name)))
    except UnreadableError:
        # Whoever checks it says so.
        return given


class Copy(msgspec.Struct, frozen=True, eq=False):
    """The one input given back, and what is to be said of it: what it lacks, or why it is no more than a list."""

    content: bytes
    note: str | None = None


def copy_of(run: Run, report: Report, packs: Mapping[str, Pack]) -> Copy | None:
    """What becomes of the one input where it is a workbook or a Word document that is there."""
    (given,) = run.inputs
    if given.content is None or PurePath(given.name).suffix.lower() not in FORMS:
        return None
    from checker.office.marking import mark

    lang, file = report.lang, naming.input_name(report)
    marked = mark(given.content, report, packs.get(report.pack_id or ""))
    note = None
    if marked.reason is not None:
        reason = marked.reason.in_language(lang)
        note = say(lang, "Note: {file} does not come back marked. {reason}", file=file, reason=reason)
    elif marked.lost:
        lost = say(lang, ", ").join(each.in_language(lang) for each in marked.lost)
        note = say(lang, "Note: the copy of {file} lacks: {lost}.", file=file, lost=lost)
    return Copy(marked.content, note)
