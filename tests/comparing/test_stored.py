"""A report that was kept comes back as it was, and a damaged one is refused."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from checker import check, load_pack
from checker.checking import is_stored
from checker.errors import UnreadableError
from checker.stored import read_report

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language


@pytest.fixture
def data(draft: Any) -> dict[str, Any]:
    draft.measure(12)["schedule"] = [{"due": "2013-02-30"}]
    draft.measure(7)["a/b~c"] = 1
    draft.plan["measures"].append({"number": "43a"})
    draft.plan["regions"] = [{"name": "武汉市", "code": 420100}]
    written: dict[str, Any] = json.loads(json.dumps(draft.report().to_dict()))
    return written


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_report_comes_back_as_it_was(draft: Any, lang: Language) -> None:
    draft.without(7, "objective").measure(12)["a/b~0"] = 1
    report = draft.report(lang=lang)
    data = json.loads(json.dumps(report.to_dict()))
    back = read_report(data, "en")
    assert back.to_dict() == data
    assert back.lang == lang
    assert [finding.at for finding in back.findings] == [finding.at for finding in report.findings]


def test_without_findings_the_language_is_the_one_that_is_spoken(draft: Any) -> None:
    data = draft.report(lang="zh").to_dict()
    assert read_report(data, "en").lang == "en"
    assert read_report(data, "zh").lang == "zh"


def test_names_in_the_other_language_do_not_mislead(draft: Any) -> None:
    draft.plan["regions"] = [{"name": "武汉市。", "code": "420100"}, {"name": "宜昌市。", "code": "420500"}]
    assert read_report(draft.report(lang="en").to_dict(), "zh").lang == "en"


@pytest.mark.parametrize("broken", [b"{", b"[]", "雪".encode("utf-16")])
def test_reports_on_unreadable_plans_come_back_too(broken: bytes) -> None:
    data = check(broken).to_dict()
    assert read_report(data, "en").to_dict() == data


def test_what_plancheck_wrote_is_told_from_a_plan(data: dict[str, Any], conforming: dict[str, Any]) -> None:
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
def test_a_list_of_reports_is_refused(data: dict[str, Any]) -> None:
    assert name_of(refused(data).wording) == "stored.several"


@pytest.mark.parametrize("kind", ["plan-report/2", "plan-review/1", "plan-comparison/1", "", None, 1])
def test_another_format_is_refused_and_named(data: dict[str, Any], kind: object) -> None:
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
def test_a_report_that_breaks_the_schema_is_refused_with_the_place(
    data: dict[str, Any], at: tuple[str | int, ...], value: object
) -> None:
    damaged = deepcopy(data)
    here: Any = damaged
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value
    error = refused(damaged)
    assert name_of(error.wording) == "stored.broken"
    assert "/" + "/".join(map(str, at)) in error.message("en")


@pytest.mark.parametrize("member", ["format", "pack", "findings", "engine"])
def test_a_report_that_lacks_something_is_refused(data: dict[str, Any], member: str) -> None:
    del data[member]
    assert name_of(refused(data).wording) == ("stored.another-format" if member == "format" else "stored.broken")


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
def test_a_report_that_was_altered_is_refused(data: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> None:
    change(data)
    assert name_of(refused(data).wording) == "stored.contradictory"
