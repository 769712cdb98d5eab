"""Every statement of the circular has its rules or its reason, every rule a statement, every clause exists."""

import shutil

import pytest

from checker import load_pack
from checker.errors import PackError
from checker.pack.traceability import load_traceability
from checker.resources import rules_folder

ID = "sipo-2012-113"
NATIONAL = (1, 2, 3, 5, 6, 9, 10, 14, 28, 33, 35, 41)


def test_it_is_complete(pack):
    statements = load_traceability(pack)
    assert {rule for statement in statements for rule in statement.rules} == {rule.id for rule in pack.rules}
    assert sorted(statement.number for statement in statements) == [
        f"S{place:03}" for place in range(1, len(statements) + 1)
    ]
    assert all(bool(statement.rules) is (statement.reason is None) for statement in statements)


def test_every_entry_and_every_clause_of_the_circular_has_statements(pack):
    found = {statement.clause for statement in load_traceability(pack)}
    assert found >= {"I", "II.1", "II.2", "II.3"}
    assert found >= {f"plan {number}" for number in range(1, 43)}


def test_a_measure_at_national_level_binds_no_office(pack):
    for number in NATIONAL:
        (statement,) = (each for each in load_traceability(pack) if each.clause == f"plan {number}")
        assert (statement.binds, statement.reason) == ("authority", "binds-authority")


def test_who_is_bound_fits_the_reason(pack):
    for statement in load_traceability(pack):
        if statement.rules:
            assert statement.binds != "others", statement.number
        if statement.rules and statement.binds == "office":
            rules = [pack.rules_by_id[rule] for rule in statement.rules]
            assert any({"provincial-plan/1", "progress-report/1"} & {*rule.documents} for rule in rules), (
                statement.number
            )
        if statement.reason in ("binds-authority", "binds-others"):
            assert statement.binds == statement.reason.removeprefix("binds-"), statement.number


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(rules_folder() / "common", tmp_path / "common")
    return shutil.copytree(rules_folder() / ID, tmp_path / ID)


STATEMENT = """  - number: S010
    clause: II.1
"""
RULES = "    rules: [plan-year-mismatch]\n"
REASON = """    not_judged:
      reason: nothing-to-check
      note:
        en: Nothing.
        zh: 无。
"""


@pytest.mark.parametrize(
    ("old", "new", "told", "line"),
    [
        (RULES, REASON, "The rule “plan-year-mismatch” answers to no statement", "- number: S001"),
        (RULES, RULES + REASON, "has rules that judge it, and a reason", "- number: "),
        (RULES, RULES.replace("[", "[no-such-rule, "), "This rule pack has no rule “no-such-rule”", "rules: [no-such"),
        (STATEMENT, STATEMENT.replace("II.1", "II.9"), "There is no clause “II.9”", "clause: II.9"),
        (STATEMENT, STATEMENT.replace("II.1", "plan 43"), "There is no clause “plan 43”", "clause: plan 43"),
        (STATEMENT, STATEMENT.replace("S010", "S009"), "“S009” stands here more than once", "- number: S009"),
        (STATEMENT, STATEMENT + "    claus: II.1\n", "There is no field “claus”", "claus: II.1"),
        (STATEMENT, STATEMENT + "    clause: II.1\n", "The key “clause” stands a second time", "clause: II.1"),
    ],
)
def test_a_fault_is_told_with_its_line(folder, old, new, told, line):
    path = folder / "traceability.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_traceability(load_pack(folder))
    (fault,) = caught.value.faults
    assert fault.file == str(path)
    assert told in fault.message("en")
    assert path.read_text(encoding="utf-8").splitlines()[fault.line - 1].strip().startswith(line)


def test_a_statement_with_neither_rules_nor_a_reason(folder):
    path = folder / "traceability.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(RULES, ""), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_traceability(load_pack(folder))
    # The rule answers to no statement now, either.
    assert [fault.message("en").partition(": ")[2] for fault in caught.value.faults] == [
        "The statement S011 has neither rules that judge it nor a reason why none can.",
        "The rule “plan-year-mismatch” answers to no statement of the circular.",
    ]


def test_a_file_that_is_not_there(folder):
    (folder / "traceability.yaml").unlink()
    with pytest.raises(PackError, match="The file is missing"):
        load_traceability(load_pack(folder))
