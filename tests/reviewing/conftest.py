from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

DECIDED = {"reason": "as agreed", "by": "Wang", "date": "2013-01-10"}
"""What stands in every decision of these tests."""


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def send(write, conforming, inbox):
    """`send("a.json", "CN-HN", version=2)`: writes the plan of an office into the inbox."""

    def send(name: str, office: str = "CN-HB", *, version: int = 1, **changed: Any) -> Path:
        submission = {**conforming["submission"], "version": version}
        return write(f"{inbox.name}/{name}", **{"office": office, "submission": submission, **changed})

    return send
