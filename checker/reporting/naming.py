"""What a report's parts are called: senders, items, clauses, rules and places, in the report's language.

And findings in the order in which a person reads them: the document as a whole, its items, then its other lists.
Every name comes out fit to be shown, whoever wrote it. A rule pack that is not at hand is done without.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from typing import Final

import msgspec

from checker.i18n import N_, messages_of, say
from checker.model import (
    LEFT_OUT,
    NOT_READ,
    UNREADABLE,
    Clause,
    Decision,
    Finding,
    Language,
    Number,
    Place,
    Report,
    Severity,
    Text,
    Verdict,
    pointer_text,
)
from checker.pack.model import DocumentKind, Pack
from checker.reporting import items
from checker.reporting.printable import flowing, printable
from checker.resources import HOME, rules_folder
from checker.review_model import Review

# Words for our own codes

VERDICTS: Final[Mapping[str, str]] = {
    "pass": N_("pass"),
    "review": N_("review"),
    "return": N_("return"),
    "invalid": N_("invalid"),
    "undetermined": N_("undetermined"),
}

SEVERITIES: Final[Mapping[str, str]] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("info"),
}

RULE_STATUSES: Final[Mapping[str, str]] = {
    "satisfied": N_("satisfied"),
    "violated": N_("violated"),
    "not-applicable": N_("not applicable"),
    "not-run": N_("not run"),
}


_ANY: Final[Mapping[str, Text]] = {
    "document": Text("document", "文件"),
    "item": Text("item", "条目"),
    "sender": Text("sender", "单位"),
}
"""What they are called where the kind is not known, or is not just one."""

_HISSING: Final = ("s", "x", "z", "ch", "sh")


@lru_cache(maxsize=64)
def nouns(kind: DocumentKind | None) -> Mapping[str, Text]:
    """The words by name: `document`, `item` and `sender`, of several (`documents`), and at a beginning (`Document`)."""
    told = _ANY if kind is None else {"document": kind.document, "item": kind.item, "sender": kind.sender_noun}
    plurals = {} if kind is None else kind.plurals
    several = {f"{name}s": Text(plurals.get(name, _of_several(noun.en)), noun.zh) for name, noun in told.items()}
    found = {**told, **several}
    return {
        **found,
        **{name.capitalize(): Text(noun.en[:1].upper() + noun.en[1:], noun.zh) for name, noun in found.items()},
    }


def common_nouns(kinds: Iterable[DocumentKind | None]) -> Mapping[str, Text]:
    """The words for documents of these kinds together: where they are not the same for all, those for any."""
    each = [nouns(kind) for kind in dict.fromkeys(kinds)]
    return each[0] if each and all(other == each[0] for other in each) else nouns(None)


def _of_several(noun: str) -> str:
    """The plural of an English noun by the rule, its last word being the one that changes."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_HISSING) else f"{noun}s"


_CELL_OF_TABLE: Final = re.compile(r"Table\[(?P<table>[0-9]+)\]!(?P<column>[A-Z]{1,3})(?P<row>[0-9]+)")
_PARAGRAPH: Final = re.compile(r"Paragraph\[(?P<count>[0-9]+)\]")
"""Places in a Word document; no sheet of a workbook can have such a name."""
SHORT_DIGEST: Final = 12
"""So much of a digest tells one state of a rule pack from another to people; programs get all of it."""

_COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "error": (N_("1 error"), N_("{count} errors")),
    "warning": (N_("1 warning"), N_("{count} warnings")),
    "info": (N_("1 info"), N_("{count} info")),
    "document": (N_("1 {document}"), N_("{count} {documents}")),
    "sender": (N_("1 {sender}"), N_("{count} {senders}")),
    "item": (N_("1 {item}"), N_("{count} {items}")),
    "file": (N_("1 file"), N_("{count} files")),
    "kind more": (N_("1 more kind of finding"), N_("{count} more kinds of finding")),
    "finding": (N_("1 finding"), N_("{count} findings")),
}
"""One of something, and several."""

