"""The gate and the explanation are two implementations of JSON Schema: they must say the same of every document."""

import json
import math
import random
from copy import deepcopy
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.cases import read_bases
from checker.errors import EngineError
from checker.pack.loading import installed_packs, load_pack
from checker.resources import schema_bytes
from checker.schema import Schema, explain, is_valid, prune, validate
from checker.schema.explanation import _DESCRIBED, _compiled, explain_errors
from checker.schema.faults import ANY_TEXT, FORMS
from checker.schema.gate import named_schema

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

KNOWN = ("sipo-2012-113",)
KINDS = {
    f"{name}: {format_}": (pack.documents[format_].schema, base)
    for name in installed_packs()
    for pack in [load_pack(name)]
    for format_, base in read_bases(pack).items()
}
"""Every kind of document that a circular asks for: its schema with the lists of the pack, and a document."""
SCHEMAS = ("provincial-plan", "department-plan", "provincial-plan-of-items", "rule-pack", "cases")
MANY = settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SCALARS = [
    *(None, True, False, 0, 1, -1, 7, 7.0, 7.5, -0.0, 1e300, 10**20, -(10**400), math.nan, math.inf, -math.inf, 5e-324),
    *(99_999, 100_000, 999_999, 1_000_000, 420100.0, 10**9, 10**9 + 1),
    *("", " ", "\u3000", "\x1c", "\ud800", "\udc00x", "\x00", "x" * 70, "7", "07", "7\n", "7\x1f", "420100"),
    *("420100\n", "42", "42\n"),
    *("\uff14\uff12\uff10\uff11\uff10\uff10", "2012-02-29", "2012-02-30", "0000-01-01", "0001-01-01"),
    *("9999-12-31", "2012-12-26\n", "20121226"),
    *("2012-W01-1", "2012-12-26T00:00:00Z", "draft", "draft ", "CN-HB", "CN-HUB", "approval", "propose"),
    "sipo-2012-113",
    *("a-b", "a-b\n", "a_b", "plan.year", "plan.year\n", "{measure}/x", "/a\r", "some entry", "S001", "1.0.0", "error"),
]
NAMES = [
    *("date", "code", "due", "x", "", "\ud800", "office", "kind", "number", "of", "bound", "is", "Bad Name"),
    *("name\n", "zh"),
]
VALUES = st.recursive(
    st.sampled_from(SCALARS) | st.text(max_size=8) | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)


def places_of(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(place for step, value in inner for place in places_of(value, (*at, step)))]


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[int, str, Any, str]]:
    kinds = st.sampled_from(["put", "put", "remove", "add", "rename", "repeat"])
    change = st.tuples(st.integers(0, 10**6), kinds, VALUES, st.sampled_from(NAMES))
    return draw(st.lists(change, min_size=1, max_size=4))


def mutated(document: Any, wanted: list[tuple[int, str, Any, str]]) -> Any:
    """The document after the changes, each at some place of it."""
    document = deepcopy(document)
    for number, kind, value, name in wanted:
        *path, last = [None, *(places := places_of(document))[number % len(places)]]
        if last is None:
            if kind == "put" and number % 7 == 0:
                document = value
            continue
        holder = document
        for step in path[1:]:
            holder = holder[step]
        here = holder[last]
        if kind == "remove":
            del holder[last]
        elif kind == "add" and isinstance(here, dict):
            here[name] = value
        elif kind == "add" and isinstance(here, list):
            here.append(value)
        elif kind == "rename" and isinstance(holder, dict):
            holder[name] = holder.pop(last)
        elif kind == "repeat" and isinstance(here, list):
            here.extend(deepcopy(here[:2]))
        else:
            holder[last] = value
    return document


def permuted(data: Any, chance: random.Random) -> Any:
    if isinstance(data, dict):
        names = list(data)
        chance.shuffle(names)
        return {name: permuted(data[name], chance) for name in names}
    return [permuted(item, chance) for item in data] if isinstance(data, list) else data


def said(faults: Any) -> set[tuple[Any, ...]]:
    return {(fault.at, fault.code, fault.text.en, fault.text.zh, fault.fix and fault.fix.en) for fault in faults}


