"""What the sheets and columns of a plan's workbook are called, and what the workbook says to those who fill it in."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_SHEETS: Final[dict[str, Text]] = {
    "sheet.cover": Text("Cover", "封面"),
    "sheet.measures": Text("Measures", "工作措施"),
    "sheet.milestones": Text("Milestones", "时间安排"),
    "sheet.requests": Text("Requests", "报请事项"),
    "sheet.targets": Text("Targets", "专项目标"),
    "sheet.alliances": Text("Alliances", "专利联盟"),
    "sheet.regions": Text("Regions", "地区部署"),
    "sheet.exceptions": Text("Exceptions", "申请例外"),
    "sheet.help": Text("Notes", "填写说明"),
    "sheet.catalogue": Text("Catalogue", "措施目录"),
    "sheet.lists": Text("Lists", "选项"),
}

_COLUMNS: Final[dict[str, Text]] = {
    "column.circular": Text("Circular", "依据通知"),
    "column.office": Text("Office", "制定单位"),
    "column.plan_year": Text("Plan year", "方案年度"),
    "column.status": Text("Status", "方案状态"),
    "column.plan_title": Text("Title", "方案名称"),
    "column.contact": Text("Contact", "联系人"),
    "column.submitted_on": Text("Submitted on", "报送日期"),
    "column.version": Text("Version", "报送版次"),
    "column.recipient": Text("Submitted to", "接收单位"),
    "column.plan_amount": Text("Funds for the whole plan (yuan)", "整个方案经费金额（元）"),
    "column.plan_source": Text("Source of these funds", "整个方案经费来源"),
    "column.notes": Text("Remarks", "备注"),
    "column.number": Text("Measure no.", "措施编号"),
    "column.title": Text("Title of the measure", "措施名称"),
    "column.class": Text("Class by the circular", "通知确定的类别"),
    "column.progress": Text("Progress due", "年度进度"),
    "column.leads": Text("Leading department", "牵头（负责）部门"),
    "column.objective": Text("Objective", "工作目标"),
    "column.actions": Text("Actions", "工作措施"),
    "column.responsible": Text("Responsible departments", "责任部门"),
    "column.amount": Text("Funds (yuan)", "经费金额（元）"),
    "column.source": Text("Source of funds", "经费来源"),
    "column.stated_class": Text("Class as the office sees it", "本单位认定的类别"),
    "column.mark": Text("Entry mark", "条目标记"),
    "column.due": Text("Due on", "到期日"),
    "column.milestone": Text("Done by then", "届时完成的工作"),
    "column.request": Text("What is asked of SIPO", "请求事项"),
    "column.approval_status": Text("State of the approval", "审批情况"),
    "column.department": Text("Department that decides", "审批部门"),
    "column.approved_on": Text("Approved on", "批准日期"),
    "column.reference": Text("File number", "批准文号"),
    "column.compliant_enterprises": Text("Enterprises up to the standard", "达标企业数"),
    "column.advantaged_enterprises": Text("Enterprises with IP advantages", "优势企业数"),
    "column.service_platforms": Text("Service platforms", "服务平台数"),
    "column.trained_agents": Text("Trained patent agents", "培训专利代理人数"),
    "column.pilot_bases": Text("Pilot bases in schools", "中小学试点基地数"),
    "column.regulation_in_force": Text("Local patent regulation in force", "是否已有地方专利法规"),
    "column.legislation_path": Text("Work on local legislation", "地方立法工作"),
    "column.alliance": Text("Name of the alliance", "联盟名称"),
    "column.basic_patents": Text("Basic patents", "核心专利数"),
    "column.region": Text("Region", "地区名称"),
    "column.code": Text("Region code", "行政区划代码"),
    "column.tasks": Text("Tasks", "工作任务"),
    "column.rule": Text("Requirement", "所涉规则"),
    "column.justification": Text("Reasons", "理由"),
    "column.counter": Text("Serial no.", "序号"),
}

_ALSO: Final[dict[str, Text]] = {
    "also-column.circular": Text("", "通知；依据；文号；依据文件"),
    "also-column.office": Text("Issuing office;Province", "单位；填报单位；编制单位；省份；单位名称；报送单位"),
    "also-column.plan_year": Text("Year", "年度；年份；计划年度"),
    "also-column.status": Text("State", "状态"),
    "also-column.plan_title": Text("Plan title;Title of the plan", "标题；名称；方案标题"),
    "also-column.contact": Text("Contact person", "联系人及电话；联系方式；联系人和联系方式"),
    "also-column.submitted_on": Text("Submission date;Date of submission", "上报日期；报送时间；上报时间"),
    "also-column.version": Text("Plan version", "版次；版本；版本号"),
    "also-column.recipient": Text("Recipient", "报送单位名称；主送单位；主送"),
    "also-column.plan_amount": Text("Total funds (yuan)", "经费总额（元）；总经费（元）"),
    "also-column.plan_source": Text("Source of total funds", "总经费来源"),
    "also-column.notes": Text("Note;Notes", "说明"),
    "also-column.number": Text("Number;Measure;Measure number", "编号；措施；措施序号；工作措施编号；措施号"),
    "also-column.title": Text("Title;Measure title", "名称；工作措施名称；措施标题"),
    "also-column.objective": Text("Objectives;Goal;Aim", "目标；工作目的；目标任务"),
    "also-column.actions": Text("Action;Work", "具体措施；措施内容；工作内容；具体工作措施"),
    "also-column.responsible": Text(
        "Responsible;Responsible department;Department;Departments",
        "责任单位；责任处室；承办部门；承办处室；责任部门（处室）",
    ),
    "also-column.amount": Text(
        "Amount;Amount (yuan);Funds;Funding (yuan)", "经费；金额；经费（元）；金额（元）；经费金额"
    ),
    "also-column.source": Text("Source;Funding source", "资金来源；来源"),
    "also-column.stated_class": Text("Class;Stated class", "类别；措施类别；认定类别"),
    "also-column.mark": Text("Mark", "标记"),
    "also-column.due": Text(
        "Due;Due date;Date;Deadline", "完成时间；时间；日期；时间节点；到期日期；截止日期；完成日期"
    ),
    "also-column.milestone": Text(
        "Milestone;What is done by then", "节点；节点任务；完成内容；阶段目标；工作节点；完成的工作"
    ),
    "also-column.request": Text("Request;Kind", "请求；事项；申请事项"),
    "also-column.approval_status": Text("Approval;Status;Approval status", "状态；审批状态；批准情况"),
    "also-column.department": Text("SIPO department;Approving department", "批准部门"),
    "also-column.approved_on": Text("Approval date;Date;Date of approval", "批准时间；审批日期；日期"),
    "also-column.reference": Text("Reference", "文号；批文号；批准文件号"),
    "also-column.regulation_in_force": Text("Regulation in force", "地方专利法规是否已出台；是否已有法规"),
    "also-column.legislation_path": Text("Path;Legislation", "立法方式；立法工作"),
    "also-column.alliance": Text("Alliance;Name", "名称；专利联盟；产业专利联盟"),
    "also-column.basic_patents": Text("Patents", "核心专利数（件）；专利数"),
    "also-column.region": Text("Name;Name of the region", "地区；名称；市州；市（州）；单位"),
    "also-column.code": Text("Code;GB/T 2260 code", "代码；区划代码；地区代码"),
    "also-column.tasks": Text("Task;Work", "任务；工作内容；工作部署；主要任务"),
    "also-column.rule": Text("Rule;Rule id", "规则；要求；通知要求"),
    "also-column.justification": Text("Justification;Reason", "原因；说明；例外理由"),
    "also-column.counter": Text("#;S/N", "顺序号"),
    "also-sheet.help": Text("Help;How to fill it in", "说明；填表说明"),
}

_OWN: Final[dict[str, Text]] = {
    "own.cover": Text("Implementation plan of a provincial intellectual property office", "省级知识产权局组织实施方案"),
    "own.measures": Text(
        "Measures: required ones are listed already, optional ones are chosen",
        "工作措施（必做措施已列入，选做措施请选填）",
    ),
    "own.milestones": Text("Milestones: a row for each", "时间安排（每个节点一行）"),
    "own.requests": Text("What is asked of SIPO, and how it stands", "报请国家知识产权局审批、同意或者重点支持的事项"),
    "own.targets": Text("Figures the office sets itself, and work on local legislation", "专项目标和地方立法工作"),
    "own.alliances": Text("Industrial patent alliances: a row for each", "产业专利联盟（每个联盟一行）"),
    "own.regions": Text("Deployment in the regions: a row for each region", "辖区内各地区推进工作部署（每个地区一行）"),
    "own.exceptions": Text("Exceptions the office asks for", "申请例外的事项"),
    "own.help": Text("How to fill in this workbook", "填写说明"),
    "own.catalogue": Text("The measures of the circular", "通知所列工作措施目录"),
}

TEXTS: Final[dict[str, Text]] = _SHEETS | _COLUMNS | _ALSO | _OWN
