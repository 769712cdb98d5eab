"""A ZIP file whose members can be replaced, added and taken out; every other member stays, byte for byte."""

from __future__ import annotations

from copy import copy
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker.marking.refusal import NotMarkableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can hold: what is new in it says nothing of the clock."""

_MOST_BYTES: Final = 64 * 1024 * 1024
"""What is read of a file, unpacked: more would be a trap and no workbook."""

_MOST_MEMBERS: Final = 20_000
_ENCRYPTED: Final = 1


class Archive:
    """The members of one ZIP file by name, as they were and as they are to be.

    Members are packed anew only where they were changed; the others are copied as they are packed, so that neither
    their number nor what they would unpack to costs anything.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._old = ZipFile(BytesIO(raw))
        self._infos = self._old.infolist()
        if len(self._infos) > _MOST_MEMBERS:
            raise NotMarkableError
        self._by_key = {_key(info.filename): info for info in self._infos}
        offsets = {info.header_offset for info in self._infos}
        if not len(self._by_key) == len(offsets) == len(self._infos):
            # Two members of one name, or in one place: programs would not agree on what the file holds.
            raise NotMarkableError
        self._changed: dict[str, bytes | None] = {}
        self._added: dict[str, str] = {}
        self._read: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        key = _key(name)
        if key in self._changed:
            return self._changed[key] is not None
        return key in self._by_key

    def names(self) -> Iterator[str]:
        """The names of the members, with forward slashes."""
        for name in (*(info.filename for info in self._infos), *self._added.values()):
            if name in self:
                yield name.replace("\\", "/").lstrip("/")

    def read(self, name: str) -> bytes:
        """What the member holds now. Raises `NotMarkableError` where there is none, or too much."""
        key = _key(name)
        changed = self._changed.get(key)
        if changed is not None:
            return changed
        info = self._by_key.get(key)
        if info is None or name not in self or info.flag_bits & _ENCRYPTED:
            raise NotMarkableError
        self._read[key] = info.file_size
        if sum(self._read.values()) > _MOST_BYTES:
            raise NotMarkableError
        return self._old.read(info)

    def write(self, name: str, content: bytes) -> None:
        """Let the member hold `content`; a new one comes last."""
        key = _key(name)
        self._changed[key] = content
        if key not in self._by_key:
            self._added.setdefault(key, name)

    def remove(self, name: str) -> None:
        """Take the member out."""
        self._changed[_key(name)] = None

    def to_bytes(self) -> bytes:
        """The file as it is to be."""
        stream = BytesIO()
        ends = self._ends()
        with ZipFile(stream, "w") as new:
            new.comment = self._old.comment
            for info in self._infos:
                key = _key(info.filename)
                if key not in self._changed:
                    _copy(new, stream, copy(info), self._raw[info.header_offset : ends[info.header_offset]])
                elif (content := self._changed[key]) is not None:
                    new.writestr(_like(info), content)
            for key, name in self._added.items():
                if (content := self._changed[key]) is not None:
                    fresh = ZipInfo(name, _FIRST_MOMENT)
                    fresh.compress_type = ZIP_DEFLATED
                    new.writestr(fresh, content)
        return stream.getvalue()

    def _ends(self) -> dict[int, int]:
        """Where each member starts -> where the next one does, or the directory."""
        starts = sorted(info.header_offset for info in self._infos)
        return dict(pairwise([*starts, self._old.start_dir]))


def _key(name: str) -> str:
    """Names of parts are the same whatever their case; some programs write them with the slashes of Windows."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _like(info: ZipInfo) -> ZipInfo:
    """The heading of a member that replaces the one of `info`."""
    new = ZipInfo(info.filename, info.date_time)
    new.compress_type = info.compress_type
    new.create_system = info.create_system
    new.external_attr = info.external_attr
    return new


def _copy(new: ZipFile, stream: BytesIO, info: ZipInfo, packed: bytes) -> None:
    """Add the member as it is `packed`, its heading included; packing it again would not give the same bytes."""
    stream.seek(new.start_dir)
    info.header_offset = stream.tell()
    stream.write(packed)
    new.filelist.append(info)
    new.NameToInfo[info.filename] = info
    new.start_dir = stream.tell()
