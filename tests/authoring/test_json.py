"""`rules test` and `rules lint` as JSON: the installed pack's keep to their schemas, and these would refuse any other.

What the other tests here print as JSON is held against the schemas as well, where `run` is made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import ValidationError

from checker.pack.loading import load_pack

from ..schema.outputs import read, schema_of, validator  # noqa: TID252 - folders of tests are no packages
from ..schema.tightness import idle_words, with_another_member, without_a_member  # noqa: TID252 - as above

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Run, Toy

RULE = "1/too-many-measures/rule.yaml"
CASES = "1/too-many-measures/cases.yaml"
FORMATS = {"rule-tests": "rule-tests/1", "rule-lints": "rule-lints/1"}


def tried(toy: Toy, run: Callable[..., Run], lang: str = "en") -> dict[str, Any]:
    """A case that fails, and one at a bound that is not there."""
    toy.edit(CASES, "severity: error", "severity: info")
    toy.edit(CASES, "number: 5", "number: 1")
    return read(run("rules", "test", "toy-2014", "--format", "json", "--lang", lang).out)


def linted(toy: Toy, run: Callable[..., Run], lang: str = "en") -> dict[str, Any]:
    """A lint for each of two texts."""
    toy.edit(RULE, "zh: 措施过多", "zh: 措施过多。")
    toy.edit(RULE, "optional measures.", "optional measures")
    return read(run("rules", "lint", "toy-2014", "--format", "json", "--lang", lang).out)


def broken(toy: Toy, run: Callable[..., Run]) -> dict[str, Any]:
    """A pack that cannot be used."""
    toy.edit(RULE, "severity: error", "severity: grave")
    return read(run("rules", "lint", "toy-2014", "--format", "json").out)


MADE = {"rule-tests": [tried], "rule-lints": [linted, broken]}


@pytest.mark.parametrize(("command", "name"), [("test", "rule-tests"), ("lint", "rule-lints")])
def test_the_installed_pack_keeps_to_the_schema(run: Callable[..., Run], command: str, name: str) -> None:
    done = run("rules", command, "sipo-2012-113", "--format", "json")
    assert (done.status, done.err) == (0, "")
    data = read(done.out)
    pack = load_pack("sipo-2012-113")
    assert data["format"] == FORMATS[name]
    assert data["pack"] == {"id": pack.id, "version": pack.version, "digest": pack.digest}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_wrong_is_in_what_is_made_of_it(toy: Toy, run: Callable[..., Run], lang: str) -> None:
    made = tried(toy, run, lang)
    assert (made["counts"]["failed"], made["good"]) == (1, False)
    assert made["rules"][0]["gaps"]
    found = linted(toy, run, lang)
    assert found["broken"] is False
    assert [lint["lint"] for lint in found["lints"]] == ["full-stop", "no-full-stop"]
    unusable = broken(toy, run)
    assert unusable["broken"] is True
    assert unusable["pack"] == {"id": "toy-2014", "version": None, "digest": None}
    assert {(lint["lint"], lint["severity"], lint["fix"]) for lint in unusable["lints"]} == {("fault", "error", None)}


@pytest.mark.parametrize("name", MADE)
def test_no_member_can_go_and_no_other_come(toy: Toy, run: Callable[..., Run], name: str) -> None:
    for make in MADE[name]:
        made = make(toy, run)
        spoiled = [*without_a_member(made), *with_another_member(made)]
        assert len(spoiled) > 20
        for place, each in spoiled:
            assert not validator(name).is_valid(each), place


@pytest.mark.parametrize("name", MADE)
def test_every_word_of_the_schema_refuses_something(toy: Toy, run: Callable[..., Run], name: str) -> None:
    assert idle_words(schema_of(name), [make(toy, run) for make in MADE[name]]) == []


def test_lints_and_faults_are_not_mixed(toy: Toy, run: Callable[..., Run]) -> None:
    found, faulty = linted(toy, run), broken(toy, run)
    for mixed in ({**found, "lints": faulty["lints"]}, {**faulty, "lints": found["lints"]}, {**faulty, "lints": []}):
        with pytest.raises(ValidationError):
            read(json.dumps(mixed))


def test_what_a_rule_pack_calls_itself_looks_the_same_in_all_schemas() -> None:
    of_packs = schema_of("rule-pack")["$defs"]
    version = of_packs["pack"]["properties"]["version"]["pattern"]
    of_tests = schema_of("rule-tests")["$defs"]["PackJson"]["properties"]
    assert of_tests["version"]["pattern"] == version
    assert of_tests["id"] == of_packs["slug"]
