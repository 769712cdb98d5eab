"""`plancheck packs`, `rules`, `items` and `schema`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker import load_pack
from checker.cases import read_bases
from checker.cli.commands.schema import SCHEMAS
from checker.pack.loading import installed_packs
from checker.reporting.columns import columns
from checker.resources import schema_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


PACK = ("--pack", "sipo-2012-113")


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize(("lang", "severity", "clause"), [("en", "error", "II.1"), ("zh", "错误", "第二条第1项")])
def test_the_rules_are_a_table(run, pack_folder, lang, severity, clause):
    done = run("rules", *PACK, "--lang", lang)
    folders = {path.parent.name for path in pack_folder.glob("*/*/rule.yaml")}
    rows = [line.split() for line in done.out.splitlines()[2:]]
    assert {row[0] for row in rows if row} & folders == folders
    title = loaded(pack_folder / "II.1" / "objective-missing" / "rule.yaml")["title"][lang]
    (row,) = (row for row in rows if row[:1] == ["objective-missing"])
    assert row == ["objective-missing", severity, clause, *title.split()]
    assert str(len(folders)) in done.out.splitlines()[-1]
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80


def test_the_rules_for_programs(run, pack_folder):
    for lang in ("en", "zh"):
        rows = run("rules", *PACK, "--format", "json", "--lang", lang).json
        assert {row["rule"] for row in rows} == {path.parent.name for path in pack_folder.glob("*/*/rule.yaml")}
        for row in rows:
            raw = loaded(next(pack_folder.glob(f"*/{row['rule']}/rule.yaml")))
            assert row["clause"] == raw["clause"]
            severity = raw["severity"]
            # Of several, the gravest.
            assert row["severity"] == (severity if isinstance(severity, str) else severity[0]["severity"])
            assert row["duty"] == raw["duty"][lang].strip()
            assert row["in_principle"] is raw.get("in_principle", False)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_statements_and_their_totals(run, pack_folder, lang):
    statements = loaded(pack_folder / "traceability.yaml")["statements"]
    text = run("rules", *PACK, "--traceability", "--lang", lang).out
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
    data = run("rules", *PACK, "--traceability", "--format", "json", "--lang", lang).json
    assert data["totals"]["statements"] == len(statements)
    assert data["totals"]["judged"] + sum(data["totals"]["not_judged"].values()) == len(statements)
    assert [row["rules"] for row in data["statements"]] == [statement.get("rules", []) for statement in statements]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_items_are_a_table(run, lang):
    rows = load_pack("sipo-2012-113").tables["catalogue_measure"].by_key
    done = run("items", *PACK, "--lang", lang)
    assert re.findall(r"^\d+", done.out.split("\n\n")[0], re.MULTILINE) == list(map(str, rows))
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
    for class_ in ("required", "optional", "national"):
        numbers = [number for number, row in rows.items() if row["class"] == class_]
        data = run("items", *PACK, "--group", class_, "--format", "json", "--lang", lang).json
        assert [row["number"] for row in data] == numbers
        shown = run("items", *PACK, "--group", class_, "--lang", lang).out
        assert re.findall(r"^\d+", shown.split("\n\n")[0], re.MULTILINE) == list(map(str, numbers))


def test_the_old_name_calls_the_same_command(run):
    new = run("items", *PACK, "--group", "required").out
    assert run("measures", *PACK, "--class", "required").out == new
    assert "measures" not in run("--help").out


def test_items_of_a_circular_that_numbers_them_otherwise(run):
    pack = load_pack("sipo-2011-139")
    data = run("items", "--pack", pack.id, "--format", "json").json
    assert [row["number"] for row in data] == list(pack.tables["item"].by_key)
    assert [row["number"] for row in run("items", "--pack", pack.id, "--group", "VI", "--format", "json").json] == [
        "VI.1",
        "VI.2",
        "VI.3",
        "VI.4",
    ]
    done = run("items", "--pack", pack.id, "--document", "department-plan/1")
    assert done.status == 2
    assert "provincial-plan/1" in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_packs_that_are_installed(run, lang):
    packs = [load_pack(id_) for id_ in installed_packs()]
    done = run("packs", "--lang", lang)
    assert done.status == 0
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
    together = re.sub(r"\s+", "", done.out)
    for pack in packs:
        assert pack.digest[:12] in together
    for pack, shown in zip(packs, run("packs", "--lang", lang, "--format", "json").json, strict=True):
        assert (shown["pack"], shown["version"], shown["digest"]) == (pack.id, pack.version, pack.digest)
        assert shown["citation"] == pack.citation.in_language(lang)
        assert [document["format"] for document in shown["documents"]] == list(pack.documents)
        assert shown["rules"] == len(pack.rules)


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "plan"])
def test_the_schemas_are_printed_as_they_are(run, tmp_path, name):
    done = run("schema", name)
    assert json.loads(done.out)["$schema"].startswith("https://json-schema.org/")
    run("schema", name, "--output", tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_bytes() == schema_bytes(name)
    assert run("schema", name, *PACK).status == 2


def base_plans() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for id_ in installed_packs():
        for document, plan in read_bases(load_pack(id_)).items():
            yield id_, document, plan


@pytest.mark.parametrize(("pack", "document", "plan"), list(base_plans()))
def test_the_schema_of_a_document_is_one_for_editors(run, pack, document, plan):
    schema = run("schema", "plan", "--pack", pack, "--document", document, "--lang", "zh").json
    Draft202012Validator.check_schema(schema)
    accepts = Draft202012Validator(schema).is_valid
    kind = load_pack(pack).documents[document]
    optional = kind.schema.node["properties"].keys() - set(kind.required)
    assert accepts({**plan, **dict.fromkeys(optional), "$schema": "https://example.org/plan.schema.json"})
    assert not accepts({**plan, kind.sender: "CN-ZZ"})
    assert not accepts({**plan, kind.sender: None})
    named = {each["const"]: each["title"] for each in schema["properties"][kind.sender]["oneOf"]}
    roster = load_pack(pack).codes_of(kind.roster)
    assert set(roster) <= set(named)
    assert all(re.search("[\u4e00-\u9fff]", name) for name in named.values())
    assert "x-" not in json.dumps(schema)


def test_without_a_pack_the_schema_of_a_plan_is_open(run):
    accepts = Draft202012Validator(run("schema", "plan").json).is_valid
    plan = read_bases(load_pack("sipo-2012-113"))["provincial-plan/1"]
    assert accepts({**plan, "office": "anybody", "notes": None})


def test_where_several_packs_are_installed_one_has_to_be_named(run):
    for command in (["rules"], ["items"]):
        for lang, said in (("en", "has to be said"), ("zh", "须指明使用哪一个")):
            done = run(*command, "--lang", lang)
            assert done.status == 2
            assert said in done.err
            assert "--pack" in done.err
            assert "sipo-2011-139" in done.err
        assert run(*command, *PACK).status == 0
