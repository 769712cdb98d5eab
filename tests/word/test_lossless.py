"""A plan that is written as a Word document and read again is the same plan; or it is not written at all.

The same: absent members (null, blank text) are left out, and all the rest is equal, the order of lists included.
Numbers are equal as numbers; a measure's number and a region's code are so as the plan format reads them, digits or
text.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import load_pack
from checker.documents.form import Kind
from checker.documents.yaml_writing import yaml_text
from checker.errors import UnwritableError
from checker.forms import write_plan
from checker.forms.word import cells
from checker.forms.word.sameness import differences
from checker.model import LANGUAGES
from checker.provincial import departments_of, offices_of, plan_of
from checker.readers import read_path
from checker.schema import prune, validate
from checker.values import is_blank

from ..forms.plans import plans  # noqa: TID252 - tests are not on the path
from ..properties.generating import Documents  # noqa: TID252 - tests are not on the path
from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language
    from checker.pack.model import Pack
    from checker.readers import Document

ROOT = Path(__file__).resolve().parents[2]
PACK = load_pack("sipo-2012-113")
EXAMPLES = [
    path
    for folder in ("plans", "provinces")
    for path in sorted((ROOT / "examples" / folder).iterdir())
    if path.suffix in {".yaml", ".json"} and not validate(read_path(path).data, plan_of(PACK).schema, [PACK.id]).faults
]
NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HOSTILE = (
    "甲\n乙",
    "\n\n甲\n\n",
    "甲\r\n乙\r",
    "\t甲\t",
    "  甲  ",
    "　　段首空两格",
    "<w:p/>&amp;]]>",
    "=1+1",
    "无",
    '"无"',
    "1. 甲\n2. 乙",
    "①甲②乙",
    "甲、乙；丙",
    "2013年6月30日前：完成",
    "第7项",
    "请选择",
    "选择日期",
    "工作目标",
    "序号",
    "\u200b\u202e\u2028\x85\ufeff",
    "e\u0301😀",
    "长" * 20_000,
)


def same(plan: Any, again: Document) -> bool:
    return not again.faults and not list(differences(prune(plan), again.data))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_survive(
    write_docx: Callable[..., bytes], read: Callable[[bytes], Document], path: Path, lang: Language
) -> None:
    data = read_path(path).data
    assert same(data, read(write_docx(prune(data), lang)))


def test_yaml_to_word_to_yaml_is_the_same_file(
    write_docx: Callable[..., bytes], read: Callable[[bytes], Document]
) -> None:
    data: Any = read_path(ROOT / "examples" / "plans" / "hubei.yaml").data
    again: Any = read(write_docx(data)).data
    assert yaml_text({name: again[name] for name in data}) == yaml_text(data)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans(list(departments_of(PACK)), list(offices_of(PACK)), PACK.id), lang=st.sampled_from(LANGUAGES))
def test_any_valid_plan_survives_or_is_refused_at_its_place(
    read: Callable[[bytes], Document], plan: Any, lang: Language
) -> None:
    there: Any = prune(plan)
    refused = None
    raw = b""
    try:
        raw = write_plan(".docx", there, PACK, lang)
    except UnwritableError as error:
        refused = error
    if refused is None:
        assert same(plan, read(raw))
    elif name_of(refused.wording) == "word.no-letter":
        assert NO_LETTER.search(str(value_at(there, refused.values["at"])))
    else:
        # In a form, a minus sign is part of a number that is a text.
        assert re.fullmatch("/measures/[0-9]+/number", refused.values["at"])
        assert value_at(there, refused.values["at"]) < 0


@pytest.mark.parametrize("seed", range(12))
def test_generated_plans_with_hostile_texts_survive(
    pack: Pack, write_docx: Callable[..., bytes], read: Callable[[bytes], Document], seed: int
) -> None:
    random = Random(seed)  # noqa: S311 - the same plans every time
    plan = with_texts(prune(Documents(pack, pack.main_document, random, faults=False).make()), random)
    assert not validate(plan, plan_of(pack).schema, [pack.id]).faults
    assert same(plan, read(write_docx(prune(plan), LANGUAGES[seed % 2])))


def with_texts(value: Any, random: Random, member: str = "") -> Any:
    """The plan with hostile texts where it has free ones."""
    if isinstance(value, dict):
        return {name: with_texts(inner, random, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_texts(inner, random, member) for inner in value]
    free = {"objective", "actions", "milestone", "responsible", "source", "reference", "name", "tasks", "justification"}
    # A name has to be there, so it cannot be a text of which nothing can be seen.
    texts = [text for text in HOSTILE if member != "name" or not is_blank(text)]
    return random.choice(texts) if member in free and isinstance(value, str) else value


def value_at(data: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        data = data[int(step) if isinstance(data, list) else step]
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("objective",), "bell\x07"),
        (("actions",), ["a", "\x00"]),
        (("schedule", 0, "milestone"), "\ufffe"),
    ],
)
def test_what_no_document_can_hold_is_refused_at_its_place(
    write_docx: Callable[..., bytes], small: dict[str, Any], path: tuple[Any, ...], value: object
) -> None:
    plan = deepcopy(small)
    here: Any = plan["measures"][0]
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    with pytest.raises(UnwritableError) as caught:
        write_docx(plan)
    assert name_of(caught.value.wording) == "word.no-letter"
    assert caught.value.values["at"].startswith("/measures/0/" + str(path[0]))
    assert "U+" in caught.value.message("zh")


def test_what_would_come_back_as_another_plan_is_refused(
    write_docx: Callable[..., bytes], small: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cells._WRITTEN, Kind.ITEMS, lambda items, _lang: "".join(items))
    plan = deepcopy(small)
    plan["measures"][0]["responsible"] = ["甲", "乙"]
    with pytest.raises(UnwritableError) as caught:
        write_docx(plan)
    assert (name_of(caught.value.wording), caught.value.values["at"]) == (
        "word.not-the-same",
        "/measures/0/responsible",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_plan_gives_the_same_bytes(
    write_docx: Callable[..., bytes], small: dict[str, Any], lang: Language
) -> None:
    assert write_docx(small, lang) == write_docx(deepcopy(small), lang)
