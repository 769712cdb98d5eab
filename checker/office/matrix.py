"""Who is named for what: the entries of a sheet against what one of their fields names, as the form declares it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.office.rows import Filled, written_text
from checker.readers.typed_lists import items_of


class NamedMatrix(NamedTuple):
    """`heads` are those of the columns that say which entry a row is, `names` those of the others.

    `rows` have the texts of the first and, for each of the others, whether the entry names it; `counts` are how often
    each is named.
    """

    label: str
    heading: str
    heads: Sequence[str]
    names: Sequence[str]
    rows: Sequence[tuple[Sequence[str], Sequence[bool]]]

    @property
    def counts(self) -> Sequence[int]:
        """How many entries name each."""
        return [sum(named[place] for _, named in self.rows) for place in range(len(self.names))]


def matrix_of(filled: Filled) -> NamedMatrix | None:
    """The matrix of a form that is filled in; None where the form declares none, or nothing is named."""
    declared, lang = filled.form.matrix, filled.words.lang
    if declared is None or filled.blank is not None:
        return None
    sheet = filled.form.sheet(declared.sheet)
    field = sheet.field(declared.field)
    # What tells an entry apart, and what it is called.
    first = sheet.fields[: sheet.above + 2]
    rows = filled.rows[sheet.name]
    named = [items_of(str(row.cells[field.name])) if field.name in row.cells else [] for row in rows]
    names = list(dict.fromkeys(name for each in named for name in each))
    if not names:
        return None
    texts = [
        [written_text(each, row.cells[each.name], lang) if each.name in row.cells else "" for each in first]
        for row in rows
    ]
    return NamedMatrix(
        declared.label.in_language(lang),
        declared.heading.in_language(lang),
        [each.label.in_language(lang) for each in first],
        names,
        [(text, [name in own for name in names]) for text, own in zip(texts, named, strict=True)],
    )
