"""The shortest way for one plan: what is asked, what is found, and what a program reads of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from checker.checking import check_document, examine
from checker.errors import EngineError
from checker.fixing.choices import choices_of, with_keeping
from checker.fixing.edits import Nature, edited
from checker.fixing.oracle import Goal, Oracle
from checker.fixing.reasons import reasons_for
from checker.fixing.samples import Samples
from checker.fixing.smallest import Finder
from checker.model import SCHEMA, Text, Verdict
from checker.pack.wording import fill
from checker.readers.document import Document

if TYPE_CHECKING:
    from checker.checking import Options
    from checker.fixing.choices import Choice
    from checker.fixing.edits import Edit
    from checker.fixing.oracle import Found
    from checker.fixing.reasons import Why
    from checker.fixing.smallest import Smallest
    from checker.model import Known, Report
    from checker.pack.model import Pack

FIX_FORMAT: Final = "plan-fix/1"


@dataclass(frozen=True, slots=True)
class Way:
    """A smallest set of edits, as choices, and why it is smallest; `after` is the verdict on the plan then."""

    smallest: Smallest
    choices: tuple[Choice, ...]
    why: Why
    after: Verdict

    @property
    def size(self) -> int:
        """How many edits it takes."""
        return len(self.smallest.edits)


@dataclass(frozen=True, slots=True)
class Fix:
    """How a plan is mended: the report on it, the way, and the shorter one that there is if something is a slip.

    `way` is None where there is nothing to mend, or where the rules could not be judged.
    """

    document: Document
    report: Report
    pack: Pack | None
    goal: Goal
    way: Way | None
    shorter: tuple[Edit, ...] = ()
    shorter_size: int = 0
    messages: tuple[tuple[Found, Text], ...] = ()

    @property
    def is_judged(self) -> bool:
        """Whether the rules could be judged."""
        return self.report.verdict is not Verdict.UNDETERMINED


_REACHED: Final = {
    Goal.PASS: frozenset({Verdict.PASS}),
    Goal.REVIEW: frozenset({Verdict.PASS, Verdict.REVIEW}),
}


def is_reached(report: Report, goal: Goal) -> bool:
    """Whether a plan with this report meets the goal."""
    return report.verdict in _REACHED[goal]


def fix_document(document: Document, pack: Pack, options: Options, goal: Goal) -> Fix:
    """The shortest way to `goal` for a plan that could be read, under the circular of `pack`."""
    report = check_document(document, options)
    fix = Fix(document, report, pack, goal, None)
    if is_reached(report, goal) or not fix.is_judged:
        return fix
    data = document.data
    samples = Samples(pack, data if isinstance(data, dict) else {})
    oracle = Oracle(data, pack, options.as_of, goal)
    try:
        finder = Finder(oracle, pack, samples, goal)
        slips: frozenset[Edit] = frozenset()
        smallest = finder.smallest(slips)
        if smallest.left:
            slips = _slips_for(smallest)
            smallest = finder.smallest(slips)
        choices = with_keeping(choices_of(smallest, oracle), smallest, finder, slips)
        shorter = finder.smallest() if smallest.proved and not smallest.left else smallest
        way = Way(smallest, choices, reasons_for(smallest), _after(document, smallest, options))
    except EngineError:
        return Fix(document, _unjudged(report), pack, goal, None)
    saves = shorter.proved and not shorter.left and len(shorter.edits) < len(smallest.edits)
    saved_by = [edit for edit in shorter.edits if edit.nature is Nature.SLIP and edit not in smallest.edits]
    standing = oracle.standing()
    messages = tuple((found, message_of(found, pack, standing.known)) for found in standing.found.values())
    return Fix(
        document,
        report,
        pack,
        goal,
        way,
        tuple(sorted(saved_by, key=lambda edit: edit.key)) if saves else (),
        len(shorter.edits) if saves else 0,
        messages,
    )


def _slips_for(smallest: Smallest) -> frozenset[Edit]:
    """The edits of slips that could help where nothing else does."""
    keys = {found.key for found in smallest.left}
    edits: set[Edit] = set()
    for ask in smallest.ledger.asks:
        if ask.found.key in keys:
            edits |= {edit for edit in smallest.ledger.of(ask.demand.among) if edit.nature is Nature.SLIP}
    return frozenset(edits)


def _after(document: Document, smallest: Smallest, options: Options) -> Verdict:
    """The verdict on the plan with the edits made, by the checker as anybody runs it."""
    mended = Document(document.name, None, edited(document.data, smallest.edits).data)
    return examine(mended, options)[0].verdict


def _unjudged(report: Report) -> Report:
    return replace(report, verdict=Verdict.UNDETERMINED)


def message_of(found: Found, pack: Pack, known: Known | None) -> Text:
    """What was found, in both languages."""
    if found.rule is not None and found.fact is not None and known is not None:
        return fill(found.rule.message, found.rule, pack, found.fact, known.anchor)
    if found.fault is not None:
        return Text(found.fault.message("en"), found.fault.message("zh"))
    return Text("", "")


def rule_id(found: Found) -> str:
    """The id of the rule that found it, or what stands for one."""
    return SCHEMA if found.rule is None else found.rule.id
