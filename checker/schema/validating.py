"""JSON Schema 2020-12 by jsonschema, with each error at its own place and in agreement with the gate.

Missing and unknown members and wrong names come one by one. Numbers are those of JSON; patterns read as ECMA-262 has
them, where `$` is the very end of the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, ValidationError, validators

from checker.model import Pointer
from checker.schema.faults import is_writable
from checker.schema.gate import Schema

Node = dict[str, Any]
"""A schema, or a part of one, that is an object."""

_FORMATS: Final = FormatChecker(formats=["date"])
_OF_NAMES: Final = frozenset({"required", "dependentRequired", "additionalProperties", "propertyNames"})
_STANDARD: Final[Mapping[str, Any]] = Draft202012Validator.VALIDATORS


class Error(NamedTuple):
    """One keyword of a schema that a value does not keep.

    `wanted` is what the keyword says, `node` the part of the schema it stands in, `name` the member that is missing,
    unknown or wrongly named. `branches` are the errors of each branch of an `anyOf`.
    """

    at: Pointer
    keyword: str
    wanted: Any
    node: Node
    value: Any
    name: str | None
    branches: tuple[tuple[Error, ...], ...]


def errors_in(schema: Schema, data: object) -> Iterator[Error]:
    """Every error of `data` under a schema, in the schema's order."""
    return map(_error, _validator(schema).iter_errors(_with_writable_numbers(data)))


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


def _error(raw: Any) -> Error:
    branches: dict[int, list[Error]] = {}
    for each in raw.context:
        branches.setdefault(each.relative_schema_path[0], []).append(_error(each))
    return Error(
        at=tuple(raw.absolute_path),
        keyword=raw.validator,
        wanted=raw.validator_value,
        node=raw.schema,
        value=raw.instance,
        name=raw.message if raw.validator in _OF_NAMES else None,
        branches=tuple(map(tuple, branches.values())),
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
