"""What is said to authors of rule packs: the tools under `plancheck rules`."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_COMMANDS: Final[dict[str, Text]] = {
    "pack": Text(
        "Rule pack: an id, or a folder (default: the one installed).", "规则包：标识或文件夹（默认为已安装的规则包）。"
    ),
    "metavar-pack": Text("[PACK]", "[规则包]"),
}

TEXTS: Final[dict[str, Text]] = _COMMANDS
