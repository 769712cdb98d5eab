"""`plancheck draft`: what is read of the text of a plan by its numbering, and written for an editor to finish."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker import load_pack
from checker.office.drafting import MEASURE, drafted, outline_of

TEXTS: Any = yaml.safe_load((Path(__file__).parent / "drafting.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_read_by_its_numbering(name):
    told = TEXTS[name]
    outline = outline_of(told["text"])
    shown = [f"{'  ' * part.level}{part.head.mark} {part.title} ({part.head.line})" for part in outline.parts]
    assert shown == told["parts"].rstrip("\n").split("\n")
    assert [f"{line}: {doubt.en}" for line, doubt in outline.doubts] == told.get("doubts", [])
    written = drafted(outline, load_pack("published-plans").documents["published-plan/1"], "en")
    data = yaml.safe_load(written)
    assert {key: value for key, value in data.items() if key in told["draft"]} == told["draft"]
    for line in told.get("lines", ()):
        assert line in written.splitlines()


@pytest.mark.parametrize(
    "text", ["", "Dear colleagues,\nplease find the plan attached.", "1. One\n2. Two", "\x00I\x1b"]
)
def test_a_text_without_areas_has_no_parts(text):
    assert outline_of(text).parts == ()


def test_very_many_marks_are_read_in_one_pass():
    outline = outline_of("I. All\n" + "".join(f"{number}. Measure\n" for number in range(1, 1000)) * 20)
    assert sum(part.level == MEASURE for part in outline.parts) == 999
    assert len(outline.doubts) == 999 * 19
