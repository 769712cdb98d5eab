"""The letter with which a document is returned: a report and its rule pack -> a Word file, ready to edit and stamp.

What the letter says is worked out here, by what the pack declares; how it says it, and how it is laid out, stands in a
Word file with the tags of docxtpl, one for each language in `templates/`, which an office can change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from checker.archive import repacked
from checker.form_wording import report_in_words_of_form
from checker.i18n import say, text
from checker.model import SCHEMA, UNREADABLE, Finding, Language, Report, RuleStatus, Severity, Text, Verdict
from checker.pack.model import Authority, DocumentKind, Pack
from checker.reporting import naming
from checker.reporting.grouping import grouped
from checker.reporting.printable import flowing

_TEMPLATES: Final = Path(__file__).with_name("templates")
_MOST_FINDINGS: Final = 500
"""Beyond, nobody reads a letter to its end; it says that there are more."""
_BETWEEN_SENTENCES: Final = {"en": " ", "zh": ""}
_LETTERHEAD: Final = "发文机关标志"
"""The style of the sender's name at the top; the line has room for as many characters as fit at its full width."""
_DIGITS: Final = "零一二三四五六七八九"
_ENDINGS: Final = re.compile("(办)公室$|(中心)$|(委)员会$|([局司处部厅院所会委办署])$")
"""How a Chinese letter calls a body for short: 你局, 我办."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding: what was found (and what to do about it, where that is its own), and where it stands."""

    number: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Point:
    """Findings of one kind under one title; `remedy` is what to do about all of them, where that is the same."""

    number: str
    title: str
    entries: tuple[Entry, ...]
    remedy: str | None


@dataclass(frozen=True, slots=True)
class LetterSection:
    """The points under one `clause`; or those about the `form`, or the `remarks`, which return nothing."""

    kind: str
    number: str
    title: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A finding in the table of places."""

    number: str
    title: str
    place: str


def template_of(lang: Language) -> bytes:
    """The Word file that letters in `lang` are made with."""
    return (_TEMPLATES / f"letter.{lang}.docx").read_bytes()


def is_returned(report: Report) -> bool:
    """Whether the document goes back, so that there is a letter to write; a file that is no document does not."""
    is_document = all(finding.rule != UNREADABLE for finding in report.findings)
    return is_document and report.verdict in (Verdict.RETURN, Verdict.INVALID)


def no_letter(pack: Pack) -> Text | None:
    """Why there are no letters about the documents of a pack: its circular has nobody return them; else None."""
    if pack.authority is not None:
        return None
    return text(
        "There is no letter that returns this document: {citation} has nobody return it. It can be checked and "
        "reviewed.",
        citation=pack.citation,
    )


def write_letter(report: Report, pack: Pack, lang: Language, template: bytes | None = None) -> bytes:
    """The letter with which the document of `report` is returned, as the bytes of a .docx file.

    `pack` is the rule pack that judged; it names who returns documents. `template` is a Word file to be used in the
    place of ours. The same report gives the same bytes. Raises `UnreadableError` for a template that cannot be used,
    `ValueError` for a pack that names nobody.
    """
    if pack.authority is None:
        raise ValueError(pack.id)
    content = _content_of(report_in_words_of_form(report, pack), pack, pack.authority, lang)
    # Word is looked for only where there is a letter to write.
    from checker.office.rendering import rendered

    paper = rendered(template_of(lang) if template is None else template, content)
    document = paper.docx
    for line in document.paragraphs:
        if line.style.name == _LETTERHEAD:
            _narrow(line, document.sections[0])
    about = document.core_properties
    about.title = _title_of(content)
    about.author = about.last_modified_by = str(content["sender"])
    about.created = about.modified = datetime.fromisoformat(pack.issued).replace(tzinfo=UTC)
    # For whoever has to trace the letter to the judgement; nobody reads it on paper.
    about.comments = "; ".join(f"{say(lang, label)} {value}" for label, value in naming.tail_rows(report))
    written = BytesIO()
    paper.save(written)
    return repacked(written.getvalue())


def _title_of(content: Mapping[str, Any]) -> str:
    return " ".join(str(part) for part in (content["year"], content["document"], content["addressee"]) if part)


def _narrow(line: Any, section: Any) -> None:
    """Keep a long name on one line: its characters become narrower."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    room = section.page_width - section.left_margin - section.right_margin
    scale = min(100, int(room * 100 / (line.style.font.size * max(len(line.text), 1))))
    for run in line.runs:
        width = OxmlElement("w:w")
        width.set(qn("w:val"), str(scale))
        run._r.get_or_add_rPr().append(width)  # noqa: SLF001 - python-docx has no width of characters


