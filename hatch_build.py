"""Builds the wheel with a snapshot of every rule pack; a pack with a fault cannot be built at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Writes the snapshots into a folder of the build and has the wheel include them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the snapshots to a standard wheel; an editable one reads the packs from the checkout."""
        if version != "standard":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from checker.pack.loading import installed_packs, make_snapshot
        from checker.pack.snapshot import SNAPSHOT
        from checker.resources import rules_folder

        for pack in installed_packs():
            target = Path(self.directory) / "snapshots" / pack / SNAPSHOT
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(make_snapshot(rules_folder() / pack))
            build_data["force_include"][str(target)] = f"checker/rules/{pack}/{SNAPSHOT}"
