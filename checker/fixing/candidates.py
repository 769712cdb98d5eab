"""The edits that can mend what was found: what the repairs of a rule, or the schema of the document, come to there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from checker.facts.source import passes_of
from checker.fixing.edits import Edit, Nature, edited, entry_at, member_at
from checker.fixing.trials import Found, Standing, Trials
from checker.model import Fact, Pointer, Text
from checker.pack.conditions import holds
from checker.pack.model import DocumentKind, MemberType, Pack, Rule
from checker.pack.paths import node_at
from checker.pack.repairs import ENTRY, ITEM, JUDGED, Action, Choice, Repair, read_repairs
from checker.pack.wording import fill
from checker.schema import Fault, is_blank
from checker.schema.faults import REMEDIES
from checker.values import day_before, day_number, day_text, is_day

_STEP: Final = 10
_WEIGHTS: Final = {Action.FILL: 0, Action.SET: 0, Action.MOVE: 1, Action.ADD: 2, Action.REMOVE: 3, Action.DROP: 5}
"""Of two edits that stand equally early among the repairs, the one that keeps more of the document comes first."""
_NATURES: Final = {Action.FILL: Nature.CONTENT, Action.ADD: Nature.CONTENT}
_REMOVED: Final = 13
_DROPPED: Final = 25
"""The ranks of edits that take something out because its form is at fault."""

_RENAMING: Final = (REMEDIES["rename-to"], REMEDIES["rename"])
_LACKING: Final = ("missing", "blank")

_TEXT: Final = "text"
"""Any text that a person writes, and no placeholder for one."""
_MOST_VALUES: Final = 64
"""A closed list of more values than that is no list to choose from."""
_MOST_COMPLETIONS: Final = 4

Group = list[Edit]
"""Edits of which it takes one."""


class SchemaPlaces:
    """What the schema of a kind of document says of its places, and examples of what could stand there."""

    def __init__(self, pack: Pack, kind: DocumentKind) -> None:
        self._pack = pack
        self._kind = kind
        self._root = kind.schema.node

    def node(self, at: Pointer) -> Mapping[str, Any] | None:
        """What the schema says of that place; None where it knows no such place."""
        return node_at(self._root, at)

    def is_required(self, at: Pointer) -> bool:
        """Whether the schema asks for the member at that place."""
        around = self.node(at[:-1]) if at else None
        return around is not None and at[-1] in around.get("required", ())

    def values(self, at: Pointer) -> list[Any]:
        """Examples of what could stand there: each value of a closed list, else one."""
        items = self._kind.items
        if items is not None and len(at) > 1 and (at[0], at[2:]) == (items.list, (items.number,)):
            return list(self._pack.codes_of(items.table))
        node = self.node(at)
        if node is not None and len(node.get("enum", ())) in range(1, _MOST_VALUES):
            return list(node["enum"])
        return [self.example(at)]

    def example(self, at: Pointer) -> Any:  # noqa: PLR0911 - a case a type
        """An example of what could stand at that place; None where the schema knows no such place."""
        node = self.node(at)
        if at == ("circular",):
            return self._pack.id
        match node:
            case None:
                return None
            case {"const": value} | {"enum": [value, *_]}:
                return value
            case {"type": "object"}:
                names = node.get("required") or [
                    name
                    for name in node.get("properties", ())
                    if (self.node((*at, name)) or {}).get("type") == "string"
                ]
                return {name: self.example((*at, name)) for name in names}
            case {"type": "array"}:
                # A list that every document must have may be empty; one that is filled in has something in it.
                return [] if self.is_required(at) else [self.example((*at, 0))]
            case {"type": "boolean"}:
                return False
            case {"type": "integer" | "number"}:
                return node.get("minimum", 1)
            case {"format": "date"}:
                return self._pack.issued
        return _TEXT


class Candidates:
    """Says which edits can mend what was found in one document."""

    def __init__(self, trials: Trials, *, is_thorough: bool = True) -> None:
        """`is_thorough` is whether to look for every edit there is; else, only for those of the entry at fault."""
        self.schema = SchemaPlaces(trials.pack, trials.kind)
        self._trials = trials
        self._is_thorough = is_thorough
        self._repairs: dict[str, tuple[Repair, ...]] = {}
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

    def repairs_of(self, rule: Rule) -> tuple[Repair, ...]:
        """The repairs that a rule declares."""
        if rule.id not in self._repairs:
            self._repairs[rule.id] = read_repairs(rule, self._trials.pack.bounds)
        return self._repairs[rule.id]

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
        facts = {**self._trials.pack.facts_by_table, **standing.known.by_kind}
        for order, repair in enumerate(self.repairs_of(found.rule)):
            if repair.when is not None and not holds(repair.when, found.fact, standing.known.anchor, facts):
                continue
            near = repair if self._is_thorough else _near(repair, found.fact)
            if near is None:
                continue
            maker = _Maker(self._trials.pack, self.schema, found.rule, near, order, found.fact, standing, facts)
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


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the edits of one repair for one fact, with places in the document as it stands."""

    pack: Pack
    schema: SchemaPlaces
    rule: Rule
    repair: Repair
    order: int
    judged: Fact
    standing: Standing
    facts: Mapping[str, Sequence[Fact]]

    def edits(self) -> Iterator[tuple[Pointer | None, Edit]]:
        """The edits; of each of several items that all have to be mended, with the item."""
        values = [None] if self.repair.values is None else self._candidates(self.repair.values)
        values = values[: self.repair.most]
        for fact, start in self._places():
            for at, item in self._spread(start, self.repair.steps):
                for chosen in values:
                    edit = self._edit(at, {each.kind: each for each in (fact, chosen) if each is not None})
                    if edit is not None:
                        yield (item if self.repair.each else None), edit

    def _places(self) -> Iterator[tuple[Fact | None, Pointer]]:
        if not self.repair.places:
            yield None, self._start(self.judged)
        for choice in self.repair.places:
            for fact in self._candidates(choice):
                yield fact, self._start(fact)

    def _start(self, fact: Fact | None) -> Pointer:
        if not self.repair.base or fact is None:
            return ()
        return (entry_at(fact.at) or fact.at) if self.repair.base == ENTRY else fact.at

    def _spread(self, at: Pointer, steps: Sequence[str], item: Pointer = ()) -> Iterator[tuple[Pointer, Pointer]]:
        """The places that a path leads to: where it goes through a list, one for each item that is meant."""
        for depth, step in enumerate(steps):
            if step == ITEM:
                items = member_at(self.standing.made.data, at)
                passes = passes_of(self.repair.each or {}, self.pack)
                for place, each in enumerate(items if isinstance(items, list) else ()):
                    if passes(_with_days(each)):
                        yield from self._spread((*at, place), steps[depth + 1 :], (*at, place))
                return
            at = (*at, step)
        yield at, item

    def _candidates(self, choice: Choice) -> list[Fact | None]:
        bound = choice.bound_to(self.judged)
        anchor = self._anchor
        facts = () if bound is None else self.facts.get(bound.kind, ())
        return [fact for fact in facts if bound is not None and holds(bound.block, fact, anchor, self.facts)]

    @property
    def _anchor(self) -> Fact:
        if self.standing.known is None:
            raise ValueError(self.rule.id)
        return self.standing.known.anchor

    def _edit(self, at: Pointer, chosen: Mapping[str, Fact]) -> Edit | None:
        repair = self.repair
        content: Any = None
        match repair.action:
            case Action.ADD:
                content = self._merged((*at, 0), self._value(repair.to, chosen))
            case Action.FILL | Action.SET:
                content = self._value(repair.to, chosen) if repair.action is Action.SET else self._filled(at, chosen)
            case Action.MOVE:
                content = self._moved(member_at(self.standing.made.data, at))
        if content is None and repair.action not in (Action.REMOVE, Action.DROP):
            return None
        nature = Nature.FACT if repair.needs else Nature.SLIP if repair.only_if else _NATURES.get(repair.action)
        rank = _STEP * self.order + _WEIGHTS[repair.action] + (repair.only_if is not None)
        condition = self._said(repair.only_if or repair.needs)
        edit = Edit(repair.action, at, nature or Nature.MECHANICAL, content, rank, condition, self._said(repair.text))
        return replace(edit, is_to_be_there=repair.action is Action.ADD and self.schema.is_required(at))

    def _said(self, text: Text | None) -> Text | None:
        return None if text is None else fill(text, self.rule, self.pack, self.judged, self._anchor)

    def _filled(self, at: Pointer, chosen: Mapping[str, Fact]) -> Any:
        given = self._value(self.repair.to, chosen)
        stated = member_at(self.standing.made.data, at)
        if isinstance(given, dict) and isinstance(stated, dict):
            return {**self._merged(at, given), **stated, **given}
        return self._merged(at, given)

    def _merged(self, at: Pointer, given: Any) -> Any:
        """An example for the place in which what is `given` stands."""
        example = self.schema.example(at)
        if given is None:
            return example
        if not isinstance(given, dict):
            return given
        inner = {name: self._merged((*at, name), value) for name, value in given.items()}
        return {**(example if isinstance(example, dict) else {}), **inner}

    def _moved(self, day: Any) -> str | None:
        """The day of the plan year that is nearest to `day`; None where it is in that year already, or is none."""
        year = self.pack.plan_year
        if year is None or not is_day(day) or year.first_day <= day <= year.last_day:
            return None
        return min(max(day, year.first_day), year.last_day)

    def _value(self, to: Any, chosen: Mapping[str, Fact]) -> Any:
        match to:
            case {"bound": name}:
                return self.pack.bounds[name].shown
            case {"of": reference}:
                return self._referred(reference, chosen)
            case {"day_before": day}:
                value = self._value(day, chosen)
                return None if value is None else day_before(value)
            case {"one_more_than": count}:
                return self._value(count, chosen) + 1
            case dict():
                return {name: self._value(value, chosen) for name, value in to.items()}
        return to

    def _referred(self, reference: str, chosen: Mapping[str, Fact]) -> Any:
        kind, _, member = reference.partition(".")
        own = self.judged if kind in (JUDGED, self.judged.kind) else self._anchor
        fact = chosen.get(kind, own)
        value = fact.members.get(member)
        told = self.rule.kinds[fact.kind].members[member]
        if told.type is MemberType.TEXT and fact.kind in self.pack.tables:
            row = self.pack.tables[fact.kind].index(self.pack.tables[fact.kind].key)
            value = row[tuple(fact.members[key] for key in self.pack.tables[fact.kind].key)][0][member]
            return value.zh if isinstance(value, Text) else value
        return day_text(value) if value is not None and told.type is MemberType.DAY else value


def _with_days(item: Any) -> Mapping[str, Any]:
    """The members of an item, days as facts have them."""
    members = item if isinstance(item, dict) else {}
    return {name: day_number(value) if is_day(value) else value for name, value in members.items()}
