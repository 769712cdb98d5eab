"""What rule packs hold: `plancheck packs`, `rules`, `items` and `schema NAME`.

`rules` lists the rules, or the circular's statements and which rule judges them; with a command after it, it is the
group of tools for authors of rules. `items` (`measures` is its old name) lists the items of a circular that a kind of
document lists.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from checker.cli.command import (
    DOCUMENT,
    LANG,
    ONE_PACK,
    Argument,
    LazyGroup,
    Listed,
    Option,
    command,
    document_asked,
    flag_option,
    one_of,
    output_option,
    output_options,
    pack_option,
)
from checker.cli.outcome import Outcome, misuse, misused, none_of, page, paragraph, width
from checker.i18n import N_, say
from checker.model import Language, Number, Text
from checker.pack.loading import installed_packs, load_pack, one_pack
from checker.pack.model import Column, DocumentKind, MemberType, Pack, Rule, Table
from checker.pack.traceability import Statement, load_traceability, totals_of
from checker.pack.wording import label
from checker.reporting import items
from checker.reporting.json import written
from checker.reporting.naming import SEVERITIES, SHORT_DIGEST, clause_label, nouns
from checker.reporting.page import Passage, TextTable, columns
from checker.resources import schema_bytes
from checker.values import day_text

FORMATS: Final = ("text", "json")
_PACK_COLUMNS: Final = (
    N_("Rule pack"),
    N_("Circular", context="column"),
    N_("Documents"),
    N_("Rules", context="count"),
    N_("Version"),
    N_("Digest"),
)


@command(
    "List the rule packs that are installed: the circular of each, the documents it is about, how many "
    "rules it has, its version and its digest.",
    *output_options(FORMATS),
)
def run_packs(lang: Language, *, made_as: str, output: str | None) -> Outcome:
    """The rule packs that are installed."""
    installed = [load_pack(id_) for id_ in installed_packs()]
    if made_as == "json":
        data = [_pack_data(pack, lang) for pack in installed]
        return Outcome(written(data), output=output, is_json=True)
    return Outcome(_packs_text(installed, lang, width(output)), output=output)


def _packs_text(packs: Sequence[Pack], lang: Language, columns: int) -> str:
    joint = say(lang, ", ")
    cells = [
        [
            pack.id,
            pack.citation.in_language(lang),
            joint.join(pack.documents),
            str(len(pack.rules)),
            pack.version,
            pack.digest[:SHORT_DIGEST],
        ]
        for pack in packs
    ]
    heads = [say(lang, column) for column in _PACK_COLUMNS]
    return page([TextTable(heads, cells, whole=1)], columns, lang)


def _pack_data(pack: Pack, lang: Language) -> dict[str, Any]:
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


# Rules, and what a circular states

COMMANDS: Final = {
    "new": Listed("checker.cli.commands.new", N_("Begin a rule.")),
    "lint": Listed("checker.cli.commands.linting", N_("Look a rule pack over.")),
    "test": Listed("checker.cli.commands.testing", N_("Run the cases of a rule pack.")),
    "analyze": Listed("checker.cli.commands.analyzing", N_("Show what a rule pack can do, and what is wrong with it.")),
}
"""Every tool, in the order in which they are shown."""

_WHOLE: Final = 3
_RULE_COLUMNS: Final = (N_("Rule"), N_("Severity"), N_("Clause", context="column"), N_("Title"))
_IN_PRINCIPLE: Final = "*"


def _listed_rules(lang: Language, *, pack: str | None, made_as: str, output: str | None, traceability: bool) -> Outcome:
    chosen = one_pack(pack)
    if made_as == "json":
        data = _traceability_data(chosen, lang) if traceability else _rules_data(chosen, lang)
        return Outcome(written(data), output=output, is_json=True)
    text = _traceability_text if traceability else _rules_text
    return Outcome(text(chosen, lang, width(output)), output=output)


run_rules = LazyGroup(
    COMMANDS,
    [
        flag_option("traceability", "Instead, list the circular's statements and the rules that judge them."),
        pack_option(ONE_PACK),
        *output_options(FORMATS),
    ],
    help=N_("List the rules of a rule pack; with a command, help their authors."),
    epilog=N_("Help on a command: plancheck rules COMMAND --help"),
    alone=_listed_rules,
)


def _rules_text(pack: Pack, lang: Language, width: int) -> str:
    heads = [say(lang, column) for column in _RULE_COLUMNS]
    cells = [
        [rule.id, _severity(rule, lang), clause_label(rule.clause, lang, pack), rule.title.in_language(lang)]
        for rule in pack.rules
    ]
    total = say(lang, "Rules: {count} (*: in principle)", count=len(cells))
    return page([TextTable(heads, cells, whole=_WHOLE), Passage(total)], width, lang)


def _severity(rule: Rule, lang: Language) -> str:
    return say(lang, SEVERITIES[rule.severity]) + (_IN_PRINCIPLE if rule.in_principle else "")


def _rules_data(pack: Pack, lang: Language) -> list[dict[str, Any]]:
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


Row = Mapping[str, Any]


# Items


@command(
    "List the items of a circular that its documents take up: number, what the circular says of each, and title.",
    Option(["--group", "--class", "group"], "Only items of this group or class.", "CODE"),
    DOCUMENT,
    pack_option(ONE_PACK),
    *output_options(FORMATS),
)
def run_items(
    lang: Language, *, pack: str | None, document: str | None, group: str | None, made_as: str, output: str | None
) -> Outcome:
    """The items of a circular."""
    chosen = one_pack(pack)
    kind = document_asked(document, chosen)
    if kind.items is None:
        misuse("Documents of the format {document} list no items.", document=kind.format)
    numbers = _items_asked(group, kind, chosen)
    if made_as == "json":
        data = [_item_data(number, chosen.tables[kind.items.table], chosen, lang) for number in numbers]
        return Outcome(written(data), output=output, is_json=True)
    return Outcome(_items_text(numbers, kind, chosen, lang, width(output)), output=output)


def _items_asked(group: str | None, kind: DocumentKind, pack: Pack) -> list[Number]:
    """The items of a group, or all. Raises `UsageError` for a group that there is not."""
    numbers = items.numbers_of(kind, pack)
    if group is None:
        return list(numbers)
    groups = {str(code) for number in numbers if (code := items.group_of(number, kind, pack)) is not None}
    if group not in groups:
        misused(none_of(group, sorted(groups)))
    return [number for number in numbers if str(items.group_of(number, kind, pack)) == group]


def _items_text(numbers: Iterable[Number], kind: DocumentKind, pack: Pack, lang: Language, columns: int) -> str:
    own = pack.tables[kind.items.table if kind.items else ""]
    coded = [column for column in own.columns if column.of is not None]
    beside = _first_beside(own, pack)
    heads = [
        say(lang, "No."),
        *(_column_heading(column.name, own.kind.members[column.name].meaning, lang) for column in coded),
        *([] if beside is None else [_column_heading(beside[1].name, beside[0].kind.meaning, lang)]),
        say(lang, "Title"),
    ]
    cells = []
    for number in numbers:
        row = own.by_key[number]
        cells.append(
            [
                str(number),
                *(_cell(column, row[column.name], pack, lang) for column in coded),
                *([] if beside is None else [_beside(number, *beside, pack, lang)]),
                items.title_of(number, kind, pack, lang) or "",
            ]
        )
    total = say(lang, "{items}: {count}", count=len(cells), **nouns(kind))
    return page([TextTable(heads, cells, whole=1), Passage(total)], columns, lang)


def _column_heading(name: str, meaning: Text, lang: Language) -> str:
    return name.replace("_", " ").capitalize() if lang == "en" else meaning.in_language(lang)


def _cell(column: Column, value: Any, pack: Pack, lang: Language) -> str:
    """A value as its list names it; of a row of another table its key, as there is no room for what it is called."""
    if value is None:
        return say(lang, "–")
    return label(pack, column.of, value, lang) if column.of in pack.codes else str(value)


def _tables_beside(own: Table, pack: Pack) -> Iterable[tuple[Table, Column]]:
    """The tables whose rows belong to items, and the column of each that says to which."""
    for other in pack.tables.values():
        of = [column for column in other.columns if column.of == own.name and column.name in other.key]
        if of and other is not own:
            yield other, of[0]


def _first_beside(own: Table, pack: Pack) -> tuple[Table, Column, Column] | None:
    """The first of these that names something else in its key as well, with that column and the item's."""
    for other, item in _tables_beside(own, pack):
        named = [column for column in other.columns if column.name in other.key and column.of not in (None, own.name)]
        if named:
            return other, named[0], item
    return None


