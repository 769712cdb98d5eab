"""What a schema cannot say of a rule: every name in it, in its repairs as well, must exist and fit where it is used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from checker.i18n import messages_of
from checker.model import Pointer
from checker.pack.conditions import DAY_OPS, Op
from checker.pack.model import PLAN_YEAR, Kind, Member, MemberType, Stage
from checker.pack.reading import PLACEHOLDER, operators_of
from checker.pack.repairs import ENTRY, ITEM, JUDGED, Action, action_of, candidate_kind, split_path
from checker.schema.faults import listed
from checker.values import is_day, number_of

Raw = Mapping[str, Any]
"""A part of a pack as it is written."""
Fault = tuple[Pointer, str, Raw]
"""The place, a message for `i18n.say`, and the values that fill its places."""

FAULTS: Final = {code: message for code, (message,) in messages_of("pack-faults").items()}
"""What is said of a fault of a pack, by its code."""


def fault(at: Pointer, code: str, /, **values: object) -> Fault:
    """A fault; values that are several, names that there are, are told, as many as can be read."""
    return at, FAULTS[code], {name: _told(value) for name, value in values.items()}


def _told(value: object) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    names = [*map(str, value)]
    return "—" if not names else ", ".join(names if len(names) <= _MOST_NAMES else [*names[:_MOST_NAMES], "…"])


_MOST_NAMES: Final = 60


def within(at: Pointer, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same faults, their places begun from further out."""
    return (((*at, *inner), message, values) for inner, message, values in faults)


_OPERATORS: Final[Mapping[MemberType, frozenset[str]]] = {
    MemberType.FLAG: frozenset({Op.IS}),
    MemberType.CODE: frozenset({Op.IS, Op.IS_NOT, Op.ONE_OF, Op.NOT_ONE_OF}),
    MemberType.NUMBER: frozenset({Op.IS, Op.IS_NOT, Op.ONE_OF, Op.NOT_ONE_OF}),
    MemberType.COUNT: frozenset(Op),
    MemberType.DAY: frozenset({Op.IS, Op.IS_NOT, *DAY_OPS}),
}
_LITERALS: Final[Mapping[MemberType, tuple[type, ...]]] = {
    MemberType.FLAG: (bool,),
    MemberType.CODE: (str,),
    MemberType.NUMBER: (int, str),
    MemberType.COUNT: (int,),
    MemberType.DAY: (str,),
}


class Names(msgspec.Struct, frozen=True, eq=False):
    """What a rule may name: kinds of fact, of which one is judged and one the anchor; bounds; codes of the lists.

    `pack` is what pack.yaml says, `lists` are the tables in which numbers are looked up, by kind and member. `alias` is
    the kind of the fact that a repair calls `judged`, whatever kind it chooses among.
    """

    judged: str
    anchor: str
    kinds: Mapping[str, Kind]
    pack: Raw
    codes: Mapping[str, Collection[Any]]
    lists: Mapping[tuple[str, str], str] = {}
    alias: str | None = None

    @property
    def bounds(self) -> Raw:
        """The bounds of the pack, as written."""
        bounds: Raw = self.pack.get("bounds", {})
        return bounds

    def judging(self, kind: str) -> Names:
        """The same, where another kind is the one judged."""
        return replace(self, judged=kind)

    def codes_for(self, kind: str, member: str) -> Collection[Any] | None:
        """The codes or numbers that a member can be compared with, None where any will do."""
        listed = self.kinds[kind].members[member].labels or self.lists.get((kind, member))
        return None if listed is None else self.codes.get(listed)


def faults_of_rule(clause_folder: str, raw: Raw, clauses: Collection[str], names: Names) -> Iterator[Fault]:
    """Faults of one rule.yaml in the folder `clause_folder`, places within that file."""
    judged = raw["for_each"]
    if raw["clause"] not in clauses:
        yield fault(("clause",), "no-clause", clause=raw["clause"], clauses=clauses)
    elif raw["clause"].replace(" ", "-") != clause_folder:
        yield fault(("clause",), "clause-not-folder", clause=raw["clause"], folder=clause_folder)
    for written in raw["at"] if isinstance(raw["at"], list) else [raw["at"]]:
        relative = written.partition("/")[0].strip("{}")
        if relative not in ("", judged):
            yield fault(("at",), "place-of-another-kind", kind=relative, judged=judged)
    for at, block in blocks_of(raw):
        yield from faults_of_block(at, block, names)
    yield from _faults_of_grades(raw)
    if "subject" in raw:
        yield from faults_of_reference(("subject",), raw["subject"], names)
    yield from _faults_of_texts(raw, names)


def _faults_of_texts(raw: Raw, names: Names) -> Iterator[Fault]:
    for text in ("message", "remedy", "duty", "rationale", "title"):
        for lang, written in raw[text].items():
            for placeholder in PLACEHOLDER.findall(written):
                yield from faults_of_placeholder((text, lang), placeholder, names, is_found=text in _FOUND)


