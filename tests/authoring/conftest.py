"""A rule pack of a circular that never was, as files to break, and plancheck run on it.

Whatever it prints as JSON, in any of the tests here, has to keep to the schema of its format.
"""

from __future__ import annotations

import io
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.__main__ import main

from ..schema.outputs import read  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Callable

TOY = Path(__file__).with_name("toy-2014")
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


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(shutil.copytree(TOY, tmp_path / TOY.name))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Run]:
    """`run("rules", "lint", "toy-2014")`: plancheck in this process, in the folder above the toy pack."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*args: object) -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        status = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        if "json" in args and out:
            read(out)
        return Run(int(status), out, err)

    return run
