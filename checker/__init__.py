"""plancheck: checks plans against the circular that asks for them, and says which clause every finding rests on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from checker.checking import check
    from checker.errors import PackError, PlancheckError, UnknownPackError
    from checker.model import Finding, Report, RuleStatus, Severity, Verdict
    from checker.pack.loading import load_pack
    from checker.pack.model import Pack
    from checker.review_model import Review
    from checker.reviewing import review, reviews

__all__ = [
    "Finding",
    "Pack",
    "PackError",
    "PlancheckError",
    "Report",
    "Review",
    "RuleStatus",
    "Severity",
    "UnknownPackError",
    "Verdict",
    "check",
    "load_pack",
    "review",
    "reviews",
]

_HOMES: Final = {
    "checker.checking": ("check",),
    "checker.errors": ("PackError", "PlancheckError", "UnknownPackError"),
    "checker.model": ("Finding", "Report", "RuleStatus", "Severity", "Verdict"),
    "checker.pack.loading": ("load_pack",),
    "checker.pack.model": ("Pack",),
    "checker.review_model": ("Review",),
    "checker.reviewing": ("review", "reviews"),
}


def __getattr__(name: str) -> Any:
    """A name of the face, from where it lives: whoever needs one of them does not wait for all."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
