"""Word documents on the command line: made, checked, converted, refused."""

from pathlib import Path

import pytest
from docx import Document

from checker.readers import read_path

PLANS = Path(__file__).resolve().parents[2] / "examples" / "plans"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_form_is_made_and_checked(run, tmp_path, lang):
    form = tmp_path / "方案.docx"
    made = run("template", "CN-HB", "--pack", "sipo-2012-113", "--format", "docx", "--lang", lang, "--output", form)
    assert (made.status, made.out, made.err) == (0, "", "")
    report = run("check", "--format", "json", form).json
    assert (report["office"], report["verdict"]) == ("CN-HB", "return")
    assert "schema" not in {finding["rule"] for finding in report["findings"]}


def test_there_and_back_by_way_of_every_format(run, tmp_path):
    names = ("plan.docx", "plan.xlsx", "again.docx", "plan.yaml", "third.docx", "plan.json")
    source = PLANS / "hubei.yaml"
    for name in names:
        target = tmp_path / name
        assert (run("convert", "--lang", "zh", source, target).status, target.exists()) == (0, True)
        source = target
    assert read_path(source).data == read_path(PLANS / "hubei.yaml").data


def test_a_document_with_unclear_places_is_not_converted(run, tmp_path):
    target = tmp_path / "plan.yaml"
    done = run("convert", "--lang", "zh", PLANS / "hubei-draft.docx", target)
    assert done.status == 2
    assert not target.exists()
    assert "约300万元" in done.out
    assert "第7段" in done.out


def test_a_plan_that_no_document_can_hold_is_refused(run, tmp_path):
    source, target = tmp_path / "plan.json", tmp_path / "plan.docx"
    source.write_text(
        (PLANS / "hubei.json").read_text("utf-8").replace("湖北省知识产权局办公室", "办公室\\u0007"), encoding="utf-8"
    )
    done = run("convert", "--lang", "zh", source, target)
    assert (done.status, target.exists()) == (2, False)
    assert "办公室" in done.err
    assert "U+0007" in done.err


def test_an_office_changes_the_layout(run, tmp_path):
    layout, form = tmp_path / "layout.docx", tmp_path / "plan.docx"
    blank = ("template", "CN-HB", "--pack", "sipo-2012-113", "--lang", "zh", "--output", form)
    assert run("template", "--write-layout", "--lang", "zh", "--output", layout).status == 0
    document = Document(str(layout))
    document.paragraphs[0].insert_paragraph_before("本局专用")
    document.save(str(layout))
    assert run(*blank, "--layout", layout).status == 0
    assert "本局专用" in [line.text for line in Document(str(form)).paragraphs]
    assert run("check", "--format", "json", form).json["office"] == "CN-HB"
    assert run(*blank[:-1], tmp_path / "plan.xlsx", "--layout", layout).status == 2
    layout.write_bytes(b"PK")
    refused = run(*blank, "--layout", layout)
    assert refused.status == 2
    assert "layout.docx" in refused.err
