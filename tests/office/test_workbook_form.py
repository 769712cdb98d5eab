"""The workbook an office gets: what is in it, what can be typed, and that it comes back however it was changed."""

import io

import pytest
from openpyxl import load_workbook

from checker.errors import UnwritableError
from checker.form import ValueKind
from checker.model import LANGUAGES
from checker.readers import read_path
from checker.resources import rules_folder

BASE = read_path(rules_folder() / "sipo-2012-113" / "documents" / "provincial-plan.base.yaml").data


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture
def template(blank, lang):
    return load_workbook(io.BytesIO(blank("xlsx", lang)))


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def sheet_of(workbook, name):
    """The sheet with a table, by the names of its cells."""
    title = workbook.defined_names[f"plancheck.{name}"].attr_text.rpartition("!")[0].strip("'")
    return workbook[title]


def columns_of(workbook, table):
    """Field -> column, by the names of the cells that head them."""
    begin = f"plancheck.{table}."
    return {
        name.removeprefix(begin): defined.attr_text.rpartition("$")[0].rpartition("$")[2]
        for name, defined in workbook.defined_names.items()
        if name.startswith(begin)
    }


def test_closed_lists_days_and_figures_are_restricted(pack, template):
    for table in pack.main_document.form.sheets:
        sheet = sheet_of(template, f"{table.name}.{table.fields[0].name}")
        columns = columns_of(template, table.name)
        restricted = {
            area.coord.partition(":")[0].rstrip("0123456789"): validation
            for validation in sheet.data_validations.dataValidation
            for area in validation.sqref.ranges
        }
        for field in () if table.is_cover else table.fields:
            if field.name not in columns:
                continue
            validation = restricted.get(columns[field.name])
            kinds = {ValueKind.DAY: "date", ValueKind.COUNT: "whole", ValueKind.AMOUNT: "decimal"}
            lists = (ValueKind.FLAG, ValueKind.NUMBER, ValueKind.RULE, ValueKind.CODE)
            is_listed = field.kind in lists or (table.name == "regions" and field.name in ("region", "code"))
            expected = kinds.get(field.kind, "list" if is_listed else None)
            assert (validation.type if validation else None) == expected, field
            if expected == "list":
                assert validation.formula1.removeprefix("=") in template.defined_names


def listed(template, sheet, field):
    """What can be chosen in the column of a field."""
    letter = columns_of(template, sheet)[field]
    validations = sheet_of(template, f"{sheet}.{field}").data_validations.dataValidation
    name = next(each.formula1[1:] for each in validations if str(each.sqref).startswith(letter))
    title, _, cells = template.defined_names[name].attr_text.partition("!")
    return [cell.value for (cell,) in template[title.strip("'")][cells.replace("$", "")]]


def test_lists_have_what_the_pack_knows(pack, template):
    numbers = listed(template, "measures", "number")
    assert len(numbers) == 9 + 21
    assert numbers[1] in ("7 地方专利配套政策体系", "7 Provincial supporting policies on patents")
    regions = listed(template, "regions", "region")
    assert "武汉市" in regions
    assert "南京市" not in regions
    assert "420100" in listed(template, "regions", "code")
    (rules,) = {len(listed(template, "exceptions", "rule"))}
    assert rules == sum(rule.in_principle for rule in pack.rules)


def test_only_cells_to_fill_in_are_open(template):
    for sheet in template.worksheets:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
    measures = sheet_of(template, "measures.objective")
    columns = columns_of(template, "measures")
    for row in (3, 20):
        for name, letter in columns.items():
            is_open = name not in ("title", "class", "progress", "leads") and (name != "number" or row > 11)
            assert measures[f"{letter}{row}"].protection.locked is not is_open, (name, row)
    assert measures["A2"].protection.locked
    assert measures.print_title_rows == "$1:$2"
    assert measures.column_dimensions["F"].protection.locked is False


def test_titles_are_looked_up_and_their_results_are_in_the_file(blank):
    formulas, results = (load_workbook(io.BytesIO(blank("xlsx", "zh")), data_only=only) for only in (False, True))
    sheet = sheet_of(formulas, "measures.title").title
    assert formulas[sheet]["B3"].value.startswith("=IF($A3")
    assert results[sheet]["B3"].value == "地方专利配套政策体系"


def test_no_text_of_a_plan_is_a_formula(write):
    plan = {**BASE, "title": "=1+1", "contact": '=HYPERLINK("http://x")', "notes": "+1"}
    plan["measures"] = [{**BASE["measures"][0], "objective": "@SUM(A1)", "responsible": ["-1"]}]
    workbook = load_workbook(io.BytesIO(write(plan, ".xlsx", "zh")))
    texts = [
        cell
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[0] in "=+-@"
    ]
    assert len(texts) > 5
    for cell in texts:
        assert cell.quotePrefix or cell.value.startswith("=IF($A"), cell.value


def test_a_text_that_no_cell_holds_is_refused(read, write):
    plan = {**BASE, "notes": "长" * 32_767}
    assert read(write(plan, ".xlsx"), ".xlsx").data["notes"] == plan["notes"]
    measures = [{**BASE["measures"][0], "actions": ["x" * 20_000, "y" * 20_000]}]
    for longer, said in (
        ({"notes": "长" * 32_768}, "“封面”工作表“备注”"),
        ({"notes": "😀" * 16_384}, "“封面”工作表“备注”"),
        ({"measures": measures}, "“工作措施”工作表“工作措施”"),
    ):
        with pytest.raises(UnwritableError) as caught:
            write({**BASE, **longer}, ".xlsx")
        assert said in caught.value.message("zh")


def test_headings_that_were_renamed_and_sheets_that_were(pack, read, write, lang):
    workbook = load_workbook(io.BytesIO(write(BASE, ".xlsx", lang)))
    cover, *tables = pack.main_document.form.sheets
    for table in tables:
        sheet = sheet_of(workbook, f"{table.name}.{table.fields[0].name}")
        for number, letter in enumerate(columns_of(workbook, table.name).values()):
            sheet[f"{letter}2"] = f"??? {number}"
    sheet = sheet_of(workbook, "cover.office")
    for row in range(2, 2 + len(cover.fields)):
        sheet[f"A{row}"] = f"??? {row}"
    # Programs rename the sheets that names refer to as well.
    raw = saved(workbook)
    document = read(raw, ".xlsx")
    assert document.faults == ()
    assert document.data == BASE


def test_libreoffice_computes_what_is_looked_up(template, by_office):
    sheet = sheet_of(template, "measures.title")
    sheet["A14"] = 4
    sheet["A15"] = "16"
    sheet["A16"] = 77
    raw = by_office(saved(template), "xlsx", "xlsx")
    computed = load_workbook(io.BytesIO(raw), data_only=True)[sheet.title]
    assert computed["B14"].value in ("地方专利立法", "Local patent legislation")
    assert computed["C15"].value in ("选做措施", "optional")
    assert computed["B16"].value in ("不在通知目录内", "not in the catalogue")
    assert computed["B17"].value in (None, "")
