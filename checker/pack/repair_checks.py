"""What a schema cannot say of the repairs of a rule: every kind, member, bound and path in them must exist and fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from checker.i18n import N_
from checker.model import Pointer
from checker.pack.documents import faults_of_where
from checker.pack.faults import NO_KIND, Fault, Raw, fault
from checker.pack.model import PLAN_YEAR, Stage
from checker.pack.repairs import ENTRY, ITEM, JUDGED, Action, action_of, candidate_kind, split_path
from checker.pack.validation import (
    PLACEHOLDER,
    Names,
    faults_of_block,
    faults_of_bound,
    faults_of_placeholder,
    faults_of_reference,
)

_VALUED: Final = frozenset({Action.SET, Action.FILL, Action.ADD})
"""The actions that may have a value."""


def faults_of_repairs(raw: Raw, stage: Stage, names: Names) -> Iterator[Fault]:
    """Faults of the repairs of one rule.yaml, which may name these, places within that file."""
    if "repairs" not in raw:
        return
    if stage is Stage.REVIEW:
        message = N_("A rule across the plans of a review has no repairs: no edit of one plan can mend what it finds.")
        yield fault(("repairs",), message)
        return
    for place, repair in enumerate(raw["repairs"]):
        if sum(action.value in repair for action in Action) != 1:
            yield fault(("repairs", place), N_("A repair names exactly one of the actions {actions}."), actions=Action)
            continue
        yield from _Repair(("repairs", place), repair, names).faults()


class _Repair:
    """One repair as written, and what it may name."""

    def __init__(self, at: Pointer, raw: Raw, names: Names) -> None:
        self._at = at
        self._raw = raw
        self._judged = names.judged
        self._names = names
        self._action = action_of(raw)
        places = raw.get("any", [])
        self._places: list[tuple[Pointer, Raw]] = (
            [((*at, "any", spot), block) for spot, block in enumerate(places)]
            if isinstance(places, list)
            else [((*at, "any"), places)]
        )
        self._values: list[tuple[Pointer, Raw]] = [((*at, "choose"), raw["choose"])] if "choose" in raw else []

    def faults(self) -> Iterator[Fault]:
        yield from self._of_shape()
        yield from self._of_path()
        if "when" in self._raw:
            yield from faults_of_block((*self._at, "when"), self._raw["when"], self._names)
        for at, block in (*self._places, *self._values):
            yield from self._of_choice(at, block)
        yield from self._of_value((*self._at, "to"), self._raw.get("to"))
        for name in ("text", "only_if", "needs"):
            for lang, written in self._raw.get(name, {}).items():
                yield from self._of_text((*self._at, name, lang), written)

    def _of_shape(self) -> Iterator[Fault]:
        """What an action needs, and what it has no use for."""
        action = self._action
        if "each" in self._raw and ITEM not in self._raw[action.value].split("/"):
            message = N_("“each” is about the items of a list: the path has a step “*” for them.")
            yield fault((*self._at, "each"), message)
        yield from faults_of_where((*self._at, "each"), self._raw.get("each", {}), self._names.pack)
        if action is Action.MOVE and PLAN_YEAR not in self._names.pack:
            yield fault(
                self._at, N_("A day can be moved into the plan year only where the pack has one (`plan_year`).")
            )
        if action is Action.SET and "to" not in self._raw:
            yield fault(self._at, N_("The value that is set has to be given with “to”."))
        if "most" in self._raw and not self._values:
            yield fault((*self._at, "most"), N_("“most” is about what is chosen: it stands beside “choose”."))
        if action not in _VALUED and ("to" in self._raw or self._values):
            message = N_("The action “{action}” has no use for a value (“to”, “choose”).")
            yield fault(self._at, message, action=action)

    def _of_path(self) -> Iterator[Fault]:
        base, _ = split_path(self._raw[self._action.value])
        kinds = {self._judged, *(candidate_kind(block) for _, block in self._places)}
        if base not in ("", ENTRY, *kinds) or (base == ENTRY and not self._has_entry()):
            message = N_(
                "The place begins at “{base}”; it can begin at the “{judged}” that is judged, at a "
                "kind named under “any”, at {{entry}} where these stand in one, or at the plan "
                "itself."
            )
            yield fault((*self._at, self._action), message, base=base, judged=self._judged)

    def _has_entry(self) -> bool:
        """Whether what the place hangs on stands in the plan, and so in an entry of one of its lists."""
        kinds = [candidate_kind(block) for _, block in self._places] or [self._judged]
        return all(
            kind in self._names.kinds and self._names.kinds[kind].stage is not Stage.PACK and kind != self._names.anchor
            for kind in kinds
        )

    def _of_choice(self, at: Pointer, block: Raw) -> Iterator[Fault]:
        kind = candidate_kind(block)
        if not kind:
            yield fault(at, N_("Facts are chosen of a kind that stands here by itself, without “some” or “no”."))
            return
        if kind not in self._names.kinds:
            yield fault(at, NO_KIND, kind=kind, kinds=self._names.kinds)
            return
        names = self._names.judging(kind)
        for key, tests in block.items():
            for member, wanted in tests.items():
                yield from self._of_judged((*at, key, member), wanted)
        yield from faults_of_block(at, _without_judged(block), names)

    def _of_judged(self, at: Pointer, wanted: Any) -> Iterator[Fault]:
        for reference in _references(wanted):
            kind, _, member = reference.partition(".")
            if kind == JUDGED:
                yield from faults_of_reference(at, f"{self._judged}.{member}", self._names)

    def _of_value(self, at: Pointer, value: Any) -> Iterator[Fault]:
        if isinstance(value, list):
            for place, item in enumerate(value):
                yield from self._of_value((*at, place), item)
        elif isinstance(value, Mapping):
            if "bound" in value:
                yield from faults_of_bound(at, value["bound"], self._names.bounds)
            elif "of" in value:
                yield from self._of_reference(at, value["of"])
            else:
                for name, item in value.items():
                    yield from self._of_value((*at, name), item)

    def _of_text(self, at: Pointer, written: str) -> Iterator[Fault]:
        for placeholder in PLACEHOLDER.findall(written):
            yield from faults_of_placeholder(at, placeholder, self._names)

    def _of_reference(self, at: Pointer, reference: str) -> Iterator[Fault]:
        """Faults of `kind.member`: of the fact judged, of the plan, or of a fact that a choice is among."""
        kind, _, member = reference.partition(".")
        chosen = [candidate_kind(block) for _, block in (*self._places, *self._values)]
        if kind == JUDGED:
            reference = f"{self._judged}.{member}"
        names = self._names.judging(kind) if kind in chosen and kind in self._names.kinds else self._names
        yield from faults_of_reference(at, reference, names)


def _references(wanted: Any) -> Iterator[str]:
    """The members of other facts that a test names."""
    if isinstance(wanted, Mapping):
        if isinstance(wanted.get("of"), str):
            yield wanted["of"]
        for operand in wanted.values():
            yield from _references(operand)


def _without_judged(block: Raw) -> Raw:
    """The block without the tests against the fact judged, which are known when the rest is evaluated."""
    return {
        key: {
            member: wanted
            for member, wanted in tests.items()
            if not any(reference.startswith(f"{JUDGED}.") for reference in _references(wanted))
        }
        for key, tests in block.items()
    }
