"""Valid plans of every shape, as Hypothesis draws them: awkward texts, repeated measures, what is empty or absent."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from checker.values import is_blank

AWKWARD = "aB7=+-@'\"_x000A_、；;，,。\n\r\t 　无/—①1.(（)）一、<&>]\x01\x1f\x7f\x85\u2028\ufffe\uffff😀"
TEXTS = st.one_of(
    st.text(alphabet=AWKWARD, min_size=1, max_size=12),
    st.text(min_size=1, max_size=10),
    st.sampled_from(
        [
            "=1+1", "+1", "-1", "@x", "'x", "无", "none", "-", '"无"', '"a"', "2013-06-30", "2013年6月30日", "7", "007",
            "1e3", "yes", "null", "~", "true", "#REF!", "_x0041_", "_x005F_x0041_", "x005F_", "a\r\nb", "  a  ",
            "1. a", "①a②b", "措施编号", "Objective", "封面", "- a", "a: b", "a #b", "|", "%", "国知协函〔2012〕41号",
            "a\n\n b\n",
        ]
    ),
).filter(lambda text: not is_blank(text))  # fmt: skip
ITEMS = st.lists(TEXTS | st.sampled_from(["", " ", "\n"]), max_size=4)
DAYS = st.dates().map(lambda day: day.isoformat())
COUNTS = st.one_of(st.integers(0, 10**4), st.sampled_from([0, 30.0, 10**15, 10**16, 2**63, 1e20, 2**64 - 1]))
AMOUNTS = COUNTS | st.floats(0, allow_nan=False, allow_infinity=False) | st.sampled_from([0.1, 1 / 3, 5e-324])
NUMBERS = st.one_of(
    st.sampled_from([7, 12, 13, 26, 4, 32]), st.integers(-3, 50), st.sampled_from(["7", "07", "IV", 26.0]), TEXTS
)
APPROVALS = st.sampled_from(["pending", "approved", "refused"])


def objects(required: dict[str, Any] | None = None, **optional: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional=optional)


def plans(departments: list[str], offices: list[str], circular: str) -> st.SearchStrategy[dict[str, Any]]:
    funding = objects(amount_cny=AMOUNTS, source=TEXTS)
    support = objects(
        {"kind": st.sampled_from(["approval", "priority-support"])},
        approval=objects({"status": APPROVALS, "department": st.sampled_from(departments)}, date=DAYS, reference=TEXTS),
    )
    figures = ("compliant_enterprises", "advantaged_enterprises", "service_platforms", "trained_agents", "pilot_bases")
    targets = objects(
        **dict.fromkeys(figures, COUNTS), alliances=st.lists(objects(name=TEXTS, basic_patents=COUNTS), max_size=3)
    )
    legislation = objects(
        {"regulation_in_force": st.booleans(), "path": st.sampled_from(["propose", "evaluate", "revise"])}
    )
    measure = objects(
        {"number": NUMBERS},
        **{"class": st.sampled_from(["required", "optional", "national"])},
        objective=TEXTS,
        actions=ITEMS,
        schedule=st.lists(objects({"due": DAYS}, milestone=TEXTS), max_size=3),
        responsible=ITEMS,
        funding=funding,
        sipo_support=support,
        targets=targets,
        legislation=legislation,
    )
    code = st.from_regex(r"[0-9]{6}", fullmatch=True) | st.integers(100_000, 999_999)
    return objects(
        {
            "format": st.just("provincial-plan/1"),
            "circular": st.just(circular),
            "office": st.sampled_from(offices),
            "plan_year": st.integers(2012, 2014) | st.just(2013.0),
            "status": st.sampled_from(["draft", "submitted"]),
            "measures": st.lists(measure, max_size=4),
        },
        title=TEXTS,
        contact=TEXTS,
        notes=TEXTS,
        submission=objects(date=DAYS, version=st.integers(1, 5), recipient=TEXTS),
        funding=funding,
        regions=st.lists(objects({"name": TEXTS}, code=code, tasks=ITEMS), max_size=3),
        exceptions=st.lists(objects({"rule": TEXTS, "justification": TEXTS}), max_size=2),
    )
