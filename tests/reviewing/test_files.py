"""Every file that was sent is accounted for: in folders, in archives, by links, and whatever it is."""

from __future__ import annotations

import os
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checker.inbox import MOST_ENTRIES
from checker.reviewing import review

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def standings(inbox: Path, *more: Path) -> dict[str, tuple[Any, ...]]:
    told = review([inbox, *more]).to_dict()
    assert Counter(each["standing"] for each in told["files"]) == Counter(
        {standing: count for standing, count in told["file_counts"].items() if count}
    )
    return {
        each["file"].removeprefix(f"{inbox}/"): (each["standing"], each["office"], each["is_guess"])
        for each in told["files"]
    }


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("湖南省方案.doc", OLE, ("cannot-be-read", "CN-HN", True)),
        ("方案.doc", OLE, ("no-plan-file", None, False)),
        ("湖南.pdf", b"%PDF-1.7", ("cannot-be-read", "CN-HN", True)),
        ("scan.png", b"\x89PNG\r\n", ("no-plan-file", None, False)),
        ("湖南.yaml", b"# nothing\n", ("cannot-be-read", "CN-HN", True)),
        ("hunan.json", b"{", ("cannot-be-read", "CN-HN", True)),
        ("broken.json", b"{", ("cannot-be-read", None, False)),
        ("notes.yaml", b"- milk\n- bread\n", ("no-plan-file", None, False)),
        ("readme.txt", b"The plans are below.", ("no-plan-file", None, False)),
        ("mail.eml", b"From: a", ("no-plan-file", None, False)),
        (".hidden.json", b"{}", ("no-plan-file", None, False)),
        ("~$plan.docx", b"x", ("no-plan-file", None, False)),
        ("Thumbs.db", OLE, ("no-plan-file", None, False)),
        ("decisions.yaml", b"format: review-decisions/1\ncircular: sipo-2012-113", ("no-plan-file", None, False)),
        ("old.ndjson", b'{"format": "plan-review/1"}\n{}', ("no-plan-file", None, False)),
        ("old.json", b'{"format": "plan-report/1"}', ("no-plan-file", None, False)),
    ],
)
def test_a_file_that_is_no_plan(inbox: Path, send: Any, name: str, content: bytes, told: tuple[Any, ...]) -> None:
    send("plan.json")
    (inbox / name).write_bytes(content)
    assert standings(inbox) == {"plan.json": ("judged", "CN-HB", False), name: told}


def test_a_folder_and_what_stands_for_a_code_speak_of_an_office(inbox: Path, send: Any) -> None:
    send("plan.json")
    send("a.json", "湖南省知识产权局")
    for folder in ("广东省", "附件"):
        (inbox / folder).mkdir()
        (inbox / folder / "方案.doc").write_bytes(OLE)
    told = standings(inbox)
    assert told["a.json"] == ("judged", "CN-HN", True)
    assert told["广东省/方案.doc"] == ("cannot-be-read", "CN-GD", True)
    assert told["附件/方案.doc"] == ("no-plan-file", None, False)
    # The folder of all of them speaks of none of them.
    assert standings(inbox / "广东省")["方案.doc"][1] is None


def test_a_draft_beside_what_cannot_be_read_is_not_all_that_was_sent(inbox: Path, send: Any) -> None:
    send("draft.json", status="draft")
    (inbox / "湖北省方案.doc").write_bytes(OLE)
    told = review([inbox]).to_dict()
    assert told["states"]["sent-cannot-be-read"] == 1
    assert "CN-HB" not in {each["subject"] for each in told["findings"] if each["rule"] == "office-without-plan"}


def test_a_text_is_known_by_what_it_begins_with(inbox: Path, send: Any) -> None:
    send("plan.json").rename(inbox / "plan.txt")
    assert standings(inbox) == {"plan.txt": ("judged", "CN-HB", False)}


def test_links(inbox: Path, send: Any, tmp_path: Path) -> None:
    send("plan.json")
    (tmp_path / "elsewhere.json").write_text("{}")
    (inbox / "below").mkdir()
    for name, target in (("in.json", "plan.json"), ("out.json", tmp_path / "elsewhere.json"), ("folder", "below")):
        (inbox / name).symlink_to(target)
    told = standings(inbox)
    assert told["in.json"] == ("same-plan", "CN-HB", False)
    assert (told["out.json"][0], told["folder"][0]) == ("no-plan-file", "no-plan-file")


def test_archives_are_read_also_inside_of_others(inbox: Path, send: Any) -> None:
    plan = send("plan.json")
    other = send("other.json", office="CN-HN")
    inner = inbox / "inner.zip"
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
def test_entries_of_one_name_are_told_apart(inbox: Path, send: Any) -> None:
    plans = [send(f"{office}.json", office=office) for office in ("CN-HB", "CN-HN")]
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        for plan in plans:
            archive.write(plan, "plan.json")
            plan.unlink()
    assert standings(inbox) == {
        "all.zip/plan.json": ("judged", "CN-HB", False),
        "all.zip/plan (2).json": ("judged", "CN-HN", False),
    }


def test_names_in_gbk_are_read(inbox: Path, send: Any) -> None:
    plan = send("plan.json")
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        archive.writestr("aa.json", plan.read_bytes())
    raw = (inbox / "all.zip").read_bytes()
    (inbox / "all.zip").write_bytes(raw.replace(b"aa.json", "湖".encode("gbk") + b".json"))
    assert "all.zip/湖.json" in standings(inbox)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are no bytes")
def test_names_in_gbk_on_disk_are_read_and_speak_of_their_office(inbox: Path, send: Any) -> None:
    folder = os.fsencode(inbox) + "/报送".encode("gbk")
    Path(os.fsdecode(folder)).mkdir()
    Path(os.fsdecode(folder), "方案.json").write_bytes(send("plan.json").read_bytes())
    for raw in ("湖南省.pdf".encode("gbk"), "湖南省.pdf".encode()):
        Path(os.fsdecode(folder + b"/" + raw)).write_bytes(b"%PDF-1.4")
    told = standings(inbox)
    assert told["报送/方案.json"] == ("same-plan", "CN-HB", False)
    assert list(told.values()).count(("cannot-be-read", "CN-HN", True)) == 2


@pytest.mark.parametrize("kind", ["entries", "deep", "large", "damaged", "document", "nothing"])
def test_an_archive_that_is_not_entered_cannot_be_read(inbox: Path, send: Any, kind: str) -> None:
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


def test_one_plan_in_several_formats_is_one(inbox: Path, send: Any) -> None:
    import yaml

    plan = send("b.json")
    (inbox / "a.yaml").write_text(yaml.safe_dump(yaml.safe_load(plan.read_text()), allow_unicode=True))
    assert standings(inbox) == {"a.yaml": ("judged", "CN-HB", False), "b.json": ("same-plan", "CN-HB", False)}


def test_a_plan_of_another_year_has_no_part_in_the_roster(inbox: Path, send: Any) -> None:
    send("a.json", plan_year=2014)
    told = review([inbox]).to_dict()
    (row,) = (row for row in told["roster"] if row["office"] == "CN-HB")
    assert (row["file"], row["state"]) == (None, "not-sent")
    assert [each["standing"] for each in told["files"]] == ["judged"]
