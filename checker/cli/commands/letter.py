"""`plancheck letter`: the letter with which a plan is returned, or the letters to all who have sent one, or should."""

import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from checker.checking import Options
from checker.cli.command import (
    AS_OF,
    DECISIONS,
    LANG,
    command,
    file_option,
    files_argument,
    flag_option,
    jobs_option,
    output_option,
    pack_option,
)
from checker.cli.judging import keep_inputs, options_asked, packs_of
from checker.cli.outcome import (
    STANDARD_OUTPUT,
    Outcome,
    Status,
    missing,
    misuse,
    misused,
    readable,
    refuse,
    refuse_unreadable,
)
from checker.cli.reports import NamedReport, NamedReviews, are_many, packs_of_reviews, report_or_reviews, require_pack
from checker.decisions import Decisions
from checker.i18n import N_, say
from checker.inputs import is_folder
from checker.model import UNREADABLE, Language, Text, Verdict
from checker.office.letters import Purpose, correspondents_of, is_returned, letters_of, no_letter, write_letter
from checker.office.rendering import layout_of
from checker.pack.model import Pack
from checker.readers.files import read_file
from checker.reporting.naming import VERDICTS
from checker.reporting.printable import printable
from checker.review_model import DecisionOutcome, ReviewedDecision

DOCX: Final = ".docx"


@command(
    "Write the letter with which a plan is returned for reformulation, as a Word file to "
    "edit and stamp: the findings numbered by clause, with what to do. What is still to "
    "be filled in is marked. Of many plans, write one to each whose plan goes back, a reminder to each who has "
    "sent none, a letter to each whose files cannot be read, and a list that says who gets none and why.",
    files_argument(
        "files",
        "The plan, or its report as check wrote it as JSON; for letters to all, files, folders and ZIP archives "
        "with the plans, or the review as JSON.",
        required=False,
    ),
    pack_option(),
    DECISIONS,
    output_option(
        N_(
            "Write to this file (.docx), all or nothing; it has to be named. For letters to all, a folder, which is "
            "new or empty."
        )
    ),
    file_option("--template", "Make the letters with this Word file, a changed copy of the template."),
    flag_option(
        "write-template", "Write the template of the letters instead: a Word file to change in Word, for --template."
    ),
    LANG,
    AS_OF,
    jobs_option(),
    epilog=N_(
        "Exit status: 0 the letters are written; 1 they are, but a decision does not apply; 2 wrong usage, an "
        "input that cannot be read, or a plan that is not returned; 3 the rules could not be judged."
    ),
)
def run(
    lang: Language,
    *,
    files: tuple[str, ...],
    pack: str | None,
    output: str | None,
    template: str | None,
    write_template: bool,
    as_of: date | None,
    decisions: Decisions | None,
    jobs: int,
) -> Outcome:
    """The letter to one sender, or the letters to all."""
    if output is None:
        missing("output")
    if write_template:
        return Outcome(layout_of("letter", lang), output=output)
    if not files:
        missing("files")
    keep_inputs((*files, *filter(None, (template,))), (output,))
    options = options_asked(pack, lang, as_of, decisions)
    if are_many(files):
        _require_folder(output, files)
    given = report_or_reviews(files, options, jobs)
    with readable(str(template)):
        own = None if template is None else read_file(Path(template))
        if isinstance(given, NamedReviews):
            if given.is_stored:
                _require_folder(output, ())
            return _letters(given, options, own, output)
        judged_by = _require_returned(given, options)
        return Outcome(write_letter(given.report, judged_by, lang, own), output=output)


def _require_folder(output: str, files: Iterable[str]) -> None:
    """Refuse to write letters anywhere but into a folder of their own.

    Among the plans they would be taken for files that were sent, and among those of another day for letters of today.
    """
    folder = Path(output)
    if output == STANDARD_OUTPUT or folder.suffix.lower() == DOCX:
        misuse("The letters to all go into a folder of their own. Name one with --output.")
    name = printable(output)
    if any(is_folder(file) and folder.resolve().is_relative_to(Path(file).resolve()) for file in files):
        refuse("{output}: this folder is among the plans. Name another one.", output=name)
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        refuse(
            "{output}: this is no empty folder, and letters of today would stand among others. Name a new one.",
            output=name,
        )


