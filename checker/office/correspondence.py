"""Letters to all at once: reviews -> a letter for each who gets one, and a list that says why the others get none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from checker.decisions import DecisionKind
from checker.i18n import N_, say
from checker.inputs import common_folder
from checker.model import UNREADABLE, Language, Report, Severity
from checker.office.letters import Purpose, UnreadFile, no_letter, write_letter, write_notice
from checker.pack.model import CONTRADICTION, VERSION, DocumentKind, Pack
from checker.reporting import Layout, naming
from checker.reporting.page import Page, Passage, Section, TextTable
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, ROLES, RosterEntry, RosterStanding, rolls_of, standing_name
from checker.reporting.workbook import STRONG, TITLE, ReportBook, ReportCell
from checker.review_model import DecisionOutcome, FileStanding, Review, ReviewedDecision, ReviewedFile, RosterRow

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
