"""A JSON Schema, and the fast gate: jsonschema-rs says whether a document is valid, and nothing of why it is not."""

from __future__ import annotations

import json
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from checker.resources import schema_bytes

if TYPE_CHECKING:
    from jsonschema_rs import Validator

    from checker.model import Pointer


class Schema:
    """A JSON Schema 2020-12; the validator is made when it is first needed."""

    def __init__(self, node: dict[str, Any]) -> None:
        self.node = node

    @cached_property
    def _gate(self) -> Validator:
        from jsonschema_rs import validator_for

        return validator_for(self.node, validate_formats=True)

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


@cache
def published(name: str) -> Schema:
    """The published schema of that name (`rule-pack`, `report`, …): names are ours, never input."""
    return Schema(json.loads(schema_bytes(name)))
