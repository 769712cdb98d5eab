"""Mutates the Python that judges, and runs the tests that are about it on each mutant.

Run it: `python tests/mutation/modules.py verdict findings` prints for each module how many mutants there are and how
many the tests kill, and each that survives. It takes minutes for each module, so the tests do not run it.

A mutant has one place changed: a comparison or an operator turned into its neighbour, a condition into its opposite, a
number into the next, a word into another, a result into none. Each is tried in a copy of the package, by a process of
its own (and those that the tests start), which runs the tests until the first that fails.
"""

from __future__ import annotations

import ast
import compileall
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
LONGEST: Final = 300
"""Seconds; a mutant that takes longer is noticed by whoever waits for it."""

CASES: Final = "tests/test_cases.py"
DIFFERENTIAL: Final = "tests/engine/test_differential.py"
MODULES: Final[dict[str, tuple[str, ...]]] = {
    "verdict": ("tests/analysis/test_shipped_packs.py", CASES, "tests/cli/test_check.py"),
    "findings": (CASES, "tests/reviewing", "tests/reporting/test_json.py", "tests/cli/test_check.py", "tests/examples"),
    "facts.values": ("tests/facts", CASES),
    "facts.mapping": ("tests/facts", CASES),
    "facts.walk": ("tests/facts", CASES),
    "facts.filling": ("tests/facts", CASES),
    "facts.source": ("tests/facts", CASES),
    "facts.review": ("tests/facts", CASES, "tests/reviewing"),
    "engine.reference": (CASES, "tests/engine/test_durable.py"),
    "judging": ("tests/engine/test_judging.py", "tests/engine/test_statuses.py", "tests/facts", CASES, DIFFERENTIAL),
    "engine.compiler": ("tests/engine/test_compiler.py", "tests/engine/test_durable.py", CASES, DIFFERENTIAL),
    "engine.durable": ("tests/engine/test_durable.py", CASES, DIFFERENTIAL),
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
    """Places that decide nothing: annotations, docstrings, decorators, and what only a type checker reads."""
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
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            dead += node.decorator_list
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "TypeVar":
            dead.append(node)
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


class Tree:
    """A copy of the package, in which one module at a time is changed; it is what the tests then import."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for part in ("checker", "rules", "schemas"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        compileall.compile_dir(folder / "checker", quiet=1)

    def is_killed(self, module: Path, source: str, tests: tuple[str, ...]) -> bool:
        """Whether a test fails, or nothing runs any more, with this source in the place of the module."""
        target = self._folder / module
        before = target.read_text(encoding="utf-8")
        target.write_text(source, encoding="utf-8")
        # What was compiled before could be taken for it, of the same length and second as it may be.
        Path(cache_from_source(target)).unlink(missing_ok=True)
        try:
            return self._fails(tests)
        finally:
            target.write_text(before, encoding="utf-8")

    def _fails(self, tests: tuple[str, ...]) -> bool:
        # Without -P, what is imported would be what stands in the folder in which this runs.
        command = [sys.executable, "-P", "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
        environment = {**os.environ, "PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1"}
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as running:
            try:
                return running.wait(LONGEST) != 0
            except subprocess.TimeoutExpired:
                # With whatever the tests started.
                os.killpg(running.pid, signal.SIGKILL)
                return True


def say(line: str) -> None:
    """Print a line at once: the next may come hours later."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(modules: list[str]) -> None:
    with TemporaryDirectory() as folder:
        tree = Tree(Path(folder))
        for module in modules or MODULES:
            path = Path("checker", *module.split(".")).with_suffix(".py")
            source = (ROOT / path).read_text(encoding="utf-8")
            tests = MODULES[module]
            if tree.is_killed(path, source, tests):
                sys.exit(f"{module}: the tests fail as it is")
            made = survived = 0
            for line, change, mutated in mutants_of(source):
                made += 1
                if not tree.is_killed(path, mutated, tests):
                    survived += 1
                    say(f"{module}:{line}: {change}")
            say(f"| `{module}` | {made} | {made - survived} |")


if __name__ == "__main__":
    main(sys.argv[1:])