def _faults_of_grades(raw: Raw) -> Iterator[Fault]:
    """A severity that always counts ends the list."""
    for place, grade in enumerate(raw["severity"][:-1] if isinstance(raw["severity"], list) else ()):
        if "if" not in grade:
            yield fault(("severity", place), "severity-always")


_FOUND: Final = frozenset({"message", "remedy"})
"""The texts about what was found; the others, about the duty itself, can name bounds and nothing else."""


def blocks_of(raw: Raw) -> Iterator[tuple[Pointer, Raw]]:
    """The blocks of conditions of a rule as written, each with its place."""
    if "applies_if" in raw:
        yield ("applies_if",), raw["applies_if"]
    violated = raw["violated_if"]
    if isinstance(violated, list):
        yield from ((("violated_if", place), block) for place, block in enumerate(violated))
    else:
        yield ("violated_if",), violated
    if isinstance(raw["severity"], list):
        for place, grade in enumerate(raw["severity"]):
            if "if" in grade:
                yield ("severity", place, "if"), grade["if"]


def faults_of_block(at: Pointer, block: Raw, names: Names) -> Iterator[Fault]:
    """Faults of a block of conditions."""
    for key, tests in block.items():
        quantifier, _, kind = key.rpartition(" ")
        named = kind in (names.judged, names.anchor)
        place = (*at, key)
        if kind not in names.kinds:
            yield fault(place, "no-kind", kind=kind, kinds=names.kinds)
        elif not quantifier and not named:
            yield fault(place, "not-looked-at", kind=kind, judged=names.judged)
        elif quantifier and kind == names.anchor:
            yield fault(place, "looked-at-by-itself", kind=kind)
        else:
            yield from _faults_of_tests(place, kind, tests, names)
            if quantifier:
                yield from _faults_of_joins(place, tests, names)


def _faults_of_tests(at: Pointer, kind: str, tests: Raw, names: Names) -> Iterator[Fault]:
    for member, wanted in tests.items():
        if member not in names.kinds[kind].members:
            yield fault((*at, member), "no-member", kind=kind, member=member, members=names.kinds[kind].members)
            continue
        for op, operand in operators_of(wanted).items():
            yield from _faults_of_test((*at, member), kind, member, op, operand, names)


def _faults_of_joins(at: Pointer, tests: Raw, names: Names) -> Iterator[Fault]:
    """Inside some/no: what reaches outside is an equality."""
    for member, wanted in tests.items():
        for op, operand in operators_of(wanted).items():
            is_outside = isinstance(operand, Mapping) and "of" in operand and operand["of"].partition(".")[0] != JUDGED
            if is_outside and op != Op.IS:
                yield fault((*at, member), "joined-by-is", judged=names.judged)


def _faults_of_test(at: Pointer, kind: str, member: str, op: str, operand: Any, names: Names) -> Iterator[Fault]:
    known = names.kinds[kind].members[member]
    codes = names.codes_for(kind, member)
    faults = list(faults_of_operand(at, known, f"{kind}.{member}", op, operand, codes, names.bounds))
    yield from faults
    if not faults and isinstance(operand, Mapping) and "of" in operand:
        yield from faults_of_reference(at, operand["of"], names, known.type)


def faults_of_operand(
    at: Pointer, member: Member, name: str, op: str, operand: Any, codes: Collection[Any] | None, bounds: Raw
) -> Iterator[Fault]:
    """Faults of a test of a member, called `name`, against literals or a bound.

    `codes` are those it can hold, if known. Of a test against another member, this says whether there can be one.
    """
    type_ = member.type
    if type_ is MemberType.TEXT:
        kind, _, last = name.partition(".")
        yield fault(at, "free-text", kind=kind, member=last)
        return
    if op not in _OPERATORS[type_]:
        yield fault(at, "wrong-operator", op=op, type=type_, operators=sorted(_OPERATORS[type_]))
        return
    if isinstance(operand, Mapping):
        if "bound" in operand:
            yield from faults_of_bound(at, operand["bound"], bounds, type_)
        return
    for literal in operand if isinstance(operand, list) else [operand]:
        if type(literal) not in _LITERALS[type_] or (type_ is MemberType.DAY and not is_day(literal)):
            shown = str(literal).lower() if isinstance(literal, bool) else literal
            yield fault(at, "wrong-value", value=shown, type=type_)
        elif type_ is MemberType.CODE and codes is not None and literal not in codes:
            yield fault(at, "no-code", value=literal, codes=sorted(codes))
        elif type_ is MemberType.NUMBER and codes is not None and number_of(literal) not in codes:
            yield fault(at, "no-row", number=literal)


