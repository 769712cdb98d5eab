"""What workbooks say: in both languages, with the same values, and all of it used."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import checker
from checker.documents.form import COVER, TABLES, Kind, spellings
from checker.documents.labels import label_key
from checker.documents.workbook_plan import read_plan
from checker.texts import texts_of

SOURCES = {path: path.read_text("utf-8") for path in Path(checker.__file__).parent.rglob("*.py")}
FIELDS = {field.name for table in TABLES for field in table.fields} | {field.name for field in COVER}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("area", ["forms", "workbook"])
def test_both_languages_say_the_same_with_the_same_values(area: str) -> None:
    for key, text in texts_of(area).items():
        assert places(text.en) == places(text.zh), key
        assert not re.search(r"[一-鿿，。：；（）]", text.en), key
        assert not re.search(r"[一-鿿][,;:!?(]", text.zh), key
        if not key.startswith("also-"):
            assert text.en, key
            assert re.search("[一-鿿]", text.zh), key


def test_every_field_has_a_heading_and_every_heading_a_field() -> None:
    forms = texts_of("forms")
    assert {key.removeprefix("column.") for key in forms if key.startswith("column.")} == FIELDS | {"counter"}
    for group in ("also-column.", "guide."):
        assert {key.removeprefix(group) for key in forms if key.startswith(group)} <= FIELDS | {"counter"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_heading_means_one_column_of_its_table(table) -> None:
    for field in table.fields:
        for written in (field.label.en, field.label.zh):
            meant = spellings("column")[label_key(written)] & {each.name for each in table.fields}
            assert meant == {field.name}, written


def test_no_word_means_two_columns_of_a_table_that_hold_values() -> None:
    for table in TABLES:
        own = {field.name for field in table.fields if field.kind is not Kind.LOOKUP}
        twice = {key: names & own for key, names in spellings("column").items() if len(names & own) > 1}
        assert twice == {}, table.name


def test_what_is_not_understood_is_said_with_what_to_do() -> None:
    source = SOURCES[Path(read_plan.__code__.co_filename)]
    keys = set(texts_of("workbook"))
    said = {key for key in keys if not key.startswith("fix-")}
    assert all(f'"{key}"' in source or f'"workbook.{key}"' in source for key in said)
    assert {f"fix-{key}" for key in said - {"too-many"}} == keys - said
