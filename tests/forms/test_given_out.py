"""A form as it is given out has the rows that its pack declares for its sender, on the sheet of the items too."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from checker import load_pack
from checker.cases import read_base
from checker.office.blank import Blank
from checker.office.conversion import blank_document, written_document, yaml_template
from checker.office.rows import FormWords, blank_form, filled_form
from checker.pack.labels import forms_of
from checker.readers import read_bytes
from checker.schema import prune

PACK = load_pack(Path(__file__).parents[1] / "water-2021")
PLAN = PACK.documents["supply-plan/1"]


@pytest.mark.parametrize(("sender", "plants"), [("east", [101, 102]), ("west", [201])])
def test_the_sheet_of_items_has_the_rows_that_are_declared_for_it(sender, plants):
    assert PLAN.form is not None
    filled = blank_form(Blank(PACK, PLAN, sender), PLAN.form, "zh")
    assert [row.cells["plant"] for row in filled.rows["plants"]] == plants
    assert {row.cells["plant"] for row in filled.rows["volumes"]} == set(plants)


def test_a_number_of_a_list_is_offered_and_written_by_its_label():
    assert PLAN.form is not None
    volumes = PLAN.form.sheet("volumes")
    words = FormWords(PACK, PLAN, "east", "zh")
    assert words.choices(volumes, volumes.field("quarter")) == ("第一季度", "第二季度")
    filled = filled_form(read_base(PACK, PLAN), PACK, PLAN, PLAN.form, "en")
    assert [row.cells["quarter"] for row in filled.rows["volumes"]] == ["first quarter"]


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_what_stands_deep_in_an_item_has_room_in_every_form(suffix):
    with zipfile.ZipFile(io.BytesIO(blank_document(suffix[1:], PACK, PLAN, "east", "zh"))) as parts:
        assert any("停水安排" in parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    data = prune(read_base(PACK, PLAN))
    assert data["plants"][0]["volumes"][0]["outages"]
    again = read_bytes(written_document(suffix, data, PACK, PLAN, "zh"), suffix=suffix, forms=forms_of(PACK))
    assert (again.faults, again.data) == ((), data)


def test_where_a_form_has_no_marks_entries_are_to_be_told_apart_by_their_first_column():
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {
        "封面": [["供水企业", "城东供水公司"], ["预算（万元）", 3]],
        "水厂": [["水厂编号", "名称"], [101, None], [101, None]],
        "供水量": [["水厂编号", "季度", "水量"], [101, 1, 5]],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    document = read_bytes(stream.getvalue(), suffix=".xlsx", forms=forms_of(PACK))
    told = {(fault.code, fault.place.cell) for fault in document.faults}
    assert told == {("row-of-entries-alike", "供水量!A2")}


def test_a_list_is_called_as_its_sheet_where_the_schema_does_not_say():
    written = yaml_template(Blank(PACK, PLAN, "east"), "zh")
    assert "## 水厂\n" in written
    assert "volumes: 供水量" in written
