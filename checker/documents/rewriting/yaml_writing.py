"""One change in the text of a YAML document: at its place, and nowhere else.

What is taken out of a block stays there as a comment, so that nothing an office wrote is lost.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from checker.documents.rewriting.changes import Append, Blank, Note, Put, Rename, TakeOut, UnsafeError, plain
from checker.documents.rewriting.yaml_layout import Layout, item_lines, lines_of, scalar

if TYPE_CHECKING:
    from yaml.nodes import Node

    from checker.documents.rewriting.changes import Change
    from checker.documents.rewriting.yaml_layout import Member
    from checker.model import Pointer


def write(text: str, change: Change) -> str:
    """`text` with the change made. Raises `UnsafeError`."""
    layout = Layout(text)
    match change:
        case Note():
            return _noted(layout, change.at, change.remark)
        case Append():
            return _appended(layout, change.at, change.value)
        case Rename():
            key, _ = _member_at(layout, change.at)
            name = scalar(change.name)
            return text[: key.start_mark.index] + name + text[key.end_mark.index :]
        case TakeOut():
            return _taken_out(layout, change.at, change.remark)
        case Put():
            return _put(layout, change)


def _member_at(layout: Layout, at: Pointer) -> Member:
    parent = layout.find(at[:-1])
    member = None if parent is None else layout.member(parent, at[-1])
    if member is None:
        raise UnsafeError
    return member


# Remarks.

_REMARKS_TOGETHER: Final = 8
"""Lines above a place in which a remark for it may stand already, from an earlier run."""


def _noted(layout: Layout, at: Pointer, remark: str) -> str:
    """With a remark on a line of its own, above what stands at the place or nearest around it."""
    index = _nearest_start(layout, at)
    line = layout.before(index)
    indent = line[: len(line) - len(line.lstrip(" "))]
    written = f"{indent}# {remark}"
    above = layout.text[: layout.line_start(index)].splitlines()
    here = layout.text[index : layout.line_end(index)]
    if here.endswith(f"# {remark}") or written in above[-_REMARKS_TOGETHER:]:
        return layout.text
    return layout.with_lines_before(index, [written])


def _nearest_start(layout: Layout, at: Pointer) -> int:
    node: Node = layout.root
    index = int(node.start_mark.index)
    for step in at:
        if isinstance(node, MappingNode):
            member = layout.member(node, step)
            if member is None or member[1].start_mark.index < member[0].start_mark.index:
                break
            index, node = int(member[0].start_mark.index), member[1]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
            if inner.start_mark.index < node.start_mark.index:
                break
            index, node = int(inner.start_mark.index), inner
        else:
            break
    return index


# New values.


def _put(layout: Layout, change: Put) -> str:
    text = layout.text
    parent = layout.find(change.at[:-1])
    last = change.at[-1]
    if isinstance(parent, SequenceNode):
        node = layout.find(change.at)
        if not isinstance(node, ScalarNode):
            raise UnsafeError
        return _with_scalar(layout, node, change.value)
    member = None if parent is None else layout.member(parent, last)
    if member is None:
        return _with_member(layout, change.at, change.value)
    layout.require_own(member)
    key, value = member
    if isinstance(value, ScalarNode):
        end = layout.end(value)
        if value.start_mark.index == end:
            return _with_remark(layout, text[: layout.colon(key)], f" {_one_line(change.value)}", end, change.remark)
        return _with_remark(layout, text[: value.start_mark.index], _one_line(change.value), end, change.remark)
    return text[: layout.colon(key)] + f" {_one_line(change.value)}" + text[layout.end(value) :]


def _with_scalar(layout: Layout, node: ScalarNode, value: Any) -> str:
    return layout.text[: node.start_mark.index] + _one_line(value) + layout.text[layout.end(node) :]


def _with_remark(layout: Layout, before: str, value: str, end: int, remark: str | None) -> str:
    """With a value, and a remark at the end of its line where nothing else stands there."""
    rest = layout.text[end : layout.line_end(end)]
    if remark is None or rest.strip():
        return before + value + layout.text[end:]
    return f"{before}{value}  # {remark}" + layout.text[layout.line_end(end) :]


def _one_line(value: Any) -> str:
    return scalar(plain(value))


def _with_member(layout: Layout, at: Pointer, value: Any) -> str:
    """With a new member, and what around it is missing as well."""
    depth = len(at) - 1
    while (parent := layout.find(at[:depth])) is None or _is_nothing(parent):
        if depth == 0:
            raise UnsafeError
        value = {str(at[depth]): value}
        depth -= 1
    name = at[depth]
    if not isinstance(parent, MappingNode) or not isinstance(name, str):
        raise UnsafeError
    empty = layout.member(parent, name)
    if empty is not None:
        # `targets:` with nothing behind it: what is new goes below it.
        key, _ = empty
        inner = " " * (layout.column(key) + 2)
        lines = [line for each, member in value.items() for line in lines_of(each, member, inner)]
        return layout.with_lines_after(layout.colon(key), lines)
    if parent.flow_style or not parent.value:
        text = _with_flow_member(layout, parent, name, value)
        # No remark fits behind a value on a line that goes on.
        return _noted(Layout(text), at, value.remark) if isinstance(value, Blank) else text
    indent = " " * layout.column(parent.value[0][0])
    return layout.with_lines_after(layout.member_end(parent.value[-1]), lines_of(name, value, indent))


def _is_nothing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index


def _with_flow_member(layout: Layout, parent: MappingNode, name: str, value: Any) -> str:
    shown = f"{scalar(name)}: {json.dumps(plain(value), ensure_ascii=False)}"
    if not parent.value:
        start = int(parent.start_mark.index) + 1
        return layout.text[:start] + shown + layout.text[int(parent.end_mark.index) - 1 :]
    end = layout.member_end(parent.value[-1])
    return f"{layout.text[:end]}, {shown}{layout.text[end:]}"


def _appended(layout: Layout, at: Pointer, value: Any) -> str:
    items = layout.find(at)
    if items is None or _is_nothing(items):
        if items is not None:
            key, _ = _member_at(layout, at)
            indent = " " * (layout.column(key) + 2)
            return layout.with_lines_after(layout.colon(key), item_lines(value, indent))
        return _with_member(layout, at, [value])
    if not isinstance(items, SequenceNode):
        raise UnsafeError
    if items.value and not items.flow_style:
        return layout.with_lines_after(layout.end(items), item_lines(value, " " * layout.column(items)))
    if items.value:
        end = layout.end(items.value[-1])
        return f"{layout.text[:end]}, {json.dumps(plain(value), ensure_ascii=False)}{layout.text[end:]}"
    key, _ = _member_at(layout, at)
    rest = layout.text[items.end_mark.index : layout.line_end(int(items.end_mark.index))]
    indent = " " * (layout.column(key) + 2)
    if rest.strip() and not rest.strip().startswith("#"):
        raise UnsafeError
    head = layout.text[: layout.colon(key)] + rest
    tail = layout.text[layout.line_end(int(items.end_mark.index)) :]
    return head + "".join(f"{layout.newline}{line}" for line in item_lines(value, indent)) + tail


# What goes.


def _taken_out(layout: Layout, at: Pointer, remark: str) -> str:
    parent = layout.find(at[:-1])
    if isinstance(parent, MappingNode):
        return _member_taken_out(layout, parent, at, remark)
    if isinstance(parent, SequenceNode) and isinstance(at[-1], int) and at[-1] < len(parent.value):
        return _item_taken_out(layout, parent, at, remark)
    raise UnsafeError


def _member_taken_out(layout: Layout, parent: MappingNode, at: Pointer, remark: str) -> str:
    member = _member_at(layout, at)
    place = parent.value.index(member)
    start, end = int(member[0].start_mark.index), layout.member_end(member)
    if parent.flow_style:
        spans = [(int(key.start_mark.index), layout.member_end((key, value))) for key, value in parent.value]
        return _cut(layout.text, spans, place)
    before = layout.before(start)
    if not before.strip():
        return _commented_out(layout, start, end, remark)
    if before.strip(" -") or place or len(parent.value) == 1:
        raise UnsafeError
    # The first member of an item stands behind the dash: the next one takes its place.
    following = int(parent.value[1][0].start_mark.index)
    if layout.before(following).strip():
        raise UnsafeError
    lines = _as_comments(layout, layout.line_start(start), end, remark, dash=len(before))
    rest = layout.text[layout.line_end(end) : layout.line_start(following)]
    return layout.text[: layout.line_start(start)] + lines + rest + before + layout.text[following:]


def _item_taken_out(layout: Layout, parent: SequenceNode, at: Pointer, remark: str) -> str:
    place = int(at[-1])
    node = parent.value[place]
    start, end = int(node.start_mark.index), layout.end(node)
    if start < parent.start_mark.index:
        raise UnsafeError
    if parent.flow_style:
        return _cut(layout.text, [(int(item.start_mark.index), layout.end(item)) for item in parent.value], place)
    if layout.before(start).strip() != "-":
        raise UnsafeError
    if len(parent.value) > 1:
        return _commented_out(layout, layout.line_start(start), end, remark)
    # The last item: an empty list has to be written out.
    key, _ = _member_at(layout, at[:-1])
    colon = layout.colon(key)
    text = _commented_out(layout, layout.line_start(start), end, remark)
    return text[:colon] + " []" + text[colon:]


def _cut(text: str, spans: list[tuple[int, int]], place: int) -> str:
    """Without one of several in a flow collection, and the comma that it needs no more."""
    if len(spans) == 1:
        return text[: spans[0][0]] + text[spans[0][1] :]
    if place == 0:
        return text[: spans[0][0]] + text[spans[1][0] :]
    return text[: spans[place - 1][1]] + text[spans[place][1] :]


def _commented_out(layout: Layout, start: int, end: int, remark: str) -> str:
    line = layout.line_start(start)
    return layout.text[:line] + _as_comments(layout, line, end, remark) + layout.text[layout.line_end(end) :]


def _as_comments(layout: Layout, start: int, end: int, remark: str, dash: int = 0) -> str:
    """The lines from `start` to that of `end` as comments, below the remark; a dash in the first is left out."""
    lines = layout.text[start : layout.line_end(end)].split(layout.newline)
    if dash:
        lines[0] = " " * dash + lines[0][dash:]
    margin = min(len(line) - len(line.lstrip(" ")) for line in lines if line.strip())
    indent = " " * margin
    return layout.newline.join([f"{indent}# {remark}", *(f"{indent}# {line[margin:]}".rstrip() for line in lines)])
