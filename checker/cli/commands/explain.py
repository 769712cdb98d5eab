"""`plancheck explain RULE`: what a rule requires and why, and how it is broken and kept.

Two of its cases show that: the part of a plan that breaks it, and the same part of one that keeps it, as lines of YAML
with signs for what is left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Final, NamedTuple

from checker.cases import Case, read_bases, read_cases
from checker.checking import Options, check_source
from checker.cli.command import LANG, Argument, command, output_option, pack_option
from checker.cli.judging import complete_rules, no_such_rule
from checker.cli.outcome import Outcome, misuse, page, width
from checker.i18n import N_, say
from checker.model import Clause, Finding, Language, Pointer, Report, RuleStatus, Verdict
from checker.pack.file_names import CASES
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack, Rule, Stage
from checker.pack.paths import HERE, paths_of
from checker.pack.wording import without_values
from checker.reporting.naming import BEFORE_RULES, SEVERITIES, clause_name, severity_before
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


MANY_VALUES: Final = 14
"""A part of a plan with more values than that is never shown whole."""


@dataclass(frozen=True, slots=True)
class Example:
    """A plan, the places of it to show (at some may be nothing), and the day it is checked for if that matters."""

    plan: dict[str, Any]
    shown: frozenset[Pointer]
    as_of: date | None


ABSENT: Final = object()
"""What stands where nothing does."""


class _Checked(NamedTuple):
    """A case, the report on its document, and whether that is a base document as it is."""

    case: Case
    report: Report
    is_base: bool


class _Difference(NamedTuple):
    """Where two plans differ: the place in the one, and the place in the other."""

    broken: Pointer
    kept: Pointer


class Examples(NamedTuple):
    """An example that breaks a rule, what is found in it, and one that keeps the rule."""

    broken: Example
    finding: Finding
    kept: Example


def examples_of(rule: Rule, pack: Pack) -> Examples | None:
    """The two cases of a rule that show it best together.

    None where it lacks a case of either kind, or is about many plans. Raises `PackError` for cases that cannot be used.
    """
    if rule.stage is Stage.REVIEW or not (rule.folder / CASES).is_file():
        return None
    every = read_bases(pack)
    bases = [Case((every[name],)) for name in rule.documents]
    plain = [base.plan for base in bases]
    cases = (*bases, *read_cases(pack, rule, every))
    seen = [
        _Checked(case, check_source(case.plan, Options(pack, case.as_of, engine="reference")), case.plan in plain)
        for case in cases
    ]
    broken_ones = [(one, finding) for one in seen for finding in one.report.findings if finding.rule == rule.id]
    for status in (RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE):
        kept_ones = [one for one in seen if one.report.rules.get(rule.id) is status]
        pairs = [
            (broken, kept)
            for broken, kept in product(broken_ones, kept_ones)
            if broken[0].report.document == kept.report.document
        ]
        if pairs:
            (broken, finding), kept = min(pairs, key=lambda pair: _unlikeness(pair[0][0], pair[1]))
            return _examples(broken, finding, kept)
    return None


def _examples(broken: _Checked, finding: Finding, kept: _Checked) -> Examples:
    differences = [*_differences(broken.case.plan, kept.case.plan)]
    day_matters = broken.case.as_of != kept.case.as_of
    sides = (broken.case, [each.broken for each in differences]), (kept.case, [each.kept for each in differences])
    one, other = (
        Example(case.plan, frozenset((finding.at, *places)), case.as_of if day_matters else None)
        for case, places in sides
    )
    return Examples(one, finding, other)


def _unlikeness(broken: _Checked, kept: _Checked) -> tuple[int, ...]:
    """How ill two cases go together, the gravest first.

    One that keeps a rule should keep all of them, one that breaks it should break no other; then the fewest and
    smallest differences, and of figures and days those at the very bound.
    """
    differences = [*_differences(broken.case.plan, kept.case.plan)]
    values = [
        (value_at(broken.case.plan, difference.broken), value_at(kept.case.plan, difference.kept))
        for difference in differences
    ]
    by_degree = all(_is_single(one) and _is_single(other) for one, other in values)
    at_bound = broken.case.boundary and kept.case.boundary
    return (
        kept.report.verdict is not Verdict.PASS,
        len(broken.report.findings) - len(broken.case.finds),
        len({difference.broken[:2] for difference in differences}),
        len(differences) + (broken.case.as_of != kept.case.as_of),
        any(other is ABSENT for _, other in values),
        by_degree and not at_bound,
        not kept.is_base,
        sum(size(one) + size(other) for one, other in values),
    )


def _differences(broken: Any, kept: Any, at: _Difference = _Difference((), ())) -> Iterator[_Difference]:  # noqa: B008 - a constant
    """The innermost places at which two plans differ; in lists, items are told apart from both ends."""
    if isinstance(broken, dict) and isinstance(kept, dict):
        for name in dict.fromkeys((*broken, *kept)):
            inner = _Difference((*at.broken, name), (*at.kept, name))
            if name in broken and name in kept:
                yield from _differences(broken[name], kept[name], inner)
            else:
                yield inner
    elif isinstance(broken, list) and isinstance(kept, list):
        yield from _differences_of_lists(broken, kept, at)
    elif broken != kept or type(broken) is not type(kept):
        yield at


def _differences_of_lists(broken: list[Any], kept: list[Any], at: _Difference) -> Iterator[_Difference]:
    common = min(len(broken), len(kept))
    start = next((place for place in range(common) if broken[place] != kept[place]), common)
    end = next((place for place in range(common - start) if broken[-1 - place] != kept[-1 - place]), common - start)
    for place in range(start, max(len(broken), len(kept)) - end):
        in_broken, in_kept = place < len(broken) - end, place < len(kept) - end
        inner = _Difference(
            (*at.broken, place if in_broken else len(broken)), (*at.kept, place if in_kept else len(kept))
        )
        if in_broken and in_kept:
            yield from _differences(broken[place], kept[place], inner)
        else:
            yield inner


def value_at(plan: Any, at: Pointer) -> Any:
    """The value at a place of a plan, ABSENT where there is none."""
    here = plan
    for step in at:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return here


def size(value: Any) -> int:
    """How many single values a value holds, names of members and items counted too."""
    if isinstance(value, dict):
        return sum(1 + size(item) for item in value.values())
    if isinstance(value, list):
        return sum(1 + size(item) for item in value)
    return 0 if value is ABSENT else 1


def _is_single(value: Any) -> bool:
    return value is not ABSENT and not isinstance(value, dict | list)


_LEFT_OUT: Final = "# …"


class _Shown(NamedTuple):
    """What is shown: the places, and the members by which people know a thing, wherever something in it is shown."""

    places: frozenset[Pointer]
    names: frozenset[str]
    lang: Language


def excerpt_of(example: Example, pack: Pack, lang: Language) -> list[str]:
    """The lines that show an example of a rule of `pack`."""
    shown = set(example.shown)
    for at in example.shown:
        around = at[:-1]
        if at and isinstance(at[-1], int) and value_at(example.plan, at) is ABSENT:
            shown.add(around)
    lines = [] if example.as_of is None else ["# " + say(lang, "checked for {day}", day=str(example.as_of))]
    names = frozenset(_names_in(pack.document_of(example.plan)))
    return [*lines, *_lines(example.plan, (), _Shown(frozenset(shown), names, lang))]


def _names_in(kind: DocumentKind) -> Iterator[str]:
    """The members by which people know a thing in a document: those that tell one fact of a kind from another."""
    if kind.items is not None:
        yield kind.items.number
    for facts in kind.kinds.values():
        for name in facts.identity:
            way = facts.members[name].way
            paths = [
                path
                for each in ("text", "code", "number", "count", "day")
                if each in way
                for path in paths_of(way[each])
            ]
            yield from (path for path in paths if "/" not in path and path != HERE)


def _lines(value: Any, at: Pointer, shown: _Shown) -> list[str]:
    if at in shown.places and (size(value) <= MANY_VALUES or not isinstance(value, dict | list)):
        return [*block(value), *_missing(value, at, shown)]
    if isinstance(value, list):
        return _summary(value, shown) if at in shown.places else _items(value, at, shown)
    return _members(value, at, shown)


def _summary(items: list[Any], shown: _Shown) -> list[str]:
    """A list too long to show: each item by its names."""
    return [f"- {flow(_names(entry, shown))}" for entry in items]


def _names(entry: Any, shown: _Shown) -> dict[str, Any]:
    return {name: entry[name] for name in entry if name in shown.names} if isinstance(entry, dict) else {}


def _items(items: list[Any], at: Pointer, shown: _Shown) -> list[str]:
    parts = [
        item(_lines(entry, (*at, place), shown)) if _is_touched((*at, place), shown) else [_LEFT_OUT]
        for place, entry in enumerate(items)
    ]
    return _joined(parts)


def _members(members: dict[str, Any], at: Pointer, shown: _Shown) -> list[str]:
    whole = at in shown.places and not any(place[: len(at)] == at and place != at for place in shown.places)
    parts = []
    for name, value in members.items():
        if _is_touched((*at, name), shown):
            parts.append(member(name, _lines(value, (*at, name), shown)))
        elif name in shown.names or (whole and not isinstance(value, dict | list)):
            parts.append([f"{name}: {scalar(value)}"])
        else:
            parts.append([_LEFT_OUT])
    return _joined([*parts, _missing(members, at, shown)])


def _missing(value: Any, at: Pointer, shown: _Shown) -> list[str]:
    """A remark for each member that is to be shown and is not there."""
    names = sorted(
        place[-1]
        for place in shown.places
        if place[:-1] == at
        and place
        and isinstance(place[-1], str)
        and isinstance(value, dict)
        and place[-1] not in value
    )
    return ["# " + say(shown.lang, "no “{name}”", name=name) for name in names]


def _is_touched(at: Pointer, shown: _Shown) -> bool:
    return any(place[: len(at)] == at for place in shown.places)


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """The parts one after another; of several signs in a row for what is left out, one."""
    lines: list[str] = []
    for part in parts:
        if part != [_LEFT_OUT] or lines[-1:] != [_LEFT_OUT]:
            lines += part
    return lines


_PLAIN: Final = re.compile(
    r"(?!(?:true|false|yes|no|on|off|null|y|n)$)"
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[^\W\d_](?:[^\W]|[ ./()（）《》〔〕“”，。、；-])*(?<! ))",
    re.IGNORECASE,
)
"""Texts that mean themselves without quotation marks: words, and days."""


def scalar(value: object) -> str:
    """A single value."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def flow(members: Mapping[str, Any]) -> str:
    """Single values with their names, on one line."""
    return "{" + ", ".join(f"{name}: {scalar(value)}" for name, value in members.items()) + "}"


def block(value: Any) -> list[str]:
    """Any value, in as many lines as it needs."""
    if isinstance(value, dict) and value:
        return [line for name, entry in value.items() for line in member(name, block(entry))]
    if isinstance(value, list) and value:
        return [line for entry in value for line in item(block(entry))]
    return ["{}" if isinstance(value, dict) else "[]" if isinstance(value, list) else scalar(value)]


def member(name: str, lines: list[str]) -> list[str]:
    """A member of an object, with the lines of its value."""
    key = scalar(name)
    if len(lines) == 1 and not _is_block(lines[0]):
        return [f"{key}: {lines[0]}"]
    return [f"{key}:", *(f"  {line}" for line in lines)]


def item(lines: list[str]) -> list[str]:
    """An item of a list, with its lines."""
    return [f"{'  ' if place else '- '}{line}" for place, line in enumerate(lines)]


def _is_block(line: str) -> bool:
    """Whether a line that is a whole value cannot stand behind its name."""
    return line.startswith(("- ", "#")) or (not line.startswith(('"', "{", "[")) and bool(_MEMBER.match(line)))


_MEMBER: Final = re.compile(r'(?:[^\s"]+|"(?:[^"\\]|\\.)*"):(?: |$)')
