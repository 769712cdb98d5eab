"""JSON, RFC 8259 to the letter: fast where it can be proved sound, strict everywhere.

orjson parses; it says nothing of a key that stands twice, so that is proved afterwards by counting. What cannot be
proved so, or what orjson refuses, goes to the strict scanner, which knows why and where.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final

import orjson

from checker.documents.document import Reading
from checker.documents.extent import measured
from checker.documents.json_places import JsonPlaces
from checker.documents.json_scan import scanned
from checker.documents.limits import MOST_LEVELS, MOST_VALUES
from checker.documents.utf8 import decoded, without_mark

if TYPE_CHECKING:
    from checker.documents.labels import AskLabels

_SPACES: Final = b" \t\n\r"
_PERHAPS_TOO_DEEP: Final = b"\n" + b"  " * MOST_LEVELS
_MOST_BYTES_WITHOUT_COUNTING: Final = 2 * MOST_VALUES
"""A value takes a character and what separates it from the next: so many bytes never hold too many values."""


def read(raw: bytes, _labels: AskLabels) -> Reading:
    """The document in `raw`. Raises `UnreadableError`."""
    body = without_mark(raw)
    if len(body) > _MOST_BYTES_WITHOUT_COUNTING and not _is_surely_few(body):
        return _read_strictly(raw)
    try:
        data: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        return _read_strictly(raw)
    if not _is_plainly_sound(body, data):
        extent = measured(data)
        if extent is None or not _has_distinct_keys(body, extent.keys):
            return _read_strictly(raw)
    return Reading(data, JsonPlaces(partial(decoded, body)))


def _is_surely_few(body: bytes) -> bool:
    """Whether the limit on values cannot be passed: every value but the first follows a comma or an opening bracket.

    Keeps orjson from building millions of values that would be refused afterwards.
    """
    return body.count(b",") + body.count(b"[") + body.count(b"{") < MOST_VALUES


def _is_plainly_sound(body: bytes, data: object) -> bool:
    """Whether writing `data`, parsed from `body`, shows at once that it is shallow and that no object repeats a key.

    Written with two blanks a level, whatever is inside the last level begins a line with that many blanks, and nothing
    else does, as line breaks in texts are escaped. A repeated key is lost in parsing and its colon with it, so as many
    colons as in `body` (where nothing is escaped) mean that none is lost. Many files are written in just that way: then
    they are equal.
    """
    if len(body) > _MOST_BYTES_WITHOUT_COUNTING or b"\\" in body:
        return False
    try:
        written = orjson.dumps(data, option=orjson.OPT_INDENT_2)
    except orjson.JSONEncodeError:
        return False
    return _PERHAPS_TOO_DEEP not in written and (body.startswith(written) or body.count(b":") == written.count(b":"))


def _has_distinct_keys(body: bytes, keys: int) -> bool:
    """Whether no object of the valid JSON `body` repeats a key; `keys` is how many keys are left of it after parsing.

    A repeated key is lost in parsing, so none is repeated where as many are written as are left. Every key that is
    written brings a colon of its own: no more colons than keys left, and the proof is done. Texts with colons in them
    need a second look: without white space every key ends in a quotation mark directly before its colon, which few
    texts imitate. Both counts can only be too high, never too low.
    """
    if body.count(b":") == keys or body.translate(None, _SPACES).count(b'":') == keys:
        return True
    try:
        # Numbers are not looked at, so nothing is spent on them, and long ones cannot fail.
        json.loads(body, object_pairs_hook=_refuse_repetition, parse_int=len, parse_float=len)
    except ValueError:
        return False
    return True


def _refuse_repetition(members: list[tuple[str, object]]) -> None:
    if len(dict(members)) != len(members):
        raise ValueError


def _read_strictly(raw: bytes) -> Reading:
    text = decoded(raw)
    return Reading(scanned(text), JsonPlaces(lambda: text))
