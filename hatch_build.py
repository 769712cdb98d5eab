"""Makes a snapshot of every rule pack before plancheck is installed; a pack with a fault cannot be built at all."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Writes the snapshots beside the packs, where a wheel takes them from and an editable install finds them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the snapshots; one that a pack has outgrown is never used, so an editable install may keep its own."""
        del version, build_data
        sys.path.insert(0, self.root)
        from checker.pack.loading import installed_packs, make_snapshot
        from checker.pack.snapshot import SNAPSHOT
        from checker.resources import rules_folder

        for pack in installed_packs():
            folder = rules_folder() / pack
            (folder / SNAPSHOT).write_bytes(make_snapshot(folder))
