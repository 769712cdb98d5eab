"""A rule pack begun: a document, its tables and schema, and one rule that judges, with its cases.

It loads, and its cases come out as they say, before a word of it is filled in: an author changes one thing after the
other, and sees each time what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from checker.authoring.scaffold import comment, filled, scalar
from checker.i18n import N_
from checker.model import Language, Severity
from checker.pack.file_names import CASES, RULE

_SHAPES: Final = Path(__file__).with_name("first_pack")
_FIRST_CLAUSE: Final = "1"


def pack_texts(id_: str, rule: str, clause: str | None, severity: Severity, lang: Language) -> Mapping[str, str]:
    """The files of a rule pack called `id_` with the rule `rule`, by their paths in its folder; comments in `lang`."""
    cited = clause or _FIRST_CLAUSE
    values = {
        "id": scalar(id_),
        "rule": scalar(rule),
        "clause": scalar(cited),
        "severity": severity.value,
        "title": rule.replace("-", " ").capitalize(),
        "about_tables": comment(
            lang,
            "Lists that documents are held against: a CSV file each, a row a thing. A row is a "
            "fact that rules can speak of.",
        ),
    }
    places = {RULE: f"{cited.replace(' ', '-')}/{rule}/{RULE}", CASES: f"{cited.replace(' ', '-')}/{rule}/{CASES}"}
    texts = {}
    for path in sorted(_SHAPES.rglob("*.*")):
        name = path.relative_to(_SHAPES).as_posix()
        shape = path.read_text("utf-8")
        about = comment(lang, _ABOUT[name], rule=rule, pack=id_) if name in _ABOUT else ""
        texts[places.get(name, name)] = filled(shape, {**values, "about": about})
    return texts


_ABOUT: Final = {
    "pack.yaml": N_(
        "The circular as plancheck knows it: what it is, its clauses, and the tables that "
        "its text amounts to.\n"
        "Replace every [FILL IN …] and 【…】; comments may go. What all of it means: "
        "docs/rule-packs.md."
    ),
    "documents/plan.yaml": N_(
        "A kind of document: what people call it, who sends it, and which facts are read off it (docs/rule-packs.md)."
    ),
    "documents/plan.base.yaml": N_("A document that keeps every rule: each case is this one with a patch."),
    "traceability.yaml": N_(
        "Every statement of the circular, with the rules that judge it or the reason why none can (not_judged)."
    ),
    RULE: N_("{rule}: an example to start from, which judges as it stands. The language: docs/rule-language.md."),
    CASES: N_("Documents that keep and break the rule; each is the base document of its kind with a patch."),
}
