"""What a reviewer decides by: what becomes of each sender, the main reasons, and which files have no say.

And how what was planned stands, as tables: who is how far with what, and with how many each item is how far.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from checker.decisions import DECISIONS, DecisionKind
from checker.i18n import N_, messages_of, say
from checker.inputs import common_folder
from checker.model import SCHEMA, UNREADABLE, Finding, Language, Number, Report, Severity, Text, Verdict
from checker.pack.model import DocumentKind, Pack, Tally
from checker.reporting import items, naming
from checker.reporting.naming import FindingPart, grouped, nouns
from checker.reporting.page import TextTable
from checker.reporting.printable import flowing, printable
from checker.review_model import (
    AssessedSender,
    Assessment,
    DecisionOutcome,
    FileStanding,
    Resubmission,
    Review,
    ReviewedFile,
    RosterRow,
    SenderState,
)
from checker.values import number_of, shown_day

_MOST_NUMBERS: Final = 12
_ADJECTIVE: Final = " Municipal"


class RosterStanding(StrEnum):
    """What becomes of a sender: the verdict on its document, or why none counts. In the order of what is to be done."""

    RETURN = "return"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"
    REVIEW = "review"
    PASS = "pass"  # noqa: S105 - a verdict called pass
    RETURNED = "returned"
    ACCEPTED = "accepted"
    DRAFT = "draft"
    UNCLEAR = "unclear"
    UNREAD = "unread"
    ABSENT = "absent"


_NAMES: Final = {standing: name for standing, (name, _) in messages_of("standings").items() if name}
"""What standings are called that are no verdict."""

SELDOM: Final = (RosterStanding.RETURNED, RosterStanding.ACCEPTED, RosterStanding.UNREAD)
"""Standings that are worth a word only where somebody has them."""

GOES_BACK: Final = (RosterStanding.RETURN, RosterStanding.INVALID, RosterStanding.RETURNED)

ROLES: Final[Mapping[RosterStanding, Verdict]] = {
    **{RosterStanding(verdict.value): verdict for verdict in Verdict},
    RosterStanding.RETURNED: Verdict.RETURN,
    RosterStanding.ACCEPTED: Verdict.PASS,
    RosterStanding.DRAFT: Verdict.REVIEW,
    RosterStanding.UNREAD: Verdict.INVALID,
    RosterStanding.UNCLEAR: Verdict.INVALID,
    RosterStanding.ABSENT: Verdict.RETURN,
}
"""In the colour of which verdict a standing is painted."""


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One sender of a review: its row, what becomes of it, and the report on the document that stands for it."""

    row: RosterRow
    standing: RosterStanding
    report: Report | None


@dataclass(frozen=True, slots=True)
class Roll:
    """The roster of one kind of document: everybody who sends one, and how many of each standing there are."""

    kind: DocumentKind
    entries: tuple[RosterEntry, ...]

    def of(self, *standings: RosterStanding) -> list[RosterEntry]:
        """The entries of these standings."""
        return [entry for entry in self.entries if entry.standing in standings]

    @property
    def counted(self) -> int:
        """How many documents count: those that were sent and stand for their sender."""
        rows = (entry.row for entry in self.entries)
        return sum(row.file is not None and self.kind.counts_as_submitted(row.status) for row in rows)


def rolls_of(review: Review, pack: Pack) -> tuple[Roll, ...]:
    """The rosters of a review, one for each kind of document there is, each in the order of those who send it.

    That is the order in which a circular has them, and people look for them; programs get them by code.
    """
    by_name = {report.name: report for report in review.reports}

    def entry(row: RosterRow, kind: DocumentKind) -> RosterEntry:
        return RosterEntry(row, standing_of(row, kind), None if row.file is None else by_name.get(row.file))

    def rows(kind: DocumentKind) -> list[RosterRow]:
        codes = list(map(str, pack.codes_of(kind.roster)))
        return sorted(
            (row for row in review.roster if row.document == kind.format), key=lambda row: codes.index(row.office)
        )

    kinds = [pack.documents[name] for name in review.documents]
    return tuple(Roll(kind, tuple(entry(row, kind) for row in rows(kind))) for kind in kinds)


_BY_STATE: Final = {
    SenderState.ACCEPTED: RosterStanding.ACCEPTED,
    SenderState.RETURNED: RosterStanding.RETURNED,
    SenderState.UNREAD: RosterStanding.UNREAD,
    SenderState.NOT_SENT: RosterStanding.ABSENT,
}
"""What a state says whatever the verdict is."""


