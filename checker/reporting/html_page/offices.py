"""A review office by office: which file stands for each, why the others do not, and how the deadline was kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.i18n import N_, text
from checker.labels import LABELS
from checker.model import RuleStatus, Text
from checker.pack.wording import shown_day
from checker.reporting import naming, roster
from checker.reporting.html_page.findings import plan_view, worst
from checker.reporting.html_page.wording import (
    Badge,
    both,
    clause_label,
    office_name,
    severity_badge,
    standing_badge,
    standing_meaning,
    verdict_badge,
)
from checker.reporting.printable import flowing, printable
from checker.values import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Report, Review, Severity
    from checker.pack.conditions import Test
    from checker.pack.model import Bound, Pack, Rule
    from checker.reporting.html_page.findings import FindingView, PlanView
    from checker.reporting.roster import Entry


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a plan stands to the deadline, and the anchor of the finding that says so, if one does."""

    badge: Badge
    href: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office (or a file of no known office): `key` is its anchor, `across` the findings across plans about it."""

    key: str
    name: Text
    short: Text
    code: str | None
    badge: Badge
    reason: Text
    in_roster: bool
    file: Text | None
    status: Text | None
    version: int | None
    counts: Mapping[Severity, int] | None
    superseded: tuple[str, ...]
    standing: PlanView | None
    report: Report | None
    plans: tuple[PlanView, ...]
    across: tuple[FindingView, ...] = ()
    deadline: Deadline | None = None
    note: Text | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the plan is a draft."""
        return self.report is not None and self.report.status == "draft"

    @property
    def finding_count(self) -> int:
        """How many findings stand under this office."""
        return sum(len(tuple(plan.findings)) for plan in self.plans) + len(self.across)


def offices_of(review: Review, pack: Pack, across: Sequence[FindingView]) -> tuple[Office, ...]:
    """The offices of the roster in its order, then the files of no known office."""
    english, chinese = roster.short_names(pack, "en"), roster.short_names(pack, "zh")
    names = {code: Text(english[code], chinese[code]) for code in pack.offices}
    rules = [rule.id for rule in pack.plan_rules if _asks_for_a_day(rule, pack)]
    made = [
        _office(number, entry, review, pack, names, across, rules)
        for number, entry in enumerate(roster.entries_of(review), 1)
    ]
    made += [
        _alone(
            office_key(number),
            report,
            naming.pack_of(report, {pack.id: pack}),
            is_office=False,
            note=_role(report, review),
        )
        for number, report in enumerate(roster.strangers(review), len(made) + 1)
    ]
    return tuple(made)


def folder_of(review: Review) -> str:
    """The folder that all files of the review are in, with its slash; empty where they share none."""
    return roster.common_folder(report.name or "" for report in review.reports)


def offices_of_reports(reports: Sequence[Report], packs: Mapping[str, Pack]) -> tuple[Office, ...]:
    """An office for each report: the one that issued the plan, or, where that cannot be read, its file."""
    return tuple(
        _alone(
            office_key(number),
            report,
            naming.pack_of(report, packs),
            is_office=report.office is not None,
            is_only=len(reports) == 1,
        )
        for number, report in enumerate(reports, 1)
    )


def office_key(number: int) -> str:
    """The anchor of the office with this place (from 1) among all."""
    return f"o{number}"


def days_of(pack: Pack) -> list[Text]:
    """The days that plans are judged by, with what they mean."""
    return [_day(bound) for bound in pack.bounds.values() if bound.is_day]


def _day(bound: Bound) -> Text:
    day = both(lambda lang: shown_day(day_text(bound.value), lang))
    return text("{day} ({clause}): {meaning}.", day=day, clause=clause_label(bound.clause), meaning=bound.meaning)


