"""How a form is laid out as a Word document: what labels stand for, which table is which, and which form it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from checker.form import CIRCULAR, Form, FormField, FormSheet
from checker.readers.cells import Block, Cell, CellTable
from checker.readers.document import DeclaredForm
from checker.readers.form import FieldNames, is_counter, is_document, keys_of, value_of

FEWEST_LABELS: Final = 2
"""Labels by which the head of a list is recognised."""


class LabelledLine(NamedTuple):
    """A field, and the sheet of the form that it is declared on."""

    sheet: FormSheet
    field: FormField


@dataclass(frozen=True, eq=False)
class LineGroup:
    """Fields under one label; with `listed`, rows of the list of that sheet."""

    names: tuple[str, ...]
    path: tuple[str, ...]
    lines: tuple[LabelledLine, ...]
    listed: FormSheet | None = None
    can_be_empty: bool = False

    @cached_property
    def inside(self) -> Mapping[str, Part]:
        """What labels below that of the group stand for."""
        return _names_of(self.lines)


Part = LabelledLine | LineGroup


class WordLayout:
    """How a form is laid out: what labels stand for on a cover, and on the table of an entry."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.names = FieldNames(form)
        self.lists = [sheet for sheet in form.sheets if sheet.list and not sheet.of]
        self.entries = [sheet for sheet in self.lists if form.has_tables(sheet)]
        self.cover = _names_of(_parts_of(form, form.covers))
        self.of_entry = {sheet.name: _names_of(_parts_of(form, [sheet])) for sheet in self.entries}


def _parts_of(form: Form, sheets: Iterable[FormSheet]) -> list[Part]:
    """The fields of sheets and groups of them, and those of the sheets whose rows belong to their entries."""
    parts: list[Part] = []
    for sheet in sheets:
        lines = [LabelledLine(sheet, each) for each in sheet.fields]
        parts += lines
        parts += _grouped(form, sheet, lines)
        for inner in form.sheets:
            if not inner.of or form.parent(inner) is not sheet:
                continue
            called = (inner.label.en, inner.label.zh, *inner.also)
            own = [LabelledLine(inner, each) for each in inner.values]
            if inner.list:
                parts.append(LineGroup(called, inner.list, tuple(own), inner))
                continue
            parts += _grouped(form, inner, own)
            first = {line.field.path[0] for line in own}
            path = (first.pop(),) if len(first) == 1 else _common(own, form)
            parts.append(LineGroup(called, path, tuple(own), None, (*sheet.list, *path) in form.can_be_empty))
    return parts


def _common(lines: Sequence[LabelledLine], form: Form) -> tuple[str, ...]:
    """The object that the fields of a sheet are in, but for those that are grouped otherwise."""
    first = {line.field.path[0] for line in lines if line.field.path[0] not in form.groups and len(line.field.path) > 1}
    return (first.pop(),) if len(first) == 1 else ()


def _grouped(form: Form, sheet: FormSheet, lines: Sequence[LabelledLine]) -> Iterator[LineGroup]:
    for path, label in form.groups.items():
        steps = tuple(path.split("/"))
        inside = tuple(line for line in lines if line.field.path[: len(steps)] == steps)
        if inside:
            whole = (*sheet.paths[0], *steps)
            yield LineGroup((label.en, label.zh), steps, inside, None, whole in form.can_be_empty)


def _names_of(parts: Iterable[Part]) -> Mapping[str, Part]:
    """What a label may be -> what it stands for; what may be two things stands for none.

    Fields in groups are among them, because people leave the label of a group out.
    """
    parts = list(parts)
    inside = [line for part in parts if isinstance(part, LineGroup) and part.listed is None for line in part.lines]
    found: dict[str, Part] = {}
    for pairs in (
        [(written, part) for part in parts for written in _own(part)],
        [(written, line) for line in inside for written in _own(line)],
        [(written, line) for line in parts if isinstance(line, LabelledLine) for written in line.field.also],
    ):
        meant: dict[str, dict[object, Part]] = {}
        for written, part in pairs:
            for key in keys_of(written):
                meant.setdefault(key, {})[part.field.name if isinstance(part, LabelledLine) else id(part)] = part
        found = {key: next(iter(one.values())) for key, one in meant.items() if len(one) == 1} | found
    return found


