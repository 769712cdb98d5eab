"""A JSON Schema, and the fast gate: jsonschema-rs says whether a document is valid, and nothing of why it is not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Final

from jsonschema_rs import Validator

from checker.model import Pointer
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

    def misfit(self) -> tuple[Pointer, str] | None:
        """Where and why this is no JSON Schema, in English; None where it is one. References have to lead somewhere."""
        try:
            _ = self._gate
        except (ValueError, RecursionError) as error:
            return tuple(getattr(error, "instance_path", ())), str(error).partition("\n")[0]
        return None

    @cached_property
    def takes_absent(self) -> bool:
        """Whether it may let a member through that counts as absent: null, or a text of which nothing can be seen."""
        nodes = (node for _, node in parts_of(self.node) if isinstance(node, dict))
        groups = [each for node in nodes if isinstance(each := node.get("properties"), dict)]
        return any(_takes_absent(member, self.node) for group in groups for member in group.values())

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


def resolved(node: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of the schema `root` that `node` stands for: itself, or what its `$ref` leads to.

    One that is no more than true or false says nothing.
    """
    while isinstance(node, dict) and "$ref" in node:
        target: Any = root
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node if isinstance(node, dict) else {}


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
