"""`plancheck packs`: the rule packs that are installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from checker.cli.command import command
from checker.cli.delivery import width
from checker.cli.layout import page
from checker.cli.options import output_options
from checker.cli.outcome import Outcome
from checker.i18n import N_, say
from checker.model import Language
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import Pack
from checker.reporting.json import written
from checker.reporting.sections import TextTable

FORMATS: Final = ("text", "json")
_COLUMNS: Final = (
    N_("Rule pack"),
    N_("Circular", context="column"),
    N_("Documents"),
    N_("Rules", context="count"),
    N_("Version"),
    N_("Digest"),
)
_SHORT: Final = 12
"""So much of a digest tells one state of a rule pack from another to people; programs get all of it."""


@command(
    "List the rule packs that are installed: the circular of each, the documents it is about, how many "
    "rules it has, its version and its digest.",
    *output_options(FORMATS),
)
def run(lang: Language, *, made_as: str, output: str | None) -> Outcome:
    """The rule packs that are installed."""
    installed = [load_pack(id_) for id_ in installed_packs()]
    if made_as == "json":
        data = [_data(pack, lang) for pack in installed]
        return Outcome(written(data), output=output, is_json=True)
    return Outcome(_text(installed, lang, width(output)), output=output)


def _text(packs: Sequence[Pack], lang: Language, columns: int) -> str:
    joint = say(lang, ", ")
    cells = [
        [
            pack.id,
            pack.citation.in_language(lang),
            joint.join(pack.documents),
            str(len(pack.rules)),
            pack.version,
            pack.digest[:_SHORT],
        ]
        for pack in packs
    ]
    heads = [say(lang, column) for column in _COLUMNS]
    return page([TextTable(heads, cells, whole=1)], columns, lang)


def _data(pack: Pack, lang: Language) -> dict[str, Any]:
    return {
        "pack": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "citation": pack.citation.in_language(lang),
        "title": pack.title.in_language(lang),
        "issued": pack.issued,
        "documents": [
            {"format": kind.format, "name": kind.document.in_language(lang), "rules": len(pack.rules_for(kind))}
            for kind in pack.documents.values()
        ],
        "rules": len(pack.rules),
    }
