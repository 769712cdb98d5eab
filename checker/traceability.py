"""The statements of a circular, each with the rules that judge it or the reason why none can."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.documents import read_path
from checker.errors import PackError, PackFault, UnreadableError
from checker.model import Text
from checker.pack.loading import TRACEABILITY
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.pack.model import Pack

_PART = "traceability"


@dataclass(frozen=True, slots=True)
class Statement:
    """One normative statement: where it stands, whom it binds, and `rules`, or else `reason` and `note`.

    `binds` and `reason` are codes of the rule pack's schema.
    """

    number: str
    clause: str
    binds: str
    statement: Text
    rules: tuple[str, ...]
    reason: str | None
    note: Text | None


def read_statements(pack: Pack) -> tuple[Statement, ...]:
    """The statements of the circular of `pack`, in their order. Raises `PackError` for a file that cannot be used."""
    path = pack.folder / TRACEABILITY
    try:
        document = read_path(path)
    except UnreadableError as error:
        raise PackError(PackFault(str(path), error.line, error.key, error.values)) from error
    # The schema describes a whole pack; what it misses beside this part was there when the pack was loaded.
    faults = [fault for fault in explain("rule-pack", {_PART: document.data}) if fault.at[:1] == (_PART,)]
    if faults:
        places = (document.locate(fault.at[1:]).line for fault in faults)
        raise PackError(
            *(PackFault(str(path), line, fault.key, fault.values) for line, fault in zip(places, faults, strict=True))
        )
    data: Any = document.data
    return tuple(_statement(raw) for raw in data["statements"])


def _statement(raw: Mapping[str, Any]) -> Statement:
    not_judged = raw.get("not_judged")
    return Statement(
        number=raw["number"],
        clause=raw["clause"],
        binds=raw["binds"],
        statement=_text(raw["statement"]),
        rules=tuple(raw.get("rules", ())),
        reason=not_judged["reason"] if not_judged else None,
        note=_text(not_judged["note"]) if not_judged else None,
    )


def _text(raw: Mapping[str, str]) -> Text:
    return Text(raw["en"], raw["zh"])
