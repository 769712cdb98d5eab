"""What goes to a temporary file comes back as what stays in memory does."""

import pytest

import checker.inputs
from checker.inputs import NamesSeen, inputs_of

_NAMES = ["b.json", "a.json", "县/方案.json", "Z.yaml", "a", "\udcff.json", "𠀀.json", "\uffee.json", "-", "a.json"]


@pytest.mark.parametrize("few", [1, 3, 100])
def test_names_come_back_argument_by_argument(few):
    names = NamesSeen(few)
    rows = [(place % 3, name) for place, name in enumerate(_NAMES)]
    for argument, name in rows:
        names.add(argument, name)
    assert len(names) == len(_NAMES)
    for _ in range(2):
        assert list(names.by_argument()) == [name for _, name in sorted(rows)]


def test_a_large_folder_is_the_same_files_in_the_same_order(tmp_path, monkeypatch):
    monkeypatch.setattr(checker.inputs, "_AT_A_TIME", 4)
    monkeypatch.setattr(NamesSeen.__init__, "__defaults__", (5,))
    for number in range(30):
        folder = tmp_path / f"{number % 4}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:02}.json").write_text("{}", encoding="utf-8")
    inputs, empty = inputs_of([f"{tmp_path}/2", "x.json", f"{tmp_path}/1"], [".json"], lambda: b"")
    assert empty == []
    given = [f"{tmp_path}/2/{number:02}.json" for number in range(2, 30, 4)]
    given += ["x.json", *(f"{tmp_path}/1/{number:02}.json" for number in range(1, 30, 4))]
    assert [each.name for each in inputs] == given
    assert len(inputs) == len(given)
