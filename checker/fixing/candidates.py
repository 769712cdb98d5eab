"""The edits that can mend what was found: what the repairs of a rule, or the schema of the document, come to there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec.structs import replace

from checker.edits import Edit, Nature, edited, entry_at, member_at
from checker.fixing.trials import Found, Standing, Trials
from checker.model import Fact, Pointer
from checker.pack.repairs import Action, Repair
from checker.repairing import EditMaker, SchemaPlaces, repairs_of
from checker.schema import Fault, is_blank
from checker.schema.faults import REMEDIES

_REMOVED: Final = 13
_DROPPED: Final = 25
"""The ranks of edits that take something out because its form is at fault."""

_RENAMING: Final = (REMEDIES["rename-to"], REMEDIES["rename"])
_LACKING: Final = ("missing", "blank")

_MOST_COMPLETIONS: Final = 4

Group = list[Edit]
"""Edits of which it takes one."""


class Candidates:
    """Says which edits can mend what was found in one document."""

    def __init__(self, trials: Trials, *, is_thorough: bool = True) -> None:
        """`is_thorough` is whether to look for every edit there is; else, only for those of the entry at fault."""
        self.schema = SchemaPlaces(trials.pack, trials.kind)
        self._trials = trials
        self._is_thorough = is_thorough
        self._finished: dict[Edit, Edit] = {}

    def groups(self, found: Found, standing: Standing) -> list[Group]:
        """The edits for a finding, as the document then stands: of each group it takes one.

        Places are those in the document as it was given; what is inside an entry that edits add is not among them.
        """
        groups = [
            [replace(edit, at=at) for edit in group if self._can_be(at := standing.made.origin(edit.at))]
            for group in self._groups(found, standing)
        ]
        return [[self._complete(edit, standing.edits) for edit in group] for group in groups if group]

    def _can_be(self, at: Pointer) -> bool:
        """Whether a place is one of the document as it was given, and not inside what an edit writes there."""
        here = self._trials.data
        for step in at:
            if isinstance(step, int) and not (isinstance(here, list) and step < len(here)):
                return False
            if isinstance(step, str) and step.startswith("+"):
                return False
            here = member_at(here, (step,))
        return True

    def _groups(self, found: Found, standing: Standing) -> list[Group]:
        """The same with the places in the document as it stands, and with examples that are not completed."""
        if found.fault is not None:
            return [list(self._mending(found.fault, standing.made.data))]
        if found.rule is None or found.fact is None or standing.known is None:
            return []
        whole: Group = []
        parts: dict[Pointer, Group] = {}
        for order, repair in enumerate(repairs_of(found.rule, self._trials.pack)):
            near = repair if self._is_thorough else _near(repair, found.fact)
            if near is None:
                continue
            maker = EditMaker(
                *(self._trials.pack, self.schema, found.rule, near, order),
                *(found.fact, standing.known, standing.made.data),
            )
            for item, edit in maker.edits():
                (whole if item is None else parts.setdefault(item, [])).append(edit)
        return [[*part, *whole] for part in parts.values()] or [whole]

    def _complete(self, edit: Edit, made: frozenset[Edit]) -> Edit:
        """The edit with an example that offends no rule, where the rules' own repairs lead to one.

        `made` are the edits that have brought up what it is for.
        """
        if edit.action not in (Action.FILL, Action.ADD) or not self._is_thorough:
            return edit
        if edit not in self._finished:
            self._finished[edit] = self._finished_beside(edit, made)
        return self._finished[edit]

    def _finished_beside(self, edit: Edit, made: frozenset[Edit]) -> Edit:
        for _ in range(_MOST_COMPLETIONS):
            standing = self._trials.standing(made | {edit})
            items = member_at(standing.made.data, edit.at)
            place = (*edit.at, len(items) - 1) if edit.action is Action.ADD and isinstance(items, list) else edit.at
            if member_at(standing.made.data, place) != edit.value:
                break
            inner = {
                each.at: each for found in standing.found.values() for each in self._inside(found, standing, place)
            }
            value = member_at(edited(standing.made.data, inner.values()).data, place)
            if value == edit.value:
                break
            edit = replace(edit, value=value)
        return edit

    def _inside(self, found: Found, standing: Standing, place: Pointer) -> list[Edit]:
        """The edit for a finding that changes something inside a place, if there is one; of several the preferred."""
        at = () if found.fact is None else found.fact.at
        if at[: len(place)] != place[: len(at)] or (not at and entry_at(place) is not None):
            return []
        edits = [
            edit
            for group in self._groups(found, standing)
            for edit in group
            if edit.at[: len(place)] == place and (not edit.is_removal or len(edit.at) > len(place))
            # An entry that is added is an edit of its own, even to a list that is stated anew.
            if edit.action is not Action.ADD or len(edit.at) > 1
            if edit.action in (Action.ADD, Action.REMOVE) or edit.value != member_at(standing.made.data, edit.at)
        ]
        # What is an example is changed before more is added to it.
        return sorted(edits, key=lambda edit: (edit.action is Action.ADD, edit.rank))[:1]

    # Faults of the format: whatever the circular, the schema says how they are mended.

    def _mending(self, fault: Fault, data: Any) -> Iterator[Edit]:
        at = fault.at
        near = str(fault.values.get("near", ""))
        if fault.code in _LACKING:
            name = str(fault.values["name"])
            if fault.remedy in _RENAMING and near:
                yield Edit(Action.SET, (*at, near), Nature.MECHANICAL, renamed=name)
            yield from self._filling((*at, name))
        elif at and fault.code == "unknown-field":
            if fault.remedy in _RENAMING:
                yield Edit(Action.SET, at, Nature.MECHANICAL, renamed=near)
            yield Edit(Action.REMOVE, at, Nature.MECHANICAL, rank=3)
        elif at:
            meant = self._meant(fault, data)
            if meant is not None:
                yield Edit(Action.SET, at, Nature.MECHANICAL, meant)
            yield from self._filling(at, near)
            if isinstance(at[-1], int):
                yield Edit(Action.DROP, at, Nature.MECHANICAL, rank=_REMOVED)
            elif not self.schema.is_required(at):
                yield Edit(Action.REMOVE, at, Nature.MECHANICAL, rank=_REMOVED)
        entry = entry_at(at)
        if entry is not None and entry != at:
            yield Edit(Action.DROP, entry, Nature.MECHANICAL, rank=_DROPPED)

    def _meant(self, fault: Fault, data: Any) -> Any:
        """The value as the format has it, where what is written can mean nothing else."""
        if fault.remedy == REMEDIES["day"]:
            return fault.values["day"]
        if fault.remedy == REMEDIES["unquote"]:
            return fault.values["number"]
        if fault.remedy == REMEDIES["quote"]:
            return str(fault.values["written"])
        written = member_at(data, fault.at)
        if fault.remedy == REMEDIES["list"] and isinstance(written, str) and not is_blank(written):
            items = self.schema.node((*fault.at, 0)) or {}
            return [written] if items.get("type") == "string" else None
        return None

    def _filling(self, at: Pointer, near: str = "") -> Iterator[Edit]:
        """A person writes it; of a few values an edit for each, the one that is `near` before others."""
        for place, value in enumerate(self.schema.values(at)):
            if value is not None:
                rank = 1 if value == near else 2 + min(place, 7)
                yield Edit(Action.FILL, at, Nature.CONTENT, value, rank)


def _near(repair: Repair, fact: Fact) -> Repair | None:
    """The repair for the entry that is found fault with, and no other; None for one that corrects a slip.

    Among thousands of entries, which of them may be meant instead is a question without end.
    """
    if repair.only_if is not None:
        return None
    return replace(repair, places=()) if fact.at else repair
