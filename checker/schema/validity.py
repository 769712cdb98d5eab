"""Whether a document is valid under one of the published schemas, and if it is not, why: gate first, then reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.errors import EngineError
from checker.faults import Fault
from checker.schema.absence import prune
from checker.schema.faults import MESSAGES, REMEDIES, TOO_MANY, listed
from checker.schema.gate import fault_places, judge

if TYPE_CHECKING:
    from collections.abc import Collection

    from checker.faults import Value
    from checker.model import Pointer

_PLAN: Final = "plan"
_CIRCULAR: Final = "circular"


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan after its schema: the data without absent members, and its faults in document order.

    `places` is where anything is faulty; there are more of them than `faults` where these became too many to explain.
    """

    data: object
    faults: tuple[Fault, ...] = ()
    places: tuple[Pointer, ...] = ()


def is_valid(schema_name: str, data: object) -> bool:
    """Whether `data` is valid under the schema of that name."""
    accepted = judge(schema_name, data)
    return not explain(schema_name, data) if accepted is None else accepted


def explain(schema_name: str, data: object) -> tuple[Fault, ...]:
    """Every fault of `data` under the schema of that name, in document order; none where it is valid.

    Raises `EngineError` where the gate refuses `data` and no reason is found.
    """
    return tuple(_faults(schema_name, data, data))


def check_plan(data: object, known_circulars: Collection[str]) -> Checked:
    """A plan's data -> the data without absent members, and every fault under the plan schema.

    `known_circulars` are the ids of the rule packs that are installed: another circular is a fault of that member.
    Raises `EngineError` where the gate refuses the plan and no reason is found.
    """
    # Absent members break the published schema, so what it accepts as written has none to leave out.
    if judge(_PLAN, data):
        return _checked(data, _unknown_circular(data, known_circulars))
    pruned = prune(data)
    faults = _faults(_PLAN, pruned, data)
    unknown = _unknown_circular(pruned, known_circulars)
    if faults and unknown:
        from checker.schema.explanation import in_document_order

        return _checked(pruned, in_document_order([*faults, *unknown], data))
    return _checked(pruned, faults or unknown)


def _checked(data: object, faults: list[Fault]) -> Checked:
    if not faults:
        return Checked(data)
    places = tuple(fault.at for fault in faults)
    if any(fault.code == TOO_MANY for fault in faults):
        places += fault_places(_PLAN, data)
    return Checked(data, tuple(faults), places)


def _faults(name: str, data: object, written: object) -> list[Fault]:
    accepted = judge(name, data)
    if accepted:
        return []
    from checker.schema.explanation import explain_errors

    faults = explain_errors(name, data, written)
    if accepted is False and not faults:
        raise EngineError("the schema gate refuses this document and the explanation finds no fault in it", schema=name)
    return faults


def _unknown_circular(data: object, known: Collection[str]) -> list[Fault]:
    circular = data.get(_CIRCULAR) if isinstance(data, dict) else None
    if not isinstance(circular, str) or circular in known:
        return []
    from checker.schema.found import visible
    from checker.schema.nearness import nearest, offered

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
