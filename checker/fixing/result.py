"""The shortest way for one document: what is asked, what is found, and what a program reads of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from math import comb
from typing import Final

from msgspec.structs import replace

from checker.checking import Options, check_document
from checker.edits import Edit, Nature, edited
from checker.errors import EngineError
from checker.fixing.smallest import Asked, Search, Smallest
from checker.fixing.trials import Found, Goal, Trials
from checker.model import LEFT_OUT, NOT_READ, SCHEMA, Report, Severity, Verdict
from checker.pack.model import DocumentKind, Pack
from checker.pack.repairs import Action
from checker.readers.document import Document

_MOST_TRIED: Final = 400
"""Judgements that are spent on what could be done instead; beyond, the choices named are not all there are."""
_MOST_COMBINED: Final = 40
_MOST_SLIPS: Final = 150
"""Edits that correct slips, of which it is looked whether some of them make the way shorter."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Any `count` of `among` will do, of which the set has the `chosen`; `instead` can take the place of one."""

    chosen: tuple[Edit, ...]
    among: tuple[Edit, ...]
    instead: tuple[Edit, ...]

    @property
    def count(self) -> int:
        """How many of them it takes."""
        return len(self.chosen)

    @property
    def is_open(self) -> bool:
        """Whether there are more than it takes, so that a person chooses."""
        return len(self.among) > self.count


@dataclass(frozen=True, slots=True)
class Reason:
    """Findings that need `need` edits: one, none of whose edits helps with another one, or several together."""

    asked: tuple[Asked, ...]
    need: int


@dataclass(frozen=True, slots=True)
class Way:
    """A smallest set of edits, as choices, and why it is smallest; `after` is the verdict on the document then."""

    smallest: Smallest
    choices: tuple[Alternatives, ...]
    reasons: tuple[Reason, ...]
    after: Verdict

    @property
    def size(self) -> int:
        """How many edits it takes."""
        return len(self.smallest.edits)

    @property
    def least(self) -> int:
        """How many edits it takes at least, as the reasons add up."""
        return sum(reason.need for reason in self.reasons)

    def mended_by(self, choice: Alternatives) -> list[Found]:
        """The findings of the document as it is that the edits of a choice help to mend."""
        asked = (each for part in self.smallest.parts for each in part.asked)
        found = {each.found.key: each.found for each in asked if not each.given and each.among & {*choice.chosen}}
        left = {each.key for each in self.smallest.left}
        return [each for key, each in found.items() if key not in left]


@dataclass(frozen=True)
class Fix:
    """How a document is mended: the report on it, the way, and the shorter one that there is if something is a slip.

    `way` is None where there is nothing to mend, or where the rules could not be judged.
    """

    document: Document
    report: Report
    pack: Pack
    goal: Goal
    way: Way | None = None
    shorter: tuple[Edit, ...] = ()
    shorter_size: int = 0

    @cached_property
    def kind(self) -> DocumentKind:
        """The kind of the document."""
        return self.pack.document_of(self.document.data)

    @property
    def is_judged(self) -> bool:
        """Whether the rules could be judged."""
        return self.report.verdict is not Verdict.UNDETERMINED

    def is_undeclared(self, found: Found) -> bool:
        """Whether the rule that found it declares no repair, so that no edit for it was even looked at."""
        return found.rule is not None and not found.rule.repairs


_REACHED: Final = {
    Goal.PASS: frozenset({Verdict.PASS}),
    Goal.REVIEW: frozenset({Verdict.PASS, Verdict.REVIEW}),
}


def is_reached(report: Report, goal: Goal) -> bool:
    """Whether a document with this report meets the goal, but for what no edit of it mends."""
    told = report.verdict is Verdict.REVIEW and all(
        finding.rule in (LEFT_OUT, NOT_READ) for finding in report.findings if finding.severity is not Severity.INFO
    )
    return told or report.verdict in _REACHED[goal]


def fix_document(document: Document, pack: Pack, options: Options, goal: Goal) -> Fix:
    """The shortest way to `goal` for a document that could be read, under the circular of `pack`."""
    report = check_document(document, options)
    fix = Fix(document, report, pack, goal)
    if is_reached(report, goal) or not fix.is_judged:
        return fix
    trials = Trials(document.data, pack, fix.kind, options, goal)
    try:
        search = Search(trials)
        smallest = search.smallest()
        if smallest.left and (slips := _slips_for(search, smallest)):
            smallest = search.smallest(slips)
        choices = tuple(_alternatives(smallest, trials))
        shorter = _shorter(search, smallest)
    except EngineError:
        return Fix(document, replace(report, verdict=Verdict.UNDETERMINED), pack, goal)
    after = check_document(Document(document.name, None, edited(document.data, smallest.edits).data), options)
    return Fix(
        document,
        report,
        pack,
        goal,
        Way(smallest, choices, tuple(_reasons(smallest)), after.verdict),
        tuple(sorted((edit for edit in shorter if edit.nature is Nature.SLIP), key=lambda edit: edit.order)),
        len(shorter),
    )


