"""Letters to those who send documents: what was found and its rule pack -> a Word file, ready to edit and stamp.

A document is returned, somebody who has sent none is reminded, or told that what was sent cannot be read.

What the letter says is worked out here, by what the pack declares; how it says it, and how it is laid out, stands in a
Word file with the tags of docxtpl, one for each language in `templates/`, which an office can change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from checker.decisions import DecisionKind
from checker.errors import UnreadableError
from checker.form_wording import report_in_words_of_form
from checker.i18n import N_, say, text
from checker.inputs import common_folder
from checker.model import SCHEMA, UNREADABLE, Finding, Language, Report, RuleStatus, Severity, Text, Verdict
from checker.office.rendering import (
    BETWEEN_SENTENCES,
    bytes_of_word,
    chinese_numeral,
    layout_of,
    name_of_sender,
    names_in,
    rendered,
)
from checker.pack.model import CONTRADICTION, VERSION, Authority, DocumentKind, Pack
from checker.readers.cells import column_letters
from checker.reporting import Layout, naming
from checker.reporting.naming import grouped
from checker.reporting.page import Page, Passage, Section, TextTable
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, ROLES, RosterEntry, RosterStanding, rolls_of, standing_name
from checker.reporting.workbook import STRONG, TITLE, ReportBook, ReportCell
from checker.review_model import DecisionOutcome, FileStanding, Review, ReviewedDecision, ReviewedFile, RosterRow
from checker.values import day_text, is_day, shown_day

_MOST_FINDINGS: Final = 500
"""Beyond, nobody reads a letter to its end; it says that there are more."""
_LETTERHEAD: Final = "发文机关标志"
"""The style of the sender's name at the top; the line has room for as many characters as fit at its full width."""
_ENDINGS: Final = re.compile("(办)公室$|(中心)$|(委)员会$|([局司处部厅院所会委办署])$")
"""How a Chinese letter calls a body for short: 你局, 我办."""


class Purpose(StrEnum):
    """What a letter is for."""

    RETURN = "return"
    REMINDER = "reminder"
    UNREAD = "cannot-be-read"


class UnreadFile(NamedTuple):
    """A file that cannot be read: what it is called, and why, in words for whoever sent it."""

    name: str
    reason: str


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


def write_letter(
    report: Report, pack: Pack, lang: Language, template: bytes | None = None, decision: ReviewedDecision | None = None
) -> bytes:
    """The letter with which the document of `report` is returned, as the bytes of a .docx file.

    `pack` is the rule pack that judged; it names who returns documents. `template` is a Word file to be used in the
    place of ours; `decision` that of a person to return the document, whose day and reason then stand in the letter.
    The same report gives the same bytes. Raises `UnreadableError` for a template that cannot be used, `ValueError` for
    a pack that names nobody.
    """
    kind = naming.kind_of(report, pack) or pack.main_document
    speaker = _speaker(pack, kind, report.office, lang)
    report = report_in_words_of_form(report, pack)
    # What a person has accepted is nothing to correct.
    told = [each for each in report.findings if each.severity is not Severity.INFO and each.decision is None]
    listed = sorted(told, key=lambda finding: finding.severity is not Severity.ERROR)[:_MOST_FINDINGS]
    sections = [section for section in speaker.sections(listed) if section.points]
    again_by = None if decision is None else decision.again_by
    content = {
        **speaker.common(report.plan_year),
        "purpose": Purpose.RETURN.value,
        "is_draft": kind.status is not None and report.status == kind.draft,
        "version": report.version if kind.version and report.status else None,
        "count": sum(each.severity is Severity.ERROR for each in told),
        "listed": len(listed),
        "left_out": len(told) - len(listed),
        "is_unfinished": RuleStatus.NOT_RUN in report.rules.values(),
        "sections": sections,
        "rows": list(_rows(sections, lang)),
        "file": naming.file_name(report.name),
        "again_by": None if again_by is None else _day(again_by, lang),
        "reason": None if decision is None else flowing(decision.reason).rstrip(".。"),
    }
    return _written(content, speaker, template, naming.tail_rows(report))


