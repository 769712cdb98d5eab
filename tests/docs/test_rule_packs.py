"""The tutorial is followed literally, and so is what the pages about rule packs say of its pack: files and commands."""

import json
import re
import shlex
from pathlib import Path

import pytest

from checker.pack.ways import WAYS

from .pages import DOCS, blocks, name_of, plancheck, shown_by, text_of

PAGES = [DOCS / "tutorial.md", DOCS / "tutorial.zh-CN.md"]
REFERENCE = [DOCS / "rule-packs.md", DOCS / "rule-packs.zh-CN.md"]
PACK = "anhe-2015-4"
MISTAKES = [
    ("tables/libraries.csv", "beiqiao,town", "beiqiao,village"),
    ("documents/timetable.yaml", "has_text: on_duty", "has_text: librarian"),
    ("1/too-few-days/rule.yaml", "days: {less_than", "day: {less_than"),
]
"""The three mistakes that the pages speak of."""


def files_on(page):
    """The files that the page shows, each under its name."""
    shown = re.compile(r"^`([\w./-]+)`\n\n```(?:yaml|csv|json)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
    return dict(shown.findall(text_of(page)))


def written(page, folder):
    for name, text in files_on(page).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_both_languages_show_the_same_files():
    english, chinese = map(files_on, PAGES)
    assert english == chinese
    assert {Path(name).parts[0] for name in english} == {PACK, "timetables"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_is_shown_comes_of_the_files(page, tmp_path):
    folder = written(page, tmp_path)
    *sound, broken = map(shown_by, blocks(page, "console"))
    assert len(sound) == 3
    for command, shown in sound:
        printed = plancheck(*shlex.split(command), folder=folder)
        assert re.fullmatch(shown, printed.stdout), printed.stdout
        assert printed.stderr == ""
    for name, right, wrong in MISTAKES:
        path = folder / PACK / name
        assert text_of(path).count(right) == 1
        path.write_text(text_of(path).replace(right, wrong), encoding="utf-8")
    command, shown = broken
    refused = plancheck(*shlex.split(command), folder=folder)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert re.fullmatch(shown, refused.stderr), refused.stderr


@pytest.mark.parametrize(("page", "reference"), [*zip(PAGES, REFERENCE, strict=True)], ids=["en", "zh"])
def test_every_command_that_is_named_runs_on_the_files(page, reference, tmp_path):
    folder = written(page, tmp_path)
    commands = re.findall(rf"`plancheck ([^`]*{PACK}[^`]*)`", text_of(page))
    for path in (page, reference):
        commands += re.findall(r"^plancheck (rules new .*?)(?: +#.*)?$", text_of(path), re.MULTILINE)
    assert len(commands) == 8
    for command in commands:
        done = plancheck(*shlex.split(command), folder=folder)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout or (folder / "liutang.xlsx").exists()
    # What the forms give out is read again, and nothing in it is strange to them.
    blank = plancheck("check", "--format", "json", "--pack", PACK, "liutang.xlsx", folder=folder)
    assert [found["rule"] for found in json.loads(blank.stdout)["findings"]] == ["too-few-days"]


@pytest.mark.parametrize(
    ("page", "heading"),
    [*zip(REFERENCE, ("### Ways to read a member", "### 读取成员的方式"), strict=True)],
    ids=["en", "zh"],
)
def test_every_way_is_in_the_table(page, heading):
    text = text_of(page).partition(heading)[2].partition("\n#")[0]
    assert re.findall(r"^\| `(\w+): ", text, re.MULTILINE) == list(WAYS)


def test_the_form_is_of_its_circular_and_names_what_the_schema_does_not(tmp_path):
    folder = written(PAGES[0], tmp_path)
    for command in (
        f"convert --pack {PACK} {PACK}/documents/timetable.base.yaml anhe.docx",
        f"check --pack {PACK} anhe.docx",
    ):
        done = plancheck(*command.split(), folder=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    blank = plancheck("template", "--pack", PACK, "liutang", "--lang", "zh", folder=folder)
    assert "值班人" in blank.stdout
