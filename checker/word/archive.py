"""A ZIP file again, with the same bytes for the same contents: no clock in it, and nothing of this machine."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP file can hold."""
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


def repacked(raw: bytes, replaced: Mapping[str, bytes]) -> bytes:
    """The ZIP file `raw` with some of its members `replaced`, all in the same order and of the same moment."""
    stream = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(stream, "w") as new:
        for name in old.namelist():
            member = ZipInfo(name, _FIRST_MOMENT)
            member.compress_type = ZIP_DEFLATED
            member.create_system, member.external_attr = _UNIX, _READABLE
            new.writestr(member, replaced.get(name, old.read(name)))
    return stream.getvalue()
