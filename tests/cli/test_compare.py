"""`plancheck compare`: what it takes, what it says, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.cli.commands.compare import FORMATS
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Callable

PUBLISHED = Path(__file__).parents[2] / "examples" / "published-plans"
GOOD, FOUND, UNREADABLE, UNTRUSTED = 0, 1, 2, 3
ON_THE_DAY = {"submission": {"date": "2012-12-26"}}
LATE = {"submission": {"date": "2012-12-27"}}

THERE = {"name": "宜昌市", "tasks": ["组织知识产权质押融资对接"]}


@pytest.fixture
def store(run: Callable[..., Any], tmp_path: Path) -> Callable[..., Path]:
    """`store(plan, "--lang", "zh")`: the report of a plan, kept as JSON."""

    def store(plan: Path, *options: str) -> Path:
        path = tmp_path / f"{plan.stem}.report.json"
        run("check", plan, "--format", "json", "--output", path, *options)
        return path

    return store


def changes(done: Any) -> list[tuple[str, str]]:
    return [(row["change"], (row["new"] or row["old"])["rule"]) for row in done.json["findings"]]


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "status"),
    [
        ({}, {}, "warning", GOOD),
        ({"plan_year": 2012}, {}, "warning", GOOD),
        ({"plan_year": 2012}, {"plan_year": 2012}, "error", FOUND),
        ({}, {"plan_year": 2012}, "error", FOUND),
        ({}, {"plan_year": 2012}, "never", GOOD),
        ({}, ON_THE_DAY, "error", GOOD),
        ({}, ON_THE_DAY, "warning", FOUND),
        (ON_THE_DAY, {}, "warning", GOOD),
        ({}, {"plan_year": "soon"}, "never", UNREADABLE),
        ({"plan_year": "soon"}, {}, "error", GOOD),
        ({"plan_year": "soon"}, {"plan_year": 2012}, "error", FOUND),
    ],
)
def test_the_status_is_by_what_is_still_open_or_new(
    run: Callable[..., Any],
    write: Callable[..., Path],
    old: dict[str, Any],
    new: dict[str, Any],
    fail_on: str,
    status: int,
) -> None:
    done = run("compare", write("old.json", **old), write("new.json", **new), "--fail-on", fail_on)
    assert done.status == status
    assert done.err == ""


def test_plans_and_stored_reports_are_the_same_to_it_but_for_what_stands_in_the_plans(
    run: Callable[..., Any], write: Callable[..., Path], store: Callable[..., Path]
) -> None:
    old, new = write("old.json", plan_year=2012), write("new.json", **LATE)
    reports = store(old), store(new)
    expected = [("fixed", "plan-year-mismatch"), ("new", "submitted-late")]
    written = set()
    for one in (old, reports[0]):
        for other in (new, reports[1]):
            done = run("compare", one, other, "--format", "json")
            assert changes(done) == expected
            assert done.status == FOUND
            made = done.json
            assert explain("comparison", made) == ()
            assert bool(made.pop("contents")) is (one == old and other == new)
            written.add(
                json.dumps({**made, "warnings": [each for each in made["warnings"] if each["about"] != "contents"]})
            )
    assert len(written) == 1


def test_reports_in_another_language_can_be_compared(
    run: Callable[..., Any], write: Callable[..., Path], store: Callable[..., Path]
) -> None:
    old = store(write("old.json", regions=[{"name": "武汉市"}, {"name": "黄石市"}, THERE]), "--lang", "zh")
    new = store(write("new.json", regions=[{"name": "黄石市"}, THERE]), "--lang", "en")
    done = run("compare", old, new, "--format", "json")
    assert changes(done) == [("fixed", "region-tasks-missing"), ("still-open", "region-tasks-missing")]


def test_the_text_says_how_much_is_left(run: Callable[..., Any], write: Callable[..., Path]) -> None:
    old, new = write("old.json", plan_year=2012), write("new.json", **LATE)
    english = run("compare", old, new)
    assert english.out.startswith("1 FIXED, 0 STILL OPEN, 1 NEW\n")
    assert run("compare", old, new, "--lang", "zh").out.startswith("【已改正1项】【仍未改正0项】【新发现1项】\n")
    assert run("compare", old, new).out == english.out


def test_the_result_goes_into_a_file(run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path) -> None:
    plan = write("plan.json")
    for format_ in ("text", "json"):
        done = run("compare", plan, plan, "--format", format_, "--output", tmp_path / "out")
        assert (done.status, done.out, done.err) == (GOOD, "", "")
        assert (tmp_path / "out").read_text("utf-8") == run("compare", plan, plan, "--format", format_).out


def test_one_of_them_may_be_standard_input(run: Callable[..., Any], write: Callable[..., Path]) -> None:
    plan = write("plan.json", plan_year=2012)
    done = run("compare", "-", plan, "--format", "json", stdin=plan.read_bytes())
    assert changes(done) == [("still-open", "plan-year-mismatch")]
    assert done.json["old"]["input"]["name"] == "-"
    twice = run("compare", "-", "-", stdin=plan.read_bytes())
    assert (twice.status, twice.out) == (UNREADABLE, "")
    assert "only once" in twice.err


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_told_and_nothing_compared(
    run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path, lang: str, place: int, content: bytes | None
) -> None:
    bad = tmp_path / "bad.json"
    if content is not None:
        bad.write_bytes(content)
    files = [write("good.json"), write("good.json")]
    files[place] = bad
    done = run("compare", *files, "--lang", lang, "--output", tmp_path / "out")
    assert (done.status, done.out) == (UNREADABLE, "")
    assert str(bad) in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "fine"},
        {"verdict": "pass"},
        {"findings": []},
        {"format": "plan-report/2"},
        {"format": "plan-review/1"},
        {"engine": None},
        {"office": "\x1b[31m", "more": 1},
        {"format": "plan-evil/1"},
    ],
)
def test_a_damaged_report_is_told_and_nothing_compared(
    run: Callable[..., Any],
    write: Callable[..., Path],
    store: Callable[..., Path],
    lang: str,
    change: dict[str, Any],
) -> None:
    plan = write("plan.json", plan_year=2012)
    stored = store(plan)
    stored.write_text(json.dumps({**json.loads(stored.read_text("utf-8")), **change}), "utf-8")
    for files in ((stored, plan), (plan, stored)):
        done = run("compare", *files, "--lang", lang)
        assert (done.status, done.out) == (UNREADABLE, "")
        assert str(stored) in done.err
        assert "\x1b" not in done.err


def test_a_list_of_reports_is_told(run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path) -> None:
    plan = write("plan.json")
    both = tmp_path / "both.json"
    run("check", plan, plan, "--format", "json", "--output", both)
    done = run("compare", both, plan)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert "list of reports" in done.err


def test_one_plan_is_not_compared_with_many(
    run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    plan = write("inbox/plan.json")
    done = run("compare", tmp_path / "inbox", plan)
    assert (done.status, done.out) == (UNREADABLE, "")
    assert "a single plan, and the other many" in done.err


def test_plans_of_different_offices_are_compared_with_a_warning(
    run: Callable[..., Any], write: Callable[..., Path]
) -> None:
    old, new = write("old.json", regions=[]), write("new.json", regions=[], office="CN-HN")
    done = run("compare", old, new)
    assert "(Hubei Intellectual Property Office and Hunan Intellectual Property Office)" in " ".join(done.out.split())
    assert done.status == FOUND
    (warning,) = run("compare", old, new, "--format", "json").json["warnings"][:1]
    assert warning["about"] == "office"


def test_reports_of_different_rule_packs_are_compared_with_a_warning(
    run: Callable[..., Any], write: Callable[..., Path], store: Callable[..., Path], own_pack: Path
) -> None:
    circular = own_pack / "pack.yaml"
    circular.write_text(circular.read_text("utf-8").replace("version: 2.0.0", "version: 9.8.7"), "utf-8")
    plan = write("plan.json", plan_year=2012)
    done = run("compare", store(plan, "--pack", str(own_pack)), plan)
    assert "different versions of the rule pack (9.8.7 and 2.0.0)" in " ".join(done.out.split())
    assert run("compare", plan, plan, "--pack", own_pack, "--format", "json").json["new"]["pack"]["version"] == "9.8.7"


def test_a_report_of_a_pack_that_is_not_installed_is_no_path_to_load(
    run: Callable[..., Any], write: Callable[..., Path], store: Callable[..., Path], pack_folder: Path
) -> None:
    plan = write("plan.json", plan_year=2012)
    stored = store(plan)
    data = json.loads(stored.read_text("utf-8"))
    data["pack"]["id"] = str(pack_folder)
    stored.write_text(json.dumps(data), "utf-8")
    done = run("compare", stored, plan)
    assert done.status == FOUND
    assert "different rule packs" in done.out


def test_a_judgement_that_failed_is_not_trusted(
    run: Callable[..., Any], write: Callable[..., Path], store: Callable[..., Path]
) -> None:
    plan = write("plan.json")
    stored = store(plan)
    data = json.loads(stored.read_text("utf-8"))
    data |= {"verdict": "undetermined", "engine": {**data["engine"], "failure": "It failed."}}
    stored.write_text(json.dumps(data), "utf-8")
    for files in ((stored, plan), (plan, stored)):
        assert run("compare", *files, "--fail-on", "never").status == UNTRUSTED


def test_the_day_it_is_checked_for(run: Callable[..., Any], write: Callable[..., Path]) -> None:
    draft = write("plan.json", status="draft")
    done = run("compare", draft, draft, "--as-of", "2012-12-27", "--format", "json", "--fail-on", "warning")
    assert changes(done) == [("still-open", "draft-past-deadline")]
    assert done.status == FOUND


def test_reviews_are_compared_as_they_are_made_or_kept(
    run: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    write("first/plan.json", regions=[])
    write("second/plan.json", submission={"date": "2013-01-10", "version": 2, "first_date": "2012-12-20"})
    for name in ("first", "second"):
        run("review", tmp_path / name, "--format", "json", "--output", tmp_path / f"{name}.json")
    told = []
    for format_ in FORMATS:
        for suffix in ("", ".json"):
            output = tmp_path / f"out{suffix}.{format_}"
            done = run("compare", *(f"{tmp_path / name}{suffix}" for name in ("first", "second")), "--output", output)
            assert (done.status, done.out, done.err) == (FOUND, "", "")
            assert output.stat().st_size > 1000
            if format_ == "json":
                told.append(json.loads(output.read_text("utf-8")))
                assert told[-1]["old"].pop("name") == f"{tmp_path / 'first'}{suffix}"
                assert told[-1]["new"].pop("name") == f"{tmp_path / 'second'}{suffix}"
    assert told[0] == told[1]
    assert told[0]["format"] == "review-comparison/1"
    office = next(each for each in told[0]["offices"] if each["office"] == "CN-HB")
    assert (office["sent"], office["counts"]) == ("sent-again", {"fixed": 1, "still-open": 0, "new": 0})


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_of_published_plans_what_stands_in_them_is_compared(run: Callable[..., Any], tmp_path: Path, lang: str) -> None:
    old, new = (PUBLISHED / f"promotion-plan-{year}.yaml" for year in (2012, 2013))
    made = run("compare", old, new, "--lang", lang, "--format", "json")
    assert (made.status, explain("comparison", made.json)) == (0, ())
    assert [doubt["about"] for doubt in made.json["warnings"]] == ["edition"]
    counts = {part["name"]: part["counts"] for part in made.json["contents"]}
    assert sum(counts["Measures" if lang == "en" else "措施"].values()) == 34 + 42 - 4
    shown = run("compare", old, new, "--lang", lang)
    assert "IV.2 Enterprises with an IP advantage → III.10.27 Enterprises with IP" in shown.out
    for suffix in ("html", "xlsx"):
        output = tmp_path / f"compared.{suffix}"
        assert run("compare", old, new, "--lang", lang, "--output", output).status == 0
        assert output.stat().st_size > 9000
    run("check", old, "--format", "json", "--output", tmp_path / "old.json")
    kept = run("compare", tmp_path / "old.json", new, "--format", "json").json
    assert (kept["contents"], [doubt["about"] for doubt in kept["warnings"]]) == ([], ["edition", "contents"])
