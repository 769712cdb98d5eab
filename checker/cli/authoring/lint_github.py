"""A rule pack that was looked over, as commands of GitHub Actions: each remark becomes a note on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import say
from checker.reporting.github import COMMANDS, command
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from checker.cli.authoring.looked_over import LookedOver, Remark
    from checker.model import Language


def render(looked: LookedOver, lang: Language) -> str:
    """A line for each remark."""
    return "".join(f"{_note(remark, lang)}\n" for remark in looked.remarks)


def _note(remark: Remark, lang: Language) -> str:
    values = {"file": printable(remark.file)}
    if remark.line is not None:
        values["line"] = str(remark.line)
    lines = [remark.message] if remark.fix is None else [remark.message, say(lang, "To do: {fix}", fix=remark.fix)]
    return command(COMMANDS[remark.severity], {**values, "title": remark.id}, "\n".join(map(flowing, lines)))
