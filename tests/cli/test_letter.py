"""`plancheck letter`: for which plans there is a letter, where it goes, and the exit status."""

from __future__ import annotations

import json
from io import BytesIO
from shutil import copytree
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx import Document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD, UNREADABLE, UNTRUSTED = 0, 2, 3


@pytest.fixture
def ask(run: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """`ask(plan, "--lang", "zh")`: the run, and the text of the letter where there is one."""

    def ask(plan: object, *options: str, stdin: bytes = b"") -> tuple[Any, str | None]:
        letter = tmp_path / "letter.docx"
        letter.unlink(missing_ok=True)
        done = run("letter", plan, "--output", letter, *options, stdin=stdin)
        if not letter.exists():
            return done, None
        return done, "\n".join(paragraph.text for paragraph in Document(str(letter)).paragraphs)

    return ask


@pytest.mark.parametrize(("lang", "said"), [("en", "is returned to your office"), ("zh", "现予退回，请重新制定")])
def test_a_plan_with_errors_gets_a_letter(
    ask: Callable[..., Any], write: Callable[..., Path], lang: str, said: str
) -> None:
    done, text = ask(write("plan.json", plan_year=2012), "--lang", lang)
    assert (done.status, done.out, done.err) == (GOOD, "", "")
    assert said in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("members", "verdict"),
    [
        ({}, {"en": "pass", "zh": "通过"}),
        ({"submission": {"date": "2012-12-26"}}, {"en": "review", "zh": "待人工审核"}),
    ],
)
def test_a_plan_that_is_not_to_be_returned_gets_none(
    ask: Callable[..., Any], write: Callable[..., Path], lang: str, members: dict[str, Any], verdict: dict[str, str]
) -> None:
    done, text = ask(write("plan.json", **members), "--lang", lang)
    assert (done.status, done.out, text) == (UNREADABLE, "", None)
    assert f"“{verdict[lang]}”" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_plan_that_breaks_the_format_gets_a_letter(ask: Callable[..., Any], write: Callable[..., Path]) -> None:
    done, text = ask(write("plan.json", plan_year="soon"))
    assert done.status == GOOD
    assert "How the implementation plan is filled in" in text


