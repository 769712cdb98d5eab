"""durable_rules behind the port: one ruleset for a pack, one session in it, emptied after every document.

The C module's own entry points are used, never `durable.lang` or `durable.engine.Host`: a host starts timer threads
that run actions, and swallows what an action raises. Here no action runs; a firing is read as the engine reports it.
"""

import json
import sys
import threading
from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Any, Final

from checker.engine import EngineName, load_durable_rules
from checker.engine.compiler import END, Compiled, compile_rules, divided
from checker.errors import EngineError
from checker.model import Fact, Firing, Known
from checker.pack.model import Rule

durable_rules_engine: Final[Any] = load_durable_rules()

_SESSION: Final = "1"
"""The one session. Every fact names it: the one durable_rules makes up for itself is not terminated in memory."""

_TAIL: Final = f',"sid":"{_SESSION}"}}'

_ENDED: Final = f'{{"{END}":'
"""How the engine reports the one rule that fires for every document."""

_RULESETS: Final = count()
_SECOND: Final = 2

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
"""The numbers of these options in glibc's malloc.h."""
_KEPT_BYTES: Final = 32 * 1024 * 1024


def _version() -> str:
    """The version of durable_rules, from the name of its metadata: reading that takes longer than judging a plan."""
    beside = [path.name for path in Path(durable_rules_engine.__file__).parent.iterdir()]
    names = [name for name in beside if name.startswith("durable_rules-") and name.endswith(".dist-info")]
    if len(names) == 1:
        return names[0].removesuffix(".dist-info").partition("-")[2]
    from importlib.metadata import version

    return version("durable-rules")


def _keep_freed_memory() -> None:
    """Let the process keep up to 32 MiB of freed memory. Does nothing where the C library is not glibc.

    durable_rules allocates and frees some hundred kilobytes for every document. glibc hands what lies free at the top
    of the heap back to the system each time, and the page faults of getting it again cost more than the judging.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        libc.mallopt(_MMAP_THRESHOLD, _KEPT_BYTES)


class DurableEvaluator:
    """Judges with durable_rules. Safe to use from several threads: they take turns."""

    name: EngineName = "durable_rules"
    version = _version()

    def __init__(self, rules: Sequence[Rule], tables: Mapping[str, Sequence[Fact]], anchor: str) -> None:
        self._tables = tables
        self._sessions = [_Session(compile_rules(lot, tables, anchor)) for lot in divided(rules, anchor)]
        self._turn = threading.Lock()
        self._judged = 0

    @property
    def source(self) -> str:
        """The Python that says what durable_rules is told of a document."""
        return "\n".join(session.compiled.source for session in self._sessions)

    def judge(self, known: Known) -> tuple[list[Firing], set[str]]:
        """See `Evaluator.judge`."""
        facts = {**self._tables, **known.by_kind}
        with self._turn:
            self._judged += 1
            if self._judged == _SECOND:
                # For a single document it does not pay.
                _keep_freed_memory()
            told = [session.judge(facts, known.anchor) for session in self._sessions]
        # A fact may violate a rule in several ways, and is one firing; facts are told apart even where they are equal.
        firings = {(each.rule, id(each.fact)): each for each in chain.from_iterable(found for found, _ in told)}
        return list(firings.values()), set().union(*(applying for _, applying in told))


class _Session:
    """One ruleset, and the one session in it, which is empty before and after each document."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._handle = self._fresh_ruleset()

    def judge(self, facts: Mapping[str, Sequence[Fact]], anchor: Fact) -> tuple[list[Firing], set[str]]:
        """What fires on these facts, the pack's among them, and the rules that apply to any."""
        handed, applying = self.compiled.hand(facts, anchor)
        batch = ",".join([f'{{"id":"{place}"{told}{_TAIL}' for place, (told, _) in enumerate(handed)])
        firings = [
            Firing(self.compiled.rules[name], fact)
            for name, matched in self._run(f"[{batch}]")
            for fact in handed[int(matched["f"]["id"])][1]
        ]
        return firings, applying

    def _fresh_ruleset(self) -> int:
        try:
            handle: int = durable_rules_engine.create_ruleset(f"plancheck{next(_RULESETS)}", self.compiled.definition)
        except durable_rules_engine.error as error:
            raise EngineError("durable_rules failed: {cause}", cause=str(error)) from error
        return handle

    def _run(self, batch: str) -> list[tuple[str, dict[str, Any]]]:
        """Assert the batch, collect what fires beside the end, and empty the session.

        A session that did not reach its end cannot be emptied: deleting it may crash the process. The ruleset is then
        left behind with it, and a new one takes its place.
        """
        fired: list[tuple[str, dict[str, Any]]] = []
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
                    fired += json.loads(message).items()
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
