"""Every JSON and YAML file of the repository says what the standard library and PyYAML read in it, at true places."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.errors import UnreadableError
from checker.readers import read_path

from ..commands import Loader  # noqa: TID252 - folders of tests are no packages

ROOT = Path(__file__).parents[2]
NO_DOCUMENTS = ("evil", "cases", "reviewing")
"""Folders of files that no document could be: broken ones, and cases of tests, with bytes and merged parts."""
FOLDERS = ("examples", "rules", "schemas", "tests", "benchmarks")
FILES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".json", ".yaml", ".yml"} and path.parent.name not in NO_DOCUMENTS
]


def with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): with_text_keys(member) for key, member in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


def members(value: Any) -> list[tuple[str | int, Any]]:
    return list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_file(path):
    text = path.read_bytes().decode("utf-8-sig")
    try:
        data = json.loads(text) if path.suffix == ".json" else with_text_keys(yaml.load(text, Loader))  # noqa: S506
    except ValueError:
        with pytest.raises(UnreadableError):
            read_path(path)
        return
    document = read_path(path)
    assert repr(document.data) == repr(data)
    lines = text.splitlines()
    left: list[tuple[tuple[str | int, ...], Any]] = [((), document.data)]
    while left:
        pointer, value = left.pop()
        left += (((*pointer, step), member) for step, member in members(value))
        line, column, _, end_line, end_column = document.locate(pointer)
        here = lines[line - 1][column - 1 :] if lines else ""
        written = document.written(pointer)
        if isinstance(value, dict | list) and here[:1] in {"{", "["}:
            assert here[0] == ("{" if isinstance(value, dict) else "[")
        elif written is not None and "\n" not in written:
            # A long text without quotation marks may go on in the next line.
            assert here.startswith(written[:40].split("  ")[0][: len(here)])
            if line == end_line and column != end_column:
                assert lines[line - 1][column - 1 : (end_column or 0) - 1] == written
