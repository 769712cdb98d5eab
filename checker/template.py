"""A plan to fill in, of one office under one circular: YAML with comments, in either language.

As it is, it keeps to the plan format and lacks only contents. Comments after `##` explain; lines after a single `#` are
prepared, to be used when that `#` and the blank after it are taken away. What the circular asks comes from the rule
pack: its catalogue, and the duties of its rules beside the fields they are about.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from checker.guidance import duties_on, duty_text, lead_names, said_of_measure
from checker.pack.wording import label
from checker.provincial import PLAN_FORMAT
from checker.reporting.columns import columns, wrapped
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Language
    from checker.pack.model import Measure, Office, Pack, SipoDecision

_WIDTH: Final = 100
_BLANK: Final = '""'
_REMARKS_FROM: Final = 34
"""The column from which the remark on a field is written, where the field leaves room."""

_ALLIANCES: Final = "alliances"
_LEGISLATION: Final = "legislation"


_GUIDED: Final = (
    "number",
    "class",
    "objective",
    "actions",
    "schedule",
    "responsible",
    "funding",
    "sipo_support",
    "targets",
)


def render_template(pack: Pack, office: Office, lang: Language) -> str:
    """The plan of `office` to fill in, under the circular of `pack`, with comments in `lang`."""
    writer = _Writer(pack, office, lang)
    return "".join(f"{line}\n" for line in writer.lines())


class _Writer:
    """Writes one template."""

    def __init__(self, pack: Pack, office: Office, lang: Language) -> None:
        self._pack = pack
        self._office = office
        self._lang = lang
        self._year = pack.first_day[:4]

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._plan_fields()
        yield from self._measures()
        yield from self._regions()
        yield from self._exceptions()

    def _head(self) -> Iterator[str]:
        pack, lang = self._pack, self._lang
        yield from self._remark(self._say("heading", year=self._year, office=self._office_name))
        yield from self._remark(
            self._say("circular", citation=pack.citation.in_language(lang), title=pack.title.in_language(lang))
        )
        yield "##"
        for key in ("how-marks", "how-blanks", "how-check"):
            yield from self._remark(self._say(key))

    def _plan_fields(self) -> Iterator[str]:
        heading = self._say("heading", year=self._year, office=self._office_name)
        yield from self._part("format")
        yield f"format: {PLAN_FORMAT}"
        yield f"circular: {self._pack.id}"
        yield from self._part("office", office=self._office_name)
        yield f"office: {self._office.code}"
        yield from self._part("plan_year", topic="plan_year")
        yield f"plan_year: {self._year}"
        yield from self._part("status", topic="status")
        yield "status: draft"
        yield from self._part("texts")
        yield self._field("title", json.dumps(heading, ensure_ascii=False))
        yield self._field("contact", _BLANK)
        yield self._field("notes", _BLANK)
        yield from self._part("submission", topic="submission")
        yield "submission:"
        yield from _inside([self._field("date"), self._field("version", "1"), self._field("recipient", _BLANK)])
        yield from self._part("funding", topic="funding")
        yield from self._funding()

    def _measures(self) -> Iterator[str]:
        rows = self._pack.catalogue.measures.values()
        required = [row for row in rows if row.class_ == "required"]
        optional = [row for row in rows if row.class_ == "optional"]
        yield from self._part("measures")
        for field in _GUIDED:
            yield from self._remark(f"{field}: {self._say(field)}", "  ")
            yield from self._duties(field, "    ")
        yield "measures:"
        yield from _inside(self._remark(self._say("part-required", count=len(required))))
        yield from _inside(self._duties("required"))
        for row in required:
            yield ""
            yield from _inside([*self._about(row), *_item(self._entry(row))])
        yield ""
        yield from _inside(self._remark(self._say("part-optional", count=len(optional))))
        yield from _inside(self._duties("optional"))
        for row in optional:
            yield ""
            yield from _inside([*self._about(row), *_prepared(_item(self._entry(row)))])

    def _about(self, row: Measure) -> Iterator[str]:
        """What the circular says of a measure."""
        leads = lead_names(row, self._pack, self._lang) or self._say("no-leads")
        progress = label(self._pack, "progress", row.progress, self._lang)
        yield from self._remark(self._say("measure", number=row.number, title=row.title.in_language(self._lang)))
        yield from self._remark(self._say("measure-line", progress=progress, leads=leads), "  ")
        for said in said_of_measure(row, self._pack, self._lang):
            yield from self._remark(said, "  ")

    def _entry(self, row: Measure) -> Iterator[str]:
        number = row.number if isinstance(row.number, int) else json.dumps(row.number)
        yield self._field("number", str(number))
        yield self._field("class", row.class_)
        yield self._field("objective", _BLANK)
        yield from self._list("actions")
        yield self._field("schedule")
        milestone = [self._field("due", self._pack.last_day), self._field("milestone", _BLANK)]
        yield from _inside(_prepared(_item(milestone)))
        yield from self._list("responsible")
        yield from _prepared(self._funding(remark="funding"))
        if row.sipo_decides is not None:
            support = self._support(row, row.sipo_decides)
            yield from support if row.sipo_decides.always else _prepared(support)
        figures = [detail for detail in row.details if detail != _LEGISLATION]
        if figures:
            yield self._field("targets")
            for detail in figures:
                yield from _inside(self._figure(detail))
        if _LEGISLATION in row.details:
            yield from _prepared(self._legislation())

    def _support(self, row: Measure, decision: SipoDecision) -> Iterator[str]:
        yield self._field("sipo_support")
        yield from _inside([self._field("kind", decision.kind), self._field("approval")])
        approval: list[str] = []
        if len(row.leads) > 1:
            approval += self._remark(self._say("joint-leads", leads=", ".join(row.leads)))
        approval += [
            self._field("status", "pending"),
            self._field("department", next(iter(row.leads), "")),
            self._field("date", remark="approval-date"),
            self._field("reference", _BLANK),
        ]
        yield from _inside(_inside(approval))

    def _figure(self, detail: str) -> Iterator[str]:
        if detail == _ALLIANCES:
            yield self._field(_ALLIANCES)
            members = [self._field("name", _BLANK, remark="alliance-name"), self._field("basic_patents")]
            yield from _inside(_prepared(_item(members)))
        else:
            named = label(self._pack, "detail", detail, self._lang)
            yield _remarked(f"{detail}:", self._say("count", label=named), self._lang)

    def _legislation(self) -> Iterator[str]:
        yield self._field("legislation")
        yield from _inside([self._field("regulation_in_force", "false"), self._field("path", "propose")])

    def _funding(self, remark: str | None = None) -> Iterator[str]:
        yield "funding:" if remark is None else self._field("funding", remark=remark)
        yield from _inside([self._field("amount_cny"), self._field("source", _BLANK)])

    def _regions(self) -> Iterator[str]:
        yield from self._part("regions", topic="regions")
        yield "regions:"
        code = self._say("code")
        if self._office.province is not None:
            code = self._say("code-of-province", province=self._office.province)
        entry = [self._field("name", _BLANK), _remarked(f"code: {_BLANK}", code, self._lang), *self._list("tasks")]
        yield from _inside(_prepared(_item(entry)))

    def _exceptions(self) -> Iterator[str]:
        rules = [rule for rule in self._pack.rules if rule.in_principle]
        if not rules:
            return
        yield from self._part("exceptions", topic="exceptions")
        entry = [self._field("rule", rules[0].id), self._field("justification", _BLANK)]
        yield from _prepared(["exceptions:", *_inside(_item(entry))])
        for rule in rules:
            yield from self._remark(f"{rule.id}: {duty_text(rule, self._lang)}", "  ")

    def _part(self, key: str, *, topic: str | None = None, **values: object) -> Iterator[str]:
        """The beginning of a part of the plan: what it is, and what the circular asks of it."""
        yield ""
        yield from self._remark(self._say(f"part-{key}", **values))
        if topic is not None:
            yield from self._duties(topic)

    def _duties(self, topic: str, indent: str = "") -> Iterator[str]:
        """The duties that a field is about, but for those of a single measure."""
        for duty in duties_on(topic, self._pack, self._lang):
            yield from self._remark(duty, f"{indent}- ")

    def _remark(self, text: str, indent: str = "") -> list[str]:
        room = _WIDTH - len("## ") - len(indent)
        rest = " " * len(indent)
        lines = wrapped(" ".join(text.split()), room, self._lang)
        return [f"## {rest if place else indent}{line}" for place, line in enumerate(lines)]

    def _list(self, name: str) -> Iterator[str]:
        """A list of texts with room for one."""
        yield self._field(name)
        yield from _inside(_item([_BLANK]))

    def _field(self, name: str, value: str = "", *, remark: str | None = None) -> str:
        return _remarked(f"{name}: {value}".rstrip(), self._say(remark or name), self._lang)

    @property
    def _office_name(self) -> str:
        return self._office.name.in_language(self._lang)

    def _say(self, key: str, **values: object) -> str:
        return say(self._lang, f"template.{key}", **values)


def _remarked(line: str, remark: str, lang: Language) -> str:
    gap = max(_REMARKS_FROM - columns(line, lang), 2)
    return f"{line}{' ' * gap}## {remark}"


def _inside(lines: Iterable[str]) -> Iterator[str]:
    """The lines, one level deeper."""
    return (f"  {line}" if line else line for line in lines)


def _item(lines: Iterable[str]) -> Iterator[str]:
    """The lines of an item of a list."""
    return (f"{'  ' if place else '- '}{line}" for place, line in enumerate(lines))


def _prepared(lines: Iterable[str]) -> Iterator[str]:
    """The lines, to be used when their `#` is taken away; explanations stay what they are."""
    return (line if line.lstrip().startswith("##") else f"# {line}" for line in lines)
