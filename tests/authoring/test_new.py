"""`plancheck rules new`: what it refuses, what it never touches, and that what it makes can be used at once."""

from pathlib import Path

import pytest

from checker import check, resources
from checker.pack.loading import load_pack
from checker.pack.traceability import load_traceability
from checker.readers import read_path
from checker.schema import explain


def test_a_link_is_not_followed(toy, run):
    (toy.folder / "1" / "linked").symlink_to(toy.folder / "nowhere")
    (toy.folder.parent / "nowhere-linked").symlink_to(toy.folder / "nowhere")
    for id_, pack in (("linked", "toy-2014"), ("late-plan", "nowhere-linked")):
        assert run("rules", "new", id_, "--pack", pack).status == 2
    assert not (toy.folder / "nowhere").exists()


def test_a_pack_inside_the_installed_program_is_not_written_in(toy, run, monkeypatch):
    monkeypatch.setattr(resources, "_HERE", toy.folder.parent)
    before = toy.everything()
    done = run("rules", "new", "late-plan", "--pack", "toy-2014")
    assert (done.status, "--pack FOLDER" in done.err, toy.everything()) == (2, True, before)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("severity", "clause", "folder", "judged"),
    [("error", None, "1", "plan"), ("warning", "1", "1", "plan"), ("info", "plan 1", "plan-1", "measure")],
)
def test_what_is_made_keeps_to_the_schemas_and_never_fires(toy, run, lang, severity, clause, folder, judged):
    options = ["--severity", severity, "--lang", lang, "--pack", "toy-2014"]
    done = run("rules", "new", "no", *options, *(["--clause", clause] if clause else []))
    assert (done.status, done.err) == (0, "")
    rule = load_pack(toy.folder).rules_by_id["no"]
    assert rule.folder == toy.folder / folder / "no"
    assert (rule.severity, rule.for_each, rule.title.en) == (severity, judged, "No")
    assert not explain("cases", read_path(rule.folder / "cases.yaml").data)
    text = (rule.folder / "rule.yaml").read_text("utf-8")
    assert ("What a plan contains" in text) is (lang == "en")
    assert ("方案的内容" in text) is (lang == "zh")
    assert ("[FILL IN: the clause" in text or "【待填：所依据的条款" in text) is (clause is None)
    assert "plan 1 and so on" in text or "plan 1等" in text or clause == "plan 1"
    report = check(toy.folder / "documents" / "toy-plan.base.yaml", pack=toy.folder)
    assert (report.verdict, dict(report.rules)["no"]) == ("pass", "satisfied")


def test_a_pack_without_any_rule_or_with_a_broken_one_can_be_added_to(toy, run):
    (toy.folder / "1" / "too-many-measures" / "rule.yaml").write_text("clause: [")
    assert run("rules", "new", "late-plan", "--pack", "toy-2014").status == 0
    for path in toy.folder.glob("*/*/*.yaml"):
        path.unlink()
    assert run("rules", "new", "early-plan", "--pack", "toy-2014").status == 0
    toy.edit("tables/catalogue.csv", "1,required", "1,needed")
    done = run("rules", "new", "other-plan", "--pack", "toy-2014")
    assert (done.status, "catalogue.csv:2: " in done.err) == (3, True)
    assert not (toy.folder / "1" / "other-plan").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("clause", "folder"), [(None, "1"), ("II.3", "II.3"), ("plan 4", "plan-4")])
def test_a_pack_is_begun_where_nothing_is_and_can_be_used_at_once(tmp_path, run, lang, clause, folder):
    if clause == "II.3":
        # An empty folder becomes a pack.
        (tmp_path / "new-circular").mkdir()
    options = ["--lang", lang, "--severity", "warning", *(["--clause", clause] if clause else [])]
    done = run("rules", "new", "no-objective", "--pack", "new-circular", *options)
    assert (done.status, done.err) == (0, "")
    pack = load_pack(tmp_path / "new-circular")
    assert (pack.id, list(pack.clauses)) == ("new-circular", [clause or "1"])
    assert pack.rules_by_id["no-objective"].folder == tmp_path / "new-circular" / folder / "no-objective"
    assert load_traceability(pack)[0].rules == ("no-objective",)
    tested = run("rules", "test", "new-circular", "--format", "json")
    assert (tested.status, tested.json["counts"]) == (0, {"rules": 1, "cases": 2, "failed": 0, "gaps": 0})
    linted = run("rules", "lint", "new-circular", "--format", "json")
    assert {lint["lint"] for lint in linted.json["lints"]} == {"unfinished"}
    # And it is added to like any other.
    assert run("rules", "new", "second-rule", "--pack", "new-circular", "--lang", lang).status == 0
    assert set(load_pack(tmp_path / "new-circular").rules_by_id) == {"no-objective", "second-rule"}


def test_a_pack_that_cannot_be_written_whole_is_not_written(tmp_path, run, monkeypatch):
    opened = Path.open

    def full(path, *args, **options):
        if path.name == "traceability.yaml" and "x" in args:
            raise OSError(28, "No space left on device")
        return opened(path, *args, **options)

    monkeypatch.setattr(Path, "open", full)
    done = run("rules", "new", "no-objective", "--pack", "new")
    assert (done.status, "No space left" in done.err) == (2, True)
    assert not (tmp_path / "new").exists()
