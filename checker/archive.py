"""ZIP files with the same bytes for the same contents: no clock in them, and nothing of this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can hold."""
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16

Change = Callable[[bytes], bytes]
"""What becomes of the content of a member."""


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    """The ZIP file of these members, names and contents, in their order, all of the same moment."""
    stream = BytesIO()
    with ZipFile(stream, "w") as new:
        for name, content in members:
            member = ZipInfo(name, _FIRST_MOMENT)
            member.compress_type = ZIP_DEFLATED
            member.create_system, member.external_attr = _UNIX, _READABLE
            new.writestr(member, content)
    return stream.getvalue()


def repacked(raw: bytes, changes: Mapping[str, Change] | None = None) -> bytes:
    """The ZIP file `raw` by `zipped`, some of its members (by name) changed."""
    with ZipFile(BytesIO(raw)) as old:
        changed = changes or {}
        return zipped((name, changed.get(name, bytes)(old.read(name))) for name in old.namelist())
