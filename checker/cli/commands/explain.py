"""`plancheck explain RULE`: what a rule requires and why, and how it is broken and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.cli.command import LANG, Argument, command, output_option, pack_option
from checker.cli.examples import examples_of, excerpt_of
from checker.cli.judging import complete_rules, no_such_rule
from checker.cli.outcome import Outcome, misuse, page, width
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Clause, Language
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import Pack, Rule
from checker.pack.wording import without_values
from checker.reporting.naming import BEFORE_RULES, clause_name, severity_before
from checker.reporting.page import Block, Labels, Passage, Verbatim
from checker.reporting.printable import flowing, printable

_SEVERITY: Final = N_("Severity")
_DUTY: Final = N_("Duty")
_RATIONALE: Final = N_("Why", context="rule")


@command(
    "Show what a rule requires, why, by which clause, and what to do about a finding, "
    "with a part of a plan that breaks it and one that keeps it.",
    Argument(
        "rule", "Id of the rule, as reports and `plancheck rules` have it.", "RULE", shell_complete=complete_rules
    ),
    pack_option(N_("Rule pack: an id, or a folder (default: the one installed that has the rule).")),
    output_option(),
    LANG,
)
def run(lang: Language, *, rule: str, pack: str | None, output: str | None) -> Outcome:
    """What a rule requires and why, and how it is broken and kept."""
    if pack is None and rule in BEFORE_RULES:
        blocks = _own_explanation(rule, lang)
    else:
        chosen = _pack_with(rule, pack, lang)
        blocks = _explanation(chosen.rules_by_id[rule], chosen, lang)
    return Outcome(page(blocks, width(output), lang), output=output)


def _pack_with(rule: str, pack: str | None, lang: Language) -> Pack:
    """The rule pack asked for, or the installed one, that has the rule. `UsageError` where it is not just one."""
    packs = [load_pack(id_) for id_ in (installed_packs() if pack is None else (pack,))]
    found = [each for each in packs if rule in each.rules_by_id]
    if len(found) == 1:
        return found[0]
    if found:
        misuse(
            "Several rule packs have a rule “{rule}”: {packs}. Name the one that is meant, by --pack.",
            rule=printable(rule),
            packs=say(lang, ", ").join(each.id for each in found),
        )
    return no_such_rule(rule, (*(id_ for each in packs for id_ in each.rules_by_id), *BEFORE_RULES))


def _explanation(rule: Rule, pack: Pack, lang: Language) -> list[Block]:
    examples = examples_of(rule, pack)
    name = clause_name(Clause(pack.id, rule.clause), pack, lang)
    parts = {
        _SEVERITY: _severity(rule, lang),
        _DUTY: rule.duty.in_language(lang),
        _RATIONALE: rule.rationale.in_language(lang),
        N_("Clause"): say(lang, "{citation}, {clause}", citation=pack.citation.in_language(lang), clause=name),
    }
    fix = None if examples is None else examples.finding.fix
    parts[N_("To do")] = without_values(rule.remedy, rule, pack, lang) if fix is None else fix.in_language(lang)
    blocks = _parts(rule.title.in_language(lang), rule.id, parts, lang)
    if examples is not None:
        found = say(lang, "Found: {message}", message=flowing(examples.finding.message.in_language(lang)))
        blocks += [
            Passage(_labelled(N_("Breaks the rule"), lang)),
            Verbatim(excerpt_of(examples.broken, pack, lang)),
            Passage(found),
            Passage(_labelled(N_("Keeps the rule"), lang)),
            Verbatim(excerpt_of(examples.kept, pack, lang)),
        ]
    return blocks


def _severity(rule: Rule, lang: Language) -> str:
    severity = say(lang, SEVERITIES[rule.severity])
    return (
        say(lang, "{severity}; in principle: where an exception is asked for, warning", severity=severity)
        if rule.in_principle
        else severity
    )


def _own_explanation(rule: str, lang: Language) -> list[Block]:
    """What stands for a rule before any rule is judged."""
    title, duty, rationale = BEFORE_RULES[rule]
    parts = {
        _SEVERITY: say(lang, SEVERITIES[severity_before(rule)]),
        _DUTY: say(lang, duty),
        _RATIONALE: say(lang, rationale),
    }
    return _parts(say(lang, title), rule, parts, lang)


def _parts(title: str, rule: str, parts: Mapping[str, str], lang: Language) -> list[Block]:
    """What a rule is called, and texts about it; `parts` are named by their labels."""
    head = say(lang, "{title} ({rule})", title=flowing(title), rule=rule)
    rows = [(_labelled(name, lang), flowing(told)) for name, told in parts.items()]
    return [Passage(head, head), Labels(rows)]


def _labelled(label: str, lang: Language) -> str:
    return say(lang, "{label}:", label=say(lang, label))
