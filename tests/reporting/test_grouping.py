from __future__ import annotations

from msgspec.structs import replace

from checker.model import NOWHERE, Clause, Finding, Number, Pointer, Severity, Text
from checker.reporting.grouping import FindingPart, grouped
from checker.reporting.naming import part_names


def found(at: Pointer, subject: Number | None = None) -> Finding:
    return Finding("some-rule", Severity.ERROR, at, NOWHERE, subject, Text("m", "中"), Clause("c", None))


def test_findings_are_grouped_by_the_part_they_stand_in(pack):
    findings = [
        found(("exceptions", 0)),
        found(("regions",)),
        found(("measures", 10, "number"), 16),
        found(("measures", 2), 7),
        found(("measures",), 26),
        found(("measures", 10, "schedule"), 16),
        found(("submission", "date")),
        found(("regions", 3, "code")),
        found(()),
    ]
    groups = grouped(findings, pack.main_document)
    assert [(group.part, group.name, group.entry, group.number) for group in groups] == [
        (FindingPart.WHOLE, None, None, None),
        (FindingPart.ITEM, "measures", 2, 7),
        (FindingPart.ITEM, "measures", 10, 16),
        (FindingPart.LIST, "regions", None, None),
        (FindingPart.LIST, "exceptions", None, None),
    ]
    assert groups[0].findings == (findings[4], findings[6], findings[8])
    assert groups[2].findings == (findings[2], findings[5])
    assert groups[3].findings == (findings[1], findings[7])


def test_unreadable_input_is_no_part_of_a_plan():
    assert [group.part for group in grouped([replace(found(()), rule="unreadable")])] == [FindingPart.INPUT]


def test_a_document_of_an_unknown_kind_has_its_lists_for_parts(pack):
    groups = grouped([found(("measures", 1)), found(("measures", 0, "x")), found(("measures",)), found(())])
    assert [(group.part, group.name, len(group.findings)) for group in groups] == [
        (FindingPart.WHOLE, None, 2),
        (FindingPart.LIST, "measures", 2),
    ]
    assert part_names(groups, pack, "en") == ["The document as a whole", "“measures”"]


def test_names_of_groups_differ(pack):
    findings = [
        found(("measures", 0), 7),
        found(("measures", 1), 16),
        found(("measures", 4), 7),
        found(("measures", 5)),
        found(("measures", 6)),
        found(("measures", 7), "P2"),
        found(("measures", 8), "9"),
    ]
    assert part_names(grouped(findings, pack.main_document), pack, "en") == [
        "Measure 7: Provincial supporting policies (required), entry 1",
        "Measure 16: Patent investment and financing (optional)",
        "Measure 7: Provincial supporting policies (required), entry 5",
        "Measure without a readable number: entry 6",
        "Measure without a readable number: entry 7",
        "Measure P2: Patents in schools (optional)",
        "Measure “9”: not in the circular",
    ]
    assert part_names(grouped(findings[:2], pack.main_document), pack, "zh") == [
        "第7项工作措施：地方专利配套政策体系（必做措施）",
        "第16项工作措施：专利投融资服务（选做措施）",
    ]
