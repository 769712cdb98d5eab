"""A rule begun: the two files of its folder, filled in as far as its pack and its clause allow.

What only the author can say is marked, and `lint` finds every mark. The files keep to their schemas, and the rule
never fires: until it is written, plans are judged as if it were not there.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.cases import read_base_plan_of
from checker.errors import PackError
from checker.i18n import N_, say
from checker.pack.loading import RULE, read_tables
from checker.reporting.printable import flowing
from checker.values import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.model import Language, Number, Severity

_MARKS: Final = ("[FILL IN:", "【待填：")

_SLUG: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID: Final = 64
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_ENTRY: Final = "plan "
_PLAIN: Final = re.compile(r"[IVX]+(\.[0-9]+)*|plan( [0-9]+)?")
_PLACE: Final = re.compile(r"<(\w+)>")


def is_marked(text: str) -> bool:
    """Whether something in `text` is still to be filled in."""
    return any(mark in text for mark in _MARKS)


@dataclass(frozen=True, slots=True)
class Outline:
    """What has to be known of a rule pack before a rule is added to it: its clauses, its rules and its base plan.

    `clauses` are those that may be cited, with their titles in both languages; `rules` maps ids to files.
    """

    folder: Path
    id: str
    clauses: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, Path]
    base: Mapping[str, Any]


def read_outline(folder: Path) -> Outline:
    """The outline of the rule pack in `folder`, which may have no rules yet. Raises `PackError` for broken tables."""
    circular, catalogue = read_tables(folder)
    clauses = {raw["id"]: raw["title"] for raw in circular["clauses"]}
    clauses |= {f"{_ENTRY}{row['number']}": row["title"] for row in catalogue["measures"]}
    try:
        base = read_base_plan_of(folder)
    except PackError:
        # Only its places are wanted; what is wrong with it is for lint and test to say.
        base = {}
    rules = {path.parent.name: path for path in sorted(folder.glob(f"*/*/{RULE}"))}
    return Outline(folder, circular["id"], clauses, rules, base)


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


def id_like(text: str) -> str | None:
    """The id nearest to `text`, where there is one."""
    near = _NOT_IN_IDS.sub("-", text.lower()).strip("-")[:_LONGEST_ID].strip("-")
    return near if near != text and _SLUG.fullmatch(near) else None


def folder_of(outline: Outline, id_: str, clause: str) -> Path:
    """Where a rule of that id and clause stands."""
    return outline.folder / clause.replace(" ", "-") / id_


def rule_text(outline: Outline, id_: str, clause: str | None, severity: Severity, lang: Language) -> str:
    """`rule.yaml` of the rule, its comments in `lang`.

    Where no clause is given, it is the first one of the pack, marked.
    """
    cited = clause or next(iter(outline.clauses))
    named = [flowing(f"# {name}: {title[lang]}") for name, title in outline.clauses.items() if _is_listed(name, cited)]
    values = {
        "about": _comment(
            lang,
            "{rule}, a rule of {pack}. Replace every [FILL IN …] and 【…】; comments may go.\n"
            "The language: docs/rule-language.md; the facts: docs/facts.md.",
            rule=id_,
            pack=outline.id,
        ),
        "clauses": "\n".join(
            [
                _comment(lang, "The clauses of this pack:"),
                *named,
                _comment(lang, "plan N: the entry of measure N of the catalogue"),
            ]
        ),
        "clause": _scalar(cited)
        if clause
        else _scalar(cited)
        + "  "
        + _comment(lang, "[FILL IN: the clause; if it is another, move this folder to the folder of that clause]"),
        "severity": severity.value
        + "  "
        + _comment(lang, "error: the plan is returned; warning: a person decides; info"),
        "title_en": id_.replace("-", " ").capitalize(),
        "for_each": _comment(lang, "What is judged: there is one finding for each such fact that breaks the duty."),
        "conditions": _comment(
            lang,
            "[FILL IN: when the duty is broken. As it stands, this never holds, and the rule "
            "never fires.]\n"
            "Above it, applies_if says when the rule concerns a fact at all.",
        ),
        "place": _comment(
            lang,
            "Where in the plan the finding stands: /submission/date, {measure}/schedule; empty: the plan as a whole.",
        ),
        "last": _comment(
            lang, "Last of all, put {rule} beside the statement that it judges, in traceability.yaml.", rule=id_
        ),
    }
    number = _measure_of(cited)
    shape = _RULE + (_OF_THE_PLAN if number is None else _OF_A_MEASURE)
    about = _ABOUT_THE_PLAN if number is None else {**_ABOUT_A_MEASURE, "number": _scalar(number)}
    return _filled(shape, {**about, **values})


def cases_text(outline: Outline, clause: str | None, severity: Severity, lang: Language) -> str:
    """`cases.yaml` of the rule: one case of each kind to begin with."""
    number = _measure_of(clause or next(iter(outline.clauses)))
    place = None if number is None else _entry_in(outline.base, number)
    values = {
        "about": _comment(lang, "Plans that keep and break the rule; each is base-plan.yaml with a patch."),
        "at": "" if place is None else f"/measures/{place}",
        "severity": severity.value,
        "more": _comment(
            lang,
            "For every figure and day, one case at it and one right beside it (boundary: true); "
            "plancheck rules test says\n"
            "what is left out.",
        ),
    }
    return _filled(_CASES, values)


def _is_listed(name: str, cited: str) -> bool:
    """Whether a clause is worth a line: the entries of the plan are too many, but for the one cited."""
    return not name.startswith(_ENTRY) or name == cited


def _measure_of(clause: str) -> Number | None:
    return number_of(clause.removeprefix(_ENTRY)) if clause.startswith(_ENTRY) else None


def _entry_in(base: Mapping[str, Any], number: Number) -> int | None:
    """Where the base plan has the entry of that measure."""
    for place, entry in enumerate(base.get("measures") or ()):
        if isinstance(entry, dict) and number_of(entry.get("number")) == number:
            return place
    return None


def _scalar(value: Number) -> str:
    """A clause or a number as YAML has it: a text is put in quotes that could be taken for something else."""
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _comment(lang: Language, message: str, /, **values: str) -> str:
    return "\n".join(f"# {line}" for line in say(lang, message, **values).split("\n"))


def _filled(shape: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values[found[1]], shape)


_ABOUT_THE_PLAN: Final = {"found_en": "The plan", "found_zh": "方案"}
_ABOUT_A_MEASURE: Final = {
    "found_en": "Measure {measure.number} ({measure.title})",
    "found_zh": "第{measure.number}项措施“{measure.title}”",
}

_RULE: Final = """\
<about>
<clauses>
clause: <clause>
severity: <severity>
title:
  en: "<title_en>"
  zh: "【待填：几个字，用于表格】"
