"""Workbooks as people really fill them in: read as they mean it, or a finding at the cell; never a guess."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from checker.checking import Options, check_source

COVER = [
    ["依据通知", "国知发管字〔2012〕113号"],
    ["填报单位", "湖北省知识产权局"],
    ["年度", "２０１３"],
    ["状态", "草案"],
]
MEASURES = ["措施编号", "工作目标", "工作措施", "责任部门", "经费（元）", "经费来源"]
MILESTONES = ["措施编号", "完成时间", "节点任务"]


def book(**sheets: Any) -> Workbook:
    """A workbook with a sheet for each list of rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in {"封面": COVER, **sheets}.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return workbook


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture
def filled_in(read):
    """`filled_in(措施=[…])`: the document that such a workbook is."""
    return lambda workbook=None, **sheets: read(saved(workbook or book(**sheets)), ".xlsx")


@pytest.fixture
def checked():
    """What is found in a workbook."""
    return lambda workbook: check_source(saved(workbook), Options(), name="x.xlsx").findings


def faults(document):
    return [(fault.code, fault.place.cell) for fault in document.faults]


def left_out(document):
    return [(fault.code, fault.place.cell) for fault in document.unread]


def test_the_cover_as_people_write_it(filled_in):
    data = filled_in(措施=[MEASURES, [7]]).data
    assert data == {
        "format": "provincial-plan/1",
        "circular": "sipo-2012-113",
        "office": "CN-HB",
        "plan_year": 2013,
        "status": "draft",
        "measures": [{"number": 7}],
    }


def test_rows_left_empty_added_and_out_of_order(filled_in):
    document = filled_in(
        Sheet3=[[], [], MILESTONES, [12, "2013-06-30", "甲"], [], [7, "2013/5/1", "乙"], [], [12, "2013.9.1"]],
        第二张表=[
            ["湖北省方案"],
            ["责任部门", "措施编号", "序号", "工作目标"],
            ["办公室", "第7项", 1, "目标甲"],
            [],
            ["人事处；执法处", "１２", 2, "目标乙"],
        ],
    )
    assert document.faults == ()
    assert document.data["measures"] == [
        {
            "number": 7,
            "objective": "目标甲",
            "responsible": ["办公室"],
            "schedule": [{"due": "2013-05-01", "milestone": "乙"}],
        },
        {
            "number": 12,
            "objective": "目标乙",
            "responsible": ["人事处", "执法处"],
            "schedule": [{"due": "2013-06-30", "milestone": "甲"}, {"due": "2013-09-01"}],
        },
    ]
    assert document.locate(("measures", 1, "schedule", 0, "due")).cell == "Sheet3!B4"
    assert document.locate(("measures", 1, "responsible", 1)).cell == "第二张表!A5"


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        *((date(2013, 6, 30), "2013-06-30"), (datetime.fromisoformat("2013-06-30T00:00"), "2013-06-30")),
        *(("2013年6月30日", "2013-06-30"), ("２０１３年６月３０日", "2013-06-30"), (20130630, "2013-06-30")),
        *((datetime.fromisoformat("2013-06-30T14:30"), "2013-06-30"), ("2013年6月", "2013年6月")),
        *(("2013年2月30日", "2013年2月30日"), (41455, 41455), (time(14, 30), 0.6041666666666666), (True, True)),
    ],
)
def test_days(filled_in, typed, read_as):
    data = filled_in(措施=[MEASURES, [7]], 时间=[MILESTONES, [7, typed, "x"]]).data
    assert data["measures"][0]["schedule"][0]["due"] == read_as


@pytest.mark.parametrize(
    ("format_", "read_as"),
    [
        *(("yyyy/m/d", "2013-06-30"), ('yyyy"年"m"月"d"日"', "2013-06-30")),
        *(("[$-804]yyyy年m月d日;@", "2013-06-30"), ('yyyy"年"m"月"', "2013-06"), ("mmm-yy", "2013-06")),
        *(('m"月"d"日"', "06-30"), ("0.00", 41455), ("General", 41455), ("[Red]#,##0", 41455)),
    ],
)
def test_what_a_cell_does_not_show_of_a_day_was_not_meant(filled_in, format_, read_as):
    workbook = book(措施=[MEASURES, [7]], 时间=[MILESTONES, [7, 41455, "x"]])
    workbook["时间"]["B2"].number_format = format_
    assert filled_in(workbook).data["measures"][0]["schedule"][0]["due"] == read_as


