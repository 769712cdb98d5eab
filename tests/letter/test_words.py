"""What a letter says: golden files, the numbers of its points, and its blanks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from checker import Severity, check
from checker.letter import messages
from checker.letter.content import MOST_POINTS, content_of, is_returned
from checker.letter.wording import chinese_numeral, clean, letter_of, runs, words
from checker.model import Verdict
from checker.word.paper import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language
    from checker.pack.model import Pack

GOLDEN = Path(__file__).parent / "golden"


def shown(letter: Any) -> str:
    """Everything in it as plain text, the blanks in brackets, the table below."""
    lines = []
    for paragraph in letter.document.paragraphs:
        parts = [f"⟦{run.text}⟧" if run.font.highlight_color is not None else run.text for run in paragraph.runs]
        lines.append("".join(parts))
    lines += [" | ".join(row) for row in letter.rows]
    return "".join(f"{line}\n" for line in lines)


def approved(name: str, lang: Language, pack: Pack) -> str:
    """The golden file; what of the rule pack's digest is shown changes with every word of it."""
    return (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8").replace("{digest}", pack.digest[:12])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_letter_about_a_draft_is_as_it_was_approved(
    write: Callable[..., Any], example: Path, pack: Pack, lang: Language
) -> None:
    assert shown(write(example, lang)) == approved("hubei-draft", lang, pack)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_letter_about_a_faulty_plan_is_as_it_was_approved(
    write: Callable[..., Any], faulty: bytes, pack: Pack, lang: Language
) -> None:
    assert shown(write(faulty, lang)) == approved("faulty", lang, pack)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_error_and_warning_is_told_once_and_stands_in_the_index(
    pack: Pack, faulty: bytes, lang: Language, write: Callable[..., Any]
) -> None:
    report = check(faulty, lang=lang)
    content = content_of(report, pack, lang)
    told = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    assert content.listed == len(told)
    assert len(write(report, lang).rows) == len(told) + 1
    text = write(report, lang).text
    for finding in told:
        assert finding.message.in_language(lang) in text


def test_the_sections_follow_the_circular(pack: Pack, example: Path) -> None:
    content = content_of(check(example), pack, "en")
    assert [section.heading for section in content.sections] == [
        "What an implementation plan contains (clause II.1 of the Circular)",
        "Required and optional measures, and what needs SIPO's consent (clause II.2 of the Circular)",
        "The promotion plan for 2013, measure 26: Enterprise IP management standards",
        "The promotion plan for 2013, measure 32: Industrial patent alliances",
        "Points to correct or explain",
    ]


def test_what_to_do_is_said_once_where_it_is_the_same(write: Callable[..., Any], conforming: dict[str, Any]) -> None:
    for row in conforming["measures"][:3]:
        del row["objective"]
    lines = write(conforming).lines
    remedy = "请写明该项措施在2013年要达到的工作目标，能够量化的予以量化。"
    assert [line for line in lines if remedy in line] == [f"修改要求：{remedy}"]
    assert [line[:3] for line in lines if "没有写明工作目标" in line] == ["1. ", "2. ", "3. "]
    assert "缺少工作目标。" in lines


def test_a_point_that_is_alone_has_no_number(write: Callable[..., Any], conforming: dict[str, Any]) -> None:
    conforming["plan_year"] = 2012
    letter = write(conforming)
    assert [row[0] for row in letter.rows[1:]] == ["一"]
    assert "（一）" not in letter.text
    assert [row[0] for row in write(conforming, "en").rows[1:]] == ["1.1"]


def test_where_an_exception_is_asked_for_that_is_to_be_decided_first(write: Callable[..., Any], faulty: bytes) -> None:
    (line,) = [line for line in write(faulty).lines if line.startswith("（一）选做措施过少") or "选做措施1项" in line]
    assert "机构改革期间人员不足" in line
    assert "申请例外并说明理由" not in line


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_office_fills_in_is_marked(write: Callable[..., Any], example: Path, lang: Language) -> None:
    blanks = write(example, lang).blanks
    assert blanks[0] == "2012"
    assert {blank.strip("_") for blank in blanks[1:]} == {""}
    assert len(blanks) == (10 if lang == "zh" else 6)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_office_that_could_not_be_read_is_a_blank(write: Callable[..., Any], lang: Language) -> None:
    letter = write(b"office: CN-HB\noffice: CN-HB\n", lang)
    (addressee,) = letter.of_style("主送机关" if lang == "zh" else "Addressee")[-1:]
    assert "____" in addressee.text
    assert "CN-HB" not in letter.text


