"""`plancheck letter FILE --output letter.docx`: the letter with which a plan is returned."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.checking import Options
from checker.cli.command import Argument, Command
from checker.cli.options import as_of_option, complete_path, flag_option, lang_option, output_option, pack_option
from checker.cli.outcome import Outcome, Status
from checker.cli.refusals import keep_inputs, refuse, refuse_unreadable
from checker.cli.reports import packs_at_hand, reports_given
from checker.cli.screen import is_debugging
from checker.errors import UnreadableError
from checker.i18n import say
from checker.labels import VERDICTS
from checker.model import UNREADABLE, Verdict
from checker.office.letters import is_returned, no_letter, template_of, write_letter
from checker.pack.loading import load_pack
from checker.readers.files import read_file
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from datetime import date

    from checker.cli.reports import NamedReport
    from checker.model import Language
    from checker.pack.model import Pack


def make_command(name: str, lang: Language) -> Command:
    """The command `letter`, in `lang`."""

    def letter(
        *,
        file: str | None,
        pack: str | None,
        output: str | None,
        template: str | None,
        write_template: bool,
        as_of: date | None,
    ) -> Outcome:
        if output is None:
            raise click.MissingParameter(ctx=click.get_current_context(), param=output_file)
        if write_template:
            return Outcome(template_of(lang), output=output)
        if file is None:
            raise click.MissingParameter(ctx=click.get_current_context(), param=plan)
        keep_inputs((file, *filter(None, (template,))), (output,), lang)
        options = Options(None if pack is None else load_pack(pack), as_of, lang, debug=is_debugging())
        (given,) = reports_given((file,), options)
        judged_by = _require_returned(given, options)
        if template is None:
            return Outcome(write_letter(given.report, judged_by, lang), output=output)
        try:
            written = write_letter(given.report, judged_by, lang, read_file(Path(template)))
        except UnreadableError as error:
            refuse_unreadable(template, error.message(lang), lang)
        return Outcome(written, output=output)

    plan = Argument(
        "file",
        say(lang, "The plan, or its report as check wrote it as JSON."),
        required=False,
        metavar=say(lang, "FILE"),
        shell_complete=complete_path,
    )
    output_file = output_option(lang)
    output_file.help = say(lang, "Write to this file (.docx), all or nothing; it has to be named.")
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Write the letter with which a plan is returned for reformulation, as a Word file to "
            "edit and stamp: the findings numbered by clause, with what to do. What is still to "
            "be filled in is marked.",
        ),
        callback=letter,
        params=[
            plan,
            pack_option(lang),
            output_file,
            click.Option(
                ["--template"],
                shell_complete=complete_path,
                metavar=say(lang, "FILE"),
                help=say(lang, "Make the letter with this Word file, a changed copy of the template."),
            ),
            flag_option(
                "write-template",
                say(lang, "Write the template of the letter instead: a Word file to change in Word, for --template."),
            ),
            lang_option(lang),
            as_of_option(lang),
        ],
        epilog=say(
            lang,
            "Exit status: 0 the letter is written; 2 wrong usage, an input that cannot be read, "
            "or a plan that is not returned; 3 the rules could not be judged.",
        ),
    )


def _require_returned(given: NamedReport, options: Options) -> Pack:
    """The rule pack that judged the plan. Refuses what no letter can be written about."""
    report, lang = given.report, options.lang
    name = printable(given.name)
    pack = packs_at_hand([report], options.pack).get(report.pack_id or "")
    if pack is not None and (reason := no_letter(pack)) is not None:
        raise click.UsageError(reason.in_language(lang), click.get_current_context())
    if report.verdict is Verdict.UNDETERMINED:
        refuse(
            lang,
            "{name}: the rules could not be judged, so it is not known whether this plan is to be returned.",
            status=Status.UNTRUSTED,
            name=name,
        )
    if report.findings and report.findings[0].rule == UNREADABLE:
        # It is no document that anybody could formulate anew.
        refuse_unreadable(given.name, report.findings[0].message.in_language(lang), lang)
    if not is_returned(report):
        refuse(
            lang,
            "{name}: there is nothing to return, as the verdict on this plan is “{verdict}”.",
            name=name,
            verdict=say(lang, VERDICTS[report.verdict]),
        )
    if given.is_stored and report.lang != lang:
        refuse(
            lang,
            "{name}: this report is in another language than the letter. Give --lang {written}, or the plan itself.",
            name=name,
            written=report.lang,
        )
    if pack is None and report.pack_id is None:
        refuse(
            lang,
            "{name}: the plan names no circular whose rules are installed; name the rule pack with --pack.",
            name=name,
        )
    if pack is None:
        refuse(
            lang,
            "{name}: the rule pack “{pack}” that judged is not at hand; name it with --pack.",
            name=name,
            pack=printable(str(report.pack_id)),
        )
    return pack
