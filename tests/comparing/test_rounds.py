"""Two reviews compared: who has sent again, and what became of what was found of each."""

import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook

from checker import load_pack, review
from checker.comparing import Change
from checker.reporting import FORMATS
from checker.rounds import compare_reviews
from checker.schema import explain
from checker.stored import read_reviews

GOLDEN = Path(__file__).parent / "golden"
PACK = load_pack("sipo-2012-113")
OPEN, SENT, WITHOUT = (
    ("still-open", "regional-deployment-missing"),
    ("fixed", "office-without-plan"),
    "office-without-plan",
)
LATE = {"submission": {"date": "2012-12-28", "version": 1}}
SECOND = {"submission": {"date": "2013-01-10", "version": 2, "first_date": "2012-12-20"}}
BROKEN = "{"
GOOD = Path(__file__).parents[2] / "examples" / "inbox" / "山东省知识产权局关于报送2013年组织实施方案.json"

ROUNDS: dict[str, tuple[Any, Any, str, list[tuple[str, str]]]] = {
    # Office: what it has sent before, and since; how that is called, and what became of what was found.
    "CN-HB": ({}, {"regions": True, **SECOND}, "sent-again", [("fixed", "regional-deployment-missing")]),
    "CN-BJ": (LATE, {**LATE, **SECOND}, "sent-again", [("fixed", "submitted-late"), OPEN]),
    "CN-TJ": ({"status": "draft"}, {}, "sent-again", [SENT, OPEN]),
    "CN-HE": (None, LATE, "sent-first", [SENT, ("new", "regional-deployment-missing"), ("new", "submitted-late")]),
    "CN-SX": (BROKEN, {}, "sent-again", [("fixed", "office-plan-unread"), ("new", "regional-deployment-missing")]),
    "CN-NM": ({}, {}, "silent", [OPEN]),
    "CN-LN": (BROKEN, BROKEN, "silent", [("still-open", "office-plan-unread")]),
    # What the later review has not got is neither fixed nor found anew.
    "CN-JL": ({}, None, "silent", [OPEN, ("new", WITHOUT)]),
    "CN-HL": ({}, BROKEN, "unclear", [OPEN, ("new", "office-plan-unread")]),
    "CN-SH": (None, None, "silent", [("still-open", WITHOUT)]),
    "CN-SD": (GOOD, GOOD, "nothing-new", []),
}
NAMES = {"CN-SX": "山西省", "CN-LN": "辽宁省", "CN-HL": "黑龙江省"}


@pytest.fixture
def made(tmp_path, conforming, lang):
    """The two rounds, the first as it was kept."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for place, folder in enumerate(folders):
        folder.mkdir()
        for office, sent in ROUNDS.items():
            members = sent[place]
            file = folder / f"{NAMES.get(office, office)}方案.json"
            if members == BROKEN:
                file.write_text(BROKEN, "utf-8")
            elif isinstance(members, Path):
                file.write_bytes(members.read_bytes())
            elif members is not None:
                plan = {**conforming, "office": office, "title": "方案", **members}
                plan["regions"] = conforming["regions"] if members.get("regions") else []
                file.write_text(json.dumps(plan, ensure_ascii=False), "utf-8")
    old, new = (review([folder], lang=lang) for folder in folders)
    (kept,) = read_reviews(json.loads(json.dumps(old.to_dict())), "en") or ()
    assert kept.to_dict() == old.to_dict()
    return compare_reviews(kept, new, ("first", "second"), lang, PACK)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_became_of_each_office(made):
    told = made.to_dict()
    assert explain("round", told) == ()
    offices = {each["office"]: each for each in told["offices"]}
    assert len(offices) == 32
    for office, (*_, sent, changes) in ROUNDS.items():
        found = [(each["change"], (each["new"] or each["old"])["rule"]) for each in offices[office]["findings"]]
        assert (office, offices[office]["sent"], sorted(found)) == (office, sent, sorted(changes))
    assert {row["judged"] for row in offices["CN-JL"]["findings"] if row["change"] == "still-open"} == {False}
    assert sum(told["counts"].values()) == sum(len(each["findings"]) for each in told["offices"]) + len(told["across"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_text_is_as_it_was_approved(made, lang):
    text = FORMATS["text"].render_rounds([made], {PACK.id: PACK})
    golden = GOLDEN / f"round.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("lang", ["en"])
def test_page_and_workbook_say_the_same(made):
    counts = {each.new.office: [len(each.of(change)) for change in Change] for each in made.offices}
    page = html.fromstring(FORMATS["html"].render_rounds([made], {PACK.id: PACK}))
    rows = page.xpath("//section[@id='compared']//tbody/tr")
    assert [[int(cell.text_content()) for cell in row[-3:]] for row in rows] == list(counts.values())
    assert len(page.xpath("//section[@id='compared']//ul[@class='changes']/li")) == len(made.findings)
    book = load_workbook(BytesIO(FORMATS["xlsx"].render_rounds([made], {PACK.id: PACK})))
    offices, findings = book.worksheets
    assert {row[0]: list(row[5:8]) for row in offices.iter_rows(min_row=6, values_only=True)} == counts
    assert findings.max_row - 3 == len(made.findings)
