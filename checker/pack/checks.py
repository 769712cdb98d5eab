"""What a schema cannot say of a rule pack: every name a rule uses must exist and fit where it is used.

Each fault is `(place in the file, message for `i18n.say`, values)`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from checker.i18n import N_
from checker.pack.conditions import ANCHOR_KINDS, DAY_OPS, Op
from checker.values import number_of
from checker.vocabulary import ANCHORS, KINDS, MemberType, Stage, codes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import Pointer

    Raw = Mapping[str, Any]
    Fault = tuple[Pointer, str, Mapping[str, Any]]

PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")

_OPERATORS: Final[Mapping[MemberType, frozenset[str]]] = {
    MemberType.FLAG: frozenset({Op.IS}),
    MemberType.CODE: frozenset({Op.IS, Op.IS_NOT, Op.ONE_OF}),
    MemberType.NUMBER: frozenset({Op.IS, Op.IS_NOT, Op.ONE_OF}),
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


def faults_of_tables(folder: str, circular: Raw, catalogue: Raw) -> Iterator[Fault]:
    """Faults of circular.yaml and catalogue.yaml, places beginning with the file they are in."""
    if circular["id"] != folder:
        yield (
            ("circular", "id"),
            N_("The id is “{id}”, but the folder is “{folder}”; the two shall be the same."),
            {"id": circular["id"], "folder": folder},
        )
    clauses = clauses_of(circular, catalogue)
    cited: dict[Pointer, Raw] = {(name,): circular[name] for name in ("authority", "plan_year")}
    cited |= {("bounds", name): raw for name, raw in circular["bounds"].items()}
    for at, raw in cited.items():
        if raw["clause"] not in clauses:
            yield (
                ("circular", *at, "clause"),
                N_("There is no clause “{clause}”: circular.yaml lists none, and the catalogue has no such measure."),
                {"clause": raw["clause"]},
            )
    for name, key in (("offices", "code"), ("departments", "slug"), ("clauses", "id")):
        yield from _repeated(("circular", name), circular[name], key)
    for name in ("main_tasks", "tasks", "measures"):
        yield from _repeated(("catalogue", name), catalogue[name], "number")
    yield from _faults_of_rows(circular, catalogue)


def _faults_of_rows(circular: Raw, catalogue: Raw) -> Iterator[Fault]:
    known = {
        "main_task": {number_of(row["number"]) for row in catalogue["main_tasks"]},
        "task": {number_of(row["number"]) for row in catalogue["tasks"]},
    }
    departments = {row["slug"] for row in circular["departments"]}
    for rows, parent in (("tasks", "main_task"), ("measures", "task")):
        for place, row in enumerate(catalogue[rows]):
            if number_of(row[parent]) not in known[parent]:
                yield (
                    ("catalogue", rows, place, parent),
                    N_("The catalogue has no row with the number {number}."),
                    {"number": row[parent]},
                )
    for place, row in enumerate(catalogue["measures"]):
        at = ("catalogue", "measures", place)
        for lead in sorted(set(row["leads"]) - departments):
            yield (*at, "leads"), N_("circular.yaml lists no department “{department}”."), {"department": lead}
        for detail in sorted(set(row["details"]) - codes_of("detail")):
            yield (*at, "details"), N_("The plan format has no detail “{detail}”."), {"detail": detail}


def clauses_of(circular: Raw, catalogue: Raw) -> frozenset[str]:
    """The clauses that may be cited: those circular.yaml names, and `plan N` for each measure."""
    return frozenset(raw["id"] for raw in circular["clauses"]) | {
        f"plan {row['number']}" for row in catalogue["measures"]
    }


def stage_of(raw: Raw) -> Stage:
    """When the rule is judged: with the facts it speaks of; a rule about the pack's facts alone, with every plan."""
    violated = raw["violated_if"]
    blocks = [raw.get("applies_if", {}), *(violated if isinstance(violated, list) else [violated])]
    kinds = [raw["for_each"], *(key.rpartition(" ")[2] for block in blocks for key in block)]
    stages = [KINDS[kind].stage for kind in kinds if kind in KINDS and kind not in ANCHOR_KINDS]
    stages += [KINDS[kind].stage for kind in kinds if kind in ANCHOR_KINDS]
    return next((stage for stage in stages if stage is not Stage.PACK), Stage.PLAN)


def operators_of(wanted: Any) -> Raw:
    """The operators of a test: a bare literal, bound or member is short for `is`."""
    short = not isinstance(wanted, Mapping) or not wanted.keys().isdisjoint({"of", "bound"})
    return {"is": wanted} if short else wanted


