"""Odd things in the files of a pack, each with what it comes to; what random changes come to is shown by tests/fuzz."""

import shutil
from pathlib import Path

import pytest

from checker.errors import PackError
from checker.pack.loading import load_pack

EVERY_WAY = Path(__file__).parents[1] / "facts" / "every-way"
SCHEMA = "schemas/report.schema.json"
DOCUMENT = "documents/report.yaml"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(EVERY_WAY, tmp_path / "every-way")


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("[]", "Found an empty list"),
        ("{", "ends too early"),
        ("[" * 100_000, "bracket is left open"),
        ('{"type": 7}', "Found the number 7"),
        ('{"properties": []}', "Found an empty list"),
        ('{"reqired": ["number"]}', "Did you mean “required”"),
        ('{"pattern": "(["}', "This is no JSON Schema"),
        ('{"$ref": "https://example.com/s.json"}', "should point to a part of this file"),
        ('{"$ref": "#/$defs/absent"}', "points nowhere"),
        ('{"$ref": 1.5}', "Found the number 1.5"),
        ('{"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}', "refers back to itself"),
        ('{"$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"}', "refers back to itself"),
    ],
)
def test_a_schema_that_is_none_is_a_fault_of_its_own_file(folder, schema, said):
    (folder / SCHEMA).write_text(schema, "utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == (str(folder / SCHEMA), 1)
    assert said in fault.message("en")
    assert said not in fault.message("zh")


def test_a_number_whose_writing_is_lost_is_said_with_how_it_is_written(folder):
    path = folder / "1/any/rule.yaml"
    text = path.read_text("utf-8").replace("for_each: report", "for_each: entry")
    path.write_text(text.replace("report: {urgent: true}", "entry: {number: 1.10}"), "utf-8")
    with (folder / "tables/items.csv").open("a", encoding="utf-8") as rows:
        rows.write("1.10,small,0\n")
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    (fault,) = caught.value.faults
    assert 'in quotation marks: "1.10"' in fault.message("en")
    assert '"1.10"' in fault.message("zh")
    path.write_text(path.read_text("utf-8").replace("1.10", '"1.10"'), "utf-8")
    (rule,) = load_pack(folder).rules
    assert rule.violated_if[0].own[0].value == "1.10"


def test_an_edited_pack_is_read_again(folder):
    assert load_pack(folder) is load_pack(folder)
    path = folder / "1/any/rule.yaml"
    path.write_text(path.read_text("utf-8").replace("en: Anything.", 'en: "Before {bound.deadline}."'), "utf-8")
    assert load_pack(folder).rules[0].duty.en == "Before 2020-06-15."
    schema = folder / SCHEMA
    schema.write_text(
        schema.read_text("utf-8").replace('"budget": {"type": "number"}', '"budget": {"type": "integer"}')
    )
    assert load_pack(folder).main_document.schema.node["properties"]["budget"] == {"type": "integer"}


def test_a_rule_looks_for_a_fact_that_nothing_ties_to_the_document(folder):
    path = folder / "1/any/rule.yaml"
    text = path.read_text("utf-8").replace(
        "report: {urgent: true}", "no entry: {number: I.2}\n  no part: {amount: {not_one_of: [3, 4]}}"
    )
    path.write_text(text, "utf-8")
    (rule,) = load_pack(folder).rules
    assert [(other.kind, other.exists) for other in rule.violated_if[0].others] == [("entry", False), ("part", False)]
