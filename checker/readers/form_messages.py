"""What is said of a form: of what is no value or cannot be understood, what may be written, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.form import FormField, ValueKind
from checker.i18n import N_, say
from checker.model import LANGUAGES, Text
from checker.readers.labels import label_key
from checker.readers.text import excerpt
from checker.values import is_blank

# Why a text that somebody typed is no value of its kind

_MOST_LOOKED_AT: Final = 800
"""Characters of a text out of which its beginning is quoted."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no value of its kind: `code` is one of `UNCLEAR`, whose messages `values` fill."""

    code: str
    values: Mapping[str, str | int | Text] = field(default_factory=dict)

    @property
    def wording(self) -> str:
        """What is said of it, for `i18n.say`."""
        return UNCLEAR[self.code][0]

    @property
    def remedy(self) -> str:
        """What may be written instead, for `i18n.say`."""
        return UNCLEAR[self.code][1]


_A_DAY: Final = N_("Write the one day that is meant, with its year: such as 2013-06-30 or 30 June 2013.")
_A_COUNT: Final = N_("Write one whole number in figures, such as 35.")
_A_FIGURE: Final = N_("Write one number in figures, such as 35 or 2.5.")
_AN_AMOUNT: Final = N_("Write one exact amount in yuan with its unit, such as 6,800,000 or 6.8 million yuan.")

UNCLEAR: Final[Mapping[str, tuple[str, str]]] = {
    "no-day": (N_("“{found}” is no day."), _A_DAY),
    "day-missing": (N_("“{found}” names a month or a part of a year, and a day is expected."), _A_DAY),
    "year-missing": (N_("“{found}” does not say of which year."), _A_DAY),
    "no-such-day": (N_("The calendar has no {day}: that month has {days} days."), _A_DAY),
    "no-such-month": (N_("“{found}” names the month {month}, and a year has twelve."), _A_DAY),
    "two-days": (N_("Two days stand here, {first} and {second}, and one is expected."), _A_DAY),
    "more-than-a-day": (N_("“{found}” says more than the day."), _A_DAY),
    "no-count": (N_("“{found}” is no number."), _A_COUNT),
    "not-whole": (N_("“{found}” is no whole number."), _A_COUNT),
    "inexact-count": (N_("“{found}” is no exact number."), _A_COUNT),
    "two-counts": (N_("“{found}” holds more than one number."), _A_COUNT),
    "no-figure": (N_("“{found}” is no number."), _A_FIGURE),
    "inexact-figure": (N_("“{found}” is no exact number."), _A_FIGURE),
    "two-figures": (N_("“{found}” holds more than one number."), _A_FIGURE),
    "no-amount": (N_("“{found}” is no amount of money."), _AN_AMOUNT),
    "inexact-amount": (N_("“{found}” is no exact amount."), _AN_AMOUNT),
    "two-amounts": (N_("“{found}” holds more than one amount."), _AN_AMOUNT),
    "other-currency": (N_("“{found}” is an amount in another currency, and yuan are expected."), _AN_AMOUNT),
    "units-differ": (
        N_("“{found}” is in {unit}, and the heading or label of the cell says {around}."),
        N_("Keep one of the two units, the one that is right."),
    ),
    "unit-not-asked": (
        N_("“{found}” stands under a heading or label in {unit}, and the form does not ask for it in that unit."),
        N_("Write the number as the form asks for it, under the heading that the form has."),
    ),
    "no-flag": (N_("“{found}” is neither yes nor no."), N_("Write yes or no.")),
    "no-code": (
        N_("“{found}” is none of the names that can stand here."),
        N_("Choose one from the list, in either language."),
    ),
    "no-item": (
        N_("“{found}” is neither the number nor the title of an item."),
        N_("Write the number alone, such as 7, or the title as the catalogue has it."),
    ),
    "item-differs": (
        N_("“{found}” has the number of one item and the title of another."),
        N_("Correct the number or the title, or keep one of the two."),
    ),
    "several-names": (
        N_("“{found}” names more than one, and a row is for one."),
        N_("Give each a row of its own."),
    ),
    "no-digits": (N_("“{found}” is no code of figures."), N_("Write the code in figures alone, such as 420100.")),
}
"""What is said of a text that is no value: by code, what was found, and what may be written."""


def unclear(code: str, text: str, **values: str | int | Text) -> Unclear:
    """Why `text` is no value; its beginning is quoted."""
    return Unclear(code, {"found": excerpt(" ".join(text[:_MOST_LOOKED_AT].split())), **values})


# What else cannot be understood, and what was left out

