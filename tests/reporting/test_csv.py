"""CSV: rows that spreadsheets read, and no cell that they take for a formula."""

import csv
import io
import re

import pytest
from msgspec.structs import replace

from checker.model import LANGUAGES
from checker.reporting.csv import COLUMNS


def parsed(rendered: bytes) -> list[dict[str, str]]:
    assert rendered.startswith(b"\xef\xbb\xbfscope,file,")
    text = rendered.decode("utf-8-sig")
    assert re.search(r"(?<!\r)\n|\r(?!\n)", text) is None
    assert text.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == COLUMNS
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_review_says_which_plans_are_in_the_roster(reviews, render_review):
    rows = parsed(render_review("csv", reviews["zh"]))
    assert [row["scope"] for row in rows[:4]] == ["review"] * 3 + ["plan"]
    stands = {row["file"]: row["in_roster"] for row in rows if row["scope"] == "plan"}
    assert [file for file, stand in stands.items() if stand == "no"] == [
        "inbox/anhui.json",
        "inbox/shanghai-a.json",
        "inbox/shanghai-b.json",
        "inbox/unknown.json",
    ]
    assert {row["standing"] for row in rows if row["file"] == "inbox/anhui.json"} == {"superseded"}


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        *((f"{start}1+1", f"'{start}1+1") for start in ("=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "  -")),
        *(("\t=1", "\\u0009=1"), ("\r=1", "\\u000d=1"), ("\n@1", "\\u000a@1"), ("a=b-c@d+e", "a=b-c@d+e")),
    ],
)
def test_what_begins_like_a_formula_is_text(name, cell, samples, render):
    (row,) = parsed(render("csv", replace(samples["passed", "en"], name=name, office=name)))
    assert (row["file"], row["office"]) == (cell, cell)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_cell_of_a_hostile_review_is_a_formula(lang, hostile_reviews, render_review):
    cells = [cell for row in parsed(render_review("csv", hostile_reviews[lang])) for cell in row.values()]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@\t\r\n]", cell)] == []
    assert sum(cell.startswith(("'=", "'+", "'-", "'@")) for cell in cells) > 8
