"""What `rules test` and `rules lint` print as JSON; it keeps to its schema in all of these tests."""

import json

import pytest
from jsonschema import ValidationError

from checker.pack.loading import load_pack

from ..schema.outputs import read, schema_of  # noqa: TID252 - folders of tests are no packages
from .conftest import CASES, RULE


def tried(toy, run):
    """A case that fails, and one at a bound that is not there."""
    toy.edit(CASES, "severity: error", "severity: info")
    toy.edit(CASES, "number: 5", "number: 1")
    return run("rules", "test", "toy-2014", "--format", "json").json


def linted(toy, run):
    """A lint for each of two texts."""
    toy.edit(RULE, "zh: 措施过多", "zh: 措施过多。")
    toy.edit(RULE, "optional measures.", "optional measures")
    return run("rules", "lint", "toy-2014", "--format", "json", "--lang", "zh").json


def broken(toy, run):
    """A pack that cannot be used."""
    toy.edit(RULE, "severity: error", "severity: grave")
    return run("rules", "lint", "toy-2014", "--format", "json").json


@pytest.mark.parametrize(("command", "format_"), [("test", "rule-tests/1"), ("lint", "rule-lints/1")])
def test_the_installed_pack_is_named(run, command, format_):
    data = run("rules", command, "sipo-2012-113", "--format", "json").json
    pack = load_pack("sipo-2012-113")
    assert data["format"] == format_
    assert data["pack"] == {"id": pack.id, "version": pack.version, "digest": pack.digest}


def test_what_is_wrong_is_in_what_is_made_of_it(toy, run):
    made = tried(toy, run)
    assert (made["counts"]["failed"], made["good"], bool(made["rules"][0]["gaps"])) == (1, False, True)
    found = linted(toy, run)
    assert (found["broken"], [lint["lint"] for lint in found["lints"]]) == (False, ["full-stop", "no-full-stop"])
    unusable = broken(toy, run)
    assert (unusable["broken"], unusable["pack"]) == (True, {"id": "toy-2014", "version": None, "digest": None})
    assert {(lint["lint"], lint["severity"], lint["fix"]) for lint in unusable["lints"]} == {("fault", "error", None)}
    # Lints and faults are not mixed.
    for mixed in ({**found, "lints": unusable["lints"]}, {**unusable, "lints": found["lints"]}):
        with pytest.raises(ValidationError):
            read(json.dumps(mixed))


def test_what_a_rule_pack_calls_itself_looks_the_same_in_all_schemas():
    of_packs = schema_of("rule-pack")["$defs"]
    of_tests = schema_of("rule-tests")["$defs"]["PackJson"]["properties"]
    assert of_tests["version"]["pattern"] == of_packs["pack"]["properties"]["version"]["pattern"]
    assert of_tests["id"] == of_packs["slug"]