def _repeated(at: Pointer, rows: list[Raw], key: str) -> Iterator[Fault]:
    seen = set()
    for place, row in enumerate(rows):
        value = number_of(row[key])
        if value in seen:
            yield (*at, place, key), N_("“{number}” stands here more than once."), {"number": value}
        seen.add(value)


def faults_of_rule(clause_folder: str, raw: Raw, circular: Raw, catalogue: Raw) -> Iterator[Fault]:
    """Faults of one rule.yaml in the folder `clause_folder`, places within that file."""
    judged = raw["for_each"]
    if judged not in KINDS:
        yield (
            ("for_each",),
            N_("There is no kind of fact “{kind}”; there are: {kinds}."),
            {"kind": judged, "kinds": ", ".join(KINDS)},
        )
        return
    if raw["clause"] not in clauses_of(circular, catalogue):
        yield (
            ("clause",),
            N_("There is no clause “{clause}”: circular.yaml lists none, and the catalogue has no such measure."),
            {"clause": raw["clause"]},
        )
    elif raw["clause"].replace(" ", "-") != clause_folder:
        yield (
            ("clause",),
            N_("The clause is “{clause}”, but the rule stands in the folder “{folder}”; the two shall agree."),
            {"clause": raw["clause"], "folder": clause_folder},
        )
    relative = raw["at"].partition("/")[0].strip("{}")
    if relative and relative != judged:
        yield (
            ("at",),
            N_("The place begins at “{kind}”, but the rule judges each “{judged}”."),
            {"kind": relative, "judged": judged},
        )
    violated = raw["violated_if"]
    blocks: list[tuple[Pointer, Raw]] = [(("applies_if",), raw.get("applies_if", {}))]
    blocks += (
        [(("violated_if", place), block) for place, block in enumerate(violated)]
        if isinstance(violated, list)
        else [(("violated_if",), violated)]
    )
    names = Names(judged, stage_of(raw), circular, catalogue)
    for at, block in blocks:
        yield from faults_of_block(at, block, names)
    if "subject" in raw:
        yield from faults_of_reference(("subject",), raw["subject"], names)
    for text in ("message", "remedy"):
        for lang, written in raw[text].items():
            for placeholder in PLACEHOLDER.findall(written):
                yield from faults_of_placeholder((text, lang), placeholder, names)


class Names:
    """What a rule may name: the kind it judges, the bounds, and the codes of the tables."""

    def __init__(self, judged: str, stage: Stage, circular: Raw, catalogue: Raw) -> None:
        self.judged = judged
        self.stage = stage
        self.anchor = ANCHORS[stage]
        self.bounds: Raw = circular["bounds"]
        self.numbers = {number_of(row["number"]) for row in catalogue["measures"]}
        self.codes = {
            "department": {row["slug"] for row in circular["departments"]},
            "office": {row["code"] for row in circular["offices"]},
        }

    def codes_for(self, labels: str | None) -> frozenset[str] | None:
        """The codes a member with these labels can hold, None where any will do."""
        return None if labels is None else frozenset(self.codes.get(labels) or codes_of(labels))


def faults_of_block(at: Pointer, block: Raw, names: Names) -> Iterator[Fault]:
    """Faults of a block of conditions."""
    for key, tests in block.items():
        quantifier, _, kind = key.rpartition(" ")
        named = kind in (names.judged, names.anchor)
        place = (*at, key)
        if kind not in KINDS:
            yield (
                place,
                N_("There is no kind of fact “{kind}”; there are: {kinds}."),
                {"kind": kind, "kinds": ", ".join(KINDS)},
            )
        elif not quantifier and not named:
            yield (
                place,
                N_(
                    "The rule judges each “{judged}”: it may look at that fact, and at the plan or "
                    "review as a whole, but not at “{kind}”; write “some {kind}” or “no {kind}”."
                ),
                {"kind": kind, "judged": names.judged},
            )
        elif quantifier and named:
            yield (
                place,
                N_("“{kind}” is the one fact that is looked at here; write it without “some” or “no”."),
                {"kind": kind},
            )
        elif KINDS[kind].stage not in (Stage.PACK, names.stage) and kind != names.anchor:
            yield (
                place,
                N_("“{kind}” is not known when the rules about “{judged}” are judged."),
                {"kind": kind, "judged": names.judged},
            )
        else:
            yield from _faults_of_tests(place, kind, tests, names)
            if quantifier:
                yield from _faults_of_joins(place, kind, tests, names)


