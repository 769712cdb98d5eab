"""`plancheck rules`, `measures` and `schema`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker.cli.commands.schema import SCHEMAS
from checker.reporting.columns import columns
from checker.resources import schema_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model import Language


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize(("lang", "severity", "clause"), [("en", "error", "II.1"), ("zh", "错误", "第二条第1项")])
def test_the_rules_are_a_table(
    run: Callable[..., Any], pack_folder: Path, lang: Language, severity: str, clause: str
) -> None:
    done = run("rules", "--lang", lang)
    folders = {path.parent.name for path in pack_folder.glob("*/*/rule.yaml")}
    rows = [line.split() for line in done.out.splitlines()[2:]]
    assert {row[0] for row in rows if row} & folders == folders
    title = loaded(pack_folder / "II.1" / "objective-missing" / "rule.yaml")["title"][lang]
    (row,) = (row for row in rows if row[:1] == ["objective-missing"])
    assert row == ["objective-missing", severity, clause, *title.split()]
    assert str(len(folders)) in done.out.splitlines()[-1]
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80


def test_rules_in_principle_are_marked(run: Callable[..., Any]) -> None:
    marked = [line.split()[0] for line in run("rules").out.splitlines() if re.search(r"error\*", line)]
    assert marked == ["optional-measures-too-few", "optional-measures-too-many"]


def test_the_rules_for_programs(run: Callable[..., Any], pack_folder: Path) -> None:
    for lang in ("en", "zh"):
        rows = run("rules", "--format", "json", "--lang", lang).json
        assert {row["rule"] for row in rows} == {path.parent.name for path in pack_folder.glob("*/*/rule.yaml")}
        for row in rows:
            raw = loaded(next(pack_folder.glob(f"*/{row['rule']}/rule.yaml")))
            assert row["clause"] == raw["clause"]
            assert row["severity"] == raw["severity"]
            assert row["duty"] == raw["duty"][lang].strip()
            assert row["in_principle"] is raw.get("in_principle", False)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_statements_and_their_totals(run: Callable[..., Any], pack_folder: Path, lang: Language) -> None:
    statements = loaded(pack_folder / "traceability.yaml")["statements"]
    text = run("rules", "--traceability", "--lang", lang).out
    assert re.findall(r"^S\d{3}", text, re.MULTILINE) == [statement["number"] for statement in statements]
    assert max(columns(line, lang) for line in text.splitlines()) <= 80
    together = re.sub(r"\s+", "", text)
    for statement in statements:
        assert re.sub(r"\s+", "", statement["statement"][lang]) in together
        assert "".join(statement.get("rules", ())[:1]) in together
    totals = [
        int(number)
        for number in re.findall(r" (\d+)$", text[text.index("Totals" if lang == "en" else "合计") :], re.MULTILINE)
    ]
    judged = sum("rules" in statement for statement in statements)
    assert totals[:2] == [len(statements), judged]
    assert sum(totals[2:-2]) == len(statements) - judged
    data = run("rules", "--traceability", "--format", "json", "--lang", lang).json
    assert data["totals"]["statements"] == len(statements)
    assert data["totals"]["judged"] + sum(data["totals"]["not_judged"].values()) == len(statements)
    assert [row["rules"] for row in data["statements"]] == [statement.get("rules", []) for statement in statements]


def test_a_broken_list_of_statements_is_told_with_its_line(
    run: Callable[..., Any], pack_folder: Path, tmp_path: Path
) -> None:
    from shutil import copytree

    own = copytree(pack_folder, tmp_path / pack_folder.name)
    (own / "traceability.yaml").write_text("statements:\n  - number: S1\n    clause: I\n", "utf-8")
    done = run("rules", "--traceability", "--pack", own)
    assert done.status == 3
    assert f"{own / 'traceability.yaml'}:2: " in done.err
    (own / "traceability.yaml").unlink()
    assert run("rules", "--traceability", "--pack", own).status == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_measures_are_a_table(run: Callable[..., Any], pack_folder: Path, lang: Language) -> None:
    rows = loaded(pack_folder / "catalogue.yaml")["measures"]
    done = run("measures", "--lang", lang)
    assert re.findall(r"^\d+", done.out.split("\n\n")[0], re.MULTILINE) == [str(row["number"]) for row in rows]
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
    for class_ in ("required", "optional", "national"):
        numbers = [row["number"] for row in rows if row["class"] == class_]
        data = run("measures", "--class", class_, "--format", "json", "--lang", lang).json
        assert [row["number"] for row in data] == numbers
        shown = run("measures", "--class", class_, "--lang", lang).out
        assert re.findall(r"^\d+", shown.split("\n\n")[0], re.MULTILINE) == list(map(str, numbers))


def test_the_measures_for_programs(run: Callable[..., Any], pack_folder: Path) -> None:
    rows = loaded(pack_folder / "catalogue.yaml")["measures"]
    data = run("measures", "--format", "json", "--lang", "zh").json
    for row, shown in zip(rows, data, strict=True):
        assert shown["title"] == row["title"]["zh"]
        assert {name: shown[name] for name in ("number", "task", "class", "progress", "leads", "details")} == {
            name: row[name] for name in ("number", "task", "class", "progress", "leads", "details")
        }
        assert (shown["sipo_decides"] is None) is (row["sipo_decides"] is None)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_printed_as_they_are(run: Callable[..., Any], tmp_path: Path, name: str) -> None:
    done = run("schema", name)
    assert json.loads(done.out)["$schema"].startswith("https://json-schema.org/")
    run("schema", name, "--output", tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_bytes() == schema_bytes(name)


def test_where_several_packs_are_installed_one_has_to_be_named(
    run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, pack_folder: Path
) -> None:
    monkeypatch.setattr("checker.pack.loading.installed_packs", lambda: ("sipo-2012-113", "sipo-2013-9"))
    for lang, said in (("en", "has to be said"), ("zh", "须指明所用规则包")):
        done = run("rules", "--lang", lang)
        assert done.status == 2
        assert said in done.err
        assert "sipo-2013-9" in done.err
    assert run("rules", "--pack", pack_folder).status == 0
