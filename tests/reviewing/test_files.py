"""Files that no list of files can hold: links, archives, names of bytes; every one of them is accounted for."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from checker.inbox import MOST_ENTRIES
from checker.reviewing import review


def standings(inbox):
    told = review([inbox]).to_dict()
    return {
        each["file"].removeprefix(f"{inbox}/"): (each["standing"], each["office"], each["is_guess"])
        for each in told["files"]
    }


def test_the_folder_of_all_of_them_speaks_of_none_of_them(inbox):
    (inbox / "广东省").mkdir()
    (inbox / "广东省" / "方案.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert standings(inbox / "广东省")["方案.doc"][1] is None


def test_links(inbox, send, tmp_path):
    send("plan.json")
    (tmp_path / "elsewhere.json").write_text("{}")
    (inbox / "below").mkdir()
    for name, target in (("in.json", "plan.json"), ("out.json", tmp_path / "elsewhere.json"), ("folder", "below")):
        (inbox / name).symlink_to(target)
    told = standings(inbox)
    assert told["in.json"] == ("same-plan", "CN-HB", False)
    assert (told["out.json"][0], told["folder"][0]) == ("no-plan-file", "no-plan-file")


def test_archives_are_read_also_inside_of_others(inbox, send):
    plan, other, inner = send("plan.json"), send("other.json", office="CN-HN"), inbox / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(other, "湖南.json")
        archive.write(plan, "copy.json")
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        archive.write(inner, "a/inner.zip")
    inner.unlink()
    other.unlink()
    assert standings(inbox) == {
        "plan.json": ("judged", "CN-HB", False),
        "all.zip/a/inner.zip/湖南.json": ("judged", "CN-HN", False),
        "all.zip/a/inner.zip/copy.json": ("same-plan", "CN-HB", False),
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entries_of_one_name_are_told_apart(inbox, send):
    plans = [send(f"{office}.json", office=office) for office in ("CN-HB", "CN-HN")]
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        for plan in plans:
            archive.write(plan, "plan.json")
            plan.unlink()
    assert standings(inbox) == {
        "all.zip/plan.json": ("judged", "CN-HB", False),
        "all.zip/plan (2).json": ("judged", "CN-HN", False),
    }


def test_names_in_gbk_are_read(inbox, send):
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        archive.writestr("aa.json", send("plan.json").read_bytes())
    raw = (inbox / "all.zip").read_bytes()
    (inbox / "all.zip").write_bytes(raw.replace(b"aa.json", "湖".encode("gbk") + b".json"))
    assert "all.zip/湖.json" in standings(inbox)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are no bytes")
def test_names_in_gbk_on_disk_are_read_and_speak_of_their_office(inbox, send):
    folder = os.fsencode(inbox) + "/报送".encode("gbk")
    Path(os.fsdecode(folder)).mkdir()
    Path(os.fsdecode(folder), "方案.json").write_bytes(send("plan.json").read_bytes())
    for raw in ("湖南省.pdf".encode("gbk"), "湖南省.pdf".encode()):
        Path(os.fsdecode(folder + b"/" + raw)).write_bytes(b"%PDF-1.4")
    told = standings(inbox)
    assert told["报送/方案.json"] == ("same-plan", "CN-HB", False)
    assert list(told.values()).count(("cannot-be-read", "CN-HN", True)) == 2


@pytest.mark.parametrize("kind", ["entries", "deep", "large", "damaged", "document", "nothing"])
def test_an_archive_that_is_not_entered_cannot_be_read(inbox, send, kind):
    send("plan.json")
    path = inbox / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == "entries":
            for number in range(MOST_ENTRIES + 1):
                archive.writestr(f"{number}.txt", "")
        elif kind == "large":
            archive.writestr("a.txt", bytes(70_000_000))
        elif kind == "document":
            archive.writestr("[Content_Types].xml", "")
    if kind == "damaged":
        path.write_bytes(path.read_bytes()[:10] + b"PK")
    if kind == "deep":
        for number in range(4):
            outer = inbox / f"{number}.zip"
            with zipfile.ZipFile(outer, "w") as archive:
                archive.write(path, "in.zip")
            path.unlink()
            path = outer
    (told,) = (told for name, told in standings(inbox).items() if name != "plan.json")
    assert told[0] == "cannot-be-read"
