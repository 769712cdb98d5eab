"""The cases of a rule, run: what comes of each, and what they leave out.

They leave out a case that keeps the rule, one that breaks it, or one at a point where one of its conditions turns.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from msgspec import UNSET

from checker.analysis.domains import day_after, members_of
from checker.analysis.judging import AnyDocument, Scene, holds
from checker.analysis.solving import Condition, Value, all_of, any_of, none_of, related
from checker.analysis.witnesses import JudgedCase, judge_case, options_of
from checker.cases import Case, Expected, read_bases, read_cases
from checker.engine import EngineName
from checker.errors import PackError, PackFault
from checker.i18n import N_, text
from checker.model import SCHEMA, UNREADABLE, Fact, Finding, Known, RuleStatus, Text, pointer_text
from checker.pack.conditions import COMPARE, Block, Op, Quantified, Reference, Test, passes
from checker.pack.model import FINDING, MemberType, Pack, Rule, Stage
from checker.values import day_text


class KnownScene:
    """What is known of a case: the anchor, and all facts by kind. To every question about it the answer is known."""

    def __init__(self, anchor: Fact, by_kind: Mapping[str, Sequence[Fact]]) -> None:
        self.anchor = anchor
        self.by_kind = by_kind
        self._found: dict[tuple[Any, ...], bool] = {}

    def facts(self, kind: str) -> Sequence[Fact]:
        """All facts of a kind."""
        return self.by_kind.get(kind, ())

    def value(self, fact: Fact, member: str) -> Value:
        """The one thing that a member is."""
        return {fact.members.get(member): True}

    def passing(self, tests: tuple[Test, ...], fact: Fact, judged: Fact) -> Iterator[bool]:
        """Whether a fact passes each of these tests."""
        return (passes(test, fact, judged, self.anchor) for test in tests)

    def has(self, other: Quantified, judged: Fact) -> bool:
        """Whether there is a fact as `other` asks for."""
        named = [test.value for test in other.tests if isinstance(test.value, Reference)]
        values = [(self.anchor if each.kind == self.anchor.kind else judged).members.get(each.member) for each in named]
        key = (id(other), *values)
        if key not in self._found:
            self._found[key] = any(
                all(passes(test, fact, judged, self.anchor) for test in other.tests) for fact in self.facts(other.kind)
            )
        return self._found[key]


_MISFITS_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """One case, judged by one evaluator; `faults` says in what it is not as the case expects.

    `scene` is None where a plan of the case could not be read so far that anything was judged. `document` is the format
    of what was judged; none across documents.
    """

    case: Case
    engine: EngineName
    faults: tuple[Text, ...]
    scene: KnownScene | None
    document: str | None = None


def run_case(pack: Pack, rule: Rule, case: Case, engine: EngineName) -> Trial:
    """Judge the plans of `case` by `pack` and compare what becomes of `rule` with what the case expects."""
    judged = judge_case(case, pack, options_of(case, pack, engine), across=rule.stage is Stage.REVIEW)
    faults = list(_faults(rule, case, judged))
    if faults:
        # What is not in the format of the document, an author may not have meant.
        misfits = [each for report in judged.reports for each in report.findings if each.rule in (SCHEMA, UNREADABLE)]
        faults += map(_misfit, misfits[:_MISFITS_TOLD])
    scene = None if judged.known is None else _scene_of(pack, judged.known, judged.statuses)
    document = None if rule.stage is Stage.REVIEW else pack.document_of(case.plan).format
    return Trial(case, engine, tuple(faults), scene, document)


def _scene_of(pack: Pack, known: Known, statuses: Mapping[str, RuleStatus]) -> KnownScene:
    """What the rules of `pack` were judged on, those as well that look at what others found."""
    after = {rule.id for rule in pack.rules_of(Stage.AFTER)}
    found = [
        Fact(FINDING, (), {"rule": id_})
        for id_, status in statuses.items()
        if status is RuleStatus.VIOLATED and id_ not in after
    ]
    return KnownScene(known.anchor, {**pack.facts_by_table, **known.by_kind, FINDING: found})


def _misfit(finding: Finding) -> Text:
    return text(
        "The document of the case does not keep to its format, at “{at}”: {cause}",
        at=pointer_text(finding.at),
        cause=finding.message,
    )


def _faults(rule: Rule, case: Case, judged: JudgedCase) -> Iterator[Text]:
    if judged.engine.failure is not None:
        yield text("Not judged: {cause}", cause=judged.engine.failure)
        return
    if rule.id not in judged.statuses:
        message = N_("The document of the case is none that the rule is about: {documents}.")
        yield text(message, documents=", ".join(rule.documents))
        return
    expected = [wanted.at for wanted in case.finds]
    findings = [finding for finding in judged.findings if finding.rule == rule.id]
    found = [_at(rule, finding) for finding in findings]
    if expected != found:
        yield text("Findings expected: {expected}; found: {found}.", expected=_listed(expected), found=_listed(found))
    else:
        for wanted, finding in zip(case.finds, findings, strict=True):
            yield from _faults_of_finding(wanted, finding)
    status = judged.statuses[rule.id]
    if case.status not in (None, status):
        yield _differs("status", case.status, status)
    elif case.breaks is not (status is RuleStatus.VIOLATED):
        message = N_("The case is one that {kind} the rule, but the rule is {status}.")
        yield text(message, kind=case.kind, status=status.value)


def _faults_of_finding(wanted: Expected, finding: Finding) -> Iterator[Text]:
    if wanted.message is not None and wanted.message not in finding.message.en:
        yield _differs("message", wanted.message, finding.message.en, at=wanted.at)
    if wanted.severity not in (None, finding.severity):
        yield _differs("severity", wanted.severity, finding.severity, at=wanted.at)
    if wanted.exception not in (None, finding.exception):
        yield _differs("exception", wanted.exception, finding.exception, at=wanted.at)
    if wanted.subject not in (UNSET, finding.subject):
        yield _differs("subject", wanted.subject, finding.subject, at=wanted.at)


def _differs(what: str, expected: object, found: object, *, at: str | None = None) -> Text:
    message = (
        N_("{what}: expected “{expected}”, found “{found}”.")
        if at is None
        else N_("The finding at “{at}”, {what}: expected “{expected}”, found “{found}”.")
    )
    return text(message, what=what, expected=_told(expected), found=_told(found), at=at)


def _told(value: object) -> object:
    return Text("none", "无") if value is None else value


def _at(rule: Rule, finding: Finding) -> str:
    """The place as cases.yaml has it: in a plan a pointer, across plans the office."""
    return "".join(map(str, finding.at)) if rule.stage is Stage.REVIEW else pointer_text(finding.at)


def _listed(places: Sequence[str]) -> Text:
    if not places:
        return Text("no finding", "无问题")
    named = [f"“{place}”" for place in places]
    return Text(", ".join(named), "、".join(named))


_DISTANCES: Final[Mapping[Op, tuple[int, ...]]] = {
    Op.IS: (0, -1, 1),
    Op.IS_NOT: (-1, 1, 0),
    Op.LESS_THAN: (-1, 0),
    Op.AT_MOST: (0, 1),
    Op.MORE_THAN: (1, 0),
    Op.AT_LEAST: (0, -1),
}
"""How far from the value compared with the points of a figure or a day lie, by operator: those where it holds first."""


class EdgePoint(NamedTuple):
    """One point of a test: whether a member that is found, and compared with what is wanted, is there.

    `is_measured`: values beside it are points of their own.
    """

    name: str
    inside: bool
    has: Callable[[Any, Any], bool]
    is_measured: bool = False


def points_of(test: Test, type_: MemberType, least: int | None) -> Iterator[EdgePoint]:
    """The points of `test` on a member of that type, those inside, where it passes, first; none is below `least`."""
    if isinstance(test.value, tuple):
        listed = test.op is Op.ONE_OF
        points = [EdgePoint(f"= {_shown(each, type_)}", listed, partial(_is, each)) for each in test.value]
        points.append(EdgePoint(f"≠ {_shown(test.value, type_)}", not listed, COMPARE[Op.NOT_ONE_OF]))
        yield from sorted(points, key=lambda point: not point.inside)
    elif type_ in (MemberType.COUNT, MemberType.DAY):
        for distance in _DISTANCES[test.op]:
            if least is not None and isinstance(test.value, int) and test.value + distance < least:
                continue
            name, inside = _measured_name(test, type_, distance), COMPARE[test.op](distance, 0)
            yield EdgePoint(name, inside, partial(_is_beside, distance, type_), is_measured=True)
    else:
        for op in sorted((Op.IS, Op.IS_NOT), key=lambda each: each is not test.op):
            wanted, sign = test.value, "=" if op is Op.IS else "≠"
            if isinstance(wanted, bool):
                wanted, sign = wanted is (op is Op.IS), "="
            yield EdgePoint(f"{sign} {_shown(wanted, type_)}", op is test.op, COMPARE[op])


def _is(value: Any, found: Any, _: Any) -> bool:
    return bool(found == value)


def _is_beside(distance: int, type_: MemberType, found: Any, wanted: int) -> bool:
    return bool(found == _shifted(wanted, distance, type_))


def _shifted(value: int, distance: int, type_: MemberType) -> int:
    """The figure or the day that is `distance` from `value`."""
    if not distance:
        return value
    return day_after(value, distance) if type_ is MemberType.DAY else value + distance


def _measured_name(test: Test, type_: MemberType, distance: int) -> str:
    sign = f" {'-' if distance < 0 else '+'} {abs(distance)}" if distance else ""
    if not isinstance(test.value, int):
        return f"= {_shown(test.value, type_)}{sign}"
    value = _shown(_shifted(test.value, distance, type_), type_)
    return f"= {value}" if test.bound is None else f"= {value} (bound.{test.bound}{sign})"


def _shown(value: Any, type_: MemberType) -> str:
    """What is compared with, as rule.yaml has it."""
    if isinstance(value, Reference):
        return f"{value.kind}.{value.member}"
    if isinstance(value, tuple):
        return ", ".join(_shown(each, type_) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return day_text(value) if type_ is MemberType.DAY else str(value)


class EdgePart(Enum):
    """The part of a rule that a condition stands in."""

    SCOPE = "applies_if"
    DUTY = "violated_if"
    GRADE = "severity"


@dataclass(frozen=True, slots=True)
class Edge:
    """One point of one condition of a rule; `name` says which, as `plan.status = draft`.

    `inside`: the condition holds there. `block` is where it stands, the one at `place` of its `part`; a test is one on
    a fact of the `kind`. `alone`: some document shows it by that block and no other.
    """

    rule: Rule
    name: str
    inside: bool
    part: EdgePart
    place: int
    block: Block
    condition: Test | Quantified
    kind: str
    point: EdgePoint | None = None
    alone: bool = True

    def is_shown_by(self, fact: Any, scene: Scene) -> Condition:
        """Whether the rule, judging `fact`, stands at this point for no other reason than this condition."""
        return all_of(self._conditions(fact, scene))

    def _conditions(self, fact: Any, scene: Scene) -> Iterator[Condition]:
        def rest(block: Block, *, may_lack: bool) -> Condition:
            return holds(block, fact, scene, but=self.condition, may_lack=may_lack)

        yield self._is_at(fact, scene)
        match self.part:
            case EdgePart.SCOPE if self.inside:
                yield self._fires(fact, scene)
            case EdgePart.SCOPE:
                yield rest(self.block, may_lack=True)
                # A flag or a code may decide what else can be known, so that nothing is left that would break the duty.
                if self.point is not None and self.point.is_measured:
                    yield any_of(holds(block, fact, scene, may_lack=True) for block in self.rule.violated_if)
            case EdgePart.DUTY:
                yield holds(self.rule.applies_if, fact, scene)
                yield rest(self.block, may_lack=not self.inside)
                others = (each for place, each in enumerate(self.rule.violated_if) if place != self.place)
                yield True if not self.alone else none_of(*(holds(each, fact, scene) for each in others))
            case EdgePart.GRADE:
                for grade in self.rule.grades[: self.place]:
                    yield False if grade.block is None else none_of(holds(grade.block, fact, scene))
                yield self._fires(fact, scene)
                yield rest(self.block, may_lack=not self.inside)

    def _is_at(self, fact: Any, scene: Scene) -> Condition:
        if isinstance(self.condition, Quantified):
            there = scene.has(self.condition, fact)
            return there if self.condition.exists is self.inside else none_of(there)
        if self.point is None:
            return False

        def value(kind: str, member: str) -> Value:
            return scene.value(scene.anchor if kind == scene.anchor.kind else fact, member)

        wanted = self.condition.value
        compared = value(wanted.kind, wanted.member) if isinstance(wanted, Reference) else {wanted: True}
        return related(self.point.has, value(self.kind, self.condition.member), compared)

    def _fires(self, fact: Any, scene: Scene) -> Condition:
        broken = (holds(each, fact, scene) for each in self.rule.violated_if)
        return all_of((holds(self.rule.applies_if, fact, scene), any_of(broken)))


def edges_of(rule: Rule, pack: Pack) -> tuple[Edge, ...]:
    """Every edge of `rule` that can be reached, each once for its block, in the order of the conditions."""
    edges: dict[tuple[object, ...], Edge] = {}
    for edge in _edges(rule):
        key = edge.name, edge.inside, edge.part, edge.place
        # What no document can show by one block alone is shown by it whatever else breaks the duty.
        for each in (edge, replace(edge, alone=False)) if edge.inside else (edge,):
            if key not in edges and _can_be(each, pack):
                edges[key] = each
    return tuple(edges.values())


def _can_be(edge: Edge, pack: Pack) -> bool:
    """Whether some document shows an edge, or could show it were it larger than those that are looked at.

    What there can be across several documents, nobody knows.
    """
    if edge.rule.stage is Stage.REVIEW:
        return True
    sizes = (_any_document(pack, name, is_small=is_small) for is_small in (True, False) for name in edge.rule.documents)
    tests = (edge.condition,) if isinstance(edge.condition, Test) else edge.condition.tests
    members = [each for test in tests for each in members_of(edge.kind, test)]
    return any(
        not each.domains.is_whole(members)
        or each.solver.find([any_of(all_of((fact.there, edge.is_shown_by(fact, each))) for fact in facts)]) is not None
        for each in sizes
        for facts in [each.facts.of(edge.rule.for_each)]
    )


@lru_cache(maxsize=16)
def _any_document(pack: Pack, name: str, *, is_small: bool) -> AnyDocument:
    return AnyDocument(pack, pack.documents[name], is_small=is_small, in_review=True)


def _edges(rule: Rule) -> Iterator[Edge]:
    """The edges of all conditions of a rule, whether they can be reached or not."""
    blocks = [(EdgePart.SCOPE, 0, rule.applies_if)]
    blocks += ((EdgePart.DUTY, place, block) for place, block in enumerate(rule.violated_if))
    blocks += ((EdgePart.GRADE, place, grade.block or Block()) for place, grade in enumerate(rule.grades))
    for part, place, block in blocks:
        is_one = part is EdgePart.SCOPE or (part is EdgePart.DUTY and len(rule.violated_if) == 1)
        where = "" if is_one else f" ({part.value} {place + 1})"
        for kind, condition in _conditions_of(rule, block):
            if isinstance(condition, Quantified):
                for inside in (True, False):
                    name = _name_of_other(condition, exists=condition.exists is inside) + where
                    yield Edge(rule, name, inside, part, place, block, condition, kind)
                continue
            member = rule.kinds[kind].members[condition.member]
            # What counts in a single document can be, its analysis knows.
            for point in points_of(condition, member.type, member.least if rule.stage is Stage.REVIEW else None):
                name = f"{kind}.{condition.member} {point.name}{where}"
                yield Edge(rule, name, point.inside, part, place, block, condition, kind, point)


def _conditions_of(rule: Rule, block: Block) -> Iterator[tuple[str, Test | Quantified]]:
    """Each condition of a block, with the kind of fact that it is on, or asks for."""
    yield from ((rule.for_each, test) for test in block.own)
    yield from ((other.kind, other) for other in block.others)
    yield from ((rule.anchor, test) for test in block.anchor)


def _name_of_other(other: Quantified, *, exists: bool) -> str:
    tests = ", ".join(
        f"{test.member} {'=' if test.op is Op.IS else test.op} {_shown(test.value, MemberType.CODE)}"
        for test in other.tests
    )
    return f"{'some' if exists else 'no'} {other.kind} ({tests})"


@dataclass(frozen=True, slots=True)
class Tested:
    """A rule, each of its cases as each evaluator judged it, and what the cases leave out."""

    rule: Rule
    cases: tuple[Case, ...]
    trials: tuple[Trial, ...]
    gaps: tuple[Text, ...]


def run_rules(pack: Pack, rules: Sequence[Rule], engines: Sequence[EngineName]) -> Iterator[Tested]:
    """Each rule with its cases run by each of `engines`, one after the other.

    Raises `PackError` with the faults of all files that cannot be used, before any case is run.
    """
    bases = read_bases(pack)
    cases: dict[str, tuple[Case, ...]] = {}
    faults: list[PackFault] = []
    for rule in rules:
        try:
            cases[rule.id] = read_cases(pack, rule, bases)
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(*faults)
    for rule in rules:
        trials = tuple(run_case(pack, rule, case, engine) for case in cases[rule.id] for engine in engines)
        gaps = tuple(_gaps(pack, rule, trials))
        yield Tested(rule, cases[rule.id], trials, gaps)


def _gaps(pack: Pack, rule: Rule, trials: Sequence[Trial]) -> Iterator[Text]:
    if all(trial.case.breaks for trial in trials):
        yield text("No case keeps the rule.")
    if not any(trial.case.breaks for trial in trials):
        yield text("No case breaks the rule.")
    if rule.stage is not Stage.REVIEW and len(rule.documents) > 1:
        for format_ in rule.documents:
            if {trial.case.breaks for trial in trials if trial.document == format_} != {True, False}:
                document = pack.documents[format_].document
                message = N_("No case keeps the rule, or none breaks it, with a {document} ({format}).")
                yield text(message, document=document, format=format_)
    scenes = [trial.scene for trial in trials if trial.scene is not None]
    for edge in edges_of(rule, pack):
        if not any(edge.is_shown_by(fact, scene) for scene in scenes for fact in scene.facts(rule.for_each)):
            yield text(_missing(edge), point=edge.name)


def _missing(edge: Edge) -> str:
    """What is said of a point at which no case stands."""
    if edge.part is EdgePart.GRADE:
        return (
            N_("No case breaks the rule with that severity where {point}.")
            if edge.inside
            else N_("No case breaks the rule without that severity only because {point}.")
        )
    if edge.inside:
        return N_("No case breaks the rule where {point}.")
    return (
        N_("No case is out of the rule's scope only because {point}.")
        if edge.part is EdgePart.SCOPE
        else N_("No case keeps the rule only because {point}.")
    )