MEANINGS: Final = {standing: meaning for standing, (_, meaning) in messages_of("standings").items()}
"""What a verdict means; `unreadable` is one of its own, and `to-decide` is `review` where nobody returns documents.

And what it means that a sender has none that counts.
"""

_STATUSES: Final[Mapping[str, str]] = {"draft": N_("draft"), "submitted": N_("submitted")}

BEFORE_RULES: Final = messages_of("before-rules")
"""What stands for a rule before any rule is judged: title, duty and rationale."""

_SEVERITIES_BEFORE: Final[Mapping[str, Severity]] = {NOT_READ: Severity.WARNING, LEFT_OUT: Severity.INFO}

EXCEPTION: Final = N_("An exception is asked for, so this is a warning and not an error: “{reason}”")


def severity_before(rule: str) -> Severity:
    """How much that weighs which stands for a rule before any is judged."""
    return _SEVERITIES_BEFORE.get(rule, Severity.ERROR)


def input_name(report: Report) -> str:
    """What the input is called."""
    if report.name is None:
        return say(report.lang, "(without a name)")
    return say(report.lang, "standard input") if report.name == "-" else printable(report.name)


def file_name(name: str | None) -> str | None:
    """The file without the folders it was in, which are nobody's business; None where there is no file."""
    last = re.split(r"[/\\]", name or "")[-1]
    return flowing(last) or None if last != "-" else None


def kind_of(report: Report, pack: Pack | None) -> DocumentKind | None:
    """The kind of document that the report is on, if that is known."""
    return None if pack is None or report.document is None else pack.documents.get(report.document)


def office_name(report: Report, pack: Pack | None) -> str:
    """Who sent the document."""
    if report.office is None:
        return say(report.lang, "cannot be read")
    return sender_name(report.office, kind_of(report, pack), pack, report.lang)


def sender_name(sender: str, kind: DocumentKind | None, pack: Pack | None, lang: Language) -> str:
    """A sender of documents of a kind, by name; the code itself where it has none."""
    name = None if pack is None or kind is None else pack.label(kind.roster, sender)
    return printable(sender) if name is None else flowing(name.in_language(lang))


def name_of_any(code: str, pack: Pack, lang: Language) -> str:
    """A sender of some kind of document, by name; nothing where nobody has the code."""
    names = (sender_name(code, kind, pack, lang) for kind in pack.documents.values())
    return next((name for name in names if name != printable(code)), "")


def status_name(status: str, kind: DocumentKind | None, lang: Language) -> str:
    """Whether a document was sent, in a word."""
    if kind is not None and status in (kind.draft, kind.submitted):
        return say(lang, _STATUSES["draft" if status == kind.draft else "submitted"])
    return say(lang, _STATUSES[status]) if kind is None and status in _STATUSES else printable(status)


def counted(lang: Language, noun: str, count: int, words: Mapping[str, Text] | None = None) -> str:
    """`count` of something, in words: `1 error`, `2 errors`; `noun` is one of `_COUNTED`."""
    one, several = _COUNTED[noun]
    return say(lang, one if count == 1 else several, count=count, **(words or {}))


def counts_name(report: Report) -> str:
    """How many findings of each severity there are, in words."""
    lang, counts = report.lang, report.counts
    parts = [counted(lang, severity.value, count) for severity, count in counts.items() if count]
    if not counts[Severity.ERROR] and not counts[Severity.WARNING]:
        parts.insert(0, say(lang, "no error, no warning"))
    return say(lang, ", ").join(parts)