def _faults_of_tests(at: Pointer, kind: str, tests: Raw, names: Names) -> Iterator[Fault]:
    for member, wanted in tests.items():
        if member not in KINDS[kind].members:
            members = ", ".join(KINDS[kind].members)
            yield (
                (*at, member),
                N_("“{kind}” has no member “{member}”; it has: {members}."),
                {"kind": kind, "member": member, "members": members},
            )
            continue
        for op, operand in operators_of(wanted).items():
            yield from _faults_of_test((*at, member), kind, member, op, operand, names)


def _faults_of_joins(at: Pointer, kind: str, tests: Raw, names: Names) -> Iterator[Fault]:
    """Inside some/no: at least one member equals one of the fact judged, and no other comparison reaches outside."""
    joins = [
        (member, op, operand["of"].partition(".")[0])
        for member, wanted in tests.items()
        for op, operand in operators_of(wanted).items()
        if isinstance(operand, Mapping) and "of" in operand
    ]
    if not joins:
        yield (
            at,
            N_(
                "Nothing ties “{kind}” to the “{judged}” that is judged; compare at least one "
                "member: {{of: {judged}.member}}."
            ),
            {"kind": kind, "judged": names.judged},
        )
    for member, op, other in joins:
        if op != Op.IS or other != names.judged:
            yield (
                (*at, member),
                N_(
                    "Inside “some” or “no”, a member is compared with the fact judged only by “is”, and "
                    "only with a member of “{judged}”."
                ),
                {"judged": names.judged},
            )


def _faults_of_test(at: Pointer, kind: str, member: str, op: str, operand: Any, names: Names) -> Iterator[Fault]:
    known = KINDS[kind].members[member]
    if known.type is MemberType.TEXT:
        yield (
            at,
            N_("“{kind}.{member}” is free text: messages may show it, no condition may look at it."),
            {"kind": kind, "member": member},
        )
        return
    if op not in _OPERATORS[known.type]:
        fitting = ", ".join(sorted(_OPERATORS[known.type]))
        yield (
            at,
            N_("The operator “{op}” does not fit a member of the type {type}; these do: {operators}."),
            {"op": op, "type": known.type.value, "operators": fitting},
        )
        return
    if isinstance(operand, Mapping):
        if "bound" in operand:
            yield from faults_of_bound(at, operand["bound"], names, known.type)
        else:
            yield from faults_of_reference(at, operand["of"], names, known.type)
        return
    codes = names.codes_for(known.labels)
    for literal in operand if isinstance(operand, list) else [operand]:
        if type(literal) not in _LITERALS[known.type] or (known.type is MemberType.DAY and not _is_day(literal)):
            yield (
                at,
                N_("The value “{value}” does not fit a member of the type {type}."),
                {"value": literal, "type": known.type.value},
            )
        elif known.type is MemberType.CODE and codes is not None and literal not in codes:
            yield (
                at,
                N_("“{value}” is not a code that can stand here; these can: {codes}."),
                {"value": literal, "codes": ", ".join(sorted(codes))},
            )
        elif known.type is MemberType.NUMBER and number_of(literal) not in names.numbers:
            yield at, N_("The catalogue has no row with the number {number}."), {"number": literal}


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_day(text: str) -> bool:
    if _DAY.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def faults_of_placeholder(at: Pointer, placeholder: str, names: Names) -> Iterator[Fault]:
    """Faults of `kind.member` or `bound.name` in a text."""
    kind, _, name = placeholder.partition(".")
    yield from faults_of_bound(at, name, names) if kind == "bound" else faults_of_reference(at, placeholder, names)


def faults_of_bound(at: Pointer, name: str, names: Names, compared: MemberType | None = None) -> Iterator[Fault]:
    """Faults of naming a bound; `compared` is the type of what it is compared with."""
    if name not in names.bounds:
        yield (
            at,
            N_("circular.yaml has no bound “{bound}”; it has: {bounds}."),
            {"bound": name, "bounds": ", ".join(names.bounds)},
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
    kind, _, member = reference.partition(".")
    if kind not in (names.judged, names.anchor):
        yield (
            at,
            N_(
                "The rule judges each “{judged}”: it may look at that fact, and at the plan or "
                "review as a whole, but not at “{kind}”; write “some {kind}” or “no {kind}”."
            ),
            {"kind": kind, "judged": names.judged},
        )
        return
    if member not in KINDS[kind].members:
        members = ", ".join(KINDS[kind].members)
        yield (
            at,
            N_("“{kind}” has no member “{member}”; it has: {members}."),
            {"kind": kind, "member": member, "members": members},
        )
        return
    found = KINDS[kind].members[member].type
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
