"""A finding on a form stands at the cell that would be changed to mend it: what breaks each rule, in each form."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from checker import load_pack
from checker.cases import Case, read_bases, read_cases
from checker.checking import Options, check_document, read_plan
from checker.edits import Edit, member_at
from checker.errors import UnwritableError
from checker.fixing.result import fix_document
from checker.fixing.trials import Goal
from checker.model import Pointer, Severity
from checker.office.conversion import written_document
from checker.pack.loading import installed_packs
from checker.pack.model import Pack, Rule
from checker.pack.repairs import Action
from checker.readers import from_data
from checker.schema import prune, validate

PACKS = [load_pack(id_) for id_ in installed_packs()]
FORMS = (".xlsx", ".docx")
RULES = [
    pytest.param(pack, rule, id=f"{pack.id}-{rule.id}")
    for pack in PACKS
    for rule in pack.document_rules
    if any(pack.documents[each].form is not None for each in rule.documents)
]


@cache
def bases(id_: str) -> Any:
    return read_bases(next(pack for pack in PACKS if pack.id == id_))


def place_of(edit: Edit, data: Any) -> Pointer:
    """Where an edit changes something: what is added comes behind all that is there."""
    if edit.action is not Action.ADD:
        return edit.at
    items = member_at(data, edit.at)
    return (*edit.at, len(items) if isinstance(items, list) else 0)


def alone(pack: Pack, rule: Rule) -> Iterator[tuple[Case, Any]]:
    """Cases in which a rule finds one thing, and no other rule finds anything: what is to be done is about that."""
    for case in read_cases(pack, rule, bases(pack.id)):
        data: Any = prune(case.plan) if case.breaks and len(case.finds) == 1 else {}
        kind = pack.document_of(data)
        if kind.form is None or not data or validate(data, kind.schema, [pack.id]).faults:
            continue
        report = check_document(from_data(data), Options(pack, case.as_of))
        against = [finding for finding in report.findings if finding.severity is not Severity.INFO]
        if [finding.rule for finding in against] == [rule.id]:
            yield case, data


@pytest.mark.parametrize(("pack", "rule"), RULES)
def test_the_mark_is_on_a_cell_that_fix_would_change(pack, rule):
    for case, data in alone(pack, rule):
        options = Options(pack, case.as_of)
        way = fix_document(from_data(data), pack, options, Goal.PASS).way
        if way is None or way.smallest.left:
            continue
        edits = [edit for choice in way.choices for edit in (*choice.among, *choice.instead)]
        for suffix in FORMS:
            try:
                raw = written_document(suffix, data, pack, pack.document_of(data), "zh")
            except UnwritableError:
                continue
            document = read_plan(raw, pack, name=f"x{suffix}")
            (finding,) = (each for each in check_document(document, options).findings if each.rule == rule.id)
            cells = {document.locate(place_of(edit, document.data)).cell for edit in edits}
            is_any = len(edits) > 1 and all(edit.drops_entry for edit in edits)
            assert finding.place.cell in cells or (is_any and finding.place == document.locate(finding.at)), case.name
        return
    pytest.skip("the rule finds nothing that no other rule finds something about as well")
