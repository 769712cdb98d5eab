"""The closed lists of plan format 1: which offices can send a plan, which departments a plan can name."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from checker.resources import schema_bytes


def known_offices() -> frozenset[str]:
    """The codes of offices that a plan can be of."""
    return frozenset(_plan_schema()["properties"]["office"]["enum"])


def known_departments() -> frozenset[str]:
    """The slugs of departments that a plan can name."""
    return frozenset(_plan_schema()["$defs"]["department"]["enum"])


@cache
def _plan_schema() -> Any:
    return json.loads(schema_bytes("plan"))
