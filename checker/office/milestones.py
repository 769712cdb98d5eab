"""What is due when, as text, as a workbook, and as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Final

from checker.compilation import DueList, Milestone
from checker.i18n import N_, say
from checker.model import Language
from checker.office.compilation_workbook import add_milestones
from checker.reporting import Layout
from checker.reporting.page import Page
from checker.reporting.printable import flowing
from checker.reporting.sections import Passage, Section, TextTable
from checker.reporting.workbook import ReportBook

_TITLE: Final = N_("What is due when")
_NO_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When an entry of a calendar was made: a clock would make the same plans another calendar each time."""


def due_text(due: DueList, lang: Language, layout: Layout) -> str:
    """A heading for each group, and below it a table."""
    return Page.of(lang, layout).pages([_sections(due, lang)])


def _sections(due: DueList, lang: Language) -> Iterator[Section]:
    columns = {"office": N_("Sender"), "item": N_("Item"), "text": N_("Done by then")}
    shown = [name for name in columns if name != due.by]
    heads = [say(lang, "Due on"), *(say(lang, columns[name]) for name in shown)]
    if not due.groups:
        yield Section("", [Passage(say(lang, "Nothing is due."))])
    for group in due.groups:
        rows = []
        for each in group.milestones:
            values = {"office": each.name, "item": f"{each.number} {each.title}", "text": each.text or ""}
            rows.append([each.day, *(flowing(values[name]) for name in shown)])
        title = say(lang, "{name}: {count}", name=flowing(group.name), count=len(rows))
        yield Section(title, [TextTable(heads, rows)])


def due_workbook(due: DueList, lang: Language) -> bytes:
    """A sheet with a row for each milestone, group by group."""
    book = ReportBook(lang, say(lang, _TITLE))
    add_milestones(book, due.milestones, lang)
    return book.to_bytes()


def due_calendar(due: DueList, lang: Language) -> bytes:
    """A calendar with a whole day for each milestone; the same milestones give the same bytes."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//plancheck//{due.by}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(lang, _TITLE))
    seen: dict[str, count[int]] = {}
    for each in due.milestones:
        event = Event()
        day = date.fromisoformat(each.day)
        event.add("uid", _uid(each, seen))
        event.add("dtstamp", _NO_MOMENT)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", flowing(say(lang, "{name}: {text}", name=each.name, text=each.text or each.title)))
        event.add("description", flowing(f"{each.number} {each.title}"))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _uid(each: Milestone, seen: dict[str, count[int]]) -> str:
    """What tells an entry from all others, and is the same whenever it is made again."""
    about = f"{each.office} {each.number} {each.day}"
    nth = next(seen.setdefault(about, count(1)))
    return f"{sha256(f'{about} {nth}'.encode()).hexdigest()[:32]}@plancheck"
