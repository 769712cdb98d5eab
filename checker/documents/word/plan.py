"""Paragraphs and tables -> a plan: which table is which part, and what stands around them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from checker.documents.form import PLAN_FORMAT
from checker.documents.word.fields import (
    COVER,
    EXCEPTIONS,
    MEASURE,
    NUMBER,
    REGIONS,
    Entry,
    is_counter,
    named,
    names_of,
)
from checker.documents.word.forms import FormReader
from checker.documents.word.lists import ListReader
from checker.documents.word.parts import Part, fault, placed, shown
from checker.errors import UnreadableError
from checker.faults import Fault
from checker.i18n import N_
from checker.model import NOWHERE, Place
from checker.readers.cells import Kind, Paragraph
from checker.readers.typed_values import item_number_of
from checker.readers.unclear import Unclear
from checker.values import is_blank, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.documents.word.fields import Group
    from checker.documents.word.fields import Part as Layout
    from checker.model import Number, Pointer
    from checker.readers.cells import Block, Cell, Table
    from checker.readers.document import Labels

_MEASURES: Final = "measures"
_CLASS: Final = ("class",)
_MOST_FAULTS: Final = 200
_FEWEST_LABELS: Final = 2
"""Labels by which the head of a list is recognised."""
_LISTS: Final = (REGIONS, EXCEPTIONS)


class PlanReader:
    """Reads the blocks of one document in their order."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._cover = FormReader(COVER, Part((), NOWHERE), labels)
        self._measures: list[Part] = []
        self._faults: list[Fault] = []
        self._places: dict[Pointer, Place] = {}
        self._heading: tuple[Number, str, Place] | None = None
        self._section: Pointer = ()
        self._found_tables = False

    def read(self, blocks: Iterable[Block]) -> None:
        """Read all there is. Raises `UnreadableError` where nothing looks like the form."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._read_paragraph(block)
            elif not all(map(_is_blank, block.rows.values())):
                self._read_table(block)
        self._leave_heading()
        if not self._found_tables:
            raise UnreadableError(
                "There is no table in this Word document that is laid out as the form for plans. "
                "Make the form with “plancheck template OFFICE --format docx --output plan.docx” and "
                "fill it in."
            )

    @property
    def data(self) -> dict[str, Any]:
        """The plan, its fields in the order of the plan format."""
        cover = self._cover.part.data
        lists = [group.path[0] for group in _LISTS]
        return {
            "format": PLAN_FORMAT,
            **{name: value for name, value in cover.items() if name not in lists},
            _MEASURES: [part.data for part in self._measures],
            **{name: cover[name] for name in lists if name in cover},
        }

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be understood."""
        count = len(self._measures)
        faults = [*self._faults, *(fault for part in self._parts for fault in part.faults)]
        if len(faults) > _MOST_FAULTS:
            # What the rest would have set aside is not known, so that nothing is judged.
            faults[_MOST_FAULTS:] = [
                Fault(
                    (_MEASURES,),
                    "too-many",
                    N_(
                        "More than {bound} places could not be understood; only the first {bound} are "
                        "listed, and nothing was judged."
                    ),
                    {"bound": _MOST_FAULTS},
                )
            ]
        return tuple(fault if _is_there(fault.at, count) else _of_the_plan(fault) for fault in faults)

    def locate(self, pointer: Pointer) -> Place:
        """The place of the value at `pointer`, or of the nearest value around it."""
        if not self._places:
            first = Place(cell="Table[1]!A1")
            self._places = {(): first}
            if self._measures:
                self._places[_MEASURES,] = self._measures[0].places[self._measures[0].at]
            for part in self._parts:
                self._places |= {at: place for at, place in part.places.items() if place != NOWHERE}
        while pointer not in self._places:
            pointer = pointer[:-1]
        return self._places[pointer]

    @property
    def _parts(self) -> list[Part]:
        return [self._cover.part, *self._measures]

    # Around the tables

    def _read_paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        place = Place(cell=paragraph.place)
        if paragraph.kind is Kind.HEADING and text:
            self._leave_heading()
            number = self._number_in(text)
            self._section = () if number is None else (_MEASURES, len(self._measures))
            self._heading = None if number is None else (number, text, place)
        is_stray = paragraph.kind is Kind.TEXT and not is_blank(text)
        if is_stray or paragraph.oddities:
            code = "stray-text" if is_stray else "stray-box"
            self._fault(self._section, code, place, found=shown(text))

    def _number_in(self, heading: str) -> Number | None:
        """The measure that a heading names; only one of the catalogue is surely one."""
        codes = self._labels.get("measure", {})
        number = item_number_of(heading, codes)
        return None if isinstance(number, Unclear) or str(number) not in codes.values() else number

    def _leave_heading(self) -> None:
        """A heading that names a measure, and no table of one below it."""
        if self._heading is not None:
            _, text, place = self._heading
            self._fault((), "heading-alone", place, found=shown(text))
        self._heading = None

    # Tables

    def _read_table(self, table: Table) -> None:
        rows = [number for number, row in table.rows.items() if not _is_blank(row)]
        group = _list_in(table.rows[rows[0]])
        labels = [next(iter(table.rows[number].values())).text for number in rows]
        of_measure, of_cover = _only(labels, MEASURE, COVER), _only(labels, COVER, MEASURE)
        self._found_tables = self._found_tables or group is not None or bool(of_measure or of_cover)
        if group is not None:
            self._read_list(group, table, rows)
        elif of_measure > of_cover:
            self._read_measures(table, rows)
        elif of_cover:
            for number in rows:
                self._cover.read(placed(table, number))
        else:
            found = (cell.text for number in rows for cell in table.rows[number].values() if not cell.is_blank)
            self._fault((), "unknown-table", Place(cell=table.place(rows[0], 1)), found=shown(next(found, "")))

    def _read_list(self, group: Group, table: Table, rows: list[int]) -> None:
        self._leave_heading()
        self._section = ()
        reader = ListReader(group, self._cover.part, self._labels)
        self._cover.part.places.setdefault(group.path, Place(cell=table.place(1, 1)))
        for number in rows:
            reader.read(placed(table, number))

    def _read_measures(self, table: Table, rows: list[int]) -> None:
        """Read a table of one measure; or of several, each of which begins with its number."""
        reader = self._new_measure(table, rows[0])
        for number in rows:
            cells = placed(table, number)
            if reader.label_of(cells) is NUMBER and (reader.part.data or reader.part.faults):
                self._keep(reader.part)
                reader = self._new_measure(table, number)
            reader.read(cells)
        self._keep(reader.part)

    def _new_measure(self, table: Table, row: int) -> FormReader:
        at = (_MEASURES, len(self._measures))
        return FormReader(MEASURE, Part(at, Place(cell=table.place(row, 1))), self._labels)

    def _keep(self, part: Part) -> None:
        """Keep a measure, unless nobody has filled it in."""
        heading, self._heading = self._heading, None
        if heading is not None:
            number, text, place = heading
            told = part.value_at(NUMBER.field.path)
            if told is None:
                part.put(NUMBER.field.path, number, place)
            elif number_of(told) != number_of(number):
                part.fault(
                    NUMBER.field.path,
                    "heading-number",
                    part.places[(*part.at, *NUMBER.field.path)],
                    found=shown(text),
                )
        if part.faults or any((name,) != _CLASS for name in part.data):
            self._measures.append(part)
            self._section = part.at

    def _fault(self, at: Pointer, code: str, place: Place, *, found: str) -> None:
        self._faults.append(fault(at, code, place, {"found": found}))


def _is_blank(row: Mapping[int, Cell]) -> bool:
    return all(cell.is_blank for cell in row.values())


def _list_in(head: Mapping[int, Cell]) -> Group | None:
    """The list whose labels the row has, and nothing else."""
    texts = [cell.text for cell in head.values() if not cell.is_blank]
    for group in _LISTS:
        names = names_of(group.entries)
        labels = [text for text in texts if isinstance(named(text, names), Entry)]
        if len(labels) >= _FEWEST_LABELS or (labels and all(text in labels or is_counter(text) for text in texts)):
            return group
    return None


def _only(labels: Iterable[str], layout: tuple[Layout, ...], other: tuple[Layout, ...]) -> int:
    """How many of the labels are of the one layout and not of the other."""
    own, others = names_of(layout), names_of(other)
    return sum(named(label, own) is not None and named(label, others) is None for label in labels)


def _is_there(at: Pointer, measures: int) -> bool:
    return not (at[:1] == (_MEASURES,) and len(at) > 1 and isinstance(at[1], int) and at[1] >= measures)


def _of_the_plan(fault: Fault) -> Fault:
    return replace(fault, at=())
