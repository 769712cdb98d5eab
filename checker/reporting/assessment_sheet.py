"""How what was planned stands, in a workbook: a sheet of its own, and signs in the sheet of senders and items."""

from __future__ import annotations

from checker.i18n import say
from checker.model import Language
from checker.pack.model import DocumentKind, Pack
from checker.reporting import assessment, items
from checker.reporting.roster import Roll
from checker.reporting.workbook import HEAD, STRONG, TITLE, ReportBook, ReportCell
from checker.review_model import AssessedSender, Review


def add_assessment(book: ReportBook, roll: Roll, review: Review, pack: Pack, lang: Language) -> None:
    """A sheet of how what was planned stands, by sender and by item, where reports were held against plans."""
    told = assessment.assessment_of(review, roll.kind)
    if told is None:
        return
    title = say(lang, "How the plans stand")
    sheet = book.sheet(title, [22, 34, *([24] * (len(roll.kind.states) + 1))])
    sheet.line(title, TITLE)
    for line in assessment.summary(told, roll.kind, lang):
        sheet.line(line, STRONG)
    for table in (
        assessment.sender_table(told, roll.kind, pack, lang),
        assessment.item_table(told, roll.kind, pack, lang),
    ):
        sheet.gap()
        sheet.row([ReportCell(text, HEAD) for text in table.head])
        for at, row in enumerate(table.rows):
            sheet.row(
                [
                    ReportCell(
                        int(value) if column in table.right and value.isdecimal() else value,
                        table.roles.get((at, column)),
                        centred=column in table.right,
                    )
                    for column, value in enumerate(row)
                ]
            )


def states_of(assessed: AssessedSender, kind: DocumentKind, pack: Pack) -> list[ReportCell]:
    """A cell for each item: the state that it is in, if it was planned."""
    signs = assessment.signs_of(assessed, kind)
    cells = [signs.get(number, (None, None)) for number in items.numbers_of(kind, pack)]
    return [*(ReportCell(sign, role, centred=True) for sign, role in cells), ReportCell(None)]
