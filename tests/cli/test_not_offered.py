"""What is there for one kind of document alone is said of any other in a sentence, with what there is instead."""

import shutil
from pathlib import Path

import pytest

from checker import load_pack
from checker.resources import rules_folder

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BEIJING = EXAMPLES / "sipo-2011-139" / "beijing.yaml"
SAID = {"en": "It can be checked and reviewed", "zh": "可以核对、汇总审核"}


@pytest.mark.parametrize("lang", SAID)
def test_nobody_returns_plans_under_another_circular(lang, run, tmp_path):
    made = run("letter", BEIJING, "--output", tmp_path / "letter.docx", "--lang", lang)
    assert (made.status, made.out, list(tmp_path.iterdir())) == (2, "", [])
    assert SAID[lang] in made.err


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("format_", ["xlsx", "docx"])
def test_a_kind_of_document_without_a_form(format_, lang, run, tmp_path):
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
        assert SAID[lang] in made.err
    made = run("template", sender, "--pack", folder, "--output", tmp_path / "blank.yaml", "--lang", lang)
    assert (made.status, made.err) == (0, "")


@pytest.mark.parametrize("name", ["hubei-draft.xlsx", "hubei-draft.docx"])
def test_a_form_of_another_circular_is_one_sentence_that_names_it(name, run):
    made = run("check", EXAMPLES / "plans" / name, "--pack", "sipo-2011-139", "--format", "json")
    assert made.status == 2
    (finding,) = made.json["findings"]
    assert (finding["rule"], "No. 113" in finding["message"]) == ("unreadable", True)


def test_the_kind_of_document_can_be_named(run):
    made = run("template", "legal-affairs", "--pack", "sipo-2012-113", "--document", "department-plan/1")
    assert "format: department-plan/1" in made.out
    for words in (["CN-SD", "--document", "department-plan/1"], ["CN-SD", "--document", "x"], ["CN-XX"], ["山东"]):
        made = run("template", *words, "--pack", "sipo-2012-113")
        assert (made.status, made.out) == (2, "")
    assert "CN-SD" in made.err