def test_merged_cells(filled_in):
    workbook = book(
        措施=[MEASURES, [7, "甲", "一", "办公室"], [None, None, "二"], [12, "乙", "三"]],
        时间=[MILESTONES, [7, "2013-05-01", "x"], [None, "2013-06-01", "y"]],
        地区=[["地区名称", "任务"], ["武汉市", "甲"], [None, "乙"], [None, "1. 丙\n2. 丁"]],
    )
    workbook["措施"].merge_cells("A2:A3")
    workbook["措施"].merge_cells("B2:B3")
    workbook["措施"].merge_cells("D2:D4")
    workbook["时间"].merge_cells("A2:A3")
    workbook["地区"].merge_cells("A2:A4")
    document = filled_in(workbook)
    assert document.faults == ()
    assert document.data["measures"] == [
        {
            "number": 7,
            "objective": "甲",
            "actions": ["一", "二"],
            "responsible": ["办公室"],
            "schedule": [{"due": "2013-05-01", "milestone": "x"}, {"due": "2013-06-01", "milestone": "y"}],
        },
        {"number": 12, "objective": "乙", "actions": ["三"], "responsible": ["办公室"]},
    ]
    assert document.data["regions"] == [{"name": "武汉市", "tasks": ["甲", "乙", "丙", "丁"]}]


def test_two_values_in_the_rows_of_one_entry(filled_in):
    workbook = book(措施=[MEASURES, [7, "甲"], [None, "乙"]])
    workbook["措施"].merge_cells("A2:A3")
    document = filled_in(workbook)
    assert faults(document) == [("repeated", "措施!B3")]
    assert document.faults[0].at == ("measures", 0, "objective")


def test_rich_text_links_and_blanks(filled_in):
    workbook = book(措施=[MEASURES, [7, None, None, "\u3000 \n"]])
    sheet = workbook["措施"]
    sheet["B2"] = CellRichText("开头", TextBlock(InlineFont(b=True), "粗体"), "结尾")
    sheet["C2"] = "链接"
    sheet["C2"].hyperlink = "https://example.org/"
    assert filled_in(workbook).data["measures"] == [{"number": 7, "objective": "开头粗体结尾", "actions": ["链接"]}]


def test_formulas_and_errors(filled_in):
    workbook = book(措施=[MEASURES, [7, "=A2", "#REF!", "x"]])
    workbook["措施"]["C2"].data_type = "e"
    document = filled_in(workbook)
    assert faults(document) == [("uncomputed", "措施!B2"), ("error-value", "措施!C2")]
    assert [fault.at for fault in document.faults] == [("measures", 0, "objective"), ("measures", 0, "actions")]
    assert document.data["measures"] == [{"number": 7, "responsible": ["x"]}]
    assert "#REF!" in document.faults[1].message("zh")


def test_columns_nobody_knows(filled_in):
    document = filled_in(
        措施=[
            [*MEASURES, "认定类别", "进展", None, "空列", "序号"],
            [7, "x", None, None, None, None, None, "好", "?", None, 1],
        ]
    )
    assert faults(document) == []
    assert left_out(document) == [("column-unknown", "措施!H1"), ("column-unknown", "措施!I1")]


def test_a_column_that_may_be_one_of_the_form_leaves_nothing_to_judge(filled_in):
    document = filled_in(措施=[["措施编号", "责任部门", "想要做到的"], [7, "办公室", "x"]])
    assert [(fault.at, fault.place.cell) for fault in document.faults] == [(("measures",), "措施!C1")]


def test_one_column_twice(filled_in):
    head = [*MEASURES, "目标"]
    assert faults(filled_in(措施=[head, [7, "x", *[None] * 4, "y"]])) == [("column-repeated", "措施!G1")]
    document = filled_in(措施=[head, [7, None, *[None] * 4, "y"]])
    assert document.faults == ()
    assert document.data["measures"] == [{"number": 7, "objective": "y"}]


