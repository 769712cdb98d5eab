"""What is kept of a marked cell, so that it can have its own look back."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """A marked cell: its sheet and address, and what it was before: its style, its fill, and whether it was there."""

    sheet: str
    address: str
    style: int | None
    fill: str | None
    made: bool = False
    made_row: bool = False

    def to_text(self) -> str:
        """The record as one text."""
        members = (self.sheet, self.address, self.style, self.fill, self.made, self.made_row)
        return json.dumps(members, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Record | None:
        """The record again; None for what is none."""
        try:
            members = json.loads(text)
        except (ValueError, RecursionError):
            return None
        match members:
            case [str(sheet), str(address), None | int() as style, None | str() as fill, bool(made), bool(made_row)]:
                return cls(sheet, address, style, fill, made, made_row)
        return None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a finding was marked, as links have it; and, for the first one on a cell, what the cell was before."""

    link: str
    record: Record | None
