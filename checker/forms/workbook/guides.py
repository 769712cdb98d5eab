"""What the form says beside its fields: how to fill them in, and what the circular asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from openpyxl.worksheet.datavalidation import DataValidation

from checker.documents.form import Kind
from checker.forms.workbook.lists import NUMBERS, list_name
from checker.guidance import duties_on
from checker.i18n import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.form import Field
    from checker.model import Language
    from checker.pack.model import Pack

_TOPICS: Final = {
    "plan_year": ("plan_year",),
    "status": ("status",),
    "submitted_on": ("submission",),
    "plan_amount": ("funding",),
    "number": ("required", "optional", "number"),
    "stated_class": ("class",),
    "objective": ("objective",),
    "actions": ("actions",),
    "responsible": ("responsible",),
    "amount": ("funding",),
    "due": ("schedule",),
    "request": ("sipo_support",),
    "compliant_enterprises": ("targets",),
    "region": ("regions",),
    "rule": ("exceptions",),
}
"""The fields beside which the circular is quoted -> topics of `checker.guidance`."""

_LONGEST_PROMPT: Final = 255
_FIRST_DAY: Final = "DATE(1900,3,1)"
"""The first day that all spreadsheets count alike."""


def note_on(field: Field, pack: Pack, lang: Language) -> str:
    """The comment on the head of a column: how to fill it in, and the duties it is about."""
    lines = [guide_of(field, lang)]
    duties = [duty for topic in _TOPICS.get(field.name, ()) for duty in duties_on(topic, pack, lang)]
    if duties:
        lines.append(say(lang, "forms.duties"))
        lines += [f"• {duty}" for duty in dict.fromkeys(duties)]
    return "\n".join(line for line in lines if line)


def guide_of(field: Field, lang: Language) -> str:
    """How to fill a field in; empty where its label says it all."""
    guide = _GUIDES.get(field.name) or _GUIDES_BY_KIND.get(field.kind)
    return "" if guide is None else say(lang, guide)


_GUIDES: Final[Mapping[str, str]] = TABLE("forms.guide.")
_GUIDES_BY_KIND: Final[Mapping[Kind, str]] = {
    Kind.DAY: "forms.guide-day",
    Kind.COUNT: "forms.guide-count",
    Kind.AMOUNT: "forms.guide-amount",
    Kind.FLAG: "forms.guide-flag",
    Kind.CODE: "forms.guide-code",
}


def validation_of(field: Field, lang: Language, guide: str) -> DataValidation | None:
    """What may be typed into a field, as a spreadsheet says it; None where anything may."""
    rules = _rules_of(field)
    if rules is None:
        return None
    validation = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True, **rules)
    validation.errorTitle = field.label.in_language(lang)[:32]
    validation.error = say(lang, _REFUSED[field.kind])
    validation.promptTitle = field.label.in_language(lang)[:32]
    validation.prompt = guide[:_LONGEST_PROMPT] or None
    return validation


_NOT_IN_LIST: Final = "forms.refused-list"
_REFUSED: Final[Mapping[Kind, str]] = {
    Kind.DAY: "forms.refused-day",
    Kind.COUNT: "forms.refused-count",
    Kind.AMOUNT: "forms.refused-amount",
    Kind.NUMBER: "forms.refused-number",
    Kind.CODE: _NOT_IN_LIST,
    Kind.FLAG: _NOT_IN_LIST,
    Kind.EXACT: _NOT_IN_LIST,
}


def _rules_of(field: Field) -> dict[str, Any] | None:
    if field.kind is Kind.CODE:
        return None if field.codes == "circular" else {"type": "list", "formula1": f"={list_name(str(field.codes))}"}
    return _RULES.get(field.kind)


_AT_LEAST: Final = "greaterThanOrEqual"
_RULES: Final[Mapping[Kind, dict[str, Any]]] = {
    Kind.DAY: {"type": "date", "operator": _AT_LEAST, "formula1": _FIRST_DAY},
    Kind.COUNT: {"type": "whole", "operator": _AT_LEAST, "formula1": "0"},
    Kind.AMOUNT: {"type": "decimal", "operator": _AT_LEAST, "formula1": "0"},
    Kind.FLAG: {"type": "list", "formula1": f"={list_name('flag')}"},
    # More is understood than is in these lists, so people are warned and not stopped.
    Kind.NUMBER: {"type": "list", "formula1": f"={NUMBERS}", "errorStyle": "warning"},
    Kind.EXACT: {"type": "list", "formula1": f"={list_name('rule')}", "errorStyle": "warning"},
}
