"""Any valid plan survives XLSX, YAML and JSON in any order: nothing is lost, and nothing added."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.forms.workbook import writing
from checker.model import LANGUAGES
from checker.pack.loading import load_pack
from checker.provincial import departments_of, offices_of, plan_of
from checker.readers import read_path
from checker.schema import validate

from .conftest import meant
from .plans import plans

ROOT = Path(__file__).resolve().parents[2]
_PACK = load_pack("sipo-2012-113")
PLANS = plans(list(departments_of(_PACK)), list(offices_of(_PACK)), _PACK.id)
EXAMPLES = [
    path
    for folder in ("plans", "provinces")
    for path in sorted((ROOT / "examples" / folder).iterdir())
    if path.suffix in (".yaml", ".json")
    and not validate(read_path(path).data, plan_of(_PACK).schema, [_PACK.id]).faults
]


@pytest.fixture(scope="module", autouse=True)
def _few_empty_rows():
    """Rows without anything in them are most of what a workbook takes to be written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_SPARE", {})
        patch.setattr(writing, "_USUAL_SPARE", 1)
        yield


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS, st.sampled_from(LANGUAGES))
def test_a_plan_survives_all_formats(through, plan, lang):
    assert not validate(plan, plan_of(_PACK).schema, [_PACK.id]).faults
    first = through(plan, ".xlsx", lang)
    assert first == meant(plan)
    as_yaml = through(first, ".yaml")
    assert as_yaml == first
    again = through(as_yaml, ".xlsx", "en" if lang == "zh" else "zh")
    assert again == first
    assert through(again, ".json") == first


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLANS)
def test_a_plan_survives_yaml_and_json(through, plan):
    assert through(plan, ".yaml") == plan
    assert through(plan, ".json") == plan


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_survive(through, path):
    data = read_path(path).data
    assert through(through(data, ".xlsx"), ".yaml") == meant(data)
