"""`plancheck verify`: what holds, what does not and why, whatever was done to the report or to the plan."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from checker.readers.limits import MOST_BYTES
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD, FOUND, UNREADABLE, UNTRUSTED = 0, 1, 2, 3
LATE = {"submission": {"date": "2012-12-27"}}
DRAFT = {"status": "draft", "submission": None}


@pytest.fixture
def kept(run: Callable[..., Any], tmp_path: Path) -> Callable[..., Path]:
    """`kept("check", plan, "--lang", "zh")`: what a command wrote as JSON."""

    def kept(*arguments: object, name: str = "kept.json") -> Path:
        path = tmp_path / "reports" / name
        path.parent.mkdir(exist_ok=True)
        run(*arguments, "--format", path.suffix[1:], "--output", path)
        return path

    return kept


@pytest.fixture
def verified(run: Callable[..., Any]) -> Callable[..., Any]:
    """`verified(report, plan)`: the verification as JSON, which its schema takes, and the exit status."""

    def verified(*arguments: object, status: int) -> Any:
        done = run("verify", *arguments, "--format", "json")
        assert done.err == ""
        assert explain("verification", done.json) == ()
        assert done.status == status
        assert done.json["holds"] is (status == GOOD)
        return done.json

    return verified


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    """The stored JSON, tampered with."""
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def outcomes(verification: Any) -> list[str]:
    return [result["outcome"] for result in verification["results"]]


def differences(verification: Any) -> list[tuple[str, str | None]]:
    (result,) = verification["results"]
    return [(difference["about"], difference["name"]) for difference in result["differences"]]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("members", [{}, {"plan_year": 2012}, {"plan_year": "soon"}, LATE, DRAFT])
def test_a_report_holds_for_its_plan_whatever_it_found(kept, verified, write, members, lang):
    plan = write("plan.json", **members)
    verification = verified(kept("check", plan, "--lang", lang), plan, status=GOOD)
    (result,) = verification["results"]
    assert (result["outcome"], result["plan"], result["differences"]) == ("holds", str(plan), [])


def test_a_plan_is_known_by_its_bytes_whatever_it_is_called_now(kept, verified, write):
    plan, other = write("plan.json", plan_year=2012), write("other.json")
    report = kept("check", plan)
    moved = plan.rename(plan.with_name("moved.txt"))
    other.rename(plan)
    verification = verified(report, plan, moved, status=GOOD)
    assert verification["results"][0]["plan"] == str(moved)
    assert verification["unused"] == [str(plan)]


def test_a_file_is_read_as_what_it_was_then(kept, verified, tmp_path):
    # As YAML this is unreadable, as JSON too, and each says so in words of its own.
    plan = tmp_path / "plan.yaml"
    plan.write_text("{a: 1, a: 2}", encoding="utf-8")
    report = kept("check", plan)
    verified(report, plan.rename(tmp_path / "plan.json"), status=GOOD)


def test_one_changed_byte_is_another_plan(kept, verified, write, run):
    plan = write("plan.json")
    report = kept("check", plan)
    plan.write_bytes(plan.read_bytes() + b"\n")
    verification = verified(report, plan, status=FOUND)
    (result,) = verification["results"]
    assert (result["outcome"], result["plan"], result["now"]) == ("plan-missing", None, None)
    assert "not the one that was judged" in result["reason"]
    assert verification["unused"] == [str(plan)]
    assert "plan not given" in run("verify", report, plan).out


def rephrase(report: Any) -> None:
    report["findings"][0]["message"] = "All is well."


@pytest.mark.parametrize(
    ("tamper", "about"),
    [
        (rephrase, [("findings", "plan-year-mismatch")]),
        (lambda report: report.update(verdict="pass"), [("verdict", None)]),
        (lambda report: report.update(office="CN-BJ"), [("office", None)]),
        (lambda report: report["findings"].pop(), [("findings", "submitted-late")]),
        (lambda report: report["findings"].append(report["findings"][0]), [("findings", "plan-year-mismatch")]),
        (lambda report: report["findings"].reverse(), [("order", "findings")]),
        (lambda report: report["findings"][0].update(severity="info"), [("findings", "plan-year-mismatch")]),
        (lambda report: report["findings"][0].update(line=1.0), [("findings", "plan-year-mismatch")]),
        (lambda report: report["rules"].pop(0), [("rules", "actions-missing")]),
        (lambda report: report["rules"].append(report["rules"][0]), [("rules", None)]),
        (lambda report: report["rules"][0].update(status="not-run"), [("rules", "actions-missing")]),
        (lambda report: report["counts"].update(error=0), [("counts", None)]),
        (lambda report: report["selection"].update(missing=[12]), [("selection", None)]),
        (lambda report: report["engine"].update(failure="it failed"), [("engine", None)]),
    ],
)
def test_whatever_is_tampered_with_is_found(kept, verified, write, run, tamper, about):
    plan = write("plan.json", plan_year=2012, **LATE)
    report = changed(kept("check", plan), tamper)
    assert differences(verified(report, plan, status=FOUND)) == about
    for lang in ("en", "zh"):
        told = run("verify", report, plan, "--lang", lang)
        assert told.status == FOUND
        assert (about[0][1] or "") in told.out
        assert told.err == ""


def test_who_judged_is_noted_and_is_no_difference(kept, verified, write, run):
    def judge(report: Any) -> None:
        report["engine"].update(name="reference", version="0.0.1")

    plan = write("plan.json", plan_year=2012)
    report = changed(kept("check", plan), judge)
    (result,) = verified(report, plan, status=GOOD)["results"]
    assert result["stored"]["engine"]["version"] == "0.0.1" != result["now"]["engine"]["version"]
    assert "reference 0.0.1 in the report" in run("verify", report, plan).out


def test_a_report_by_another_state_of_the_rule_pack_is_told_from_one_that_was_tampered_with(
    kept, verified, write, run, own_pack
):
    other = own_pack
    with (other / "pack.yaml").open("a", encoding="utf-8") as circular:
        circular.write("# another state\n")
    plan = write("plan.json", plan_year=2012)
    report = kept("check", plan, "--pack", other)
    verification = verified(report, plan, status=FOUND)
    assert (outcomes(verification), differences(verification)) == (["another-pack"], [("pack", None)])
    assert "Apart from the rule pack" in run("verify", report, plan).out
    verified(report, plan, "--pack", other, status=GOOD)
    changed(report, lambda data: data["pack"].update(id="another-circular"))
    verification = verified(report, plan, status=FOUND)
    assert (outcomes(verification), differences(verification)) == (["another-pack"], [])
    assert "--pack" in verification["results"][0]["reason"]


@pytest.mark.parametrize(("day", "wanted"), [("2013-02-03", "2013-02-03"), ("2012-12-26", "2012-12-26")])
def test_the_day_a_report_was_made_for_has_to_be_given_and_is_found_out(kept, verified, write, run, day, wanted):
    plan = write("plan.json", **DRAFT)
    report = kept("check", plan, "--as-of", day)
    verification = verified(report, plan, status=FOUND)
    assert verification["results"][0]["holds_for"] == {"as_of": wanted}
    told = run("verify", report, plan).out
    assert f"with --as-of {wanted} everything comes out again" in " ".join(told.split())
    assert verified(report, plan, "--as-of", wanted, status=GOOD)["as_of"] == wanted


def test_a_day_that_was_not_asked_for_then_is_found_out_as_well(kept, verified, write):
    plan = write("plan.json", **DRAFT)
    verification = verified(kept("check", plan), plan, "--as-of", "2013-02-03", status=FOUND)
    assert verification["results"][0]["holds_for"] == {"as_of": None}


def test_several_reports_are_matched_whatever_their_order(kept, verified, write):
    plans = [write(f"{year}.json", plan_year=year) for year in (2011, 2012, 2013)]
    report = changed(kept("check", *plans), lambda data: data.reverse())
    verification = verified(report, *plans, status=GOOD)
    assert [result["plan"] for result in verification["results"]] == [str(plan) for plan in reversed(plans)]
    changed(report, lambda data: data[1].update(verdict="pass"))
    assert outcomes(verified(report, *plans[:2], status=FOUND)) == ["plan-missing", "differs", "holds"]


@pytest.mark.parametrize("name", ["kept.ndjson", "kept.txt"])
def test_a_report_a_line_is_verified_line_by_line(kept, verified, write, name):
    plans = [write(f"{year}.json", plan_year=year) for year in (2011, 2012)]
    lines = kept("check", *plans, name="kept.ndjson").read_bytes()
    report = plans[0].with_name(name)
    report.write_bytes(lines + b"\r\n" + lines)
    assert outcomes(verified(report, *plans, status=GOOD)) == ["holds"] * 4
    report.write_bytes(lines + b'{"format": "plan-report/1"\n{}\n' + lines[:-1])
    verification = verified(report, *plans, status=UNREADABLE)
    assert outcomes(verification) == ["holds", "holds", "broken", "broken", "holds", "holds"]
    assert verification["results"][2]["reason"].startswith("Line 3: ")


def test_lines_may_be_more_than_is_read_of_one_file(verified, kept, write):
    plan = write("plan.json")
    report = kept("check", plan, name="kept.ndjson")
    line = report.read_bytes()
    report.write_bytes(line + b" " * MOST_BYTES + b"\n" + b"x" * (2 * MOST_BYTES + 1) + b"\n" + line)
    verification = verified(report, plan, status=UNREADABLE)
    assert outcomes(verification) == ["holds", "broken", "holds"]
    assert verification["results"][1]["reason"].startswith("Line 3: ")


@pytest.fixture
def inbox(write: Any, tmp_path: Path) -> Path:
    """A folder with plans of two offices, one of them in two versions, and a file that is no plan."""
    write("inbox/hubei-1.json", plan_year=2012)
    write("inbox/hubei-2.json", submission={"date": "2012-12-20", "version": 2})
    write("inbox/hunan.json", office="CN-HN", **LATE)
    (tmp_path / "inbox" / "notes.json").write_text("{", encoding="utf-8")
    return tmp_path / "inbox"


@pytest.mark.parametrize("name", ["kept.json", "kept.ndjson"])
def test_a_review_holds_as_a_whole_and_each_of_its_reports(kept, verified, inbox, name):
    verification = verified(kept("review", inbox, name=name), inbox, status=GOOD)
    assert [result["subject"] for result in verification["results"]] == ["review", *["report"] * 4]


@pytest.mark.parametrize(
    ("tamper", "about"),
    [
        (lambda data: data["roster"].pop(0), [("roster", "provincial-plan/1 CN-AH")]),
        (lambda data: data["roster"].reverse(), [("order", "roster")]),
        (lambda data: data["verdicts"].update({"pass": 32}), [("verdicts", "pass")]),
        (lambda data: data["measures"].update({"4": 99}), [("measures", "4")]),
        (lambda data: data["resubmissions"].clear(), [("resubmissions", "provincial-plan/1 CN-HB")]),
        (lambda data: data["findings"].pop(0), [("findings", "office-without-plan")]),
        (lambda data: data["rules"][0].update(status="not-run"), [("rules", "priority-support-oversubscribed")]),
    ],
)
def test_a_review_that_was_tampered_with_does_not_hold(kept, verified, inbox, run, tamper, about):
    report = changed(kept("review", inbox), tamper)
    verification = verified(report, inbox, status=FOUND)
    assert outcomes(verification) == ["differs", "holds", "holds", "holds", "holds"]
    found = [(each["about"], each["name"]) for each in verification["results"][0]["differences"]]
    assert found == about
    assert about[0][1] in run("verify", report, inbox, "--lang", "zh").out


def test_a_review_of_archives_with_decisions_holds_for_what_it_was_made_of(kept, verified, inbox, tmp_path):
    with zipfile.ZipFile(inbox / "more.zip", "w") as archive:
        archive.write(inbox / "hunan.json", "late.txt")
    (inbox / "hunan.json").unlink()
    (inbox / "湖南省.zip").write_bytes(b"PK")
    (inbox / "empty.yaml").write_text("null", encoding="utf-8")
    told = json.loads(kept("review", inbox).read_text(encoding="utf-8"))
    (digest,) = (row["sha256"] for row in told["roster"] if row["office"] == "CN-HN")
    named = {"decision": "decided", "sha256": digest, "rule": "submitted-late"}
    noted = {**named, "reason": "Flood.", "by": "A. B.", "date": "2013-01-20"}
    decisions = tmp_path / "decisions.json"
    made = {"format": "review-decisions/1", "circular": "sipo-2012-113", "decisions": [noted]}
    decisions.write_text(json.dumps(made), encoding="utf-8")
    report = kept("review", inbox, "--decisions", decisions)
    assert json.loads(report.read_text(encoding="utf-8"))["decisions"][0]["outcome"] == "applied"
    assert set(outcomes(verified(report, inbox, status=GOOD))) == {"holds"}
    changed(report, lambda data: data["decisions"].clear())
    assert "differs" in outcomes(verified(report, inbox, status=FOUND))


def test_a_report_taken_out_of_a_review_is_missed_by_the_review(kept, verified, inbox):
    report = changed(kept("review", inbox), lambda data: data["reports"].pop(0))
    verification = verified(report, inbox, status=FOUND)
    assert outcomes(verification) == ["differs", "holds", "holds", "holds"]
    assert verification["unused"] == [str(inbox / "hubei-1.json")]


def test_a_review_needs_all_of_its_plans(kept, verified, inbox):
    report = kept("review", inbox)
    (inbox / "hunan.json").unlink()
    verification = verified(report, inbox, status=FOUND)
    assert outcomes(verification) == ["plan-missing", "holds", "holds", "plan-missing", "holds"]
    assert "1 of 4" in verification["results"][0]["reason"]


def test_a_report_without_a_digest_cannot_be_held_against_anything(kept, verified, write, tmp_path):
    plan = write("plan.json")
    assert outcomes(verified(kept("check", tmp_path / "none.json"), plan, status=FOUND)) == ["no-digest"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"{", "line 1"),
        (b"[]", "no report in this file"),
        (b"7", "no report that plancheck wrote"),
        (b"format: provincial-plan/1", "no report that plancheck wrote"),
        (b'{"format": "provincial-plan/1"}', "no report that plancheck wrote"),
        (b'{"format": "plan-report/2"}', "no report that plancheck wrote"),
        (b'{"format": ["plan-report/1"]}', "no report that plancheck wrote"),
        (b"\xff\xfe{", "UTF-8"),
        (b"[" * 100_000, "levels"),
        (b"[" + b"7," * 100_001 + b"7]", "ndjson"),
        (b"[7" + b" " * MOST_BYTES + b"]", "ndjson"),
    ],
    ids=["empty", "cut", "none", "number", "yaml", "plan", "later", "list", "utf-16", "deep", "many", "large"],
)
def test_what_is_no_report_is_refused(run, write, tmp_path, content, said):
    report = tmp_path / "report.json"
    report.write_bytes(content)
    done = run("verify", report, write("plan.json"))
    assert (done.status, done.out) == (UNREADABLE, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_report_that_breaks_the_schema_is_named_and_the_others_are_verified(kept, verified, write):
    plan = write("plan.json")
    report = changed(kept("check", plan, plan), lambda data: data.append({**data[0], "verdict": "excellent"}))
    changed(report, lambda data: data.append("\x1b[31m"))
    verification = verified(report, plan, status=UNREADABLE)
    assert outcomes(verification) == ["holds", "holds", "broken", "broken"]
    assert "/verdict" in verification["results"][2]["reason"]


def test_standard_input_may_be_either_but_not_both(run, kept, write):
    plan = write("plan.json", plan_year=2012)
    report = kept("check", plan)
    assert run("verify", "-", plan, stdin=report.read_bytes()).status == GOOD
    assert run("verify", report, "-", stdin=plan.read_bytes()).status == GOOD
    assert run("verify", "-", "-", stdin=b"{}").status == UNREADABLE
    assert run("verify", plan.parent, plan).status == UNREADABLE
    assert run("verify", report).status == UNREADABLE


@pytest.mark.parametrize("kind", ["report", "review"])
def test_where_the_rules_cannot_be_judged_nothing_is_said_to_hold(kept, verified, inbox, monkeypatch, kind):
    from checker import judging
    from checker.errors import EngineError

    def fail(*_: object) -> None:
        raise EngineError("plancheck failed over this file ({cause}); please report it with the file", cause="test")

    report = kept("review" if kind == "review" else "check", inbox)
    monkeypatch.setattr(judging, "outcome_of", fail)
    assert "undetermined" in outcomes(verified(report, inbox, status=UNTRUSTED))
