"""Everything that stands on the page, in its order; made from reports, or from reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.comparing import Comparison
from checker.i18n import N_, say, text
from checker.model import LANGUAGES, Engine, Finding, Language, Report, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.reporting import assessment, naming, roster
from checker.reporting.html_page.checked import CheckedRule, checked_across, checked_in
from checker.reporting.html_page.compared import Changes, RoundView, changes_of, round_view
from checker.reporting.html_page.files import FileShown, counts_of, decisions_of, files_of
from checker.reporting.html_page.filters import Filters, filters_of
from checker.reporting.html_page.findings import FindingView, across_view
from checker.reporting.html_page.matrix import Matrix, matrix_of
from checker.reporting.html_page.offices import (
    SenderShown,
    day_rules,
    days_of,
    folder_of,
    office_key,
    offices_of,
    offices_of_reports,
    strangers_of,
)
from checker.reporting.html_page.wording import (
    Badge,
    both,
    counted,
    counts_name,
    standing_badge,
    standing_meaning,
)
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import SELDOM, Roll, RosterStanding
from checker.review_model import Review
from checker.rounds import Round


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the whole have a verdict, which is named `became`; `before` is how many the shares before it have."""

    became: str
    badge: Badge
    count: int
    before: int
    meaning: Text


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """What became of the findings between the two newest versions of a sender, by its anchor and short name."""

    key: str
    short: Text
    old: Text
    new: Text
    fixed: int
    still_open: int
    added: int


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """How the plans stand: what is said of all, and the table of who is how far."""

    lines: tuple[Text, ...]
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """The senders of one kind of document, or all reports: `words` are what it is called, `id` ends the anchors.

    `name` tells it apart where there are several. `whole` is how many there are, `shares` how many of each verdict.
    `matrix` is None where documents of the kind list no items; `strangers` are files of nobody on a roster.
    """

    id: str
    name: Text | None
    words: Mapping[str, Text]
    days: tuple[Text, ...]
    folder: Text | None
    whole: int
    of_whole: Text
    shares: tuple[Share, ...]
    offices: tuple[SenderShown, ...]
    strangers: tuple[SenderShown, ...] = ()
    has_deadline: bool = False
    resubmissions: tuple[Resubmitted, ...] = ()
    matrix: Matrix | None = None
    assessment: AssessmentShown | None = None


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The page. `across` is None where it shows reports; `lang` is the language it opens in.

    `offices` are all senders, and the files of nobody on a roster; `whole` is how many there are in the `tables`.
    """

    lang: Language
    title: Text
    document_title: Text
    running_head: Text
    circulars: tuple[Text, ...]
    total: Text
    finding_count: int
    whole: int
    failures: tuple[Text, ...]
    tables: tuple[HtmlTable, ...]
    offices: tuple[SenderShown, ...]
    across: tuple[FindingView, ...] | None
    checked: tuple[CheckedRule, ...]
    files: tuple[FileShown, ...]
    file_counts: tuple[Text, ...]
    decisions: tuple[tuple[Text, ...], ...]
    filters: Filters
    made_by: Text
    changes: Changes | None = None
    rounds: tuple[RoundView, ...] = ()

    @property
    def is_review(self) -> bool:
        """Whether the page shows reviews, with rosters."""
        return self.across is not None

    @property
    def has_matrix(self) -> bool:
        """Whether some kind of document lists items."""
        return any(table.matrix is not None for table in self.tables)


@dataclass(slots=True)
class _Parts:
    """What the page says of some reviews, as they are put together."""

    several: bool
    kinds: list[DocumentKind] = field(default_factory=list)
    tables: list[HtmlTable] = field(default_factory=list)
    offices: list[SenderShown] = field(default_factory=list)
    across: list[FindingView] = field(default_factory=list)
    checked: list[CheckedRule] = field(default_factory=list)
    files: list[FileShown] = field(default_factory=list)

    def add(self, review: Review, pack: Pack) -> None:
        """Put a review beside those before it."""
        rolls = roster.rolls_of(review, pack)
        start = len(self.offices) + 1
        rows = [entry.row for roll in rolls for entry in roll.entries]
        keys = {(row.document, row.office): office_key(number) for number, row in enumerate(rows, start)}
        across = tuple(
            across_view(finding, pack, f"a{number}", _key_of(finding, keys, pack))
            for number, finding in enumerate(review.findings, len(self.across) + 1)
        )
        standing: list[Report] = []
        for place, roll in enumerate(rolls):
            offices = offices_of(roll, review, pack, across, len(self.offices) + 1)
            is_first, is_alone = place == 0, len(rolls) == 1
            self.tables.append(self._table(roll, offices, review, pack, keys, is_first=is_first, is_alone=is_alone))
            self.offices += offices
            standing += [office.report for office in offices if office.report is not None]
        strangers = strangers_of(review, pack, len(self.offices) + 1)
        self.tables[-1] = replace(self.tables[-1], strangers=strangers)
        self.offices += strangers
        self.files += files_of(review, self.offices[start - 1 :])
        self.kinds += [roll.kind for roll in rolls]
        self.across += across
        self.checked += [*checked_in(standing, {pack.id: pack}), *checked_across(review, pack)]

    def _table(
        self,
        roll: Roll,
        offices: tuple[SenderShown, ...],
        review: Review,
        pack: Pack,
        keys: Mapping[tuple[str, str], str],
        *,
        is_first: bool,
        is_alone: bool,
    ) -> HtmlTable:
        kind, folder = roll.kind, folder_of(review)
        rules = day_rules(kind, pack)
        count = len(roll.entries)
        standings = [
            standing
            for standing in RosterStanding
            if (pack.authority is not None or standing is not RosterStanding.RETURN)
            and (standing not in SELDOM or roll.of(standing))
        ]
        name = None
        if self.several:
            name = text("{documents}, {citation}", documents=nouns(kind)["Documents"], citation=_citation(pack))
        elif not is_alone:
            name = nouns(kind)["Documents"]
        return HtmlTable(
            id=f"-{len(self.tables) + 1}" if self.tables else "",
            name=name,
            words=nouns(kind),
            days=tuple(days_of(pack)) if rules and is_first else (),
            folder=text("{label}: {text}", label=text("Folder"), text=printable(folder))
            if folder and is_first
            else None,
            whole=count,
            of_whole=text("of {whole}", whole=counted("sender", count, kind)),
            shares=_shares(Counter(entry.standing.value for entry in roll.entries), standings, kind, pack),
            offices=offices,
            has_deadline=bool(rules),
            resubmissions=tuple(_resubmitted(review, kind, offices, keys)),
            matrix=matrix_of(review, kind, pack, offices),
            assessment=_assessment(review, kind, pack),
        )


def page_of_reviews(reviews: Sequence[Review], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of the reviews of several circulars, one after the other in each of its sections."""
    used = [packs[review.pack_id] for review in reviews]
    parts = _Parts(several=len(reviews) > 1)
    for review, pack in zip(reviews, used, strict=True):
        parts.add(review, pack)
    reports = [report for review in reviews for report in review.reports]
    across = [finding for review in reviews for finding in review.findings]
    findings = [*across, *(finding for report in reports for finding in report.findings)]
    failures = [review.engine.failure for review in reviews if review.engine.failure is not None]
    title = text("Review of {documents}", **common_nouns(parts.kinds))
    return HtmlPage(
        lang=reviews[0].lang,
        title=title,
        document_title=text("{title} – {citation}", title=title, citation=_citations(used)),
        running_head=text("{title} · {circular}", title=title, circular=_citations(used)),
        circulars=tuple(map(circular_name, used)),
        total=_total(len(parts.files), findings),
        finding_count=len(findings),
        whole=sum(table.whole for table in parts.tables),
        failures=tuple(_failure(failure) for failure in failures),
        tables=tuple(parts.tables),
        offices=tuple(parts.offices),
        across=tuple(parts.across),
        checked=tuple(parts.checked),
        files=tuple(parts.files),
        file_counts=tuple(map(counts_of, reviews)),
        decisions=tuple(row for review in reviews for row in decisions_of(review)),
        filters=filters_of(parts.offices, parts.across, findings, {pack.id: pack for pack in used}),
        made_by=_made_by(reviews, [review.engine for review in reviews]),
    )


