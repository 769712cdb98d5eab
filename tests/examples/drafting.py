"""Makes examples/plans/hubei-draft.xlsx: the draft typed into a blank workbook, as people type, and with their slips.

Run from the top of the repository: python tests/examples/drafting.py
"""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.office.conversion import blank_document
from checker.pack.loading import load_pack
from checker.readers import read_path
from checker.reporting.workbook_file import bytes_of, describe

PLANS = Path(__file__).resolve().parents[2] / "examples" / "plans"
DRAFT: Any = read_path(PLANS / "hubei-draft.yaml").data
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
KINDS = {"approval": "审批、同意", "priority-support": "重点支持"}
STATES = {"pending": "待批", "approved": "已批准"}
DEPARTMENTS = {"patent-administration": "专利管理司", "protection-and-coordination": "保护协调司"}


def main() -> None:
    """Write the example."""
    (PLANS / "hubei-draft.xlsx").write_bytes(draft())


def draft() -> bytes:
    """The filled-in workbook: the same bytes each time."""
    pack = load_pack("sipo-2012-113")
    workbook = load_workbook(io.BytesIO(blank_document("xlsx", pack, pack.main_document, "CN-HB", "zh")))
    fill_in_cover(workbook["封面"])
    fill_in_measures(workbook["工作措施"])
    fill_in_milestones(workbook["时间安排"])
    fill_in_the_rest(workbook)
    fill_in_regions(workbook["地区部署"])
    workbook["工作措施"].title = "措施表"
    describe(workbook, DRAFT["title"], "zh")
    return bytes_of(workbook)


def fill_in_cover(sheet: Worksheet) -> None:
    rows = {row[0].value: row[1] for row in sheet.iter_rows(min_row=2)}
    rows["方案名称"].value = DRAFT["title"]
    rows["联系人"].value = DRAFT["contact"]
    rows["备注"].value = DRAFT["notes"]
    rows["整个方案经费金额（元）"].value = "1600万元"
    rows["整个方案经费来源"].value = DRAFT["funding"]["source"]
    rows["方案年度"].value = "２０１３年"


def fill_in_measures(sheet: Worksheet) -> None:
    """The optional measures below, with an empty row between; a required one that the draft lacks is taken out."""
    rows: dict[Any, int] = {sheet.cell(row, 1).value: row for row in range(3, 12)}
    missing = set(rows) - {measure["number"] for measure in DRAFT["measures"]}
    for number in missing:
        sheet.cell(rows[number], 1).value = sheet.cell(rows[number], 11).value = None
    free = iter(range(13, 40))
    sheet["H2"] = "责任处室"
    for measure in DRAFT["measures"]:
        number = measure["number"]
        if number not in rows:
            rows[number] = next(free)
            sheet.cell(rows[number], 1).value = f"第{number}项" if number % 2 else number
        row = rows[number]
        sheet.cell(row, 6).value = measure["objective"]
        actions = measure["actions"]
        sheet.cell(row, 7).value = "\n".join(f"{place}、{action}；" for place, action in enumerate(actions, 1))
        sheet.cell(row, 8).value = "；".join(measure.get("responsible", ()))
        if "funding" in measure:
            amount = f"{measure['funding']['amount_cny']:,}"
            sheet.cell(row, 9).value = amount.translate(FULL_WIDTH)
            sheet.cell(row, 10).value = measure["funding"]["source"]
        sheet.cell(row, 11).value = {"required": "必做措施", "optional": "选做措施"}[measure["class"]]
    # A slip: an amount that is none.
    sheet.cell(rows[16], 9).value = "约300万元"


def fill_in_milestones(sheet: Worksheet) -> None:
    """The number once for all rows of a measure, in merged cells; days as each clerk writes them."""
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, 1).value = None
    row = 3
    for place, measure in enumerate(DRAFT["measures"]):
        sheet.cell(row, 1).value = measure["number"]
        for count, item in enumerate(measure["schedule"]):
            day = date.fromisoformat(item["due"])
            texts = (
                day,
                f"{day.year}年{day.month}月{day.day}日",
                f"{day.year}.{day.month}.{day.day}",
                f"{day:%Y/%m/%d}",
            )
            sheet.cell(row + count, 3).value = texts[place % len(texts)]
            sheet.cell(row + count, 4).value = item["milestone"]
        last = row + len(measure["schedule"]) - 1
        sheet.merge_cells(start_row=row, end_row=last, start_column=1, end_column=1)
        if measure["number"] == 21:
            # A slip: no day.
            sheet.cell(row, 3).value = "2013年8月底"
        row = last + 1
    # Another: a measure that the plan no longer has.
    sheet.cell(row + 1, 1).value = 38
    sheet.cell(row + 1, 3).value = "2013年9月30日"
    sheet.cell(row + 1, 4).value = "两个强县工程示范县通过验收"


def fill_in_the_rest(workbook: Workbook) -> None:
    requests, targets, alliances = workbook["报请事项"], workbook["专项目标"], workbook["专利联盟"]
    of_requests = {requests.cell(row, 1).value: row for row in range(3, requests.max_row + 1)}
    of_targets = {targets.cell(row, 1).value: row for row in range(3, targets.max_row + 1)}
    columns = {"compliant_enterprises": 3, "service_platforms": 5, "trained_agents": 6, "pilot_bases": 7}
    for measure in DRAFT["measures"]:
        if "sipo_support" in measure:
            row, support = of_requests[measure["number"]], measure["sipo_support"]
            approval = support["approval"]
            requests.cell(row, 3).value = KINDS[support["kind"]]
            requests.cell(row, 4).value = STATES[approval["status"]]
            requests.cell(row, 5).value = DEPARTMENTS[approval["department"]]
            requests.cell(row, 6).value = approval.get("date")
            requests.cell(row, 7).value = approval.get("reference")
        for name, figure in measure.get("targets", {}).items():
            if name in columns:
                targets.cell(of_targets[measure["number"]], columns[name]).value = str(figure).translate(FULL_WIDTH)
        if "legislation" in measure:
            targets.cell(of_targets[measure["number"]], 8).value = "是"
            targets.cell(of_targets[measure["number"]], 9).value = "评估"
        for count, alliance in enumerate(measure.get("targets", {}).get("alliances", ()), 3):
            alliances.cell(count, 3).value = alliance["name"]
            alliances.cell(count, 4).value = f"{alliance['basic_patents']}件"


def fill_in_regions(sheet: Worksheet) -> None:
    for row, region in enumerate(DRAFT["regions"], 3):
        sheet.cell(row, 1).value = region["name"]
        sheet.cell(row, 2).value = int(region["code"])
        sheet.cell(row, 3).value = "".join(
            f"{chr(0x245F + place)}{task}" for place, task in enumerate(region["tasks"], 1)
        )


if __name__ == "__main__":
    main()
