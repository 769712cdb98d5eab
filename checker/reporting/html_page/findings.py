"""Findings as the page shows them: file by file, each file's findings by the part of the document they stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from itertools import groupby

from msgspec.structs import replace

from checker.i18n import say, text
from checker.model import LANGUAGES, Finding, Language, Number, Readback, Report, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import items, naming
from checker.reporting.grouping import FindingGroup, FindingPart, grouped
from checker.reporting.html_page.wording import (
    Badge,
    both,
    counts_name,
    file_name,
    rule_title,
    severity_badge,
    verdict_badge,
)
from checker.reporting.naming import EXCEPTION
from checker.reporting.nouns import nouns
from checker.reporting.printable import flowing, printable


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding: `id` is its anchor; `office` the key of the sender it is about, where it stands under none.

    `spot` is the place without what only programs need; `is_of_format` says that it is about the file, not a clause.
    """

    id: str
    rule: str
    severity: Severity
    badge: Badge
    title: Text
    message: Text
    fix: Text | None
    exception: Text | None
    decision: Text | None
    clause: Text
    place: Text | None
    office: str | None = None
    spot: Text | None = None
    is_of_format: bool = False


@dataclass(frozen=True, slots=True)
class GroupView:
    """The findings of one part of a document, under its name."""

    name: Text
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One file: what it is, its verdict, and its findings; `about` are those about each item (None: about none).

    `role` says why the file does not stand for its sender, where it does not. `is_open` says that its findings are
    there to be read before anybody asks for them.
    """

    id: str
    name: str | None
    file: Text
    line: Text | None
    role: Text | None
    badge: Badge
    meaning: Text
    counts: Text
    failure: Text | None
    groups: tuple[GroupView, ...]
    about: Mapping[Number | None, tuple[FindingView, ...]]
    items: Text
    selection: Text | None
    digest: str | None
    is_open: bool
    readback: Readback | None = None
    filled_in: Text | None = None
    against: Text | None = None

    @property
    def findings(self) -> Iterable[FindingView]:
        """All findings, in the order in which they are shown."""
        return (finding for group in self.groups for finding in group.findings)


def alike(findings: Iterable[FindingView]) -> Iterator[Sequence[FindingView]]:
    """The findings in their order, those of one rule that follow each other together."""
    for _, same in groupby(findings, key=lambda finding: (finding.rule, finding.severity)):
        yield [*same]


def worst(findings: Iterable[FindingView]) -> FindingView | None:
    """The gravest of some findings, the first of several; None of none."""
    return min(findings, key=lambda finding: list(Severity).index(finding.severity), default=None)


def plan_view(
    report: Report, pack: Pack | None, id_: str, role: Text | None = None, *, is_only: bool = False
) -> PlanView:
    """`report` as the page shows it; `id_` begins the anchors of its findings, `role` is as in `PlanView`.

    `is_only` says that it is the only one on the page.
    """
    kind = naming.kind_of(report, pack)
    groups = grouped(report.findings, kind)
    names = _in_both([naming.part_names(groups, pack, lang) for lang in ("en", "zh")])
    shown: list[GroupView] = []
    about: dict[Number | None, list[FindingView]] = {}
    number = 0
    for group, name in zip(groups, names, strict=True):
        views = []
        for finding in group.findings:
            number += 1
            view = finding_view(finding, pack, f"{id_}-{number}", kind)
            views.append(view)
            about.setdefault(_item_of(finding, group, pack), []).append(view)
        shown.append(GroupView(name, tuple(views)))
    failure = report.engine.failure
    return PlanView(
        id=id_,
        name=report.name,
        file=file_name(report),
        line=both(lambda lang: naming.plan_name(replace(report, lang=lang), pack)) if report.status else None,
        role=role,
        badge=verdict_badge(report.verdict),
        meaning=text(naming.meaning_of(report, pack), **nouns(kind)),
        counts=counts_name(report.counts),
        failure=None if failure is None else both(lambda lang: naming.failure_line(failure, lang, kind)),
        groups=_repeated_once(shown),
        about={item: tuple(views) for item, views in about.items()},
        items=text("{Items}: ", **nouns(kind)),
        selection=_selection(report, kind),
        digest=report.sha256,
        readback=None if report.readback is None else _readable(report.readback),
        filled_in=None
        if report.readback is None or report.readback.whole is None
        else text("{done} of {whole} filled in", done=report.readback.done, whole=report.readback.whole),
        against=both(lambda lang: naming.held_against(report, lang)) if report.against else None,
        is_open=is_only or (role is None and report.verdict is not Verdict.PASS),
    )


def _repeated_once(groups: Sequence[GroupView]) -> tuple[GroupView, ...]:
    """The groups, but what is only told, and told alike in several of them, in one of its own at the end."""
    told = Counter((finding.rule, finding.fix) for group in groups for finding in group.findings)

    def is_repeated(finding: FindingView) -> bool:
        return finding.severity is Severity.INFO and told[finding.rule, finding.fix] > 1

    repeated = sorted(
        (finding for group in groups for finding in group.findings if is_repeated(finding)),
        key=lambda finding: finding.rule,
    )
    rest = (
        changed(group, findings=tuple(each for each in group.findings if not is_repeated(each))) for group in groups
    )
    several = GroupView(text("In several places"), tuple(repeated))
    return tuple(group for group in (*rest, several) if group.findings)


def finding_view(finding: Finding, pack: Pack | None, id_: str, kind: DocumentKind | None = None) -> FindingView:
    """`finding`, which is in a document of that kind, as the page shows it, with `id_` as its anchor."""
    view = across_view(finding, pack, id_, None)
    place = _in_each(lambda lang: naming.place_name(finding, lang, kind))
    return changed(view, place=place, spot=_in_each(lambda lang: naming.source_place(finding.place, lang)))


def across_view(finding: Finding, pack: Pack | None, id_: str, office: str | None) -> FindingView:
    """`finding` across documents as the page shows it; `office` is as in `FindingView`."""
    exception, decision = finding.exception, finding.decision
    return FindingView(
        id=id_,
        rule=printable(finding.rule),
        severity=finding.severity,
        badge=severity_badge(finding.severity),
        title=rule_title(finding, pack),
        message=_flowing(finding.message),
        fix=None if finding.fix is None else _flowing(finding.fix),
        exception=None if exception is None else _flowing(text(EXCEPTION, reason=exception)),
        decision=None if decision is None else both(lambda lang: flowing(naming.decision_line(decision, lang))),
        clause=_clause(finding, pack),
        place=None,
        office=office,
        is_of_format=is_before_rules(finding.rule),
    )


def is_before_rules(rule: str) -> bool:
    """Whether `rule` is what stands for a rule in findings that come before any."""
    return rule in naming.BEFORE_RULES


def _readable(readback: Readback) -> Readback:
    """What was understood, with nothing in it that hides or cannot be seen."""

    def clean(text: Text) -> Text:
        return Text(printable(text.en), printable(text.zh))

    sheets = (replace(each, rows=tuple(tuple(map(clean, row)) for row in each.rows)) for each in readback.sheets)
    return replace(readback, sheets=tuple(sheets))


def _flowing(text: Text) -> Text:
    return Text(flowing(text.en), flowing(text.zh))


def _in_both(names: Sequence[Sequence[str]]) -> list[Text]:
    return [Text(en, zh) for en, zh in zip(*names, strict=True)]


def _item_of(finding: Finding, group: FindingGroup, pack: Pack | None) -> Number | None:
    """The item of the circular that a finding is about, if it is about one."""
    if group.part not in (FindingPart.WHOLE, FindingPart.ITEM):
        return None
    number = group.number if group.part is FindingPart.ITEM else finding.subject
    return None if number is None or items.title_of(number, group.kind, pack, "en") is None else number


def _selection(report: Report, kind: DocumentKind | None) -> Text | None:
    """The items that the document lists, list by list; None where that is not known."""
    shown = [(tally.label, report.selection.get(tally.name, ())) for tally in kind.tallies] if kind else []
    if not any(numbers for _, numbers in shown):
        return None

    def text(lang: Language) -> str:
        joint = say(lang, ", ")
        parts = [
            say(
                lang,
                "{name}: {numbers}",
                name=flowing(name.in_language(lang)),
                numbers=joint.join(printable(str(number)) for number in numbers),
            )
            for name, numbers in shown
            if numbers
        ]
        return say(lang, "; ").join(parts)

    return both(text)


def _clause(finding: Finding, pack: Pack | None) -> Text:
    clause = both(lambda lang: naming.clause_of(finding, pack, lang))
    if pack is None or finding.clause.document != pack.id or finding.clause.clause is None:
        return clause
    return text("{citation}, {clause}", citation=_flowing(pack.citation), clause=clause)


def _in_each(name: Callable[[Language], str | None]) -> Text | None:
    """What there is to say in each language, if there is anything."""
    english, chinese = map(name, LANGUAGES)
    return None if english is None or chinese is None else Text(english, chinese)
