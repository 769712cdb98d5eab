"""A checker of plans under SIPO circular No. 113, written by hand from the readings and the circular alone.

It shares nothing with the rule pack or the engine, so it is a third opinion in differential tests and the yardstick of
the benchmarks: the schema gate and the 39 rules of a single plan as plain Python, with the catalogue as a table.
"""

from __future__ import annotations

import math
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

import jsonschema_rs
import orjson
from jsonschema import Draft202012Validator

from checker.resources import schema_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

Number: TypeAlias = int | str
Finding: TypeAlias = tuple[str, str, Number | None, str]
"""Rule, JSON pointer, subject, severity."""
Place: TypeAlias = tuple[str | int, ...]
Object: TypeAlias = dict[str, Any]
"""An object whose members the schema has let through."""


class Result(NamedTuple):
    """What became of a plan."""

    verdict: str
    findings: list[Finding]
    selection: dict[str, list[Number]]


# The circular's catalogue: number, class (Required, Optional, National), progress (Completed in the year, Phased
# results, Long-term), leads. Departments that only take part are left out; measure 7 names no lead.
_CATALOGUE = """
1 N P la | 2 N P la | 3 N P la | 4 O P la | 5 N P pa | 6 N P pa,pe | 7 R P | 8 O P ps | 9 N P ps | 10 N L la
11 O P ps,dr | 12 R C pa | 13 R C ea | 14 N P ea | 15 O P pa | 16 O P pa | 17 R P pa | 18 O P pa | 19 R P pa
20 R L pa | 21 R L pa | 22 O P pd | 23 R P la | 24 O P hr | 25 O P hr | 26 R C pa | 27 O C pa | 28 N C pa
29 O P pa | 30 O P pc | 31 O P pc | 32 O C pa | 33 N P ic | 34 O P ic | 35 N P pd | 36 O P pa,pc | 37 O P pa
38 O P pa | 39 O P pd | 40 O P pd | 41 N C ps | 42 O P ps,hr
"""
_SLUGS = """
pa patent-administration | la legal-affairs | ps patent-strategy-promotion-office | hr human-resources
ea examination-affairs-administration | pc protection-and-coordination | pd planning-and-development
ic international-cooperation | pe preliminary-examination | dr development-research-center
"""
_PROVINCES = """
BJ 11 | TJ 12 | HE 13 | SX 14 | NM 15 | LN 21 | JL 22 | HL 23 | SH 31 | JS 32 | ZJ 33 | AH 34 | FJ 35 | JX 36 | SD 37
HA 41 | HB 42 | HN 43 | GD 44 | GX 45 | HI 46 | CQ 50 | SC 51 | GZ 52 | YN 53 | XZ 54 | SN 61 | GS 62 | QH 63 | NX 64
XJ 65
"""
_DETAILS = """
compliant_enterprises 26 | advantaged_enterprises 27 | service_platforms 16 | trained_agents 23 | pilot_bases 42
alliances 32
"""


def _rows(table: str) -> list[list[str]]:
    """The rows of one of the tables above, in cells."""
    return [row.split() for line in table.strip().splitlines() for row in line.split(" | ")]


_MEASURES = [(*row, "")[:4] for row in _rows(_CATALOGUE)]
_DEPARTMENTS, _DIGITS = dict(_rows(_SLUGS)), dict(_rows(_PROVINCES))
_OWNERS = {name: int(number) for name, number in _rows(_DETAILS)}
_CLASS: dict[Number, str] = {int(r[0]): {"R": "required", "O": "optional", "N": "national"}[r[1]] for r in _MEASURES}
_LEADS = {int(r[0]): frozenset(_DEPARTMENTS[d] for d in r[3].split(",") if d) for r in _MEASURES}
_COMPLETED = frozenset(int(r[0]) for r in _MEASURES if r[2] == "C")
_KNOWN, _REQUIRED, _OPTIONAL, _NATIONAL = (
    frozenset(n for n, kind in _CLASS.items() if kind in kinds)
    for kinds in (("required", "optional", "national"), ("required",), ("optional",), ("national",))
)
_LEGISLATION, _STANDARDS, _ALLIANCES, _CONSULTATION = 4, 26, 32, 36
_CIRCULAR, _YEAR, _LAST_DAY, _DEADLINE = "sipo-2012-113", "2013", "2013-12-31", "2012-12-26"
_IN_PRINCIPLE = ("optional-measures-too-few", "optional-measures-too-many")
_MOST, _FEWEST, _ENTERPRISES, _PATENTS = 10, 2, 30, 10