def standing_of(row: RosterRow, kind: DocumentKind) -> RosterStanding:
    """What becomes of the sender of a row, which is of that kind of document."""
    if row.state in _BY_STATE:
        return _BY_STATE[row.state]
    if row.file is None or row.verdict is None:
        return RosterStanding.UNCLEAR
    is_draft = row.status is not None and row.status == kind.draft
    return RosterStanding.DRAFT if is_draft else RosterStanding(row.verdict.value)


_FILES: Final = messages_of("files")
"""What became of a file, and what the file that stands in its place is to it."""


def files_line(review: Review) -> str:
    """How many files were found, and what became of them."""
    lang = review.lang
    told = [
        say(lang, "{count} {standing}", count=count, standing=say(lang, _FILES[standing][0]))
        for standing, count in review.file_counts.items()
        if count
    ]
    return say(lang, "{count}: {files}", count=len(review.files), files=say(lang, ", ").join(told))


def file_rows(review: Review) -> list[tuple[str, str, str, str]]:
    """Every file that was found: its name, whose it is, what became of it, and why."""
    lang, folder = review.lang, common_folder(each.file for each in review.files)
    reports = {report.name: report for report in review.reports}
    rows = []
    for each in review.files:
        why = "" if each.reason is None else flowing(each.reason.in_language(lang))
        if each.of is not None:
            why = say(lang, _FILES[each.standing][1], file=printable(each.of.removeprefix(folder)))
        elif each.standing is FileStanding.JUDGED and each.file in reports:
            why = note_on(reports[each.file], review) or ""
        if each.is_guess:
            guess = say(lang, "whose it is, is a guess")
            why = say(lang, "{guess}: {reason}", guess=guess, reason=why) if why else guess
        standing = say(lang, _FILES[each.standing][0])
        rows.append((printable(each.file.removeprefix(folder)), printable(each.office or ""), standing, why))
    return rows


def files_beside(review: Review) -> list[tuple[str, str, str, str]]:
    """The same, of copies, of what cannot be read, of what is no plan, and of whoever's is a guess."""
    beside = (FileStanding.SAME, FileStanding.UNREAD, FileStanding.OTHER)
    rows = zip(review.files, file_rows(review), strict=True)
    return [row for each, row in rows if each.standing in beside or each.is_guess]


def files_without_report(review: Review) -> Iterator[tuple[ReviewedFile, str]]:
    """The files of which there is no report, copies and what is no plan, and what each of them is."""
    for each, (_, _, standing, why) in zip(review.files, file_rows(review), strict=True):
        if each.standing in (FileStanding.SAME, FileStanding.OTHER):
            yield each, say(review.lang, "{label}: {text}", label=standing, text=why) if why else standing


_OUTCOMES: Final[Mapping[DecisionOutcome, str]] = {
    DecisionOutcome.APPLIED: N_("applied"),
    DecisionOutcome.REJECTED: N_("rejected"),
    DecisionOutcome.OUTDATED: N_("no longer applies"),
}


def decision_rows(review: Review) -> list[tuple[str, str, str, str]]:
    """What people decided: what about whom, by whom and when, why, and what became of it."""
    lang, folder = review.lang, common_folder(each.file for each in review.files)
    rows = []
    for each in review.decisions:
        day = None if each.again_by is None else say(lang, "to be sent again by {day}", day=each.again_by)
        file = None if each.file is None else each.file.removeprefix(folder)
        about = (decision_name(each.decision, lang), each.office, each.rule, day, file)
        outcome = say(lang, _OUTCOMES[each.outcome])
        if each.why is not None:
            outcome = say(lang, "{outcome}: {why}", outcome=outcome, why=flowing(each.why.in_language(lang)))
        who = say(lang, "{by}, {date}", by=each.by, date=each.date)
        rows.append((printable(" ".join(filter(None, about))), printable(who), printable(each.reason), outcome))
    return rows


def decision_name(decision: str, lang: Language) -> str:
    """What people call a kind of decision."""
    return say(lang, DECISIONS[DecisionKind(decision)])


def counts_of(entry: RosterEntry) -> Mapping[Severity, int]:
    """How many findings there are of each severity; nothing where there is no judgement to count by."""
    if entry.row.counts is None or (
        entry.standing is RosterStanding.UNDETERMINED and not any(entry.row.counts.values())
    ):
        return {}
    return entry.row.counts


