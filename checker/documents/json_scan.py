"""A strict scanner of JSON text, without recursion: the value, or what is wrong with it and where.

Strings and numbers are left to the standard library's decoder, one at a time; the structure, the limits and the words
for what is wrong are here.
"""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import Final, NoReturn

from checker.documents.excerpt import character, excerpt
from checker.documents.integers import decimal_integer
from checker.documents.limits import MOST_LEVELS, MOST_VALUES
from checker.documents.messages import DUPLICATE_KEY, HALF_A_CHARACTER, NO_JSON, TOO_DEEP, TOO_MANY_VALUES
from checker.documents.places import Lines, unreadable_at
from checker.i18n import N_

_GAP: Final = re.compile(r"[ \t\n\r]*+")
_decode_at: Final = JSONDecoder(parse_int=decimal_integer).raw_decode
_CONSTANTS: Final = ("NaN", "Infinity", "-Infinity")
_UNWELCOME: Final = {
    "'": N_("A single quote stands here, and JSON knows only double quotes. Put a double quote in its place."),
    "/": N_(
        "“{found}” begins a comment here, and JSON has no comments. Remove it, or write it into a field for notes."
    ),
    "#": N_(
        "“{found}” begins a comment here, and JSON has no comments. Remove it, or write it into a field for notes."
    ),
}
"""What people write who take JSON for a programming language: the first character, and what is said of it."""
_STRING_FAULTS: Final = (
    ("Unterminated string", N_("The text that begins here has no closing quote. Write a double quote at its end.")),
    (
        "Invalid control character",
        N_(
            "A line break, a tab or another control character ({found}) stands within a text. "
            "Write it as an escape: \\n for a line break, \\t for a tab."
        ),
    ),
    (
        "Invalid \\",
        N_(
            "The backslash here begins an escape that JSON does not have. Write \\\\ for a "
            "backslash, and \\u with four hexadecimal digits for a character."
        ),
    ),
)
"""How the decoder's messages begin, and our texts for them."""
_VALUE: Final = N_(
    "“{found}” stands where a value is expected: a text in double quotes, a number, "
    "true, false, null, “{{” or “[”. Write the value, or put double quotes around it."
)
_KEY: Final = N_("“{found}” stands where a key in double quotes is expected. Put the key in double quotes.")
_NUMBER_CHARACTERS: Final = frozenset("0123456789.+-eE")


class _Object:
    """An object that is not closed yet."""

    __slots__ = ("data", "key", "start")
    closer: Final = "}"

    def __init__(self, start: int) -> None:
        self.start = start
        self.key = ""
        self.data: dict[str, object] = {}

    def add(self, value: object) -> None:
        self.data[self.key] = value


class _List:
    """A list that is not closed yet."""

    __slots__ = ("data", "start")
    closer: Final = "]"

    def __init__(self, start: int) -> None:
        self.start = start
        self.data: list[object] = []

    def add(self, value: object) -> None:
        self.data.append(value)


def scanned(text: str) -> object:
    """The value that `text` is. Raises `UnreadableError` with the place of what is wrong."""
    return _Scanner(text).scan()