def write_notice(
    purpose: Purpose,
    office: str,
    kind: DocumentKind,
    pack: Pack,
    lang: Language,
    template: bytes | None = None,
    *,
    is_draft: bool = False,
    files: Sequence[UnreadFile] = (),
) -> bytes:
    """The letter about a document that nobody has: a reminder of it, or that files cannot be read.

    The one is sent where there is a deadline, and `is_draft` says that a draft of it is there. The other says which of
    the `files` cannot be read, why, and what to send in their place. Arguments and errors are those of `write_letter`.
    """
    speaker = _speaker(pack, kind, office, lang)
    content = {
        **speaker.common(None),
        "purpose": purpose.value,
        "version": None,
        "again_by": None,
        "deadline": None if kind.in_time is None else _day(day_text(kind.in_time), lang),
        "is_draft": is_draft,
        "files": files,
        "has_form": kind.form is not None,
    }
    written = _written(content, speaker, template, ())
    if template is not None and "purpose" not in names_in(template):
        # It would say that a document is returned which nobody has.
        raise UnreadableError(
            "The template has a letter of return only, and nothing that depends on “{name}”: reminders and letters "
            "about files that cannot be read cannot be made with it. Write a new template, and change that.",
            name="purpose",
        )
    return written


def _written(
    content: Mapping[str, Any], speaker: _Speaker, template: bytes | None, tail: Iterable[tuple[str, str]]
) -> bytes:
    """The Word file; `tail` is for whoever has to trace it to the judgement, and nobody reads it on paper."""
    paper = rendered(layout_of("letter", speaker.lang) if template is None else template, content)
    document = paper.docx
    for line in document.paragraphs:
        if line.style.name == _LETTERHEAD:
            _narrow(line, document.sections[0])
    about = document.core_properties
    about.author = about.last_modified_by = str(content["sender"])
    about.comments = "; ".join(f"{say(speaker.lang, label)} {value}" for label, value in tail)
    title = " ".join(str(content[part]) for part in ("year", "document", "addressee") if content[part])
    return bytes_of_word(paper, title, speaker.pack)


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


def _day(day: str, lang: Language) -> str:
    """A day as a letter writes it; what is none, as it is."""
    if not is_day(day):
        return day
    when = date.fromisoformat(day)
    return shown_day(day, lang) if lang == "zh" else f"{when.day} {when:%B %Y}"


def _rows(sections: Iterable[LetterSection], lang: Language) -> Iterator[Mapping[str, str]]:
    """The table of places: a row for each finding."""
    for section in sections:
        for point in section.points:
            number = point.number if lang == "en" else section.number + point.number
            for entry in point.entries:
                own = entry.number.rstrip(".") if len(point.entries) > 1 else ""
                yield {"number": number + own, "title": point.title, "place": entry.place}


def _for_short(who: str, name: str) -> str:
    found = _ENDINGS.search(name)
    return who + (next(filter(None, found.groups())) if found else "单位")


def _speaker(pack: Pack, kind: DocumentKind, office: str | None, lang: Language) -> _Speaker:
    if pack.authority is None:
        raise ValueError(pack.id)
    return _Speaker(pack, pack.authority, kind, office, lang)


@dataclass(frozen=True, slots=True, eq=False)
class _Speaker:
    """Puts what is to be said to whoever sends a kind of document into the words of one language."""

    pack: Pack
    authority: Authority
    kind: DocumentKind
    office: str | None
    lang: Language

    def common(self, year: int | None) -> dict[str, Any]:
        """What a template can name in any letter; without a `year`, the circular's stands there."""
        plan_year = self.pack.plan_year
        title = self.say(self.pack.title)
        return {
            "sender": name_of_sender(self.authority, self.lang),
            "authority": self.say(self.authority.name),
            "authority_office": self.say(self.authority.office),
            "secretariat": self.say(self.authority.secretariat),
            "letter_code": self.say(self.authority.letter_code),
            "issued_year": self.pack.issued[:4],
            # A title within a title stands in single marks.
            "circular": title.translate(str.maketrans("《》", "〈〉")) if self.lang == "zh" else title,
            "citation": self.say(self.pack.citation),
            "clause": naming.clause_label(self.authority.clause, self.lang, self.pack),
            "document": self.say(self.kind.document),
            "addressee": self.addressee,
            "you": self.you,
            "we": _for_short("我", self.say(self.authority.office)),
            "year": year or (plan_year and plan_year.first_day[:4]),
        }

    def say(self, words: Text) -> str:
        """The text in the language of the letter."""
        return flowing(words.in_language(self.lang))

    @property
    def addressee(self) -> str | None:
        """Who sent the document, by name; None where that cannot be told."""
        name = None if self.office is None else self.pack.label(self.kind.roster, self.office)
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
            own = f"({column_letters(count).lower()})" if self.lang == "en" else f"{count}."
            entries.append(Entry(own, BETWEEN_SENTENCES[self.lang].join(filter(None, said)), self._place(finding)))
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


