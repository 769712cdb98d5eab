"""A letter in an office program: LibreOffice reads it, and every page is there."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model import Language

OFFICE = shutil.which("soffice")
READER = shutil.which("pdftotext")

pytestmark = pytest.mark.skipif(
    OFFICE is None or READER is None, reason="needs LibreOffice (soffice) and poppler (pdftotext)"
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_libreoffice_shows_the_whole_letter(
    write: Callable[..., Any], faulty: bytes, tmp_path: Path, lang: Language
) -> None:
    letter = write(faulty, lang)
    (tmp_path / "letter.docx").write_bytes(letter.raw)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "letter.docx"],
        check=True,
        capture_output=True,
        timeout=240,
    )
    done = subprocess.run(
        [str(READER), "-layout", tmp_path / "letter.pdf", "-"], check=True, capture_output=True, timeout=60
    )
    pages = done.stdout.decode("utf-8").split("\f")[:-1]
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in "".join(page.split())
    written = "".join("".join(pages).split())
    for heading in letter.of_style("一级标题" if lang == "zh" else "Clause heading"):
        assert "".join(heading.text.split()) in written
    assert "".join(letter.rows[-1][-1].split()) in written
