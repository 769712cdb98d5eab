"""Why a document is not valid: the errors in it, one for each cause, in document order, as faults of ours.

They are found by jsonschema (JSON Schema 2020-12), each at its own place and in agreement with the gate: missing and
unknown members and wrong names come one by one, numbers are those of JSON, and patterns read as ECMA-262 has them,
where `$` is the very end of the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, reduce
from operator import getitem
from typing import Any, Final, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, ValidationError, validators

from checker.errors import Fault, Value
from checker.model import Pointer, Text
from checker.schema.faults import (
    MESSAGES,
    REMEDIES,
    TOO_MANY,
    expected,
    found,
    is_day,
    is_plain,
    is_writable,
    listed,
    nearest,
    offered,
    types_of,
    visible,
)
from checker.schema.gate import Schema, resolved
from checker.values import positions_in

Node = dict[str, Any]
"""A schema, or a part of one, that is an object."""

_FORMATS: Final = FormatChecker(formats=["date"])
_OF_NAMES: Final = frozenset({"required", "dependentRequired", "additionalProperties", "propertyNames"})
_STANDARD: Final[Mapping[str, Any]] = Draft202012Validator.VALIDATORS


class Error(NamedTuple):
    """One keyword of a schema that a value does not keep.

    `wanted` is what the keyword says, `node` the part of the schema `root` it stands in, `name` the member that is
    missing, unknown or wrongly named. `written` is the value before anything absent was left out of it. `branches` are
    the errors of each branch of an `anyOf`.
    """

    at: Pointer
    keyword: str
    wanted: Any
    node: Node
    value: Any
    name: str | None
    branches: tuple[tuple[Error, ...], ...]
    written: Any
    root: Node

    @property
    def expected(self) -> Text:
        """What the part of the schema that was not kept expects."""
        return expected(self.node, self.root)


def _errors_in(schema: Schema, data: object, written: object) -> Iterator[Error]:
    """Every error of `data` under a schema, in the schema's order."""
    for raw in _validator(schema).iter_errors(_with_writable_numbers(data)):
        yield _error(raw, written, schema.node)


@cache
def _validator(schema: Schema) -> Any:
    extend: Any = validators.extend
    kind = extend(
        Draft202012Validator,
        validators={
            "additionalProperties": _additional_properties,
            "dependentRequired": _dependent_required,
            "pattern": _pattern,
            "propertyNames": _property_names,
            "required": _required,
        },
        type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "number": _is_number}),
    )
    return kind(schema.node, format_checker=_FORMATS)


def _error(raw: Any, written: Any, root: Node) -> Error:
    branches: dict[int, list[Error]] = {}
    for each in raw.context:
        branches.setdefault(each.relative_schema_path[0], []).append(_error(each, written, root))
    return Error(
        at=tuple(raw.absolute_path),
        keyword=raw.validator,
        wanted=raw.validator_value,
        node=raw.schema,
        value=raw.instance,
        name=raw.message if raw.validator in _OF_NAMES else None,
        branches=tuple(map(tuple, branches.values())),
        written=reduce(getitem, raw.absolute_path, written),
        root=root,
    )


def _with_writable_numbers(data: object) -> object:
    """A copy in which an integer too long to be written is an infinity: no number of JSON either, but printable."""
    if isinstance(data, dict):
        return {name: _with_writable_numbers(value) for name, value in data.items()}
    if isinstance(data, list):
        return [_with_writable_numbers(item) for item in data]
    return math.inf if isinstance(data, int) and not is_writable(data) else data


def _is_number(_: TypeChecker, value: object) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, float) and math.isfinite(value)
    )


def _is_integer(checker: TypeChecker, value: object) -> bool:
    return _is_number(checker, value) and (not isinstance(value, float) or value.is_integer())


def _additional_properties(validator: Any, allowed: object, value: object, node: Node) -> Iterator[ValidationError]:
    if allowed is not False or not isinstance(value, dict) or "patternProperties" in node:
        yield from _STANDARD["additionalProperties"](validator, allowed, value, node)
        return
    for name in value:
        if name not in node.get("properties", {}):
            yield ValidationError(str(name), path=[name])


def _required(_: Any, names: list[str], value: object, __: Node) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for name in names:
            if name not in value:
                yield ValidationError(name)


def _dependent_required(
    _: Any, needed: Mapping[str, list[str]], value: object, node: Node
) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for name, names in needed.items():
            if name in value:
                yield from _required(_, names, value, node)


def _property_names(validator: Any, wanted: Node, value: object, _: Node) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for name in value:
            if any(True for _error_of_name in validator.descend(name, wanted)):
                yield ValidationError(str(name), path=[name])


