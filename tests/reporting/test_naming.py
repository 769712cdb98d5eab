import pytest
from msgspec.structs import replace

from checker.model import Clause, Place
from checker.reporting.naming import clause_label, clause_name, counts_name, place_name


@pytest.mark.parametrize(
    ("clause", "english", "chinese"),
    [
        ("I", "I", "第一条"),
        ("II.2", "II.2", "第二条第2项"),
        ("plan", "plan", "推进计划"),
        ("plan 26", "plan 26", "推进计划第26项"),
        ("annex-1", "annex-1", "annex-1"),
    ],
)
def test_clause_in_short(clause, english, chinese, pack):
    assert clause_label(clause, "en", pack) == english
    assert clause_label(clause, "zh", pack) == chinese
    assert clause_label(clause, "zh") == clause


@pytest.mark.parametrize(
    ("document", "clause", "english", "chinese"),
    [
        ("test-2020-9", "I", "I: Leadership and resources", "第一条：组织领导与条件保障"),
        ("test-2020-9", "plan", "The promotion plan for 2021", "2021年推进计划"),
        (
            "test-2020-9",
            "plan 26",
            "plan 26: Enterprise IP management standards",
            "推进计划第26项：推行企业知识产权管理规范",
        ),
        ("test-2020-9", "XI.9", "XI.9", "XI.9"),
        ("test-2020-9", None, "Circular T. [2020] No. 9", "测知发〔2020〕9号"),
        (
            "provincial-plan/1",
            "office",
            "Format provincial-plan/1, field office",
            "填报格式provincial-plan/1，字段office",
        ),
        ("provincial-plan/1", None, "Format provincial-plan/1", "填报格式provincial-plan/1"),
    ],
)
def test_clause_in_full(document, clause, english, chinese, pack):
    assert clause_name(Clause(document, clause), pack, "en") == english
    assert clause_name(Clause(document, clause), pack, "zh") == chinese


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        (Place(3, 9), "line 3, column 9 (/measures/0)", "第3行第9列（/measures/0）"),
        (
            Place(cell="Table[5]!AB3"),
            "table 5, row 3, cell 28",
            "第5个表格第3行第28格",
        ),
        (Place(cell="Paragraph[12]"), "paragraph 12", "第12段"),
        (Place(3, 9, "Measures!D7"), "cell Measures!D7", "单元格“Measures!D7”"),
        (Place(), "/measures/0", "/measures/0"),
    ],
)
def test_place(place, english, chinese, samples):
    finding = replace(samples["returned", "en"].findings[1], at=("measures", 0), place=place)
    assert place_name(finding, "en") == english
    assert place_name(finding, "zh") == chinese


def test_the_whole_plan_has_a_name_where_a_pointer_is_empty(samples):
    finding = replace(samples["returned", "en"].findings[0], at=(), place=Place(1, 1))
    assert place_name(finding, "en") == "line 1, column 1 (the document as a whole)"


def test_unreadable_input_has_a_place_only_in_its_source(samples):
    finding = samples["unreadable", "en"].findings[0]
    assert place_name(finding, "en") == "line 3, column 7"
    assert place_name(replace(finding, place=Place()), "en") is None


@pytest.mark.parametrize(
    ("sample", "english", "chinese"),
    [
        ("passed", "no error, no warning", "无错误、无警告"),
        ("unreadable", "1 error", "1项错误"),
        ("excepted", "2 warnings", "2项警告"),
        ("returned", "6 errors, 1 info", "6项错误、1项提示"),
    ],
)
def test_counts_in_words(sample, english, chinese, samples):
    assert counts_name(samples[sample, "en"]) == english
    assert counts_name(samples[sample, "zh"]) == chinese
