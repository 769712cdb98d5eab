"""Where the values of a JSON text stand: for a text that is known to be valid, so that nothing is checked again."""

from __future__ import annotations

import re
from json import loads
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.documents.places import Node

_GAP: Final = r"[ \t\n\r]*+"
_CONTENT: Final = r'(?:[^"\\]++|\\.)*+'
_STEP: Final = re.compile(
    rf'[ \t\n\r,]*+(?:"({_CONTENT})"{_GAP}:{_GAP})?+(?:([{{\[])|([}}\]])|("{_CONTENT}"|[^][{{}},:" \t\n\r]++))'
)
"""The next step through a text: a key if there is one, then the start of an object or list, its end, or a scalar."""
_KEY, _START, _END, _SCALAR = 1, 2, 3, 4
"""The groups of `_STEP`."""


def nodes_of(text: str) -> Node:
    """The node of the outermost value of a valid JSON text."""
    root: list[Node] = []
    inside: dict[str, Node] | list[Node] = root
    around: list[dict[str, Node] | list[Node]] = []
    for step in _STEP.finditer(text):
        kind = step.lastindex or _SCALAR
        if kind == _END:
            inside = around.pop()
            continue
        index = step.start(kind)
        children: dict[str, Node] | list[Node] | None = None
        if kind == _START:
            children = {} if text[index] == "{" else []
        node = index if children is None else (index, children)
        if isinstance(inside, dict):
            key = step[_KEY]
            inside[loads(f'"{key}"') if "\\" in key else key] = node
        else:
            inside.append(node)
        if children is not None:
            around.append(inside)
            inside = children
    return root[0]
