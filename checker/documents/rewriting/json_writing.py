"""One change in the text of a JSON document; indentation and order stay as they are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from checker.documents.rewriting.changes import Append, Note, Put, Rename, TakeOut, UnsafeError, plain

if TYPE_CHECKING:
    from checker.documents.rewriting.changes import Change
    from checker.model import Pointer

_GAP: Final = re.compile(r"[ \t\n\r]*")
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCALAR: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,\]}]+')


@dataclass(slots=True)
class _Node:
    """A value: where it begins and ends, and what is in it, each with the place where its name begins."""

    start: int
    end: int = 0
    members: dict[str, tuple[int, _Node]] = field(default_factory=dict)
    items: list[_Node] = field(default_factory=list)


def write(text: str, change: Change) -> str:
    """`text` with the change made. Raises `UnsafeError`."""
    if isinstance(change, Note):
        raise UnsafeError
    root = _parsed(text, _gap(text, 0))
    if isinstance(change, Append):
        items = _at(root, change.at)
        if items is None:
            return _with_member(text, root, change.at, [plain(change.value)])
        return _with_item(text, items, plain(change.value))
    node, parent = _at(root, change.at), _at(root, change.at[:-1])
    match change:
        case Put() if node is not None:
            shown = _shown(text, plain(change.value), _indent_at(text, node.start), _unit(text))
            return text[: node.start] + shown + text[node.end :]
        case Put():
            return _with_member(text, root, change.at, plain(change.value))
        case Rename() if parent is not None and node is not None:
            start, _ = parent.members[str(change.at[-1])]
            end = _match(_STRING, text, start).end()
            return text[:start] + json.dumps(change.name, ensure_ascii=False) + text[end:]
        case TakeOut() if parent is not None and node is not None:
            return _without(text, parent, change.at[-1])
    raise UnsafeError


def _without(text: str, parent: _Node, step: str | int) -> str:
    spans = [(start, node.end) for start, node in parent.members.values()] or [
        (node.start, node.end) for node in parent.items
    ]
    place = list(parent.members).index(step) if isinstance(step, str) else step
    if len(spans) == 1:
        return text[: parent.start + 1] + text[parent.end - 1 :]
    if place == 0:
        return text[: spans[0][0]] + text[spans[1][0] :]
    return text[: spans[place - 1][1]] + text[spans[place][1] :]


def _with_member(text: str, root: _Node, at: Pointer, value: Any) -> str:
    """With a new member, and what around it is missing as well."""
    depth = len(at) - 1
    while (parent := _at(root, at[:depth])) is None:
        value = {str(at[depth]): value}
        depth -= 1
    name = at[depth]
    if not isinstance(name, str) or parent.items or text[parent.start] != "{":
        raise UnsafeError
    spans = [(start, node.end) for start, node in parent.members.values()]
    written = json.dumps(name, ensure_ascii=False) + ": "
    return _inserted(text, parent, spans, written, value)


def _with_item(text: str, items: _Node, value: Any) -> str:
    if text[items.start] != "[":
        raise UnsafeError
    return _inserted(text, items, [(node.start, node.end) for node in items.items], "", value)


def _inserted(text: str, around: _Node, spans: list[tuple[int, int]], before: str, value: Any) -> str:
    """With one more in a list or object, laid out as the last one in it is, or as the object itself."""
    unit = _unit(text)
    if not spans:
        indent = _indent_at(text, around.start)
        if unit is None:
            return text[: around.start + 1] + before + _shown(text, value, "", None) + text[around.end - 1 :]
        inner = indent + unit
        shown = f"{_newline(text)}{inner}{before}{_shown(text, value, inner, unit)}{_newline(text)}{indent}"
        return text[: around.start + 1] + shown + text[around.end - 1 :]
    last_start, last_end = spans[-1]
    gap = text[text.rfind("\n", 0, last_start) + 1 : last_start]
    is_own_line = not gap.strip() and "\n" in text[around.start : last_start]
    if is_own_line:
        shown = f",{_newline(text)}{gap}{before}{_shown(text, value, gap, unit)}"
    else:
        shown = f", {before}{_shown(text, value, '', None)}"
    return text[:last_end] + shown + text[last_end:]


def _shown(text: str, value: Any, indent: str, unit: str | None) -> str:
    """A value as JSON, laid out as `text` is."""
    if unit is None:
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False, indent=unit).replace("\n", f"{_newline(text)}{indent}")


def _unit(text: str) -> str | None:
    """What one level of indentation is; None where the text has none."""
    found = re.search(r"[{\[][ \t]*\r?\n([ \t]+)", text)
    return found[1] if found else None


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _indent_at(text: str, index: int) -> str:
    line = text[text.rfind("\n", 0, index) + 1 : index]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _at(node: _Node, at: Pointer) -> _Node | None:
    for step in at:
        if isinstance(step, str):
            if step not in node.members:
                return None
            node = node.members[step][1]
        elif step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _parsed(text: str, index: int) -> _Node:
    """The node of the value at `index`; the text is known to be valid, and not too deep."""
    node = _Node(index)
    opening = text[index]
    if opening not in "{[":
        node.end = _match(_SCALAR, text, index).end()
        return node
    index = _gap(text, index + 1)
    while text[index] not in "}]":
        name = None
        start = index
        if opening == "{":
            quoted = _match(_STRING, text, index)
            name = json.loads(quoted[0])
            index = _gap(text, _gap(text, quoted.end()) + 1)
        inner = _parsed(text, index)
        if name is None:
            node.items.append(inner)
        else:
            node.members[name] = start, inner
        index = _gap(text, inner.end)
        if text[index] == ",":
            index = _gap(text, index + 1)
    node.end = index + 1
    return node


def _gap(text: str, index: int) -> int:
    return _match(_GAP, text, index).end()


def _match(pattern: re.Pattern[str], text: str, index: int) -> re.Match[str]:
    found = pattern.match(text, index)
    if found is None:
        raise UnsafeError
    return found