def faults_of_placeholder(at: Pointer, placeholder: str, names: Names, *, is_found: bool = True) -> Iterator[Fault]:
    """Faults of `kind.member` or `bound.name` in a text; only what was found (`is_found`) has members."""
    kind, _, name = placeholder.partition(".")
    if kind == "bound":
        yield from faults_of_bound(at, name, names.bounds)
    elif is_found:
        yield from faults_of_reference(at, placeholder, names)
    else:
        yield fault(at, "value-not-found", placeholder=placeholder)


def faults_of_bound(at: Pointer, name: str, bounds: Raw, compared: MemberType | None = None) -> Iterator[Fault]:
    """Faults of naming one of the `bounds`; `compared` is the type of what it is compared with."""
    if name not in bounds:
        yield fault(at, "no-bound", bound=name, bounds=listed(bounds))
        return
    is_of_day = isinstance(bounds[name]["value"], str)
    if compared not in (None, MemberType.DAY if is_of_day else MemberType.COUNT):
        yield fault(at, "bound-of-another-type", bound=name, type=compared)


def faults_of_reference(
    at: Pointer, reference: str, names: Names, compared: MemberType | None = None
) -> Iterator[Fault]:
    """Faults of `kind.member`; `compared` is the type of what it is compared with."""
    kind, dot, member = reference.partition(".")
    if kind == JUDGED and names.alias is not None:
        kind = names.alias
    elif kind not in (names.judged, names.anchor) or not dot:
        yield fault(at, "not-to-be-named", reference=reference, kinds=dict.fromkeys((names.judged, names.anchor)))
        return
    known = names.kinds[kind].members
    if member not in known:
        yield fault(at, "no-member", kind=kind, member=member, members=known)
    elif compared is not None and known[member].type is MemberType.TEXT:
        yield fault(at, "free-text", kind=kind, member=member)
    elif compared not in (None, known[member].type):
        yield fault(at, "not-its-type", reference=reference, type=compared, found=known[member].type)


def faults_of_where(at: Pointer, where: Raw, pack: Raw) -> Iterator[Fault]:
    """Tests of `where` against what is no day that the pack has: a bound, or the plan year."""
    days = [name for name, raw in pack.get("bounds", {}).items() if isinstance(raw["value"], str)]
    days += [PLAN_YEAR] if PLAN_YEAR in pack else []
    for member, wanted in where.items():
        for op, bound in wanted.items() if isinstance(wanted, Mapping) else ():
            if op not in ("before", "within", "after"):
                yield fault((*at, member, op), "wrong-test")
            elif bound not in days:
                yield fault((*at, member, op), "no-such-day", bound=bound, bounds=listed(days))


# Repairs

_VALUED: Final = frozenset({Action.SET, Action.FILL, Action.ADD})
"""The actions that may have a value."""


def faults_of_repairs(raw: Raw, stage: Stage, names: Names) -> Iterator[Fault]:
    """Faults of the repairs of one rule.yaml, which may name these, places within that file."""
    if "repairs" not in raw:
        return
    if stage is Stage.REVIEW:
        yield fault(("repairs",), "repairs-across")
        return
    for place, repair in enumerate(raw["repairs"]):
        if sum(action.value in repair for action in Action) != 1:
            yield fault(("repairs", place), "not-one-action", actions=Action)
            continue
        yield from _Repair(("repairs", place), repair, names).faults()


class _Repair:
    """One repair as written, and what it may name."""

    def __init__(self, at: Pointer, raw: Raw, names: Names) -> None:
        self._at = at
        self._raw = raw
        self._judged = names.judged
        self._names = replace(names, alias=names.judged)
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
            yield fault((*self._at, "each"), "each-without-items")
        yield from faults_of_where((*self._at, "each"), self._raw.get("each", {}), self._names.pack)
        if action is Action.MOVE and PLAN_YEAR not in self._names.pack:
            yield fault(self._at, "no-plan-year")
        if action is Action.SET and "to" not in self._raw:
            yield fault(self._at, "set-without-value")
        if "most" in self._raw and not self._values:
            yield fault((*self._at, "most"), "most-without-choice")
        if action not in _VALUED and ("to" in self._raw or self._values):
            yield fault(self._at, "action-without-value", action=action)

    def _of_path(self) -> Iterator[Fault]:
        base, _ = split_path(self._raw[self._action.value])
        kinds = {self._judged, *(candidate_kind(block) for _, block in self._places)}
        if base not in ("", ENTRY, *kinds) or (base == ENTRY and not self._has_entry()):
            yield fault((*self._at, self._action), "place-to-begin", base=base, judged=self._judged)

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
            yield fault(at, "choice-of-no-kind")
        elif kind not in self._names.kinds:
            yield fault(at, "no-kind", kind=kind, kinds=self._names.kinds)
        else:
            yield from faults_of_block(at, block, self._names.judging(kind))

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
        kind = reference.partition(".")[0]
        chosen = [candidate_kind(block) for _, block in (*self._places, *self._values)]
        names = self._names.judging(kind) if kind in chosen and kind in self._names.kinds else self._names
        yield from faults_of_reference(at, reference, names)
