"""`plancheck check`: which inputs, which report, which exit status."""

from __future__ import annotations

import os
from typing import Any

import pytest

GOOD, FOUND, UNREADABLE, UNTRUSTED = 0, 1, 2, 3


def names(run_: Any) -> list[str]:
    return [report["input"]["name"] for report in run_.json]


def verdicts(run_: Any) -> list[str]:
    return [report["verdict"] for report in run_.json]


@pytest.mark.parametrize(
    "members", [{}, {"submission": {"date": "2013-01-10", "version": 2, "first_date": "2012-12-20"}}]
)
def test_a_conforming_plan_passes(run, write, members):
    done = run("check", write("plan.json", **members))
    assert done.status == GOOD
    assert done.out.startswith("PASS")
    assert done.err == ""


@pytest.mark.parametrize(
    ("fail_on", "members", "status"),
    [
        ("error", {"submission": {"date": "2012-12-26"}}, GOOD),
        ("warning", {"submission": {"date": "2012-12-26"}}, FOUND),
        ("never", {"submission": {"date": "2012-12-26"}}, GOOD),
        ("never", {"plan_year": 2012}, GOOD),
        ("warning", {"plan_year": 2012}, FOUND),
        ("warning", {}, GOOD),
        ("warning", {"exceptions": [{"rule": "optional-measures-too-few", "justification": "人员不足"}]}, GOOD),
        ("error", {"plan_year": 2012}, FOUND),
        ("never", {"plan_year": "soon"}, UNREADABLE),
    ],
)
def test_the_severity_that_fails_is_chosen(run, write, fail_on, members, status):
    assert run("check", write("plan.json", **members), "--fail-on", fail_on).status == status


def test_one_file_is_one_report_and_several_are_a_list(run, write):
    one, other = write("one.json"), write("other.yaml", plan_year=2012)
    assert run("check", one, "--format", "json").json["input"]["name"] == str(one)
    both = run("check", other, one, "--format", "json")
    assert names(both) == [str(other), str(one)]
    assert verdicts(both) == ["return", "pass"]
    assert both.status == FOUND


def test_the_highest_status_counts_and_every_input_is_judged(run, write, tmp_path):
    missing = tmp_path / "missing.json"
    done = run("check", write("bad.json", plan_year=2012), missing, write("good.json"), "--format", "json")
    assert verdicts(done) == ["return", "invalid", "pass"]
    assert done.json[1]["findings"][0]["rule"] == "unreadable"
    assert done.status == UNREADABLE


def test_the_name_is_as_given(run, write, monkeypatch, tmp_path):
    write("plan.json")
    monkeypatch.chdir(tmp_path)
    assert run("check", "./plan.json", "--format", "json").json["input"]["name"] == "./plan.json"


def test_standard_input(run, write):
    plan = write("plan.json").read_bytes()
    done = run("check", "-", "--format", "json", stdin=plan)
    assert done.status == GOOD
    assert done.json["input"]["name"] == "-"
    assert run("check", "-", stdin=b"").status == UNREADABLE
    assert run("check", "-", "-", stdin=plan).status == UNREADABLE


def test_standard_input_is_read_no_further_than_the_limit(run):
    done = run("check", "-", "--format", "json", stdin=b"[" + b" " * (17 * 1024 * 1024) + b"]")
    assert done.status == UNREADABLE
    assert "16" in done.json["findings"][0]["message"]


def test_a_folder_is_its_plan_files(run, write, tmp_path):
    write("inbox/b.json")
    write("inbox/a.YAML")
    write("inbox/north/c.yml")
    write("inbox/.hidden.json")
    write("inbox/.git/d.json")
    (tmp_path / "inbox/notes.txt").write_text("no plan")
    folder = tmp_path / "inbox"
    done = run("check", folder, "--format", "json")
    assert names(done) == [f"{folder}/a.YAML", f"{folder}/b.json", f"{folder}/north/c.yml"]
    assert done.status == GOOD
    assert names(run("check", f"{folder}/", "--format", "json")) == names(done)


