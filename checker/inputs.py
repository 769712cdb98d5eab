"""What is to be checked: the files that were named, and the plan files in the folders."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

STANDARD_INPUT: Final = "-"
_LOCK: Final = "~$"
"""What office programs put before the name of a file that is open, for a file beside it that is no document."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input: the file of that name, or `content`, where it came from standard input."""

    name: str
    content: bytes | None = None

    @property
    def source(self) -> Path | bytes:
        """What is to be read."""
        return Path(self.name) if self.content is None else self.content


class Inputs(Sequence[Input]):
    """Inputs in order; only their names are kept, and what standard input held."""

    def __init__(self, names: list[str], content: bytes | None) -> None:
        self._names = names
        self._content = content

    def by_name(self) -> Inputs:
        """The same inputs, sorted: what is made of them together does not depend on how they were named."""
        return Inputs(sorted(self._names), self._content)

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, place: int) -> Input: ...

    @overload
    def __getitem__(self, place: slice) -> Inputs: ...

    def __getitem__(self, place: int | slice) -> Input | Inputs:
        if isinstance(place, slice):
            return Inputs(self._names[place], self._content)
        name = self._names[place]
        return Input(name, self._content if name == STANDARD_INPUT else None)


def inputs_of(
    given: Sequence[str], suffixes: Collection[str], standard_input: Callable[[], bytes]
) -> tuple[Inputs, list[str]]:
    """The inputs in order, folders replaced by the files in them, and the folders that have none.

    A folder means the files below it whose suffix is one of `suffixes`, sorted by name; hidden ones, those that office
    programs leave beside an open file, and links that lead out of the folder are left out. `standard_input` is read
    where `-` is among those given.
    """
    names: list[str] = []
    content: bytes | None = None
    empty: list[str] = []
    for name in given:
        if name == STANDARD_INPUT:
            content = standard_input()
            names.append(name)
        elif not Path(name).is_dir():
            names.append(name)
        else:
            inside = sorted(_relative_names(name, suffixes))
            names += (_joined(name, relative) for relative in inside)
            if not inside:
                empty.append(name)
    return Inputs(names, content), empty


def is_folder(name: str) -> bool:
    """Whether an input as given stands for several."""
    return name != STANDARD_INPUT and Path(name).is_dir()


def _joined(folder: str, relative: str) -> str:
    return folder + relative if folder.endswith(("/", os.sep)) else f"{folder}/{relative}"


def _relative_names(folder: str, suffixes: Collection[str]) -> Iterator[str]:
    """The names of the plan files below `folder`, relative to it, with forward slashes; unsorted.

    A folder that cannot be listed comes out as itself: it is an input that could not be read.
    """
    root = Path(folder).resolve()
    unlisted: list[str] = []
    for here, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(str(error.filename))):
        # Links to folders are not followed, so no file is found twice and no circle is walked.
        folders[:] = [inner for inner in folders if not inner.startswith(".")]
        for name in files:
            path = Path(here, name)
            if name.startswith((".", _LOCK)) or path.suffix.lower() not in suffixes:
                continue
            if _is_plan_file(path, root):
                yield path.relative_to(folder).as_posix()
    for name in unlisted:
        yield Path(name).relative_to(folder).as_posix()


def _is_plan_file(path: Path, root: Path) -> bool:
    """Whether `path` is a file, or a link that stays below `root` (a broken one is an input that cannot be read)."""
    if not path.is_symlink():
        return path.is_file()
    target = Path(os.path.realpath(path))
    return target.is_relative_to(root) and not path.is_dir() and (path.is_file() or not target.exists())
