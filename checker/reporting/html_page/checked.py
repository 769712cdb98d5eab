"""What was checked: every rule, and in how many documents it was satisfied, violated, not applicable or not run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from checker.i18n import text
from checker.labels import RULE_STATUSES
from checker.model import Report, RuleStatus, Text
from checker.pack.model import Pack
from checker.reporting import naming
from checker.reporting.html_page.wording import Badge, both, clause_label, severity_badge
from checker.reporting.printable import printable
from checker.review_model import Review

STATUSES: Final = (RuleStatus.VIOLATED, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE, RuleStatus.NOT_RUN)


_BADGES: Final[Mapping[RuleStatus, tuple[str, str]]] = {
    RuleStatus.VIOLATED: ("error", "×"),
    RuleStatus.SATISFIED: ("pass", "✓"),
    RuleStatus.NOT_APPLICABLE: ("none", "–"),
    RuleStatus.NOT_RUN: ("undetermined", "?"),
}


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One rule: `counts` are the documents by status, in the order of STATUSES; `result` is there for just one."""

    rule: str
    title: Text
    clause: Text | None
    severity: Text | None
    counts: tuple[int, ...]
    result: Badge | None
    is_across: bool


def checked_in(reports: Iterable[Report], packs: Mapping[str, Pack]) -> tuple[CheckedRule, ...]:
    """The rules that judged these reports, each pack's in its order."""
    counted: dict[tuple[Pack | None, str], Counter[RuleStatus]] = {}
    for report in reports:
        pack = naming.pack_of(report, packs)
        for rule, status in report.rules.items():
            counted.setdefault((pack, rule), Counter())[status] += 1
    return tuple(_checked(rule, counts, pack) for (pack, rule), counts in counted.items())


def checked_across(review: Review, pack: Pack) -> tuple[CheckedRule, ...]:
    """The rules across the documents of a review."""
    return tuple(_checked(rule, Counter({status: 1}), pack, is_across=True) for rule, status in review.rules.items())


def _checked(rule: str, counts: Counter[RuleStatus], pack: Pack | None, *, is_across: bool = False) -> CheckedRule:
    known = None if pack is None else pack.rules_by_id.get(rule)
    return CheckedRule(
        rule=printable(rule),
        title=both(lambda lang: naming.rule_name(rule, pack, lang)),
        clause=None if known is None else clause_label(known.clause, pack),
        severity=None if known is None else severity_badge(known.severity).name,
        counts=tuple(counts[status] for status in STATUSES),
        result=_result(next(iter(counts))) if counts.total() == 1 else None,
        is_across=is_across,
    )


def _result(status: RuleStatus) -> Badge:
    kind, sign = _BADGES[status]
    return Badge(kind, sign, status_name(status))


def status_name(status: RuleStatus) -> Text:
    """What a status is called."""
    return both(lambda lang: text(RULE_STATUSES[status]).in_language(lang).capitalize())
