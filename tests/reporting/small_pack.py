"""A small rule pack of its own: a circular with five clauses, two offices, five measures and nine rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker.model import Number, Severity, Text
from checker.pack.conditions import Block
from checker.pack.model import (
    At,
    Authority,
    Column,
    DocumentKind,
    Grade,
    Items,
    Kind,
    Member,
    MemberType,
    Pack,
    PlanYear,
    Rule,
    Stage,
    Table,
    Tally,
)
from checker.schema import Schema

PACK_ID = "test-2020-9"
FORMAT = "provincial-plan/1"
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
NOTHING = Text("nothing", "无")


def _rule(id_: str) -> Rule:
    clause, severity, en, zh = RULES[id_]
    text = Text(en, zh)
    return Rule(
        id=id_,
        folder=Path(id_),
        clause=clause,
        grades=(Grade(severity),),
        decidable=False,
        in_principle=id_ == "optional-measures-too-few",
        title=text,
        duty=text,
        rationale=text,
        message=text,
        remedy=text,
        documents=(FORMAT,),
        for_each="plan",
        applies_if=Block(),
        violated_if=(Block(),),
        at=At(relative=False, steps=()),
        subject=None,
        stage=Stage.DOCUMENT,
        anchor="plan",
        kinds={},
    )


def table(name: str, columns: dict[str, str | None], rows: list[tuple[Any, ...]], label: str) -> Table:
    """A table whose first column is the key, and each other one a code of the list that it names, or a text."""
    first, *_ = columns
    types = {column: MemberType.TEXT if column == label else MemberType.CODE for column in columns}
    members = {column: Member(type_, NOTHING, columns[column]) for column, type_ in types.items()}
    return Table(
        name=name,
        kind=Kind(name, Stage.PACK, NOTHING, {**members, first: Member(types[first], NOTHING, name)}, (first,)),
        columns=tuple(Column(column, type_, columns[column]) for column, type_ in types.items()),
        key=(first,),
        label=label,
        rows=tuple(rows),
    )


def _measure(number: Number, class_: str, en: str, zh: str) -> tuple[Any, ...]:
    return number, class_, Text(en, zh)


def _tally(name: str, class_: str, label: Text, *, missing: bool = False) -> Tally:
    of, not_in = ("catalogue_measure", "entry") if missing else ("entry", None)
    return Tally(name, label, of, "number", {"class": class_}, not_in)


def _document() -> DocumentKind:
    lists = {"measures": {"type": "array"}, "regions": {"type": "array"}, "exceptions": {"type": "array"}}
    return DocumentKind(
        format=FORMAT,
        name="provincial-plan",
        schema=Schema({"properties": lists}),
        document=Text("implementation plan", "组织实施方案"),
        item=Text("measure", "工作措施"),
        sender_noun=Text("office", "省级知识产权局"),
        plurals={},
        sender="office",
        roster="office",
        year="plan_year",
        status="status",
        draft="draft",
        submitted="submitted",
        version="submission/version",
        day="submission/date",
        in_time=None,
        names=None,
        named_in=None,
        located_by=None,
        items=Items("measures", "number", "catalogue_measure", "class"),
        parts={
            "regions": Text("Deployment in the regions", "辖区内各地区推进工作部署"),
            "exceptions": Text("Exceptions asked for", "申请的例外"),
        },
        exceptions=None,
        tallies=(
            _tally("required", "required", Text("required", "必做措施")),
            _tally("missing", "required", Text("required, missing", "缺少的必做措施"), missing=True),
            _tally("optional", "optional", Text("optional", "选做措施")),
            _tally("national", "national", Text("national", "国家层面措施")),
            _tally("unknown", "unknown", Text("not in the catalogue", "目录外")),
        ),
        anchor="plan",
        kinds={},
    )


def small_pack() -> Pack:
    """A circular with five clauses, two offices, five measures and nine rules."""
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
        plan_year=PlanYear("2021-01-01", "2021-12-31", "plan"),
        clauses={
            "I": Text("Leadership and resources", "组织领导与条件保障"),
            "II.1": Text("What an implementation plan contains", "组织实施方案的制定与内容"),
            "II.2": Text(
                "Required and optional measures, and what needs SIPO's consent",
                "必做、选做措施与报请审批、同意事项",
            ),
            "II.3": Text("Submission and examination of the plans", "组织实施方案的报送与审核"),
            "plan": Text("The promotion plan for 2021", "2021年推进计划"),
            "plan 26": Text("Enterprise IP management standards", "推行企业知识产权管理规范"),
        },
        clause_labels={
            "I": Text("I", "第一条"),
            "II.1": Text("II.1", "第二条第1项"),
            "II.2": Text("II.2", "第二条第2项"),
            "II.3": Text("II.3", "第二条第3项"),
            "plan": Text("plan", "推进计划"),
            "plan 26": Text("plan 26", "推进计划第26项"),
        },
        bounds={},
        codes={
            "class": {
                "required": Text("required", "必做措施"),
                "optional": Text("optional", "选做措施"),
                "national": Text("national", "国家层面措施"),
            }
        },
        tables={
            "office": table(
                "office",
                {"code": None, "name": None},
                [
                    ("CN-HB", Text("Hubei Intellectual Property Office", "湖北省知识产权局")),
                    (
                        "XPCC",
                        Text(
                            "Xinjiang Production and Construction Corps Intellectual Property Office",
                            "新疆生产建设兵团知识产权局",
                        ),
                    ),
                ],
                "name",
            ),
            "catalogue_measure": table(
                "catalogue_measure",
                {"number": None, "class": "class", "title": None},
                [
                    _measure(7, "required", "Provincial supporting policies", "地方专利配套政策体系"),
                    _measure(16, "optional", "Patent investment and financing", "专利投融资服务"),
                    _measure(26, "required", "Enterprise IP management standards", "推行企业知识产权管理规范"),
                    _measure(33, "national", "Multilateral IP affairs", "世界知识产权组织及多边知识产权事务"),
                    _measure("P2", "optional", "Patents in schools", "中小学知识产权教育"),
                ],
                "title",
            ),
        },
        documents={FORMAT: _document()},
        rules=tuple(map(_rule, RULES)),
    )