def totals_line(reports: Sequence[Report], packs: Mapping[str, Pack]) -> str:
    """How many documents of each verdict there are, and findings of each severity; of one report or more."""
    lang = reports[0].lang
    verdicts = Counter(report.verdict for report in reports)
    found = Counter(finding.severity for report in reports for finding in report.findings)
    parts = [
        say(lang, "{count} {verdict}", count=verdicts[verdict], verdict=verdict_name(verdict, lang))
        for verdict in Verdict
        if verdicts[verdict]
    ]
    parts += [counted(lang, severity.value, found[severity]) for severity in Severity if found[severity]]
    words = common_nouns(kind_of(report, pack_of(report, packs)) for report in reports)
    documents = counted(lang, "document", len(reports), words)
    return say(lang, "{documents}: {verdicts}", documents=documents, verdicts=say(lang, ", ").join(parts))


def verdict_name(verdict: Verdict, lang: Language) -> str:
    """The verdict in a word, in English in capitals."""
    return say(lang, VERDICTS[verdict]).upper()


def severity_name(severity: Severity, lang: Language) -> str:
    """The severity in a word, in English in capitals."""
    return say(lang, SEVERITIES[severity]).upper()


def meaning_of_verdict(verdict: Verdict, pack: Pack | None) -> str:
    """What a verdict means, as a message; where nobody returns documents, that is not spoken of."""
    returns = pack is None or pack.authority is not None
    return MEANINGS["to-decide" if verdict is Verdict.REVIEW and not returns else verdict.value]


def meaning_of(report: Report, pack: Pack | None) -> str:
    """What the verdict of a report means, as a message."""
    unreadable = any(finding.rule == UNREADABLE for finding in report.findings)
    if report.verdict is Verdict.INVALID and unreadable:
        return MEANINGS[UNREADABLE]
    return meaning_of_verdict(report.verdict, pack)


def verdict_line(report: Report, pack: Pack | None = None) -> str:
    """The verdict, what it means, and how much was found."""
    lang, verdict = report.lang, report.verdict
    judged = report.findings or verdict is not Verdict.UNDETERMINED
    return say(
        lang,
        "{verdict}: {meaning} ({counts})" if judged else "{verdict}: {meaning}",
        verdict=verdict_name(verdict, lang),
        meaning=say(lang, meaning_of(report, pack), **nouns(kind_of(report, pack))),
        counts=counts_name(report),
    )


def failure_line(failure: Text, lang: Language, kind: DocumentKind | None = None) -> str:
    """Why the judgement on a document cannot be relied on."""
    told = flowing(failure.in_language(lang)).rstrip(".。")
    return flowing(
        say(
            lang,
            "{failure}. No verdict can be built on that: this report does not say that the {document} is in order.",
            failure=told,
            **nouns(kind),
        )
    )


def failure_of(report: Report, pack: Pack | None) -> str | None:
    """The same of a report; None where it can be relied on."""
    failure = report.engine.failure
    return None if failure is None else failure_line(failure, report.lang, kind_of(report, pack))


def head_rows(report: Report, pack: Pack | None) -> list[tuple[str, str]]:
    """What was judged, by what: labels, which are messages, and what stands beside them."""
    lang = report.lang
    rows = [(N_("File"), input_name(report))]
    if (report.office, report.status, report.plan_year) != (None, None, None):
        office, code = office_name(report, pack), printable(report.office or "")
        if code and code != office:
            office = say(lang, "{office} ({code})", office=office, code=code)
        rows.append((N_("Sender"), office))
        if edition := plan_name(report, pack):
            rows.append((N_("Edition"), edition))
    if report.against:
        rows.append((N_("Held against"), held_against(report)))
    if pack is not None:
        rows.append((N_("Circular"), flowing(pack.citation.in_language(lang))))
    return rows


def held_against(report: Report) -> str:
    """The names of the files that the document was held against."""
    return say(report.lang, ", ").join(printable(source.name or "") for source in report.against)


def plan_name(report: Report, pack: Pack | None) -> str:
    """Which of a sender's documents it is, by year, status and version; empty for one of a kind with neither."""
    lang, kind = report.lang, kind_of(report, pack)
    year = None if report.plan_year is None else say(lang, "for {year}", year=report.plan_year)
    version = report.version if kind is None or kind.version is not None else None
    is_told = kind is None or any((kind.year, kind.status, kind.version))
    edition = listed((year, edition_name(report.status, version, kind, lang)), lang)
    return edition or (say(lang, "cannot be read") if is_told else "")