def _row_of(report: Report, review: Review) -> RosterRow | None:
    """The row of whoever sent the document, if the review has one."""
    sent = report.document, report.office
    return next((row for row in review.roster if (row.document, row.office) == sent), None)


def strangers(review: Review) -> list[Report]:
    """The reports on files of nobody on a roster."""
    return [report for report in review.reports if _row_of(report, review) is None]


def guesses(review: Review) -> Mapping[str, str]:
    """Whose the files are that say nothing of it themselves, as far as that can be guessed."""
    return {each.file: each.office for each in review.files if each.is_guess and each.office is not None}


def without_say(review: Review) -> list[Report]:
    """The reports on files of somebody on a roster that are not the document that stands for it."""
    rows = ((report, _row_of(report, review)) for report in review.reports)
    return [report for report, row in rows if row is not None and row.file != report.name]


def note_on(report: Report, review: Review) -> str | None:
    """Why the file of this report does not stand for its sender; None where it does."""
    row = _row_of(report, review)
    if row is None:
        return say(review.lang, "whose it is, is a guess" if report.name in guesses(review) else "of no known sender")
    if row.file is not None and row.file == report.name:
        return None
    year = next((each.plan_year for each in review.reports if each.name == row.file), None)
    if report.name in row.superseded:
        told = N_("superseded") if row.file is None else N_("superseded by {file}")
    elif row.file is not None and year in (None, report.plan_year):
        told = N_("no say: {file} stands for the sender")
    elif any(
        each is not report
        and _row_of(each, review) is row
        and (each.version, each.plan_year) == (report.version, report.plan_year)
        and each.name not in row.superseded
        for each in review.reports
    ):
        told = N_("one of several with the same version")
    else:
        told = N_("does not count: it is of another year, or what it says is of another sender")
    return say(review.lang, told, file=printable(row.file or ""))


def set_aside(report: Report, review: Review) -> str | None:
    """Why the findings in a file have no say: another one stands for its sender. None for every other file."""
    row = _row_of(report, review)
    if row is None or row.file == report.name or (row.file is None and report.name not in row.superseded):
        return None
    return note_on(report, review)


def first_finding(report: Report) -> str:
    """The first thing to know of a file: that it could not be judged, or else the first finding, if there is any."""
    if report.engine.failure is not None:
        return naming.failure_line(report.engine.failure, report.lang)
    if not report.findings:
        return naming.counts_name(report)
    return flowing(report.findings[0].message.in_language(report.lang))


def failure_line(failure: Text, lang: Language) -> str:
    """Why the judgement across the documents cannot be relied on."""
    return flowing(
        say(
            lang,
            "{failure}. The findings across the documents cannot be relied on; the reports on single ones stand.",
            failure=flowing(failure.in_language(lang)).rstrip(".。"),
        )
    )


def standing_name(standing: RosterStanding, lang: Language) -> str:
    """What becomes of a sender, in a word or two."""
    told = _NAMES.get(standing)
    return naming.verdict_name(ROLES[standing], lang) if told is None else say(lang, told)


def summary_lines(rolls: Sequence[Roll], lang: Language) -> list[str]:
    """How many senders there are of each standing; of several kinds of document, each by its name."""
    return [_summary_line(roll, lang, is_one=len(rolls) == 1) for roll in rolls]


def _summary_line(roll: Roll, lang: Language, *, is_one: bool) -> str:
    by_standing = Counter(entry.standing for entry in roll.entries)
    parts = [
        say(lang, "{count} {standing}", count=by_standing[standing], standing=standing_name(standing, lang))
        for standing in RosterStanding
        if by_standing[standing]
    ]
    senders = naming.counted(lang, "sender", by_standing.total(), nouns(roll.kind))
    line = N_("{all}: {standings}") if is_one else N_("{Documents} ({all}): {standings}")
    return say(lang, line, **nouns(roll.kind), all=senders, standings=say(lang, ", ").join(parts))


def counted_line(roll: Roll, lang: Language) -> str:
    """How many documents of a kind count, and what makes them count."""
    counted_ones = naming.counted(lang, "document", roll.counted, nouns(roll.kind))
    return say(lang, "{counted} (submitted, and one for each {sender})", counted=counted_ones, **nouns(roll.kind))


