"""Whether what a pack has for the schema of a document is one by which documents can be read and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.i18n import text
from checker.model import Text
from checker.schema import Schema

_LOCAL = "#/"


def cause_of_misfit(schema: dict[str, Any]) -> Text | str | None:
    """Why `schema` is no JSON Schema that can be used; in the words of its validator, English; None where it is one.

    References lead to parts of the schema itself, and none of them, with or without `anyOf`, refers back to itself.
    """
    for node in _parts(schema):
        if "$ref" in node:
            cause = _cause_of_reference(node["$ref"], schema)
            if cause is not None:
                return cause
    for node in _parts(schema):
        if _leads_back(node, schema, ()):
            return text("{reference} refers back to itself", reference=node.get("$ref", "anyOf"))
    return Schema(schema).cause_of_misfit()


def _parts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object in a schema, `value` first."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _cause_of_reference(reference: Any, schema: dict[str, Any]) -> Text | None:
    if not isinstance(reference, str) or not reference.startswith(_LOCAL):
        return text(
            "$ref should point to a part of this file (#/$defs/…); it is {reference}", reference=repr(reference)
        )
    is_there = isinstance(_target(reference, schema), dict)
    return None if is_there else text("$ref {reference} points nowhere", reference=reference)


def _target(reference: str, schema: dict[str, Any]) -> Any:
    target: Any = schema
    for step in reference.removeprefix(_LOCAL).split("/"):
        target = target.get(step) if isinstance(target, dict) else None
    return target


def _leads_back(node: Any, schema: dict[str, Any], passed: tuple[int, ...]) -> bool:
    """Whether what `node` stands for is, without a step into a member or an item, itself again."""
    if not isinstance(node, dict):
        return False
    if id(node) in passed:
        return True
    branches = node.get("anyOf", ())
    nexts = [
        *(branches if isinstance(branches, list) else ()),
        *([_target(node["$ref"], schema)] if "$ref" in node else []),
    ]
    return any(_leads_back(each, schema, (*passed, id(node))) for each in nexts)
