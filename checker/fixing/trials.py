"""What stands against a document with edits made: the checker itself judges it, and its answers are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from checker.checking import Options, sound_part
from checker.edits import Edit, Edited, edited
from checker.errors import EngineError
from checker.facts.mapping import Facts
from checker.findings import severity_of
from checker.judging import judge_of
from checker.model import Fact, Known, Pointer, Severity, Text
from checker.pack.model import DocumentKind, Pack, Rule
from checker.pack.wording import fill
from checker.schema import Fault, validate

Key = tuple[Any, ...]
"""What tells one finding from another, whatever edits are made."""


class Goal(StrEnum):
    """What a document is to come to: nothing found but hints, or nothing that returns it."""

    PASS = "pass"  # noqa: S105 - a verdict
    REVIEW = "review"


_AGAINST: Final = {
    Goal.PASS: frozenset({Severity.ERROR, Severity.WARNING}),
    Goal.REVIEW: frozenset({Severity.ERROR}),
}
"""The severities of the findings that stand against each goal."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that stands against the goal: a rule and the fact that breaks it, or a fault of the format.

    `at` is its place in the document as it was given, `known` is what was known of it where the fact was found.
    """

    key: Key
    at: Pointer
    rule: Rule | None = None
    fact: Fact | None = None
    fault: Fault | None = None
    known: Known | None = None

    def message(self, pack: Pack) -> Text:
        """What was found, in both languages."""
        if self.fault is not None:
            return self.fault.text
        if self.rule is None or self.fact is None or self.known is None:
            raise AssertionError(self.key)
        return fill(self.rule.message, self.rule, pack, self.fact, self.known.anchor)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands against a document with edits made, and what is known of it (None where nothing was judged)."""

    edits: frozenset[Edit]
    made: Edited
    found: Mapping[Key, Found]
    known: Known | None


class Trials:
    """Says what stands against one document, whatever edits are made; `count` is how often something was judged."""

    def __init__(self, data: Any, pack: Pack, kind: DocumentKind, options: Options, goal: Goal) -> None:
        self.data = data
        self.pack = pack
        self.kind = kind
        self.goal = goal
        self.count = 0
        self._options = options
        self._facts = Facts(pack, kind)
        self._judge = judge_of(pack, kind, None, cross_check=False)
        self._known: dict[frozenset[Edit], Standing] = {}

    def standing(self, edits: Iterable[Edit] = ()) -> Standing:
        """What stands against the document with `edits` made. Raises `EngineError`: the rules cannot be judged."""
        made = frozenset(edits)
        if made not in self._known:
            self._known[made] = self._judged(made, edited(self.data, made))
        return self._known[made]

    def stands_against(self, severity: Severity) -> bool:
        """Whether a finding of that severity stands against the goal."""
        return severity in _AGAINST[self.goal]

    def _judged(self, edits: frozenset[Edit], made: Edited) -> Standing:
        self.count += 1
        checked = validate(made.data, self.kind.schema, [self.pack.id])
        found = {each.key: each for each in (_of_fault(fault, made) for fault in checked.faults)}
        sound = sound_part(checked.data, checked.places, self.kind, self._options)
        if sound is None:
            return Standing(edits, made, found, None)
        known = self._facts.of(*sound, self._options.day)
        judgement = self._judge.judge(known)
        if judgement.engine.failure is not None:
            raise EngineError("{cause}", cause=judgement.engine.failure)
        for firing in judgement.firings:
            rule = self.pack.rules_by_id[firing.rule]
            if self.stands_against(severity_of(rule, firing.fact, self.pack, self.kind, known)):
                each = _of_firing(rule, firing.fact, made, known)
                found[each.key] = each
        return Standing(edits, made, found, known)


def _of_fault(fault: Fault, made: Edited) -> Found:
    at = made.origin(fault.at)
    return Found(("schema", fault.code, at, str(fault.values.get("name", ""))), at, fault=fault)


def _of_firing(rule: Rule, fact: Fact, made: Edited, known: Known) -> Found:
    at = made.origin(fact.at)
    about: Key = ()
    if not at and fact.kind != rule.anchor:
        about = tuple(fact.members.get(member) for member in rule.kinds[fact.kind].identity)
        about = about or tuple(sorted((name, str(value)) for name, value in fact.members.items()))
    return Found(("rule", rule.id, at, *about), at, rule, fact, known=known)
