"""A rule begun, or a rule pack: files that can be used at once, filled in as far as the pack and the clause allow.

What only the author can say is marked, and `lint` finds every mark. A rule begun in a pack never fires: until it
is written, documents are judged as if it were not there. The first one of a new pack judges, and its cases come out as
they say: an author changes one thing after the other, and sees each time what came of it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checker.cases import read_base
from checker.errors import PackError
from checker.i18n import N_, say
from checker.model import Language, Number, Severity
from checker.pack.file_names import CASES, RULE
from checker.pack.model import MemberType, Pack
from checker.reporting.printable import flowing
from checker.values import number_of

_SHAPES: Final = Path(__file__).with_name("shapes")
_MARKS: Final = ("[FILL IN:", "【待填：")

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID: Final = 64
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_PLAIN: Final = re.compile(r"[IVX]+(\.[0-9]+)*|[a-z]+ [0-9]+|[a-z][a-z0-9]*(-[a-z0-9]+)+")


def is_marked(text: str) -> bool:
    """Whether something in `text` is still to be filled in."""
    return any(mark in text for mark in _MARKS)


def fault_of_id(id_: str, reserved: tuple[str, ...] = ()) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with `id_` as the id of a rule or a pack, if anything: a message for `i18n.say`, and its values."""
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


def id_like(text: str) -> str | None:
    """The id nearest to `text`, where there is one."""
    near = _NOT_IN_IDS.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
    return near if near != text and _SLUG.fullmatch(near) else None


def rule_text(pack: Pack, id_: str, clause: str | None, severity: Severity, lang: Language) -> str:
    """`rule.yaml` of the rule, its comments in `lang`.

    Where no clause is given, it is the first one of the pack, marked.
    """
    cited = clause or next(iter(pack.clauses))
    kind, member, row = _entry_of(pack, cited) or (pack.main_document.anchor, None, None)
    # The rows of a table are too many to be listed: of each that are clauses, the first stands for all.
    of_rows: dict[str, str] = {}
    for name, (table, _) in pack.clause_rows.items():
        of_rows.setdefault(table, name)
    return _filled(
        RULE,
        lang,
        id=id_,
        pack=pack,
        document=pack.main_document,
        clause=clause,
        cited=cited,
        of_rows=of_rows,
        severity=severity.value,
        title=_title_like(id_),
        kind=kind,
        member=member,
        row=row,
        shown=f"{{{kind}.{member}}}",
    )


def _title_like(id_: str) -> str:
    return id_.replace("-", " ").capitalize()


def _filled(name: str, lang: Language, **values: Any) -> str:
    """A file of the folder of shapes, a template, with these values; comments in `lang`."""
    said = {"lang": lang, "comment": partial(comment, lang), "scalar": scalar, "flowing": flowing}
    return _shapes().get_template(name).render(**said, **values)


@cache
def _shapes() -> Environment:
    return Environment(
        loader=FileSystemLoader(_SHAPES, encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - these are no pages
    )


def cases_text(pack: Pack, clause: str | None, severity: Severity, lang: Language) -> str:
    """`cases.yaml` of the rule: one case of each kind to begin with."""
    entry = _entry_of(pack, clause or next(iter(pack.clauses)))
    items = pack.main_document.items
    place = None
    if entry is not None and items is not None:
        try:
            place = _place_of(read_base(pack).get(items.list), items.number, entry[2])
        except PackError:
            # Only its places are wanted; what is wrong with it is for lint and test to say.
            place = None
    at = "" if place is None or items is None else f"/{items.list}/{place}"
    return _filled(CASES, lang, at=at, severity=severity.value)


def _entry_of(pack: Pack, clause: str) -> tuple[str, str, Number] | None:
    """The kind of fact that an item of the document is, the member that is its number, and the item of the clause."""
    document = pack.main_document
    table, row = pack.clause_rows.get(clause, (None, None))
    if document.items is None or row is None or table != document.items.table:
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
    return None if kind is None else (kind.name, name, row)


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


_FIRST_CLAUSE: Final = "1"


def pack_texts(id_: str, rule: str, clause: str | None, severity: Severity, lang: Language) -> Mapping[str, str]:
    """The files of a rule pack called `id_` with the rule `rule`, by their paths in its folder; comments in `lang`."""
    cited = clause or _FIRST_CLAUSE
    folder = f"{cited.replace(' ', '-')}/{rule}"
    places = {RULE: f"{folder}/{RULE}", CASES: f"{folder}/{CASES}"}
    values = {"id": id_, "rule": rule, "clause": cited, "severity": severity.value, "title": _title_like(rule)}
    first = _SHAPES / "first_pack"
    names = [path.relative_to(first).as_posix() for path in sorted(first.rglob("*.*"))]
    return {places.get(name, name): _filled(f"{first.name}/{name}", lang, **values) for name in names}
