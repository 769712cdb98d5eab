"""durable_rules behind the port: one compiled ruleset for a pack, one fixed session, emptied after every plan.

The C module's own entry points are used, never `durable.lang` or `durable.engine.Host`: a host starts timer threads
that run actions, and swallows what an action raises. Here no action runs; a firing is read as the engine reports it.
"""

from __future__ import annotations

import json
import threading
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import durable_rules_engine

from checker.engine.compiling import END, compile_rules, divided
from checker.engine.memory import keep_freed_memory
from checker.engine.openings import Gates, Openings
from checker.engine.recognition import Memory
from checker.errors import EngineError
from checker.filling import Filling
from checker.model import Firing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.engine import EngineName
    from checker.engine.handover import Handover
    from checker.model import Fact, Known
    from checker.pack.model import Rule

_SESSION: Final = "1"
"""The one session. Every fact names it: the one durable_rules makes up for itself is not terminated in memory."""

_TAIL: Final = f'"sid":"{_SESSION}"}}'

_ENDED: Final = f'{{"{END}":'
"""How the engine reports the one rule that fires for every plan."""

_RULESETS: Final = count()
_MANY: Final = 16
"""From so many plans on, a process is busy with plans, and freed memory is worth keeping."""
_KEPT: Final = 4096
"""How many answers are kept."""
_KEPT_HANDOVERS: Final = 128
"""How many handovers are kept: plans differ in few ways that open or close a rule."""
_SHORT: Final = 2048
"""Up to so many characters the facts handed over are likely to be met again."""


def _version() -> str:
    """The version of durable_rules, from the name of its metadata: reading that takes longer than judging a plan."""
    beside = Path(durable_rules_engine.__file__).parent.glob("durable_rules-*.dist-info")
    names = [path.name.removesuffix(".dist-info").partition("-")[2] for path in beside]
    if len(names) == 1:
        return names[0]
    from importlib.metadata import version

    return version("durable-rules")


class DurableEvaluator:
    """Judges with durable_rules. Safe to use from several threads: they take turns."""

    name: EngineName = "durable_rules"
    version = _version()

    def __init__(
        self, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str, *, remembers: bool = True
    ) -> None:
        """`remembers` is whether durable_rules is asked only once about the same few facts."""
        self._sessions = [_Session(lot, pack_facts, anchor, _SHORT if remembers else 0) for lot in divided(rules)]
        self._judged = 0
        self._turn = threading.Lock()

    def judge(self, known: Known) -> list[Firing]:
        """See `Evaluator.judge`."""
        with self._turn:
            self._judged += 1
            if self._judged == _MANY:
                keep_freed_memory()
            return [firing for session in self._sessions for firing in session.judge(known)]


class _Session:
    """One ruleset, and the one session in it."""

    def __init__(self, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str, remembered: int) -> None:
        """Answers about no more than `remembered` characters are kept."""
        self._compiled = compile_rules(rules, pack_facts, anchor)
        self._openings = Openings(self._compiled.openings)
        self._gates = Gates(self._compiled.gates)
        self._memory = Memory()
        self._handovers = Filling(self._handover, _KEPT_HANDOVERS)
        # The session is empty before and after, so the same facts have the same answer.
        self._answers = Filling(self._firings, _KEPT, is_kept=lambda batch, _answer: len(batch) <= remembered)
        self._handle = self._fresh_ruleset()

    def judge(self, known: Known) -> list[Firing]:
        """See `Evaluator.judge`."""
        handover = self._handovers[self._gates.passed(known.anchor), self._openings.closed(known)]
        handed = handover.of(known)
        batch = ",".join([f'{fragment},"id":"{place}",{_TAIL}' for place, (fragment, _) in enumerate(handed)])
        return [Firing(rule, handed[place][1]) for rule, place in self._answers[batch]]

    def _handover(self, way: tuple[int, frozenset[str]]) -> Handover:
        """How facts are handed over where an anchor passes those tests and these rules are closed."""
        passed, closed = way
        return self._compiled.handover(self._gates.open(passed) - closed, self._memory)

    def _firings(self, batch: str) -> Sequence[tuple[str, int]]:
        """Which rules fire on the facts of the batch, and on which, by its place."""
        firings = {
            (self._compiled.rules[name], int(match["f"]["id"])): None
            for name, matches in self._run(f"[{batch}]").items()
            for match in matches
        }
        return tuple(firings)

    def _fresh_ruleset(self) -> int:
        try:
            handle: int = durable_rules_engine.create_ruleset(f"plancheck{next(_RULESETS)}", self._compiled.definition)
        except durable_rules_engine.error as error:
            raise EngineError("durable_rules failed: {cause}", cause=str(error)) from error
        return handle

    def _run(self, batch: str) -> dict[str, list[dict[str, Any]]]:
        """Assert the batch, collect what fires beside the end, and empty the session.

        A session that did not reach its end cannot be emptied: deleting it may crash the process. The ruleset is then
        left behind with it, and a new one takes its place.
        """
        fired: dict[str, list[dict[str, Any]]] = {}
        ended = whole = False
        try:
            outcome, state = durable_rules_engine.assert_facts(self._handle, batch)
            if outcome:
                raise EngineError("durable_rules did not take in all the facts (outcome {outcome})", outcome=outcome)
            started = durable_rules_engine.start_action_for_state(self._handle, state)
            message = started[1] if started else None
            while message:
                if message.startswith(_ENDED):
                    ended = True
                else:
                    for rule, matched in json.loads(message).items():
                        fired.setdefault(rule, []).append(matched)
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
            if not ended:
                raise EngineError("durable_rules stopped before it had judged every rule")
            durable_rules_engine.delete_state(self._handle, _SESSION)
            whole = True
        except durable_rules_engine.error as error:
            raise EngineError("durable_rules failed: {cause}", cause=str(error)) from error
        finally:
            if not whole:
                self._handle = self._fresh_ruleset()
        return fired
