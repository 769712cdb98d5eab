"""Every text of a pack is there in both languages, and written as each is written."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker import load_pack
from checker.pack.file_names import BASE
from checker.pack.loading import installed_packs
from checker.pack.validation import PLACEHOLDER
from checker.readers import read_path
from checker.resources import rules_folder

FILES = ["pack.yaml", "traceability.yaml", "documents/*.yaml", "*/*/rule.yaml"]
PATHS = sorted(
    path for pattern in FILES for path in rules_folder().glob(f"*/{pattern}") if not path.name.endswith(BASE)
)
SENTENCES = ("duty", "rationale", "message", "remedy", "statement", "note")
"""Texts that are whole sentences; titles, meanings and names are not."""

CHINESE = "[\u3400-\u9fff]"
QUOTED = re.compile("“[^“”]*”")
"""What a text cites as it stands in a plan, in whatever script."""
FULL_WIDTH = re.compile("[\u3000-\u303f\uff00-\uffef]")


def texts_in(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], dict[str, str]]]:
    """Every group of languages in a file, and its place."""
    if isinstance(data, dict) and "en" in data:
        yield at, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from texts_in(value, (*at, name))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from texts_in(value, (*at, place))


@pytest.fixture(params=PATHS, ids=lambda path: path.relative_to(rules_folder()).as_posix())
def texts(request):
    path: Path = request.param
    found = list(texts_in(read_path(path).data))
    assert found
    return found


def test_both_languages_are_there_and_in_their_own_script(texts):
    for at, text in texts:
        assert text.keys() == {"en", "zh"}, at
        assert re.search(r"[A-Za-z]", PLACEHOLDER.sub("", text["en"])), at
        assert not re.search(CHINESE, QUOTED.sub("", text["en"])), at
        assert re.search(CHINESE, PLACEHOLDER.sub("", text["zh"])), at


def test_the_signs_of_english_are_english(texts):
    # Those of Chinese are held, with all else that is Chinese, in tests/texts.
    for at, text in texts:
        assert not FULL_WIDTH.search(QUOTED.sub("", text["en"])), at


def test_sentences_end(texts):
    for at, text in texts:
        if at[-1] in SENTENCES:
            assert text["en"].endswith("."), at
            assert text["zh"].endswith("。"), at
        elif at[-1] in ("title", "meaning", "name"):
            assert not text["en"].endswith("."), at
            assert not text["zh"].endswith("。"), at


def test_both_languages_show_the_same_values(texts):
    for at, text in texts:
        assert set(PLACEHOLDER.findall(text["en"])) == set(PLACEHOLDER.findall(text["zh"])), at


def test_the_duty_says_shall():
    for path in rules_folder().glob("*/*/*/rule.yaml"):
        raw: Any = read_path(path).data
        if raw["severity"] == "error":
            assert re.search(r"\bshall\b", raw["duty"]["en"]), path
            assert re.search("应|须|不得", raw["duty"]["zh"]), path
        assert not re.search(r"\bshall\b", raw["message"]["en"]), path


@pytest.mark.parametrize("id_", installed_packs())
def test_an_item_is_named_by_what_it_is_and_its_number_and_title(id_):
    pack = load_pack(id_)
    nouns = {"measure": "项措施", "item": "项工作"}
    for rule in pack.rules:
        members = rule.kinds[rule.for_each].members
        shown = f"{{{rule.for_each}.number}}"
        # A title that is looked up, or stands in the table, is there for whatever the number is.
        if shown not in rule.message.en or "title" not in members or rule.id.endswith("-unknown"):
            continue
        title = f"{{{rule.for_each}.title}}"
        english = re.search(rf"\b(\w+) {re.escape(f'{shown} ({title})')}", rule.message.en)
        assert english, rule.id
        assert f"第{shown}{nouns[english[1].lower()]}“{title}”" in rule.message.zh, rule.id
