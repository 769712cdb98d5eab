from __future__ import annotations

import csv
import io
import re

import pytest
from msgspec.structs import replace

from checker.model import Language
from checker.reporting import FORMATS
from checker.reporting.csv import COLUMNS

LANGS: list[Language] = ["en", "zh"]


def parsed(rendered: str | bytes) -> list[dict[str, str]]:
    assert isinstance(rendered, bytes)
    assert rendered.startswith(b"\xef\xbb\xbfscope,file,")
    text = rendered.decode("utf-8-sig")
    assert re.search(r"(?<!\r)\n|\r(?!\n)", text) is None
    assert text.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == COLUMNS
    assert {len(row) for row in rows} <= {len(head)}
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_row_for_each_finding_and_one_for_a_plan_without(samples):
    reports = [samples[name, "en"] for name in ("returned", "passed", "invalid", "undetermined")]
    rows = parsed(FORMATS["csv"].render(reports, {}))
    assert [row["verdict"] for row in rows] == ["return"] * 7 + ["pass"] + ["invalid"] * 2 + ["undetermined"]
    assert [row["rule"] for row in rows[7:]] == ["", "schema", "schema", ""]
    assert rows[10]["failure"] == "durable_rules stopped before it had judged every rule"
    assert rows[2]["at"] == "/measures/0/targets/compliant_enterprises"
    assert (rows[2]["line"], rows[2]["column"], rows[2]["subject"]) == ("41", "28", "26")
    assert rows[6]["cell"] == "Exceptions!A2"
    assert {row["scope"] for row in rows} == {"plan"}


def test_a_review_begins_with_what_was_found_across_the_plans(reviews, review_pack):
    rows = parsed(FORMATS["csv"].render_review(reviews["zh"], review_pack))
    across = [row for row in rows if row["scope"] == "review"]
    assert across == rows[:3]
    assert [(row["office"], row["rule"], row["subject"], row["at"]) for row in across] == [
        ("CN-NM", "plan-absent", "CN-NM", ""),
        ("CN-ZJ", "plan-absent", "CN-ZJ", ""),
        ("", "figure-missed", "16", ""),
    ]
    stands = {row["file"]: row["in_roster"] for row in rows[3:] if row["scope"] == "plan"}
    assert [file for file, stand in stands.items() if stand == "no"] == [
        "inbox/anhui.json",
        "inbox/shanghai-a.json",
        "inbox/shanghai-b.json",
        "inbox/unknown.json",
    ]
    assert stands["inbox/anhui-2.json"] == "yes"
    assert {row["file"]: row["standing"] for row in rows[3:] if row["standing"] != "judged"} == {
        "inbox/anhui.json": "superseded",
        "inbox/unknown.json": "cannot-be-read",
        "inbox/read me.txt": "no-plan-file",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "  -"])
def test_what_begins_like_a_formula_is_text(start, samples):
    report = replace(samples["passed", "en"], name=f"{start}1+1", office=f"{start}x")
    (row,) = parsed(FORMATS["csv"].render([report], {}))
    assert (row["file"], row["office"]) == (f"'{start}1+1", f"'{start}x")


@pytest.mark.parametrize(("start", "shown"), [("\t=", "\\u0009="), ("\r=", "\\u000d="), ("\n@", "\\u000a@")])
def test_white_space_before_a_formula_is_made_visible(start, shown, samples):
    (row,) = parsed(FORMATS["csv"].render([replace(samples["passed", "en"], name=f"{start}1")], {}))
    assert row["file"] == f"{shown}1"


def test_what_looks_like_no_formula_is_left_alone(samples):
    (row,) = parsed(FORMATS["csv"].render([replace(samples["passed", "en"], name="a=b-c@d+e")], {}))
    assert row["file"] == "a=b-c@d+e"


@pytest.mark.parametrize("lang", LANGS)
def test_no_cell_of_a_hostile_review_is_a_formula(lang, hostile_reviews, review_pack):
    rows = parsed(FORMATS["csv"].render_review(hostile_reviews[lang], review_pack))
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@\t\r\n]", cell)] == []
    assert sum(cell.startswith(("'=", "'+", "'-", "'@")) for cell in cells) > 8
