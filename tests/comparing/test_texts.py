"""What comparisons, letters and damaged reports are told with is there, in both languages, and nothing is left over."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import checker
from checker.texts import texts_of

AREAS = ("comparison", "letter", "stored")
SOURCES = {path: path.read_text("utf-8") for path in Path(checker.__file__).parent.rglob("*.py")}
MADE = ("doubt-", "heading-", "received-", "returned-", "index-")
"""How keys begin that are put together from a word and a value."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_with_the_same_values(area: str) -> None:
    for key, text in texts_of(area).items():
        assert places(text.en) == places(text.zh), key
        assert text.en.count("⟦") == text.en.count("⟧"), key
        assert not re.search(r"[一-鿿，。：；（）]", text.en), key
        assert not re.search(r"[一-鿿][,;:!?]", text.zh), key


@pytest.mark.parametrize("area", AREAS)
def test_no_text_is_left_over(area: str) -> None:
    used = "\n".join(source for path, source in SOURCES.items() if path.parent.name != "texts")
    for key in texts_of(area):
        if not key.startswith(MADE):
            assert re.search(rf"""["'.]{re.escape(key)}["']""", used), key