def test_a_file_that_is_no_plan_gets_none(ask: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("office: CN-HB\noffice: CN-HB\n")
    for options in ((), ("--pack", "sipo-2012-113")):
        done, text = ask(tmp_path / "broken.yaml", *options)
        assert (done.status, text) == (UNREADABLE, None)
        assert "broken.yaml: " in done.err


def test_an_office_changes_the_template(
    run: Callable[..., Any], ask: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    template, plan = tmp_path / "template.docx", write("plan.json", plan_year=2012)
    assert run("letter", "--write-template", "--output", template, "--lang", "zh").status == GOOD
    document = Document(str(template))
    (line,) = [line for line in document.paragraphs if line.text == "特此通知。"]
    line.runs[0].text = "特此函告，请予{{ document }}。"
    document.save(str(template))
    done, text = ask(plan, "--template", template, "--lang", "zh")
    assert (done.status, done.err) == (GOOD, "")
    assert "特此函告，请予组织实施方案。" in text
    template.write_bytes(b"PK")
    done, text = ask(plan, "--template", template)
    assert (done.status, text) == (UNREADABLE, None)
    assert "template.docx: The template is no Word document" in done.err
    done, text = ask(plan, "--template", tmp_path / "missing.docx")
    assert (done.status, text) == (UNREADABLE, None)


def test_standard_input(ask: Callable[..., Any], write: Callable[..., Path]) -> None:
    done, text = ask("-", stdin=write("plan.json", plan_year=2012).read_bytes())
    assert done.status == GOOD
    assert "File:" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_stored_report_gives_the_same_letter(
    run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path, lang: str
) -> None:
    plan = write(
        "plan.json", plan_year=2012, regions=[{"name": "武汉市"}], measures=[{"number": 7, "class": "optional"}]
    )
    run("check", plan, "--format", "json", "--output", tmp_path / "report.json", "--lang", lang)
    letters = []
    for given in (plan, tmp_path / "report.json"):
        assert run("letter", given, "--output", tmp_path / "x.docx", "--lang", lang).status == GOOD
        letters.append((tmp_path / "x.docx").read_bytes())
    assert letters[0] == letters[1]


@pytest.mark.parametrize(("written", "asked"), [("en", "zh"), ("zh", "en")])
def test_a_stored_report_in_another_language_is_told(
    run: Callable[..., Any],
    ask: Callable[..., Any],
    write: Callable[..., Path],
    tmp_path: Path,
    written: str,
    asked: str,
) -> None:
    stored = tmp_path / "report.json"
    run("check", write("plan.json", plan_year=2012), "--format", "json", "--output", stored, "--lang", written)
    done, text = ask(stored, "--lang", asked)
    assert (done.status, text) == (UNREADABLE, None)
    assert f"--lang {written}" in done.err


@pytest.mark.parametrize(
    "change", [{"verdict": "pass"}, {"findings": None}, {"format": "plan-review/1"}, {"counts": {}}]
)
def test_a_damaged_report_is_told(
    run: Callable[..., Any], ask: Callable[..., Any], write: Callable[..., Path], tmp_path: Path, change: dict[str, Any]
) -> None:
    stored = tmp_path / "report.json"
    run("check", write("plan.json", plan_year=2012), "--format", "json", "--output", stored)
    stored.write_text(json.dumps({**json.loads(stored.read_text("utf-8")), **change}), "utf-8")
    done, text = ask(stored)
    assert (done.status, text) == (UNREADABLE, None)
    assert str(stored) in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_without_its_rule_pack_is_told(
    run: Callable[..., Any],
    ask: Callable[..., Any],
    write: Callable[..., Path],
    pack_folder: Path,
    tmp_path: Path,
    lang: str,
) -> None:
    stored = tmp_path / "report.json"
    run("check", write("plan.json", plan_year=2012), "--format", "json", "--output", stored, "--lang", lang)
    data = json.loads(stored.read_text("utf-8"))
    for id_ in (str(pack_folder), "../evil\x1b[0m", None):
        data["pack"]["id"] = id_
        stored.write_text(json.dumps(data), "utf-8")
        done, text = ask(stored, "--lang", lang)
        assert (done.status, text) == (UNREADABLE, None)
        assert "--pack" in done.err
        assert "\x1b" not in done.err


def test_a_judgement_that_failed_gives_no_letter(
    run: Callable[..., Any], ask: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    stored = tmp_path / "report.json"
    run("check", write("plan.json", plan_year=2012), "--format", "json", "--output", stored)
    data = json.loads(stored.read_text("utf-8"))
    data |= {"verdict": "undetermined", "engine": {**data["engine"], "failure": "It failed."}}
    stored.write_text(json.dumps(data), "utf-8")
    done, text = ask(stored)
    assert (done.status, text) == (UNTRUSTED, None)


def test_the_names_in_the_letter_are_the_rule_pack_s(
    ask: Callable[..., Any], write: Callable[..., Path], pack_folder: Path, tmp_path: Path
) -> None:
    own = copytree(pack_folder.parent, tmp_path / "own") / pack_folder.name
    circular = own / "pack.yaml"
    text = circular.read_text("utf-8")
    for old, new in (("zh: 国家知识产权局\n", "zh: 某某局\n"), ("zh: 国知战推函", "zh: 某战推函")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    circular.write_text(text, "utf-8")
    done, letter = ask(write("plan.json", plan_year=2012), "--pack", str(own), "--lang", "zh")
    assert done.status == GOOD
    assert "某某局专利战略推进工作办公室" in letter
    assert "某战推函〔2012〕" in letter


def test_a_rule_pack_without_an_authority_is_broken(
    ask: Callable[..., Any], write: Callable[..., Path], pack_folder: Path, tmp_path: Path
) -> None:
    own = copytree(pack_folder.parent, tmp_path / "own") / pack_folder.name
    circular = own / "pack.yaml"
    lines = circular.read_text("utf-8").splitlines(keepends=True)
    circular.write_text("".join(line for line in lines if "letter_code" not in line), "utf-8")
    done, text = ask(write("plan.json", plan_year=2012), "--pack", str(own))
    assert (done.status, text) == (UNTRUSTED, None)
    assert str(circular) in done.err


def test_where_the_letter_goes_has_to_be_said(run: Callable[..., Any], write: Callable[..., Path]) -> None:
    done = run("letter", write("plan.json", plan_year=2012))
    assert (done.status, done.out) == (UNREADABLE, "")
    assert "--output" in done.err


def test_standard_output_gets_it_whole(start: Callable[..., Any], write: Callable[..., Path]) -> None:
    done = start("letter", write("plan.json", plan_year=2012), "--output", "-")
    assert done.returncode == GOOD
    with ZipFile(BytesIO(done.stdout)) as archive:
        assert archive.testzip() is None


def test_a_file_that_is_not_there_gets_no_letter(ask: Callable[..., Any], tmp_path: Path) -> None:
    done, text = ask(tmp_path / "missing.json")
    assert (done.status, text) == (UNREADABLE, None)
    assert "missing.json" in done.err
    done, text = ask(tmp_path)
    assert (done.status, text) == (UNREADABLE, None)
    assert "is a folder" in done.err


def test_a_letter_that_cannot_be_written_is_told(
    run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    done = run("letter", write("plan.json", plan_year=2012), "--output", tmp_path / "no" / "such" / "folder.docx")
    assert done.status == UNREADABLE
    assert "folder.docx" in done.err


def test_the_day_it_is_checked_for(ask: Callable[..., Any], write: Callable[..., Path]) -> None:
    plan = write("plan.json", status="draft", plan_year=2012)
    assert "2012-12-26" not in ask(plan)[1]
    assert "2012-12-26" in ask(plan, "--as-of", "2012-12-27")[1]
