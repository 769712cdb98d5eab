"""JSON and JSON lines: what is written keeps to its schema, and is the model, byte for byte the same each time."""

import json

import jsonschema
import orjson
import pytest
from msgspec.structs import replace

from checker.model import LANGUAGES
from checker.resources import schema_bytes

VALIDATORS = {name: jsonschema.Draft202012Validator(orjson.loads(schema_bytes(name))) for name in ("report", "review")}


def test_every_report_keeps_to_its_schema_and_is_a_line_of_json_lines(samples, render):
    for report in samples.values():
        data = orjson.loads(render("json", report))
        VALIDATORS["report"].validate(data)
        line = render("ndjson", report)
        assert (line.count(b"\n"), b'": ' in line, orjson.loads(line)) == (1, False, data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_review_keeps_to_its_schema(lang, reviews, failed_reviews, hostile_reviews, render_review):
    for review in (reviews[lang], failed_reviews[lang], hostile_reviews[lang]):
        VALIDATORS["review"].validate(json.loads(render_review("json", review)))
    assert json.loads(render_review("json", reviews[lang])) == reviews[lang].to_dict()


def test_one_input_is_an_object_and_several_are_a_list(samples, render):
    one, other = samples["passed", "en"], samples["returned", "en"]
    assert orjson.loads(render("json", one)) == one.to_dict()
    assert orjson.loads(render("json", one, many=True)) == [one.to_dict()]
    assert orjson.loads(render("json", one, other)) == [one.to_dict(), other.to_dict()]
    assert orjson.loads(render("json", many=True)) == []


@pytest.mark.parametrize(
    ("change", "path", "written"),
    [
        ({"plan_year": 2**70}, ("plan_year",), 2**70),
        ({"name": "plan\udc80.yaml"}, ("input", "name"), "plan\\udc80.yaml"),
    ],
    ids=["an integer beyond 64 bits", "a file name that is not UTF-8"],
)
def test_what_orjson_refuses_is_written_all_the_same(change, path, written, samples, render):
    raw = render("json", replace(samples["passed", "zh"], **change))
    value = json.loads(raw)
    for step in path:
        value = value[step]
    assert value == written
    # Nothing else is written otherwise.
    plain = render("json", samples["passed", "zh"])
    others = [[line for line in each.splitlines() if f'"{path[-1]}"'.encode() not in line] for each in (raw, plain)]
    assert others[0] == others[1]


def test_a_line_break_in_a_name_breaks_no_line(samples, render):
    first, second, rest = render("ndjson", samples["hostile", "en"], samples["hostile", "zh"]).decode().split("\n")
    assert (json.loads(first)["findings"][0]["message"], rest) == (json.loads(second)["findings"][0]["message"], "")
    # A line break to JavaScript, and to `str.splitlines`, need not be one to a reader of JSON lines; neither is here.
    assert first.splitlines() == [first]