def short_names(pack: Pack, kind: DocumentKind, lang: Language) -> dict[str, str]:
    """The senders' names without the words that all of them end in, for where there is little room."""
    names = {code: naming.sender_name(code, kind, pack, lang) for code in pack.codes_of(kind.roster)}
    joint = " " if lang == "en" else ""
    units = [name.split(" ") if joint else list(name) for name in names.values()]
    # Of each something is left, the first of it at least; one Chinese character alone names nobody.
    least = 1 if joint else 2
    ends = zip(*(unit[: least - 1 : -1] for unit in units), strict=False) if len(units) > 1 else ()
    shared = sum(1 for _ in takewhile(lambda each: len(set(each)) == 1, ends))
    short = {code: joint.join(unit[: len(unit) - shared]) for code, unit in zip(names, units, strict=True)}
    # The Beijing Municipal Intellectual Property Office: without its noun, the adjective cannot stay either.
    return {code: name.removesuffix(_ADJECTIVE) for code, name in short.items()}


def resubmissions_below(review: Review) -> list[Resubmission]:
    """The resubmissions, their files named from the folder that all files of the review are in."""
    folder = common_folder(report.name or "" for report in review.reports)
    return [
        replace(each, old=each.old.removeprefix(folder), new=each.new.removeprefix(folder))
        for each in review.resubmissions
    ]


def main_reasons(report: Report, pack: Pack | None, most: int) -> list[str]:
    """What speaks against a document: a line for each rule with errors, those with most of them first.

    Where there is no error, those with warnings. At most `most` lines; where there are more, another one says how many.
    Before them, why it could not be judged.
    """
    grave = report.counts[Severity.ERROR] or report.engine.failure is not None
    severity = Severity.ERROR if grave else Severity.WARNING
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.severity is severity:
            by_rule.setdefault(finding.rule, []).append(finding)
    # What keeps a plan from being read comes first; sorting keeps the order of the plan among equals.
    order = sorted(by_rule, key=lambda rule: (rule not in (SCHEMA, UNREADABLE), -len(by_rule[rule])))
    kind = naming.kind_of(report, pack)
    lines = [_reason(by_rule[rule], kind, pack, report.lang) for rule in order]
    if len(lines) > most:
        lines[most:] = [naming.counted(report.lang, "kind more", len(lines) - most)]
    failure = report.engine.failure
    return lines if failure is None else [naming.failure_line(failure, report.lang, kind), *lines]


def _reason(findings: Sequence[Finding], kind: DocumentKind | None, pack: Pack | None, lang: Language) -> str:
    first = findings[0]
    title = naming.rule_title(first, pack, lang)
    message = flowing(first.message.in_language(lang))
    if first.rule in naming.BEFORE_RULES:
        said = N_("{title}: {message}") if len(findings) == 1 else N_("{title} (×{count}), first: {message}")
        return say(lang, said, title=title, count=len(findings), message=message)
    numbers = _items(findings, kind, pack)
    if numbers:
        return say(lang, "{title}: {numbers}", title=title, numbers=_listed(numbers, lang))
    times = N_("{title}") if len(findings) == 1 else N_("{title} (×{count})")
    return say(lang, times, title=title, count=len(findings))


def _items(findings: Sequence[Finding], kind: DocumentKind | None, pack: Pack | None) -> list[Number]:
    """The items that all of the findings are about; none where one is about something else."""
    if pack is None or kind is None or kind.items is None:
        return []
    known = pack.tables[kind.items.table]
    numbers: set[Number] = set()
    for group in grouped(findings, kind):
        for finding in group.findings:
            if finding.subject is None or (group.part is not FindingPart.ITEM and known.row(finding.subject) is None):
                return []
            numbers.add(finding.subject)
    return sorted(numbers, key=lambda number: pack.order_of(kind, number))


def _listed(numbers: Sequence[Number], lang: Language) -> str:
    joined = say(lang, ", ").join(printable(str(number)) for number in numbers[:_MOST_NUMBERS])
    return joined if len(numbers) <= _MOST_NUMBERS else say(lang, "{numbers}, …", numbers=joined)


STATE_SIGNS: Final[Mapping[str, str]] = {
    Severity.ERROR: "×",
    Severity.WARNING: "!",
    Verdict.PASS: "✓",
    Severity.INFO: "○",
}
"""The sign of a state, by what it is painted as."""

OPEN_SIGN: Final = "?"
"""The sign of what a report leaves open."""


