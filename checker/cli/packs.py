"""Which rule pack a command is about that reads no plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import UnknownPackError
from checker.pack.loading import installed_packs, load_pack

if TYPE_CHECKING:
    from checker.pack.model import Pack


def chosen_pack(pack: str | None) -> Pack:
    """The rule pack asked for, by default the one installed. Raises `UnknownPackError` where there is not just one."""
    if pack is not None:
        return load_pack(pack)
    installed = installed_packs()
    if len(installed) != 1:
        raise UnknownPackError("pack.one-needed", installed=", ".join(installed))
    return load_pack(installed[0])
