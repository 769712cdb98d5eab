"""Reports on workbooks and Word documents, with findings at the places that a test wants."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from checker import check
from checker.model import Language, Place, Report, Severity
from checker.office.marking import Marked
from checker.office.marking import mark as mark_file

PLANS = Path(__file__).resolve().parents[2] / "examples" / "plans"


@cache
def judged(plan: str, lang: Language) -> Report:
    return check(PLANS / plan, lang=lang)


def _name(raw: bytes) -> str:
    return "plan.docx" if b"word/" in raw else "plan.xlsx"


@pytest.fixture(scope="session")
def report_on():
    """`report_on(raw, "Measures!D7", None, lang="zh")`: a finding for each place; without one, a plan that passes.

    All are errors but the fourth, which is a warning, and what comes after the seventh.
    """

    def report_on(raw: bytes, *places: str | None, lang: Language = "en", name: str | None = None) -> Report:
        report = judged("hubei-draft.yaml" if places else "hubei.json", lang)
        errors, warnings = ([f for f in report.findings if f.severity is s] for s in (Severity.ERROR, Severity.WARNING))
        found = [*errors[:3], *warnings[:1], *errors[3:], *warnings[1:]]
        many = (found * (len(places) // 8 + 1))[: len(places)]
        findings = [replace(finding, place=Place(cell=place)) for finding, place in zip(many, places, strict=True)]
        return replace(report, findings=tuple(findings), sha256=sha256(raw).hexdigest(), name=name or _name(raw))

    return report_on


@pytest.fixture(scope="session")
def mark(report_on, pack):
    """`mark(raw, "Measures!D7", …)`: what comes of marking it."""

    def mark(raw: bytes, *places: str | None, lang: Language = "en") -> Marked:
        return mark_file(raw, report_on(raw, *places, lang=lang), pack)

    return mark


@pytest.fixture(scope="session")
def copy(mark):
    """`copy(raw, "Measures!D7", …)`: the marked copy, which there has to be."""

    def copy(raw: bytes, *places: str | None, lang: Language = "en") -> bytes:
        marked = mark(raw, *places, lang=lang)
        assert marked.reason is None
        return marked.content

    return copy
