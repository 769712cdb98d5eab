"""The port to whatever judges: facts in, firings out. Two evaluators stand behind it.

durable_rules judges wherever it can be imported; the reference evaluator is its check, and takes its place elsewhere.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from checker.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import Fact, Firing, Known
    from checker.pack.model import Rule

EngineName = Literal["durable_rules", "reference"]

INSTALL_COMMAND: Final = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install durable-rules==2.0.28"
"""How durable_rules comes into an environment; it is built from source, and the flag does no harm before 3.13."""


class Evaluator(Protocol):
    """Judges the rules it was made for, on one set of facts after another."""

    name: EngineName
    version: str

    def judge(self, known: Known) -> tuple[list[Firing], set[str]]:
        """Every rule that is violated, once for each fact that violates it, and every rule that applies to anything.

        `known` are the facts of one document, or of one review, each with every member of its kind; the pack's own
        are known already. Firings come in no particular order. Raises `EngineError` where not every rule was judged to
        its end.
        """
        ...


@cache
def default_engine() -> EngineName:
    """The engine that judges when none is asked for: durable_rules where it can be imported."""
    return "durable_rules" if is_durable_here() else "reference"


@cache
def is_durable_here() -> bool:
    """Whether durable_rules is installed and loads."""
    if find_spec("durable_rules_engine") is None:
        return False
    try:
        import checker.engine.durable
    except ImportError:
        return False
    return checker.engine.durable is not None


def stands_in() -> bool:
    """Whether the reference evaluator was taken in this process because durable_rules is not here."""
    return default_engine.cache_info().currsize > 0 and default_engine() == "reference"


def make_evaluator(
    engine: EngineName, rules: Sequence[Rule], tables: Mapping[str, Sequence[Fact]], anchor: str
) -> Evaluator:
    """An evaluator of `rules`, which are judged together.

    `tables` are the rule pack's own facts by kind, the same for every document; `anchor` is the kind of which there is
    exactly one fact. Raises `EngineError` where it cannot be made.
    """
    if engine == "reference":
        from checker.engine.reference import ReferenceEvaluator

        return ReferenceEvaluator(rules, tables)
    if not is_durable_here():
        raise EngineError(
            "durable_rules cannot be imported here; the reference evaluator can judge. On Linux "
            "and macOS, with a C compiler, this installs it: {command}",
            command=INSTALL_COMMAND,
        )
    from checker.engine.durable import DurableEvaluator

    return DurableEvaluator(rules, tables, anchor)


@cache
def engine_version(engine: EngineName) -> str:
    """The version of an engine, for the report; empty for one that is not here."""
    if engine == "reference":
        from checker.engine.reference import ReferenceEvaluator

        return ReferenceEvaluator.version
    if not is_durable_here():
        return ""
    from checker.engine.durable import DurableEvaluator

    return DurableEvaluator.version


def load_durable_rules() -> Any:
    """The C module of durable_rules, untyped. Raises `ImportError` where it is not installed, or does not load.

    It names a function that CPython 3.13 no longer has, `PyEval_CallObject`, for callbacks of a host, which is never
    used here. Bound when they are called, and not before, its symbols do not keep it from loading, also where it was
    built without the flag of `INSTALL_COMMAND`.
    """
    if not hasattr(sys, "setdlopenflags"):
        import durable_rules_engine

        return durable_rules_engine
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        import durable_rules_engine
    finally:
        sys.setdlopenflags(flags)
    return durable_rules_engine
