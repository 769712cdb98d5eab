"""Plans with which to try the rules that look beyond the fields of one plan: about exceptions, and across plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.analysis.fields import MOST_ITEMS
from checker.analysis.kinds import document_of, rules_of
from checker.analysis.making import make_frame
from checker.analysis.witnesses import Witness
from checker.cases import read_cases
from checker.errors import PackError
from checker.pack.model import Rule
from checker.provincial import measures_of, offices_of
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.analysis.constants import Constants
    from checker.model import Number
    from checker.pack.model import Pack

_ALLIANCES = "alliances"
_JUSTIFICATION = "…"
_NO_RULE = "no-such-rule"
_PRIORITY_SUPPORT = "priority-support"


def of_cases(pack: Pack, rule: Rule) -> Iterator[Witness]:
    """The documents of the cases of a rule: where it looks at more than the fields, its author knows what shows it."""
    try:
        cases = read_cases(pack, rule)
    except PackError:
        return
    for case in cases:
        if all(pack.document_of(plan) is document_of(pack) for plan in case.plans):
            yield Witness(case.plans, case.as_of)


def with_exceptions(pack: Pack, shown: Mapping[str, tuple[Witness | None, Witness | None]]) -> Iterator[Witness]:
    """Plans that ask for one exception each: for every rule, in a plan that breaks it and in one that does not.

    `shown` are, for each rule, such plans; for a rule without any, and for a rule that there is not, any plan will do.
    """
    usual = Witness((make_frame(pack, {}, [], []),))
    for rule in (*(rule.id for rule in rules_of(pack)), _NO_RULE):
        asked = [{"rule": rule, "justification": _JUSTIFICATION}]
        for witness in (*shown.get(rule, ()), usual):
            if witness is not None and len(witness.plans) == 1:
                yield Witness(({**witness.plans[0], "exceptions": asked},), witness.as_of)


def across_plans(pack: Pack, constants: Constants) -> Iterator[Witness]:
    """Sets of submitted plans on either side of everything that a review counts."""
    offices = list(offices_of(pack))
    rows = measures_of(pack).values()
    yield Witness((_plan(pack, offices[0]),))
    yield Witness(tuple(_plan(pack, office) for office in offices))
    for count in _few(constants.counts(("version", "files"))):
        yield Witness(tuple(_plan(pack, offices[0], title=f"{place + 1}") for place in range(count)))
    for version in constants.counts(("version", "version")):
        yield Witness((_plan(pack, offices[0], version=version),))
    for count in constants.counts(("review", "senders"), ("review", "documents")):
        yield Witness(tuple(_plan(pack, office) for office in offices[:count]))
    for row in rows:
        if row.places is not None:
            places = row.places
            asking = {places - 1, places, places + 1, *constants.counts(("support_round", "offices"))}
            for count in _few(asking):
                entry = {"number": row.number, "sipo_support": {"kind": _PRIORITY_SUPPORT}}
                yield Witness(tuple(_plan(pack, office, entry) for office in offices[:count]))
    targets = [(row.number, target, least) for row in rows for target, least in row.targets.items()]
    for step in (0, 1):
        entries = [_entry(number, target, least + step) for number, target, least in targets]
        yield Witness((_plan(pack, offices[0], *entries),))
    for number, target, least in targets:
        around = {least - 1, least, least + 1, *constants.counts(("national_target", "planned"))}
        for count in sorted(count for count in around if count >= 0):
            yield Witness((_plan(pack, offices[0], _entry(number, target, count)),))


def _few(counts: Iterable[int]) -> list[int]:
    """The counts of which lists can be made."""
    return sorted(count for count in counts if 0 <= count <= MOST_ITEMS)


def _entry(number: Number, target: str, count: int) -> dict[str, Any]:
    return {"number": number, "targets": {target: [{}] * min(count, MOST_ITEMS) if target == _ALLIANCES else count}}


def _plan(
    pack: Pack, office: str, *entries: dict[str, Any], version: int = 1, title: str | None = None
) -> dict[str, Any]:
    point = {"office": office, "status": "submitted", "submission": day_number(pack.issued)}
    plan = make_frame(pack, point, list(entries), [])
    plan["submission"]["version"] = version
    return plan if title is None else {**plan, "title": title}
