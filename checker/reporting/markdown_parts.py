"""Text as Markdown takes it literally: nothing in it becomes a link, a picture, a mention, a table cell or HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.reporting import naming
from checker.reporting.naming import EXCEPTION
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model import Finding, Language
    from checker.pack.model import Pack

BREAK: Final = "<br>"
"""A line break where Markdown has no other: inside a table."""

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&~$]")
_STARTS: Final = re.compile(r"[#+=:-]|\d+(?=[.)])")

_INVISIBLE: Final = "\u200b"
_LINKING: Final = re.compile(
    r"(?=@\w)|(?<=@)(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=#)(?=\d)|(?<=GH-)(?=\d)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE
)
"""Where GitHub sees a mention, an address, a reference or an emoji, escaped or not: only a break there prevents it."""


def literal(text: str) -> str:
    """`text`, of one line, as Markdown that shows just that; good inside a table and at the beginning of a line."""
    escaped = _SIGNS.sub(r"\\\g<0>", _unlinked(text)).replace("|", "&#124;")
    start = _STARTS.match(escaped)
    if start is None:
        return escaped
    # A number is a list only with what follows it, so that is what is escaped.
    place = 0 if start[0][0] in "#+=:-" else start.end()
    return f"{escaped[:place]}\\{escaped[place:]}"


def html_text(text: str) -> str:
    """`text`, of one line, as the HTML that Markdown lets through."""
    return escape(_unlinked(text))


def _unlinked(text: str) -> str:
    return _LINKING.sub(_INVISIBLE, text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> Iterator[str]:
    """A table of cells that are Markdown already; `right` are the columns of figures."""
    yield _row(head)
    yield _row(["---:" if column in right else "---" for column in range(len(head))])
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines that are shown when a reader asks for them; `summary` is plain text."""
    yield f"<details><summary>{html_text(summary)}</summary>"
    yield ""
    yield from lines
    yield ""
    yield "</details>"


def bold(text: str) -> str:
    """`text`, of one line, in bold."""
    return f"**{literal(text)}**"


def finding_cell(finding: Finding, pack: Pack | None, lang: Language) -> str:
    """What was found, and what to do about it, in a cell of a table."""
    title = naming.rule_title(finding, pack, lang)
    lines = [
        say(lang, "{title} ({rule})", title=bold(title), rule=literal(printable(finding.rule))),
        literal(flowing(finding.message.in_language(lang))),
    ]
    if finding.fix is not None:
        lines.append(labelled(lang, N_("To do"), flowing(finding.fix.in_language(lang))))
    if finding.exception is not None:
        said = say(
            lang,
            EXCEPTION,
            reason=finding.exception,
        )
        lines.append(labelled(lang, N_("Exception"), flowing(said)))
    return BREAK.join(lines)


def labelled(lang: Language, label: str, text: str) -> str:
    """`text` after a label, which is a message."""
    return literal(say(lang, "{label}: {text}", label=say(lang, label), text=text))
