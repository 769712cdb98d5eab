"""What offices write for the codes of a plan: in either language, as the rule packs and our own texts name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.labels import labels_by_key
from checker.labels import LABELS
from checker.pack.loading import installed_packs, load_pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.documents.labels import Labels
    from checker.model import Text
    from checker.pack.model import Pack


def labels_of(pack: Pack | None) -> Labels:
    """Every list of codes: those of the plan format, and `office`, `department`, `measure`, `circular`.

    The latter are those of `pack`, or of all that are installed; a measure's code is its number as text.
    """
    packs = [load_pack(id_) for id_ in installed_packs()] if pack is None else [pack]
    of_packs = {
        "office": [(code, office.name) for each in packs for code, office in each.offices.items()],
        "department": [item for each in packs for item in each.departments.items()],
        "measure": [(str(number), row.title) for each in packs for number, row in each.catalogue.measures.items()],
        "circular": [(each.id, text) for each in packs for text in (each.citation, each.title)],
    }
    of_the_format = {name: labels_by_key(_written(codes.items())) for name, codes in LABELS.items()}
    return {**of_the_format, **{name: labels_by_key(_written(rows)) for name, rows in of_packs.items()}}


def _written(rows: Iterable[tuple[str, Text]]) -> Iterator[tuple[str, str]]:
    for code, text in rows:
        yield code, code
        yield text.en, code
        yield text.zh, code
