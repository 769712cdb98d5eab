"""Circular No. 113 [2012]: its catalogue, and what it asks of the plans of offices and of SIPO's departments alike."""

import csv
from typing import NamedTuple

from checker.resources import rules_folder

from .reading import WHITE, Finding, Number, Object, Place, has_text, number_in, readable, states_funds

# Number, class (Required, Optional, National), progress (Completed in the year, Phased results, Long-term), leads, and
# who takes part by name: `*` where the text only says that relevant departments do. Measure 7 names no lead.
_CATALOGUE = """
1 N P la * | 2 N P la * | 3 N P la * | 4 O P la * | 5 N P pa | 6 N P pa,pe | 7 R P | 8 O P ps * | 9 N P ps *
10 N L la * | 11 O P ps,dr | 12 R C pa | 13 R C ea | 14 N P ea | 15 O P pa | 16 O P pa | 17 R P pa * | 18 O P pa *
19 R P pa | 20 R L pa | 21 R L pa | 22 O P pd pf,au | 23 R P la * | 24 O P hr * | 25 O P hr * | 26 R C pa | 27 O C pa
28 N C pa | 29 O P pa * | 30 O P pc * | 31 O P pc * | 32 O C pa | 33 N P ic | 34 O P ic | 35 N P pd | 36 O P pa,pc
37 O P pa | 38 O P pa | 39 O P pd | 40 O P pd | 41 N C ps | 42 O P ps,hr
"""
_SLUGS = """
pa patent-administration | la legal-affairs | ps patent-strategy-promotion-office | hr human-resources
ea examination-affairs-administration | pc protection-and-coordination | pd planning-and-development
ic international-cooperation | pe preliminary-examination | dr development-research-center
pf patent-documentation | au automation
"""


def rows(table: str) -> list[list[str]]:
    """The rows of a table written as above, in cells."""
    return [row.split() for line in table.strip().splitlines() for row in line.split(" | ")]


SLUGS = dict(rows(_SLUGS))
_MEASURES = [(*row, "", "")[:5] for row in rows(_CATALOGUE)]
CLASS: dict[Number, str] = {int(r[0]): {"R": "required", "O": "optional", "N": "national"}[r[1]] for r in _MEASURES}
PROGRESS: dict[Number, str] = {int(r[0]): r[2] for r in _MEASURES}
LEADS: dict[Number, frozenset[str]] = {int(r[0]): frozenset(SLUGS[d] for d in r[3].split(",") if d) for r in _MEASURES}
RELEVANT: frozenset[Number] = frozenset(int(r[0]) for r in _MEASURES if r[4] == "*")
PARTICIPANTS: dict[Number, frozenset[str]] = {
    int(r[0]): frozenset(SLUGS[d] for d in r[4].split(",") if d in SLUGS) for r in _MEASURES
}

CIRCULAR, YEAR, LAST_DAY, DEADLINE, ISSUED = "sipo-2012-113", "2013", "2013-12-31", "2012-12-26", "2012-11-23"

# The list of placeholders is the rule pack's own; dots and dashes come in any number.
with (rules_folder() / CIRCULAR / "tables" / "placeholders.csv").open(encoding="utf-8", newline="") as _file:
    _PLACEHOLDERS = frozenset(row["word"].casefold() for row in csv.DictReader(_file))
_SIGNS = ".．。·・…⋯-－‐‑‒–—―"  # noqa: RUF001 - these and no others
_BEGINNINGS = frozenset("".join(word[0] + word[0].upper() for word in _PLACEHOLDERS) + _SIGNS + WHITE)


class Plan(NamedTuple):
    """What the rules of a measure have to know of the plan."""

    status: str | None
    sent: str | None
    funded: bool


def judge_plan(plan: Object, aside: frozenset[Place], as_of: str | None, out: list[Finding]) -> Plan:
    """Judge the year, the submission and the deadline."""
    if readable(plan, "plan_year", aside) not in (None, int(YEAR)):
        out.append(("plan-year-mismatch", "/plan_year", None, "error"))
    status = readable(plan, "status", aside)
    sent = None
    if status == "draft":
        if as_of is not None and as_of > DEADLINE:
            out.append(("draft-past-deadline", "", None, "warning"))
    elif status == "submitted" and ("submission",) not in aside:
        sent = _submission(plan.get("submission"), out)
    funded = ("funding",) in aside or states_funds(plan.get("funding"))
    return Plan(status, sent, funded)


