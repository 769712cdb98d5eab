"""What the compiled mapping reads off a document is what the declaration says, followed word by word.

`run` reads as many documents of a kind as one likes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from checker import load_pack
from checker.errors import UnreadableError
from checker.facts.mapping import NOTHING_ASIDE, Facts, set_aside, stops_rules
from checker.model import Known
from checker.pack.loading import installed_packs
from checker.pack.model import DocumentKind, Pack
from checker.pack.ways import WAYS, way_of
from checker.readers import read_path
from checker.resources import rules_folder
from checker.schema import validate

sys.path.insert(0, str(Path(__file__).parent))
from made import Maker, documents_of
from plain_reading import PlainReading, Reading

EXAMPLES = rules_folder().parent / "examples"
EVERY_WAY = str(Path(__file__).with_name("every-way"))
"""A pack that reads members in every way that there is."""
KINDS = [(id_, kind.format) for id_ in (*installed_packs(), EVERY_WAY) for kind in load_pack(id_).documents.values()]
DAYS = (None, 20121225, 20121226, 20130101)


@cache
def readings(id_: str, format_: str) -> tuple[Pack, DocumentKind, Facts, PlainReading]:
    pack = load_pack(id_)
    kind = pack.documents[format_]
    return pack, kind, Facts(pack, kind), PlainReading(pack.folder, kind.name)


def difference(id_: str, format_: str, written: Any, as_of: int | None) -> str | None:
    """What the two readings disagree on, if anything; None as well for a document that cannot be judged."""
    pack, kind, facts, plain = readings(id_, format_)
    checked = validate(written, kind.schema, [pack.id])
    data, places = checked.data, checked.places
    if not isinstance(data, dict) or (places and stops_rules(data, places, kind)):
        return None
    known = facts.of(data, set_aside(places) if places else NOTHING_ASIDE, as_of)
    wanted = plain.read(data, places, as_of)
    return next(_differences(kind, known, wanted), None)


def _differences(kind: DocumentKind, known: Known, wanted: Reading) -> Iterator[str]:
    unread = {fact.kind for fact in known.unread}
    if unread != wanted.unread:
        yield f"unread: {sorted(unread ^ wanted.unread)}"
    if known.unknown != wanted.unknown:
        yield f"unknown: {sorted(known.unknown ^ wanted.unknown)}"
    for name in kind.kinds:
        found = {repr(fact.at): fact.members for fact in known.by_kind[name]}
        right = {repr(fact.at): wanted.members(fact) for fact in wanted.facts(name)}
        # Where a kind stands in several members of a document, these may come in any order.
        if sorted(found, key=_member) != sorted(right, key=_member):
            yield f"{name}: {list(found)} instead of {list(right)}"
            continue
        for at, members in right.items():
            if found[at].keys() != members.keys():
                yield f"{name} {at}: {sorted(found[at].keys() ^ members.keys())}"
            for member in members.keys() - {
                each.partition(".")[2] for each in wanted.unknown if each.startswith(f"{name}.")
            }:
                here, there = found[at].get(member), members[member]
                if here != there or type(here) is not type(there):
                    yield f"{name}.{member} {at}: {here!r} instead of {there!r}"


def _member(at: str) -> str:
    return at.partition(",")[0]


def run(id_: str, format_: str, count: int, seed: str) -> list[str]:
    pack, kind, _, _ = readings(id_, format_)
    random = Random(seed)  # noqa: S311 - no secrets are made here
    maker = Maker(documents_of(pack, kind), random)
    found = []
    for _ in range(count):
        document = maker.make()
        told = difference(id_, format_, document, random.choice(DAYS))
        if told is not None:
            found.append(f"{told}\n{document}")
    return found


@pytest.mark.parametrize(("id_", "format_"), KINDS)
def test_base_documents_and_all_cases_are_read_as_declared(id_: str, format_: str) -> None:
    pack, kind, _, _ = readings(id_, format_)
    found = [difference(id_, format_, plan, DAYS[1]) for plan in documents_of(pack, kind)]
    assert [told for told in found if told is not None] == []


def test_all_examples_are_read_as_declared() -> None:
    read = 0
    for path in sorted(EXAMPLES.rglob("*")):
        if path.suffix in (".json", ".yaml"):
            try:
                data: Any = read_path(path).data
            except UnreadableError:
                continue
            named = (data.get("circular"), data.get("format")) if isinstance(data, dict) else None
            if named in KINDS and named is not None:
                read += 1
                assert difference(*named, data, None) is None, path
    assert read > 100


def test_every_way_is_tried() -> None:
    kinds = load_pack(EVERY_WAY).main_document.kinds.values()
    ways = [
        way for kind in kinds for member in kind.members.values() for way in (member.way, *member.way.get("any_of", ()))
    ]
    assert {way_of(way) for way in ways} == WAYS.keys() - {"list_of"}
    assert {option for way in ways for option in way} == {option for way in WAYS.values() for option in way.options} | (
        WAYS.keys() - {"list_of"}
    )


@pytest.mark.parametrize(("id_", "format_"), KINDS)
def test_random_documents_are_read_as_declared(id_: str, format_: str) -> None:
    assert run(id_, format_, 100, "facts")[:1] == []