def _pattern(_: Any, pattern: str, value: object, __: Node) -> Iterator[ValidationError]:
    if isinstance(value, str) and not _compiled(pattern).search(value):
        yield ValidationError(pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\$\Z", r"\\Z", pattern))


# One cause of several errors

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
    for error in _fitting(_errors_in(schema, data, written)):
        cause = error.at, error.name
        if cause not in causes and len(causes) == MOST_FAULTS:
            faults.append(Fault((), TOO_MANY, MESSAGES[TOO_MANY], {"bound": MOST_FAULTS}, REMEDIES["again"]))
            break
        if cause not in causes or _rank(error) < _rank(causes[cause]):
            causes[cause] = error
    faults += (_DESCRIBED.get(error.keyword, _not_accepted)(error) for error in causes.values())
    return in_document_order(faults, written)


def in_document_order(faults: Iterable[Fault], written: object) -> list[Fault]:
    """The faults by where they stand in the document as written, then by which fault it is."""
    position = positions_in(written)
    return sorted(faults, key=lambda fault: (position(fault.at), fault.code))


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


# What is said of it

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_AND_TIME: Final = re.compile(r"\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[Tt]|\s+)\D{0,4}\d.*", re.DOTALL)
_DAY_OTHERWISE: Final = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")
_DAY_UNBROKEN: Final = re.compile(r"\d{8}")
_WHOLE_NUMBER: Final = re.compile(r"\s*[+-]?\d{1,18}\s*")
_LONGEST_DAY: Final = 40


def _fault(error: Error, code: str, remedy: str, **values: Value) -> Fault:
    return Fault(error.at, code, MESSAGES[code], values, REMEDIES[remedy])


def _wrong_type(error: Error) -> Fault:
    if error.written is None and error.at and isinstance(error.at[-1], int):
        return _fault(error, "empty-item", "item", expected=error.expected)
    remedy, values = _retyped(error.written, error.node, _all_types(error.node, error.root))
    return _found(error, "wrong-type", remedy, **values)


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


def _not_allowed(error: Error) -> Fault:
    kept = error.node["enum"]
    allowed = [visible(value) for value in kept]
    values = {"found": found(error.written), **_plainly(error.written), "hint": ""}
    values["allowed"] = listed(value if type(value) is int else visible(value) for value in kept)
    if isinstance(error.written, str) and _WHOLE_NUMBER.fullmatch(error.written):
        number = int(error.written.strip())
        if number in kept:
            return _fault(error, "not-allowed", "unquote", **values, number=number)
    meant = _WORDS[error.written] if isinstance(error.written, bool) else (visible(error.written),)
    quoted = next((word for word in meant if word in kept), None)
    if quoted is not None and not isinstance(error.written, str):
        return _fault(error, "not-allowed", "quote", **values, written=quoted)
    near = nearest(error.written, allowed)
    values["hint"] = offered(near)
    if near is None:
        return _fault(error, "not-allowed", "choose", **values)
    return _fault(error, "not-allowed", "near", **values, near=near)


_WORDS: Final[Mapping[bool, tuple[str, ...]]] = {True: ("yes", "on", "true"), False: ("no", "off", "false")}
"""What YAML takes for a value that is no text."""


def _missing(error: Error) -> Fault:
    name = str(error.name)
    known = error.node.get("properties", {})
    awaited = expected(known.get(name, {}), error.root)
    if name in error.written:
        return _fault(error, "blank", "fill-in", name=name, expected=awaited)
    near = nearest(name, [other for other in error.value if isinstance(other, str) and other not in known])
    if near is None:
        return _fault(error, "missing", "add", name=name, expected=awaited)
    return _fault(error, "missing", "rename-to", name=name, expected=awaited, near=visible(near))


def _unknown(error: Error) -> Fault:
    name = error.at[-1]
    known = error.node.get("properties", {})
    near = nearest(name, known)
    values: dict[str, Value] = {"name": visible(name), "known": listed(known), "hint": offered(near)}
    if near is None:
        return _fault(error, "unknown-field", "remove", **values)
    remedy = "both" if near in error.value else "rename"
    return _fault(error, "unknown-field", remedy, **values, near=near)


def _wrong_name(error: Error) -> Fault:
    awaited = expected(error.wanted, error.root)
    return _fault(error, "wrong-name", "name", name=visible(error.at[-1]), expected=awaited)


def _wrong_value(error: Error) -> Fault:
    return _found(error, "wrong-type", "write")


def _wrong_form(error: Error) -> Fault:
    return _wrong_day(error) if is_day(error.node) else _found(error, "wrong-form", "write")


def _wrong_day(error: Error) -> Fault:
    text = str(error.written)
    day = _day_meant(text)
    remedy = "write" if day is None else "day"
    code = "not-a-day"
    if _DAY.fullmatch(text):
        code = "day-not-in-calendar"
    elif len(text) <= _LONGEST_DAY and _DAY_AND_TIME.fullmatch(text):
        code = "day-with-time"
    return _found(error, code, remedy, **({} if day is None else {"day": day}))


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


def _out_of_bounds(error: Error) -> Fault:
    if "pattern" in error.node:
        return _wrong_form(error)
    return _found(error, "too-small" if error.keyword == "minimum" else "too-large", "write")


def _out_of_size(error: Error) -> Fault:
    code, remedy = _SIZES[error.keyword]
    if is_day(error.node):
        return _wrong_day(error)
    return _fault(error, code, remedy, count=len(error.value), bound=error.wanted)


def _repeated(error: Error) -> Fault:
    items = error.value
    again = next((item for place, item in enumerate(items) if item in items[:place]), items)
    return _fault(error, "repeated-item", "once", found=found(again), **_plainly(again))


def _not_accepted(error: Error) -> Fault:
    values: dict[str, Value] = {"found": found(error.written), "keyword": error.keyword}
    return Fault(error.at, "not-accepted", MESSAGES["not-accepted"], values)


def _found(error: Error, code: str, remedy: str, **values: Value) -> Fault:
    shown = found(error.written)
    return _fault(error, code, remedy, found=shown, **_plainly(error.written), expected=error.expected, **values)


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

_DESCRIBED: Final[Mapping[str, Callable[[Error], Fault]]] = {
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
