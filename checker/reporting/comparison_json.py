"""A comparison as JSON for programs: `schemas/comparison.schema.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reporting.json import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.comparing import Comparison
    from checker.pack.model import Pack
    from checker.reporting import Layout


def render(
    comparison: Comparison,
    packs: Mapping[str, Pack],  # noqa: ARG001 - a comparison says all that its JSON needs
    layout: Layout,  # noqa: ARG001 - a comparison is one object
) -> bytes:
    """The comparison as one object."""
    return written(comparison.to_dict())
