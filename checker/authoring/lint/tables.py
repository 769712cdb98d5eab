"""Lints across the files of a pack: what is named in one and never used in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from checker.analysis.lines import parts_of, unused_bounds
from checker.authoring.lint.model import FIXES, Lint, Sources, lint_of
from checker.errors import PackFault
from checker.i18n import text
from checker.model import Severity
from checker.pack import traceability
from checker.pack.faults import NO_CLAUSE, REPEATED
from checker.pack.file_names import PACK, TRACEABILITY
from checker.pack.model import Pack
from checker.pack.ways import COUNTING, way_of
from checker.resources import read_schema

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
