"""Every plan under examples/ gets the verdict and the findings that the list beside it asks for.

The plans of examples/inbox are reviewed together, in test_inbox.py. `PLANCHECK_WRITE_GOLDEN=1` writes the golden
reports anew; look at what has changed before it is committed.
"""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from msgspec.structs import replace

from checker import check, load_pack
from checker.checking import pack_named_by
from checker.model import Engine, Language, Report
from checker.office.conversion import written_document
from checker.pack.labels import forms_of
from checker.readers import SUFFIXES, read_bytes, read_path
from checker.reporting import FORMATS

from .drafting import draft

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
GOLDEN = Path(__file__).resolve().parent / "golden"
EXPECTED = ".expected"
PLANS = sorted(
    path for path in EXAMPLES.rglob("*") if path.suffix in SUFFIXES and not path.is_relative_to(EXAMPLES / "inbox")
)
TEXTS = [path for path in PLANS if path.suffix not in {".docx", ".xlsx"}]
CLAUSES = sorted((EXAMPLES / "clauses").glob("*.yaml"))
PROVINCES = [path for path in PLANS if path.parent.name == "provinces"]
CONFORMING = "conforming"

Row: TypeAlias = "tuple[int, int, str]"
"""A line of a plan: its number, its indentation, and its text."""


