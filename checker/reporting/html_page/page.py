"""Everything that stands on the page, in its order; made from reports, or from a review."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.i18n import say, text
from checker.model import Severity, Text, Verdict
from checker.reporting import naming, roster
from checker.reporting.html_page.checked import checked_across, checked_in
from checker.reporting.html_page.findings import finding_view, is_before_rules
from checker.reporting.html_page.matrix import matrix_of
from checker.reporting.html_page.offices import days_of, folder_of, office_key, offices_of, offices_of_reports
from checker.reporting.html_page.wording import (
    both,
    clause_label,
    counted,
    counts_name,
    rule_title,
    severity_badge,
    standing_badge,
    standing_meaning,
)
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Engine, Finding, Language, Report, Review
    from checker.pack.model import Pack
    from checker.reporting.html_page.checked import CheckedRule
    from checker.reporting.html_page.findings import FindingView
    from checker.reporting.html_page.matrix import Matrix
    from checker.reporting.html_page.offices import Office
    from checker.reporting.html_page.wording import Badge


ACROSS: Final = "across"
"""The key of what is about no single office."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the whole have a verdict; `before` is how many the shares before it have."""

    badge: Badge
    count: int
    before: int
    meaning: Text


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: `value` is what findings carry."""

    value: str
    name: Text


@dataclass(frozen=True, slots=True)
class Resubmitted:
    """What became of the findings between the two newest versions of an office, by its anchor and short name."""

    key: str
    short: Text
    old: Text
    new: Text
    fixed: int
    still_open: int
    added: int


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices that the page offers; rules come under their clauses, severities with their badges."""

    offices: tuple[Option, ...]
    rules: tuple[tuple[Text, tuple[Option, ...]], ...]
    severities: tuple[tuple[Badge, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The page. `across` and `matrix` are None where it shows reports; `lang` is the language it opens in."""

    lang: Language
    title: Text
    document_title: Text
    running_head: Text
    circulars: tuple[Text, ...]
    days: tuple[Text, ...]
    folder: Text | None
    total: Text
    finding_count: int
    whole: int
    of_whole: Text
    shares: tuple[Share, ...]
    failure: Text | None
    offices: tuple[Office, ...]
    matrix: Matrix | None
    across: tuple[FindingView, ...] | None
    checked: tuple[CheckedRule, ...]
    filters: Filters
    made_by: Text
    resubmissions: tuple[Resubmitted, ...] = ()

    @property
    def is_review(self) -> bool:
        """Whether the page shows a review, with roster and matrix."""
        return self.matrix is not None

    @property
    def has_others(self) -> bool:
        """Whether there are files in a review that stand for no office."""
        return any(
            not office.in_roster or plan is not office.standing for office in self.offices for plan in office.plans
        )


def page_of_review(review: Review, pack: Pack) -> Page:
    """The page of a review."""
    keys = {row.office: office_key(number) for number, row in enumerate(review.roster, 1)}
    across = tuple(
        finding_view(
            finding,
            pack,
            f"a{number}",
            has_place=False,
            office=keys.get(str(finding.at[0])) if finding.at else None,
        )
        for number, finding in enumerate(review.findings, 1)
    )
    offices = offices_of(review, pack, across)
    standing = [office.report for office in offices if office.in_roster and office.report is not None]
    findings = [*review.findings, *(finding for report in review.reports for finding in report.findings)]
    title = text("Review of implementation plans")
    failure = review.engine.failure
    folder = folder_of(review)
    return Page(
        lang=review.lang,
        title=title,
        document_title=text("{title} – {citation}", title=title, citation=_citation(pack)),
        running_head=text("{title} · {circular}", title=title, circular=_citation(pack)),
        circulars=(circular_name(pack),),
        days=tuple(days_of(pack)),
        folder=text("{label}: {text}", label=text("Folder"), text=printable(folder)) if folder else None,
        total=_total(len(review.reports), findings),
        finding_count=len(findings),
        whole=len(review.roster),
        of_whole=text("of {whole}", whole=counted("office", len(review.roster))),
        shares=_shares(Counter(entry.standing.value for entry in roster.entries_of(review)), Standing),
        failure=None if failure is None else both(lambda lang: roster.failure_line(failure, lang)),
        offices=offices,
        matrix=matrix_of(review, pack, offices),
        across=across,
        checked=(*checked_in(standing, {pack.id: pack}), *checked_across(review, pack)),
        filters=_filters(offices, across, findings, {pack.id: pack}),
        made_by=_made_by([review], [review.engine]),
        resubmissions=tuple(_resubmitted(review, offices, keys)),
    )


def _resubmitted(review: Review, offices: Iterable[Office], keys: Mapping[str, str]) -> Iterator[Resubmitted]:
    names = {office.key: office.short for office in offices}
    for each in roster.resubmissions_below(review):
        key = keys[each.office]
        old, new = printable(each.old), printable(each.new)
        yield Resubmitted(key, names[key], Text(old, old), Text(new, new), each.fixed, each.still_open, each.added)


def page_of_reports(reports: Sequence[Report], packs: Mapping[str, Pack]) -> Page:
    """The page of reports, each for itself."""
    offices = offices_of_reports(reports, packs)
    used = list(dict.fromkeys(pack for report in reports if (pack := naming.pack_of(report, packs)) is not None))
    findings = [finding for report in reports for finding in report.findings]
    title = text("Check of an implementation plan" if len(reports) == 1 else "Check of implementation plans")
    citation = both(lambda lang: say(lang, ", ").join(_citation(pack).in_language(lang) for pack in used))
    return Page(
        lang=reports[0].lang if reports else "en",
        title=title,
        document_title=text("{title} – {citation}", title=title, citation=citation) if used else title,
        running_head=text("{title} · {circular}", title=title, circular=citation),
        circulars=tuple(map(circular_name, used)),
        days=(),
        folder=None,
        total=_total(len(reports), findings),
        finding_count=len(findings),
        whole=len(reports),
        of_whole=text("of {whole}", whole=counted("file", len(reports))),
        shares=_shares(
            Counter(report.verdict.value for report in reports),
            [standing for standing in Standing if standing.value in set(Verdict)],
        ),
        failure=None,
        offices=offices,
        matrix=None,
        across=None,
        checked=checked_in(reports, packs),
        filters=_filters(offices, (), findings, packs),
        made_by=_made_by(reports, [report.engine for report in reports]),
    )


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


def _shares(counts: Mapping[str, int], standings: Iterable[Standing]) -> tuple[Share, ...]:
    """The share of each standing, those with none as well."""
    shares = []
    before = 0
    for standing in standings:
        count = counts.get(standing.value, 0)
        shares.append(Share(standing_badge(standing), count, before, standing_meaning(standing)))
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


def _filters(
    offices: Iterable[Office],
    across: Sequence[FindingView],
    findings: Iterable[Finding],
    packs: Mapping[str, Pack],
) -> Filters:
    listed = list(findings)
    rules = Counter(printable(finding.rule) for finding in listed)
    by_clause: dict[str, tuple[Text, list[Option]]] = {}
    for finding in sorted(listed, key=lambda finding: (not is_before_rules(finding.rule), finding.clause.clause or "")):
        rule = printable(finding.rule)
        if rule not in rules:
            continue
        pack = packs.get(finding.clause.document)
        known = None if pack is None else pack.rules_by_id.get(finding.rule)
        clause = text("Format and legibility") if known is None else clause_label(known.clause)
        name = text("{name} ({count})", name=rule_title(finding, pack), count=rules.pop(rule))
        by_clause.setdefault(clause.en, (clause, []))[1].append(Option(rule, name))
    named = [(office.key, office.short, office.finding_count) for office in offices]
    unplaced = sum(finding.office is None for finding in across)
    if unplaced:
        named.append((ACROSS, text("across the plans"), unplaced))
    severities = Counter(finding.severity for finding in listed)
    return Filters(
        offices=tuple(
            Option(key, text("{name} ({count})", name=name, count=count)) for key, name, count in named if count
        ),
        rules=tuple((clause, tuple(options)) for clause, options in by_clause.values()),
        severities=tuple((severity_badge(severity), severities[severity]) for severity in Severity),
    )
