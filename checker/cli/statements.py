"""`plancheck rules --traceability`: each statement of the circular, the rules that judge it or why none can, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.cli.layout import paragraph
from checker.pack.traceability import load_traceability, totals_of
from checker.reporting.columns import columns
from checker.reporting.naming import clause_label
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model import Language
    from checker.pack.model import Pack
    from checker.pack.traceability import Statement

_INDENT: Final = " " * 6


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
    lines += ["", say(lang, "cli.totals"), *_totals(statements, pack, lang)]
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
    return name if title is None else say(lang, "cli.clause-heading", clause=name, title=title.in_language(lang))


def _lines(statement: Statement, lang: Language, width: int) -> list[str]:
    whom = say(lang, f"cli.binds.{statement.binds}")
    said = say(lang, "cli.statement-line", statement=statement.statement.in_language(lang), whom=whom)
    return [
        *paragraph(said, width, lang, f"{statement.number}  "),
        *paragraph(_answer(statement, lang), width, lang, f"{_INDENT}> "),
    ]


def _answer(statement: Statement, lang: Language) -> str:
    if statement.rules:
        return say(lang, "cli.list-joint").join(statement.rules)
    reason = say(lang, f"cli.reason.{statement.reason}")
    note = "" if statement.note is None else statement.note.in_language(lang)
    return say(lang, "cli.reason-line", reason=reason, note=note)


def _totals(statements: Iterable[Statement], pack: Pack, lang: Language) -> list[str]:
    totals = totals_of(statements)
    rows: list[tuple[str, dict[str, str], int]] = [
        ("total-statements", {}, totals.statements),
        ("total-judged", {}, totals.judged),
        *(
            ("total-not-judged", {"reason": say(lang, f"cli.reason.{reason}")}, count)
            for reason, count in sorted(totals.not_judged.items(), key=lambda row: -row[1])
        ),
        ("total-rules", {}, totals.rules),
        ("total-pack-rules", {}, len(pack.rules)),
    ]
    labels = [say(lang, f"cli.{key}", **values) for key, values, _ in rows]
    widest = max(columns(name, lang) for name in labels)
    return [
        f"  {name}{' ' * (widest - columns(name, lang))}  {count:>4}"
        for name, (_, _, count) in zip(labels, rows, strict=True)
    ]


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
