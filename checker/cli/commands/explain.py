"""`plancheck explain RULE`: what a rule requires and why, and how it is broken and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from checker.cli.command import Argument, Command
from checker.cli.examples import examples_of
from checker.cli.excerpts import excerpt_of
from checker.cli.layout import paragraph
from checker.cli.options import lang_option, output_option, pack_option
from checker.cli.outcome import Outcome
from checker.cli.screen import width
from checker.model import SCHEMA, UNREADABLE, Clause, Severity
from checker.pack.loading import installed_packs, load_pack
from checker.pack.wording import without_values
from checker.reporting.columns import columns
from checker.reporting.naming import clause_name
from checker.reporting.printable import printable
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.cli.examples import Example
    from checker.model import Language
    from checker.pack.model import Pack, Rule

_BEFORE_RULES: Final = (SCHEMA, UNREADABLE)
_INDENT: Final = "  "


def make_command(name: str, lang: Language) -> Command:
    """The command `explain`, in `lang`."""

    def explain(rule: str, pack: str | None, output: str | None) -> Outcome:
        if pack is None and rule in _BEFORE_RULES:
            lines = _own_explanation(rule, lang, width(output))
        else:
            chosen = _pack_with(rule, pack, lang)
            lines = _explanation(chosen.rules_by_id[rule], chosen, lang, width(output))
        return Outcome("".join(f"{line}\n" for line in lines), output=output)

    return Command(
        name,
        lang,
        callback=explain,
        params=[
            Argument("rule", say(lang, "cli.explain.rule"), metavar=say(lang, "cli.metavar-rule")),
            pack_option(lang, key="explain.pack"),
            output_option(lang),
            lang_option(lang),
        ],
    )


def _pack_with(rule: str, pack: str | None, lang: Language) -> Pack:
    """The rule pack asked for, or the installed one, that has the rule. Raises `UsageError` where there is not just one."""
    packs = [load_pack(id_) for id_ in (installed_packs() if pack is None else (pack,))]
    found = [each for each in packs if rule in each.rules_by_id]
    if len(found) == 1:
        return found[0]
    if found:
        ids = say(lang, "cli.list-joint").join(each.id for each in found)
        message = say(lang, "cli.rule-in-several", rule=printable(rule), packs=ids)
    else:
        from checker.schema.nearness import nearest, offered

        near = nearest(rule, (*(id_ for each in packs for id_ in each.rules_by_id), *_BEFORE_RULES))
        message = say(lang, "cli.no-such-rule", rule=printable(rule)) + offered(near).in_language(lang)
    raise click.UsageError(message, click.get_current_context())


def _explanation(rule: Rule, pack: Pack, lang: Language, columns: int) -> list[str]:
    examples = examples_of(rule, pack)
    name = clause_name(Clause(pack.id, rule.clause), pack, lang)
    parts = {
        "severity": _severity(rule, lang),
        "duty": rule.duty.in_language(lang),
        "rationale": rule.rationale.in_language(lang),
        "clause": say(lang, "cli.clause-of", citation=pack.citation.in_language(lang), clause=name),
    }
    fix = None if examples is None else examples.finding.fix
    parts["remedy"] = without_values(rule.remedy, rule, pack, lang) if fix is None else fix.in_language(lang)
    head = say(lang, "cli.rule-line", title=rule.title.in_language(lang), rule=rule.id)
    lines = [*paragraph(head, columns, lang), "", *_labelled(parts, lang, columns)]
    if examples is None:
        return lines
    found = say(lang, "cli.example-found", message=examples.finding.message.in_language(lang))
    return [
        *lines,
        *_example("breaks", examples.broken, pack, lang),
        *paragraph(found, columns, lang, _INDENT),
        *_example("keeps", examples.kept, pack, lang),
    ]


def _severity(rule: Rule, lang: Language) -> str:
    severity = say(lang, f"labels.severity.{rule.severity}")
    return say(lang, "cli.severity-in-principle", severity=severity) if rule.in_principle else severity


def _example(key: str, example: Example, pack: Pack, lang: Language) -> list[str]:
    heading = say(lang, "cli.label", label=say(lang, f"cli.{key}"))
    return ["", heading, "", *(f"{_INDENT}{_INDENT}{line}" for line in excerpt_of(example, pack, lang)), ""]


def _own_explanation(rule: str, lang: Language, columns: int) -> list[str]:
    """What stands for a rule before any rule is judged."""
    head = say(lang, "cli.rule-line", title=say(lang, f"cli.{rule}.title"), rule=rule)
    parts = {
        "severity": say(lang, f"labels.severity.{Severity.ERROR}"),
        "duty": say(lang, f"cli.{rule}.duty"),
        "rationale": say(lang, f"cli.{rule}.rationale"),
    }
    return [*paragraph(head, columns, lang), "", *_labelled(parts, lang, columns)]


def _labelled(parts: Mapping[str, str], lang: Language, width: int) -> list[str]:
    """Texts with a label before each, aligned; `parts` are named by the texts of their labels."""
    labels = {key: say(lang, "cli.label", label=say(lang, f"cli.{key}")) for key in parts}
    widest = max(columns(label, lang) for label in labels.values())
    return [
        line
        for key, text in parts.items()
        for line in paragraph(text, width, lang, labels[key] + " " * (widest - columns(labels[key], lang) + 1))
    ]
