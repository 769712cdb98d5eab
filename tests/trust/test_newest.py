"""The README's two commands are run as they stand, and a release that breaks them passes only while it is named."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)
LOCK = "pyyaml==6.0.3 \\\n    --hash=sha256:00\nclick==8.5.1 ; os_name == 'nt' \\\n    --hash=sha256:00\n"
SETS_UP = "python3 set_up.py && .venv/bin/plancheck check plan.yaml"
TESTS = ".venv/bin/python -m pytest"
NAMED = """
[[release]]
package = "PyYAML"
version = "6.0.4"
reason = "It looks no deeper than 1,000 levels."
expires = 2026-11-21
"""
README = f"""
## Two commands

```sh
{SETS_UP}
```

```sh
{TESTS}
```

## What it says

```console
$ plancheck check plan.yaml
RETURN: 7 errors
…
```
"""
SET_UP = """
import os, pathlib
constraints = pathlib.Path(os.environ.get("PIP_CONSTRAINT", os.devnull)).read_text()
newest = "PyYAML!=6.0.4" not in constraints
listed = '[{"name": "PyYAML", "version": "6.0.4"}, {"name": "click", "version": "8.5.1"}]'
tested = int(newest and pathlib.Path("breaks").exists())
commands = {
    "plancheck": "echo 'RETURN: 7 errors'; exit 1",
    "python": f"if [ $2 = pip ]; then echo '{listed}'; else exit {tested}; fi",
}
folder = pathlib.Path(".venv/bin")
folder.mkdir(parents=True)
for name, script in commands.items():
    (folder / name).write_text(f"#!/bin/sh\\n{script}\\n")
    (folder / name).chmod(0o755)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")


@pytest.fixture
def fresh(tmp_path):
    """A repository whose commands set up an environment that is none, and pass."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    (folder / "README.md").write_text(README, encoding="utf-8")
    (folder / "set_up.py").write_text(SET_UP, encoding="utf-8")
    return folder


def said(newest: ModuleType, folder: Path, named: str = "", today: date = TODAY) -> tuple[int, str]:
    status, lines = newest.outcome(folder, newest.read_releases(named), today, LOCK)
    return status, "\n".join(lines)


def test_the_commands_are_those_of_the_readme(newest):
    sets_up, tests = newest.promises_of((ROOT / "README.md").read_text(encoding="utf-8"))
    assert sets_up.command.endswith("plancheck check examples/plans/hubei-draft.yaml")
    assert (sets_up.status, sets_up.prints.partition(":")[0]) == (1, "RETURN")
    assert (tests.status, ".venv/bin/python -m pytest" in tests.command) == (0, True)
    for promise in (sets_up, tests):
        assert "\n" not in promise.command, "two commands, each one line"


def test_what_passes_passes_and_leaves_the_copy_fresh(newest, fresh):
    before = sorted(fresh.rglob("*"))
    assert said(newest, fresh) == (0, "README's two commands do what it says, with the newest of everything")
    assert sorted(fresh.rglob("*")) == before


@pytest.mark.parametrize(
    ("named", "day", "status", "words"),
    [
        ("", 21, 1, [f"exit status 1 instead of 0: {TESTS}", "newer than locked: pyyaml 6.0.4 (locked: 6.0.3)"]),
        ("", 21, 1, [".ci/advisories.toml"]),
        # A release that is named stands until its day, and not after.
        (NAMED, 21, 0, ["allowed: PyYAML 6.0.4, until 2026-11-21: It looks no deeper than 1,000 levels."]),
        (NAMED, 22, 1, ["PyYAML 6.0.4 was allowed until 2026-11-21 only"]),
    ],
)
def test_a_release_that_breaks_the_tests_fails_unless_it_is_named(newest, fresh, named, day, status, words):
    (fresh / "breaks").touch()
    ended, text = said(newest, fresh, named, TODAY.replace(day=day))
    assert (ended, [each for each in words if each not in text], "click" in text) == (status, [], False)


@pytest.mark.parametrize(
    ("instead", "complaint"),
    [
        ("exit 1", "“RETURN: 7 errors” was not printed"),
        ("true", "exit status 0 instead of 1"),
        ("echo 'RETURN: 6 errors'; exit 1", "“RETURN: 7 errors” was not printed"),
    ],
)
def test_the_first_command_has_to_print_what_the_readme_shows(newest, fresh, instead, complaint):
    script = (fresh / "set_up.py").read_text(encoding="utf-8")
    (fresh / "set_up.py").write_text(script.replace("echo 'RETURN: 7 errors'; exit 1", instead), encoding="utf-8")
    status, text = said(newest, fresh)
    assert (status, complaint in text) == (1, True)


def test_nothing_of_this_run_reaches_the_commands(newest, fresh, monkeypatch):
    for name in ("CPPFLAGS", "PYTHONPATH", "PYTEST_ADDOPTS", "PLANCHECK_BROWSER", "PIP_CONSTRAINT"):
        monkeypatch.setenv(name, "here")
    script = (fresh / "set_up.py").read_text(encoding="utf-8")
    check = "import os\nassert 'here' not in os.environ.values(), 'set'\n"
    (fresh / "set_up.py").write_text(check + script, encoding="utf-8")
    assert said(newest, fresh)[0] == 0


def test_what_is_named_now_says_all_it_has_to(newest):
    for release in newest.read_releases(newest.ADVISORIES.read_text(encoding="utf-8")):
        assert isinstance(release.expires, date)
        assert release.reason.endswith(".")
    with pytest.raises(TypeError):
        newest.read_releases('[[release]]\npackage = "PyYAML"\nversion = "6.0.4"\n')
