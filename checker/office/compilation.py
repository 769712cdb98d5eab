"""A compilation as a Word file, ready to edit and release, and as a workbook; and what is due when.

What the Word file says is worked out here; how it says it, and how it is laid out, stands in a Word file with the tags
of docxtpl, one for each language in `templates/`, which an office can change. What is due is told as text, as a
workbook, and as a calendar (iCalendar, RFC 5545).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any, Final

from checker.compilation import (
    Compilation,
    CompiledEntry,
    CompiledItem,
    CompiledPlan,
    DueList,
    Milestone,
    StatedFunds,
    Total,
    by_month,
    month_name,
)
from checker.i18n import N_, say
from checker.model import Language, Text
from checker.office.rendering import bytes_of_word, chinese_numeral, layout_of, name_of_sender, rendered
from checker.pack.model import DocumentKind, Pack
from checker.reporting import Layout, naming
from checker.reporting.naming import nouns
from checker.reporting.page import Page, Passage, Section, TextTable
from checker.reporting.printable import flowing
from checker.reporting.workbook import HEAD, STRONG, TITLE, ReportBook, ReportCell, ReportSheet, lines
from checker.values import is_day

Row = Sequence[str | int | float | None]
Columns = list[tuple[str, float]]
Words = Mapping[str, Text]
"""What a kind of document, its items and its senders are called."""

_NO_WORDS: Final[Words] = {}
_NUMBER: Final = N_("No.", context="sequence")
_YUAN: Final = N_("{amount} yuan", context="funds")
_HEAD: Final = 2
"""The row of a sheet with the heads of its columns, below the title."""
_NOTHING: Final = "—"
_BETWEEN: Final[Mapping[Language, str]] = {"en": "; ", "zh": "；"}
_DUE: Final = N_("What is due when")
_NO_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""When an entry of a calendar was made: a clock would make the same plans another calendar each time."""
_PARTS: Final = ("figures", "by_item", "groups", "senders", "milestones", "totals", "left_out", "sources")
"""The parts of the Word file, as the template names them."""


def compilation_document(compiled: Compilation, pack: Pack, lang: Language) -> bytes:
    """The bytes of a .docx file; the same compilation gives the same bytes."""
    paper = rendered(layout_of("compilation", lang), _Content(compiled, pack, lang).all())
    return bytes_of_word(paper, compiled.title, pack)