def test_links_that_lead_out_of_the_folder_are_left_out(run, write, tmp_path):
    inside, outside = write("inbox/inside.json"), write("outside.json")
    inbox = tmp_path / "inbox"
    (inbox / "out.json").symlink_to(outside)
    (inbox / "to-inside.json").symlink_to(inside)
    (inbox / "around").symlink_to(inbox, target_is_directory=True)
    (inbox / "away").symlink_to(tmp_path, target_is_directory=True)
    done = run("check", inbox, "--format", "json")
    assert names(done) == [f"{inbox}/inside.json", f"{inbox}/to-inside.json"]
    linked = tmp_path / "linked"
    linked.symlink_to(inbox, target_is_directory=True)
    assert names(run("check", linked, "--format", "json"))[0] == f"{linked}/inside.json"


def test_a_pipe_in_a_folder_is_not_waited_for(run, write, tmp_path):
    write("inbox/plan.json")
    os.mkfifo(tmp_path / "inbox/pipe.json")
    assert len(run("check", tmp_path / "inbox", "--format", "json").json) == 1


def test_a_folder_without_plans_is_wrong_usage(run, write, tmp_path):
    (tmp_path / "empty").mkdir()
    for lang, said in (("en", "no plan file"), ("zh", "没有方案文件")):
        done = run("check", write("plan.json"), tmp_path / "empty", "--lang", lang)
        assert done.status == UNREADABLE
        assert said in done.err
        assert done.out == ""


def test_the_pack_can_be_a_folder(run, write, own_pack):
    circular = own_pack / "pack.yaml"
    circular.write_text(circular.read_text("utf-8").replace("version: 2.0.0", "version: 9.8.7"), "utf-8")
    done = run("check", write("plan.json"), "--pack", own_pack, "--format", "json")
    assert done.json["pack"]["version"] == "9.8.7"
    assert done.status == GOOD


def test_a_pack_that_is_not_there_is_wrong_usage(run, write, tmp_path):
    for pack in ("sipo-2012-114", tmp_path / "nowhere"):
        done = run("check", write("plan.json"), "--pack", pack)
        assert done.status == UNREADABLE
        assert str(pack) in done.err
        assert "sipo-2012-113" in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_broken_pack_is_told_with_file_and_line_before_any_plan_is_read(run, own_pack, tmp_path, lang):
    rule = own_pack / "II.1" / "objective-missing" / "rule.yaml"
    lines = rule.read_text("utf-8").splitlines()
    (line,) = (number for number, text in enumerate(lines, 1) if text.startswith("severity:"))
    lines[line - 1] = "severity: fatal"
    rule.write_text("\n".join(lines), "utf-8")
    done = run("check", tmp_path / "missing.json", "--pack", own_pack, "--lang", lang)
    assert done.status == UNTRUSTED
    assert f"{rule}:{line}: " in done.err
    assert "Text(" not in done.err
    assert done.out == ""


def test_the_day_it_is_checked_for(run, write):
    draft = write("plan.json", status="draft")
    assert run("check", draft, "--fail-on", "warning").status == GOOD
    assert run("check", draft, "--fail-on", "warning", "--as-of", "2012-12-27").status == FOUND


@pytest.mark.durable
def test_evaluators_that_disagree_are_not_trusted(run, write, monkeypatch):
    from checker.engine.reference import ReferenceEvaluator

    plan = write("plan.json", plan_year=2012)
    assert run("check", plan, "--cross-check").status == FOUND
    monkeypatch.setattr(ReferenceEvaluator, "judge", lambda *_args, **_more: ([], set()))
    done = run("check", plan, "--cross-check", "--format", "json", "--fail-on", "never")
    assert done.status == UNTRUSTED
    assert done.json["verdict"] == "undetermined"


def test_a_hostile_file_name_is_shown_and_not_obeyed(run, write, tmp_path):
    path = write("a\x1b[31m\nb.json", plan_year=2012)
    text = run("check", path).out
    assert "\x1b" not in text
    assert "\\u001b[31m\\u000ab.json" in text
    assert run("check", path, "--format", "json").json["input"]["name"] == str(path)
    done = run("check", path, "--pack", tmp_path / "c\x1b[0m\nd")
    assert "\x1b" not in done.err


def test_a_name_that_is_not_utf8(start, write, tmp_path):
    plan = write("plan.json")
    strange = tmp_path / os.fsdecode(b"\xff.json")
    strange.write_bytes(plan.read_bytes())
    for format_ in ("text", "json"):
        done = start("check", strange, "--format", format_)
        assert done.returncode == GOOD
        assert b"udcff" in done.stdout
        done.stdout.decode("utf-8")