# Letters to all at once: reviews -> a letter for each who gets one, and a list that says why the others get none

_PURPOSES: Final = {
    Purpose.RETURN: N_("return", context="letter"),
    Purpose.REMINDER: N_("reminder", context="letter"),
    Purpose.UNREAD: N_("cannot be read", context="letter"),
}
_COLUMNS: Final = {
    N_("Code"): 9,
    N_("Sender"): 28,
    N_("Verdict"): 18,
    N_("Letter", context="column"): 14,
    N_("Send again by"): 14,
    N_("Why"): 56,
    N_("File"): 30,
    N_("File of the letter"): 34,
}
_TITLE: Final = N_("List of letters")
_UNNAMEABLE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_WIDTH: Final = 110
"""Columns of the list as text, which is read in an editor."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody on the roster of a kind of document: what letter goes out (None: none), and why; `files` are unread."""

    entry: RosterEntry
    kind: DocumentKind
    purpose: Purpose | None
    reason: str
    files: tuple[UnreadFile, ...] = ()
    decision: ReviewedDecision | None = None

    def write(self, pack: Pack, lang: Language, template: bytes | None) -> bytes | None:
        """The letter, where there is one; `pack` is the rule pack of the review, `template` as in `write_letter`."""
        report, office = self.entry.report, self.entry.row.office
        if self.purpose is None:
            return None
        if self.purpose is Purpose.RETURN:
            return None if report is None else write_letter(report, pack, lang, template, self.decision)
        is_draft = self.entry.standing is RosterStanding.DRAFT
        return write_notice(self.purpose, office, self.kind, pack, lang, template, is_draft=is_draft, files=self.files)


