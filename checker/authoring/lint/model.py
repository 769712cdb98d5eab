"""A lint, and the files of a rule pack with the line of whatever stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from checker.authoring.note import Note
from checker.documents import read_path
from checker.errors import UnreadableError
from checker.pack.loading import CASES, CATALOGUE, CIRCULAR, RULE, TRACEABILITY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.documents import Document
    from checker.model import Pointer, Severity
    from checker.pack.model import Pack, Rule


_FOUND: Final[Mapping[str, str]] = {
    "english-with-chinese": "lint.english-with-chinese",
    "chinese-with-english": "lint.chinese-with-english",
    "ascii-punctuation": "lint.ascii-punctuation",
    "blank-in-chinese": "lint.blank-in-chinese",
    "no-full-stop": "lint.no-full-stop",
    "full-stop": "lint.full-stop",
    "languages-differ": "lint.languages-differ",
    "no-values": "lint.no-values",
    "same-text": "lint.same-text",
    "no-cases": "lint.no-cases",
    "case-repeated": "lint.case-repeated",
    "unfinished": "lint.unfinished",
    "base-plan": "lint.base-plan",
    "always-together": "lint.always-together",
    "clause-without-statement": "lint.clause-without-statement",
    "bound-unused": "lint.bound-unused",
    "department-unused": "lint.department-unused",
    "office-unused": "lint.office-unused",
}
"""What is said of a lint, by its id; of those that are faults of a pack as well, the faults say it."""

FIXES: Final[Mapping[str, str]] = {
    "english-with-chinese": "lint.english-with-chinese.fix",
    "chinese-with-english": "lint.chinese-with-english.fix",
    "ascii-punctuation": "lint.ascii-punctuation.fix",
    "blank-in-chinese": "lint.blank-in-chinese.fix",
    "no-full-stop": "lint.no-full-stop.fix",
    "full-stop": "lint.full-stop.fix",
    "languages-differ": "lint.languages-differ.fix",
    "no-values": "lint.no-values.fix",
    "same-text": "lint.same-text.fix",
    "no-cases": "lint.no-cases.fix",
    "case-repeated": "lint.case-repeated.fix",
    "unfinished": "lint.unfinished.fix",
    "base-plan": "lint.base-plan.fix",
    "always-together": "lint.always-together.fix",
    "clause-without-statement": "lint.clause-without-statement.fix",
    "bound-unused": "lint.bound-unused.fix",
    "department-unused": "lint.department-unused.fix",
    "office-unused": "lint.office-unused.fix",
    "statement-of-no-rule": "lint.statement-of-no-rule.fix",
    "rule-without-statement": "lint.rule-without-statement.fix",
    "statement-without-rule": "lint.statement-without-rule.fix",
    "statement-judged-and-not": "lint.statement-judged-and-not.fix",
    "statement-of-no-clause": "lint.statement-of-no-clause.fix",
    "statement-repeated": "lint.statement-repeated.fix",
}
"""What to do about a lint."""

LINTS: Final[tuple[str, ...]] = tuple(sorted(FIXES))
"""The ids of all lints."""


@dataclass(frozen=True, slots=True)
class Lint:
    """One thing that looks wrong: which kind of thing (`id`), how grave, where, what was found, and what to do."""

    id: str
    severity: Severity
    file: Path
    line: int | None
    found: Note
    fix: Note | None


def lint_of(id_: str, severity: Severity, place: tuple[Path, int | None], **values: Any) -> Lint:
    """The lint `id_`, with its texts."""
    return Lint(id_, severity, *place, Note(_FOUND[id_], values), Note(FIXES[id_], values))


@dataclass(frozen=True)
class Sources:
    """The files of one rule pack as they are written, each read once."""

    pack: Pack

    @cached_property
    def documents(self) -> Mapping[Path, Document]:
        """The tables and the files of every rule that can be read; what cannot is a fault and told as one."""
        folder = self.pack.folder
        files = [folder / name for name in (CIRCULAR, CATALOGUE, TRACEABILITY)]
        files += (rule.folder / name for rule in self.pack.rules for name in (RULE, CASES))
        documents = {}
        for path in files:
            try:
                documents[path] = read_path(path)
            except UnreadableError:
                continue
        return documents

    def of_rule(self, rule: Rule, *at: str | int) -> tuple[Path, int | None]:
        """A place in the `rule.yaml` of `rule`."""
        return self.place(rule.folder / RULE, at)

    def of_circular(self, *at: str | int) -> tuple[Path, int | None]:
        """A place in `circular.yaml`."""
        return self.place(self.pack.folder / CIRCULAR, at)

    def place(self, path: Path, at: Pointer) -> tuple[Path, int | None]:
        """The line of what stands at `at` in a file."""
        document = self.documents.get(path)
        return path, None if document is None else document.locate(at).line
