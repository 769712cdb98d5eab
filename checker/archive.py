"""A ZIP file again, with the same bytes for the same contents: no clock in it, and nothing of this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can hold."""
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16

Change = Callable[[bytes], bytes]
"""What becomes of the content of a member."""


def repacked(raw: bytes, changes: Mapping[str, Change] | None = None) -> bytes:
    """The ZIP file `raw`: its members in the same order, all of the same moment, some of them (by name) changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _FIRST_MOMENT)
            member.compress_type = ZIP_DEFLATED
            member.create_system, member.external_attr = _UNIX, _READABLE
            content = old.read(name)
            new.writestr(member, content if changes is None or name not in changes else changes[name](content))
    return stream.getvalue()
