"""Whatever text stands where the plan format wants something else is explained: signs that Python, patterns and number
formats each take for something different (white space, digits, signs) do not trip what explains them.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from checker import check
from checker.resources import rules_folder
from checker.schema import Schema, validate

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN = ("sipo-2012-113",)
SIGNS = (
    *("\x00", "\t", "\n", "\x1c", "\x1f", "\x85", "\xa0", "\u200b", "\u2028", "\u3000", "\ufeff"),
    *("\xb2", "\u0663", "\uff13", "\u2167", "\u5341", "+", "-", "_", ".", "e", "/", "\u5e74", "\u4e07"),
)
NUMBERS = ("7", "20130630", "2013-06-30")
TEXTS = sorted(
    {before + number + after for number in NUMBERS for sign in SIGNS for before, after in ((sign, ""), ("", sign))}
)


def leaves(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places of all that is neither an object nor a list."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield at
    else:
        for step, member in inner:
            yield from leaves(member, (*at, step))


def fields(plan: dict[str, Any]) -> dict[str, tuple[str | int, ...]]:
    """One place of each field of the plan format that the plan has."""
    return {".".join(step for step in at if isinstance(step, str)): at for at in leaves(plan)}


def put(plan: dict[str, Any], at: tuple[str | int, ...], value: object) -> None:
    here: Any = plan
    for step in at[:-1]:
        here = here[step]
    here[at[-1]] = value


def test_there_are_many_fields_and_texts(conforming_plan: dict[str, Any]) -> None:
    assert {"plan_year", "funding.amount_cny", "measures.number", "regions.code"} <= fields(conforming_plan).keys()
    assert len(TEXTS) > 100


def test_odd_texts_are_explained_wherever_they_stand(plan_schema: Schema, short_plan: dict[str, Any]) -> None:
    for at in fields(short_plan).values():
        plan = deepcopy(short_plan)
        for text in TEXTS:
            put(plan, at, text)
            for fault in validate(plan, plan_schema, KNOWN).faults:
                assert all((fault.message("en"), fault.message("zh"), fault.fix("en"), fault.fix("zh")))


def test_a_plan_full_of_odd_texts_is_checked_to_its_end(conforming_plan: dict[str, Any]) -> None:
    plan = deepcopy(conforming_plan)
    for place, at in enumerate(leaves(conforming_plan)):
        if at != ("circular",):
            put(plan, at, TEXTS[place * 31 % len(TEXTS)])
    report = check(plan, pack=rules_folder() / KNOWN[0])
    assert (report.verdict, report.engine.failure) == ("invalid", None)
    assert len(report.findings) > 50
