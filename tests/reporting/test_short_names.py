"""What senders are called where there is room for little."""

from __future__ import annotations

import shutil
from pathlib import Path

from checker import load_pack
from checker.reporting.roster import short_names


def test_of_the_short_names_of_senders_none_is_a_single_character(tmp_path):
    folder = shutil.copytree(Path(__file__).parents[1] / "water-2021", tmp_path / "water-2021")
    table = folder / "tables" / "companies.csv"
    table.write_text(
        "code,name_en,name_zh\neast,Faculty of Law,法学院\nwest,Faculty of Medicine,医学院\n", encoding="utf-8"
    )
    pack = load_pack(folder)
    names = short_names(pack, pack.main_document, "zh")
    assert list(names.values()) == ["法学", "医学"]
