"""What the compiled mapping reads off a document is what the declaration says, followed word by word.

Run as a program, it reads so many documents of each kind: `python tests/facts/test_mapping.py 20000`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from checker import load_pack
from checker.errors import UnreadableError
from checker.pack.loading import installed_packs
from checker.pack.ways import WAYS, way_of
from checker.readers import read_path

sys.path.insert(0, str(Path(__file__).parent))
from made import Maker, documents_of
from two_readings import difference, readings

EXAMPLES = Path(__file__).parents[2] / "examples"
EVERY_WAY = str(Path(__file__).with_name("every-way"))
"""A pack that reads members in every way that there is."""
KINDS = [(id_, kind.format) for id_ in (*installed_packs(), EVERY_WAY) for kind in load_pack(id_).documents.values()]
DAYS = (None, 20121225, 20121226, 20130101)


def run(id_: str, format_: str, count: int, seed: str) -> list[str]:
    pack, kind, _, _ = readings(id_, format_)
    random = Random(seed)  # noqa: S311 - the same documents each time
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


if __name__ == "__main__":
    for each in KINDS:
        differences = run(*each, int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
        print(*each, len(differences), *differences[:3], sep="\n")  # noqa: T201
