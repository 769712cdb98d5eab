"""A rule pack read and checked beforehand: what a wheel carries beside the pack, so that a start costs no YAML.

A snapshot holds the digest of the files it was made of. One that does not fit them is as good as none: the pack is
then read and checked from its files, as in a checkout.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SNAPSHOT: Final = "snapshot.json"


def digest_of(folder: Path, files: Iterable[Path]) -> str:
    """The SHA-256 digest over the names (below `folder`) and the contents of `files`. Raises `OSError`."""
    digest = sha256(usedforsecurity=False)
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def snapshot_of(folder: Path, files: Iterable[Path], data: Mapping[str, Any]) -> bytes:
    """The snapshot of a pack that has been read from `files` as `data` and found free of faults."""
    snapshot = {"digest": digest_of(folder, files), "data": data}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")).encode()


def read_snapshot(folder: Path, files: Iterable[Path]) -> dict[str, Any] | None:
    """The pack's data from its snapshot; None where there is none, or it is not of these files."""
    try:
        snapshot = json.loads((folder / SNAPSHOT).read_bytes())
        fits = snapshot["digest"] == digest_of(folder, files)
        data: dict[str, Any] = snapshot["data"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return data if fits else None
