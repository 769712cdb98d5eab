"""Every single-step mutant of a rule: its rule.yaml with one thing left out, turned round or moved by one.

A mutant that the checks of rule packs refuse can never judge a plan and is none. What is only said (titles, duties,
messages, the clause) is not mutated: cases are about what a rule finds, where, how grave and about what.
"""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path as Folder
from typing import Any, Final

from checker.model import Severity
from checker.pack.conditions import DAY_OPS, Op
from checker.pack.declared import Declared
from checker.pack.model import Member, MemberType, Stage
from checker.pack.reading import operators_of
from checker.pack.validation import Names, faults_of_rule
from checker.schema import is_valid
from checker.values import number_of

Raw = dict[str, Any]
Path = tuple[str | int, ...]

IN_PRINCIPLE: Final = "in principle"
"""The kind of mutant that makes a duty hold in principle, or without exception."""

GONE: Final = object()
"""In the place of a value: the value is left out."""

LISTS: Final = (Op.ONE_OF.value, Op.NOT_ONE_OF.value)
COUNT_OPS: Final = [op.value for op in Op if op.value not in LISTS]
OPERATORS: Final = {
    MemberType.CODE: [Op.IS.value, Op.IS_NOT.value],
    MemberType.NUMBER: [Op.IS.value, Op.IS_NOT.value],
    MemberType.COUNT: COUNT_OPS,
    MemberType.DAY: [Op.IS.value, Op.IS_NOT.value, *DAY_OPS],
}


@dataclass(frozen=True)
class Mutant:
    """`raw` is the rule.yaml with one change; `kind` says what sort of change, `change` which, and where."""

    rule: str
    kind: str
    change: str
    raw: Raw


class Tables:
    """The files of the pack in `folder` as one object, `data`, and all that its rules can speak of.

    Repairs are left out: they have no part in what is found.
    """

    def __init__(self, folder: Folder, data: Raw) -> None:
        self.world = Declared(folder, data)
        self.rules: Mapping[str, Raw] = {
            id_: {name: value for name, value in raw.items() if name != "repairs"} for id_, raw in data["rules"].items()
        }
        self.bounds: Raw = data["pack"].get("bounds", {})
        self._data = data

    def loads(self, id_: str, clause_folder: str, raw: Raw) -> bool:
        """Whether the checks of rule packs accept a rule with that id, in a folder for that clause."""
        pack, documents = self._data["pack"], self._data["documents"]
        if not is_valid("rule-pack", {"pack": pack, "documents": documents, "rules": {id_: raw}}):
            return False
        if any(self.world.faults_of_scope(raw)):
            return False
        scope = self.world.scope(raw)
        return not any(
            fault
            for kinds in scope.all_kinds
            for fault in faults_of_rule(
                clause_folder,
                raw,
                self.world.clauses,
                Names(raw["for_each"], scope.anchor, kinds, pack, self.world.codes, self.world.lists),
            )
        )


def mutants_of(id_: str, clause_folder: str, tables: Tables) -> Iterator[Mutant]:
    """Every mutant of the rule `id_` that loads, each once."""
    raw = tables.rules[id_]
    seen = {_same(raw, tables)}
    for kind, place, change, mutated in _Mutation(raw, tables).all():
        identity = _same(mutated, tables)
        if identity not in seen and tables.loads(id_, clause_folder, mutated):
            seen.add(identity)
            yield Mutant(id_, kind, f"{place}: {change}", mutated)