class _Content:
    """What the template can name, in `lang`. A mark is what the contents find a heading by."""

    def __init__(self, compiled: Compilation, pack: Pack, lang: Language) -> None:
        self._compiled = compiled
        self._pack = pack
        self._lang: Language = lang
        self._marks = count(1)

    def all(self) -> dict[str, Any]:
        """Everything."""
        compiled, pack, lang = self._compiled, self._pack, self._lang
        kind = pack.documents[compiled.document]
        words = {name: noun.in_language(lang) for name, noun in nouns(kind).items()}
        authority = pack.authority
        may_lack = {"groups": compiled.groups, "milestones": compiled.milestones, "totals": compiled.totals}
        there = [name for name in _PARTS if may_lack.get(name, True)]
        return {
            "title": compiled.title,
            "sender": None if authority is None else name_of_sender(authority, lang),
            "citation": flowing(pack.citation.in_language(lang)),
            "clause": None if authority is None else naming.clause_label(authority.clause, lang, pack),
            "document": words["document"],
            "item_noun": words["item"],
            "item_nouns": words["items"],
            "sender_noun": words["sender"],
            "figures": compiled.figures,
            "has_milestones": _has_milestones(kind),
            "has_funds": _has_funds(kind),
            "funds": f"{compiled.figures.funds:,}",
            "numbers": {**dict.fromkeys(_PARTS), **{name: self._numeral(place) for place, name in enumerate(there, 1)}},
            "marks": {name: next(self._marks) for name in there},
            "groups": list(self._groups()),
            "group_rows": [
                {
                    "title": group.title,
                    "listed": self._listed(group.items),
                    "offices": group.offices,
                    "pairs": group.pairs,
                }
                for group in compiled.groups
            ],
            "senders": [self._sender(plan) for plan in compiled.plans],
            "months": list(self._months()),
            "totals": [
                {
                    "item": self._item_name(each.number, each.title),
                    "label": each.label,
                    "planned": each.planned,
                    "offices": each.offices,
                    "announced": _announced_text(each, lang) or _NOTHING,
                }
                for each in compiled.totals
            ],
            "left_out": [
                {
                    "name": flowing(each.name or each.office or "") or _NOTHING,
                    "file": naming.file_name(each.file) or _NOTHING,
                    "reason": flowing(each.reason),
                }
                for each in compiled.left_out
            ],
            "sources": [
                {
                    "name": plan.name,
                    "file": naming.file_name(plan.file) or _NOTHING,
                    "version": plan.version or _NOTHING,
                    "sha256": plan.sha256,
                }
                for plan in compiled.plans
            ],
            "pack": f"{compiled.pack.id} {compiled.pack.version} ({compiled.pack.digest})",
        }

    def _groups(self) -> Iterator[dict[str, Any]]:
        """The groups in which something is listed, with the items; one without a title for those of none."""
        items = self._compiled.items
        named = [group for group in self._compiled.groups if group.items]
        grouped = {number for group in named for number in group.items}
        for place, group in enumerate(named, 1):
            own = [item for item in items if item.group == group.number]
            yield {
                "numeral": self._numeral(place),
                "title": flowing(group.title),
                "around": group.around and flowing(group.around),
                "mark": next(self._marks),
                "entries": [self._item(item) for item in own],
            }
        if rest := [item for item in items if item.number not in grouped]:
            yield {"title": "", "entries": [self._item(item) for item in rest]}

    def _item(self, item: CompiledItem) -> dict[str, Any]:
        return {
            "number": item.number,
            "title": flowing(item.title),
            "label": item.label,
            "mark": next(self._marks),
            "rows": [self._row(entry) for entry in item.entries],
        }

    def _row(self, entry: CompiledEntry) -> dict[str, Any]:
        columns = zip(self._compiled.columns, entry.values, strict=True)
        parts = [{"label": label, "text": self._joined(texts)} for label, texts in columns if texts]
        dues = [{"day": due.day, "text": flowing(due.text or "")} for due in entry.milestones]
        return {
            "name": entry.name,
            "parts": parts or [{"label": "", "text": _NOTHING}],
            "dues": dues or [{"day": _NOTHING, "text": ""}],
            "funds": flowing(_entry_funds_text(entry, self._compiled, self._lang)) or _NOTHING,
        }

    def _sender(self, plan: CompiledPlan) -> dict[str, Any]:
        codes = {item.number: item.code for item in self._compiled.items}
        classes = {each.code: each.label for each in self._compiled.figures.classes}
        parts = [
            {"label": classes.get(code or "", ""), "text": self._listed(numbers)}
            for code in dict.fromkeys((*classes, None))
            if (numbers := [number for number in plan.items if codes[number] == code])
        ]
        funds = flowing(_funds_text(plan.funds, self._lang)) or _NOTHING
        return {"name": plan.name, "parts": parts or [{"label": "", "text": _NOTHING}], "funds": funds}

    def _months(self) -> Iterator[dict[str, Any]]:
        for month, milestones in by_month(self._compiled.milestones).items():
            yield {
                "name": month_name(month, self._lang),
                "mark": next(self._marks),
                "rows": [
                    {
                        "day": each.day,
                        "item": self._item_name(each.number, each.title),
                        "name": each.name,
                        "text": flowing(each.text or "") or _NOTHING,
                    }
                    for each in milestones
                ],
            }

    def _item_name(self, number: object, title: str) -> str:
        return flowing(f"{number} {title}")

    def _joined(self, texts: Sequence[str]) -> str:
        ends = "。；;."
        return _BETWEEN[self._lang].join([*(flowing(text).rstrip(ends) for text in texts[:-1]), flowing(texts[-1])])

    @staticmethod
    def _listed(numbers: Sequence[object]) -> str:
        # With a blank behind it, as lines break between figures nowhere else.
        return ", ".join(map(str, numbers)) or _NOTHING

    def _numeral(self, number: int) -> str:
        return chinese_numeral(number) if self._lang == "zh" else str(number)


# What both say


def _funds_text(funds: StatedFunds | None, lang: Language) -> str:
    """Funds as they are stated, in words."""
    if funds is None:
        return ""
    amount = None if funds.amount is None else say(lang, _YUAN, amount=f"{funds.amount:,}")
    return say(lang, "; ").join(part for part in (amount, funds.source) if part)


def _entry_funds_text(entry: CompiledEntry, compiled: Compilation, lang: Language) -> str:
    """The funds of an entry, in words; where it states none, whether the whole document does."""
    if entry.funds is not None:
        return _funds_text(entry.funds, lang)
    is_stated = any(plan.office == entry.office and plan.funds is not None for plan in compiled.plans)
    return say(lang, "within the funds of the whole") if is_stated else ""


def _has_milestones(kind: DocumentKind) -> bool:
    """Whether documents of a kind say by when something is done, as far as a compilation takes it from them."""
    return kind.compiling is not None and kind.compiling.milestones is not None


def _has_funds(kind: DocumentKind) -> bool:
    """Whether they state funds."""
    return kind.compiling is not None and kind.compiling.funds is not None


