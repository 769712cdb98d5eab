"""Reports made by hand, by a small rule pack of their own, so that the golden files stand for the rendering alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from checker.model import (
    NOWHERE,
    Clause,
    Engine,
    Finding,
    Language,
    Number,
    Place,
    Pointer,
    Report,
    RuleStatus,
    Severity,
    Text,
    Verdict,
)

from .small_pack import FORMAT, PACK_ID, RULES, small_pack

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def pack():
    return small_pack()


def finding(
    rule: str,
    at: Pointer,
    place: Place,
    subject: Number | None,
    message: tuple[str, str],
    fix: tuple[str, str] | None = None,
    **other: Any,
) -> Finding:
    """A finding by a rule of the test pack, or one that stands before all rules."""
    clause = Clause(PACK_ID, RULES[rule][0]) if rule in RULES else Clause("provincial-plan/1", None)
    severity = RULES[rule][1] if rule in RULES else Severity.ERROR
    made = Finding(rule, severity, at, place, subject, Text(*message), clause, {}, None if fix is None else Text(*fix))
    return replace(made, **other)


def selection(**lists: tuple[Number, ...]) -> dict[str, tuple[Number, ...]]:
    """The lists of a report's `selection`, those that are not told empty."""
    return {name: lists.get(name, ()) for name in ("required", "missing", "optional", "national", "unknown")}


def report(lang: Language, verdict: Verdict, findings: tuple[Finding, ...] = (), **other: Any) -> Report:
    """A report on a submitted plan of Hubei with these findings; every rule without one is satisfied."""
    violated = {one.rule for one in findings}
    made = Report(
        pack_id=PACK_ID,
        pack_version="1.0.0",
        pack_digest="fedcba9876543210" * 4,
        document=FORMAT,
        name="plans/hubei-draft.yaml",
        sha256="0123456789abcdef" * 4,
        office="CN-HB",
        plan_year=2021,
        status="submitted",
        version=2,
        verdict=verdict,
        selection=selection(required=(7, 26), optional=(16, "P2")),
        findings=findings,
        rules={rule: RuleStatus.VIOLATED if rule in violated else RuleStatus.SATISFIED for rule in RULES},
        engine=Engine("durable_rules", "2.0.28"),
        lang=lang,
    )
    return replace(made, **other)


def _passed(lang: Language) -> Report:
    rules = dict.fromkeys(RULES, RuleStatus.SATISFIED)
    rules["approval-pending"] = rules["exception-unused"] = RuleStatus.NOT_APPLICABLE
    return report(lang, Verdict.PASS, rules=rules)


def _returned(lang: Language) -> Report:
    """Findings in every part of a plan, a measure with two of them, and one with entries that repeat it."""
    low = finding(
        "target-too-low",
        ("measures", 0, "targets", "compliant_enterprises"),
        Place(41, 28, None, 41, 30),
        26,
        (
            (
                "Measure 26 (Enterprise IP management standards) asks for priority support with a target of 12 "
                "enterprises up to the standard, fewer than 30."
            ),
            "第26项措施“推行企业知识产权管理规范”请求重点支持，达标企业数目标为12家，少于30家。",
        ),
        ("Raise the target to at least 30 enterprises.", "请将目标提高到30家以上（含本数）。"),
    )
    aimless = finding(
        "objective-missing",
        ("measures", 0),
        Place(30, 5),
        26,
        (
            "Measure 26 (Enterprise IP management standards) has no objective.",
            "第26项措施“推行企业知识产权管理规范”没有写明工作目标。",
        ),
        ("State what the measure is to achieve in 2021.", "请写明该项措施在2021年要达到的工作目标。"),
    )
    return report(
        lang,
        Verdict.RETURN,
        (
            finding(
                "required-measure-missing",
                ("measures",),
                Place(29, 1),
                7,
                (
                    (
                        "Measure 7 (Provincial supporting policies) is required of every office, but the plan does not "
                        "list it."
                    ),
                    "第7项措施“地方专利配套政策体系”为必做措施，但方案没有列入。",
                ),
                (
                    (
                        "Add an entry for measure 7 with its objective, actions, schedule, responsible departments and "
                        "guarantee of funds."
                    ),
                    "请补列第7项措施，并写明工作目标、工作措施、时间安排、责任部门和经费保障。",
                ),
            ),
            aimless,
            low,
            replace(aimless, at=("measures", 3), place=Place(88, 5)),
            finding(
                "measure-unknown",
                ("measures", 4, "number"),
                Place(96, 15),
                "43a",
                ("Measure 43a is not in the catalogue.", "目录中没有编号为“43a”的措施。"),
                ("Give the entry the number its measure has in the catalogue.", "请改填该措施在目录中的编号。"),
            ),
            finding(
                "region-tasks-missing",
                ("regions", 1),
                Place(110, 5),
                None,
                ("Region “宜昌市” is named without any task.", "地区“宜昌市”没有写明工作任务。"),
                ("Say what this region is to do, or take it out.", "请写明该地区的工作任务，没有的请删去该地区。"),
            ),
            finding(
                "exception-unused",
                ("exceptions", 0),
                Place(None, None, "Exceptions!A2"),
                None,
                (
                    (
                        "An exception is asked for from “optional-measures-too-few”, and the plan does not depart from "
                        "that requirement."
                    ),
                    "方案针对“optional-measures-too-few”申请例外，但并未偏离该项要求。",
                ),
            ),
        ),
        selection=selection(required=(26,), missing=(7,), optional=(16,), national=(33,), unknown=("43a",)),
    )


