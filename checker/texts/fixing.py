"""What is said of the shortest way to a plan that passes: the edits, the choices, and why no fewer do."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_FIELDS: Final[dict[str, Text]] = {
    "field.actions": Text("actions", "工作措施"),
    "field.advantaged_enterprises": Text("number of enterprises with IP advantages", "优势企业数"),
    "field.alliances": Text("industrial patent alliances", "产业专利联盟"),
    "field.amount_cny": Text("amount of the funds", "经费金额"),
    "field.approval": Text("approval", "审批情况"),
    "field.basic_patents": Text("number of basic patents", "核心专利数"),
    "field.circular": Text("circular", "所依据的通知"),
    "field.class": Text("class", "类别"),
    "field.code": Text("code of the region", "地区代码"),
    "field.compliant_enterprises": Text("number of enterprises up to the standard", "达标企业数"),
    "field.contact": Text("contact", "联系方式"),
    "field.date": Text("date", "日期"),
    "field.department": Text("department", "部门"),
    "field.due": Text("day of the milestone", "时间节点的日期"),
    "field.exceptions": Text("exceptions", "例外申请"),
    "field.format": Text("format", "填报格式"),
    "field.funding": Text("guarantee of funds", "经费保障"),
    "field.justification": Text("justification", "理由"),
    "field.kind": Text("kind of the request", "请求事项"),
    "field.legislation": Text("local legislation", "地方立法内容"),
    "field.measures": Text("measures", "工作措施条目"),
    "field.milestone": Text("text of the milestone", "时间节点的内容"),
    "field.name": Text("name", "名称"),
    "field.notes": Text("notes", "备注"),
    "field.number": Text("number of the measure", "措施编号"),
    "field.objective": Text("objective", "工作目标"),
    "field.office": Text("office", "制定单位"),
    "field.path": Text("path of the legislation", "立法路径"),
    "field.pilot_bases": Text("number of pilot bases", "试点基地数"),
    "field.plan_year": Text("plan year", "方案年度"),
    "field.recipient": Text("recipient", "报送对象"),
    "field.reference": Text("file number", "文号"),
    "field.regions": Text("regions", "辖区内各地区"),
    "field.regulation_in_force": Text("statement whether a regulation is in force", "法规是否已出台"),
    "field.responsible": Text("responsible departments", "责任部门"),
    "field.rule": Text("rule of the exception", "所申请例外的规则"),
    "field.schedule": Text("schedule", "时间安排"),
    "field.service_platforms": Text("number of service platforms", "服务平台数"),
    "field.sipo_support": Text("request to SIPO", "向国家知识产权局提出的请求"),
    "field.source": Text("source of the funds", "经费来源"),
    "field.status": Text("status", "状态"),
    "field.submission": Text("submission", "报送情况"),
    "field.targets": Text("targets", "专项目标"),
    "field.tasks": Text("tasks", "工作任务"),
    "field.title": Text("title", "标题"),
    "field.trained_agents": Text("number of trained agents", "培训专利代理人数"),
    "field.version": Text("version", "版本号"),
    "field-of": Text("{inner} of the {outer}", "{outer}的{inner}"),
    "field-unknown": Text("field “{name}”", "字段“{name}”"),
    "field-item": Text("item {place} of the {field}", "{field}第{place}项"),
}

_EDITS: Final[dict[str, Text]] = {
    "in-measure": Text("Measure {number} ({title}): {what}", "第{number}项措施“{title}”：{what}"),
    "in-measure-entry": Text(
        "Measure {number} ({title}), entry {entry}: {what}", "第{number}项措施“{title}”（第{entry}个条目）：{what}"
    ),
    "in-unknown": Text("Entry {entry} (number “{number}”): {what}", "第{entry}个条目（编号“{number}”）：{what}"),
    "in-entry": Text("Entry {entry} of the measures: {what}", "措施第{entry}个条目：{what}"),
    "in-region": Text("Region “{name}”: {what}", "地区“{name}”：{what}"),
    "in-region-entry": Text("Region {entry}: {what}", "第{entry}个地区：{what}"),
    "in-exception": Text("Exception {entry}: {what}", "第{entry}项例外申请：{what}"),
    "in-plan": Text("The plan: {what}", "方案：{what}"),
    "fill": Text("fill in the {field}", "填写{field}"),
    "fill-again": Text("state the {field} anew", "重新填写{field}"),
    "set-list": Text("write the {field} as a list", "将{field}写成列表"),
    "set": Text("change the {field} to {value}", "将{field}改为{value}"),
    "set-new": Text("give the {field}: {value}", "填写{field}：{value}"),
    "rename": Text("rename the field “{name}” to “{renamed}”", "将字段“{name}”更名为“{renamed}”"),
    "move-back": Text(
        "bring the milestone due {old} forward to {day} or earlier", "将原定{old}的时间节点提前至{day}或更早"
    ),
    "move-on": Text(
        "move the milestone due {old} to {day} or later in the year", "将原定{old}的时间节点改至{day}或年内其后"
    ),
    "remove": Text("leave out the {field}", "删去{field}"),
    "drop": Text("drop the entry", "删去该条目"),
    "drop-milestone": Text("leave out the milestone due {old}", "删去原定{old}的时间节点"),
    "add-measure": Text(
        "Add an entry for measure {number} ({title}) with its objective, actions, schedule, responsible departments "
        "and guarantee of funds",
        "增列第{number}项措施“{title}”，并写明工作目标、工作措施、时间安排、责任部门和经费保障",
    ),
    "add-region": Text(
        "Add the regions under the office's jurisdiction, each with its tasks",
        "补充辖区内各地区，并逐一写明工作任务",
    ),
    "add-item": Text("add an item to the {field}", "在{field}中增加一项"),
    "add-exception": Text(
        "ask for an exception to the rule “{rule}” and justify it", "就规则“{rule}”申请例外并说明理由"
    ),
    "measure": Text("measure {number} ({title})", "第{number}项“{title}”"),
    "sentence": Text("{text}.", "{text}。"),
    "needs": Text("needs {condition}", "{condition}"),
    "only-if": Text("only if {condition}", "前提：{condition}"),
}

_CHOICES: Final[dict[str, Text]] = {
    "any-drop": Text(
        "Drop any {count} of these {all} measures: {names}", "在下列{all}项措施中任选{count}项删去：{names}"
    ),
    "any-add": Text(
        "Take up any {count} of these {all} measures, each with its objective, actions, schedule, "
        "responsible departments and guarantee of funds: {names}",
        "在下列{all}项措施中任选{count}项列入，并写明工作目标、工作措施、时间安排、责任部门和经费保障：{names}",
    ),
    "any-other": Text("Any {count} of these {all}: {names}", "下列{all}项任选{count}项：{names}"),
    "instead": Text("Or", "或者"),
    "mends": Text("Mends", "解决"),
    "place": Text("Place", "位置"),
    "who": Text("By", "办理"),
    "who-mechanical": Text("plancheck, with --write", "可由 plancheck 代改（--write）"),
    "who-choice": Text("the office, which chooses", "由本局选定"),
    "who-content": Text("the office, which knows what to say", "由本局填写"),
    "who-fact": Text("the office, once it has what is needed", "由本局在具备前提后办理"),
    "who-slip": Text("the office, which knows whether it is so", "由本局核实后更正"),
    "condition": Text("Needs", "前提"),
    "condition-slip": Text("Only if", "前提"),
    "keeping": Text("To keep it", "如须保留"),
    "more-others": Text(" (and {count} more ways)", "（另有{count}种办法）"),
}

_PAGE: Final[dict[str, Text]] = {
    "passes": Text("PASS: the plan passes as it is, and there is nothing to mend", "【通过】方案已符合要求，无须修改"),
    "passes-review": Text(
        "Nothing returns this plan, so nothing has to be mended for that", "方案没有将予退回的问题，无须为此修改"
    ),
    "edits-1": Text("1 EDIT makes this plan pass", "修改1处，方案即可通过"),
    "edits-n": Text("{count} EDITS make this plan pass; with fewer it cannot", "修改{count}处，方案即可通过，不能更少"),
    "edits-review-1": Text("1 EDIT, and nothing returns this plan any more", "修改1处，方案即不再退回"),
    "edits-review-n": Text(
        "{count} EDITS, and nothing returns this plan any more; with fewer it cannot be",
        "修改{count}处，方案即不再退回，不能更少",
    ),
    "edits-unproved": Text(
        "{count} EDITS make this plan pass (whether fewer would do is not proved)",
        "修改{count}处，方案即可通过（未能证明不能更少）",
    ),
    "edits-slip-1": Text(
        "AS IT IS STATED, NO EDIT makes this plan pass; if what is stated is a slip, 1 edit does",
        "按方案所写事实，仅靠修改不能使方案通过；如所写确有笔误，修改1处即可",
    ),
    "edits-slip-n": Text(
        "AS IT IS STATED, NO EDIT makes this plan pass; if what is stated is a slip, {count} edits do (correcting "
        "slips: {slips})",
        "按方案所写事实，仅靠修改不能使方案通过；如所写确有笔误，修改{count}处即可（其中更正笔误{slips}处）",
    ),
    "edits-slip-review": Text(
        "AS IT IS STATED, this plan is returned whatever is edited; if what is stated is a slip, edits that it takes: "
        "{count} (correcting slips: {slips})",
        "按方案所写事实，仅靠修改不能避免退回；如所写确有笔误，须修改{count}处（其中更正笔误{slips}处）",
    ),
    "slip-note": Text(
        "What is marked “only if” corrects a slip. Where there is none, the plan states a fact that no edit mends; ask "
        "the examining office how to proceed.",
        "注有“前提”的更正笔误之处，以确有笔误为限；并无笔误的，方案所写即为事实，无法通过修改解决，请向审核单位询问如何办理。",
    ),
    "edits-none": Text(
        "NO EDIT can make this plan pass (findings that no edit mends: {left})",
        "仅靠修改不能使方案通过（无法通过修改解决的问题：{left}项）",
    ),
    "edits-partly-1": Text(
        "NO EDITS alone make this plan pass: 1 edit mends what can be mended (findings that stay: {left})",
        "仅靠修改不能使方案通过：可以解决的问题须修改1处，另有{left}项问题无法通过修改解决",
    ),
    "edits-partly-n": Text(
        "NO EDITS alone make this plan pass: {count} edits mend what can be mended (findings that stay: {left})",
        "仅靠修改不能使方案通过：可以解决的问题须修改{count}处，另有{left}项问题无法通过修改解决",
    ),
    "nothing-judged": Text(
        "NOT JUDGED: the rules could not be judged, so it cannot be said how the plan is mended",
        "【无法得出结论】规则未能核对，无法给出修改办法",
    ),
    "file": Text("File", "文件"),
    "office": Text("Office", "单位"),
    "circular": Text("Circular", "依据"),
    "now": Text("Now", "现状"),
    "verdict": Text("{verdict} ({counts})", "【{verdict}】{counts}"),
    "line": Text("line {line}", "第{line}行"),
    "to-do": Text("What to do", "怎样修改"),
    "left": Text("What no edit can mend", "无法通过修改解决的问题"),
    "left-note": Text(
        "These are facts. A plan that states other facts than there are would pass and be untrue; ask the examining "
        "office how to proceed.",
        "以上属于事实。改写事实虽可使方案通过，但内容不实；请向审核单位询问如何办理。",
    ),
    "shorter": Text("Fewer, if something in the plan is a slip", "如有笔误，还可以更少"),
    "shorter-note": Text(
        "Above, the plan is taken at its word. If the following is so, {count} edits are enough instead of {all}:",
        "以上按方案所写内容计算。如下列情况属实，修改{count}处即可（上述为{all}处）：",
    ),
    "why": Text("Why fewer are not enough", "为什么不能更少"),
    "why-separate": Text(
        "No edit that helps with one of these findings helps with another one. So the edits that each of them needs "
        "add up: {least}.",
        "凡对下列某一项问题有用的修改，对其他各项均无用，因此各项所需处数应当相加，合计{least}处。",
    ),
    "why-together": Text(
        "These findings have edits in common. All ways to mend them with fewer than {need} edits were gone through "
        "(branches: {steps}), and none of them does it.",
        "下列问题可由相同的修改解决。少于{need}处的修改办法已逐一排查（共{steps}个分支），均不能解决。",
    ),
    "why-caused": Text("{finding} (comes up by another edit)", "{finding}（由其他修改引起）"),
    "why-rest": Text(
        "The same edits mend the other findings as well: {findings}.", "其余问题由上述修改一并解决：{findings}。"
    ),
    "why-unproved": Text(
        "At least {least} edits are needed. Not all ways with fewer than {count} were gone through: there are too "
        "many.",
        "至少须修改{least}处。少于{count}处的修改办法过多，未能逐一排查。",
    ),
    "why-vast": Text(
        "The plan is too large, or has too many findings, to look for the fewest edits: these are enough, and perhaps "
        "more than it takes.",
        "方案过大或者问题过多，未求最少处数：按上述修改即可，但未必都是必需的。",
    ),
    "more-edits": Text(
        "And {count} more edits, which --format json lists.", "另有{count}处修改，可用 --format json 列出。"
    ),
    "column-finding": Text("Finding", "问题"),
    "column-need": Text("Needs", "须改处数"),
    "column-of": Text("Ways", "可选办法"),
    "written": Text("Written", "写入情况"),
    "done-made": Text("made in the file", "已在文件中修改"),
    "done-marked": Text("marked in the file, for the office", "已在文件中标明，由本局办理"),
    "done-not-made": Text("not written into the file: by hand", "未写入文件，须手工修改"),
    "written-to": Text("Changed in {file}: {count}.", "已在 {file} 中修改{count}处。"),
    "written-marked": Text(
        "Marked in {file} for the office: {count} (search for {marks}).",
        "已在 {file} 中标明{count}处，由本局办理（可查找“{marks}”）。",
    ),
    "written-not": Text("Not written, to be done by hand: {count}.", "未写入、须手工修改{count}处。"),
    "written-now": Text("The plan is now: {verdict} ({counts}).", "方案现状：【{verdict}】{counts}。"),
    "next": Text(
        "With --write, plancheck makes the edits that it can make in the file and marks the places of the others.",
        "使用 --write，plancheck 即在文件中作出可代为作出的修改，并标明其余各处的位置。",
    ),
    "finding-of": Text("{title}: {part}", "{title}：{part}"),
    "schema-title": Text("Does not fit the plan format", "不符合填报格式"),
}

_MARKS: Final[dict[str, Text]] = {
    "mark-fill": Text("TO FILL IN", "待填"),
    "mark-do": Text("TO DO", "待办"),
    "mark-taken-out": Text("TAKEN OUT", "已移出"),
    "mark-check": Text("TO CONFIRM", "待核"),
    "mark-line": Text("{zh} / {en}: {what}", "{zh} / {en}：{what}"),
    "was": Text("was {old}", "原为{old}"),
    "with-condition": Text("{what} ({condition})", "{what}（{condition}）"),
}

TEXTS: Final[dict[str, Text]] = _FIELDS | _EDITS | _CHOICES | _PAGE | _MARKS
