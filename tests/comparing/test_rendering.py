"""A comparison as people read it: golden files, and what must hold whatever stands in the reports."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from checker import load_pack
from checker.comparing import compare
from checker.reporting import FORMATS, Layout
from checker.reporting.page import columns

from .conftest import report_of

if TYPE_CHECKING:
    from checker.comparing import Comparison

GOLDEN = Path(__file__).parent / "golden"
PACK = load_pack("sipo-2012-113")


OLD = {
    "without": [16, 19, 32, 36],
    "measures": {12: {"objective": None}, 13: {"objective": None}, 20: {"schedule": "年底前"}},
}
NEW = {
    "without": [16, 32, 36],
    "measures": {
        12: {"objective": None},
        13: {"schedule": [{"due": "2013-02-30"}]},
        20: {"responsible": None},
    },
    "plan": {
        "submission": {"date": "2012-12-27", "version": 1},
        "exceptions": [
            {
                "rule": "optional-measures-too-few",
                "justification": "机构改革期间人员不足，本年度仅能承担一项选做措施。",
            }
        ],
    },
}


@pytest.fixture
def comparison(conforming, lang):
    """Something of everything: fixed, open, lowered, not judged again, new, not judged before, and a doubt."""
    old = {**OLD, "plan": {"regions": [{"name": "武汉市", "code": "420100"}, conforming["regions"][-1]]}}
    reports = [
        replace(report_of(side, conforming, lang), name=f"plans/hubei-{number}.yaml", pack_digest="0" * 64)
        for number, side in enumerate((old, NEW), 1)
    ]
    return compare(*reports)


def render(comparison: Comparison, **layout: Any) -> str:
    return FORMATS["text"].render_comparison(comparison, {PACK.id: PACK}, Layout(**layout))


def compared(made: bytes, name: str) -> None:
    """Compare with a golden file; PLANCHECK_WRITE_GOLDEN=1 writes it, for a person to read."""
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        (GOLDEN / name).write_bytes(made)
    assert made == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_text_is_as_it_was_approved(comparison, lang):
    compared(render(comparison).encode(), f"everything.{lang}.txt")


@pytest.mark.parametrize("lang", ["en"])
def test_the_json_is_as_it_was_approved(comparison):
    written = FORMATS["json"].render_comparison(comparison, {})
    compared(written, "everything.en.json")
    assert json.loads(written) == comparison.to_dict()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_page(comparison, lang, width):
    assert max(columns(line, lang) for line in render(comparison, width=width).splitlines()) <= width


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_colour_only_repeats_what_the_words_say(comparison, lang):
    assert comparison.lang == lang
    painted = render(comparison, colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render(comparison)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_the_rule_pack_it_is_shown_all_the_same(comparison, lang):
    assert comparison.lang == lang
    text = FORMATS["text"].render_comparison(comparison, {})
    assert "objective-missing" in text
    assert "CN-HB" in text


@pytest.mark.parametrize("lang", ["en"])
def test_what_stands_in_a_report_is_shown_and_not_obeyed(comparison, lang):
    sting = "\x1b[31mred\n\nNEW\u202e"
    evil = replace(comparison.old, office=sting, name=sting, pack_id=sting, pack_version=sting, status=None)
    text = render(compare(evil, comparison.new, lang))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\nNEW\n" not in text
    assert "\\u001b[31mred" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_two_reports_without_findings_say_so(conforming, lang):
    from checker import check

    report = check(conforming, lang=lang)
    text = render(compare(report, report))
    assert ("Neither report has any findings." if lang == "en" else "两份报告均未发现问题。") in text
