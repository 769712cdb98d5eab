"""Plans filled in as a workbook (XLSX), as people really fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.documents.extent import require_bounded
from checker.documents.workbook_plan import read_plan
from checker.documents.workbook_tables import find_form
from checker.errors import UnreadableError
from checker.readers.xlsx import open_workbook

if TYPE_CHECKING:
    from checker.readers.document import AskLabels, Reading


def read(raw: bytes, labels: AskLabels) -> Reading:
    """The plan in the workbook `raw`. Raises `UnreadableError`, also where no sheet has the form of a plan."""
    form = find_form(open_workbook(raw))
    if not form.covers and not form.tables:
        raise UnreadableError(
            "No sheet of this workbook has the headings of a plan. Fill in the workbook that "
            "plancheck template --format xlsx makes."
        )
    reading = read_plan(form, labels())
    require_bounded(reading.data)
    return reading
