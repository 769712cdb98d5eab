"""Pages to open in Chromium: an inbox reviewed by the installed rule pack."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from checker import load_pack
from checker.cases import read_base
from checker.reporting import FORMATS
from checker.reviewing import review

STING = "<script>window.__pwned = 1</script>\"'><img src=x onerror=alert(1)> {{ 7 * 7 }} =1+1"
ABSENT = ("CN-HI", "CN-XZ")


@pytest.fixture(scope="session")
def pack():
    """The installed rule pack, and not the small one of the formats."""
    return load_pack("sipo-2012-113")


@pytest.fixture
def opened(visit, pages):
    """Opens a page: a file, or the name of one that is made here."""
    return lambda page, **more: visit((page if isinstance(page, Path) else pages / f"{page}.html").as_uri(), **more)


@pytest.fixture(scope="session")
def sting():
    """What one of the offices has written wherever it could."""
    return STING


@pytest.fixture(scope="session")
def inbox(pack, tmp_path_factory):
    """The plans of the offices: most keep to the circular, every fourth does not; and what else an inbox holds."""
    folder = tmp_path_factory.mktemp("inbox")
    base = read_base(pack)

    def write(name: str, plan: object) -> None:
        (folder / name).write_text(json.dumps(plan), "utf-8")

    for place, (code, row) in enumerate(pack.tables["office"].by_key.items()):
        if code in ABSENT:
            continue
        plan: dict[str, Any] = copy.deepcopy(base)
        plan["office"] = code
        for number, region in enumerate(plan["regions"], 1):
            region["code"] = f"{row['province'] or '65'}{number:02}00"
        if place % 4 == 1:
            del plan["measures"][3]["objective"]
            del plan["measures"][5]
        if place % 8 == 3:
            plan["status"] = "draft"
        write(f"{code}.json", plan)
    plan = json.loads((folder / "CN-HB.json").read_text("utf-8"))
    del plan["measures"][0]["objective"], plan["measures"][2]["schedule"]
    del plan["measures"][9:11]
    plan["submission"]["version"] = 2
    write("CN-HB-2.json", plan)
    write("CN-YN.json", _hostile(base))
    (folder / "notice.json").write_text("{", "utf-8")
    return folder


def _hostile(base: Any) -> dict[str, Any]:
    plan: dict[str, Any] = copy.deepcopy(base)
    plan["office"] = "CN-YN"
    plan["measures"][2]["number"] = STING
    plan["measures"][4][STING] = STING
    plan["regions"][0] = {"name": STING, "code": "530100"}
    plan["measures"] = [measure for measure in plan["measures"] if measure.get("number") not in (4, 16, 32, 36)]
    plan["exceptions"] = [
        {"rule": "optional-measures-too-few", "justification": STING},
        {"rule": STING, "justification": STING},
    ]
    return plan


@pytest.fixture(scope="session")
def reviewed(inbox, pack):
    return review([inbox], pack=pack)


@pytest.fixture(scope="session")
def pages(inbox, pack, tmp_path_factory):
    """A folder with the pages of the inbox, of one report and of several, in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    packs = {pack.id: pack}
    html = FORMATS["html"]
    for lang in ("en", "zh"):
        result = review([inbox], pack=pack, lang=lang)
        hostile = [report for report in result.reports if report.office == "CN-YN"]
        for name, page in {
            "review": html.render_reviews([result], packs),
            "report": html.render(hostile, packs),
            "reports": html.render(result.reports[:4], packs),
        }.items():
            (folder / f"{name}.{lang}.html").write_bytes(page)
    return folder


@pytest.fixture(scope="session")
def heavy(pack, tmp_path_factory):
    """The page of a review in which every office's plan is empty of nearly everything that is asked for."""
    inbox = tmp_path_factory.mktemp("heavy")
    base = read_base(pack)
    for office in pack.tables["office"].by_key:
        plan = copy.deepcopy(base)
        plan["office"] = office
        plan["measures"] = [{"number": measure["number"]} for measure in base["measures"]]
        (inbox / f"{office}.json").write_text(json.dumps(plan), "utf-8")
    page = FORMATS["html"].render_reviews([review([inbox], pack=pack)], {pack.id: pack})
    path = inbox / "review.html"
    path.write_bytes(page)
    return path
