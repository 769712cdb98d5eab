"""Writes the letter about a report: what it says, in the form of its language, as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.letter import chinese, english
from checker.letter.content import content_of
from checker.word.sheet import write

if TYPE_CHECKING:
    from checker.model import Language, Report
    from checker.pack.model import Pack


def write_letter(report: Report, pack: Pack, lang: Language) -> bytes:
    """The letter with which the plan of `report` is returned, as the bytes of a .docx file.

    `pack` is the rule pack that judged. The same report gives the same bytes. `report` is one that `is_returned`.
    """
    form = chinese if lang == "zh" else english
    return write(form.compose(content_of(report, pack, lang)))
