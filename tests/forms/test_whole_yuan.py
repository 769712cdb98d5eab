"""Money that rules reckon with stands in documents as whole yuan: a form takes it as people write it, and none else."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from checker import load_pack
from checker.errors import PackError
from checker.office.conversion import written_document
from checker.pack.labels import forms_of
from checker.readers import read_bytes

FOLDER = Path(__file__).parents[1] / "water-2021"
PACK = load_pack(FOLDER)
PLAN = PACK.documents["supply-plan/1"]
REPORT_FORM = "documents/supply-report.form.yaml"


def read(cover, *plants, pack=PACK):
    """A filled-in workbook, by the lines of its cover and the rows of its plants, as it was read."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in {"封面": [["供水企业", "城东供水公司"], *cover], "水厂": plants}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), suffix=".xlsx", forms=forms_of(pack))


@pytest.mark.parametrize(
    ("label", "written", "yuan"),
    [
        ("支出（元）", "0.8万元", 8000),
        ("支出（元）", "3,000元", 3000),
        ("支出（元）", 300, 300),
        ("支出（万元）", 300, 3_000_000),
        ("预算（万元）", 300, 3_000_000),
        ("预算（万元）", "80.0001", 800_001),
        ("预算（元）", 300, 300),
    ],
)
def test_amounts_are_read_with_their_units(label, written, yuan):
    plants = [["水厂编号", "供水量"], [101, 5]] if label.startswith("支出") else [["水厂编号", "名称"], [101, None]]
    document = read([[label, written]], *plants)
    assert document.faults == ()
    assert {document.data.get("spent"), document.data.get("budget")} == {yuan, None}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_an_amount_is_written_in_the_unit_of_its_label(lang, suffix):
    data = {
        "format": PLAN.format,
        "circular": PACK.id,
        "company": "east",
        "plants": [{"plant": 101}],
        "budget": 3_000_001,
    }
    again = read_bytes(written_document(suffix, data, PACK, PLAN, lang), suffix=suffix, forms=forms_of(PACK))
    assert (again.faults, again.data) == ((), data)


def test_a_number_under_a_unit_that_the_form_does_not_ask_for_is_a_finding():
    document = read([["支出（元）", 1]], ["水厂编号", "供水量（万元）"], [101, 5])
    assert [(fault.code, fault.place.cell) for fault in document.faults] == [("unit-not-asked", "水厂!B2")]
    around = read([["支出（元）", 1]], ["单位：万元"], ["水厂编号", "供水量"], [101, 5])
    assert (around.faults, around.data["plants"]) == ((), [{"plant": 101, "volume": 5}])


@pytest.mark.parametrize(
    ("written", "volume"),
    [("1,200万立方米", 1200), ("1200", 1200), ("１２００ 万立方米", 1200), ("1200万", None), ("1200立方米", None)],
)
def test_a_number_may_have_the_unit_that_its_label_names(tmp_path, written, volume):
    folder = shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    form = folder / REPORT_FORM
    form.write_text(form.read_text("utf-8").replace("zh: 供水量", "zh: 供水量（万立方米）"), encoding="utf-8")
    document = read([], ["水厂编号", "供水量（万立方米）"], [101, written], pack=load_pack(folder))
    assert document.data["plants"][0].get("volume") == (volume or written)
    assert [fault.place.cell for fault in document.faults] == ([] if volume else ["水厂!B2"])


def test_what_a_label_in_another_unit_than_yuan_means_is_for_the_pack_to_say(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / FOLDER.name)
    form = folder / REPORT_FORM
    text = form.read_text("utf-8")
    form.write_text(text.replace("支出（元）", "支出（万元）"), encoding="utf-8")
    with pytest.raises(PackError, match="say by `is`"):
        load_pack(folder)
    for said in ("amount", "figure"):
        form.write_text(text.replace("支出（元）}", f"支出（万元）}}, is: {said}"), encoding="utf-8")
        kind = load_pack(folder).documents["supply-report/1"]
        assert kind.form is not None
        assert kind.form.sheet("cover").field("spent").kind == said
