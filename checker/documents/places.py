"""From characters to lines and columns, and from pointers to characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from checker.errors import UnreadableError
from checker.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Pointer

Node: TypeAlias = "int | tuple[int, dict[str, Node] | list[Node]]"
"""Where a value begins, as an index into the text; for an object or list, with the nodes of what is inside."""

_BLOCK: Final = 4096


class Lines:
    """Lines and columns of one text, from 1, in characters.

    CR LF, LF and CR end a line, as in an editor. Line counts are kept for each block of the text, so that neither a
    file of newlines nor one long line makes a question expensive.
    """

    __slots__ = ("_blocks", "_text")

    def __init__(self, text: str) -> None:
        # The same length as before, so that every index stays what it was.
        self._text = text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text
        self._blocks = [(1, 0)]

    def place(self, index: int) -> Place:
        """The place of the character at `index`."""
        block = index // _BLOCK
        blocks = self._blocks
        while len(blocks) <= block:
            blocks.append(self._counted(len(blocks) - 1, len(blocks) * _BLOCK))
        line, start = self._counted(block, index)
        return Place(line, index - start + 1)

    def _counted(self, block: int, end: int) -> tuple[int, int]:
        """The line that `end` stands in, and where that line starts; `end` is in `block` or just behind it."""
        line, start = self._blocks[block]
        begin = block * _BLOCK
        newlines = self._text.count("\n", begin, end)
        if newlines:
            start = self._text.rfind("\n", begin, end) + 1
        return line + newlines, start


class TextPlaces:
    """The `locate` of a document that was a text: `open_source` gives the text and the node of its outermost value."""

    __slots__ = ("_found", "_open_source")

    def __init__(self, open_source: Callable[[], tuple[str, Node]]) -> None:
        self._open_source = open_source
        self._found: tuple[Lines, Node] | None = None

    def __call__(self, pointer: Pointer) -> Place:
        """The place of the value at `pointer`, or of the nearest value around it."""
        if self._found is None:
            text, node = self._open_source()
            self._found = Lines(text), node
        lines, node = self._found
        for step in pointer:
            inner = _step_into(node, step)
            if inner is None:
                break
            node = inner
        return lines.place(node if isinstance(node, int) else node[0])


def _step_into(node: Node, step: str | int) -> Node | None:
    if isinstance(node, int):
        return None
    children = node[1]
    if isinstance(children, dict):
        return children.get(step) if isinstance(step, str) else None
    if isinstance(step, int) and 0 <= step < len(children):
        return children[step]
    return None


def unreadable_at(text: str, index: int, message: str, /, **values: object) -> UnreadableError:
    """The error that says `message`, at the character `index` of `text`."""
    place = Lines(text).place(index)
    return UnreadableError(message, line=place.line, column=place.column, **values)
