"""A small rule pack of its own: a circular with five clauses, two offices, five measures and nine rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.model import Severity, Text
from checker.pack.conditions import Block
from checker.pack.model import At, Authority, Catalogue, Measure, Office, Pack, Rule
from checker.vocabulary import Stage

if TYPE_CHECKING:
    from checker.model import Number

PACK_ID = "test-2020-9"
RULES = {
    "objective-missing": ("II.1", Severity.ERROR, "Objective missing", "缺少工作目标"),
    "region-tasks-missing": ("II.1", Severity.ERROR, "Tasks of a region missing", "地区没有工作任务"),
    "approval-pending": ("II.2", Severity.WARNING, "Approval pending in a draft", "草案中的审批尚未完成"),
    "exception-unused": ("II.2", Severity.INFO, "Exception not needed", "例外申请未起作用"),
    "optional-measures-too-few": ("II.2", Severity.ERROR, "Too few optional measures", "选做措施过少"),
    "required-measure-missing": ("II.2", Severity.ERROR, "Required measure missing", "缺少必做措施"),
    "submitted-late": ("II.3", Severity.ERROR, "Submitted after the deadline", "逾期报送"),
    "measure-unknown": ("plan", Severity.ERROR, "Measure not in the catalogue", "目录中没有的措施"),
    "target-too-low": ("plan 26", Severity.ERROR, "Target too low for priority support", "重点支持的目标过低"),
}


def _rule(id_: str) -> Rule:
    clause, severity, en, zh = RULES[id_]
    text = Text(en, zh)
    nothing = Block((), (), ())
    return Rule(
        id=id_,
        folder=Path(id_),
        clause=clause,
        severity=severity,
        in_principle=id_ == "optional-measures-too-few",
        title=text,
        duty=text,
        rationale=text,
        message=text,
        remedy=text,
        for_each="plan",
        applies_if=nothing,
        violated_if=(nothing,),
        at=At(relative=False, steps=()),
        subject=None,
        stage=Stage.PLAN,
    )


def _measure(number: Number, class_: str, en: str, zh: str) -> Measure:
    return Measure(number, 1, class_, "phased", (), None, (), (), Text(en, zh))


def small_pack() -> Pack:
    """A circular with five clauses, two offices, five measures and nine rules."""
    measures = (
        _measure(7, "required", "Provincial supporting policies", "地方专利配套政策体系"),
        _measure(16, "optional", "Patent investment and financing", "专利投融资服务"),
        _measure(26, "required", "Enterprise IP management standards", "推行企业知识产权管理规范"),
        _measure(33, "national", "Multilateral IP affairs", "世界知识产权组织及多边知识产权事务"),
        _measure("P2", "optional", "Patents in schools", "中小学知识产权教育"),
    )
    return Pack(
        id=PACK_ID,
        version="1.0.0",
        digest="fedcba9876543210" * 4,
        folder=Path(),
        citation=Text("Circular T. [2020] No. 9", "测知发〔2020〕9号"),
        title=Text("Circular on a test", "关于测试的通知"),
        issued="2020-01-02",
        authority=Authority(
            Text("Office of Tests", "测试局"),
            Text("Office for Plans", "方案工作办公室"),
            Text("Secretariat of the Office for Plans", "方案工作办公室秘书处"),
            Text("T. H.", "测知函"),
            "II.3",
        ),
        first_day="2021-01-01",
        last_day="2021-12-31",
        clauses={
            "I": Text("Leadership and resources", "组织领导与条件保障"),
            "II.1": Text("What an implementation plan contains", "组织实施方案的制定与内容"),
            "II.2": Text(
                "Required and optional measures, and what needs SIPO's consent",
                "必做、选做措施与报请审批、同意事项",
            ),
            "II.3": Text("Submission and examination of the plans", "组织实施方案的报送与审核"),
            "plan": Text("The promotion plan for 2021", "2021年推进计划"),
        },
        bounds={},
        offices={
            "CN-HB": Office("CN-HB", "42", Text("Hubei Intellectual Property Office", "湖北省知识产权局")),
            "XPCC": Office(
                "XPCC",
                None,
                Text(
                    "Xinjiang Production and Construction Corps Intellectual Property Office",
                    "新疆生产建设兵团知识产权局",
                ),
            ),
        },
        departments={},
        catalogue=Catalogue({}, {}, {measure.number: measure for measure in measures}),
        rules=tuple(map(_rule, RULES)),
    )
