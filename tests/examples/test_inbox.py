"""The review of examples/inbox: what it has to say, the same whoever shares the work, and whole in every language.

`PLANCHECK_WRITE_GOLDEN=1` writes the golden files anew; look at what has changed before it is committed.
"""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from checker import load_pack
from checker.model import LANGUAGES, Engine, Language
from checker.readers import SUFFIXES
from checker.reporting import FORMATS
from checker.review_model import Review
from checker.reviewing import review

from ..running import run_python  # noqa: TID252 - folders of tests are no packages

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
INBOX = "examples/inbox"
EXPECTED: dict[str, Any] = yaml.safe_load((HERE / "inbox.expected.yaml").read_text(encoding="utf-8"))
ROSTER = {row["office"]: row for row in EXPECTED["roster"]}
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / INBOX).rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _at_the_top(monkeypatch):
    """Names are relative to the top of the repository."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def reviewed():
    """The review as JSON values, in English."""
    return reviewed_from([str(ROOT / INBOX)])


def reviewed_from(paths: Iterable[str], *, jobs: int = 1, lang: Language = "en") -> dict[str, Any]:
    return review(paths, jobs=jobs, lang=lang).to_dict()


def in_inbox(name: str | None) -> str | None:
    return None if name is None else name.partition(f"{INBOX}/")[2]


def rules_broken(report: dict[str, Any]) -> list[str]:
    return sorted(finding["rule"] for finding in report["findings"])


def to_be_broken(row: dict[str, Any]) -> list[str]:
    """The rules that a row expects to be broken, as often as there are findings of them."""
    return sorted([*row["breaks"], *["support-request-advisable"] * row.get("advised", 0)])


def reports_of(reviewed: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
    return {in_inbox(report["input"]["name"]): report for report in reviewed["reports"]}


def test_every_file_is_a_plan_file_and_expected_once():
    assert [name for name in FILES if Path(name).suffix.lower() not in SUFFIXES] == []
    listed = [row["file"] for part in ("roster", "others", "strangers") for row in EXPECTED[part] if row["file"]]
    assert sorted([*listed, *EXPECTED["copies"]]) == sorted(filter(None, map(in_inbox, FILES)))


def test_a_copy_has_the_bytes_of_another_file():
    contents = Counter(Path(name).read_bytes() for name in FILES)
    assert [contents[Path(INBOX, name).read_bytes()] for name in EXPECTED["copies"]] == [2]
    assert len(contents) == len(FILES) - len(EXPECTED["copies"])


def test_the_roster(reviewed):
    assert [row["office"] for row in reviewed["roster"]] == list(ROSTER)
    for row in reviewed["roster"]:
        expected = ROSTER[row["office"]]
        found = {name: row[name] for name in ("office", "status", "version", "verdict")}
        assert found | {"file": in_inbox(row["file"])} == {name: expected[name] for name in (*found, "file")}
        assert list(map(in_inbox, row["superseded"])) == expected.get("superseded", [])


def test_each_plan_that_stands_for_its_office_breaks_what_is_expected(reviewed):
    reports = reports_of(reviewed)
    severities = {rule.id: rule.severity.value for rule in load_pack("sipo-2012-113").rules}
    for row in reviewed["roster"]:
        expected = ROSTER[row["office"]]
        if "breaks" not in expected:
            assert row["counts"] is None
            continue
        report = reports[in_inbox(row["file"])]
        assert (row["office"], rules_broken(report)) == (row["office"], to_be_broken(expected))
        lowered = dict.fromkeys(expected.get("excepted", ()), "warning")
        counts = Counter((severities | lowered).get(rule, "error") for rule in to_be_broken(expected))
        assert row["counts"] == {severity: counts[severity] for severity in ("error", "warning", "info")}
        assert report["counts"] == row["counts"]


def test_the_files_that_stand_for_no_office_are_reported_all_the_same(reviewed):
    reports = reports_of(reviewed)
    for row in (*EXPECTED["others"], *EXPECTED["strangers"]):
        report = reports[row["file"]]
        found = {"office": report["office"], "verdict": report["verdict"], "breaks": rules_broken(report)}
        assert found == {"office": row.get("office"), "verdict": row["verdict"], "breaks": to_be_broken(row)}
    assert not set(EXPECTED["copies"]) & set(reports)
    assert len(reports) == len(FILES) - len(EXPECTED["copies"])


def test_the_reports_are_in_the_order_of_the_roster(reviewed):
    offices = [report["office"] for report in reviewed["reports"]]
    strangers = len(EXPECTED["strangers"])
    assert offices[-strangers:] == [None] * strangers
    places = [list(ROSTER).index(office) for office in offices[:-strangers]]
    assert places == sorted(places)


def test_across_the_plans(reviewed):
    assert reviewed["verdicts"] == EXPECTED["verdicts"]
    assert reviewed["measures"] == {str(number): count for number, count in EXPECTED["measures"].items()}
    assert len(reviewed["findings"]) == len(EXPECTED["findings"])
    for finding, expected in zip(reviewed["findings"], EXPECTED["findings"], strict=True):
        names = ("rule", "severity", "at", "subject")
        assert {name: finding[name] for name in names} == {name: expected[name] for name in names}
        (fact,) = finding["because"].values() if finding["because"] else ({},)
        assert expected.get("figures", {}).items() <= fact.items()
    statuses = {row["rule"]: row["status"] for row in reviewed["rules"]}
    violated = {rule for rule, status in statuses.items() if status == "violated"}
    assert violated == {finding["rule"] for finding in EXPECTED["findings"]}


def test_what_became_of_the_findings_of_the_versions_before(reviewed):
    beside = {"document": "provincial-plan/1"}
    found = [row | {name: in_inbox(row[name]) for name in ("old", "new")} for row in reviewed["resubmissions"]]
    assert found == [beside | row for row in EXPECTED["resubmissions"]]


def test_the_inbox_has_the_conditions_that_the_readme_promises():
    expected = {row["verdict"] for row in ROSTER.values()}
    assert expected == {"pass", "review", "return", "invalid", None}
    assert len(ROSTER) == 32
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    missing = [in_inbox(name) for name in FILES if f"`{in_inbox(name)}`" not in readme]
    assert missing == []


def test_two_jobs_make_the_same_review():
    assert reviewed_from([INBOX], jobs=2) == reviewed_from([INBOX])


@pytest.mark.parametrize(
    "files",
    [FILES[::-1], FILES[1::2] + FILES[::2], sorted(FILES, key=lambda name: name[::-1])],
    ids=["backwards", "every-other", "by-ending"],
)
def test_the_order_of_the_arguments_changes_nothing(files):
    assert sorted(files) == FILES != files
    assert reviewed_from(files) == reviewed_from([INBOX])


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_the_exit_status(fail_on):
    done = run_python("-m", "checker", "review", "--fail-on", fail_on, "--lang", "zh", INBOX, PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (EXPECTED["exit_status"], "")


def judged_anywhere(made: Review) -> Review:
    """The review with one evaluator's name, which depends on the Python that runs, and no real digest of the pack.

    Golden is what was found, whatever was changed in the rule pack without changing that.
    """
    engine, digest = Engine("durable_rules", "2.0.28"), "0" * 64
    reports = tuple(replace(report, engine=engine, pack_digest=digest) for report in made.reports)
    return replace(made, engine=engine, pack_digest=digest, reports=reports)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_reviewer_reads_first_is_the_golden_one(lang):
    made = review([INBOX], lang=lang)
    assert made.engine.failure is None
    rendered = FORMATS["text"].render_reviews([judged_anywhere(made)], {made.pack_id: load_pack(made.pack_id)})
    overview = rendered.partition(f"\n{'=' * 80}\n")[0]
    golden = GOLDEN / f"inbox.overview.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        golden.write_text(overview, encoding="utf-8")
    assert overview == golden.read_text(encoding="utf-8")
