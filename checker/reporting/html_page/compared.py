"""What has become of the findings between two versions of a document, as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from checker.comparing import Change, Comparison, compare
from checker.i18n import N_, text
from checker.model import LANGUAGES, Text
from checker.pack.model import Pack
from checker.reporting.html_page.findings import GroupView, across_view
from checker.reporting.printable import printable

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


def changes_of(comparison: Comparison, pack: Pack | None) -> Changes:
    """What has become of the findings; `pack` is the rule pack that judged, if it is at hand."""
    old, new = (printable(report.name or "") for report in (comparison.old, comparison.new))
    groups = []
    for change, name in _NAMES.items():
        views = tuple(across_view(each.finding, pack, "", None) for each in comparison.of(change))
        if views:
            groups.append(GroupView(text(name, count=len(views)), views))
    en, zh = (compare(comparison.old, comparison.new, lang, pack).doubts for lang in LANGUAGES)
    doubts = tuple(Text(*(doubt.message for doubt in pair)) for pair in zip(en, zh, strict=True))
    return Changes(text("Earlier: {old}. Later: {new}.", old=old, new=new), doubts, tuple(groups))
