"""Why a document is not valid: the errors in it, one for each cause, in document order, as faults of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from checker.errors import Fault, Value
from checker.model import Pointer, Text
from checker.schema.expectation import expected, is_day, types_of
from checker.schema.faults import MESSAGES, REMEDIES, TOO_MANY, found, is_plain, listed, visible
from checker.schema.gate import Schema, resolved
from checker.schema.nearness import nearest, offered
from checker.schema.validating import Error, Node, errors_in
from checker.values import positions_in

MOST_FAULTS: Final = 1000
"""Beyond, a document is hostile or no plan at all, and a longer list would help nobody and take its time."""

_OF_KIND: Final = frozenset({"type", "const", "enum"})
_TELLING: Final = ("type", "const", "enum", "anyOf", "format", "pattern")
"""Where a value has several errors, the first of these is the cause and the others follow from it."""


def explain_errors(schema: Schema, data: object, written: object) -> list[Fault]:
    """The faults of `data` under a schema, in document order; none where it is valid.

    `written` is the document before anything absent was left out of it. Beyond `MOST_FAULTS` the rest is left out, and
    a fault of the whole document says so.
    """
    causes: dict[tuple[Pointer, str | None], Error] = {}
    faults = []
    for error in _fitting(errors_in(schema, data)):
        cause = error.at, error.name
        if cause not in causes and len(causes) == MOST_FAULTS:
            faults.append(Fault((), TOO_MANY, MESSAGES[TOO_MANY], {"bound": MOST_FAULTS}, REMEDIES["again"]))
            break
        if cause not in causes or _rank(error) < _rank(causes[cause]):
            causes[cause] = error
    root = schema.node
    faults += (describe(error, value_at(written, error.at), root) for error in causes.values())
    return in_document_order(faults, written)


def in_document_order(faults: Iterable[Fault], written: object) -> list[Fault]:
    """The faults by where they stand in the document as written, then by which fault it is."""
    position = positions_in(written)
    return sorted(faults, key=lambda fault: (position(fault.at), fault.code))


def value_at(data: Any, at: Pointer) -> object:
    """The value at that place of a document."""
    for step in at:
        data = data[step]
    return data


def _rank(error: Error) -> int:
    return _TELLING.index(error.keyword) if error.keyword in _TELLING else len(_TELLING)


def _fitting(errors: Iterable[Error]) -> Iterator[Error]:
    """The errors, with those of the branch meant in place of an `anyOf` wherever it is plain which one that is."""
    for error in errors:
        branch = None if _is_quoted_number(error) else _branch_meant(error)
        if branch is None:
            yield error
        else:
            yield from _fitting(branch)


def _is_quoted_number(error: Error) -> bool:
    """Whether a value is a text, and would be one of the numbers that can stand there."""
    if not isinstance(error.value, str) or _WHOLE_NUMBER.fullmatch(error.value) is None:
        return False
    return any("integer" in types_of(branch) for branch in error.node.get("anyOf", ()))


def _is_misspelt(error: Error) -> bool:
    """Whether a value is almost one of those that are allowed."""
    return error.keyword == "enum" and nearest(error.value, map(visible, error.wanted)) is not None


def _branches(error: Error) -> Iterator[tuple[Error, ...]]:
    """The branches of an `anyOf`, with those of an `anyOf` that is itself a branch among them."""
    for branch in error.branches:
        inner = next((each for each in branch if each.branches and each.at == error.at), None)
        if inner is None:
            yield branch
        else:
            yield from _branches(inner)


def _branch_meant(error: Error) -> tuple[Error, ...] | None:
    """The errors of the one branch of an `anyOf` that fits the value best; None where none does better than others.

    The kind of value comes first, then how many of its names are strange or missing, then whether they are misspelt.
    """

    def is_of_kind(each: Error) -> bool:
        return each.at == error.at and each.keyword in _OF_KIND and not _is_misspelt(each)

    def misfit(branch: tuple[Error, ...]) -> tuple[int, int]:
        missing = [each for each in branch if each.keyword == "required" and each.at == error.at]
        strange = [each for each in branch if each.name is not None and each.at == (*error.at, each.name)]
        misspelt = sum(nearest(each.name, each.node.get("properties", ())) is not None for each in strange)
        return len(missing) + len(strange), -misspelt

    ranked = sorted((branch for branch in _branches(error) if not any(map(is_of_kind, branch))), key=misfit)
    if not ranked or (len(ranked) > 1 and misfit(ranked[0]) == misfit(ranked[1])):
        return None
    return ranked[0]


_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_AND_TIME: Final = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[Tt]|\s+)\D{0,4}\d.*", re.DOTALL)
_DAY_OTHERWISE: Final = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")
_DAY_UNBROKEN: Final = re.compile(r"\d{8}")
_WHOLE_NUMBER: Final = re.compile(r"\s*[+-]?\d{1,18}\s*")
_LONGEST_DAY: Final = 40


class Seen(NamedTuple):
    """An error, the value at its place as it is written, and the whole schema."""

    error: Error
    value: Any
    root: Node

    @property
    def expected(self) -> Text:
        """What the part of the schema that was not kept expects."""
        return expected(self.error.node, self.root)


def describe(error: Error, written: object, root: Node) -> Fault:
    """The fault that an error is; `written` is the value at its place, `root` the whole schema."""
    return _DESCRIBED.get(error.keyword, _not_accepted)(Seen(error, written, root))


def _fault(seen: Seen, code: str, remedy: str, **values: Value) -> Fault:
    return Fault(seen.error.at, code, MESSAGES[code], values, REMEDIES[remedy])


def _wrong_type(seen: Seen) -> Fault:
    if seen.value is None and seen.error.at and isinstance(seen.error.at[-1], int):
        return _fault(seen, "empty-item", "item", expected=seen.expected)
    remedy, values = _retyped(seen.value, seen.error.node, _all_types(seen.error.node, seen.root))
    return _found(seen, "wrong-type", remedy, **values)


def _retyped(value: object, node: Mapping[str, Any], types: frozenset[str]) -> tuple[str, dict[str, Value]]:
    """What to do with a value of the wrong type: one of `REMEDIES`, and what it needs."""
    is_count = isinstance(value, int | float) and not isinstance(value, bool) and is_plain(value)
    if is_day(node) and is_count and (day := _day_meant(visible(value))):
        return "day", {"day": day}
    if isinstance(value, str) and types & {"integer", "number"} and _WHOLE_NUMBER.fullmatch(value):
        return "unquote", {"number": int(value.strip())}
    if is_count and "string" in types and re.search(node.get("pattern", ""), visible(value)):
        return "number-or-quote" if types & {"integer", "number"} else "quote", {"written": visible(value)}
    if isinstance(value, dict) and len(value) == 1 and "string" in types and not any(value.values()):
        # A place in braces is an object to YAML.
        return "quote", {"written": f"{{{visible(*value)}}}"}
    if "array" in types_of(node) and (is_count or isinstance(value, str)):
        return "list", {}
    return "write", {}


def _all_types(node: Mapping[str, Any], root: Node) -> frozenset[str]:
    node = resolved(node, root)
    return frozenset(types_of(node)).union(*(_all_types(branch, root) for branch in node.get("anyOf", ())))


def _not_allowed(seen: Seen) -> Fault:
    kept = seen.error.node["enum"]
    allowed = [visible(value) for value in kept]
    values = {"found": found(seen.value), **_plainly(seen.value), "hint": ""}
    values["allowed"] = listed(value if type(value) is int else visible(value) for value in kept)
    if isinstance(seen.value, str) and _WHOLE_NUMBER.fullmatch(seen.value) and int(seen.value) in kept:
        return _fault(seen, "not-allowed", "unquote", **values, number=int(seen.value))
    meant = _WORDS[seen.value] if isinstance(seen.value, bool) else (visible(seen.value),)
    quoted = next((word for word in meant if word in kept), None)
    if quoted is not None and not isinstance(seen.value, str):
        return _fault(seen, "not-allowed", "quote", **values, written=quoted)
    near = nearest(seen.value, allowed)
    values["hint"] = offered(near)
    if near is None:
        return _fault(seen, "not-allowed", "choose", **values)
    return _fault(seen, "not-allowed", "near", **values, near=near)


_WORDS: Final[Mapping[bool, tuple[str, ...]]] = {True: ("yes", "on", "true"), False: ("no", "off", "false")}
"""What YAML takes for a value that is no text."""


def _missing(seen: Seen) -> Fault:
    name = str(seen.error.name)
    known = seen.error.node.get("properties", {})
    awaited = expected(known.get(name, {}), seen.root)
    if name in seen.value:
        return _fault(seen, "blank", "fill-in", name=name, expected=awaited)
    near = nearest(name, [other for other in seen.error.value if isinstance(other, str) and other not in known])
    if near is None:
        return _fault(seen, "missing", "add", name=name, expected=awaited)
    return _fault(seen, "missing", "rename-to", name=name, expected=awaited, near=visible(near))


def _unknown(seen: Seen) -> Fault:
    name = seen.error.at[-1]
    known = seen.error.node.get("properties", {})
    near = nearest(name, known)
    values: dict[str, Value] = {"name": visible(name), "known": listed(known), "hint": offered(near)}
    if near is None:
        return _fault(seen, "unknown-field", "remove", **values)
    remedy = "both" if near in seen.error.value else "rename"
    return _fault(seen, "unknown-field", remedy, **values, near=near)


def _wrong_name(seen: Seen) -> Fault:
    awaited = expected(seen.error.wanted, seen.root)
    return _fault(seen, "wrong-name", "name", name=visible(seen.error.at[-1]), expected=awaited)


def _wrong_value(seen: Seen) -> Fault:
    return _found(seen, "wrong-type", "write")


def _wrong_form(seen: Seen) -> Fault:
    return _wrong_day(seen) if is_day(seen.error.node) else _found(seen, "wrong-form", "write")


def _wrong_day(seen: Seen) -> Fault:
    text = str(seen.value)
    day = _day_meant(text)
    remedy = "write" if day is None else "day"
    code = "not-a-day"
    if _DAY.fullmatch(text):
        code = "day-not-in-calendar"
    elif len(text) <= _LONGEST_DAY and _DAY_AND_TIME.fullmatch(text):
        code = "day-with-time"
    return _found(seen, code, remedy, **({} if day is None else {"day": day}))


def _day_meant(text: str) -> str | None:
    """The day that is written some other way, year first, with or without a time of day; None if it does not exist."""
    if len(text) > _LONGEST_DAY:
        return None
    written = _DAY_OTHERWISE.fullmatch(text) or _DAY_AND_TIME.fullmatch(text)
    parts = written.groups() if written else (text[:4], text[4:6], text[6:]) if _DAY_UNBROKEN.fullmatch(text) else ()
    try:
        return date(*map(int, parts)).isoformat()
    except (TypeError, ValueError):
        return None


def _out_of_bounds(seen: Seen) -> Fault:
    if "pattern" in seen.error.node:
        return _wrong_form(seen)
    return _found(seen, "too-small" if seen.error.keyword == "minimum" else "too-large", "write")


def _out_of_size(seen: Seen) -> Fault:
    code, remedy = _SIZES[seen.error.keyword]
    if is_day(seen.error.node):
        return _wrong_day(seen)
    return _fault(seen, code, remedy, count=len(seen.error.value), bound=seen.error.wanted)


def _repeated(seen: Seen) -> Fault:
    items = seen.error.value
    again = next((item for place, item in enumerate(items) if item in items[:place]), items)
    return _fault(seen, "repeated-item", "once", found=found(again), **_plainly(again))


def _not_accepted(seen: Seen) -> Fault:
    values: dict[str, Value] = {"found": found(seen.value), "keyword": seen.error.keyword}
    return Fault(seen.error.at, "not-accepted", MESSAGES["not-accepted"], values)


def _found(seen: Seen, code: str, remedy: str, **values: Value) -> Fault:
    shown = found(seen.value)
    return _fault(seen, code, remedy, found=shown, **_plainly(seen.value), expected=seen.expected, **values)


def _plainly(value: object) -> dict[str, Value]:
    """The value itself for those who read no texts, where it is plain and JSON can hold it."""
    if isinstance(value, str):
        return {"value": visible(value)}
    return {"value": value} if is_plain(value) else {}


_SIZES: Final[Mapping[str, tuple[str, str]]] = {
    "minLength": ("too-short", "lengthen"),
    "maxLength": ("too-long", "shorten"),
    "minItems": ("too-few-items", "lengthen"),
    "maxItems": ("too-many-items", "shorten"),
    "minProperties": ("too-few-fields", "lengthen"),
    "maxProperties": ("too-many-fields", "shorten"),
}

_DESCRIBED: Final[Mapping[str, Callable[[Seen], Fault]]] = {
    "additionalProperties": _unknown,
    "anyOf": _wrong_type,
    "const": _wrong_value,
    "dependentRequired": _missing,
    "enum": _not_allowed,
    "format": _wrong_form,
    "maximum": _out_of_bounds,
    "minimum": _out_of_bounds,
    "pattern": _wrong_form,
    "propertyNames": _wrong_name,
    "required": _missing,
    "type": _wrong_type,
    "uniqueItems": _repeated,
    **dict.fromkeys(_SIZES, _out_of_size),
}
