"""Documents that LibreOffice has opened and saved say the same; and they can be printed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.model import LANGUAGES
from checker.office.conversion import differences
from checker.readers import read_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language
    from checker.readers import Document

OFFICE = shutil.which("soffice")
READER = shutil.which("pdftotext")
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plans" / "hubei.yaml"

pytestmark = pytest.mark.skipif(
    OFFICE is None or READER is None, reason="needs LibreOffice (soffice) and poppler (pdftotext)"
)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """`saved(raw, "docx", "odt")`: a document saved by LibreOffice in another format."""
    folder = tmp_path_factory.mktemp("office")

    def saved(raw: bytes, suffix: str, to: str) -> bytes:
        (folder / f"plan.{suffix}").write_bytes(raw)
        (folder / "out").mkdir(exist_ok=True)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(OFFICE), profile, "--headless", "--convert-to", to]
        subprocess.run(
            [*command, "--outdir", folder / "out", folder / f"plan.{suffix}"],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return (folder / "out" / f"plan.{to}").read_bytes()

    return saved


@pytest.mark.parametrize("by_way_of", ["docx", "odt", "doc"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_survives_other_programs(
    write: Callable[..., bytes],
    read: Callable[[bytes, str], Document],
    saved: Callable[[bytes, str, str], bytes],
    lang: Language,
    by_way_of: str,
) -> None:
    plan: Any = read_path(EXAMPLE).data
    raw = saved(write(plan, ".docx", lang), "docx", by_way_of)
    document = read(raw if by_way_of == "docx" else saved(raw, by_way_of, "docx"), ".docx")
    assert document.faults == ()
    assert list(differences(plan, document.data)) == []


@pytest.mark.parametrize("by_way_of", ["docx", "odt", "doc"])
def test_a_blank_form_stays_blank(
    blank: Callable[[str, Language], bytes],
    read: Callable[[bytes, str], Document],
    saved: Callable[[bytes, str, str], bytes],
    by_way_of: str,
) -> None:
    raw = saved(blank("docx", "zh"), "docx", by_way_of)
    document = read(raw if by_way_of == "docx" else saved(raw, by_way_of, "docx"), ".docx")
    assert document.faults == ()
    assert document.data == read(blank("docx", "zh"), ".docx").data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_can_be_printed(
    blank: Callable[[str, Language], bytes], saved: Callable[[bytes, str, str], bytes], tmp_path: Path, lang: Language
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(saved(blank("docx", lang), "docx", "pdf"))
    done = subprocess.run([str(READER), "-layout", path, "-"], check=True, capture_output=True, timeout=60)
    pages = done.stdout.decode("utf-8").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in "".join(page.split())
    heading = "第7项" if lang == "zh" else "Measure7:"
    assert sum(heading in "".join(page.split()) for page in pages) == 1
