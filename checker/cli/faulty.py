"""A plan that a command cannot go on with, because parts of it are not understood or break the plan format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from checker.checking import check_document
from checker.cli.outcome import Outcome, Status
from checker.cli.running import packs_of
from checker.cli.screen import shows_colour, width
from checker.model import SCHEMA
from checker.reporting import FORMATS, Layout
from checker.reporting.printable import printable
from checker.texts import say

if TYPE_CHECKING:
    from checker.checking import Options
    from checker.readers import Document


def refused_for_faults(document: Document, options: Options, key: str, name: str) -> Outcome:
    """The faults as a report says them, and the text `key` on standard error."""
    report = check_document(document, options)
    faults = replace(report, findings=tuple(finding for finding in report.findings if finding.rule == SCHEMA))
    layout = Layout(width(None), shows_colour(None), many=False)
    text = FORMATS["text"].render([faults], packs_of([faults], options), layout)
    note = say(options.lang, "cli.error", message=say(options.lang, key, name=printable(name)))
    return Outcome(text, Status.UNREADABLE, note=note)
