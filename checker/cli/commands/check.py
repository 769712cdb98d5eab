"""`plancheck check FILE…`: a report for each plan.

The one workbook or Word document that is checked comes back with the findings marked in it, by `--marked FILE`, and a
workbook also where its report is wanted as one. A format is a function of reports and nothing else, so this is none: it
needs the very bytes that were reported on. They are read here, once, and checked and marked.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path, PurePath
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from checker.checking import Options
from checker.cli.command import command, file_option, files_argument, flag_option
from checker.cli.judging import (
    JUDGING,
    JudgingOptions,
    Progress,
    Rendering,
    against_given,
    against_option,
    closed,
    inputs_given,
    keep_inputs,
    note_on_against,
    packs_of,
    shown_files,
    status_of,
)
from checker.cli.outcome import STANDARD_OUTPUT, Outcome, as_bytes, misuse, replacing, standard_output, write_out
from checker.errors import UnreadableError
from checker.findings import Say, say_of
from checker.i18n import N_, say
from checker.inputs import Input, is_folder
from checker.model import Language, Report
from checker.pack.loading import load_pack
from checker.pack.model import Pack
from checker.parallel import check_files
from checker.readers import FORMS
from checker.readers.files import read_file
from checker.reporting import Rendered, naming
from checker.reporting.printable import printable

_WORKBOOK: Final = "xlsx"


@command(
    "Check plans and print a report on each: the verdict, what was found and what to do "
    "about it, and what was checked and passed.",
    files_argument(
        "files", "Plans to check, as JSON or YAML. “-” is standard input; a folder means the plan files under it."
    ),
    file_option(
        "--marked",
        "Write a copy of the one workbook or Word document to this file, with the findings marked in it as comments.",
    ),
    *JUDGING,
    against_option(),
    flag_option("readback", "Say what was understood of each plan as well, as HTML always does."),
    epilog=N_(
        "With --marked, one workbook or Word document comes back as a copy with each finding as a "
        "comment where it stands, and a first sheet (in Word, a first comment) with the verdict; it can be "
        "corrected and checked again. What passes comes back clean. One workbook checked with "
        "--format xlsx comes back in the same way; several inputs, or another kind of file, give a "
        "workbook of the findings alone.\n\n"
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
        "is; 2 an input cannot be read or breaks the plan format; 3 the rules could not be "
        "judged."
    ),
)
def run(
    lang: Language, *, files: tuple[str, ...], marked: str | None, against: tuple[str, ...], **given: Any
) -> Outcome:
    """A report on each of the files."""
    asked = JudgingOptions(**given)
    many = len(files) > 1 or is_folder(files[0])
    wanted = asked.wanted(many=many, short=True)
    reads_back = asked.readback or any(each.format.name == "html" for each in wanted)
    options = asked.options(None if asked.pack is None else load_pack(asked.pack), lang, reads_back=reads_back)
    if marked is not None:
        _require_form(files, marked)
    keep_inputs((*files, *against), (marked, *(each.output for each in wanted)))
    options = replace(options, against=against_given(against, options))
    inputs = inputs_given(files)
    if asked.show_files:
        return shown_files(files, inputs, asked.output, lang)
    if all(each.format.streams for each in wanted) and marked is None and not against:
        return closed(_streamed(inputs, options, wanted, asked), wanted, lang)
    gives_back = not many and (marked is not None or any(map(_is_workbook, wanted)))
    outcome = _collected(inputs, options, wanted, asked, marked, gives_back=gives_back)
    has_copy = any(each.output == marked for each in outcome.also)
    return closed(outcome, wanted, lang, marked if has_copy else None)


# Piece by piece


def _streamed(inputs: Sequence[Input], options: Options, wanted: Sequence[Rendering], asked: JudgingOptions) -> Outcome:
    """What comes of the inputs, whose reports are written as they come; if it is interrupted, the files are gone."""
    render = RenderEach(tuple(wanted), options)
    watcher = Progress(len(inputs), options.lang)
    says: set[Say] = set()
    with watcher.interruptible(), ExitStack() as stack:
        writers = [stack.enter_context(_writer(each)) for each in wanted]
        for pieces, said in watcher.watch(check_files(inputs, options, render, jobs=asked.jobs)):
            says.add(said)
            for write, piece in zip(writers, pieces, strict=True):
                write(piece)
    return Outcome("", status_of(says, asked.fail_on))


class RenderEach(msgspec.Struct, frozen=True, eq=False):
    """Renders a report in the process that checked it."""

    wanted: tuple[Rendering, ...]
    options: Options

    def __call__(self, report: Report) -> tuple[list[Rendered], Say]:
        """Its renderings, in the order in which they are wanted, and what it has to say."""
        packs = packs_of([report], self.options)
        pieces = [wanted.format.render([report], packs, wanted.layout) for wanted in self.wanted]
        return pieces, say_of(report)


@contextmanager
def _writer(wanted: Rendering) -> Iterator[Callable[[Rendered], object]]:
    """What writes the pieces of one rendering to where it goes."""
    if wanted.output in (None, STANDARD_OUTPUT):
        with standard_output():
            yield partial(write_out, is_json=wanted.is_json)
    else:
        with replacing(str(wanted.output)) as file:
            yield lambda piece: file.write(as_bytes(piece))


# All at the end


def _collected(
    inputs: Sequence[Input],
    options: Options,
    wanted: Sequence[Rendering],
    asked: JudgingOptions,
    marked: str | None,
    *,
    gives_back: bool,
) -> Outcome:
    """What comes of the inputs, of which every report is kept; with `gives_back` the one input may be given back."""
    watcher = Progress(len(inputs), options.lang)
    held = [_held(given) for given in inputs] if gives_back else inputs
    with watcher.interruptible():
        reports = list(watcher.watch(check_files(held, options, _keep, jobs=asked.jobs)))
    packs = packs_of(reports, options)
    copy, note = _copy_of(held[0], reports[0], packs) if gives_back else (None, None)
    outcomes = [
        Outcome(
            copy
            if copy is not None and _comes_back(each, reports[0])
            else each.format.render(reports, packs, each.layout),
            output=each.output,
            is_json=each.is_json,
        )
        for each in wanted
    ]
    if copy is not None and marked is not None:
        outcomes.append(Outcome(copy, output=marked))
    kinds = [naming.kind_of(report, packs.get(report.pack_id or "")) for report in reports]
    notes = filter(None, (note, note_on_against(kinds, reports, options)))
    status = status_of(map(say_of, reports), asked.fail_on)
    return Outcome("", status, note="\n".join(notes) or None, also=tuple(outcomes))


def _keep(report: Report) -> Report:
    return report


# The one input, given back


def _require_form(files: Sequence[str], output: str) -> None:
    """Refuse to mark anything but one workbook or Word document, under a name of the same kind. Raises `UsageError`."""
    suffix = PurePath(files[0]).suffix.lower()
    if len(files) > 1 or suffix not in FORMS:
        misuse("--marked gives one workbook (.xlsx) or one Word document (.docx) back; name one such file.")
    if output != STANDARD_OUTPUT and PurePath(output).suffix.lower() != suffix:
        misuse(
            "A marked copy is a file of the same kind: let the name {output} end in {suffix}.",
            output=printable(output),
            suffix=suffix,
        )


def _is_workbook(wanted: Rendering) -> bool:
    """Whether a rendering is a workbook, in the place of which one that is checked comes back itself."""
    return wanted.format.name == _WORKBOOK


def _comes_back(wanted: Rendering, report: Report) -> bool:
    """Whether a rendering of the report is the workbook itself, marked."""
    return _is_workbook(wanted) and PurePath(report.name or "").suffix.lower() == f".{_WORKBOOK}"


def _held(given: Input) -> Input:
    """An input with the bytes of its file, as it may be given back: what is marked is what was checked."""
    if given.content is not None:
        return given
    try:
        return Input(given.name, read_file(Path(given.name)))
    except UnreadableError:
        # Whoever checks it says so.
        return given


def _copy_of(given: Input, report: Report, packs: Mapping[str, Pack]) -> tuple[bytes | None, str | None]:
    """The one input given back, where it is a workbook or a Word document that is there.

    And what is to be said of it: what it lacks, or why it is no more than a list.
    """
    if given.content is None or PurePath(given.name).suffix.lower() not in FORMS:
        return None, None
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
    return marked.content, note
