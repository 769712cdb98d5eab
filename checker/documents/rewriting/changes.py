"""What can be changed in a document, and the document's data with a change made."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.model import Pointer


@dataclass(frozen=True, slots=True)
class Blank:
    """A value that somebody has to fill in: what stands there until then, and the remark beside it."""

    value: Any
    remark: str


@dataclass(frozen=True, slots=True)
class Put:
    """`value` at a place: instead of what is there, or as a new member. Blanks may be in it."""

    at: Pointer
    value: Any
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """`value` as a further item of the list at a place, which is made where there is none. Blanks may be in it."""

    at: Pointer
    value: Any


@dataclass(frozen=True, slots=True)
class Rename:
    """Another name for the member at a place."""

    at: Pointer
    name: str


@dataclass(frozen=True, slots=True)
class TakeOut:
    """The member or the item at a place goes; where the format has comments, it stays as one, below the remark."""

    at: Pointer
    remark: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark at a place, where the format has comments: the data stays what it is."""

    at: Pointer
    remark: str


Change = Put | Append | Rename | TakeOut | Note


class UnsafeError(Exception):
    """A change that cannot be made in this text without touching something else."""


def changed(data: Any, change: Change) -> Any:
    """A copy of `data` with the change made."""
    copy = deepcopy(data)
    if isinstance(change, Note):
        return copy
    if isinstance(change, Append):
        items = reach(copy, change.at, create=list)
        if not isinstance(items, list):
            raise UnsafeError
        items.append(plain(change.value))
        return copy
    parent = reach(copy, change.at[:-1], create=dict if isinstance(change, Put) else None)
    last = change.at[-1]
    if isinstance(parent, dict) and isinstance(last, str):
        _change_member(parent, last, change)
    elif isinstance(parent, list) and isinstance(last, int) and last < len(parent):
        if isinstance(change, TakeOut):
            del parent[last]
        elif isinstance(change, Put):
            parent[last] = plain(change.value)
    else:
        raise UnsafeError
    return copy


def _change_member(parent: dict[str, Any], last: str, change: Put | Rename | TakeOut) -> None:
    match change:
        case Put():
            parent[last] = plain(change.value)
        case _ if last not in parent:
            raise UnsafeError
        case TakeOut():
            del parent[last]
        case Rename():
            if parent.get(change.name) is not None:
                raise UnsafeError
            members = {change.name if name == last else name: value for name, value in parent.items()}
            parent.clear()
            parent.update(members)


def reach(data: Any, at: Pointer, *, create: type[dict[str, Any] | list[Any]] | None) -> Any:
    """What stands at `at`; where nothing does, it is made, if it is to be. Raises `UnsafeError`."""
    here = data
    for depth, step in enumerate(at):
        if isinstance(here, dict) and isinstance(step, str):
            if here.get(step) is None:
                if create is None:
                    raise UnsafeError
                here[step] = create() if depth == len(at) - 1 else {}
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        else:
            raise UnsafeError
    return here


def plain(value: Any) -> Any:
    """A value with its blanks as they stand in the data."""
    if isinstance(value, Blank):
        return value.value
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def settled(data: Any) -> Any:
    """`data` without what is the same as absent: null members, and groups in which nothing is left."""
    if isinstance(data, dict):
        members = {name: settled(value) for name, value in data.items()}
        return {name: value for name, value in members.items() if value is not None and value != {}}
    if isinstance(data, list):
        return [settled(item) for item in data]
    return data
