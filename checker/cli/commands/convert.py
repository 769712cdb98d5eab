"""`plancheck convert IN OUT`: a plan in another format, nothing of it lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from checker.checking import Options, pack_named_by, read_plan
from checker.cli.command import command
from checker.cli.judging_options import options_asked
from checker.cli.options import LANG, file_argument, flag_option, pack_option
from checker.cli.outcome import Outcome, misused, refuse, refuse_unreadable
from checker.cli.running import refused_for_faults
from checker.errors import UnreadableError, UnwritableError
from checker.i18n import N_, say
from checker.model import Language
from checker.office.conversion import FORMS, PAGE, SUFFIXES, not_offered, written_document
from checker.pack.model import Pack
from checker.readers import Document
from checker.reporting.printable import flowing, printable
from checker.schema import prune, validate


@command(
    "Write a plan in another format: a workbook (XLSX), a Word document (DOCX), YAML or "
    "JSON. Nothing of the plan is lost; comments and the look of the file stay behind. "
    "A page (HTML) is for people to read, and is not read back.",
    file_argument("source", "The plan.", "IN"),
    file_argument(
        "target", "The file to write; its suffix says the format: {choices}.", "OUT", listed=(*SUFFIXES, PAGE)
    ),
    flag_option("force", "Replace the file if it is there already."),
    pack_option(),
    LANG,
    epilog=N_(
        "A plan that breaks the plan format is not converted: what is wrong with it is said "
        "instead. Exit status: 0 the file is written; 2 it is not."
    ),
)
def run(lang: Language, *, source: str, target: str, pack: str | None, force: bool) -> Outcome:
    """The plan in the format of its new name."""
    options = options_asked(pack, lang)
    suffix = Path(target).suffix.lower()
    if suffix not in (*SUFFIXES, PAGE):
        known = say(lang, ", ").join((*SUFFIXES, PAGE))
        refuse(
            "{name}: the suffix says no format that a plan can be written in. Use one of {suffixes}.",
            name=printable(target),
            suffixes=known,
        )
    if not force and os.path.lexists(target):
        refuse(
            "{name}: the file is there already. Give another name, or --force to replace it.", name=printable(target)
        )
    document = _document(source, options)
    chosen = options.pack or pack_named_by(document.data)
    if chosen is None or document.faults or _is_faulty(document, chosen):
        return refused_for_faults(
            document,
            options,
            N_("{name}: not converted, as part of it would be lost. Correct what is listed first."),
            source,
        )
    kind = chosen.document_of(document.data)
    if (suffix == PAGE or suffix.removeprefix(".") in FORMS) and kind.form is None:
        misused(not_offered(chosen, kind).in_language(lang))
    data: Any = prune(document.data)
    try:
        content = written_document(suffix, data, chosen, kind, lang)
    except UnwritableError as error:
        refuse("{name}: not written. {reason}", name=printable(target), reason=flowing(error.message(lang)))
    return Outcome(content, output=target)


def _document(source: str, options: Options) -> Document:
    try:
        return read_plan(Path(source), options.pack)
    except UnreadableError as error:
        refuse_unreadable(source, error.message(options.lang))


def _is_faulty(document: Document, pack: Pack) -> bool:
    return bool(validate(document.data, pack.document_of(document.data).schema, [pack.id]).faults)
