"""A review sender by sender: which file stands for each, why the others do not, and how the deadline was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Final

from msgspec.structs import replace

from checker.i18n import N_, say, text
from checker.inputs import common_folder
from checker.model import LANGUAGES, Report, RuleStatus, Severity, Text
from checker.pack.conditions import Test
from checker.pack.model import Bound, DocumentKind, Pack, Rule, shown_bound
from checker.reporting import naming, roster
from checker.reporting.html_page.findings import FindingView, PlanView, plan_view, worst
from checker.reporting.html_page.wording import (
    Badge,
    both,
    clause_label,
    office_name,
    severity_badge,
    standing_badge,
    standing_meaning,
)
from checker.reporting.nouns import nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import Roll, RosterEntry, RosterStanding
from checker.review_model import Review, ReviewedFile

_MOST_FAULTS: Final = 3


@dataclass(frozen=True, slots=True)
class Deadline:
    """How a document stands to the deadline, and the anchor of the finding that says so, if one does."""

    badge: Badge
    href: str | None


@dataclass(frozen=True, slots=True)
class SenderShown:
    """A sender (or a file of no known one): `key` is its anchor, `across` the findings across documents about it.

    `became` is what became of it, by name, and `rank` its place among these; `faults` are the main things that speak
    against it; `file_notes` say which document its file is, which others it supersedes, and what cannot be read.
    """

    key: str
    name: Text
    short: Text
    code: str | None
    badge: Badge
    became: str
    rank: int
    reason: Text
    in_roster: bool
    file: Text | None
    file_notes: tuple[Text, ...]
    faults: tuple[Text, ...]
    counts: Mapping[Severity, int] | None
    standing: PlanView | None
    report: Report | None
    plans: tuple[PlanView, ...]
    is_draft: bool = False
    across: tuple[FindingView, ...] = ()
    deadline: Deadline | None = None
    note: Text | None = None

    @property
    def finding_count(self) -> int:
        """How many findings stand under this sender."""
        return sum(len(tuple(plan.findings)) for plan in self.plans) + len(self.across)


def offices_of(
    roll: Roll, review: Review, pack: Pack, across: Sequence[FindingView], start: int
) -> tuple[SenderShown, ...]:
    """The senders of a roster in its order; their anchors are counted from `start`."""
    english, chinese = (roster.short_names(pack, roll.kind, lang) for lang in LANGUAGES)
    names = {code: Text(english[code], chinese[code]) for code in english}
    rules = day_rules(roll.kind, pack)
    return tuple(
        _office(office_key(number), entry, roll.kind, review, pack, names, across, rules)
        for number, entry in enumerate(roll.entries, start)
    )


def strangers_of(review: Review, pack: Pack, start: int) -> tuple[SenderShown, ...]:
    """The files of nobody on a roster of the review."""
    return tuple(
        changed(
            _alone(
                office_key(number),
                report,
                naming.pack_of(report, {pack.id: pack}),
                is_office=False,
                note=_role(report, review),
            ),
            short=_shown((report.name or "").removeprefix(folder_of(review))),
            file=None,
            file_notes=_guessed(report, review, pack),
        )
        for number, report in enumerate(roster.strangers(review), start)
    )


def day_rules(kind: DocumentKind, pack: Pack) -> tuple[str, ...]:
    """The rules on documents of a kind that compare with a day of the circular."""
    return tuple(rule.id for rule in pack.rules_for(kind) if _asks_for_a_day(rule, pack))


def folder_of(review: Review) -> str:
    """The folder that all files of the review are in, with its slash; empty where they share none."""
    return common_folder(report.name or "" for report in review.reports)


def offices_of_reports(reports: Sequence[Report], packs: Mapping[str, Pack]) -> tuple[SenderShown, ...]:
    """For each report whoever sent the document, or, where that cannot be read, its file."""
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
    """The anchor of the sender with this place (from 1) among all."""
    return f"o{number}"


def days_of(pack: Pack) -> list[Text]:
    """The days that documents are judged by, with what they mean."""
    return [_day(bound, pack) for bound in pack.bounds.values() if bound.is_day]


def _day(bound: Bound, pack: Pack) -> Text:
    day = both(lambda lang: shown_bound(bound, lang))
    return text("{day} ({clause}): {meaning}.", day=day, clause=clause_label(bound.clause, pack), meaning=bound.meaning)


def _office(
    key: str,
    entry: RosterEntry,
    kind: DocumentKind,
    review: Review,
    pack: Pack,
    short: Mapping[str, Text],
    across: Sequence[FindingView],
    rules: Sequence[str],
) -> SenderShown:
    folder = folder_of(review)
    row, report = entry.row, entry.report
    own = [each for each in review.reports if (each.document, each.office) == (row.document, row.office)]
    plans = [
        plan_view(one, naming.pack_of(one, {pack.id: pack}), f"{key}f{place}", _role(one, review))
        for place, one in enumerate(own, 1)
    ]
    plan = next((view for one, view in zip(own, plans, strict=True) if one is report), None)
    badge = standing_badge(entry.standing)
    meaning = standing_meaning(entry.standing, kind, pack)
    notes = [_edition(row.status, row.version, kind)] if row.file is not None else []
    notes += [text("supersedes {file}", file=printable(name.removeprefix(folder))) for name in row.superseded]
    notes += [_unread(each, folder) for each in review.files if each.file in row.unread]
    return SenderShown(
        key=key,
        name=both(lambda lang: naming.sender_name(row.office, kind, pack, lang)),
        short=short.get(row.office) or _shown(row.office),
        code=printable(row.office),
        badge=badge,
        became=entry.standing.value,
        rank=[*RosterStanding].index(entry.standing),
        reason=text("{name}: {meaning}.", name=badge.name, meaning=meaning),
        in_roster=True,
        file=None if row.file is None else _shown(row.file.removeprefix(folder)),
        file_notes=tuple(notes),
        faults=_faults(report, pack) if report is not None else tuple(_doubts(entry, review, key, across)),
        counts=row.counts,
        standing=plan,
        report=report,
        plans=tuple(sorted(plans, key=lambda view: view is not plan)),
        is_draft=row.status is not None and row.status == kind.draft,
        across=tuple(finding for finding in across if finding.office == key),
        deadline=_deadline(entry, plan, pack, rules),
        note=None
        if own or review.reports == ()
        else text("There is no file of this {sender} among those reviewed.", **nouns(kind)),
    )


def _alone(
    key: str,
    report: Report,
    pack: Pack | None,
    *,
    is_office: bool,
    is_only: bool = False,
    note: Text | None = None,
) -> SenderShown:
    """What stands in a sender's place where there is no roster, or the sender is not in it."""
    plan = plan_view(report, pack, f"{key}f1", is_only=is_only)
    status, kind = report.status, naming.kind_of(report, pack)
    name = office_name(report, pack) if is_office else plan.file
    return SenderShown(
        key=key,
        name=name,
        short=name,
        code=printable(report.office or "") or None if is_office else None,
        badge=plan.badge,
        became=report.verdict.value,
        rank=[*RosterStanding].index(RosterStanding(report.verdict.value)),
        reason=text("{name}: {meaning}.", name=plan.badge.name, meaning=plan.meaning),
        in_roster=False,
        file=plan.file,
        file_notes=() if plan.line is None else (_edition(report.status, report.version, kind),),
        faults=_faults(report, pack),
        counts=report.counts,
        standing=plan,
        report=report,
        plans=(plan,),
        is_draft=status is not None and kind is not None and status == kind.draft,
        note=note,
    )


