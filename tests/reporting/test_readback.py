"""What was understood of a document is said as people say it, for every kind, and nothing hostile ends it."""

from pathlib import Path
from typing import Any

import pytest

from checker.cases import read_base
from checker.checking import Options, check_source
from checker.form_wording import read_back
from checker.model import Readback
from checker.pack.loading import installed_packs, load_pack

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KINDS = [(load_pack(id_), kind) for id_ in installed_packs() for kind in load_pack(id_).documents.values()]
PACK, KIND = next((pack, kind) for pack, kind in KINDS if pack.id == "sipo-2012-113")


def said(readback: Readback, lang: Any) -> list[str]:
    return [cell.in_language(lang) for sheet in readback.sheets for row in sheet.rows for cell in row]


@pytest.mark.parametrize("has_form", [True, False])
@pytest.mark.parametrize(("pack", "kind"), KINDS)
def test_every_entry_of_every_kind_is_read_back(pack, kind, has_form):
    from msgspec.structs import replace

    data = read_base(pack, kind)
    readback = read_back(data, kind if has_form else replace(kind, form=None), pack, ())
    rows = {len(sheet.rows) for sheet in readback.sheets if sheet.columns}
    assert kind.items is None or len(data[kind.items.list]) in rows
    sender = pack.label(kind.roster, data[kind.sender])
    assert {sender.en} <= set(said(readback, "en"))
    assert {sender.zh} <= set(said(readback, "zh"))


def test_days_amounts_and_codes_are_in_words():
    report = check_source(EXAMPLES / "plans" / "hubei-draft.xlsx", Options(PACK, reads_back=True))
    chinese = said(report.readback, "zh")
    for words in ("2013年5月31日", "120万元", "专利管理司", "17 专利行政执法能力提升", "湖北省知识产权局", "是"):
        assert words in chinese
    assert "1,200,000 yuan" in said(report.readback, "en")
    # What could not be read is not there, and what was is.
    assert not any("8月底" in words for words in chinese)
    assert (report.readback.done, report.readback.whole) == (9, 16)


def test_it_is_there_only_where_it_is_asked_for():
    assert check_source(EXAMPLES / "plans" / "hubei.json", Options(PACK)).readback is None
    submitted = check_source(EXAMPLES / "plans" / "hubei.json", Options(PACK, reads_back=True)).readback
    assert submitted.whole is None


@pytest.mark.parametrize(
    "odd",
    [None, [], {}, "x", True, -1, 1e400, float("nan"), 10**400, [None, [], {}], "2013-13-99", "\u202e", "😀" * 999],
)
def test_odd_values_are_left_out_or_said(odd):
    base = read_base(PACK, KIND)
    for path in [(name,) for name in base] + [("measures", 0, name) for name in base["measures"][0]]:
        data: Any = {**base, "measures": [dict(base["measures"][0])], "status": "draft"}
        place = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = odd
        assert isinstance(read_back(data, KIND, PACK, ()), Readback)
