"""plancheck in a process of its own, and a rule pack to be changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

import checker
from checker.resources import rules_folder

from ..commands import VARIABLES  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def start() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`start("check", path, env={…})`: plancheck in a process of its own, with bytes in and out."""

    def start(*args: object, env: dict[str, str] | None = None, **settings: Any) -> subprocess.CompletedProcess[bytes]:
        plain = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        home = {"PYTHONPATH": str(Path(checker.__file__).parent.parent), "LC_ALL": "C.UTF-8"}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **settings}
        command = [sys.executable, "-m", "checker", *map(str, args)]
        return subprocess.run(command, env={**plain, **home, **(env or {})}, check=False, **streams)

    return start


@pytest.fixture(scope="session")
def pack_folder() -> Path:
    return rules_folder() / "sipo-2012-113"


@pytest.fixture
def own_pack(pack_folder: Path, tmp_path: Path) -> Path:
    """A copy of the rule pack to be changed, beside the tables that packs share."""
    copytree(rules_folder() / "common", tmp_path / "common")
    return copytree(pack_folder, tmp_path / pack_folder.name)
