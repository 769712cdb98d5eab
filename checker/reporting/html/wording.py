"""Texts for a page that speaks both languages at once, and the badges that verdicts and severities wear."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from msgspec.structs import replace

from checker.i18n import say, text
from checker.model import LANGUAGES, Language, RuleStatus, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import naming, roster
from checker.reporting.naming import RULE_STATUSES, SEVERITIES, VERDICTS, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import RosterStanding

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
_STATUSES: Final[Mapping[RuleStatus, tuple[str, str]]] = {
    RuleStatus.VIOLATED: ("error", "×"),
    RuleStatus.SATISFIED: ("pass", "✓"),
    RuleStatus.NOT_APPLICABLE: ("none", "–"),
    RuleStatus.NOT_RUN: ("undetermined", "?"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A verdict or severity as it is shown: `kind` names its colour, `sign` says the same without colour."""

    kind: str
    sign: str
    name: Text


def both(make: Callable[[Language], str]) -> Text:
    """What `make` says, in both languages."""
    return Text(*map(make, LANGUAGES))


def told(name: Callable[..., Any], *about: Any) -> Any:
    """What a function of names says in both languages: a text, none, or rows of texts.

    It is given the language last; or, where the first that it is about is a report or a review, that speaks it.
    """
    if about and hasattr(about[0], "lang"):
        return _paired(*(name(replace(about[0], lang=lang), *about[1:]) for lang in LANGUAGES))
    return _paired(*(name(*about, lang) for lang in LANGUAGES))


def _paired(en: Any, zh: Any) -> Any:
    if en is None or isinstance(en, str):
        return None if en is None else Text(en, zh)
    return tuple(_paired(*each) for each in zip(en, zh, strict=True))


def printable_text(words: Text) -> Text:
    """`words` on one line, with nothing in it that hides or cannot be seen."""
    return Text(printable(words.en), printable(words.zh))


def flowing_text(words: Text) -> Text:
    """`words` fit to be shown."""
    return Text(flowing(words.en), flowing(words.zh))


def counted(noun: str, count: int, kind: DocumentKind | None = None) -> Text:
    """`count` of something, in the words for a kind of document."""
    return both(lambda lang: naming.counted(lang, noun, count, nouns(kind)))


def counts_name(counts: Mapping[Severity, int]) -> Text:
    """How many findings of each severity there are, in words."""

    def name(lang: Language) -> str:
        parts = [naming.counted(lang, severity.value, counts[severity]) for severity in Severity if counts[severity]]
        return say(lang, ", ").join(parts or [say(lang, "no error, no warning")])

    return both(name)


def clause_label(clause: str, pack: Pack | None) -> Text:
    """A clause of a circular, in short."""
    return both(lambda lang: naming.clause_label(clause, lang, pack))


def severity_badge(severity: Severity) -> Badge:
    """A severity as it is shown."""
    return Badge(severity.value, _SIGNS[severity], _capitalized(text(SEVERITIES[severity])))


def verdict_badge(verdict: Verdict) -> Badge:
    """A verdict as it is shown."""
    return Badge(verdict.value, _SIGNS[verdict], _capitalized(text(VERDICTS[verdict])))


def status_badge(status: RuleStatus) -> Badge:
    """What became of a rule, as it is shown."""
    return Badge(*_STATUSES[status], _capitalized(text(RULE_STATUSES[status])))


def standing_badge(standing: RosterStanding) -> Badge:
    """What becomes of a sender, as it is shown."""
    name = _capitalized(told(roster.standing_name, standing))
    verdict = roster.ROLES[standing]
    return Badge("none", "–", name) if standing in _WITHOUT_VERDICT else Badge(verdict.value, _SIGNS[verdict], name)


def _capitalized(words: Text) -> Text:
    return Text(words.en.capitalize(), words.zh.capitalize())


def standing_meaning(standing: RosterStanding, kind: DocumentKind | None, pack: Pack | None) -> Text:
    """What a standing means, of documents of a kind."""
    verdict = next((verdict for verdict in Verdict if verdict.value == standing.value), None)
    message = naming.MEANINGS[standing] if verdict is None else naming.meaning_of_verdict(verdict, pack)
    return text(message, **nouns(kind))