def _beside(number: Number, other: Table, named: Column, item: Column, pack: Pack, lang: Language) -> str:
    rows = other.index((item.name,)).get((number,), ())
    names = [label(pack, named.of, row[named.name], lang) for row in rows]
    return say(lang, ", ").join(names) or say(lang, "–")


def _item_data(number: Number, own: Table, pack: Pack, lang: Language) -> dict[str, Any]:
    """All that the circular says of an item: its row, and the rows of other tables that belong to it."""
    data = _values(own, own.by_key[number], lang)
    for other, item in _tables_beside(own, pack):
        rows = [_values(other, row, lang, item.name) for row in other.index((item.name,)).get((number,), ())]
        single = all(len(row) == 1 for row in rows)
        data[other.name] = [next(iter(row.values())) for row in rows] if single else rows
    return data


def _values(of: Table, row: Row, lang: Language, without: str = "") -> dict[str, Any]:
    return {
        column.name: value.in_language(lang) if isinstance(value, Text) else _plain(column, value)
        for column in of.columns
        if column.name != without
        for value in [row[column.name]]
    }


def _plain(column: Column, value: Any) -> Any:
    """A value as other programs read it: days as `2013-06-30`."""
    return day_text(value) if column.type is MemberType.DAY and value is not None else value


# Schemas

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
def run_schema(lang: Language, *, schema: str, pack: str | None, document: str | None, output: str | None) -> Outcome:
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
