"""`plancheck check` on what no file of cases can hold: links, pipes, names of bytes, very many bytes, marked copies."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import checker.cli.commands.check
from checker.reporting import FORMATS

GOOD, FOUND, UNREADABLE, UNTRUSTED = 0, 1, 2, 3


def test_standard_input_is_read_no_further_than_the_limit(run):
    done = run("check", "-", "--format", "json", stdin=b"[" + b" " * (17 * 1024 * 1024) + b"]")
    assert done.status == UNREADABLE
    assert "16" in done.json["findings"][0]["message"]


def test_links_that_lead_out_of_the_folder_are_left_out(run, write, tmp_path):
    def names(folder):
        return [report["input"]["name"] for report in run("check", folder, "--format", "json").json]

    inside, outside = write("inbox/inside.json"), write("outside.json")
    inbox = tmp_path / "inbox"
    (inbox / "out.json").symlink_to(outside)
    (inbox / "to-inside.json").symlink_to(inside)
    (inbox / "around").symlink_to(inbox, target_is_directory=True)
    (inbox / "away").symlink_to(tmp_path, target_is_directory=True)
    assert names(inbox) == [f"{inbox}/inside.json", f"{inbox}/to-inside.json"]
    linked = tmp_path / "linked"
    linked.symlink_to(inbox, target_is_directory=True)
    assert names(linked)[0] == f"{linked}/inside.json"


def test_a_pipe_in_a_folder_is_not_waited_for(run, write, tmp_path):
    write("inbox/plan.json")
    os.mkfifo(tmp_path / "inbox/pipe.json")
    assert len(run("check", tmp_path / "inbox", "--format", "json").json) == 1


@pytest.mark.durable
def test_evaluators_that_disagree_are_not_trusted(run, write, monkeypatch):
    from checker.engine.reference import ReferenceEvaluator

    plan = write("plan.json", plan_year=2012)
    assert run("check", plan, "--cross-check").status == FOUND
    monkeypatch.setattr(ReferenceEvaluator, "judge", lambda *_args, **_more: ([], set()))
    done = run("check", plan, "--cross-check", "--format", "json", "--fail-on", "never")
    assert (done.status, done.json["verdict"]) == (UNTRUSTED, "undetermined")


def test_a_hostile_file_name_is_shown_and_not_obeyed(run, write, tmp_path):
    path = write("a\x1b[31m\nb.json", plan_year=2012)
    text = run("check", path).out
    assert "\x1b" not in text
    assert "\\u001b[31m\\u000ab.json" in text
    assert run("check", path, "--format", "json").json["input"]["name"] == str(path)
    assert "\x1b" not in run("check", path, "--pack", tmp_path / "c\x1b[0m\nd").err


def test_a_name_that_is_not_utf8(start, write, tmp_path):
    strange = tmp_path / os.fsdecode(b"\xff.json")
    strange.write_bytes(write("plan.json").read_bytes())
    for format_ in ("text", "json"):
        done = start("check", strange, "--format", format_)
        assert done.returncode == GOOD
        assert b"udcff" in done.stdout
        done.stdout.decode("utf-8")


@pytest.mark.parametrize("command", ["check", "review"])
@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"xlsx"}))
def test_every_format_says_which_rules_were_left_out(run, write, tmp_path, command, format_):
    out = tmp_path / "out"
    done = run(command, write("plan.json"), "--ignore", "submitted-late", "--format", format_, "--output", out)
    assert out.exists(), done.err
    assert "left-out" in out.read_text("utf-8")


DRAFT = Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei-draft.yaml"


@pytest.fixture
def plan(run, tmp_path):
    """The draft as a workbook."""
    run("convert", DRAFT, tmp_path / "plan.xlsx", "--lang", "en")
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize("options", [["--marked"], ["--format", "xlsx", "--output"]])
def test_one_workbook_comes_back_marked(run, plan, tmp_path, options):
    titles = load_workbook(plan).sheetnames
    run("check", plan, *options, tmp_path / "checked.xlsx")
    assert load_workbook(tmp_path / "checked.xlsx").sheetnames == ["plancheck", *titles]


@pytest.mark.parametrize(("lang", "said"), [("en", "lacks: pictures."), ("zh", "未能保留以下内容：图片。")])
def test_what_the_copy_lacks_is_said(run, plan, tmp_path, lang, said):
    with ZipFile(plan, "a") as file:
        file.writestr("xl/drawings/drawing9.xml", "<x><pic/></x>")
    assert said in run("check", plan, "--marked", tmp_path / "copy.xlsx", "--lang", lang).err


def test_several_inputs_give_a_list_of_findings(run, write, plan, tmp_path):
    other = write("plans/a.json")
    for given in ([plan, other], [other.parent]):
        run("check", *given, "--format", "xlsx", "--output", tmp_path / "all.xlsx")
        assert load_workbook(tmp_path / "all.xlsx").sheetnames[:2] == ["Files", "Findings"]


def test_the_same_bytes_are_checked_and_marked(run, plan, tmp_path, monkeypatch):
    """A file that changes while it is checked is not marked with findings that are not its own: it is read once."""
    read = []
    real = checker.cli.commands.check.read_file
    monkeypatch.setattr("checker.cli.commands.check.read_file", lambda path: read.append(path) or real(path))
    monkeypatch.setattr("checker.readers.read_file", lambda path: pytest.fail(f"{path} is read again"))
    assert run("check", plan, "--format", "xlsx", "--output", tmp_path / "a.xlsx").status == 1
    assert read == [plan]
