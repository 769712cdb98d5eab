"""What a reviewer decides by, as Markdown: what goes back and why, the rosters, and the findings across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Severity
from checker.reporting import assessment, items, naming, roster
from checker.reporting.markdown_parts import BREAK, bold, finding_cell, folded, literal, table
from checker.reporting.nouns import common_nouns, nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.roster import GOES_BACK, RosterStanding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model import Language, Text
    from checker.pack.model import Pack
    from checker.reporting.roster import Roll, RosterEntry
    from checker.review_model import Review

_MOST_REASONS: Final = 5
_OF_DECISIONS: Final = (N_("Decision"), N_("Decided by"), N_("Reason"), N_("What became of it"))
_OF_FILES: Final = (N_("File"), N_("Code"), N_("What became of it"), N_("Why"))


def review_sections(review: Review, pack: Pack) -> Iterator[Iterable[str]]:
    """The sections above the reports; an empty one says nothing."""
    lang = review.lang
    rolls = roster.rolls_of(review, pack)
    words = common_nouns(roll.kind for roll in rolls)
    yield ["# " + literal(say(lang, "Review of {documents}", **words))]
    for roll in rolls:
        yield [bold(roster.summary_line(roll, lang))]
    yield _head(review, rolls, pack)
    yield _failure(review)
    for roll in rolls:
        yield from _assessment(review, roll, pack)
    for roll in rolls:
        yield from _decisions(roll, pack, lang)
    yield from _across(review, pack)
    for heading, head, rows in (
        (N_("Decisions: {count}"), _OF_DECISIONS, roster.decision_rows(review)),
        (N_("Files beside the plans: {count}"), _OF_FILES, roster.files_beside(review)),
    ):
        if rows:
            yield _heading(lang, heading, None, len(rows))
            yield table([literal(say(lang, word)) for word in head], [[literal(cell) for cell in row] for row in rows])
    if review.resubmissions:
        yield _heading(lang, N_("Sent again: the two newest versions"))
        yield _resubmissions(review, rolls, words, pack)
    for roll in rolls:
        yield _heading(lang, N_("Roster") if len(rolls) == 1 else N_("Roster: {documents}"), nouns(roll.kind))
        yield _roster(roll, pack, lang)
    yield from _files(review)
    for roll in rolls:
        yield _items(review, roll, pack)


def _decisions(roll: Roll, pack: Pack, lang: Language) -> Iterator[Iterable[str]]:
    """What there is to decide about one kind of document."""
    words = nouns(roll.kind)
    returns = pack.authority is not None
    back = roll.of(*GOES_BACK)
    if back:
        heading = (
            N_("{Documents} that go back: {count}")
            if returns
            else N_("{Documents} that do not keep to their format: {count}")
        )
        yield _heading(lang, heading, words, len(back))
        yield _decided(back, roll, pack, lang)
    elif returns:
        yield [literal(say(lang, "No {document} goes back.", **words))]
    for standing, heading in (
        (RosterStanding.UNDETERMINED, N_("{Documents} that were not judged: {count}")),
        (RosterStanding.REVIEW, N_("{Documents} for a person to decide: {count}")),
    ):
        others = roll.of(standing)
        if others:
            yield _heading(lang, heading, words, len(others))
            yield _decided(others, roll, pack, lang)


def _assessment(review: Review, roll: Roll, pack: Pack) -> Iterator[Iterable[str]]:
    """How what was planned stands, where reports were held against plans."""
    told, lang = assessment.assessment_of(review, roll.kind), review.lang
    if told is None:
        return
    yield _heading(lang, N_("How the plans stand"))
    yield ["- " + literal(line) for line in assessment.summary(told, roll.kind, lang)]
    for heading, each in (
        (None, assessment.sender_table(told, roll.kind, pack, lang)),
        (N_("How each {item} stands"), assessment.item_table(told, roll.kind, pack, lang)),
    ):
        if heading is not None:
            yield _heading(lang, heading, nouns(roll.kind))
        yield table(list(map(literal, each.head)), [list(map(literal, row)) for row in each.rows], right=each.right)


def _heading(lang: Language, heading: str, words: Mapping[str, Text] | None = None, count: int = 0) -> list[str]:
    return ["## " + literal(say(lang, heading, count=count, **(words or {})))]


def _head(review: Review, rolls: Iterable[Roll], pack: Pack) -> Iterator[str]:
    lang = review.lang
    rows = [
        (say(lang, "Circular"), flowing(pack.citation.in_language(lang))),
        (say(lang, "Files"), roster.files_line(review)),
        *((say(lang, "{Documents} counted", **nouns(roll.kind)), roster.counted_line(roll, lang)) for roll in rolls),
    ]
    for label, text in rows:
        yield "- " + literal(say(lang, "{label}: {text}", label=label, text=text))


def _failure(review: Review) -> Iterator[str]:
    failure = review.engine.failure
    if failure is not None:
        yield (
            bold(say(review.lang, "ACROSS THE DOCUMENTS: NOT JUDGED"))
            + " "
            + literal(roster.failure_line(failure, review.lang))
        )


def _resubmissions(review: Review, rolls: Iterable[Roll], words: Mapping[str, Text], pack: Pack) -> Iterator[str]:
    lang = review.lang
    names = {roll.kind.format: roster.short_names(pack, roll.kind, lang) for roll in rolls}
    labels = (N_("{Sender}"), N_("Files"), N_("fixed"), N_("still open"), N_("new"))
    head = [literal(say(lang, label, **words)) for label in labels]
    rows = [
        [
            literal(names[each.document].get(each.office, each.office)),
            literal(printable(say(lang, "{old} → {new}", old=each.old, new=each.new))),
            str(each.fixed),
            str(each.still_open),
            str(each.added),
        ]
        for each in roster.resubmissions_below(review)
    ]
    yield from table(head, rows, right=(2, 3, 4))


def _decided(entries: Iterable[RosterEntry], roll: Roll, pack: Pack, lang: Language) -> Iterator[str]:
    """A row for each of the senders: which file, and the main reasons."""
    rows = []
    for entry in entries:
        if entry.report is not None:
            reasons = roster.main_reasons(entry.report, pack, _MOST_REASONS)
            rows.append(
                [
                    _sender(entry, roll, pack, lang),
                    literal(roster.standing_name(entry.standing, lang)),
                    literal(naming.input_name(entry.report)),
                    BREAK.join(map(literal, reasons)),
                ]
            )
    head = (N_("{Sender}"), N_("Verdict"), N_("File"), N_("Main reasons"))
    return table([say(lang, word, **nouns(roll.kind)) for word in head], rows)


def _sender(entry: RosterEntry, roll: Roll, pack: Pack, lang: Language) -> str:
    code = entry.row.office
    name = naming.sender_name(code, roll.kind, pack, lang)
    return literal(say(lang, "{office} ({code})", office=name, code=printable(code)))


def _across(review: Review, pack: Pack) -> Iterator[Iterable[str]]:
    lang = review.lang
    if not review.findings:
        if review.engine.failure is None:
            yield [literal(say(lang, "No findings across the documents."))]
        return
    yield _heading(lang, N_("Findings across the documents"))
    rows = [
        [
            str(place),
            literal(say(lang, SEVERITIES[finding.severity]).upper()),
            finding_cell(finding, pack, lang),
            literal(naming.clause_of(finding, pack, lang)),
        ]
        for place, finding in enumerate(review.findings, 1)
    ]
    yield table(
        [say(lang, word) for word in (N_("No.", context="sequence"), N_("Severity"), N_("Finding"), N_("Clause"))], rows
    )


def _roster(roll: Roll, pack: Pack, lang: Language) -> Iterator[str]:
    rows = []
    for entry in roll.entries:
        row, counts = entry.row, roster.counts_of(entry)
        rows.append(
            [
                _sender(entry, roll, pack, lang),
                literal(roster.standing_name(entry.standing, lang)),
                *(str(counts.get(severity, "")) for severity in (Severity.ERROR, Severity.WARNING)),
                "" if row.version is None else str(row.version),
                "" if row.file is None else literal(printable(row.file)),
                BREAK.join(literal(printable(file)) for file in row.superseded),
            ]
        )
    head = (
        N_("{Sender}"),
        N_("Verdict"),
        N_("Errors"),
        N_("Warnings"),
        N_("Version"),
        N_("File"),
        N_("Superseded files"),
    )
    return table([say(lang, word, **nouns(roll.kind)) for word in head], rows, right=(2, 3, 4))


def _files(review: Review) -> Iterator[Iterable[str]]:
    """The files that stand for no sender, and why not."""
    lang = review.lang
    strangers = roster.strangers(review)
    if strangers:
        yield _heading(lang, N_("Files of no known sender: {count}"), count=len(strangers))
        yield table(
            [say(lang, word) for word in (N_("File"), N_("Verdict"), N_("Found"))],
            [
                [
                    literal(naming.input_name(report)),
                    literal(naming.verdict_name(report.verdict, lang)),
                    literal(roster.first_finding(report)),
                ]
                for report in strangers
            ],
        )
    without_say = roster.without_say(review)
    if without_say:
        yield _heading(lang, N_("Files that have no say: {count}"), count=len(without_say))
        yield table(
            [say(lang, word) for word in (N_("Code"), N_("File"), N_("Why"))],
            [
                [
                    literal(printable(report.office or "")),
                    literal(naming.input_name(report)),
                    literal(roster.note_on(report, review) or ""),
                ]
                for report in without_say
            ],
        )


def _items(review: Review, roll: Roll, pack: Pack) -> Iterator[str]:
    """How many of the documents that count list each item, folded."""
    listed = review.items.get(roll.kind.format, {})
    if not listed:
        return iter(())
    lang, words = review.lang, nouns(roll.kind)
    counted = naming.counted(lang, "document", roll.counted, words)
    labels = [N_("No."), N_("{Item}"), N_("Group"), N_("Listed by")]
    rows = [
        [*map(literal, items.cells_of(number, roll.kind, pack, lang)), str(count)] for number, count in listed.items()
    ]
    if not items.has_classes(roll.kind, pack):
        labels.remove("Group")
    head = [say(lang, label, **words) for label in labels]
    note = literal(say(lang, "How many of the {counted} list each {item}.", counted=counted, **words))
    lines = [note, "", *table(head, rows, right=(0, len(head) - 1))]
    return folded(say(lang, "{Items} in the {documents} counted", **words), lines)
