"""What a report's parts are called: offices, measures, clauses, rules and places, in the report's language.

Every name comes out fit to be shown, whoever wrote it. A rule pack that is not at hand is done without.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from checker.model import SCHEMA, UNREADABLE, Severity, Verdict, pointer_text
from checker.pack.wording import label, title_of
from checker.reporting.grouping import Part
from checker.reporting.printable import flowing, printable
from checker.labels import LABELS, VERDICTS
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Clause, Finding, Language, Report, Review, Text
    from checker.pack.model import Pack
    from checker.reporting.grouping import Group

_ARTICLE: Final = re.compile(r"(?P<roman>[IVX]+)(?:\.(?P<item>\d+))?")
_OF_MEASURE: Final = re.compile(r"(?P<plan>\S+) (?P<number>.+)")
_CELL_OF_TABLE: Final = re.compile(r"Table\[(?P<table>[0-9]+)\]!(?P<column>[A-Z]{1,3})(?P<row>[0-9]+)")
_PARAGRAPH: Final = re.compile(r"Paragraph\[(?P<count>[0-9]+)\]")
"""Places in a Word document; no sheet of a workbook can have such a name."""
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}
_DIGITS: Final = "零一二三四五六七八九"
_SHORT: Final = 12
"""So much of a digest tells one state of a rule pack from another to people; programs get all of it."""

_COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "error": ("report.error-1", "report.error-n"),
    "warning": ("report.warning-1", "report.warning-n"),
    "info": ("report.info-1", "report.info-n"),
    "plan": ("report.plan-1", "report.plan-n"),
    "office": ("review.office-1", "review.office-n"),
    "file": ("review.file-1", "review.file-n"),
    "kind more": ("review.reasons-more-1", "review.reasons-more-n"),
    "finding": ("html.finding-1", "html.finding-n"),
}
"""One of something, and several."""

MEANINGS: Final[Mapping[str, str]] = TABLE("report.meaning.")
"""What a verdict means; `unreadable` is one of its own."""

SELECTED: Final[Mapping[str, str]] = TABLE("report.selected.")
"""The parts of a selection."""

BEFORE_RULES: Final[Mapping[str, tuple[str, str, str]]] = {
    UNREADABLE: ("cli.unreadable.title", "cli.unreadable.duty", "cli.unreadable.rationale"),
    SCHEMA: ("report.schema-title", "cli.schema.duty", "cli.schema.rationale"),
}
"""What stands for a rule before any rule is judged: title, duty and rationale."""

_PART_TEXTS: Final = {
    Part.INPUT: "report.input-part",
    Part.PLAN: "report.plan-part",
    Part.REGIONS: "report.regions-part",
    Part.EXCEPTIONS: "report.exceptions-part",
}


def input_name(report: Report) -> str:
    """What the input is called."""
    if report.name is None:
        return say(report.lang, "report.no-name")
    return say(report.lang, "report.standard-input") if report.name == "-" else printable(report.name)


def office_name(report: Report, pack: Pack | None) -> str:
    """The office that issued the plan."""
    if report.office is None:
        return say(report.lang, "report.not-readable")
    code = printable(report.office)
    if pack is None or report.office not in pack.offices:
        return code
    return flowing(pack.offices[report.office].name.in_language(report.lang))


def counted(lang: Language, noun: str, count: int) -> str:
    """`count` of something, in words: `1 error`, `2 errors`; `noun` is one of `_COUNTED`."""
    one, several = _COUNTED[noun]
    return say(lang, one if count == 1 else several, count=count)


def counts_name(report: Report) -> str:
    """How many findings of each severity there are, in words."""
    lang, counts = report.lang, report.counts
    parts = [counted(lang, severity.value, count) for severity, count in counts.items() if count]
    if not counts[Severity.ERROR] and not counts[Severity.WARNING]:
        parts.insert(0, say(lang, "report.nothing-found"))
    return say(lang, "report.list-comma").join(parts)


def verdict_name(verdict: Verdict, lang: Language) -> str:
    """The verdict in a word, in English in capitals."""
    return say(lang, VERDICTS[verdict]).upper()


def verdict_line(report: Report) -> str:
    """The verdict, what it means, and how much was found."""
    lang, verdict = report.lang, report.verdict
    unreadable = any(finding.rule == UNREADABLE for finding in report.findings)
    meaning = "unreadable" if verdict is Verdict.INVALID and unreadable else verdict.value
    judged = report.findings or verdict is not Verdict.UNDETERMINED
    return say(
        lang,
        "report.verdict-counted" if judged else "report.verdict",
        verdict=verdict_name(verdict, lang),
        meaning=say(lang, MEANINGS[meaning]),
        counts=counts_name(report),
    )


def failure_line(failure: Text, lang: Language) -> str:
    """Why the judgement on a plan cannot be relied on."""
    return flowing(say(lang, "report.failure", failure=flowing(failure.in_language(lang)).rstrip(".。")))


def head_rows(report: Report, pack: Pack | None) -> list[tuple[str, str]]:
    """What was judged, by what: labels, which are messages, and what stands beside them."""
    lang = report.lang
    rows = [("report.file", input_name(report))]
    if (report.office, report.status, report.plan_year) != (None, None, None):
        office, code = office_name(report, pack), printable(report.office or "")
        if code and code != office:
            office = say(lang, "report.office-and-code", office=office, code=code)
        rows += [("report.office", office), ("report.plan", plan_name(report))]
    if pack is not None:
        rows.append(("report.circular", flowing(pack.citation.in_language(lang))))
    return rows


def plan_name(report: Report) -> str:
    """Which of an office's plans it is: for which year, whether submitted, and the version."""
    lang = report.lang
    parts = []
    if report.plan_year is not None:
        parts.append(say(lang, "report.plan-year", year=report.plan_year))
    if report.status is not None:
        parts.append(LABELS["status"][report.status].in_language(lang))
    if report.version is not None:
        parts.append(say(lang, "report.plan-version", version=report.version))
    return say(lang, "report.comma").join(parts) or say(lang, "report.not-readable")


