"""Plans of provincial offices under No. 113 (`provincial-plan/1`)."""

import csv
import re
from typing import Any

from checker.resources import rules_folder

from .circular_113 import (
    CIRCULAR,
    CLASS,
    LEADS,
    SLUGS,
    Plan,
    before_circular,
    is_placeholder,
    judge_contents,
    judge_plan,
    read_number,
    rows,
)
from .reading import WHITE, Finding, Form, Number, Object, Place, Selection, has_text, in_order, number_in, readable

_PROVINCES = """
BJ 11 | TJ 12 | HE 13 | SX 14 | NM 15 | LN 21 | JL 22 | HL 23 | SH 31 | JS 32 | ZJ 33 | AH 34 | FJ 35 | JX 36 | SD 37
HA 41 | HB 42 | HN 43 | GD 44 | GX 45 | HI 46 | CQ 50 | SC 51 | GZ 52 | YN 53 | XZ 54 | SN 61 | GS 62 | QH 63 | NX 64
XJ 65
"""
_DETAILS = """
compliant_enterprises 26 | advantaged_enterprises 27 | service_platforms 16 | trained_agents 23 | pilot_bases 42
alliances 32
"""
DIGITS = {f"CN-{letters}": digits for letters, digits in rows(_PROVINCES)}
OFFICES = [*DIGITS, "XPCC"]
_OWNERS = {name: int(number) for name, number in rows(_DETAILS)}
_KNOWN, _REQUIRED, _OPTIONAL, _NATIONAL = (
    frozenset(number for number, kind in CLASS.items() if kind in kinds)
    for kinds in (("required", "optional", "national"), ("required",), ("optional",), ("national",))
)
_LEGISLATION, _STANDARDS, _ALLIANCES, _CONSULTATION = 4, 26, 32, 36
_SELECTED = frozenset((16, 18, 22, 25, 27, 30, 37, 38, 39, 40, 42))
_STRATEGY, _SECRETARIAT = SLUGS["ps"], SLUGS["pa"]
_IN_PRINCIPLE = ("optional-measures-too-few", "optional-measures-too-many")
_MOST, _FEWEST, _ENTERPRISES, _PATENTS = 10, 2, 30, 10

# The places of 2012 are data, and the same for everybody; what makes a name one of theirs is read here.
_LAST_WORDS = ("自治县", "自治州", "自治旗", "地区", "林区", "特区", "矿区", "新区", "市", "县", "区", "旗", "盟")
_CHINESE = re.compile("[\u3400-\u9fff]")
_NO_WHITE = str.maketrans("", "", WHITE)


def _name_of(place: str) -> str:
    """What a name has to contain to be that of a place: all but its last word, where two characters remain."""
    short = (place[: -len(word)] for word in _LAST_WORDS if place.endswith(word))
    return next((name for name in short if len(name) > 1), place)


with (rules_folder() / "common" / "tables" / "places.csv").open(encoding="utf-8", newline="") as _file:
    _PLACES = {row["code"]: _name_of(row["name"]) for row in csv.DictReader(_file)}
_ANY_PLACE = re.compile("|".join(_PLACES.values()))
_PLACE_IN = {
    digits: re.compile("|".join(name for code, name in _PLACES.items() if code.startswith(digits)))
    for digits in DIGITS.values()
}


def judge(plan: Object, aside: frozenset[Place], as_of: str | None, out: list[Finding]) -> Selection:
    """Append what the rules find, without what is set aside; the selection."""
    told = judge_plan(plan, aside, as_of, out)
    measures = readable(plan, "measures", aside)
    listed = _measures(measures or [], aside, told, out)
    # What cannot be read may be any of those that seem to be missing.
    all_read = measures is not None and None not in listed
    listed.discard(None)
    if ("regions",) not in aside:
        _regions(plan, aside, out)
    missing, optional = sorted(_REQUIRED - listed if all_read else (), key=int), sorted(_OPTIONAL & listed, key=int)
    out.extend(("required-measure-missing", "/measures", number, "error") for number in missing)
    exceptions = plan.get("exceptions", ()) if ("exceptions",) not in aside else ()
    _choice(
        len(optional) if all_read else None,
        [(i, e["rule"]) for i, e in enumerate(exceptions) if ("exceptions", i) not in aside],
        out,
    )
    return {
        "required": in_order(_REQUIRED & listed),
        "missing": [*missing],
        "optional": [*optional],
        "national": in_order(_NATIONAL & listed),
        "unknown": in_order(listed - _KNOWN),
    }