def correspondents_of(review: Review, pack: Pack) -> tuple[Correspondent, ...]:
    """Everybody on the rosters of a review, in their order."""
    teller = _Teller(review, pack, review.lang)
    return tuple(teller.told(entry, roll.kind) for roll in rolls_of(review, pack) for entry in roll.entries)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells who of a review gets which letter, and why."""

    review: Review
    pack: Pack
    lang: Language

    def told(self, entry: RosterEntry, kind: DocumentKind) -> Correspondent:
        """What goes to one sender."""
        nobody = no_letter(self.pack)
        why = self._undecided(entry.row) if nobody is None else nobody.in_language(self.lang)
        if why is not None:
            return Correspondent(entry, kind, None, why)
        if entry.standing in GOES_BACK and entry.report is not None:
            return self._returned(entry, kind, entry.report)
        if entry.standing is RosterStanding.UNREAD:
            return self._unread(entry, kind)
        if entry.standing in (RosterStanding.ABSENT, RosterStanding.DRAFT):
            return self._reminded(entry, kind)
        return Correspondent(entry, kind, None, self._kept(entry))

    def _reminded(self, entry: RosterEntry, kind: DocumentKind) -> Correspondent:
        """One who has sent nothing, or a draft: reminded where there is a day by which it is sent."""
        # A plan of another year is judged by itself: it is nobody's on the roster.
        others = [
            each.file
            for each in self.review.files
            if (each.standing, each.office, each.document) == (FileStanding.JUDGED, entry.row.office, kind.format)
        ]
        if entry.standing is RosterStanding.DRAFT:
            why = say(self.lang, "only a draft")
        elif others:
            names = say(self.lang, ", ").join(naming.file_name(file) or "" for file in others)
            why = say(self.lang, "nothing was sent for this year, but for another: {files}", files=names)
        else:
            why = say(self.lang, "nothing was sent")
        if kind.in_time is not None:
            return Correspondent(entry, kind, Purpose.REMINDER, why)
        why = say(self.lang, "{why}, and the circular sets no day by which it is sent", why=why)
        return Correspondent(entry, kind, None, why)

    def _undecided(self, row: RosterRow) -> str | None:
        """What a person has to decide first: which of several plans stands, or whose a plan is."""
        rules = self.pack.rules_by_id
        found = [
            flowing(finding.message.in_language(self.lang))
            for finding in self.review.findings
            if finding.severity is Severity.ERROR
            and finding.rule in rules
            and rules[finding.rule].for_each in (CONTRADICTION, VERSION)
            and row.document in (rules[finding.rule].documents or (row.document,))
            # What a plan speaks of is another office than its code: neither of them is told of it before it is decided.
            and row.office in (*finding.at, finding.because.get(CONTRADICTION, {}).get("speaks_of"))
        ]
        return " ".join(found) or None

    def _returned(self, entry: RosterEntry, kind: DocumentKind, report: Report) -> Correspondent:
        decision = next((each for each in reversed(self.review.decisions) if _returns(each, entry.row, report)), None)
        errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
        if decision is None and entry.standing is RosterStanding.RETURN and all(each.decision for each in errors):
            why = say(self.lang, "every error of it is accepted by decision; it is still to be accepted or returned")
            return Correspondent(entry, kind, None, why)
        why = naming.counts_name(report)
        if decision is not None:
            why = say(self.lang, "returned by {by}: {reason}", by=decision.by, reason=decision.reason)
        return Correspondent(entry, kind, Purpose.RETURN, flowing(why), decision=decision)

    def _unread(self, entry: RosterEntry, kind: DocumentKind) -> Correspondent:
        found = [each for each in self.review.files if each.file in entry.row.unread]
        files = tuple(map(self._reason, found))
        why = [say(self.lang, "{name}: {reason}", name=file.name, reason=file.reason) for file in files]
        if any(each.is_guess for each in found):
            why.append(say(self.lang, "Whose it is, is a guess: make sure before the letter goes out."))
        return Correspondent(entry, kind, Purpose.UNREAD, (" " if self.lang == "en" else "").join(why), files)

    def _reason(self, file: ReviewedFile) -> UnreadFile:
        """Why a file cannot be read; one that can be, and says not whose it is, says too little."""
        name = naming.file_name(file.file) or ""
        report = next((each for each in self.review.reports if each.name == file.file), None)
        found = next((each for each in report.findings if each.rule == UNREADABLE), None) if report else None
        place = None if found is None else naming.source_place(found.place, self.lang)
        if place is not None:
            name = say(self.lang, "{name} ({of})", name=name, of=place)
        if file.reason is None:
            return UnreadFile(name, say(self.lang, "It does not say, in a way that can be read, whose it is."))
        return UnreadFile(name, flowing(file.reason.in_language(self.lang)))

    def _kept(self, entry: RosterEntry) -> str:
        """Why there is nothing to write about what was sent."""
        if entry.standing is RosterStanding.ACCEPTED:
            return say(self.lang, "the plan is accepted")
        if entry.report is None or entry.standing is RosterStanding.UNCLEAR:
            return say(self.lang, "a person decides first which of the files stands")
        if entry.standing is RosterStanding.UNDETERMINED:
            return say(self.lang, "the rules could not be judged, so it is not known whether it goes back")
        if entry.standing is RosterStanding.REVIEW:
            counts = naming.counts_name(entry.report)
            return say(self.lang, "a person decides whether it goes back ({counts})", counts=counts)
        return say(self.lang, "nothing is wrong with it")


def _returns(decision: ReviewedDecision, row: RosterRow, report: Report) -> bool:
    """Whether it is the decision by which the plan of a row is returned."""
    is_meant = decision.decision == DecisionKind.RETURN and decision.outcome is DecisionOutcome.APPLIED
    return is_meant and decision.sha256 in (row.sha256, report.sha256) and decision.again_by == row.again_by


class Letters(NamedTuple):
    """Letters and the list of them, as files by name, and how many there are of each purpose, in words."""

    files: Mapping[str, bytes]
    summary: str


def letters_of(
    reviews: Sequence[Review], packs: Mapping[str, Pack], lang: Language, template: bytes | None = None
) -> Letters:
    """The letters that reviews come to; `packs` judged, by id.

    `template` and errors are those of `write_letter`. The same reviews give the same bytes.
    """
    files: dict[str, bytes] = {}
    listed: list[_Listed] = []
    for review in reviews:
        pack = packs[review.pack_id]
        folder = f"{pack.id}/" if len(reviews) > 1 else ""
        for each in correspondents_of(review, pack):
            letter = each.write(pack, lang, template)
            name = None if letter is None else folder + _name(each, review, pack, lang)
            if letter is not None and name is not None:
                files[name] = letter
            listed.append(_listed(each, name, review, pack, lang))
        listed += _of_nobody(review, lang)
    counts = Counter(each.purpose for each in listed if each.code)
    summary = say(
        lang,
        "Letters of return: {returns}. Reminders: {reminders}. Files that cannot be read: {unread}. No letter: {none}.",
        returns=counts[Purpose.RETURN],
        reminders=counts[Purpose.REMINDER],
        unread=counts[Purpose.UNREAD],
        none=counts[None],
    )
    title = say(lang, _TITLE)
    lists = {f"{title}.xlsx": _workbook(listed, summary, lang), f"{title}.txt": _text(listed, summary, lang)}
    return Letters({**files, **lists}, summary)


def _name(each: Correspondent, review: Review, pack: Pack, lang: Language) -> str:
    """What the file of a letter is called: in the order of the roster, told apart by the kind of document."""
    office = each.entry.row.office
    parts = [f"{office} {naming.sender_name(office, each.kind, pack, lang)}"]
    if len(review.documents) > 1:
        parts.append(each.kind.document.in_language(lang))
    if each.purpose is not None:
        parts.append(say(lang, _PURPOSES[each.purpose]))
    return _UNNAMEABLE.sub("_", " - ".join(parts)) + ".docx"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A row of the list: `name` is whose it is, `file` what was sent, `letter` the file of the letter."""

    code: str
    name: str
    standing: RosterStanding | None
    purpose: Purpose | None
    again_by: str | None
    why: str
    file: str | None
    letter: str | None