@pytest.mark.parametrize("kind", KINDS, ids=KINDS)
def test_gate_and_explanation_agree_on_documents(kind):
    schema, base = KINDS[kind]

    @MANY
    @given(wanted=changes())
    def agree(wanted: list[tuple[int, str, Any, str]]) -> None:
        document = mutated(base, wanted)
        for data in (document, prune(document)):
            accepted = schema.judge(data)
            assert accepted is None or accepted == (not explain_errors(schema, data, document))

    agree()


@MANY
@given(wanted=changes())
def test_gate_and_explanation_agree_on_rule_packs(small_pack, wanted):
    schema = named_schema("rule-pack")
    pack = mutated(small_pack, wanted)
    accepted = schema.judge(pack)
    assert accepted is None or accepted == (not explain_errors(schema, pack, pack))


@MANY
@given(wanted=changes(), chance=st.randoms(use_true_random=False))
def test_a_checked_plan_keeps_what_it_promises(plan_schema, short_plan, wanted, chance):
    plan = mutated(short_plan, wanted)
    before = deepcopy(plan)
    checked = validate(plan, plan_schema, KNOWN)
    assert repr(plan) == repr(before)
    assert repr(checked.data) == repr(prune(plan))
    places = places_of(plan)
    positions = [places.index(fault.at) for fault in checked.faults]
    assert positions == sorted(positions)
    assert len(said(checked.faults)) == len(checked.faults)
    assert said(validate(permuted(plan, chance), plan_schema, KNOWN).faults) == said(checked.faults)


@pytest.mark.parametrize("name", SCHEMAS)
def test_patterns_mean_the_same_to_both(name):
    patterns = sorted(_all(json.loads(schema_bytes(name)), "pattern"))

    @settings(max_examples=100, deadline=None)
    @given(data=st.data())
    def agree(pattern: str, data: st.DataObject) -> None:
        # No character outside a class of these patterns but `$` and `.` could be read in two ways.
        text = data.draw(st.from_regex(pattern)) + data.draw(st.sampled_from(["", "\n", " ", "\u0085"]))
        gate = jsonschema_rs.validator_for({"pattern": pattern})
        assert gate.is_valid(text) == bool(_compiled(pattern).search(text))

    for pattern in patterns:
        agree(pattern)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_keyword_and_pattern_of_a_schema_has_words(name):
    schema = json.loads(schema_bytes(name))
    silent = {"$schema", "$id", "$ref", "$defs", "title", "description", "default", "properties", "items"}
    assert {word for word in _keywords(schema) if not word.startswith("x-")} - silent <= set(_DESCRIBED)
    days = {node["pattern"] for node in _nodes(schema) if node.get("format") == "date" and "pattern" in node}
    forms = {pattern for pattern in _all(schema, "pattern") if not pattern.startswith(ANY_TEXT)}
    assert forms - days <= set(FORMS)
    assert _all(schema, "format") <= {"date"}


def test_a_gate_that_refuses_without_a_reason_is_a_fault_of_ours(plan_schema, conforming_plan, small_pack, monkeypatch):
    monkeypatch.setattr(Schema, "judge", lambda _schema, _data: False)
    with pytest.raises(EngineError) as raised:
        validate(conforming_plan, plan_schema, KNOWN)
    assert name_of(raised.value.wording) == "engine.gate-disagrees"
    with pytest.raises(EngineError):
        explain("rule-pack", small_pack)


def test_where_the_gate_cannot_tell_the_explanation_decides(plan_schema, conforming_plan, small_pack, monkeypatch):
    monkeypatch.setattr(Schema, "judge", lambda _schema, _data: None)
    assert validate(conforming_plan, plan_schema, KNOWN).faults == ()
    assert is_valid("rule-pack", small_pack)
    sent = validate(conforming_plan | {"status": "sent"}, plan_schema, KNOWN)
    assert [fault.at for fault in sent.faults] == [("status",)]
    assert not is_valid("rule-pack", {})


def _nodes(schema: Any) -> list[dict[str, Any]]:
    """Every part of a schema that is a schema itself."""
    if isinstance(schema, bool):
        return []
    inner = [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values(), *schema.get("anyOf", ())]
    inner += [schema[keyword] for keyword in ("items", "additionalProperties", "propertyNames") if keyword in schema]
    return [schema, *(node for each in inner for node in _nodes(each))]


def _keywords(schema: Any) -> set[str]:
    return {keyword for node in _nodes(schema) for keyword in node}


def _all(schema: Any, keyword: str) -> set[str]:
    return {node[keyword] for node in _nodes(schema) if keyword in node}
