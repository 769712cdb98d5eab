"""`plancheck measures`: the catalogue of a rule pack."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from checker.cli.command import Command
from checker.cli.layout import table
from checker.cli.options import ONE_PACK, choice_option, lang_option, output_option, pack_option
from checker.cli.outcome import Outcome
from checker.cli.screen import width
from checker.i18n import N_, say
from checker.pack.loading import one_pack
from checker.pack.wording import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Language
    from checker.pack.model import Measure, Pack

CLASSES: Final = ("required", "optional", "national")
FORMATS: Final = ("text", "json")
_WHOLE: Final = 3
_COLUMNS: Final = (N_("No."), N_("Class"), N_("Progress"), N_("Led by"), N_("Title"))


def make_command(name: str, lang: Language) -> Command:
    """The command `measures`, in `lang`."""

    def measures(pack: str | None, format: str, output: str | None, **wanted: str | None) -> Outcome:  # noqa: A002 - click names parameters after their options
        chosen = one_pack(pack)
        class_ = wanted["class"]
        rows = [row for row in chosen.catalogue.measures.values() if class_ in (None, row.class_)]
        if format == "json":
            data = [_data(row, lang) for row in rows]
            return Outcome(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output=output, is_json=True)
        return Outcome(_text(rows, chosen, lang, width(output)), output=output)

    return Command(
        name,
        lang,
        help=say(lang, "List the measures of the circular's catalogue."),
        callback=measures,
        params=[
            choice_option("class", say(lang, "Only measures of this class."), CLASSES, lang),
            pack_option(lang, ONE_PACK),
            choice_option(
                "format", say(lang, "Form of the output (default: text)."), FORMATS, lang, default=FORMATS[0]
            ),
            output_option(lang),
            lang_option(lang),
        ],
    )


def _text(rows: Sequence[Measure], pack: Pack, lang: Language, columns: int) -> str:
    heads = [say(lang, column) for column in _COLUMNS]
    cells = [
        [
            str(row.number),
            label(pack, "class", row.class_, lang),
            label(pack, "progress", row.progress, lang),
            _leads(row, pack, lang),
            row.title.in_language(lang),
        ]
        for row in rows
    ]
    total = say(lang, "{count} measures", count=len(rows))
    return f"{table(heads, cells, columns, lang, whole=_WHOLE)}\n{total}\n"


def _leads(row: Measure, pack: Pack, lang: Language) -> str:
    names = [label(pack, "department", lead, lang) for lead in row.leads]
    return say(lang, ", ").join(names) or say(lang, "–")


def _data(row: Measure, lang: Language) -> dict[str, Any]:
    decision = row.sipo_decides
    return {
        "number": row.number,
        "task": row.task,
        "class": row.class_,
        "progress": row.progress,
        "leads": list(row.leads),
        "sipo_decides": None
        if decision is None
        else {"kind": decision.kind, "always": decision.always, "places": decision.places},
        "national_targets": [
            {"target": item.target, "at_least": item.at_least, "at_most": item.at_most, "about": item.about}
            for item in row.national_targets
        ],
        "details": list(row.details),
        "title": row.title.in_language(lang),
    }
