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
from checker.pack.loading import one_pack
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
        chosen = one_pack(pack)
        if rule in chosen.rules_by_id:
            lines = _explanation(chosen.rules_by_id[rule], chosen, lang, width(output))
        elif rule in _BEFORE_RULES:
            lines = _own_explanation(rule, lang, width(output))
        else:
            raise click.UsageError(_no_such_rule(rule, chosen, lang), click.get_current_context())
        return Outcome("".join(f"{line}\n" for line in lines), output=output)

    return Command(
        name,
        lang,
        callback=explain,
        params=[
            Argument("rule", say(lang, "cli.explain.rule"), metavar=say(lang, "cli.metavar-rule")),
            pack_option(lang, key="option-one-pack"),
            output_option(lang),
            lang_option(lang),
        ],
    )


def _no_such_rule(rule: str, pack: Pack, lang: Language) -> str:
    from checker.schema.nearness import nearest, offered

    near = nearest(rule, (*pack.rules_by_id, *_BEFORE_RULES))
    return say(lang, "cli.no-such-rule", rule=printable(rule)) + offered(near).in_language(lang)


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
    parts["remedy"] = without_values(rule.remedy, pack, lang) if fix is None else fix.in_language(lang)
    head = say(lang, "cli.rule-line", title=rule.title.in_language(lang), rule=rule.id)
    lines = [*paragraph(head, columns, lang), "", *_labelled(parts, lang, columns)]
    if examples is None:
        return lines
    found = say(lang, "cli.example-found", message=examples.finding.message.in_language(lang))
    return [
        *lines,
        *_example("breaks", examples.broken, lang),
        *paragraph(found, columns, lang, _INDENT),
        *_example("keeps", examples.kept, lang),
    ]


def _severity(rule: Rule, lang: Language) -> str:
    severity = say(lang, f"labels.severity.{rule.severity}")
    return say(lang, "cli.severity-in-principle", severity=severity) if rule.in_principle else severity


def _example(key: str, example: Example, lang: Language) -> list[str]:
    heading = say(lang, "cli.label", label=say(lang, f"cli.{key}"))
    return ["", heading, "", *(f"{_INDENT}{_INDENT}{line}" for line in excerpt_of(example, lang)), ""]


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
