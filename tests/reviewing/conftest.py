from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from checker import load_pack
from checker.cases import read_base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def send(inbox: Path) -> Callable[..., Path]:
    """Writes the plan of an office into the inbox: the base plan with members changed."""
    base = read_base(load_pack("sipo-2012-113"))

    def write(name: str, office: str = "CN-HB", **changed: Any) -> Path:
        version = changed.pop("version", 1)
        plan = {**base, "office": office, "submission": {**base["submission"], "version": version}, **changed}
        path = inbox / name
        path.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
        return path

    return write
