"""What workbooks say: every field has a heading, and every heading means one field."""

from __future__ import annotations

import pytest

from checker.documents.form import COVER, TABLES, Kind, spellings
from checker.forms.workbook.guides import _GUIDES
from checker.labels import ALSO_COLUMNS, COLUMNS
from checker.readers.labels import label_key

FIELDS = {field.name for table in TABLES for field in table.fields} | {field.name for field in COVER}


def test_every_field_has_a_heading_and_every_heading_a_field() -> None:
    assert set(COLUMNS) == FIELDS | {"counter"}
    assert set(ALSO_COLUMNS) <= FIELDS | {"counter"}
    assert set(_GUIDES) <= FIELDS


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
