"""Lints of what stands beside a rule: its cases, and whatever is still to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.authoring.lint.model import lint_of
from checker.authoring.scaffold import is_marked
from checker.checking import Options, check_source
from checker.model import Severity, Text
from checker.pack.loading import BASE_PLAN, CASES
from checker.readers import read_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.authoring.lint.model import Lint, Sources
    from checker.pack.model import Pack, Rule

_LINES_NAMED: Final = 8
_SUFFIX: Final = ".yaml"


def lints_of_cases(sources: Sources, rule: Rule) -> Iterator[Lint]:
    """A rule without cases, and cases of one name."""
    path = rule.folder / CASES
    document = sources.documents.get(path)
    if document is None:
        if not path.is_file():
            yield lint_of("no-cases", Severity.ERROR, sources.of_rule(rule), rule=rule.id)
        return
    raw: Any = document.data
    seen: dict[str, int | None] = {}
    for place, case in enumerate(raw["cases"]):
        _, line = where = sources.place(path, ("cases", place, "name"))
        if case["name"] in seen:
            yield lint_of("case-repeated", Severity.ERROR, where, case=case["name"], line=seen[case["name"]])
        seen.setdefault(case["name"], line)


def lints_of_base_plan(pack: Pack, base: dict[str, Any]) -> Iterator[Lint]:
    """Where the plan that every case patches breaks a rule, or the plan format."""
    report = check_source(base, Options(pack, engine="reference"))
    path = pack.folder / BASE_PLAN
    grave = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    for finding in grave:
        line = read_path(path).locate(finding.at).line
        yield lint_of("base-plan", Severity.ERROR, (path, line), rule=finding.rule, cause=finding.message)


def lints_of_marks(folder: Path) -> Iterator[Lint]:
    """Files of the pack with places that are still to be filled in."""
    for path in sorted(folder.rglob(f"*{_SUFFIX}")):
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeError):
            continue
        marked = [number for number, line in enumerate(lines, 1) if is_marked(line)]
        if marked:
            named = [*map(str, marked[:_LINES_NAMED]), *(["…"] if len(marked) > _LINES_NAMED else [])]
            lines_named = Text(", ".join(named), "、".join(named))
            yield lint_of("unfinished", Severity.ERROR, (path, marked[0]), lines=lines_named, count=len(marked))
