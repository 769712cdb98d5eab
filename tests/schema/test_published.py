"""The schemas that `plancheck schema` prints: all of them, each sound, and those of outputs closed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker import resources
from checker.cli.commands.packs import PLAN, SCHEMAS
from checker.schema.gate import resolved

from .outputs import names, schema_of

FOLDER = resources.rules_folder().with_name("schemas")
DOCUMENTS = {
    *("provincial-plan", "department-plan", "progress-report", "provincial-plan-of-items"),
    *("published-plan", "annual-report"),
}
"""What packs say their documents are; `plancheck schema plan` prints them."""
INPUTS = {*DOCUMENTS, "rule-pack", "cases"}
PRINTED = sorted({*SCHEMAS} - {PLAN} | DOCUMENTS)
OPEN = {
    ("rule-analysis", "items"): "the plan format's own schema has its members",
}
"""Objects of outputs that say not all of their members, by schema and by the name of the part."""

WORDED = ("rule-tests", "rule-lints", "rule-analysis")
"""Outputs of which every list and object is closed and described."""


def objects_in(node: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema that is about objects, with what it is called there."""
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield name, node
        for key, each in node.items():
            yield from objects_in(each, key)
    elif isinstance(node, list):
        for each in node:
            yield from objects_in(each, name)


def test_every_schema_is_printed_and_there_is_no_other():
    assert {path.name.removesuffix(".schema.json") for path in Path(FOLDER).iterdir()} == set(PRINTED)
    assert len(set(SCHEMAS)) == len(SCHEMAS)


@pytest.mark.parametrize("name", PRINTED)
def test_a_schema_is_sound_and_says_what_it_is(name):
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"https://plancheck.example/schemas/{name}.schema.json"
    assert schema["title"]
    assert schema["description"].endswith(".")
    assert resources.schema_bytes(name) == (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def test_every_output_has_a_format_of_its_own():
    known = names()
    assert set(known.values()) - DOCUMENTS == set(PRINTED) - INPUTS
    assert all(re.fullmatch(r"[a-z]+-[a-z]+/1", format_) for format_ in known)
    for name in set(PRINTED) - INPUTS:
        schema = schema_of(name)
        assert (schema["required"][0], next(iter(schema["properties"]))) == ("format", "format")
        assert schema["title"].endswith(", format 1")


@pytest.mark.parametrize("name", WORDED)
def test_the_objects_of_an_output_are_closed_and_have_all_their_members(name):
    schema = schema_of(name)
    parts = list(objects_in(schema, name))
    assert parts
    for part, node in parts:
        if (name, part) in OPEN:
            assert node["description"]
        else:
            names = node.get("properties")
            if names is None:
                # A figure for each of some words.
                names = resolved(node["propertyNames"], schema)["enum"]
            else:
                assert node["additionalProperties"] is False, part
            assert set(node["required"]) == set(names), part
    assert all(node.get("description") for node in schema["$defs"].values() if node.get("type") == "object")
