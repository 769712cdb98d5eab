"""How a stored report and the one that comes out now differ: member by member, finding by finding.

Both are JSON values as they are read back, and are the same only where their JSON is: 1 is neither 1.0 nor true.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from checker.comparing import pairs_of
from checker.model import Finding, FindingJson, OverallFindingJson
from checker.stored import finding_of, written_as
from checker.verifying.model import Difference, ReportMember

Json = dict[str, Any]

_MEMBERS: Final[tuple[ReportMember, ...]] = get_args(ReportMember)
_BY_NAME: Final = ("verdicts", "measures", "items")
"""Members that are objects of many rows."""
_ROWS: Final = {
    "roster": ("document", "office"),
    "resubmissions": ("document", "office"),
    "assessments": ("document",),
    "rules": ("rule",),
}
"""Members that are lists of rows, and what a row is known by."""


def differences_of(stored: Json, now: Json) -> list[Difference]:
    """Everything but by whom it was judged; that alone is no difference, a failure is.

    Of reviews it is what they say of the plans together; their reports are held against each other one by one.
    """
    return [each for name in _MEMBERS if name in stored for each in _of_member(name, stored[name], now.get(name))]


def _of_member(about: ReportMember, stored: Any, now: Any) -> Iterator[Difference]:
    if about == "findings":
        yield from _findings(stored, now)
    elif about == "against":
        # Against which files it was held, whatever they are called; where the report says it, as older ones do not.
        one, other = ([each["sha256"] for each in data or ()] for data in (stored, now))
        if one and one != other:
            yield Difference(about=about, stored=stored, now=now)
    elif about == "engine":
        if stored["failure"] != now["failure"]:
            yield Difference(about=about, stored=stored["failure"], now=now["failure"])
    elif about in _ROWS:
        yield from _rows(about, stored, now)
    elif about in _BY_NAME:
        yield from _named(about, stored, now)
    elif not _same(stored, now):
        yield Difference(about=about, stored=stored, now=now)


def _rows(about: ReportMember, stored: Sequence[Json], now: Sequence[Json]) -> Iterator[Difference]:
    names = _ROWS[about]
    one, other = ([(" ".join(row[name] for name in names), row) for row in rows] for rows in (stored, now))
    if len(dict(one)) < len(one):
        # A row that stands twice: nothing we wrote.
        yield Difference(about=about, stored=stored, now=now)
        return
    yield from _named(about, dict(one), dict(other))
    if list(dict(one)) != list(dict(other)) and dict(one).keys() == dict(other).keys():
        yield Difference(about="order", name=about, stored=None, now=None)


def _named(about: ReportMember, stored: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*stored, *now)):
        one, other = stored.get(name), now.get(name)
        if not _same(one, other):
            yield Difference(about=about, name=name, stored=one, now=other)


def _findings(stored: Sequence[Json], now: Sequence[Json]) -> Iterator[Difference]:
    left, added = _without(stored, now), _without(now, stored)
    if not left and not added and list(map(_text, stored)) != list(map(_text, now)):
        yield Difference(about="order", name="findings", stored=None, now=None)
    for one, other in _paired(left, added):
        name = str((one or other or {}).get("rule"))
        if other is None:
            yield Difference(about="findings", name=name, change="missing", stored=one, now=None)
        elif one is None:
            yield Difference(about="findings", name=name, change="added", stored=None, now=other)
        else:
            members = [name for name in {**one, **other} if not _same(one.get(name), other.get(name))]
            yield Difference(about="findings", name=name, change="changed", members=members, stored=one, now=other)


def _paired(left: Sequence[Json], added: Sequence[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    """Each finding once, with the one of the other report that is about the same thing, if any."""
    kept, found = ([(_finding(data), data) for data in findings] for findings in (left, added))
    data_of = {id(finding): data for finding, data in (*kept, *found)}
    for one, other in pairs_of([finding for finding, _ in kept], [finding for finding, _ in found]):
        yield None if one is None else data_of[id(one)], None if other is None else data_of[id(other)]


def _finding(data: Json) -> Finding:
    """The finding of a report or, where it is about a sender, of a review."""
    is_of_report = not data["at"] or data["at"].startswith("/")
    return finding_of(written_as(FindingJson if is_of_report else OverallFindingJson, data))


def _without(findings: Sequence[Json], others: Sequence[Json]) -> list[Json]:
    """The findings that are not, as they are, among the others; of several that are the same each counts."""
    there = Counter(map(_text, others))
    left = []
    for finding in findings:
        text = _text(finding)
        if there[text]:
            there[text] -= 1
        else:
            left.append(finding)
    return left


def _same(one: object, other: object) -> bool:
    return one == other and _text(one) == _text(other)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
