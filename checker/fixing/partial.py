"""The plan format asked again and again of plans that differ little: only what is faulty is explained anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.provincial import PLAN_FORMAT
from checker.schema import Checked, prune, validate

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checker.schema import Schema

_SOUND: Final[Mapping[str, Mapping[str, Any]]] = {
    "measures": {"number": 1},
    "regions": {"name": "x"},
    "exceptions": {"rule": "x", "justification": "x"},
}
"""For each list of entries, one in which there is no fault."""


class PlanFormat:
    """Checks plans as `validate` does; entries that are sound are not looked at when faults are explained."""

    def __init__(self, schema: Schema, office: str, circulars: Collection[str]) -> None:
        """`office` is one that the plan format, which `schema` is, knows."""
        self._schema = schema
        self._circulars = circulars
        self._head = {
            "format": PLAN_FORMAT,
            "circular": next(iter(circulars)),
            "office": office,
            "plan_year": 1,
            "status": "draft",
            "measures": [],
        }
        self._known: dict[tuple[str, int], tuple[Any, bool]] = {}

    def check(self, data: Any) -> Checked:
        """The data without absent members, and its faults."""
        if not isinstance(data, dict) or self._schema.judge(data):
            return validate(data, self._schema, self._circulars)
        short = {name: self._short(name, value) for name, value in data.items()}
        checked = validate(short, self._schema, self._circulars)
        return Checked(prune(data), checked.faults, checked.places)

    def _short(self, name: str, value: Any) -> Any:
        if name not in _SOUND or not isinstance(value, list):
            return value
        return [_SOUND[name] if self._is_sound(name, entry) else entry for entry in value]

    def _is_sound(self, name: str, entry: Any) -> bool:
        """Whether there is no fault in an entry; entries are never changed once they are there."""
        known = self._known.get((name, id(entry)))
        if known is None:
            known = self._known[name, id(entry)] = (
                entry,
                bool(self._schema.judge({**self._head, name: [prune(entry)]})),
            )
        return known[1]
