"""The rule pack that docs/rule-packs.md writes from nothing, as files to break, and plancheck run on it.

Whatever it prints as JSON, in any of the tests here, has to keep to the schema of its format.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.__main__ import main
from checker.pack import loading

from ..schema.outputs import read  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Callable

DOCS = Path(__file__).resolve().parents[2] / "docs"
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PLANCHECK_DEBUG", "COLUMNS")


@dataclass
class Run:
    status: int
    out: str
    err: str


@dataclass
class Toy:
    """A rule pack in a folder of its own; `rule` is the folder of its one rule."""

    folder: Path

    @property
    def rule(self) -> Path:
        return self.folder / "1" / "too-many-measures"

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which has to be there, in a file below the folder."""
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def files_in(page: Path) -> dict[str, str]:
    """The files that a page shows whole: name -> text."""
    shown = re.findall(r"^```yaml\n# (\S+/\S+\.yaml)\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return dict(shown)


def write_files(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    write_files(files_in(DOCS / "rule-packs.md"), tmp_path)
    return Toy(tmp_path / "toy-2014")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Run]:
    """`run("rules", "lint", "toy-2014")`: plancheck in this process, in the folder above the toy pack."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*args: object) -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        # A process reads a rule pack once, and here it changes between one command and the next.
        loading._load_folder.cache_clear()
        status = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        if "json" in args and out:
            read(out)
        return Run(int(status), out, err)

    return run
