"""What a YAML parser complains of, as texts of ours: libyaml's phrases and those of PyYAML's own parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError

from checker.documents.excerpt import character
from checker.documents.limits import MOST_LEVELS
from checker.documents.places import Lines, unreadable_at

if TYPE_CHECKING:
    from yaml.error import YAMLError

    from checker.errors import UnreadableError

_PHRASES: Final = (
    ("maximum nesting depth", "too-deep"),
    ("quoted scalar: found unexpected", "yaml-quote-open"),
    ("tab character", "yaml-tab"),
    ("'\\t' that cannot start", "yaml-tab"),
    ("cannot start any token", "yaml-token"),
    ("ing a tag:", "yaml-tag-handle"),
    ("tag handle", "yaml-tag-handle"),
    ("node content", "yaml-token"),
    ("escape", "yaml-escape"),
    ("hexdecimal number", "yaml-escape"),
    ("mapping values are not allowed", "yaml-colon"),
    ("found unexpected ':'", "yaml-colon"),
    ("while scanning a simple key", "yaml-key-open"),
    ("sequence entries are not allowed", "yaml-dash"),
    ("while scanning an anchor", "yaml-anchor"),
    ("while scanning an alias", "yaml-anchor"),
    ("directive", "yaml-directive"),
    ("incompatible YAML document", "yaml-directive"),
    ("while scanning a block scalar", "yaml-block-text"),
    ("while parsing a flow", "yaml-flow"),
    ("document start", "yaml-after"),
    ("while parsing a block", "yaml-indentation"),
)
"""A part of "context: problem", and the text for it; the first that is there counts, and else `yaml-syntax`.

The parser looks ahead on a line, so that its own limit of depth (1,000 from libyaml 0.2.6 on) may be met before ours.
"""

_AT_CONTEXT: Final = frozenset(("yaml-quote-open", "yaml-key-open"))
"""Where a reader has to look at the beginning of what is wrong, not at where it was noticed."""

_INSTEAD_OF_TOKEN: Final = {"\t": "yaml-tab", "": "yaml-end"}
"""What libyaml calls a character that begins nothing, and people something else."""

_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that YAML does not allow."""

_SURROGATE: Final = re.compile(r"[dD][89a-fA-F][0-9a-fA-F]{2}")


def unreadable_yaml(text: str, error: YAMLError) -> UnreadableError:
    """Our error for what the parser raised on `text`."""
    if not isinstance(error, MarkedYAMLError):
        return _forbidden_character(text)
    phrase = f"{error.context}: {error.problem}"
    key = next((key for part, key in _PHRASES if part in phrase), "yaml-syntax")
    opening = error.context_mark
    mark = opening if key in _AT_CONTEXT and opening is not None else error.problem_mark
    index = 0 if mark is None else mark.index
    found = text[index : index + 1]
    if key == "yaml-token" and found in _INSTEAD_OF_TOKEN:
        key = _INSTEAD_OF_TOKEN[found]
    elif key == "yaml-escape" and _SURROGATE.match(text, index):
        key = "surrogate"
    opened = None if opening is None else Lines(text).place(opening.index).line
    return unreadable_at(text, index, key, found=character(found), opened=opened, limit=MOST_LEVELS)


def unreadable_escape(text: str) -> UnreadableError:
    """Our error where PyYAML's own parser fails on the number of a character that does not exist."""
    return unreadable_at(text, max(text.find("\\U"), 0), "yaml-escape")


def _forbidden_character(text: str) -> UnreadableError:
    found = _FORBIDDEN.search(text)
    if found is None:
        return unreadable_at(text, 0, "yaml-syntax")
    return unreadable_at(text, found.start(), "yaml-control", found=character(found[0]))