def _announced_text(total: Total, lang: Language) -> str:
    """A figure that is announced, in words; empty where none is."""
    if total.least is None:
        return ""
    if total.most is not None:
        return f"{total.least}–{total.most}"
    return say(lang, "about {count}", count=total.least) if total.about else str(total.least)


# The workbook


def compilation_workbook(compiled: Compilation, kind: DocumentKind, lang: Language) -> bytes:
    """The workbook of documents of a kind, with a sheet for each table; the same compilation gives the same bytes."""
    book = ReportBook(lang, compiled.title)
    _add_figures(book, compiled, kind, lang)
    _add_items(book, compiled, kind, lang)
    _add_groups(book, compiled, kind, lang)
    _add_senders(book, compiled, kind, lang)
    if _has_milestones(kind):
        _add_milestones(book, compiled.milestones, lang)
    _add_totals(book, compiled, lang)
    _add_left_out(book, compiled, lang)
    sheet = _add_sources(book, compiled, lang)
    pack = compiled.pack
    sheet.line(say(lang, "Rule pack {id} {version}: {digest}", id=pack.id, version=pack.version, digest=pack.digest))
    return book.to_bytes()


def _add(
    book: ReportBook, lang: Language, name: str, columns: Columns, rows: Iterable[Row], words: Words = _NO_WORDS
) -> ReportSheet:
    """A sheet with a title and a table."""
    sheet = book.sheet(say(lang, name, **words), [width for _, width in columns])
    sheet.line(say(lang, name, **words), TITLE)
    sheet.head([head for head, _ in columns], 1)
    for row in rows:
        _add_row(sheet, row)
    return sheet


def _add_row(sheet: ReportSheet, values: Row) -> None:
    cells = (flowing(each) if isinstance(each, str) and "\n" not in each else each for each in values)
    sheet.row([ReportCell(each, centred=not isinstance(each, str)) for each in cells])


def _heads(widths: Mapping[str, float], lang: Language, words: Words = _NO_WORDS) -> Columns:
    """The heads of columns, which are messages, as they are said, with their widths."""
    return [(say(lang, head, **words), width) for head, width in widths.items()]


def _add_milestones(book: ReportBook, milestones: Sequence[Milestone], lang: Language) -> None:
    """A sheet of milestones in the order of their days."""
    heads = {
        N_("Month"): 12.0,
        N_("Due on"): 12.0,
        _NUMBER: 7.0,
        N_("Title"): 34.0,
        N_("Sender"): 30.0,
        N_("Done by then"): 62.0,
    }
    rows = [
        [month_name(each.day[:7], lang), each.day, each.number, each.title, each.name, each.text] for each in milestones
    ]
    _add(book, lang, N_("Milestones"), _heads(heads, lang), rows).filtered(_HEAD)


def _add_figures(book: ReportBook, compiled: Compilation, kind: DocumentKind, lang: Language) -> None:
    figures, words = compiled.figures, nouns(kind)
    sheet = book.sheet(say(lang, N_("Figures")), [44, 16, 16, 16])
    sheet.line(compiled.title, TITLE)
    sheet.gap()
    for label, value in (
        (N_("Senders in the roster"), figures.senders),
        (N_("Compiled"), figures.plans),
        (N_("Different {items} listed"), figures.items),
        (N_("Pairs of a {sender} and a {item}"), figures.pairs),
        *([(N_("Milestones"), figures.milestones)] if _has_milestones(kind) else []),
        *([(N_("Funds stated (yuan)"), figures.funds)] if _has_funds(kind) else []),
    ):
        sheet.row([ReportCell(say(lang, label, **words), STRONG), ReportCell(value)])
    if figures.classes:
        sheet.gap()
        heads = (N_("Class"), N_("In the circular"), N_("Listed"), N_("Pairs"))
        sheet.row([ReportCell(say(lang, head), HEAD) for head in heads])
        for each in figures.classes:
            _add_row(sheet, [each.label, each.there, each.listed, each.pairs])


def _add_items(book: ReportBook, compiled: Compilation, kind: DocumentKind, lang: Language) -> None:
    columns = _heads({_NUMBER: 7.0, N_("Title"): 24.0, N_("Class"): 10.0, N_("Sender"): 22.0}, lang)
    columns += [(label, 34.0) for label in compiled.columns]
    columns += _heads({N_("Milestones"): 34.0} if _has_milestones(kind) else {}, lang)
    columns += _heads({N_("Funds"): 20.0} if _has_funds(kind) else {}, lang)
    rows = []
    for item in compiled.items:
        for entry in item.entries:
            values = [lines(texts) for texts in entry.values]
            if _has_milestones(kind):
                values.append(lines([" ".join(filter(None, (due.day, due.text))) for due in entry.milestones]))
            if _has_funds(kind):
                values.append(_entry_funds_text(entry, compiled, lang))
            rows.append([item.number, item.title, item.label, entry.name, *values])
    _add(book, lang, N_("By {item}"), columns, rows, nouns(kind)).filtered(_HEAD)


