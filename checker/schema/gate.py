"""A JSON Schema, and the fast gate: jsonschema-rs says whether a document is valid, and nothing of why it is not."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, Final

from jsonschema_rs import Validator

from checker.i18n import text
from checker.model import Pointer, Text
from checker.resources import schema_bytes
from checker.values import is_absent, parts_of


class Schema:
    """A JSON Schema 2020-12; the validator is made when it is first needed."""

    def __init__(self, node: dict[str, Any]) -> None:
        self.node = node

    @cached_property
    def _gate(self) -> Validator:
        from jsonschema_rs import validator_for

        return validator_for(self.node, validate_formats=True)

    def misfit(self) -> tuple[Pointer, Text | str] | None:
        """Where and why no document can be read by this schema; None where any can.

        References lead to parts of the schema itself, and none of them, with or without `anyOf`, refers back to itself.
        What else is wrong is told in the words of the validator, English.
        """
        nodes = [(at, part) for at, part in parts_of(self.node) if isinstance(part, dict)]
        for at, node in nodes:
            cause = _cause_of_reference(node["$ref"], self.node) if "$ref" in node else None
            if cause is not None:
                return (*at, "$ref"), cause
        for at, node in nodes:
            if _leads_back(node, self.node, ()):
                return at, text("{reference} refers back to itself", reference=node.get("$ref", "anyOf"))
        try:
            _ = self._gate
        except (ValueError, RecursionError) as error:
            return tuple(getattr(error, "instance_path", ())), str(error).partition("\n")[0]
        return None

    @cached_property
    def takes_absent(self) -> bool:
        """Whether it may let a member through that counts as absent: null, or a text of which nothing can be seen."""
        return any(_takes_absent(each, self.node) for each in _members_in(self.node))

    def judge(self, data: object) -> bool | None:
        """Whether `data` is valid; None where the gate cannot take it in.

        That happens with lone surrogates, and with Python values that JSON does not have.
        """
        try:
            return self._gate.is_valid(data)
        except ValueError:
            return None

    def fault_places(self, data: object) -> tuple[Pointer, ...]:
        """Where every fault of `data` is, without a word of why: quick however many there are.

        Raises `ValueError` where the gate cannot take `data` in.
        """
        return tuple(dict.fromkeys(tuple(error.instance_path) for error in self._gate.iter_errors(data)))


_LOCAL: Final = "#/"
_BRANCHES: Final = "anyOf", "oneOf", "allOf"


def _cause_of_reference(reference: Any, schema: dict[str, Any]) -> Text | None:
    if not isinstance(reference, str) or not reference.startswith(_LOCAL):
        return text(
            "$ref should point to a part of this file (#/$defs/…); it is {reference}", reference=repr(reference)
        )
    if isinstance(_target(reference, schema), dict):
        return None
    return text("$ref {reference} points nowhere", reference=reference)


def _target(reference: str, schema: Mapping[str, Any]) -> Any:
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


def resolved(node: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of the schema `root` that `node` stands for: itself, or what its `$ref` leads to.

    One that is no more than true or false says nothing.
    """
    while isinstance(node, dict) and "$ref" in node:
        node = _target(node["$ref"], root)
    return node if isinstance(node, dict) else {}


def _members_in(node: Any) -> Iterator[Any]:
    """Every part of a schema that says what a member is."""
    for _, part in parts_of(node):
        properties = part.get("properties") if isinstance(part, dict) else None
        yield from properties.values() if isinstance(properties, dict) else ()


def _takes_absent(node: Any, root: Mapping[str, Any]) -> bool:
    if node is False:
        return False
    node = resolved(node, root)
    if "const" in node or "enum" in node:
        return any(map(is_absent, (*node.get("enum", ()), *([node["const"]] if "const" in node else ()))))
    branches = node.get("anyOf", node.get("oneOf"))
    if branches is not None:
        return any(_takes_absent(branch, root) for branch in branches)
    types = node.get("type", "null")
    if "null" in types or "string" not in types:
        return "null" in types
    pattern = node.get("pattern")
    return node.get("format") != "date" and (pattern is None or any(re.search(pattern, text) for text in _BLANK))


_BLANK: Final = ("", " ", "\u3000", "\u200b", "\u2800")
"""Texts of which nothing can be seen, of every sort."""


@cache
def named_schema(name: str) -> Schema:
    """The published schema of that name (`rule-pack`, `report`, …): names are ours, never input."""
    return Schema(json.loads(schema_bytes(name)))
