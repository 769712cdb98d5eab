"""Findings as the page shows them: file by file, each file's findings by the part of the document they stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from checker.i18n import say, text
from checker.model import Finding, Language, Number, Report, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import items, naming
from checker.reporting.grouping import FindingGroup, FindingPart, grouped
from checker.reporting.html_page.wording import both, flowing_text, told
from checker.reporting.printable import flowing, printable


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: `id` is its anchor; `office` the key of the sender it is about, where it stands under none.

    `kind` is the kind of document that it is in; one across documents has no place.
    """

    id: str
    finding: Finding
    pack: Pack | None
    kind: DocumentKind | None = None
    is_across: bool = False
    office: str | None = None


Group = tuple[Text, Sequence[FindingView]]
"""The findings of one part of a document, under its name."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """One file: its report, and its findings; `about` are those about each item (None: about none).

    `role` says why the file does not stand for its sender, where it does not. `is_open` says that its findings are
    there to be read before anybody asks for them.
    """

    id: str
    report: Report
    pack: Pack | None
    kind: DocumentKind | None
    role: Text | None
    groups: tuple[Group, ...]
    about: Mapping[Number | None, Sequence[FindingView]]
    is_open: bool

    @property
    def findings(self) -> Iterable[FindingView]:
        """All findings, in the order in which they are shown."""
        return (view for _, views in self.groups for view in views)


def alike(findings: Iterable[FindingView]) -> Iterator[tuple[Sequence[FindingView], bool, bool]]:
    """The findings in their order, those of one rule that follow each other together.

    With whether what is to be done is the same for all of these, and the clause.
    """
    for _, same in groupby(findings, key=lambda view: (view.finding.rule, view.finding.severity)):
        views = [*same]
        fixes = {each.finding.fix for each in views}
        yield views, len(fixes) == 1, len({*map(clause_of, views)}) == 1


def worst(findings: Iterable[FindingView]) -> FindingView | None:
    """The gravest of some findings, the first of several; None of none."""
    return min(findings, key=lambda view: list(Severity).index(view.finding.severity), default=None)


def plan_view(
    report: Report, pack: Pack | None, id_: str, role: Text | None = None, *, is_only: bool = False
) -> PlanView:
    """`report` as the page shows it; `id_` begins the anchors of its findings, `role` is as in `PlanView`.

    `is_only` says that it is the only one on the page.
    """
    kind = naming.kind_of(report, pack)
    found = grouped(report.findings, kind)
    groups: list[Group] = []
    about: dict[Number | None, list[FindingView]] = {}
    numbers = count(1)
    for group, name in zip(found, told(naming.part_names, found, pack), strict=True):
        views = [FindingView(f"{id_}-{next(numbers)}", finding, pack, kind) for finding in group.findings]
        groups.append((name, views))
        for view in views:
            about.setdefault(_item_of(view.finding, group, pack), []).append(view)
    is_open = is_only or (role is None and report.verdict is not Verdict.PASS)
    return PlanView(id_, report, pack, kind, role, _repeated_once(groups), about, is_open)


def _repeated_once(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups, but what is only told, and told alike in several of them, in one of its own at the end."""
    times = Counter((view.finding.rule, view.finding.fix) for _, views in groups for view in views)

    def is_repeated(view: FindingView) -> bool:
        finding = view.finding
        return finding.severity is Severity.INFO and times[finding.rule, finding.fix] > 1

    repeated = sorted(
        (view for _, views in groups for view in views if is_repeated(view)), key=lambda view: view.finding.rule
    )
    rest = [(name, [view for view in views if not is_repeated(view)]) for name, views in groups]
    return tuple(group for group in (*rest, (text("In several places"), repeated)) if group[1])


def _item_of(finding: Finding, group: FindingGroup, pack: Pack | None) -> Number | None:
    """The item of the circular that a finding is about, if it is about one."""
    if group.part not in (FindingPart.WHOLE, FindingPart.ITEM):
        return None
    number = group.number if group.part is FindingPart.ITEM else finding.subject
    return None if number is None or items.title_of(number, group.kind, pack, "en") is None else number


def selection_of(report: Report, kind: DocumentKind | None) -> Text | None:
    """The items that the document lists, list by list; None where that is not known."""
    shown = [(tally.label, report.selection.get(tally.name, ())) for tally in kind.tallies] if kind else []
    if not any(numbers for _, numbers in shown):
        return None

    def listed(lang: Language) -> str:
        parts = [
            say(
                lang,
                "{name}: {numbers}",
                name=flowing(name.in_language(lang)),
                numbers=say(lang, ", ").join(printable(str(number)) for number in numbers),
            )
            for name, numbers in shown
            if numbers
        ]
        return say(lang, "; ").join(parts)

    return both(listed)


def clause_of(view: FindingView) -> Text:
    """Where the duty is written that a finding is about."""
    finding, pack = view.finding, view.pack
    clause: Text = told(naming.clause_of, finding, pack)
    if pack is None or finding.clause.document != pack.id or finding.clause.clause is None:
        return clause
    return text("{citation}, {clause}", citation=flowing_text(pack.citation), clause=clause)


def place_of(view: FindingView, *, is_for_people: bool) -> Text | None:
    """Where a finding is; `is_for_people` leaves out what only programs need. None where there is nothing to say."""
    place: Text | None = None
    if is_for_people and not view.is_across:
        place = told(naming.source_place, view.finding.place)
    elif not view.is_across:
        place = told(lambda lang: naming.place_name(view.finding, lang, view.kind))
    return place
