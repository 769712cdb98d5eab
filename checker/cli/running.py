"""Checks the inputs of a command and delivers what is wanted of them: all at the end, or piece by piece."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click
import msgspec

from checker.cli.delivery import STANDARD_OUTPUT, as_bytes, replacing, standard_output, write_out
from checker.cli.judging_options import FAILING
from checker.cli.outcome import Status
from checker.filing import filed_of
from checker.i18n import say
from checker.inputs import STANDARD_INPUT, inputs_of
from checker.model import Severity, Verdict
from checker.pack.loading import load_pack
from checker.parallel import check_files
from checker.readers import OLD_SUFFIXES, SUFFIXES
from checker.readers.limits import MOST_BYTES
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.checking import Options
    from checker.cli.judging_options import Rendering
    from checker.facts.review import Contribution
    from checker.filing import Filed, Say
    from checker.inputs import Input, Inputs
    from checker.model import Language, Report, Review
    from checker.pack.model import Pack
    from checker.reporting import Rendered

_WORTH_SHOWING: Final = 20
"""From so many inputs on, a person at a terminal wants to see how far it is."""


def status_of(says: Iterable[Say], fail_on: str) -> Status:
    """The exit status: the highest that any of the reports asks for."""
    return max((_status_of(each, FAILING[fail_on]) for each in says), default=Status.GOOD)


def _status_of(each: Say, failing: frozenset[Severity]) -> Status:
    if each.verdict is Verdict.UNDETERMINED:
        return Status.UNTRUSTED
    if each.verdict is Verdict.INVALID:
        return Status.UNREADABLE
    return Status.FOUND if each.severities & failing else Status.GOOD


def inputs_given(files: tuple[str, ...], lang: Language) -> Inputs:
    """The inputs that the arguments stand for. Raises `UsageError` where a folder has none."""
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError(say(lang, "Standard input can be read only once."), click.get_current_context())
    found, empty = inputs_of(files, (*SUFFIXES, *OLD_SUFFIXES), lambda: _standard_input(lang))
    if empty:
        suffixes = say(lang, ", ").join(SUFFIXES)
        message = say(
            lang, "There is no plan file ({suffixes}) in {folder}.", folder=printable(empty[0]), suffixes=suffixes
        )
        raise click.UsageError(message, click.get_current_context())
    return found


def _standard_input(lang: Language) -> bytes:
    """The bytes of standard input: of one more than is read of any input, so that too many are noticed."""
    try:
        return b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        message = say(lang, "Standard input cannot be read: {reason}.", reason=error.strerror or type(error).__name__)
        raise click.UsageError(message, click.get_current_context()) from error


def packs_of(judged: Iterable[Report | Review], options: Options) -> dict[str, Pack]:
    """The rule packs that judged, by id."""
    if options.pack is not None:
        return {options.pack.id: options.pack}
    return {id_: load_pack(id_) for id_ in {each.pack_id for each in judged} if id_ is not None}


class Run(msgspec.Struct, frozen=True, eq=False):
    """One command's work: what is checked, how, by how many processes, and what is wanted of it."""

    inputs: Inputs | Sequence[Input]
    options: Options
    wanted: tuple[Rendering, ...]
    jobs: int = 1
    isolated: bool = False
    """Whether other processes do the work even if there is one job, so that a crash is not the end of the run."""

    @property
    def streams(self) -> bool:
        """Whether everything wanted can be written piece by piece, so that nothing has to be kept."""
        return all(wanted.format.streams for wanted in self.wanted)

    def stream(self, take: Callable[[Filed], bool]) -> str | None:
        """Write each report as it comes, where `take` says that it is not left out.

        Returns a note if a person interrupted it; the files written to are then gone.
        """
        render = _Render(self.wanted, self.options)
        done = 0
        try:
            with ExitStack() as stack:
                sinks = [stack.enter_context(_sink(wanted)) for wanted in self.wanted]
                for pieces, filed in self._checked(render):
                    done += 1
                    if take(filed):
                        for sink, piece in zip(sinks, pieces, strict=True):
                            sink.write(piece)
        except KeyboardInterrupt:
            return self.interrupted(done)
        return None

    def collect(self) -> tuple[list[tuple[Report, Filed]], str | None]:
        """Every report and what a review remembers of it; and a note if a person interrupted it."""
        kept: list[tuple[Report, Filed]] = []
        try:
            kept.extend(self._checked(_keep))
        except KeyboardInterrupt:
            return kept, self.interrupted(len(kept))
        return kept, None

    def interrupted(self, done: int) -> str:
        """What is said when a person stops the run."""
        return say(
            self.options.lang,
            "Interrupted: {done} of {all} plans had been judged. No output file was changed.",
            done=done,
            all=len(self.inputs),
        )

    def _checked(self, keep: Callable[[Report, Contribution], Any]) -> Iterator[Any]:
        checked = check_files(self.inputs, self.options, keep, jobs=self.jobs, isolated=self.isolated)
        if len(self.inputs) < _WORTH_SHOWING or sys.stderr is None or not sys.stderr.isatty():
            yield from checked
            return
        label = say(self.options.lang, "Checking")
        with click.progressbar(checked, length=len(self.inputs), label=label, file=sys.stderr) as bar:
            yield from bar


def _keep(report: Report, contribution: Contribution) -> tuple[Report, Filed]:
    return report, filed_of(report, contribution)


class _Render(msgspec.Struct, frozen=True, eq=False):
    """Renders a report in the process that checked it."""

    wanted: tuple[Rendering, ...]
    options: Options

    def __call__(self, report: Report, contribution: Contribution) -> tuple[list[Rendered], Filed]:
        packs = packs_of([report], self.options)
        pieces = [wanted.format.render([report], packs, wanted.layout) for wanted in self.wanted]
        return pieces, filed_of(report, contribution)


@contextmanager
def _sink(wanted: Rendering) -> Iterator[_Sink]:
    if wanted.output in (None, STANDARD_OUTPUT):
        with standard_output():
            yield _Sink(None, wanted.is_json)
    else:
        with replacing(str(wanted.output)) as file:
            yield _Sink(file, wanted.is_json)


class _Sink(msgspec.Struct, frozen=True, eq=False):
    """Where the pieces of one rendering go: a file, or standard output."""

    file: BinaryIO | None
    is_json: bool

    def write(self, piece: Rendered) -> None:
        if self.file is None:
            write_out(piece, is_json=self.is_json)
        else:
            self.file.write(as_bytes(piece))
