"""What a schema cannot say of a rule pack: every name a rule uses must exist and fit where it is used.

Each fault is `(place in the file, key of texts.pack, values)`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Final

from checker.i18n import N_
from checker.model import Pointer
from checker.pack.conditions import DAY_OPS, Op
from checker.pack.model import PLAN_YEAR, Kind, Member, MemberType
from checker.pack.reading import operators_of
from checker.schema.faults import listed
from checker.values import number_of

Raw = Mapping[str, Any]
Fault = tuple[Pointer, str, Mapping[str, Any]]
Codes = Mapping[str, Collection[Any]]

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")

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


class Names:
    """What a rule may name: kinds of fact, of which one is judged and one the anchor; bounds; codes of the lists."""

    def __init__(
        self,
        judged: str,
        anchor: str,
        kinds: Mapping[str, Kind],
        pack: Raw,
        codes: Codes,
        lists: Mapping[tuple[str, str], str] = {},
    ) -> None:
        """`lists` are the tables in which numbers are looked up, by kind and member."""
        self.judged = judged
        self.anchor = anchor
        self.kinds = kinds
        self.bounds: Raw = pack.get("bounds", {})
        self.has_plan_year = PLAN_YEAR in pack
        self.pack = pack
        self._codes = codes
        self._lists = lists

    def judging(self, kind: str) -> Names:
        """The same, where another kind is the one judged."""
        return Names(kind, self.anchor, self.kinds, self.pack, self._codes, self._lists)

    def codes_for(self, kind: str, member: str) -> Collection[Any] | None:
        """The codes or numbers that a member can be compared with, None where any will do."""
        listed = self.kinds[kind].members[member].labels or self._lists.get((kind, member))
        return None if listed is None else self._codes.get(listed)

    @property
    def spoken_of(self) -> str:
        """The kinds that there are, as a list to read."""
        return ", ".join(self.kinds)


def faults_of_rule(clause_folder: str, raw: Raw, clauses: Collection[str], names: Names) -> Iterator[Fault]:
    """Faults of one rule.yaml in the folder `clause_folder`, places within that file."""
    judged = raw["for_each"]
    if raw["clause"] not in clauses:
        yield (
            ("clause",),
            N_("There is no clause “{clause}”: pack.yaml lists none, and no row of a table stands for it."),
            {"clause": raw["clause"]},
        )
    elif raw["clause"].replace(" ", "-") != clause_folder:
        yield (
            ("clause",),
            N_("The clause is “{clause}”, but the rule stands in the folder “{folder}”; the two shall agree."),
            {"clause": raw["clause"], "folder": clause_folder},
        )
    for written in raw["at"] if isinstance(raw["at"], list) else [raw["at"]]:
        relative = written.partition("/")[0].strip("{}")
        if not relative or relative == judged:
            continue
        yield (
            ("at",),
            N_("The place begins at “{kind}”, but the rule judges each “{judged}”."),
            {"kind": relative, "judged": judged},
        )
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
            yield (
                place,
                N_("There is no kind of fact “{kind}”; there are: {kinds}."),
                {"kind": kind, "kinds": names.spoken_of},
            )
        elif not quantifier and not named:
            yield (
                place,
                N_(
                    "The rule judges each “{judged}”: it may look at that fact, and at the document or the "
                    "review as a whole, but not at “{kind}”; write “some {kind}” or “no {kind}”."
                ),
                {"kind": kind, "judged": names.judged},
            )
        elif quantifier and kind == names.anchor:
            yield (
                place,
                N_("“{kind}” is the one fact that is looked at here; write it without “some” or “no”."),
                {"kind": kind},
            )
        else:
            yield from _faults_of_tests(place, kind, tests, names)
            if quantifier:
                yield from _faults_of_joins(place, tests, names)


def _faults_of_tests(at: Pointer, kind: str, tests: Raw, names: Names) -> Iterator[Fault]:
    for member, wanted in tests.items():
        if member not in names.kinds[kind].members:
            members = ", ".join(names.kinds[kind].members)
            yield (
                (*at, member),
                N_("“{kind}” has no member “{member}”; it has: {members}."),
                {"kind": kind, "member": member, "members": members},
            )
            continue
        for op, operand in operators_of(wanted).items():
            yield from _faults_of_test((*at, member), kind, member, op, operand, names)


def _faults_of_joins(at: Pointer, tests: Raw, names: Names) -> Iterator[Fault]:
    """Inside some/no: what reaches outside is an equality."""
    for member, wanted in tests.items():
        for op, operand in operators_of(wanted).items():
            if isinstance(operand, Mapping) and "of" in operand and op != Op.IS:
                yield (
                    (*at, member),
                    N_(
                        "Inside “some” or “no”, a member is compared with the fact judged only by “is”, and "
                        "only with a member of “{judged}”."
                    ),
                    {"judged": names.judged},
                )


def _faults_of_test(at: Pointer, kind: str, member: str, op: str, operand: Any, names: Names) -> Iterator[Fault]:
    known = names.kinds[kind].members[member]
    if isinstance(operand, Mapping) and known.type is not MemberType.TEXT and op in _OPERATORS[known.type]:
        if "bound" in operand:
            yield from faults_of_bound(at, operand["bound"], names, known.type)
        else:
            yield from faults_of_reference(at, operand["of"], names, known.type)
    else:
        yield from faults_of_operand(at, known, f"{kind}.{member}", op, operand, names.codes_for(kind, member))


def faults_of_operand(
    at: Pointer, member: Member, name: str, op: str, operand: Any, codes: Collection[Any] | None
) -> Iterator[Fault]:
    """Faults of a test of a member, called `name`, against literals; `codes` are those it can hold, if known."""
    type_ = member.type
    if type_ is MemberType.TEXT:
        kind, _, last = name.partition(".")
        yield (
            at,
            N_("“{kind}.{member}” is free text: messages may show it, no condition may look at it."),
            {"kind": kind, "member": last},
        )
        return
    if op not in _OPERATORS[type_]:
        fitting = ", ".join(sorted(_OPERATORS[type_]))
        yield (
            at,
            N_("The operator “{op}” does not fit a member of the type {type}; these do: {operators}."),
            {"op": op, "type": type_.value, "operators": fitting},
        )
        return
    for literal in operand if isinstance(operand, list) else [operand]:
        if type(literal) not in _LITERALS[type_] or (type_ is MemberType.DAY and not _is_day(literal)):
            yield (
                at,
                N_("The value “{value}” does not fit a member of the type {type}."),
                {"value": str(literal).lower() if isinstance(literal, bool) else literal, "type": type_.value},
            )
        elif type_ is MemberType.CODE and codes is not None and literal not in codes:
            yield (
                at,
                N_("“{value}” is not a code that can stand here; these can: {codes}."),
                {"value": literal, "codes": ", ".join(map(str, sorted(codes)))},
            )
        elif type_ is MemberType.NUMBER and codes is not None and number_of(literal) not in codes:
            yield at, N_("The table has no row with the number {number}."), {"number": literal}


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def faults_of_placeholder(at: Pointer, placeholder: str, names: Names, *, is_found: bool = True) -> Iterator[Fault]:
    """Faults of `kind.member` or `bound.name` in a text; only what was found (`is_found`) has members."""
    kind, _, name = placeholder.partition(".")
    if kind == "bound":
        yield from faults_of_bound(at, name, names)
    elif is_found:
        yield from faults_of_reference(at, placeholder, names)
    else:
        message = N_("“{placeholder}” is a value of what was found, which only the message and the remedy can show.")
        yield at, message, {"placeholder": placeholder}


def faults_of_bound(at: Pointer, name: str, names: Names, compared: MemberType | None = None) -> Iterator[Fault]:
    """Faults of naming a bound; `compared` is the type of what it is compared with."""
    if name not in names.bounds:
        yield (
            at,
            N_("pack.yaml has no bound “{bound}”; it has: {bounds}."),
            {"bound": name, "bounds": listed(names.bounds)},
        )
        return
    is_day = isinstance(names.bounds[name]["value"], str)
    if compared not in (None, MemberType.DAY if is_day else MemberType.COUNT):
        yield (
            at,
            N_("The bound “{bound}” cannot be compared with a member of the type {type}."),
            {"bound": name, "type": compared.value},
        )


def faults_of_reference(
    at: Pointer, reference: str, names: Names, compared: MemberType | None = None
) -> Iterator[Fault]:
    """Faults of `kind.member`; `compared` is the type of what it is compared with."""
    kind, dot, member = reference.partition(".")
    if kind not in (names.judged, names.anchor) or not dot:
        message = N_("“{reference}” cannot be named here; what can is, as kind.member, a member of: {kinds}.")
        yield at, message, {"reference": reference, "kinds": ", ".join(dict.fromkeys((names.judged, names.anchor)))}
        return
    if member not in names.kinds[kind].members:
        members = ", ".join(names.kinds[kind].members)
        yield (
            at,
            N_("“{kind}” has no member “{member}”; it has: {members}."),
            {"kind": kind, "member": member, "members": members},
        )
        return
    found = names.kinds[kind].members[member].type
    if compared is not None and found is MemberType.TEXT:
        yield (
            at,
            N_("“{kind}.{member}” is free text: messages may show it, no condition may look at it."),
            {"kind": kind, "member": member},
        )
    elif compared not in (None, found):
        yield (
            at,
            N_("“{reference}” is of the type {found} and cannot be compared with a member of the type {type}."),
            {"reference": reference, "type": compared.value, "found": found.value},
        )
