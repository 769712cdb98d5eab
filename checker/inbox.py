"""Everything that was sent: the files of folders and of ZIP archives, each with what it is before it is read.

Nothing that is found is dropped: what is no document is told as what it is. Links are never followed, and an archive is
entered only where it is small, in the clear and not too deep inside of others.
"""

import os
import re
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path, PurePath
from posixpath import normpath
from typing import Final
from zipfile import ZipFile, ZipInfo

from checker.archive import opened_archive, unpacked
from checker.errors import FileNature, UnreadableError
from checker.i18n import messages_of
from checker.inputs import Input, is_folder
from checker.readers import OLD_SUFFIXES, SUFFIXES
from checker.readers.files import is_foreign
from checker.readers.limits import MOST_UNPACKED_BYTES, MOST_UNPACKED_MEBIBYTES, REFUSED

ARCHIVE: Final = ".zip"
MOST_ENTRIES: Final = 1_000
MOST_ARCHIVES: Final = 3
"""An archive, one in it, and one in that."""

_LOCK: Final = "~$"
"""What office programs put before the name of a file that is open, for a file beside it that is no document."""
_SYSTEM: Final = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini"))
_OF_A_MAC: Final = "__MACOSX"
_HISTORY: Final = frozenset((".git", ".hg", ".svn"))
"""Folders in which programs keep the history of a folder: these are no files that anybody sent."""
_MAILS: Final = (".eml", ".msg")
_LINES: Final = (".ndjson", ".jsonl")
_BEGINNING: Final = 4096
_FIRST_MEMBER: Final = re.compile(r"\ufeff?(?:\s|#[^\n]*\n|---[^\n]*\n|[{\[])*[\"']?([A-Za-z_$][\w$-]*)[\"']?\s*:")
_ENCRYPTED: Final = 1
_IN_UTF_8: Final = 0x800
_UNIX_MODE: Final = 16
_OFFICE_FILE: Final = "[content_types].xml"

_WHAT: Final = {name: message for name, (message,) in messages_of("found-files").items()}
"""What a file is that is no document, by a name for each."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that was found: read as `given`; or else what it is (`what`), or why it cannot be read (`fault`).

    An archive that is not entered has both: it can be read again to tell that it is the same.

    `is_named` is whether it was itself named, rather than found in a folder or an archive; `target` is the name of the
    file that a link leads to.
    """

    name: str
    given: Input | None = None
    what: str | None = None
    fault: UnreadableError | None = None
    is_named: bool = False
    target: str | None = None


def files_found(given: Sequence[Input | str], members: Collection[str]) -> Iterator[FoundFile]:
    """Every file in the folders, archives and files that were named, each once.

    A text is a path. `members` are the names that documents begin with, by which a text is known as one whatever its
    file is called.
    """
    seen: set[str] = set()
    for each in given:
        for found in _Search(frozenset(members)).files_of(each):
            if found.name not in seen:
                seen.add(found.name)
                yield found


