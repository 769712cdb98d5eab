"""What people type into forms is read as they mean it, or stays the text it is: never a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.documents.quoting import quoted, unquoted
from checker.documents.typed import (
    amount_of,
    code_of,
    day_of,
    flag_of,
    integer_of,
    is_nothing,
    measure_number_of,
    written_day,
    written_flag,
    written_measure_number,
    written_number,
)
from checker.documents.typed_lists import items_of, lines_of, written_items, written_lines
from checker.model import LANGUAGES
from checker.readers.labels import labels_by_key

_TITLES = labels_by_key([("7", "7"), ("Policies", "7"), ("政策配套", "7"), ("IV", "IV"), ("Quality", "12")])


@pytest.mark.parametrize(
    "text",
    [
        "2012-12-20",
        " 2012-12-20　",
        "2012/12/20",
        "2012.12.20",
        "２０１２．１２．２０",
        "2012年12月20日",
        "２０１２年１２月２０日",
        "2012 年 12 月 20 日",
        "2012年12月20号",
        "20121220",
        "2012-12-20 00:00:00",
        "二〇一二年十二月二十日",
        "二○一二年十二月二十日",
        "二零一二年十二月二十日",
    ],
)
def test_a_day_in_every_usual_spelling(text):
    assert day_of(text) == "2012-12-20"


def test_days_and_months_of_one_digit():
    assert (
        day_of("2013年3月5日")
        == day_of("2013/3/5")
        == day_of("2013-03-05")
        == day_of("二〇一三年三月五日")
        == "2013-03-05"
    )
    assert day_of("二〇一三年十月十五日") == "2013-10-15"
    assert day_of("二〇一三年十月三十一日") == "2013-10-31"


@pytest.mark.parametrize(
    "text",
    [
        "2013年6月",
        "2013-06",
        "2013年2月30日",
        "2013-02-30",
        "20/12/2012",
        "12/20/2012",
        "12-12-20",
        "12月20日",
        "2012-12/20",
        "2012-12-20 14:30",
        "2013年6月底",
        "2013年6月前",
        "年底",
        "0000-01-01",
        "2013-13-01",
        "二〇一三年十十月一日",
        "二〇一三年二月三十日",
        "41263",
        "2012年12月20日前",
        "",
    ],
)
def test_what_is_no_day_stays_as_it_is(text):
    assert day_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", 30),
        ("３０", 30),
        (" 30 ", 30),
        ("1,200", 1200),
        ("１，２００", 1200),
        ("1 200", 1200),
        ("35家", 35),
        ("120 名", 120),
        ("30.0", 30),
        ("-5", -5),
        ("－5", -5),
        ("第2版", "第2版"),
        ("2013年度", 2013),
        ("2013年", 2013),
        ("1,20", "1,20"),
        ("1.5", "1.5"),
        ("30余家", "30余家"),
        ("约30", "约30"),
        ("三十", "三十"),
        ("30-40", "30-40"),
        ("1e3", "1e3"),
        ("家", "家"),
        ("", ""),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_whole_numbers(text, value):
    assert integer_of(text) == value
    assert type(integer_of(text)) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6800000", 6800000),
        ("6,800,000", 6800000),
        ("６，８００，０００元", 6800000),
        ("680万元", 6800000),
        ("680万", 6800000),
        ("6.8百万元", 6800000),
        ("0.068亿元", 6800000),
        ("￥6,800,000", 6800000),
        ("人民币680万元整", 6800000),
        ("6.8 million yuan", 6800000),
        ("CNY 6800000", 6800000),
        ("12.345万元", 123450),
        ("0.00001万元", 0.1),
        ("2500000.5", 2500000.5),
        ("1e+22", 1e22),
        ("0", 0),
        ("680万美元", "680万美元"),
        ("约680万元", "约680万元"),
        ("680-700万元", "680-700万元"),
        ("6.800.000", "6.800.000"),
        ("6,80,000", "6,80,000"),
        ("六百八十万元", "六百八十万元"),
        ("680千", "680千"),
        ("nan", "nan"),
        ("", ""),
    ],
)
def test_amounts(text, value):
    assert amount_of(text) == value
    assert isinstance(amount_of(text), str) is isinstance(value, str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("是", True),
        ("否", False),
        ("Yes", True),
        (" NO ", False),
        ("ＴＲＵＥ", True),
        ("√", True),
        ("无", "无"),
        ("?", "?"),
    ],
)
def test_yes_and_no(text, value):
    assert flag_of(text) == value


def test_codes_by_their_labels():
    codes = labels_by_key([("专利管理司", "patent-administration"), ("patent-administration", "patent-administration")])
    assert code_of(" 专利 管理司", codes) == "patent-administration"
    assert code_of("Patent-Administration", codes) == "patent-administration"
    assert code_of("专利司", codes) == "专利司"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("７", 7),
        (" 7 ", 7),
        ("第7项", 7),
        ("第 7 项措施", 7),
        ("（7）", 7),
        ("No. 7", 7),
        ("Measure 7", 7),
        ("措施7", 7),
        ("Policies", 7),
        ("政策配套", 7),
        ("7 政策配套", 7),
        ("7、政策配套", 7),
        ("第7项 政策配套", 7),
        ("iv", "IV"),
        ("12 政策配套", "12 政策配套"),
        ("7 别的标题", "7 别的标题"),
        ("07", "07"),
        ("7.5", "7.5"),
        ("7-8", "7-8"),
        ("99", 99),
        ('"7"', "7"),
        ('"Policies"', "Policies"),
        ("", ""),
    ],
)
def test_measure_numbers(text, number):
    assert measure_number_of(text, _TITLES) == number
    assert type(measure_number_of(text, _TITLES)) is type(number)


def test_what_says_that_there_is_nothing():
    for text in ("无", " none ", "／", "—", "－", "-", "N/A"):
        assert is_nothing(text), text
    for text in ("无锡", "0", "", "否"):
        assert not is_nothing(text), text


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("政策法规处、规划财务处", ["政策法规处", "规划财务处"]),
        (
            "政策法规处；规划财务处;办公室，人事处,执法处\n综合处",
            ["政策法规处", "规划财务处", "办公室", "人事处", "执法处", "综合处"],
        ),
        (" 政策法规处 、、 ", ["政策法规处"]),
        ('"Law, Policy", Office', ["Law, Policy", "Office"]),
        ('"双百"办公室、执法处', ['"双百"办公室', "执法处"]),
        ('"a""b"', ['a"b']),
        ('"open、x', ['"open', "x"]),
        ("无", []),
        ("", []),
    ],
)
def test_departments_in_one_cell(text, items):
    assert items_of(text) == items


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("制定办法，开展清理；\n组织培训", ["制定办法，开展清理；", "组织培训"]),
        ("制定办法\r\n\r\n  组织培训", ["制定办法", "组织培训"]),
        ("①制定办法；②组织培训", ["制定办法；", "组织培训"]),
        ("1.制定办法\n2.组织培训", ["制定办法", "组织培训"]),
        ("１．制定办法\n２．组织培训", ["制定办法", "组织培训"]),
        ("（1）制定办法；（2）组织培训", ["制定办法；", "组织培训"]),
        ("一、制定办法\n二、组织培训", ["制定办法", "组织培训"]),
        ("（一）制定办法\n（二）组织培训", ["制定办法", "组织培训"]),
        ("1、制定办法\n含实施细则\n2、组织培训", ["制定办法\n含实施细则", "组织培训"]),
        ("1.5亿元投入\n2.5亿元产出", ["1.5亿元投入", "2.5亿元产出"]),
        ("1. 提高到1.5倍 2. 其他", ["提高到1.5倍 2. 其他"]),
        ("2. 组织培训\n3. 其他", ["2. 组织培训", "3. 其他"]),
        ("1. \n2. ", ["1.", "2."]),
        ('"1. 制定办法"', ["1. 制定办法"]),
        ("无", []),
        ("—", []),
    ],
)
def test_actions_in_one_cell(text, lines):
    assert lines_of(text) == lines


def test_how_lists_are_written():
    assert written_items(["办公室", "人事处"], "zh") == "办公室、人事处"
    assert written_items(["Office", "Law, Policy"], "en") == 'Office; "Law, Policy"'
    assert written_lines(["制定办法", "组织培训"], "zh") == "1. 制定办法\n2. 组织培训"
    assert written_lines(["制定办法"], "zh") == "制定办法"
    assert written_items([], "zh") == written_lines([], "zh") == "无"
    assert written_items([], "en") == "none"


_AWKWARD = st.text(alphabet='ab1.0，、,;；\n\r \t"“（）()①一-—无/=　\x85\x00', max_size=12) | st.text(max_size=8)


@given(st.lists(_AWKWARD, max_size=5), st.sampled_from(LANGUAGES))
def test_lists_come_back_as_they_were(entries, lang):
    assert items_of(written_items(entries, lang)) == entries
    assert lines_of(written_lines(entries, lang)) == entries


@given(st.dates(), st.sampled_from(LANGUAGES))
def test_days_come_back_as_they_were(day, lang):
    assert day_of(written_day(day.isoformat(), lang)) == day.isoformat()


@given(st.integers(-(2**63), 2**64 - 1))
def test_whole_numbers_come_back_as_they_were(number):
    assert integer_of(written_number(number)) == number
    assert amount_of(written_number(number)) == number
    assert integer_of(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_amounts_come_back_as_they_were(number):
    assert amount_of(written_number(number)) == number


@given(_AWKWARD | st.integers(0, 10**6) | st.sampled_from(["7", "07", "７", "Policies", "第7项", "iv", "IV", '"7"']))
def test_measure_numbers_come_back_as_they_were(number):
    assert measure_number_of(written_measure_number(number, _TITLES), _TITLES) == number


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("flag", [True, False])
def test_yes_and_no_come_back(flag, lang):
    assert flag_of(written_flag(flag, lang)) is flag


@given(_AWKWARD)
def test_quotation_marks(text):
    assert unquoted(quoted(text)) == text
