from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import jsonschema
import orjson
import pytest
from msgspec.structs import replace

from checker.model import Report, Verdict
from checker.reporting import FORMATS, Layout
from checker.resources import schema_bytes

NAMES = ["passed", "returned", "excepted", "invalid", "unreadable", "undetermined", "hostile"]


def rendered(reports: Sequence[Report], *, many: bool = False) -> bytes:
    result = FORMATS["json"].render(reports, {}, Layout(many=many))
    assert isinstance(result, bytes)
    return result


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_report_keeps_to_its_schema(name, lang, samples):
    schema = orjson.loads(schema_bytes("report"))
    jsonschema.Draft202012Validator(schema).validate(orjson.loads(rendered([samples[name, lang]])))


def test_one_input_is_an_object_and_several_are_a_list(samples):
    one, other = samples["passed", "en"], samples["returned", "en"]
    assert orjson.loads(rendered([one])) == one.to_dict()
    assert orjson.loads(rendered([one], many=True)) == [one.to_dict()]
    assert orjson.loads(rendered([one, other])) == [one.to_dict(), other.to_dict()]
    assert orjson.loads(rendered([], many=True)) == []


def test_it_is_indented_utf_8_with_one_line_feed_at_the_end(samples):
    raw = rendered([samples["excepted", "zh"]])
    assert raw.startswith(b'{\n  "format": "plan-report/1",\n  "pack": {\n    "id"')
    assert "机构改革" in raw.decode()
    assert raw.endswith(b"\n}\n")
    assert b"\r" not in raw


@pytest.mark.parametrize(
    ("change", "path", "written"),
    [
        ({"plan_year": 2**70}, ("plan_year",), 2**70),
        ({"name": "plan\udc80.yaml"}, ("input", "name"), "plan\\udc80.yaml"),
    ],
    ids=["an integer beyond 64 bits", "a file name that is not UTF-8"],
)
def test_what_orjson_refuses_is_written_all_the_same(change, path, written, samples):
    plain = samples["passed", "zh"]
    raw = rendered([replace(plain, **change)])
    value: Any = json.loads(raw)
    for step in path:
        value = value[step]
    assert value == written
    others = [line for line in rendered([plain]).splitlines() if f'"{path[-1]}"'.encode() not in line]
    assert [line for line in raw.splitlines() if f'"{path[-1]}"'.encode() not in line] == others


def test_the_verdict_of_several_reports_is_their_own(samples):
    reports = [samples[name, "en"] for name in NAMES]
    verdicts = [item["verdict"] for item in orjson.loads(rendered(reports))]
    assert verdicts == [
        Verdict.PASS,
        Verdict.RETURN,
        Verdict.REVIEW,
        Verdict.INVALID,
        Verdict.INVALID,
        Verdict.UNDETERMINED,
        Verdict.RETURN,
    ]
