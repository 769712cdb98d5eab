"""What an office can have before there is a plan: blank ones, filled-in examples, and a list of what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.cases import read_base
from checker.i18n import N_, text
from checker.model import Language, Severity, Text
from checker.office.blank import senders_of
from checker.office.conversion import blank_document, blanks_of, written_document
from checker.pack.model import DocumentKind, Pack, Rule
from checker.reporting.html.wording import both, clause_label
from checker.reporting.naming import nouns
from checker.reporting.printable import flowing

FORMATS: Final[Mapping[str, str]] = {
    "xlsx": N_("Excel workbook"),
    "docx": N_("Word document"),
    "yaml": N_("YAML (plain text with comments)"),
}
"""The formats of files to fill in, and what they are called, the easiest first."""


@dataclass(frozen=True, slots=True, eq=False)
class OfferedKind:
    """A kind of document that somebody has to send under a circular."""

    pack: Pack
    document: DocumentKind

    @property
    def address(self) -> str:
        """What stands for it in an address: neither of both has a blank."""
        return f"{self.pack.id} {self.document.format}"

    @property
    def name(self) -> Text:
        """The kind, and its circular."""
        return text("{Document}, {citation}", citation=self.pack.citation, **nouns(self.document))

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which there are blank ones, the easiest first."""
        offered = blanks_of(self.document)
        return tuple(name for name in FORMATS if name in offered)

    @property
    def senders(self) -> Mapping[str, Text]:
        """Who can send one, by code."""
        roster = self.document.roster
        return {
            code: self.pack.label(roster, code) or Text(code, code) for code in senders_of(self.pack, self.document)
        }

    def blank(self, sender: str, name: str, lang: Language) -> bytes:
        """A blank one of a sender, in one of its formats."""
        return blank_document(name, self.pack, self.document, sender, lang)

    def example(self, lang: Language) -> bytes:
        """A filled-in one that passes, in the first of its formats; what it is held against is no part of it."""
        against = self.document.against
        base = dict(read_base(self.pack, self.document))
        base.pop("" if against is None else against.member, None)
        return written_document(f".{self.formats[0]}", base, self.pack, self.document, lang)

    @property
    def duties(self) -> tuple[tuple[Text, tuple[Duty, ...]], ...]:
        """What is asked of one, by clause in the order of the rules."""
        by_clause: dict[str, list[Duty]] = {}
        for rule in self.pack.rules_for(self.document):
            by_clause.setdefault(rule.clause, []).append(_duty(rule, self.pack))
        return tuple((_clause(clause, self.pack), tuple(duties)) for clause, duties in by_clause.items())


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is asked of a document, and what it means to leave it."""

    text: Text
    consequence: Text


def _duty(rule: Rule, pack: Pack) -> Duty:
    consequence = N_("else a person decides")
    if rule.severity is Severity.ERROR and pack.authority is not None:
        consequence = N_("else it is returned")
    elif rule.severity is Severity.INFO:
        consequence = N_("for consideration")
    if rule.in_principle:
        consequence = N_("in principle: give reasons for an exception")
    return Duty(both(lambda lang: flowing(rule.duty.in_language(lang))), text(consequence))


def _clause(clause: str, pack: Pack) -> Text:
    """A clause with its title."""
    label = clause_label(clause, pack)
    title = pack.clauses.get(clause)
    if title is None or label.en in title.en or label.zh in title.zh:
        return title or label
    return text("{clause}: {title}", clause=label, title=title)


def kinds_of(packs: Iterable[Pack]) -> Mapping[str, OfferedKind]:
    """Every kind of document that somebody has to send under these circulars, by its address."""
    kinds = (OfferedKind(pack, document) for pack in packs for document in pack.documents.values())
    return {kind.address: kind for kind in kinds if kind.senders}


@dataclass(frozen=True, slots=True)
class OfferedRoster:
    """Who can send documents of some kinds, which are named by their addresses."""

    name: Text
    senders: Mapping[str, Text]
    kinds: tuple[str, ...]


def rosters_of(kinds: Iterable[OfferedKind]) -> tuple[OfferedRoster, ...]:
    """All who can send a document of these kinds, each once; those of the first kind come first."""
    alike: dict[tuple[tuple[str, Text], ...], list[OfferedKind]] = {}
    for kind in kinds:
        alike.setdefault(tuple(kind.senders.items()), []).append(kind)
    return tuple(
        OfferedRoster(nouns(same[0].document)["Senders"], dict(senders), tuple(kind.address for kind in same))
        for senders, same in alike.items()
    )
