"""Every Chinese text a person reads is written as an office writes: its signs, its days, and one word for one thing."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import checker
from checker.cases import BASE
from checker.readers import read_path
from checker.resources import rules_folder

from .names import load_tool

ROOT = Path(__file__).resolve().parents[2]
TABLE: Any = read_path(Path(__file__).with_name("chinese.yaml")).data
PACK_FILES = sorted(
    path
    for pattern in ("pack.yaml", "traceability.yaml", "documents/*.yaml", "*/*/rule.yaml")
    for path in rules_folder().glob(f"*/{pattern}")
    if not path.name.endswith(BASE)
)
TABLES = sorted(rules_folder().glob("*/tables/*.csv"))
PAGES = sorted([*ROOT.glob("*.zh-CN.md"), *(ROOT / "docs").glob("*.zh-CN.md")])

HAN = "[\u3400-\u9fff]"
HALF_WIDTH = re.compile(rf"""{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN}\.(?![\w.])|{HAN}["']|["']{HAN}""")
STRAY_BLANK = re.compile(
    rf"{HAN} +(?={HAN})|[，。；：、！？）”》] +|(?<=\S) +[，。；：、！？（“《]|{HAN} +[0-9]|(?<![：；])[0-9] +{HAN}"
)
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COMMAND = re.compile(rf"plancheck(?: (?:rules|review|check|{HAN}+(?= --)))*(?: --\w+)?|“键: 值”|命令 …")
PLACE = re.compile(r"\{[^{}]*\}")


def chinese_in(data: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every text under `zh` in a file of a pack, and its place."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "zh":
                yield at, value
            else:
                yield from chinese_in(value, f"{at}/{name}")
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from chinese_in(value, f"{at}/{place}")


def said() -> dict[str, dict[str, str]]:
    """Where -> key -> text, of all that plancheck and its packs say."""
    package = Path(checker.__file__).parent
    catalogue = load_tool().read_catalogue(package)
    texts = {
        "catalogue": {message.id: message.string for message in catalogue if message.id},
    }
    for path in TABLES:
        with path.open(encoding="utf-8", newline="") as file:
            rows = enumerate(csv.DictReader(file), 2)
            found = {f"{line}/{name}": row[name] for line, row in rows for name in row if name.endswith("_zh")}
        texts[path.relative_to(rules_folder()).as_posix()] = found
    for path in PACK_FILES:
        found = dict(chinese_in(read_path(path).data))
        assert found, path
        texts[path.relative_to(rules_folder()).as_posix()] = found
    return texts


SAID = said()


def prose(page: Path) -> str:
    """A page without what is quoted, typed or linked to."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`|\]\([^)]*\)|<[^>\n]*>", "", text)


def offences(pattern: re.Pattern[str], text: str, kind: str, where: str, key: str) -> list[str]:
    """What the pattern finds in a text that the table does not let stand."""
    allowed = TABLE["but"].get(kind, {}).get(where)
    if allowed and re.match(allowed, key):
        return []
    return [found[0] for found in pattern.finditer(text)]


def typed_left_out(text: str) -> str:
    """A text with a letter for each place and each command: what is typed is written as it is typed."""
    return COMMAND.sub("N", PLACE.sub("N", text))


@pytest.mark.parametrize("where", SAID)
def test_the_signs_are_full_width_and_in_pairs(where):
    for key, text in SAID[where].items():
        bare = typed_left_out(text)
        assert offences(HALF_WIDTH, bare, "half-width", where, key) == [], (key, text)
        for opening, closing in ("“”", "（）", "《》", "【】", "〔〕"):
            assert text.count(opening) == text.count(closing), (key, text)


@pytest.mark.parametrize("where", SAID)
def test_days_are_written_in_full(where):
    for key, text in SAID[where].items():
        assert offences(ISO_DAY, text, "day", where, key) == [], (key, text)


@pytest.mark.parametrize("where", SAID)
def test_there_are_no_stray_blanks(where):
    names = "|".join(map(re.escape, TABLE["names"]))
    around = re.compile(rf"{HAN} (?:{names})(?![A-Za-z0-9_-])|(?<![A-Za-z0-9_-])(?:{names}) {HAN}")
    for key, text in SAID[where].items():
        bare = typed_left_out(text)
        assert offences(STRAY_BLANK, bare, "blank", where, key) == [], (key, text)
        assert offences(around, bare, "blank", where, key) == [], (key, text)


@pytest.mark.parametrize("where", SAID)
def test_one_thing_has_one_word(where):
    for key, text in SAID[where].items():
        for word, instead in TABLE["words"].items():
            assert offences(re.compile(word), text, "words", where, key) == [], (key, text, instead)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_pages_keep_to_the_same(page):
    text = prose(page)
    found = [pattern.findall(text) for pattern in (HALF_WIDTH, ISO_DAY)]
    assert found == [[], []]
    outside_blocks = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert re.findall(rf"{HAN} `|` {HAN}", outside_blocks) == []
    assert re.findall(rf"{HAN} {HAN}", text) == []
    for word, instead in TABLE["words"].items():
        assert re.findall(word, text) == [], instead


@pytest.mark.parametrize(
    ("pattern", "slip", "good"),
    [
        *((HALF_WIDTH, "请填写,并核对。", "请填写，并核对。"), (HALF_WIDTH, "方案(草案)", "方案（草案）")),
        *((HALF_WIDTH, '称为"方案"的', "称为“方案”的"), (HALF_WIDTH, "请填写.", "请填写1.0")),
        *((STRAY_BLANK, "共 5项", "共5项"), (STRAY_BLANK, "方案 。", "方案。")),
        *((STRAY_BLANK, "请填写 方案", "请填写方案"), (ISO_DAY, "应于2012-12-26前", "应于2012年12月26日前")),
    ],
)
def test_a_slip_is_seen(pattern, slip, good):
    assert pattern.search(slip)
    assert not pattern.search(good)


@pytest.mark.parametrize(("word", "instead"), TABLE["words"].items())
def test_no_word_is_replaced_by_itself(word, instead):
    assert not re.search(word, instead)


@pytest.mark.parametrize(
    ("kind", "where", "pattern"),
    [
        (kind, where, pattern)
        for kind, pattern in {
            "words": re.compile("|".join(TABLE["words"])),
            "half-width": HALF_WIDTH,
            "day": ISO_DAY,
            "blank": STRAY_BLANK,
        }.items()
        for where in TABLE["but"][kind]
    ],
)
def test_every_exception_is_needed(kind, where, pattern):
    excepted = re.compile(TABLE["but"][kind][where])
    assert any(pattern.search(PLACE.sub("N", text)) for key, text in SAID[where].items() if excepted.match(key))
