"""Reports on plans that break rules on purpose."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from checker import check

if TYPE_CHECKING:
    from checker import Report
    from checker.model import Language


def report_of(side: dict[str, Any], conforming: dict[str, Any], lang: Language = "en") -> Report:
    """The report on a conforming plan that was changed as a side of changes.yaml says."""
    plan = deepcopy(conforming)
    entries = {entry["number"]: entry for entry in plan["measures"]}
    for number, member in side.get("again", ()):
        plan["measures"].append({name: value for name, value in entries[number].items() if name != member})
    for number, members in side.get("measures", {}).items():
        entries[number].update(members)
        for name in [name for name, value in members.items() if value is None]:
            del entries[number][name]
    plan["measures"] = [entry for entry in plan["measures"] if entry["number"] not in side.get("without", ())]
    if side.get("reversed"):
        plan["measures"].reverse()
    plan |= side.get("plan", {})
    return check({name: value for name, value in plan.items() if value is not None}, lang=lang)
