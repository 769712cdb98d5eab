"""The programs beside the package, as modules: they are run by their paths."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]


def program(path: str) -> ModuleType:
    """The program at that path below the top of the repository."""
    name = Path(path).stem
    spec = spec_from_file_location(name, ROOT / path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    # Its dataclasses look for it there.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
