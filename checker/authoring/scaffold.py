"""A rule begun, or a rule pack: files that can be used at once, filled in as far as the pack and the clause allow.

What only the author can say is marked, and `lint` finds every mark. A rule begun in a pack never fires: until it
is written, documents are judged as if it were not there. The first one of a new pack judges, and its cases come out as
they say: an author changes one thing after the other, and sees each time what came of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from checker.cases import read_base
from checker.errors import PackError
from checker.i18n import N_, say
from checker.model import Language, Number, Severity, Text
from checker.pack.building import load_without_rules
from checker.pack.file_names import CASES, PACK, RULE
from checker.pack.model import Kind, MemberType, Pack
from checker.pack.validation import PLACEHOLDER
from checker.readers import read_path
from checker.reporting.printable import flowing
from checker.values import number_of

_SHAPES: Final = Path(__file__).with_name("shapes")
_MARKS: Final = ("[FILL IN:", "【待填：")

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID: Final = 64
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_PLAIN: Final = re.compile(r"[IVX]+(\.[0-9]+)*|[a-z]+ [0-9]+|[a-z][a-z0-9]*(-[a-z0-9]+)+")
_PLACE: Final = re.compile(r"<(\w+)>")


def is_marked(text: str) -> bool:
    """Whether something in `text` is still to be filled in."""
    return any(mark in text for mark in _MARKS)


@dataclass(frozen=True, slots=True)
class OutlineClause:
    """A clause that may be cited: its title, and, where it stands for the row of a table, the table and the key."""

    title: Text
    table: str | None = None
    row: Number | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What has to be known of a rule pack before a rule is added to it.

    `pack` is the pack without its rules, `rules` are the files of those by id, `base` is the base document.
    """

    pack: Pack
    clauses: Mapping[str, OutlineClause]
    rules: Mapping[str, Path]
    base: Mapping[str, Any]


def read_outline(folder: Path) -> Outline:
    """The outline of the rule pack in `folder`, which may have no rules yet.

    Raises `PackError` for a pack with faults in anything but its rules.
    """
    pack = load_without_rules(folder)
    try:
        base = read_base(pack)
    except PackError:
        # Only its places are wanted; what is wrong with it is for lint and test to say.
        base = {}
    rules = {path.parent.name: path for path in sorted(folder.glob(f"*/*/{RULE}"))}
    return Outline(pack, dict(_clauses(pack)), rules, base)


def _clauses(pack: Pack) -> list[tuple[str, OutlineClause]]:
    """The clauses of a pack, those of the rows of a table with their row."""
    raw: Any = read_path(pack.folder / PACK).data
    rows: dict[str, tuple[str, Number]] = {}
    for each in raw["clauses"]:
        table = pack.tables.get(each.get("each", ""))
        if table is not None and len(table.key) == 1:
            for key, row in table.by_key.items():
                rows[PLACEHOLDER.sub(_cell_of(row), each["id"])] = (table.name, key)
    return [(id_, OutlineClause(title, *rows.get(id_, (None, None)))) for id_, title in pack.clauses.items()]


def _cell_of(row: Mapping[str, Any]) -> Callable[[re.Match[str]], str]:
    return lambda found: str(row[found[1]])


