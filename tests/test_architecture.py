"""The house keeps its shape: who may import whom, who may act, and where the circular lives."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import grimp
import pytest

import checker
from checker import load_pack
from checker.cases import BASE
from checker.pack.file_names import DOCUMENTS
from checker.pack.loading import installed_packs

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(checker.__file__).parent
PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
MODULES = sorted(PACKAGE.rglob("*.py"))

MOST_LINES = 750
NO_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}

ACTS = {"print", "input", "exit", "quit", "eval", "exec"}
"""Built-in functions that act, or run what they are given."""

OUTSIDE = {
    "sys": {"argv", "exit", "stdin", "stdout", "stderr"},
    "os": {"environ", "getenv", "_exit", "getcwd"},
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
}
"""The terminal, the environment and the clock, by the names they are reached with."""

OUTSIDE_MODULES = {"getpass", "locale", "logging", "platform", "random", "socket", "subprocess", "time", "urllib"}


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def every(*types: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    """Every node of these types outside the command line, with the module it is in."""
    for module in MODULES:
        name = name_of(module)
        if not name.startswith(("cli/", "__main__")):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, types):
                    yield name, node


def run_python(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run this Python elsewhere, with the `checker` that is tested."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_import_contracts_are_kept(tmp_path: Path) -> None:
    script = "from importlinter.cli import lint_imports_command as lint; lint()"
    done = run_python("-c", script, "--config", PROJECT, "--no-cache", "--no-logo", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"[1-9]\d* kept, 0 broken", done.stdout)


def test_the_public_face_is_for_callers_only() -> None:
    graph = grimp.build_graph("checker", cache_dir=None)
    assert graph.find_modules_that_directly_import("checker") == set()


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_is_short_and_named_for_what_it_is(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    assert not NO_NAMES & {part.strip("_") for part in module.relative_to(PACKAGE).with_suffix("").parts}


def test_the_name_of_a_class_means_one_thing() -> None:
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name_of(module))
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_only_the_command_line_prints_asks_the_clock_or_exits() -> None:
    found = {(name, node.func.id) for name, node in every(ast.Call) if isinstance(node.func, ast.Name)}
    # What is judged and what is read is written once for a pack, of names that were checked and literals.
    written = {
        ("facts/source.py", "eval"),
        ("pack/generated.py", "exec"),
    }
    assert {(name, called) for name, called in found if called in ACTS} == written
    reached = {
        (name, node.value.id, node.attr) for name, node in every(ast.Attribute) if isinstance(node.value, ast.Name)
    }
    found = {(name, owner, member) for name, owner, member in reached if member in OUTSIDE.get(owner, ())}
    # A process that shares the work ends itself, whatever it is at, where the one that started it is gone.
    assert found == {("parallel.py", "os", "_exit")}
    imported = {
        (name, alias.name if isinstance(node, ast.Import) else node.module)
        for name, node in every(ast.Import, ast.ImportFrom)
        for alias in node.names
    }
    # `urllib.parse` takes addresses apart, and asks nobody.
    reaching = {(name, module) for name, module in imported if module != "urllib.parse"}
    assert {(name, module) for name, module in reaching if str(module).split(".")[0] in OUTSIDE_MODULES} == set()


def imports_of(*arguments: object, cwd: Path) -> set[str]:
    """The top-level modules that one run of plancheck imports."""
    script = (
        "import json, sys\n"
        "from checker.__main__ import main\n"
        "main(sys.argv[1:])\n"
        "sys.stderr.write(json.dumps([name.partition('.')[0] for name in sys.modules]))\n"
    )
    done = run_python("-c", script, *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr))


def test_a_run_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    asked = imports_of("--version", cwd=tmp_path)
    assert not asked & {
        "durable_rules_engine",
        "jsonpatch",
        "jsonschema",
        "jsonschema_rs",
        "orjson",
        "tabulate",
        "yaml",
    }
    pack = load_pack(installed_packs()[0])
    plan = pack.folder / DOCUMENTS / f"{pack.main_document.name}{BASE}"
    checked = imports_of("check", "--format", "json", plan, cwd=tmp_path)
    assert "jsonschema_rs" in checked
    assert not checked & {"jsonpatch", "jsonschema", "tabulate"}
