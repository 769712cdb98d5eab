"""Findings as a Code Quality report of GitLab: a list of issues, which a merge request shows beside their lines.

GitLab has no place for what passed, and none for a file that another one stands for or that is no plan: none is there.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from checker.i18n import say
from checker.model import Report, Severity
from checker.reporting import Matter, naming
from checker.reporting.json import written
from checker.reporting.parts import JudgedPart, parts_of
from checker.reporting.printable import flowing, printable
from checker.reporting.sarif import fingerprints
from checker.review_model import Review

_SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}
_NOT_JUDGED: Final = "blocker"
_ENGINE: Final = "engine"

Json = dict[str, Any]


def render(matter: Matter[Report | Review]) -> bytes:
    """The issues of each report; of each review those across its documents, at the folder that they are in, first."""
    parts = (part for judged in matter.all for part in parts_of(judged, matter.packs) if part.aside is None)
    return written([issue for part in parts for issue in _issues(part)])


render_reviews = render


def _issues(part: JudgedPart) -> Iterator[Json]:
    if part.failure is not None:
        fingerprint = sha256(f"{_ENGINE}\0{part.address}".encode()).hexdigest()
        yield _issue(_ENGINE, part.failure, fingerprint, _NOT_JUDGED, part.address, 1)
    for finding, fingerprint in zip(part.findings, fingerprints(part.findings, part.address), strict=True):
        title = naming.rule_title(finding, part.pack, part.lang)
        message = flowing(finding.message.in_language(part.lang))
        told = say(part.lang, "{title}: {message}", title=title, message=message)
        line = finding.place.line or 1
        yield _issue(finding.rule, told, fingerprint, _SEVERITIES[finding.severity], part.address, line)


def _issue(rule: str, told: str, fingerprint: str, severity: str, path: str, line: int) -> Json:
    return {
        "description": told,
        "check_name": printable(rule),
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
