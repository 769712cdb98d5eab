"""Looks a rule pack over: every fault that keeps it from being used, or, where there is none, every lint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.authoring.lint.cases import lints_of_bases, lints_of_cases, lints_of_marks
from checker.authoring.lint.model import Sources
from checker.authoring.lint.tables import lint_of_statement, lints_of_clauses, lints_of_tables
from checker.authoring.lint.texts import lints_of_rule_texts, lints_of_same_texts, lints_of_texts
from checker.authoring.lint.together import lints_of_pairs
from checker.authoring.trials import run_case
from checker.cases import Bases, Case, read_bases, read_cases_in
from checker.errors import PackError, UnreadableError
from checker.pack.files import CASES, RULE, TRACEABILITY
from checker.pack.loading import load_pack, load_without_rules
from checker.pack.traceability import load_traceability
from checker.readers import read_path

if TYPE_CHECKING:
    from pathlib import Path

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
    cases, bases, of_cases = _cases(pack, folder)
    faults += [*more, *of_cases]
    if faults or pack is None:
        raise PackError(*faults)
    sources = Sources(pack)
    lints += (*lints_of_marks(folder), *lints_of_clauses(sources), *lints_of_tables(sources), *lints_of_texts(sources))
    lints += lints_of_bases(pack, bases)
    for rule in pack.rules:
        lints += (*lints_of_cases(sources, rule), *lints_of_rule_texts(sources, rule))
    lints += (*lints_of_same_texts(sources), *lints_of_pairs(sources, _trials(pack, cases, bases)))
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


def _cases(pack: Pack | None, folder: Path) -> tuple[dict[str, tuple[Case, ...]], Bases, list[PackFault]]:
    """The cases of every rule that has any, the base documents, and why they cannot be used.

    Those of a pack of which nothing but the rules is broken are looked at as well.
    """
    cases: dict[str, tuple[Case, ...]] = {}
    faults: list[PackFault] = []
    try:
        bases = read_bases(pack or load_without_rules(folder))
    except PackError as error:
        return {}, {}, [] if pack is None else list(error.faults)
    for path in sorted(folder.glob(f"*/*/{CASES}")):
        try:
            cases[path.parent.name] = read_cases_in(path.parent, bases, _documents_of(path.with_name(RULE), bases))
        except PackError as error:
            faults += error.faults
    return cases, bases, faults


def _documents_of(path: Path, bases: Bases) -> tuple[str, ...]:
    """The documents that a rule names, as far as it can be read; whatever else is wrong with it."""
    try:
        raw: Any = read_path(path).data
    except UnreadableError:
        return ()
    named = raw.get("documents") if isinstance(raw, dict) else None
    return tuple(each for each in named if isinstance(each, str) and each in bases) if isinstance(named, list) else ()


def _trials(pack: Pack, cases: dict[str, tuple[Case, ...]], bases: Bases) -> list[Trial]:
    """Every case of the pack, and its base documents, as the reference evaluator judges them."""
    tried = [(rule, case) for rule in pack.rules for case in cases.get(rule.id, ())]
    for document in pack.documents.values():
        plain = Case(
            "", breaks=False, boundary=False, plans=(bases[document.format],), as_of=None, status=None, finds=()
        )
        tried += [(rule, plain) for rule in pack.rules_for(document)[:1]]
    return [run_case(pack, rule, case, "reference") for rule, case in tried]
