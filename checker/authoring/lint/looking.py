"""Looks a rule pack over: every fault that keeps it from being used, or, where there is none, every lint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.authoring.lint.cases import lints_of_base_plan, lints_of_cases, lints_of_marks
from checker.authoring.lint.model import Sources
from checker.authoring.lint.tables import lint_of_statement, lints_of_clauses, lints_of_tables
from checker.authoring.lint.texts import lints_of_rule_texts, lints_of_same_texts, lints_of_texts
from checker.authoring.lint.together import lints_of_pairs
from checker.authoring.trials import run_case
from checker.cases import Case, read_base_plan_of, read_cases_in
from checker.errors import PackError
from checker.pack.loading import CASES, RULE, TRACEABILITY, load_pack
from checker.pack.traceability import load_traceability

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from checker.authoring.lint.model import Lint
    from checker.authoring.trials import Trial
    from checker.errors import PackFault
    from checker.pack.model import Pack


def look_over(folder: Path) -> tuple[Lint, ...]:
    """Every lint of the rule pack in `folder`, by file and line.

    Raises `PackError` with every fault, those of its cases and its statements as well, for a pack that is broken.
    """
    pack, faults = _loaded(folder)
    lints, more = ([], []) if pack is None else _statements(pack)
    cases, base, of_cases = _cases(folder)
    faults += [*more, *of_cases]
    if faults or pack is None or base is None:
        raise PackError(*faults)
    sources = Sources(pack)
    lints += (*lints_of_marks(folder), *lints_of_clauses(sources), *lints_of_tables(sources), *lints_of_texts(sources))
    lints += lints_of_base_plan(pack, base)
    for rule in pack.rules:
        lints += (*lints_of_cases(sources, rule), *lints_of_rule_texts(sources, rule))
    lints += (*lints_of_same_texts(sources), *lints_of_pairs(sources, _trials(pack, cases, base)))
    return tuple(sorted(lints, key=lambda lint: (lint.file, lint.line or 0, lint.id)))


def _loaded(folder: Path) -> tuple[Pack | None, list[PackFault]]:
    try:
        return load_pack(folder), []
    except PackError as error:
        return None, list(error.faults)


def _statements(pack: Pack) -> tuple[list[Lint], list[PackFault]]:
    """What traceability.yaml lacks, as lints, and what leaves it of no use."""
    try:
        load_traceability(pack)
    except PackError as error:
        path = pack.folder / TRACEABILITY
        told = [(lint_of_statement(fault, path), fault) for fault in error.faults]
        return [lint for lint, _ in told if lint is not None], [fault for lint, fault in told if lint is None]
    return [], []


def _cases(folder: Path) -> tuple[dict[str, tuple[Case, ...]], dict[str, Any] | None, list[PackFault]]:
    """The cases of every rule that has any, the base plan, and why they cannot be used."""
    try:
        base = read_base_plan_of(folder)
    except PackError as error:
        return {}, None, list(error.faults)
    cases: dict[str, tuple[Case, ...]] = {}
    faults: list[PackFault] = []
    for path in sorted(folder.glob(f"*/*/{RULE}")):
        if not path.with_name(CASES).exists():
            continue
        try:
            cases[path.parent.name] = read_cases_in(path.parent, base)
        except PackError as error:
            faults += error.faults
    return cases, base, faults


def _trials(pack: Pack, cases: dict[str, tuple[Case, ...]], base: dict[str, Any]) -> list[Trial]:
    """Every case of the pack, and its base plan, as the reference evaluator judges them."""
    plain = Case("", breaks=False, boundary=False, plans=(base,), as_of=None, status=None, finds=())
    return list(_run(pack, {**cases, pack.rules[0].id: (*cases.get(pack.rules[0].id, ()), plain)}))


def _run(pack: Pack, cases: dict[str, tuple[Case, ...]]) -> Iterator[Trial]:
    for rule in pack.rules:
        for case in cases.get(rule.id, ()):
            yield run_case(pack, rule, case, "reference")
