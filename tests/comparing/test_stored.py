"""A report that was kept comes back as it was, and a damaged one is refused."""

import json
import re
from copy import deepcopy
from typing import Any

import pytest
from msgspec.structs import replace

from checker import check, load_pack
from checker.checking import is_stored
from checker.errors import UnreadableError
from checker.stored import read_report

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages
from .conftest import report_of

ODD = {
    "measures": {12: {"schedule": [{"due": "2013-02-30"}]}, 7: {"a/b~c": 1, "objective": None}, 13: {"number": "43a"}},
    "plan": {"regions": [{"name": "武汉市。", "code": 420100}, {"name": "宜昌市。", "code": "420500"}]},
}


@pytest.fixture
def data(conforming) -> dict[str, Any]:
    """A report that was kept."""
    return json.loads(json.dumps(report_of(ODD, conforming).to_dict()))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_comes_back_as_it_was_in_its_language(conforming, lang):
    report = report_of(ODD, conforming, lang)
    data = json.loads(json.dumps(report.to_dict()))
    back = read_report(data, "zh" if lang == "en" else "en")
    assert (back.to_dict(), back.lang) == (data, lang)
    assert [finding.at for finding in back.findings] == [finding.at for finding in report.findings]


def test_without_findings_the_language_is_the_one_that_is_spoken(conforming):
    data = report_of({}, conforming, "zh").to_dict()
    assert [read_report(data, lang).lang for lang in ("en", "zh")] == ["en", "zh"]


@pytest.mark.parametrize("broken", [b"{", b"[]", "雪".encode("utf-16")])
def test_reports_on_unreadable_plans_come_back_too(broken):
    data = check(broken).to_dict()
    assert read_report(data, "en").to_dict() == data


def test_what_plancheck_wrote_is_told_from_a_plan(data, conforming):
    assert is_stored(data)
    assert is_stored([data, data])
    assert is_stored({"format": "plan-review/1"})
    assert is_stored({"format": "plan-report/99"})
    for plan in (conforming, {}, [], None, "plan-report/1", {"format": 1}, {"format": "provincial-plan/1"}):
        assert not is_stored(plan)


@pytest.mark.parametrize("kind", ["plan-report/1", "plan-compilation/1", "review-decisions/1", "rule-tests/1"])
def test_what_plancheck_wrote_is_not_judged_as_a_plan(kind: str) -> None:
    report = check({"format": kind, "circular": "sipo-2012-113"})
    assert [finding.rule for finding in report.findings] == ["unreadable"]


def test_a_document_of_a_pack_may_be_called_as_reports_are() -> None:
    pack = load_pack("sipo-2012-113")
    named = replace(pack, documents={**pack.documents, "plan-update/1": pack.documents["provincial-plan/1"]})
    assert is_stored({"format": "plan-update/1"})
    assert not is_stored({"format": "plan-update/1"}, named)


def refused(data: object) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_report(data, "en")
    for lang in ("en", "zh"):
        assert "Text(" not in caught.value.message(lang)
        assert not re.search(r"\{[a-z]", caught.value.message(lang))
    return caught.value


@pytest.mark.parametrize("data", [[], [{"format": "plan-report/1"}]])
def test_a_list_of_reports_is_refused(data):
    assert name_of(refused(data).wording) == "stored.several"


@pytest.mark.parametrize("kind", ["plan-report/2", "plan-review/1", "", None, 1])
def test_another_format_is_refused_and_named(data, kind):
    error = refused({**data, "format": kind})
    assert name_of(error.wording) == "stored.another-format"
    assert str(kind) in error.message("en")


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("verdict",), "fine"),
        (("findings",), None),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "at"), "measures"),
        (("findings", 0, "subject"), []),
        (("input", "sha256"), "x"),
        (("rules", 0, "status"), 1),
        (("office",), {"a": 1}),
        (("more",), 1),
    ],
)
def test_a_report_that_breaks_the_schema_is_refused_with_the_place(data, at, value):
    damaged = deepcopy(data)
    here: Any = damaged
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value
    error = refused(damaged)
    assert name_of(error.wording) == "stored.broken"
    assert "/" + "/".join(map(str, at)) in error.message("en")


@pytest.mark.parametrize("member", ["pack", "findings", "engine"])
def test_a_report_that_lacks_something_is_refused(data, member):
    del data[member]
    assert name_of(refused(data).wording) == "stored.broken"


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.update(verdict="pass"),
        lambda data: data.update(verdict="return"),
        lambda data: data["counts"].update(error=0),
        lambda data: data["findings"].pop(),
        lambda data: data["engine"].update(failure="It failed."),
        lambda data: data["rules"].append(data["rules"][0]),
    ],
)
def test_a_report_that_was_altered_is_refused(data, change):
    change(data)
    assert name_of(refused(data).wording) == "stored.contradictory"