def rule_id(found: Found) -> str:
    """The id of the rule that found it, or what stands for one."""
    return SCHEMA if found.rule is None else found.rule.id


def _slips_for(search: Search, smallest: Smallest) -> frozenset[Edit]:
    """The edits of slips that could help where nothing else does."""
    keys = {found.key for found in smallest.left}
    among = (edit for asked in search.asked if asked.found.key in keys for edit in asked.among)
    return frozenset(edit for edit in among if edit.nature is Nature.SLIP)


def _shorter(search: Search, smallest: Smallest) -> frozenset[Edit]:
    """The shorter set that there is if slips are corrected; nothing where there is none, or they are too many."""
    slips = {edit for asked in search.asked for edit in asked.among if edit.nature is Nature.SLIP}
    if not smallest.is_proved or smallest.left or not slips or len(slips) > _MOST_SLIPS:
        return frozenset()
    found = search.smallest(None)
    return found.edits if found.is_proved and not found.left and len(found.edits) < len(smallest.edits) else frozenset()


# Why no fewer edits do.


def _reasons(smallest: Smallest) -> Iterable[Reason]:
    """Of each part of the problem: findings that share no edit, where these need as many as it takes; else all."""
    left = {found.key for found in smallest.left}
    for part in smallest.parts:
        asked = [each for each in part.asked if each.found.key not in left]
        apart: list[Asked] = []
        for each in sorted(asked, key=lambda each: (len(each.among & smallest.considered), str(each.found.key))):
            # What its own rule has no edit for, an edit for another may mend: it takes none of its own.
            is_own = bool(each.among) and not each.given and each.least > 0
            if is_own and all(not each.among & other.among for other in apart):
                apart.append(each)
        need = len(part.edits)
        if sum(each.least for each in apart) >= need:
            yield from (Reason((each,), each.least) for each in apart)
        elif smallest.is_proved:
            yield Reason(tuple(asked), need)
        else:
            yield from (Reason((each,), each.least) for each in apart)


# What could be done instead.


def _alternatives(smallest: Smallest, trials: Trials) -> Iterable[Alternatives]:
    """The set as choices, each edit in one; in the order of the document. Each way of choosing is one that works."""
    edits = sorted(smallest.edits, key=lambda edit: edit.order)
    if not smallest.is_proved:
        return [Alternatives((edit,), (edit,), ()) for edit in edits]
    left = frozenset(found.key for found in smallest.left)
    start = trials.count
    asked = [each for part in smallest.parts for each in part.asked if each.found.key not in left]

    def works(chosen: frozenset[Edit]) -> bool:
        slots = [edit.slot for edit in chosen if edit.slot is not None]
        if len(set(slots)) < len(slots) or not all(each.is_met(chosen) for each in asked):
            return False
        return trials.count - start < _MOST_TRIED and trials.standing(chosen).found.keys() <= left

    instead = {}
    for edit in edits:
        rest = smallest.edits - {edit}
        unmet = [each for each in asked if not each.is_met(rest)]
        others = smallest.considered.intersection(*(each.among for each in unmet)) - smallest.edits if unmet else ()
        ordered = sorted(others, key=lambda other: (other.rank, other.order))
        instead[edit] = [other for other in ordered if works(rest | {other})]
    choices: list[Alternatives] = []
    taken: set[Edit] = set()
    for edit in edits:
        if edit in taken:
            continue
        alike = [other for other in instead[edit] if _is_alike(edit, other)]
        group = [
            other
            for other in edits
            if other not in taken and alike and _is_alike(edit, other) and {*alike} <= {*instead[other]}
        ] or [edit]
        if len(group) > 1 and not all(works(smallest.edits - {*group} | way) for way in _ways(group, alike)):
            group = [edit]
        taken.update(group)
        different = [other for other in instead[edit] if other not in alike] if len(group) == 1 else []
        among = tuple(sorted((*group, *alike), key=lambda edit: edit.order))
        choices.append(Alternatives(tuple(group), among, tuple(different)))
    return choices


def _ways(group: Sequence[Edit], alike: Sequence[Edit]) -> Iterable[frozenset[Edit]]:
    """As many of the edits as there are in `group`, in all ways; the outermost where there are too many."""
    among = [*group, *alike]
    ways, half = combinations(among, len(group)), _MOST_COMBINED // 2
    if comb(len(among), len(group)) <= _MOST_COMBINED:
        return map(frozenset, ways)
    return map(frozenset, [*islice(ways, half), *islice(combinations(among[::-1], len(group)), half)])


def _is_alike(edit: Edit, other: Edit) -> bool:
    """Whether two edits are the same done to different entries, so that it is only a question which."""
    if edit.action is not other.action or edit.nature is not other.nature or edit.rank != other.rank:
        return False
    if edit.action is Action.ADD:
        return edit.at == other.at
    return edit.drops_entry and other.drops_entry and edit.at[:-1] == other.at[:-1]
