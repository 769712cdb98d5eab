"""What has become of the findings between two versions of a document, or two reviews of many, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.comparing import Change, Compared, Comparison
from checker.editions import Fate, PartCompared
from checker.i18n import N_, text
from checker.model import LANGUAGES, Text
from checker.pack.model import DocumentKind, Pack
from checker.reporting import naming
from checker.reporting.comparison_sections import fate_lines, fate_title
from checker.reporting.html_page.findings import FindingView, Group
from checker.reporting.html_page.offices import SenderShown
from checker.reporting.html_page.wording import both, told
from checker.reporting.printable import printable
from checker.rounds import OfficeRound, Round, Sent, totals_line

_NAMES: Final[Mapping[Change, str]] = {
    Change.FIXED: N_("Fixed ({count})"),
    Change.OPEN: N_("Still open ({count})"),
    Change.NEW: N_("New ({count})"),
}

Entries = tuple[tuple[Text, tuple[Text, ...]], ...]
"""Entries of two documents, each with what of it has changed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The findings that are fixed, still open and new, under these names; `doubts` say why they may say little.

    `parts` are the sorts of entries of the two documents, with what became of their entries.
    """

    files: Text
    doubts: tuple[Text, ...]
    groups: Sequence[Group]
    parts: tuple[tuple[PartCompared, tuple[tuple[Text, Entries], ...]], ...]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One sender, which documents of a `kind` are from: where it is on the page, and what became of its findings."""

    of: OfficeRound
    kind: DocumentKind
    name: Text
    shown: SenderShown | None
    groups: Sequence[Group]

    @property
    def is_open(self) -> bool:
        """Whether its findings are there to be read before anybody asks for them."""
        return self.of.sent in (Sent.AGAIN, Sent.FIRST)


@dataclass(frozen=True, slots=True)
class RoundView:
    """What has changed since the earlier review under one circular; `across` are findings about no single sender."""

    files: Text
    doubts: tuple[Text, ...]
    total: Text
    rows: tuple[RoundRow, ...]
    across: Sequence[Group]


def changes_of(comparison: Comparison, pack: Pack | None) -> Changes:
    """What has become of the findings; `pack` is the rule pack that judged, if it is at hand."""
    old, new = (printable(report.name or "") for report in (comparison.old, comparison.new))
    return Changes(
        text("Earlier: {old}. Later: {new}.", old=old, new=new),
        tuple(doubt.message for doubt in comparison.doubts),
        _groups(comparison.findings, pack),
        tuple((part, tuple(_fates(part))) for part in comparison.contents if part.entries),
    )


def _fates(part: PartCompared) -> Iterator[tuple[Text, Entries]]:
    for fate in Fate:
        if part.of(fate):
            entries = zip(*(fate_lines(part, fate, lang) for lang in LANGUAGES), strict=True)
            shown = ((Text(en, zh), tuple(map(Text, was, is_))) for (en, was), (zh, is_) in entries)
            yield told(fate_title, fate, len(part.of(fate))), tuple(shown)


def round_view(made: Round, pack: Pack, shown: Mapping[tuple[str, str], SenderShown]) -> RoundView:
    """What has changed since the earlier review; `shown` are the senders on the page, by document and code."""
    old, new = made.names
    rows = []
    for each in made.offices:
        kind, code = pack.documents[each.new.document], each.new.office
        groups = [] if each.sent is Sent.NOTHING else _groups(each.findings, pack)
        name = told(naming.sender_name, code, kind, pack)
        rows.append(RoundRow(each, kind, name, shown.get((each.new.document, code)), groups))
    return RoundView(
        files=text("Earlier review: {old}. Later review: {new}.", old=old, new=new),
        doubts=tuple(doubt.message for doubt in made.doubts),
        total=both(lambda lang: totals_line(made, lang)),
        rows=tuple(rows),
        across=_groups(made.across, pack),
    )


def _groups(findings: Sequence[Compared], pack: Pack | None) -> list[Group]:
    groups: list[Group] = []
    for change, name in _NAMES.items():
        views = [FindingView("", each.finding, pack, is_across=True) for each in findings if each.change is change]
        if views:
            groups.append((text(name, count=len(views)), views))
    return groups
