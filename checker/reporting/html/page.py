"""Everything that stands on the page, in its order; made from reports, or from reviews."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from checker.comparing import Comparison
from checker.i18n import N_, say, text
from checker.model import Finding, Language, Report, RuleStatus, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import naming, roster
from checker.reporting.html.offices import (
    FindingView,
    Matrix,
    SenderShown,
    day_rules,
    days_of,
    folder_of,
    matrix_of,
    offices_of,
    offices_of_reports,
    strangers_of,
)
from checker.reporting.html.wording import both, clause_label, counted, counts_name, flowing_text, told
from checker.reporting.naming import common_nouns, nouns
from checker.reporting.printable import printable
from checker.reporting.roster import SELDOM, Roll, RosterStanding
from checker.review_model import Resubmission, Review, ReviewedFile
from checker.rounds import Round, sender_about

STATUSES: Final = (RuleStatus.VIOLATED, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE, RuleStatus.NOT_RUN)

ACROSS: Final = "across"
"""The key of what is about no single sender."""

Option = tuple[str, Text]
"""One choice of a filter: what findings carry, and what it is called."""


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """The senders of one kind of document, or all reports: `words` are what it is called, `id` ends the anchors.

    `name` tells it apart where there are several. `whole` is how many there are, `shares` how many of each verdict or
    standing. `matrix` is None where documents of the kind list no items; `strangers` are files of nobody on a roster.
    `resubmissions` are what became of the findings between the two newest versions of senders. `assessment` is how the
    plans stand: what is said of all, and the table of who is how far, its head first.
    """

    id: str
    name: Text | None
    words: Mapping[str, Text]
    kind: DocumentKind | None
    pack: Pack | None
    whole: int
    shares: tuple[tuple[RosterStanding, int], ...]
    offices: Sequence[SenderShown]
    days: tuple[Text, ...] = ()
    folder: Text | None = None
    strangers: tuple[SenderShown, ...] = ()
    has_deadline: bool = False
    resubmissions: tuple[tuple[SenderShown, Resubmission], ...] = ()
    matrix: Matrix | None = None
    assessment: tuple[tuple[Text, ...], tuple[tuple[Text, ...], ...]] | None = None


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One rule, and of how many documents it came to each status; `is_across` of a rule across documents."""

    rule: str
    pack: Pack | None
    counts: Counter[RuleStatus]
    is_across: bool = False


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The page of what was `judged`, reports or reviews; `lang` is the language it opens in.

    `offices` are all senders, and the files of nobody on a roster. The `files` of reviews come with the anchors of
    their reports, whose they are by name, and what is said of each; the `comparison` and the `rounds` with their rule
    packs, and the senders on the page by document and code.
    """

    lang: Language
    title: Text
    judged: Sequence[Report | Review]
    packs: Sequence[Pack]
    is_review: bool = False
    tables: list[HtmlTable] = field(default_factory=list)
    offices: list[SenderShown] = field(default_factory=list)
    across: list[FindingView] = field(default_factory=list)
    checked: list[CheckedRule] = field(default_factory=list)
    files: list[tuple[ReviewedFile, str | None, Text | None, Sequence[Text]]] = field(default_factory=list)
    comparison: tuple[Comparison, Pack | None] | None = None
    rounds: Sequence[tuple[Round, Pack, Mapping[tuple[str, str | None], SenderShown]]] = ()

    @property
    def findings(self) -> list[Finding]:
        """All findings, those across documents first."""
        reports = [report for each in self.judged for report in (each.reports if isinstance(each, Review) else (each,))]
        found = [view.finding for view in self.across]
        return [*found, *(finding for report in reports for finding in report.findings)]

    @property
    def whole(self) -> int:
        """How many senders, or reports, there are in the tables."""
        return sum(table.whole for table in self.tables)


def page_of_reviews(reviews: Sequence[Review], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of the reviews of several circulars, one after the other in each of its sections."""
    used = [packs[review.pack_id] for review in reviews]
    kinds = [pack.documents[name] for review, pack in zip(reviews, used, strict=True) for name in review.documents]
    title = text("Review of {documents}", **common_nouns(kinds))
    page = HtmlPage(reviews[0].lang, title, reviews, used, is_review=True)
    for review, pack in zip(reviews, used, strict=True):
        _add(page, review, pack)
    return page


