"""ZIP archives, and those inside of them: opened only where they are whole, and read only as far as they say.

Those that are written have the same bytes for the same contents: no clock in them, and nothing of this machine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker.errors import UnreadableError
from checker.readers.files import read_file
from checker.readers.limits import MOST_BYTES, MOST_UNPACKED_BYTES, REFUSED
from checker.readers.package import UNUSABLE

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


_ENCRYPTED: Final = 1


def opened_archive(source: Path | bytes, inside: Sequence[int] = ()) -> ZipFile:
    """The archive in a file, or in its bytes; or the one inside of it at these places in the lists of contents.

    Raises `UnreadableError`.
    """
    try:
        # A file may be larger than what is read of it: most of an archive is never unpacked.
        archive = ZipFile(source if isinstance(source, Path) else BytesIO(source))
        for place in inside:
            archive = ZipFile(BytesIO(unpacked(archive, place, MOST_UNPACKED_BYTES)))
    except UNUSABLE:
        if isinstance(source, Path):
            # What is not there, or no file, is said as for any other.
            read_file(source)
        raise UnreadableError(REFUSED["archive-damaged"]) from None
    return archive


def unpacked(archive: ZipFile, place: int, most: int = MOST_BYTES + 1) -> bytes:
    """So many bytes of an entry at the most. Raises `UnreadableError`."""
    entry = archive.infolist()[place]
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableError(REFUSED["archive-protected"])
    try:
        with archive.open(entry) as stream:
            return stream.read(min(entry.file_size, most))
    except UNUSABLE:
        raise UnreadableError(REFUSED["archive-damaged"]) from None
