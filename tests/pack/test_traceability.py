"""Every statement of the circular has its rules or its reason, every rule a statement, every clause exists."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from checker import load_pack
from checker.errors import PackError
from checker.pack.traceability import load_traceability, totals_of
from checker.resources import rules_folder

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

if TYPE_CHECKING:
    from pathlib import Path

    from checker.pack.model import Pack

ID = "sipo-2012-113"
NATIONAL = (1, 2, 3, 5, 6, 9, 10, 14, 28, 33, 35, 41)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(ID)


def test_it_is_complete(pack: Pack) -> None:
    statements = load_traceability(pack)
    assert {rule for statement in statements for rule in statement.rules} == {rule.id for rule in pack.rules}
    assert [statement.number for statement in statements] == [f"S{place:03}" for place in range(1, len(statements) + 1)]
    assert all(bool(statement.rules) is (statement.reason is None) for statement in statements)


def test_every_entry_and_every_clause_of_the_circular_has_statements(pack: Pack) -> None:
    found = {statement.clause for statement in load_traceability(pack)}
    assert found >= {"I", "II.1", "II.2", "II.3"}
    assert found >= {f"plan {number}" for number in range(1, 43)}


def test_a_measure_at_national_level_binds_no_office(pack: Pack) -> None:
    for number in NATIONAL:
        (statement,) = (each for each in load_traceability(pack) if each.clause == f"plan {number}")
        assert (statement.binds, statement.reason) == ("sipo", "binds-sipo")


def test_who_is_bound_fits_the_reason(pack: Pack) -> None:
    for statement in load_traceability(pack):
        if statement.rules:
            assert statement.binds == "office", statement.number
        if statement.reason in ("binds-sipo", "binds-others"):
            assert statement.binds == statement.reason.removeprefix("binds-"), statement.number


def test_the_totals_add_up(pack: Pack) -> None:
    statements = load_traceability(pack)
    totals = totals_of(statements)
    assert totals.statements == totals.judged + sum(totals.not_judged.values()) == len(statements)
    assert totals.rules == len(pack.rules)
    assert list(totals.not_judged.values()) == sorted(totals.not_judged.values(), reverse=True)
    assert totals_of(statements[:1]).not_judged == {"needs-a-person": 1}


@pytest.fixture
def broken(tmp_path: Path) -> Any:
    """Changes traceability.yaml of a copy of the pack, and loads it: the faults, and the lines of the file."""
    folder = tmp_path / ID
    shutil.copytree(rules_folder() / ID, folder)
    path = folder / "traceability.yaml"

    def change(old: str, new: str) -> list[tuple[int | None, str, str]]:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(PackError) as caught:
            load_traceability(load_pack(folder))
        assert {fault.file for fault in caught.value.faults} == {str(path)}
        lines = path.read_text(encoding="utf-8").splitlines()
        return [
            (fault.line, name_of(fault.wording), "" if fault.line is None else lines[fault.line - 1].strip())
            for fault in caught.value.faults
        ]

    return change


STATEMENT = """  - number: S010
    clause: II.1
"""
RULES = "    rules: [office-without-plan]\n"
REASON = """    not_judged:
      reason: nothing-to-check
      note:
        en: Nothing.
        zh: 无。
"""


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        (RULES, "", "pack.statement-without-rule", "- number: S010"),
        (RULES, RULES + REASON, "pack.statement-judged-and-not", "- number: S010"),
        (RULES, "    rules: [office-without-plan, no-such-rule]\n", "pack.rule-unknown", RULES.strip()),
        (STATEMENT, STATEMENT.replace("II.1", "II.9"), "pack.clause-unknown", "clause: II.9"),
        (STATEMENT, STATEMENT.replace("II.1", "plan 43"), "pack.clause-unknown", "clause: plan 43"),
        (STATEMENT, STATEMENT.replace("S010", "S009"), "pack.row-repeated", "- number: S009"),
    ],
)
def test_a_fault_is_told_with_its_line(broken: Any, old: str, new: str, key: str, line: str) -> None:
    found = [fault for fault in broken(old, new) if fault[1] == key]
    assert len(found) == 1
    assert found[0][2].startswith(line.rstrip("]"))


def test_a_rule_that_answers_to_no_statement(broken: Any) -> None:
    ((line, key, _),) = broken("    rules: [plan-year-mismatch]\n", REASON)
    assert key == "pack.rule-without-statement"
    assert line is not None


def test_a_fault_of_the_schema(broken: Any) -> None:
    (fault,) = broken(STATEMENT, STATEMENT.replace("clause: II.1", "clause: II.1\n    claus: II.1"))
    assert fault[1].startswith("schema.")
    assert fault[2] == "claus: II.1"


def test_a_file_that_is_no_yaml(broken: Any) -> None:
    ((line, key, _),) = broken(STATEMENT, STATEMENT + "    clause: II.1\n")
    assert key.startswith("documents.")
    assert line is not None


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / ID
    shutil.copytree(rules_folder() / ID, folder)
    (folder / "traceability.yaml").unlink()
    with pytest.raises(PackError) as caught:
        load_traceability(load_pack(folder))
    assert [name_of(fault.wording) for fault in caught.value.faults] == ["pack.file-missing"]


def test_the_statements_are_data_of_yaml_alone(pack: Pack) -> None:
    """Read by another reader, they are the same."""
    raw = yaml.safe_load((pack.folder / "traceability.yaml").read_bytes())["statements"]
    found = load_traceability(pack)
    assert [(row["number"], row["clause"], row["statement"]["zh"]) for row in raw] == [
        (statement.number, statement.clause, statement.statement.zh) for statement in found
    ]
