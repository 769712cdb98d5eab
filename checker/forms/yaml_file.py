"""A plan as a YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.documents.yaml_writing import yaml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language
    from checker.pack.model import Pack


def write_plan(plan: Mapping[str, Any], _pack: Pack, _lang: Language) -> bytes:
    """`plan` as YAML, laid out for people; the same in every language."""
    return yaml_text(plan).encode()
