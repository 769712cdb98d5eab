"""What is known of a fact in a faulty item, as Python: what rests on nothing but what stands in spite of the fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.facts.counting import passing
from checker.facts.members import MemberSource
from checker.facts.resting import own_members
from checker.pack.model import Kind
from checker.pack.paths import Step, depth_of, paths_of
from checker.pack.ways import WAYS, way_of


class UnreadSource(MemberSource):
    """Writes what is known of what could not be read."""

    def _of_unread(self, kind: Kind, path: tuple[Step, ...], standing: Sequence[Kind]) -> Mapping[str, str]:
        """The members that are known of a fact in a faulty item: those that rest on what stands in spite of the fault.

        None is one of which that leaves open what it is.
        """
        known: dict[str, str] = {}
        same = next((other for other in standing if other.name == kind.like), None)
        for name in self._told(kind):
            if same is not None and name in same.members:
                value: str | None = f"m_{same.name}.get({name!r})"
            else:
                value = self._value_of_unread(kind, kind.members[name].way, path, standing, known)
            if value is not None:
                known[name] = value
        return known

    def _value_of_unread(  # noqa: PLR0911 - a case a way
        self,
        kind: Kind,
        way: Mapping[str, Any],
        path: tuple[Step, ...],
        standing: Sequence[Kind],
        known: Mapping[str, str],
    ) -> str | None:
        name = way_of(way)
        if WAYS[name].leads_to is not None:
            return self._standing_value(way, path, standing)
        if name == "any_of":
            parts = [self._value_of_unread(kind, each, path, standing, known) for each in way[name]]
            return f"any_known({', '.join(map(str, parts))})"
        if name == "of_document":
            return (
                None if self.resting.is_deferred(self._document.anchor, way[name]) else self._anchor_variable(way[name])
            )
        own = own_members(way)
        if name == "holds":
            return f"all_known({', '.join(self._tests_of_unread(kind, way[name], known))})"
        if any(other not in known for other in own) or name not in ("known", "take"):
            return None
        if name == "known":
            return f"(True if {known[own[0]]} is not None else None)"
        keys = ", ".join(known[other] for other in own)
        rows = self._rows(way["from"], tuple(way["by"].values()))
        found = f"{rows}.get(({keys},), NOTHING).get({way[name]!r}, {way.get('else')!r})"
        return f"(None if None in ({keys},) else {found})"

    def _tests_of_unread(self, kind: Kind, tests: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[str]:
        for member, wanted in tests.items():
            own = own_members({"holds": {member: wanted}})
            if any(other not in known for other in own):
                yield "None"
            else:
                values = ", ".join(known[other] for other in own)
                passes = passing(kind, {member: wanted}, self._pack, lambda other: known[other])
                yield f"(None if None in ({values},) else {passes})"

    def _standing_value(self, way: Mapping[str, Any], path: tuple[Step, ...], standing: Sequence[Kind]) -> str | None:
        """What is read in a faulty item where a kind that stands reads it too, or it is the name of the only step."""
        name, here, last = way_of(way), self._document_itself, path[-1]
        for step in path:
            here = self._below(here, step)
        read = [each for each in paths_of(way[name]) if here.types(each) is not None]
        if len(read) != 1:
            return None if read else "None"
        up, steps = depth_of(read[0])
        if isinstance(last, tuple) and (up, steps, len(last)) == (0, ["name"], 1) and "*" not in last[0]:
            constant = last[0].rpartition("/")[2]
            is_one = "in" not in way or constant in self.names[self._codes(way["in"])]
            return repr(constant) if name in ("code", "text") and is_one else None
        same = {**way, name: "/".join(steps)}
        for kind in standing:
            for member, told in kind.members.items():
                if up == len(path) - 1 and told.way == same:
                    return f"m_{kind.name}.get({member!r})"
        return None
