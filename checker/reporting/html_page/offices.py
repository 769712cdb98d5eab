"""A review sender by sender: which file stands for each, why the others do not, and how the deadline was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from checker.i18n import N_, say, text
from checker.inputs import common_folder
from checker.model import LANGUAGES, Report, RuleStatus, Severity, Text
from checker.pack.conditions import Test
from checker.pack.model import DocumentKind, Pack, Rule, shown_bound
from checker.reporting import naming, roster
from checker.reporting.html_page.findings import FindingView, PlanView, plan_view, worst
from checker.reporting.html_page.wording import Badge, both, clause_label, flowing_text, severity_badge, told
from checker.reporting.nouns import nouns
from checker.reporting.printable import printable
from checker.reporting.roster import Roll, RosterEntry, RosterStanding
from checker.review_model import Review, ReviewedFile


@dataclass(frozen=True, slots=True)
class SenderShown:
    """A sender (or a file of no known one): `key` is its anchor, `across` the findings across documents about it.

    `plan` is the file that stands for it; `doubts` say why none does; `file_notes` say which document its file is,
    which others it supersedes, and what cannot be read. `deadline` is how the document stands to the deadline, and the
    anchor of the finding that says so, if one does.
    """

    key: str
    name: Text
    short: Text
    code: str | None
    standing: RosterStanding
    file: Text | None
    file_notes: tuple[Text, ...]
    counts: Mapping[Severity, int] | None
    plan: PlanView | None
    plans: tuple[PlanView, ...]
    doubts: tuple[Text, ...] = ()
    is_draft: bool = False
    across: tuple[FindingView, ...] = ()
    deadline: tuple[Badge, str | None] | None = None
    note: Text | None = None

    @property
    def finding_count(self) -> int:
        """How many findings stand under this sender."""
        return sum(len(tuple(plan.findings)) for plan in self.plans) + len(self.across)


def offices_of(
    roll: Roll, review: Review, pack: Pack, across: Sequence[FindingView], start: int
) -> tuple[SenderShown, ...]:
    """The senders of a roster in its order; their anchors are counted from `start`."""
    kind, folder, rules = roll.kind, folder_of(review), day_rules(roll.kind, pack)
    english, chinese = (roster.short_names(pack, kind, lang) for lang in LANGUAGES)
    shown = []
    for number, entry in enumerate(roll.entries, start):
        key, row = f"o{number}", entry.row
        own = [each for each in review.reports if (each.document, each.office) == (row.document, row.office)]
        plans = [
            plan_view(one, naming.pack_of(one, {pack.id: pack}), f"{key}f{place}", _role(one, review))
            for place, one in enumerate(own, 1)
        ]
        plan = next((view for view in plans if view.report is entry.report), None)
        notes = [_edition(row.status, row.version, kind)] if row.file is not None else []
        notes += [text("supersedes {file}", file=printable(name.removeprefix(folder))) for name in row.superseded]
        notes += [_unread(each, folder) for each in review.files if each.file in row.unread]
        about = tuple(view for view in across if view.office == key)
        is_missing = not own and review.reports != ()
        sender = SenderShown(
            key=key,
            name=told(naming.sender_name, row.office, kind, pack),
            short=Text(english[row.office], chinese[row.office]) if row.office in english else _shown(row.office),
            code=printable(row.office),
            standing=entry.standing,
            file=None if row.file is None else _shown(row.file.removeprefix(folder)),
            file_notes=tuple(notes),
            counts=row.counts,
            plan=plan,
            plans=tuple(sorted(plans, key=lambda view: view is not plan)),
            doubts=tuple(_doubts(entry, review, about)),
            is_draft=row.status is not None and row.status == kind.draft,
            across=about,
            deadline=_deadline(entry, plan, pack, rules),
            note=text("There is no file of this {sender} among those reviewed.", **nouns(kind)) if is_missing else None,
        )
        shown.append(sender)
    return tuple(shown)


def strangers_of(review: Review, pack: Pack, start: int) -> tuple[SenderShown, ...]:
    """The files of nobody on a roster of the review."""
    folder = folder_of(review)
    return tuple(
        changed(
            _alone(f"o{number}", report, naming.pack_of(report, {pack.id: pack}), is_office=False),
            short=_shown((report.name or "").removeprefix(folder)),
            file=None,
            file_notes=_guessed(report, review, pack),
            note=_role(report, review),
        )
        for number, report in enumerate(roster.strangers(review), start)
    )


def day_rules(kind: DocumentKind, pack: Pack) -> tuple[str, ...]:
    """The rules on documents of a kind that compare with a day of the circular."""
    days = {name for name, bound in pack.bounds.items() if bound.is_day}
    return tuple(rule.id for rule in pack.rules_for(kind) if days & {test.bound for test in _tests(rule)})


def folder_of(review: Review) -> str:
    """The folder that all files of the review are in, with its slash; empty where they share none."""
    return common_folder(report.name or "" for report in review.reports)


def offices_of_reports(reports: Sequence[Report], packs: Mapping[str, Pack]) -> tuple[SenderShown, ...]:
    """For each report whoever sent the document, or, where that cannot be read, its file."""
    return tuple(
        _alone(
            f"o{number}",
            report,
            naming.pack_of(report, packs),
            is_office=report.office is not None,
            is_only=len(reports) == 1,
        )
        for number, report in enumerate(reports, 1)
    )


def days_of(pack: Pack) -> list[Text]:
    """The days that documents are judged by, with what they mean."""
    return [
        text(
            "{day} ({clause}): {meaning}.",
            day=told(shown_bound, bound),
            clause=clause_label(bound.clause, pack),
            meaning=bound.meaning,
        )
        for bound in pack.bounds.values()
        if bound.is_day
    ]


def _alone(key: str, report: Report, pack: Pack | None, *, is_office: bool, is_only: bool = False) -> SenderShown:
    """What stands in a sender's place where there is no roster, or the sender is not in it."""
    plan = plan_view(report, pack, f"{key}f1", is_only=is_only)
    status, kind, file = report.status, plan.kind, told(naming.input_name, report)
    name = told(naming.office_name, report, pack) if is_office else file
    return SenderShown(
        key=key,
        name=name,
        short=name,
        code=printable(report.office or "") or None if is_office else None,
        standing=RosterStanding(report.verdict.value),
        file=file,
        file_notes=(_edition(status, report.version, kind),) if status else (),
        counts=report.counts,
        plan=plan,
        plans=(plan,),
        is_draft=status is not None and kind is not None and status == kind.draft,
    )