def _faults(report: Report, pack: Pack | None) -> tuple[Text, ...]:
    """The main things that speak against a document."""
    english, chinese = (roster.main_reasons(replace(report, lang=lang), pack, _MOST_FAULTS) for lang in LANGUAGES)
    return tuple(map(Text, english, chinese))


def _doubts(entry: RosterEntry, review: Review, key: str, across: Iterable[FindingView]) -> Iterator[Text]:
    """Why nothing stands for a sender of whom something was sent: what cannot be read, or what is to be decided."""
    if entry.standing is RosterStanding.UNREAD:
        unread = (each.reason for each in review.files if each.file in entry.row.unread)
        yield from (reason or text("The file does not say whose it is.") for reason in unread)
    if entry.standing is RosterStanding.UNCLEAR:
        yield from (finding.title for finding in across if finding.office == key)


def _edition(status: str | None, version: int | None, kind: DocumentKind | None) -> Text:
    """Which of a sender's documents it is: whether it was submitted, and its version."""
    told = [] if status is None else [both(lambda lang: naming.status_name(status, kind, lang))]
    told += [] if version is None else [text("version {version}", version=version)]
    return both(lambda lang: say(lang, N_(", ", context="sentence")).join(each.in_language(lang) for each in told))


def _unread(file: ReviewedFile, folder: str) -> Text:
    """That a file of the sender, which may be a guess, cannot be read."""
    message = N_("perhaps of this sender, a guess: {file}") if file.is_guess else N_("cannot be read: {file}")
    return text(message, file=printable(file.file.removeprefix(folder)))


def _guessed(report: Report, review: Review, pack: Pack) -> tuple[Text, ...]:
    """Whose a file may be."""
    guess = roster.guesses(review).get(report.name or "")
    if guess is None:
        return ()
    return (text("perhaps of {sender}, a guess", sender=both(lambda lang: naming.name_of_any(guess, pack, lang))),)


def _shown(name: str) -> Text:
    return both(lambda _: printable(name))


def _role(report: Report, review: Review) -> Text | None:
    """Why the file does not stand for its sender; None where it does."""
    english, chinese = (roster.note_on(report, replace(review, lang=lang)) for lang in LANGUAGES)
    return None if english is None or chinese is None else Text(english, chinese)


def _deadline(entry: RosterEntry, plan: PlanView | None, pack: Pack, rules: Sequence[str]) -> Deadline | None:
    """How the document stands to the deadline, by the `rules` that ask for a day; None where that is not known."""
    found = None if plan is None else worst(finding for finding in plan.findings if finding.rule in rules)
    if found is not None:
        badge = severity_badge(found.severity)
        title = pack.rules_by_id[found.rule].title
        return Deadline(Badge(badge.kind, badge.sign, both(lambda lang: flowing(title.in_language(lang)))), found.id)
    if entry.standing in (RosterStanding.DRAFT, RosterStanding.ABSENT):
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
    return [
        test
        for block in rule.blocks
        for test in (*block.own, *block.anchor, *(test for other in block.others for test in other.tests))
    ]
