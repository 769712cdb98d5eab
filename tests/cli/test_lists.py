"""`plancheck packs`, `rules`, `items` and `schema`: all that a pack has, in either language and as JSON."""

import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker import load_pack
from checker.cli.commands.packs import SCHEMAS
from checker.pack.loading import installed_packs
from checker.reporting.page import columns
from checker.resources import schema_bytes

PACK = ("--pack", "sipo-2012-113")
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


def loaded(path):
    return yaml.safe_load(path.read_text("utf-8"))


@pytest.mark.parametrize(("lang", "severity", "clause"), [("en", "error", "II.1"), ("zh", "错误", "第二条第1项")])
def test_the_rules(run, pack_folder, lang, severity, clause):
    done = run("rules", *PACK, "--lang", lang)
    by_id = {path.parent.name: loaded(path) for path in pack_folder.glob("*/*/rule.yaml")}
    rows = [line.split() for line in done.out.splitlines()[2:]]
    assert {row[0] for row in rows if row} >= by_id.keys()
    (row,) = (row for row in rows if row[:1] == ["objective-missing"])
    assert row == ["objective-missing", severity, clause, *by_id["objective-missing"]["title"][lang].split()]
    assert str(len(by_id)) in done.out.splitlines()[-1]
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
    told = run("rules", *PACK, "--format", "json", "--lang", lang).json
    assert {row["rule"] for row in told} == by_id.keys()
    for row in told:
        raw = by_id[row["rule"]]
        # Of several severities, the gravest.
        severity = raw["severity"] if isinstance(raw["severity"], str) else raw["severity"][0]["severity"]
        assert (row["clause"], row["severity"], row["duty"], row["in_principle"]) == (
            *(raw["clause"], severity, raw["duty"][lang].strip(), raw.get("in_principle", False)),
        )


@LANGUAGES
def test_the_statements_and_their_totals(run, pack_folder, lang):
    statements = loaded(pack_folder / "traceability.yaml")["statements"]
    text = run("rules", *PACK, "--traceability", "--lang", lang).out
    assert re.findall(r"^S\d{3}", text, re.MULTILINE) == [statement["number"] for statement in statements]
    assert max(columns(line, lang) for line in text.splitlines()) <= 80
    together = re.sub(r"\s+", "", text)
    for statement in statements:
        assert re.sub(r"\s+", "", statement["statement"][lang]) in together
        assert "".join(statement.get("rules", ())[:1]) in together
    data = run("rules", *PACK, "--traceability", "--format", "json", "--lang", lang).json
    judged = sum("rules" in statement for statement in statements)
    not_judged = data["totals"]["not_judged"]
    assert (data["totals"]["statements"], data["totals"]["judged"]) == (len(statements), judged)
    assert judged + sum(not_judged.values()) == len(statements)
    totals = re.findall(r" (\d+)$", text[text.index("Totals" if lang == "en" else "合计") :], re.MULTILINE)
    assert {str(len(statements)), str(judged), *map(str, not_judged.values())} <= set(totals)
    assert [row["rules"] for row in data["statements"]] == [statement.get("rules", []) for statement in statements]


@LANGUAGES
def test_the_items(run, pack, lang):
    def numbers(text):
        return re.findall(r"^\d+", text.split("\n\n")[0], re.MULTILINE)

    rows = pack.tables["catalogue_measure"].by_key
    done = run("items", *PACK, "--lang", lang)
    assert numbers(done.out) == list(map(str, rows))
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
    for class_ in ("required", "optional", "national"):
        of_class = [number for number, row in rows.items() if row["class"] == class_]
        data = run("items", *PACK, "--group", class_, "--format", "json", "--lang", lang).json
        assert [row["number"] for row in data] == of_class
        assert numbers(run("items", *PACK, "--group", class_, "--lang", lang).out) == list(map(str, of_class))


def test_the_old_name_calls_the_same_command(run):
    new = run("items", *PACK, "--group", "required").out
    assert run("measures", *PACK, "--class", "required").out == new
    assert "measures" not in run("--help").out


@LANGUAGES
def test_the_packs_that_are_installed(run, lang):
    packs = [load_pack(id_) for id_ in installed_packs()]
    done = run("packs", "--lang", lang)
    assert max(columns(line, lang) for line in done.out.splitlines()) <= 80
    together = re.sub(r"\s+", "", done.out)
    for pack, shown in zip(packs, run("packs", "--lang", lang, "--format", "json").json, strict=True):
        assert pack.digest[:12] in together
        assert (shown["pack"], shown["version"], shown["digest"]) == (pack.id, pack.version, pack.digest)
        assert shown["citation"] == pack.citation.in_language(lang)
        assert [document["format"] for document in shown["documents"]] == list(pack.documents)
        assert shown["rules"] == len(pack.rules)


@pytest.mark.parametrize("name", [name for name in SCHEMAS if name != "plan"])
def test_the_schemas_are_printed_as_they_are(run, tmp_path, name):
    assert run("schema", name).json["$schema"].startswith("https://json-schema.org/")
    run("schema", name, "--output", tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_bytes() == schema_bytes(name)


def test_without_a_pack_the_schema_of_a_plan_is_open(run, conforming):
    accepts = Draft202012Validator(run("schema", "plan").json).is_valid
    assert accepts({**conforming, "office": "anybody", "notes": None})