def _excepted(lang: Language) -> Report:
    return report(
        lang,
        Verdict.REVIEW,
        (
            finding(
                "optional-measures-too-few",
                ("measures",),
                Place(12, 1),
                None,
                (
                    "Optional measures in the plan: 1; in principle it takes at least 2.",
                    "方案列入选做措施1项，少于原则上要求的2项。",
                ),
                ("Take up further optional measures.", "请结合本地实际增选选做措施。"),
                severity=Severity.WARNING,
                exception="机构改革期间人员不足，本年度仅能承担一项选做措施；\n其余选做措施拟于次年启动，"
                "已与专利战略推进工作办公室沟通。",
            ),
            finding(
                "approval-pending",
                ("measures", 1, "sipo_support", "approval"),
                Place(31, 9),
                16,
                (
                    "Measure 16 (Patent investment and financing) still awaits its approval.",
                    "第16项措施“专利投融资服务”尚待审批。",
                ),
                ("Obtain the approval before the plan is submitted.", "请在报送方案之前取得批准。"),
            ),
        ),
        status="draft",
        office="XPCC",
        version=1,
        selection=selection(required=(7, 26), optional=(16,)),
    )


def _invalid(lang: Language) -> Report:
    """A fault in the form of one entry, which silences some rules and not others."""
    rules = dict.fromkeys(RULES, RuleStatus.SATISFIED)
    rules |= dict.fromkeys(("objective-missing", "measure-unknown", "target-too-low"), RuleStatus.NOT_RUN)
    return report(
        lang,
        Verdict.INVALID,
        (
            finding(
                "schema",
                ("measures", 1, "schedule", 0, "due"),
                Place(48, 16),
                26,
                (
                    "“2021-02-30” is no day of the calendar; expected a day written YYYY-MM-DD.",
                    "日历中没有“2021-02-30”这一天，应为实际存在的日期（YYYY-MM-DD）。",
                ),
                ("Write a day of the calendar.", "请填写实际存在的日期。"),
                clause=Clause("provincial-plan/1", "measures[].schedule[].due"),
            ),
            finding(
                "schema",
                ("measures", 2),
                Place(60, 5),
                None,
                ("The field “number” is missing.", "缺少字段“number”。"),
                ("Add the field “number”.", "请补充字段“number”。"),
                clause=Clause("provincial-plan/1", "measures[]"),
            ),
        ),
        rules=rules,
    )


def _unreadable(lang: Language) -> Report:
    return report(
        lang,
        Verdict.INVALID,
        (
            finding(
                "unreadable",
                (),
                Place(3, 7),
                None,
                ("The key “office” stands here a second time.", "此处的“office”字段与前面重复。"),
            ),
        ),
        name="-",
        office=None,
        plan_year=None,
        status=None,
        version=None,
        selection=selection(),
        rules=dict.fromkeys(RULES, RuleStatus.NOT_RUN),
    )


def _undetermined(lang: Language) -> Report:
    return report(
        lang,
        Verdict.UNDETERMINED,
        rules=dict.fromkeys(RULES, RuleStatus.NOT_RUN),
        engine=Engine(
            "durable_rules",
            "2.0.28",
            Text("durable_rules stopped before it had judged every rule", "durable_rules 在核对完全部规则之前停止"),
        ),
    )


def _hostile(lang: Language) -> Report:
    """Everything an office may write that a terminal would obey, hide or reorder."""
    sting = "\x1b[31mred\x1b[0m\x07 \u202eevil\u202c\u200b\x9b2J"
    return report(
        lang,
        Verdict.RETURN,
        (
            finding(
                "measure-unknown",
                ("measures", 0, f"key{sting}"),
                NOWHERE,
                f"43\r\n{sting}",
                (f"Measure {sting} is not in the catalogue.\n\nPASS", f"目录中没有“{sting}”。\n\n【通过】"),
                (sting, sting),
                exception=f"{sting}\n\t2. ERROR",
            ),
        ),
        name=f"plans/\n{sting}.yaml",
        office=sting,
        selection=selection(required=(7, 26), unknown=(sting, "x" * 300, "汉" * 100)),
    )


_SAMPLES = {
    "passed": _passed,
    "returned": _returned,
    "excepted": _excepted,
    "invalid": _invalid,
    "unreadable": _unreadable,
    "undetermined": _undetermined,
    "hostile": _hostile,
}


@pytest.fixture(scope="session")
def samples():
    """The reports by name and language."""
    languages: tuple[Language, ...] = ("en", "zh")
    return {(name, lang): make(lang) for name, make in _SAMPLES.items() for lang in languages}
