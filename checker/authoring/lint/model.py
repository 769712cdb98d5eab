"""A lint, and the files of a rule pack with the line of whatever stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from checker.errors import UnreadableError
from checker.i18n import N_, text
from checker.model import Pointer, Severity, Text
from checker.pack.file_names import CASES, DOCUMENTS, PACK, RULE, TRACEABILITY
from checker.pack.model import DocumentKind, Pack, Rule
from checker.readers import Document, read_path

_FOUND: Final[Mapping[str, str]] = {
    "english-with-chinese": N_("The English text has Chinese characters or punctuation: “{found}”."),
    "chinese-with-english": N_("The Chinese text has a part that was left in English: “{found}”."),
    "ascii-punctuation": N_("The Chinese text has English punctuation: “{found}”."),
    "blank-in-chinese": N_("The Chinese text has a blank where Chinese has none: “{found}”."),
    "no-full-stop": N_("The text “{text}” does not end with a full stop."),
    "full-stop": N_("The text “{text}” ends with a full stop."),
    "languages-differ": N_("The text “{text}” leaves out {places}, which the other language shows."),
    "no-values": N_("The message shows no value of what was judged (“{kind}”)."),
    "same-text": N_("The text “{text}” is word for word that of “{other}”."),
    "no-cases": N_("The rule “{rule}” has no cases.yaml."),
    "case-repeated": N_("The case in line {line} has the same name: “{case}”."),
    "unfinished": N_("Still to be filled in: {count} in all, in lines {lines}."),
    "base-plan": N_("The base document does not keep every rule; {rule}: {cause}"),
    "always-together": N_("In whatever document the rule fires, “{other}” fires as well, and the other way round."),
    "clause-without-statement": N_("traceability.yaml has no statement of the clause “{clause}”."),
    "bound-unused": N_("No rule uses the bound “{bound}”."),
    "list-unused": N_("Nothing uses “{name}”: no rule, no fact, no schema, no clause and no other table."),
    "object-open": N_("The schema names members at “{at}” and lets any other stand there, which nobody reads."),
    "form-lacks": N_("A document has to have “{path}”, and the form has no field for it."),
    "fact-unused": N_("Nothing looks at the facts “{kind}”: no rule, no other fact and no tally."),
}
"""What is said of a lint, by its id; of those that are faults of a pack as well, the faults say it."""

FIXES: Final[Mapping[str, str]] = {
    "english-with-chinese": N_("Say it in English, with English punctuation; what is quoted stands between “ and ”."),
    "chinese-with-english": N_("Translate it."),
    "ascii-punctuation": N_("Use the full-width marks of Chinese."),
    "blank-in-chinese": N_(
        "Take it out. A text that is folded (>-) has a blank at every line break: write it on one line."
    ),
    "no-full-stop": N_("End it as a sentence."),
    "full-stop": N_("Take it out: titles stand in tables and before brackets."),
    "languages-differ": N_("Let both languages show the same values."),
    "no-values": N_("Say which fact it is, or the figure or day that was judged, as {{{kind}.member}}."),
    "same-text": N_("Say what is particular to this rule; if nothing is, the two may be one rule."),
    "no-cases": N_("Write cases that keep it and cases that break it beside rule.yaml."),
    "case-repeated": N_("Name what is special about each; if nothing is, one of them can go."),
    "unfinished": N_("Replace what is marked [FILL IN …] or 【…】, and take the mark out."),
    "base-plan": N_("Mend it, so that a case shows nothing but what its patch changes."),
    "always-together": N_(
        "If one duty is judged twice, leave one of the rules out; if not, let each have a condition of its own."
    ),
    "clause-without-statement": N_("List what the clause states, with the rules that judge it or why none can."),
    "bound-unused": N_("Compare with it as {{bound: {bound}}} where a rule has the bare figure, or leave it out."),
    "list-unused": N_("Leave it out, or name it where its values stand (x-table in the schema, `in` of a code)."),
    "object-open": N_("Write `additionalProperties: false`, so that a misspelt member is told."),
    "form-lacks": N_("Add a field, or do not require the member."),
    "fact-unused": N_("Judge them by a rule, or leave them out."),
    "statement-of-no-rule": N_("Correct the id, or take it out."),
    "rule-without-statement": N_("Put the rule's id beside the statement that it judges."),
    "statement-without-rule": N_("Name the rules that judge it, or why none can (not_judged)."),
    "statement-judged-and-not": N_("Leave one of the two out."),
    "statement-of-no-clause": N_("Correct the clause."),
    "statement-repeated": N_("Number every statement differently."),
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
    found: Text
    fix: Text


def lint_of(id_: str, severity: Severity, place: tuple[Path, int | None], **values: Any) -> Lint:
    """The lint `id_`, with its texts."""
    return Lint(id_, severity, *place, text(_FOUND[id_], **values), text(FIXES[id_], **values))


@dataclass(frozen=True)
class Sources:
    """The files of one rule pack as they are written, each read once."""

    pack: Pack

    @cached_property
    def documents(self) -> Mapping[Path, Document]:
        """What the pack declares, and the files of every rule, that can be read; what cannot is told as a fault."""
        folder = self.pack.folder
        files = [folder / name for name in (PACK, TRACEABILITY)]
        files += (self.file_of(document) for document in self.pack.documents.values())
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

    def of_pack(self, *at: str | int) -> tuple[Path, int | None]:
        """A place in `pack.yaml`."""
        return self.place(self.pack.folder / PACK, at)

    def of_document(self, document: DocumentKind, *at: str | int) -> tuple[Path, int | None]:
        """A place in the file that declares a kind of document."""
        return self.place(self.file_of(document), at)

    def file_of(self, document: DocumentKind) -> Path:
        """The file that declares a kind of document."""
        return self.pack.folder / DOCUMENTS / f"{document.name}.yaml"

    def place(self, path: Path, at: Pointer) -> tuple[Path, int | None]:
        """The line of what stands at `at` in a file."""
        document = self.documents.get(path)
        return path, None if document is None else document.locate(at).line
