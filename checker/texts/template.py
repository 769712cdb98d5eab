"""What a plan to fill in says in its comments, beside what the rule pack says."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_HEAD: Final[dict[str, Text]] = {
    "heading": Text("Implementation plan for {year}: {office}", "{office}{year}年组织实施方案"),
    "circular": Text("By {citation}, {title}", "依据：{citation}，{title}"),
    "how-marks": Text(
        "Lines after “##” explain. Lines after a single “#” are prepared: to use them, take away the “#” and the blank "
        "that follows it.",
        "“##”之后是说明。单个“#”之后是备好的内容，需要时删去“#”和其后的一个空格即可使用。",
    ),
    "how-blanks": Text(
        "Write between the quotation marks, or after the colon where there are none. What stays empty counts as not "
        "given.",
        "请在引号之间填写；没有引号的，在冒号之后填写。留空的视为未填写。",
    ),
    "how-check": Text(
        "Check it at any time: plancheck check FILE. What a rule wants and why: plancheck explain RULE.",
        "可随时核对：plancheck check 文件；了解某一规则的要求和理由：plancheck explain 规则。",
    ),
    "duty": Text("{duty} ({clause}).", "{duty}（{clause}）。"),
}

_PARTS: Final[dict[str, Text]] = {
    "part-format": Text(
        "The format of this file and the circular it answers; leave both as they are.",
        "本文件的格式和所依据的通知，请勿改动。",
    ),
    "part-office": Text("The office that issues the plan: {office}.", "制定方案的单位：{office}。"),
    "part-plan_year": Text("The year the plan is for.", "方案所属年度。"),
    "part-status": Text(
        "draft while the plan is being written, submitted once it has been sent.",
        "起草过程中填 draft，报送后改为 submitted。",
    ),
    "part-texts": Text("Free text, which no rule looks at.", "自由填写，不作核对。"),
    "part-submission": Text(
        "When the plan was sent, in which version, and to whom; fill it in on sending.",
        "报送日期、版本号和接收单位，报送时填写。",
    ),
    "part-funding": Text(
        "The guarantee of funds for the plan as a whole; where it differs, each measure can state its own.",
        "整个方案的经费保障；个别措施另有安排的，可在该措施中单独填写。",
    ),
    "part-measures": Text("The measures. What each entry holds:", "工作措施。各条目的内容如下："),
    "part-required": Text("Required measures ({count}): all of them.", "必做措施（{count}项）：全部列入。"),
    "part-optional": Text(
        "Optional measures ({count}): choose from these, by taking away the “#” and the blank from every line of an "
        "entry.",
        "选做措施（{count}项）：请从中选定，删去相应条目各行的“#”和其后的一个空格。",
    ),
    "part-regions": Text(
        "How the work is deployed in the regions; an entry for each region.",
        "辖区内各地区推进工作部署，每个地区一个条目。",
    ),
    "part-exceptions": Text(
        "Exceptions the office asks for, where the circular states something in principle.",
        "就通知的原则性要求申请例外的，在此说明。",
    ),
}

_FIELDS: Final[dict[str, Text]] = {
    "title": Text("title of the plan", "方案名称"),
    "contact": Text("whom to ask", "联系人"),
    "notes": Text("anything else", "备注"),
    "date": Text("day, YYYY-MM-DD", "日期，写作YYYY-MM-DD"),
    "version": Text("1 for the first plan sent, 2 for the next", "首次报送为1，再次报送为2"),
    "recipient": Text("to whom it was sent", "接收单位"),
    "amount_cny": Text("yuan, in figures", "金额，单位为元"),
    "source": Text("where the money comes from", "经费来源"),
    "number": Text("number of the measure in the circular", "措施编号"),
    "class": Text("class of the measure by the circular", "措施类别"),
    "objective": Text("what is to be reached", "工作目标"),
    "actions": Text("what is done; one action a line", "工作措施，每行一项"),
    "schedule": Text("milestones, each with the day it is due", "时间安排，逐个节点填写日期"),
    "due": Text("day, YYYY-MM-DD", "到期日，写作YYYY-MM-DD"),
    "milestone": Text("what is done by then", "届时完成的工作"),
    "responsible": Text("departments of the office; one a line", "责任部门，每行一个"),
    "funding": Text("funds for this measure alone", "本项措施的经费保障"),
    "sipo_support": Text("what the plan asks of SIPO", "向国家知识产权局提出的请求"),
    "kind": Text("approval or priority-support", "approval（审批、同意）或priority-support（重点支持）"),
    "approval": Text("how the approval stands", "审批情况"),
    "status": Text("pending, approved or refused", "pending（待批）、approved（已批准）或refused（未批准）"),
    "department": Text("department of SIPO that approves", "审批部门"),
    "approval-date": Text("day of the approval, YYYY-MM-DD", "批准日期，写作YYYY-MM-DD"),
    "reference": Text("file number of the approval", "批准文号"),
    "targets": Text("figures the office sets itself", "专项目标"),
    "alliances": Text("industrial patent alliances", "产业专利联盟"),
    "alliance-name": Text("name of the alliance", "联盟名称"),
    "basic_patents": Text("basic patents, in figures", "核心专利数"),
    "count": Text("{label}, in figures", "{label}"),
    "legislation": Text("local patent legislation", "地方专利立法"),
    "regulation_in_force": Text("true or false: is a regulation in force?", "true（已出台）或false（未出台）"),
    "path": Text("propose, evaluate or revise", "propose（推动列入立法计划）、evaluate（评估）或revise（修订完善）"),
    "name": Text("name of the region", "地区名称"),
    "code": Text("GB/T 2260 code, six digits", "GB/T 2260代码，六位数字"),
    "code-of-province": Text(
        "GB/T 2260 code, six digits beginning with {province}", "GB/T 2260代码，六位数字，前两位为{province}"
    ),
    "tasks": Text("what the region does; one task a line", "工作任务，每行一项"),
    "rule": Text("the requirement it is about", "所涉规则"),
    "justification": Text("why", "理由"),
}

_MEASURES: Final[dict[str, Text]] = {
    "measure": Text("Measure {number}: {title}", "第{number}项措施：{title}"),
    "measure-line": Text("{progress}; led by: {leads}", "{progress}；牵头（负责）部门：{leads}"),
    "no-leads": Text("none named", "未载明"),
    "list-joint": Text(", ", "、"),
    "target": Text("Announced for the whole country: {label}, {figure}.", "全国目标：{label}{figure}。"),
    "figure-at-least": Text("at least {least}", "不少于{least}"),
    "figure-about": Text("about {least}", "{least}左右"),
    "figure-between": Text("{least} to {most}", "{least}至{most}"),
    "consent-always": Text(
        "It cannot be done without SIPO's consent: ask for it before the plan is sent, and state here how it stands.",
        "须经国家知识产权局同意方可开展：请在报送之前提出请求，并在此写明审批情况。",
    ),
    "consent-if-asked": Text(
        "Where the work needs SIPO's approval, ask for it before the plan is sent, and state here how it stands.",
        "有关内容需要国家知识产权局审批、同意的，请在报送之前提出请求，并在此写明审批情况。",
    ),
    "priority": Text(
        "SIPO gives some offices priority support here. To ask for it, state the request here.",
        "国家知识产权局对部分省份给予重点支持。申请重点支持的，请在此写明。",
    ),
    "priority-places": Text(
        "SIPO gives priority support here to {places} offices. To ask for it, state the request here.",
        "国家知识产权局选择{places}个省份给予重点支持。申请重点支持的，请在此写明。",
    ),
    "joint-leads": Text("Any one of them will do: {leads}.", "其中任何一个部门审批均可：{leads}。"),
}

TEXTS: Final[dict[str, Text]] = _HEAD | _PARTS | _FIELDS | _MEASURES
