"""`plancheck fix`: its text, what it leaves of a file that it writes in, and what is left to choose."""

import json
import os
import shutil
import stat
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOLDEN = Path(__file__).parent.parent / "fixing" / "golden"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_way_as_text(run, lang, monkeypatch):
    monkeypatch.chdir(EXAMPLES.parent)
    found = run("fix", "--lang", lang, "examples/plans/hubei-draft.yaml")
    assert (found.status, found.err) == (1, "")
    golden = GOLDEN / f"hubei-draft.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN"):
        golden.write_text(found.out, "utf-8")
    assert found.out == golden.read_text("utf-8")


def test_where_any_of_several_may_go_one_that_mends_more_is_said_to_have_to(run, write, conforming, pack):
    """Too many optional measures, one of which has two defects of its own."""
    measures = deepcopy(conforming["measures"])
    listed = {entry["number"] for entry in measures}
    optional = [row["number"] for row in pack.tables["catalogue_measure"].by_key.values() if row["class"] == "optional"]
    for number in [number for number in optional if number not in listed and number != 36][:8]:
        entry = {"number": number, "actions": ["x"], "schedule": [{"due": "2013-06-30"}], "responsible": ["x"]}
        measures.append({**entry, "objective": "x", "legislation": None})
    measures[-1].update(objective=" ", actions=[""])
    many = write("many.json", measures=measures)
    found = run("fix", many)
    assert (found.status, "Drop any" in found.out) == (1, True)
    way = run("fix", "--format", "json", many).json["way"]
    (forced,) = (choice for choice in way["choices"] if len(choice["of"]) == 1)
    mended = {"optional-measures-too-many", "objective-missing", "actions-missing"}
    assert {found["rule"] for found in forced["mends"]} == mended
    assert sum(choice["any"] for choice in way["choices"]) == way["size"] == way["why"]["least"] == 2


def test_what_is_written_in_place(run, tmp_path):
    draft = Path(shutil.copy(EXAMPLES / "plans" / "hubei-draft.yaml", tmp_path / "draft.yaml"))
    draft.chmod(0o640)
    old = draft.read_text("utf-8")
    assert run("fix", "--write", "--lang", "zh", draft).status == 1
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
    assert run("fix", "--write", "--lang", "zh", draft).status == 1
    assert draft.read_text("utf-8") == new


def test_a_member_keeps_its_place_where_its_name_is_mended(run, write, conforming):
    measures = deepcopy(conforming["measures"])
    measures[0]["class"] = "optional"
    measures[1]["schedule"] = [{"due": "2013/12/1"}, {"due": "2014-02-01"}]
    measures[2]["objektive"] = measures[2].pop("objective")
    plan = write("plan.json", measures=measures)
    assert run("check", plan).status == 2
    found = run("fix", "--write", plan)
    assert found.status == 0, found.out
    assert [list(entry) for entry in json.loads(plan.read_text("utf-8"))["measures"]] == [
        [name.replace("objektive", "objective") for name in entry] for entry in measures
    ]


def test_a_part_of_a_numbered_document_is_named_as_its_report_names_it(run, tmp_path):
    data = yaml.safe_load((EXAMPLES / "published-plans" / "promotion-plan-2013.yaml").read_text("utf-8"))
    first, second = data["areas"][0]["sub_areas"][0]["measures"][:2]
    second["number"] = first["number"]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data, ensure_ascii=False, default=str), "utf-8")
    (told,) = (line for line in run("fix", path).out.splitlines() if line.startswith("1. "))
    assert f"{second['number']} ({second['title']})" in told
