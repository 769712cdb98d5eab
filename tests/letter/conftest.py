"""Letters, and what can be read back from them."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from checker import check
from checker.office.letters import write_letter

if TYPE_CHECKING:
    from checker import Report
    from checker.model import Language

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei-draft.yaml"
STING = "\x1b[31m<w:p/>&amp;\n\n\u202e=1+1 {office} ⟦9⟧\u200b</w:t>\x07"


@pytest.fixture
def conforming(conforming):
    """A plan that keeps every rule, to be changed."""
    return deepcopy(conforming)


@dataclass
class Read:
    """A letter as Word has it."""

    raw: bytes

    @property
    def document(self) -> Any:
        return Document(BytesIO(self.raw))

    @property
    def lines(self) -> list[str]:
        return [paragraph.text for paragraph in self.document.paragraphs]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def rows(self) -> list[list[str]]:
        (table,) = self.document.tables
        return [[cell.text for cell in row.cells] for row in table.rows]

    def of_style(self, name: str) -> list[Any]:
        return [paragraph for paragraph in self.document.paragraphs if paragraph.style.name == name]


@pytest.fixture
def write(pack):
    """`write(plan, "zh")`: the letter about a plan (a dict, bytes, a Path, or a report)."""

    def write(
        plan: dict[str, Any] | bytes | Path | Report, lang: Language = "zh", template: bytes | None = None
    ) -> Read:
        report = check(plan, lang=lang) if isinstance(plan, dict | bytes | Path) else plan
        return Read(write_letter(report, pack, lang, template))

    return write


@pytest.fixture
def example():
    """A plan with findings under several clauses."""
    return EXAMPLE


@pytest.fixture
def faulty(conforming):
    """A plan with faults of its form, rules broken several times, an exception and a warning."""
    plan = conforming
    by_number = {row["number"]: row for row in plan["measures"]}
    for number in (16, 32, 36):
        plan["measures"].remove(by_number[number])
    plan["exceptions"] = [{"rule": "optional-measures-too-few", "justification": "机构改革期间人员不足"}]
    plan["submission"] = {"date": "2012-12-28", "version": 2, "first_date": "2012-12-26"}
    for number in (7, 12, 13):
        del by_number[number]["objective"]
    by_number[20]["schedule"] = [{"due": "2013-02-30", "milestone": "x"}]
    by_number[19]["nummer"] = 19
    return json.dumps(plan, ensure_ascii=False, indent=1).encode()


@pytest.fixture
def hostile(conforming):
    """Whatever a plan may hold that Word would obey, hide or reorder, wherever a letter quotes a plan."""
    conforming["title"] = STING
    conforming["regions"] = [{"name": STING}, {"name": "长" * 5000}]
    conforming["measures"] += [{"number": STING}, {"number": 43, STING[:9]: STING}]
    conforming["measures"] = [row for row in conforming["measures"] if row["number"] not in (16, 32, 36)]
    conforming["exceptions"] = [{"rule": "optional-measures-too-few", "justification": STING}]
    return conforming