def edition_name(status: str | None, version: int | None, kind: DocumentKind | None, lang: Language) -> str:
    """Which of a sender's documents it is: whether it was submitted, and its version."""
    submitted = None if status is None else status_name(status, kind, lang)
    return listed((submitted, None if version is None else say(lang, "version {version}", version=version)), lang)


def listed(parts: Iterable[str | None], lang: Language) -> str:
    """What there is of these, in a sentence."""
    return say(lang, N_(", ", context="sentence")).join(filter(None, parts))


def tail_rows(report: Report) -> list[tuple[str, str]]:
    """With what it was judged, as `head_rows`."""
    lang = report.lang
    rows = []
    judged_by = pack_name(report, lang)
    if judged_by is not None:
        rows.append((N_("Rule pack"), judged_by))
    rows.append((N_("Evaluator"), printable(f"{report.engine.name} {report.engine.version}")))
    if report.sha256 is not None:
        rows.append((N_("SHA-256"), report.sha256))
    return rows


def pack_name(judged: Report | Review, lang: Language) -> str | None:
    """The rule pack that judged: its id, its version and the beginning of its digest; None where none did."""
    if judged.pack_id is None:
        return None
    name = printable(" ".join(part for part in (judged.pack_id, judged.pack_version) if part))
    if judged.pack_digest is None:
        return name
    return say(lang, "{pack} ({digest})", pack=name, digest=judged.pack_digest[:SHORT_DIGEST])


def pack_line(judged: Report | Review, lang: Language) -> str | None:
    """The same with what it is, as a line of its own."""
    name = pack_name(judged, lang)
    return None if name is None else say(lang, "{label}: {text}", label=say(lang, "Rule pack"), text=name)


def rule_title(finding: Finding, pack: Pack | None, lang: Language) -> str:
    """What the finding's rule is called, or what stands in a rule's place."""
    if finding.rule in BEFORE_RULES:
        return say(lang, BEFORE_RULES[finding.rule][0])
    return rule_name(finding.rule, pack, lang)


def rule_name(rule: str, pack: Pack | None, lang: Language) -> str:
    """The title of a rule; its id where the pack is not at hand."""
    if pack is None or rule not in pack.rules_by_id:
        return printable(rule)
    return flowing(pack.rules_by_id[rule].title.in_language(lang))


def part_name(group: FindingGroup, pack: Pack | None, lang: Language) -> str:
    """The heading of a group of findings."""
    kind, words = group.kind, nouns(group.kind)
    match group.part:
        case FindingPart.INPUT:
            return say(lang, "The input")
        case FindingPart.WHOLE:
            return say(lang, "The {document} as a whole", **words)
        case FindingPart.LIST:
            heading = None if kind is None else kind.parts.get(group.name or "")
            return (
                say(lang, N_("“{name}”", context="part"), name=printable(group.name or ""))
                if heading is None
                else flowing(heading.in_language(lang))
            )
    return _item_part_name(group, pack, lang)


def _item_part_name(group: FindingGroup, pack: Pack | None, lang: Language) -> str:
    kind, words = group.kind, nouns(group.kind)
    if group.number is None:
        return say(lang, "{Item} without a readable number: entry {entry}", entry=(group.entry or 0) + 1, **words)
    number = printable(str(group.number))
    title = items.title_of(group.number, kind, pack, lang)
    if title is None:
        return say(lang, "{Item} “{number}”: not in the circular", number=number, **words)
    of = items.group_name(items.group_of(group.number, kind, pack), kind, pack, lang)
    if not of or not items.has_classes(kind, pack):
        return say(lang, "{Item} {number}: {title}", number=number, title=title, **words)
    return say(lang, "{Item} {number}: {title} ({group})", number=number, title=title, group=of, **words)


