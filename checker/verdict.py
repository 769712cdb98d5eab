"""Findings -> verdict: policy, in one place, computed once and last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import LEFT_OUT, SCHEMA, UNREADABLE, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Finding


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
