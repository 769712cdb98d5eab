"""A plan as a JSON file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language
    from checker.pack.model import Pack


def write_plan(plan: Mapping[str, Any], _pack: Pack, _lang: Language) -> bytes:
    """`plan` as JSON, laid out for people; the same in every language."""
    return f"{json.dumps(plan, ensure_ascii=False, indent=2)}\n".encode()
