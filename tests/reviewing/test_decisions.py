"""What people decide: what applies, what does not, and what comes of it in the roster."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker import load_pack
from checker.__main__ import main
from checker.checking import Options
from checker.content import content_digest
from checker.decisions import decisions_in, read_decisions
from checker.errors import UnreadableError
from checker.reviewing import examine_files, files_sent, reviews_of, with_later_decisions
from checker.stored import read_reviews

PACK = load_pack("sipo-2012-113")


def reviewed(inbox: Path, *decisions: dict[str, Any]) -> dict[str, Any]:
    by = {"reason": "as agreed", "by": "Wang", "date": "2013-01-10"}
    data = {"format": "review-decisions/1", "circular": PACK.id, "decisions": [{**by, **each} for each in decisions]}
    options = Options(PACK, decisions=read_decisions(data))
    (made,) = reviews_of(examine_files(files_sent([str(inbox)], PACK), options), options)
    return made.to_dict()


def kept(inbox: Path, *decisions: dict[str, Any]) -> dict[str, Any]:
    """As `reviewed`, but the review is made and written first, and decided after."""
    (made,) = read_reviews(reviewed(inbox), "en") or ()
    by = {"reason": "as agreed", "by": "Wang", "date": "2013-01-10"}
    data = {"format": "review-decisions/1", "circular": PACK.id, "decisions": [{**by, **each} for each in decisions]}
    told = with_later_decisions(made, read_decisions(data), PACK)
    assert with_later_decisions(told, read_decisions(data), PACK) == told
    return told.to_dict()


def digest(path: Path) -> str:
    return content_digest(json.loads(path.read_text(encoding="utf-8")), PACK.main_document)


def row_of(told: dict[str, Any], office: str = "CN-HB") -> dict[str, Any]:
    (row,) = (row for row in told["roster"] if row["office"] == office)
    return row


def outcomes(told: dict[str, Any]) -> list[str]:
    return [each["outcome"] for each in told["decisions"]]


def test_a_plan_is_accepted(inbox: Path, send: Any) -> None:
    told = reviewed(inbox, {"decision": "accept", "sha256": digest(send("a.json"))})
    assert (outcomes(told), row_of(told)["state"]) == (["applied"], "accepted")


def test_a_plan_with_an_open_error_is_not_accepted_until_it_is_decided(inbox: Path, send: Any) -> None:
    late = {"date": "2012-12-28", "version": 1}
    plan = send("a.json")
    plan.write_text(json.dumps({**json.loads(plan.read_text(encoding="utf-8")), "submission": late}))
    accept = {"decision": "accept", "sha256": digest(plan)}
    assert outcomes(reviewed(inbox, accept)) == ["rejected"]
    told = reviewed(inbox, {"decision": "decided", "rule": "submitted-late", "sha256": digest(plan)}, accept)
    assert (outcomes(told), row_of(told)["state"]) == (["applied", "applied"], "accepted")
    (finding,) = (each for each in told["reports"][0]["findings"] if each["rule"] == "submitted-late")
    assert finding["decision"] == {"by": "Wang", "date": "2013-01-10", "reason": "as agreed"}


def test_an_error_that_is_for_nobody_to_decide_stands(inbox: Path, send: Any) -> None:
    plan = send("a.json", regions=[])
    told = reviewed(inbox, {"decision": "decided", "rule": "regional-deployment-missing", "sha256": digest(plan)})
    assert outcomes(told) == ["rejected"]


def test_a_review_that_was_kept_takes_the_decisions_that_need_no_plan(inbox: Path, send: Any) -> None:
    late = {"date": "2012-12-28", "version": 1}
    plan, other = send("a.json", submission=late), send("b.json", office="CN-HN", submission=late)
    draft = send("c.json", office="CN-BJ", status="draft")
    decisions: list[dict[str, Any]] = [
        {"decision": "decided", "rule": "submitted-late", "sha256": digest(plan)},
        {"decision": "accept", "sha256": digest(plan)},
        {"decision": "accept", "sha256": digest(other)},
        {"decision": "accept", "sha256": digest(draft)},
        {"decision": "return", "sha256": digest(other), "again_by": "2013-02-01"},
        {"decision": "decided", "office": "CN-GS", "rule": "office-without-plan"},
        {"decision": "stands", "sha256": digest(plan)},
    ]
    assert kept(inbox, *decisions) == reviewed(inbox, *decisions)
    told = kept(inbox, {"decision": "belongs_to", "office": "CN-HN", "sha256": digest(plan)})
    assert outcomes(told) == ["rejected"]


def test_a_plan_that_changed_needs_a_new_decision(inbox: Path, send: Any) -> None:
    old = digest(send("a.json"))
    send("a.json", notes="changed")
    told = reviewed(inbox, {"decision": "accept", "sha256": old})
    assert (outcomes(told), row_of(told)["state"]) == (["no-longer-applies"], "to-be-decided")


def test_a_plan_is_returned_and_sent_again_too_late(inbox: Path, send: Any) -> None:
    first = send("a.json")
    back = {"decision": "return", "office": "CN-HB", "sha256": digest(first), "again_by": "2013-01-15"}
    told = reviewed(inbox, back)
    assert (row_of(told)["state"], row_of(told)["again_by"]) == ("returned", "2013-01-15")
    again = send("b.json", version=2)
    plan = json.loads(again.read_text(encoding="utf-8"))
    again.write_text(json.dumps({**plan, "submission": {"date": "2013-01-16", "version": 2}}))
    told = reviewed(inbox, back)
    assert "resubmitted-late" in {each["rule"] for each in told["findings"]}
    assert row_of(told)["state"] == "to-be-decided"
    # What the review holds of the first version takes away what the second one does not say.
    (report,) = (each for each in told["reports"] if each["version"] == 2)
    assert {"first-submission-unknown", "submitted-late"}.isdisjoint(each["rule"] for each in report["findings"])


def test_which_of_two_plans_stands(inbox: Path, send: Any) -> None:
    one = send("a.json")
    other = send("b.json", notes="other")
    assert row_of(reviewed(inbox))["file"] is None
    told = reviewed(inbox, {"decision": "stands", "sha256": digest(other)})
    assert row_of(told)["file"] == str(other)
    assert row_of(told)["superseded"] == [str(one)]
    assert "version-repeated" not in {each["rule"] for each in told["findings"]}


def test_whose_a_plan_is(inbox: Path, send: Any) -> None:
    plan = send("a.json", office="CN-HN", title="湖北省2013年实施方案")
    told = reviewed(inbox)
    assert {each["rule"] for each in told["findings"]} >= {"office-contradicted"}
    assert {row_of(told, office)["state"] for office in ("CN-HN", "CN-HB")} == {"to-be-decided"}
    told = reviewed(inbox, {"decision": "belongs_to", "office": "CN-HB", "sha256": digest(plan)})
    assert (outcomes(told), row_of(told)["file"], row_of(told, "CN-HN")["state"]) == (
        ["applied"],
        str(plan),
        "not-sent",
    )


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"format": "review-decisions/1"},
        {"format": "review-decisions/1", "circular": "x", "decisions": [{"decision": "accept"}]},
        {"format": "review-decisions/1", "circular": "x", "decisions": [], "more": 1},
    ],
)
def test_what_are_no_decisions_is_refused(data: object) -> None:
    with pytest.raises(UnreadableError, match="no decisions that can be used"):
        read_decisions(data)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sheet_of_a_report_is_filled_in_and_read_back(inbox: Path, send: Any, tmp_path: Path, lang: str) -> None:
    send("a.json")
    report = tmp_path / "report.xlsx"
    assert main(["review", str(inbox), "--format", "xlsx", "--output", str(report), "--lang", lang]) == 1
    book = openpyxl.load_workbook(report)
    sheet = next(sheet for sheet in book if sheet.cell(3, 1).value == "review-decisions/1")
    word = {"en": "accepted", "zh": "审定"}[lang]
    for column, value in ((1, word), (7, "as agreed"), (8, "Wang"), (9, "2013-01-10")):
        sheet.cell(6, column).value = value
    book.save(report)
    (decision,) = decisions_in(report).decisions
    assert (decision.decision, decision.office, decision.by) == ("accept", "CN-HB", "Wang")
    out = tmp_path / "out.json"
    main(["review", str(inbox), "--decisions", str(report), "--format", "json", "--output", str(out)])
    assert row_of(json.loads(out.read_text(encoding="utf-8")))["state"] == "accepted"


def test_decisions_are_read_from_the_sheet_that_has_them_and_are_of_a_circular_at_hand(
    inbox: Path, send: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = send("a.json")
    other = Path(__file__).parents[2] / "examples" / "sipo-2011-139" / "beijing.yaml"
    (inbox / other.name).write_bytes(other.read_bytes())
    report = tmp_path / "report.xlsx"
    main(["review", str(inbox), "--format", "xlsx", "--output", str(report)])
    book = openpyxl.load_workbook(report)
    earlier, later = (sheet for sheet in book if sheet.cell(3, 1).value == "review-decisions/1")
    for column, value in ((1, "accept"), (7, "as agreed"), (8, "Wang"), (9, "2013-01-10")):
        later.cell(6, column).value = value
    book.save(report)
    assert decisions_in(report).circular == "sipo-2012-113"
    plan.unlink()
    capsys.readouterr()
    assert main(["review", str(inbox), "--decisions", str(report), "--output", str(tmp_path / "out.txt")]) == 2
    assert "sipo-2012-113" in capsys.readouterr().err
    assert not (tmp_path / "out.txt").exists()
    for column, value in ((1, "accept"), (7, "as agreed"), (8, "Wang"), (9, "2013-01-10")):
        earlier.cell(6, column).value = value
    book.save(report)
    with pytest.raises(UnreadableError, match="several sheets"):
        decisions_in(report)
