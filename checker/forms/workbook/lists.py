"""The lists that a form is filled in from: the circular's catalogue, and the words for every closed list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from checker.forms.workbook.sheets import FIXED, HEAD
from checker.forms.workbook.values import code_label
from checker.guidance import said_of_item
from checker.i18n import say
from checker.labels import COLUMNS, HEADINGS
from checker.pack.wording import label
from checker.provincial import departments_of, lead_names, measures_of, offices_of, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.forms.workbook.sheets import FormBook
    from checker.model import Language, Number
    from checker.pack.model import Pack
    from checker.provincial import Measure
    from checker.readers.document import Labels

LOOKUPS: Final = ("title", "class", "progress", "leads")
"""What the sheets look up in the catalogue by a measure's number, in the order of its columns behind the number."""

KEYS: Final = "plancheck_keys"
NUMBERS: Final = "plancheck_numbers"
_SHOWN: Final = ("class", "progress", "catalogue_lead", "catalogue_detail")
"""Columns and tables of the pack that forms show in fields of their own."""
_CATALOGUE_WIDTHS: Final = (9, 34, 14, 20, 30, 70)


def list_name(codes: str) -> str:
    """The name of the cells that hold the words for a list of codes."""
    return f"plancheck_list_{codes}"


def column_name(lookup: str) -> str:
    """The name of the cells of the catalogue that hold one of `LOOKUPS`."""
    return f"plancheck_catalogue_{lookup}"


def looked_up(row: Measure | None, lookup: str, pack: Pack, lang: Language) -> str:
    """What the catalogue says of a measure; of one that it has not, only that."""
    if row is None:
        return say(lang, "not in the catalogue") if lookup == LOOKUPS[0] else ""
    match lookup:
        case "title":
            return row.title.in_language(lang)
        case "class":
            return label(pack, "class", row.class_, lang)
        case "progress":
            return label(pack, "progress", row.progress, lang)
    return lead_names(row, pack, lang)


def add_catalogue(book: FormBook, pack: Pack) -> None:
    """The sheet with the measures of the circular, by which others look up what they say of a measure."""
    lang = book.lang
    sheet = book.sheet("catalogue", _CATALOGUE_WIDTHS, is_filled_in=False)
    sheet.heading(HEADINGS["catalogue"].in_language(lang))
    sheet.name(1, "plancheck.sheet.catalogue")
    heads = [COLUMNS[name].in_language(lang) for name in ("number", *LOOKUPS)]
    sheet.head([*heads, say(lang, "What the circular says of it")], 2)
    first = sheet.row + 1
    for row in measures_of(pack).values():
        sheet.begin()
        sheet.put(1, row.number, FIXED)
        for column, lookup in enumerate(LOOKUPS, 2):
            sheet.put(column, looked_up(row, lookup, pack, lang), FIXED)
        sheet.put(len(LOOKUPS) + 2, "\n".join(said_of_measure(row.number, pack, lang)), FIXED)
        sheet.end()
    for column, name in enumerate((NUMBERS, *map(column_name, LOOKUPS)), 1):
        letter = get_column_letter(column)
        book.name(name, sheet.sheet, f"${letter}${first}:${letter}${sheet.row}")


def said_of_measure(number: Number, pack: Pack, lang: Language) -> Iterator[str]:
    """What the circular says of a measure beside what forms have fields for."""
    return said_of_item(number, pack, plan_of(pack), "", lang, but_columns=_SHOWN, but_tables=_SHOWN)


def add_lists(book: FormBook, pack: Pack, labels: Labels) -> None:
    """The hidden sheet with the words of every closed list, and the numbers of the measures as text."""
    lang = book.lang
    lists = {list_name(codes): words or [""] for codes, words in _closed_lists(pack, labels, lang)}
    # A number that was typed as text is looked up as well, so texts are compared.
    lists[KEYS] = [str(number) for number in measures_of(pack)]
    sheet = book.sheet("lists", [24] * len(lists), is_filled_in=False)
    sheet.begin()
    for column, name in enumerate(lists, 1):
        sheet.put(column, name, HEAD)
    sheet.name(1, "plancheck.sheet.lists")
    sheet.end()
    for place in range(max(map(len, lists.values()))):
        sheet.begin()
        for column, words in enumerate(lists.values(), 1):
            if place < len(words):
                sheet.put(column, words[place], FIXED)
        sheet.end()
    for column, (name, words) in enumerate(lists.items(), 1):
        letter = get_column_letter(column)
        book.name(name, sheet.sheet, f"${letter}$2:${letter}${len(words) + 1}")
    sheet.sheet.sheet_state = "hidden"


def _closed_lists(pack: Pack, labels: Labels, lang: Language) -> Iterable[tuple[str, list[str]]]:
    for codes in ("class", "status", "request", "approval_status", "legislation_path"):
        # What the catalogue does not have is no class that an office could state.
        yield codes, [code_label(codes, code, pack, labels, lang) for code in pack.codes[codes] if code != "unknown"]
    yield "office", [code_label("office", code, pack, labels, lang) for code in offices_of(pack)]
    yield "department", [code_label("department", code, pack, labels, lang) for code in departments_of(pack)]
    yield "flag", [say(lang, "yes"), say(lang, "no")]
    yield "rule", [rule.id for rule in pack.rules_for(plan_of(pack)) if rule.in_principle]


def measure_of(number: Number | None, pack: Pack) -> Measure | None:
    """The catalogue's row of a measure."""
    return None if number is None else measures_of(pack).get(number)
