"""What people write where they fill in a form: names of offices, departments, states for codes; and remarks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from checker.values import is_blank

_LONGEST: Final = 256
"""Characters, more than any name or title has. To bring the marks above letters into order takes the square of them."""


def label_key(text: str) -> str:
    """`text` so that spellings people take for the same are the same: width, case, blanks and punctuation are gone.

    Nothing is left of a text that is too long to be a label.
    """
    if len(text) > _LONGEST:
        return ""
    # Imported here, because whoever reads JSON has no need of it.
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def labels_by_key(written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pairs (what is written, the code meant) -> a row of `Labels`; what would stand for two codes stands for none."""
    meant: dict[str, set[str]] = {}
    for text, code in written:
        meant.setdefault(label_key(text), set()).add(code)
    return {key: min(codes) for key, codes in meant.items() if key and len(codes) == 1}


# Remarks between and below the rows

_TOTALS: Final = frozenset(("合计", "总计", "小计", "共计", "累计", "total", "totals", "subtotal", "grandtotal", "sum"))
_REMARKS: Final = frozenset(
    map(
        str.casefold,
        (
            *("填表人", "填报人", "制表人", "制表", "经办人", "审核人", "审批人", "负责人", "单位负责人", "分管领导"),
            *("联系人", "联系电话", "联系方式", "电话", "填表日期", "填报日期", "制表日期", "填表说明", "日期", "盖章"),
            *("签字", "签章", "签名", "公章", "注", "备注", "附注", "说明", "填报单位", "单位"),
            *("Note", "Notes", "Remark", "Remarks", "PreparedBy", "FilledInBy", "CheckedBy", "ApprovedBy"),
            *("Signed", "Signature", "Date", "Contact", "Telephone"),
        ),
    )
)
"""What such a row begins with, before a colon in the second case, as `label_key` has it."""
_SEALS: Final = ("(盖章)", "(公章)", "(签章)", "(签字)", "(签名)")


def is_remark(texts: Iterable[str]) -> bool:
    """Whether the texts of a row are a total, a signature or a note: by what the first of them says."""
    first = next((each for each in texts if not is_blank(each)), "").translate(str.maketrans("：（）", ":()"))
    if label_key(first) in _TOTALS or first.rstrip().endswith(_SEALS):
        return True
    begin, sign, _ = first.partition(":")
    begun = label_key(begin.rstrip("0123456789 "))
    return bool(sign) and begun in _REMARKS
