"""Reports on workbooks, with findings on the cells that a test wants."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from checker import check, load_pack
from checker.marking.marks import mark_workbook
from checker.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language, Report
    from checker.pack.model import Pack

PLANS = Path(__file__).resolve().parents[2] / "examples" / "plans"


@cache
def judged(plan: str, lang: Language) -> Report:
    return check(PLANS / plan, lang=lang)


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("sipo-2012-113")


@pytest.fixture(scope="session")
def report_on() -> Callable[..., Report]:
    """`report_on(raw, "Measures!D7", None, lang="zh")`: a finding for each cell, eight at most; none without cells.

    All are errors but the fourth, which is a warning, and what comes after the seventh.
    """

    def report_on(raw: bytes, *cells: str | None, lang: Language = "en", name: str = "plan.xlsx") -> Report:
        report = judged("hubei-draft.yaml" if cells else "hubei.json", lang)
        errors, warnings = ([f for f in report.findings if f.severity is s] for s in (Severity.ERROR, Severity.WARNING))
        found = [*errors[:3], *warnings[:1], *errors[3:], *warnings[1:]]
        assert len(cells) <= len(found) or not cells
        findings = [replace(finding, place=Place(cell=cell)) for finding, cell in zip(found, cells, strict=False)]
        return replace(report, findings=tuple(findings), sha256=sha256(raw).hexdigest(), name=name)

    return report_on


@pytest.fixture(scope="session")
def mark(report_on: Callable[..., Report], pack: Pack) -> Callable[..., bytes]:
    """`mark(raw, "Measures!D7", …)`: the workbook, marked."""

    def mark(raw: bytes, *cells: str | None, lang: Language = "en") -> bytes:
        marked = mark_workbook(raw, report_on(raw, *cells, lang=lang), pack)
        assert marked is not None
        return marked

    return mark
