"""A rule pack begun: a document, its tables and schema, and one rule that judges, with its cases.

It loads, and its cases come out as they say, before a word of it is filled in: an author changes one thing after the
other, and sees each time what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from checker.authoring.scaffold import comment, filled, scalar
from checker.model import Language, Severity
from checker.pack.files import CASES, RULE

_SHAPES: Final = Path(__file__).with_name("first_pack")
_FIRST_CLAUSE: Final = "1"


def pack_texts(id_: str, rule: str, clause: str | None, severity: Severity, lang: Language) -> Mapping[str, str]:
    """The files of a rule pack called `id_` with the rule `rule`, by their paths in its folder; comments in `lang`."""
    cited = clause or _FIRST_CLAUSE
    values = {
        "id": id_,
        "rule": rule,
        "clause": scalar(cited),
        "severity": severity.value,
        "title": rule.replace("-", " ").capitalize(),
        "about_tables": comment(lang, "pack-tables"),
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
    "pack.yaml": "pack-about",
    "documents/plan.yaml": "pack-document",
    "documents/plan.base.yaml": "pack-base",
    "traceability.yaml": "pack-statements",
    RULE: "pack-rule",
    CASES: "cases-about",
}
