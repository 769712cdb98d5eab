"""What commands that judge are asked and given, how far a run over it is, and what is said at its end."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

import click
import msgspec
from msgspec.structs import replace

from checker.checking import HeldAgainst, Options, check_document
from checker.cli.command import (
    AS_OF,
    LANG,
    Option,
    bad_value,
    choice_option,
    file_option,
    flag_option,
    jobs_option,
    one_of,
    output_option,
    pack_option,
)
from checker.cli.outcome import (
    STANDARD_OUTPUT,
    Outcome,
    Shown,
    Status,
    current_language,
    hint_at,
    is_debugging,
    layout_for,
    misuse,
    none_of,
    readable,
)
from checker.engine import EngineName, default_engine
from checker.findings import Say
from checker.i18n import N_, say
from checker.inputs import STANDARD_INPUT, Input, inputs_of, is_folder, left_out_of
from checker.model import LEFT_OUT, NOT_READ, SCHEMA, Language, Report, Severity, Verdict
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack
from checker.readers import OLD_SUFFIXES, SUFFIXES, Document
from checker.readers.limits import MOST_BYTES
from checker.reporting import FORMATS, Format, Layout
from checker.reporting.printable import printable
from checker.review_model import Review

if TYPE_CHECKING:
    from checker.decisions import Decisions
    from checker.inbox import FoundFile

_JSON_SUFFIXES = (".json", ".ndjson", ".sarif")


class Rendering(msgspec.Struct, frozen=True, eq=False):
    """One rendering: its format, the file it goes to (None: standard output), and how it is laid out."""

    format: Format
    output: str | None
    layout: Layout

    @property
    def is_json(self) -> bool:
        """Whether it is JSON, so that what an encoding lacks can be written as an escape."""
        return self.format.suffix.endswith(_JSON_SUFFIXES)


def _report(value: str) -> tuple[str, str]:
    name, equals, output = value.partition("=")
    if not equals or not output:
        raise bad_value("“{value}” is not FORMAT=FILE, for instance html=review.html.", value)
    if name not in FORMATS:
        raise click.BadParameter(none_of(name, FORMATS))
    return name, output


FAILING: Final = {
    "error": frozenset({Severity.ERROR}),
    "warning": frozenset({Severity.ERROR, Severity.WARNING}),
    "never": frozenset[Severity](),
}
"""What `--fail-on` says -> the severities that make the exit status 1."""


FAIL_ON: Final = choice_option(
    "fail-on",
    "From which severity on findings make the exit status 1 (default: error).",
    tuple(FAILING),
    default="error",
)


def options_asked(
    pack: str | None, lang: Language, as_of: date | None = None, decisions: Decisions | None = None
) -> Options:
    """How a command checks plans that has none of the options below but these."""
    return Options(None if pack is None else load_pack(pack), as_of, lang, decisions=decisions, debug=is_debugging())


CONCISE: Final = "concise"
STATISTICS: Final = "statistics"

_ENGINES: Final = ("durable_rules", "reference")


class JudgingOptions(msgspec.Struct, frozen=True, eq=False):
    """The values of the options, named as they are."""

    pack: str | None
    made_as: str | None
    output: str | None
    reports: tuple[tuple[str, str], ...]
    as_of: date | None
    fail_on: str
    jobs: int
    engine: EngineName | None
    cross_check: bool
    select: frozenset[str]
    ignore: frozenset[str]
    statistics: bool
    show_files: bool
    readback: bool = False

    def options(self, pack: Pack | None, lang: Language, *, reads_back: bool = False) -> Options:
        """How plans are checked, by `pack`; `reads_back` as there."""
        # Decided here, whichever process then judges: this one says so where durable_rules is not here.
        engine = self.engine or default_engine()
        asked = sorted(self.select | self.ignore)
        known = rules_known(pack) if asked else ()
        for id_ in asked:
            if id_ not in known:
                no_such_rule(id_, known)
        return Options(
            pack,
            self.as_of,
            lang,
            engine,
            self.cross_check,
            reads_back=reads_back,
            select=self.select or None,
            ignore=self.ignore,
            debug=is_debugging(),
        )

    def wanted(self, *, many: bool, short: bool = False) -> tuple[Rendering, ...]:
        """What is to come out; `many` says that several inputs were given, `short` that each finding is then a line.

        Without `--format`, what goes to `--output` or standard output is text.
        Raises `UsageError` for statistics in another format.
        """
        if self.statistics and self.made_as not in (None, CONCISE, next(iter(FORMATS))):
            misuse("--statistics is a format of its own, and goes with no other.")
        format_ = STATISTICS if self.statistics else self.made_as or (CONCISE if many and short else None)
        first = (format_ or next(iter(FORMATS)), self.output)
        return tuple(
            Rendering(FORMATS[name], file, layout_for(file, many=many)) for name, file in (first, *self.reports)
        )


def no_such_rule(id_: str, known: Iterable[str]) -> NoReturn:
    """Raise `UsageError` for an id that no rule has, with the nearest of those `known`."""
    misuse("There is no rule “{rule}”; `plancheck rules` lists them all.", hint_at(id_, known), rule=printable(id_))


def rules_known(pack: Pack | None = None) -> Sequence[str]:
    """The ids of all rules of a pack, or of those that are installed."""
    packs = [load_pack(id_) for id_ in installed_packs()] if pack is None else [pack]
    return [*dict.fromkeys(rule.id for each in packs for rule in each.rules)]


def complete_rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of rules that begin so, for the shell; behind a comma, the last one is completed."""
    before, comma, begin = incomplete.rpartition(",")
    return [f"{before}{comma}{rule}" for rule in rules_known() if rule.startswith(begin)]