def _submission(submission: Object | None, out: list[Finding]) -> str | None:
    """Judge the submission of a submitted plan; its day."""
    told = submission or {}
    day, first = told.get("date"), told.get("first_date")
    is_later = told.get("version", 1) > 1
    if day is None:
        out.append(("submission-undated", "" if submission is None else "/submission", None, "error"))
    else:
        before_circular(day, "/submission/date", None, out)
        if not is_later:
            _in_time(day, "/submission/date", out)
        elif first is None and day > DEADLINE:
            out.append(("first-submission-unknown", "/submission", None, "warning"))
    if is_later and first is not None:
        before_circular(first, "/submission/first_date", None, out)
        _in_time(first, "/submission/first_date", out)
    return day


def _in_time(day: str, at: str, out: list[Finding]) -> None:
    """Judge the day of the first submission."""
    if day > DEADLINE:
        out.append(("submitted-late", at, None, "error"))
    elif day == DEADLINE:
        out.append(("submitted-on-deadline-day", at, None, "warning"))


def before_circular(day: str, at: str, number: Number | None, out: list[Finding]) -> None:
    """Judge a day on which nothing that the circular asks for can have been done."""
    if day < ISSUED:
        out.append(("day-before-circular", at, number, "warning"))


def judge_contents(measure: Object, number: int, i: int, plan: Plan, out: list[Finding]) -> None:
    """Judge what every measure has to state (II.1), and when its milestones fall due."""
    at = f"/measures/{i}"
    objective, actions, responsible = measure.get("objective"), measure.get("actions"), measure.get("responsible")
    if objective is None:
        out.append(("objective-missing", at, number, "error"))
    elif is_placeholder(objective):
        out.append(("placeholder-text", at + "/objective", number, "warning"))
    for rule, member, texts in (
        ("actions-missing", "/actions", actions),
        ("responsible-department-missing", "/responsible", responsible),
    ):
        if not has_text(texts):
            out.append((rule, at, number, "error"))
        elif any(map(is_placeholder, texts)):
            out.append(("placeholder-text", at + member, number, "warning"))
    if not plan.funded and not states_funds(measure.get("funding")):
        out.append(("funding-missing", at, number, "error"))
    schedule = measure.get("schedule")
    if not schedule:
        out.append(("schedule-missing", at, number, "error"))
        return
    _schedule(schedule, number, at + "/schedule", out)


def _schedule(schedule: list[Object], number: int, at: str, out: list[Finding]) -> None:
    in_year = after_year = False
    for j, item in enumerate(schedule):
        day = item["due"]
        in_year = in_year or day[:4] == YEAR
        after_year = after_year or day > LAST_DAY
        if "milestone" in item and is_placeholder(item["milestone"]):
            out.append(("placeholder-text", f"{at}/{j}/milestone", number, "warning"))
    progress = PROGRESS[number]
    if not in_year:
        idle = (
            ("long-term-work-idle-in-plan-year", "warning") if progress == "L" else ("no-result-in-plan-year", "error")
        )
        out.append((idle[0], at, number, idle[1]))
    if after_year and progress == "C":
        out.append(("completion-after-plan-year", at, number, "warning"))


def is_placeholder(text: str) -> bool:
    """Whether a text is nothing but a placeholder."""
    if text[:1] not in _BEGINNINGS:
        return False
    bare = text.strip(WHITE).casefold()
    return bare in _PLACEHOLDERS or (bool(bare) and not bare.strip(_SIGNS))


def read_number(entry: object, aside: frozenset[Place], at: Place) -> Number | None:
    """The number of an entry that is set aside; None where it cannot be read."""
    is_number = isinstance(entry, dict) and "number" in entry and (*at, "number") not in aside
    return number_in(entry["number"]) if is_number else None