def tail_rows(report: Report) -> list[tuple[str, str]]:
    """With what it was judged, as `head_rows`."""
    lang = report.lang
    rows = []
    judged_by = pack_name(report, lang)
    if judged_by is not None:
        rows.append(("report.pack", judged_by))
    rows.append(("report.engine", printable(f"{report.engine.name} {report.engine.version}")))
    if report.sha256 is not None:
        rows.append(("report.digest", report.sha256))
    return rows


def pack_name(judged: Report | Review, lang: Language) -> str | None:
    """The rule pack that judged: its id, its version and the beginning of its digest; None where none did."""
    if judged.pack_id is None:
        return None
    name = printable(" ".join(part for part in (judged.pack_id, judged.pack_version) if part))
    if judged.pack_digest is None:
        return name
    return say(lang, "report.pack-and-digest", pack=name, digest=judged.pack_digest[:_SHORT])


def pack_line(judged: Report | Review, lang: Language) -> str | None:
    """The same with what it is, as a line of its own."""
    name = pack_name(judged, lang)
    return None if name is None else say(lang, "report.labelled", label=say(lang, "report.pack"), text=name)


def rule_title(finding: Finding, pack: Pack | None, lang: Language) -> str:
    """What the finding's rule is called, or what stands in a rule's place."""
    if finding.rule in (SCHEMA, UNREADABLE):
        return say(lang, BEFORE_RULES[finding.rule][0])
    return rule_name(finding.rule, pack, lang)


def rule_name(rule: str, pack: Pack | None, lang: Language) -> str:
    """The title of a rule; its id where the pack is not at hand."""
    if pack is None or rule not in pack.rules_by_id:
        return printable(rule)
    return flowing(pack.rules_by_id[rule].title.in_language(lang))


def part_name(group: Group, pack: Pack | None, lang: Language) -> str:
    """The heading of a group of findings."""
    if group.part is not Part.MEASURE:
        return say(lang, _PART_TEXTS[group.part])
    if group.number is None:
        return say(lang, "report.entry-part", entry=(group.entry or 0) + 1)
    number = printable(str(group.number))
    if pack is None or group.number not in pack.catalogue.measures:
        return say(lang, "report.unknown-part", number=number)
    class_ = label(pack, "class", pack.catalogue.measures[group.number].class_, lang)
    title = flowing(title_of(pack, group.number, lang))
    return say(lang, "report.measure-part", number=number, title=title, **{"class": class_})


