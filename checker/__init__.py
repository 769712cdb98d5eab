"""plancheck: checks plans against the circular that asks for them, and says which clause every finding rests on."""

from checker.checking import check
from checker.errors import PackError, PlancheckError, UnknownPackError
from checker.model import Finding, Report, RuleStatus, Severity, Verdict
from checker.pack.loading import load_pack
from checker.pack.model import Pack

__all__ = [
    "Finding",
    "Pack",
    "PackError",
    "PlancheckError",
    "Report",
    "RuleStatus",
    "Severity",
    "UnknownPackError",
    "Verdict",
    "check",
    "load_pack",
]
