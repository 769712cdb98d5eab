"""Small rule packs of a circular that never was, each with a fault of its own.

Every analysis that a test makes of one has to keep, as JSON, to its schema, and the plans that it shows to theirs.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.analysis.analyzing import Analysis, analyze
from checker.model import LANGUAGES
from checker.pack.loading import load_pack
from checker.resources import rules_folder
from checker.schema import is_valid

from ..schema.outputs import read  # noqa: TID252 - folders of tests are no packages

TEXT = {"en": "Words", "zh": "文字"}
BOUNDS = {"fewest": 2, "most": 5, "deadline": "2031-02-28", "year": 2031}

NO_113 = rules_folder() / "sipo-2012-113"
DOCUMENT = "documents/provincial-plan.yaml"

ROWS = {
    "office": ["CN-HB,42,Hubei,湖北省", "CN-HN,43,Hunan,湖南省", "XPCC,,Corps,兵团"],
    "department": ["automation,,Automation,自动化部"],
    "main_task": ["1,Words,文字"],
    "task": ["1,1,Words,文字"],
    "catalogue_measure": [
        *(f"{number},1,{class_},completed,,,,Words,文字" for number, class_ in ((1, "required"), (2, "required"))),
        *(f"{number},1,optional,completed,,,,Words,文字" for number in range(3, 9)),
        "9,1,national,completed,,,,Words,文字",
    ],
}
"""The rows of the tables that are not empty."""


def described() -> dict[str, Any]:
    """The pack of a circular that never was: the tables and the document of No. 113, with other rows."""
    raw: Any = yaml.safe_load((NO_113 / "pack.yaml").read_text("utf-8"))
    return {
        "id": "small",
        "version": "1.0.0",
        "citation": TEXT,
        "title": TEXT,
        "issued": "2031-02-01",
        "plan_year": {"first_day": "2031-01-01", "last_day": "2031-12-31", "clause": "I"},
        "clauses": [{"id": "I", "title": TEXT}],
        "codes": raw["codes"],
        "tables": {name: {**told, "file": f"tables/{name}.csv"} for name, told in raw["tables"].items()},
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
        raw = described()
        self._write("pack.yaml", {**raw, "bounds": bounds})
        for name, told in raw["tables"].items():
            columns = [
                each
                for column, about in told["columns"].items()
                for each in ([f"{column}_en", f"{column}_zh"] if about["type"] == "text" else [column])
            ]
            lines = [",".join(columns), *ROWS.get(name, ())]
            path = self.folder / told["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self.folder / DOCUMENT).parent.mkdir(exist_ok=True)
        document = (NO_113 / DOCUMENT).read_text(encoding="utf-8").splitlines(keepends=True)
        # The day by which plans are in time is one of the circular's bounds.
        told = "".join(line for line in document if not line.startswith("submission:"))
        (self.folder / DOCUMENT).write_text(told, encoding="utf-8")
        for id_, judging in rules.items():
            said = dict.fromkeys(("title", "duty", "rationale", "message", "remedy"), TEXT)
            usual = {"clause": "I", "severity": "error", "at": "", **said}
            self._write(f"I/{id_}/rule.yaml", usual | yaml.safe_load(judging))
        return self.folder

    def _write(self, name: str, data: Any) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def analysis(self, rules: dict[str, str]) -> Analysis:
        """What is found of such a pack."""
        pack = load_pack(self.pack(rules))
        analysis = analyze(pack)
        for lang in LANGUAGES:
            plans = plans_in(read(json.dumps(analysis.to_dict(lang))))
            assert all(is_valid(pack.main_document.schema, plan) for plan in plans)
        return analysis


@pytest.fixture
def maker(tmp_path):
    return Maker(tmp_path)
