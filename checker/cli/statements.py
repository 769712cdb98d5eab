"""`plancheck rules --traceability`: each statement of the circular, the rules that judge it or why none can, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.cli.layout import paragraph
from checker.i18n import N_, say
from checker.pack.traceability import load_traceability, totals_of
from checker.reporting.columns import columns
from checker.reporting.naming import clause_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Language
    from checker.pack.model import Pack
    from checker.pack.traceability import Statement

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


def text(pack: Pack, lang: Language, width: int) -> str:
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


def data(pack: Pack, lang: Language) -> dict[str, Any]:
    """The same as JSON values."""
    statements = load_traceability(pack)
    totals = totals_of(statements)
    return {
        "statements": [_data(statement, lang) for statement in statements],
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


def _data(statement: Statement, lang: Language) -> dict[str, Any]:
    return {
        "number": statement.number,
        "clause": statement.clause,
        "binds": statement.binds,
        "statement": statement.statement.in_language(lang),
        "rules": list(statement.rules),
        "reason": statement.reason,
        "note": None if statement.note is None else statement.note.in_language(lang),
    }
