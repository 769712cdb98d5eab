"""Findings -> verdict: policy, in one place, computed once and last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from checker.model import LEFT_OUT, SCHEMA, UNREADABLE, Finding, Report, Severity, Verdict
from checker.review_model import FileStanding, Review


class Say(NamedTuple):
    """What a report has to say for the exit status: a verdict, and the severities there are findings of."""

    verdict: Verdict
    severities: frozenset[Severity]


def say_of(judged: Report | Review) -> Say:
    """What a report, or the findings across plans of a review, have to say; what people have decided says nothing."""
    verdict = getattr(judged, "verdict", Verdict.UNDETERMINED if judged.engine.failure else Verdict.PASS)
    return Say(verdict, frozenset(finding.severity for finding in judged.findings if finding.decision is None))


def says_of(review: Review) -> set[Say]:
    """What a review has to say, and the files in it, but for those that another one stands for, and what is none."""
    heard = {each.file for each in review.files if each.standing in (FileStanding.JUDGED, FileStanding.UNREAD)}
    return {say_of(review), *(say_of(report) for report in review.reports if report.name in heard)}


def verdict_of(findings: Iterable[Finding], *, failed: bool, returns: bool = True) -> Verdict:
    """The verdict on a plan with these findings; `failed` says that a rule which should have run did not.

    Under a circular by which nobody `returns` a plan, a person decides about one with errors; and about one in which
    nothing was found, where rules were left out.
    """
    if failed:
        return Verdict.UNDETERMINED
    verdict = Verdict.PASS
    for finding in findings:
        if finding.rule in (SCHEMA, UNREADABLE):
            return Verdict.INVALID
        if finding.severity is Severity.ERROR:
            verdict = Verdict.RETURN if returns else Verdict.REVIEW
        elif (finding.severity is Severity.WARNING or finding.rule == LEFT_OUT) and verdict is Verdict.PASS:
            verdict = Verdict.REVIEW
    return verdict
