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
    "no-leads": Text("none named", "未载明"),
}

_COLUMNS: Final[dict[str, Text]] = {
    "column.circular": Text("Circular", "依据通知"),
    "column.office": Text("Office", "制定单位"),
    "column.plan_year": Text("Plan year", "方案年度"),
    "column.status": Text("Status", "方案状态"),
    "column.plan_title": Text("Title", "方案名称"),
    "column.contact": Text("Contact", "联系人"),
    "column.submitted_on": Text("Submitted on", "报送日期"),
    "column.version": Text("Version", "版本号"),
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
    "also-column.version": Text("Plan version", "报送版次；版次；版本"),
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

_GUIDES: Final[dict[str, Text]] = {
    "guide-day": Text("A day, such as 2012-12-20.", "填写日期，例如2012年12月20日或者2012-12-20。"),
    "guide-count": Text("A whole number, without a unit.", "填写整数，不带单位。"),
    "guide-amount": Text("An amount in yuan, in figures.", "填写金额，以元为单位。"),
    "guide-flag": Text("Choose yes or no.", "请选择“是”或者“否”。"),
    "guide-code": Text("Choose from the list.", "请从下拉列表中选择。"),
    "guide.circular": Text(
        "The circular this plan answers; nothing is to be typed here.", "方案所依据的通知，无须填写。"
    ),
    "guide.office": Text(
        "The office this workbook was made for; nothing is to be typed here.", "制定方案的单位，无须填写。"
    ),
    "guide.status": Text(
        "“draft” while the plan is being written, “submitted” once it has been sent.",
        "起草过程中选“草案”，报送后改选“已报送”。",
    ),
    "guide.plan_title": Text("Free text, which no rule looks at.", "自由填写，不作核对。"),
    "guide.contact": Text("Whom to ask about the plan, and how to reach them.", "方案联系人及联系方式，不作核对。"),
    "guide.notes": Text("Anything else; no rule looks at it.", "其他需要说明的事项，不作核对。"),
    "guide.submitted_on": Text(
        "The day on which the plan was sent; fill it in on sending.", "方案报送的日期，报送时填写，例如2012年12月20日。"
    ),
    "guide.version": Text("1 for the first plan sent, 2 for the next.", "首次报送为1，再次报送为2。"),
    "guide.recipient": Text("To whom the plan is sent.", "方案报送至何单位。"),
    "guide.plan_amount": Text(
        "Funds stated once for all measures, in yuan; a measure can state its own on the sheet of measures.",
        "就整个方案统一写明的经费，以元为单位；个别措施另有安排的，填入工作措施表。",
    ),
    "guide.number": Text(
        "The number of the measure in the circular; all of them are on the sheet “Catalogue”.",
        "通知所列工作措施的编号，可查阅“措施目录”。",
    ),
    "guide.title": Text("Looked up by the number; nothing is to be typed here.", "根据措施编号自动显示，无须填写。"),
    "guide.class": Text("Looked up by the number; nothing is to be typed here.", "根据措施编号自动显示，无须填写。"),
    "guide.progress": Text("Looked up by the number; nothing is to be typed here.", "根据措施编号自动显示，无须填写。"),
    "guide.leads": Text(
        "The departments of SIPO, looked up by the number; nothing is to be typed here.",
        "国家知识产权局牵头（负责）部门，根据措施编号自动显示，无须填写。",
    ),
    "guide.objective": Text("What is to be reached with the measure.", "该项措施要达到的目标。"),
    "guide.actions": Text(
        "What is done: an action on each line (Alt+Enter), or numbered 1. 2. 3.",
        "具体做法，每行一项（按Alt+Enter换行），也可用1. 2. 3.编号。",
    ),
    "guide.responsible": Text(
        "Departments of the office; a comma or semicolon between two.", "本单位的责任部门，两个以上用顿号隔开。"
    ),
    "guide.amount": Text("Funds for this measure alone, in yuan.", "本项措施单独安排的经费，以元为单位。"),
    "guide.source": Text("Where the money comes from.", "经费的来源。"),
    "guide.stated_class": Text(
        "What the office takes the measure for; may be left empty.", "本单位认为该项措施属于哪一类别，可不填写。"
    ),
    "guide.mark": Text(
        "Where a number is listed more than once: a mark that other sheets write in place of the number.",
        "同一编号列入不止一次时填写，其他工作表以此标记代替编号。",
    ),
    "guide.due": Text(
        "The day on which this is done; a row for each milestone.", "该节点的到期日，每个节点一行，例如2013年6月30日。"
    ),
    "guide.milestone": Text("What is done by that day.", "到期时完成的工作。"),
    "guide.department": Text(
        "The department of SIPO that decides.", "国家知识产权局负责审批的部门，请从下拉列表中选择。"
    ),
    "guide.approved_on": Text("The day of the approval.", "批准的日期，例如2012年12月14日。"),
    "guide.reference": Text("The file number of the approval.", "批准文件的文号。"),
    "guide.alliance": Text("The name of the alliance; a row for each.", "联盟名称，每个联盟一行。"),
    "guide.basic_patents": Text("How many basic patents it has.", "联盟拥有的核心专利数量，填写整数。"),
    "guide.region": Text("The name of the region; a row for each.", "辖区内地区的名称，每个地区一行。"),
    "guide.code": Text("The code of the region by GB/T 2260, six digits.", "GB/T 2260行政区划代码，六位数字。"),
    "guide.tasks": Text(
        "What the region does: a task on each line (Alt+Enter), or numbered 1. 2. 3.",
        "该地区承担的工作，每行一项（按Alt+Enter换行），也可用1. 2. 3.编号。",
    ),
    "guide.rule": Text(
        "The requirement from which an exception is asked for.", "申请例外所涉及的要求，请从下拉列表中选择。"
    ),
    "guide.justification": Text("Why the exception is asked for.", "申请例外的理由。"),
    "duties": Text("What the circular asks:", "通知要求："),
    "catalogue-notes": Text("What the circular says of it", "通知的有关安排"),
    "refused-day": Text(
        "This is no day that can be used. Type it as 2012-12-20.", "此处应为日期，请按2012-12-20的形式填写。"
    ),
    "refused-count": Text("A whole number, 0 or greater, is expected here.", "此处应为不小于0的整数。"),
    "refused-amount": Text(
        "An amount in figures, 0 or greater, is expected here.", "此处应为不小于0的数字，以元为单位。"
    ),
    "refused-list": Text("Choose one of the words in the list.", "请从下拉列表中选择。"),
    "refused-number": Text(
        "This is no number of the catalogue. Keep it all the same?", "措施目录中没有这一编号。是否仍要保留？"
    ),
    "too-long": Text(
        "The text for {at} has {count:,} characters, and a cell of a workbook holds {limit:,}. Shorten it, or write "
        "the plan as YAML or JSON.",
        "{at}处的文本有{count:,}个字符，而工作簿的单元格至多容纳{limit:,}个字符。请缩短文本，或者改用YAML、JSON格式。",
    ),
}

_HELP: Final[dict[str, Text]] = {
    "help.1": Text(
        "This workbook is the plan of one office under {citation}. Fill in the white cells; grey ones fill "
        "themselves in. The sheets are protected without a password, so that nothing is changed by accident.",
        "本工作簿是一个省级知识产权局按{citation}制定的组织实施方案。请填写白色单元格；灰色单元格自动显示，无须填写。"
        "各工作表设有保护以防误改，未设密码。",
    ),
    "help.2": Text(
        "Cover: the plan as a whole. Change “draft” to “submitted”, and fill in the day, when the plan is sent.",
        "一、封面：填写方案的总体情况。报送时将方案状态改为“已报送”，并填写报送日期。",
    ),
    "help.3": Text(
        "Measures: a row for each. The required ones are there already. Choose the optional ones by their number in "
        "the rows below; the sheet “Catalogue” lists all measures with what the circular says of them.",
        "二、工作措施：每项措施一行。必做措施已经列入；选做措施请在其后各行选填编号。全部措施及通知的有关安排见“措施目录”。",
    ),
    "help.4": Text(
        "Milestones: a row for each, with the number of its measure and the day on which it is due.",
        "三、时间安排：每个节点一行，写明措施编号和到期日。",
    ),
    "help.5": Text(
        "Requests: what the plan asks of SIPO (approval or priority support), and how that stands.",
        "四、报请事项：请求国家知识产权局审批、同意或者重点支持的事项及其审批情况。",
    ),
    "help.6": Text(
        "Targets and Alliances: the figures that some measures call for, local legislation, and industrial patent "
        "alliances. Rows of measures that the plan does not take up stay as they are.",
        "五、专项目标、专利联盟：部分措施所需的目标数、地方立法工作和产业专利联盟。方案未列入的措施，相应各行保持原样即可。",
    ),
    "help.7": Text("Regions: what each region does.", "六、地区部署：辖区内各地区的工作任务，每个地区一行。"),
    "help.8": Text(
        "Exceptions: only where the office asks for one from what the circular states in principle.",
        "七、申请例外：仅在就通知的原则性要求申请例外时填写。",
    ),
    "help.9": Text(
        "Point at a heading with a red corner to see what the circular asks.",
        "将鼠标移到带有红色三角的标题上，可查看通知的相应要求。",
    ),
    "help.10": Text(
        "Rows may be added or left empty. Where there is nothing to state, leave the cell empty or write "
        "“none”. A department that has a comma in its name is put in straight quotation marks.",
        "可以增加行，也可以留空行。没有内容的，留空或者填“无”。部门名称本身含有顿号、逗号的，请加半角双引号。",
    ),
    "help.11": Text(
        "Check the workbook at any time: plancheck check FILE. Findings name the cell they are about.",
        "可随时核对：plancheck check 文件。核对结果会指明相应的单元格。",
    ),
}

TEXTS: Final[dict[str, Text]] = _SHEETS | _COLUMNS | _ALSO | _OWN | _GUIDES | _HELP
