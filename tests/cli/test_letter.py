"""`plancheck letter`: what is in the letters that one plan, and those that all offices, get."""

import json
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from checker.content import content_digest

GOOD, FOUND, UNREADABLE = 0, 1, 2
RETURN, REMINDER, UNREAD = "return", "reminder", "cannot be read"


@pytest.fixture
def ask(run, tmp_path):
    """`ask(plan, "--lang", "zh")`: the text of the letter, and the letter as bytes."""

    def ask(plan: object, *options: object) -> tuple[str, bytes]:
        letter = tmp_path / "letter.docx"
        assert run("letter", plan, "--output", letter, *options).status == GOOD
        return text_of(letter), letter.read_bytes()

    return ask


def text_of(letter: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(letter)).paragraphs)


def test_an_office_changes_the_template(run, ask, write, tmp_path):
    template = tmp_path / "template.docx"
    assert run("letter", "--write-template", "--output", template, "--lang", "zh").status == GOOD
    document = Document(str(template))
    (line,) = [line for line in document.paragraphs if line.text == "特此通知。"]
    line.runs[0].text = "特此函告，请予{{ document }}。"
    document.save(str(template))
    text, _ = ask(write("plan.json", plan_year=2012), "--template", template, "--lang", "zh")
    assert "特此函告，请予组织实施方案。" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_stored_report_gives_the_same_letter(run, ask, write, tmp_path, lang):
    changed = {"regions": [{"name": "武汉市"}], "measures": [{"number": 7, "class": "optional"}]}
    plan, report = write("plan.json", plan_year=2012, **changed), tmp_path / "report.json"
    run("check", plan, "--format", "json", "--output", report, "--lang", lang)
    assert ask(report, "--lang", lang) == ask(plan, "--lang", lang)


