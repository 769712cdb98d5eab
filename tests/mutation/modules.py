"""Mutates the Python that judges, and runs the tests that are about it on each mutant.

Run it: `python tests/mutation/modules.py verdict findings` prints for each module how many mutants there are and how
many the tests kill, and each that survives. It takes minutes for each module, so the tests do not run it; what it last
found stands in the README of the tests.

A mutant has one place changed: a comparison or an operator turned into its neighbour, a condition into its opposite, a
number into the next, a word into another, a result into none. Each is tried in a process of its own, which reads the
changed source in the place of the module and runs the tests until the first that fails.
"""

from __future__ import annotations

import ast
import os
import signal
import sys
from copy import deepcopy
from importlib.abc import Loader, MetaPathFinder
from importlib.util import spec_from_loader
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parents[2]
LONGEST: Final = 300
"""Seconds; a mutant that takes longer is noticed by whoever waits for it."""

CASES: Final = "tests/test_cases.py"
MODULES: Final[dict[str, tuple[str, ...]]] = {
    "verdict": ("tests/analysis/test_shipped_packs.py", CASES, "tests/cli/test_check.py"),
    "findings": (CASES, "tests/reviewing", "tests/reporting/test_json.py", "tests/cli/test_check.py", "tests/examples"),
    "filling": ("tests/test_filling.py",),
    "facts.building": ("tests/facts", CASES, "tests/properties"),
    "facts.sharing": ("tests/facts", CASES, "tests/properties"),
    "documents.json_places": ("tests/documents/test_places.py", "tests/documents/test_json.py"),
    "facts.parts": ("tests/facts", CASES),
    "facts.review": ("tests/facts", CASES, "tests/reviewing"),
    "engine.reference": (CASES, "tests/engine/test_durable.py"),
    "engine.statuses": ("tests/facts", CASES, "tests/engine"),
    "engine.compiling": ("tests/engine/test_durable.py", CASES, "tests/engine/test_differential.py"),
    "engine.handover": ("tests/engine/test_durable.py", CASES, "tests/engine/test_differential.py"),
    "engine.openings": ("tests/engine/test_openings.py", CASES, "tests/engine/test_differential.py"),
    "engine.recognition": ("tests/engine/test_recognition.py", "tests/engine"),
    "engine.durable": ("tests/engine/test_durable.py", CASES, "tests/engine/test_differential.py"),
}
"""Each module, and the tests that are about it, the quickest first."""

SWAPS: Final[dict[type[ast.AST], tuple[type[ast.AST], ...]]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
    ast.Break: (ast.Continue,),
    ast.Continue: (ast.Break,),
}
NAMES: Final = {"any": "all", "all": "any", "min": "max", "max": "min"}


def mutants_of(source: str) -> Iterator[tuple[int, str, str]]:
    """Every mutant of a module: the line, what is changed, and the source."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        if place in _left_out(tree):
            continue
        for change in _changes(node):
            mutated = deepcopy(tree)
            here = list(ast.walk(mutated))[place]
            before = ast.unparse(here) if isinstance(here, ast.expr | ast.stmt) else type(here).__name__
            change(here)
            after = ast.unparse(here) if isinstance(here, ast.expr | ast.stmt) else ""
            text = ast.unparse(ast.fix_missing_locations(mutated))
            yield (
                getattr(node, "lineno", 0),
                f"{before.splitlines()[0]} -> {after.splitlines()[0] if after else ''}",
                text,
            )


def _left_out(tree: ast.Module) -> set[int]:
    """Places that nothing is run from: annotations, docstrings, and what only a type checker reads."""
    numbers = {id(node): place for place, node in enumerate(ast.walk(tree))}
    found: set[int] = set()
    for node in ast.walk(tree):
        dead: list[ast.AST | None] = []
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            dead.append(node)
        if isinstance(node, ast.AnnAssign | ast.arg):
            dead.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            dead.append(node.returns)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            dead.append(node.value)
        found |= {numbers[id(each)] for root in dead if root is not None for each in ast.walk(root)}
    return found


def _changes(node: ast.AST) -> Iterator[Callable[[Any], None]]:
    """What can be done to a node, each time as something that does it."""
    if isinstance(node, ast.Compare):
        for spot, op in enumerate(node.ops):
            yield from (_setting("ops", spot, swap) for swap in SWAPS.get(type(op), ()))
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        yield from (_setting("op", None, swap) for swap in SWAPS.get(type(node.op), ()))
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _becoming_double_not
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield _turning
    elif isinstance(node, ast.Return) and node.value is not None:
        yield lambda here: setattr(here, "value", ast.Constant(None))
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield lambda here: setattr(here, "id", NAMES[here.id])


def _setting(name: str, spot: int | None, kind: type[ast.AST]) -> Callable[[Any], None]:
    def change(here: Any) -> None:
        if spot is None:
            setattr(here, name, kind())
        else:
            getattr(here, name)[spot] = kind()

    return change


def _of_constant(node: ast.Constant) -> Iterator[Callable[[Any], None]]:
    value = node.value
    if isinstance(value, bool):
        yield lambda here: setattr(here, "value", not here.value)
    elif isinstance(value, int):
        yield lambda here: setattr(here, "value", here.value + 1)
    elif isinstance(value, str) and value:
        yield lambda here: setattr(here, "value", f"{here.value}X")


def _becoming_double_not(here: Any) -> None:
    here.operand = ast.UnaryOp(ast.Not(), here.operand)


def _turning(here: Any) -> None:
    here.test = ast.UnaryOp(ast.Not(), here.test)


class Changed(MetaPathFinder, Loader):
    """Gives the changed source where the module is imported."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self._name, self._path, self._source = name, path, source

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        return spec_from_loader(name, self, origin=str(self._path)) if name == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self._path)
        exec(compile(self._source, str(self._path), "exec"), module.__dict__)  # noqa: S102 - our own source


def is_killed(name: str, path: Path, source: str, tests: tuple[str, ...]) -> bool:
    """Whether a test fails, or nothing runs any more, with this source in the place of the module."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sys.meta_path.insert(0, Changed(name, path, source))
        options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"]
        os._exit(int(pytest.main([*options, *tests])))
    _, status = os.waitpid(child, 0)
    return status != 0


def main(modules: list[str]) -> None:
    os.chdir(ROOT)
    for module in modules or MODULES:
        path = ROOT / "checker" / Path(*module.split(".")).with_suffix(".py")
        source = path.read_text(encoding="utf-8")
        tests = MODULES[module]
        name = f"checker.{module}"
        if is_killed(name, path, source, tests):
            sys.exit(f"{module}: the tests fail as it is")
        made = survived = 0
        for line, change, mutated in mutants_of(source):
            made += 1
            if not is_killed(name, path, mutated, tests):
                survived += 1
                sys.stdout.write(f"{module}:{line}: {change}\n")
                sys.stdout.flush()
        sys.stdout.write(f"| `{module}` | {made} | {made - survived} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
