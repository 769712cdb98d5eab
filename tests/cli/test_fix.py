"""`plancheck fix` on the command line: what it says, what it writes, and its exit statuses."""

from __future__ import annotations

import json
import os
import shutil
import stat
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.pack.loading import load_pack
from checker.schema import is_valid

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DRAFT = EXAMPLES / "plans" / "hubei-draft.yaml"
GOLDEN = Path(__file__).parent.parent / "fixing" / "golden"
WRITE = os.environ.get("PLANCHECK_WRITE_GOLDEN")


@pytest.fixture
def base(conforming: dict[str, Any]) -> dict[str, Any]:
    """A plan that passes, to be spoilt."""
    return deepcopy(conforming)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return Path(shutil.copy(DRAFT, tmp_path / "draft.yaml"))


@pytest.fixture
def many(tmp_path: Path, base: dict[str, Any]) -> Path:
    """A plan with too many optional measures, one of which has two defects of its own."""
    listed = {entry["number"] for entry in base["measures"]}
    rows = load_pack("sipo-2012-113").tables["catalogue_measure"].by_key.values()
    optional = [row["number"] for row in rows if row["class"] == "optional"]
    for number in [number for number in optional if number not in listed and number != 36][:8]:
        entry = {"number": number, "actions": ["x"], "schedule": [{"due": "2013-06-30"}], "responsible": ["x"]}
        base["measures"].append({**entry, "objective": "x", "legislation": None})
    base["measures"][-1].update(objective=" ", actions=[""])
    path = tmp_path / "many.json"
    path.write_text(json.dumps(base, ensure_ascii=False, indent=2), "utf-8")
    return path


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_way_as_text(run, lang, monkeypatch):
    monkeypatch.chdir(EXAMPLES.parent)
    found = run("fix", "--lang", lang, "examples/plans/hubei-draft.yaml")
    assert found.status == 1
    assert found.err == ""
    golden = GOLDEN / f"hubei-draft.{lang}.txt"
    if WRITE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found.out, "utf-8")
    assert found.out == golden.read_text("utf-8")


def test_drop_any_of_these(run, many):
    found = run("fix", many)
    assert found.status == 1
    assert "Drop any" in found.out
    way = run("fix", "--format", "json", many).json["way"]
    (forced,) = (choice for choice in way["choices"] if len(choice["of"]) == 1)
    assert {found["rule"] for found in forced["mends"]} == {
        "optional-measures-too-many",
        "objective-missing",
        "actions-missing",
    }
    assert sum(choice["any"] for choice in way["choices"]) == way["size"] == way["why"]["least"] == 2


def test_the_way_as_json(run, draft):
    for plan in (draft, EXAMPLES / "plans" / "hubei.yaml"):
        found = run("fix", "--format", "json", plan)
        assert is_valid("fix", found.json)
    assert run("schema", "fix").json["properties"]["format"]["const"] == "plan-fix/1"


def test_a_plan_that_passes_is_left_alone(run, tmp_path):
    plan = Path(shutil.copy(EXAMPLES / "plans" / "hubei.yaml", tmp_path / "plan.yaml"))
    before = plan.read_bytes(), plan.stat().st_mtime_ns
    found = run("fix", "--write", plan)
    assert found.status == 0
    assert found.out.startswith("PASS")
    assert (plan.read_bytes(), plan.stat().st_mtime_ns) == before


def test_what_is_written_in_place(run, draft):
    draft.chmod(0o640)
    old = draft.read_text("utf-8")
    found = run("fix", "--write", "--lang", "zh", draft)
    assert found.status == 1
    new = draft.read_text("utf-8")
    assert stat.S_IMODE(draft.stat().st_mode) == 0o640
    assert [path.name for path in draft.parent.iterdir()] == ["draft.yaml"]
    kept = set(old.splitlines()) - set(new.splitlines())
    # What is taken out stays as a comment; and one day is another.
    commented = "".join(new.split())
    assert {line for line in kept if f"#{''.join(line.split())}" not in commented} == {"      - due: 2014-03-31"}
    assert "      - due: 2013-12-31\n" in new
    assert "（原为2014年3月31日）\n" in new
    assert "    objective: ''\n" in new
    again = run("fix", "--write", "--lang", "zh", draft)
    assert again.status == 1
    assert draft.read_text("utf-8") == new


