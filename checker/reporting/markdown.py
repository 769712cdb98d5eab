"""Reports and reviews as Markdown, for pull requests and mail: tables, and folded away what not everybody wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.i18n import N_, say
from checker.labels import RULE_STATUSES, SEVERITIES
from checker.model import RuleStatus, Severity, Verdict
from checker.reporting import naming
from checker.reporting.grouping import grouped
from checker.reporting.markdown_parts import BREAK, bold, finding_cell, folded, labelled, literal, table
from checker.reporting.markdown_review import review_sections
from checker.reporting.nouns import common_nouns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model import Finding, Language, Report
    from checker.pack.model import Pack
    from checker.reporting import Layout
    from checker.reporting.grouping import FindingGroup
    from checker.review_model import Review

_STATUSES = (RuleStatus.VIOLATED, RuleStatus.NOT_RUN, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE)


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - Markdown is laid out where it is read
) -> str:
    """One report open; several under a table of them, each folded."""
    if len(reports) == 1:
        (report,) = reports
        pack = naming.pack_of(report, packs)
        return _written([[f"## {literal(_title(report))}"], *_sections(report, pack)])
    return _written([*_several(reports, packs), *_folded(reports, packs)])


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - Markdown is laid out where it is read
) -> str:
    """For each review what a reviewer decides by, and each report folded."""
    return _written(section for review in reviews for section in _of_review(review, packs))


def _of_review(review: Review, packs: Mapping[str, Pack]) -> Iterator[Iterable[str]]:
    yield from review_sections(review, packs[review.pack_id])
    if review.reports:
        yield ["## " + literal(say(review.lang, "Reports"))]
        yield from _folded(review.reports, packs)


def _written(sections: Iterable[Iterable[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in map(list, sections) if lines) + "\n"


def _title(report: Report) -> str:
    name = naming.input_name(report)
    return say(report.lang, "{verdict}: {file}", file=name, verdict=naming.verdict_name(report.verdict, report.lang))


def _several(reports: Sequence[Report], packs: Mapping[str, Pack]) -> Iterator[Iterable[str]]:
    if not reports:
        return
    lang = reports[0].lang
    words = common_nouns(naming.kind_of(report, naming.pack_of(report, packs)) for report in reports)
    yield ["## " + literal(say(lang, "Check of {documents}", **words))]
    head = [say(lang, word) for word in (N_("File"), N_("Sender"), N_("Verdict"), N_("Errors"), N_("Warnings"))]
    rows = [
        [
            literal(naming.input_name(report)),
            literal(naming.office_name(report, naming.pack_of(report, packs))),
            literal(naming.verdict_name(report.verdict, lang)),
            str(report.counts[Severity.ERROR]),
            str(report.counts[Severity.WARNING]),
        ]
        for report in reports
    ]
    yield table(head, rows, right=(3, 4))


def _folded(reports: Iterable[Report], packs: Mapping[str, Pack]) -> Iterator[Iterable[str]]:
    for report in reports:
        sections = list(map(list, _sections(report, naming.pack_of(report, packs))))
        lines = [line for section in sections if section for line in ("", *section)][1:]
        summary = _title(report)
        if report.findings or report.verdict is not Verdict.UNDETERMINED:
            summary = say(report.lang, "{title} ({counts})", title=summary, counts=naming.counts_name(report))
        yield folded(summary, lines)


def _sections(report: Report, pack: Pack | None) -> Iterator[Iterable[str]]:
    """Every section of a report; an empty one says nothing."""
    yield [literal(naming.verdict_line(report, pack))]
    yield _failure(report, pack)
    yield _head(report, pack)
    yield _findings(report, pack)
    yield _rules(report, pack)


def _failure(report: Report, pack: Pack | None) -> Iterator[str]:
    failure = report.engine.failure
    if failure is not None:
        line = naming.failure_line(failure, report.lang, naming.kind_of(report, pack))
        yield bold(say(report.lang, "NOT JUDGED")) + " " + literal(line)


def _head(report: Report, pack: Pack | None) -> Iterator[str]:
    for label, text in (*naming.head_rows(report, pack), *naming.tail_rows(report)):
        yield f"- {labelled(report.lang, label, text)}"


def _findings(report: Report, pack: Pack | None) -> Iterable[str]:
    lang = report.lang
    if not report.findings:
        return [] if report.verdict is Verdict.UNDETERMINED else [literal(say(lang, "No findings."))]
    groups = grouped(report.findings, naming.kind_of(report, pack))
    named = [
        (finding, group, name)
        for group, name in zip(groups, naming.part_names(groups, pack, lang), strict=True)
        for finding in group.findings
    ]
    rows = [
        [str(place), *_finding(finding, group, name, pack, lang)]
        for place, (finding, group, name) in enumerate(named, 1)
    ]
    return table(
        [
            say(lang, word)
            for word in (N_("No.", context="sequence"), N_("Severity"), N_("Where"), N_("Finding"), N_("Clause"))
        ],
        rows,
    )


def _finding(finding: Finding, group: FindingGroup, part: str, pack: Pack | None, lang: Language) -> list[str]:
    place = naming.place_name(finding, lang, group.kind)
    return [
        literal(say(lang, SEVERITIES[finding.severity]).upper()),
        literal(part) + ("" if place is None else BREAK + literal(place)),
        finding_cell(finding, pack, lang),
        literal(naming.clause_of(finding, pack, lang)),
    ]


def _rules(report: Report, pack: Pack | None) -> Iterable[str]:
    """What became of every rule, a row for each status, folded."""
    lang, statuses = report.lang, report.rules
    if not statuses:
        return [literal(say(lang, "No rule was judged: there is no rule pack for this input."))]
    joint = say(lang, "; ")
    rows = []
    for status in _STATUSES:
        rules = [naming.rule_name(rule, pack, lang) for rule in statuses if statuses[rule] is status]
        if rules:
            name = say(lang, RULE_STATUSES[status])
            rows.append([literal(name), str(len(rules)), literal(joint.join(rules))])
    head = [say(lang, word) for word in (N_("Status", context="rule"), N_("Count"), N_("Rules"))]
    return folded(say(lang, "What was checked"), table(head, rows, right=(1,)))