def test_rows_that_belong_to_no_measure_or_to_two(filled_in):
    document = filled_in(
        措施=[MEASURES, [7], [12], [12]],
        时间=[MILESTONES, [99, "2013-05-01", "x"], [None, "2013-05-01", "y"], [12, "2013-05-01", "z"], [99]],
    )
    assert faults(document) == [
        ("row-of-unknown-entry", "时间!A2"),
        ("row-of-no-entry", "时间!A3"),
        ("row-of-two-entries", "时间!A4"),
        ("row-of-two-entries", "时间!A4"),
    ]
    assert [fault.at for fault in document.faults] == [(), (), ("measures", 1), ("measures", 2)]


def test_signatures_are_left_out_and_a_numbered_row_is_none(filled_in):
    document = filled_in(
        措施=[
            MEASURES,
            [7, "注：全省统一部署"],
            [None, None, "湖北省知识产权局（盖章）"],
            [None, None, None, "2012年12月20日"],
        ],
        时间=[
            ["措施编号", "措施名称", "完成时间"],
            [7, None, "2013-05-01"],
            [None, "另行通知"],
            [None, None, "2013-06-30"],
        ],
    )
    assert left_out(document) == [("remark", "措施!C3"), ("remark", "措施!D4"), ("remark", "时间!B3")]
    assert faults(document) == [("row-of-no-entry", "时间!A4")]
    assert document.data["measures"][0]["objective"] == "注：全省统一部署"


def test_what_is_not_computed_is_told_once(checked):
    found = checked(book(措施=[MEASURES, [7]], 时间=[MILESTONES, [7, "=TODAY()", "x"]]))
    assert [each.place.cell for each in found if each.rule == "schema"] == ["时间!B2"]


@pytest.mark.parametrize(
    ("label", "unit"),
    [("总经费", "万元"), ("总经费（元）", "万元"), ("总经费（万元）", "元"), ("总经费", "10,000 yuan")],
)
def test_a_unit_behind_an_amount_of_the_cover(filled_in, label, unit):
    document = filled_in(封面=[*COVER, [label, 1860, unit]], 措施=[MEASURES])
    assert document.data["funding"] == {"amount_cny": 18_600_000}
    assert document.unread == ()


def test_marks_tell_two_entries_of_one_number_apart(filled_in):
    document = filled_in(
        措施=[["措施编号", "工作目标", "条目标记"], [12, "甲", "A"], [12, "乙", "B"]],
        时间=[MILESTONES, ["B", "2013-05-01", "x"], ["A", "2013-06-01", "y"]],
    )
    assert document.faults == ()
    assert [measure["schedule"][0]["milestone"] for measure in document.data["measures"]] == ["y", "x"]


@pytest.mark.parametrize("number", ["9007199254740993", "1" + 30 * "0"])
def test_rows_find_the_measure_of_a_number_that_no_spreadsheet_holds(filled_in, number):
    document = filled_in(措施=[MEASURES, [number]], 时间=[MILESTONES, [number, "2013-05-01", "x"]])
    assert document.faults == ()
    assert document.data["measures"][0]["schedule"] == [{"due": "2013-05-01", "milestone": "x"}]


def test_measures_by_their_titles(filled_in):
    document = filled_in(
        措施=[
            ["措施编号", "措施名称", "工作目标"],
            [None, "专利质量提升政策", "x"],
            ["7、地方专利配套政策体系", None, "y"],
            [13, "专利质量提升政策", "z"],
            [None, "Patent agency services", None],
        ]
    )
    assert [measure.get("number") for measure in document.data["measures"]][:3] == [12, 7, 13]
    assert faults(document) == [("title-differs", "措施!B4")]


def test_what_is_outside_of_the_form(filled_in):
    workbook = book(
        措施=[["标题"], ["单位：万元"], MEASURES, [7], MEASURES, [12]],
        附件=[[], [None, "预算明细"]],
    )
    workbook["封面"]["D1"] = "随手一记"
    document = filled_in(workbook)
    assert faults(document) == []
    assert left_out(document) == [("outside", "封面!D1"), ("sheet-unknown", "附件!B2")]
    assert [measure["number"] for measure in document.data["measures"]] == [7, 12]


