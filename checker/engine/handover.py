"""What of a plan's facts is handed over to durable_rules: only what can take part in a rule, and little of it.

durable_rules refuses a whole batch over one fact that no pattern admits, and its time goes with the number and size of
facts. So a fact is handed over only where the constant tests of some pattern admit it, with just the members that
patterns look at; what depends on the pack alone, or on one fact alone, is decided here and travels as a member.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from checker.pack.conditions import Op
from checker.pack.model import getter
from checker.vocabulary import KINDS, MemberType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.pack.conditions import Test

KIND: Final = "k"
JOIN: Final = "j"
"""Members every fact handed over has: its kind, and 1, by which any fact can be joined with the anchor."""

_LARGEST: Final = 10**15
_LONGEST_NUMBER: Final = 15


@dataclass(frozen=True, slots=True)
class Lookup:
    """Whether the pack has a fact whose `keys` are this fact's `members`; the outcome travels as `name`."""

    name: str
    members: tuple[str, ...]
    rows: frozenset[tuple[Any, ...]]
    exists: bool

    def holds(self, members: Mapping[str, Any]) -> bool:
        """The outcome for a fact with these members."""
        return (tuple(members.get(member) for member in self.members) in self.rows) is self.exists


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two members of one fact compare as they should; the outcome travels as `name`."""

    name: str
    test: Test
    other: str

    @property
    def members(self) -> tuple[str, ...]:
        """The members that are compared."""
        return (self.test.member, self.other)

    def holds(self, members: Mapping[str, Any]) -> bool:
        """The outcome for a fact with these members."""
        wanted = members.get(self.other)
        return wanted is not None and passes(replace(self.test, value=wanted), members.get(self.test.member))


@dataclass(frozen=True, slots=True)
class Admission:
    """One pattern's claim on facts of a kind.

    `rule` is the compiled rule's name, `tests` are the constant tests, `joins` those with the anchor, by the anchor's
    member; `decided` is what is decided here, `members` are what the pattern sees.
    """

    rule: str
    tests: tuple[Test, ...]
    joins: tuple[tuple[Test, str], ...]
    decided: tuple[Lookup | Comparison, ...]
    members: frozenset[str]

    def admits(self, members: Mapping[str, Any], anchor: Mapping[str, Any]) -> bool:
        """Whether a fact with these members can take part in the pattern at all, beside that anchor."""
        return (
            all(passes(test, members.get(test.member)) for test in self.tests)
            and all(
                anchor[name] is not None and passes(replace(test, value=anchor[name]), members.get(test.member))
                for test, name in self.joins
            )
            and all(outcome.holds(members) for outcome in self.decided)
        )


_MEANING: Final[Mapping[Op, Callable[[Any, Any], bool]]] = {
    Op.IS: lambda found, wanted: bool(found == wanted),
    Op.IS_NOT: lambda found, wanted: bool(found != wanted),
    Op.ONE_OF: lambda found, wanted: found in wanted,
    Op.LESS_THAN: lambda found, wanted: bool(found < wanted),
    Op.AT_MOST: lambda found, wanted: bool(found <= wanted),
    Op.MORE_THAN: lambda found, wanted: bool(found > wanted),
    Op.AT_LEAST: lambda found, wanted: bool(found >= wanted),
}


def passes(test: Test, found: Any) -> bool:
    """Whether `found` passes a constant test; nothing does where nothing is found."""
    return found is not None and _MEANING[test.op](found, test.value)


class KindCompiler:
    """What of one kind of fact is handed over: facts that look the same share one answer, kept."""

    _KEPT: Final = 4096

    def __init__(self, kind: str, admissions: Sequence[Admission]) -> None:
        self._kind = kind
        self._admissions = tuple(admissions)
        looked_at = {
            name
            for admission in admissions
            for name in (
                *admission.members,
                *(test.member for test in admission.tests),
                *(test.member for test, _ in admission.joins),
                *(member for outcome in admission.decided for member in outcome.members),
            )
        }
        self._profile = getter(looked_at)
        self._beside = getter({name for admission in admissions for _, name in admission.joins})
        self._fragments: dict[Any, dict[Any, str | None]] = {}

    def beside(self, anchor: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], str | None]:
        """What turns the members of such a fact, beside that anchor, into its JSON up to the id.

        The result is None where no pattern admits the fact.
        """
        profile_of = self._profile
        context = self._beside(anchor)
        if len(self._fragments) >= self._KEPT:
            self._fragments.clear()
        fragments = self._fragments.setdefault(context, {})

        def fragment(members: Mapping[str, Any]) -> str | None:
            profile = profile_of(members)
            if profile in fragments:
                return fragments[profile]
            if len(fragments) >= self._KEPT:
                fragments.clear()
            made = fragments[profile] = self._make(members, anchor)
            return made

        return fragment

    def _make(self, members: Mapping[str, Any], anchor: Mapping[str, Any]) -> str | None:
        admitting = [admission for admission in self._admissions if admission.admits(members, anchor)]
        if not admitting:
            return None
        out: dict[str, Any] = {KIND: self._kind, JOIN: 1}
        for admission in admitting:
            out.update({outcome.name: 1 for outcome in admission.decided})
            out.update({name: self._safe(name, members[name]) for name in admission.members})
        out = {name: value for name, value in out.items() if value is not None}
        return json.dumps(out)[:-1]

    def _safe(self, name: str, value: Any) -> Any:
        """A value the C engine compares rightly: its integers have 64 bits, and no text from outside reaches it.

        A bound is never near the largest integer. A measure number that no catalogue could have is spelt in hex, which
        keeps different ones different.
        """
        if KINDS[self._kind].members[name].type is MemberType.NUMBER:
            text = str(value)
            known = len(text) <= _LONGEST_NUMBER and text.isascii() and text.isalnum()
            return value if known else "?" + sha256(text.encode()).hexdigest()
        return max(-_LARGEST, min(_LARGEST, value)) if type(value) is int else value


@dataclass(frozen=True, slots=True)
class Handover:
    """What is handed over where the same rules are open: of each kind of fact, and of the pack's facts by place."""

    kinds: Mapping[str, KindCompiler]
    pack_facts: tuple[tuple[str, int], ...]
