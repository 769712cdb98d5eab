"""Whether a document is valid under one of the published schemas, and why not: the gate first, then reasons."""

from collections.abc import Collection
from typing import Any, Final

import msgspec

from checker.errors import EngineError, Fault, UnreadableError, Value
from checker.model import Pointer, pointer_text
from checker.schema.faults import MESSAGES, REMEDIES, TOO_MANY, listed, nearest, offered, visible
from checker.schema.gate import Schema, named_schema, resolved
from checker.values import is_blank, prune

__all__ = ["REMEDIES", "Checked", "Fault", "Schema", "explain", "is_blank", "is_valid", "prune", "resolved", "validate"]

_CIRCULAR: Final = "circular"


class Checked(msgspec.Struct, frozen=True):
    """A plan after its schema: the data without absent members, and its faults in document order.

    `places` is where anything is faulty; there are more of them than `faults` where these became too many to explain.
    """

    data: object
    faults: tuple[Fault, ...] = ()
    places: tuple[Pointer, ...] = ()


def is_valid(schema: Schema | str, data: object) -> bool:
    """Whether `data` is valid under a schema, or the published one of that name."""
    schema = _schema(schema)
    accepted = schema.judge(data)
    return not explain(schema, data) if accepted is None else accepted


def explain(schema: Schema | str, data: object) -> tuple[Fault, ...]:
    """Every fault of `data` under a schema, or the published one of that name, in document order.

    Raises `EngineError` where the gate refuses `data` and no reason is found.
    """
    return tuple(_faults(_schema(schema), data, data))


def keep_to(schema: str, data: object, message: str, **values: Any) -> None:
    """Raise `UnreadableError` for what breaks the published schema of that name.

    The message may say, beside these values, `at` which place first, which `fault` that is, and the `count` of all.
    """
    if not is_valid(schema, data):
        first, *others = explain(schema, data)
        raise UnreadableError(
            message, at=pointer_text(first.at) or "/", fault=first.text, count=len(others) + 1, **values
        )


def validate(data: object, schema: Schema, known_circulars: Collection[str]) -> Checked:
    """A document's data -> the data without absent members, and every fault under its schema.

    `known_circulars` are the ids of the rule packs that are installed: another circular is a fault of that member. The
    address of a schema (`$schema`), which editors write into a document, is no part of it. Raises `EngineError` where
    the gate refuses the document and no reason is found.
    """
    # What a schema accepts as it is written has no absent members, where these break it; to make a copy without them
    # takes a third of the time in which a document is judged.
    if not schema.takes_absent and schema.judge(data) and not _unknown_circular(data, known_circulars):
        return Checked(data)
    pruned = prune(data)
    if (
        isinstance(pruned, dict)
        and isinstance(pruned.get(_ADDRESS), str)
        and _ADDRESS not in schema.node.get("properties", {})
    ):
        del pruned[_ADDRESS]
    faults = [*_faults(schema, pruned, data), *_unknown_circular(pruned, known_circulars)]
    if not faults:
        return Checked(pruned)
    from checker.schema.explanation import in_document_order

    places = tuple(fault.at for fault in faults)
    if any(fault.code == TOO_MANY for fault in faults):
        places += schema.fault_places(pruned)
    return Checked(pruned, tuple(in_document_order(faults, data)), places)


_ADDRESS: Final = "$schema"


def _schema(schema: Schema | str) -> Schema:
    return named_schema(schema) if isinstance(schema, str) else schema


def _faults(schema: Schema, data: object, written: object) -> list[Fault]:
    accepted = schema.judge(data)
    if accepted:
        return []
    from checker.schema.explanation import explain_errors

    faults = explain_errors(schema, data, written)
    if accepted is False and not faults:
        raise EngineError(
            "the schema gate refuses this document and the explanation finds no fault in it",
            schema=str(schema.node.get("title", "")),
        )
    return faults


def _unknown_circular(data: object, known: Collection[str]) -> list[Fault]:
    circular = data.get(_CIRCULAR) if isinstance(data, dict) else None
    if not isinstance(circular, str) or circular in known:
        return []
    near = nearest(circular, known)
    code = "unknown-circular"
    values: dict[str, Value] = {
        "value": visible(circular),
        "known": listed(sorted(known)),
        "hint": offered(near),
    }
    if near is None:
        return [Fault((_CIRCULAR,), code, MESSAGES[code], values, REMEDIES["circular"])]
    return [Fault((_CIRCULAR,), code, MESSAGES[code], values | {"near": near}, REMEDIES["near"])]