FORM = Form(
    CIRCULAR,
    "provincial-plan",
    {"office": OFFICES, "department": SLUGS.values()},
    judge,
    "required missing optional national unknown",
    "return",
)


def _measures(measures: list[Any], aside: frozenset[Place], plan: Plan, out: list[Finding]) -> set[Number | None]:
    """Judge the measures; the numbers listed, those of measures set aside among them, or None for one not readable."""
    listed: set[Number | None] = set()
    for i, measure in enumerate(measures):
        if aside and ("measures", i) in aside:
            listed.add(read_number(measure, aside, ("measures", i)))
            continue
        number = measure["number"]
        if type(number) is not int:
            number = number_in(number)
        kind = CLASS.get(number)
        if kind is None:
            out.append(("measure-unknown", f"/measures/{i}/number", number, "error"))
        else:
            if number in listed:
                out.append(("measure-repeated", f"/measures/{i}/number", number, "error"))
            if measure.get("class", kind) != kind:
                out.append(("measure-class-mismatch", f"/measures/{i}/class", number, "error"))
            if kind == "national":
                out.append(("national-measure-listed", f"/measures/{i}/number", number, "warning"))
            else:
                _measure(measure, number, i, plan, out)
        listed.add(number)
    return listed


def _measure(measure: Object, number: int, i: int, plan: Plan, out: list[Finding]) -> None:
    """Judge an entry of a required or optional measure."""
    judge_contents(measure, number, i, plan, out)
    support, targets, legislation = measure.get("sipo_support"), measure.get("targets"), measure.get("legislation")
    if support is not None:
        _support(support, number, i, plan, out)
        if number == _STANDARDS and support["kind"] == "priority-support":
            _priority_support(support, targets, number, i, out)
    elif number == _CONSULTATION:
        out.append(("support-request-missing", f"/measures/{i}", number, "warning"))
    elif number in _SELECTED:
        out.append(("support-request-advisable", f"/measures/{i}", number, "info"))
    if targets is not None:
        _targets(targets, number, i, out)
    if number == _LEGISLATION or legislation is not None:
        _legislation(legislation, number, i, out)


def _priority_support(support: Object, targets: Object | None, number: int, i: int, out: list[Finding]) -> None:
    """Judge the target that comes with priority support under measure 26, where that is not refused."""
    if support.get("approval", {}).get("status") == "refused":
        return
    if targets is None or "compliant_enterprises" not in targets:
        out.append(("priority-support-target-missing", f"/measures/{i}", number, "error"))
    elif targets["compliant_enterprises"] < _ENTERPRISES:
        out.append(("priority-support-target-too-low", f"/measures/{i}/targets/compliant_enterprises", number, "error"))


def _support(support: Object, number: int, i: int, plan: Plan, out: list[Finding]) -> None:
    """Judge the approval of what the plan asks of SIPO."""
    approval = support.get("approval")
    if approval is None:
        out.append(("approval-missing", f"/measures/{i}/sipo_support", number, "error"))
        return
    status, day, department = approval["status"], approval.get("date"), approval["department"]
    at = f"/measures/{i}/sipo_support/approval"
    if day is not None:
        before_circular(day, at + "/date", number, out)
    if status == "refused":
        out.append(("approval-refused", at, number, "error"))
        return
    leads = LEADS[number]
    by_secretariat = _STRATEGY in leads and department == _SECRETARIAT
    if leads and department not in leads and not by_secretariat:
        out.append(("approval-by-wrong-department", at + "/department", number, "error"))
    if status == "pending":
        _pending(plan, at, number, out)
    elif day is None:
        out.append(("approval-undated", at, number, "error"))
    elif plan.sent is not None and day > plan.sent:
        out.append(("approval-after-submission", at + "/date", number, "warning"))


def _pending(plan: Plan, at: str, number: int, out: list[Finding]) -> None:
    """Judge an approval that is pending, by whether the plan was submitted, if that can be read."""
    rules = {"submitted": "approval-pending-at-submission", "draft": "approval-pending-in-draft"}
    if plan.status in rules:
        out.append((rules[plan.status], at, number, "warning"))


