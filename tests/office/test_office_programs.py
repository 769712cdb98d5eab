"""Documents that LibreOffice has opened and saved say the same; and they can be printed."""

from pathlib import Path

import pytest

from checker.office.conversion import differences
from checker.readers import read_path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei.yaml"


@pytest.mark.parametrize("by_way_of", ["docx", "odt", "doc"])
def test_a_plan_survives_other_programs(write, read, by_office, by_way_of):
    plan = read_path(EXAMPLE).data
    raw = by_office(write(plan, ".docx", "zh"), "docx", by_way_of)
    document = read(raw if by_way_of == "docx" else by_office(raw, by_way_of, "docx"), ".docx")
    assert document.faults == ()
    assert list(differences(plan, document.data)) == []


def test_a_blank_form_stays_blank(blank, read, by_office):
    document = read(by_office(blank("docx", "zh"), "docx", "docx"), ".docx")
    assert document.faults == ()
    assert document.data == read(blank("docx", "zh"), ".docx").data


def test_it_can_be_printed(blank, printed):
    pages = printed(blank("docx", "zh"), "docx").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in "".join(page.split())
    assert sum("第7项" in "".join(page.split()) for page in pages) == 1