def _letters(given: NamedReviews, options: Options, template: bytes | None, output: str) -> Outcome:
    """The letters that reviews come to; of a single plan that people have decided about, its own."""
    lang = options.lang
    packs = packs_of_reviews(given, options)
    for review in given.reviews:
        _require_language(given, review.lang, lang)
    if all(pack.authority is None for pack in packs.values()):
        reason = no_letter(packs[given.reviews[0].pack_id]) or Text("", "")
        misused(reason.in_language(lang))
    if given.is_of_one:
        return _decided(given, packs, template, output, lang)
    letters = letters_of(given.reviews, packs, lang, template)
    folder = Path(output)
    try:
        for file in letters.files:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse("cannot write to {output}: {reason}.", output=printable(output), reason=error.strerror or "")
    files = tuple(Outcome(content, output=str(folder / file)) for file, content in letters.files.items())
    note = say(lang, "{summary} Written to {output}.", summary=letters.summary, output=printable(output))
    decisions = [each for review in given.reviews for each in review.decisions]
    is_judged = all(row.verdict is not Verdict.UNDETERMINED for review in given.reviews for row in review.roster)
    status = _status(decisions) if is_judged else Status.UNTRUSTED
    return Outcome("", status, also=files, note=note)


def _decided(
    given: NamedReviews, packs: Mapping[str, Pack], template: bytes | None, output: str, lang: Language
) -> Outcome:
    """The letter that returns the one plan there is. Refuses where it is not returned."""
    name = printable(given.name)
    for review in given.reviews:
        for each in correspondents_of(review, packs[review.pack_id]):
            if each.entry.row.file == given.name:
                if each.purpose is not Purpose.RETURN:
                    refuse("{name}: there is nothing to return: {why}.", name=name, why=each.reason)
                letter = each.write(packs[review.pack_id], lang, template)
                mine = [decision for decision in review.decisions if decision.office == each.entry.row.office]
                return Outcome(letter or b"", _status(mine), output)
    return refuse("{name}: it is nobody's plan on a roster, so there is nobody to write to.", name=name)


def _status(decisions: Iterable[ReviewedDecision]) -> Status:
    """Whether every decision applies."""
    applies = all(each.outcome is DecisionOutcome.APPLIED for each in decisions)
    return Status.GOOD if applies else Status.FOUND


def _require_language(given: NamedReport | NamedReviews, written: Language, lang: Language) -> None:
    """Refuse what was kept in another language than the letter is to be in."""
    if given.is_stored and written != lang:
        refuse(
            "{name}: this report is in another language than the letter. Give --lang {written}, or the plan itself.",
            name=printable(given.name),
            written=written,
        )


def _require_returned(given: NamedReport, options: Options) -> Pack:
    """The rule pack that judged the plan. Refuses what no letter can be written about."""
    report, lang = given.report, options.lang
    name = printable(given.name)
    packs = packs_of([report], options)
    pack = packs.get(report.pack_id or "")
    if pack is not None and (reason := no_letter(pack)) is not None:
        misused(reason.in_language(lang))
    if report.verdict is Verdict.UNDETERMINED:
        refuse(
            "{name}: the rules could not be judged, so it is not known whether this plan is to be returned.",
            status=Status.UNTRUSTED,
            name=name,
        )
    if report.findings and report.findings[0].rule == UNREADABLE:
        # It is no document that anybody could formulate anew.
        refuse_unreadable(given.name, report.findings[0].message.in_language(lang))
    if not is_returned(report):
        refuse(
            "{name}: there is nothing to return, as the verdict on this plan is “{verdict}”.",
            name=name,
            verdict=say(lang, VERDICTS[report.verdict]),
        )
    _require_language(given, report.lang, lang)
    if report.pack_id is None:
        refuse(
            "{name}: the plan names no circular whose rules are installed; name the rule pack with --pack.", name=name
        )
    return require_pack(report.pack_id, packs, name)