def _listed(each: Correspondent, letter: str | None, review: Review, pack: Pack, lang: Language) -> _Listed:
    row, standing = each.entry.row, each.entry.standing
    name = naming.sender_name(row.office, each.kind, pack, lang)
    if len(review.documents) > 1:
        name = say(lang, "{name} ({of})", name=name, of=each.kind.document)
    folder = common_folder(file.file for file in review.files)
    files = [row.file] if row.file is not None else row.unread
    file = "\n".join(printable(file.removeprefix(folder)) for file in files) or None
    return _Listed(
        printable(row.office), name, standing, each.purpose, row.again_by, flowing(each.reason), file, letter
    )


def _of_nobody(review: Review, lang: Language) -> Iterator[_Listed]:
    """Files of which it cannot be told whose they are: for these there is nobody to write to."""
    known, folder = {row.office for row in review.roster}, common_folder(file.file for file in review.files)
    for file in review.files:
        if file.standing in (FileStanding.JUDGED, FileStanding.UNREAD) and file.office not in known:
            name, why = printable(file.file.removeprefix(folder)), say(lang, "whose it is cannot be told")
            yield _Listed("", "", None, None, None, why, name, None)


def _workbook(listed: Iterable[_Listed], summary: str, lang: Language) -> bytes:
    title = say(lang, _TITLE)
    book = ReportBook(lang, title)
    rows = [
        (
            each.code,
            each.name,
            None if each.standing is None else ReportCell(standing_name(each.standing, lang), ROLES[each.standing]),
            None if each.purpose is None else ReportCell(say(lang, _PURPOSES[each.purpose]), STRONG),
            *(each.again_by, each.why, each.file, each.letter),
        )
        for each in listed
    ]
    book.table(title, _COLUMNS, rows, [(title, TITLE), (summary, STRONG)], fixed=2)
    return book.to_bytes()


def _text(listed: Sequence[_Listed], summary: str, lang: Language) -> bytes:
    """The list by letter, to be read in an editor."""
    sections = [Section(say(lang, _TITLE), [Passage(summary)])]
    groups = [*_PURPOSES.items(), (None, N_("no letter")), ("", N_("whose it is cannot be told"))]
    for purpose, name in groups:
        own = [each for each in listed if (each.purpose if each.code else "") == purpose]
        if own:
            columns = {
                N_("Code"): [each.code for each in own],
                N_("Sender"): [each.name for each in own],
                N_("Why"): [each.why for each in own],
                N_("Send again by"): [each.again_by or "" for each in own],
                N_("File"): [each.letter or flowing(each.file or "") for each in own],
            }
            shown = {head: cells for head, cells in columns.items() if any(cells)}
            table = TextTable([say(lang, head) for head in shown], list(zip(*shown.values(), strict=True)))
            sections.append(Section(say(lang, "{name} ({count})", name=say(lang, name), count=len(own)), [table]))
    return Page.of(lang, Layout(_WIDTH)).pages([sections]).encode()
