"""JSON, RFC 8259 to the letter: by orjson where it can be proved sound, and else by the standard library's scanner.

orjson parses; it says nothing of a key that stands twice, so that is proved afterwards by counting. What cannot be
proved so, or what orjson refuses, is read again by the scanner, which knows why and where.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from json import JSONDecodeError, JSONDecoder, loads
from json.decoder import JSONArray, JSONObject  # type: ignore[attr-defined] # not in the stubs
from json.scanner import py_make_scanner  # type: ignore[attr-defined] # nor is this
from typing import Any, Final, NamedTuple, NoReturn

import orjson

from checker.readers.document import AskForms, Document
from checker.readers.limits import MOST_LEVELS, MOST_VALUES, decimal_integer
from checker.readers.text import (
    Lines,
    Spot,
    TextPlaces,
    character,
    decoded,
    excerpt,
    is_half_character,
    unreadable_at,
    without_mark,
)

Scan = Callable[[str, int], tuple[Any, int]]
"""The value that begins at an index, and where it ends."""


_TOO_DEEP: Final = b"\n" + b"  " * MOST_LEVELS
_MOST_BYTES_WITHOUT_COUNTING: Final = 2 * MOST_VALUES
"""A value takes a character and what separates it from the next: so many bytes never hold too many values."""


def read(raw: bytes, _ask: AskForms) -> Document:
    """The document in `raw`. Raises `UnreadableError`."""
    body = without_mark(raw)
    # Every value but the first follows a comma or an opening bracket: millions are not built to be refused afterwards.
    if len(body) <= _MOST_BYTES_WITHOUT_COUNTING or sum(map(body.count, (b",", b"[", b"{"))) < MOST_VALUES:
        try:
            data: object = orjson.loads(body)
            if _is_sound(body, data):
                places = TextPlaces(partial(_opened, body))
                return Document(None, None, data, places.locate, written=places.written)
        except orjson.JSONDecodeError:
            pass
    text = decoded(raw)
    data = _StrictDecoder(text).read()
    places = TextPlaces(partial(_opened, text))
    return Document(None, None, data, places.locate, written=places.written)


def _is_sound(body: bytes, data: object) -> bool:
    """Whether `data`, parsed from `body`, is shallow enough, and no object repeats a key: shown by writing it again.

    Written with two blanks a level, whatever is inside the last level begins a line with that many blanks, and nothing
    else does, as line breaks in texts are escaped. A repeated key is lost in parsing and its colon with it, so as many
    colons as in `body` mean that none is lost, unless a colon of some text is an escape in `body`.
    """
    try:
        written = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        return False
    if _TOO_DEEP in written:
        return False
    # Many files are written in just that way.
    return body.startswith(written) or (body.count(b":") == written.count(b":") and b"\\u003" not in body)


# What is wrong, and where.

_WHITE_SPACE: Final = " \t\n\r"
_SLIPS: Final = (
    (r"Unterminated string", "json-string-open"),
    (r"Invalid control", "json-control"),
    (r"Invalid \\", "json-escape"),
    (r"Illegal trailing comma", "json-trailing-comma"),
    (r".*<>", "json-end"),
    (r".*<'>", "json-quote"),
    (r".*<[/#]>", "json-comment"),
    (r".*,<[]}]>", "json-trailing-comma"),
    (r"Expecting value: <", "json-start"),
    (r"Expecting value: .<[-+.0-9]>", "json-number"),
    (r"Expecting ',' .*[-+.0-9eE]<[-+.0-9eE]>", "json-number"),
    (r"Expecting property", "json-key"),
    (r"Expecting ':'", "json-colon"),
    (r"Expecting ','", "json-comma"),
    (r"Extra data", "json-after"),
    (r"Expecting value", "json-value"),
)
"""What the library says, the last character before the fault and (in brackets) the one it is at -> our text."""


class _StrictDecoder(JSONDecoder):
    """The standard library's scanner in Python, which stops at what it lets pass and JSON or our limits do not."""

    def __init__(self, text: str) -> None:
        super().__init__(parse_int=self._integer, parse_float=self._float, parse_constant=self._constant)
        self.parse_object: Any = self._object
        self.parse_array: Any = self._array
        self.scan_once: Any = partial(self._value, py_make_scanner(self))
        self._text = text
        self._index = 0
        self._values = 0
        self._open: list[int] = []

    def read(self) -> object:
        """The value that the text is. Raises `UnreadableError` with the place of what is wrong."""
        try:
            return self.decode(self._text)
        except JSONDecodeError as error:
            self._refuse_slip(error)

    def _value(self, scan: Scan, text: str, index: int) -> tuple[Any, int]:
        self._index = index
        self._values += 1
        if self._values > MOST_VALUES:
            self._slip(index, "too-many-values", limit=MOST_VALUES)
        value, end = scan(text, index)
        if isinstance(value, str) and is_half_character(value):
            self._slip(index, "surrogate")
        return value, end

    def _object(self, at: tuple[str, int], strict: bool, scan: Scan, *rest: Any) -> tuple[Any, int]:  # noqa: FBT001 - as the library calls it
        start = self._enter(at)
        pairs, end = JSONObject(at, strict, partial(self._value, scan), None, list, rest[-1])
        members = dict(pairs)
        if len(members) < len(pairs) or any(map(is_half_character, members)):
            self._refuse_key(start)
        self._open.pop()
        return members, end

    def _array(self, at: tuple[str, int], scan: Scan) -> tuple[Any, int]:
        self._enter(at)
        items, end = JSONArray(at, partial(self._value, scan))
        self._open.pop()
        return items, end

    def _enter(self, at: tuple[str, int]) -> int:
        """Where the object or list begins whose bracket is just before `at`."""
        start = at[1] - 1
        if len(self._open) >= MOST_LEVELS:
            self._slip(start, "too-deep", limit=MOST_LEVELS)
        self._open.append(start)
        return start

    def _integer(self, digits: str) -> int | float:
        self._require_ascii(digits)
        return decimal_integer(digits)

    def _float(self, digits: str) -> float:
        self._require_ascii(digits)
        return float(digits)

    def _require_ascii(self, digits: str) -> None:
        # Before Python 3.13, the library takes full-width digits for digits.
        if not digits.isascii():
            self._slip(self._index, "json-number")

    def _constant(self, _name: str) -> NoReturn:
        self._slip(self._index, "json-constant")

    def _refuse_key(self, start: int) -> NoReturn:
        """Refuse the first key of an object that repeats another or is no text; the object is otherwise sound."""
        seen: set[str] = set()
        for member in _members(self._text, start):
            name = str(member.name)
            if is_half_character(name):
                self._slip(member.name_start, "surrogate")
            if name in seen:
                self._slip(member.name_start, "duplicate-key", member=excerpt(name))
            seen.add(name)
        raise AssertionError

    def _refuse_slip(self, error: JSONDecodeError) -> NoReturn:
        text, index = self._text, error.pos
        if not text.strip(_WHITE_SPACE):
            self._slip(len(text), "json-empty")
        before = text[:index].rstrip(_WHITE_SPACE)
        found = text[index : index + 1]
        context = f"{error.msg}: {before[-1:]}<{found}>"
        key = next(key for pattern, key in _SLIPS if re.match(pattern, context, re.DOTALL))
        if key == "json-trailing-comma":
            index = text.rindex(",", 0, index + 1)
        if not self._open:
            self._slip(index, key, found=character(found))
        opening = self._open[-1]
        opened = Lines(text).place(opening).line
        closer = "}" if text[opening] == "{" else "]"
        self._slip(index, key, found=character(found), closer=closer, opened=opened)

    def _slip(self, index: int, key: str, **values: object) -> NoReturn:
        raise unreadable_at(self._text, index, key, **values)


