"""What is to be checked: the files that were named, and the plan files in the folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Final

import msgspec

from checker.i18n import N_
from checker.readers.files import read_file
from checker.readers.limits import MOST_BYTES

STANDARD_INPUT: Final = "-"
_LOCK: Final = "~$"
"""What office programs put before the name of a file that is open, for a file beside it that is no document."""


class Input(msgspec.Struct, frozen=True, eq=False):
    """One input: the file of that name, or `content`, where it came from standard input or was read already.

    `path` is where it is, if not where its name says: what is in an archive has the archive's path, or content, and its
    place there, and in each archive around it.
    """

    name: str
    content: bytes | None = None
    path: str | None = None
    places: tuple[int, ...] = ()

    @property
    def source(self) -> Path | bytes:
        """What is to be read; the archive, of what is in one."""
        return Path(self.path or self.name) if self.content is None else self.content

    def read(self) -> bytes:
        """The bytes, or one more than the limit where there are more. Raises `UnreadableError`."""
        if self.places:
            from checker.archive import opened_archive, unpacked

            *around, place = self.places
            with opened_archive(self.source, around) as archive:
                return unpacked(archive, place)
        return read_file(self.source) if isinstance(self.source, Path) else self.source

    def digest(self) -> str | None:
        """The digest by which a report names these bytes; None where there are more than are read.

        Raises `UnreadableError`.
        """
        raw = self.read()
        return None if len(raw) > MOST_BYTES else sha256(raw, usedforsecurity=False).hexdigest()

    def inside(self, place: int, name: str) -> Input:
        """The entry of this archive at a place of its list of contents, under a name."""
        return Input(name, self.content, self.path or self.name, (*self.places, place))


def inputs_of(
    given: Sequence[str], suffixes: Collection[str], standard_input: Callable[[], bytes]
) -> tuple[list[Input], list[str]]:
    """The inputs in order, folders replaced by the files in them, and the folders that have none.

    A folder means the files below it whose suffix is one of `suffixes`, sorted by name; hidden ones, those that office
    programs leave beside an open file, and links that lead out of the folder are left out. `standard_input` is read
    where `-` is among those given.
    """
    inputs: list[Input] = []
    empty: list[str] = []
    for name in given:
        if name == STANDARD_INPUT:
            inputs.append(Input(name, standard_input()))
        elif is_folder(name):
            below = sorted(_joined(name, relative) for relative in _relative_names(name, suffixes))
            inputs += map(Input, below)
            empty += [] if below else [name]
        else:
            inputs.append(Input(name))
    return inputs, empty


def is_folder(name: str) -> bool:
    """Whether an input as given stands for several. A name that the system refuses does not."""
    return name != STANDARD_INPUT and os.path.isdir(name)  # noqa: PTH112 - Path.is_dir raises where a name is too long


def left_out_of(folder: str, inputs: Iterable[Input]) -> Iterator[tuple[str, str]]:
    """The files below `folder` that are none of `inputs`, sorted, each with the reason, which is a message."""
    taken = {each.name for each in inputs}
    for here, folders, files in os.walk(folder):
        folders.sort()
        below = Path(here).relative_to(folder).as_posix()
        for name in sorted(files):
            path = _joined(folder, name if below == "." else f"{below}/{name}")
            if path not in taken:
                is_hidden = any(part.startswith(".") for part in Path(below, name).parts)
                yield path, _reason(name, is_hidden=is_hidden, is_link=Path(here, name).is_symlink())


def common_folder(names: Iterable[str]) -> str:
    """The folder that all of these files are in, with its slash; empty where they share none."""
    folders = [name.split("/")[:-1] for name in names]
    shared = takewhile(lambda steps: len(set(steps)) == 1, zip(*folders, strict=False))
    return "".join(f"{steps[0]}/" for steps in shared)


def _reason(name: str, *, is_hidden: bool, is_link: bool) -> str:
    if name.startswith(_LOCK):
        return N_("left by an office program beside an open file")
    if is_hidden:
        return N_("hidden")
    return N_("a link out of the folder") if is_link else N_("no plan file, by its suffix")


def _joined(folder: str, relative: str) -> str:
    return folder + relative if folder.endswith(("/", os.sep)) else f"{folder}/{relative}"


def _relative_names(folder: str, suffixes: Collection[str]) -> Iterator[str]:
    """The names of the plan files below `folder`, relative to it, with forward slashes; unsorted.

    A folder that cannot be listed comes out as itself: it is an input that could not be read. Links to folders are not
    followed, so no file is found twice and no circle is walked.
    """
    root = Path(folder).resolve()
    unlisted: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [each for each in folders if not each.startswith((".", _LOCK))]
        for path in map(Path(here).joinpath, files):
            is_meant = path.suffix.lower() in suffixes and not path.name.startswith((".", _LOCK))
            if is_meant and _is_plan_file(path, root):
                yield path.relative_to(folder).as_posix()
    yield from (path.relative_to(folder).as_posix() for path in unlisted)


def _is_plan_file(path: Path, root: Path) -> bool:
    """Whether it is a file, or a link that stays below `root` (a broken one is an input that cannot be read)."""
    target = Path(os.path.realpath(path))
    try:
        return target.is_relative_to(root) and (path.is_file() or (path.is_symlink() and not target.exists()))
    except OSError:
        # It leads to what may not be looked at: that cannot be read either.
        return True
