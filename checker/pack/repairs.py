"""The repairs of a rule, as data: which edits of a plan can take a finding of the rule away.

They stand beside the conditions and take no part in judging: they are read when somebody asks how a plan is mended
(`checker.fixing`), and checked with the rest of the rule before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from checker.model import Fact, Text
from checker.pack.conditions import Block, Quantified, Reference, Test
from checker.pack.model import Bound, Rule
from checker.pack.reading import read_block, text_from

ENTRY: Final = "entry"
"""What a path begins with that means the item of a list of the document that the fact stands in."""

ITEM: Final = "*"
"""A step of a path that means any item of the list there."""

JUDGED: Final = "judged"
"""What stands for the fact judged where the conditions are about another one."""


class Action(StrEnum):
    """What an edit does at its place."""

    FILL = "fill"
    """A person writes there what only a person can say."""
    SET = "set"
    """A value that the circular or the catalogue gives takes the place of what is there."""
    MOVE = "move"
    """The day there is brought into the plan year."""
    REMOVE = "remove"
    """The member there is left out."""
    DROP = "drop"
    """The item of a list goes."""
    ADD = "add"
    """The list there gets one more item."""


class Choice(msgspec.Struct, frozen=True):
    """Facts of one kind that pass a block of conditions: each stands for an edit of its own."""

    kind: str
    block: Block

    def bound_to(self, judged: Fact) -> Choice | None:
        """The same with the values of the fact judged put in; None where one of them is not there."""
        block = _bound(self.block, judged)
        return None if block is None else Choice(self.kind, block)


class Repair(msgspec.Struct, frozen=True):
    """One way to mend what a rule found: an action at a place.

    `base` is what the place begins with: nothing (the plan), a kind (the place of that fact) or `entry`. `to` is the
    value as it is written in the rule. `each` are tests of items: each item that passes them has to be mended, where
    without it any one that the path leads to will do. `places` and `values` are the facts from which the place or the
    value is chosen, `most` of the values. `only_if` is what is so where the document says something else, `needs` what
    has to be obtained from others first.
    """

    action: Action
    base: str
    steps: tuple[str, ...]
    when: Block | None
    places: tuple[Choice, ...]
    values: Choice | None
    to: Any = None
    each: Mapping[str, Any] | None = None
    most: int | None = None
    only_if: Text | None = None
    needs: Text | None = None
    text: Text | None = None


def read_repairs(rule: Rule, bounds: Mapping[str, Bound]) -> tuple[Repair, ...]:
    """The repairs of `rule`, in the order of preference in which it has them."""
    return tuple(_repair(rule, raw, bounds) for raw in rule.repairs)


def action_of(raw: Mapping[str, Any]) -> Action:
    """The one action that a repair, as written, names; the schema lets no other through."""
    return next(action for action in Action if action.value in raw)


def split_path(path: str) -> tuple[str, tuple[str, ...]]:
    """A path as written -> what it begins with, and the steps from there."""
    base, *steps = path.split("/")
    return base.strip("{}"), tuple(steps)


def candidate_kind(raw: Mapping[str, Any]) -> str:
    """The kind that a block of `any` or `choose` is about: the one that stands there without `some` or `no`."""
    return next((key for key in raw if " " not in key), "")


def _repair(rule: Rule, raw: Mapping[str, Any], bounds: Mapping[str, Bound]) -> Repair:
    action = action_of(raw)
    base, steps = split_path(raw[action.value])
    places = raw.get("any", [])
    told: dict[str, Any] = {name: raw[name] for name in ("to", "each", "most") if name in raw}
    told |= {name: text_from(raw[name]) for name in ("only_if", "needs", "text") if name in raw}
    return Repair(
        action=action,
        base=base,
        steps=steps,
        when=read_block(raw["when"], rule.for_each, rule.anchor, rule.kinds, bounds) if "when" in raw else None,
        places=tuple(_choice(rule, block, bounds) for block in (places if isinstance(places, list) else [places])),
        values=_choice(rule, raw["choose"], bounds) if "choose" in raw else None,
        **told,
    )


def _choice(rule: Rule, raw: Mapping[str, Any], bounds: Mapping[str, Bound]) -> Choice:
    kind = candidate_kind(raw)
    return Choice(kind, read_block(raw, kind, rule.anchor, rule.kinds, bounds))


def _bound(block: Block, judged: Fact) -> Block | None:
    own = _bound_tests(block.own, judged)
    anchor = _bound_tests(block.anchor, judged)
    others = [(other, _bound_tests(other.tests, judged)) for other in block.others]
    if own is None or anchor is None or any(tests is None for _, tests in others):
        return None
    return Block(own, anchor, tuple(Quantified(other.kind, other.exists, tests or ()) for other, tests in others))


def _bound_tests(tests: tuple[Test, ...], judged: Fact) -> tuple[Test, ...] | None:
    bound = []
    for test in tests:
        if isinstance(test.value, Reference) and test.value.kind == JUDGED:
            value = judged.members.get(test.value.member)
            if value is None:
                return None
            bound.append(replace(test, value=value))
        else:
            bound.append(test)
    return tuple(bound)
