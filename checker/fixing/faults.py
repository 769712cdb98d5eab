"""The edits that can mend a fault of the plan format: derived from the format itself, whatever the circular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.fixing.edits import ENTRIES, Edit, Nature, entry_at
from checker.fixing.repairs import Offers, member_at
from checker.fixing.samples import is_required, node_at
from checker.pack.repairs import Action
from checker.provincial import measures_of
from checker.schema.faults import REMEDIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.fixing.oracle import Found
    from checker.fixing.samples import Samples
    from checker.model import Pointer
    from checker.schema import Fault

_LACKING: Final = ("missing", "blank")
_UNKNOWN: Final = "unknown-field"
_RENAMING: Final = (REMEDIES["rename-to"], REMEDIES["rename"])
_NUMBER: Final = "number"
_DROPPED: Final = 25
_REMOVED: Final = 13


def offers_for(found: Found, samples: Samples) -> Offers:
    """The edits for a fault of the plan format; none where the plan as a whole is no plan."""
    fault = found.fault
    if fault is None:
        return Offers()
    return Offers(whole=[*_mending(fault, found.at, samples), *_dropping(found.at, samples)])


def _mending(fault: Fault, at: Pointer, samples: Samples) -> Iterator[Edit]:
    if fault.code in _LACKING:
        place = (*at, str(fault.values["name"]))
        if fault.remedy in _RENAMING and "near" in fault.values:
            near = str(fault.values["near"])
            yield Edit(Action.SET, (*at, near), Nature.MECHANICAL, renamed=str(fault.values["name"]))
        yield from _filling(place, samples)
    elif not at:
        return
    elif fault.code == _UNKNOWN:
        if fault.remedy in _RENAMING:
            yield Edit(Action.SET, at, Nature.MECHANICAL, renamed=str(fault.values["near"]))
        yield Edit(Action.REMOVE, at, Nature.MECHANICAL, rank=3)
    else:
        yield from _correcting(fault, at, samples)


def _correcting(fault: Fault, at: Pointer, samples: Samples) -> Iterator[Edit]:
    """What is there is written in the right way, or by somebody who knows; or left out, where it may be."""
    written = member_at(samples.plan, at)
    meant = _meant(fault, written, at, samples)
    if meant is not None:
        yield Edit(Action.SET, at, Nature.MECHANICAL, meant)
    yield from _filling(at, samples, fault.values.get("near"))
    if isinstance(at[-1], int):
        yield Edit(Action.DROP, at, Nature.MECHANICAL, rank=_REMOVED)
    elif not is_required(samples.pack, at):
        yield Edit(Action.REMOVE, at, Nature.MECHANICAL, rank=_REMOVED)


def _meant(fault: Fault, written: Any, at: Pointer, samples: Samples) -> Any:
    """The value as the format has it, where what is written can mean nothing else."""
    if fault.remedy == REMEDIES["day"]:
        return fault.values["day"]
    if fault.remedy == REMEDIES["unquote"]:
        return fault.values["number"]
    if fault.remedy == REMEDIES["quote"]:
        return str(fault.values["written"])
    if fault.remedy == REMEDIES["list"] and isinstance(written, str):
        items = node_at(samples.pack, (*at, 0)) or {}
        return [written] if items.get("type") == "string" else None
    return None


def _filling(at: Pointer, samples: Samples, near: object = None) -> Iterator[Edit]:
    """A person writes it; where that is one of a few values, an edit for each, the one that is `near` before others."""
    if at[:1] == ("measures",) and at[2:] == (_NUMBER,):
        values: list[Any] = list(measures_of(samples.pack))
    else:
        values = samples.values_at(at)
    for place, value in enumerate(values):
        if value is not None:
            yield Edit(Action.FILL, at, Nature.CONTENT, value, 1 if value == near else 2 + min(place, 7))


def _dropping(at: Pointer, samples: Samples) -> Iterator[Edit]:
    entry = entry_at(at)
    if entry is not None:
        yield Edit(Action.DROP, entry, Nature.MECHANICAL, rank=_DROPPED)
    elif at[:1] and at[0] in ENTRIES and not is_required(samples.pack, at[:1]):
        yield Edit(Action.REMOVE, at[:1], Nature.MECHANICAL, rank=_DROPPED)
