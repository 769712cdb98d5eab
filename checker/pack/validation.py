"""What a schema cannot say of a rule pack: every name a rule uses must exist and fit where it is used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from checker.i18n import N_
from checker.model import Pointer
from checker.pack.conditions import DAY_OPS, Op
from checker.pack.faults import NO_CLAUSE, NO_CODE, NO_KIND, NO_MEMBER, NOT_ITS_TYPE, Fault, Raw, fault
from checker.pack.model import Kind, Member, MemberType
from checker.pack.reading import operators_of
from checker.schema.faults import listed
from checker.values import is_day, number_of

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")

_NOT_LOOKED_AT: Final = N_(
    "The rule judges each “{judged}”: it may look at that fact, and at the plan or "
    "review as a whole, but not at “{kind}”; write “some {kind}” or “no {kind}”."
)
_FREE_TEXT: Final = N_("“{kind}.{member}” is free text: messages may show it, no condition may look at it.")

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

    `pack` is what pack.yaml says, `lists` are the tables in which numbers are looked up, by kind and member.
    """

    judged: str
    anchor: str
    kinds: Mapping[str, Kind]
    pack: Raw
    codes: Mapping[str, Collection[Any]]
    lists: Mapping[tuple[str, str], str] = {}

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
        yield fault(("clause",), NO_CLAUSE, clause=raw["clause"], clauses=clauses)
    elif raw["clause"].replace(" ", "-") != clause_folder:
        message = N_("The clause is “{clause}”, but the rule stands in the folder “{folder}”; the two shall agree.")
        yield fault(("clause",), message, clause=raw["clause"], folder=clause_folder)
    for written in raw["at"] if isinstance(raw["at"], list) else [raw["at"]]:
        relative = written.partition("/")[0].strip("{}")
        if relative not in ("", judged):
            message = N_("The place begins at “{kind}”, but the rule judges each “{judged}”.")
            yield fault(("at",), message, kind=relative, judged=judged)
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
            yield ("severity", place), N_("Without `if` this severity always counts, and none after it ever does."), {}


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
            yield fault(place, NO_KIND, kind=kind, kinds=names.kinds)
        elif not quantifier and not named:
            yield fault(place, _NOT_LOOKED_AT, kind=kind, judged=names.judged)
        elif quantifier and kind == names.anchor:
            message = N_("“{kind}” is the one fact that is looked at here; write it without “some” or “no”.")
            yield fault(place, message, kind=kind)
        else:
            yield from _faults_of_tests(place, kind, tests, names)
            if quantifier:
                yield from _faults_of_joins(place, tests, names)


def _faults_of_tests(at: Pointer, kind: str, tests: Raw, names: Names) -> Iterator[Fault]:
    for member, wanted in tests.items():
        if member not in names.kinds[kind].members:
            yield fault((*at, member), NO_MEMBER, kind=kind, member=member, members=names.kinds[kind].members)
            continue
        for op, operand in operators_of(wanted).items():
            yield from _faults_of_test((*at, member), kind, member, op, operand, names)


def _faults_of_joins(at: Pointer, tests: Raw, names: Names) -> Iterator[Fault]:
    """Inside some/no: what reaches outside is an equality."""
    for member, wanted in tests.items():
        for op, operand in operators_of(wanted).items():
            if isinstance(operand, Mapping) and "of" in operand and op != Op.IS:
                message = N_(
                    "Inside “some” or “no”, a member is compared with the fact judged only by “is”, and "
                    "only with a member of “{judged}”."
                )
                yield fault((*at, member), message, judged=names.judged)


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
        yield fault(at, _FREE_TEXT, kind=kind, member=last)
        return
    if op not in _OPERATORS[type_]:
        message = N_("The operator “{op}” does not fit a member of the type {type}; these do: {operators}.")
        yield fault(at, message, op=op, type=type_, operators=sorted(_OPERATORS[type_]))
        return
    if isinstance(operand, Mapping):
        if "bound" in operand:
            yield from faults_of_bound(at, operand["bound"], bounds, type_)
        return
    for literal in operand if isinstance(operand, list) else [operand]:
        if type(literal) not in _LITERALS[type_] or (type_ is MemberType.DAY and not is_day(literal)):
            yield (
                at,
                N_("The value “{value}” does not fit a member of the type {type}."),
                {"value": str(literal).lower() if isinstance(literal, bool) else literal, "type": type_},
            )
        elif type_ is MemberType.CODE and codes is not None and literal not in codes:
            yield fault(at, NO_CODE, value=literal, codes=sorted(codes))
        elif type_ is MemberType.NUMBER and codes is not None and number_of(literal) not in codes:
            yield fault(at, N_("The table has no row with the number {number}."), number=literal)


def faults_of_placeholder(at: Pointer, placeholder: str, names: Names, *, is_found: bool = True) -> Iterator[Fault]:
    """Faults of `kind.member` or `bound.name` in a text; only what was found (`is_found`) has members."""
    kind, _, name = placeholder.partition(".")
    if kind == "bound":
        yield from faults_of_bound(at, name, names.bounds)
    elif is_found:
        yield from faults_of_reference(at, placeholder, names)
    else:
        message = N_("“{placeholder}” is a value of what was found, which only the message and the remedy can show.")
        yield fault(at, message, placeholder=placeholder)


def faults_of_bound(at: Pointer, name: str, bounds: Raw, compared: MemberType | None = None) -> Iterator[Fault]:
    """Faults of naming one of the `bounds`; `compared` is the type of what it is compared with."""
    if name not in bounds:
        message = N_("pack.yaml has no bound “{bound}”; it has: {bounds}.")
        yield fault(at, message, bound=name, bounds=listed(bounds))
        return
    is_of_day = isinstance(bounds[name]["value"], str)
    if compared not in (None, MemberType.DAY if is_of_day else MemberType.COUNT):
        message = N_("The bound “{bound}” cannot be compared with a member of the type {type}.")
        yield fault(at, message, bound=name, type=compared)


def faults_of_reference(
    at: Pointer, reference: str, names: Names, compared: MemberType | None = None
) -> Iterator[Fault]:
    """Faults of `kind.member`; `compared` is the type of what it is compared with."""
    kind, dot, member = reference.partition(".")
    if kind not in (names.judged, names.anchor) or not dot:
        message = N_("“{reference}” cannot be named here; what can is, as kind.member, a member of: {kinds}.")
        yield fault(at, message, reference=reference, kinds=dict.fromkeys((names.judged, names.anchor)))
        return
    known = names.kinds[kind].members
    if member not in known:
        yield fault(at, NO_MEMBER, kind=kind, member=member, members=known)
    elif compared is not None and known[member].type is MemberType.TEXT:
        yield fault(at, _FREE_TEXT, kind=kind, member=member)
    elif compared not in (None, known[member].type):
        yield fault(at, NOT_ITS_TYPE, reference=reference, type=compared, found=known[member].type)
