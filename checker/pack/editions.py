"""What two documents of a kind are compared by, beside their findings, as a pack declares it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from checker.model import Pointer, Text
from checker.pack.compilation import Value
from checker.pack.faults import NOTHING_AT, Fault, fault
from checker.pack.paths import Chain, Schema, Steps, chain_along


class ComparedPart(msgspec.Struct, frozen=True):
    """Entries of lists that are known again where all that they are `known_by` is the same, and compared by `values`.

    Those that are not, and have `alike` in words like another's, are likely the same.
    """

    name: Text
    lists: tuple[Steps, ...]
    known_by: tuple[Value, ...]
    alike: Steps | None = None
    values: tuple[Value, ...] = ()


def faults_of_parts(parts: Sequence[ComparedPart], schema: Schema) -> Iterator[Fault]:
    """What the schema of the document has nothing for: a list, or what nothing has that stands in any of them."""
    for place, part in enumerate(parts):
        chains = [chain_along(schema, steps) for steps in part.lists]
        named: list[tuple[Pointer, Steps]] = [((place, "alike"), part.alike)] if part.alike else []
        for name, values in (("known_by", part.known_by), ("values", part.values)):
            named += [((place, name, nth, "path"), value.path) for nth, value in enumerate(values)]
        lost: list[tuple[Pointer, Steps]] = [
            ((place, "lists", nth), steps)
            for nth, (steps, chain) in enumerate(zip(part.lists, chains, strict=True))
            if chain is None
        ]
        # What is in a list that is nowhere, nobody knows.
        found = [chain for chain in chains if chain is not None]
        if not lost:
            lost = [each for each in named if all(chain.at("/".join(each[1])) is None for chain in found)]
        for at, steps in lost:
            path = "/".join(steps)
            around = found[0] if found and at[1] != "lists" else Chain((schema,), schema)
            yield fault(at, NOTHING_AT, path=path, known=around.known(path))
