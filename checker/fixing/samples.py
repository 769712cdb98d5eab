"""What a person may come to write, as an example: it shows whether a plan passes once it is written.

An example offends no rule where that can be helped: days are early or in the plan year as the field asks, a measure
that needs SIPO's consent has it, a department leads the measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from checker.pack.paths import resolved
from checker.provincial import PLAN_FORMAT, days_of, departments_of, measures_of, offices_of
from checker.values import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Number, Pointer
    from checker.pack.model import Pack

TEXT: Final = "text"
"""Any text that a person writes, and no placeholder for one."""

_OF_PLACES: Final = ((("regions",), "name"), (("regions",), "code"))

REGIONS: Final = 2
"""So many different regions are enough for whatever is asked of how the work is deployed."""

_MOST_VALUES: Final = 64
"""A closed list of more values than that is no list to choose from."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes examples for one plan under one circular."""

    pack: Pack
    plan: Mapping[str, Any]

    def at(self, at: Pointer) -> Any:
        """An example of what could stand at that place of the plan."""
        node = node_at(self.pack, at)
        return None if node is None else self._of(node, str(at[-1]) if at else "", at)

    def values_at(self, at: Pointer) -> list[Any]:
        """Examples of what could stand there: each value of a closed list, else one."""
        node = node_at(self.pack, at)
        if node is not None and len(node.get("enum", ())) in range(1, _MOST_VALUES):
            return list(node["enum"])
        return [self.at(at)]

    def entry(self, number: Number) -> dict[str, Any]:
        """A whole entry for a measure, with all that such an entry needs."""
        row = measures_of(self.pack).get(number)
        entry: dict[str, Any] = {"number": number}
        if row is not None:
            entry["class"] = row.class_
        at: Pointer = ("measures", 0)
        for name in ("objective", "actions", "schedule", "responsible", "funding"):
            entry[name] = self.at((*at, name))
        if row is not None and row.consent_always_needed:
            entry["sipo_support"] = {"kind": row.asked, "approval": self.approval(number)}
        if row is not None and "legislation" in row.details:
            entry["legislation"] = {"regulation_in_force": False, "path": "propose"}
        return entry

    def regions(self) -> list[dict[str, Any]]:
        """Different regions with their tasks, of the office's own: none that the plan has already."""
        return [{**place, "tasks": [TEXT]} for place in self._places()[:REGIONS]] or [{"name": TEXT, "tasks": [TEXT]}]

    def _places(self) -> list[dict[str, Any]]:
        """The name and the code of each place of the office's province that the plan does not name."""
        office = offices_of(self.pack).get(str(self.plan.get("office")))
        rows = self.pack.tables["place"].index(["province"]).get((office and office.province,), ())
        regions = self.plan.get("regions")
        stated = [region for region in (regions if isinstance(regions, list) else ()) if isinstance(region, dict)]
        taken = {str(region.get(member)) for region in stated for member in ("name", "code")}
        return [
            {"name": row["name"], "code": row["code"]}
            for row in rows
            if not taken & {str(row["name"]), str(row["code"])}
        ]

    def _of_region(self, member: str, at: Pointer) -> Any:
        """The name or the code of a region that agrees with the other one, where that is of the office's own province.

        Else those of a place of its own for each region, so that both may be written together.
        """
        match at, self.plan.get("regions"):
            case (_, int(index), *_), [*regions] if index < len(regions) and isinstance(regions[index], dict):
                region = regions[index]
            case _:
                index, region = 0, {}
        office = offices_of(self.pack).get(str(self.plan.get("office")))
        places = self._places()
        if member == "name":
            found = self.pack.tables["place"].by_key.get(str(region.get("code")))
            found = found if found is not None and office is not None and found["province"] == office.province else None
        else:
            name = str(region.get("name"))
            found = next((place for place in places if place["name"] in name), None)
        if found is None and places:
            found = places[(REGIONS + index) % len(places)]
        return TEXT if found is None else found[member]

    def approval(self, number: Number | None, stated: object = None) -> dict[str, Any]:
        """An approval in time by a department that may give it; what is `stated` and can stay, stays."""
        row = None if number is None else measures_of(self.pack).get(number)
        leads = row.leads if row is not None and row.leads else tuple(departments_of(self.pack))[:1]
        kept = {name: value for name, value in stated.items() if value} if isinstance(stated, dict) else {}
        kept = {name: value for name, value in kept.items() if name in ("department", "reference")}
        if row is not None and row.leads and kept.get("department") not in row.leads:
            kept.pop("department", None)
        return {"department": leads[0], **kept, "status": "approved", "date": self.early_day()}

    def early_day(self) -> str:
        """A day that is early enough for whatever happens before the plan is submitted."""
        submission = self.plan.get("submission")
        day = submission.get("date") if isinstance(submission, dict) else None
        days = [self.pack.issued, *([day] if isinstance(day, str) and _is_day(day) else [])]
        return min(days)

    def number_at(self, at: Pointer) -> Number | None:
        """The number of the measure that the place is in."""
        match at:
            case ("measures", int(index), *_):
                entries = self.plan.get("measures")
                entry = entries[index] if isinstance(entries, list) and index < len(entries) else None
                return number_of(entry.get("number")) if isinstance(entry, dict) else None
        return None

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        return resolved(node, self.pack.documents[PLAN_FORMAT].schema.node)

    def _of(self, node: Mapping[str, Any], name: str, at: Pointer) -> Any:  # noqa: PLR0911 - a case a schema
        if name == "approval":
            return self.approval(self.number_at(at))
        if at[:1] == ("regions",) and name in ("name", "code"):
            return self._of_region(name, at)
        match node:
            case {"const": value} | {"enum": [value, *_]}:
                return value
            case {"type": "array"} if at == ("measures",):
                return []
            case {"type": "array", "items": items}:
                return [self._of(self._resolved(items), name, at)]
            case {"type": "object"}:
                return self._group(node, at)
        return self._of_region(name, at) if (at[:1], name) in _OF_PLACES else self._plain(node, name)

    def _plain(self, node: Mapping[str, Any], name: str) -> Any:
        match node.get("type"):
            case "boolean":
                return False
            case "integer" | "number":
                return int(days_of(self.pack)[0][:4]) if name == "plan_year" else node.get("minimum", 1)
        return self._text(node, name)

    def _group(self, node: Mapping[str, Any], at: Pointer) -> dict[str, Any]:
        members = {name: self._resolved(inner) for name, inner in node.get("properties", {}).items()}
        wanted = node.get("required") or [name for name, inner in members.items() if inner.get("type") == "string"]
        return {name: self._of(members[name], name, (*at, name)) for name in wanted}

    def _text(self, node: Mapping[str, Any], name: str) -> str:
        if node.get("format") == "date":
            return days_of(self.pack)[1] if name == "due" else self.early_day()
        if name == "circular":
            return self.pack.id
        return TEXT


def node_at(pack: Pack, at: Pointer) -> Mapping[str, Any] | None:
    """What the plan format says of that place; None where it knows no such place."""
    root = pack.documents[PLAN_FORMAT].schema.node
    node = resolved(root, root)
    for step in at:
        inner = node.get("items") if isinstance(step, int) or step[:1] == "+" else node.get("properties", {}).get(step)
        if inner is None:
            return None
        node = resolved(inner, root)
    return node


def is_required(pack: Pack, at: Pointer) -> bool:
    """Whether the plan format asks for the member at that place."""
    around = node_at(pack, at[:-1]) if at else None
    return around is not None and at[-1] in around.get("required", ())


def day_before(day: str) -> str:
    """The day before `day`."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