FAULTS: Final[Mapping[str, tuple[str, str]]] = {
    "column-unknown": (
        N_("The column “{found}” is not known here, and what stands in it was not read."),
        N_("Give the column the heading that the form has for it, or move its contents elsewhere and delete it."),
    ),
    "column-unnamed": (
        N_("This column has no heading, and what stands in it was not read."),
        N_("Give the column the heading that the form has for it, or delete what stands in it."),
    ),
    "column-repeated": (
        N_("There is a second column “{found}” with something in it, and which of the two counts is not clear."),
        N_("Keep one of the two columns."),
    ),
    "sheet-hidden": (
        N_("The sheet “{found}” is hidden; whether it counts is not clear."),
        N_("Show the sheet, or delete it."),
    ),
    "error-value": (
        N_("The formula here ends in an error ({found}), so there is no value."),
        N_("Correct the formula, or type the value itself."),
    ),
    "uncomputed": (
        N_("The formula here has not been computed, so there is no value."),
        N_("Open the workbook in an office program and save it, or type the value itself."),
    ),
    "repeated": (
        N_("This was filled in before, and which of the two counts is not clear."),
        N_("Keep one of the two."),
    ),
    "row-of-no-entry": (
        N_("This row does not say which entry of “{sheet}” it belongs to, and was not read."),
        N_("Fill in “{column}”, as the sheet “{sheet}” has it."),
    ),
    "row-of-unknown-entry": (
        N_("This row belongs to “{found}”, which “{sheet}” does not list; it was not read."),
        N_("Correct “{column}”, or list “{found}” on the sheet “{sheet}”."),
    ),
    "row-of-two-entries": (
        N_("This row belongs to “{found}”, which “{sheet}” lists more than once; it was not read."),
        N_(
            "List it once; or give each of its rows a mark in a column “Entry mark”, and write that mark here in place "
            "of the number."
        ),
    ),
    "row-of-entries-alike": (
        N_("This row belongs to “{found}”, which “{sheet}” lists more than once; it was not read."),
        N_("Let “{column}” on the sheet “{sheet}” tell them apart, and write here the one that is meant."),
    ),
    "title-differs": (
        N_("The title typed here is that of another entry than number {found}."),
        N_("Correct the number or the title."),
    ),
    "unknown-label": (
        N_("“{found}” stands where the form has the name of a field, and no field is called so; the row was not read."),
        N_("Write the name as the blank form has it, or remove the row."),
    ),
    "beyond-columns": (
        N_("“{found}” stands in no column that has a name, so it was not read."),
        N_("Move it below the column it belongs to."),
    ),
    "heading-number": (
        N_("The number in the table is not that of the heading “{found}” above it."),
        N_("Correct the one that is wrong; the heading may also be without a number."),
    ),
    "merged": (
        N_("This cell is merged with another, so it is not certain which field its contents belong to."),
        N_("Split the cell, and write each value into its own."),
    ),
    "box": (
        N_("A picture, a shape or a text box stands in this cell, and cannot be read."),
        N_("Write it as text, and remove the object."),
    ),
    "table": (
        N_("A table stands within this cell, and cannot be read."),
        N_("Write it as lines of text, and remove the table."),
    ),
    "equation": (N_("A formula stands in this cell, and cannot be read."), N_("Write it as text.")),
    "symbol": (
        N_("A sign of a symbol font stands in this cell; which one it is cannot be read."),
        N_("Write it as text."),
    ),
    "form-field": (
        N_("A check box or a list of an old form stands in this cell, and cannot be read."),
        N_("Write what is meant as text."),
    ),
    "note": (N_("A footnote stands in this cell, and is not read."), N_("Move its text into the cell, or remove it.")),
    "inserted-file": (N_("A file is inserted in this cell, and is not read."), N_("Write its text into the cell.")),
    "hidden-text": (
        N_("Hidden text stands in this cell; whether it is meant is not certain."),
        N_("Make it visible, or remove it."),
    ),
}
"""What cannot be understood: the code of the fault -> what is said of it, and what to do."""