def _content_of(report: Report, pack: Pack, authority: Authority, lang: Language) -> dict[str, Any]:
    """What a template can name: texts, figures and `sections`, in `lang`."""
    kind = naming.kind_of(report, pack) or pack.main_document
    speaker = _Speaker(pack, authority, kind, report, lang)
    told = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    listed = sorted(told, key=lambda finding: finding.severity is not Severity.ERROR)[:_MOST_FINDINGS]
    sections = [section for section in speaker.sections(listed) if section.points]
    say_ = speaker.say
    sender = say_(authority.name) + ("" if lang == "zh" else ", ") + say_(authority.office)
    year = report.plan_year or (pack.plan_year and pack.plan_year.first_day[:4])
    return {
        "sender": sender,
        "authority": say_(authority.name),
        "authority_office": say_(authority.office),
        "secretariat": say_(authority.secretariat),
        "letter_code": say_(authority.letter_code),
        "issued_year": pack.issued[:4],
        # A title within a title stands in single marks.
        "circular": say_(pack.title).translate(str.maketrans("《》", "〈〉")) if lang == "zh" else say_(pack.title),
        "citation": say_(pack.citation),
        "clause": naming.clause_label(authority.clause, lang, pack),
        "document": say_(kind.document),
        "addressee": speaker.addressee,
        "you": speaker.you,
        "we": _for_short("我", say_(authority.office)),
        "year": year,
        "is_draft": kind.status is not None and report.status == kind.draft,
        "version": report.version if kind.version and report.status else None,
        "count": report.counts[Severity.ERROR],
        "listed": len(listed),
        "left_out": len(told) - len(listed),
        "is_unfinished": RuleStatus.NOT_RUN in report.rules.values(),
        "sections": sections,
        "rows": list(_rows(sections, lang)),
        "file": _file_name(report.name),
    }


def _rows(sections: Iterable[LetterSection], lang: Language) -> Iterator[LetterRow]:
    for section in sections:
        for point in section.points:
            for entry in point.entries:
                number = point.number if lang == "en" else section.number + point.number
                yield LetterRow(
                    number + (entry.number.rstrip(".") if len(point.entries) > 1 else ""), point.title, entry.place
                )


def _file_name(name: str | None) -> str | None:
    """The file without the folders it was in, which are nobody's business; None where there is no file."""
    last = re.split(r"[/\\]", name or "")[-1]
    return flowing(last) or None if last != "-" else None


def _for_short(who: str, name: str) -> str:
    found = _ENDINGS.search(name)
    return who + (next(filter(None, found.groups())) if found else "单位")


