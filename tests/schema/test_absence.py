import sys

from hypothesis import given
from hypothesis import strategies as st

from checker.schema import is_blank, prune

# Unicode Character Database, PropList.txt: White_Space.
WHITE_SPACE = {
    *range(0x09, 0x0E),
    *(0x20, 0x85, 0xA0, 0x1680),
    *range(0x2000, 0x200B),
    *(0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
}
# DerivedCoreProperties.txt: Default_Ignorable_Code_Point; and the blank Braille pattern.
INVISIBLE = {
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0x1BCA0, 0x1BCA4),
    *range(0x1D173, 0x1D17B),
    *range(0xE0000, 0xE1000),
}
BLANK = WHITE_SPACE | INVISIBLE
BLANKS = st.text(st.sampled_from([chr(code) for code in sorted(BLANK)]), max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | BLANKS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
)


def test_blank_is_what_nobody_can_see_by_its_unicode_properties():
    assert {code for code in range(sys.maxunicode + 1) if is_blank(chr(code))} == BLANK
    assert is_blank("")
    assert not is_blank(" a ")
    assert not is_blank(" \x1c ")


@given(blank=BLANKS)
def test_what_is_blank_is_what_the_a_schema_refuses(plan_schema, conforming_plan, blank):
    for name in ("title", "circular"):
        assert not plan_schema.judge(conforming_plan | {name: blank})
        assert plan_schema.judge(conforming_plan | {name: f"{blank}x{blank}"})


@given(data=JSON)
def test_pruning_leaves_out_absent_members_and_nothing_else(data):
    pruned = prune(data)
    assert prune(pruned) == pruned
    _compare(data, pruned)


def _compare(data: object, pruned: object) -> None:
    if isinstance(data, dict):
        assert isinstance(pruned, dict)
        kept = [
            name for name, value in data.items() if value is not None and not (isinstance(value, str) and _blank(value))
        ]
        assert list(pruned) == kept
        for name in kept:
            _compare(data[name], pruned[name])
    elif isinstance(data, list):
        assert isinstance(pruned, list)
        for item, other in zip(data, pruned, strict=True):
            _compare(item, other)
    else:
        assert data is pruned


def _blank(text: str) -> bool:
    return all(ord(sign) in BLANK for sign in text)