def _ids_in(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> frozenset[str]:
    return frozenset(id_ for value in values for id_ in value.replace(",", " ").split())


_RULES: Final[dict[str, Any]] = {
    "metavar": N_("RULE,…"),
    "multiple": True,
    "callback": _ids_in,
    "shell_complete": complete_rules,
}

JUDGING: Final = (
    pack_option(),
    Option(
        ["--format", "made_as"],
        "Form of the output (default: text; of several plans to check, concise). One of: {choices}.",
        N_("NAME"),
        **one_of(tuple(FORMATS)),
    ),
    output_option(),
    Option(
        ["--report", "reports"],
        "Write a report of this format to this file as well; may be given several times.",
        N_("FORMAT=FILE"),
        multiple=True,
        type=_report,
    ),
    LANG,
    AS_OF,
    FAIL_ON,
    jobs_option(),
    choice_option("engine", "Evaluator that judges (default: durable_rules where it can be imported).", _ENGINES),
    flag_option("cross-check", "Let both evaluators judge; no verdict where they disagree."),
    Option(
        "--select", "Judge by these rules alone: ids with commas between them, or the option several times.", **_RULES
    ),
    Option(
        "--ignore", "Leave these rules out, in the same way; the report says so, and nothing then passes.", **_RULES
    ),
    flag_option(STATISTICS, "Say how often each rule was broken, instead of each finding."),
    flag_option("show-files", "Only list the files that would be checked, and those left out with why."),
)
"""The options that all who judge have."""


Result = TypeVar("Result")

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


def inputs_given(files: tuple[str, ...]) -> list[Input]:
    """The inputs that the arguments stand for. Raises `UsageError` where a folder has none."""
    found, empty = inputs_of(files, (*SUFFIXES, *OLD_SUFFIXES), _standard_input)
    if empty:
        suffixes = say(current_language(), ", ").join(SUFFIXES)
        misuse("There is no plan file ({suffixes}) in {folder}.", folder=printable(empty[0]), suffixes=suffixes)
    return found


def keep_inputs(inputs: Sequence[str], outputs: Iterable[str | None]) -> None:
    """Refuse to write to an output that is one of the inputs, or a plan file in a folder among them.

    And to read standard input twice. Raises `UsageError`.
    """
    if inputs.count(STANDARD_INPUT) > 1:
        misuse("Standard input can be read only once.")
    for output in outputs:
        if output is not None and output != STANDARD_INPUT and any(_is_read(output, given) for given in inputs):
            misuse(
                "{output} is one of the files that are read, and would be overwritten. Name another file.",
                output=printable(output),
            )


def _is_read(output: str, given: str) -> bool:
    if given == STANDARD_INPUT:
        return False
    try:
        written = Path(output).resolve(strict=True)
        if written.samefile(given):
            return True
        return written.suffix.lower() in SUFFIXES and Path(given).resolve() in written.parents
    except (OSError, ValueError, RuntimeError):
        # One of them is not there, or a link that leads in a circle.
        return False


def reviewed(paths: tuple[str, ...], options: Options, jobs: int) -> tuple[tuple[FoundFile, ...], tuple[Review, ...]]:
    """Everything that was sent, and the review of each circular.

    Raises `UsageError` as `files_given`, and `Shown` where a person interrupts it.
    """
    found = files_given(paths, options.pack)
    return found, reviews_found(found, options, jobs)


def reviews_found(found: Sequence[FoundFile], options: Options, jobs: int) -> tuple[Review, ...]:
    """The review of each circular of these files. Raises `Shown` where a person interrupts it."""
    from checker.reviewing import examine_files, reviews_of

    watcher = Progress(len(found), options.lang)
    with watcher.interruptible():
        # A crash in C code must not be the end of the review: other processes read the files, even for one job.
        examined = examine_files(found, options, jobs=jobs, isolated=True, watch=watcher.watch)
    reviews = reviews_of(examined, options)
    require_circular(reviews, options)
    return reviews


def require_circular(reviews: Iterable[Review], options: Options) -> None:
    """Raise `UsageError` for decisions of which none of the reviews would say anything."""
    if options.decisions is not None and options.decisions.circular not in {review.pack_id for review in reviews}:
        misuse(
            "The decisions are about plans under “{circular}”, and none of these are.",
            circular=printable(options.decisions.circular),
        )


def files_given(paths: Sequence[str], pack: Pack | None) -> tuple[FoundFile, ...]:
    """Every file that the arguments of a review stand for. Raises `UsageError` for a path that is not there, or empty.

    What standard input holds is a file as well.
    """
    from checker.inbox import readable
    from checker.reviewing import files_sent

    missing = [path for path in paths if path != STANDARD_INPUT and not os.path.lexists(path)]
    if missing:
        misuse("There is no file or folder {path}.", path=printable(missing[0]))
    given = [Input(path, _standard_input()) if path == STANDARD_INPUT else path for path in paths]
    found = files_sent(given, pack)
    for path in paths:
        # The folder where one is does not stand in the names of its files.
        inside = "" if PurePath(path) == PurePath() else f"{readable(PurePath(path).as_posix()).rstrip('/')}/"
        if is_folder(path) and not any(each.name.startswith(inside) for each in found):
            misuse("There is no file in {folder}.", folder=printable(path))
    return found


def _standard_input() -> bytes:
    """The bytes of standard input: of one more than is read of any input, so that too many are noticed."""
    try:
        return b"" if sys.stdin is None else sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        misuse("Standard input cannot be read: {reason}.", reason=error.strerror or type(error).__name__)


def packs_of(judged: Iterable[Report | Review], options: Options) -> dict[str, Pack]:
    """The rule packs that judged, by id: the one asked for, and what is installed of the others."""
    ids = {each.pack_id for each in judged} & set(installed_packs())
    packs = {id_: load_pack(id_) for id_ in ids if id_ is not None}
    return packs if options.pack is None else {**packs, options.pack.id: options.pack}


class Progress:
    """How far a run over so many inputs is; a person at a terminal sees it, where there are many."""

    def __init__(self, count: int, lang: Language) -> None:
        self._count = count
        self._lang = lang
        self._done = 0

    def watch(self, results: Iterable[Result]) -> Iterator[Result]:
        """The results as they come."""
        if self._count < _WORTH_SHOWING or sys.stderr is None or not sys.stderr.isatty():
            yield from self._counted(results)
            return
        label = say(self._lang, "Checking")
        with click.progressbar(self._counted(results), length=self._count, label=label, file=sys.stderr) as bar:
            yield from bar

    def _counted(self, results: Iterable[Result]) -> Iterator[Result]:
        for result in results:
            self._done += 1
            yield result

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Around the run: raises `Shown` where a person stops it."""
        try:
            yield
        except KeyboardInterrupt:
            note = say(
                self._lang,
                "Interrupted: {done} of {all} plans had been judged. No output file was changed.",
                done=self._done,
                all=self._count,
            )
            raise Shown(Outcome("", Status.INTERRUPTED, note=note)) from None


def closed(outcome: Outcome, wanted: Iterable[Rendering], lang: Language, marked: str | None = None) -> Outcome:
    """`outcome`, with a note that says to which files its renderings and the `marked` copy went, several to one too."""
    by_file: defaultdict[str, list[Rendering]] = defaultdict(list)
    for each in wanted:
        if each.output not in (None, STANDARD_OUTPUT):
            # Path.resolve raises where no file can have the name, which is said when it is written to.
            by_file[os.path.abspath(str(each.output))].append(each)  # noqa: PTH100
    if not (by_file or marked):
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


def shown_files(given: Iterable[str], inputs: Iterable[Input], output: str | None, lang: Language) -> Outcome:
    """A line for each file: what would be checked, then what is left out of the folders that were `given`."""
    taken = list(inputs)
    left_out = (each for folder in given if is_folder(folder) for each in left_out_of(folder, taken))
    return _listed([*((each.name, None) for each in taken), *left_out], output, lang)


def shown_found(found: Iterable[FoundFile], output: str | None, lang: Language) -> Outcome:
    """A line for each file that a review would account for: what would be judged, and what is no document."""
    return _listed(((each.name, each.what) for each in found), output, lang)


def _listed(files: Iterable[tuple[str, str | None]], output: str | None, lang: Language) -> Outcome:
    """A line for each file, with the reason why it is left out, if it is, which is a message."""
    lines = [
        printable(name)
        if reason is None
        else say(lang, "{file}: left out, {reason}", file=printable(name), reason=say(lang, reason))
        for name, reason in files
    ]
    return Outcome("".join(f"{line}\n" for line in lines), output=output)


def refused_for_faults(document: Document, options: Options, message: str, name: str) -> Outcome:
    """The faults as a report says them, and `message` on standard error."""
    report = check_document(document, options)
    told = tuple(finding for finding in report.findings if finding.rule in (SCHEMA, NOT_READ))
    faults = replace(report, findings=told)
    text = FORMATS["text"].render([faults], packs_of([faults], options), layout_for(None))
    note = say(options.lang, "Error: {message}", message=say(options.lang, message, name=printable(name)))
    return Outcome(text, Status.UNREADABLE, note=note)


# What documents are held against


_HELD: Final = N_(
    "Hold reports against this plan, or this compilation as JSON; may be given several times. "
    "(default: not held against any)"
)


def against_option(explanation: str = _HELD, *, required: bool = False) -> Option:
    """`--against FILE`, any number of times."""
    return file_option("--against", explanation, multiple=True, required=required)


def against_given(names: Sequence[str], options: Options) -> HeldAgainst | None:
    """The documents in these files by format and sender; None where no file is named. Refuses what cannot be used."""
    if not names:
        return None
    # Not needed where nothing is held against another, and a start counts.
    from checker.holding import Held

    held = Held()
    for given in inputs_given(tuple(names)):
        with readable(given.name):
            held.add(given, options)
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
