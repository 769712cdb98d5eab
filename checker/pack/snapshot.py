"""A rule pack read and checked beforehand: what a wheel carries beside its packs, so that a start costs no YAML.

A snapshot is made when the wheel is built and believed nowhere else: it stands among the modules of plancheck, and is
code as they are. It names the files it was made of, with their digest, and the schema of packs by which they were
checked; one that does not fit what is installed is as good as none.
"""

import os
import pickle
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.errors import UnreadableError
from checker.pack.file_names import BASE, CASES, TRACEABILITY
from checker.pack.model import Pack
from checker.readers.files import read_file
from checker.resources import is_installed, schema_bytes, schema_path

SNAPSHOT: Final = "snapshot.pickle"


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


class _MadeOf(msgspec.Struct, frozen=True):
    """What a snapshot was made of: its first line, in JSON."""

    files: tuple[str, ...]
    digest: str
    schema: str


def snapshot_of(pack: Pack, files: Collection[str]) -> bytes:
    """The snapshot of a pack that was read from the files of these names, and is free of faults."""
    content = BytesIO()
    content.write(msgspec.json.encode(_MadeOf(tuple(sorted(files)), pack.digest, _schema())) + b"\n")
    _Pickler(content, pack.folder).dump(pack)
    return content.getvalue()


def read_snapshot(folder: Path) -> Pack | None:
    """An installed pack from its snapshot; None where there is none that fits."""
    if not is_installed(folder):
        return None
    try:
        content = BytesIO(read_file(folder / SNAPSHOT))
        made_of = msgspec.json.decode(content.readline(), type=_MadeOf)
        named = {name: _path_of(name, folder) for name in made_of.files}
        if made_of.schema != _schema() or not set(_declared_in(folder)) <= named.keys():
            return None
        if digest_of(named) != made_of.digest:
            return None
    except (UnreadableError, msgspec.DecodeError):
        return None
    pack: Pack = _Unpickler(content, folder).load()
    return pack


class _Pickler(pickle.Pickler):
    """Keeps what is in the folder of the pack by where it is there."""

    def __init__(self, file: BytesIO, folder: Path) -> None:
        super().__init__(file, protocol=5)
        self._folder = folder

    def persistent_id(self, obj: Any) -> str | None:
        return obj.relative_to(self._folder).as_posix() if isinstance(obj, Path) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BytesIO, folder: Path) -> None:
        super().__init__(file)
        self._folder = folder

    def persistent_load(self, pid: str) -> Path:
        return self._folder / pid


def _declared_in(folder: Path) -> Iterator[str]:
    """The names of the files in which a pack declares something, those in its folder."""
    for parent, _, files in os.walk(folder):
        for file in files:
            if file.endswith((".yaml", ".yml")) and file not in (CASES, TRACEABILITY) and not file.endswith(BASE):
                yield f"{parent}/{file}".removeprefix(f"{folder}/").replace(os.sep, "/")


def _path_of(name: str, folder: Path) -> Path:
    """Where a file of the pack is: schemas may be among the published ones."""
    group, _, last = name.rpartition("/")
    return schema_path(last.removesuffix(".schema.json"), folder) if group == "schemas" else folder / name


def _schema() -> str:
    return sha256(schema_bytes("rule-pack"), usedforsecurity=False).hexdigest()
