"""The facts a rule may speak of: kinds, their members and the members' types.

Rule packs are checked against this table before any plan is read, and `facts` fills exactly these members. A member
that is not there (no date was given, say) makes every test on it fail; where absence matters there is a flag for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checker.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class MemberType(StrEnum):
    """What a member holds; it decides which operators fit and how a message shows the value."""

    FLAG = "flag"
    COUNT = "count"
    DAY = "day"
    NUMBER = "number"
    CODE = "code"
    TEXT = "text"
    """Shown in messages only; no condition may look at it, and it never reaches an evaluator."""


class Stage(StrEnum):
    """When the facts of a kind are complete, and so when the rules about them are judged."""

    PACK = "pack"
    PLAN = "plan"
    EXCEPTIONS = "exceptions"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a kind of fact; `labels` names the list its codes are shown from (`texts.labels` or the pack).

    `least` is the least that a count can be.
    """

    type: MemberType
    meaning: Text
    labels: str | None = None
    least: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fact; the members of its `identity` tell one fact of the kind from another, wherever it stands."""

    stage: Stage
    meaning: Text
    members: Mapping[str, Member]
    identity: tuple[str, ...] = ()


def _flag(en: str, zh: str) -> Member:
    return Member(MemberType.FLAG, Text(en, zh))


def _count(en: str, zh: str, *, least: int = 0) -> Member:
    return Member(MemberType.COUNT, Text(en, zh), least=least)


def _day(en: str, zh: str) -> Member:
    return Member(MemberType.DAY, Text(en, zh))


def _code(labels: str | None, en: str, zh: str) -> Member:
    return Member(MemberType.CODE, Text(en, zh), labels)


def _text(en: str, zh: str) -> Member:
    return Member(MemberType.TEXT, Text(en, zh))


_NUMBER: Final = Member(MemberType.NUMBER, Text("number of the measure", "工作措施的编号"))
_TITLE: Final = _text("title of the measure in the catalogue", "工作措施在目录中的名称")
_CLASS: Final = _code("class", "class of the measure in the catalogue", "工作措施在目录中的类别")
_OCCURRENCE: Final = _count(
    "1 for the first entry with this number, 2 for the second, …", "同一编号的第几次出现，首次为1", least=1
)

KINDS: Final[Mapping[str, Kind]] = {
    "office": Kind(
        Stage.PACK,
        Text("an office of the circular's roster", "通知要求报送方案的省级知识产权局"),
        {
            "code": _code("office", "code of the office", "该局代码"),
            "province": _code(None, "GB/T 2260 province digits", "GB/T 2260省级代码前两位"),
        },
        identity=("code",),
    ),
    "catalogue_measure": Kind(
        Stage.PACK,
        Text("a measure of the circular's catalogue", "通知目录中的一项工作措施"),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "class": _CLASS,
            "progress": _code("progress", "how far it goes in the plan year", "年度进度要求"),
        },
        identity=("number",),
    ),
    "catalogue_lead": Kind(
        Stage.PACK,
        Text("a department that leads a measure, as the circular names it", "通知载明的工作措施牵头（负责）部门"),
        {"number": _NUMBER, "department": _code("department", "the leading department", "牵头（负责）部门")},
    ),
    "catalogue_detail": Kind(
        Stage.PACK,
        Text("a detail that belongs to a measure", "属于某项工作措施的专项内容"),
        {"number": _NUMBER, "name": _code("detail", "name of the detail", "专项内容名称")},
    ),
    "pack_rule": Kind(
        Stage.PACK,
        Text("a rule of this rule pack", "本规则包中的一条规则"),
        {
            "id": _code(None, "id of the rule", "规则标识"),
            "in_principle": _flag("it holds in principle: exceptions can be asked for", "属原则性要求，可申请例外"),
        },
    ),
    "plan": Kind(
        Stage.PLAN,
        Text("the plan as a whole; there is exactly one", "方案整体，有且只有一个"),
        {
            "office": _code("office", "the office that issues the plan", "制定方案的省级知识产权局"),
            "province": _code(None, "GB/T 2260 province digits of the office", "该局的GB/T 2260省级代码前两位"),
            "has_province": _flag("the office has province digits", "该局有省级代码"),
            "year": _count("plan_year as written", "方案年度"),
            "status": _code("status", "draft or submitted", "草案或已报送"),
            "has_submission_date": _flag("a date of submission is given", "已填写报送日期"),
            "submitted_on": _day("the date of submission", "报送日期"),
            "has_checking_day": _flag("the day of the check is given (--as-of)", "已指定核对日期"),
            "checked_on": _day("the day the plan is checked for (--as-of)", "核对日期"),
            "states_funds": _flag("funds are stated for the whole plan", "已说明整个方案的经费保障"),
            "regions": _count("how many regions the plan deploys work in", "部署工作的地区数"),
            "required_measures": _count("distinct required measures listed", "列入的必做措施数（去重）"),
            "optional_measures": _count("distinct optional measures listed", "列入的选做措施数（去重）"),
            "national_measures": _count("distinct national measures listed", "列入的国家层面措施数（去重）"),
        },
    ),
    "entry": Kind(
        Stage.PLAN,
        Text(
            "an entry of `measures` whose number can be read, whatever else is faulty in it",
            "编号可读的措施条目，不论其他内容是否有误",
        ),
        {"number": _NUMBER, "occurrence": _OCCURRENCE},
        identity=("number", "occurrence"),
    ),
    "measure": Kind(
        Stage.PLAN,
        Text("an entry of `measures` that can be judged", "可以核对的措施条目"),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "class": _CLASS,
            "progress": _code("progress", "how far it goes in the plan year", "年度进度要求"),
            "states_class": _flag("the entry says which class it is", "条目写明了类别"),
            "stated_class": _code("class", "the class the entry says it is", "条目写明的类别"),
            "occurrence": _OCCURRENCE,
            "has_objective": _flag("an objective is given", "有工作目标"),
            "has_actions": _flag("at least one action has text", "有工作措施内容"),
            "has_schedule": _flag("the schedule has at least one milestone", "有时间安排"),
            "has_responsible": _flag("at least one responsible department is named", "有责任部门"),
            "states_funds": _flag("funds are stated for this measure", "有经费保障"),
            "milestones_in_plan_year": _count("milestones due in the circular's plan year", "计划年度内到期的节点数"),
            "milestones_after_plan_year": _count("milestones due after it", "计划年度以后到期的节点数"),
            "asks_sipo": _flag("the entry asks SIPO for something", "条目请求国家知识产权局审批或支持"),
            "asks_for": _code("request", "approval or priority-support", "审批、同意或重点支持"),
            "consent_always_needed": _flag(
                "by the catalogue it cannot be done without SIPO's consent", "按目录须经国家知识产权局同意"
            ),
            "has_legislation": _flag("the entry has `legislation`", "有地方立法内容"),
            "regulation_in_force": _flag("a local patent regulation is in force", "已出台地方专利法规"),
            "legislation_path": _code("legislation_path", "propose, evaluate or revise", "推动列入、评估或修订"),
            "has_compliant_enterprises": _flag("that target is given", "已填写达标企业数"),
            "compliant_enterprises": _count("target: enterprises up to the standard", "目标：达标企业数"),
            "advantaged_enterprises": _count("target: enterprises with IP advantages", "目标：优势企业数"),
            "service_platforms": _count("target: service platforms", "目标：服务平台数"),
            "trained_agents": _count("target: trained patent agents", "目标：培训专利代理人数"),
            "pilot_bases": _count("target: pilot bases in schools", "目标：试点基地数"),
        },
        identity=("number", "occurrence"),
    ),
    "request": Kind(
        Stage.PLAN,
        Text("what a measure asks of SIPO (`sipo_support`)", "措施向国家知识产权局提出的请求"),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "class": _CLASS,
            "leads": _text("the departments that lead the measure", "该措施的牵头（负责）部门"),
            "asks_for": _code("request", "approval or priority-support", "审批、同意或重点支持"),
            "has_approval": _flag("an approval is stated", "写明了审批情况"),
            "approval_status": _code("approval_status", "pending, approved or refused", "待批、已批准或未批准"),
            "approval_department": _code("department", "department the approval is of", "审批部门"),
            "has_approval_date": _flag("the approval is dated", "审批有日期"),
            "approved_on": _day("date of the approval", "审批日期"),
        },
        identity=("number",),
    ),
    "alliance": Kind(
        Stage.PLAN,
        Text("an industrial patent alliance among a measure's targets", "措施目标中的产业专利联盟"),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "class": _CLASS,
            "name": _text("name of the alliance", "联盟名称"),
            "has_basic_patents": _flag("the number of basic patents is given", "已填写核心专利数"),
            "basic_patents": _count("basic patents of the alliance", "联盟的核心专利数"),
        },
        identity=("number", "name"),
    ),
    "detail": Kind(
        Stage.PLAN,
        Text("a member of `targets`, or `legislation`, in a measure", "措施中的专项目标或地方立法内容"),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "class": _CLASS,
            "name": _code("detail", "name of the detail", "专项内容名称"),
        },
        identity=("number", "name"),
    ),
    "region": Kind(
        Stage.PLAN,
        Text("a region in which the plan deploys work", "方案部署工作的地区"),
        {
            "name": _text("name of the region", "地区名称"),
            "code": _text("GB/T 2260 code as written", "地区代码"),
            "has_tasks": _flag("at least one task has text", "有工作任务"),
            "has_code": _flag("a code is given", "有地区代码"),
            "province": _code(None, "the code's province digits", "代码中的省级部分"),
        },
        identity=("name", "code"),
    ),
    "exception": Kind(
        Stage.EXCEPTIONS,
        Text("an exception the office asks for", "该局申请的例外"),
        {
            "rule": _code(None, "the rule it is asked for, if it is one of this pack", "所申请的规则"),
            "named_rule": _text("the rule id as written", "所写的规则标识"),
            "justification": _text("why", "理由"),
        },
        identity=("named_rule",),
    ),
    "finding": Kind(
        Stage.EXCEPTIONS,
        Text("a rule that the plan violates", "方案违反的规则"),
        {"rule": _code(None, "id of the rule", "规则标识")},
    ),
    "review": Kind(
        Stage.REVIEW,
        Text("the review as a whole; there is exactly one", "审核整体，有且只有一个"),
        {
            "offices": _count("offices that have submitted a plan", "已报送方案的局数"),
            "plans": _count("plans that count", "计入统计的方案数"),
        },
    ),
    "submitted_plan": Kind(
        Stage.REVIEW,
        Text("a submitted plan of an office, whatever is faulty in it", "某局已报送的方案，不论内容是否有误"),
        {"office": _code("office", "the office", "报送的局")},
        identity=("office",),
    ),
    "version": Kind(
        Stage.REVIEW,
        Text("a version that an office has submitted", "某局报送的一个版本"),
        {
            "office": _code("office", "the office", "报送的局"),
            "version": _count("the version", "版本号", least=1),
            "files": _count("different files that carry it", "标有该版本号的不同文件数", least=1),
        },
        identity=("office", "version"),
    ),
    "support_round": Kind(
        Stage.REVIEW,
        Text(
            "a measure under which SIPO gives priority support to so many offices",
            "国家知识产权局按名额给予重点支持的工作措施",
        ),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "places": _count("offices that can be selected", "重点支持名额"),
            "offices": _count("offices that ask for it", "申请重点支持的局数"),
        },
        identity=("number",),
    ),
    "national_target": Kind(
        Stage.REVIEW,
        Text("a figure the circular announces for the country", "通知提出的全国目标"),
        {
            "number": _NUMBER,
            "title": _TITLE,
            "target": _code("detail", "what is counted", "目标名称"),
            "at_least": _count("the figure announced", "通知提出的数量"),
            "planned": _count("what the plans that count add up to", "计入统计的方案合计数量"),
        },
        identity=("number", "target"),
    ),
}

ANCHORS: Final[Mapping[Stage, str]] = {Stage.PLAN: "plan", Stage.EXCEPTIONS: "plan", Stage.REVIEW: "review"}
"""The kind of which there is exactly one fact at each stage; any condition of the stage may look at it."""

_CODES: Final[Mapping[str, frozenset[str]]] = {
    "class": frozenset({"required", "optional", "national", "unknown"}),
    "progress": frozenset({"completed", "phased", "long-term"}),
    "status": frozenset({"draft", "submitted"}),
    "request": frozenset({"approval", "priority-support"}),
    "approval_status": frozenset({"pending", "approved", "refused"}),
    "legislation_path": frozenset({"propose", "evaluate", "revise"}),
    "detail": frozenset(
        {
            "compliant_enterprises",
            "advantaged_enterprises",
            "service_platforms",
            "trained_agents",
            "pilot_bases",
            "alliances",
            "legislation",
        }
    ),
}


def codes_of(labels: str) -> frozenset[str]:
    """The codes that plan format 1 knows under the list `labels`; those of a pack's own lists are in the pack."""
    return _CODES[labels]
