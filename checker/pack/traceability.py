"""The statements of a circular, each with the rules that judge it or the reason why none can.

`traceability.yaml` of a pack has to be whole: every rule answers to a statement, and every statement to a rule or to a
reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from checker.errors import PackError, PackFault
from checker.model import Pointer, Text
from checker.pack.file_names import TRACEABILITY
from checker.pack.files import read_part
from checker.pack.model import Pack
from checker.pack.paths import converted
from checker.pack.validation import FAULTS, Fault, Raw, fault
from checker.schema import explain

_PART = "traceability"


class Statement(msgspec.Struct, frozen=True):
    """One normative statement: where it stands, whom it binds, and `rules`, or else `reason` and `note`.

    `binds` and `reason` are codes of the rule pack's schema.
    """

    number: str
    clause: str
    binds: str
    statement: Text
    rules: tuple[str, ...] = ()
    reason: str | None = None
    note: Text | None = None


class Totals(msgspec.Struct, frozen=True):
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
        raise PackError(PackFault(str(path), None, FAULTS["no-file"]))
    document = read_part(path)
    data: Any = document.data
    # The schema describes a whole pack; what it misses beside this part was there when the pack was loaded.
    found = [
        (fault.at[1:], fault.wording, fault.values)
        for fault in explain("rule-pack", {_PART: data})
        if fault.at[:1] == (_PART,)
    ]
    found = found or list(_faults(data["statements"], pack))
    if found:
        raise PackError(
            *(PackFault(str(path), document.locate(at).line, message, values) for at, message, values in found)
        )
    return tuple(converted({**raw, **raw.get("not_judged", {})}, Statement) for raw in data["statements"])


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
            yield fault((*at, "number"), "repeated", number=raw["number"])
        numbers.add(raw["number"])
        if raw["clause"] not in pack.clauses:
            yield fault((*at, "clause"), "no-clause", clause=raw["clause"], clauses=pack.clauses)
        if ("rules" in raw) is ("not_judged" in raw):
            yield fault(
                at, "statement-judged-and-not" if "rules" in raw else "statement-without-rule", number=raw["number"]
            )
        for spot, rule in enumerate(raw.get("rules", ())):
            if rule not in pack.rules_by_id:
                yield fault((*at, "rules", spot), "no-rule", rule=rule)
    traced = {rule for raw in statements for rule in raw.get("rules", ())}
    for rule in pack.rules:
        if rule.id not in traced:
            yield fault(("statements",), "rule-without-statement", rule=rule.id)
