"""Short names by which tests tell messages apart (names.yaml), so that a reworded one is changed in one place."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from checker.readers import read_path

ROOT = Path(__file__).resolve().parents[2]
BEGINNINGS: Any = read_path(Path(__file__).with_name("names.yaml")).data


def name_of(message: str) -> str:
    """The name of the message that begins so; the message itself where it has none."""
    english = message.rpartition("\x04")[2]
    found = [name for name, beginning in BEGINNINGS.items() if english.startswith(beginning)]
    return max(found, key=lambda name: len(BEGINNINGS[name]), default=message)


def load_tool() -> Any:
    """The module of `.ci/messages.py`."""
    spec = spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
