"""Edits of a document, and a document with edits made.

An edit is one change as a person would count it: one member filled in, corrected or left out, one day moved, one entry
dropped or added. Its place is that in the document as it was given, whatever other edits are made with it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, TypeVar

import msgspec

from checker.model import Pointer, Text
from checker.pack.repairs import Action


class Nature(StrEnum):
    """Who can make an edit."""

    MECHANICAL = "mechanical"
    """A program: the circular, its tables or the document itself says all of it."""
    CONTENT = "content"
    """A person, who says what the office means to do."""
    FACT = "fact"
    """A person, once something has been obtained from others."""
    SLIP = "slip"
    """A person, and only where the document says something else than what is so."""


class Edit(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One change of a document.

    `value` is what comes there; where a person makes the edit it only stands for what that person will say. `renamed`
    is the name that a member gets. `rank` is the order of preference, the lowest first. `condition` is what has to be
    obtained, or what is so if it is a slip; `text` is said of the edit where the usual words do not do. A list to which
    an item is added is made where there is none, unless `is_to_be_there`: stating it is then an edit of its own.
    """

    action: Action
    at: Pointer
    nature: Nature
    value: Any = None
    rank: int = 0
    condition: Text | None = None
    text: Text | None = None
    renamed: str | None = None
    is_to_be_there: bool = False

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
        value = None if self.is_removal else self.value
        return self.action.value, self.at, self.renamed or "", json.dumps(value, sort_keys=True, ensure_ascii=False)

    @property
    def order(self) -> tuple[object, ...]:
        """What edits are sorted by: as they stand in the document, the preferred first."""
        return tuple((isinstance(step, str), step) for step in self.at), self.rank, self.key[2:], self.action

    @property
    def entry(self) -> Pointer | None:
        """The entry of the document's lists that the edit is in, or that it takes out."""
        return entry_at(self.at)

    @property
    def is_removal(self) -> bool:
        """Whether something goes, and nothing comes in its place."""
        return self.action in (Action.REMOVE, Action.DROP) and self.renamed is None

    @property
    def drops_entry(self) -> bool:
        """Whether a whole entry goes."""
        return self.action is Action.DROP and self.at == self.entry

    @property
    def slot(self) -> Pointer | None:
        """The place of which only one edit of a set can be; items are added without end."""
        return None if self.action is Action.ADD else self.at


def entry_at(at: Pointer) -> Pointer | None:
    """The item of a list of the document that a place is in; None for a place in none."""
    return next((at[: depth + 1] for depth, step in enumerate(at) if isinstance(step, int)), None)


def member_at(data: Any, at: Pointer) -> Any:
    """What stands at that place; None where nothing does."""
    for step in at:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


@dataclass(frozen=True, slots=True)
class Edited:
    """A document with edits made, and where what is in it stood before."""

    data: Any
    origins: Mapping[Pointer, tuple[str | int, ...]]
    """For each list that was changed, by its place before: where each item stood; `+n` for the n-th that was added."""

    def origin(self, at: Pointer) -> Pointer:
        """The place before the edits of what now stands at `at`."""
        before: Pointer = ()
        for step in at:
            order = self.origins.get(before)
            is_changed = order is not None and isinstance(step, int) and step < len(order)
            before = (*before, order[int(step)] if is_changed and order is not None else step)
        return before


def edited(data: Any, edits: Iterable[Edit]) -> Edited:
    """`data`, which stays as it is, with `edits` made.

    What is written comes before what is taken away, and places stay what they were until the end. An edit inside
    something that another one takes away, and one whose place cannot be there, changes nothing.
    """
    data = deepcopy(data)
    origins: dict[Pointer, tuple[str | int, ...]] = {}
    dropped: dict[Pointer, set[int]] = {}
    for edit in sorted(edits, key=lambda edit: (_ORDER[edit.action], len(edit.at), edit.order)):
        if edit.action is Action.DROP and isinstance(edit.at[-1], int):
            dropped.setdefault(edit.at[:-1], set()).add(edit.at[-1])
        elif edit.action is Action.ADD:
            items = _reach(data, edit.at, create=not edit.is_to_be_there, last=list)
            if isinstance(items, list):
                before = origins.get(edit.at, tuple(range(len(items))))
                origins[edit.at] = (*before, f"+{sum(isinstance(place, str) for place in before)}")
                items.append(deepcopy(edit.value))
        elif not edit.at:
            data = deepcopy(edit.value)
        else:
            _change(_reach(data, edit.at[:-1], create=not edit.is_removal and edit.renamed is None), edit)
    for at in sorted(dropped, key=len, reverse=True):
        items = member_at(data, at)
        if isinstance(items, list):
            before = origins.get(at, tuple(range(len(items))))
            origins[at] = tuple(place for index, place in enumerate(before) if index not in dropped[at])
            items[:] = [item for index, item in enumerate(items) if index not in dropped[at]]
    return Edited(data, origins)


_ORDER: Final = {
    Action.FILL: 0,
    Action.SET: 0,
    Action.MOVE: 0,
    Action.ADD: 1,
    Action.REMOVE: 2,
    Action.DROP: 3,
}


def _change(parent: Any, edit: Edit) -> None:
    """Make an edit of one member, or of one item that stays, of `parent`."""
    last: Any = edit.at[-1]
    if isinstance(parent, list):
        if isinstance(last, int) and last < len(parent) and not edit.is_removal:
            parent[last] = deepcopy(edit.value)
    elif isinstance(parent, dict):
        if edit.renamed is not None:
            members = [(edit.renamed if name == last else name, value) for name, value in parent.items()]
            parent.clear()
            parent.update(members)
        elif edit.is_removal:
            parent.pop(last, None)
        else:
            parent[last] = deepcopy(edit.value)


def _reach(data: Any, at: Pointer, *, create: bool, last: type[dict[str, Any] | list[Any]] = dict) -> Any:
    """What stands at `at`; with `create`, made where there is nothing, of the type `last`."""
    for depth, step in enumerate(at):
        inner = member_at(data, (step,))
        if create and isinstance(data, dict) and isinstance(step, str) and not isinstance(inner, dict | list):
            inner = data[step] = last() if depth == len(at) - 1 else {}
        data = inner
    return data


_Some = TypeVar("_Some")


def most_that_fit(candidates: Sequence[_Some], fits: Callable[[Sequence[_Some]], bool]) -> list[_Some]:
    """As many of the candidates as fit together: all at once where they do, else halves of them, one after another."""
    kept: list[_Some] = []
    waiting = [candidates]
    while waiting:
        more = waiting.pop(0)
        if more and fits([*kept, *more]):
            kept += more
        elif len(more) > 1:
            waiting[:0] = [more[: len(more) // 2], more[len(more) // 2 :]]
    return kept
