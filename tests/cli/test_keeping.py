"""What is read is never written over, by whichever command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

UNUSABLE = 2

COMMANDS = {
    "check": ["check", "{plan}", "--output", "{output}"],
    "check, another report": ["check", "{plan}", "--report", "html={output}"],
    "check, a folder": ["check", "{folder}", "--output", "{output}"],
    "review": ["review", "{plan}", "--output", "{output}"],
    "review, a folder": ["review", "{folder}", "--format", "json", "--output", "{output}"],
    "compare, the old": ["compare", "{plan}", "{other}", "--output", "{output}"],
    "compare, the new": ["compare", "{other}", "{plan}", "--output", "{output}"],
    "compile": ["compile", "{plan}", "--output", "{output}"],
    "due": ["due", "{plan}", "--format", "json", "--output", "{output}"],
    "letter": ["letter", "{plan}", "--output", "{output}"],
    "fix": ["fix", "{plan}", "--output", "{output}"],
    "verify, the plan": ["verify", "{other}", "{plan}", "--output", "{output}"],
    "verify, the report": ["verify", "{plan}", "{other}", "--output", "{output}"],
}


@pytest.fixture
def folder(write: Callable[..., Path], tmp_path: Path) -> Path:
    """A folder of plans, one of them in a folder of its own."""
    inner = tmp_path / "plans" / "inner"
    inner.mkdir(parents=True)
    write("plan.json").rename(inner / "plan.json")
    write("other.json").rename(inner / "other.json")
    return inner.parent


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("through", ["itself", "a link", "another way"])
def test_what_is_read_is_never_written_over(run, folder, tmp_path, command, through):
    plan = folder / "inner" / "plan.json"
    (tmp_path / "link.json").symlink_to(plan)
    ways = {
        "itself": plan,
        "a link": tmp_path / "link.json",
        "another way": folder / "inner" / ".." / "inner" / plan.name,
    }
    before = plan.read_bytes()
    names = {"plan": plan, "other": folder / "inner" / "other.json", "folder": folder, "output": ways[through]}
    done = run(*(argument.format_map(names) for argument in COMMANDS[command]))
    assert done.status == UNUSABLE
    assert "would be overwritten" in done.err
    assert done.out == ""
    assert plan.read_bytes() == before


@pytest.mark.parametrize("name", ["new.json", "old.html"])
def test_a_report_may_stand_beside_the_plans(run, folder, name):
    """What is no plan file is not read, and may be written again."""
    (folder / "old.html").write_bytes(b"<p>of yesterday")
    done = run("review", folder, "--format", name.partition(".")[2], "--output", folder / name)
    assert done.status < UNUSABLE
    assert (folder / name).stat().st_size > 1000
