"""A rule pack that was looked over, as text: a paragraph for each remark, and the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.cli.layout import paragraph
from checker.i18n import say
from checker.labels import SEVERITIES
from checker.model import Severity
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from checker.cli.authoring.looked_over import LookedOver, Remark
    from checker.model import Language

_INDENT: Final = "  "


def render(looked: LookedOver, lang: Language, columns: int) -> str:
    """The remarks as paragraphs of at most `columns`; the line with the place is never broken."""
    lines = [line for remark in looked.remarks for line in (*_remark(remark, lang, columns), "")]
    lines += paragraph(_total(looked, lang), columns, lang)
    return "".join(f"{line}\n" for line in lines)


def _remark(remark: Remark, lang: Language, columns: int) -> list[str]:
    severity = say(lang, SEVERITIES[remark.severity])
    lines = [say(lang, "{place}: {severity} [{id}]", place=printable(remark.place), severity=severity, id=remark.id)]
    lines += paragraph(remark.message, columns, lang, _INDENT)
    if remark.fix is not None:
        lines += paragraph(say(lang, "To do: {fix}", fix=remark.fix), columns, lang, _INDENT)
    return lines


def _total(looked: LookedOver, lang: Language) -> str:
    pack = printable(looked.pack)
    if looked.is_broken:
        return say(
            lang,
            "{pack}: the rule pack cannot be used (faults: {faults}). Everything else is looked "
            "at once they are mended.",
            pack=pack,
            faults=len(looked.remarks),
        )
    if not looked.remarks:
        return say(lang, "{pack}: nothing found.", pack=pack)
    errors, warnings, infos = (looked.count(severity) for severity in Severity)
    return say(
        lang,
        "{pack}: errors: {errors}; warnings: {warnings}; notes: {infos}.",
        pack=pack,
        errors=errors,
        warnings=warnings,
        infos=infos,
    )
