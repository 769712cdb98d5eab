"""`plancheck letter`: for which plans there is a letter, where it goes, and the exit status."""

from __future__ import annotations

import json
from io import BytesIO
from shutil import copytree, rmtree
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook

from checker.content import content_digest
from checker.pack.loading import load_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD, FOUND, UNREADABLE, UNTRUSTED = 0, 1, 2, 3
RETURN, REMINDER, UNREAD = "return", "reminder", "cannot be read"


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
    assert "go into a folder of their own" in done.err


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


# Letters to all


@pytest.fixture
def inbox(write: Callable[..., Path], tmp_path: Path, conforming: dict[str, Any]) -> Path:
    """What offices have sent: one of each that a letter, or none, is written about."""

    def send(name: str, office: str, **members: Any) -> Path:
        return write(f"inbox/{name}", office=office, title="实施方案", regions=[], **members)

    write("inbox/review.json", submission={**conforming["submission"], "date": "2012-12-26"})
    send("faulty.json", "CN-HN")
    send("no-form.json", "CN-HE", measures="many")
    send("draft.json", "CN-NX", status="draft")
    send("old.json", "CN-XJ", plan_year=2011)
    send("first.json", "CN-BJ")
    send("second.json", "CN-BJ", notes="another")
    # A plan of Sichuan's, and one of Shanxi's that carries its code: neither office is told of it.
    send("sichuan.json", "CN-SC")
    write("inbox/陕西省方案.json", office="CN-SC", title="陕西省知识产权局实施方案", regions=[])
    (tmp_path / "inbox" / "贵州省实施方案.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "inbox" / "broken.json").write_text('{"format": "provincial-plan/1", ', "utf-8")
    return tmp_path / "inbox"


@pytest.fixture
def letters(run: Callable[..., Any], tmp_path: Path) -> Callable[..., tuple[Any, dict[str, tuple[str, str]]]]:
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


def text_of(folder: Path, code: str) -> str:
    (letter,) = folder.glob(f"{code} *.docx")
    return "\n".join(paragraph.text for paragraph in Document(str(letter)).paragraphs)


def test_everybody_gets_the_letter_that_is_meant(
    run: Callable[..., Any], letters: Callable[..., Any], inbox: Path, tmp_path: Path
) -> None:
    done, told = letters(inbox)
    assert (done.status, done.out) == (GOOD, "")
    sent = {code: letter for code, (letter, _) in told.items() if letter != REMINDER}
    none = dict.fromkeys(("CN-HB", "CN-BJ", "CN-SC", "CN-SN"), "")
    assert sent == {**none, "CN-HN": RETURN, "CN-HE": RETURN, "CN-GZ": UNREAD}
    assert len(told) - len(sent) == 32 - len(sent)
    assert told["CN-NX"] == (REMINDER, "only a draft")
    assert told["CN-XJ"] == (REMINDER, "nothing was sent for this year, but for another: old.json")
    assert "different plans as version 1" in told["CN-BJ"][1]
    assert "speaks of" in told["CN-SC"][1]
    assert "speaks of" in told["CN-SN"][1]
    assert "guess" in told["CN-GZ"][1]
    unread = text_of(tmp_path / "letters", "CN-GZ")
    assert "return" not in unread
    assert "贵州省实施方案.pdf: " in unread
    assert "26 December 2012" in text_of(tmp_path / "letters", "CN-QH")
    stored = tmp_path / "review.json"
    run("review", inbox, "--format", "json", "--output", stored)
    raw = {file.name: file.read_bytes() for file in (tmp_path / "letters").iterdir()}
    assert letters(stored)[1] == told
    assert {file.name: file.read_bytes() for file in (tmp_path / "letters").iterdir()} == raw


@pytest.mark.parametrize("office", ["CN-HN", "CN-HB"])
def test_a_decision_to_return_gives_the_letter_its_day_and_reason(
    run: Callable[..., Any],
    ask: Callable[..., Any],
    letters: Callable[..., Any],
    inbox: Path,
    tmp_path: Path,
    office: str,
) -> None:
    plan = inbox / {"CN-HN": "faulty.json", "CN-HB": "review.json"}[office]
    kind = load_pack("sipo-2012-113").main_document
    decided = {"reason": "too vague.", "by": "Wang", "date": "2013-01-10", "decision": "return", "office": office}
    decided |= {"sha256": content_digest(json.loads(plan.read_text("utf-8")), kind), "again_by": "2013-01-31"}
    decisions = tmp_path / "decisions.json"
    data = {"format": "review-decisions/1", "circular": "sipo-2012-113", "decisions": [decided]}
    decisions.write_text(json.dumps(data), "utf-8")
    done, told = letters(inbox, "--decisions", decisions)
    assert (done.status, told[office]) == (GOOD, (RETURN, "returned by Wang: too vague."))
    text = text_of(tmp_path / "letters", office)
    assert "by 31 January 2013." in text
    assert "The reason: too vague." in text
    alone, same = ask(plan, "--decisions", decisions)
    assert (alone.status, same) == (GOOD, text)
    run("review", inbox, "--format", "json", "--output", tmp_path / "review.json")
    assert letters(tmp_path / "review.json", "--decisions", decisions)[1] == told
    data["decisions"].append({**decided, "decision": "accept", "sha256": "0" * 64})
    decisions.write_text(json.dumps(data), "utf-8")
    assert letters(inbox, "--decisions", decisions)[0].status == FOUND


@pytest.mark.parametrize("made", ["file", "folder of others", "within the plans", "a report, with decisions"])
def test_where_letters_would_do_harm_none_are_written(
    run: Callable[..., Any], inbox: Path, tmp_path: Path, made: str
) -> None:
    output, options = tmp_path / "letters", []
    match made:
        case "file":
            output.write_text("mine", "utf-8")
        case "folder of others":
            output.mkdir()
            (output / "CN-HB return.docx").write_text("of last year", "utf-8")
        case "within the plans":
            output = inbox / "letters"
        case _:
            decisions = {"format": "review-decisions/1", "circular": "sipo-2012-113", "decisions": []}
            (tmp_path / "decisions.json").write_text(json.dumps(decisions), "utf-8")
            run("check", inbox / "faulty.json", "--format", "json", "--output", tmp_path / "report.json")
            inbox, options = tmp_path / "report.json", ["--decisions", tmp_path / "decisions.json"]
    before = sorted(tmp_path.rglob("*"))
    done = run("letter", inbox, "--output", output, *options)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert len(done.err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_template_of_returns_alone_makes_no_other_letter(
    run: Callable[..., Any], inbox: Path, tmp_path: Path
) -> None:
    template = Document()
    template.add_paragraph("{{ document }} of {{ addressee }} is returned.")
    template.save(str(tmp_path / "template.docx"))
    done = run("letter", inbox, "--template", tmp_path / "template.docx", "--output", tmp_path / "letters")
    assert done.status == UNREADABLE
    assert "template.docx: The template has a letter of return only" in done.err
    assert not (tmp_path / "letters").exists()
