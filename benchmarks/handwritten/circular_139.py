"""Plans of provincial offices under No. 139 [2011] (`provincial-plan/1` of that circular)."""

import math

from .offices import OFFICES
from .reading import Finding, Form, Number, Object, Place, Selection, in_order, number_in, readable

# “Members of Program Team”, item by item, offices by the letters of their codes; `*` is everybody. Of VI.3 it is only
# said that offices of provinces, regions and municipalities with a national hi-tech zone take part.
_TEAMS = """
I.1 * | I.2 * | I.3 TJ GD | I.4 * | I.5 GD
II.1 TJ HN CQ SN
II.2 BJ TJ LN FJ HN GD CQ GZ
II.3 BJ TJ SH GD CQ
II.4 TJ HE LN JS FJ HA HB HN GD GX CQ SC YN GZ GS
II.5 TJ HE SH JS HB HN GD CQ SC GS
III.1 * | III.2 * | III.3 *
IV.1 BJ TJ HE SH JS FJ HN GD GX CQ SC
IV.2 TJ HE LN SH FJ HA HB HN GD GX CQ YN GZ
IV.3 BJ TJ HE SH FJ HA HB GD GX CQ GZ GS XJ
V.1 TJ JS SH HA HB HN GD CQ GZ GS
V.2 BJ LN SH HA HN GD CQ SC
V.3 SH FJ HN GD GX CQ
VI.1 TJ HL SH JS FJ HB HN GD GX CQ GZ SN GS XJ
VI.2 TJ LN HN GD CQ SC SN
VI.3
VI.4 TJ SH JS GD CQ
VII.1 TJ SH HN GD CQ
VII.2 SH HN GD CQ
VII.3 TJ HE SH HA HN GD CQ GZ GS
VIII.1 TJ CQ
VIII.2 TJ HE LN HA HN GD GX CQ GZ GS
IX.1 BJ TJ HE SH JS FJ HA HN GD GX CQ SC GZ SN GS
IX.2 BJ TJ LN SH FJ HA HN GD CQ GZ GS
IX.3 TJ HE SH HA HN GD GX CQ GS
X.1 TJ LN SH HN GD CQ
X.2 BJ TJ LN SH JS FJ GD CQ SC GZ
X.3 TJ HN GD CQ GS
"""
_TOTALS: dict[tuple[Number, str], int] = {
    ("IV.2", "advantaged_enterprises"): 50,
    ("IV.3", "service_providers"): 50,
    ("IV.3", "served_smes"): 2_000,
    ("V.3", "patent_pools"): 30,
    ("VI.4", "service_centres"): 3,
    ("X.2", "agency_talents"): 100,
}


def _team(letters: list[str]) -> frozenset[str]:
    return frozenset(OFFICES if letters == ["*"] else [f"CN-{each}" for each in letters])


TEAMS = {
    item: _team(letters) for line in _TEAMS.strip().splitlines() for item, *letters in map(str.split, line.split(" | "))
}
_ZONES = "VI.3"
_ITEMS = list(TEAMS)


def judge(plan: Object, aside: frozenset[Place], _as_of: str | None, out: list[Finding]) -> Selection:
    """Append what the rules find, without what is set aside; the selection."""
    office = readable(plan, "office", aside)
    zone = None if ("has_hi_tech_zone",) in aside else plan.get("has_hi_tech_zone")
    may_have_zone = office not in ("XPCC", None)
    listed: set[Number] = set()
    own: set[Number] = set()
    others: set[Number] = set()
    all_read = ("items",) not in aside
    for i, entry in enumerate(readable(plan, "items", aside) or []):
        is_aside = ("items", i) in aside
        number = _readable(entry, i, aside) if is_aside else number_in(entry["number"])
        if number is None:
            all_read = False
            continue
        initiative = isinstance(entry, dict) and entry.get("own_initiative") is True
        (own if initiative else others).add(number)
        if not is_aside:
            if number in listed and number in TEAMS:
                out.append(("item-repeated", f"/items/{i}/number", number, "error"))
            _entry(entry, number, i, (office, zone), out)
        listed.add(number)
    for item, team in TEAMS.items() if all_read else ():
        concerned = may_have_zone and zone is True if item == _ZONES else office in team
        if concerned and item not in listed:
            out.append(("assigned-item-missing", "/items", item, "error"))
    is_silent = all_read and "has_hi_tech_zone" not in plan and may_have_zone
    if is_silent and _ZONES not in listed:
        out.append(("hi-tech-zone-not-stated", "", None, "info"))
    return {
        "listed": [item for item in _ITEMS if item in others],
        "own_initiative": [item for item in _ITEMS if item in own],
        "unknown": in_order(listed - TEAMS.keys()),
    }


FORM = Form(
    "sipo-2011-139", "provincial-plan-of-items", {"office": OFFICES}, judge, "listed own_initiative unknown", "review"
)


def _readable(entry: object, i: int, aside: frozenset[Place]) -> Number | None:
    """The number of an entry that is set aside; None where it cannot be read."""
    is_number = isinstance(entry, dict) and "number" in entry and ("items", i, "number") not in aside
    return number_in(entry["number"]) if is_number else None


def _entry(entry: Object, number: Number, i: int, by: tuple[str, bool | None], out: list[Finding]) -> None:
    """Judge an entry; `by` is the office, and whether a hi-tech zone lies there."""
    at = f"/items/{i}/number"
    if number not in TEAMS:
        out.append(("item-unknown", at, number, "error"))
        return
    office, zone = by
    takes_part = (office != "XPCC" and zone is not False) if number == _ZONES else office in TEAMS[number]
    if office is not None and not takes_part and entry.get("own_initiative") is not True:
        out.append(("item-not-assigned", at, number, "warning"))
    for name, amount in entry.get("targets", {}).items():
        if amount >= _TOTALS.get((number, name), math.inf):
            out.append(("national-total-as-own", f"/items/{i}/targets/{name}", number, "warning"))
