"""A lint, and the files of a rule pack with the line of whatever stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from checker.authoring.note import Note
from checker.errors import UnreadableError
from checker.pack.loading import CASES, CATALOGUE, CIRCULAR, RULE, TRACEABILITY
from checker.readers import read_path
from checker.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.model import Pointer, Severity
    from checker.pack.model import Pack, Rule
    from checker.readers import Document


_FIX: Final = ".fix"

LINTS: Final[tuple[str, ...]] = tuple(sorted(key.removesuffix(_FIX) for key in texts_of("lint") if key.endswith(_FIX)))
"""The ids of all lints: each has its texts."""


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
    """The lint `id_`, with its texts of the area `lint`."""
    return Lint(id_, severity, *place, Note(f"lint.{id_}", values), Note(f"lint.{id_}{_FIX}", values))


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
