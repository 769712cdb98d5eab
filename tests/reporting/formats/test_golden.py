"""What each format writes, whole: small inputs, read by a person before they were committed."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from checker.model import Language
from checker.reporting import FORMATS
from checker.resources import program_version

GOLDEN = Path(__file__).parent / "golden"
LANGS: list[Language] = ["en", "zh"]
FORMAT_NAMES = [name for name in FORMATS if name != "html"]
"""HTML has golden files of its own, beside the tests of the page."""
MODEL = {"json", "ndjson", "sarif", "gitlab"}
"""Formats in which nothing is said that is not the model's: of these one language is enough."""
CASES = [(name, lang) for name in FORMAT_NAMES for lang in LANGS if lang == "en" or name not in MODEL]
SHOWN = ("inbox/anhui-2.json", "inbox/hubei.json", "inbox/bingtuan.json", "inbox/unknown.json")
"""Reports of which no two have come out alike."""
VERSION = f'"version": "{program_version()}"'.encode()
"""That of plancheck, which is another one with each release."""


def shown(rendered: str | bytes, format_: str) -> str | bytes:
    """What a golden file has of it: of a workbook, each cell, as what is in a zip file differs with what packs it."""
    if format_ != "xlsx":
        return rendered if isinstance(rendered, str) else rendered.replace(VERSION, b'"version": "0.0.0"')
    assert isinstance(rendered, bytes)
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(rendered)).worksheets:
        lines += [f"# {sheet.title}", f"frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"]
        lines.append(f"printed {sheet.print_area or 'all'}, repeated {sheet.print_title_rows}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    fill = cell.fill.start_color.rgb if cell.fill.fill_type else "-"
                    text = str(cell.value).replace("\n", "\\n")
                    lines.append(f"{cell.coordinate}\t{cell.data_type}\t{fill}\t{text}")
    return "\n".join(lines) + "\n"


def file_name(format_: str, lang: Language) -> str:
    return f"review.{lang}{FORMATS[format_].suffix}" + (".txt" if format_ == "xlsx" else "")


@pytest.mark.parametrize(("format_", "lang"), CASES)
def test_a_review(format_, lang, reviews, review_pack, golden):
    reports = tuple(report for report in reviews[lang].reports if report.name in SHOWN)
    rendered = FORMATS[format_].render_review(replace(reviews[lang], reports=reports), review_pack)
    golden(file_name(format_, lang), shown(rendered, format_))


def test_every_golden_file_is_looked_at():
    names = {file_name(*case) for case in CASES}
    assert {path.name for path in GOLDEN.iterdir()} == names
