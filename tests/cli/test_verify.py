"""`plancheck verify`: whatever is tampered with is found; what is too large, or cannot be judged, does not hold."""

import json
import zipfile

import pytest

from checker.readers.limits import MOST_BYTES

GOOD, FOUND, UNREADABLE, UNTRUSTED = 0, 1, 2, 3
LATE = {"submission": {"date": "2012-12-27"}}


@pytest.fixture
def kept(run, tmp_path):
    """`kept("check", plan)`: what a command wrote as JSON."""

    def kept(*arguments, name="kept.json"):
        path = tmp_path / "reports" / name
        path.parent.mkdir(exist_ok=True)
        run(*arguments, "--format", path.suffix[1:], "--output", path)
        return path

    return kept


@pytest.fixture
def verified(run):
    """`verified(report, plan, status=GOOD)`: the verification as JSON."""

    def verified(*arguments, status):
        done = run("verify", *arguments, "--format", "json")
        assert (done.status, done.json["holds"], done.err) == (status, status == GOOD, "")
        return done.json

    return verified


def changed(path, change):
    """The stored JSON, tampered with."""
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return path


def outcomes(verification):
    return [result["outcome"] for result in verification["results"]]


@pytest.fixture
def inbox(write, tmp_path):
    """A folder with plans of two offices, one of them in two versions, and a file that is no plan."""
    write("inbox/hubei-1.json", plan_year=2012)
    write("inbox/hubei-2.json", submission={"date": "2012-12-20", "version": 2})
    write("inbox/hunan.json", office="CN-HN", **LATE)
    (tmp_path / "inbox" / "notes.json").write_text("{", encoding="utf-8")
    return tmp_path / "inbox"


REPORT = [
    (lambda report: report["findings"][0].update(message="All is well."), ("findings", "plan-year-mismatch")),
    (lambda report: report.update(verdict="pass"), ("verdict", None)),
    (lambda report: report.update(office="CN-BJ"), ("office", None)),
    (lambda report: report["findings"].pop(), ("findings", "submitted-late")),
    (lambda report: report["findings"].append(report["findings"][0]), ("findings", "plan-year-mismatch")),
    (lambda report: report["findings"].reverse(), ("order", "findings")),
    (lambda report: report["findings"][0].update(severity="info"), ("findings", "plan-year-mismatch")),
    (lambda report: report["findings"][0].update(line=1.0), ("findings", "plan-year-mismatch")),
    (lambda report: report["rules"].pop(0), ("rules", "actions-missing")),
    (lambda report: report["rules"].append(report["rules"][0]), ("rules", None)),
    (lambda report: report["rules"][0].update(status="not-run"), ("rules", "actions-missing")),
    (lambda report: report["counts"].update(error=0), ("counts", None)),
    (lambda report: report["selection"].update(missing=[12]), ("selection", None)),
    (lambda report: report["engine"].update(failure="it failed"), ("engine", None)),
]
REVIEW = [
    (lambda data: data["roster"].pop(0), ("roster", "provincial-plan/1 CN-AH")),
    (lambda data: data["roster"].reverse(), ("order", "roster")),
    (lambda data: data["verdicts"].update({"pass": 32}), ("verdicts", "pass")),
    (lambda data: data["measures"].update({"4": 99}), ("measures", "4")),
    (lambda data: data["resubmissions"].clear(), ("resubmissions", "provincial-plan/1 CN-HB")),
    (lambda data: data["findings"].pop(0), ("findings", "office-without-plan")),
    (lambda data: data["rules"][0].update(status="not-run"), ("rules", "priority-support-oversubscribed")),
]


@pytest.mark.parametrize(
    ("command", "tamper", "about"), [*(("check", *row) for row in REPORT), *(("review", *row) for row in REVIEW)]
)
def test_whatever_is_tampered_with_is_found(kept, verified, write, inbox, run, command, tamper, about):
    given = write("plan.json", plan_year=2012, **LATE) if command == "check" else inbox
    report = changed(kept(command, given), tamper)
    verification = verified(report, given, status=FOUND)
    (found,) = verification["results"][0]["differences"]
    assert (found["about"], found["name"]) == about
    assert outcomes(verification) == ["differs", *["holds"] * (4 if command == "review" else 0)]
    for lang in ("en", "zh"):
        assert (about[1] or "") in run("verify", report, given, "--lang", lang).out


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[" * 100_000, "levels"),
        (b"[" + b"7," * 100_001 + b"7]", "ndjson"),
        (b"[7" + b" " * MOST_BYTES + b"]", "ndjson"),
    ],
    ids=["deep", "many", "large"],
)
def test_what_is_too_much_is_refused(run, write, tmp_path, content, said):
    report = tmp_path / "report.json"
    report.write_bytes(content)
    done = run("verify", report, write("plan.json"))
    assert (done.status, done.out) == (UNREADABLE, "")
    assert said in done.err


@pytest.mark.parametrize("kind", ["check", "review"])
def test_where_the_rules_cannot_be_judged_nothing_is_said_to_hold(kept, verified, inbox, monkeypatch, kind):
    from checker import judging
    from checker.errors import EngineError

    def fail(*_: object) -> None:
        raise EngineError("plancheck failed over this file ({cause}); please report it with the file", cause="test")

    report = kept(kind, inbox)
    monkeypatch.setattr(judging, "outcome_of", fail)
    assert "undetermined" in outcomes(verified(report, inbox, status=UNTRUSTED))
