"""durable_rules behind the port: one compiled ruleset for a pack, one fixed session, emptied after every plan.

The C module's own entry points are used, never `durable.lang` or `durable.engine.Host`: a host starts timer threads
that run actions, and swallows what an action raises. Here no action runs; a firing is read as the engine reports it.
"""

from __future__ import annotations

import json
import threading
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import durable_rules_engine

from checker.engine.compiling import END, compile_rules, divided
from checker.engine.memory import keep_freed_memory
from checker.errors import EngineError
from checker.model import Firing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.engine import EngineName
    from checker.engine.handover import Handover
    from checker.model import Fact
    from checker.pack.model import Rule

_SESSION: Final = "1"
"""The one session. Every fact names it: the one durable_rules makes up for itself is not terminated in memory."""

_TAIL: Final = f'"sid":"{_SESSION}"}}'

_RULESETS: Final = count()
_MANY: Final = 16
"""From so many plans on, a process is busy with plans, and freed memory is worth keeping."""
_KEPT: Final = 256
"""How many handovers are kept: plans differ in few ways that matter to them."""


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

    def __init__(self, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str) -> None:
        self._sessions = [_Session(lot, pack_facts, anchor) for lot in divided(rules)]
        self._judged = 0
        self._turn = threading.Lock()

    def judge(self, facts: Sequence[Fact]) -> list[Firing]:
        """See `Evaluator.judge`."""
        with self._turn:
            self._judged += 1
            if self._judged == _MANY:
                keep_freed_memory()
            return [firing for session in self._sessions for firing in session.judge(facts)]


class _Session:
    """One ruleset, and the one session in it."""

    def __init__(self, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str) -> None:
        self._compiled = compile_rules(rules, pack_facts, anchor)
        self._gate_members = self._compiled.gate_members
        self._handovers: dict[tuple[object, ...], Handover] = {}
        self._handle = self._fresh_ruleset()

    def judge(self, facts: Sequence[Fact]) -> list[Firing]:
        """See `Evaluator.judge`."""
        fired = self._run(self._batch(facts))
        firings = {
            (self._compiled.rules[name], match["f"]["id"]): None
            for name, matches in fired.items()
            if name != END
            for match in matches
        }
        return [Firing(rule, self._fact(id_, facts)) for rule, id_ in firings]

    def _batch(self, facts: Sequence[Fact]) -> str:
        """The JSON of all that is handed over, in its order."""
        anchor = facts[-1]
        turns = self._compiled.turns
        handover = self._handover(anchor)
        parts: list[list[str]] = [[] for _ in turns]
        for ready, place in handover.of_the_pack(anchor.members):
            parts[turns[self._compiled.pack_facts[place].kind]].append(f'{ready},"id":"p{place}",{_TAIL}')
        fragments = {kind: compiler.beside(anchor.members) for kind, compiler in handover.kinds.items()}
        for index, fact in enumerate(facts):
            if fact.kind in fragments:
                fragment = fragments[fact.kind](fact.members)
                if fragment is not None:
                    parts[turns[fact.kind]].append(f'{fragment},"id":"{index}",{_TAIL}')
        return f"[{','.join(chain.from_iterable(parts))}]"

    def _handover(self, anchor: Fact) -> Handover:
        profile = tuple(anchor.members[member] for member in self._gate_members)
        if profile not in self._handovers:
            if len(self._handovers) >= _KEPT:
                self._handovers.clear()
            self._handovers[profile] = self._compiled.handover(anchor)
        return self._handovers[profile]

    def _fact(self, id_: str, facts: Sequence[Fact]) -> Fact:
        if id_.startswith("p"):
            return self._compiled.pack_facts[int(id_[1:])]
        return facts[int(id_)]

    def _fresh_ruleset(self) -> int:
        try:
            handle: int = durable_rules_engine.create_ruleset(f"plancheck{next(_RULESETS)}", self._compiled.definition)
        except durable_rules_engine.error as error:
            raise EngineError("engine.failed", cause=str(error)) from error
        return handle

    def _run(self, batch: str) -> dict[str, list[dict[str, Any]]]:
        """Assert the batch, collect what fires, and empty the session.

        A session that did not reach its end cannot be emptied: deleting it may crash the process. The ruleset is then
        left behind with it, and a new one takes its place.
        """
        fired: dict[str, list[dict[str, Any]]] = {}
        whole = False
        try:
            outcome, state = durable_rules_engine.assert_facts(self._handle, batch)
            if outcome:
                raise EngineError("engine.facts-refused", outcome=outcome)
            started = durable_rules_engine.start_action_for_state(self._handle, state)
            message = started[1] if started else None
            while message:
                for rule, matched in json.loads(message).items():
                    fired.setdefault(rule, []).append(matched)
                message = durable_rules_engine.complete_and_start_action(self._handle, state)
            if END not in fired:
                raise EngineError("engine.no-end")
            durable_rules_engine.delete_state(self._handle, _SESSION)
            whole = True
        except durable_rules_engine.error as error:
            raise EngineError("engine.failed", cause=str(error)) from error
        finally:
            if not whole:
                self._handle = self._fresh_ruleset()
        return fired