def part_names(groups: Iterable[Group], pack: Pack | None, lang: Language) -> list[str]:
    """The headings of groups, each of them different: entries for one measure are told apart by their place."""
    groups = list(groups)
    names = [part_name(group, pack, lang) for group in groups]
    times = Counter(names)
    return [
        name if times[name] == 1 else say(lang, "report.repeated-part", part=name, entry=(group.entry or 0) + 1)
        for name, group in zip(names, groups, strict=True)
    ]


def clause_name(clause: Clause, pack: Pack | None, lang: Language) -> str:
    """Where a duty is written: the clause with its title, or the field of the plan format."""
    if pack is not None and clause.document == pack.id:
        return flowing(pack.citation.in_language(lang) if clause.clause is None else _titled(clause.clause, pack, lang))
    document = printable(clause.document)
    if clause.clause is None:
        return say(lang, "report.format-clause", document=document)
    return say(lang, "report.format-field", document=document, field=printable(clause.clause))


def _titled(clause: str, pack: Pack, lang: Language) -> str:
    if clause in pack.clauses:
        title = pack.clauses[clause].in_language(lang)
        if not _ARTICLE.fullmatch(clause):
            return title
        return say(lang, "report.clause-titled", clause=clause_label(clause, lang), title=title)
    of_measure = _OF_MEASURE.fullmatch(clause)
    if of_measure is None or of_measure["plan"] not in pack.clauses:
        return clause_label(clause, lang)
    title = pack.clauses[of_measure["plan"]].in_language(lang)
    return say(lang, "report.clause-measure", title=title, number=of_measure["number"])


def clause_label(clause: str, lang: Language) -> str:
    """The clause of a circular, in short."""
    if article := _ARTICLE.fullmatch(clause):
        return say(
            lang,
            "report.clause-article" if article["item"] is None else "report.clause-item",
            roman=article["roman"],
            article=_chinese(_arabic(article["roman"])),
            item=article["item"],
        )
    if clause == "plan":
        return say(lang, "report.clause-plan-short")
    if (of_measure := _OF_MEASURE.fullmatch(clause)) and of_measure["plan"] == "plan":
        return say(lang, "report.clause-measure-short", number=printable(of_measure["number"]))
    return printable(clause)


def _arabic(roman: str) -> int:
    values = [_ROMAN[sign] for sign in roman]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def place_name(finding: Finding, lang: Language) -> str | None:
    """Where the finding is: line and column or cell, and the JSON pointer; None where there is nothing to say."""
    place = _source_place(finding, lang)
    if finding.rule == UNREADABLE:
        return place
    pointer = printable(pointer_text(finding.at)) or say(lang, "report.whole-plan")
    return pointer if place is None else say(lang, "report.place-in-plan", place=place, pointer=pointer)


def _source_place(finding: Finding, lang: Language) -> str | None:
    line, column, cell = finding.place
    if cell is not None:
        return _cell_name(cell, lang)
    if line is None:
        return None
    return say(lang, "report.line-and-column", line=line, column=1 if column is None else column)


def _cell_name(cell: str, lang: Language) -> str:
    """A cell as people look for it; in a Word document tables have no names, so they are counted."""
    if found := _CELL_OF_TABLE.fullmatch(cell):
        count = 0
        for letter in found["column"]:
            count = count * 26 + ord(letter) - ord("A") + 1
        return say(lang, "report.cell-of-table", table=found["table"], row=found["row"], cell=count)
    if found := _PARAGRAPH.fullmatch(cell):
        return say(lang, "report.paragraph", count=found["count"])
    return say(lang, "report.cell", cell=printable(cell))


def pack_of(report: Report, packs: Mapping[str, Pack]) -> Pack | None:
    """The rule pack that judged, if it is at hand."""
    return None if report.pack_id is None else packs.get(report.pack_id)
