"""How a stored report and the one that comes out now differ: member by member, finding by finding.

Both are JSON values as they are read back, and are the same only where their JSON is: 1 is neither 1.0 nor true.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from checker.comparing import pairs_of
from checker.stored import finding_of
from checker.verifying.model import Change, Difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Json = dict[str, Any]

_OF_A_REPORT: Final = (
    "pack",
    "document",
    "input",
    "office",
    "plan_year",
    "status",
    "version",
    "verdict",
    "counts",
    "selection",
)
_OF_A_REVIEW: Final = ("pack",)
_BY_NAME: Final = ("verdicts", "measures", "items")
"""Members of a review that are objects of many rows."""
_OF_SENDER: Final = ("document", "office")
_ROWS: Final = {"roster": _OF_SENDER, "resubmissions": _OF_SENDER, "rules": ("rule",)}
"""Members that are lists of rows, and what a row is known by."""


def differences_of_reports(stored: Json, now: Json) -> tuple[Difference, ...]:
    """Everything but by whom it was judged; that alone is no difference, a failure is."""
    return (
        *_members(_OF_A_REPORT, stored, now),
        *_findings(stored["findings"], now["findings"]),
        *_rows("rules", stored, now),
        *_failure(stored, now),
    )


def differences_of_reviews(stored: Json, now: Json) -> tuple[Difference, ...]:
    """What the two say of the plans together; their reports are held against each other one by one."""
    return (
        *_members(_OF_A_REVIEW, stored, now),
        *(row for about in ("roster", "resubmissions") for row in _rows(about, stored, now)),
        *(row for about in _BY_NAME for row in _named(about, stored[about], now[about])),
        *_findings(stored["findings"], now["findings"]),
        *_rows("rules", stored, now),
        *_failure(stored, now),
    )


def _members(names: Sequence[str], stored: Json, now: Json) -> Iterator[Difference]:
    for name in names:
        if not _same(stored[name], now[name]):
            yield Difference(name, stored[name], now[name])


def _failure(stored: Json, now: Json) -> Iterator[Difference]:
    one, other = stored["engine"]["failure"], now["engine"]["failure"]
    if one != other:
        yield Difference("engine", one, other)


def _rows(about: str, stored: Json, now: Json) -> Iterator[Difference]:
    names = _ROWS[about]
    one, other = ([(" ".join(row[name] for name in names), row) for row in data[about]] for data in (stored, now))
    if len(dict(one)) < len(one):
        # A row that stands twice: nothing we wrote.
        yield Difference(about, stored[about], now[about])
        return
    yield from _named(about, dict(one), dict(other))
    if list(dict(one)) != list(dict(other)) and dict(one).keys() == dict(other).keys():
        yield Difference("order", None, None, name=about)


def _named(about: str, stored: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*stored, *now)):
        one, other = stored.get(name), now.get(name)
        if not _same(one, other):
            yield Difference(about, one, other, name=name)


def _findings(stored: Sequence[Json], now: Sequence[Json]) -> Iterator[Difference]:
    left, added = _without(stored, now), _without(now, stored)
    if not left and not added and list(map(_text, stored)) != list(map(_text, now)):
        yield Difference("order", None, None, name="findings")
    for one, other in _paired(left, added):
        if other is None:
            yield Difference("findings", one, None, _rule(one), Change.MISSING)
        elif one is None:
            yield Difference("findings", None, other, _rule(other), Change.ADDED)
        else:
            members = tuple(name for name in one if not _same(one[name], other[name]))
            yield Difference("findings", one, other, _rule(one), Change.CHANGED, members)


def _rule(finding: Json | None) -> str:
    return "" if finding is None else str(finding["rule"])


def _paired(left: Sequence[Json], added: Sequence[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    """Each finding once, with the one of the other report that is about the same thing, if any."""
    kept, found = [(finding_of(data), data) for data in left], [(finding_of(data), data) for data in added]
    written = {id(finding): data for finding, data in (*kept, *found)}
    for one, other in pairs_of([finding for finding, _ in kept], [finding for finding, _ in found]):
        yield None if one is None else written[id(one)], None if other is None else written[id(other)]


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
