"""`plancheck fix PLAN`: the shortest way to a plan that passes; with --write, as much of it as a program can do."""

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from checker.checking import Options, check_document, read_plan
from checker.cli.command import (
    AS_OF,
    choice_option,
    command,
    file_argument,
    file_option,
    flag_option,
    output_options,
    pack_option,
)
from checker.cli.judging import (
    against_given,
    against_option,
    inputs_given,
    keep_inputs,
    note_on_against,
    options_asked,
    packs_of,
    refused_for_faults,
)
from checker.cli.outcome import Outcome, Status, layout_for, readable, refuse
from checker.fixing.result import Fix, fix_document, is_reached
from checker.fixing.trials import Goal
from checker.fixing.writing import Delivered
from checker.i18n import N_, say
from checker.inputs import STANDARD_INPUT, is_folder
from checker.model import Language, Verdict
from checker.pack.model import Pack
from checker.readers import Document, suffix_of
from checker.readers.files import read_file
from checker.reporting.printable import printable

FORMATS: Final = {"text": "checker.fixing.text", "json": "checker.fixing.json"}
"""The formats of a way, and the module of each, with its function `render`."""


@command(
    "Say the smallest set of edits that would make a document pass, of those that the rules declare, and what "
    "could be done instead. The document is taken at its word: what is a fact is never edited away.",
    file_argument("plan", "The document: JSON, YAML or a filled-in form. “-” is standard input.", "FILE"),
    flag_option(
        "write",
        "Make in the file what a program can make, and mark in it what only a person can say; everything "
        "else in the file stays as it is. Of a workbook or a Word document only a copy is written: "
        "--write-to.",
    ),
    file_option("--write-to", "As --write, but into this file; the document stays as it is."),
    flag_option("why", "Say also why fewer edits are not enough."),
    choice_option(
        "goal",
        "What the document is to come to: no error and no warning (pass), or no error (review); default: pass.",
        tuple(goal.value for goal in Goal),
        default=Goal.PASS.value,
    ),
    pack_option(),
    *output_options(tuple(FORMATS)),
    AS_OF,
    against_option(),
    epilog=N_(
        "Exit status: 0 the document passes (or nothing returns it, with --goal review), if need "
        "be after --write; 1 edits are needed, or no edit helps; 2 wrong usage, or an input "
        "that cannot be read; 3 the rules could not be judged."
    ),
)
def run(
    lang: Language,
    *,
    plan: str,
    write: bool,
    write_to: str | None,
    why: bool,
    pack: str | None,
    goal: str,
    made_as: str,
    output: str | None,
    as_of: date | None,
    against: tuple[str, ...],
) -> Outcome:
    """The edits, and the document with them where that is asked for."""
    keep_inputs((plan, *against), (output,))
    keep_inputs(against, (write_to,))
    options = options_asked(pack, lang, as_of)
    options = replace(options, against=against_given(against, options))
    given = _given(plan, options)
    if given.document.faults:
        return refused_for_faults(
            given.document,
            options,
            N_("{name}: parts of it cannot be understood. Correct the places that are listed, and run fix again."),
            plan,
        )
    target = write_to if write_to is not None else plan if write else None
    if target is not None:
        _require_writable(given, target, output, lang)
    found = fix_document(given.document, _pack_for(given, options), options, Goal(goal))
    delivered: Delivered | None = None
    also: tuple[Outcome, ...] = ()
    if target is not None and found.way is not None:
        delivered, also = _written(found, given, target, options)
    layout = layout_for(output)
    content = import_module(FORMATS[made_as]).render(found, layout, delivered, why=why)
    note = note_on_against([found.kind], [found.report], options)
    return Outcome(content, _status(found, delivered), output, is_json=made_as == "json", note=note, also=also)


@dataclass(frozen=True, slots=True)
class _Given:
    """The plan that was given: its bytes, the document they hold, and the suffix of the format it is in."""

    name: str
    raw: bytes
    document: Document
    suffix: str


def _given(name: str, options: Options) -> _Given:
    if is_folder(name):
        refuse("{name} is a folder; give a file.", name=printable(name))
    (source,) = (given.source for given in inputs_given((name,)))
    with readable(name):
        raw = source if isinstance(source, bytes) else read_file(source)
        suffix = suffix_of(raw, "" if isinstance(source, bytes) else source.suffix)
        return _Given(name, raw, read_plan(raw, options.pack, name=name), suffix)


def _require_writable(given: _Given, target: str, output: str | None, lang: Language) -> None:
    """Refuse what cannot be written, before anything is worked out."""
    from checker.fixing.writing import COPIED, SUFFIXES

    if target == STANDARD_INPUT:
        refuse("Standard input cannot be written to; name a file with --write-to.")
    if given.suffix not in SUFFIXES:
        suffixes = say(lang, ", ").join(SUFFIXES)
        refuse(
            "{name}: only files of these kinds can be written into: {suffixes}. Without --write, the edits are listed.",
            name=printable(given.name),
            suffixes=suffixes,
        )
    if given.suffix in COPIED and Path(target).absolute() == Path(given.name).absolute():
        refuse(
            "{name}: of a workbook or a Word document only a copy is written, as it may lack what is drawn or attached "
            "there. Name a file with --write-to.",
            name=printable(given.name),
        )
    if output is not None and Path(output).absolute() == Path(target).absolute():
        refuse("{name} cannot be both the plan and the file for the output.", name=printable(target))


def _pack_for(given: _Given, options: Options) -> Pack:
    """The rule pack that judges the plan."""
    report = check_document(given.document, options)
    pack = packs_of([report], options).get(report.pack_id or "")
    if pack is None:
        refuse(
            "{name}: the plan names no circular whose rules are installed; name the rule pack with --pack.",
            name=printable(given.name),
        )
    return pack


def _written(fix: Fix, given: _Given, target: str, options: Options) -> tuple[Delivered, tuple[Outcome, ...]]:
    """The way written into the plan: what is said of it, and the file to deliver, if it is another one then."""
    from checker.fixing.writing import Delivered, write_way

    result = write_way(given.raw, given.suffix, fix, options.lang)
    named = f"x{given.suffix}"
    report = check_document(replace(read_plan(result.raw, fix.pack, name=named), name=target), options)
    is_new = result.raw != given.raw or Path(target).absolute() != Path(given.name).absolute()
    return Delivered(target, result.done, report), (Outcome(result.raw, output=target),) if is_new else ()


def _status(fix: Fix, delivered: Delivered | None) -> Status:
    report = fix.report if delivered is None else delivered.report
    if report.verdict is Verdict.UNDETERMINED:
        return Status.UNTRUSTED
    return Status.GOOD if is_reached(report, fix.goal) else Status.FOUND