def _add(page: HtmlPage, review: Review, pack: Pack) -> None:
    """Put a review beside those before it."""
    rolls = roster.rolls_of(review, pack)
    start = len(page.offices)
    rows = [entry.row for roll in rolls for entry in roll.entries]
    keys = {(row.document, row.office): f"o{number}" for number, row in enumerate(rows, start + 1)}
    across = []
    for number, finding in enumerate(review.findings, len(page.across) + 1):
        about = sender_about(finding, pack, keys)
        office = None if about is None else keys[about]
        across.append(FindingView(f"a{number}", finding, pack, is_across=True, office=office))
    for roll in rolls:
        offices = offices_of(roll, review, pack, across, len(page.offices) + 1)
        page.tables.append(_table(page, roll, offices, review, pack, is_first=roll is rolls[0]))
        page.offices.extend(offices)
    standing = [office.plan.report for office in page.offices[start:] if office.plan is not None]
    strangers = strangers_of(review, pack, len(page.offices) + 1)
    page.tables[-1] = replace(page.tables[-1], strangers=strangers)
    page.offices.extend(strangers)
    page.files.extend(_files(review, page.offices[start:]))
    page.across.extend(across)
    page.checked.extend(_checked(standing, {pack.id: pack}))
    for rule, status in review.rules.items():
        page.checked.append(CheckedRule(rule, pack, Counter({status: 1}), is_across=True))


def _table(
    page: HtmlPage, roll: Roll, offices: Sequence[SenderShown], review: Review, pack: Pack, *, is_first: bool
) -> HtmlTable:
    kind, folder = roll.kind, folder_of(review)
    rules = day_rules(kind, pack)
    name = None
    if len(page.judged) > 1:
        citation = flowing_text(pack.citation)
        name = text("{documents}, {citation}", documents=nouns(kind)["Documents"], citation=citation)
    elif len(review.documents) > 1:
        name = nouns(kind)["Documents"]
    by_code = {office.code: office for office in offices}
    return HtmlTable(
        id=f"-{len(page.tables) + 1}" if page.tables else "",
        name=name,
        words=nouns(kind),
        kind=kind,
        pack=pack,
        whole=len(roll.entries),
        shares=tuple(
            (standing, len(roll.of(standing)))
            for standing in RosterStanding
            if (pack.authority is not None or standing is not RosterStanding.RETURN)
            and (standing not in SELDOM or roll.of(standing))
        ),
        offices=offices,
        days=tuple(days_of(pack)) if rules and is_first else (),
        folder=text("{label}: {text}", label=text("Folder"), text=printable(folder)) if folder and is_first else None,
        has_deadline=bool(rules),
        resubmissions=tuple(
            (by_code[each.office], each) for each in roster.resubmissions_below(review) if each.document == kind.format
        ),
        matrix=matrix_of(review, kind, pack, offices),
        assessment=_assessment(review, kind, pack),
    )