def name_of(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def expectation_of(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = yaml.safe_load(Path(f"{path}{EXPECTED}").read_text(encoding="utf-8"))
    return expected


def report_of(path: Path, lang: Language = "en") -> Report:
    return check(path, as_of=expectation_of(path).get("as_of"), lang=lang)


def report_on(path: Path, lang: Language = "en") -> dict[str, Any]:
    return report_of(path, lang).to_dict()


def line_of(path: Path, at: str) -> int:
    """The line on which the value at the pointer begins, by counting lines and indentation alone.

    Knows only how the examples are laid out: two blanks a level, what is in YAML's or JSON's brackets on one line, no
    comment behind a value.
    """
    rows = [
        (number, len(line) - len(line.lstrip()), line.strip())
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    # JSON's closing brackets are no values, and the opening one of the whole plan stands on a line of its own.
    is_json = path.suffix == ".json"
    rows = [row for row in rows if not (is_json and row[2].rstrip(",") in {"}", "]"})]
    for step in at.split("/")[1:]:
        found = _step(rows, step, is_json=is_json)
        if found is None:
            break
        rows = found
    return rows[0][0]


def _step(rows: list[Row], step: str, *, is_json: bool) -> list[Row] | None:
    """The rows of the value that `step` leads to; the first is where it begins. None: it is inside of one line."""
    inside = rows[1:] if is_json else rows
    if not inside or (not is_json and rows[0][2][0] in "{["):
        return None
    level = min(column for _, column, _ in inside)
    starts = [place for place, (_, column, _) in enumerate(inside) if column == level]
    if step.isdigit():
        begin, end = next(pair for count, pair in enumerate(pairwise([*starts, len(inside)])) if count == int(step))
        number, column, text = inside[begin]
        first = (number, column, text) if is_json else (number, column + 2, text.removeprefix("- "))
        return [first, *inside[begin + 1 : end]]
    key = f'"{step}":' if is_json else f"{step}:"
    for begin, end in pairwise([*starts, len(inside)]):
        number, column, text = inside[begin]
        if text.startswith(key):
            value = text.removeprefix(key).strip()
            return [(number, column, value), *inside[begin + 1 : end]] if value else inside[begin + 1 : end]
    return None


def test_every_plan_has_an_expectation_and_every_expectation_a_plan():
    with_expectation = {Path(str(path).removesuffix(EXPECTED)) for path in EXAMPLES.rglob(f"*{EXPECTED}")}
    assert PLANS
    assert with_expectation == set(PLANS)


@pytest.mark.parametrize("path", PLANS, ids=name_of)
def test_a_plan_gets_what_is_expected_of_it(path):
    expected = expectation_of(path)
    report = report_on(path)
    where = "line" if path in TEXTS else "cell"
    found = [{name: finding[name] for name in ("rule", "at", "severity", where)} for finding in report["findings"]]
    assert found == expected["findings"]
    assert {name: report[name] for name in ("verdict", "counts", "selection")} == {
        name: expected[name] for name in ("verdict", "counts", "selection")
    }


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_the_line_of_a_finding_is_where_its_value_begins(path):
    for finding in report_on(path)["findings"]:
        assert (finding["at"], finding["line"]) == (finding["at"], line_of(path, finding["at"]))


@pytest.mark.parametrize("path", CLAUSES, ids=name_of)
def test_a_plan_named_after_a_rule_breaks_that_rule_and_no_other(path):
    violated = {row["rule"] for row in report_on(path)["rules"] if row["status"] == "violated"}
    assert violated == {path.stem} - {CONFORMING}


def test_there_is_a_plan_for_every_rule():
    rules = {rule.id for rule in load_pack("sipo-2012-113").document_rules}
    assert {path.stem for path in CLAUSES} == rules | {CONFORMING}


def test_the_provinces_show_every_verdict_that_a_plan_can_get():
    verdicts = {expectation_of(path)["verdict"] for path in PROVINCES}
    assert verdicts == {"pass", "review", "return", "invalid"}
    assert len({report_on(path)["office"] for path in PROVINCES}) == len(PROVINCES) >= 8


def without_places(report: dict[str, Any]) -> dict[str, Any]:
    findings = [{**finding, "line": None, "column": None} for finding in report["findings"]]
    return {**report, "input": None, "findings": findings}


def test_json_and_yaml_of_one_plan_give_one_report():
    plans = EXAMPLES / "plans"
    assert read_path(plans / "hubei.json").data == read_path(plans / "hubei.yaml").data
    assert without_places(report_on(plans / "hubei.json")) == without_places(report_on(plans / "hubei.yaml"))


def test_the_draft_written_as_json_gives_the_same_findings_at_its_own_lines():
    path = EXAMPLES / "plans" / "hubei-draft.yaml"
    as_json = check(json.dumps(read_path(path).data, ensure_ascii=False, indent=2)).to_dict()
    as_yaml = report_on(path)
    assert without_places(as_json) == without_places(as_yaml)
    assert [finding["line"] for finding in as_json["findings"]] != [finding["line"] for finding in as_yaml["findings"]]


def test_the_workbook_is_what_the_script_beside_makes():
    path = EXAMPLES / "plans" / "hubei-draft.xlsx"
    forms = forms_of(load_pack("sipo-2012-113"))
    written, made = (read_bytes(raw, suffix=".xlsx", forms=forms) for raw in (path.read_bytes(), draft()))
    assert (made.data, made.faults) == (written.data, written.faults)


def test_the_workbook_has_the_slips_of_the_draft_and_three_of_its_own():
    path = EXAMPLES / "plans" / "hubei-draft.xlsx"
    # A hint on a measure goes with the measure that is set aside.
    of_draft, of_workbook = (
        [row["rule"] for row in expectation_of(each)["findings"] if row["severity"] != "info"]
        for each in (path.with_suffix(".yaml"), path)
    )
    assert sorted(of_workbook) == sorted([*of_draft, "schema", "schema", "schema"])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("plan", ["departments/examination-affairs-administration", "sipo-2011-139/shaanxi"])
def test_reports_on_documents_of_other_kinds_are_the_golden_ones(plan, lang, monkeypatch):
    monkeypatch.chdir(ROOT)
    made = report_of(Path("examples", f"{plan}.yaml"), lang)
    report = replace(made, pack_digest="0" * 64, engine=Engine("durable_rules", "2.0.28"))
    rendered = FORMATS["text"].render([report], {made.pack_id: load_pack(made.pack_id)})
    assert isinstance(rendered, str)
    path = GOLDEN / f"{plan.replace('/', '.')}.report.{lang}.txt"
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        path.write_text(rendered, encoding="utf-8")
    assert rendered == path.read_text(encoding="utf-8")


def test_the_readme_names_every_plan_of_a_province_and_of_hubei():
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in PLANS if path not in CLAUSES and f"`{path.name}`" not in readme]
    assert missing == []


@pytest.mark.parametrize(
    "path", [path for path in PLANS if path not in TEXTS and "draft" not in path.name], ids=name_of
)
def test_a_form_is_what_is_written_of_the_plan_beside_it(path):
    data: Any = read_path(path.with_suffix(".yaml")).data
    pack = pack_named_by(data)
    assert pack is not None
    assert path.read_bytes() == written_document(path.suffix, data, pack, pack.document_of(data), "zh")
