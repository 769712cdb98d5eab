"""`plancheck template OFFICE`: a plan to fill in."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from checker.cli.command import Argument, Command
from checker.cli.delivery import writes_utf8
from checker.cli.options import ONE_PACK, choice_option, lang_option, output_option, pack_option
from checker.cli.outcome import Outcome
from checker.cli.screen import is_terminal
from checker.forms import TEMPLATES, render_template
from checker.i18n import say
from checker.pack.loading import one_pack
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from checker.model import Language
    from checker.pack.model import Pack


def make_command(name: str, lang: Language) -> Command:
    """The command `template`, in `lang`."""

    def template(office: str, pack: str | None, output: str | None, format_: str | None) -> Outcome:
        chosen = one_pack(pack)
        if office not in chosen.offices:
            raise click.UsageError(_no_such_office(office, chosen, lang), click.get_current_context())
        made_as = format_ or _format_of(output)
        content = render_template(made_as, chosen, chosen.offices[office], lang)
        if isinstance(content, bytes):
            if is_terminal(output):
                message = say(
                    lang,
                    "A template in the format {format} is no text that a terminal shows. Name a file with --output.",
                    format=made_as,
                )
                raise click.UsageError(message, click.get_current_context())
            return Outcome(content, output=output)
        return Outcome(content, output=output, note=_encoding_note(output, lang))

    format_option = choice_option("format", say(lang, "Form of the output (default: text)."), TEMPLATES, lang)
    format_option.name, format_option.help = (
        "format_",
        say(lang, "What to make (default: what the suffix of --output says, else yaml)."),
    )

    return Command(
        name,
        lang,
        help=say(
            lang,
            "Print a plan of an office to fill in, as commented YAML, a workbook or a Word "
            "document: the required measures prepared, the optional ones to choose from.",
        ),
        callback=template,
        params=[
            Argument(
                "office",
                say(lang, "Code of the office, as in the circular's roster (ISO 3166-2:CN)."),
                metavar=say(lang, "OFFICE"),
            ),
            pack_option(lang, ONE_PACK),
            format_option,
            output_option(lang),
            lang_option(lang),
        ],
    )


def _format_of(output: str | None) -> str:
    """The format that the suffix of the file says, or the first of all."""
    suffix = "" if output is None else PurePath(output).suffix.lower().removeprefix(".")
    return suffix if suffix in TEMPLATES else TEMPLATES[0]


def _encoding_note(output: str | None, lang: Language) -> str | None:
    """A warning where the template would be redirected into a file that is not UTF-8."""
    if output is not None or is_terminal(output) or sys.stdout is None or writes_utf8(sys.stdout):
        return None
    return say(
        lang,
        "Note: written in {encoding}; plans are read as UTF-8 only. With --output FILE it is written in UTF-8.",
        encoding=sys.stdout.encoding,
    )


def _no_such_office(office: str, pack: Pack, lang: Language) -> str:
    from checker.schema.nearness import nearest, offered

    hint = offered(nearest(office, pack.offices) or _by_name(office, pack)).in_language(lang)
    offices = say(lang, ", ").join(pack.offices)
    return (
        say(
            lang,
            "There is no office “{office}”; these send plans: {offices}.",
            office=printable(office),
            offices=offices,
        )
        + hint
    )


def _by_name(text: str, pack: Pack) -> str | None:
    """The code of the office whose name begins so, in either language."""
    begin = text.casefold()
    found = [
        code
        for code, office in pack.offices.items()
        if begin and (office.name.en.casefold().startswith(begin) or office.name.zh.startswith(begin))
    ]
    return found[0] if len(found) == 1 else None
