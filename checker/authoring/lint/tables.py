"""Lints across the files of a pack: what is named in one and never used in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.authoring.lint.model import FIXES, Lint, lint_of
from checker.authoring.note import Note
from checker.model import Severity
from checker.pack import traceability
from checker.pack.checks import PLACEHOLDER
from checker.pack.conditions import Reference
from checker.pack.loading import RULE, TRACEABILITY
from checker.schema.closed_lists import known_departments, known_offices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from checker.authoring.lint.model import Sources
    from checker.errors import PackFault
    from checker.pack.conditions import Test
    from checker.pack.model import Rule

_OF_STATEMENTS: Final[Mapping[str, str]] = {
    traceability.RULE_UNKNOWN: "statement-of-no-rule",
    traceability.RULE_WITHOUT_STATEMENT: "rule-without-statement",
    traceability.WITHOUT_RULE: "statement-without-rule",
    traceability.JUDGED_AND_NOT: "statement-judged-and-not",
    traceability.CLAUSE_UNKNOWN: "statement-of-no-clause",
    traceability.REPEATED: "statement-repeated",
}
"""Faults across traceability.yaml, which stop no plan from being judged -> the lints that they are told as."""


def lint_of_statement(fault: PackFault, file: Path) -> Lint | None:
    """The lint that a fault of traceability.yaml is told as; None for one that leaves the file of no use."""
    id_ = _OF_STATEMENTS.get(fault.wording)
    if id_ is None:
        return None
    place = (file, fault.line)
    return Lint(id_, Severity.ERROR, *place, Note(fault.wording, fault.values), Note(FIXES[id_]))


def lints_of_clauses(sources: Sources) -> Iterator[Lint]:
    """Clauses, of circular.yaml or cited by a rule, under which traceability.yaml has no statement."""
    document = sources.documents.get(sources.pack.folder / TRACEABILITY)
    if document is None:
        return
    raw: Any = document.data
    stated = {statement["clause"] for statement in raw["statements"]}
    for place, clause in enumerate(sources.pack.clauses):
        if clause not in stated:
            yield lint_of(
                "clause-without-statement", Severity.WARNING, sources.of_circular("clauses", place, "id"), clause=clause
            )
    for rule in sources.pack.rules:
        if rule.clause not in stated and rule.clause not in sources.pack.clauses:
            place_of_clause = sources.of_rule(rule, "clause")
            yield lint_of("clause-without-statement", Severity.WARNING, place_of_clause, clause=rule.clause)


def lints_of_tables(sources: Sources) -> Iterator[Lint]:
    """Bounds that no rule uses, departments that nothing can name, and offices that no plan can be of."""
    pack = sources.pack
    bounds = {name for rule in pack.rules for name in _bounds_of(sources, rule)}
    for name in pack.bounds:
        if name not in bounds:
            yield lint_of("bound-unused", Severity.WARNING, sources.of_circular("bounds", name), bound=name)
    named: set[object] = {lead for row in pack.catalogue.measures.values() for lead in row.leads}
    named |= {value for rule in pack.rules for test in _tests(rule) for value in _literals(test)}
    for place, slug in enumerate(pack.departments):
        if slug not in named | known_departments():
            at = sources.of_circular("departments", place, "slug")
            yield lint_of("department-unused", Severity.WARNING, at, department=slug)
    for place, code in enumerate(pack.offices):
        if code not in known_offices():
            at = sources.of_circular("offices", place, "code")
            yield lint_of("office-unused", Severity.WARNING, at, office=code)


def _bounds_of(sources: Sources, rule: Rule) -> Iterator[str]:
    raw: Any = sources.documents[rule.folder / RULE].data
    for name in ("message", "remedy"):
        for text in raw[name].values():
            for placeholder in PLACEHOLDER.findall(text):
                kind, _, bound = placeholder.partition(".")
                if kind == "bound":
                    yield bound
    for test in _tests(rule):
        if test.bound is not None:
            yield test.bound


def _tests(rule: Rule) -> Iterator[Test]:
    for block in (rule.applies_if, *rule.violated_if):
        yield from (*block.own, *block.anchor)
        for other in block.others:
            yield from other.tests


def _literals(test: Test) -> tuple[object, ...]:
    if isinstance(test.value, Reference):
        return ()
    return test.value if isinstance(test.value, tuple) else (test.value,)
