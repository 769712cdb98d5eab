"""The command line, run in this process or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest

import checker
from checker.__main__ import main
from checker.cases import read_base
from checker.pack.loading import load_pack
from checker.resources import rules_folder

if TYPE_CHECKING:
    from collections.abc import Callable

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "PLANCHECK_DEBUG", "COLUMNS", "PYTHONIOENCODING")


@dataclass
class Run:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """`run("check", path, stdin=b"…")`: plancheck in this process."""

    def run(*args: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Run(int(status), out, err)

    return run


@pytest.fixture
def start() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """`start("check", path, env={…})`: plancheck in a process of its own, with bytes in and out."""

    def start(*args: object, env: dict[str, str] | None = None, **settings: Any) -> subprocess.CompletedProcess[bytes]:
        home = {"PYTHONPATH": str(Path(checker.__file__).parent.parent), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [sys.executable, "-m", "checker", *map(str, args)],
            env={**os.environ, **home, **(env or {})},
            capture_output=True,
            timeout=60,
            check=False,
            **settings,
        )

    return start


@pytest.fixture(scope="session")
def pack_folder() -> Path:
    return rules_folder() / "sipo-2012-113"


@pytest.fixture
def own_pack(pack_folder: Path, tmp_path: Path) -> Path:
    """A copy of the rule pack to be changed, beside the tables that packs share."""
    copytree(rules_folder() / "common", tmp_path / "common")
    return copytree(pack_folder, tmp_path / pack_folder.name)


@pytest.fixture(scope="session")
def conforming(pack_folder: Path) -> dict[str, Any]:
    """A plan that keeps every rule."""
    plan = deepcopy(read_base(load_pack(pack_folder)))
    entries = {entry["number"]: entry for entry in plan["measures"]}
    # Without a request, there would be a hint that one may be needed.
    entries[16]["sipo_support"] = entries[26]["sipo_support"]
    return plan


@pytest.fixture
def write(tmp_path: Path, conforming: dict[str, Any]) -> Callable[..., Path]:
    """`write("a.json", plan_year=2012)`: a conforming plan with other members, as a file."""

    def write(name: str, **members: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**conforming, **members}, ensure_ascii=False), encoding="utf-8")
        return path

    return write
