"""What a YAML parser complains of, as texts of ours: libyaml's phrases and those of PyYAML's own parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError

from checker.documents.excerpt import character
from checker.documents.places import Lines, unreadable_at

if TYPE_CHECKING:
    from yaml.error import YAMLError

    from checker.errors import UnreadableError

_QUOTE_OPEN: Final = "documents.yaml-quote-open"
_KEY_OPEN: Final = "documents.yaml-key-open"
_TAB: Final = "documents.yaml-tab"
_TOKEN: Final = "documents.yaml-token"
_TAG_HANDLE: Final = "documents.yaml-tag-handle"
_ESCAPE: Final = "documents.yaml-escape"
_COLON: Final = "documents.yaml-colon"
_ANCHOR: Final = "documents.yaml-anchor"
_DIRECTIVE: Final = "documents.yaml-directive"
_SYNTAX: Final = "documents.yaml-syntax"

_PHRASES: Final = (
    ("quoted scalar: found unexpected", _QUOTE_OPEN),
    ("tab character", _TAB),
    ("'\\t' that cannot start", _TAB),
    ("cannot start any token", _TOKEN),
    ("ing a tag:", _TAG_HANDLE),
    ("tag handle", _TAG_HANDLE),
    ("node content", _TOKEN),
    ("escape", _ESCAPE),
    ("hexdecimal number", _ESCAPE),
    ("mapping values are not allowed", _COLON),
    ("found unexpected ':'", _COLON),
    ("while scanning a simple key", _KEY_OPEN),
    ("sequence entries are not allowed", "documents.yaml-dash"),
    ("while scanning an anchor", _ANCHOR),
    ("while scanning an alias", _ANCHOR),
    ("directive", _DIRECTIVE),
    ("incompatible YAML document", _DIRECTIVE),
    ("while scanning a block scalar", "documents.yaml-block-text"),
    ("while parsing a flow", "documents.yaml-flow"),
    ("document start", "documents.yaml-after"),
    ("while parsing a block", "documents.yaml-indentation"),
)
"""A part of "context: problem", and the text for it; the first that is there counts, and else `_SYNTAX`."""

_AT_CONTEXT: Final = frozenset((_QUOTE_OPEN, _KEY_OPEN))
"""Where a reader has to look at the beginning of what is wrong, not at where it was noticed."""

_INSTEAD_OF_TOKEN: Final = {"\t": _TAB, "": "documents.yaml-end"}
"""What libyaml calls a character that begins nothing, and people something else."""

_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that YAML does not allow."""

_SURROGATE: Final = re.compile(r"[dD][89a-fA-F][0-9a-fA-F]{2}")


def unreadable_yaml(text: str, error: YAMLError) -> UnreadableError:
    """Our error for what the parser raised on `text`."""
    if not isinstance(error, MarkedYAMLError):
        return _forbidden_character(text)
    phrase = f"{error.context}: {error.problem}"
    message = next((message for part, message in _PHRASES if part in phrase), _SYNTAX)
    opening = error.context_mark
    mark = opening if message in _AT_CONTEXT and opening is not None else error.problem_mark
    index = 0 if mark is None else mark.index
    found = text[index : index + 1]
    if message is _TOKEN and found in _INSTEAD_OF_TOKEN:
        message = _INSTEAD_OF_TOKEN[found]
    elif message is _ESCAPE and _SURROGATE.match(text, index):
        message = "documents.surrogate"
    opened = None if opening is None else Lines(text).place(opening.index).line
    return unreadable_at(text, index, message, found=character(found), opened=opened)


def unreadable_escape(text: str) -> UnreadableError:
    """Our error where PyYAML's own parser fails on the number of a character that does not exist."""
    return unreadable_at(text, max(text.find("\\U"), 0), _ESCAPE)


def _forbidden_character(text: str) -> UnreadableError:
    found = _FORBIDDEN.search(text)
    if found is None:
        return unreadable_at(text, 0, _SYNTAX)
    return unreadable_at(text, found.start(), "documents.yaml-control", found=character(found[0]))