def test_mechanical_edits_alone_make_a_plan_pass(run, tmp_path, base):
    base["measures"][0]["class"] = "optional"
    base["measures"][1]["schedule"] = [{"due": "2013/12/1"}, {"due": "2014-02-01"}]
    base["measures"][2]["objektive"] = base["measures"][2].pop("objective")
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(base, ensure_ascii=False), "utf-8")
    assert run("check", plan).status == 2
    found = run("fix", "--write", plan)
    assert found.status == 0, found.out
    assert run("check", plan).status == 0
    data = json.loads(plan.read_text("utf-8"))
    assert [list(entry) for entry in data["measures"]] == [
        [name.replace("objektive", "objective") for name in entry] for entry in base["measures"]
    ]


def test_what_is_written_elsewhere(run, draft, tmp_path):
    before = draft.read_bytes()
    target = tmp_path / "mended.yaml"
    out = tmp_path / "said.json"
    found = run("fix", "--write-to", target, "--format", "json", "--output", out, draft)
    assert found.status == 1
    assert found.out == ""
    said = json.loads(out.read_text("utf-8"))
    assert is_valid("fix", said)
    assert said["written"]["file"] == str(target)
    assert set(said["written"]["choices"]) == {"made", "marked"}
    assert draft.read_bytes() == before
    assert b"TO FILL IN" in target.read_bytes()


def test_standard_input(run, draft, tmp_path):
    raw = draft.read_bytes()
    assert run("fix", "-", stdin=raw).status == 1
    refused = run("fix", "--write", "-", stdin=raw)
    assert refused.status == 2
    assert "--write-to" in refused.err
    assert run("fix", "--write-to", tmp_path / "x.yaml", "-", stdin=raw).status == 1
    assert b"TO FILL IN" in (tmp_path / "x.yaml").read_bytes()


def test_a_plan_that_cannot_be_written_is_as_it_was(run, draft):
    before = draft.read_bytes()
    found = run("fix", "--write-to", draft.parent / "no" / "such.yaml", draft)
    assert found.status == 2
    assert found.err
    assert draft.read_bytes() == before
    same = run("fix", "--write", "--output", draft, draft)
    assert same.status == 2
    assert draft.read_bytes() == before


def test_what_no_edit_can_mend_is_said(run, tmp_path, base):
    base["submission"]["date"] = "2013-01-15"
    plan = tmp_path / "late.json"
    plan.write_text(json.dumps(base), "utf-8")
    found = run("fix", plan)
    assert found.status == 1
    assert found.out.startswith("AS IT IS STATED, no edit")
    assert "Only if" in found.out
    before = plan.read_bytes()
    assert run("fix", "--write", plan).status == 1
    assert plan.read_bytes() == before


def test_nothing_from_a_plan_reaches_the_terminal(run, tmp_path, base):
    base["regions"] = [{"name": "a\u001b[31m\u202eb\nc", "code": "990000", "tasks": []}]
    base["measures"][0]["number"] = "\u001b]0;x\u0007"
    plan = tmp_path / "plan.yaml"
    plan.write_text(json.dumps(base), "utf-8")
    for extra in ((), ("--write-to", tmp_path / "new.yaml")):
        found = run("fix", *extra, plan)
        assert not any(sign in found.out for sign in "\u001b\u202e\u0007")
    assert "\u001b" not in (tmp_path / "new.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["hubei-draft.xlsx", "hubei-draft.docx"])
def test_a_form_in_which_something_is_not_understood_is_to_be_mended_first(run, name):
    path = Path(__file__).parents[2] / "examples" / "plans" / name
    done = run("fix", path)
    assert done.status == 2
    assert "cannot be understood" in done.err
    assert "Place   " in done.out


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_form_is_mended_in_a_copy_of_it(run, tmp_path, base, suffix):
    base["measures"][1]["schedule"][1]["due"] = "2014-02-01"
    source, form, copy = tmp_path / "plan.json", tmp_path / f"plan{suffix}", tmp_path / f"copy{suffix}"
    source.write_text(json.dumps(base, ensure_ascii=False), "utf-8")
    assert run("convert", source, form, "--lang", "zh").status == 0
    before = form.read_bytes()
    assert run("fix", form, "--write").status == 2
    found = run("fix", form, "--write-to", copy)
    assert found.status == 0, found.out
    assert run("check", copy).status == 0
    assert form.read_bytes() == before


def test_a_part_of_a_numbered_document_is_named_as_its_report_names_it(run, tmp_path):
    data = yaml.safe_load((EXAMPLES / "published-plans" / "promotion-plan-2013.yaml").read_text("utf-8"))
    first, second = data["areas"][0]["sub_areas"][0]["measures"][:2]
    second["number"] = first["number"]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")
    (told,) = (line for line in run("fix", path).out.splitlines() if line.startswith("1. "))
    assert f"{second['number']} ({second['title']})" in told
