"""The tutorial is followed literally, and so is what the pages about rule packs say of its pack: files and commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker.pack.ways import WAYS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [DOCS / "tutorial.md", DOCS / "tutorial.zh-CN.md"]
REFERENCE = [DOCS / "rule-packs.md", DOCS / "rule-packs.zh-CN.md"]
PACK = "anhe-2015-4"
_FILE = re.compile(r"^`([\w./-]+)`\n\n```(?:yaml|csv|json)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_WAYS = {"en": "### Ways to read a member", "zh": "### 读取成员的方式"}


def name_of(page: Path) -> str:
    return page.name


def files_on(page: Path) -> dict[str, str]:
    """The files that the page shows, each under its name."""
    return dict(_FILE.findall(page.read_text(encoding="utf-8")))


def transcripts_on(page: Path) -> list[str]:
    return _CONSOLE.findall(page.read_text(encoding="utf-8"))


def written(page: Path, folder: Path) -> Path:
    for name, text in files_on(page).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    name, *arguments = shlex.split(command)
    assert name == "plancheck"
    here = {
        "PYTHONPATH": str(Path(checker.__file__).parents[1]),
        "PYTHONUTF8": "1",
        "LANGUAGE": "",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=folder,
        env={**os.environ, **here},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def expected(shown: str) -> str:
    """What is shown as a pattern: a line `…` stands for lines that are left out, `/…/` for where the folder is."""
    return re.escape(shown).replace(re.escape("…\n"), "(?:.*\n)*?").replace(re.escape("/…/"), "/(?:.*/)?")


def test_both_languages_show_the_same_files():
    english, chinese = map(files_on, PAGES)
    assert english == chinese
    assert {Path(name).parts[0] for name in english} == {PACK, "timetables"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_is_shown_comes_of_the_files(page, tmp_path):
    folder = written(page, tmp_path)
    *sound, broken = transcripts_on(page)
    assert len(sound) == 3
    for transcript in sound:
        command, _, shown = transcript.removeprefix("$ ").partition("\n")
        printed = run(command, folder)
        assert re.fullmatch(expected(shown), printed.stdout), printed.stdout
        assert printed.stderr == ""
    break_it(folder / PACK)
    command, _, shown = broken.removeprefix("$ ").partition("\n")
    refused = run(command, folder)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert re.fullmatch(expected(shown), refused.stderr), refused.stderr


def break_it(pack: Path) -> None:
    """The three mistakes that the pages speak of."""
    for name, right, wrong in (
        ("tables/libraries.csv", "beiqiao,town", "beiqiao,village"),
        ("documents/timetable.yaml", "has_text: on_duty", "has_text: librarian"),
        ("1/too-few-days/rule.yaml", "days: {less_than", "day: {less_than"),
    ):
        path = pack / name
        text = path.read_text(encoding="utf-8")
        assert text.count(right) == 1
        path.write_text(text.replace(right, wrong), encoding="utf-8")


@pytest.mark.parametrize(("page", "reference"), [*zip(PAGES, REFERENCE, strict=True)], ids=["en", "zh"])
def test_every_command_that_is_named_runs_on_the_files(page, reference, tmp_path):
    folder = written(page, tmp_path)
    commands = re.findall(rf"`(plancheck [^`]*{PACK}[^`]*)`", page.read_text(encoding="utf-8"))
    begun = r"^(plancheck rules new .*?)(?: +#.*)?$"
    commands += [
        each for path in (page, reference) for each in re.findall(begun, path.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(commands) == 8
    for command in commands:
        done = run(" ".join(command.split()), folder)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout or (folder / "liutang.xlsx").exists()
    # What the forms give out is read again, and nothing in it is strange to them.
    blank = run(f"plancheck check --format json --pack {PACK} liutang.xlsx", folder)
    assert [found["rule"] for found in json.loads(blank.stdout)["findings"]] == ["too-few-days"]


@pytest.mark.parametrize(("page", "lang"), [*zip(REFERENCE, _WAYS, strict=True)], ids=["en", "zh"])
def test_every_way_is_in_the_table(page, lang):
    text = page.read_text(encoding="utf-8").partition(_WAYS[lang])[2].partition("\n#")[0]
    assert re.findall(r"^\| `(\w+): ", text, re.MULTILINE) == list(WAYS)


def test_the_form_is_of_its_circular_and_names_what_the_schema_does_not(tmp_path):
    folder = written(PAGES[0], tmp_path)
    for command in (
        f"plancheck convert --pack {PACK} {PACK}/documents/timetable.base.yaml anhe.docx",
        f"plancheck check --pack {PACK} anhe.docx",
    ):
        done = run(command, folder)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "值班人" in run(f"plancheck template --pack {PACK} liutang --lang zh", folder).stdout