@dataclass(slots=True)
class _Search:
    """What is found in one folder, archive or file; `room` are the bytes that may still be unpacked."""

    members: frozenset[str]
    room: int = field(default=MOST_UNPACKED_BYTES)

    def files_of(self, given: Input | str) -> Iterator[FoundFile]:
        if isinstance(given, str) and is_folder(given):
            yield from self._in_folder(given)
            return
        named = _on_disk(Path(given)) if isinstance(given, str) else given
        if PurePath(named.name).suffix.lower() == ARCHIVE:
            yield from self._in_archive(named, 1)
        else:
            yield FoundFile(named.name, named, is_named=True)

    def _in_folder(self, folder: str) -> Iterator[FoundFile]:
        start, root = Path(folder), Path(folder).resolve()
        unlisted: list[str] = []
        for here, folders, files in os.walk(start, onerror=lambda error: unlisted.append(str(error.filename))):
            links = [each for each in folders if Path(here, each).is_symlink()]
            folders[:] = sorted(each for each in folders if each not in _HISTORY)
            for last in sorted((*files, *links)):
                yield from self._in_place(Path(here, last), start, root)
        for name in unlisted:
            yield FoundFile(_on_disk(Path(name)).name, fault=UnreadableError(REFUSED["folder-unlisted"]))

    def _in_place(self, path: Path, start: Path, root: Path) -> Iterator[FoundFile]:
        given = _on_disk(path)
        name = given.name
        what = _by_name(path.relative_to(start))
        try:
            if path.is_symlink():
                yield _link(path, start, root)
            elif not stat.S_ISREG(path.lstat().st_mode):
                yield FoundFile(name, what=_WHAT["no-file"])
            elif what is not None:
                yield FoundFile(name, what=what)
            elif path.suffix.lower() == ARCHIVE:
                self.room = MOST_UNPACKED_BYTES
                yield from self._in_archive(given, 1)
            elif path.suffix.lower() in (*SUFFIXES, *OLD_SUFFIXES):
                yield FoundFile(name, given)
            else:
                with path.open("rb") as file:
                    yield self._by_content(given, file.read(_BEGINNING))
        except OSError:
            # Why it cannot be read is said when it is.
            yield FoundFile(name, given)

    def _in_archive(self, given: Input, depth: int) -> Iterator[FoundFile]:
        """The entries of an archive; or the archive itself, where it is not entered."""
        try:
            with opened_archive(given.source, given.places) as archive:
                entries = archive.infolist()
                self._require_small(entries, depth)
                named = sorted((_name_of(entry), place) for place, entry in enumerate(entries) if not entry.is_dir())
                if not named:
                    raise UnreadableError(REFUSED["archive-empty"]).of(FileNature.EMPTY)
                for name, place in _told_apart(named):
                    yield from self._in_entry(given.inside(place, f"{given.name}/{name}"), name, archive, depth)
        except UnreadableError as error:
            with suppress(UnreadableError):
                error.sha256 = given.digest()
            yield FoundFile(given.name, given, fault=error)

    def _require_small(self, entries: Sequence[ZipInfo], depth: int) -> None:
        if depth > MOST_ARCHIVES:
            raise UnreadableError(REFUSED["archive-too-deep"], limit=MOST_ARCHIVES)
        if len(entries) > MOST_ENTRIES:
            raise UnreadableError(REFUSED["archive-too-many"], limit=MOST_ENTRIES)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise UnreadableError(REFUSED["archive-protected"])
        if any(_name_of(entry).lower() == _OFFICE_FILE for entry in entries):
            raise UnreadableError(REFUSED["archive-misnamed"])
        self.room -= sum(entry.file_size for entry in entries)
        if self.room < 0:
            raise UnreadableError(REFUSED["archive-too-large"], limit=MOST_UNPACKED_MEBIBYTES)

    def _in_entry(self, given: Input, name: str, archive: ZipFile, depth: int) -> Iterator[FoundFile]:
        suffix, what, place = PurePath(name).suffix.lower(), _by_name(PurePath(name)), given.places[-1]
        if stat.S_ISLNK(archive.infolist()[place].external_attr >> _UNIX_MODE):
            target = unpacked(archive, place, _BEGINNING).decode("utf-8", "replace")
            yield FoundFile(given.name, what=_WHAT["link"], target=normpath(f"{given.name}/../{target}"))
        elif what is not None:
            yield FoundFile(given.name, what=what)
        elif suffix == ARCHIVE:
            yield from self._in_archive(given, depth + 1)
        elif suffix in (*SUFFIXES, *OLD_SUFFIXES):
            yield FoundFile(given.name, given)
        else:
            yield self._by_content(given, unpacked(archive, place, _BEGINNING))

    def _by_content(self, given: Input, beginning: bytes) -> FoundFile:
        """What a file is whose name does not tell, by what it begins with."""
        if is_foreign(beginning):
            return FoundFile(given.name, given)
        text = "" if b"\0" in beginning else beginning.decode("utf-8", "replace")
        first = _FIRST_MEMBER.match(text)
        if first is not None and first[1] in self.members:
            return FoundFile(given.name, given)
        return FoundFile(given.name, what=_WHAT["text"] if text.strip() else _WHAT["unknown"])


def _link(path: Path, start: Path, root: Path) -> FoundFile:
    name, target = _on_disk(path).name, Path(os.path.realpath(path))
    if not target.is_relative_to(root) or not target.exists():
        return FoundFile(name, what=_WHAT["link-out"])
    if target.is_dir():
        return FoundFile(name, what=_WHAT["link-to-folder"])
    return FoundFile(name, what=_WHAT["link"], target=_on_disk(start / target.relative_to(root)).name)


def _on_disk(path: Path) -> Input:
    """A file on disk, under the name that a person reads there."""
    return Input(readable(path.as_posix()), path=path.as_posix())


def _by_name(path: PurePath) -> str | None:
    """What a file is by its name alone, from where the search began; None where that does not tell."""
    if path.name.startswith(_LOCK):
        return _WHAT["lock"]
    if path.name.lower() in _SYSTEM or _OF_A_MAC in path.parts:
        return _WHAT["system"]
    if any(part.startswith(".") for part in path.parts):
        return _WHAT["hidden"]
    suffix = path.suffix.lower()
    return _WHAT["mail"] if suffix in _MAILS else _WHAT["lines"] if suffix in _LINES else None


def _told_apart(named: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """The entries of an archive, in which several may have one name, each with a name of its own."""
    times: Counter[str] = Counter()
    for name, place in named:
        times[name] += 1
        stem, dot, suffix = name.rpartition(".")
        yield (name if times[name] == 1 else f"{stem} ({times[name]}){dot}{suffix}"), place


def _name_of(entry: ZipInfo) -> str:
    """The name of an entry, whatever it was packed with: programs in China write it in GBK and do not say so."""
    name = entry.filename
    if not entry.flag_bits & _IN_UTF_8:
        name = _decoded(name, "cp437", "replace")
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))


def readable(path: str) -> str:
    """A path, its parts decoded of which the system knows the bytes alone; numbered where another file is called so."""
    read: list[str] = []
    for part in (parts := path.split("/")):
        name = part if part.isprintable() else _decoded(part, "utf-8", "surrogateescape")
        stem, dot, suffix = name.rpartition(".")
        tried = chain((name,), (f"{stem} ({number}){dot}{suffix}" for number in count(2)))
        here = parts[: len(read)]
        read.append(next(each for each in tried if each == part or not os.path.lexists("/".join([*here, each]))))
    return "/".join(read)


def _decoded(name: str, as_read: str, errors: str) -> str:
    """A name whose bytes were read as `as_read`: as they were meant."""
    for encoding in ("utf-8", "gbk"):
        with suppress(UnicodeError):
            return name.encode(as_read, errors).decode(encoding)
    return name
