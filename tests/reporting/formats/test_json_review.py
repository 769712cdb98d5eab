from __future__ import annotations

import json

import jsonschema
import orjson
import pytest

from checker.model import Language
from checker.pack.model import Pack
from checker.reporting import FORMATS
from checker.resources import schema_bytes
from checker.review_model import Review

LANGS: list[Language] = ["en", "zh"]


def rendered(name: str, review: Review, pack: Pack) -> bytes:
    result = FORMATS[name].render_review(review, pack)
    assert isinstance(result, bytes)
    return result


@pytest.mark.parametrize("lang", LANGS)
def test_a_review_keeps_to_its_schema(lang, reviews, failed_reviews, hostile_reviews, review_pack):
    validator = jsonschema.Draft202012Validator(orjson.loads(schema_bytes("review")))
    for review in (reviews[lang], failed_reviews[lang], hostile_reviews[lang]):
        data = json.loads(rendered("json", review, review_pack))
        validator.validate(data)
        assert len(data["roster"]) == 8
    assert validator.is_valid({}) is False


def test_a_review_is_one_object_of_its_values(reviews, review_pack):
    raw = rendered("json", reviews["zh"], review_pack)
    assert orjson.loads(raw) == reviews["zh"].to_dict()
    assert raw.startswith(b'{\n  "format": "plan-review/1",\n')
    assert "浙江省" in raw.decode()


def test_ndjson_is_the_review_and_then_a_report_a_line(reviews, review_pack, samples):
    lines = rendered("ndjson", reviews["en"], review_pack).split(b"\n")
    assert lines.pop() == b""
    review, *told = [orjson.loads(line) for line in lines]
    whole = reviews["en"].to_dict()
    standings = [each.pop("standing")["standing"] for each in told]
    assert (told, review) == (whole.pop("reports"), whole)
    assert standings[:2] == ["judged", "superseded"]
    assert told[0]["input"]["name"] == "inbox/anhui-2.json"
    schema = jsonschema.Draft202012Validator(orjson.loads(schema_bytes("report")))
    for report in samples.values():
        line = FORMATS["ndjson"].render([report], {})
        assert isinstance(line, bytes)
        assert line.count(b"\n") == 1
        assert b'": ' not in line
        schema.validate(orjson.loads(line))


def test_a_line_break_in_a_name_breaks_no_line(hostile):
    lines = FORMATS["ndjson"].render([hostile["en"], hostile["zh"]], {})
    assert isinstance(lines, bytes)
    first, second, rest = lines.decode().split("\n")
    assert (json.loads(first)["findings"][0]["message"], rest) == (json.loads(second)["findings"][0]["message"], "")
    # A line break to JavaScript, and to `str.splitlines`, need not be one to a reader of JSON lines; neither is here.
    assert first.splitlines() == [first]
