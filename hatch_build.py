"""Makes a snapshot of every rule pack before plancheck is installed; a pack with a fault cannot be built at all."""

from __future__ import annotations

import atexit
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Writes the snapshots into the wheel, beside the packs that they are of; an editable install reads the packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the snapshots in a folder that goes with the build."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from checker.pack.building import make_snapshot
        from checker.pack.loading import installed_packs
        from checker.pack.snapshot import SNAPSHOT
        from checker.resources import rules_folder

        folder = Path(mkdtemp())
        atexit.register(rmtree, folder)
        for pack in installed_packs():
            snapshot = folder / f"{pack}.pickle"
            snapshot.write_bytes(make_snapshot(rules_folder() / pack))
            build_data["force_include"][str(snapshot)] = f"checker/rules/{pack}/{SNAPSHOT}"
