"""Where the compiled mapping and the plain reading of what is declared differ on a document."""

import sys
from functools import cache
from pathlib import Path
from typing import Any

from checker import load_pack
from checker.facts.mapping import NOTHING_ASIDE, Facts, set_aside, stops_rules
from checker.pack.model import DocumentKind, Pack
from checker.schema import validate

sys.path.insert(0, str(Path(__file__).parent))
from plain_reading import PlainReading


@cache
def readings(id_: str, format_: str) -> tuple[Pack, DocumentKind, Facts, PlainReading]:
    pack = load_pack(id_)
    kind = pack.documents[format_]
    return pack, kind, Facts(pack, kind), PlainReading(pack.folder, kind.name)


def difference(id_: str, format_: str, written: Any, as_of: int | None) -> str | None:  # noqa: C901, PLR0911 - a kind of difference each
    """What the two readings disagree on, if anything; None as well for a document that cannot be judged."""
    pack, kind, facts, plain = readings(id_, format_)
    checked = validate(written, kind.schema, [pack.id])
    data, places = checked.data, checked.places
    if not isinstance(data, dict):
        return None
    aside = set_aside(places, data, kind) if places or kind.against else NOTHING_ASIDE
    if stops_rules(aside):
        return None
    known = facts.of(data, aside, as_of)
    wanted = plain.read(data, places, as_of)
    if {fact.kind for fact in known.unread} != wanted.unread:
        return f"unread: {sorted({fact.kind for fact in known.unread} ^ wanted.unread)}"
    if known.unknown != wanted.unknown:
        return f"unknown: {sorted(known.unknown ^ wanted.unknown)}"
    for name in kind.kinds:
        found = {repr(fact.at): fact.members for fact in known.by_kind[name]}
        right = {repr(fact.at): wanted.members(fact) for fact in wanted.facts(name)}
        # Where a kind stands in several members of a document, these may come in any order.
        if sorted(found, key=_member) != sorted(right, key=_member):
            return f"{name}: {list(found)} instead of {list(right)}"
        for at, members in right.items():
            if found[at].keys() != members.keys():
                return f"{name} {at}: {sorted(found[at].keys() ^ members.keys())}"
            for member, value in members.items():
                # Of what is unknown, a fact says what is certain of it.
                silent = f"{name}.{member}" in wanted.unknown and found[at][member] is None
                if not silent and (found[at][member] != value or type(found[at][member]) is not type(value)):
                    return f"{name}.{member} {at}: {found[at][member]!r} instead of {value!r}"
    return None


def _member(at: str) -> str:
    return at.partition(",")[0]