UNREAD: Final[Mapping[str, tuple[str, str]]] = {
    "struck": (N_("“{found}” is struck out here, and was not read."), N_("Remove it, or write it again.")),
    "text-box": (
        N_("A text box says “{found}”, and was not read."),
        N_("Write what belongs to the document into its cell; anything else may stay."),
    ),
    "outside": (
        N_("“{found}” stands outside of the rows and fields of the form, and was not read."),
        N_("Write what belongs to the document into the cell or column for it; anything else may stay."),
    ),
    "remark": (
        N_("This row was read as a note, a total or a signature, and as no entry: “{found}”."),
        N_("If it is an entry, fill it in as the rows above are; otherwise it may stay."),
    ),
    "column-unknown": (
        N_("The column “{found}” is none of the form, and what stands in it was not read."),
        N_("Move what belongs to the document to a column of the form; anything else may stay."),
    ),
    "sheet-unknown": (
        N_("The sheet “{found}” is no part of the form, and nothing on it was read."),
        N_("Move what belongs to the document to the sheets of the form; anything else may stay."),
    ),
    "sheet-copied": (
        N_("The sheets “{kept}” and “{found}” are the same part of the form; “{kept}” was read and “{found}” was not."),
        N_("Delete the one that does not count."),
    ),
    "table-unknown": (
        N_("The table that begins with “{found}” is none of the form, and was not read."),
        N_("Move what belongs to the document into the tables of the form; anything else may stay."),
    ),
    "heading-alone": (
        N_("The heading “{found}” names an entry, and no table of it follows."),
        N_("Add its table below, copied from that of another entry, or remove the heading."),
    ),
    "hidden-outside": (
        N_("Hidden text, or an inserted file, stands here outside of the tables, and was not read."),
        N_("Write what belongs to the document into its cell, and remove it."),
    ),
}
"""What stands in a file and was left out, in the same way."""


def shown(written: object) -> str:
    """What of a text is fit to be quoted: its beginning, on one line."""
    return excerpt(" ".join(str(written).split()))


_MOST_NAMED: Final = 12
"""Choices that a message lists."""
_WRITTEN: Final[Mapping[ValueKind, str]] = {
    ValueKind.TEXT: N_("Write it in words."),
    ValueKind.LINES: N_("Write each on a line of its own, or number them 1. 2. 3."),
    ValueKind.ITEMS: N_("Write the names with a comma or semicolon between two."),
    ValueKind.DAY: UNCLEAR["no-day"][1],
    ValueKind.COUNT: UNCLEAR["no-count"][1],
    ValueKind.FIGURE: UNCLEAR["no-figure"][1],
    ValueKind.AMOUNT: UNCLEAR["no-amount"][1],
    ValueKind.FLAG: UNCLEAR["no-flag"][1],
    ValueKind.NUMBER: UNCLEAR["no-item"][1],
    ValueKind.DIGITS: UNCLEAR["no-digits"][1],
    ValueKind.RULE: UNCLEAR["no-code"][1],
}


def may_be_written(
    field: FormField, label: Callable[[str | None, object], Text | None]
) -> tuple[str, Mapping[str, Text]]:
    """What may be written in a field, with an example: a message, and its values. `label` names codes of lists."""
    if field.kind is not ValueKind.CODE:
        return _WRITTEN.get(field.kind, _WRITTEN[ValueKind.TEXT]), {}
    named = [found for code in field.codes if (found := label(field.labels, code)) is not None]
    if not named:
        return UNCLEAR["no-code"][1], {}
    if len(named) > _MOST_NAMED:
        return N_("Choose one from the list, in either language, such as “{choice}”."), {"choice": named[0]}
    # A name may have a comma of its own.
    choices = Text(*(say(lang, "; ").join(each.in_language(lang) for each in named) for lang in LANGUAGES))
    return N_("Write one of these: {choices}."), {"choices": choices}


# Remarks between and below the rows

_TOTALS: Final = frozenset(("合计", "总计", "小计", "共计", "累计", "total", "totals", "subtotal", "grandtotal", "sum"))
_REMARKS: Final = tuple(
    map(
        label_key,
        (
            *("填表人", "填报人", "制表人", "制表", "经办人", "审核人", "审批人", "负责人", "单位负责人", "分管领导"),
            *("联系人", "联系电话", "联系方式", "电话", "填表日期", "填报日期", "制表日期", "填表说明", "日期", "盖章"),
            *("签字", "签章", "签名", "公章", "注", "备注", "附注", "说明", "填报单位", "单位"),
            *("Note", "Notes", "Remark", "Remarks", "Prepared by", "Filled in by", "Checked by", "Approved by"),
            *("Signed", "Signature", "Date", "Contact", "Telephone"),
        ),
    )
)


_SEALS: Final = ("(盖章)", "(公章)", "(签章)", "(签字)", "(签名)")


def is_remark(texts: Iterable[str]) -> bool:
    """Whether the texts of a row are a total, a signature or a note: by what the first of them says."""
    first = next((each for each in texts if not is_blank(each)), "").translate(str.maketrans("：（）", ":()"))
    if label_key(first) in _TOTALS or first.rstrip().endswith(_SEALS):
        return True
    begin, sign, _ = first.partition(":")
    begun = label_key(begin.rstrip("0123456789 "))
    return bool(sign) and any(begun == label_key(each) for each in _REMARKS)
