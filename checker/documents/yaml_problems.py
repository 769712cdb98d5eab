"""What a YAML parser complains of, as texts of ours: libyaml's phrases and those of PyYAML's own parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError

from checker.documents.excerpt import character
from checker.documents.messages import HALF_A_CHARACTER
from checker.documents.places import Lines, unreadable_at
from checker.i18n import N_

if TYPE_CHECKING:
    from yaml.error import YAMLError

    from checker.errors import UnreadableError

_QUOTE_OPEN: Final = N_("The text that begins here with a quote has no closing quote. Write one at its end.")
_KEY_OPEN: Final = N_(
    "The line here has no colon after its key. Write “key: value”, with the half-width colon and a space."
)
_TAB: Final = N_("A tab stands here, and only spaces indent YAML. Put spaces in its place.")
_TOKEN: Final = N_(
    "“{found}” stands where a value begins, and none can begin so in YAML. Put the whole text in quotes."
)
_TAG_HANDLE: Final = N_(
    "“!” begins a tag here that is not complete or not declared. Remove it, or put the "
    "text in quotes if no tag is meant."
)
_ESCAPE: Final = N_(
    "The backslash here begins an escape that YAML does not have. Write \\\\ for a "
    "backslash, or put the text in single quotes."
)
_COLON: Final = N_(
    "What stands before the colon here is no key of this place: a value has a colon in "
    "it, the line is indented differently from its neighbours, the line above lacks its "
    "half-width colon, or the key is longer than 1,024 characters. Put a value with a "
    "colon in quotes, and align the lines."
)
_ANCHOR: Final = N_(
    "“*” or “&” stands here without the name of a reference. Put the text in quotes if no reference is meant."
)
_DIRECTIVE: Final = N_(
    "The line with “%” here is no directive that can be followed; “%YAML 1.1” or “%YAML "
    "1.2” can be, once. Remove the line."
)
_SYNTAX: Final = N_(
    "The text cannot be read as YAML from here on. Write fields as “key: value” and "
    "lists with “- ”, and indent with spaces."
)

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
    (
        "sequence entries are not allowed",
        N_("A list item begins here with “-”, where none can begin. Begin the list on a line of its own."),
    ),
    ("while scanning an anchor", _ANCHOR),
    ("while scanning an alias", _ANCHOR),
    ("directive", _DIRECTIVE),
    ("incompatible YAML document", _DIRECTIVE),
    (
        "while scanning a block scalar",
        N_("Something stands here on the line of “|” or “>”, and the text begins on the line after it. Move it there."),
    ),
    (
        "while parsing a flow",
        N_(
            "A comma or the closing bracket is missing here; the bracket was opened on line "
            "{opened}. Write “,” between two members, and close the bracket."
        ),
    ),
    (
        "document start",
        N_(
            "The document is complete, and more stands here: the line is indented less than "
            "those above, or a text goes on after its closing quote. Align the lines, or remove "
            "what is too much."
        ),
    ),
    (
        "while parsing a block",
        N_(
            "What begins here with “{found}” does not fit what is around it: the line is "
            "indented differently from its neighbours, or a text goes on after its closing "
            "quote. Align the lines, or put the whole text in one pair of quotes."
        ),
    ),
)
"""A part of "context: problem", and the text for it; the first that is there counts, and else `_SYNTAX`."""

_AT_CONTEXT: Final = frozenset((_QUOTE_OPEN, _KEY_OPEN))
"""Where a reader has to look at the beginning of what is wrong, not at where it was noticed."""

_INSTEAD_OF_TOKEN: Final = {
    "\t": _TAB,
    "": N_("The text ends where a value is expected: a bracket is not closed, or the file was cut off. Complete it."),
}
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
        message = HALF_A_CHARACTER
    opened = None if opening is None else Lines(text).place(opening.index).line
    return unreadable_at(text, index, message, found=character(found), opened=opened)


def unreadable_escape(text: str) -> UnreadableError:
    """Our error where PyYAML's own parser fails on the number of a character that does not exist."""
    return unreadable_at(text, max(text.find("\\U"), 0), _ESCAPE)


def _forbidden_character(text: str) -> UnreadableError:
    found = _FORBIDDEN.search(text)
    if found is None:
        return unreadable_at(text, 0, _SYNTAX)
    return unreadable_at(
        text,
        found.start(),
        "The character {found} stands here, which YAML does not allow. Remove it; where "
        "there are many, the file is damaged or no text.",
        found=character(found[0]),
    )
