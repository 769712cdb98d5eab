from __future__ import annotations

import re
from string import Formatter

import pytest

from checker.texts.schema import TEXTS


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_the_same_and_fill_the_same_places(key: str) -> None:
    text = TEXTS[key]
    assert _places(text.en) == _places(text.zh)
    assert not re.search(r"[一-鿿]\s*[,;:?()]|[,;:?]\s*[一-鿿]", text.zh), "half-width punctuation"
    assert not re.search(r"[一-鿿，。；：、（）]", text.en), "Chinese in the English text"


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
