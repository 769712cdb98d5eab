"""`plancheck schema plan` and plancheck take the same documents: the templates, the examples, and faulty ones."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from checker.errors import UnreadableError
from checker.model import LANGUAGES, Language
from checker.office.blank import senders_of
from checker.office.conversion import blank_document, blanks_of
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack
from checker.readers import read_bytes, read_path
from checker.schema import validate
from checker.schema.published import for_editors

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parents[1] / "examples"
KINDS = [(id_, name) for id_ in installed_packs() for name in load_pack(id_).documents]
MANGLED = 3
"""So many documents of each kind are tried with faults as well."""


@cache
def schema_for(pack: Pack, kind: DocumentKind, lang: Language) -> dict[str, Any]:
    return for_editors(kind.schema.node, pack.label, lang)


def templates(pack: Pack, kind: DocumentKind) -> Iterator[bytes]:
    if "yaml" in blanks_of(kind):
        for sender in list(senders_of(pack, kind))[:2]:
            for lang in LANGUAGES:
                yield blank_document("yaml", pack, kind, sender, lang)


def documents_of(pack: Pack, kind: DocumentKind) -> Iterator[dict[str, Any]]:
    """Templates, examples, and each of these with a member that is null, blank, of another type or unknown."""
    whole = [read_bytes(raw, suffix=".yaml").data for raw in templates(pack, kind)][:1]
    for path in sorted((*EXAMPLES.glob("*/*.yaml"), *EXAMPLES.glob("*/*.json"))):
        try:
            data = read_path(path).data
        except UnreadableError:
            continue
        if isinstance(data, dict) and (data.get("circular"), data.get("format")) == (pack.id, kind.format):
            whole.append(data)
    for place, data in enumerate(whole):
        yield data
        for name in data if place < MANGLED else ():
            yield from ({**data, name: odd} for odd in (None, "", " \t", 7, "odd", [], {}, {"no such member": 1}))
        yield {**data, "no such member": 1}
        yield {**data, "$schema": "plan.schema.json"}


@pytest.fixture(scope="module")
def taken():
    """Every document of every kind: by which pack, as which kind, and whether plancheck takes it."""
    found = []
    for id_, name in KINDS:
        pack = load_pack(id_)
        documents = list(documents_of(pack, pack.documents[name]))
        # What says it is of another kind is judged as that.
        own = [data for data in documents if (data.get("format"), data.get("circular", id_)) == (name, id_)]
        schema = pack.documents[name].schema
        found += [(id_, name, data, not validate(data, schema, [id_]).faults) for data in own]
    assert {is_good for *_, is_good in found} == {True, False}
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_schema_takes_what_plancheck_takes(lang, taken):
    checks = FormatChecker(formats=["date"])
    for id_, name, data, is_good in taken:
        pack = load_pack(id_)
        validator = Draft202012Validator(schema_for(pack, pack.documents[name], lang), format_checker=checks)
        errors = [(list(error.absolute_path), error.message[:200]) for error in validator.iter_errors(data)]
        assert (not errors) == is_good, (id_, name, errors, data)


@pytest.mark.parametrize(("id_", "name"), KINDS)
def test_what_people_see_is_in_their_language(id_, name):
    pack = load_pack(id_)
    for lang in LANGUAGES:
        shown = list(words_in(schema_for(pack, pack.documents[name], lang)))
        assert shown
        if lang == "zh":
            assert [word for word in shown if word.isascii() and " " in word] == []


def words_in(node: Any) -> Iterator[str]:
    """Every title and description of a schema."""
    if isinstance(node, dict):
        for key, each in node.items():
            if key in ("title", "description") and isinstance(each, str):
                yield each
            yield from words_in(each)
    elif isinstance(node, list):
        for each in node:
            yield from words_in(each)
