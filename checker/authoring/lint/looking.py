"""Looks a rule pack over: every fault that keeps it from being used, or, where there is none, every lint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from checker.analysis.judging import always_together
from checker.authoring.lint.model import Lint, Sources, lint_of
from checker.authoring.lint.tables import lint_of_statement, lints_of_clauses, lints_of_tables
from checker.authoring.lint.texts import lints_of_rule_texts, lints_of_same_texts, lints_of_texts
from checker.authoring.scaffold import is_marked
from checker.cases import Bases, base_file, read_bases, read_cases_in
from checker.checking import Options, check_source
from checker.errors import PackError, PackFault, UnreadableError
from checker.model import Severity, Text
from checker.pack.building import load_without_rules
from checker.pack.file_names import CASES, RULE, TRACEABILITY
from checker.pack.loading import load_pack
from checker.pack.model import Pack, Rule
from checker.pack.traceability import load_traceability
from checker.readers import read_path


def look_over(folder: Path) -> tuple[Lint, ...]:
    """Every lint of the rule pack in `folder`, by file and line.

    Raises `PackError` with every fault, those of its cases and its statements as well, for a pack that is broken.
    """
    pack, faults = _loaded(folder)
    lints, more = ([], []) if pack is None else _statements(pack)
    bases, of_cases = _cases(pack, folder)
    faults += [*more, *of_cases]
    if faults or pack is None:
        raise PackError(*faults)
    sources = Sources(pack)
    lints += (*lints_of_marks(folder), *lints_of_clauses(sources), *lints_of_tables(sources), *lints_of_texts(sources))
    lints += lints_of_bases(pack, bases)
    for rule in pack.rules:
        lints += (*lints_of_cases(sources, rule), *lints_of_rule_texts(sources, rule))
    lints += (*lints_of_same_texts(sources), *lints_of_pairs(sources))
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


def _cases(pack: Pack | None, folder: Path) -> tuple[Bases, list[PackFault]]:
    """The base documents, and why they or the cases of a rule cannot be used.

    Those of a pack of which nothing but the rules is broken are looked at as well.
    """
    faults: list[PackFault] = []
    try:
        bases = read_bases(pack or load_without_rules(folder))
    except PackError as error:
        return {}, [] if pack is None else list(error.faults)
    for path in sorted(folder.glob(f"*/*/{CASES}")):
        try:
            read_cases_in(path.parent, bases, _documents_of(path.with_name(RULE), bases))
        except PackError as error:
            faults += error.faults
    return bases, faults


def _documents_of(path: Path, bases: Bases) -> tuple[str, ...]:
    """The documents that a rule names, as far as it can be read; whatever else is wrong with it."""
    try:
        raw: Any = read_path(path).data
    except UnreadableError:
        return ()
    named = raw.get("documents") if isinstance(raw, dict) else None
    return tuple(each for each in named if isinstance(each, str) and each in bases) if isinstance(named, list) else ()


_LINES_NAMED: Final = 8
_SUFFIXES: Final = frozenset({".yaml", ".csv", ".json"})


def lints_of_cases(sources: Sources, rule: Rule) -> Iterator[Lint]:
    """A rule without cases, and cases of one name."""
    path = rule.folder / CASES
    document = sources.documents.get(path)
    if document is None:
        if not path.is_file():
            yield lint_of("no-cases", Severity.ERROR, sources.of_rule(rule), rule=rule.id)
        return
    raw: Any = document.data
    seen: dict[str, int | None] = {}
    for place, case in enumerate(raw["cases"]):
        _, line = where = sources.place(path, ("cases", place, "name"))
        if case["name"] in seen:
            yield lint_of("case-repeated", Severity.ERROR, where, case=case["name"], line=seen[case["name"]])
        seen.setdefault(case["name"], line)


def lints_of_bases(pack: Pack, bases: Bases) -> Iterator[Lint]:
    """Where a document that cases patch breaks a rule, or its schema."""
    for format_, base in bases.items():
        report = check_source(base, Options(pack, engine="reference"))
        path = base_file(pack, pack.documents[format_])
        grave = [finding for finding in report.findings if finding.severity is not Severity.INFO]
        for finding in grave:
            line = read_path(path).locate(finding.at).line
            yield lint_of("base-plan", Severity.ERROR, (path, line), rule=finding.rule, cause=finding.message)


def lints_of_marks(folder: Path) -> Iterator[Lint]:
    """Files of the pack with places that are still to be filled in."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES):
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeError):
            continue
        marked = [number for number, line in enumerate(lines, 1) if is_marked(line)]
        if marked:
            named = [*map(str, marked[:_LINES_NAMED]), *(["…"] if len(marked) > _LINES_NAMED else [])]
            lines_named = Text(", ".join(named), "、".join(named))
            yield lint_of("unfinished", Severity.ERROR, (path, marked[0]), lines=lines_named, count=len(marked))


def lints_of_pairs(sources: Sources) -> Iterator[Lint]:
    """Each pair of rules on a document of which never one fires without the other."""
    for document in sources.pack.documents.values():
        for one, other in always_together(sources.pack, document):
            place = sources.of_rule(other, "violated_if")
            yield lint_of("always-together", Severity.WARNING, place, other=one.id)
