"""What has become of the findings between two versions of a document, or two reviews of many, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from checker.comparing import Change, Compared, Comparison
from checker.editions import Fate, PartCompared
from checker.i18n import N_, text
from checker.model import LANGUAGES, Text
from checker.pack.model import Pack
from checker.reporting import naming
from checker.reporting.editions import fate_lines, fate_title, part_note, part_title
from checker.reporting.html_page.findings import GroupView, across_view
from checker.reporting.html_page.offices import SenderShown
from checker.reporting.html_page.wording import Badge, both, standing_badge
from checker.reporting.printable import printable
from checker.reporting.roster import standing_of
from checker.rounds import SENT, Round, Sent, totals_line

_NAMES: Final[Mapping[Change, str]] = {
    Change.FIXED: N_("Fixed ({count})"),
    Change.OPEN: N_("Still open ({count})"),
    Change.NEW: N_("New ({count})"),
}


@dataclass(frozen=True, slots=True)
class Changes:
    """The findings that are fixed, still open and new, under these names; `doubts` say why they may say little."""

    files: Text
    doubts: tuple[Text, ...]
    groups: tuple[GroupView, ...]
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """The entries of one sort in two documents, by what became of them; `note` says by what they are known again."""

    title: Text
    note: Text
    fates: tuple[tuple[Text, tuple[EntryView, ...]], ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry, and what of it has changed."""

    entry: Text
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One sender: what it has sent, what became of it earlier and later, and its findings.

    `key` is its anchor; `is_open` says that its findings are there to be read before anybody asks for them.
    """

    key: str | None
    name: Text
    sent: Text
    standings: tuple[Badge, Badge]
    counts: tuple[int, ...]
    groups: tuple[GroupView, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """What has changed since the earlier review under one circular; `across` are findings about no single sender."""

    files: Text
    doubts: tuple[Text, ...]
    total: Text
    rows: tuple[RoundRow, ...]
    across: tuple[GroupView, ...]


def changes_of(comparison: Comparison, pack: Pack | None) -> Changes:
    """What has become of the findings; `pack` is the rule pack that judged, if it is at hand."""
    old, new = (printable(report.name or "") for report in (comparison.old, comparison.new))
    pairs = zip(*map(comparison.doubts_in, LANGUAGES), strict=True)
    return Changes(
        text("Earlier: {old}. Later: {new}.", old=old, new=new),
        tuple(Text(*(doubt.message for doubt in pair)) for pair in pairs),
        _groups(comparison.findings, pack),
        tuple(_part(part) for part in comparison.contents if part.entries),
    )


def _part(part: PartCompared) -> PartView:
    fates = [(both(partial(fate_title, fate, len(part.of(fate)))), fate) for fate in Fate if part.of(fate)]
    return PartView(
        both(partial(part_title, part)),
        both(partial(part_note, part)),
        tuple((title, tuple(_entries(part, fate))) for title, fate in fates),
    )


def _entries(part: PartCompared, fate: Fate) -> Iterator[EntryView]:
    for (en, changes_en), (zh, changes_zh) in zip(*(fate_lines(part, fate, lang) for lang in LANGUAGES), strict=True):
        yield EntryView(Text(en, zh), tuple(map(Text, changes_en, changes_zh)))


def round_view(made: Round, pack: Pack, shown: Mapping[tuple[str, str], SenderShown]) -> RoundView:
    """What has changed since the earlier review; `shown` are the senders on the page, by document and code."""
    old, new = made.names
    rows = []
    for each in made.offices:
        kind = pack.documents[each.new.document]
        office = shown.get((each.new.document, each.new.office))
        rows.append(
            RoundRow(
                key=None if office is None else office.key,
                name=Text(*(naming.sender_name(each.new.office, kind, pack, lang) for lang in LANGUAGES)),
                sent=text(SENT[each.sent]),
                standings=(standing_badge(standing_of(each.old, kind)), standing_badge(standing_of(each.new, kind))),
                counts=tuple(len(each.of(change)) for change in Change),
                groups=() if each.sent is Sent.NOTHING else _groups(each.findings, pack),
                is_open=each.sent in (Sent.AGAIN, Sent.FIRST),
            )
        )
    return RoundView(
        files=text("Earlier review: {old}. Later review: {new}.", old=old, new=new),
        doubts=tuple(Text(doubt.message, doubt.message) for doubt in made.doubts),
        total=both(lambda lang: totals_line(made, lang)),
        rows=tuple(rows),
        across=_groups(made.across, pack),
    )


def _groups(findings: Sequence[Compared], pack: Pack | None) -> tuple[GroupView, ...]:
    groups = []
    for change, name in _NAMES.items():
        views = tuple(across_view(each.finding, pack, "", None) for each in findings if each.change is change)
        if views:
            groups.append(GroupView(text(name, count=len(views)), views))
    return tuple(groups)
