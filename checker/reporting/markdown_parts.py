"""Text as Markdown takes it literally: nothing in it becomes a link, a picture, a mention, a table cell or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&~$]")
_STARTS: Final = re.compile(r"[#+=:-]|\d+(?=[.)])")

_INVISIBLE: Final = "\u200b"
_LINKING: Final = re.compile(
    r"(?=@\w)|(?<=@)(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=#)(?=\d)|(?<=GH-)(?=\d)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE
)
"""Where GitHub sees a mention, an address, a reference or an emoji, escaped or not: only a break there prevents it."""


def literal(text: str) -> str:
    """`text`, of one line, as Markdown that shows just that; good inside a table and at the beginning of a line."""
    escaped = within(text)
    start = _STARTS.match(escaped)
    if start is None:
        return escaped
    # A number is a list only with what follows it, so that is what is escaped.
    place = 0 if start[0][0] in "#+=:-" else start.end()
    return f"{escaped[:place]}\\{escaped[place:]}"


def within(text: str) -> str:
    """The same of a text that stands after another one in its line."""
    return _SIGNS.sub(r"\\\g<0>", _unlinked(text)).replace("|", "&#124;")


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


def folded(summary: str, parts: Iterable[str]) -> Iterator[str]:
    """Parts that are shown when a reader asks for them; `summary` is plain text."""
    yield f"<details><summary>{html_text(summary)}</summary>"
    yield from parts
    yield "</details>"
