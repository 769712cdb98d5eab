"""Which kind of document, and which rule pack, a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from checker.reporting.printable import printable
from checker.texts import say

if TYPE_CHECKING:
    from checker.model import Language
    from checker.pack.model import DocumentKind, Pack


def document_asked(document: str | None, pack: Pack, lang: Language) -> DocumentKind:
    """The kind of document of that format, or the first of the pack. Raises `UsageError` for one that it has not."""
    if document is None:
        return pack.main_document
    if document in pack.documents:
        return pack.documents[document]
    from checker.schema.nearness import nearest, offered

    known = say(lang, "cli.list-joint").join(pack.documents)
    message = say(lang, "cli.not-a-choice", value=printable(document), choices=known)
    hint = offered(nearest(document, pack.documents)).in_language(lang)
    raise click.UsageError(message + hint, click.get_current_context())
