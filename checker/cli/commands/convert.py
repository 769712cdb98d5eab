"""`plancheck convert IN OUT`: a plan in another format, nothing of it lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.checking import Options, read_plan
from checker.cli.command import Argument, Command
from checker.cli.faulty import refused_for_faults
from checker.cli.given import refuse, refuse_unreadable
from checker.cli.options import complete_path, flag_option, lang_option, pack_option
from checker.cli.outcome import Outcome
from checker.errors import UnreadableError, UnwritableError
from checker.forms import MADE_AS, SUFFIXES, write_plan
from checker.pack.loading import load_pack
from checker.reporting.printable import flowing, printable
from checker.provincial import is_provincial, not_offered
from checker.schema import prune, validate
from checker.texts import say

if TYPE_CHECKING:
    from typing import Any

    from checker.model import Language
    from checker.pack.model import Pack
    from checker.readers import Document


def make_command(name: str, lang: Language) -> Command:
    """The command `convert`, in `lang`."""

    def convert(source: str, target: str, pack: str | None, force: bool) -> Outcome:  # noqa: FBT001 - click calls it so
        options = Options(None if pack is None else load_pack(pack), lang=lang)
        suffix = Path(target).suffix.lower()
        if suffix not in SUFFIXES:
            known = say(lang, "cli.list-joint").join(SUFFIXES)
            refuse(lang, "cli.convert.suffix", name=printable(target), suffixes=known)
        if not force and os.path.lexists(target):
            refuse(lang, "cli.convert.exists", name=printable(target))
        document = _document(source, options)
        chosen = options.pack or _pack_of(document)
        if chosen is None or document.faults or _is_faulty(document, chosen):
            return refused_for_faults(document, options, "cli.convert.faulty", source)
        kind = chosen.document_of(document.data)
        made_as = MADE_AS.get(suffix.removeprefix("."))
        if made_as is not None and not is_provincial(chosen, kind.format):
            raise click.UsageError(not_offered(made_as, chosen, kind).in_language(lang), click.get_current_context())
        plan: Any = prune(document.data)
        try:
            content = write_plan(suffix, plan, chosen, lang)
        except UnwritableError as error:
            refuse(lang, "cli.convert.unwritable", name=printable(target), reason=flowing(error.message(lang)))
        return Outcome(content, output=target)

    return Command(
        name,
        lang,
        callback=convert,
        params=[
            Argument(
                "source",
                say(lang, "cli.convert.source"),
                metavar=say(lang, "cli.metavar-source"),
                shell_complete=complete_path,
            ),
            Argument(
                "target",
                say(lang, "cli.convert.target", suffixes=say(lang, "cli.list-joint").join(SUFFIXES)),
                metavar=say(lang, "cli.metavar-target"),
                shell_complete=complete_path,
            ),
            flag_option("force", lang),
            pack_option(lang),
            lang_option(lang),
        ],
        epilog=say(lang, "cli.convert.epilog"),
    )


def _document(source: str, options: Options) -> Document:
    try:
        return read_plan(Path(source), options.pack)
    except UnreadableError as error:
        refuse_unreadable(source, error.message(options.lang), options.lang)


def _is_faulty(document: Document, pack: Pack) -> bool:
    return bool(validate(document.data, pack.document_of(document.data).schema, [pack.id]).faults)


def _pack_of(document: Document) -> Pack | None:
    """The rule pack that the plan names, if it is installed."""
    from checker.pack.loading import installed_packs

    named = document.data.get("circular") if isinstance(document.data, dict) else None
    return load_pack(named) if isinstance(named, str) and named in installed_packs() else None
