"""Findings as a Code Quality report of GitLab: a list of issues, which a merge request shows beside their lines.

GitLab has no place for what passed, and none for a file that another one stands for or that is no plan: none is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, Final

from checker.i18n import say
from checker.inputs import common_folder
from checker.model import Finding, Language, Report, Severity
from checker.pack.model import Pack
from checker.reporting import Layout, naming, roster
from checker.reporting.json import written
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


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a list is not laid out
) -> bytes:
    """The issues of all reports."""
    return written([issue for report in reports for issue in _of_plan(report, naming.pack_of(report, packs))])


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - as above
) -> bytes:
    """For each review the issues across its documents, at the folder that they are in, and those of each document."""
    return written([*chain.from_iterable(_of_review(review, packs[review.pack_id]) for review in reviews)])


def _of_review(review: Review, pack: Pack) -> Iterator[Json]:
    folder = common_folder(report.name or "" for report in review.reports) or "."
    if review.engine.failure is not None:
        yield _failed(roster.failure_line(review.engine.failure, review.lang), folder)
    yield from _issues(review.findings, folder, pack, review.lang)
    for report in review.reports:
        if roster.set_aside(report, review) is None:
            yield from _of_plan(report, pack)


def _of_plan(report: Report, pack: Pack | None) -> Iterator[Json]:
    path = printable(report.name or "-").removeprefix("./")
    if report.engine.failure is not None:
        yield _failed(naming.failure_line(report.engine.failure, report.lang, naming.kind_of(report, pack)), path)
    yield from _issues(report.findings, path, pack, report.lang)


def _issues(findings: Iterable[Finding], path: str, pack: Pack | None, lang: Language) -> Iterator[Json]:
    findings = list(findings)
    for finding, fingerprint in zip(findings, fingerprints(findings, path), strict=True):
        title = naming.rule_title(finding, pack, lang)
        message = flowing(finding.message.in_language(lang))
        told = say(lang, "{title}: {message}", title=title, message=message)
        yield _issue(finding.rule, told, fingerprint, _SEVERITIES[finding.severity], path, finding.place.line or 1)


def _failed(failure: str, path: str) -> Json:
    return _issue(_ENGINE, failure, sha256(f"{_ENGINE}\0{path}".encode()).hexdigest(), _NOT_JUDGED, path, 1)


def _issue(rule: str, told: str, fingerprint: str, severity: str, path: str, line: int) -> Json:
    return {
        "description": told,
        "check_name": printable(rule),
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
