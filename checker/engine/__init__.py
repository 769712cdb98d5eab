"""The port to whatever judges: facts in, firings out. Two evaluators stand behind it, and `choose` picks.

durable_rules judges wherever it can be imported; the reference evaluator is its check, and takes its place elsewhere.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol

from checker.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Fact, Firing, Known
    from checker.pack.model import Rule

EngineName = Literal["durable_rules", "reference"]


class Evaluator(Protocol):
    """Judges the rules it was made for, on one set of facts after another."""

    name: EngineName
    version: str

    def judge(self, known: Known) -> list[Firing]:
        """Every rule that is violated, once for each fact that violates it, in no particular order.

        `known` are the facts of one plan, or of one review; the pack's facts are known already.
        Raises `EngineError` where not every rule was judged to its end.
        """
        ...


@cache
def default_engine() -> EngineName:
    """The engine that judges when none is asked for: durable_rules where it can be imported."""
    return "durable_rules" if _durable_works() else "reference"


def make_evaluator(engine: EngineName, rules: Sequence[Rule], pack_facts: Sequence[Fact], anchor: str) -> Evaluator:
    """An evaluator of `rules`, all of one stage, which knows the rule pack's facts.

    `anchor` is the kind of which that stage has exactly one fact. Raises `EngineError` where it cannot be made.
    """
    if engine == "reference":
        from checker.engine.reference import ReferenceEvaluator

        return ReferenceEvaluator(rules, pack_facts)
    if not _durable_works():
        raise EngineError(
            "durable_rules cannot be imported here (it works on CPython 3.11 and 3.12); the "
            "reference evaluator can judge"
        )
    from checker.engine.durable import DurableEvaluator

    return DurableEvaluator(rules, pack_facts, anchor)


@cache
def engine_version(engine: EngineName) -> str:
    """The version of an engine, for the report; empty for one that is not here."""
    if engine == "reference":
        from checker.engine.reference import ReferenceEvaluator

        return ReferenceEvaluator.version
    if not _durable_works():
        return ""
    from checker.engine.durable import DurableEvaluator

    return DurableEvaluator.version


@cache
def _durable_works() -> bool:
    if find_spec("durable_rules_engine") is None:
        return False
    try:
        import checker.engine.durable
    except ImportError:
        # On CPython 3.13 the C module builds and then does not load.
        return False
    return checker.engine.durable is not None
