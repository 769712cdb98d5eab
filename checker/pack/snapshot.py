"""A rule pack read and checked beforehand: what a wheel carries beside its packs, so that a start costs no YAML.

A snapshot is made when the wheel is built and believed nowhere else. It names the files it was made of, with their
digest, and the schema of packs by which they were checked; one that does not fit what is installed is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.errors import UnreadableError
from checker.readers.files import read_file
from checker.resources import is_installed, schema_bytes, schema_path

SNAPSHOT: Final = "snapshot.json"


def digest_of(files: Mapping[str, Path]) -> str:
    """The SHA-256 digest over the names and the contents of `files`, in the order of their names.

    The same on every system: a line ends as it ends for YAML, whether a checkout wrote CR LF or LF. Raises
    `UnreadableError`.
    """
    digest = sha256(usedforsecurity=False)
    for name, path in sorted(files.items()):
        content = read_file(path).replace(b"\r\n", b"\n")
        digest.update(f"{name}\n{len(content)}\n".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()


def snapshot_of(files: Collection[str], digest: str, data: Mapping[str, Any]) -> bytes:
    """The snapshot of a pack read as `data` from the files of these names and this digest, and free of faults."""
    snapshot = {"files": sorted(files), "digest": digest, "schema": _schema(), "data": data}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def read_snapshot(folder: Path, files: Collection[str]) -> tuple[str, dict[str, Any]] | None:
    """The digest and the data of an installed pack from its snapshot; None where there is none that fits.

    `files` are the names of those that can be told without reading any.
    """
    if not is_installed(folder):
        return None
    try:
        snapshot = msgspec.json.decode(read_file(folder / SNAPSHOT))
        named = {name: _path_of(name, folder) for name in snapshot["files"]}
        fits = snapshot["schema"] == _schema() and set(files) <= named.keys() and digest_of(named) == snapshot["digest"]
        return (snapshot["digest"], snapshot["data"]) if fits else None
    except (UnreadableError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _path_of(name: str, folder: Path) -> Path:
    """Where a file of the pack is: schemas may be among the published ones."""
    group, _, last = name.rpartition("/")
    return schema_path(last.removesuffix(".schema.json"), folder) if group == "schemas" else folder / name


def _schema() -> str:
    return sha256(schema_bytes("rule-pack"), usedforsecurity=False).hexdigest()


def _plain(value: Any) -> Any:
    """A text of a table, which both languages make up."""
    return [value.en, value.zh]
