"""A folder of which the names go to a temporary file is the same files in the same order."""

from __future__ import annotations

import checker.inputs
from checker.inputs import NamesSeen, inputs_of

ODD = ["县/方案.json", "\udcff.json", "𠀀.json", "\uffee.json"]


def test_a_large_folder_is_the_same_files_in_the_same_order(tmp_path, monkeypatch):
    monkeypatch.setattr(checker.inputs, "_AT_A_TIME", 4)
    monkeypatch.setattr(NamesSeen.__init__, "__defaults__", (5,))
    names = {folder: [f"{number:02}.json" for number in range(folder, 30, 4)] for folder in range(4)}
    names[2] += ODD
    for folder, inside in names.items():
        for name in inside:
            path = tmp_path / str(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("{}", encoding="utf-8")
    inputs, empty = inputs_of([f"{tmp_path}/2", "x.json", f"{tmp_path}/1"], [".json"], lambda: b"")
    assert empty == []
    assert [each.name for each in inputs] == [
        *(f"{tmp_path}/2/{name}" for name in sorted(names[2])),
        "x.json",
        *(f"{tmp_path}/1/{name}" for name in names[1]),
    ]
    assert len(inputs) == len(names[2]) + 1 + len(names[1])
