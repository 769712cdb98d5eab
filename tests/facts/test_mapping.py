"""What the compiled mapping reads off a document is what the declaration says, followed word by word."""

import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from checker import load_pack
from checker.cases import read_bases, read_cases
from checker.errors import UnreadableError
from checker.pack.loading import installed_packs
from checker.pack.ways import WAYS, way_of
from checker.readers import read_path

sys.path.insert(0, str(Path(__file__).parent))
from collections.abc import Mapping

from two_readings import difference, readings

from checker.pack.model import DocumentKind, Pack

from ..properties.generating import Documents  # noqa: TID252 - folders of tests are no packages

EXAMPLES = Path(__file__).parents[2] / "examples"
EVERY_WAY = str(Path(__file__).with_name("every-way"))
"""A pack that reads members in every way that there is."""
KINDS = [(id_, kind.format) for id_ in (*installed_packs(), EVERY_WAY) for kind in load_pack(id_).documents.values()]
DAYS = (None, 20121225, 20121226, 20130101)


def documents_of(pack: Pack, kind: DocumentKind) -> list[Mapping[str, Any]]:
    """The base document of a kind, and the documents of all cases."""
    bases = read_bases(pack)
    found = [plan for rule in pack.rules for case in read_cases(pack, rule, bases) for plan in case.plans]
    return [plan for plan in (bases[kind.format], *found) if pack.document_of(plan) is kind]


@pytest.mark.parametrize(("id_", "format_"), KINDS)
def test_base_documents_and_all_cases_are_read_as_declared(id_, format_):
    pack, kind, _, _ = readings(id_, format_)
    found = [difference(id_, format_, plan, DAYS[1]) for plan in documents_of(pack, kind)]
    assert [told for told in found if told is not None] == []


def test_all_examples_are_read_as_declared():
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


def test_every_way_is_tried():
    kinds = load_pack(EVERY_WAY).main_document.kinds.values()
    ways = [
        way for kind in kinds for member in kind.members.values() for way in (member.way, *member.way.get("any_of", ()))
    ]
    assert {way_of(way) for way in ways} == WAYS.keys() - {"list_of"}
    assert {option for way in ways for option in way} == {option for way in WAYS.values() for option in way.options} | (
        WAYS.keys() - {"list_of"}
    )


def test_random_documents_are_read_as_declared():
    """Those of the installed packs are read so by tests/properties."""
    pack, kind, _, _ = readings(*KINDS[-1])
    random = Random("facts")  # noqa: S311 - the same documents each time
    for _ in range(100):
        document = Documents(pack, kind, random).make()
        assert difference(*KINDS[-1], document, random.choice(DAYS)) is None, document
