"""The smallest plan that still shows what a large one shows."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, Final

MOST_TRIES: Final = 3000


def smallest(plan: dict[str, Any], shows: Callable[[dict[str, Any]], bool], tries: int = MOST_TRIES) -> dict[str, Any]:
    """`plan` without the members and items that `shows` does not need; at most so many `tries` are made."""
    left = tries
    is_smaller = True
    while is_smaller and left > 0:
        is_smaller = False
        for at in sorted(
            _places(plan), key=lambda at: (len(at), [-step if isinstance(step, int) else 0 for step in at])
        ):
            if left <= 0:
                break
            smaller = _without(plan, at)
            if smaller is None:
                continue
            left -= 1
            if shows(smaller):
                plan, is_smaller = smaller, True
    return plan


def _places(data: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*at, step)
        yield from _places(value, (*at, step))


def _without(plan: dict[str, Any], at: tuple[Any, ...]) -> dict[str, Any] | None:
    """`plan` without what is at `at`; None where that is gone already."""
    smaller = deepcopy(plan)
    here: Any = smaller
    try:
        for step in at[:-1]:
            here = here[step]
        del here[at[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return smaller
