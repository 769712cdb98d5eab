"""`plancheck compile`: which plans are compiled, what they come to, and what the files hold."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from checker.checking import read_plan
from checker.compilation import read_compilation
from checker.content import content_digest
from checker.errors import UnreadableError
from checker.pack.loading import load_pack
from checker.resources import schema_bytes

GOOD = 0
EXAMPLES = Path(__file__).parents[2] / "examples"
INBOX = EXAMPLES / "inbox"
SUFFIXES = (".json", ".docx", ".xlsx")


@pytest.fixture
def compiled(run, tmp_path):
    """`compiled(".json", folder, "--lang", "zh")`: the compilation of the plans in a folder."""

    def compiled(suffix: str, *args: object) -> bytes:
        output = tmp_path / f"compilation{suffix}"
        done = run("compile", *args, "--output", output)
        assert (done.status, done.out) == (GOOD, "")
        return output.read_bytes()

    return compiled


def test_what_a_compilation_says_is_what_the_plans_say(compiled, run, tmp_path):
    made = json.loads(compiled(".json", INBOX))
    jsonschema.validate(made, json.loads(schema_bytes("compilation")))
    run("review", INBOX, "--format", "json", "--output", tmp_path / "review.json")
    roster = json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))["roster"]
    passing = {row["office"]: row["file"] for row in roster if row["verdict"] == "pass"}
    assert {plan["office"]: plan["file"] for plan in made["plans"]} == passing
    plans = {office: read_plan(Path(file)).data for office, file in passing.items()}
    listed = [(str(each["number"]), office) for office, plan in plans.items() for each in plan["measures"]]
    assert sorted(
        (str(item["number"]), entry["office"]) for item in made["items"] for entry in item["entries"]
    ) == sorted(listed)
    figures = made["figures"]
    assert figures["pairs"] == len(listed) == sum(group["pairs"] for group in made["groups"])
    assert figures["items"] == len({number for number, _ in listed})
    assert figures["funds"] == sum(plan["funding"]["amount_cny"] for plan in plans.values())
    due = [
        (each["due"], str(entry["number"]), office, each["milestone"])
        for office, plan in plans.items()
        for entry in plan["measures"]
        for each in entry["schedule"]
    ]
    told = [(each["day"], str(each["number"]), each["office"], each["text"]) for each in made["milestones"]]
    assert sorted(told) == sorted(due)
    assert [day for day, *_ in told] == sorted(day for day, *_ in due)
    agents = sum(
        entry.get("targets", {}).get("trained_agents", 0) for plan in plans.values() for entry in plan["measures"]
    )
    (total,) = [each for each in made["totals"] if each["code"] == "trained_agents"]
    assert (total["planned"], total["least"], total["about"]) == (agents, 2000, False)
    assert {each["office"] for each in made["left_out"] if each["office"]} >= {
        row["office"] for row in roster
    } - passing.keys()


def test_each_plan_has_the_digest_of_what_it_holds(compiled):
    made = json.loads(compiled(".json", INBOX))
    pack = load_pack("sipo-2012-113")
    assert made["pack"] == {"id": pack.id, "version": pack.version, "digest": pack.digest}
    for plan in made["plans"]:
        assert content_digest(read_plan(Path(plan["file"])).data, pack.main_document) == plan["sha256"]
    assert len(read_compilation(made, pack).plans) == len(made["plans"])
    made["plans"][0]["plan"]["measures"].pop()
    with pytest.raises(UnreadableError, match="altered"):
        read_compilation(made, pack)
    with pytest.raises(UnreadableError, match="damaged"):
        read_compilation({**made, "figures": None}, pack)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_plans_give_the_same_bytes(compiled, suffix):
    names = sorted(str(path) for path in INBOX.iterdir() if path.is_file())
    assert compiled(suffix, *names) == compiled(suffix, *reversed(names), "--jobs", "2")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_word_file_is_whole(compiled, lang):
    raw = compiled(".docx", INBOX, "--lang", lang)
    text = ZipFile(BytesIO(raw)).read("word/document.xml").decode()
    assert not re.search(r"\{[%{]|[%}]\}|0x[0-9a-f]{6}", text)
    document = Document(BytesIO(raw))
    body = document.element.body
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)
    assert {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} == set(marks)
    made = json.loads(compiled(".json", INBOX))
    assert len(marks) == 8 + len(made["items"]) + len(made["groups"]) + len(
        {each["day"][:7] for each in made["milestones"]}
    )
    for table in document.tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.paragraphs for row in table.rows for cell in row.cells)
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for plan in made["plans"]:
        assert any(plan["sha256"] in cells for cells in rows)
    assert sum(len(cells) == 4 and cells[0][:2] == "20" for cells in rows) == len(made["milestones"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_has_a_row_for_each_pair_and_each_milestone(compiled, lang):
    book = openpyxl.load_workbook(BytesIO(compiled(".xlsx", INBOX, "--lang", lang)))
    made = json.loads(compiled(".json", INBOX, "--lang", lang))
    _, items, groups, senders, milestones, totals, left_out, sources = book.worksheets
    head = 2
    assert [sheet.max_row - head for sheet in (items, groups, senders, milestones, totals, left_out)] == [
        made["figures"]["pairs"],
        *(len(made[name]) for name in ("groups", "plans", "milestones", "totals", "left_out")),
    ]
    assert [row[-1].value for row in sources.iter_rows(min_row=3, max_row=sources.max_row - 1)] == [
        plan["sha256"] for plan in made["plans"]
    ]
    assert all(sheet.print_title_rows for sheet in book.worksheets[1:])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("plans", ["inbox", "sipo-2011-139"])
def test_what_is_released_holds_against_itself_and_says_what_the_plans_say(compiled, run, tmp_path, plans, lang):
    settings = (EXAMPLES / plans, "--document", "provincial-plan/1", "--lang", lang)
    compiled(".yaml", *settings, "--release")
    checked = run("check", tmp_path / "compilation.yaml", "--pack", "published-plans", "--format", "json").json
    assert (checked["verdict"], checked["findings"]) == ("pass", [])
    plan = read_plan(tmp_path / "compilation.yaml").data
    assert json.loads(compiled(".json", *settings, "--release")) == plan
    made = json.loads(compiled(".json", *settings))
    released = [
        each
        for area in plan["areas"]
        for part in (area, *area.get("sub_areas", ()))
        for each in part.get("measures", ())
    ]
    assert [each["title"] for each in released] == [item["title"] for item in made["items"]]
    for each, item in zip(released, made["items"], strict=True):
        assert {entry["name"] for entry in item["entries"]} <= set(each["bodies"])
    figures = [figure["quantity"] for each in released for figure in each.get("announced_figures", ())]
    assert figures == [total["planned"] for total in made["totals"] if total["planned"]]


PLAIN = Path(__file__).parents[1] / "office" / "plain"


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "milestone|month|funds|yuan|task"), ("zh", "节点|时间|月份|经费|元|任务")]
)
def test_what_a_kind_of_document_does_not_declare_is_not_in_its_compilation(compiled, lang, words, tmp_path):
    plan = tmp_path / "report.yaml"
    plan.write_text(
        "{format: library-report/1, circular: plain, from: '007', open: true, shelves: [{shelf: A, read: 3}]}", "utf-8"
    )
    given = (plan, "--pack", PLAIN, "--lang", lang)
    told = Document(BytesIO(compiled(".docx", *given))).element.body
    texts = ["".join(each.itertext()) for each in told.iter(qn("w:p"))]
    book = openpyxl.load_workbook(BytesIO(compiled(".xlsx", *given)))
    texts += [
        *book.sheetnames,
        *(str(cell.value) for sheet in book for row in sheet.rows for cell in row if cell.value),
    ]
    assert [text for text in texts if re.search(words, text, re.IGNORECASE)] == []
    assert "3" in texts
