"""What a comment on a cell says of the findings there, and how our words are known again among those of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Finding, Language, Severity
from checker.pack.model import Pack
from checker.reporting import naming
from checker.reporting.printable import flowing

AUTHOR: Final = "plancheck"

_BEGIN: Final = "——— plancheck ———"
_END: Final = "—" * 12
"""The lines around our words, the same in every language."""
_OURS: Final = re.compile(rf"\s*{_BEGIN}\s*\n.*?\n{_END}\s*", re.DOTALL)
_LONGEST: Final = 8_000
"""Characters of the findings on one cell that a comment tells of; nobody reads more of them there."""

NOT_COPIED: Final = N_(
    "This file has something in it that cannot be copied, so nothing is marked in it. Save it anew in an office "
    "program, or go by the list of findings."
)
NOT_THE_SAME: Final = N_(
    "A copy of this file would not say the same in every place, so nothing is marked in it. Save it anew in an office "
    "program, or go by the list of findings."
)
"""Why a file does not come back marked."""

Numbered = tuple[int, Finding]
"""A finding with its number in the report."""


def severity_name(severity: Severity, lang: Language) -> str:
    """The severity, as a text begins with it."""
    return say(lang, SEVERITIES[severity]).capitalize()


def words_of(findings: Sequence[Numbered], pack: Pack | None, lang: Language) -> str:
    """What is said about the findings at one place; the gravest come first."""
    severities = list(Severity)
    by_gravity = sorted(findings, key=lambda each: (severities.index(each[1].severity), each[0]))
    blocks: list[str] = []
    left = _LONGEST
    for place, (_, finding) in enumerate(by_gravity):
        block = "\n".join(_lines(finding, pack, lang))
        left -= len(block)
        if left < 0 and blocks:
            more = len(by_gravity) - place
            blocks.append(say(lang, "Further findings at this place: {count}; the report has them all.", count=more))
            break
        blocks.append(block)
    return "\n\n".join(blocks)


def joined(theirs: str, ours: str) -> str:
    """The comment on a cell: our words, below those that somebody has written there."""
    return "\n".join((*([theirs, ""] if theirs else []), _BEGIN, ours, _END))


def without_ours(comment: str) -> str:
    """The words of people in a comment; empty where there are none."""
    return _OURS.sub("\n", comment).strip("\n") if _BEGIN in comment else comment


def _lines(finding: Finding, pack: Pack | None, lang: Language) -> Iterator[str]:
    message = flowing(finding.message.in_language(lang))
    yield say(lang, "{severity}: {message}", severity=severity_name(finding.severity, lang), message=message)
    yield from (naming.labelled(*row, lang) for row in naming.finding_rows(finding, pack, lang))
