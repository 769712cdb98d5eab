"""The fast gate: jsonschema-rs says whether a document is valid, and nothing of why it is not."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from checker.resources import schema_bytes

if TYPE_CHECKING:
    from jsonschema_rs import Validator

    from checker.model import Pointer


def judge(name: str, data: object) -> bool | None:
    """Whether `data` is valid under the schema `name`; None where the gate cannot take it in.

    That happens with lone surrogates, and with Python values that JSON does not have.
    """
    try:
        return _gate(name).is_valid(data)
    except ValueError:
        return None


def fault_places(name: str, data: object) -> tuple[Pointer, ...]:
    """Where every fault of `data` is, without a word of why: quick however many there are.

    Raises `ValueError` where the gate cannot take `data` in.
    """
    return tuple(dict.fromkeys(tuple(error.instance_path) for error in _gate(name).iter_errors(data)))


@cache
def _gate(name: str) -> Validator:
    from jsonschema_rs import validator_for

    return validator_for(json.loads(schema_bytes(name)), validate_formats=True)
