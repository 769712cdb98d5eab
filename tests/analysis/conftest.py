"""Small rule packs of a circular that never was, each with a fault of its own.

Every analysis that a test makes of one has to keep, as JSON, to its schema, and the plans that it shows to theirs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker.analysis.analyzing import analyze
from checker.model import LANGUAGES
from checker.pack.loading import load_pack
from checker.schema import is_valid

from ..schema.outputs import read  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checker.analysis.outcome import Analysis, Problem

TEXT = {"en": "Words", "zh": "文字"}
BOUNDS = {"fewest": 2, "most": 5, "deadline": "2031-02-28", "year": 2031}


def measure(number: int, class_: str) -> dict[str, Any]:
    return {
        "number": number,
        "task": 1,
        "class": class_,
        "progress": "completed",
        "leads": [],
        "sipo_decides": None,
        "national_targets": [],
        "details": [],
        "title": TEXT,
    }


CIRCULAR = {
    "id": "small",
    "version": "1.0.0",
    "plan_format": "provincial-plan/1",
    "citation": TEXT,
    "title": TEXT,
    "issued": "2031-02-01",
    "authority": {"name": TEXT, "office": TEXT, "secretariat": TEXT, "letter_code": TEXT, "clause": "I"},
    "plan_year": {"first_day": "2031-01-01", "last_day": "2031-12-31", "clause": "I"},
    "clauses": [{"id": "I", "title": TEXT}],
    "offices": [
        {"code": "CN-HB", "province": "42", "name": TEXT},
        {"code": "CN-HN", "province": "43", "name": TEXT},
        {"code": "XPCC", "province": None, "name": TEXT},
    ],
    "departments": [{"slug": "automation", "name": TEXT}],
}
CATALOGUE = {
    "main_tasks": [{"number": 1, "title": TEXT}],
    "tasks": [{"number": 1, "main_task": 1, "title": TEXT}],
    "measures": [
        *(measure(number, "required") for number in (1, 2)),
        *(measure(number, "optional") for number in range(3, 9)),
        measure(9, "national"),
    ],
}


def plans_in(shown: Any) -> Iterator[Any]:
    """Every plan in an analysis as JSON."""
    for name, each in shown.items() if isinstance(shown, dict) else enumerate(shown) if isinstance(shown, list) else ():
        if name == "plans":
            yield from each
        else:
            yield from plans_in(each)


class Maker:
    """Makes packs in a folder; bounds that no rule names are left out of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "small"

    def pack(self, rules: dict[str, str]) -> Path:
        """A pack of these rules: id -> the part of rule.yaml that judges."""
        written = "".join(rules.values())
        bounds = {
            name: {"value": value, "clause": "I", "meaning": TEXT}
            for name, value in BOUNDS.items()
            if f"bound: {name}" in written
        }
        self._write("circular.yaml", {**CIRCULAR, "bounds": bounds})
        self._write("catalogue.yaml", CATALOGUE)
        for id_, judging in rules.items():
            said = dict.fromkeys(("title", "duty", "rationale", "message", "remedy"), TEXT)
            usual = {"clause": "I", "severity": "error", "at": "", **said}
            self._write(f"I/{id_}/rule.yaml", usual | yaml.safe_load(judging))
        return self.folder

    def _write(self, name: str, data: Any) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    def analysis(self, rules: dict[str, str]) -> Analysis:
        """What is found of such a pack."""
        analysis = analyze(load_pack(self.pack(rules)))
        for lang in LANGUAGES:
            assert all(is_valid("plan", plan) for plan in plans_in(read(json.dumps(analysis.to_dict(lang)))))
        return analysis

    def problem(self, rules: dict[str, str]) -> Problem:
        """The only problem of such a pack."""
        (problem,) = self.analysis(rules).problems
        return problem


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture
def problem(maker: Maker) -> Callable[[dict[str, str]], Problem]:
    return maker.problem
