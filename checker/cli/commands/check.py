"""`plancheck check FILE…`: a report for each plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.cli.asked import Asked, options_of_judging
from checker.cli.command import Argument, Command
from checker.cli.keeping import keep_inputs
from checker.cli.marked import held_for_marks, is_marked, marked_input
from checker.cli.options import complete_path, flag_option
from checker.cli.outcome import Outcome, Status
from checker.cli.running import Run, inputs_given, packs_of, status_of
from checker.i18n import say
from checker.inputs import is_folder
from checker.pack.loading import load_pack

if TYPE_CHECKING:
    from checker.filing import Filed, Say
    from checker.model import Language


def make_command(name: str, lang: Language) -> Command:
    """The command `check`, in `lang`."""

    def check(files: tuple[str, ...], **given: Any) -> Outcome:
        asked = Asked(**given)
        options = asked.options(None if asked.pack is None else load_pack(asked.pack), lang)
        many = len(files) > 1 or is_folder(files[0])
        wanted = asked.wanted(many=many)
        keep_inputs(files, (each.output for each in wanted), lang)
        inputs = inputs_given(files, lang)
        run = Run(inputs if many else held_for_marks(inputs, wanted), options, wanted, asked.jobs)
        return _streamed(run, asked.fail_on) if run.streams else _collected(run, asked.fail_on)

    explanation = say(lang, "Say what was understood of each plan as well, in text and HTML.")
    files = Argument(
        "files",
        say(lang, "Plans to check, as JSON or YAML. “-” is standard input; a folder means the plan files under it."),
        nargs=-1,
        required=True,
        metavar=say(lang, "FILE…"),
        shell_complete=complete_path,
    )
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Check plans and print a report on each: the verdict, what was found and what to do "
            "about it, and what was checked and passed.",
        ),
        callback=check,
        params=[files, *options_of_judging(lang), flag_option("readback", explanation)],
        epilog=say(
            lang,
            "One workbook checked with --format xlsx (or --report xlsx=FILE) comes back as it "
            "was sent, with each finding as a comment and a colour on its cell, and a first "
            "sheet with the verdict and the list; a marked workbook can be corrected and checked "
            "again. Several inputs, or another kind of file, give a workbook of the findings "
            "alone.\n\n"
            "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
            "is; 2 an input cannot be read or breaks the plan format; 3 the rules could not be "
            "judged.",
        ),
    )


def _streamed(run: Run, fail_on: str) -> Outcome:
    says: set[Say] = set()

    def take(filed: Filed) -> bool:
        says.add(filed.say)
        return True

    note = run.stream(take)
    return Outcome("", Status.INTERRUPTED if note else status_of(says, fail_on), note=note)


def _collected(run: Run, fail_on: str) -> Outcome:
    kept, note = run.collect()
    if note:
        return Outcome("", Status.INTERRUPTED, note=note)
    reports = [report for report, _ in kept]
    packs = packs_of(reports, run.options)
    marked = marked_input(run, reports, packs)
    rendered = [
        Outcome(
            marked.content
            if marked.content is not None and is_marked(wanted)
            else wanted.format.render(reports, packs, wanted.layout),
            output=wanted.output,
            is_json=wanted.is_json,
        )
        for wanted in run.wanted
    ]
    status = status_of((filed.say for _, filed in kept), fail_on)
    return Outcome("", status, note=marked.note, also=tuple(rendered))
