"""By what the findings on the page can be filtered: senders, rules under their clauses, severities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checker.i18n import text
from checker.model import Finding, Severity, Text
from checker.pack.model import Pack
from checker.reporting.html_page.findings import FindingView, is_before_rules
from checker.reporting.html_page.offices import SenderShown
from checker.reporting.html_page.wording import Badge, clause_label, rule_title, severity_badge
from checker.reporting.printable import printable

ACROSS: Final = "across"
"""The key of what is about no single sender."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: `value` is what findings carry."""

    value: str
    name: Text


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices that the page offers; rules come under their clauses, severities with their badges."""

    offices: tuple[Option, ...]
    rules: tuple[tuple[Text, tuple[Option, ...]], ...]
    severities: tuple[tuple[Badge, int], ...]


def filters_of(
    offices: Iterable[SenderShown],
    across: Sequence[FindingView],
    findings: Iterable[Finding],
    packs: Mapping[str, Pack],
) -> Filters:
    """The choices among the findings of a page."""
    listed = list(findings)
    rules = Counter(printable(finding.rule) for finding in listed)
    by_clause: dict[tuple[str, str], tuple[Text, list[Option]]] = {}
    for finding in sorted(listed, key=lambda finding: (not is_before_rules(finding.rule), finding.clause.clause or "")):
        rule = printable(finding.rule)
        if rule not in rules:
            continue
        pack = packs.get(finding.clause.document)
        known = None if pack is None else pack.rules_by_id.get(finding.rule)
        clause = text("Format and legibility") if known is None else clause_label(known.clause, pack)
        name = text("{name} ({count})", name=rule_title(finding, pack), count=rules.pop(rule))
        of = "" if known is None or pack is None else pack.id
        by_clause.setdefault((of, clause.en), (clause, []))[1].append(Option(rule, name))
    named = [(office.key, office.short, office.finding_count) for office in offices]
    unplaced = sum(finding.office is None for finding in across)
    if unplaced:
        named.append((ACROSS, text("across the documents"), unplaced))
    severities = Counter(finding.severity for finding in listed)
    return Filters(
        offices=tuple(
            Option(key, text("{name} ({count})", name=name, count=count)) for key, name, count in named if count
        ),
        rules=tuple((clause, tuple(options)) for clause, options in by_clause.values()),
        severities=tuple((severity_badge(severity), severities[severity]) for severity in Severity),
    )
