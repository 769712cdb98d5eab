"""Documents of several circulars and kinds in one review: a review for each circular, in it a roster for each kind."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html
from openpyxl import load_workbook

from checker import UnknownPackError, load_pack, review, reviews
from checker.__main__ import main
from checker.model import LANGUAGES
from checker.readers import read_path
from checker.reporting import FORMATS
from checker.resources import schema_bytes

if TYPE_CHECKING:
    from checker.review_model import Review

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
OFFICES, DEPARTMENTS = "provincial-plan/1", "department-plan/1"
OLD, NEW = "sipo-2011-139", "sipo-2012-113"


@pytest.fixture
def mixed(tmp_path):
    """Plans of offices and of departments under one circular, of offices under another, and files of none."""
    folder = tmp_path / "mixed"
    for source in ("plans", "departments", OLD):
        (folder / source).mkdir(parents=True)
        for path in sorted((EXAMPLES / source).glob("*.yaml")):
            copy(path, folder / source)
    (folder / "broken.json").write_text("{")
    (folder / "another.yaml").write_text("circular: sipo-2020-1\noffice: CN-HB\n", "utf-8")
    (folder / "untold.yaml").write_text("format: provincial-plan/1\noffice: CN-BJ\nplan_year: 2012\n", "utf-8")
    return folder


def test_there_is_a_review_for_each_circular_that_of_most_documents_first(mixed):
    new, old = reviews([mixed])
    assert [each.pack_id for each in (new, old)] == [NEW, OLD]
    assert old.documents == (OFFICES,)
    assert new.documents == (OFFICES, DEPARTMENTS)
    assert {row.office for row in new.roster if row.document == DEPARTMENTS} == set(
        load_pack(NEW).codes_of("leading_department")
    )
    assert list(new.items) == [OFFICES, DEPARTMENTS]
    assert new.measures == new.items[OFFICES]
    assert {report.pack_id for report in old.reports} == {OLD}


def test_files_of_which_no_circular_can_be_told_are_where_most_documents_are(mixed):
    new, old = reviews([mixed])
    assert {Path(report.name or "").name for report in new.reports if report.pack_id is None} == {
        "broken.json",
        "another.yaml",
        "untold.yaml",
    }
    (alone,) = reviews([mixed / "plans", mixed / "broken.json"])
    assert alone.pack_id == NEW
    assert [report.pack_id for report in alone.reports][-1] is None
    (nothing,) = reviews([mixed / "broken.json"])
    assert (nothing.pack_id, nothing.documents) == (NEW, (OFFICES,))
    assert old.to_dict() == reviews([mixed / OLD])[0].to_dict()


def test_one_review_is_asked_for_where_there_are_several(mixed):
    with pytest.raises(UnknownPackError, match=f"{NEW}, {OLD}"):
        review([mixed])
    assert review([mixed / OLD]).to_dict() == reviews([mixed / OLD])[0].to_dict()
    named = review([mixed], pack=NEW)
    assert {report.pack_id for report in named.reports} == {NEW}
    assert len(named.reports) == len([path for path in mixed.rglob("*") if path.is_file()])


def test_the_number_of_processes_changes_nothing(mixed):
    alone, together = ([each.to_dict() for each in reviews([mixed], jobs=jobs)] for jobs in (1, 2))
    assert alone == together


def test_a_department_that_sends_again_is_compared_with_itself(mixed):
    path = mixed / "departments" / "international-cooperation.yaml"
    again = read_path(path).data | {"submission": {"date": "2012-12-20", "version": 2}}
    path.with_name("again.json").write_text(json.dumps(again), "utf-8")
    (made,) = reviews([mixed / "departments"])
    (resubmission,) = made.resubmissions
    assert (resubmission.document, resubmission.office) == (DEPARTMENTS, "international-cooperation")
    (row,) = [row for row in made.roster if row.office == "international-cooperation"]
    assert (Path(row.file or "").name, row.version) == ("again.json", 2)


def rendered(made: tuple[Review, ...], name: str) -> bytes:
    packs = {each.pack_id: load_pack(each.pack_id) for each in made}
    written = FORMATS[name].render_reviews(made, packs)
    return written if isinstance(written, bytes) else written.encode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_holds_all_reviews(mixed, lang):
    made = reviews([mixed], lang=lang)
    reports = [report for each in made for report in each.reports]
    as_json = json.loads(rendered(made, "json"))
    assert as_json == [each.to_dict() for each in made]
    for each in as_json:
        Draft202012Validator(json.loads(schema_bytes("review"))).validate(each)
    assert len(rendered(made, "ndjson").splitlines()) == len(reports) + len(made)
    rows = list(csv.DictReader(io.StringIO(rendered(made, "csv").decode("utf-8-sig"))))
    assert {row["file"] for row in rows} >= {report.name for report in reports}
    assert [run["tool"]["driver"]["properties"]["rulePack"] for run in json.loads(rendered(made, "sarif"))["runs"]] == [
        NEW,
        OLD,
    ]
    assert len(etree.fromstring(rendered(made, "junit"))) == len(reports) + len(made)
    text = rendered(made, "text").decode()
    citations = [load_pack(each.pack_id).citation.in_language(lang) for each in made]
    assert text.index(citations[0]) < text.index(citations[1])
    assert rendered(made, "markdown").decode().count("\n# ") == len(made) - 1
    page = html.document_fromstring(rendered(made, "html").decode())
    assert len(page.xpath("//table[@class='roster sortable']")) >= 3
    assert len(page.xpath("//table[@class='matrix']")) == 3
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [link for link in page.xpath("//@href") if link[1:] not in ids] == []
    book = load_workbook(io.BytesIO(rendered(made, "xlsx")))
    assert len(book.sheetnames) == len(set(book.sheetnames)) == 12
    assert rendered(made, "github").decode().count("::error ") > 0


def test_the_command_reviews_them_all_too(mixed, tmp_path, capsys):
    output = tmp_path / "review.json"
    assert main(["review", str(mixed), "--format", "json", "--output", str(output), "--jobs", "2"]) == 2
    assert [each["pack"]["id"] for each in json.loads(output.read_bytes())] == [NEW, OLD]
    assert main(["review", str(mixed), "--format", "ndjson"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert {json.loads(line)["pack"]["id"] for line in lines} == {OLD, NEW, None}
    assert main(["check", str(mixed), "--format", "json", "--jobs", "2"]) == 2
    checked = json.loads(capsys.readouterr().out)
    assert {(each["pack"]["id"], each["document"]) for each in checked} >= {
        (OLD, OFFICES),
        (NEW, OFFICES),
        (NEW, DEPARTMENTS),
    }
    plans = [str(path) for path in mixed.rglob("*") if path.is_file()]
    assert main(["verify", str(output), *plans]) == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_of_returning_where_nobody_returns(mixed, lang):
    (made,) = reviews([mixed / OLD], lang=lang)
    assert any(report.counts["error"] for report in made.reports)
    for name in ("text", "markdown", "html"):
        shown = rendered((made,), name).decode()
        words = ("退回",) if lang == "zh" else ("RETURN", "goes back", "go back", "returned", "returns the")
        assert [word for word in words if word in shown] == [], name


def test_plans_of_several_years_are_no_versions_of_one_another(monkeypatch, capsys):
    """Of each sender the newest year stands, where the circular is of none; and the folder one is in is a folder."""
    monkeypatch.chdir(EXAMPLES / "published-plans")
    told = review(["."], pack="published-plans").to_dict()
    assert {row["office"]: Path(row["file"]).stem for row in told["roster"]} == {
        "state-ip-office": "promotion-plan-2013",
        "strategy-conference": "strategy-plan-2014",
    }
    assert [row["superseded"] for row in told["roster"]] == [[], []]
    main(["review", ".", "--lang", "en"])
    shown = capsys.readouterr().out
    assert "same version" not in shown
    assert "stands for the sender" not in shown