# Characters with the Unicode property White_Space; str.strip() without it would take U+001C to U+001F as well.
_BLANK = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_NO_TEXT_YET = frozenset((*_BLANK, ""))
_INTEGER_TEXT = re.compile(r"0|[1-9][0-9]{0,4299}")  # as many digits as int() takes

_SCHEMA = orjson.loads(schema_bytes("plan"))
_GATE = jsonschema_rs.validator_for(_SCHEMA, validate_formats=True)
_EXPLAIN = Draft202012Validator(_SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
_STOPPERS = frozenset(("format", "circular", "office", "plan_year", "status"))
_SELECTION = ("required", "missing", "optional", "national", "unknown")


def check_bytes(raw: bytes, as_of: str | None = None) -> Result:
    """The result for a plan in JSON text."""
    try:
        plan = orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return Result("invalid", [("unreadable", "", None, "error")], {name: [] for name in _SELECTION})
    return check(plan, as_of)


def check(plan: object, as_of: str | None = None) -> Result:
    """The result for a parsed plan; what passes the gate as it stands has no absent member left to prune."""
    places: set[Place] = set()
    aside: frozenset[Place] = frozenset()
    findings: list[Finding] = []
    valid = _passes(plan) or _passes(plan := _pruned(plan))
    if not valid or cast("Object", plan)["circular"] != _CIRCULAR:
        places.update(_faults(plan))
        findings.extend(("schema", pointer, None, "error") for pointer in sorted(map(_pointer, places)))
        if any(not p or p[0] in _STOPPERS or p == ("measures",) for p in places):
            return Result("invalid", findings, {name: [] for name in _SELECTION})
        # the whole submission or funding; an item of a list, or a list that is none; a number that cannot be read
        aside = frozenset(p[:1] if p[0] in {"submission", "funding"} else p[:k] for p in places for k in (2, 3))
    selection = _judge(cast("Object", plan), aside, as_of, findings)
    if not findings:
        return Result("pass", findings, selection)
    findings.sort(key=itemgetter(0, 1))  # a stable sort, and the numbers missing are in order
    severities = {finding[3] for finding in findings}
    verdict = "return" if "error" in severities else "review" if "warning" in severities else "pass"
    return Result("invalid" if places else verdict, findings, selection)


def _passes(plan: object) -> bool:
    """Whether the schema takes the value; what the validator cannot even encode is left to the slow one."""
    try:
        return _GATE.is_valid(plan)
    except (TypeError, ValueError):
        return False


def _pruned(value: object) -> object:
    """The value without the members that are null or blank text."""
    if isinstance(value, dict):
        return {
            key: _pruned(member)
            for key, member in value.items()
            if member is not None and not (isinstance(member, str) and not member.strip(_BLANK))
        }
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value


def _faults(plan: object) -> Iterator[Place]:
    """The places of all schema faults of a pruned plan."""
    yield from _not_finite(plan, ())
    if isinstance(plan, dict) and plan.get("circular", _CIRCULAR) != _CIRCULAR:
        yield ("circular",)
    for error in _EXPLAIN.iter_errors(plan):
        place = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = cast("dict[str, dict[str, object]]", error.schema)["properties"]
            yield from ((*place, name) for name in cast("dict[str, object]", error.instance) if name not in known)
        else:
            yield place


def _not_finite(value: object, place: Place) -> Iterator[Place]:
    """The places of NaN and infinities."""
    if isinstance(value, float):
        if not math.isfinite(value):
            yield place
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _not_finite(member, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _not_finite(item, (*place, index))


def _pointer(place: Place) -> str:
    """The JSON pointer of a place."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)


class _Plan(NamedTuple):
    """What the rules of a measure have to know of the plan."""

    submitted: bool
    sent: str | None
    funded: bool


def _judge(plan: Object, aside: frozenset[Place], as_of: str | None, out: list[Finding]) -> dict[str, list[Number]]:
    """Append what the rules find, without what is set aside; the selection."""
    if plan["plan_year"] != int(_YEAR):
        out.append(("plan-year-mismatch", "/plan_year", None, "error"))
    submitted = plan["status"] == "submitted"
    sent = None
    if not submitted:
        if as_of is not None and as_of > _DEADLINE:
            out.append(("draft-past-deadline", "", None, "warning"))
    elif ("submission",) not in aside:
        sent = _submission(plan.get("submission"), out)
    funded = ("funding",) in aside or _states_funds(plan.get("funding"))
    listed = _measures(plan["measures"], aside, _Plan(submitted, sent, funded), out)
    if ("regions",) not in aside:
        _regions(plan, aside, out)
    missing, optional = sorted(_REQUIRED - listed, key=int), sorted(_OPTIONAL & listed, key=int)
    out.extend(("required-measure-missing", "/measures", number, "error") for number in missing)
    exceptions = plan.get("exceptions", ()) if ("exceptions",) not in aside else ()
    _choice(len(optional), [(i, e["rule"]) for i, e in enumerate(exceptions) if ("exceptions", i) not in aside], out)
    unknown = listed - _KNOWN
    strange = sorted(unknown, key=lambda number: (isinstance(number, str), number)) if unknown else []
    required, national = sorted(_REQUIRED & listed, key=int), sorted(_NATIONAL & listed, key=int)
    return dict(zip(_SELECTION, (required, missing, optional, national, strange), strict=True))


def _measures(measures: list[Object], aside: frozenset[Place], plan: _Plan, out: list[Finding]) -> set[Number]:
    """Judge the measures; the numbers listed, those of measures set aside among them."""
    listed: set[Number] = set()
    for i, measure in enumerate(measures):
        if aside and ("measures", i) in aside:
            if isinstance(measure, dict) and "number" in measure and ("measures", i, "number") not in aside:
                listed.add(_number(measure["number"]))
            continue
        number = measure["number"]
        if type(number) is not int:
            number = _number(number)
        kind = _CLASS.get(number)
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


def _measure(measure: Object, number: int, i: int, plan: _Plan, out: list[Finding]) -> None:
    """Judge an entry of a required or optional measure."""
    _contents(measure, number, i, plan, out)
    support, targets, legislation = measure.get("sipo_support"), measure.get("targets"), measure.get("legislation")
    if support is not None:
        if number == _STANDARDS and support["kind"] == "priority-support":
            _priority_support(targets, number, i, out)
        _support(support, number, i, plan, out)
    elif number == _CONSULTATION:
        out.append(("support-request-missing", f"/measures/{i}", number, "error"))
    if targets is not None:
        _targets(targets, number, i, out)
    if number == _LEGISLATION or legislation is not None:
        _legislation(legislation, number, i, out)


def _submission(submission: Object | None, out: list[Finding]) -> str | None:
    """Judge the submission of a submitted plan; its day."""
    day = None if submission is None else submission.get("date")
    if day is None:
        out.append(("submission-undated", "" if submission is None else "/submission", None, "error"))
    elif day >= _DEADLINE:
        rule, severity = ("submitted-late", "error") if day > _DEADLINE else ("submitted-on-deadline-day", "warning")
        out.append((rule, "/submission/date", None, severity))
    return day


def _contents(measure: Object, number: int, i: int, plan: _Plan, out: list[Finding]) -> None:
    """Judge what every measure has to state (II.1), and when its milestones fall due."""
    if "objective" not in measure:
        out.append(("objective-missing", f"/measures/{i}", number, "error"))
    if not _has_text(measure.get("actions")):
        out.append(("actions-missing", f"/measures/{i}", number, "error"))
    if not _has_text(measure.get("responsible")):
        out.append(("responsible-department-missing", f"/measures/{i}", number, "error"))
    if not plan.funded and not _states_funds(measure.get("funding")):
        out.append(("funding-missing", f"/measures/{i}", number, "error"))
    schedule = measure.get("schedule")
    if not schedule:
        out.append(("schedule-missing", f"/measures/{i}", number, "error"))
        return
    for item in schedule:
        if item["due"][:4] == _YEAR:
            break
    else:
        out.append(("no-result-in-plan-year", f"/measures/{i}/schedule", number, "error"))
    if number in _COMPLETED and any(item["due"] > _LAST_DAY for item in schedule):
        out.append(("completion-after-plan-year", f"/measures/{i}/schedule", number, "error"))


def _priority_support(targets: Object | None, number: int, i: int, out: list[Finding]) -> None:
    """Judge the target that comes with priority support under measure 26."""
    if targets is None or "compliant_enterprises" not in targets:
        out.append(("priority-support-target-missing", f"/measures/{i}", number, "error"))
    elif targets["compliant_enterprises"] < _ENTERPRISES:
        out.append(("priority-support-target-too-low", f"/measures/{i}/targets/compliant_enterprises", number, "error"))


def _support(support: Object, number: int, i: int, plan: _Plan, out: list[Finding]) -> None:
    """Judge the approval of what the plan asks of SIPO."""
    approval = support.get("approval")
    if approval is None:
        out.append(("approval-missing", f"/measures/{i}/sipo_support", number, "error"))
        return
    status, day = approval["status"], approval.get("date")
    at = f"/measures/{i}/sipo_support/approval"
    if status == "refused":
        out.append(("approval-refused", at, number, "error"))
        return
    leads = _LEADS[number]
    if leads and approval["department"] not in leads:
        out.append(("approval-by-wrong-department", at + "/department", number, "error"))
    if status == "pending":
        rule, severity = ("at-submission", "error") if plan.submitted else ("in-draft", "warning")
        out.append(("approval-pending-" + rule, at, number, severity))
    elif day is None:
        out.append(("approval-undated", at, number, "error"))
    elif plan.sent is not None and day > plan.sent:
        out.append(("approval-after-submission", at + "/date", number, "error"))


def _targets(targets: Object, number: int, i: int, out: list[Finding]) -> None:
    """Judge the figures: each in the measure it is for, and enough patents in an alliance."""
    strange = (name for name in targets if _OWNERS[name] != number)
    out.extend(("detail-of-another-measure", f"/measures/{i}/targets/{name}", number, "warning") for name in strange)
    if number == _ALLIANCES:
        for j, alliance in enumerate(targets.get("alliances", ())):
            if alliance.get("basic_patents", _PATENTS + 1) <= _PATENTS:
                out.append(("alliance-patents-too-few", f"/measures/{i}/targets/alliances/{j}", number, "error"))


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
    digits = _DIGITS.get(plan["office"][3:])  # none for XPCC
    for i, region in enumerate(regions):
        if aside and ("regions", i) in aside:
            continue
        if not _has_text(region.get("tasks")):
            out.append(("region-tasks-missing", f"/regions/{i}", None, "error"))
        code = region.get("code")
        if code is not None and digits is not None and str(code)[:2] != digits:
            out.append(("region-outside-jurisdiction", f"/regions/{i}/code", None, "error"))


def _choice(optional: int, exceptions: list[tuple[int, str]], out: list[Finding]) -> None:
    """Judge how many optional measures there are, and the exceptions asked for."""
    fired = ""
    if optional < _FEWEST:
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
        else:
            out.append(("exception-unused", f"/exceptions/{i}", None, "info"))
    if fired:
        out.append((fired, "/measures", None, severity))


def _number(value: object) -> Number:
    """A measure's number: digits as text, and 7.0, are the integer; any other text is itself."""
    if isinstance(value, str):
        return int(value) if _INTEGER_TEXT.fullmatch(value) else value
    return int(cast("float", value))


def _states_funds(funding: Object | None) -> bool:
    """Whether a positive amount or a source states the funds."""
    return funding is not None and ("source" in funding or funding.get("amount_cny", 0) > 0)


def _has_text(texts: list[str] | None) -> bool:
    """Whether a list has an item that is not blank."""
    if texts:
        for text in texts:
            if text[:1] not in _NO_TEXT_YET or text.strip(_BLANK):
                return True
    return False