# Where values stand: only objects and lists on the way to what is asked for are gone through, and the rest is passed
# over by the library's scanner in C.

_GAP: Final = re.compile(r"[ \t\n\r,]*+")
_KEY: Final = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")[ \t\n\r]*+:[ \t\n\r]*+')
_SCALAR: Final = re.compile(r"[^\s,\]}]+")
_value_at: Final = JSONDecoder(parse_int=len, parse_float=len).raw_decode
"""Numbers are not looked at: nothing is spent on them, and long ones cannot fail."""


def _opened(source: bytes | str) -> tuple[str, Spot]:
    text = source if isinstance(source, str) else decoded(source)
    return text, _JSONSpot(text, _behind_gap(text, 0))


class _JSONSpot:
    """A value of a sound text. Its members are gone through as far as somebody asks."""

    __slots__ = ("_found", "_left", "_text", "start")

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self.start = start
        self._found: dict[str | int, Spot] = {}
        self._left = _members(text, start)

    def inside(self, step: str | int) -> Spot | None:
        while step not in self._found and (member := next(self._left, None)):
            self._found[member.name] = _JSONSpot(self._text, member.start)
        return self._found.get(step)

    @property
    def end(self) -> int | None:
        end: int | None = None if self._text[self.start] in "{[" else _value_at(self._text, self.start)[1]
        return end

    @property
    def written(self) -> str | None:
        scalar = None if self._text[self.start] in '{["' else _SCALAR.match(self._text, self.start)
        return scalar and scalar[0]


class _Member(NamedTuple):
    """A member of an object or list: its name or position, and where that and its value begin."""

    name: str | int
    name_start: int
    start: int


def _members(text: str, index: int) -> Iterator[_Member]:
    """The members of the object or list at `index`; nothing else has any."""
    if text[index] not in "{[":
        return
    position = 0
    index = _behind_gap(text, index + 1)
    while text[index] not in "}]":
        if key := _KEY.match(text, index):
            yield _Member(loads(key[1]) if "\\" in key[1] else key[1][1:-1], index, key.end())
            index = key.end()
        else:
            yield _Member(position, index, index)
            position += 1
        index = _behind_gap(text, _value_at(text, index)[1])


def _behind_gap(text: str, index: int) -> int:
    gap = _GAP.match(text, index)
    return gap.end() if gap else index