def _own(part: Part) -> Sequence[str]:
    return part.names if isinstance(part, LineGroup) else (part.field.label.en, part.field.label.zh)


def named(written: str, names: Mapping[str, Part]) -> Part | None:
    """What a label stands for; what it says in brackets may be missing, or more."""
    return next((names[key] for key in keys_of(written) if key in names), None)


def filled_cells(row: Mapping[int, Cell]) -> dict[int, Cell]:
    """The cells of a row that are not blank."""
    return {column: cell for column, cell in row.items() if not cell.is_blank}


# Which form, and which table


def kind_of(layout: WordLayout, table: CellTable) -> FormSheet | None:
    """The sheet that a table is of: a list by its head, a cover or an entry by its labels. None for no part of it."""
    filled = [row for row in map(filled_cells, table.rows.values()) if row]
    if not filled:
        return None
    texts = [cell.text for cell in filled[0].values()]
    heads = {sheet.name: [each for each in texts if layout.names.fields(sheet, each)] for sheet in layout.form.sheets}
    listed = [sheet for sheet in layout.form.sheets if not sheet.is_cover and _is_head(layout, sheet, texts, heads)]
    if listed:
        return max(listed, key=lambda sheet: len(heads[sheet.name]))
    labels = [next(iter(row.values())).text for row in filled]
    layouts = {sheet.name: layout.of_entry[sheet.name] for sheet in layout.entries}
    best = max(layout.entries, key=lambda sheet: _only(labels, layouts[sheet.name], layout.cover), default=None)
    of_entry = 0 if best is None else _only(labels, layouts[best.name], layout.cover)
    of_cover = min((_only(labels, layout.cover, each) for each in layouts.values()), default=len(labels))
    if not layouts:
        of_cover = sum(named(label, layout.cover) is not None for label in labels)
    if of_entry > of_cover:
        return best
    return layout.form.covers[0] if of_cover and layout.form.covers else None


def _is_head(layout: WordLayout, sheet: FormSheet, texts: Sequence[str], heads: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row heads a list: it has two fields with values, so that it is none of one entry's labels."""
    own = heads[sheet.name]
    if len(own) < FEWEST_LABELS and not (own and all(each in own or is_counter(each) for each in texts)):
        return False
    fields = {each.name for one in own for each in layout.names.fields(sheet, one)[:1] if each.path}
    return len(fields) >= min(FEWEST_LABELS, len(sheet.values))


def _only(labels: Iterable[str], layout: Mapping[str, Part], other: Mapping[str, Part]) -> int:
    """How many of the labels are of the one lay-out and not of the other."""
    return sum(named(label, layout) is not None and named(label, other) is None for label in labels)


def score_of(layout: WordLayout, declared: DeclaredForm, blocks: Iterable[Block]) -> tuple[int, str | None]:
    """How many fields of a form there are in a document, and which circular its cover names."""
    found: dict[str, set[str]] = {}
    circular = None
    for table in blocks:
        kind = kind_of(layout, table) if isinstance(table, CellTable) else None
        if kind is None or not isinstance(table, CellTable):
            continue
        if not kind.is_cover and kind.name not in layout.of_entry:
            head = next(row for row in map(filled_cells, table.rows.values()) if row)
            heads = (layout.names.fields(kind, cell.text)[:1] for cell in head.values())
            found.setdefault(kind.name, set()).update(each.name for own in heads for each in own)
            continue
        names = layout.cover if kind.is_cover else layout.of_entry[kind.name]
        for row in map(filled_cells, table.rows.values()):
            cells = list(row.values())
            parts = [named(cell.text, names) for cell in cells]
            lines = [
                line
                for part in parts
                if part is not None
                for line in (part.lines if isinstance(part, LineGroup) else (part,))
            ]
            found.setdefault(kind.name, set()).update(line.field.name for line in lines if line.sheet is kind)
            for part, cell in zip(parts, cells[1:], strict=False):
                if kind.is_cover and isinstance(part, LabelledLine) and part.field.path == (CIRCULAR,):
                    circular = circular or str(value_of(part.field, cell, declared.labels))
    score = sum(map(len, found.values()))
    return (score if is_document(layout.form, found, circular) else 0), circular
