"""Finds rule packs, installed ones and folders, and loads each once: from its snapshot, or by building it."""

from functools import cache, lru_cache
from pathlib import Path

from checker.errors import UnknownPackError
from checker.pack.file_names import PACK
from checker.pack.model import Pack
from checker.pack.snapshot import read_snapshot
from checker.readers.files import is_file
from checker.resources import rules_folder


@cache
def installed_packs() -> tuple[str, ...]:
    """The ids of the rule packs that come with plancheck, sorted."""
    return tuple(sorted(folder.name for folder in rules_folder().iterdir() if (folder / PACK).is_file()))


def load_pack(pack: str | Path) -> Pack:
    """The rule pack with that id, or in that folder.

    Raises `UnknownPackError` where there is none, `PackError` where it is broken.
    """
    folder = pack_folder(pack)
    return _load_folder(folder, _state_of(folder))


def one_pack(pack: Pack | str | Path | None) -> Pack:
    """The rule pack asked for, by default the one installed. Raises `UnknownPackError` where there is not just one."""
    return pack if isinstance(pack, Pack) else load_pack(pack_folder(pack))


def pack_folder(pack: str | Path | None) -> Path:
    """The folder of the rule pack with that id, or in that folder; by default, of the one installed.

    Raises `UnknownPackError` where there is none, or, by default, not just one.
    """
    installed = installed_packs()
    if pack is None:
        if len(installed) != 1:
            raise UnknownPackError(
                "Which rule pack is meant has to be said, as there is not just one: {installed}. On the command line "
                "it is named after --pack, and after rules lint, rules test and rules analyze by itself.",
                installed=", ".join(installed),
            )
        return rules_folder() / installed[0]
    if isinstance(pack, str) and pack in installed:
        return rules_folder() / pack
    folder = Path(pack)
    if is_file(folder / PACK):
        return folder.resolve()
    raise UnknownPackError(
        "There is no rule pack “{pack}”: none of that name is installed, and it is no folder "
        "with a pack.yaml. Installed: {installed}.",
        pack=str(pack),
        installed=", ".join(installed),
    )


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether a pack was edited since it was read; an installed one is not edited."""
    if folder.parent == rules_folder():
        return ()
    try:
        files = [path for parent in (folder, folder.parent / "common") for path in sorted(parent.rglob("*"))]
        stats = [(path.as_posix(), path.stat()) for path in files if path.suffix in (".yaml", ".csv", ".json")]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@lru_cache(maxsize=16)
def _load_folder(folder: Path, _state: object) -> Pack:
    snapshot = read_snapshot(folder)
    if snapshot is not None:
        return snapshot
    # A pack from its snapshot has been checked and made already.
    from checker.pack.building import build_pack
    from checker.pack.files import Files

    return build_pack(Files(folder))
