"""What is said of a form: of what is no value or cannot be understood, what may be written, and what was left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from checker.form import FormField, ValueKind
from checker.i18n import N_, messages_of, say
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


UNCLEAR: Final = messages_of("unclear")
"""What is said of a text that is no value: by code, what was found, and what may be written."""
FAULTS: Final = messages_of("form-faults")
"""What cannot be understood: the code of the fault -> what is said of it, and what to do."""
LEFT_OUT: Final = messages_of("left-out")
"""What stands in a file and was left out, in the same way."""


def unclear(code: str, text: str, **values: str | int | Text) -> Unclear:
    """Why `text` is no value; its beginning is quoted."""
    return Unclear(code, {"found": excerpt(" ".join(text[:_MOST_LOOKED_AT].split())), **values})


def shown(written: object) -> str:
    """What of a text is fit to be quoted: its beginning, on one line."""
    return excerpt(" ".join(str(written).split()))


_MOST_NAMED: Final = 12
"""Choices that a message lists."""
_WRITTEN: Final = {kind: message for kind, (message,) in messages_of("may-be-written").items()}


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
