"""How what was planned stands, as tables: who is how far with what, and with how many each item is how far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from checker.i18n import say
from checker.model import Language, Number, Severity, Verdict
from checker.pack.model import DocumentKind, Pack, Tally, shown_day
from checker.reporting import items, naming, roster
from checker.reporting.nouns import nouns
from checker.reporting.printable import flowing, printable
from checker.reporting.sections import TextTable
from checker.review_model import AssessedSender, Assessment, Review
from checker.values import number_of

SIGNS: Final[Mapping[str, str]] = {
    Severity.ERROR: "×",
    Severity.WARNING: "!",
    Verdict.PASS: "✓",
    Severity.INFO: "○",
}
"""The sign of a state, by what it is painted as."""

OPEN: Final = "?"
"""The sign of what a report leaves open."""


def assessment_of(review: Review, kind: DocumentKind) -> Assessment | None:
    """The assessment by a kind of report, if there is one."""
    return next((each for each in review.assessments if each.document == kind.format), None)


def signs_of(assessed: AssessedSender, kind: DocumentKind) -> Mapping[Number, tuple[str, str | None]]:
    """For each item that somebody planned the sign of its state, and the role in whose colour it is painted."""
    told: dict[Number, tuple[str, str | None]] = dict.fromkeys(assessed.unclear, (OPEN, None))
    for state in kind.states:
        told |= dict.fromkeys(assessed.states[state.name], (SIGNS[str(state.state)], state.state))
    return told


def summary(assessment: Assessment, kind: DocumentKind, lang: Language) -> list[str]:
    """What it adds up to, for which day, and who has not reported."""
    unclear = sum(len(each.unclear) for each in assessment.offices)
    counts = [(_label(state, lang), assessment.totals[state.name]) for state in kind.states]
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
    names = roster.short_names(pack, kind, lang)
    # That a report leaves items open is worth a column only where one does.
    is_open = any(each.unclear for each in assessment.offices)
    head = [say(lang, "{Sender}", **nouns(kind)), say(lang, "{Document}", **nouns(kind))]
    head += [*(_label(state, lang) for state in kind.states), *([say(lang, "left open")] if is_open else [])]
    rows: list[list[str]] = []
    roles: dict[tuple[int, int], str] = {}
    for place, each in enumerate(assessment.offices):
        lists = [each.states[state.name] for state in kind.states]
        roles |= {(place, 2 + at): str(state.state) for at, state in enumerate(kind.states) if lists[at]}
        rows.append(
            [
                names.get(each.office, printable(each.office)),
                _report(each, lang),
                *(_numbers(numbers, lang) for numbers in (*lists, *([each.unclear] if is_open else []))),
            ]
        )
    return TextTable(head, rows, (), roles)


def item_table(assessment: Assessment, kind: DocumentKind, pack: Pack, lang: Language) -> TextTable:
    """For each item that somebody planned, with how many it is in each state; all of them at the end."""
    head = [say(lang, "No."), say(lang, "{Item}", **nouns(kind)), *(_label(state, lang) for state in kind.states)]
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


def _report(each: AssessedSender, lang: Language) -> str:
    if each.is_without_report:
        return say(lang, "none")
    return "" if each.file is None else printable(each.file.rpartition("/")[2])


def _numbers(numbers: Sequence[Number], lang: Language) -> str:
    listed = say(lang, ", ").join(printable(str(number)) for number in numbers)
    return say(lang, "{count}: {numbers}", count=len(numbers), numbers=listed) if numbers else ""


def _label(state: Tally, lang: Language) -> str:
    return flowing(state.label.in_language(lang))
