"""`plancheck check FILE…`: a report for each plan."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from checker.cli.against import against_given, against_option, note_on_against
from checker.cli.command import Argument, Command
from checker.cli.judging_options import JudgingOptions, options_of_judging
from checker.cli.marked import comes_back, copy_of, held_for_marks, is_workbook, marked_option, require_form
from checker.cli.options import complete_path, flag_option
from checker.cli.outcome import Outcome, Status
from checker.cli.refusals import keep_inputs
from checker.cli.running import Run, closed, inputs_given, packs_of, shown_files, status_of
from checker.i18n import say
from checker.inputs import is_folder
from checker.model import Language
from checker.pack.loading import load_pack
from checker.reporting.naming import kind_of
from checker.verdict import say_of


def make_command(name: str, lang: Language) -> Command:
    """The command `check`, in `lang`."""

    def check(files: tuple[str, ...], marked: str | None, against: tuple[str, ...], **given: Any) -> Outcome:
        asked = JudgingOptions(**given)
        many = len(files) > 1 or is_folder(files[0])
        wanted = asked.wanted(lang, many=many, short=True)
        reads_back = asked.readback or any(each.format.name == "html" for each in wanted)
        options = asked.options(None if asked.pack is None else load_pack(asked.pack), lang, reads_back=reads_back)
        options = replace(options, against=against_given(against, options))
        if marked is not None:
            require_form(files, marked, lang)
        keep_inputs((*files, *against), (marked, *(each.output for each in wanted)), lang)
        inputs = inputs_given(files, lang)
        if asked.show_files:
            return shown_files(files, inputs, asked.output, lang)
        gives_back = not many and (marked is not None or any(map(is_workbook, wanted)))
        run = Run(held_for_marks(inputs) if gives_back else inputs, options, wanted, asked.jobs)
        streams = run.streams and marked is None and not against
        outcome = (
            _streamed(run, asked.fail_on) if streams else _collected(run, asked.fail_on, marked, gives_back=gives_back)
        )
        has_copy = any(each.output == marked for each in outcome.also)
        return closed(outcome, wanted, lang, marked if has_copy else None)

    explanation = say(lang, "Say what was understood of each plan as well, as HTML always does.")
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
        params=[
            files,
            marked_option(lang),
            *options_of_judging(lang),
            against_option(lang),
            flag_option("readback", explanation),
        ],
        epilog=say(
            lang,
            "With --marked, one workbook or Word document comes back as a copy with each finding as a "
            "comment where it stands, and a first sheet (in Word, a first comment) with the verdict; it can be "
            "corrected and checked again. What passes comes back clean. One workbook checked with "
            "--format xlsx comes back in the same way; several inputs, or another kind of file, give a "
            "workbook of the findings alone.\n\n"
            "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something "
            "is; 2 an input cannot be read or breaks the plan format; 3 the rules could not be "
            "judged.",
        ),
    )


def _streamed(run: Run, fail_on: str) -> Outcome:
    says, note = run.stream()
    return Outcome("", Status.INTERRUPTED if note else status_of(says, fail_on), note=note)


def _collected(run: Run, fail_on: str, marked: str | None, *, gives_back: bool) -> Outcome:
    reports, note = run.collect()
    if note:
        return Outcome("", Status.INTERRUPTED, note=note)
    packs = packs_of(reports, run.options)
    copy = copy_of(run, reports[0], packs) if gives_back else None
    outcomes = [
        Outcome(
            copy.content
            if copy is not None and comes_back(wanted, reports[0])
            else wanted.format.render(reports, packs, wanted.layout),
            output=wanted.output,
            is_json=wanted.is_json,
        )
        for wanted in run.wanted
    ]
    if copy is not None and marked is not None:
        outcomes.append(Outcome(copy.content, output=marked))
    status = status_of(map(say_of, reports), fail_on)
    kinds = [kind_of(report, packs.get(report.pack_id or "")) for report in reports]
    notes = [None if copy is None else copy.note, note_on_against(kinds, reports, run.options)]
    return Outcome("", status, note="\n".join(filter(None, notes)) or None, also=tuple(outcomes))
