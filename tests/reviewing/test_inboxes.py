"""What a review makes of what was sent and decided: which file stands for an office, and every file accounted for."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checker.checking import Options
from checker.content import content_digest
from checker.decisions import read_decisions
from checker.readers import read_path
from checker.reviewing import examine_files, files_sent, review, reviews_of, with_later_decisions
from checker.stored import read_reviews

from ..commands import load_cases, understood, write_file  # noqa: TID252 - folders of tests are no packages
from .conftest import DECIDED

SAID = {"why", "sent", "decisions", "kept", "outcomes", "roster", "files", "measures", "reports", "finds", "lacks"}
CASES = understood(
    load_cases(Path(__file__).with_name("inboxes.yaml")), {*SAID, "resubmitted", "decided", "kept_outcomes"}
)


def judged(pack, decisions):
    """The review of the current folder, and the one that is made first, kept, and decided after."""
    data = {"format": "review-decisions/1", "circular": pack.id, "decisions": decisions}
    options = Options(pack, decisions=read_decisions(data) if decisions else None)
    (made,) = reviews_of(examine_files(files_sent(["."], pack), options), options)
    yield made.to_dict()
    if decisions:
        (kept,) = read_reviews(review(["."], pack=pack).to_dict(), "en") or ()
        told = with_later_decisions(kept, read_decisions(data), pack)
        assert with_later_decisions(told, read_decisions(data), pack) == told
        yield told.to_dict()


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_what_a_review_makes_of_it(case, pack, conforming, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in case["sent"].items():
        members = content
        if isinstance(content, dict) and "version" in content:
            submission = {**conforming["submission"], "version": content["version"]}
            members = {"submission": submission, **{key: value for key, value in content.items() if key != "version"}}
        write_file(tmp_path / name, members, conforming)
    decisions = []
    for decision in case.get("decisions", ()):
        named = {**DECIDED, **decision}
        if of := named.pop("of", None):
            named["sha256"] = content_digest(read_path(tmp_path / of).data, pack.main_document)
        decisions.append(named)
    made = list(judged(pack, decisions))
    hold(case, made[0])
    if case.get("kept"):
        assert made[1] == made[0]
    if "kept_outcomes" in case:
        assert [each["outcome"] for each in made[1]["decisions"]] == case["kept_outcomes"]


def hold(case: dict[str, Any], told: dict[str, Any]) -> None:
    def name(path: str | None) -> str | None:
        return path and path.removeprefix("./")

    found = [finding for part in (told, *told["reports"]) for finding in part["findings"]]
    rules = {finding["rule"] for finding in found}
    assert set(case.get("finds", ())) <= rules
    assert not set(case.get("lacks", ())) & rules
    if "outcomes" in case:
        assert [each["outcome"] for each in told["decisions"]] == case["outcomes"]
    for office, members in case.get("roster", {}).items():
        (row,) = (row for row in told["roster"] if row["office"] == office)
        row = {**row, "file": name(row["file"]), "superseded": list(map(name, row["superseded"]))}
        assert {member: row[member] for member in members} == members
    files = {name(each["file"]): [each["standing"], each["office"], each["is_guess"]] for each in told["files"]}
    assert case.get("files", files) == files
    counted = {standing: count for standing, count in told["file_counts"].items() if count}
    assert Counter(standing for standing, *_ in files.values()) == counted
    assert {number: told["measures"][number] for number in case.get("measures", ())} == case.get("measures", {})
    reports = [name(report["input"]["name"]) for report in told["reports"]]
    assert case.get("reports", reports) == reports
    again = {each["office"]: [name(each["old"]), name(each["new"]), each["fixed"]] for each in told["resubmissions"]}
    assert case.get("resubmitted", again) == again
    for rule, decision in case.get("decided", {}).items():
        assert [finding["decision"] for finding in found if finding["rule"] == rule] == [decision]


def test_the_roster_has_every_office_in_order_and_every_measure(inbox, send):
    send("a.json")
    told = review([inbox]).to_dict()
    offices = [row["office"] for row in told["roster"]]
    assert offices == [*sorted(offices[:-1]), "XPCC"]
    assert (len(offices), len(told["measures"])) == (32, 42)


def test_a_plan_does_not_depend_on_its_neighbours(inbox, send):
    send("a.json", plan_year=2014)
    alone = review([inbox]).to_dict()["reports"][0]
    send("b.json", office="CN-HN")
    send("c.json", version=2)
    beside = [report for report in review([inbox]).to_dict()["reports"] if report["input"]["name"].endswith("a.json")]
    assert json.dumps(beside) == json.dumps([alone])
