"""What a comment says of a finding, and how it is known again, in whichever language it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import LANGUAGES, Severity
from checker.reporting import naming
from checker.reporting.naming import EXCEPTION
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model import Finding, Language
    from checker.pack.model import Pack

AUTHOR: Final = "plancheck"

_LONGEST: Final = 8_000
"""Characters of the findings on one cell that a comment tells of; it holds more, but nobody reads them there."""

_PLACE: Final = "\ufffc"
"""What stands for a value while a text becomes a pattern."""


def severity_name(severity: Severity, lang: Language) -> str:
    """The severity, as a text begins with it."""
    return say(lang, SEVERITIES[severity]).capitalize()


def comment_of(findings: Sequence[tuple[int, Finding]], pack: Pack | None, lang: Language) -> str:
    """The comment about the findings on one cell, each with its number in the list; the gravest come first."""
    severities = list(Severity)
    by_gravity = sorted(findings, key=lambda each: (severities.index(each[1].severity), each[0]))
    blocks: list[str] = []
    left = _LONGEST
    for place, (number, finding) in enumerate(by_gravity):
        block = "\n".join(_lines(number, finding, pack, lang))
        left -= len(block)
        if left < 0 and blocks:
            more = say(
                lang,
                "{severity}: further findings about this cell: {count}; see the list on the first sheet {signature}",
                severity=severity_name(Severity.INFO, lang),
                count=len(by_gravity) - place,
                signature=say(lang, "(plancheck, no. {number})", number=number),
            )
            return "\n\n".join([*blocks, more])
        blocks.append(block)
    return "\n\n".join(blocks)


def _lines(number: int, finding: Finding, pack: Pack | None, lang: Language) -> Iterator[str]:
    message = flowing(finding.message.in_language(lang))
    yield say(lang, "{severity}: {message}", severity=severity_name(finding.severity, lang), message=message)
    if finding.fix is not None:
        yield _labelled(N_("To do"), flowing(finding.fix.in_language(lang)), lang)
    if finding.exception is not None:
        yield _labelled(N_("Exception"), exception_of(finding, lang), lang)
    yield _labelled(N_("Clause"), naming.clause_name(finding.clause, pack, lang), lang)
    signature = say(lang, "(plancheck, no. {number})", number=number)
    yield say(lang, "Rule: {rule} {signature}", rule=printable(finding.rule), signature=signature)


def exception_of(finding: Finding, lang: Language) -> str:
    """What is said of the exception that lowered a finding."""
    return say(
        lang,
        EXCEPTION,
        reason=flowing(finding.exception or ""),
    )


def _labelled(label: str, text: str, lang: Language) -> str:
    return say(lang, "{label}: {text}", label=say(lang, label), text=text)


def _pattern() -> re.Pattern[str]:
    """Whole paragraphs that begin as ours do, up to the line that ends as ours do."""
    begins, ends = [], []
    for lang in LANGUAGES:
        for severity in Severity:
            text = say(lang, "{severity}: {message}", severity=severity_name(severity, lang), message=_PLACE)
            begins.append(re.escape(text.partition(_PLACE)[0].rstrip()))
        ends.append(re.escape(say(lang, "(plancheck, no. {number})", number=_PLACE)).replace(_PLACE, r"(\d{1,7})"))
    line = r"[^\r\n]"
    start = rf"(?:\A|\r?\n[ \t]*\r?\n)(?:{'|'.join(begins)})"
    return re.compile(rf"{start}(?:{line}|\r?\n(?=[^\r\n]))*?(?:{'|'.join(ends)})[ \t]*(?=\r?\n|\Z)")


_OURS: Final = _pattern()


def parts_of_ours(text: str) -> Iterable[tuple[int, int, int]]:
    """Where in a comment our own words begin and end, and the number that they end with."""
    for found in _OURS.finditer(text):
        number = next(group for group in found.groups() if group is not None)
        yield found.start(), found.end(), int(number)
