"""The statements of a circular, each with the rules that judge it or the reason why none can.

`traceability.yaml` of a pack has to be whole: every rule answers to a statement, and every statement to a rule or to a
reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.errors import PackError, PackFault, UnreadableError
from checker.model import Text
from checker.pack.files import TRACEABILITY
from checker.readers import read_path
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Pointer
    from checker.pack.model import Pack

    Raw = Mapping[str, Any]
    Fault = tuple[Pointer, str, Raw]

_PART = "traceability"


@dataclass(frozen=True, slots=True)
class Statement:
    """One normative statement: where it stands, whom it binds, and `rules`, or else `reason` and `note`.

    `binds` and `reason` are codes of the rule pack's schema.
    """

    number: str
    clause: str
    binds: str
    statement: Text
    rules: tuple[str, ...]
    reason: str | None
    note: Text | None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many statements there are, how many are judged, by how many rules, and why the others are not."""

    statements: int
    judged: int
    rules: int
    not_judged: Mapping[str, int]


def load_traceability(pack: Pack) -> tuple[Statement, ...]:
    """The statements of the circular of `pack`, in their order.

    Raises `PackError` for a file that is missing, cannot be read or does not fit its schema, and where a statement has
    neither rules nor a reason, or both; names a rule or a clause that does not exist; has the number of another; or
    where a rule answers to no statement.
    """
    path = pack.folder / TRACEABILITY
    if not path.is_file():
        raise PackError(PackFault(str(path), None, "pack.file-missing"))
    try:
        document = read_path(path)
    except UnreadableError as error:
        raise PackError(PackFault(str(path), error.line, error.key, error.values)) from error
    data: Any = document.data
    # The schema describes a whole pack; what it misses beside this part was there when the pack was loaded.
    found = [
        (fault.at[1:], fault.key, fault.values)
        for fault in explain("rule-pack", {_PART: data})
        if fault.at[:1] == (_PART,)
    ]
    found = found or list(_faults(data["statements"], pack))
    if found:
        raise PackError(*(PackFault(str(path), document.locate(at).line, key, values) for at, key, values in found))
    return tuple(_statement(raw) for raw in data["statements"])


def totals_of(statements: Iterable[Statement]) -> Totals:
    """What `statements` add up to; reasons by how often they are given."""
    known = tuple(statements)
    reasons = Counter(statement.reason for statement in known if statement.reason is not None)
    return Totals(
        statements=len(known),
        judged=sum(bool(statement.rules) for statement in known),
        rules=len({rule for statement in known for rule in statement.rules}),
        not_judged=dict(reasons.most_common()),
    )


def _faults(statements: Sequence[Raw], pack: Pack) -> Iterator[Fault]:
    numbers: set[str] = set()
    for place, raw in enumerate(statements):
        at: Pointer = ("statements", place)
        if raw["number"] in numbers:
            yield (*at, "number"), "pack.row-repeated", {"number": raw["number"]}
        numbers.add(raw["number"])
        if raw["clause"] not in pack.clauses:
            yield (*at, "clause"), "pack.clause-unknown", {"clause": raw["clause"]}
        if ("rules" in raw) is ("not_judged" in raw):
            key = "pack.statement-judged-and-not" if "rules" in raw else "pack.statement-without-rule"
            yield at, key, {"number": raw["number"]}
        for spot, rule in enumerate(raw.get("rules", ())):
            if rule not in pack.rules_by_id:
                yield (*at, "rules", spot), "pack.rule-unknown", {"rule": rule}
    traced = {rule for raw in statements for rule in raw.get("rules", ())}
    for rule in pack.rules:
        if rule.id not in traced:
            yield ("statements",), "pack.rule-without-statement", {"rule": rule.id}


def _statement(raw: Raw) -> Statement:
    not_judged = raw.get("not_judged")
    return Statement(
        number=raw["number"],
        clause=raw["clause"],
        binds=raw["binds"],
        statement=_text(raw["statement"]),
        rules=tuple(raw.get("rules", ())),
        reason=not_judged["reason"] if not_judged else None,
        note=_text(not_judged["note"]) if not_judged else None,
    )


def _text(raw: Mapping[str, str]) -> Text:
    return Text(raw["en"], raw["zh"])
