"""Where the parts of a YAML text begin and end, and how new parts are written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from checker.documents.rewriting.changes import Blank, UnsafeError
from checker.readers.yaml_text import plain_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Pointer

_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALIAS: Final = re.compile(r"[ \t]*:[ \t]*\*[^\s,\]}]+")
_COLON: Final = re.compile(r"[ \t]*:")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Member = tuple[ScalarNode, Node]


@dataclass(frozen=True)
class Layout:
    """One text, and the nodes in it."""

    text: str

    @cached_property
    def root(self) -> Node:
        """The outermost value. Raises `UnsafeError` where there is none."""
        root = yaml.compose(self.text, Loader=_LOADER)
        if root is None:
            raise UnsafeError
        return root

    @property
    def newline(self) -> str:
        """How lines end here."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def find(self, at: Pointer) -> Node | None:
        """The value at a place; None where there is none. Raises `UnsafeError` behind an alias or a merge."""
        node = self.root
        for step in at:
            if isinstance(node, MappingNode):
                member = self.member(node, step)
                if member is None:
                    return None
                self.require_own(member)
                node = member[1]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                inner = node.value[step]
                if inner.start_mark.index < node.start_mark.index:
                    raise UnsafeError
                node = inner
            else:
                return None
        return node

    def member(self, node: Node, name: str | int) -> Member | None:
        """A member of a mapping as it is written there."""
        if not isinstance(node, MappingNode):
            return None
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == name:
                return key, value
        return None

    def require_own(self, member: Member) -> None:
        """Raise `UnsafeError` where the value of a member is an alias: what it stands for is written elsewhere."""
        key, value = member
        if value.start_mark.index < key.start_mark.index:
            raise UnsafeError

    def end(self, node: Node) -> int:
        """Where a value ends: its last character that is no comment, blank or line break."""
        if isinstance(node, ScalarNode):
            end = int(node.end_mark.index)
            if node.style in ("|", ">"):
                end = len(self.text[:end].rstrip("\r\n \t"))
            return max(end, int(node.start_mark.index))
        if not isinstance(node, MappingNode | SequenceNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        if isinstance(node, SequenceNode):
            last = node.value[-1]
            if last.start_mark.index < node.start_mark.index:
                raise UnsafeError
            return self.end(last)
        return self.member_end(node.value[-1])

    def member_end(self, member: Member) -> int:
        """Where a member of a mapping ends."""
        key, value = member
        key_end = int(key.end_mark.index)
        if value.start_mark.index < key.start_mark.index:
            return self._match(_ALIAS, key_end)
        return max(self.end(value), self._match(_COLON, key_end))

    def colon(self, key: Node) -> int:
        """Where the colon after a key ends."""
        return self._match(_COLON, int(key.end_mark.index))

    def _match(self, pattern: re.Pattern[str], index: int) -> int:
        found = pattern.match(self.text, index)
        if found is None:
            raise UnsafeError
        return found.end()

    def line_start(self, index: int) -> int:
        """Where the line begins that `index` is in."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line ends that `index` is in, its line break left out."""
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > index and self.text[end - 1] == "\r" else end

    def before(self, index: int) -> str:
        """What stands on the line of `index` before it."""
        return self.text[self.line_start(index) : index]

    def column(self, node: Node) -> int:
        """In which column a value begins."""
        return int(node.start_mark.index) - self.line_start(int(node.start_mark.index))

    def with_lines_after(self, index: int, lines: Iterable[str]) -> str:
        """The text with new lines after the one that `index` is in."""
        end = self.line_end(index)
        new = "".join(f"{self.newline}{line}" for line in lines)
        return self.text[:end] + new + self.text[end:]

    def with_lines_before(self, index: int, lines: Iterable[str]) -> str:
        """The text with new lines before the one that `index` is in."""
        start = self.line_start(index)
        return self.text[:start] + "".join(f"{line}{self.newline}" for line in lines) + self.text[start:]


def scalar(value: Any) -> str:
    """A value on one line: plainly where that can mean nothing else, else as JSON, which is YAML too."""
    if value is None:
        return ""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return value if plain_value(value) == value else json.dumps(value)
    return json.dumps(value, ensure_ascii=False)


def lines_of(name: str, value: Any, indent: str) -> Iterator[str]:
    """A member of a block mapping in lines, with the remarks of its blanks."""
    remark = ""
    if isinstance(value, Blank):
        remark = f"  # {value.remark}"
        value = value.value
    if isinstance(value, dict) and value:
        yield f"{indent}{name}:{remark}"
        for inner, member in value.items():
            yield from lines_of(inner, member, indent + "  ")
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield f"{indent}{name}:{remark}"
        for item in value:
            yield from item_lines(item, indent + "  ")
    else:
        yield f"{indent}{name}: {scalar(value)}".rstrip() + remark


def item_lines(value: Any, indent: str) -> Iterator[str]:
    """An item of a block sequence in lines."""
    if not isinstance(value, dict) or not value:
        yield f"{indent}- {scalar(value)}"
        return
    inner = [line for name, member in value.items() for line in lines_of(name, member, indent + "  ")]
    yield f"{indent}- {inner[0][len(indent) + 2 :]}"
    yield from inner[1:]
