"""The valid name that somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checker.i18n import text
from checker.model import Text
from checker.schema.faults import visible

_CLOSE: Final = 0.7
"""Ratio from which two names are close; lower ones offer `source` for `code`."""

_LONGEST: Final = 64


def nearest(name: object, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `name`; None where none is close, or where several are equally close.

    Case does not count, nor whether words are joined by a hyphen, an underscore or a blank.
    """
    from difflib import SequenceMatcher

    if not isinstance(name, str) or len(name) > _LONGEST:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_plain(name))
    best: list[str] = []
    best_ratio = _CLOSE
    for candidate in candidates:
        matcher.set_seq1(_plain(candidate))
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = [candidate], ratio
        elif ratio == best_ratio:
            best.append(candidate)
    return best[0] if len(best) == 1 else None


def offered(near: str | None) -> Text:
    """The sentence that offers the name that is near; empty where none is."""
    return Text("", "") if near is None else text(" Did you mean “{near}”?", near=visible(near))


def _plain(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