def _same(raw: Raw, tables: Tables) -> str:
    """One text for all the ways to write the same rule: bounds by their values, `is` written out."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"bound"}:
            return tables.bounds[value["bound"]]["value"]
        if isinstance(value, dict):
            return {name: plain(each) for name, each in value.items()}
        return [plain(each) for each in value] if isinstance(value, list) else value

    def written_out(block: Raw) -> Raw:
        return {key: {member: operators_of(wanted) for member, wanted in tests.items()} for key, tests in block.items()}

    violated = raw["violated_if"]
    blocks = violated if isinstance(violated, list) else [violated]
    graded = raw["severity"] if isinstance(raw["severity"], list) else [{"severity": raw["severity"]}]
    judged = {
        **raw,
        "severity": [{**grade, **({"if": written_out(grade["if"])} if "if" in grade else {})} for grade in graded],
        "at": raw["at"] if isinstance(raw["at"], list) else [raw["at"]],
        "applies_if": written_out(raw.get("applies_if", {})),
        "violated_if": [written_out(block) for block in blocks],
        "in_principle": raw.get("in_principle", False),
    }
    return json.dumps(plain(judged), sort_keys=True)


class _Mutation:
    """Makes the mutants of one rule: kind of change, place, what is changed, and the rule so changed."""

    def __init__(self, raw: Raw, tables: Tables) -> None:
        self._raw = raw
        self._tables = tables
        self._judged: str = raw["for_each"]
        scope = tables.world.scope(raw)
        self._stage = scope.stage
        self._anchor = scope.anchor
        self._kinds = scope.kinds

    def all(self) -> Iterator[tuple[str, str, str, Raw]]:
        for place, kind, change, value in self._changes():
            path = ".".join(str(step) for step in place)
            yield kind, path, change, _changed(self._raw, place, value)

    def _changes(self) -> Iterator[tuple[Path, str, str, Any]]:
        raw = self._raw
        if "applies_if" in raw:
            yield ("applies_if",), "block left out", "left out", GONE
            yield from self._of_block(("applies_if",), raw["applies_if"])
        violated = raw["violated_if"]
        if isinstance(violated, list):
            for place, block in enumerate(violated):
                yield ("violated_if", place), "block left out", "left out", GONE
                yield from self._of_block(("violated_if", place), block)
        else:
            yield from self._of_block(("violated_if",), violated)
        yield from self._severities()
        documents = raw.get("documents", [])
        for document in documents if len(documents) > 1 else ():
            rest = [other for other in documents if other != document]
            yield ("documents",), "document left out", f"without {document}", rest
        yield ("in_principle",), IN_PRINCIPLE, "turned round", not raw.get("in_principle", False)
        if self._stage is not Stage.REVIEW:
            # Across plans, a finding stands with an office or nowhere, whatever the rule says.
            yield from ((("at",), "place", repr(at), at) for at in self._places())
        yield from ((("subject",), "subject", *subject) for subject in self._subjects())

    def _severities(self) -> Iterator[tuple[Path, str, str, Any]]:
        graded = self._raw["severity"]
        if not isinstance(graded, list):
            yield from ((("severity",), "severity", severity.value, severity.value) for severity in Severity)
            return
        for place, grade in enumerate(graded):
            yield ("severity", place), "severity", "left out", GONE
            for severity in Severity:
                yield ("severity", place, "severity"), "severity", severity.value, severity.value
            if "if" in grade:
                yield from self._of_block(("severity", place, "if"), grade["if"])

    def _places(self) -> Iterator[Any]:
        written = self._raw["at"]
        places: list[str] = written if isinstance(written, list) else [written]
        for number, place in enumerate(places):
            others = [*places[:number], *places[number + 1 :]]
            if others:
                yield others
            at = place
            while at:
                at = at.rpartition("/")[0]
                yield [*places[:number], at, *places[number + 1 :]] if others else at
        if len(places) > 1:
            yield places[::-1]
        yield "" if "" not in places else "/status"

    def _subjects(self) -> Iterator[tuple[str, Any]]:
        yield "left out", GONE
        for kind in dict.fromkeys((self._judged, self._anchor)):
            for member in self._kinds[kind].members:
                yield f"{kind}.{member}", f"{kind}.{member}"

    def _of_block(self, at: Path, block: Raw) -> Iterator[tuple[Path, str, str, Any]]:
        for key, tests in block.items():
            quantifier, _, kind = key.rpartition(" ")
            rest = {other: value for other, value in block.items() if other != key}
            if rest and (quantifier or len(tests) > 1):
                yield at, "condition left out", f"without {key}", rest
            if quantifier:
                if not rest:
                    # A block has to look at something; with no test it holds for everything.
                    yield at, "condition left out", f"without {key}", {self._judged: {}}
                other = "no" if quantifier == "some" else "some"
                yield at, "some or no", f"{other} {kind}", _renamed(block, key, f"{other} {kind}")
                for name, known in self._kinds.items():
                    if name != kind and known.members.keys() >= tests.keys():
                        yield at, "another kind", f"{quantifier} {name}", _renamed(block, key, f"{quantifier} {name}")
            for member, wanted in tests.items():
                yield from self._of_test((*at, key), kind, member, wanted, inside=bool(quantifier))

    def _of_test(
        self, at: Path, kind: str, member: str, wanted: Any, *, inside: bool
    ) -> Iterator[tuple[Path, str, str, Any]]:
        known = self._kinds[kind].members[member]
        place = (*at, member)
        yield place, "condition left out", "left out", GONE
        if inside:
            for other, alike in self._kinds[kind].members.items():
                if other != member and alike.type is known.type:
                    tests = _at(self._raw, at)
                    yield at, "join", f"{other} for {member}", _renamed(tests, member, other)
        operators = operators_of(wanted)
        for op, operand in operators.items():
            for sort, named, value in self._of_operator(known, op, operand):
                others = {name: each for name, each in operators.items() if name != op}
                yield place, sort, f"{op} {_short(operand)} -> {named}", {**others, **value}

    def _of_operator(self, known: Member, op: str, operand: Any) -> Iterator[tuple[str, str, Raw]]:
        if known.type is MemberType.FLAG:
            if isinstance(operand, bool):
                yield "turned round", _short(not operand), {"is": not operand}
        elif op in LISTS:
            yield from self._of_list(known, op, operand)
            return
        else:
            for other in OPERATORS[known.type]:
                if other != op:
                    yield "operator", other, {other: operand}
        yield from (("value", _short(value), {op: value}) for value in self._values(known, operand))
        if isinstance(operand, dict):
            yield from (("join or bound", _short(value), {op: value}) for value in self._named(known, operand))

    def _of_list(self, known: Member, op: str, operand: list[Any]) -> Iterator[tuple[str, str, Raw]]:
        for value in operand:
            rest = [other for other in operand if other != value]
            yield "value", f"without {value}", {op: rest}
        others = [code for code in self._codes(known) if code not in operand]
        for value in others:
            yield "value", f"with {value}", {op: [*operand, value]}
        turned = next(other for other in LISTS if other != op)
        yield "turned round", turned, {turned: operand}

    def _codes(self, known: Member) -> list[Any]:
        """The codes that the member can hold; none where any will do."""
        world = self._tables.world
        if known.labels is None and known.type is MemberType.NUMBER:
            return [
                code
                for document in world.documents.values()
                if document.items
                for code in world.codes[document.items.table]
            ]
        return list(world.codes.get(known.labels or "", ()))

    def _values(self, known: Member, operand: Any) -> Iterator[Any]:
        """Other values in its place: the next ones, or, where there is no next, any other."""
        if isinstance(operand, dict) and "bound" in operand:
            operand = self._tables.bounds[operand["bound"]]["value"]
        if isinstance(operand, dict):
            return
        if known.type is MemberType.COUNT:
            yield from (operand - 1, operand + 1)
        elif known.type is MemberType.DAY:
            day = date.fromisoformat(str(operand))
            yield from ((day + timedelta(days=step)).isoformat() for step in (-1, 1))
        elif known.type is MemberType.NUMBER:
            numbers = self._codes(known)
            number = number_of(operand)
            place = numbers.index(operand if number is None else number)
            yield from (numbers[place - 1], numbers[(place + 1) % len(numbers)])
        elif known.type is MemberType.CODE:
            yield from (code for code in self._codes(known) if code != operand)

    def _named(self, known: Member, operand: Raw) -> Iterator[Raw]:
        """Another bound in the place of a bound; another member of the same type in the place of a member."""
        if "bound" in operand:
            yield from ({"bound": name} for name in self._tables.bounds if name != operand["bound"])
            return
        for kind in dict.fromkeys((self._judged, self._anchor)):
            for member, other in self._kinds[kind].members.items():
                if other.type is known.type and f"{kind}.{member}" != operand["of"]:
                    yield {"of": f"{kind}.{member}"}


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return next(f"{word} {name}" for word, name in value.items())
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list) else str(value)


def _renamed(tests: Raw, old: str, new: str) -> Raw:
    """The same, with one key called otherwise; one that is there already gives way."""
    return {new if key == old else key: value for key, value in tests.items() if key == old or key != new}


def _at(raw: Raw, path: Path) -> Any:
    here: Any = raw
    for step in path:
        here = here[step]
    return here


def _changed(raw: Raw, path: Path, value: Any) -> Raw:
    mutated = deepcopy(raw)
    around = _at(mutated, path[:-1])
    if value is GONE:
        around.pop(path[-1], None) if isinstance(around, dict) else around.pop(path[-1])
    else:
        around[path[-1]] = value
    return mutated
