"""The repairs of the rules: every rule has some that mend what its cases break, and faults of them are told."""

import shutil
from pathlib import Path

import pytest

from checker import check, load_pack
from checker.cases import read_cases
from checker.edits import Nature
from checker.errors import PackError
from checker.model import Severity
from checker.pack.model import Pack

from ..texts.names import name_of  # noqa: TID252 - folders of tests are no packages

PACK = load_pack("sipo-2012-113")
PACKS = [PACK, load_pack("sipo-2011-139")]
OTHERS = [load_pack("published-plans"), load_pack("annual-reports")]
"""Of these, what is missing only whoever writes the document can say: not every rule has repairs."""
RULES = [
    pytest.param(pack, rule, id=f"{pack.id}-{rule.id}")
    for pack in (*PACKS, *OTHERS)
    for rule in pack.document_rules
    # What was done, and when, a report can only say: nothing in it is mended by writing.
    if (rule.repairs or pack in PACKS)
    and rule.severity is not Severity.INFO
    and rule.documents != ("progress-report/1",)
]
ONLY_SLIPS = {
    "day-before-circular",
    "draft-past-deadline",
    "plan-year-mismatch",
    "submitted-late",
    "submitted-on-deadline-day",
}
"""What these find are facts: no edit mends them, unless what the plan states is a slip."""
WITHOUT_REPAIR = {"item-of-no-plan"}
"""Found beside what is broken on purpose; what was meant only whoever writes the document knows."""


@pytest.mark.parametrize(("its", "rule"), RULES)
def test_what_a_case_breaks_can_be_mended(its, rule, mend):
    for case in read_cases(its, rule):
        # What only a review knows, no edit of a plan can change.
        if not case.breaks or case.in_time is not None:
            continue
        way = mend(case.plan, as_of=case.as_of, pack=its).way
        assert way is not None, case.name
        assert way.smallest.is_proved, case.name
        assert way.least == way.size, case.name
        slips = {edit.at for edit in way.smallest.edits if edit.nature is Nature.SLIP}
        if not way.smallest.left:
            assert way.after == "pass", case.name
        # Only facts can stay, or be there because of a slip.
        assert {found.key[1] for found in way.smallest.left} <= ONLY_SLIPS | WITHOUT_REPAIR, case.name
        found = {finding.rule for finding in check(case.plan, pack=its, as_of=case.as_of).findings}
        assert bool(slips) <= bool(found & ONLY_SLIPS), (case.name, slips)


def copied(folder: Path) -> Path:
    """A copy of the pack beside the tables that packs share."""
    shutil.copytree(PACK.folder.parent, folder / "rules")
    return folder / "rules" / PACK.id


def test_a_rule_across_plans_cannot_have_repairs(tmp_path):
    folder = copied(tmp_path)
    path = folder / "II.3" / "office-without-plan" / "rule.yaml"
    path.write_text(path.read_text("utf-8") + "repairs:\n  - remove: /notes\n", "utf-8")
    with pytest.raises(PackError) as raised:
        load_pack(folder)
    assert [name_of(fault.wording) for fault in raised.value.faults] == ["pack.repair-of-review"]


def test_a_pack_without_repairs_still_judges_and_says_that_none_is_declared(tmp_path, base, mend):
    from checker.fixing.text import render
    from checker.reporting import Layout

    folder = copied(tmp_path)
    for path in folder.glob("*/*/rule.yaml"):
        path.write_text(path.read_text("utf-8").partition("\nrepairs:\n")[0] + "\n", "utf-8")
    bare: Pack = load_pack(folder)
    del base["measures"][0]["objective"]
    fix = mend(base, pack=bare)
    assert [found.key[1] for found in fix.way.smallest.left] == ["objective-missing"]
    assert fix.way.size == 0
    assert all(map(fix.is_undeclared, fix.way.smallest.left))
    assert "No repair is declared" in render(fix, Layout()).replace(
        "What no repair is declared for", "No repair is declared"
    )
    assert "none of the edits looked at" not in render(fix, Layout())
