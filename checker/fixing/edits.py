"""Edits of a plan, and a plan with edits made.

An edit is one change as an office would count it: one field filled in, corrected or left out, one milestone moved, one
entry dropped or added. Its place is that in the plan as it was given, whatever other edits are made with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from checker.pack.repairs import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Pointer, Text

ENTRIES: Final = frozenset({"measures", "regions", "exceptions"})
"""The lists of a plan whose items are its entries."""

_NUMBER: Final = "number"
_ALWAYS_THERE: Final = ("measures",)
"""The list that every plan must have."""


class Nature(StrEnum):
    """Who can make an edit."""

    MECHANICAL = "mechanical"
    """A program: the circular, its catalogue or the plan itself says all of it."""
    CONTENT = "content"
    """A person, who says what the office means to do."""
    FACT = "fact"
    """A person, once something has been obtained from others."""
    SLIP = "slip"
    """A person, and only where the plan says something else than what is so."""


@dataclass(frozen=True, eq=False)
class Edit:
    """One change of a plan.

    `value` is what comes there; where a person makes the edit it only stands for what that person will say. `renamed`
    is the name that a member gets. `rank` is the order of preference, the lowest first. `condition` is what has to be
    obtained, or what is so if it is a slip; `text` is said of the edit where the usual words do not do.
    """

    action: Action
    at: Pointer
    nature: Nature
    value: Any = None
    rank: int = 0
    condition: Text | None = None
    text: Text | None = None
    renamed: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edit) and self.key == other.key

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.key)

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """What tells one edit from another."""
        value = None if self.action in (Action.REMOVE, Action.DROP) else self.value
        return self.action.value, self.at, self.renamed, json.dumps(value, sort_keys=True, ensure_ascii=False)

    @property
    def entry(self) -> Pointer | None:
        """The entry of the plan that the edit is in, or that it takes out."""
        return entry_at(self.at)

    @property
    def drops_entry(self) -> bool:
        """Whether a whole entry goes."""
        return self.action is Action.DROP and self.at == self.entry

    @property
    def adds_item(self) -> bool:
        """Whether a list gets one more item."""
        return self.action is Action.ADD

    @property
    def sets_number(self) -> bool:
        """Whether the entry becomes that of another measure."""
        return self.at[:1] == ("measures",) and self.at[2:] == (_NUMBER,)

    @property
    def slot(self) -> tuple[Any, ...] | None:
        """What only one edit of a set can have to do with: one value for one place; an entry goes or is renumbered."""
        if self.adds_item:
            return None
        if self.drops_entry or self.sets_number:
            return "entry", self.entry
        return "place", self.at


def entry_at(at: Pointer) -> Pointer | None:
    """The entry of a plan's lists that a place is in; None for a place in none."""
    return at[:2] if len(at) > 1 and at[0] in ENTRIES else None


@dataclass(frozen=True, slots=True)
class Edited:
    """A plan with edits made, and where what is in it stood before."""

    data: Any
    origins: Mapping[Pointer, tuple[str | int, ...]]
    """For each list that was changed, by its place before: where each item stood; `+n` for the n-th that was added."""

    def origin(self, at: Pointer) -> Pointer:
        """The place before the edits of what now stands at `at`."""
        before: Pointer = ()
        for step in at:
            order = self.origins.get(before)
            known = order is not None and isinstance(step, int) and step < len(order)
            before = (*before, order[step] if known and order is not None and isinstance(step, int) else step)
        return before


def edited(data: Any, edits: Iterable[Edit]) -> Edited:
    """`data`, which stays as it is, with `edits` made.

    An edit inside something that another one takes away, and one whose place is not there, changes nothing.
    """
    work = _Work(data)
    in_order = sorted(edits, key=lambda edit: (_ORDER[edit.action], len(edit.at), edit.key[1:]))
    dropped: dict[Pointer, set[int]] = {}
    for edit in in_order:
        if edit.action is Action.DROP:
            dropped.setdefault(edit.at[:-1], set()).add(int(edit.at[-1]))
        else:
            work.make(edit)
    for at in sorted(dropped, key=len, reverse=True):
        work.drop(at, dropped[at])
    return Edited(work.data, work.origins)


_ORDER: Final = {
    Action.FILL: 0,
    Action.SET: 0,
    Action.MOVE: 0,
    Action.ADD: 1,
    Action.REMOVE: 2,
    Action.DROP: 3,
}
"""What is written comes before what is taken away, and places stay what they were until the end."""


class _Work:
    """A copy of a plan that copies what it changes, and nothing else."""

    def __init__(self, data: Any) -> None:
        self.data = data.copy() if isinstance(data, dict | list) else data
        self.origins: dict[Pointer, tuple[str | int, ...]] = {}
        self._own = {id(self.data)}

    def make(self, edit: Edit) -> None:
        """Make any edit but one that drops."""
        if edit.action is Action.ADD:
            self._add(edit)
            return
        parent: Any = self._reach(edit.at[:-1], create=edit.action is not Action.REMOVE)
        last: Any = edit.at[-1] if edit.at else None
        if edit.renamed is not None:
            if isinstance(parent, dict) and last in parent:
                parent.pop(edit.renamed, None)
                members = [(edit.renamed if name == last else name, value) for name, value in parent.items()]
                parent.clear()
                parent.update(members)
        elif edit.action is Action.REMOVE:
            if isinstance(parent, dict):
                parent.pop(last, None)
        elif isinstance(parent, dict) or (isinstance(parent, list) and isinstance(last, int) and last < len(parent)):
            parent[last] = edit.value

    def drop(self, at: Pointer, places: set[int]) -> None:
        """Take the items at `places` out of the list at `at`."""
        items = self._reach(at, create=False)
        if not isinstance(items, list):
            return
        before = self.origins.get(at, tuple(range(len(items))))
        kept = [place for place in range(len(items)) if place not in places]
        self.origins[at] = tuple(before[place] for place in kept)
        items[:] = [items[place] for place in kept]

    def _add(self, edit: Edit) -> None:
        # A list that every plan must have is stated first, which is an edit of its own.
        items = self._reach(edit.at, create=edit.at != _ALWAYS_THERE, empty=list)
        if isinstance(items, list):
            before = self.origins.get(edit.at, tuple(range(len(items))))
            added = sum(isinstance(place, str) for place in before)
            self.origins[edit.at] = (*before, f"+{added}")
            items.append(edit.value)

    def _reach(self, at: Pointer, *, create: bool, empty: type[dict[str, Any] | list[Any]] = dict) -> Any:
        """What stands at `at`, as a copy that may be changed; with `create`, made where there is nothing."""
        here: Any = self.data
        for depth, step in enumerate(at):
            if isinstance(here, dict):
                inner = here.get(step)
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                inner = here[step]
            else:
                return None
            if not isinstance(inner, dict | list):
                if not create or not isinstance(here, dict):
                    return None
                inner = empty() if depth == len(at) - 1 else {}
            elif id(inner) not in self._own:
                inner = inner.copy()
            self._own.add(id(inner))
            here[step] = inner
            here = inner
        return here
