"""An office's own workbook or Word document given back: a copy of it with the findings as comments where they stand.

What was sent is never touched. A copy is proved by reading it again: whatever it says has to be what the file says.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath

from checker.errors import UnreadableError
from checker.model import Report, Text
from checker.office.word_marks import listed_document, marked_document
from checker.office.workbook_marks import listed_workbook, marked_workbook
from checker.pack.model import Pack


@dataclass(frozen=True, slots=True)
class Marked:
    """The copy, and what it could not carry; or, with the `reason` why there is none, a list of the findings."""

    content: bytes
    lost: tuple[Text, ...] = ()
    reason: Text | None = None


def mark(raw: bytes, report: Report, pack: Pack | None) -> Marked:
    """The copy of the file `raw` with the findings of `report` marked in it, in the language of the report.

    `pack` is the rule pack that judged, if it is at hand. Marks of an earlier check are replaced. What passes comes
    back without any, to be sent. The list is a file of the same kind.
    """
    is_word = PurePath(report.name or "").suffix.lower() == ".docx"
    try:
        _require_same(raw, report)
        return Marked(*(marked_document if is_word else marked_workbook)(raw, report, pack))
    except UnreadableError as error:
        reason = error.text
        return Marked((listed_document if is_word else listed_workbook)(report, pack, reason), reason=reason)


def _require_same(raw: bytes, report: Report) -> None:
    if sha256(raw, usedforsecurity=False).hexdigest() != report.sha256:
        raise UnreadableError("The file has changed since it was checked.")
