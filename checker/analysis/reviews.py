"""Sets of documents that were sent in, on either side of what a review counts, for rules across documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.analysis.domains import MOST_ITEMS, tests_in
from checker.cases import Case, case_of_plans
from checker.pack.model import DocumentKind, Pack, Rule


def reviews_for(pack: Pack, rule: Rule, plans: Mapping[str, Sequence[Case]]) -> Iterator[Case]:
    """Sets of the documents that the rule is about; `plans` are documents that pass, by format, one a sender."""
    figures = {test.value for _, test in tests_in(rule) if isinstance(test.value, int)}
    near = {figure + step for figure in figures for step in (-1, 0, 1)} | {1, 2}
    counts = sorted(each for each in near if 0 < each <= MOST_ITEMS)
    for document in (pack.documents[format_] for format_ in rule.documents or pack.documents):
        sent = [_sent(pack, document, witness.plan) for witness in plans[document.format]]
        if not sent:
            continue
        yield case_of_plans(*sent)
        for count in counts:
            yield case_of_plans(*sent[:count])
            yield case_of_plans(*(_told_apart(document, sent[0], place) for place in range(count)))
            if document.version is not None:
                yield case_of_plans(_with(sent[0], document.version, count))


def _sent(pack: Pack, document: DocumentKind, plan: dict[str, Any]) -> dict[str, Any]:
    """A document of the plan year as one that was sent in, on the day of the circular."""
    year = None if pack.plan_year is None else int(pack.plan_year.first_day[:4])
    for path, value in ((document.status, document.submitted), (document.day, pack.issued), (document.year, year)):
        plan = plan if path is None or value is None else _with(plan, path, value)
    return plan


def _told_apart(document: DocumentKind, plan: dict[str, Any], place: int) -> dict[str, Any]:
    """The same document in other words that no rule looks at: the first text that it need not have."""
    properties = document.schema.node.get("properties", {})
    texts = (name for name, node in properties.items() if node.get("type") == "string" and "x-table" not in node)
    name = next((each for each in texts if each not in document.required), None)
    return plan if name is None else {**plan, name: f"{place + 1}"}


def _with(plan: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A document with a value at a path."""
    name, _, rest = path.partition("/")
    return {**plan, name: _with(plan.get(name, {}), rest, value) if rest else value}