def _assessment(review: Review, kind: DocumentKind, pack: Pack) -> AssessmentShown | None:
    told = assessment.assessment_of(review, kind)
    if told is None:
        return None
    lines = zip(*(assessment.summary(told, kind, lang) for lang in LANGUAGES), strict=True)
    tables = [assessment.sender_table(told, kind, pack, lang) for lang in LANGUAGES]
    head = zip(*(table.head for table in tables), strict=True)
    rows = (zip(*each, strict=True) for each in zip(*(table.rows for table in tables), strict=True))
    return AssessmentShown(
        lines=tuple(Text(*pair) for pair in lines),
        head=tuple(Text(*pair) for pair in head),
        rows=tuple(tuple(Text(*pair) for pair in row) for row in rows),
    )


def _failure(failure: Text) -> Text:
    return both(lambda lang: roster.failure_line(failure, lang))


def _key_of(finding: Finding, keys: Mapping[tuple[str, str], str], pack: Pack) -> str | None:
    """The anchor of the sender that a finding across documents is about, if it is about one."""
    if not finding.at:
        return None
    rule = pack.rules_by_id.get(finding.rule)
    documents = (*(rule.documents if rule else ()), *pack.documents)
    return next((keys[name, str(finding.at[0])] for name in documents if (name, str(finding.at[0])) in keys), None)


def _resubmitted(
    review: Review, kind: DocumentKind, offices: Iterable[SenderShown], keys: Mapping[tuple[str, str], str]
) -> Iterator[Resubmitted]:
    names = {office.key: office.short for office in offices}
    for each in roster.resubmissions_below(review):
        if each.document == kind.format:
            key = keys[each.document, each.office]
            old, new = printable(each.old), printable(each.new)
            yield Resubmitted(key, names[key], Text(old, old), Text(new, new), each.fixed, each.still_open, each.added)


