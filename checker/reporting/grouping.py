"""Findings in the order in which a person reads them: the document as a whole, its items, then its other lists."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import msgspec

from checker.model import UNREADABLE, Finding, Number
from checker.pack.model import DocumentKind


class FindingPart(Enum):
    """A part of a document that findings are grouped by, in this order."""

    INPUT = 1
    WHOLE = 2
    ITEM = 3
    LIST = 4


class FindingGroup(msgspec.Struct, frozen=True, eq=False):
    """The findings of one part of a document of `kind`, where that is known.

    A list has its `name`; an item its place in the list (`entry`, from 0) and its `number`, where that can be read.
    """

    kind: DocumentKind | None
    part: FindingPart
    name: str | None
    entry: int | None
    number: Number | None
    findings: tuple[Finding, ...]


def grouped(findings: Iterable[Finding], kind: DocumentKind | None = None) -> tuple[FindingGroup, ...]:
    """The findings by the part of the document, of `kind`, that they stand in; within a part they keep their order."""
    lists = [] if kind is None else list(kind.schema.node.get("properties", {}))
    groups: dict[tuple[int, int, str, int], list[Finding]] = {}
    for finding in findings:
        part, name, entry = _part_of(finding, kind)
        place = lists.index(name) if name in lists else len(lists)
        groups.setdefault((part.value, place, name, entry), []).append(finding)
    return tuple(
        _group(kind, FindingPart(part), name, entry, groups[key])
        for key in sorted(groups)
        for part, _, name, entry in [key]
    )


def _part_of(finding: Finding, kind: DocumentKind | None) -> tuple[FindingPart, str, int]:
    items = None if kind is None else kind.items
    match finding.at:
        case _ if finding.rule == UNREADABLE:
            return FindingPart.INPUT, "", 0
        case (str(name), int(entry), *_) if items is not None and name == items.list:
            return FindingPart.ITEM, name, entry
        case (str(name), int(), *_) if items is None or name != items.list:
            return FindingPart.LIST, name, 0
        case (str(name),) if kind is not None and name in kind.parts:
            return FindingPart.LIST, name, 0
        case _:
            return FindingPart.WHOLE, "", 0


def _group(
    kind: DocumentKind | None, part: FindingPart, name: str, entry: int, findings: list[Finding]
) -> FindingGroup:
    if part is not FindingPart.ITEM:
        return FindingGroup(kind, part, name or None, None, None, tuple(findings))
    number = next((finding.subject for finding in findings if finding.subject is not None), None)
    return FindingGroup(kind, part, name, entry, number, tuple(findings))
