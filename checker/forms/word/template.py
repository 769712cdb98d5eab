"""A plan to fill in, as a Word document: the required measures prepared, blank tables for optional ones.

What explains is grey and of a style of its own, by which the reader knows that it is no part of the plan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.documents.word.fields import (
    ALLIANCES,
    EXCEPTIONS,
    LEGISLATION,
    MEASURE,
    REGIONS,
    REQUESTS,
    TARGETS,
    Entry,
)
from checker.forms.word.writing import composer_of
from checker.forms.workbook.lists import said_of_measure
from checker.guidance import duties_on, duty_text
from checker.i18n import N_, say
from checker.pack.labels import labels_of
from checker.pack.wording import label
from checker.provincial import PLAN_FORMAT, days_of, lead_names, measures_of, plan_of
from checker.word.paper import Paragraph, Run, plain_table
from checker.word.sheet import write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from checker.documents.word.fields import Part
    from checker.forms.word.plan import Block, Composer
    from checker.model import Language
    from checker.pack.model import Pack
    from checker.provincial import Measure, Office
    from checker.word.paper import Table

_FEW: Final = 10
"""Duties that stay on the page of the table below them."""
_STATED_CLASS: Final = "stated_class"
_BLANK_ROWS: Final = 3
"""Rows that stand ready for milestones, alliances, regions and exceptions."""
_BLANK_ENTRIES: Final = 3
"""Tables for optional measures; more are copied from them."""
_BETWEEN_SENTENCES: Final = {"en": " ", "zh": ""}
_ASKED: Final = ("number", "objective", "actions", "schedule", "responsible", "funding", "sipo_support", "targets")
"""The fields of a measure beside which the circular is quoted."""


def render_template(pack: Pack, office: Office, lang: Language) -> bytes:
    """The plan of `office` to fill in, as a Word document in `lang`."""
    composer = composer_of(pack, labels_of(pack), lang, blank_items=_BLANK_ROWS)
    return write(composer.paper(blank_plan(composer, office), template_blocks(composer, office)))


def blank_plan(composer: Composer, office: Office) -> dict[str, Any]:
    """What of a plan is known before anybody fills it in."""
    pack = composer.pack
    rows = measures_of(pack).values()
    plan = {
        "format": PLAN_FORMAT,
        "circular": pack.id,
        "office": office.code,
        "plan_year": int(days_of(pack)[0][:4]),
        "status": "draft",
        "measures": [{"number": row.number} for row in rows if row.class_ == "required"],
    }
    return {**plan, "title": composer.heading(plan)}


def template_blocks(composer: Composer, office: Office) -> Iterator[Block]:
    """The whole form of an office."""
    looks, plan = composer.writer.looks, blank_plan(composer, office)
    yield Paragraph(looks.title, (Run(composer.title(plan)),))
    yield Paragraph(looks.basis, (Run(composer.basis()),))
    yield from _said(
        composer,
        N_(
            "Fill in the white cells. Grey text explains; it is no part of the plan, and may be "
            "deleted before the plan is sent. Text outside of the tables is not read as part of "
            "the plan."
        ),
        N_(
            "Actions and tasks: a line each. Departments: separated by semicolons or on lines of "
            "their own. Milestones, alliances, regions and exceptions: a row each; add rows "
            "where there are too few. What does not apply stays empty."
        ),
        N_("To add a measure, copy the heading and the table of another. A blank table counts for nothing."),
        N_("Check it at any time: plancheck check FILE. What a rule wants and why: plancheck explain RULE."),
    )
    yield composer.section(N_("1. The plan"))
    yield from _duties(composer, "plan_year", "submission")
    yield composer.cover(plan)
    yield composer.section(N_("2. Measures"))
    yield from _duties(composer, *(f"measures/{name}" for name in _ASKED))
    yield from _required(composer)
    yield from _optional(composer)
    yield composer.section(N_("3. Deployment in the regions"))
    yield from _duties(composer, "regions")
    if office.province is not None:
        yield composer.explained_above(
            say(
                composer.lang,
                "The code of a region has six digits and begins with {province}.",
                province=office.province,
            )
        )
    yield composer.listed(REGIONS, None)
    yield composer.section(N_("4. Exceptions asked for"))
    yield from _exceptions(composer)
    yield composer.listed(EXCEPTIONS, None)


def _required(composer: Composer) -> Iterator[Block]:
    rows = [row for row in measures_of(composer.pack).values() if row.class_ == "required"]
    yield composer.explained(say(composer.lang, "Required measures ({count}): all of them.", count=len(rows)))
    for row in rows:
        yield composer.measure_heading(row.number)
        yield from _about(composer, row)
        yield composer.measure_table(_parts_for([row]), {"number": row.number})


def _optional(composer: Composer) -> Iterator[Block]:
    lang = composer.lang
    rows = [row for row in measures_of(composer.pack).values() if row.class_ == "optional"]
    yield Paragraph(composer.writer.looks.measure, (Run(say(lang, "Optional measures")),))
    yield from _duties(composer, "measures")
    yield composer.explained(say(lang, "The {count} optional measures to choose from:", count=len(rows)))
    yield _catalogue(composer, rows)
    offered = [
        say(
            lang,
            N_("Measure {number}: {title}", context="heading"),
            number=row.number,
            title=row.title.in_language(lang),
        )
        for row in rows
    ]
    for _ in range(_BLANK_ENTRIES):
        yield Paragraph(composer.writer.looks.measure, (Run(say(lang, "Optional measure (to be chosen)")),))
        yield composer.measure_table(_parts_for(rows), {}, offered)


def _exceptions(composer: Composer) -> Iterator[Block]:
    yield from _duties(composer, "exceptions")
    rules = [rule for rule in composer.pack.rules_for(plan_of(composer.pack)) if rule.in_principle]
    for rule in rules:
        yield composer.explained_above(f"{rule.id}: {duty_text(rule, composer.pack, composer.lang)}")


def _about(composer: Composer, row: Measure) -> Iterator[Paragraph]:
    """What the circular says of a measure."""
    lang, pack = composer.lang, composer.pack
    progress = label(pack, "progress", row.progress, lang)
    line = say(lang, "{progress}; led by: {leads}", progress=progress, leads=lead_names(row, pack, lang))
    yield composer.explained_above(line)
    yield from map(composer.explained_above, said_of_measure(row.number, pack, lang))


def _catalogue(composer: Composer, rows: Iterable[Measure]) -> Table:
    """The measures to choose from, and what the circular says of them."""
    lang, pack, style = composer.lang, composer.pack, composer.writer.looks.explanation
    head = tuple(
        say(lang, word)
        for word in (
            N_("No."),
            N_("Measure", context="catalogue"),
            N_("Progress", context="requirement"),
            N_("Led by"),
            N_("What else the circular says"),
        )
    )
    lines = (
        (
            str(row.number),
            row.title.in_language(lang),
            label(pack, "progress", row.progress, lang),
            lead_names(row, pack, lang),
            _BETWEEN_SENTENCES[lang].join(said_of_measure(row.number, pack, lang)),
        )
        for row in rows
    )
    return plain_table(head, lines, composer.writer.looks.catalogue, style, style)


def _parts_for(rows: Collection[Measure]) -> list[Part]:
    """What the tables of these measures ask for: what every measure has, and what some of these have."""
    details = {name for row in rows for name in row.details}
    figures = tuple(entry for entry in TARGETS.entries if entry.field.path[-1] in details)
    asked: list[Part] = [part for part in MEASURE if _is_general(part)]
    if any(row.asked for row in rows):
        asked.append(REQUESTS)
    if figures:
        asked.append(TARGETS._replace(entries=figures))
    return asked + [part for part in (ALLIANCES, LEGISLATION) if part.path[-1] in details]


def _is_general(part: Part) -> bool:
    """Whether every measure has it, and the office fills it in."""
    if isinstance(part, Entry):
        return bool(part.field.path) and part.field.name != _STATED_CLASS
    return part not in {REQUESTS, TARGETS, ALLIANCES, LEGISLATION}


def _duties(composer: Composer, *paths: str) -> Iterator[Paragraph]:
    """What the circular asks of these fields, each duty once."""
    pack, lang = composer.pack, composer.lang
    fields = [tuple(path.split("/")) for path in paths]
    said = dict.fromkeys(duty for field in fields for duty in duties_on(field, pack, plan_of(pack), lang))
    return map(composer.explained_above if len(said) < _FEW else composer.explained, said)


def _said(composer: Composer, *messages: str) -> Iterator[Paragraph]:
    return (composer.explained(say(composer.lang, message)) for message in messages)