@pytest.mark.parametrize("office", ["CN-ZZ", "<b>", None])
def test_an_office_that_is_not_of_the_circular_is_a_blank(
    write: Callable[..., Any], conforming: dict[str, Any], office: str | None
) -> None:
    report = replace(check({**conforming, "plan_year": 2012}), office=office)
    assert "____" in write(report).of_style("主送机关")[-1].text


@pytest.mark.parametrize(
    ("status", "version", "said", "next_"),
    [
        ("submitted", 2, "报送的2013年度组织实施方案（版本号2）收悉", "版本号请填写3"),
        ("draft", 1, "送审的2013年度组织实施方案（草案）收悉", None),
        (None, 2, "报送的2013年度组织实施方案收悉", None),
        ("submitted", None, "报送的2013年度组织实施方案收悉", None),
    ],
)
def test_which_plan_is_meant(
    write: Callable[..., Any],
    conforming: dict[str, Any],
    status: str | None,
    version: int | None,
    said: str,
    next_: str | None,
) -> None:
    report = replace(check({**conforming, "plan_year": 2012}), status=status, version=version)
    text = write(report).text
    assert said in text
    assert (next_ or "版本号请填写") in text if next_ else "版本号请填写" not in text


def test_the_file_is_named_without_its_folders(write: Callable[..., Any], conforming: dict[str, Any]) -> None:
    report = check({**conforming, "plan_year": 2012})
    for name in ("/home/somebody/inbox/hubei.yaml", "C:\\inbox\\hubei.yaml"):
        text = write(replace(report, name=name)).text
        assert "核对的文件：hubei.yaml" in text
        assert "somebody" not in text
    for name in (None, "-"):
        assert "核对的文件" not in write(replace(report, name=name)).text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_letter_that_nobody_would_read_to_its_end_says_that_there_is_more(
    write: Callable[..., Any], conforming: dict[str, Any], lang: Language
) -> None:
    conforming["regions"] = [{"name": f"地区{number}"} for number in range(MOST_POINTS + 20)]
    conforming["submission"]["date"] = "2012-12-26"
    letter = write(conforming, lang)
    assert len(letter.rows) == MOST_POINTS + 1
    # Of each region: no tasks, and no known place; and the day.
    all_ = 2 * (MOST_POINTS + 20) + 1
    more = f"first {MOST_POINTS} of {all_}" if lang == "en" else f"共{all_}项，以上仅列出前{MOST_POINTS}项"
    assert more in letter.text
    assert str(MOST_POINTS + 20) in letter.text


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_what_is_to_be_returned_is(conforming: dict[str, Any], verdict: Verdict) -> None:
    assert is_returned(replace(check(conforming), verdict=verdict)) is (verdict in (Verdict.RETURN, Verdict.INVALID))


def test_numbers() -> None:
    assert [chinese_numeral(number) for number in (1, 9, 10, 11, 20, 35, 99, 100)] == [
        *("一", "九", "十", "十一", "二十", "三十五", "九十九", "100")
    ]
    assert [letter_of(number) for number in (1, 26, 27, 52, 53, 702, 703)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]


def test_what_comes_from_outside_is_cleaned() -> None:
    assert clean("a\x00\x1b[0m\u202eb\u200bc\ud800") == "a[0mbc"
    assert clean(" 目标\n  任务\t\t完成\u3000 x\u2028y ") == "目标任务 完成 x y"
    assert clean("x" * 5000) == "x" * 999 + "…"
    assert clean("") == ""


def test_a_value_never_becomes_a_blank() -> None:
    made = runs("zh", messages.ADDRESSEE, office="⟦8⟧{x}")
    assert [(run.text, run.role) for run in made] == [("⟦8⟧{x}：", Role.PLAIN)]
    assert words("en", messages.FILE, name="{name}") == "File: {name}"
