"""Looks a rule pack over: every fault that keeps it from being used, or, where there is none, every lint."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from checker.authoring.lint.model import Sources, lint_of
from checker.authoring.lint.tables import lint_of_statement, lints_of_clauses, lints_of_tables
from checker.authoring.lint.texts import lints_of_rule_texts, lints_of_same_texts, lints_of_texts
from checker.authoring.points import shifted
from checker.authoring.scaffold import is_marked
from checker.authoring.scenes import KnownScene
from checker.authoring.trials import run_case
from checker.cases import Bases, Case, base_file, read_bases, read_cases_in
from checker.checking import Options, check_source
from checker.errors import PackError, UnreadableError
from checker.model import Severity, Text
from checker.pack.building import load_without_rules
from checker.pack.conditions import Reference, holds
from checker.pack.file_names import CASES, RULE, TRACEABILITY
from checker.pack.loading import load_pack
from checker.pack.model import MemberType
from checker.pack.traceability import load_traceability
from checker.readers import read_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.authoring.lint.model import Lint
    from checker.authoring.trials import Trial
    from checker.cases import Bases
    from checker.errors import PackFault
    from checker.model import Fact
    from checker.pack.conditions import Block, Test
    from checker.pack.model import Pack, Rule


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


_OTHER: Final = ""
"""A code and a number that nothing else has."""


def lints_of_pairs(sources: Sources, trials: Sequence[Trial]) -> Iterator[Lint]:
    """Each pair of rules that fired together wherever either fired. `trials` are all cases of the pack."""
    fired: dict[str, set[int]] = {}
    for place, trial in enumerate(trials):
        for id_ in trial.violated:
            fired.setdefault(id_, set()).add(place)
    for one, other in combinations(sources.pack.rules, 2):
        together = fired.get(one.id, set())
        if not together or together != fired.get(other.id):
            continue
        scenes = [scene for place in sorted(together) if (scene := trials[place].scene) is not None]
        points = _points_in_common(one, other, scenes)
        if points is not None:
            values = {"other": one.id, "cases": len(together), "all": len(trials), "points": points}
            yield lint_of("always-together", Severity.WARNING, sources.of_rule(other, "violated_if"), **values)


def _points_in_common(one: Rule, other: Rule, scenes: Sequence[KnownScene]) -> int | None:
    """At how many further points the two fire or are silent together; None where one fires without the other."""
    if one.for_each != other.for_each:
        return 0
    points = 0
    for scene in scenes:
        for fact in scene.by_kind.get(one.for_each, ()):
            for changed, anchor in _varied(fact, scene.anchor, (one, other)):
                around = KnownScene(anchor, scene.by_kind)
                if _fires(one, changed, around) is not _fires(other, changed, around):
                    return None
                points += 1
    return points


def _varied(fact: Fact, anchor: Fact, rules: Sequence[Rule]) -> Iterator[tuple[Fact, Fact]]:
    """The fact and the anchor, with one member of either at every point at which a condition of the rules turns."""
    is_anchor = fact is anchor
    for rule in rules:
        for block in (rule.applies_if, *rule.violated_if):
            for tests, on_anchor in ((block.own, is_anchor), (block.anchor, True)):
                varied = anchor if on_anchor else fact
                for test in tests:
                    for value in _values(test, rule.kinds[varied.kind].members[test.member].type, fact, anchor):
                        changed = replace(varied, members={**varied.members, test.member: value})
                        yield (changed, changed) if is_anchor else (fact, changed) if on_anchor else (changed, anchor)


def _values(test: Test, type_: MemberType, fact: Fact, anchor: Fact) -> tuple[Any, ...]:
    """The values at which `test` turns: what it compares with, and what is beside or other than that."""
    wanted: Any = test.value
    if isinstance(wanted, Reference):
        wanted = (anchor if wanted.kind == anchor.kind else fact).members.get(wanted.member)
    if wanted is None:
        return ()
    if type_ is MemberType.FLAG:
        return (True, False)
    if isinstance(wanted, tuple):
        return (*wanted, _OTHER)
    if type_ in (MemberType.COUNT, MemberType.DAY):
        return tuple(shifted(wanted, distance, type_) for distance in (-1, 0, 1))
    return (wanted, _OTHER)


def _fires(rule: Rule, fact: Fact, scene: KnownScene) -> bool:
    def hold(block: Block) -> bool:
        return holds(block, fact, scene.anchor, scene.by_kind)

    return hold(rule.applies_if) and any(map(hold, rule.violated_if))
