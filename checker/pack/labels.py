"""What offices write for the codes of a plan: in either language, as the rule packs and our own texts name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.readers.labels import labels_by_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model import Text
    from checker.pack.model import Pack
    from checker.readers.document import Labels


def labels_of(*packs: Pack, circulars: Sequence[Pack] = ()) -> Labels:
    """Every list of codes, and every table that has labels, of `packs`; and `circular`, of these and of `circulars`."""
    lists: dict[str, list[tuple[str, Text]]] = {}
    for each in packs:
        for name, codes in each.codes.items():
            lists.setdefault(name, []).extend(codes.items())
        for name, table in each.tables.items():
            if table.label is not None:
                rows = ((str(key), row[table.label]) for key, row in table.by_key.items())
                lists.setdefault(_CALLED.get(name, name), []).extend(rows)
    lists["circular"] = [(each.id, text) for each in (*packs, *circulars) for text in (each.citation, each.title)]
    return {name: labels_by_key(_written(rows)) for name, rows in lists.items()}


_CALLED: Final = {"catalogue_measure": "measure"}
"""What the readers of forms call a table."""


def _written(rows: Iterable[tuple[str, Text]]) -> Iterator[tuple[str, str]]:
    for code, text in rows:
        yield code, code
        yield text.en, code
        yield text.zh, code
