"""What the command line, the templates and broken packs are told with is there, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import checker
from checker.texts import texts_of

AREAS = ("authoring", "cli", "lint", "pack", "template", "verification")
SOURCES = {path: path.read_text("utf-8") for path in Path(checker.__file__).parent.rglob("*.py")}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_with_the_same_values(area: str) -> None:
    for key, text in texts_of(area).items():
        assert places(text.en) == places(text.zh) or key == "count", key
        assert not re.search(r"[一-鿿，。：；（）]", text.en), key
        words = re.sub(r"\{\w+\}", "", text.zh)
        assert (
            re.search(r"[一-鿿，。：；（）、—…]", words)
            or not re.search(r"[A-Za-z]{3}", words)
            or key == "options-metavar"
        ), key
        assert not re.search(r"[一-鿿][,;:!?]", text.zh), key


@pytest.mark.parametrize("area", ["authoring", "cli", "pack"])
def test_every_text_that_is_named_is_there(area: str) -> None:
    named = {key for source in SOURCES.values() for key in re.findall(rf'"{area}\.([a-z][a-z0-9.-]*)"', source)}
    assert named
    assert named <= set(texts_of(area))


@pytest.mark.parametrize("area", AREAS)
def test_no_text_is_left_over(area: str) -> None:
    used = "\n".join(source for path, source in SOURCES.items() if path.parent.name != "texts")
    made = {
        "authoring": ("gap-", "id-", "option-", "metavar-"),
        "cli": ("option-", "column-", "reason.", "binds.", "metavar-", "schema.", "unreadable.", "total-"),
        "lint": (),
        "pack": (),
        "template": ("part-", "figure-"),
        "verification": ("outcome.", "column-", "finding-"),
    }[area]
    for key in texts_of(area):
        if not key.startswith(made) and not key.endswith((".short", ".help", ".fix")):
            assert re.search(rf"""["'.]{re.escape(key)}["']""", used), key