@dataclass(frozen=True, slots=True, eq=False)
class _Speaker:
    """Puts the findings of a report into the words of one language."""

    pack: Pack
    authority: Authority
    kind: DocumentKind
    report: Report
    lang: Language

    def say(self, words: Text) -> str:
        """The text in the language of the letter."""
        return flowing(words.in_language(self.lang))

    @property
    def addressee(self) -> str | None:
        """Who sent the document, by name; None where that cannot be told."""
        name = None if self.report.office is None else self.pack.label(self.kind.roster, self.report.office)
        return None if name is None else self.say(name)

    @property
    def you(self) -> str:
        """How the letter calls whoever sent it."""
        if self.lang == "en":
            return f"your {self.say(self.kind.sender_noun)}"
        return _for_short("你", self.addressee or "")

    def sections(self, findings: Sequence[Finding]) -> Iterator[LetterSection]:
        """What was found, the form first, then clause by clause in the circular's order; numbered."""
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        clauses: dict[str, list[Finding]] = {}
        for finding in errors:
            if finding.rule != SCHEMA:
                clauses.setdefault(finding.clause.clause or "", []).append(finding)
        parts: list[tuple[str, str | None, Mapping[str, Sequence[Finding]]]] = []
        if form := [finding for finding in errors if finding.rule == SCHEMA]:
            parts.append(("form", None, self._by_part(form)))
        order = {clause: place for place, clause in enumerate(self.pack.clauses)}
        in_order = sorted(clauses, key=lambda clause: (order.get(clause, len(order)), clause))
        parts.extend(("clause", clause, self._by_rule(clauses[clause])) for clause in in_order)
        if remarks := [finding for finding in findings if finding.severity is Severity.WARNING]:
            parts.append(("remarks", None, self._by_rule(remarks)))
        for number, (kind, of, points) in enumerate(parts, 1):
            yield LetterSection(
                kind,
                chinese_numeral(number) if self.lang == "zh" else f"{number}.",
                self._heading(of),
                "" if of is None else self._label(of),
                tuple(
                    self._point(self._number(number, place, len(points)), title, own)
                    for place, (title, own) in enumerate(points.items(), 1)
                ),
            )

    def _by_part(self, findings: Sequence[Finding]) -> Mapping[str, Sequence[Finding]]:
        groups = grouped(findings, self.kind)
        names = naming.part_names(groups, self.pack, self.lang)
        return {name: group.findings for name, group in zip(names, groups, strict=True)}

    def _by_rule(self, findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
        """By the titles of rules, in the order in which the document comes to them."""
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(naming.rule_title(finding, self.pack, self.lang), []).append(finding)
        return found

    def _number(self, section: int, place: int, of: int) -> str:
        if self.lang == "en":
            return f"{section}.{place}"
        return f"（{chinese_numeral(place)}）" if of > 1 else ""

    def _point(self, number: str, title: str, findings: Sequence[Finding]) -> Point:
        remedies = {self._remedy(finding) for finding in findings}
        shared = remedies.pop() if len(remedies) == 1 and len(findings) > 1 else None
        entries = []
        for count, finding in enumerate(findings, 1):
            said = self.say(finding.message), None if shared else self._remedy(finding), self._exception(finding)
            own = f"({_letter(count)})" if self.lang == "en" else f"{count}."
            entries.append(Entry(own, _BETWEEN_SENTENCES[self.lang].join(filter(None, said)), self._place(finding)))
        return Point(number, title, tuple(entries), shared)

    def _remedy(self, finding: Finding) -> str | None:
        """What to do; where an exception is asked for, that is to be decided first."""
        return None if finding.fix is None or finding.exception is not None else self.say(finding.fix)

    def _exception(self, finding: Finding) -> str | None:
        if finding.exception is None:
            return None
        return say(
            self.lang,
            "On this, {you} asks for an exception: “{reason}”. The {office} will decide on it.",
            reason=flowing(finding.exception),
            office=self.authority.office,
            you=self.you,
        )

    def _place(self, finding: Finding) -> str:
        """Where the finding stands, as a person looks for it."""
        place = naming.source_place(finding.place, self.lang)
        if place is not None:
            return place
        (group,) = grouped([finding], self.kind)
        return naming.part_name(group, self.pack, self.lang)

    def _heading(self, clause: str | None) -> str:
        if clause is None:
            return ""
        title = self.pack.clauses.get(clause)
        return flowing(clause) if title is None else self.say(title)

    def _label(self, clause: str) -> str:
        """How the clause is cited, unless its title says that already."""
        label = naming.clause_label(clause, self.lang, self.pack)
        return "" if label in self._heading(clause) else label


def chinese_numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九; beyond, in digits."""
    tens, ones = divmod(number, 10)
    if tens >= len(_DIGITS):
        return str(number)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def _letter(number: int) -> str:
    """1 as a, 26 as z, 27 as aa."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found
