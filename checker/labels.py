"""Words for codes: our own, and those of plan format 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.i18n import N_
from checker.model import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

VERDICTS: Final[Mapping[str, str]] = {
    "pass": N_("pass"),
    "review": N_("review"),
    "return": N_("return"),
    "invalid": N_("invalid"),
    "undetermined": N_("undetermined"),
}

SEVERITIES: Final[Mapping[str, str]] = {
    "error": N_("error"),
    "warning": N_("warning"),
    "info": N_("info"),
}

RULE_STATUSES: Final[Mapping[str, str]] = {
    "satisfied": N_("satisfied"),
    "violated": N_("violated"),
    "not-applicable": N_("not applicable"),
    "not-run": N_("not run"),
}

# The rest of this module is what plan format 1 calls things: it goes when rule packs say it themselves.

FIELDS: Final[Mapping[str, Text]] = {
    "actions": Text("actions", "工作措施"),
    "advantaged_enterprises": Text("number of enterprises with IP advantages", "优势企业数"),
    "alliances": Text("industrial patent alliances", "产业专利联盟"),
    "amount_cny": Text("amount of the funds", "经费金额"),
    "approval": Text("approval", "审批情况"),
    "basic_patents": Text("number of basic patents", "核心专利数"),
    "circular": Text("circular", "所依据的通知"),
    "class": Text("class", "类别"),
    "code": Text("code of the region", "地区代码"),
    "compliant_enterprises": Text("number of enterprises up to the standard", "达标企业数"),
    "contact": Text("contact", "联系方式"),
    "date": Text("date", "日期"),
    "department": Text("department", "部门"),
    "due": Text("day of the milestone", "时间节点的日期"),
    "exceptions": Text("exceptions", "例外申请"),
    "format": Text("format", "填报格式"),
    "funding": Text("guarantee of funds", "经费保障"),
    "justification": Text("justification", "理由"),
    "kind": Text("kind of the request", "请求事项"),
    "legislation": Text("local legislation", "地方立法内容"),
    "measures": Text("measures", "工作措施条目"),
    "milestone": Text("text of the milestone", "时间节点的内容"),
    "name": Text("name", "名称"),
    "notes": Text("notes", "备注"),
    "number": Text("number of the measure", "措施编号"),
    "objective": Text("objective", "工作目标"),
    "office": Text("office", "制定单位"),
    "path": Text("path of the legislation", "立法路径"),
    "pilot_bases": Text("number of pilot bases", "试点基地数"),
    "plan_year": Text("plan year", "方案年度"),
    "recipient": Text("recipient", "报送对象"),
    "reference": Text("file number", "文号"),
    "regions": Text("regions", "辖区内各地区"),
    "regulation_in_force": Text("statement whether a regulation is in force", "法规是否已出台"),
    "responsible": Text("responsible departments", "责任部门"),
    "rule": Text("rule of the exception", "所申请例外的规则"),
    "schedule": Text("schedule", "时间安排"),
    "service_platforms": Text("number of service platforms", "服务平台数"),
    "sipo_support": Text("request to SIPO", "向国家知识产权局提出的请求"),
    "source": Text("source of the funds", "经费来源"),
    "status": Text("status", "状态"),
    "submission": Text("submission", "报送情况"),
    "targets": Text("targets", "专项目标"),
    "tasks": Text("tasks", "工作任务"),
    "title": Text("title", "标题"),
    "trained_agents": Text("number of trained agents", "培训专利代理人数"),
    "version": Text("version", "版本号"),
}
"""The members of a plan, by their names."""

COLUMNS: Final[Mapping[str, Text]] = {
    "circular": Text("Circular", "依据通知"),
    "office": Text("Office", "制定单位"),
    "plan_year": Text("Plan year", "方案年度"),
    "status": Text("Status", "方案状态"),
    "plan_title": Text("Title", "方案名称"),
    "contact": Text("Contact", "联系人"),
    "submitted_on": Text("Submitted on", "报送日期"),
    "version": Text("Version", "版本号"),
    "first_submitted_on": Text("First submitted on", "首次报送日期"),
    "recipient": Text("Submitted to", "接收单位"),
    "plan_amount": Text("Funds for the whole plan (yuan)", "整个方案经费金额（元）"),
    "plan_source": Text("Source of these funds", "整个方案经费来源"),
    "notes": Text("Remarks", "备注"),
    "number": Text("Measure no.", "措施编号"),
    "title": Text("Title of the measure", "措施名称"),
    "class": Text("Class by the circular", "通知确定的类别"),
    "progress": Text("Progress due", "年度进度"),
    "leads": Text("Leading department", "牵头（负责）部门"),
    "objective": Text("Objective", "工作目标"),
    "actions": Text("Actions", "工作措施"),
    "responsible": Text("Responsible departments", "责任部门"),
    "amount": Text("Funds (yuan)", "经费金额（元）"),
    "source": Text("Source of funds", "经费来源"),
    "stated_class": Text("Class as the office sees it", "本单位认定的类别"),
    "mark": Text("Entry mark", "条目标记"),
    "due": Text("Due on", "到期日"),
    "milestone": Text("Done by then", "届时完成的工作"),
    "request": Text("What is asked of SIPO", "请求事项"),
    "approval_status": Text("State of the approval", "审批情况"),
    "department": Text("Department that decides", "审批部门"),
    "approved_on": Text("Approved on", "批准日期"),
    "reference": Text("File number", "批准文号"),
    "compliant_enterprises": Text("Enterprises up to the standard", "达标企业数"),
    "advantaged_enterprises": Text("Enterprises with IP advantages", "优势企业数"),
    "service_platforms": Text("Service platforms", "服务平台数"),
    "trained_agents": Text("Trained patent agents", "培训专利代理人数"),
    "pilot_bases": Text("Pilot bases in schools", "中小学试点基地数"),
    "regulation_in_force": Text("Local patent regulation in force", "是否已有地方专利法规"),
    "legislation_path": Text("Work on local legislation", "地方立法工作"),
    "alliance": Text("Name of the alliance", "联盟名称"),
    "basic_patents": Text("Basic patents", "核心专利数"),
    "region": Text("Region", "地区名称"),
    "code": Text("Region code", "行政区划代码"),
    "tasks": Text("Tasks", "工作任务"),
    "rule": Text("Requirement", "所涉规则"),
    "justification": Text("Reasons", "理由"),
    "counter": Text("Serial no.", "序号"),
}
"""The columns of a workbook and the lines of a Word document, by the names in `documents.form`."""

ALSO_COLUMNS: Final[Mapping[str, Text]] = {
    "circular": Text("", "通知；依据；文号；依据文件"),
    "office": Text("Issuing office;Province", "单位；填报单位；编制单位；省份；单位名称；报送单位"),
    "plan_year": Text("Year", "年度；年份；计划年度"),
    "status": Text("State", "状态"),
    "plan_title": Text("Plan title;Title of the plan", "标题；名称；方案标题"),
    "contact": Text("Contact person", "联系人及电话；联系方式；联系人和联系方式"),
    "submitted_on": Text("Submission date;Date of submission", "上报日期；报送时间；上报时间"),
    "version": Text("Plan version", "报送版次；版次；版本"),
    "first_submitted_on": Text("First submission;Date of the first submission", "首次报送时间；第一次报送日期"),
    "recipient": Text("Recipient", "报送单位名称；主送单位；主送"),
    "plan_amount": Text("Total funds (yuan)", "经费总额（元）；总经费（元）"),
    "plan_source": Text("Source of total funds", "总经费来源"),
    "notes": Text("Note;Notes", "说明"),
    "number": Text("Number;Measure;Measure number", "编号；措施；措施序号；工作措施编号；措施号"),
    "title": Text("Title;Measure title", "名称；工作措施名称；措施标题"),
    "objective": Text("Objectives;Goal;Aim", "目标；工作目的；目标任务"),
    "actions": Text("Action;Work", "具体措施；措施内容；工作内容；具体工作措施"),
    "responsible": Text(
        "Responsible;Responsible department;Department;Departments",
        "责任单位；责任处室；承办部门；承办处室；责任部门（处室）",
    ),
    "amount": Text("Amount;Amount (yuan);Funds;Funding (yuan)", "经费；金额；经费（元）；金额（元）；经费金额"),
    "source": Text("Source;Funding source", "资金来源；来源"),
    "stated_class": Text("Class;Stated class", "类别；措施类别；认定类别"),
    "mark": Text("Mark", "标记"),
    "due": Text("Due;Due date;Date;Deadline", "完成时间；时间；日期；时间节点；到期日期；截止日期；完成日期"),
    "milestone": Text("Milestone;What is done by then", "节点；节点任务；完成内容；阶段目标；工作节点；完成的工作"),
    "request": Text("Request;Kind", "请求；事项；申请事项"),
    "approval_status": Text("Approval;Status;Approval status", "状态；审批状态；批准情况"),
    "department": Text("SIPO department;Approving department", "批准部门"),
    "approved_on": Text("Approval date;Date;Date of approval", "批准时间；审批日期；日期"),
    "reference": Text("Reference", "文号；批文号；批准文件号"),
    "regulation_in_force": Text("Regulation in force", "地方专利法规是否已出台；是否已有法规"),
    "legislation_path": Text("Path;Legislation", "立法方式；立法工作"),
    "alliance": Text("Alliance;Name", "名称；专利联盟；产业专利联盟"),
    "basic_patents": Text("Patents", "核心专利数（件）；专利数"),
    "region": Text("Name;Name of the region", "地区；名称；市州；市（州）；单位"),
    "code": Text("Code;GB/T 2260 code", "代码；区划代码；地区代码"),
    "tasks": Text("Task;Work", "任务；工作内容；工作部署；主要任务"),
    "rule": Text("Rule;Rule id", "规则；要求；通知要求"),
    "justification": Text("Justification;Reason", "原因；说明；例外理由"),
    "counter": Text("#;S/N", "顺序号"),
}
"""What else offices call them, between semicolons of either language."""

SHEETS: Final[Mapping[str, Text]] = {
    "cover": Text("Cover", "封面"),
    "measures": Text("Measures", "工作措施"),
    "milestones": Text("Milestones", "时间安排"),
    "requests": Text("Requests", "报请事项"),
    "targets": Text("Targets", "专项目标"),
    "alliances": Text("Alliances", "专利联盟"),
    "regions": Text("Regions", "地区部署"),
    "exceptions": Text("Exceptions", "申请例外"),
    "help": Text("Notes", "填写说明"),
    "catalogue": Text("Catalogue", "措施目录"),
    "lists": Text("Lists", "选项"),
}
"""The sheets of a workbook."""

ALSO_SHEETS: Final[Mapping[str, Text]] = {
    "help": Text("Help;How to fill it in", "说明；填表说明"),
}
"""What else offices call them, in the same way."""

GROUPS: Final[Mapping[str, Text]] = {
    "submission": Text("Submission", "报送情况"),
    "legislation": Text("Local legislation", "地方专利立法"),
    "funding": Text("Guarantee of funds", "经费保障"),
}
"""The groups of lines in a Word document that are no sheet of a workbook."""

HEADINGS: Final[Mapping[str, Text]] = {
    "cover": Text("Implementation plan of a provincial intellectual property office", "省级知识产权局组织实施方案"),
    "measures": Text(
        "Measures: required ones are listed already, optional ones are chosen",
        "工作措施（必做措施已列入，选做措施请选填）",
    ),
    "milestones": Text("Milestones: a row for each", "时间安排（每个节点一行）"),
    "requests": Text("What is asked of SIPO, and how it stands", "报请国家知识产权局审批、同意或者重点支持的事项"),
    "targets": Text("Figures the office sets itself, and work on local legislation", "专项目标和地方立法工作"),
    "alliances": Text("Industrial patent alliances: a row for each", "产业专利联盟（每个联盟一行）"),
    "regions": Text("Deployment in the regions: a row for each region", "辖区内各地区推进工作部署（每个地区一行）"),
    "exceptions": Text("Exceptions the office asks for", "申请例外的事项"),
    "help": Text("How to fill in this workbook", "填写说明"),
    "catalogue": Text("The measures of the circular", "通知所列工作措施目录"),
}
"""What stands above the rows of a sheet."""
