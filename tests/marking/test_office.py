"""A marked workbook in an office program: LibreOffice opens it, shows its marks, and keeps them when it saves it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from .making import comments_of, everything, filled, saved
from .test_workbooks import colours_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checker.model import Language

OFFICE = shutil.which("soffice")
READER = shutil.which("pdftotext")

pytestmark = pytest.mark.skipif(
    OFFICE is None or READER is None, reason="needs LibreOffice (soffice) and poppler (pdftotext)"
)


@pytest.fixture
def convert(tmp_path: Path) -> Callable[[bytes, str], bytes]:
    """`convert(raw, "pdf")`: what LibreOffice makes of a workbook."""

    def convert(raw: bytes, to: str) -> bytes:
        (tmp_path / "marked.xlsx").write_bytes(raw)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        out = tmp_path / "out"
        subprocess.run(
            [str(OFFICE), profile, "--headless", "--convert-to", to, "--outdir", out, tmp_path / "marked.xlsx"],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return (out / f"marked.{to}").read_bytes()

    return convert


def pages_of(raw: bytes, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(raw)
    done = subprocess.run([str(READER), folder / "a.pdf", "-"], check=True, capture_output=True, timeout=60)
    return "".join(done.stdout.decode("utf-8").split())


@pytest.mark.parametrize(("lang", "verdict"), [("en", "RETURN:theimplementationplan"), ("zh", "【退回重新制定】")])
def test_the_first_sheet_is_printed(
    copy: Callable[..., bytes], convert: Callable[..., bytes], tmp_path: Path, lang: Language, verdict: str
) -> None:
    text = pages_of(convert(copy(saved(filled("工作措施")), "工作措施!D7", None, lang=lang), "pdf"), tmp_path)
    assert verdict in text
    assert "值7.4" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_marks_survive_a_program_and_go_with_the_next_check(
    copy: Callable[..., bytes], convert: Callable[..., bytes], lang: Language
) -> None:
    raw = saved(filled("工作措施"))
    kept = convert(copy(raw, "工作措施!D7", "工作措施!B2", "工作措施!Z30", lang=lang), "xlsx")
    assert set(comments_of(kept, "工作措施")) == {"D7", "B2", "Z30"}
    assert colours_of(kept, "工作措施").keys() == {"D7", "B2", "Z30"}
    cleaned = copy(kept, lang=lang)
    assert comments_of(cleaned, "工作措施") == {"D7": "请填部门"}
    assert not colours_of(cleaned, "工作措施")


def test_a_workbook_by_excel_opens_with_its_comments(copy: Callable[..., bytes], convert: Callable[..., bytes]) -> None:
    kept = convert(copy(everything(), "plancheck!A1", "plancheck!D9"), "xlsx")
    comments = comments_of(kept, "plancheck")
    assert comments["A1"].startswith("王五:\nError: ask Li")
    assert "——— plancheck ———" in comments["A1"]
    assert "Error: " in comments["D9"]
