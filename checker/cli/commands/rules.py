"""`plancheck rules`: the rules of a rule pack, or the circular's statements and which rule judges them.

With a command after it, it is the group of tools for authors of rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from checker.cli import statements
from checker.cli.command import LazyGroup, Listed
from checker.cli.layout import page
from checker.cli.options import (
    ONE_PACK,
    flag_option,
    output_options,
    pack_option,
)
from checker.cli.outcome import Outcome
from checker.cli.screen import width
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.pack.loading import one_pack
from checker.reporting.naming import clause_label
from checker.reporting.sections import Passage, TextTable

if TYPE_CHECKING:
    import click

    from checker.model import Language
    from checker.pack.model import Pack, Rule

COMMANDS: Final = {
    "new": Listed("checker.cli.commands.authoring.new", N_("Begin a rule.")),
    "lint": Listed("checker.cli.commands.authoring.linting", N_("Look a rule pack over.")),
    "test": Listed("checker.cli.commands.authoring.testing", N_("Run the cases of a rule pack.")),
    "analyze": Listed(
        "checker.cli.commands.authoring.analyzing", N_("Show what a rule pack can do, and what is wrong with it.")
    ),
}
"""Every tool, in the order in which they are shown."""

FORMATS: Final = ("text", "json")
_WHOLE: Final = 3
_COLUMNS: Final = (N_("Rule"), N_("Severity"), N_("Clause", context="column"), N_("Title"))
_IN_PRINCIPLE: Final = "*"


def make_command(name: str, lang: Language) -> LazyGroup:
    """The group `rules`, in `lang`."""

    def rules(pack: str | None, format: str, output: str | None, *, traceability: bool) -> Outcome:  # noqa: A002 - click names parameters after their options
        chosen = one_pack(pack)
        if format == "json":
            data = statements.data(chosen, lang) if traceability else _data(chosen, lang)
            return Outcome(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output=output, is_json=True)
        text = statements.text if traceability else _text
        return Outcome(text(chosen, lang, width(output)), output=output)

    params: list[click.Parameter] = [
        flag_option(
            "traceability", say(lang, "Instead, list the circular's statements and the rules that judge them.")
        ),
        pack_option(lang, ONE_PACK),
        *output_options(FORMATS, lang),
    ]
    epilog = say(lang, "Help on a command: plancheck rules COMMAND --help")
    return LazyGroup(
        name,
        lang,
        COMMANDS,
        params,
        help=say(lang, "List the rules of a rule pack; with a command, help their authors."),
        epilog=epilog,
        alone=rules,
    )


def _text(pack: Pack, lang: Language, columns: int) -> str:
    heads = [say(lang, column) for column in _COLUMNS]
    cells = [
        [rule.id, _severity(rule, lang), clause_label(rule.clause, lang, pack), rule.title.in_language(lang)]
        for rule in pack.rules
    ]
    total = say(lang, "Rules: {count} (*: in principle)", count=len(cells))
    return page([TextTable(heads, cells, whole=_WHOLE), Passage(total)], columns, lang)


def _severity(rule: Rule, lang: Language) -> str:
    return say(lang, SEVERITIES[rule.severity]) + (_IN_PRINCIPLE if rule.in_principle else "")


def _data(pack: Pack, lang: Language) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule.id,
            "severity": rule.severity.value,
            "in_principle": rule.in_principle,
            "clause": rule.clause,
            "documents": list(rule.documents),
            "title": rule.title.in_language(lang),
            "duty": rule.duty.in_language(lang),
            "rationale": rule.rationale.in_language(lang),
        }
        for rule in pack.rules
    ]
