"""Finds `rules/` and `schemas/`, and is the only module that knows where they are; what the project is, and where.

In the wheel they are installed beside these modules; in a checkout they stand in the folder above.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

HOME: Final = "https://plancheck.example"
"""The address of the project, from which its schemas and the pages about its rules have theirs."""

_HERE: Final = Path(__file__).resolve().parent


def program_version() -> str | None:
    """The version of plancheck that is installed; None where it is not."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("plancheck")
    except PackageNotFoundError:
        return None


def schema_bytes(name: str) -> bytes:
    """The published JSON Schema `name` ("plan", "rule-pack", …), as it is written.

    Raises `FileNotFoundError` for a name that no schema has: names are ours, never input.
    """
    return (_folder("schemas") / f"{name}.schema.json").read_bytes()


def schema_path(name: str, folder: Path) -> Path:
    """Where the JSON Schema of a document is: in the `folder` of its rule pack, or among the published ones."""
    own = folder / "schemas" / f"{name}.schema.json"
    return own if own.is_file() else _folder("schemas") / own.name


def read_schema(name: str, folder: Path) -> dict[str, Any]:
    """The JSON Schema of a document: `schemas/NAME.schema.json` in the `folder` of a rule pack, or a published one.

    Raises `FileNotFoundError` where there is none, `ValueError` for what is no JSON object.
    """
    schema = json.loads(schema_path(name, folder).read_bytes())
    if not isinstance(schema, dict):
        raise ValueError(type(schema).__name__)  # noqa: TRY004 - the file is wrong, not its type in Python
    return schema


def rules_folder() -> Path:
    """The folder that holds the installed rule packs, a folder each."""
    return _folder("rules")


def is_installed(folder: Path) -> bool:
    """Whether `folder` is part of the installed package, and so not for anybody to write in."""
    return folder.resolve().is_relative_to(_HERE)


def is_of_program(path: Path) -> bool:
    """Whether `path`, wherever it leads, is a part of plancheck: a module, an installed rule pack, a schema."""
    there = path.resolve()
    return any(there.is_relative_to(folder) for folder in (_HERE, _folder("rules"), _folder("schemas")))


def _folder(name: str) -> Path:
    return _folder_beside(_HERE, name)


@cache
def _folder_beside(here: Path, name: str) -> Path:
    """Looked for once: every document asks which pack is meant."""
    installed = here / name
    return installed if installed.is_dir() else here.parent / name
