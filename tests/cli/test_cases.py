"""What each command does with what it is given: the cases in `cases`, a file for each command."""

from pathlib import Path

import pytest

from ..commands import cases_in, hold  # noqa: TID252 - folders of tests are no packages

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


@pytest.mark.parametrize(("case", "lang"), [each for path in FILES for each in cases_in(path)])
def test_a_case(case, lang, tmp_path, monkeypatch, conforming, run):
    monkeypatch.chdir(tmp_path)
    hold(case, lang, tmp_path, conforming, run)
