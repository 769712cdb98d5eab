"""A list of the rows that no document has is of a table, and by a member that the kind of fact has as well."""

import shutil
from pathlib import Path

import pytest

from checker import load_pack
from checker.errors import PackError

SOUND = "left: {of: item, member: number, where: {size: large}, not_in: entry,"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (SOUND.replace("not_in: entry", "not_in: nothing"), "No kind of fact is called “nothing” here."),
        (SOUND.replace("not_in: entry", "not_in: person"), "No kind of fact is called “person” here."),
        (SOUND.replace("member: number", "member: size").replace("entry", "tag"), "“tag” has no member “size”;"),
        (SOUND.replace("of: item", "of: entry"), "Only the rows of a table can be listed that are `not_in`"),
    ],
    ids=["no-kind", "a-table", "no-such-member", "of-no-table"],
)
def test_what_is_not_in_a_kind_of_fact_has_to_fit(written, said, tmp_path):
    folder = tmp_path / "every-way"
    shutil.copytree(Path(__file__).parents[1] / "facts" / "every-way", folder)
    path = folder / "documents" / "report.yaml"
    text = path.read_text(encoding="utf-8")
    assert SOUND in text
    path.write_text(text.replace(SOUND, written), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    (fault,) = caught.value.faults
    assert fault.file == str(path)
    assert text.splitlines()[(fault.line or 0) - 1].strip().startswith("left:")
    assert said in fault.message("en")
