"""Plans of SIPO's departments under No. 113 (`department-plan/1`)."""

from __future__ import annotations

from .circular_113 import (
    CIRCULAR,
    CLASS,
    LEADS,
    PARTICIPANTS,
    RELEVANT,
    SLUGS,
    judge_contents,
    judge_plan,
    read_number,
)
from .reading import Finding, Form, Number, Object, Place, Selection, in_order, number_in


def judge(plan: Object, aside: frozenset[Place], as_of: str | None, out: list[Finding]) -> Selection:
    """Append what the rules find, without what is set aside; the selection."""
    department = plan["department"]
    told = judge_plan(plan, aside, as_of, out)
    listed: set[Number] = set()
    for i, measure in enumerate(plan["measures"]):
        if ("measures", i) in aside:
            number = read_number(measure, aside, ("measures", i))
            listed |= set() if number is None else {number}
            continue
        number = number_in(measure["number"])
        at = f"/measures/{i}/number"
        if number not in CLASS:
            out.append(("measure-unknown", at, number, "error"))
        else:
            if number in listed:
                out.append(("measure-repeated", at, number, "error"))
            if department not in LEADS[number] | PARTICIPANTS[number]:
                named = ("participation-not-named", "info"), ("measure-of-another-department", "warning")
                rule, severity = named[number not in RELEVANT]
                out.append((rule, at, number, severity))
            judge_contents(measure, number, i, told, out)
        listed.add(number)
    led = {number for number, leads in LEADS.items() if department in leads}
    joined = {number for number, others in PARTICIPANTS.items() if department in others} - led
    out.extend(("led-measure-missing", "/measures", number, "error") for number in in_order(led - listed))
    return {
        "led": in_order(led & listed),
        "joined": in_order(joined & listed),
        "other": in_order((CLASS.keys() & listed) - led - joined),
        "unknown": in_order(listed - CLASS.keys()),
    }


FORM = Form(CIRCULAR, "department-plan", {"department": SLUGS.values()}, judge, "led joined other unknown", "return")
