"""Senders on the page: which file stands for each, why the others do not, how the deadline was kept; and the matrix.

The findings of each file come by the part of the document that they stand in. The matrix is senders × items: what was
found under each item of the circular in the document that stands for each sender.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import replace as changed
from itertools import count, groupby
from typing import Any, Final

from checker.i18n import N_, say, text
from checker.inputs import common_folder
from checker.model import LANGUAGES, Finding, Language, Number, Report, RuleStatus, Severity, Text, Verdict
from checker.pack.conditions import Test
from checker.pack.model import DocumentKind, Pack, Rule, shown_bound
from checker.reporting import items, naming, roster
from checker.reporting.html.wording import Badge, both, clause_label, flowing_text, severity_badge, told
from checker.reporting.naming import FindingGroup, FindingPart, grouped, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import Roll, RosterEntry, RosterStanding
from checker.review_model import AssessedSender, Review, ReviewedFile


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
        notes = [told(naming.edition_name, row.status, row.version, kind)] if row.file is not None else []
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
        file_notes=(told(naming.edition_name, status, report.version, kind),) if status else (),
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


OK: Final = "ok"
MISSING: Final = "missing"
NONE: Final = "none"

_SIGNS: Final[Mapping[str, str]] = {
    OK: "✓",
    Severity.ERROR.value: "×",
    Severity.WARNING.value: "!",
    Severity.INFO.value: "i",
    MISSING: "○",
    NONE: "·",
}
_LEGEND: Final[Mapping[str, str]] = {
    "ok": N_("listed, nothing found"),
    "error": N_("number of findings, at least one an error"),
    "warning": N_("number of findings, at least one a warning"),
    "info": N_("number of findings, for information only"),
    "missing": N_("required, and missing"),
    "none": N_("not listed"),
}

_CLASSES: Final[Mapping[str, str]] = {**{each.value: each.value for each in Severity}, Verdict.PASS: OK}
"""What a state is painted as in a cell."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One sender and one item: `kind` is a severity, OK, MISSING or NONE; `href` is the anchor of a finding."""

    kind: str
    text: str
    count: int = 0
    href: str | None = None
    found: str = NONE
    """The kind by what was found, where a cell is painted by another."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix: the groups, the columns, a row for each sender.

    A group has a name, another one for whoever asks where there is no room for it, and so many columns. A column is an
    item: its number and title, whether a group begins with it, and how many of the documents that count list it. The
    first cell of a row is for what is about no item; a row without cells is of a document that was not judged. The
    `totals` are for each state of what was planned, with how many senders each item is in it.
    """

    groups: tuple[tuple[Text, Text | None, int], ...]
    columns: tuple[tuple[str, Text, bool, int], ...]
    rows: tuple[tuple[SenderShown, Sequence[MatrixCell]], ...]
    legend: tuple[Badge, ...]
    totals: tuple[tuple[Text, tuple[int, ...]], ...] = ()


def matrix_of(review: Review, kind: DocumentKind, pack: Pack, offices: Iterable[SenderShown]) -> Matrix | None:
    """The matrix of a kind of document: the columns by group, the groups in the order in which the circular has them.

    None where documents of the kind list no items.
    """
    by_group: dict[Any, list[Number]] = {}
    for number in items.numbers_of(kind, pack):
        by_group.setdefault(items.group_of(number, kind, pack), []).append(number)
    if not by_group:
        return None
    grouping = items.grouping_of(kind, pack)
    order = [] if grouping is None or grouping.of is None else list(pack.codes_of(grouping.of))
    groups = sorted(by_group, key=lambda group: order.index(group) if group in order else len(order))
    numbers = [number for group in groups for number in by_group[group]]
    first = {by_group[group][0] for group in groups}
    listed = review.items.get(kind.format, {})
    needed = items.needed_of(kind, pack)
    found = roster.assessment_of(review, kind)
    assessed = {} if found is None else {each.office: each for each in found.offices}
    signs = {sign: text for sign, text in _SIGNS.items() if sign != MISSING or needed}
    return Matrix(
        groups=tuple(_heading(group, len(by_group[group]), kind, pack) for group in groups),
        columns=tuple(
            (printable(str(number)), told(items.title_of, number, kind, pack), number in first, listed.get(number, 0))
            for number in numbers
        ),
        rows=tuple((office, _cells(office, numbers, kind, assessed.get(office.code or ""))) for office in offices),
        legend=tuple(Badge(name, sign, text(_LEGEND[name])) for name, sign in signs.items())
        if found is None
        else _legend_of_states(kind),
        totals=()
        if found is None
        else tuple(
            (state.label, tuple(found.items.get(str(number), {}).get(state.name, 0) for number in numbers))
            for state in kind.states
        ),
    )


def _heading(group: Any, count: int, kind: DocumentKind, pack: Pack) -> tuple[Text, Text | None, int]:
    if group is None:
        return nouns(kind)["Items"], None, count
    name = told(items.group_name, group, kind, pack)
    if items.has_classes(kind, pack):
        return Text(name.en.capitalize(), name.zh.capitalize()), None, count
    return Text(printable(str(group)), printable(str(group))), name, count


def _legend_of_states(kind: DocumentKind) -> tuple[Badge, ...]:
    states = [Badge(_CLASSES[str(each.state)], roster.STATE_SIGNS[str(each.state)], each.label) for each in kind.states]
    return (
        *states,
        Badge(NONE, roster.OPEN_SIGN, text("left open by the report")),
        Badge(NONE, _SIGNS[NONE], text("not planned")),
    )


def _cells(
    office: SenderShown, numbers: Sequence[Number], kind: DocumentKind, assessed: AssessedSender | None
) -> list[MatrixCell]:
    """The cells of a row: what was found under each item, or how what somebody planned of it stands."""
    plan = office.plan
    about: Mapping[Number | None, Sequence[FindingView]] = {} if plan is None else plan.about
    cells = [_cell(about.get(None, ()), NONE)]
    if assessed is not None:
        signs = roster.signs_of(assessed, kind)
        for number in numbers:
            sign, role = signs.get(number, ("", None))
            found = _cell(about.get(number, ()), NONE)
            cells.append(replace(found, kind=_CLASSES.get(role or "", NONE), text=sign or found.text, found=found.kind))
        return cells
    if plan is None or all(status is RuleStatus.NOT_RUN for status in plan.report.rules.values()):
        return []
    states = dict.fromkeys(items.listed_in(plan.report, kind), OK)
    states |= dict.fromkeys(items.missing_in(plan.report, kind), MISSING)
    return [*cells, *(_cell(about.get(number, ()), states.get(number, NONE)) for number in numbers)]


def _cell(findings: Sequence[FindingView], state: str) -> MatrixCell:
    """The cell of what is in this state by itself, whatever was found about it."""
    found = worst(findings)
    if found is None:
        return MatrixCell(state, _SIGNS[state])
    kind = MISSING if state is MISSING else found.finding.severity.value
    text = _SIGNS[kind] if kind is MISSING else f"{_SIGNS[kind]}{len(findings)}"
    return MatrixCell(kind, text, len(findings), found.id, kind)