def _doubts(entry: RosterEntry, review: Review, about: Iterable[FindingView]) -> Iterator[Text]:
    """Why nothing stands for a sender of whom something was sent: what cannot be read, or what is to be decided."""
    if entry.standing is RosterStanding.UNREAD:
        unread = (each.reason for each in review.files if each.file in entry.row.unread)
        yield from (reason or text("The file does not say whose it is.") for reason in unread)
    if entry.standing is RosterStanding.UNCLEAR:
        yield from (told(naming.rule_title, view.finding, view.pack) for view in about)


def _edition(status: str | None, version: int | None, kind: DocumentKind | None) -> Text:
    """Which of a sender's documents it is: whether it was submitted, and its version."""
    parts = [] if status is None else [told(naming.status_name, status, kind)]
    parts += [] if version is None else [text("version {version}", version=version)]
    return both(lambda lang: say(lang, N_(", ", context="sentence")).join(each.in_language(lang) for each in parts))


def _unread(file: ReviewedFile, folder: str) -> Text:
    """That a file of the sender, which may be a guess, cannot be read."""
    message = N_("perhaps of this sender, a guess: {file}") if file.is_guess else N_("cannot be read: {file}")
    return text(message, file=printable(file.file.removeprefix(folder)))


def _guessed(report: Report, review: Review, pack: Pack) -> tuple[Text, ...]:
    """Whose a file may be."""
    guess = roster.guesses(review).get(report.name or "")
    if guess is None:
        return ()
    return (text("perhaps of {sender}, a guess", sender=told(naming.name_of_any, guess, pack)),)


def _shown(name: str) -> Text:
    return Text(printable(name), printable(name))


def _role(report: Report, review: Review) -> Text | None:
    """Why the file does not stand for its sender; None where it does."""
    role: Text | None = told(lambda spoken: roster.note_on(report, spoken), review)
    return role


def _deadline(
    entry: RosterEntry, plan: PlanView | None, pack: Pack, rules: Sequence[str]
) -> tuple[Badge, str | None] | None:
    """How the document stands to the deadline, by the `rules` that ask for a day; None where that is not known."""
    found = None if plan is None else worst(view for view in plan.findings if view.finding.rule in rules)
    if found is not None:
        badge = severity_badge(found.finding.severity)
        return changed(badge, name=flowing_text(pack.rules_by_id[found.finding.rule].title)), found.id
    if entry.standing in (RosterStanding.DRAFT, RosterStanding.ABSENT):
        return Badge("none", "–", text("Not submitted")), None
    if entry.report is None:
        return None
    if any(entry.report.rules.get(rule) is RuleStatus.SATISFIED for rule in rules):
        return Badge("pass", "✓", text(N_("Kept", context="deadline"))), None
    return Badge("none", "–", text("Not judged")), None


def _tests(rule: Rule) -> list[Test]:
    return [
        test
        for block in rule.blocks
        for test in (*block.own, *block.anchor, *(test for other in block.others for test in other.tests))
    ]
