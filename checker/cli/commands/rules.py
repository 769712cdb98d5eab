"""`plancheck rules`: the rules of a rule pack, or the circular's statements and which rule judges them.

With a command after it, it is the group of tools for authors of rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from checker.cli.command import LazyGroup, Listed
from checker.cli.delivery import width
from checker.cli.layout import page, paragraph
from checker.cli.options import ONE_PACK, flag_option, output_options, pack_option
from checker.cli.outcome import Outcome
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Language
from checker.pack.loading import one_pack
from checker.pack.model import Pack, Rule
from checker.pack.traceability import Statement, load_traceability, totals_of
from checker.reporting.columns import columns
from checker.reporting.json import written
from checker.reporting.naming import clause_label
from checker.reporting.sections import Passage, TextTable

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


def _list(lang: Language, *, pack: str | None, made_as: str, output: str | None, traceability: bool) -> Outcome:
    chosen = one_pack(pack)
    if made_as == "json":
        data = _traceability_data(chosen, lang) if traceability else _data(chosen, lang)
        return Outcome(written(data), output=output, is_json=True)
    text = _traceability_text if traceability else _text
    return Outcome(text(chosen, lang, width(output)), output=output)


run = LazyGroup(
    COMMANDS,
    [
        flag_option("traceability", "Instead, list the circular's statements and the rules that judge them."),
        pack_option(ONE_PACK),
        *output_options(FORMATS),
    ],
    help=N_("List the rules of a rule pack; with a command, help their authors."),
    epilog=N_("Help on a command: plancheck rules COMMAND --help"),
    alone=_list,
)


def _text(pack: Pack, lang: Language, width: int) -> str:
    heads = [say(lang, column) for column in _COLUMNS]
    cells = [
        [rule.id, _severity(rule, lang), clause_label(rule.clause, lang, pack), rule.title.in_language(lang)]
        for rule in pack.rules
    ]
    total = say(lang, "Rules: {count} (*: in principle)", count=len(cells))
    return page([TextTable(heads, cells, whole=_WHOLE), Passage(total)], width, lang)


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


_INDENT: Final = " " * 6
_BINDS: Final[Mapping[str, str]] = {
    "office": N_("the office"),
    "authority": N_("the authority that issued the circular"),
    "others": N_("others"),
}
REASONS: Final[Mapping[str, str]] = {
    "binds-authority": N_("binds the authority that issued the circular, not the office"),
    "binds-others": N_("binds others, not the office"),
    "needs-a-person": N_("needs a person"),
    "after-the-plan": N_("shows only after the plan"),
    "background": N_("background, binds nobody"),
    "nothing-to-check": N_("nothing to check"),
}


def _traceability_text(pack: Pack, lang: Language, width: int) -> str:
    """The statements under their clauses, and the totals."""
    statements = load_traceability(pack)
    lines: list[str] = []
    clause = None
    for statement in statements:
        if statement.clause != clause:
            clause = statement.clause
            lines += [*([""] if lines else []), _heading(clause, pack, lang)]
        lines += _lines(statement, lang, width)
    lines += ["", say(lang, "Totals"), *_totals(statements, pack, lang)]
    return "".join(f"{line}\n" for line in lines)


def _traceability_data(pack: Pack, lang: Language) -> dict[str, Any]:
    """The same as JSON values."""
    statements = load_traceability(pack)
    totals = totals_of(statements)
    return {
        "statements": [_of_statement(statement, lang) for statement in statements],
        "totals": {
            "statements": totals.statements,
            "judged": totals.judged,
            "not_judged": dict(sorted(totals.not_judged.items())),
            "rules": totals.rules,
        },
    }


def _heading(clause: str, pack: Pack, lang: Language) -> str:
    name = clause_label(clause, lang, pack)
    title = pack.clauses.get(clause)
    return name if title is None else say(lang, "{clause}: {title}", clause=name, title=title.in_language(lang))


def _lines(statement: Statement, lang: Language, width: int) -> list[str]:
    whom = say(lang, _BINDS[statement.binds])
    said = say(lang, "{statement} (binds {whom})", statement=statement.statement.in_language(lang), whom=whom)
    return [
        *paragraph(said, width, lang, f"{statement.number}  "),
        *paragraph(_answer(statement, lang), width, lang, f"{_INDENT}> "),
    ]


def _answer(statement: Statement, lang: Language) -> str:
    if statement.rules:
        return say(lang, ", ").join(statement.rules)
    reason = say(lang, REASONS[str(statement.reason)])
    note = "" if statement.note is None else statement.note.in_language(lang)
    return say(lang, "{reason}: {note}", reason=reason, note=note)


def _totals(statements: Iterable[Statement], pack: Pack, lang: Language) -> list[str]:
    totals = totals_of(statements)
    rows = [
        (say(lang, "statements"), totals.statements),
        (say(lang, "judged by rules"), totals.judged),
        *(
            (say(lang, "not judged: {reason}", reason=say(lang, REASONS[reason])), count)
            for reason, count in sorted(totals.not_judged.items(), key=lambda row: -row[1])
        ),
        (say(lang, "rules that judge them"), totals.rules),
        (say(lang, "rules of this rule pack"), len(pack.rules)),
    ]
    widest = max(columns(name, lang) for name, _ in rows)
    return [f"  {name}{' ' * (widest - columns(name, lang))}  {count:>4}" for name, count in rows]


def _of_statement(statement: Statement, lang: Language) -> dict[str, Any]:
    return {
        "number": statement.number,
        "clause": statement.clause,
        "binds": statement.binds,
        "statement": statement.statement.in_language(lang),
        "rules": list(statement.rules),
        "reason": statement.reason,
        "note": None if statement.note is None else statement.note.in_language(lang),
    }