def test_a_second_row_about_the_same(filled_in):
    document = filled_in(
        措施=[MEASURES, [26]],
        报请=[["措施编号", "请求事项", "审批部门"], [26, "重点支持", "专利管理司"], [26, "审批、同意", None]],
        目标=[["措施编号", "达标企业数", "优势企业数"], [26, "35家", None], [26, 30, 1]],
    )
    assert faults(document) == [("repeated", "报请!B3"), ("repeated", "目标!B3")]
    measure = document.data["measures"][0]
    assert measure["sipo_support"] == {"kind": "priority-support", "approval": {"department": "patent-administration"}}
    assert measure["targets"] == {"compliant_enterprises": 35, "advantaged_enterprises": 1}


def test_faults_beyond_counting_are_counted(filled_in):
    document = filled_in(措施=[MEASURES, [7]], 时间=[MILESTONES, *([99, "2013-05-01", "x"] for _ in range(500))])
    assert len(document.faults) == 201
    assert document.faults[-1].code == "too-many"


@pytest.mark.parametrize(
    ("written", "is_several"),
    [
        *((each, True) for each in ("武汉市、黄石市", "武汉，黄石市", "武汉市;十堰\n襄阳")),
        *((each, False) for each in ("武汉市", "东湖高新区、葛店开发区", "武汉市（江岸、江汉两区）")),
    ],
)
def test_a_row_is_for_one_of_the_names_that_are_offered(filled_in, written, is_several):
    document = filled_in(地区部署=[["地区名称", "工作任务"], [written, "甲"], ["宜昌市", "乙"]])
    assert faults(document) == ([("several-names", "地区部署!A2")] if is_several else [])
    assert [region["name"] for region in document.data["regions"]] == [written, "宜昌市"]


def cover(**said: str) -> list[list[str]]:
    return [[label, said.get(label, value)] for label, value in COVER]


@pytest.mark.parametrize(
    ("label", "written", "member", "code"),
    [
        *(("填报单位", each, "office", "CN-HB") for each in ("湖北省局", "湖北", "湖北知识产权局", "Hubei")),
        *(("填报单位", each, "office", "CN-HB") for each in ("湖北省知识产权局（盖章）", "湖北省局 (公章)")),
        ("状态", "☑草案 ☐已报送", "status", "draft"),
        ("状态", "□ 草案 / ■ 已报送", "status", "submitted"),
    ],
)
def test_what_can_mean_only_one_is_understood(filled_in, label, written, member, code):
    document = filled_in(封面=cover(**{label: written}))
    assert (faults(document), document.data[member]) == ([], code)


@pytest.mark.parametrize(
    ("label", "written"),
    [
        *(("填报单位", each) for each in ("新疆局处", "知识产权局", "局", "湖北省知识产权局（代章）", "湖")),
        *(("状态", each) for each in ("☑草案 ☑已报送", "☐草案 ☐已报送", "☐草案", "已", "报送稿 ☑草案")),
    ],
)
def test_what_may_mean_another_is_not_guessed(filled_in, label, written):
    assert faults(filled_in(封面=cover(**{label: written}))) == [
        ("no-code", f"封面!B{2 if label == '填报单位' else 4}")
    ]


@pytest.mark.parametrize(
    ("written", "code"), [("必做", "required"), ("选做措施", "optional"), ("国家层面", "national")]
)
def test_a_class_may_be_written_without_what_all_of_them_end_in(filled_in, written, code):
    document = filled_in(措施=[["措施编号", "工作目标", "类别"], [7, "甲", written]])
    assert (faults(document), document.data["measures"][0]["class"]) == ([], code)


def test_a_head_may_take_two_rows(filled_in):
    workbook = book(
        措施=[
            ["附件"],
            ["序号", "措施编号", "工作目标", "经费保障（万元）", None, "责任部门"],
            [None, None, None, "金额", "来源"],
            [1, 7, "甲", 50, "省财政", "政策法规处"],
        ]
    )
    for cells in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"):
        workbook["措施"].merge_cells(cells)
    document = filled_in(workbook)
    assert (faults(document), left_out(document)) == ([], [])
    assert document.data["measures"] == [
        {
            "number": 7,
            "objective": "甲",
            "responsible": ["政策法规处"],
            "funding": {"amount_cny": 500000, "source": "省财政"},
        }
    ]