def page_of_reports(reports: Sequence[Report], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of reports, each for itself."""
    offices = offices_of_reports(reports, packs)
    of = [naming.pack_of(report, packs) for report in reports]
    used = list(dict.fromkeys(pack for pack in of if pack is not None))
    kinds = [naming.kind_of(report, pack) for report, pack in zip(reports, of, strict=True)]
    words = common_nouns(kinds)
    findings = [finding for report in reports for finding in report.findings]
    title = text(N_("Check: {document}") if len(reports) == 1 else N_("Check of {documents}"), **words)
    citation = _citations(used)
    only = used[0] if len(used) == 1 else None
    table = HtmlTable(
        id="",
        name=None,
        words=words,
        days=(),
        folder=None,
        whole=len(reports),
        of_whole=text("of {whole}", whole=counted("file", len(reports))),
        shares=_shares(
            Counter(report.verdict.value for report in reports),
            [
                standing
                for standing in RosterStanding
                if standing.value in set(Verdict)
                and (
                    standing is not RosterStanding.RETURN
                    or any(pack.authority is not None for pack in used)
                    or not used
                )
            ],
            kinds[0] if len(set(kinds)) == 1 else None,
            only,
        ),
        offices=offices,
    )
    return HtmlPage(
        lang=reports[0].lang if reports else "en",
        title=title,
        document_title=text("{title} – {citation}", title=title, citation=citation) if used else title,
        running_head=text("{title} · {circular}", title=title, circular=citation),
        circulars=tuple(map(circular_name, used)),
        total=_total(len(reports), findings),
        finding_count=len(findings),
        whole=len(reports),
        failures=(),
        tables=(table,),
        offices=offices,
        across=None,
        checked=checked_in(reports, packs),
        files=(),
        file_counts=(),
        decisions=(),
        filters=filters_of(offices, (), findings, packs),
        made_by=_made_by(reports, [report.engine for report in reports]),
    )


def page_of_comparison(comparison: Comparison, reports: Sequence[Report], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of reports on versions of what one sender has written, with what has become of the findings."""
    page = page_of_reports(reports, packs)
    pack = naming.pack_of(comparison.new, packs)
    named = nouns(naming.kind_of(comparison.new, pack))
    old, new = comparison.old.plan_year, comparison.new.plan_year
    if old is None or new is None or old == new:
        title = text("Two versions compared: {document}", **named)
    else:
        title = text("{old} and {new} compared: {document}", old=old, new=new, **named)
    return replace(page, title=title, document_title=title, changes=changes_of(comparison, pack))


def page_of_rounds(rounds: Sequence[Round], packs: Mapping[str, Pack]) -> HtmlPage:
    """The page of the later of two reviews, circular by circular, with what has changed since the earlier one."""
    page = page_of_reviews([made.new for made in rounds], packs)
    tables = iter(page.tables)
    views = []
    for made in rounds:
        shown = {
            (document, office.code or ""): office for document in made.new.documents for office in next(tables).offices
        }
        views.append(round_view(made, packs[made.new.pack_id], shown))
    title = text("Two reviews compared")
    return replace(page, title=title, document_title=title, rounds=tuple(views))


def _citations(packs: Iterable[Pack]) -> Text:
    """The circulars by how they are cited, one after the other."""
    cited = [_citation(pack) for pack in packs]
    return both(lambda lang: say(lang, ", ").join(text.in_language(lang) for text in cited))


def _citation(pack: Pack) -> Text:
    return both(lambda lang: flowing(pack.citation.in_language(lang)))


def circular_name(pack: Pack) -> Text:
    """The circular as it is named at the top of a page."""
    title = both(lambda lang: flowing(pack.title.in_language(lang)))
    return text("{citation}: {title}", citation=_citation(pack), title=title)


def _total(files: int, findings: Sequence[Finding]) -> Text:
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    return text(
        "{files}, {findings}: {counts}",
        files=counted("file", files),
        findings=counted("finding", len(findings)),
        counts=counts_name(counts),
    )


def _shares(
    counts: Mapping[str, int], standings: Iterable[RosterStanding], kind: DocumentKind | None, pack: Pack | None
) -> tuple[Share, ...]:
    """The share of each standing, those with none as well."""
    shares = []
    before = 0
    for standing in standings:
        count = counts.get(standing.value, 0)
        shares.append(
            Share(standing.value, standing_badge(standing), count, before, standing_meaning(standing, kind, pack))
        )
        before += count
    return tuple(shares)


def _made_by(judged: Iterable[Report | Review], engines: Iterable[Engine]) -> Text:
    names = ", ".join(dict.fromkeys(printable(f"{engine.name} {engine.version}") for engine in engines))
    by_pack = [each for each in judged if each.pack_id is not None]
    used = both(lambda lang: ", ".join(dict.fromkeys(naming.pack_name(each, lang) or "" for each in by_pack)))
    if not by_pack:
        return text("Evaluator: {engine}. The page is complete in itself and fetches nothing.", engine=names)
    return text(
        "Judged by rule pack {pack} with {engine}. The page is complete in itself and fetches nothing.",
        pack=used,
        engine=names,
    )
