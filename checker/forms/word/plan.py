"""A plan -> the pages of a Word document that reads as the plan again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.documents.word.fields import COVER, EXCEPTIONS, MEASURE, REGIONS, TARGETS, Entry
from checker.forms.word.cells import value_at
from checker.i18n import N_, say
from checker.provincial import heading_of, measures_of, offices_of
from checker.values import number_of
from checker.word.paper import Paper, Paragraph, Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.documents.word.fields import Group, Part
    from checker.forms.word.cells import Writer
    from checker.model import Language
    from checker.pack.model import Pack
    from checker.provincial import Measure

Block = Paragraph | Table

_LONGEST_TITLE: Final = 60
_MOST_ROWS_KEPT: Final = 28
"""Rows that may find room on one page; a table of more begins where it stands."""
_ALWAYS: Final = ("number", "objective", "actions", "responsible")
"""Fields of a measure that the form has whether they are filled in or not; so are the schedule and the funds."""


@dataclass(frozen=True, slots=True)
class Composer:
    """Puts the parts of a plan on paper; `pack` is the circular's, for the titles of its measures."""

    pack: Pack
    lang: Language
    writer: Writer

    def paper(self, plan: Mapping[str, Any], blocks: Iterable[Block]) -> Paper:
        """The document with these blocks, and the properties of the plan."""
        return Paper(
            lang=self.lang,
            title=self.heading(plan),
            author=self.office(plan),
            day=self.pack.issued,
            page=self.writer.looks.page,
            blocks=tuple(blocks),
        )

    def blocks(self, plan: Mapping[str, Any]) -> Iterator[Block]:
        """A plan that is filled in: cover, measures, regions, exceptions."""
        looks = self.writer.looks
        yield Paragraph(looks.title, (Run(self.title(plan)),))
        yield Paragraph(looks.basis, (Run(self.basis()),))
        yield self.section(N_("1. The plan"))
        yield self.cover(plan)
        yield self.section(N_("2. Measures"))
        for measure in plan.get("measures") or ():
            yield from self.measure(measure)
        yield self.section(N_("3. Deployment in the regions"))
        yield self.listed(REGIONS, plan.get("regions"))
        yield self.section(N_("4. Exceptions asked for"))
        yield self.listed(EXCEPTIONS, plan.get("exceptions"))

    def office(self, plan: Mapping[str, Any]) -> str:
        """The name of the office, or its code where the circular does not know it."""
        code = str(plan.get("office", ""))
        office = offices_of(self.pack).get(code)
        return code if office is None else office.name.in_language(self.lang)

    def heading(self, plan: Mapping[str, Any]) -> str:
        """What the document is: the office's plan for the year."""
        return heading_of(self.pack, str(plan.get("plan_year")), self.office(plan), self.lang)

    def title(self, plan: Mapping[str, Any]) -> str:
        """The title that the office gave its plan, where it is fit to be one."""
        own = str(plan.get("title") or "")
        return own if own.isprintable() and 0 < len(own) <= _LONGEST_TITLE else self.heading(plan)

    def basis(self) -> str:
        """The circular that the plan answers."""
        pack, lang = self.pack, self.lang
        return say(
            lang, "By {citation}, {title}", citation=pack.citation.in_language(lang), title=pack.title.in_language(lang)
        )

    def section(self, heading: str) -> Paragraph:
        """The heading of a section."""
        return Paragraph(self.writer.looks.heading, (Run(say(self.lang, heading)),))

    def cover(self, plan: Mapping[str, Any]) -> Table:
        """The table of what holds for the plan as a whole."""
        rows = (row for part in COVER for row in self.writer.rows(part, plan))
        return Table(tuple(rows), self.writer.looks.form)

    def measure(self, measure: Mapping[str, Any]) -> Iterator[Block]:
        """The heading and the table of a measure: the fields that every measure has, and others that it fills in."""
        yield self.measure_heading(measure.get("number"))
        wanted = (self._narrowed(part, measure) for part in MEASURE)
        yield self.measure_table([part for part in wanted if self._is_wanted(part, measure)], measure)

    def measure_heading(self, number: object) -> Paragraph:
        """The heading above the table of a measure."""
        row = self._row_of(number)
        if row is None:
            return Paragraph(
                self.writer.looks.measure, (Run(say(self.lang, "Measure that the circular does not list")),)
            )
        text = say(
            self.lang,
            N_("Measure {number}: {title}", context="heading"),
            number=row.number,
            title=row.title.in_language(self.lang),
        )
        return Paragraph(self.writer.looks.measure, (Run(text),))

    def measure_table(self, parts: Iterable[Part], measure: Mapping[str, Any], offered: Sequence[str] = ()) -> Table:
        """The table of a measure; `offered` is what its number can be chosen from."""
        rows = [row for part in parts for row in self.writer.rows(part, measure, offered if part is MEASURE[0] else ())]
        return Table(tuple(rows), self.writer.looks.form, is_kept_whole=len(rows) <= _MOST_ROWS_KEPT)

    def listed(self, group: Group, items: Sequence[Mapping[str, Any]] | None) -> Table:
        """The table of the regions, or of the exceptions."""
        looks = self.writer.looks
        return Table(
            tuple(self.writer.list_rows(group, items)), looks.regions if group is REGIONS else looks.exceptions
        )

    def explained(self, text: str) -> Paragraph:
        """What tells how to fill in the form."""
        return Paragraph(self.writer.looks.explanation, (Run(text),))

    def explained_above(self, text: str) -> Paragraph:
        """What tells how to fill in the table below it."""
        return Paragraph(self.writer.looks.explanation, (Run(text),), is_kept=True)

    def _narrowed(self, part: Part, measure: Mapping[str, Any]) -> Part:
        """The figures that the measure states, or that the circular has under it."""
        if part is not TARGETS:
            return part
        row = self._row_of(measure.get("number"))
        known = () if row is None else row.details
        entries = (entry for entry in TARGETS.entries if entry.field.path[-1] in {*known, *measure.get("targets", {})})
        return TARGETS._replace(entries=tuple(entries))

    def _row_of(self, number: object) -> Measure | None:
        known = number_of(number)
        return None if known is None else measures_of(self.pack).get(known)

    def _is_wanted(self, part: Part, measure: Mapping[str, Any]) -> bool:
        if isinstance(part, Entry):
            if not part.field.path:
                # What only repeats the circular stands in the heading.
                return False
            return part.field.name in _ALWAYS or value_at(measure, part.field.path) is not None
        found = value_at(measure, part.path)
        return part.called in _GROUPS_ALWAYS or (found is not None and (found == {} or bool(part.entries)))


_GROUPS_ALWAYS: Final = ("milestones", "funding")
