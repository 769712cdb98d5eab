"""A workbook for an office to fill in: what the circular requires is there, and what it allows can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import ALLIANCES, MEASURES, MILESTONES, REQUESTS, TABLES, TARGETS
from checker.forms.workbook.writing import draw_form
from checker.provincial import PLAN_FORMAT, days_of, heading_of, measures_of

if TYPE_CHECKING:
    from checker.forms.workbook.rows import Row
    from checker.model import Language
    from checker.pack.model import Pack
    from checker.provincial import Office

_MILESTONES: Final = 2
"""Rows prepared for each required measure: one while it is worked on, one when it is done."""
_ALLIANCES: Final = "alliances"


def render_template(pack: Pack, office: Office, lang: Language) -> bytes:
    """The workbook of `office` to fill in, under the circular of `pack`."""
    year = days_of(pack)[0][:4]
    title = heading_of(pack, year, office.name.in_language(lang), lang)
    plan: dict[str, Any] = {
        "format": PLAN_FORMAT,
        "circular": pack.id,
        "office": office.code,
        "plan_year": int(year),
        "status": "draft",
        "title": title,
        "submission": {"version": 1},
    }
    return draw_form(plan, _prepared(pack), pack, lang, title=title, is_blank=True)


def _prepared(pack: Pack) -> dict[str, list[Row]]:
    """Rows in which the measure is filled in already; what stays empty behind it counts for nothing."""
    measures = measures_of(pack).values()
    required = [row for row in measures if row.class_ == "required"]
    local = [row for row in measures if row.class_ in ("required", "optional")]
    rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    rows[MEASURES.name] = [{"number": row.number, "stated_class": row.class_} for row in required]
    rows[MILESTONES.name] = [{"number": row.number} for row in required for _ in range(_MILESTONES)]
    rows[REQUESTS.name] = [{"number": row.number} for row in local if row.asked is not None]
    rows[TARGETS.name] = [{"number": row.number} for row in local if set(row.details) - {_ALLIANCES}]
    rows[ALLIANCES.name] = [{"number": row.number} for row in local if _ALLIANCES in row.details for _ in range(2)]
    return rows