def _add_groups(book: ReportBook, compiled: Compilation, kind: DocumentKind, lang: Language) -> None:
    if not compiled.groups:
        return
    heads = {
        _NUMBER: 7.0,
        N_("Group", context="items"): 40.0,
        N_("Part of"): 36.0,
        N_("{Items} listed"): 24.0,
        N_("Senders"): 10.0,
        N_("Pairs"): 10.0,
    }
    rows = [
        [each.number, each.title, each.around, say(lang, ", ").join(map(str, each.items)), each.offices, each.pairs]
        for each in compiled.groups
    ]
    words = nouns(kind)
    _add(book, lang, N_("By group"), _heads(heads, lang, words), rows, words)


def _add_senders(book: ReportBook, compiled: Compilation, kind: DocumentKind, lang: Language) -> None:
    words = nouns(kind)
    classes = {each.code: each.label for each in compiled.figures.classes}
    codes = {item.number: item.code for item in compiled.items}
    columns = _heads({N_("Code"): 10.0, N_("Sender"): 34.0}, lang)
    columns += [(label, 30.0) for label in classes.values() or [say(lang, "{Items} listed", **words)]]
    columns += _heads({N_("Items"): 9.0, **({N_("Funds"): 34.0} if _has_funds(kind) else {})}, lang)
    rows: list[Row] = []
    for plan in compiled.plans:
        own = [[number for number in plan.items if codes.get(number) == code] for code in classes] or [plan.items]
        lists = [say(lang, ", ").join(map(str, numbers)) for numbers in own]
        funds = [_funds_text(plan.funds, lang)] if _has_funds(kind) else []
        rows.append([plan.office, plan.name, *lists, len(plan.items), *funds])
    _add(book, lang, N_("By sender"), columns, rows, words)


def _add_totals(book: ReportBook, compiled: Compilation, lang: Language) -> None:
    if not compiled.totals:
        return
    heads = {
        _NUMBER: 7.0,
        N_("Title"): 40.0,
        N_("Figure"): 32.0,
        N_("Planned"): 12.0,
        N_("Senders"): 10.0,
        N_("Announced"): 18.0,
    }
    rows = [
        [each.number, each.title, each.label, each.planned, each.offices, _announced_text(each, lang)]
        for each in compiled.totals
    ]
    _add(book, lang, N_("Totals"), _heads(heads, lang), rows)


def _add_left_out(book: ReportBook, compiled: Compilation, lang: Language) -> None:
    rows = [[each.name or each.office, naming.file_name(each.file), each.reason] for each in compiled.left_out]
    columns = _heads({N_("Sender"): 40.0, N_("File"): 44.0, N_("Why"): 70.0}, lang)
    _add(book, lang, N_("Left out"), columns, rows)


def _add_sources(book: ReportBook, compiled: Compilation, lang: Language) -> ReportSheet:
    heads = {
        N_("Code"): 10.0,
        N_("Sender"): 34.0,
        N_("File"): 40.0,
        N_("Version"): 9.0,
        N_("SHA-256 of what it holds"): 68.0,
    }
    rows = [[each.office, each.name, naming.file_name(each.file), each.version, each.sha256] for each in compiled.plans]
    return _add(book, lang, N_("Sources"), _heads(heads, lang), rows)


# What is due when


def due_text(due: DueList, lang: Language, layout: Layout) -> str:
    """A heading for each group, and below it a table."""
    return Page.of(lang, layout).pages([_due_sections(due, lang)])


def _due_sections(due: DueList, lang: Language) -> Iterator[Section]:
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
    book = ReportBook(lang, say(lang, _DUE))
    _add_milestones(book, due.milestones, lang)
    return book.to_bytes()


def due_calendar(due: DueList, lang: Language) -> bytes:
    """A calendar with a whole day for each milestone; the same milestones give the same bytes.

    One for a day that there is not, such as 30 February, has no place in it, and stands in the text and the workbook.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//plancheck//{due.by}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(lang, _DUE))
    seen: dict[str, Iterator[int]] = {}
    for each in (due_ for due_ in due.milestones if is_day(due_.day)):
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


def _uid(each: Milestone, seen: dict[str, Iterator[int]]) -> str:
    """What tells an entry from all others, and is the same whenever it is made again."""
    about = f"{each.office} {each.number} {each.day}"
    nth = next(seen.setdefault(about, count(1)))
    return f"{sha256(f'{about} {nth}'.encode()).hexdigest()[:32]}@plancheck"
