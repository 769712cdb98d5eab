"""The smallest set of edits after which nothing stands against the goal: found, and proved with the checker as judge.

What was found can be mended by what the repairs of its rule, or the schema of the document, come to there.
Each finding demands one of the edits that can take it away. The solver makes the smallest set that meets all demands
known so far, and the document with it is judged; what is then found makes further demands (an edit may bring up
something new, or not do what it should), until nothing is found. No smaller set meets even the demands, so none does.

A demand rests on two judgements: that what is found is there with the edits that bring it up (`given`) alone, and that
it is there still with all the edits together that it does not name. So no choice among these takes it away.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Any, Final

from msgspec.structs import replace

from checker.edits import Edit, Nature, edited, entry_at, member_at, most_that_fit
from checker.fixing.trials import Found, Key, Standing, Trials
from checker.model import Fact, Pointer
from checker.pack.conditions import holds
from checker.pack.model import MemberType, Rule
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


_MOST_ROUNDS: Final = 300
_MOST_MENDINGS: Final = 8
_MOST_TRIALS: Final = 2_500
"""Documents that are judged in all; beyond, what was found is not proved to be the smallest."""
_MOST_FINDINGS: Final = 250
_MOST_ITEMS: Final = 2_500
"""Findings, and items in lists, of a document that is not vast; of a vast one the smallest set is not looked for."""
_FARTHEST: Final = 1_000
_UNTRIED: Final = 100
"""What is added to the rank of an edit for each finding that it brings up: another that does as much goes first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a finding asks of any set of edits: see `solver.Demand`; `given` brought the finding up, if anything did."""

    found: Found
    among: frozenset[Edit]
    need: int = 1
    given: frozenset[Edit] = frozenset()
    against: frozenset[Edit] = frozenset()

    def is_met(self, edits: frozenset[Edit]) -> bool:
        """Whether a set of edits meets it."""
        return not self.given <= edits or len(self.among & edits) + len(self.against - edits) >= self.need

    @property
    def least(self) -> int:
        """How many of `among` it takes in any case."""
        return self.need - len(self.against)


@dataclass(frozen=True, slots=True)
class Part:
    """Findings that share edits, all that they ask, and the edits for them."""

    asked: tuple[Asked, ...]
    edits: frozenset[Edit]


@dataclass(frozen=True, slots=True)
class Smallest:
    """The edits, in no order, and whether it is proved that no fewer do; `left` is what none of them takes away."""

    edits: frozenset[Edit]
    is_proved: bool
    left: tuple[Found, ...]
    parts: tuple[Part, ...]
    considered: frozenset[Edit]
    """All edits of which the set could have been."""


class Search:
    """Looks for smallest sets of edits for one document; what is learnt for one question serves the next."""

    def __init__(self, trials: Trials) -> None:
        self._trials = trials
        found = trials.standing().found
        self.is_vast = len(found) > _MOST_FINDINGS or _is_vast(trials.data)
        self.candidates = Candidates(trials, is_thorough=not self.is_vast)
        self.asked: list[Asked] = []
        self._pool: dict[Edit, int] = {}
        self._edits: list[Edit] = []
        self._ranks: list[int] = []
        self._said: set[object] = set()
        self._most_added: dict[str, int] = {}
        self._is_complete = not self.is_vast

    def smallest(self, slips: Collection[Edit] | None = ()) -> Smallest:
        """The smallest set with no other edits of slips than `slips` (None: with any).

        Raises `EngineError`.
        """
        edits: frozenset[Edit] = frozenset()
        left: frozenset[Key] = frozenset()
        parts: tuple[Part, ...] = ()
        is_proved = False
        for _ in range(_MOST_MENDINGS if self.is_vast else _MOST_ROUNDS):
            standing = self._trials.standing(edits)
            found = [each for key, each in standing.found.items() if key not in left]
            if not found:
                is_proved = self._is_complete
                break
            if self._trials.count > _MOST_TRIALS:
                break
            self._learn(found, standing, edits)
            banned = frozenset(edit for edit in self._edits if not _is_allowed(edit, slips))
            edits, left, parts = self._solved(banned)
        standing = self._trials.standing(edits)
        as_given = self._trials.standing().found
        left_over = tuple(as_given.get(key, found) for key, found in standing.found.items())
        allowed = frozenset(edit for edit in self._edits if _is_allowed(edit, slips))
        return Smallest(edits, is_proved, left_over, parts, allowed)

    def _solved(self, banned: frozenset[Edit]) -> tuple[frozenset[Edit], frozenset[Key], tuple[Part, ...]]:
        from checker.fixing.solver import Demand, Problem, solve

        by_demand: dict[Demand, Asked] = {}
        for asked in self.asked:
            # What edits bring up may not be left: then it would be better not to make them.
            about = None if asked.given or asked.least <= 0 else asked.found.key
            among, given, against = (
                frozenset(map(self._pool.__getitem__, each)) for each in (asked.among, asked.given, asked.against)
            )
            by_demand.setdefault(Demand(among, asked.need, given, against, about), asked)
        most_of: dict[frozenset[int], int] = {}
        for member, most in self._most_added.items():
            added = frozenset(self._pool[edit] for edit in self._moving(member, 1) if edit.action is Action.ADD)
            most_of[added] = max(most_of.get(added, 0), most)
        limits = [Demand(frozenset(), len(added) - most, against=added) for added, most in most_of.items() if added]
        slots = tuple(edit.slot for edit in self._edits)
        numbers = frozenset(self._pool[edit] for edit in banned)
        solution = solve(Problem((*by_demand, *limits), slots, tuple(self._ranks), numbers))
        if solution is None:
            raise AssertionError("nothing is always a solution: it brings up nothing")
        self._is_complete &= solution.is_smallest
        parts = tuple(
            Part(
                tuple(by_demand[each] for each in demands if each in by_demand),
                frozenset(self._edits[number] for number in chosen),
            )
            for demands, chosen in solution.parts
        )
        edits = frozenset(self._edits[number] for number in solution.chosen)
        return edits, frozenset(key for key in solution.left if isinstance(key, tuple)), parts

    # What is learnt of one set that does not do.

    def _learn(self, findings: Sequence[Found], standing: Standing, made: frozenset[Edit]) -> None:
        groups = {found.key: self.candidates.groups(found, standing) for found in findings}
        new = self._take(edit for each in groups.values() for group in each for edit in group)
        if not self.is_vast:
            self._catch_up(new)
        for found in findings:
            if self.is_vast:
                for group in groups[found.key] or [[]]:
                    self._ask(Asked(found, frozenset(group), 1, frozenset(), frozenset()))
            else:
                self._learn_of(found, groups[found.key], standing, made)

    def _learn_of(
        self, found: Found, groups: Sequence[Sequence[Edit]], standing: Standing, made: frozenset[Edit]
    ) -> None:
        given = self._cause(found.key, made)
        counted = self._counted(found, standing, given)
        if counted is not None and not counted.is_met(made):
            self._ask(counted)
            return
        asked = self._asked_of(found, groups, given, made)
        if asked.is_met(made):
            # An edit that takes it away is made, and another brings it back: both are what brings it up.
            helping = asked.among & made
            given = helping | self._cause(found.key, made, helping)
            asked = self._asked_of(found, groups, given, made)
        if asked.is_met(made):
            # Nothing of it can be told apart: any set that is right has another edit, or lacks one of these.
            asked = Asked(found, frozenset(self._edits) - made, 1, made)
        self._ask(asked)

    def _asked_of(
        self, found: Found, groups: Sequence[Sequence[Edit]], given: frozenset[Edit], made: frozenset[Edit]
    ) -> Asked:
        """That one of the edits is made which take the finding away; where none does alone, one of each of several."""
        slots = {edit.slot for edit in given} - {None}
        concerned = [
            edit for edit in self._edits if edit not in given and edit.slot not in slots and _may_concern(edit, found)
        ]
        helping = self._helping(concerned, found, given)
        rest = [edit for edit in concerned if edit not in helping and (edit.action is not Action.ADD or not given)]
        # Those that the finding itself names are most likely to do something together.
        own = {edit for group in groups for edit in group}
        rest.sort(key=lambda edit: (edit not in made, edit in own))
        harmless = self._harmless(found.key, given, rest)
        return Asked(found, helping | (frozenset(rest) - harmless), 1, given)

    def _helping(self, edits: Sequence[Edit], found: Found, given: frozenset[Edit]) -> frozenset[Edit]:
        """The edits that take a finding away, each by itself.

        What is found in the document as it is, is asked of each edit, as every finding asks that. What edits brought
        up is asked of many at once, which are of one kind and change different things: only where it goes, of fewer.
        """
        if not given:
            return frozenset(edit for edit in edits if self._helps(edit, found, given))
        layers: dict[tuple[object, int], list[Edit]] = {}
        times: Counter[object] = Counter()
        for edit in edits:
            if edit.action is Action.ADD and any(each.drops_entry for each in given):
                continue
            slot = edit.slot or edit.key
            kind = edit.action if edit.drops_entry or edit.action is Action.ADD else None
            layers.setdefault((kind, times[slot]), []).append(edit)
            times[slot] += 1
        helping: set[Edit] = set()
        waiting = list(layers.values())
        while waiting:
            some = waiting.pop()
            if found.key not in self._trials.standing(given | frozenset(some)).found:
                half = len(some) // 2
                helping.update(some if not half else ())
                waiting += [some[:half], some[half:]] if half else []
        return frozenset(helping)

    def _helps(self, edit: Edit, found: Found, given: frozenset[Edit]) -> bool:
        """Whether an edit takes a finding away; what goes by one edit is not made good by another that adds."""
        if edit.action is Action.ADD and any(each.drops_entry for each in given):
            return False
        return found.key not in self._trials.standing(given | {edit}).found

    def _harmless(self, key: Key, given: frozenset[Edit], rest: Sequence[Edit]) -> frozenset[Edit]:
        """Of edits that do not take the finding away one by one, as many as do not all together."""
        together: dict[object, Edit] = {}
        for edit in rest:
            together.setdefault(edit.slot or edit.key, edit)
        others = frozenset(rest) - frozenset(together.values())
        kept = frozenset(
            most_that_fit([*together.values()], lambda some: key in self._trials.standing(given.union(some)).found)
        )
        # Another value for a place does together with others what the one does that was tried.
        slots = {edit.slot for edit in kept}
        return kept | frozenset(edit for edit in others if edit.slot in slots)

    def _cause(self, key: Key, made: frozenset[Edit], base: frozenset[Edit] = frozenset()) -> frozenset[Edit]:
        """A smallest part of `made` that brings up a finding beside `base`, if it is not there anyway (QuickXplain)."""

        def needed(before: frozenset[Edit], edits: Sequence[Edit], *, is_new: bool) -> frozenset[Edit]:
            if is_new and key in self._trials.standing(before).found:
                return frozenset()
            if len(edits) == 1:
                return frozenset(edits)
            first, second = edits[: len(edits) // 2], edits[len(edits) // 2 :]
            of_second = needed(before | frozenset(first), second, is_new=True)
            return of_second | needed(before | of_second, first, is_new=bool(of_second))

        if key in self._trials.standing(base).found:
            return frozenset()
        edits = sorted(made - base, key=lambda edit: edit.order)
        return needed(base, edits, is_new=False) if edits else frozenset()

    def _counted(self, found: Found, standing: Standing, given: frozenset[Edit]) -> Asked | None:
        """What a finding asks that takes several edits, as it is about how many of something there are.

        Edits that move it the other way make it more.
        """
        member = None if found.rule is None else _counted_by(found.rule)
        here = _count(standing, member)
        if found.rule is None or member is None or here is None:
            return None
        room = self._room(found.rule, member, here, standing)
        if room is None:
            return None
        base = frozenset(edit for edit in given if not _is_of_items(edit))
        start = _count(self._trials.standing(base), member)
        if start is None:
            return None
        is_low = here < room[0]
        need = room[0] - start if is_low else start - room[1]
        if is_low and need > 0:
            # No more is added than the document lacks as it is.
            self._most_added[member] = max(self._most_added.get(member, 0), need)
        if need <= 1 and given == base:
            return None
        helping = self._moving(member, 1 if is_low else -1, base)
        if need <= 0:
            # What goes by one edit is not made good by another that adds.
            helping = frozenset(edit for edit in helping if edit.action is not Action.ADD)
        if not is_low:
            # One that moves nothing alone, as the same stands elsewhere too, may do so with others.
            moving = helping | base | self._moving(member, 1, base)
            still = frozenset(edit for edit in self._edits if edit not in moving and edit.drops_entry)
            if _count(self._trials.standing(base | still), member) != start:
                helping |= still
        against = self._moving(member, -1 if is_low else 1, base)
        return Asked(found, helping, need + len(against), base, against)

    def _moving(self, member: str, sign: int, base: frozenset[Edit] = frozenset()) -> frozenset[Edit]:
        """The edits that raise (1) or lower (-1) a count of the document."""
        start = _count(self._trials.standing(base), member)
        if start is None:
            return frozenset()
        edits = (edit for edit in self._edits if edit not in base and _is_of_items(edit))
        counts = {edit: _count(self._trials.standing(base | {edit}), member) for edit in edits}
        return frozenset(edit for edit, count in counts.items() if ((count or 0) - start) * sign > 0)

    def _room(self, judged: Rule, member: str, here: int, standing: Standing) -> tuple[int, int] | None:
        """From where to where every rule on a count lets it be, nearest to where it is."""
        known, pack, trials = standing.known, self._trials.pack, self._trials
        if known is None:
            return None
        rules = [rule for rule in pack.rules_for(trials.kind) if _counted_by(rule) == member]
        rules = [rule for rule in rules if trials.stands_against(rule.severity)]
        # As near above as below, what the rule's own repairs do decides.
        steps = (1, -1) if any(Action.ADD.value in repair for repair in judged.repairs) else (-1, 1)
        facts = {**pack.facts_by_table, **known.by_kind}

        def is_allowed(count: int) -> bool:
            anchor = Fact(known.anchor.kind, (), {**known.anchor.members, member: count})
            return count >= 0 and not any(
                holds(rule.applies_if, anchor, anchor, facts)
                and any(holds(block, anchor, anchor, facts) for block in rule.violated_if)
                for rule in rules
            )

        for distance in range(_FARTHEST):
            for count in (here + step * distance for step in steps):
                if is_allowed(count):
                    low = high = count
                    while is_allowed(low - 1):
                        low -= 1
                    while high - low < _FARTHEST and is_allowed(high + 1):
                        high += 1
                    return low, high
        return None

    # The edits known, and what is asked of them.

    def _take(self, edits: Iterable[Edit]) -> list[Edit]:
        """Take up edits; those that are new come back. Of one that is known the better rank is kept."""
        new = []
        for edit in edits:
            if edit not in self._pool:
                self._pool[edit] = len(self._edits)
                self._edits.append(edit)
                self._ranks.append(edit.rank)
                new.append(edit)
            elif edit.rank < (known := self._edits[self._pool[edit]]).rank:
                self._ranks[self._pool[edit]] -= known.rank - edit.rank
                self._edits[self._pool[edit]] = edit
        return new

    def _catch_up(self, new: Sequence[Edit]) -> None:
        """Let the edits that are new take their part in what was asked before them."""
        before = self._trials.standing().found.keys()
        for edit in new:
            self._ranks[self._pool[edit]] += _UNTRIED * len(self._trials.standing({edit}).found.keys() - before)
        for place, asked in enumerate(self.asked):
            if asked.need > 1 or asked.against:
                # How much an edit moves a count is asked anew when the count is found wrong again.
                continue
            concerned = [edit for edit in new if edit not in asked.given and _may_concern(edit, asked.found)]
            more = self._helping(concerned, asked.found, asked.given)
            self.asked[place] = changed(asked, among=asked.among | more)

    def _ask(self, asked: Asked) -> None:
        key = asked.found.key, asked.among, asked.need, asked.given, asked.against
        if key not in self._said:
            self._said.add(key)
            self.asked.append(asked)


def _is_allowed(edit: Edit, slips: Collection[Edit] | None) -> bool:
    return slips is None or edit.nature is not Nature.SLIP or edit in slips


def _may_concern(edit: Edit, found: Found) -> bool:
    """Whether an edit may have to do with a finding: what is inside one entry is no concern of another."""
    here, there = edit.entry, found.at[:2]
    return here is None or here == edit.at or len(edit.at) - len(here) == 1 or here == there or len(there) < len(here)


def _is_of_items(edit: Edit) -> bool:
    """Whether the edit changes which entries a list of the document has, or what they are."""
    entry = edit.entry
    return edit.action is Action.ADD or edit.at == entry or (entry is not None and len(edit.at) == len(entry) + 1)


def _counted_by(rule: Rule) -> str | None:
    """The count of the document that alone decides whether a rule is broken, and that items raise and lower, if any."""
    if not any(repair.keys() & {Action.ADD.value, Action.DROP.value} for repair in rule.repairs):
        return None
    members = {test.member for block in rule.violated_if for test in block.own}
    if (
        rule.for_each != rule.anchor
        or len(members) != 1
        or any(each.others or each.anchor for each in rule.violated_if)
    ):
        return None
    (member,) = members
    return member if rule.kinds[rule.anchor].members[member].type is MemberType.COUNT else None


def _count(standing: Standing, member: str | None) -> int | None:
    """A count of the document; None where it is not known."""
    value = None if standing.known is None or member is None else standing.known.anchor.members.get(member)
    return value if isinstance(value, int) else None


def _is_vast(data: Any) -> bool:
    """Whether the lists of the document have more items in all than anybody writes."""
    items = 0
    inside = [data]
    while inside and items <= _MOST_ITEMS:
        value = inside.pop()
        if isinstance(value, list):
            items += len(value)
            inside += value
        elif isinstance(value, dict):
            inside += value.values()
    return items > _MOST_ITEMS
