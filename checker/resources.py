"""Finds `rules/` and `schemas/`, and is the only module that knows where they are.

In the wheel they are installed beside these modules; in a checkout they stand in the folder above.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).resolve().parent


def schema_bytes(name: str) -> bytes:
    """The published JSON Schema `name` ("plan", "rule-pack", …), as it is written.

    Raises `FileNotFoundError` for a name that no schema has: names are ours, never input.
    """
    return (_folder("schemas") / f"{name}.schema.json").read_bytes()


def rules_folder() -> Path:
    """The folder that holds the installed rule packs, a folder each."""
    return _folder("rules")


def is_installed(folder: Path) -> bool:
    """Whether `folder` is part of the installed package, and so not for anybody to write in."""
    return folder.resolve().is_relative_to(_HERE)


def _folder(name: str) -> Path:
    installed = _HERE / name
    return installed if installed.is_dir() else _HERE.parent / name
