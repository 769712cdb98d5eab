"""What each format writes of a review, whole, as a person has read it: one file a format and language.

`PLANCHECK_WRITE_GOLDEN=1` writes them anew; look at what has changed before it is committed. What is asserted elsewhere
of a format is what these do not show.
"""

import io
import os
import re
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from checker.model import LANGUAGES
from checker.reporting import FORMATS
from checker.resources import program_version

GOLDEN = Path(__file__).parent / "golden"
ONE_LANGUAGE = {"json", "ndjson", "sarif", "gitlab", "html"}
"""Formats in which nothing is said that is not the model's, and the page, which holds both languages."""
CASES = [(name, lang) for name in FORMATS for lang in LANGUAGES if lang == "en" or name not in ONE_LANGUAGE]
SHOWN = ("inbox/anhui-2.json", "inbox/hubei.json", "inbox/bingtuan.json", "inbox/unknown.json")
"""Reports of which no two have come out alike."""
OF_TODAY = {
    "html": r"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|(?<=sha256-)[\w+/=]+",
    "sarif": rf'\n *"version": "{program_version()}",',
}
"""What a golden file leaves out: style and script of the page, and the version of plancheck."""


def cells_of(workbook):
    """Each cell of a workbook: what is in a zip file differs with what packs it."""
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets:
        yield f"# {sheet.title}"
        yield f"frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
        wide, high = sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight
        fits = f"{wide} by {high}" if sheet.sheet_properties.pageSetUpPr.fitToPage else "nothing"
        yield f"{sheet.page_setup.orientation}, fits {fits}"
        assert all(row.height for row in sheet.row_dimensions.values())
        yield f"printed {sheet.print_area or 'all'}, repeated {sheet.print_title_rows}"
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            fill = cell.fill.start_color.rgb if cell.fill.fill_type else "-"
            text = str(cell.value).replace("\n", "\\n")
            yield f"{cell.coordinate}\t{cell.data_type}\t{fill}\t{text}"


def file_name(format_, lang):
    return f"review.{lang}{FORMATS[format_].suffix}" + (".txt" if format_ == "xlsx" else "")


@pytest.mark.parametrize(("format_", "lang"), CASES)
def test_a_review(format_, lang, reviews, pack):
    reports = tuple(report for report in reviews[lang].reports if report.name in SHOWN)
    written = FORMATS[format_].render_reviews([replace(reviews[lang], reports=reports)], {pack.id: pack})
    if format_ == "xlsx":
        written = "\n".join(cells_of(written)) + "\n"
    text = written if isinstance(written, str) else written.decode()
    if format_ in OF_TODAY:
        text = re.sub(OF_TODAY[format_], "", text, flags=re.DOTALL)
    path = GOLDEN / file_name(format_, lang)
    if os.environ.get("PLANCHECK_WRITE_GOLDEN") == "1":
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes()


def test_every_golden_file_is_looked_at():
    assert {path.name for path in GOLDEN.iterdir()} == {file_name(*case) for case in CASES}
