"""Forms on the command line: an office changes the lay-out, and there are documents without a form."""

import shutil
from pathlib import Path

import pytest
from docx import Document

from checker import load_pack
from checker.readers import read_path
from checker.resources import rules_folder

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_a_plan_is_the_same_by_way_of_every_format(run, tmp_path):
    source = EXAMPLES / "plans" / "hubei.yaml"
    for name in ("plan.docx", "plan.xlsx", "again.docx", "plan.yaml", "plan.json"):
        target = tmp_path / name
        assert run("convert", "--lang", "zh", source, target).status == 0
        source = target
    assert read_path(source).data == read_path(EXAMPLES / "plans" / "hubei.yaml").data


def test_an_office_changes_the_layout(run, tmp_path):
    layout, form = tmp_path / "layout.docx", tmp_path / "plan.docx"
    run("template", "--write-layout", "--output", layout)
    document = Document(str(layout))
    document.paragraphs[0].insert_paragraph_before("本局专用")
    document.save(str(layout))
    assert run("template", "CN-HB", "--pack", "sipo-2012-113", "--output", form, "--layout", layout).status == 0
    assert "本局专用" in [line.text for line in Document(str(form)).paragraphs]


@pytest.mark.parametrize(("lang", "said"), [("en", "It can be checked and reviewed"), ("zh", "可以核对、汇总审核")])
@pytest.mark.parametrize("format_", ["xlsx", "docx"])
def test_a_kind_of_document_without_a_form(format_, lang, said, run, tmp_path):
    # Every kind that comes with the program has a form.
    for name in ("common", "published-plans"):
        shutil.copytree(rules_folder() / name, tmp_path / name, ignore=shutil.ignore_patterns("*.form.yaml"))
    folder = tmp_path / "published-plans"
    pack = load_pack(folder)
    sender = pack.codes_of(pack.main_document.roster)[0]
    path = tmp_path / f"blank.{format_}"
    for words in (
        ["template", sender, "--pack", folder, "--output", path],
        ["convert", next((EXAMPLES / "published-plans").glob("*-2013.yaml")), path, "--pack", folder],
    ):
        made = run(*words, "--lang", lang)
        assert (made.status, made.out, path.exists()) == (2, "", False)
        assert said in made.err
    made = run("template", sender, "--pack", folder, "--output", tmp_path / "blank.yaml", "--lang", lang)
    assert (made.status, made.err) == (0, "")