def _targets(targets: Object, number: int, i: int, out: list[Finding]) -> None:
    """Judge the figures: each in the measure it is for, and enough patents in an alliance."""
    strange = (name for name in targets if _OWNERS[name] != number)
    out.extend(("detail-of-another-measure", f"/measures/{i}/targets/{name}", number, "warning") for name in strange)
    if number == _ALLIANCES:
        for j, alliance in enumerate(targets.get("alliances", ())):
            at = f"/measures/{i}/targets/alliances/{j}"
            if "basic_patents" not in alliance:
                out.append(("alliance-patents-not-stated", at, number, "warning"))
            elif alliance["basic_patents"] <= _PATENTS:
                out.append(("alliance-patents-too-few", at, number, "error"))


def _legislation(legislation: Object | None, number: int, i: int, out: list[Finding]) -> None:
    """Judge the path of local legislation, which is measure 4's."""
    if number != _LEGISLATION:
        out.append(("detail-of-another-measure", f"/measures/{i}/legislation", number, "warning"))
    elif legislation is None:
        out.append(("legislation-path-missing", f"/measures/{i}", number, "warning"))
    elif legislation["regulation_in_force"] == (legislation["path"] == "propose"):
        out.append(("legislation-path-mismatch", f"/measures/{i}/legislation/path", number, "error"))


def _regions(plan: Object, aside: frozenset[Place], out: list[Finding]) -> None:
    """Judge the deployment in the regions; one that is set aside is still a deployment."""
    regions = plan.get("regions")
    if not regions:
        out.append(("regional-deployment-missing", "" if regions is None else "/regions", None, "error"))
        return
    digits = DIGITS.get(readable(plan, "office", aside))  # none for XPCC
    codes: set[str] = set()
    names: dict[str, set[bool]] = {}  # name -> whether the regions of that name so far have a code
    different = 0
    is_whole = True
    for i, region in enumerate(regions):
        if aside and ("regions", i) in aside:
            is_whole = False
            continue
        tasks = region.get("tasks")
        if not has_text(tasks):
            out.append(("region-tasks-missing", f"/regions/{i}", None, "error"))
        elif any(map(is_placeholder, tasks)):
            out.append(("placeholder-text", f"/regions/{i}/tasks", None, "warning"))
        code = str(int(region["code"])) if "code" in region else None
        name = region["name"].translate(_NO_WHITE)
        _place(code, name, digits, f"/regions/{i}", out)
        alike = names.setdefault(name, set())
        if code in codes or False in alike or (code is None and alike):
            out.append(("region-repeated", f"/regions/{i}", None, "warning"))
        else:
            different += 1
        alike.add(code is not None)
        codes |= set() if code is None else {code}
    if different == 1 and is_whole and digits is not None:
        out.append(("regional-deployment-single", "/regions", None, "warning"))


def _place(code: str | None, name: str, digits: str | None, at: str, out: list[Finding]) -> None:
    """Judge the code and the name of a region; `digits` are those of the office's province."""
    known = None if code is None else _PLACES.get(code)
    if digits is not None:
        if code is None:
            if not _PLACE_IN[digits].search(name) and _CHINESE.search(name):
                out.append(("region-unknown", at + "/name", None, "warning"))
        elif not code.startswith(digits):
            out.append(("region-outside-jurisdiction", at + "/code", None, "error"))
        elif known is None:
            out.append(("region-unknown", at + "/code", None, "warning"))
    if known is not None and known not in name and _ANY_PLACE.search(name):
        out.append(("region-name-mismatch", at + "/name", None, "warning"))


def _choice(optional: int | None, exceptions: list[tuple[int, str]], out: list[Finding]) -> None:
    """Judge how many optional measures there are, and the exceptions asked for."""
    fired = ""
    if optional is None:
        pass
    elif optional < _FEWEST:
        fired = "optional-measures-too-few"
    elif optional > _MOST:
        fired = "optional-measures-too-many"
    elif optional == _FEWEST:
        out.append(("optional-measures-at-minimum", "/measures", None, "warning"))
    severity = "error"
    for i, rule in exceptions:
        if rule not in _IN_PRINCIPLE:
            out.append(("exception-not-available", f"/exceptions/{i}", None, "warning"))
        elif rule == fired:
            severity = "warning"
        elif optional is not None:
            out.append(("exception-unused", f"/exceptions/{i}", None, "info"))
    if fired:
        out.append((fired, "/measures", None, severity))