duty:
  en: "[FILL IN: what shall be.]"
  zh: "【待填：应当如何。】"
rationale:
  en: "[FILL IN: why: what the clause says, and how it was read.]"
  zh: "【待填：理由：条款的规定及其理解。】"
message:
  en: "<found_en> [FILL IN: what was found, with its values.]"
  zh: "<found_zh>【待填：发现的情况，写明有关数值。】"
remedy:
  en: "[FILL IN: what to do about it.]"
  zh: "【待填：如何修改。】"
<for_each>
"""

_OF_THE_PLAN: Final = """\
for_each: plan
<conditions>
violated_if:
  plan:
    year: {less_than: 0}
<place>
at: ""
<last>
"""

_OF_A_MEASURE: Final = """\
for_each: measure
applies_if:
  measure:
    number: <number>
    class: {one_of: [required, optional]}
<conditions>
violated_if:
  measure:
    occurrence: {less_than: 0}
<place>
at: "{measure}"
subject: measure.number
<last>
"""

_CASES: Final = """\
<about>
cases:
  - name: "[FILL IN: what is special about a plan that keeps the rule]"
    kind: keeps
    status: satisfied
    finds: []
  - name: "[FILL IN: what is special about a plan that breaks it]"
    kind: breaks
    status: violated
    patch:
      - {op: add, path: /notes, value: "[FILL IN: what is changed in the base plan, and where]"}
    finds:
      - {at: "<at>", severity: <severity>, message: "[FILL IN: a part of the English message]"}
<more>
"""
