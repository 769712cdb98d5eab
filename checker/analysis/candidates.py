"""Plans with which to try the rules that look beyond the fields of one plan: about exceptions, and across plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.analysis.fields import MOST_ITEMS
from checker.analysis.making import make_frame
from checker.analysis.witnesses import Witness
from checker.facts.review import PRIORITY_SUPPORT
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.analysis.constants import Constants
    from checker.model import Number
    from checker.pack.model import Pack

_ALLIANCES = "alliances"
_JUSTIFICATION = "…"
_NO_RULE = "no-such-rule"


def with_exceptions(pack: Pack, shown: Mapping[str, tuple[Witness | None, Witness | None]]) -> Iterator[Witness]:
    """Plans that ask for one exception each: for every rule, in a plan that breaks it and in one that does not.

    `shown` are, for each rule, such plans; for a rule without any, and for a rule that there is not, any plan will do.
    """
    usual = Witness((make_frame(pack, {}, [], []),))
    for rule in (*(rule.id for rule in pack.rules), _NO_RULE):
        asked = [{"rule": rule, "justification": _JUSTIFICATION}]
        for witness in (*shown.get(rule, ()), usual):
            if witness is not None and len(witness.plans) == 1:
                yield Witness(({**witness.plans[0], "exceptions": asked},), witness.as_of)


def across_plans(pack: Pack, constants: Constants) -> Iterator[Witness]:
    """Sets of submitted plans on either side of everything that a review counts."""
    offices = list(pack.offices)
    rows = pack.catalogue.measures.values()
    yield Witness((_plan(pack, offices[0]),))
    yield Witness(tuple(_plan(pack, office) for office in offices))
    for count in _few(constants.counts(("version", "files"))):
        yield Witness(tuple(_plan(pack, offices[0], title=f"{place + 1}") for place in range(count)))
    for version in constants.counts(("version", "version")):
        yield Witness((_plan(pack, offices[0], version=version),))
    for count in constants.counts(("review", "offices"), ("review", "plans")):
        yield Witness(tuple(_plan(pack, office) for office in offices[:count]))
    for row in rows:
        if row.sipo_decides is not None and row.sipo_decides.places is not None:
            places = row.sipo_decides.places
            asking = {places - 1, places, places + 1, *constants.counts(("support_round", "offices"))}
            for count in _few(asking):
                entry = {"number": row.number, "sipo_support": {"kind": PRIORITY_SUPPORT}}
                yield Witness(tuple(_plan(pack, office, entry) for office in offices[:count]))
    targets = [(row.number, target.target, target.at_least) for row in rows for target in row.national_targets]
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
