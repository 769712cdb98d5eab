"""Plain values as lines of YAML, for people to read: block style, quotation marks only where YAML needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

_PLAIN: Final = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|y|n)$)"
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[^\W\d_](?:[^\W]|[ ./()（）《》〔〕“”，。、；-])*(?<! ))",
    re.IGNORECASE,
)
"""Texts that mean themselves without quotation marks: words, and days."""


def scalar(value: object) -> str:
    """A single value."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def flow(members: Mapping[str, Any]) -> str:
    """Single values with their names, on one line."""
    return "{" + ", ".join(f"{name}: {scalar(value)}" for name, value in members.items()) + "}"


def block(value: Any) -> list[str]:
    """Any value, in as many lines as it needs."""
    if isinstance(value, dict) and value:
        return [line for name, entry in value.items() for line in member(name, block(entry))]
    if isinstance(value, list) and value:
        return [line for entry in value for line in item(block(entry))]
    return ["{}" if isinstance(value, dict) else "[]" if isinstance(value, list) else scalar(value)]


def member(name: str, lines: list[str]) -> list[str]:
    """A member of an object, with the lines of its value."""
    key = scalar(name)
    if len(lines) == 1 and not _is_block(lines[0]):
        return [f"{key}: {lines[0]}"]
    return [f"{key}:", *(f"  {line}" for line in lines)]


def item(lines: list[str]) -> list[str]:
    """An item of a list, with its lines."""
    return [f"{'  ' if place else '- '}{line}" for place, line in enumerate(lines)]


def _is_block(line: str) -> bool:
    """Whether a line that is a whole value cannot stand behind its name."""
    return line.startswith(("- ", "#")) or (not line.startswith(('"', "{", "[")) and bool(_MEMBER.match(line)))


_MEMBER: Final = re.compile(r'(?:[^\s"]+|"(?:[^"\\]|\\.)*"):(?: |$)')
