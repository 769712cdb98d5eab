"""Whether what a pack has for the schema of a document is one by which documents can be read and judged."""

from __future__ import annotations

from typing import Any, NamedTuple

from checker.i18n import text
from checker.model import Pointer, Text
from checker.schema import Schema
from checker.values import parts_of

_LOCAL = "#/"
_BRANCHES = "anyOf", "oneOf", "allOf"


class Misfit(NamedTuple):
    """Where a schema is none that can be used, and why: in the words of its validator, English."""

    at: Pointer
    cause: Text | str


def misfit_of(schema: dict[str, Any]) -> Misfit | None:
    """Why `schema` is no JSON Schema that can be used; None where it is one.

    References lead to parts of the schema itself, and none of them, with or without `anyOf`, refers back to itself.
    """
    nodes = [(at, part) for at, part in parts_of(schema) if isinstance(part, dict)]
    for at, node in nodes:
        if "$ref" in node:
            cause = _cause_of_reference(node["$ref"], schema)
            if cause is not None:
                return Misfit((*at, "$ref"), cause)
    for at, node in nodes:
        if _leads_back(node, schema, ()):
            return Misfit(at, text("{reference} refers back to itself", reference=node.get("$ref", "anyOf")))
    misfit = Schema(schema).misfit()
    return None if misfit is None else Misfit(*misfit)


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
    nexts = [
        *(branch for name in _BRANCHES if isinstance(node.get(name), list) for branch in node[name]),
        *([_target(node["$ref"], schema)] if "$ref" in node else []),
    ]
    return any(_leads_back(each, schema, (*passed, id(node))) for each in nexts)