def test_the_names_in_the_letter_are_the_rule_pack_s(ask, write, own_pack):
    circular = own_pack / "pack.yaml"
    text = circular.read_text("utf-8")
    for old, new in (("zh: 国家知识产权局\n", "zh: 某某局\n"), ("zh: 国知战推函", "zh: 某战推函")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    circular.write_text(text, "utf-8")
    letter, _ = ask(write("plan.json", plan_year=2012), "--pack", own_pack, "--lang", "zh")
    assert "某某局专利战略推进工作办公室" in letter
    assert "某战推函〔2012〕" in letter


def test_standard_output_gets_it_whole(start, write):
    done = start("letter", write("plan.json", plan_year=2012), "--output", "-")
    assert done.returncode == GOOD
    with ZipFile(BytesIO(done.stdout)) as archive:
        assert archive.testzip() is None


def test_the_day_it_is_checked_for(ask, write):
    plan = write("plan.json", status="draft", plan_year=2012)
    assert "2012-12-26" not in ask(plan)[0]
    assert "2012-12-26" in ask(plan, "--as-of", "2012-12-27")[0]


# Letters to all


@pytest.fixture
def inbox(write, tmp_path, conforming):
    """What offices have sent: one of each that a letter, or none, is written about."""

    def send(name: str, office: str, **members: Any) -> Path:
        return write(f"inbox/{name}", **{"office": office, "title": "实施方案", "regions": [], **members})

    write("inbox/review.json", submission={**conforming["submission"], "date": "2012-12-26"})
    send("faulty.json", "CN-HN")
    send("no-form.json", "CN-HE", measures="many")
    send("draft.json", "CN-NX", status="draft")
    send("old.json", "CN-XJ", plan_year=2011)
    send("first.json", "CN-BJ")
    send("second.json", "CN-BJ", notes="another")
    # A plan of Sichuan's, and one of Shanxi's that carries its code: neither office is told of it.
    send("sichuan.json", "CN-SC")
    send("陕西省方案.json", "CN-SC", title="陕西省知识产权局实施方案")
    (tmp_path / "inbox" / "贵州省实施方案.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "inbox" / "broken.json").write_text('{"format": "provincial-plan/1", ', "utf-8")
    return tmp_path / "inbox"


@pytest.fixture
def letters(run, tmp_path):
    """`letters(inbox)`: the run; by code, what the list says of the letter and why, checked against the files."""

    def letters(given: Path, *options: object) -> tuple[Any, dict[str, tuple[str, str]]]:
        folder = tmp_path / "letters"
        rmtree(folder, ignore_errors=True)
        done = run("letter", given, "--output", folder, *options)
        head, *rows = (
            [cell.value or "" for cell in row]
            for row in load_workbook(folder / "List of letters.xlsx").active["A4:H50"]
        )
        told = [dict(zip(head, row, strict=True)) for row in rows if row[0]]
        assert {each["File of the letter"] for each in told} - {""} == {file.name for file in folder.glob("*.docx")}
        listed = (folder / "List of letters.txt").read_text("utf-8")
        assert all(each["Code"] in listed for each in told)
        assert "broken.json" in listed
        return done, {each["Code"]: (each["Letter"], each["Why"]) for each in told}

    return letters


def letter_to(code: str, folder: Path) -> str:
    (letter,) = folder.glob(f"{code} *.docx")
    return text_of(letter)


def test_everybody_gets_the_letter_that_is_meant(run, letters, inbox, tmp_path):
    done, told = letters(inbox)
    assert (done.status, done.out) == (GOOD, "")
    sent = {code: letter for code, (letter, _) in told.items() if letter != REMINDER}
    none = dict.fromkeys(("CN-HB", "CN-BJ", "CN-SC", "CN-SN"), "")
    assert sent == {**none, "CN-HN": RETURN, "CN-HE": RETURN, "CN-GZ": UNREAD}
    assert len(told) == 32
    assert told["CN-NX"] == (REMINDER, "only a draft")
    assert told["CN-XJ"] == (REMINDER, "nothing was sent for this year, but for another: old.json")
    for code, why in (
        *(("CN-BJ", "different plans as version 1"), ("CN-SC", "speaks of"), ("CN-SN", "speaks of")),
        ("CN-GZ", "guess"),
    ):
        assert why in told[code][1]
    unread = letter_to("CN-GZ", tmp_path / "letters")
    assert "return" not in unread
    assert "贵州省实施方案.pdf: " in unread
    assert "26 December 2012" in letter_to("CN-QH", tmp_path / "letters")
    stored = tmp_path / "review.json"
    run("review", inbox, "--format", "json", "--output", stored)
    raw = {file.name: file.read_bytes() for file in (tmp_path / "letters").iterdir()}
    assert letters(stored)[1] == told
    assert {file.name: file.read_bytes() for file in (tmp_path / "letters").iterdir()} == raw


@pytest.mark.parametrize(("office", "file"), [("CN-HN", "faulty.json"), ("CN-HB", "review.json")])
def test_a_decision_to_return_gives_the_letter_its_day_and_reason(
    run, ask, letters, inbox, pack, tmp_path, office, file
):
    plan = inbox / file
    for other in inbox.iterdir():
        if other.name not in (file, "broken.json"):
            other.unlink()
    decided = {"reason": "too vague.", "by": "Wang", "date": "2013-01-10", "decision": "return", "office": office}
    digest = content_digest(json.loads(plan.read_text("utf-8")), pack.main_document)
    decided |= {"sha256": digest, "again_by": "2013-01-31"}
    decisions = tmp_path / "decisions.json"
    data = {"format": "review-decisions/1", "circular": "sipo-2012-113", "decisions": [decided]}
    decisions.write_text(json.dumps(data), "utf-8")
    done, told = letters(inbox, "--decisions", decisions)
    assert (done.status, told[office]) == (GOOD, (RETURN, "returned by Wang: too vague."))
    text = letter_to(office, tmp_path / "letters")
    assert "by 31 January 2013." in text
    assert "The reason: too vague." in text
    assert ask(plan, "--decisions", decisions)[0] == text
    run("review", inbox, "--format", "json", "--output", tmp_path / "review.json")
    assert letters(tmp_path / "review.json", "--decisions", decisions)[1] == told
    data["decisions"].append({**decided, "decision": "accept", "sha256": "0" * 64})
    decisions.write_text(json.dumps(data), "utf-8")
    assert letters(inbox, "--decisions", decisions)[0].status == FOUND


def test_a_template_of_returns_alone_makes_no_other_letter(run, inbox, tmp_path):
    template = Document()
    template.add_paragraph("{{ document }} of {{ addressee }} is returned.")
    template.save(str(tmp_path / "template.docx"))
    done = run("letter", inbox, "--template", tmp_path / "template.docx", "--output", tmp_path / "letters")
    assert done.status == UNREADABLE
    assert "template.docx: The template has a letter of return only" in done.err
    assert not (tmp_path / "letters").exists()
