"""A comparison as JSON for programs: `schemas/comparison.schema.json`, and `round.schema.json` of reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.comparing import Comparison
from checker.pack.model import Pack
from checker.reporting import Layout
from checker.reporting.json import written
from checker.rounds import Round


def render(
    comparison: Comparison,
    packs: Mapping[str, Pack],  # noqa: ARG001 - a comparison says all that its JSON needs
    layout: Layout,  # noqa: ARG001 - a comparison is one object
) -> bytes:
    """The comparison as one object."""
    return written(comparison.to_dict())


def render_rounds(
    rounds: Sequence[Round],
    packs: Mapping[str, Pack],  # noqa: ARG001 - as above
    layout: Layout,  # noqa: ARG001 - as above
) -> bytes:
    """One circular's round as one object, several as a list of them."""
    data = [each.to_dict() for each in rounds]
    return written(data if len(data) != 1 else data[0])
