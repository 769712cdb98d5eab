"""What a document holds, whatever kind of file it came in: one plan as YAML, Word and Excel has one digest."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

import msgspec

from checker.facts.values import reach
from checker.model import Number
from checker.pack.model import DocumentKind
from checker.values import WHITE_SPACE, number_of, prune

FIRST_VERSION = 1


def content_digest(data: object, kind: DocumentKind) -> str:
    """The SHA-256, in hexadecimal digits, of what was read of a document: data as a reader gives it.

    What counts as absent (null, blank texts, empty lists and objects, the version of a first submission) is left out,
    texts are without white space around them and normalized (NFC), and whole numbers are integers.
    """
    content = _content(prune(data), tuple(kind.version.split("/")) if kind.version else None)
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def entries_of(data: object, kind: DocumentKind) -> Iterator[tuple[Number, Mapping[str, Any]]]:
    """The entries of the items that a document lists, each with its number, as far as these can be read."""
    items = kind.items
    for entry in reach(data, items.list) or () if items is not None else ():
        number = number_of(entry.get(items.number)) if items is not None and isinstance(entry, dict) else None
        if number is not None:
            yield number, entry


def _content(value: object, version: tuple[str, ...] | None = None) -> object:
    """`version` is the path from here to the version, where it lies below."""
    if isinstance(value, Mapping):
        members: dict[str, object] = {}
        for key, each in value.items():
            name = _text(str(key))
            below = version[1:] if version and version[0] == name else None
            content = _content(each, below)
            if content not in ({}, []) and not (below == () and content == FIRST_VERSION):
                members[name] = content
        return members
    if isinstance(value, list):
        return [_content(each) for each in value]
    if isinstance(value, str):
        return _text(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(text: str) -> str:
    return normalize("NFC", text.strip(WHITE_SPACE))
