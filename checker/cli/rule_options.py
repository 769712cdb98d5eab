"""`--select` and `--ignore`: which rules are judged, by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from checker.i18n import N_, say
from checker.pack.loading import installed_packs, load_pack
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Language
    from checker.pack.model import Pack

_EXPLANATIONS: Final = {
    "select": N_("Judge by these rules alone: ids with commas between them, or the option several times."),
    "ignore": N_("Leave these rules out, in the same way; the report says so, and nothing then passes."),
}


def rule_options(lang: Language) -> list[click.Option]:
    """The two options."""
    return [
        click.Option(
            [f"--{name}"],
            multiple=True,
            callback=_ids_in,
            shell_complete=complete_rules,
            metavar=say(lang, "RULE,…"),
            help=say(lang, explanation),
        )
        for name, explanation in _EXPLANATIONS.items()
    ]


def require_rules(ids: Sequence[str], pack: Pack | None, lang: Language) -> None:
    """Raise `UsageError` for an id that no rule has, of the pack asked for or of those installed."""
    known = rules_known(pack) if ids else ()
    for id_ in ids:
        if id_ not in known:
            from checker.schema.nearness import nearest, offered

            message = say(lang, "There is no rule “{rule}”; `plancheck rules` lists them all.", rule=printable(id_))
            hint = offered(nearest(id_, known)).in_language(lang)
            raise click.UsageError(message + hint, click.get_current_context())


def rules_known(pack: Pack | None = None) -> Sequence[str]:
    """The ids of all rules of a pack, or of those that are installed."""
    packs = [load_pack(id_) for id_ in installed_packs()] if pack is None else [pack]
    return [*dict.fromkeys(rule.id for each in packs for rule in each.rules)]


def complete_rules(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The ids of rules that begin so, for the shell; behind a comma, the last one is completed."""
    before, comma, begin = incomplete.rpartition(",")
    return [f"{before}{comma}{rule}" for rule in rules_known() if rule.startswith(begin)]


def _ids_in(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> frozenset[str]:
    return frozenset(id_ for value in values for id_ in value.replace(",", " ").split())
