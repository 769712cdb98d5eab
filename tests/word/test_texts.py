"""What is said of Word documents: in both languages, each with its remedy, and all of it somewhere."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import checker
from checker.texts.word import TEXTS

PACKAGE = Path(checker.__file__).parent
SOURCE = "".join(
    path.read_text("utf-8") for folder in ("documents/word", "forms/word") for path in (PACKAGE / folder).glob("*.py")
)
REMEDIES = [key for key in TEXTS if key.startswith("fix-")]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same_values(key: str) -> None:
    assert places(TEXTS[key].en) == places(TEXTS[key].zh)
    assert not re.search(r"[\u4e00-\u9fff][,;?()]|[,;?()][\u4e00-\u9fff]", TEXTS[key].zh)


@pytest.mark.parametrize("key", REMEDIES)
def test_every_remedy_has_its_fault(key: str) -> None:
    assert TEXTS[key.removeprefix("fix-")].zh.endswith("。")
    assert TEXTS[key].zh.startswith("请")


@pytest.mark.parametrize("key", [key for key in TEXTS if key not in REMEDIES])
def test_every_text_is_used(key: str) -> None:
    # Headings of sections and columns are asked for by the last part of their key.
    name = key.removeprefix("section-").removeprefix("choice-")
    assert re.search(rf'"(?:word\.)?(?:{re.escape(key)}|{re.escape(name)})"', SOURCE)
