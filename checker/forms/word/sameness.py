"""Whether a plan that was written and read again is still the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.values import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import Pointer


def differences(plan: Any, again: Any, at: Pointer = ()) -> Iterator[Pointer]:
    """The places where `again` is not the same as `plan`.

    Numbers are the same where they are equal; so are a measure's number and a region's code as digits and as text,
    which mean the same to the plan format.
    """
    if isinstance(plan, dict) and isinstance(again, dict):
        for name in dict.fromkeys((*plan, *again)):
            if name in plan and name in again:
                yield from differences(plan[name], again[name], (*at, name))
            else:
                yield (*at, name)
    elif isinstance(plan, list) and isinstance(again, list) and len(plan) == len(again):
        for place, (item, other) in enumerate(zip(plan, again, strict=True)):
            yield from differences(item, other, (*at, place))
    elif not _is_same(plan, again, at):
        yield at


def _is_same(value: Any, other: Any, at: Pointer) -> bool:
    match at:
        case ("measures", _, "number"):
            return number_of(value) == number_of(other)
        case ("regions", _, "code"):
            return str(int(value) if isinstance(value, float) else value) == str(other)
    return isinstance(value, bool) is isinstance(other, bool) and bool(value == other)
