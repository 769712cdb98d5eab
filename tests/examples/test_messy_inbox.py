"""An inbox as it really looks: what becomes of every file, and how far every office has come."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from checker.pack.loading import load_pack
from checker.reporting import FORMATS
from checker.reporting.printable import printable
from checker.reviewing import reviews

from . import messy

EXPECTED: dict[str, Any] = yaml.safe_load(Path(messy.__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    # Below a folder of its own, so that a link out of it leads nowhere else.
    folder = tmp_path_factory.mktemp("messy") / "a" / "inbox"
    folder.mkdir(parents=True)
    messy.make(folder)
    return folder


@pytest.fixture(scope="module")
def reviewed(inbox):
    return reviews([inbox], jobs=2)


def test_every_file_is_accounted_for(inbox, reviewed):
    found = {}
    for review in reviewed:
        for each in review.files:
            whose = {} if each.office is None else {"guess" if each.is_guess else "whose": each.office}
            by = {} if each.of is None else {"by": each.of.removeprefix(f"{inbox}/")}
            found[each.file.removeprefix(f"{inbox}/")] = {"becomes": each.standing.value, **whose, **by}
    told = ("becomes", "whose", "guess", "by")
    assert found == {row["file"]: {name: row[name] for name in told if name in row} for row in messy.ROWS}


def test_how_far_everybody_has_come(reviewed):
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for review in reviewed:
        for row in review.roster:
            of = {"circular": review.pack_id, "document": row.document}
            if row.state != "not-sent":
                told.setdefault((review.pack_id, row.document), of).setdefault(row.state.value, []).append(row.office)
    assert [*told.values()] == EXPECTED["states"]


def test_nobody_is_accused_whose_file_cannot_be_read(reviewed):
    found: dict[str, list[str]] = {}
    for finding in reviewed[0].findings:
        if finding.at and finding.rule != "department-without-plan":
            found.setdefault(finding.rule, []).append(str(finding.at[0]))
    assert found == EXPECTED["findings"]


def test_the_formats_tell_of_the_same_files(reviewed):
    for review in reviewed:
        files = {printable(each.file) for each in review.files}
        packs = {review.pack_id: load_pack(review.pack_id)}
        written = {name: FORMATS[name].render_reviews([review], packs) for name in ("csv", "junit", "html")}
        rows = csv.DictReader(io.StringIO(written["csv"].decode("utf-8-sig")))
        assert {row["file"] for row in rows if row["scope"] != "review"} == files
        _, *suites = etree.fromstring(written["junit"])
        assert {suite.get("name") for suite in suites} == files
        assert all(int(suite.get("errors") or 0) <= 1 for suite in suites)
        page = html.document_fromstring(written["html"].decode())
        assert len(page.xpath("//section[@id='files']//tbody/tr")) == len(files)
