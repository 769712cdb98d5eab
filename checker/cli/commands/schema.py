"""`plancheck schema NAME`: a JSON Schema."""

from __future__ import annotations

import json
from typing import Final

from checker.cli.command import Argument, command
from checker.cli.options import DOCUMENT, LANG, document_asked, one_of, output_option, pack_option
from checker.cli.outcome import Outcome, misuse
from checker.i18n import N_
from checker.model import Language
from checker.pack.loading import one_pack
from checker.reporting.json import written
from checker.resources import schema_bytes

PLAN: Final = "plan"
SCHEMAS: Final = (
    PLAN,
    "report",
    "review",
    "review-decisions",
    "comparison",
    "round",
    "compilation",
    "due",
    "verification",
    "fix",
    "rule-pack",
    "cases",
    "rule-tests",
    "rule-lints",
    "rule-analysis",
)
_OPEN: Final = "provincial-plan"
"""The schema of a plan where no rule pack says which, and fills in its lists."""


@command(
    "Print the JSON Schema of a file that plancheck reads, or of what a command prints with --format json.",
    Argument("schema", "Which schema: {choices}.", "NAME", **one_of(SCHEMAS)),
    pack_option(N_("For a plan: the rule pack whose lists are filled in, an id or a folder (default: none).")),
    DOCUMENT,
    output_option(),
    LANG,
)
def run(lang: Language, *, schema: str, pack: str | None, document: str | None, output: str | None) -> Outcome:
    """The schema."""
    if schema == PLAN:
        return Outcome(_plan_schema(pack, document, lang), output=output, is_json=True)
    if pack is not None or document is not None:
        misuse("A rule pack and a kind of document go only with the schema of a plan.")
    return Outcome(schema_bytes(schema), output=output, is_json=True)


def _plan_schema(pack: str | None, document: str | None, lang: Language) -> bytes:
    """The schema of a kind of document, for an editor: by a rule pack with its lists filled in, else open."""
    from checker.office.blank import capitalised
    from checker.schema.published import for_editors

    if pack is None and document is None:
        shown = for_editors(json.loads(schema_bytes(_OPEN)), None, lang)
    else:
        chosen = one_pack(pack)
        kind = document_asked(document, chosen)
        title = capitalised(kind.document.in_language(lang))
        shown = for_editors(kind.schema.node, chosen.label, lang, title)
    return written(shown)
