"""Which of the edits that were made brought a finding up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.fixing.edits import Edit
    from checker.fixing.oracle import Key, Oracle


def smallest_cause(oracle: Oracle, made: Sequence[Edit], key: Key) -> frozenset[Edit]:
    """A smallest part of the edits `made` that brings up the finding `key`; none for what the plan has as it is.

    No edit of it can be left out. Those `made` first are suspected first; where it is several, halves are tried before
    single ones (QuickXplain).
    """
    if key in oracle.standing().found:
        return frozenset()
    for edit in made:
        # Nearly always it is one.
        if key in oracle.standing({edit}).found:
            return frozenset({edit})
    return frozenset(_needed(oracle, key, [], made, changed=False))


def _needed(oracle: Oracle, key: Key, before: Sequence[Edit], edits: Sequence[Edit], *, changed: bool) -> list[Edit]:
    if changed and key in oracle.standing(before).found:
        return []
    if len(edits) == 1:
        return list(edits)
    half = len(edits) // 2
    first, second = edits[:half], edits[half:]
    of_second = _needed(oracle, key, [*before, *first], second, changed=True)
    of_first = _needed(oracle, key, [*before, *of_second], first, changed=bool(of_second))
    return [*of_first, *of_second]
