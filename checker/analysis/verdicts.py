"""That the verdict is a function of which severities there are, and of nothing else about the findings.

The verdict is found by going through the findings one by one and remembering no more than a verdict. Whatever it can
remember, it remembers after three findings at most; with each finding that can follow, every step that it can take has
then been looked at. So the sequences of up to four findings stand for those of any length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from checker.findings import verdict_of
from checker.model import SCHEMA, UNREADABLE, Clause, Finding, Place, Severity, Text, Verdict

_LONGEST: Final = len(Verdict) - 1
_RULE: Final = "rule"
_LETTERS: Final = ((SCHEMA, Severity.ERROR), (UNREADABLE, Severity.ERROR), *((_RULE, each) for each in Severity))
"""All that a verdict can see of a finding: whether it comes before any rule, and its severity."""


def sequences() -> Iterator[tuple[tuple[tuple[str, Severity], ...], bool]]:
    """Every sequence of findings that has to be looked at, with and without a rule that did not run."""
    for length in range(_LONGEST + 1):
        for letters in product(_LETTERS, repeat=length):
            yield from ((letters, failed) for failed in (False, True))


def wanted(letters: Sequence[tuple[str, Severity]], *, failed: bool) -> Verdict:
    """The verdict by the policy: what is gravest decides, and there is always exactly one."""
    if failed:
        return Verdict.UNDETERMINED
    if any(rule != _RULE for rule, _ in letters):
        return Verdict.INVALID
    severities = {severity for _, severity in letters}
    if Severity.ERROR in severities:
        return Verdict.RETURN
    return Verdict.REVIEW if Severity.WARNING in severities else Verdict.PASS


def verdict_faults() -> list[str]:
    """The sequences with another verdict than the policy gives, as words; none, as long as all is well."""
    return [
        ", ".join(f"{rule}: {severity}" for rule, severity in letters)
        for letters, failed in sequences()
        if verdict_of([_finding(*letter) for letter in letters], failed=failed) is not wanted(letters, failed=failed)
    ]


def _finding(rule: str, severity: Severity) -> Finding:
    nothing = Text("", "")
    return Finding(rule, severity, (), Place(), None, nothing, Clause("", None))
