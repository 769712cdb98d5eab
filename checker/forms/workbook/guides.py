"""What the form says beside its fields: how to fill them in, and what the circular asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from openpyxl.worksheet.datavalidation import DataValidation

from checker.documents.form import Kind
from checker.forms.workbook.lists import NUMBERS, list_name
from checker.guidance import duties_on
from checker.provincial import plan_of
from checker.texts import say, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.documents.form import Field
    from checker.model import Language
    from checker.pack.model import Pack

_QUOTED: Final = {
    "plan_year": ("plan_year",),
    "status": ("status",),
    "submitted_on": ("submission",),
    "plan_amount": ("measures/funding",),
    "number": ("measures", "measures/number"),
    "stated_class": ("measures/class",),
    "objective": ("measures/objective",),
    "actions": ("measures/actions",),
    "responsible": ("measures/responsible",),
    "amount": ("measures/funding",),
    "due": ("measures/schedule",),
    "request": ("measures/sipo_support",),
    "compliant_enterprises": ("measures/targets",),
    "region": ("regions",),
    "rule": ("exceptions",),
}
"""The columns beside which the circular is quoted -> the fields of the plan that the duties are about."""

_LONGEST_PROMPT: Final = 255
_FIRST_DAY: Final = "DATE(1900,3,1)"
"""The first day that all spreadsheets count alike."""


def note_on(field: Field, pack: Pack, lang: Language) -> str:
    """The comment on the head of a column: how to fill it in, and the duties it is about."""
    lines = [guide_of(field, lang)]
    quoted = (tuple(path.split("/")) for path in _QUOTED.get(field.name, ()))
    duties = [duty for path in quoted for duty in duties_on(path, pack, plan_of(pack), lang)]
    if duties:
        lines.append(say(lang, "forms.duties"))
        lines += [f"• {duty}" for duty in dict.fromkeys(duties)]
    return "\n".join(line for line in lines if line)


def guide_of(field: Field, lang: Language) -> str:
    """How to fill a field in; empty where its label says it all."""
    key = f"guide.{field.name}"
    if key in texts_of("forms"):
        return say(lang, f"forms.{key}")
    return say(lang, f"forms.guide-{field.kind.name.lower()}") if field.kind in _GUIDED_BY_KIND else ""


_GUIDED_BY_KIND: Final = frozenset((Kind.DAY, Kind.COUNT, Kind.AMOUNT, Kind.FLAG, Kind.CODE))


def validation_of(field: Field, lang: Language, guide: str) -> DataValidation | None:
    """What may be typed into a field, as a spreadsheet says it; None where anything may."""
    rules = _rules_of(field)
    if rules is None:
        return None
    validation = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True, **rules)
    validation.errorTitle = field.label.in_language(lang)[:32]
    validation.error = say(lang, f"forms.refused-{_KINDS_OF_LISTS.get(field.kind, field.kind.name.lower())}")
    validation.promptTitle = field.label.in_language(lang)[:32]
    validation.prompt = guide[:_LONGEST_PROMPT] or None
    return validation


_KINDS_OF_LISTS: Final = {Kind.CODE: "list", Kind.FLAG: "list", Kind.EXACT: "list", Kind.NUMBER: "number"}


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
