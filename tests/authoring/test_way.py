"""The whole way of an author, as docs/rule-packs.md shows it: from nothing to a rule that passes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import DOCS, files_in, write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PAGES = [DOCS / "rule-packs.md", DOCS / "rule-packs.zh-CN.md"]


def test_both_languages_show_the_same_files() -> None:
    english, chinese = map(files_in, PAGES)
    assert english == chinese
    assert len(english) == 6


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_from_nothing_to_a_rule_that_passes(page: Path, tmp_path: Path, run: Callable[..., Any]) -> None:
    files = files_in(page)
    tables = {name: text for name, text in files.items() if name.count("/") == 1}
    commands = re.findall(r"^plancheck (.*?) +#", page.read_text("utf-8"), re.MULTILINE)
    new, lint, test = (line.split() for line in commands)
    write_files(tables, tmp_path)
    done = run(*new)
    assert (done.status, done.err) == (0, "")
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.yaml")}
    assert written == set(files)
    begun = run(*lint)
    assert begun.status == 1
    assert begun.out.count("[unfinished]") + begun.out.count("（unfinished）") == 2
    assert run(*test).status == 1
    write_files(files, tmp_path)
    for command in (lint, test):
        done = run(*command)
        assert (done.status, done.err) == (0, ""), done.out


def test_plans_are_judged_by_the_pack_while_its_rule_is_still_to_be_written(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    write_files({name: text for name, text in files_in(PAGES[0]).items() if name.count("/") == 1}, tmp_path)
    for clause in ("1", "plan 1"):
        id_ = f"begun-{clause[-1:]}-{len(clause)}"
        assert run("rules", "new", id_, "--clause", clause, "--pack", "toy-2014").status == 0
    done = run("check", "--pack", "toy-2014", "toy-2014/base-plan.yaml")
    assert done.status == 0
    assert done.err == ""
