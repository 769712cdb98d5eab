"""What the form says beside its fields: how to fill them in, and what the circular asks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from openpyxl.worksheet.datavalidation import DataValidation

from checker.documents.form import Kind
from checker.forms.workbook.lists import NUMBERS, list_name
from checker.guidance import duties_on
from checker.i18n import N_, say
from checker.provincial import plan_of

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
        lines.append(say(lang, "What the circular asks:"))
        lines += [f"• {duty}" for duty in dict.fromkeys(duties)]
    return "\n".join(line for line in lines if line)


def guide_of(field: Field, lang: Language) -> str:
    """How to fill a field in; empty where its label says it all."""
    guide = _GUIDES.get(field.name) or _GUIDES_BY_KIND.get(field.kind)
    return "" if guide is None else say(lang, guide)


_GUIDES: Final[Mapping[str, str]] = {
    "circular": N_("The circular this plan answers; nothing is to be typed here."),
    "office": N_("The office this workbook was made for; nothing is to be typed here."),
    "status": N_("“draft” while the plan is being written, “submitted” once it has been sent."),
    "plan_title": N_("Free text, which no rule looks at."),
    "contact": N_("Whom to ask about the plan, and how to reach them."),
    "notes": N_("Anything else; no rule looks at it."),
    "submitted_on": N_("The day on which the plan was sent; fill it in on sending."),
    "version": N_("1 for the first plan sent, 2 for the next."),
    "first_submitted_on": N_("The day on which version 1 was sent; only from version 2 on."),
    "recipient": N_("To whom the plan is sent."),
    "plan_amount": N_(
        "Funds stated once for all measures, in yuan; a measure can state its own on the sheet of measures."
    ),
    "number": N_("The number of the measure in the circular; all of them are on the sheet “Catalogue”."),
    "title": N_("Looked up by the number; nothing is to be typed here."),
    "class": N_("Looked up by the number; nothing is to be typed here."),
    "progress": N_("Looked up by the number; nothing is to be typed here."),
    "leads": N_("The departments of SIPO, looked up by the number; nothing is to be typed here."),
    "objective": N_("What is to be reached with the measure."),
    "actions": N_("What is done: an action on each line (Alt+Enter), or numbered 1. 2. 3."),
    "responsible": N_("Departments of the office; a comma or semicolon between two."),
    "amount": N_("Funds for this measure alone, in yuan."),
    "source": N_("Where the money comes from."),
    "stated_class": N_("What the office takes the measure for; may be left empty."),
    "mark": N_("Where a number is listed more than once: a mark that other sheets write in place of the number."),
    "due": N_("The day on which this is done; a row for each milestone."),
    "milestone": N_("What is done by that day."),
    "department": N_("The department of SIPO that decides."),
    "approved_on": N_("The day of the approval."),
    "reference": N_("The file number of the approval."),
    "alliance": N_("The name of the alliance; a row for each."),
    "basic_patents": N_("How many basic patents it has."),
    "region": N_("The name of the region; a row for each."),
    "code": N_("The code of the region by GB/T 2260, six digits."),
    "tasks": N_("What the region does: a task on each line (Alt+Enter), or numbered 1. 2. 3."),
    "rule": N_("The requirement from which an exception is asked for."),
    "justification": N_("Why the exception is asked for."),
}
_GUIDES_BY_KIND: Final[Mapping[Kind, str]] = {
    Kind.DAY: N_("A day, such as 2012-12-20."),
    Kind.COUNT: N_("A whole number, without a unit."),
    Kind.AMOUNT: N_("An amount in yuan, in figures."),
    Kind.FLAG: N_("Choose yes or no."),
    Kind.CODE: N_("Choose from the list."),
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


_NOT_IN_LIST: Final = N_("Choose one of the words in the list.")
_REFUSED: Final[Mapping[Kind, str]] = {
    Kind.DAY: N_("This is no day that can be used. Type it as 2012-12-20."),
    Kind.COUNT: N_("A whole number, 0 or greater, is expected here."),
    Kind.AMOUNT: N_("An amount in figures, 0 or greater, is expected here."),
    Kind.NUMBER: N_("This is no number of the catalogue. Keep it all the same?"),
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
