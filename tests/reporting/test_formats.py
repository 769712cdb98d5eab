from __future__ import annotations

import io
import subprocess
import sys
from importlib import import_module
from zipfile import ZipFile

import pytest

from checker.model import Verdict
from checker.reporting import FORMATS, Layout


def text_of(rendered: str | bytes) -> str:
    """The text of what was rendered; of a zip file, that of its parts."""
    if isinstance(rendered, str):
        return rendered
    if not rendered.startswith(b"PK"):
        return rendered.decode()
    with ZipFile(io.BytesIO(rendered)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


def test_the_default_comes_first():
    assert list(FORMATS)[:2] == ["text", "json"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_known_by_its_name_and_has_a_suffix_of_its_own(name):
    suffixes = [format_.suffix for format_ in FORMATS.values()]
    assert FORMATS[name].name == name
    assert FORMATS[name].suffix.startswith(".")
    assert suffixes.count(FORMATS[name].suffix) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_rendering_changes_nothing_and_gives_the_same_again(name, samples, pack):
    reports = list(samples.values())
    before = [report.to_dict() for report in reports]
    first = FORMATS[name].render(reports, {pack.id: pack}, Layout(many=True))
    assert FORMATS[name].render(reports, {pack.id: pack}, Layout(many=True)) == first
    assert [report.to_dict() for report in reports] == before
    assert len(first) > 500


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_rendered_without_its_pack(name, samples):
    rendered = FORMATS[name].render([samples["returned", "en"]], {})
    text = text_of(rendered)
    assert "required-measure-missing" in text
    assert Verdict.RETURN.value in text.lower() or not FORMATS[name].whole


def test_a_format_is_imported_when_it_is_used():
    code = (
        "import sys; from checker.reporting import FORMATS; "
        "assert not {f'checker.reporting.{name}' for name in FORMATS} & set(sys.modules); "
        "FORMATS['json'].render([], {}); "
        "assert 'tabulate' not in sys.modules and 'wcwidth' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_format_has_a_module():
    assert all(callable(import_module(f"checker.reporting.{name}").render) for name in FORMATS)
