"""A document that is written in another format and read again is the same one; or it is not written at all.

The same: all is equal, the order of lists included. A number is so as digits and as text.
"""

from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from checker import load_pack
from checker.errors import UnwritableError
from checker.form import ValueKind
from checker.model import LANGUAGES
from checker.office import rows, workbook
from checker.office.conversion import SUFFIXES, differences, written_document
from checker.pack.labels import forms_of
from checker.pack.loading import installed_packs
from checker.readers import read_bytes, read_path
from checker.schema import prune, validate
from checker.values import is_blank

from ..properties.generating import Documents  # noqa: TID252 - tests are not on the path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PACK = load_pack("sipo-2012-113")
KIND = PACK.main_document
KINDS = [
    (pack, kind)
    for pack in map(load_pack, installed_packs())
    for kind in pack.documents.values()
    if kind.form is not None
]
HOSTILE = (
    "甲\n乙", "\n\n甲\n\n", "甲\r\n乙\r", "\t甲\t", "  甲  ", "　　段首空两格", "<w:p/>&amp;]]>", '"', '"甲"', "无",
    '"无"', "1. 甲\n2. 乙", "①甲②乙", "甲、乙；丙", "2013年6月30日前：完成", "第7项", "请选择", "选择日期",
    "工作目标", "序号", "\u200b\u202e\u2028\x85\ufeff", "e\u0301😀", "长" * 20_000, "{{ title }}",
    "{% for x in y %}", "=1+1", "_x0041_",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _few_empty_rows():
    """Rows without anything in them are most of what a workbook takes to be written."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "_SPARE", 1)
        yield


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("pack", "kind"), KINDS, ids=lambda each: getattr(each, "format", getattr(each, "id", "")))
def test_random_documents_of_each_kind_survive(pack, kind, suffix):
    survived = []
    for seed in range(6):
        random = Random(seed)  # noqa: S311 - the same documents every time
        data: Any = prune(Documents(pack, kind, random, faults=False).make())
        # What it is held against has no place in a form.
        data.pop(kind.against.member if kind.against else "", None)
        if validate(data, kind.schema, [pack.id]).faults:
            continue
        try:
            raw = written_document(suffix, data, pack, kind, random.choice(LANGUAGES))
        except UnwritableError:
            # The id of a rule that is written with blanks in it is read as the rule.
            continue
        again = read_bytes(raw, suffix=suffix, forms=forms_of(pack))
        assert not again.faults
        numbers = frozenset({("measures", "number"), ("items", "number"), ("regions", "code")})
        assert not list(differences(data, again.data, numbers))
        survived.append(seed)
    assert len(survived) > 1


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("seed", range(4))
def test_hostile_texts_survive(write, seed, suffix):
    random = Random(seed)  # noqa: S311 - the same plans every time
    plan = _with_texts(prune(Documents(PACK, KIND, random, faults=False).make()), random)
    assert not validate(plan, KIND.schema, [PACK.id]).faults
    assert write(prune(plan), suffix, LANGUAGES[seed % 2])


def _with_texts(value: Any, random: Random, member: str = "") -> Any:
    """The plan with hostile texts where it has free ones."""
    if isinstance(value, dict):
        return {name: _with_texts(inner, random, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_texts(inner, random, member) for inner in value]
    free = {"objective", "actions", "milestone", "responsible", "source", "reference", "name", "tasks", "justification"}
    # A name has to be there, so it cannot be a text of which nothing can be seen.
    texts = [text for text in HOSTILE if member != "name" or not is_blank(text)]
    return random.choice(texts) if member in free and isinstance(value, str) else value


def test_what_would_come_back_as_another_plan_is_refused(write, monkeypatch):
    monkeypatch.setitem(rows._WRITTEN, ValueKind.ITEMS, lambda items, _lang: "".join(items))
    plan: Any = deepcopy(read_path(EXAMPLES / "plans" / "hubei.yaml").data)
    plan["measures"][0]["responsible"] = ["甲", "乙"]
    for suffix in (".xlsx", ".docx"):
        with pytest.raises(UnwritableError) as caught:
            write(plan, suffix)
        assert "工作措施：责任部门" in caught.value.message("zh")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_plan_gives_the_same_bytes(write, suffix):
    data: Any = read_path(EXAMPLES / "plans" / "hubei.yaml").data
    assert write(data, suffix) == write(deepcopy(data), suffix)
