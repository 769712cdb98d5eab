"""Plans of SIPO's departments under No. 113 (`department-plan/1`)."""

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
from .reading import Finding, Form, Number, Object, Place, Selection, in_order, number_in, readable


def judge(plan: Object, aside: frozenset[Place], as_of: str | None, out: list[Finding]) -> Selection:
    """Append what the rules find, without what is set aside; the selection."""
    department = readable(plan, "department", aside)
    told = judge_plan(plan, aside, as_of, out)
    listed: set[Number | None] = set()
    for i, measure in enumerate(readable(plan, "measures", aside) or []):
        if ("measures", i) in aside:
            listed.add(read_number(measure, aside, ("measures", i)))
            continue
        number = number_in(measure["number"])
        at = f"/measures/{i}/number"
        if number not in CLASS:
            out.append(("measure-unknown", at, number, "error"))
        else:
            if number in listed:
                out.append(("measure-repeated", at, number, "error"))
            if department is not None and department not in LEADS[number] | PARTICIPANTS[number]:
                named = ("participation-not-named", "info"), ("measure-of-another-department", "warning")
                rule, severity = named[number not in RELEVANT]
                out.append((rule, at, number, severity))
            judge_contents(measure, number, i, told, out)
        listed.add(number)
    led = {number for number, leads in LEADS.items() if department in leads}
    joined = {number for number, others in PARTICIPANTS.items() if department in others} - led
    # What cannot be read may be any of those that seem to be missing.
    missing = led - listed if None not in listed and ("measures",) not in aside else set()
    listed.discard(None)
    out.extend(("led-measure-missing", "/measures", number, "error") for number in in_order(missing))
    return {
        "led": in_order(led & listed),
        "joined": in_order(joined & listed),
        "other": in_order((CLASS.keys() & listed) - led - joined) if department is not None else [],
        "unknown": in_order(listed - CLASS.keys()),
    }


FORM = Form(CIRCULAR, "department-plan", {"department": SLUGS.values()}, judge, "led joined other unknown", "return")
