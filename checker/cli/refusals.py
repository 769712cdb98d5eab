"""Refuses what a command cannot go on with: in words, and with nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from msgspec.structs import replace

from checker.checking import Options, check_document
from checker.cli.delivery import shows_colour, width
from checker.cli.outcome import Outcome, Shown, Status
from checker.cli.running import packs_of
from checker.cli.wording import current_language, misuse, misused, none_of
from checker.i18n import say
from checker.inputs import STANDARD_INPUT
from checker.model import NOT_READ, SCHEMA
from checker.pack.model import DocumentKind, Pack
from checker.readers import SUFFIXES, Document
from checker.reporting import FORMATS, Layout
from checker.reporting.printable import flowing, printable


def refuse(message: str, /, *, status: Status = Status.UNREADABLE, **values: object) -> NoReturn:
    """End the command with `message` on standard error, and no result."""
    lang = current_language()
    raise Shown(Outcome("", status, note=say(lang, "Error: {message}", message=say(lang, message, **values))))


def refuse_unreadable(name: str, reason: str) -> NoReturn:
    """End the command because of an input that is of no use to it."""
    refuse("{name}: {reason}", name=printable(name), reason=flowing(reason))


def refused_for_faults(document: Document, options: Options, message: str, name: str) -> Outcome:
    """The faults as a report says them, and `message` on standard error."""
    report = check_document(document, options)
    told = tuple(finding for finding in report.findings if finding.rule in (SCHEMA, NOT_READ))
    faults = replace(report, findings=told)
    layout = Layout(width(None), shows_colour(None), many=False)
    text = FORMATS["text"].render([faults], packs_of([faults], options), layout)
    note = say(options.lang, "Error: {message}", message=say(options.lang, message, name=printable(name)))
    return Outcome(text, Status.UNREADABLE, note=note)


def keep_inputs(inputs: Sequence[str], outputs: Iterable[str | None]) -> None:
    """Refuse to write to an output that is one of the inputs, or a plan file in a folder among them.

    Raises `UsageError`.
    """
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


def document_asked(document: str | None, pack: Pack) -> DocumentKind:
    """The kind of document of that format, or the first of the pack. Raises `UsageError` for one that it has not."""
    if document is None:
        return pack.main_document
    if document in pack.documents:
        return pack.documents[document]
    return misused(none_of(document, pack.documents))
