"""How the sheet is known that plancheck puts into a workbook beside its marks: it is no part of the plan."""

from __future__ import annotations

from typing import Final

MARK: Final = "plancheck-marks/1"
"""What the first cell (A1) of that sheet holds, in a column that is not shown; its name may be any."""
