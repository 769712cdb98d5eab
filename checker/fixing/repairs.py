"""The edits that can mend what a rule found: what the rule's repairs come to in one plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from checker.fixing.edits import Edit, Nature, entry_at
from checker.fixing.samples import TEXT, day_before
from checker.model import Fact
from checker.pack.conditions import holds
from checker.pack.model import MemberType
from checker.pack.repairs import ENTRY, JUDGED, LATE, Action, read_repairs
from checker.pack.wording import fill
from checker.provincial import days_of
from checker.values import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.fixing.oracle import Found, Standing
    from checker.fixing.samples import Samples
    from checker.model import Pointer, Text
    from checker.pack.model import Pack, Rule
    from checker.pack.repairs import Choice, Repair

_STEP: Final = 10
_WEIGHTS: Final = {Action.FILL: 0, Action.SET: 0, Action.MOVE: 1, Action.ADD: 2, Action.REMOVE: 3, Action.DROP: 5}
"""Of two edits that stand equally early among the repairs, the one that keeps more of the plan comes first."""

_REGIONS: Final = ("regions",)
_CONSENT: Final = ("sipo_support", "approval")


@dataclass(slots=True)
class Offers:
    """The edits that can take one finding away: any of `whole` does; else, for each of `parts`, one of its edits."""

    whole: list[Edit] = field(default_factory=list)
    parts: dict[Pointer, list[Edit]] = field(default_factory=dict)

    def every(self) -> Iterator[Edit]:
        """All of the edits."""
        yield from self.whole
        for edits in self.parts.values():
            yield from edits


class Mender:
    """Says which edits the rules of a pack offer for what was found in one plan."""

    def __init__(self, pack: Pack, samples: Samples, *, thorough: bool = True) -> None:
        """`thorough` is whether to look for every edit there is; else, only for those of the entry that is faulty."""
        self._pack = pack
        self._samples = samples
        self._thorough = thorough
        self._read: dict[str, tuple[Repair, ...]] = {}

    def offers(self, found: Found, standing: Standing) -> Offers:
        """The edits for a finding of a rule, as the plan then stands."""
        offers = Offers()
        rule, fact, known = found.rule, found.fact, standing.known
        if rule is None or fact is None or known is None:
            return offers
        facts = {**self._pack.facts_by_table, **known.by_kind}
        for order, repair in enumerate(self._repairs_of(rule)):
            if repair.when is not None and not holds(repair.when, fact, known.anchor, facts):
                continue
            meant = repair if self._thorough else _near(repair, fact)
            if meant is None:
                continue
            made = _Maker(rule, self._pack, self._samples, meant, order, fact, known.anchor, facts, standing)
            if meant.which == LATE:
                for edit in made.edits():
                    item = edit.at if edit.action is Action.DROP else edit.at[:-1]
                    offers.parts.setdefault(item, []).append(edit)
            else:
                offers.whole += made.edits()
        return offers

    def counts_items(self, rule: Rule) -> bool:
        """Whether the rule counts items: more or fewer of them mend what it finds."""
        return any(repair.action in (Action.ADD, Action.DROP) for repair in self._repairs_of(rule))

    def _repairs_of(self, rule: Rule) -> tuple[Repair, ...]:
        if rule.id not in self._read:
            self._read[rule.id] = read_repairs(rule, self._pack.bounds)
        return self._read[rule.id]


def _near(repair: Repair, fact: Fact) -> Repair | None:
    """The repair for the entry that is found fault with, and no other; None for one that corrects a slip.

    Among thousands of entries, which of them may be meant instead is a question without end.
    """
    if repair.only_if is not None:
        return None
    return replace(repair, places=()) if fact.at else repair


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the edits of one repair for one fact."""

    rule: Rule
    pack: Pack
    samples: Samples
    repair: Repair
    order: int
    judged: Fact
    anchor: Fact
    facts: Mapping[str, Sequence[Fact]]
    standing: Standing

    def edits(self) -> Iterator[Edit]:
        for chosen, at in self._places():
            if any(isinstance(step, str) and step.startswith("+") for step in at):
                continue  # an entry that an edit adds is mended by adding it well
            if self.repair.which is not None:
                yield from self._of_milestones(at)
                continue
            for value_of in self._values():
                edit = self._edit(at, chosen, value_of)
                if edit is not None:
                    yield from self._each(edit)

    def _each(self, edit: Edit) -> Iterator[Edit]:
        """The edit; of one that adds a region, one for each that may be added."""
        if edit.action is not Action.ADD or edit.at != _REGIONS:
            yield edit
            return
        for region in self.samples.regions():
            yield replace(edit, value={**region, **edit.value})

    def _places(self) -> Iterator[tuple[Fact | None, Pointer]]:
        base = self.repair.base
        if not self.repair.places:
            yield None, self._place(base, self.judged)
        for choice in self.repair.places:
            for fact in self._candidates(choice):
                at = self.standing.made.origin(fact.at)
                yield fact, self._place(base, Fact(fact.kind, at, fact.members))

    def _place(self, base: str, fact: Fact) -> Pointer:
        if not base:
            return self.repair.steps
        start = (entry_at(fact.at) or fact.at) if base == ENTRY else fact.at
        return (*start, *self.repair.steps)

    def _values(self) -> Iterator[Fact | None]:
        if self.repair.values is None:
            yield None
        else:
            yield from self._candidates(self.repair.values)

    def _candidates(self, choice: Choice) -> Iterator[Fact]:
        bound = choice.bound_to(self.judged)
        if bound is not None:
            for fact in self.facts.get(bound.kind, ()):
                if holds(bound.block, fact, self.anchor, self.facts):
                    yield fact

    def _edit(self, at: Pointer, place: Fact | None, value: Fact | None) -> Edit | None:
        repair = self.repair
        chosen = {fact.kind: fact for fact in (place, value) if fact is not None}
        content: Any = None
        if repair.action is Action.ADD:
            content = self._item(at, chosen)
        elif repair.action in (Action.FILL, Action.SET):
            content = self._content(at, chosen)
            if content is None:
                return None
        nature = _NATURES[repair.action]
        if repair.needs is not None:
            nature = Nature.FACT
        elif repair.only_if is not None:
            nature = Nature.SLIP
        return Edit(
            repair.action,
            at,
            nature,
            content,
            self._rank,
            self._said(repair.only_if or repair.needs),
            self._said(repair.text),
        )

    @property
    def _rank(self) -> int:
        return _STEP * self.order + _WEIGHTS[self.repair.action] + (self.repair.only_if is not None)

    def _said(self, text: Text | None) -> Text | None:
        return None if text is None else fill(text, self.rule, self.pack, self.judged, self.anchor)

    def _item(self, at: Pointer, chosen: Mapping[str, Fact]) -> Any:
        """An item for the list at `at`."""
        given = self._value(self.repair.to, chosen) if self.repair.to is not None else {}
        if at == ("measures",) and isinstance(given, dict) and "number" in given:
            return {**self.samples.entry(given["number"]), **given}
        if at == _REGIONS:
            return given
        example = self.samples.at((*at, 0))
        if isinstance(example, dict) and "due" in example:
            example = {**example, "milestone": TEXT}
        return {**example, **given} if isinstance(example, dict) and isinstance(given, dict) else example

    def _content(self, at: Pointer, chosen: Mapping[str, Fact]) -> Any:
        """The value for the place `at`, completed by an example of what a person will say."""
        if self.repair.to is None:
            return self.samples.at(at)
        given = self._value(self.repair.to, chosen)
        if at[-2:] == _CONSENT:
            # The whole of the approval is stated anew; given is only that there is one.
            stated = member_at(self.samples.plan, at)
            return {**self.samples.approval(self.samples.number_at(at), stated), **given}
        if isinstance(given, dict):
            example = self.samples.at(at)
            nested = {
                name: {**self.samples.at((*at, name)), **value} for name, value in given.items() if _is_group(value)
            }
            return {**(example if isinstance(example, dict) else {}), **given, **nested}
        return given

    def _value(self, to: Any, chosen: Mapping[str, Fact]) -> Any:
        if not isinstance(to, dict):
            return to
        if "bound" in to:
            bound = self.pack.bounds[to["bound"]]
            return bound.shown
        if "of" in to:
            return self._referred(to["of"], chosen)
        if "day_before" in to:
            return day_before(self._value(to["day_before"], chosen))
        if "one_more_than" in to:
            return self._value(to["one_more_than"], chosen) + 1
        return {name: self._value(value, chosen) for name, value in to.items()}

    def _referred(self, reference: str, chosen: Mapping[str, Fact]) -> Any:
        kind, _, member = reference.partition(".")
        own = self.judged if kind in (JUDGED, self.judged.kind) else self.anchor
        fact = chosen.get(kind, own)
        value = fact.members.get(member)
        if value is None:
            return None
        return day_text(value) if self.rule.kinds[fact.kind].members[member].type is MemberType.DAY else value

    def _of_milestones(self, at: Pointer) -> Iterator[Edit]:
        """An edit for each milestone of the schedule at `at` that is meant."""
        schedule = member_at(self.samples.plan, at)
        if not isinstance(schedule, list):
            return
        first_day, last_day = days_of(self.pack)
        for place, item in enumerate(schedule):
            due = item.get("due") if isinstance(item, dict) else None
            if not isinstance(due, str) or first_day <= due <= last_day:
                continue
            if self.repair.which == LATE and due <= last_day:
                continue
            if self.repair.action is Action.DROP:
                yield Edit(
                    Action.DROP, (*at, place), Nature.MECHANICAL, None, self._rank, text=self._said(self.repair.text)
                )
            else:
                day = min(max(due, first_day), last_day)
                yield Edit(Action.MOVE, (*at, place, "due"), Nature.MECHANICAL, day, self._rank)


_NATURES: Final = {
    Action.FILL: Nature.CONTENT,
    Action.ADD: Nature.CONTENT,
    Action.SET: Nature.MECHANICAL,
    Action.MOVE: Nature.MECHANICAL,
    Action.REMOVE: Nature.MECHANICAL,
    Action.DROP: Nature.MECHANICAL,
}


def _is_group(value: Any) -> bool:
    return isinstance(value, dict)


def member_at(data: Any, at: Pointer) -> Any:
    """What stands at that place; None where nothing does."""
    for step in at:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
