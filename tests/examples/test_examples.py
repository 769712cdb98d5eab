"""Every plan under examples/ gets the verdict and the findings that the list beside it asks for.

The plans of examples/inbox are reviewed together, in test_inbox.py. `PLANCHECK_WRITE_GOLDEN=1` writes the golden
reports anew; look at what has changed before it is committed.
"""

import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

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


def name_of(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def expectation_of(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = yaml.safe_load(Path(f"{path}{EXPECTED}").read_text(encoding="utf-8"))
    return expected


def report_of(path: Path, lang: Language = "en") -> Report:
    return check(path, as_of=expectation_of(path).get("as_of"), lang=lang)


def report_on(path: Path, lang: Language = "en") -> dict[str, Any]:
    return report_of(path, lang).to_dict()


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


def said(data: Any) -> Any:
    """What a plan says, however it is typed: in whatever order, and with whatever signs behind an entry."""
    measures = {
        measure["number"]: {**measure, "actions": [action.rstrip("；") for action in measure["actions"]]}
        for measure in data["measures"]
    }
    return measures, [{**region, "code": str(region["code"])} for region in data["regions"]], data["funding"]


@pytest.mark.parametrize(
    ("suffix", "unclear", "beside"),
    [(".xlsx", (21, "2013年8月底"), "schema"), (".docx", (17, "上半年"), "not-read")],
)
def test_a_form_says_what_the_draft_says_and_finds_its_slips_but_for_what_is_unclear(suffix, unclear, beside):
    draft = EXAMPLES / "plans" / "hubei-draft.yaml"
    form, forms = draft.with_suffix(suffix), forms_of(load_pack("sipo-2012-113"))
    plan: Any = deepcopy(read_path(draft).data)
    measures = {measure["number"]: measure for measure in plan["measures"]}
    measures[16]["funding"]["amount_cny"] = "约300万元"
    number, day = unclear
    measures[number]["schedule"][0]["due"] = day
    assert said(read_bytes(form.read_bytes(), suffix=suffix, forms=forms).data) == said(plan)
    # A hint on a measure goes with the measure that is set aside.
    of_draft, of_form = (
        sorted(row["rule"] for row in expectation_of(path)["findings"] if row["severity"] != "info")
        for path in (draft, form)
    )
    assert of_form == sorted([*of_draft, "schema", "schema", beside])


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("plan", ["departments/examination-affairs-administration", "sipo-2011-139/shaanxi"])
def test_reports_on_documents_of_other_kinds_are_the_golden_ones(plan, lang, monkeypatch):
    monkeypatch.chdir(ROOT)
    made = report_of(Path("examples", f"{plan}.yaml"), lang)
    report = replace(made, pack_digest="0" * 64, engine=Engine("durable_rules", "2.0.28"))
    rendered = FORMATS["text"].render([report], {made.pack_id: load_pack(made.pack_id)})
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
    assert path.read_bytes() == written_document(path.suffix, data, pack, pack.document_of(data), "zh")