def assessment_of(review: Review, kind: DocumentKind) -> Assessment | None:
    """The assessment by a kind of report, if there is one."""
    return next((each for each in review.assessments if each.document == kind.format), None)


def signs_of(assessed: AssessedSender, kind: DocumentKind) -> Mapping[Number, tuple[str, str | None]]:
    """For each item that somebody planned the sign of its state, and the role in whose colour it is painted."""
    told: dict[Number, tuple[str, str | None]] = dict.fromkeys(assessed.unclear, (OPEN_SIGN, None))
    for state in kind.states:
        told |= dict.fromkeys(assessed.states[state.name], (STATE_SIGNS[str(state.state)], state.state))
    return told


def assessment_lines(assessment: Assessment, kind: DocumentKind, lang: Language) -> list[str]:
    """What it adds up to, for which day, and who has not reported."""
    unclear = sum(len(each.unclear) for each in assessment.offices)
    counts = [(_state_label(state, lang), assessment.totals[state.name]) for state in kind.states]
    counts += [(say(lang, "left open"), unclear)] if unclear else []
    planned = sum(count for _, count in counts)
    states = [say(lang, "{count} {standing}", count=count, standing=standing) for standing, count in counts]
    words = nouns(kind)
    lines = [
        say(
            lang,
            "{items}: {states}",
            items=naming.counted(lang, "item", planned, words),
            states=say(lang, ", ").join(states),
        )
    ]
    if assessment.as_of is not None:
        lines.append(say(lang, "What is due by {day} counts as due.", day=shown_day(assessment.as_of, lang)))
    silent = sum(each.is_without_report for each in assessment.offices)
    if silent:
        count = naming.counted(lang, "sender", silent, words)
        lines.append(say(lang, "Without a {document}: {count}.", count=count, **words))
    return lines


def sender_table(assessment: Assessment, kind: DocumentKind, pack: Pack, lang: Language) -> TextTable:
    """For each sender whose plan is at hand, how many items are in each state, and which."""
    names = short_names(pack, kind, lang)
    # That a report leaves items open is worth a column only where one does.
    is_open = any(each.unclear for each in assessment.offices)
    head = [say(lang, "{Sender}", **nouns(kind)), say(lang, "{Document}", **nouns(kind))]
    head += [*(_state_label(state, lang) for state in kind.states), *([say(lang, "left open")] if is_open else [])]
    rows: list[list[str]] = []
    roles: dict[tuple[int, int], str] = {}
    for place, each in enumerate(assessment.offices):
        lists = [each.states[state.name] for state in kind.states]
        roles |= {(place, 2 + at): str(state.state) for at, state in enumerate(kind.states) if lists[at]}
        rows.append(
            [
                names.get(each.office, printable(each.office)),
                _report_file(each, lang),
                *(_counted_numbers(numbers, lang) for numbers in (*lists, *([each.unclear] if is_open else []))),
            ]
        )
    return TextTable(head, rows, (), roles)


def item_table(assessment: Assessment, kind: DocumentKind, pack: Pack, lang: Language) -> TextTable:
    """For each item that somebody planned, with how many it is in each state; all of them at the end."""
    head = [say(lang, "No."), say(lang, "{Item}", **nouns(kind)), *(_state_label(state, lang) for state in kind.states)]
    known = {number_of(number) or number: counts for number, counts in assessment.items.items()}
    rows = [
        [
            printable(str(number)),
            items.title_of(number, kind, pack, lang) or "",
            *(str(known[number][state.name] or "") for state in kind.states),
        ]
        for number in sorted(known, key=partial(pack.order_of, kind))
    ]
    rows.append(["", say(lang, "All"), *(str(assessment.totals[state.name]) for state in kind.states)])
    return TextTable(head, rows, (0, *range(2, 2 + len(kind.states))), {})


def _report_file(each: AssessedSender, lang: Language) -> str:
    if each.is_without_report:
        return say(lang, "none")
    return "" if each.file is None else printable(each.file.rpartition("/")[2])


def _counted_numbers(numbers: Sequence[Number], lang: Language) -> str:
    listed = say(lang, ", ").join(printable(str(number)) for number in numbers)
    return say(lang, "{count}: {numbers}", count=len(numbers), numbers=listed) if numbers else ""


def _state_label(state: Tally, lang: Language) -> str:
    return flowing(state.label.in_language(lang))
