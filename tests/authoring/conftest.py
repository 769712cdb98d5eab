"""A rule pack of a circular that never was, as files to break, and plancheck run on it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

TOY = Path(__file__).with_name("toy-2014")
RULE = "1/too-many-measures/rule.yaml"
CASES = "1/too-many-measures/cases.yaml"


@dataclass
class Toy:
    """A rule pack in a folder of its own."""

    folder: Path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which has to be there, in a file below the folder."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def everything(self) -> dict[str, bytes]:
        """What there is in it: file -> bytes."""
        return {str(path): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}


@pytest.fixture
def toy(tmp_path):
    return Toy(shutil.copytree(TOY, tmp_path / TOY.name))


@pytest.fixture
def run(run, monkeypatch, tmp_path):
    """`run("rules", "lint", "toy-2014")`: plancheck in the folder above the toy pack."""
    monkeypatch.chdir(tmp_path)
    return run
