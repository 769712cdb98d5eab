"""Reads a Word document laid out as the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.extent import require_bounded
from checker.documents.word.plan import PlanReader
from checker.readers.document import Reading
from checker.readers.docx import open_document

if TYPE_CHECKING:
    from checker.readers.document import AskLabels


def read(raw: bytes, labels: AskLabels) -> Reading:
    """The plan in `raw`. Raises `UnreadableError`."""
    document = open_document(raw)
    reader = PlanReader(labels())
    reader.read(document.blocks)
    data = reader.data
    require_bounded(data)
    return Reading(data, reader.locate, reader.faults)