def page_of_reports(reports: Sequence[Report], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of reports, each for itself."""
    offices = offices_of_reports(reports, packs)
    of = [naming.pack_of(report, packs) for report in reports]
    used = list(dict.fromkeys(pack for pack in of if pack is not None))
    kinds = [naming.kind_of(report, pack) for report, pack in zip(reports, of, strict=True)]
    words = common_nouns(kinds)
    counts = Counter(report.verdict for report in reports)
    returns = not used or any(pack.authority is not None for pack in used)
    table = HtmlTable(
        id="",
        name=None,
        words=words,
        kind=kinds[0] if len(set(kinds)) == 1 else None,
        pack=used[0] if len(used) == 1 else None,
        whole=len(reports),
        shares=tuple(
            (standing, counts[Verdict(standing.value)])
            for standing in RosterStanding
            if standing.value in set(Verdict) and (standing is not RosterStanding.RETURN or returns)
        ),
        offices=offices,
    )
    return HtmlPage(
        lang=reports[0].lang if reports else "en",
        title=text(N_("Check: {document}") if len(reports) == 1 else N_("Check of {documents}"), **words),
        judged=reports,
        packs=used,
        tables=[table],
        offices=[*offices],
        checked=_checked(reports, packs),
    )


def page_of_comparison(comparison: Comparison, reports: Sequence[Report], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of reports on versions of what one sender has written, with what has become of the findings."""
    pack = naming.pack_of(comparison.new, packs)
    named = nouns(naming.kind_of(comparison.new, pack))
    old, new = comparison.old.plan_year, comparison.new.plan_year
    if old is None or new is None or old == new:
        title = text("Two versions compared: {document}", **named)
    else:
        title = text("{old} and {new} compared: {document}", old=old, new=new, **named)
    return replace(page_of_reports(reports, packs), title=title, comparison=(comparison, pack))


def page_of_rounds(rounds: Sequence[Round], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of the later of two reviews, circular by circular, with what has changed since the earlier one."""
    page = page_of_reviews([made.new for made in rounds], packs)
    tables = iter(page.tables)
    told_apart = [
        (
            made,
            packs[made.new.pack_id],
            {(document, office.code): office for document in made.new.documents for office in next(tables).offices},
        )
        for made in rounds
    ]
    return replace(page, title=text("Two reviews compared"), rounds=told_apart)


def _assessment(review: Review, kind: DocumentKind, pack: Pack) -> Any:
    found = roster.assessment_of(review, kind)
    if found is None:
        return None

    def rows(lang: Language) -> Iterable[Iterable[str]]:
        table = roster.sender_table(found, kind, pack, lang)
        return (table.head, *table.rows)

    return told(roster.assessment_lines, found, kind), told(rows)


def _files(
    review: Review, offices: Iterable[SenderShown]
) -> Iterator[tuple[ReviewedFile, str | None, Text | None, Sequence[Text]]]:
    """Every file of a review: with the anchor of its report, whose it is by name, and what is said of it."""
    shown = [*offices]
    names = {office.code: office.short for office in shown if office.code}
    anchors: Mapping[str | None, str] = {plan.report.name: plan.id for office in shown for plan in office.plans}
    for each, row in zip(review.files, told(roster.file_rows, review), strict=True):
        yield each, anchors.get(each.file), names.get(row[1].en), row


def _checked(reports: Iterable[Report], packs: Mapping[str, Pack]) -> list[CheckedRule]:
    """The rules that judged these reports, each pack's in its order."""
    counts: dict[tuple[Pack | None, str], Counter[RuleStatus]] = {}
    for report in reports:
        pack = naming.pack_of(report, packs)
        for rule, status in report.rules.items():
            counts.setdefault((pack, rule), Counter())[status] += 1
    return [CheckedRule(rule, pack, found) for (pack, rule), found in counts.items()]


def sender_options(page: HtmlPage) -> list[Option]:
    """The senders with findings, and what is about no single one."""
    named = [(office.key, office.short, office.finding_count) for office in page.offices]
    named.append((ACROSS, text("across the documents"), sum(view.office is None for view in page.across)))
    return [(key, text("{name} ({count})", name=name, count=count)) for key, name, count in named if count]


def rule_options(page: HtmlPage) -> list[tuple[Text, list[Option]]]:
    """The rules that were broken, under their clauses."""
    findings, packs = page.findings, {pack.id: pack for pack in page.packs}
    counts = Counter(printable(finding.rule) for finding in findings)
    by_clause: dict[tuple[str, str], tuple[Text, list[Option]]] = {}
    for finding in sorted(findings, key=lambda each: (each.rule not in naming.BEFORE_RULES, each.clause.clause or "")):
        rule = printable(finding.rule)
        if rule not in counts:
            continue
        pack = packs.get(finding.clause.document)
        known = None if pack is None else pack.rules_by_id.get(finding.rule)
        clause = text("Format and legibility") if known is None else clause_label(known.clause, pack)
        title = told(naming.rule_title, finding, pack)
        of = "" if known is None or pack is None else pack.id
        option = rule, text("{name} ({count})", name=title, count=counts.pop(rule))
        by_clause.setdefault((of, clause.en), (clause, []))[1].append(option)
    return list(by_clause.values())


def citations(packs: Iterable[Pack]) -> Text:
    """The circulars by how they are cited, one after the other."""
    cited = [flowing_text(pack.citation) for pack in packs]
    return both(lambda lang: say(lang, ", ").join(words.in_language(lang) for words in cited))


def circular_name(pack: Pack) -> Text:
    """The circular as it is named at the top of a page."""
    return text("{citation}: {title}", citation=flowing_text(pack.citation), title=flowing_text(pack.title))


def total(page: HtmlPage) -> Text:
    """How many files there are, and findings of each severity."""
    findings = page.findings
    return text(
        "{files}, {findings}: {counts}",
        files=counted("file", len(page.files) if page.is_review else len(page.judged)),
        findings=counted("finding", len(findings)),
        counts=counts_name(Counter(finding.severity for finding in findings)),
    )


def made_by(page: HtmlPage) -> Text:
    """By which rule packs the page was judged, and with what."""
    engines = (each.engine for each in page.judged)
    names = ", ".join(dict.fromkeys(printable(f"{engine.name} {engine.version}") for engine in engines))
    by_pack = [each for each in page.judged if each.pack_id is not None]
    used = both(lambda lang: ", ".join(dict.fromkeys(naming.pack_name(each, lang) or "" for each in by_pack)))
    if not by_pack:
        return text("Evaluator: {engine}. The page is complete in itself and fetches nothing.", engine=names)
    return text(
        "Judged by rule pack {pack} with {engine}. The page is complete in itself and fetches nothing.",
        pack=used,
        engine=names,
    )