def part_names(groups: Iterable[FindingGroup], pack: Pack | None, lang: Language) -> list[str]:
    """The headings of groups, each of them different: entries for one measure are told apart by their place."""
    groups = list(groups)
    names = [part_name(group, pack, lang) for group in groups]
    times = Counter(names)
    return [
        name if times[name] == 1 else say(lang, "{part}, entry {entry}", part=name, entry=(group.entry or 0) + 1)
        for name, group in zip(names, groups, strict=True)
    ]


def clause_name(clause: Clause, pack: Pack | None, lang: Language) -> str:
    """Where a duty is written: the clause with its title, or the field of the plan format."""
    if pack is not None and clause.document == pack.id:
        return flowing(pack.citation.in_language(lang) if clause.clause is None else _titled(clause.clause, pack, lang))
    if clause.document == UNREADABLE:
        return say(lang, N_("files that can be read", context="clause"))
    document = printable(clause.document)
    if clause.clause is None:
        return say(lang, "Format {format}", format=document)
    return say(lang, "Format {format}, field {field}", format=document, field=printable(clause.clause))


def clause_of(finding: Finding, pack: Pack | None, lang: Language) -> str:
    """Where the duty is written that a finding is about; of a form that is filled in, no field of data is named."""
    if finding.place.cell is not None and (pack is None or finding.clause.document != pack.id):
        return say(lang, N_("how the form is filled in", context="clause"))
    return clause_name(finding.clause, pack, lang)


def _titled(clause: str, pack: Pack, lang: Language) -> str:
    cited = clause_label(clause, lang, pack)
    if clause not in pack.clauses:
        return cited
    title = pack.clauses[clause].in_language(lang)
    # What the title says already is not said twice.
    return title if cited in title else say(lang, "{clause}: {title}", clause=cited, title=title)


def clause_label(clause: str, lang: Language, pack: Pack | None = None) -> str:
    """How a clause of the circular of `pack` is cited; by its id where the pack is not at hand or says no other."""
    cited = None if pack is None else pack.clause_labels.get(clause)
    return printable(clause) if cited is None else flowing(cited.in_language(lang))


def place_name(finding: Finding, lang: Language, kind: DocumentKind | None = None) -> str | None:
    """Where the finding is: a cell, or line and column and the JSON pointer; None where there is nothing to say."""
    place = source_place(finding.place, lang)
    if finding.rule == UNREADABLE or finding.place.cell is not None:
        return place
    pointer = printable(pointer_text(finding.at)) or say(lang, "the {document} as a whole", **nouns(kind))
    return pointer if place is None else say(lang, "{place} ({pointer})", place=place, pointer=pointer)


def source_place(place: Place, lang: Language) -> str | None:
    """A place in its source: line and column, or cell; None where there is nothing to say."""
    line, column, cell, *_ = place
    if cell is not None:
        return _cell_name(cell, lang)
    if line is None:
        return None
    return say(lang, "line {line}, column {column}", line=line, column=1 if column is None else column)


def _cell_name(cell: str, lang: Language) -> str:
    """A cell as people look for it; in a Word document tables have no names, so they are counted."""
    if found := _CELL_OF_TABLE.fullmatch(cell):
        count = 0
        for letter in found["column"]:
            count = count * 26 + ord(letter) - ord("A") + 1
        return say(lang, "table {table}, row {row}, cell {cell}", table=found["table"], row=found["row"], cell=count)
    if found := _PARAGRAPH.fullmatch(cell):
        return say(lang, "paragraph {count}", count=found["count"])
    return say(lang, "cell {cell}", cell=printable(cell))


def rule_page(rule: str, pack: Pack | None, lang: Language) -> str | None:
    """The address of the page about a rule (`docs/rules/`), which there is for the packs that come with plancheck."""
    suffix = ".zh-CN.md" if lang == "zh" else ".md"
    if rule in BEFORE_RULES:
        return f"{HOME}/docs/rules/{rule}{suffix}"
    if pack is None or rule not in pack.rules_by_id or pack.folder.parent != rules_folder():
        return None
    return f"{HOME}/docs/rules/{pack.id}/{rule}{suffix}"


