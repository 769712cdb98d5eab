"""What each format writes, whole: small inputs, read by a person before they were committed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from checker.reporting import FORMATS, Layout
from checker.resources import program_version

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language, Report
    from checker.pack.model import Pack
    from checker.review_model import Review

    Samples = dict[tuple[str, Language], Report]
    Golden = Callable[[str, str | bytes], None]

GOLDEN = Path(__file__).parent / "golden"
SEVERAL = ["passed", "returned", "excepted", "invalid", "unreadable", "undetermined"]

SHORT = ["concise", "statistics"]
SINGLE = ["markdown", "csv", "xlsx", "sarif", "junit", "github", "gitlab", *SHORT]
TOGETHER = ["ndjson", "markdown", "csv", "sarif", "junit", "github", "gitlab", *SHORT]
REVIEWS = ["text", "json", "ndjson", "markdown", "csv", "xlsx", "sarif", "junit", "github", "gitlab", *SHORT]
VERSION = f'"version": "{program_version()}"'.encode()
"""That of plancheck, which is another one with each release."""
LANGS: list[Language] = ["en", "zh"]


def file_name(name: str, lang: Language, format_: str) -> str:
    return f"{name}.{lang}{FORMATS[format_].suffix}" + (".txt" if format_ == "xlsx" else "")


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


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", SINGLE)
def test_one_report(format_: str, lang: Language, samples: Samples, pack: Pack, golden: Golden) -> None:
    rendered = FORMATS[format_].render([samples["returned", lang]], {pack.id: pack})
    golden(file_name("returned", lang, format_), shown(rendered, format_))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", TOGETHER)
def test_several_reports(format_: str, lang: Language, samples: Samples, pack: Pack, golden: Golden) -> None:
    reports = [samples[name, lang] for name in SEVERAL]
    rendered = FORMATS[format_].render(reports, {pack.id: pack}, Layout(many=True))
    golden(file_name("several", lang, format_), shown(rendered, format_))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format_", REVIEWS)
def test_a_review(
    format_: str, lang: Language, reviews: dict[Language, Review], review_pack: Pack, golden: Golden
) -> None:
    rendered = FORMATS[format_].render_review(reviews[lang], review_pack)
    golden(file_name("review", lang, format_), shown(rendered, format_))


def test_every_golden_file_is_looked_at() -> None:
    names = {
        file_name(name, lang, format_)
        for name, formats in (("returned", SINGLE), ("several", TOGETHER), ("review", REVIEWS))
        for format_ in formats
        for lang in LANGS
    }
    assert {path.name for path in GOLDEN.iterdir()} == names
