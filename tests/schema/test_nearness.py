import pytest

from checker.schema.faults import nearest


@pytest.mark.parametrize(
    ("name", "candidates", "near"),
    [
        *(("submited", ["draft", "submitted"], "submitted"), ("SUBMITTED", ["draft", "submitted"], "submitted")),
        ("planYear", ["plan_year", "office"], "plan_year"),
        *(("plan year", ["plan_year", "office"], "plan_year"), ("code", ["source", "amount_cny"], None)),
        *(("CN-XX", ["CN-XJ", "CN-XZ"], None), ("CN-XJ", ["CN-XJ", "CN-XZ"], "CN-XJ"), ("", ["a"], None)),
        *(("anything", [], None), (7, ["7"], None), ("a" * 1_000_000, ["a" * 1_000_000], None)),
    ],
)
def test_the_nearest_name(name, candidates, near):
    assert nearest(name, candidates) == near
    assert nearest(name, reversed(candidates)) == near