def pack_of(report: Report, packs: Mapping[str, Pack]) -> Pack | None:
    """The rule pack that judged, if it is at hand."""
    return None if report.pack_id is None else packs.get(report.pack_id)


def decision_line(decision: Decision, lang: Language) -> str:
    """That somebody accepts a finding."""
    return say(lang, "{by}, {date}: {reason}", by=decision.by, date=decision.date, reason=decision.reason)


def exception_line(reason: str, lang: Language) -> str:
    """That an exception is asked for."""
    return flowing(say(lang, EXCEPTION, reason=reason))


def finding_rows(finding: Finding, pack: Pack | None, lang: Language) -> list[tuple[str, str]]:
    """What is told of a finding beside what was found: each with its label."""
    rows = [
        (N_("To do"), None if finding.fix is None else finding.fix.in_language(lang)),
        (N_("Accepted"), None if finding.decision is None else decision_line(finding.decision, lang)),
        (N_("Exception"), None if finding.exception is None else exception_line(finding.exception, lang)),
        (N_("Clause"), clause_of(finding, pack, lang)),
    ]
    return [(say(lang, label), flowing(told)) for label, told in rows if told is not None]


def labelled(label: str, told: str, lang: Language) -> str:
    """A text behind its label."""
    return say(lang, "{label}: {text}", label=label, text=told)


class FindingPart(Enum):
    """A part of a document that findings are grouped by, in this order."""

    INPUT = 1
    WHOLE = 2
    ITEM = 3
    LIST = 4


class FindingGroup(msgspec.Struct, frozen=True, eq=False):
    """The findings of one part of a document of `kind`, where that is known.

    A list has its `name`; an item its place in the list (`entry`, from 0) and its `number`, where that can be read.
    """

    kind: DocumentKind | None
    part: FindingPart
    name: str | None
    entry: int | None
    number: Number | None
    findings: tuple[Finding, ...]


def grouped(findings: Iterable[Finding], kind: DocumentKind | None = None) -> tuple[FindingGroup, ...]:
    """The findings by the part of the document, of `kind`, that they stand in; within a part they keep their order."""
    lists = [] if kind is None else list(kind.schema.node.get("properties", {}))
    groups: dict[tuple[int, int, str, int], list[Finding]] = {}
    for finding in findings:
        part, name, entry = _part_of(finding, kind)
        place = lists.index(name) if name in lists else len(lists)
        groups.setdefault((part.value, place, name, entry), []).append(finding)
    return tuple(
        _group(kind, FindingPart(part), name, entry, groups[key])
        for key in sorted(groups)
        for part, _, name, entry in [key]
    )


def _part_of(finding: Finding, kind: DocumentKind | None) -> tuple[FindingPart, str, int]:
    items = None if kind is None else kind.items
    match finding.at:
        case _ if finding.rule == UNREADABLE:
            return FindingPart.INPUT, "", 0
        case (str(name), int(entry), *_) if items is not None and name == items.list:
            return FindingPart.ITEM, name, entry
        case (str(name), int(), *_) if items is None or name != items.list:
            return FindingPart.LIST, name, 0
        case (str(name),) if kind is not None and name in kind.parts:
            return FindingPart.LIST, name, 0
        case _:
            return FindingPart.WHOLE, "", 0


def _group(
    kind: DocumentKind | None, part: FindingPart, name: str, entry: int, findings: list[Finding]
) -> FindingGroup:
    if part is not FindingPart.ITEM:
        return FindingGroup(kind, part, name or None, None, None, tuple(findings))
    number = next((finding.subject for finding in findings if finding.subject is not None), None)
    return FindingGroup(kind, part, name, entry, number, tuple(findings))
