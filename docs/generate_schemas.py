"""Writes the schemas of what plancheck prints as JSON, from the records that it is printed from.

Run it after a change of such a record: `python docs/generate_schemas.py`, with plancheck installed.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec

from checker.analysis.analyzing import AnalysisJson
from checker.cli.commands.linting import FAULTS_OR_LINTS, LintsJson
from checker.cli.commands.testing import TestsJson
from checker.comparing import ComparisonJson
from checker.compilation import Compilation, DueList
from checker.decisions import Decisions
from checker.model import ReportJson
from checker.review_model import ReviewJson
from checker.rounds import RoundJson
from checker.verifying.rerunning import Verification

FOLDER: Final = Path(__file__).resolve().parents[1] / "schemas"
OUTPUTS: Final[dict[str, tuple[str, Any]]] = {
    "review-decisions": ("decisions of a review", Decisions),
    "comparison": ("comparison", ComparisonJson),
    "compilation": ("compilation", Compilation),
    "due": ("list of what is due", DueList),
    "report": ("report", ReportJson),
    "review": ("review", ReviewJson),
    "round": ("comparison of two reviews", RoundJson),
    "rule-analysis": ("analysis of rules", AnalysisJson),
    "rule-lints": ("lints of rules", Annotated[LintsJson, msgspec.Meta(extra_json_schema=FAULTS_OR_LINTS)]),
    "rule-tests": ("tests of rules", TestsJson),
    "verification": ("verification", Verification),
}
"""Name of a schema -> what its documents are called, and the record that they are."""


READ: Final = frozenset(("review-decisions",))
"""What people write, who leave out what has a value anyway."""


def schema_of(name: str) -> dict[str, Any]:
    """The schema of that output, as JSON values."""
    title, record = OUTPUTS[name]
    made = msgspec.json.schema(record)
    defaults = () if name in READ else ("default",)
    parts = {each: _closed(part, defaults) for each, part in sorted(made.pop("$defs").items())}
    root = parts.pop(made.pop("$ref").rpartition("/")[2])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://plancheck.example/schemas/{name}.schema.json",
        "title": f"plancheck {title}, format 1",
        **root,
        **made,
        "$defs": parts,
    }


def _closed(node: Any, defaults: Sequence[str]) -> Any:
    """A part of a schema as it is for what is written: members that have a value are there, one value is a constant."""
    if isinstance(node, list):
        return [_closed(each, defaults) for each in node]
    if not isinstance(node, dict):
        return node
    idle = {"title", "default", *(["type"] if "enum" in node else ())}
    closed = {
        # What members are called is nothing that a schema says.
        word: {name: _closed(part, defaults) for name, part in value.items()}
        if word == "properties"
        else _closed(value, defaults)
        for word, value in node.items()
        if word not in idle
    }
    required = node.get("required", ())
    match closed:
        case {"properties": _, "additionalProperties": False}:
            closed["required"] = [
                name for name, each in node["properties"].items() if name in required or set(defaults) & set(each)
            ]
        case {"enum": [value]}:
            closed = {"const": value, **{word: other for word, other in closed.items() if word != "enum"}}
    return closed


def schema_text(name: str) -> str:
    """The file of that schema."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write every schema."""
    for name in OUTPUTS:
        (FOLDER / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