def _office(
    number: int,
    entry: Entry,
    review: Review,
    pack: Pack,
    short: Mapping[str, Text],
    across: Sequence[FindingView],
    day_rules: Sequence[str],
) -> Office:
    folder = folder_of(review)
    key, row, report = office_key(number), entry.row, entry.report
    own = [report for report in review.reports if report.office == row.office]
    plans = [
        plan_view(one, naming.pack_of(one, {pack.id: pack}), f"{key}f{place}", _role(one, review))
        for place, one in enumerate(own, 1)
    ]
    plan = next((view for one, view in zip(own, plans, strict=True) if one is report), None)
    badge = standing_badge(entry.standing) if row.verdict is None else verdict_badge(row.verdict)
    meaning = standing_meaning(entry.standing) if plan is None else plan.meaning
    return Office(
        key=key,
        name=_named(row.office, pack),
        short=short.get(row.office) or _shown(row.office),
        code=printable(row.office),
        badge=badge,
        reason=text("{name}: {meaning}.", name=badge.name, meaning=meaning),
        in_roster=True,
        file=None if row.file is None else _shown(row.file.removeprefix(folder)),
        status=None if row.status is None else LABELS["status"][row.status],
        version=row.version,
        counts=row.counts,
        superseded=tuple(printable(name.removeprefix(folder)) for name in row.superseded),
        standing=plan,
        report=report,
        plans=tuple(sorted(plans, key=lambda view: view is not plan)),
        across=tuple(finding for finding in across if finding.office == key),
        deadline=_deadline(entry, plan, pack, day_rules),
        note=None if own or review.reports == () else text("There is no file of this office among those reviewed."),
    )


def _alone(
    key: str,
    report: Report,
    pack: Pack | None,
    *,
    is_office: bool,
    is_only: bool = False,
    note: Text | None = None,
) -> Office:
    """What stands in an office's place where there is no roster, or the office is not in it."""
    plan = plan_view(report, pack, f"{key}f1", is_only=is_only)
    name = office_name(report, pack) if is_office else plan.file
    return Office(
        key=key,
        name=name,
        short=name,
        code=printable(report.office or "") or None if is_office else None,
        badge=plan.badge,
        reason=text("{name}: {meaning}.", name=plan.badge.name, meaning=plan.meaning),
        in_roster=False,
        file=plan.file,
        status=None if report.status is None else LABELS["status"][report.status],
        version=report.version,
        counts=report.counts,
        superseded=(),
        standing=plan,
        report=report,
        plans=(plan,),
        note=note,
    )


def _shown(name: str) -> Text:
    return both(lambda _: printable(name))


def _named(office: str, pack: Pack) -> Text:
    if office not in pack.offices:
        return _shown(office)
    name = pack.offices[office].name
    return both(lambda lang: flowing(name.in_language(lang)))


def _role(report: Report, review: Review) -> Text | None:
    """Why the file does not stand for its office; None where it does."""
    english = roster.note_on(report, replace(review, lang="en"))
    chinese = roster.note_on(report, replace(review, lang="zh"))
    return None if english is None or chinese is None else Text(english, chinese)


def _deadline(entry: Entry, plan: PlanView | None, pack: Pack, rules: Sequence[str]) -> Deadline | None:
    """How the plan stands to the deadline, by the `rules` that ask for a day; None where that is not known."""
    found = None if plan is None else worst(finding for finding in plan.findings if finding.rule in rules)
    if found is not None:
        badge = severity_badge(found.severity)
        title = pack.rules_by_id[found.rule].title
        return Deadline(Badge(badge.kind, badge.sign, both(lambda lang: flowing(title.in_language(lang)))), found.id)
    if entry.standing in (roster.Standing.DRAFT, roster.Standing.ABSENT):
        return Deadline(Badge("none", "–", text("Not submitted")), None)
    if entry.report is None:
        return None
    if any(entry.report.rules.get(rule) is RuleStatus.SATISFIED for rule in rules):
        return Deadline(Badge("pass", "✓", text(N_("Kept", context="deadline"))), None)
    return Deadline(Badge("none", "–", text("Not judged")), None)


def _asks_for_a_day(rule: Rule, pack: Pack) -> bool:
    """Whether the rule compares with a day of the circular."""
    return any(test.bound is not None and pack.bounds[test.bound].is_day for test in _tests(rule))


def _tests(rule: Rule) -> list[Test]:
    blocks = (rule.applies_if, *rule.violated_if)
    return [
        test
        for block in blocks
        for test in (*block.own, *block.anchor, *(test for other in block.others for test in other.tests))
    ]
