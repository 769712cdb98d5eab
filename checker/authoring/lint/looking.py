"""Looks a rule pack over: every fault that keeps it from being used, or, where there is none, every lint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from checker.analysis.judging import always_together
from checker.analysis.lines import parts_of, unused_bounds
from checker.authoring.lint.documents import lints_of_documents
from checker.authoring.lint.model import FIXES, Lint, Sources, lint_of
from checker.authoring.lint.texts import lints_of_rule_texts, lints_of_same_texts, lints_of_texts
from checker.authoring.scaffold import is_marked
from checker.cases import Bases, base_file, read_bases, read_cases, read_cases_in
from checker.checking import Options, check_source
from checker.errors import PackError, PackFault, UnreadableError
from checker.i18n import text
from checker.model import Severity, Text
from checker.pack import traceability
from checker.pack.building import load_without_rules
from checker.pack.faults import NO_CLAUSE, REPEATED
from checker.pack.file_names import CASES, PACK, RULE, TRACEABILITY
from checker.pack.loading import load_pack
from checker.pack.model import Pack, Rule
from checker.pack.ways import COUNTING, way_of
from checker.readers import read_path
from checker.resources import read_schema


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
    lints += (*lints_of_documents(sources), *lints_of_bases(pack, bases))
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
        traceability.load_traceability(pack)
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
    rules = {} if pack is None else {rule.folder: rule for rule in pack.rules}
    for path in sorted(folder.glob(f"*/*/{CASES}")):
        try:
            if pack is not None and path.parent in rules:
                read_cases(pack, rules[path.parent], bases)
            elif (documents := _documents_of(path.with_name(RULE), bases)) is not None:
                read_cases_in(path.parent, bases, documents)
        except PackError as error:
            faults += error.faults
    return bases, faults


def _documents_of(path: Path, bases: Bases) -> tuple[str, ...] | None:
    """The documents that a rule names, whatever else is wrong with it; None where it is not known which it means."""
    try:
        raw: Any = read_path(path).data
    except UnreadableError:
        return None
    if not isinstance(raw, dict):
        return None
    named = raw.get("documents", [])
    return tuple(each for each in named if isinstance(each, str) and each in bases) if isinstance(named, list) else None


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


# What is named in one file and never used in another

_OF_STATEMENTS: Final[Mapping[str, str]] = {
    traceability.RULE_UNKNOWN: "statement-of-no-rule",
    traceability.RULE_WITHOUT_STATEMENT: "rule-without-statement",
    traceability.WITHOUT_RULE: "statement-without-rule",
    traceability.JUDGED_AND_NOT: "statement-judged-and-not",
    NO_CLAUSE: "statement-of-no-clause",
    REPEATED: "statement-repeated",
}
"""Faults across traceability.yaml, which stop no plan from being judged -> the lints that they are told as."""


def lint_of_statement(fault: PackFault, file: Path) -> Lint | None:
    """The lint that a fault of traceability.yaml is told as; None for one that leaves the file of no use."""
    id_ = _OF_STATEMENTS.get(fault.wording)
    if id_ is None:
        return None
    return Lint(id_, Severity.ERROR, file, fault.line, text(fault.wording, **fault.values), text(FIXES[id_]))


def lints_of_clauses(sources: Sources) -> Iterator[Lint]:
    """Clauses, of pack.yaml or cited by a rule, under which traceability.yaml has no statement."""
    document = sources.documents.get(sources.pack.folder / TRACEABILITY)
    if document is None:
        return
    raw: Any = document.data
    stated = {statement["clause"] for statement in raw["statements"]}
    cited = {rule.clause: rule for rule in reversed(sources.pack.rules)}
    written: Any = sources.documents[sources.pack.folder / PACK].data
    places = {each["id"]: place for place, each in enumerate(written["clauses"]) if "each" not in each}
    for clause in (*places, *(clause for clause in cited if clause not in places)):
        if clause not in stated:
            at = sources.of_pack("clauses", places[clause], "id") if clause in places else None
            place = at or sources.of_rule(cited[clause], "clause")
            yield lint_of("clause-without-statement", Severity.WARNING, place, clause=clause)


def lints_of_tables(sources: Sources) -> Iterator[Lint]:
    """Bounds, tables, lists of codes and kinds of fact that nothing in the pack uses."""
    pack = sources.pack
    for name in unused_bounds(pack):
        yield lint_of("bound-unused", Severity.WARNING, sources.of_pack("bounds", name), bound=name)
    used = {*_spoken_of(pack), *_looked_at(pack), *_closing(sources), *_clauses_of(sources)}
    for group, names in (("tables", pack.tables), ("codes", pack.codes)):
        for name in names:
            if name not in used:
                yield lint_of("list-unused", Severity.INFO, sources.of_pack(group, name), name=name)
    for document in pack.documents.values():
        for name, kind in document.kinds.items():
            likes = [other.name for other in document.kinds.values() if other.like == name]
            if name not in used and not used.intersection(likes) and name != document.anchor:
                at = sources.of_document(document, "facts", kind.name)
                yield lint_of("fact-unused", Severity.WARNING, at, kind=name)


def _ways(pack: Pack) -> Iterator[Mapping[str, Any]]:
    """How each member is read, of every kind of fact; each of several for `any_of`."""
    kinds = [kind for document in pack.documents.values() for kind in document.kinds.values()]
    for kind in (*kinds, *(table.kind for table in pack.tables.values())):
        for member in kind.members.values():
            yield from (member.way, *member.way.get("any_of", ()))


def _spoken_of(pack: Pack) -> Iterator[str]:
    """The kinds of fact, tables among them, that rules judge or look for."""
    for rule in pack.rules:
        yield rule.for_each
        for block in (*rule.blocks, *(grade.block for grade in rule.grades if grade.block is not None)):
            yield from (other.kind for other in block.others)
        for repair in rule.repairs:
            for name in ("any", "choose", "when"):
                yield from (
                    key.rpartition(" ")[2]
                    for part in parts_of(repair.get(name))
                    if isinstance(part, dict)
                    for key in part
                )


def _looked_at(pack: Pack) -> Iterator[str]:
    """The kinds, tables and lists of codes that members are read off, and documents rest on."""
    for way in _ways(pack):
        yield from (way[name] for name in ("in", "from") if name in way)
        if way and way_of(way) in COUNTING:
            yield way[way_of(way)]
    for table in pack.tables.values():
        yield from (column.of for column in table.columns if column.of not in (None, table.name))
    for document in pack.documents.values():
        yield from filter(None, (document.roster, document.names))
        yield from (kind.partner for kind in document.kinds.values() if kind.partner)
        yield from (tally.of for tally in document.tallies)
        if document.items is not None:
            yield document.items.table
        if document.exceptions is not None:
            yield document.exceptions[0]


def _closing(sources: Sources) -> Iterator[str]:
    """The tables and lists of codes that close a list of a schema."""
    for document in sources.pack.documents.values():
        declared: Any = sources.documents[sources.file_of(document)].data
        schema = read_schema(declared["schema"], sources.pack.folder)
        yield from (part["x-table"] for part in parts_of(schema) if isinstance(part, dict) and "x-table" in part)


def _clauses_of(sources: Sources) -> Iterator[str]:
    """The tables of which each row is a clause."""
    written: Any = sources.documents[sources.pack.folder / PACK].data
    yield from (each["each"] for each in written["clauses"] if "each" in each)