def fault_of_id(id_: str, reserved: tuple[str, ...]) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with `id_` as the id of a rule, if anything: a message for `i18n.say`, and its values."""
    if id_ in reserved:
        return N_("“{id}” cannot be the id of a rule: reports use it for what comes before any rule."), {}
    if len(id_) > _LONGEST_ID:
        return N_("This id has {length} signs; an id has at most {most}."), {"most": _LONGEST_ID, "length": len(id_)}
    if not _SLUG.fullmatch(id_):
        return N_(
            "“{id}” cannot be the id of a rule: that is small letters a to z and digits, in "
            "words joined by single hyphens, and begins with a letter."
        ), {}
    return None


def is_id(text: str) -> bool:
    """Whether a rule pack can be called so."""
    return len(text) <= _LONGEST_ID and _SLUG.fullmatch(text) is not None


def id_like(text: str) -> str | None:
    """The id nearest to `text`, where there is one."""
    near = _NOT_IN_IDS.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
    return near if near != text and _SLUG.fullmatch(near) else None


def folder_of(outline: Outline, id_: str, clause: str) -> Path:
    """Where a rule of that id and clause stands."""
    return outline.pack.folder / clause.replace(" ", "-") / id_


def rule_text(outline: Outline, id_: str, clause: str | None, severity: Severity, lang: Language) -> str:
    """`rule.yaml` of the rule, its comments in `lang`.

    Where no clause is given, it is the first one of the pack, marked.
    """
    pack = outline.pack
    cited = clause or next(iter(outline.clauses))
    entry = _entry_of(outline, cited)
    listed = [
        flowing(f"# {name}: {each.title.in_language(lang)}")
        for name, each in outline.clauses.items()
        if each.table is None or name == cited
    ]
    values = {
        "about": comment(
            lang,
            "{rule}, a rule of {pack}. Replace every [FILL IN …] and 【…】; comments may go.\n"
            "The language: docs/rule-language.md; the facts: docs/facts.md.",
            rule=id_,
            pack=pack.id,
        ),
        "clauses": "\n".join([comment(lang, "The clauses of this pack:"), *listed, *_of_rows(outline, lang)]),
        "clause": scalar(cited) if clause else f"{scalar(cited)}  {comment(lang, _MARK)}",
        "severity": f"{severity.value}  {comment(lang, _SEVERITIES)}",
        "id": scalar(id_),
        "title_en": id_.replace("-", " ").capitalize(),
        "for_each": comment(
            lang,
            "What is judged: there is one finding for each such fact that breaks the duty. There are: {kinds}",
            kinds=", ".join(pack.main_document.kinds),
        ),
        "conditions": comment(
            lang,
            "[FILL IN: when the duty is broken. As it stands, this never holds, and the rule "
            "never fires.]\n"
            "Above it, applies_if says when the rule concerns a fact at all.",
        ),
        "place": comment(
            lang,
            "Where in the document the finding stands: /title, {item}/number; empty: the document as a whole.",
        ),
        "last": comment(
            lang, "Last of all, put {rule} beside the statement that it judges, in traceability.yaml.", rule=id_
        ),
    }
    if entry is None:
        nouns = pack.main_document.document
        found = {"found_en": f"The {nouns.en}", "found_zh": nouns.zh, "kind": pack.main_document.anchor}
        of_item = {"applies_if": "", "at": "", "subject": ""}
    else:
        kind, member, row = entry
        noun, shown = pack.main_document.item, f"{{{kind.name}.{member}}}"
        found = {"found_en": f"{noun.en.capitalize()} {shown}", "found_zh": f"{noun.zh}{shown}", "kind": kind.name}
        of_item = {
            "applies_if": f"applies_if:\n  {kind.name}:\n    {member}: {scalar(row)}\n",
            "at": f"{{{kind.name}}}",
            "subject": f"subject: {kind.name}.{member}\n",
        }
    return filled(_shape(RULE), {**values, **found, **of_item})


def _shape(name: str) -> str:
    return (_SHAPES / name).read_text("utf-8")


_MARK: Final = N_("[FILL IN: the clause; if it is another, move this folder to the folder of that clause]")
_SEVERITIES: Final = N_("error: the duty is broken; warning: a person decides; info")


def cases_text(outline: Outline, clause: str | None, severity: Severity, lang: Language) -> str:
    """`cases.yaml` of the rule: one case of each kind to begin with."""
    entry = _entry_of(outline, clause or next(iter(outline.clauses)))
    items = outline.pack.main_document.items
    place = None
    if entry is not None and items is not None:
        place = _place_of(outline.base.get(items.list), items.number, entry[2])
    values = {
        "about": comment(
            lang, "Documents that keep and break the rule; each is the base document of its kind with a patch."
        ),
        "at": "" if place is None or items is None else f"/{items.list}/{place}",
        "severity": severity.value,
        "more": comment(
            lang,
            "For every figure and day, one case at it and one right beside it (boundary: true); "
            "plancheck rules test says\n"
            "what is left out.",
        ),
    }
    return filled(_shape(CASES), values)


def _of_rows(outline: Outline, lang: Language) -> list[str]:
    """A line for each table whose rows are clauses: these are too many to be listed."""
    examples = {each.table: name for name, each in reversed([*outline.clauses.items()]) if each.table is not None}
    tables = outline.pack.tables
    return [
        flowing(
            comment(
                lang,
                "{clause} and so on, one for each: {meaning}",
                clause=name,
                meaning=tables[table].kind.meaning.in_language(lang),
            )
        )
        for table, name in reversed(examples.items())
    ]


def _entry_of(outline: Outline, clause: str) -> tuple[Kind, str, Number] | None:
    """The kind of fact that an item of the document is, the member that is its number, and the item of the clause."""
    cited = outline.clauses[clause]
    document = outline.pack.main_document
    if document.items is None or cited.row is None or cited.table != document.items.table:
        return None
    found = [
        (kind, name)
        for kind in document.kinds.values()
        for name, member in kind.members.items()
        if kind.paths == ((document.items.list,),)
        and member.type is MemberType.NUMBER
        and member.way.get("number") == document.items.number
    ]
    # The part of the entries that is free of faults, where there is such a kind.
    kind, name = next((each for each in found if each[0].like), found[0] if found else (None, ""))
    return None if kind is None else (kind, name, cited.row)


def _place_of(entries: Any, member: str, number: Number) -> int | None:
    """Where the base document has the entry of that item."""
    for place, entry in enumerate(entries if isinstance(entries, Sequence) else ()):
        if isinstance(entry, dict) and number_of(entry.get(member)) == number:
            return place
    return None


def scalar(value: Number) -> str:
    """A clause or a number as YAML has it: a text is put in quotes that could be taken for something else."""
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def comment(lang: Language, message: str, **values: str) -> str:
    """A message as comment lines of YAML."""
    return "\n".join(f"# {line}" for line in say(lang, message, **values).split("\n"))


def filled(shape: str, values: Mapping[str, str]) -> str:
    """`shape` with each `<name>` filled in."""
    return _PLACE.sub(lambda found: values[found[1]], shape)


_FIRST_CLAUSE: Final = "1"


def pack_texts(id_: str, rule: str, clause: str | None, severity: Severity, lang: Language) -> Mapping[str, str]:
    """The files of a rule pack called `id_` with the rule `rule`, by their paths in its folder; comments in `lang`."""
    cited = clause or _FIRST_CLAUSE
    values = {
        "id": scalar(id_),
        "rule": scalar(rule),
        "clause": scalar(cited),
        "severity": severity.value,
        "title": rule.replace("-", " ").capitalize(),
        "about_tables": comment(
            lang,
            "Lists that documents are held against: a CSV file each, a row a thing. A row is a "
            "fact that rules can speak of.",
        ),
    }
    places = {RULE: f"{cited.replace(' ', '-')}/{rule}/{RULE}", CASES: f"{cited.replace(' ', '-')}/{rule}/{CASES}"}
    first = _SHAPES / "first_pack"
    texts = {}
    for path in sorted(first.rglob("*.*")):
        name = path.relative_to(first).as_posix()
        shape = path.read_text("utf-8")
        about = comment(lang, _ABOUT[name], rule=rule, pack=id_) if name in _ABOUT else ""
        texts[places.get(name, name)] = filled(shape, {**values, "about": about})
    return texts


_ABOUT: Final = {
    "pack.yaml": N_(
        "The circular as plancheck knows it: what it is, its clauses, and the tables that "
        "its text amounts to.\n"
        "Replace every [FILL IN …] and 【…】; comments may go. What all of it means: "
        "docs/rule-packs.md."
    ),
    "documents/plan.yaml": N_(
        "A kind of document: what people call it, who sends it, and which facts are read off it (docs/rule-packs.md)."
    ),
    "documents/plan.base.yaml": N_("A document that keeps every rule: each case is this one with a patch."),
    "traceability.yaml": N_(
        "Every statement of the circular, with the rules that judge it or the reason why none can (not_judged)."
    ),
    RULE: N_("{rule}: an example to start from, which judges as it stands. The language: docs/rule-language.md."),
    CASES: N_("Documents that keep and break the rule; each is the base document of its kind with a patch."),
}
