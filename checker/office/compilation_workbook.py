"""A compilation as a workbook: figures, who does what by item, by group and by office, milestones, totals, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from checker.compilation import Compilation, CompiledEntry, Milestone, StatedFunds, month_name
from checker.i18n import N_, say
from checker.model import Language, Text
from checker.pack.model import DocumentKind
from checker.reporting import naming
from checker.reporting.nouns import nouns
from checker.reporting.printable import flowing
from checker.reporting.workbook import HEAD, STRONG, TITLE, ReportBook, ReportCell, ReportSheet, lines

Row = Sequence[str | int | float | None]
Columns = list[tuple[str, float]]
Words = Mapping[str, Text]
"""What a kind of document, its items and its senders are called."""

_NO_WORDS: Final[Words] = {}
_NUMBER: Final = N_("No.", context="sequence")
_YUAN: Final = N_("{amount} yuan", context="funds")


def compilation_workbook(compiled: Compilation, kind: DocumentKind, lang: Language) -> bytes:
    """The workbook of documents of a kind; the same compilation gives the same bytes."""
    words = nouns(kind)
    book = ReportBook(lang, compiled.title)
    _add_figures(book, compiled, kind, lang)
    _add_items(book, compiled, kind, lang)
    _add_groups(book, compiled, words, lang)
    _add_senders(book, compiled, kind, lang)
    if has_milestones(kind):
        add_milestones(book, compiled.milestones, lang)
    _add_totals(book, compiled, lang)
    _add_left_out(book, compiled, lang)
    _add_sources(book, compiled, lang)
    return book.to_bytes()


def add_milestones(book: ReportBook, milestones: Sequence[Milestone], lang: Language) -> None:
    """A sheet of milestones in the order of their days."""
    columns = _heads(
        {
            N_("Month"): 12.0,
            N_("Due on"): 12.0,
            _NUMBER: 7.0,
            N_("Title"): 34.0,
            N_("Sender"): 30.0,
            N_("Done by then"): 62.0,
        },
        lang,
    )
    sheet = _table(book, lang, N_("Milestones"), columns)
    head = sheet.at
    for each in milestones:
        _row(sheet, [month_name(each.day[:7], lang), each.day, each.number, each.title, each.name, each.text])
    sheet.filtered(head)


def funds_text(funds: StatedFunds | None, lang: Language) -> str:
    """Funds as they are stated, in words."""
    if funds is None:
        return ""
    amount = None if funds.amount is None else say(lang, _YUAN, amount=f"{funds.amount:,}")
    return say(lang, "; ").join(part for part in (amount, funds.source) if part)


def entry_funds_text(entry: CompiledEntry, compiled: Compilation, lang: Language) -> str:
    """The funds of an entry, in words; where it states none, whether the whole document does."""
    if entry.funds is not None:
        return funds_text(entry.funds, lang)
    is_stated = any(plan.office == entry.office and plan.funds is not None for plan in compiled.plans)
    return say(lang, "within the funds of the whole") if is_stated else ""


def has_milestones(kind: DocumentKind) -> bool:
    """Whether documents of a kind say by when something is done, as far as a compilation takes it from them."""
    return kind.compiling is not None and kind.compiling.milestones is not None


def has_funds(kind: DocumentKind) -> bool:
    """Whether they state funds."""
    return kind.compiling is not None and kind.compiling.funds is not None


def _heads(widths: Mapping[str, float], lang: Language, words: Words = _NO_WORDS) -> Columns:
    """The heads of columns, which are messages, as they are said, with their widths."""
    return [(say(lang, head, **words), width) for head, width in widths.items()]


def _table(book: ReportBook, lang: Language, name: str, columns: Columns, words: Words = _NO_WORDS) -> ReportSheet:
    """A sheet with a title and the head of a table."""
    sheet = book.sheet(say(lang, name, **words), [width for _, width in columns])
    sheet.line(say(lang, name, **words), TITLE)
    sheet.head([head for head, _ in columns], 1)
    return sheet


def _row(sheet: ReportSheet, values: Row) -> None:
    cells = (flowing(each) if isinstance(each, str) and "\n" not in each else each for each in values)
    sheet.row([ReportCell(each, centred=not isinstance(each, str)) for each in cells])


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
        *([(N_("Milestones"), figures.milestones)] if has_milestones(kind) else []),
        *([(N_("Funds stated (yuan)"), figures.funds)] if has_funds(kind) else []),
    ):
        sheet.row([ReportCell(say(lang, label, **words), STRONG), ReportCell(value)])
    if figures.classes:
        sheet.gap()
        heads = (N_("Class"), N_("In the circular"), N_("Listed"), N_("Pairs"))
        sheet.row([ReportCell(say(lang, head), HEAD) for head in heads])
        for each in figures.classes:
            _row(sheet, [each.label, each.there, each.listed, each.pairs])


def _add_items(book: ReportBook, compiled: Compilation, kind: DocumentKind, lang: Language) -> None:
    columns = _heads({_NUMBER: 7.0, N_("Title"): 24.0, N_("Class"): 10.0, N_("Sender"): 22.0}, lang)
    columns += [(label, 34.0) for label in compiled.columns]
    columns += _heads({N_("Milestones"): 34.0} if has_milestones(kind) else {}, lang)
    columns += _heads({N_("Funds"): 20.0} if has_funds(kind) else {}, lang)
    sheet = _table(book, lang, N_("By {item}"), columns, nouns(kind))
    head = sheet.at
    for item in compiled.items:
        for entry in item.entries:
            values = [lines(texts) for texts in entry.values]
            if has_milestones(kind):
                values.append(lines([" ".join(filter(None, (due.day, due.text))) for due in entry.milestones]))
            if has_funds(kind):
                values.append(entry_funds_text(entry, compiled, lang))
            _row(sheet, [item.number, item.title, item.label, entry.name, *values])
    sheet.filtered(head)


def _add_groups(book: ReportBook, compiled: Compilation, words: Words, lang: Language) -> None:
    if not compiled.groups:
        return
    columns = _heads(
        {
            _NUMBER: 7.0,
            N_("Group", context="items"): 40.0,
            N_("Part of"): 36.0,
            N_("{Items} listed"): 24.0,
            N_("Senders"): 10.0,
            N_("Pairs"): 10.0,
        },
        lang,
        words,
    )
    sheet = _table(book, lang, N_("By group"), columns, words)
    for group in compiled.groups:
        items = say(lang, ", ").join(map(str, group.items))
        _row(sheet, [group.number, group.title, group.around, items, group.offices, group.pairs])


def _add_senders(book: ReportBook, compiled: Compilation, kind: DocumentKind, lang: Language) -> None:
    words = nouns(kind)
    classes = {each.code: each.label for each in compiled.figures.classes}
    codes = {item.number: item.code for item in compiled.items}
    columns = _heads({N_("Code"): 10.0, N_("Sender"): 34.0}, lang)
    columns += [(label, 30.0) for label in classes.values() or [say(lang, "{Items} listed", **words)]]
    columns += _heads({N_("Items"): 9.0, **({N_("Funds"): 34.0} if has_funds(kind) else {})}, lang)
    sheet = _table(book, lang, N_("By sender"), columns, words)
    for plan in compiled.plans:
        own = [[number for number in plan.items if codes.get(number) == code] for code in classes] or [plan.items]
        lists = [say(lang, ", ").join(map(str, numbers)) for numbers in own]
        funds = [funds_text(plan.funds, lang)] if has_funds(kind) else []
        _row(sheet, [plan.office, plan.name, *lists, len(plan.items), *funds])


def _add_totals(book: ReportBook, compiled: Compilation, lang: Language) -> None:
    if not compiled.totals:
        return
    columns = _heads(
        {
            _NUMBER: 7.0,
            N_("Title"): 40.0,
            N_("Figure"): 32.0,
            N_("Planned"): 12.0,
            N_("Senders"): 10.0,
            N_("Announced"): 18.0,
        },
        lang,
    )
    sheet = _table(book, lang, N_("Totals"), columns)
    for total in compiled.totals:
        announced = announced_text(total.least, total.most, lang, is_about=total.about)
        _row(sheet, [total.number, total.title, total.label, total.planned, total.offices, announced])


def announced_text(least: int | None, most: int | None, lang: Language, *, is_about: bool) -> str:
    """A figure that is announced, in words; empty where none is."""
    if least is None:
        return ""
    if most is not None:
        return f"{least}–{most}"
    return say(lang, "about {count}", count=least) if is_about else str(least)


def _add_left_out(book: ReportBook, compiled: Compilation, lang: Language) -> None:
    sheet = _table(book, lang, N_("Left out"), _heads({N_("Sender"): 40.0, N_("File"): 44.0, N_("Why"): 70.0}, lang))
    for each in compiled.left_out:
        _row(sheet, [each.name or each.office, naming.file_name(each.file), each.reason])


def _add_sources(book: ReportBook, compiled: Compilation, lang: Language) -> None:
    columns = _heads(
        {
            N_("Code"): 10.0,
            N_("Sender"): 34.0,
            N_("File"): 40.0,
            N_("Version"): 9.0,
            N_("SHA-256 of what it holds"): 68.0,
        },
        lang,
    )
    sheet = _table(book, lang, N_("Sources"), columns)
    for plan in compiled.plans:
        _row(sheet, [plan.office, plan.name, naming.file_name(plan.file), plan.version, plan.sha256])
    pack = say(
        lang,
        "Rule pack {id} {version}: {digest}",
        id=compiled.pack.id,
        version=compiled.pack.version,
        digest=compiled.pack.digest,
    )
    sheet.line(pack)