class _Scanner:
    """One way through one text; `_open` holds the objects and lists around the character it stands at."""

    __slots__ = ("_open", "_text", "_values")

    def __init__(self, text: str) -> None:
        self._text = text
        self._values = 0
        self._open: list[_Object | _List] = []

    def scan(self) -> object:
        index = self._skip_gap(0)
        if index == len(self._text):
            self._refuse(index, "The file is empty, and a JSON object is expected. Fill it in, or name the right file.")
        root = _List(index)
        self._open.append(root)
        while True:
            index = self._skip_gap(self._scan_value(index))
            while len(self._open) > 1 and self._text.startswith(self._open[-1].closer, index):
                self._open.pop()
                index = self._skip_gap(index + 1)
            if len(self._open) == 1:
                break
            index = self._scan_comma(index)
        if index != len(self._text):
            self._refuse(
                index,
                "The value is complete, and “{found}” stands after it; a JSON file holds one value. "
                "Remove what is too much.",
                found=self._found(index),
            )
        return root.data[0]

    def _scan_value(self, index: int) -> int:
        """Take in the value at `index`; for an object or list that holds something, up to its first scalar."""
        while True:
            opening = self._text[index : index + 1]
            self._values += 1
            if self._values > MOST_VALUES:
                self._refuse(
                    index,
                    TOO_MANY_VALUES,
                    limit=MOST_VALUES,
                )
            if opening not in ("{", "["):
                return self._scan_scalar(index)
            if len(self._open) > MOST_LEVELS:
                self._refuse(
                    index,
                    TOO_DEEP,
                    limit=MOST_LEVELS,
                )
            container = _Object(index) if opening == "{" else _List(index)
            self._open[-1].add(container.data)
            index = self._skip_gap(index + 1)
            self._open.append(container)
            if self._text.startswith(container.closer, index):
                # Closed by the caller, as any container is.
                return index
            if isinstance(container, _Object):
                index = self._scan_key(container, index)

    def _scan_scalar(self, index: int) -> int:
        value, end = self._decode(index, _VALUE)
        if isinstance(value, str):
            self._refuse_surrogates(value, index)
        self._open[-1].add(value)
        return end

    def _scan_key(self, container: _Object, index: int) -> int:
        """Take in a key and its colon; the index of the value."""
        if not self._text.startswith('"', index):
            self._refuse_found(index, _KEY)
        key, end = self._decode(index, _KEY)
        container.key = str(key)
        self._refuse_surrogates(container.key, index)
        if container.key in container.data:
            self._refuse(
                index,
                DUPLICATE_KEY,
                member=excerpt(container.key),
            )
        end = self._skip_gap(end)
        if not self._text.startswith(":", end):
            self._refuse_found(
                end,
                N_(
                    "“{found}” stands where a colon is expected between the key and its value. Write “:” "
                    "there (half-width)."
                ),
            )
        return self._skip_gap(end + 1)

    def _scan_comma(self, index: int) -> int:
        """Take in the comma between two members; the index of the next value."""
        container = self._open[-1]
        if not self._text.startswith(",", index):
            before = self._text[index - 1]
            if self._text[index : index + 1] in _NUMBER_CHARACTERS and before in _NUMBER_CHARACTERS:
                self._refuse(
                    index,
                    "The number here is not written as in JSON: no zero in front, and digits on both "
                    "sides of a decimal point. Correct it, or put it in double quotes if it is a text.",
                )
            self._refuse_found(
                index,
                N_(
                    "“{found}” stands where a comma or “{closer}” is expected. Write “,” between two "
                    "members and “{closer}” after the last."
                ),
                closer=container.closer,
            )
        after = self._skip_gap(index + 1)
        if self._text.startswith(("}", "]"), after):
            self._refuse(
                index,
                "A comma stands before a closing bracket, and another member is expected after a "
                "comma. Remove the comma.",
            )
        return self._scan_key(container, after) if isinstance(container, _Object) else after

    def _decode(self, index: int, expected: str) -> tuple[object, int]:
        """The string, number or word at `index` and where it ends."""
        if self._text.startswith(_CONSTANTS, index):
            self._refuse(
                index,
                "NaN or Infinity stands here, which is no number in JSON. Write a number, or null where there is none.",
            )
        try:
            return _decode_at(self._text, index)
        except JSONDecodeError as error:
            for beginning, message in _STRING_FAULTS:
                if error.msg.startswith(beginning):
                    self._refuse(error.pos, message, found=self._found(error.pos))
            self._refuse_found(index, expected)

    def _skip_gap(self, index: int) -> int:
        gap = _GAP.match(self._text, index)
        return index if gap is None else gap.end()

    def _found(self, index: int) -> str:
        return character(self._text[index : index + 1])

    def _refuse_surrogates(self, value: str, index: int) -> None:
        if not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                self._refuse(
                    index,
                    HALF_A_CHARACTER,
                )

    def _refuse_found(self, index: int, expected: str, **values: object) -> NoReturn:
        """Refuse what stands at `index`, with the message `expected`; where nothing does, name what is open."""
        if index == len(self._text):
            opened = Lines(self._text).place(self._open[-1].start).line
            self._refuse(
                index,
                "The text ends too early: the bracket opened on line {opened} is not closed. "
                "Complete it, or get the file again if it was cut off on its way.",
                opened=opened,
            )
        found = self._text[index]
        if len(self._open) == 1:
            expected = NO_JSON
        elif expected is _VALUE and found in _NUMBER_CHARACTERS:
            expected = N_(
                "The number here is not written as in JSON: no zero in front, and digits on both "
                "sides of a decimal point. Correct it, or put it in double quotes if it is a text."
            )
        self._refuse(index, _UNWELCOME.get(found, expected), found=character(found), **values)

    def _refuse(self, index: int, message: str, /, **values: object) -> NoReturn:
        raise unreadable_at(self._text, index, message, **values)
