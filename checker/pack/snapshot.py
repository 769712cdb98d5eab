"""A rule pack read and checked beforehand: what a wheel carries beside the pack, so that a start costs no YAML.

A snapshot holds the digest of the files it was made of. One that does not fit them is as good as none: the pack is
then read and checked from its files, as in a checkout. The same digest stands in every report, so that it says by which
rules it was made, whatever version they called themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from checker.errors import UnreadableError
from checker.readers.files import read_file

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


def snapshot_of(digest: str, data: Mapping[str, Any]) -> bytes:
    """The snapshot of a pack that has been read as `data` from files of that digest and found free of faults."""
    snapshot = {"digest": digest, "data": data}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")).encode()


def read_snapshot(folder: Path, digest: str) -> dict[str, Any] | None:
    """The pack's data from its snapshot; None where there is none, or it is not of files of that digest."""
    try:
        snapshot = json.loads(read_file(folder / SNAPSHOT))
        fits = snapshot["digest"] == digest
        data: dict[str, Any] = snapshot["data"]
    except (UnreadableError, ValueError, KeyError, TypeError):
        return None
    return data if fits else None
