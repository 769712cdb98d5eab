"""The texts: every one is used, exists, and can be said with the values it gets."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import checker
from checker.texts import say
from checker.texts.documents import TEXTS

PACKAGE = Path(checker.__file__).parent
SOURCES = [path.read_text("utf-8") for room in ("readers", "documents") for path in (PACKAGE / room).glob("*.py")]
SAMPLES: dict[str, object] = {
    "at": "/measures/0",
    "byte": "FF",
    "closer": "]",
    "found": "a",
    "limit": 16,
    "member": "office",
    "name": "base",
    "offset": 7,
    "opened": 3,
    "reason": "EIO",
    "tag": "!!set",
    "type": "date",
}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TEXTS)
def test_text_can_be_said_in_both_languages(key: str) -> None:
    text = TEXTS[key]
    assert places(text.en) == places(text.zh) <= set(SAMPLES)
    values = {name: SAMPLES[name] for name in places(text.en)}
    for lang in ("en", "zh"):
        said = say(lang, f"documents.{key}", **values)
        assert "{{" not in said
        assert said.endswith("。" if lang == "zh" else ".")


@pytest.mark.parametrize("key", TEXTS)
def test_chinese_is_punctuated_as_chinese(key: str) -> None:
    assert not re.search(r"[\u4e00-\u9fff][,;?()]|[,;?()][\u4e00-\u9fff]", TEXTS[key].zh)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_used(key: str) -> None:
    assert any(re.search(rf'"(documents\.)?{key}"', source) for source in SOURCES)
