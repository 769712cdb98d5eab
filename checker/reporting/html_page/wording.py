"""Texts for a page that speaks both languages at once, and the badges that verdicts and severities wear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from checker.i18n import N_, say, text
from checker.labels import SEVERITIES, VERDICTS
from checker.model import Finding, Language, Report, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import naming, roster
from checker.reporting.nouns import nouns
from checker.reporting.roster import RosterStanding

_MEANINGS: Final[Mapping[str, str]] = {
    "returned": N_("returned by decision, to be sent again"),
    "accepted": N_("accepted by decision"),
    "draft": N_("nothing is submitted yet, so nothing counts"),
    "unread": N_("what was sent cannot be read"),
    "unclear": N_("no telling which of the files is the one"),
    "absent": N_("no {document} of the {sender} is among the files"),
}
"""What a standing means that is no verdict."""

_WITHOUT_VERDICT: Final = (RosterStanding.DRAFT, RosterStanding.UNCLEAR, RosterStanding.UNREAD, RosterStanding.ABSENT)
"""Standings of which no verdict counts."""

_SIGNS: Final[Mapping[str, str]] = {
    Severity.ERROR: "×",
    Severity.WARNING: "!",
    Severity.INFO: "i",
    Verdict.PASS: "✓",
    Verdict.REVIEW: "!",
    Verdict.RETURN: "×",
    Verdict.INVALID: "≠",
    Verdict.UNDETERMINED: "?",
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict or severity as it is shown: `kind` names its colour, `sign` says the same without colour."""

    kind: str
    sign: str
    name: Text


def both(make: Callable[[Language], str]) -> Text:
    """What `make` says, in both languages."""
    return Text(make("en"), make("zh"))


def counted(noun: str, count: int, kind: DocumentKind | None = None) -> Text:
    """`count` of something, in the words for a kind of document."""
    return both(lambda lang: naming.counted(lang, noun, count, nouns(kind)))


def counts_name(counts: Mapping[Severity, int]) -> Text:
    """How many findings of each severity there are, in words."""

    def name(lang: Language) -> str:
        parts = [naming.counted(lang, severity.value, counts[severity]) for severity in Severity if counts[severity]]
        return say(lang, ", ").join(parts or [say(lang, "no error, no warning")])

    return both(name)


def office_name(report: Report, pack: Pack | None) -> Text:
    """Who sent the document."""
    return both(lambda lang: naming.office_name(replace(report, lang=lang), pack))


def file_name(report: Report) -> Text:
    """What the input is called."""
    return both(lambda lang: naming.input_name(replace(report, lang=lang)))


def rule_title(finding: Finding, pack: Pack | None) -> Text:
    """What the finding's rule is called, or what stands in a rule's place."""
    return both(lambda lang: naming.rule_title(finding, pack, lang))


def clause_label(clause: str, pack: Pack | None) -> Text:
    """A clause of a circular, in short."""
    return both(lambda lang: naming.clause_label(clause, lang, pack))


def severity_badge(severity: Severity) -> Badge:
    """A severity as it is shown."""
    name = both(lambda lang: say(lang, SEVERITIES[severity]).capitalize())
    return Badge(severity.value, _SIGNS[severity], name)


def verdict_badge(verdict: Verdict) -> Badge:
    """A verdict as it is shown."""
    name = both(lambda lang: say(lang, VERDICTS[verdict]).capitalize())
    return Badge(verdict.value, _SIGNS[verdict], name)


def standing_badge(standing: RosterStanding) -> Badge:
    """What becomes of a sender, as it is shown."""
    name = both(lambda lang: roster.standing_name(standing, lang).capitalize())
    if standing in _WITHOUT_VERDICT:
        return Badge("none", "–", name)
    verdict = roster.ROLES[standing]
    return Badge(verdict.value, _SIGNS[verdict], name)


def standing_meaning(standing: RosterStanding, kind: DocumentKind | None, pack: Pack | None) -> Text:
    """What a standing means, of documents of a kind."""
    verdict = next((verdict for verdict in Verdict if verdict.value == standing.value), None)
    message = _MEANINGS[standing.value] if verdict is None else naming.meaning_of_verdict(verdict, pack)
    return text(message, **nouns(kind))
