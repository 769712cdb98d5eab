"""What a verification says: whether stored reports still hold, and what does not."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "all-hold": Text(
        "HOLDS: everything in this file comes out again ({count} of {count})", "【核验一致】{count}份报告全部重现"
    ),
    "not-all-hold": Text(
        "DOES NOT HOLD: {holding} of {count} come out again as they stand",
        "【核验不一致】{count}份报告中{holding}份重现",
    ),
    "file": Text("File", "文件"),
    "as-of": Text("Checked for", "核对日期"),
    "no-day": Text("no day (--as-of was not given)", "未指定（没有使用 --as-of）"),
    "column-report": Text("Report on", "报告所指方案"),
    "column-plan": Text("Plan given", "所给方案"),
    "column-outcome": Text("Outcome", "结果"),
    "the-review": Text("(the review as a whole)", "（整份汇总）"),
    "no-name": Text("(without a name)", "（无名称）"),
    "none": Text("-", "—"),
    "outcome.holds": Text("holds", "一致"),
    "outcome.differs": Text("does not hold", "不一致"),
    "outcome.another-pack": Text("by another rule pack", "规则包不同"),
    "outcome.plan-missing": Text("plan not given", "缺少方案"),
    "outcome.no-digest": Text("without a digest", "没有摘要"),
    "outcome.broken": Text("no valid report", "报告无效"),
    "outcome.undetermined": Text("could not be judged", "未能核对"),
    "heading": Text("{name}: {outcome}", "{name}：{outcome}"),
    "stored-and-now": Text("{stored} in the report, {now} now", "报告中为{stored}，现为{now}"),
    "pack": Text("Rule pack", "规则包"),
    "pack-name": Text("{id} {version} ({digest})", "{id} {version}（{digest}）"),
    "engine": Text("Judged by", "求值器"),
    "engine-name": Text("{name} {version}", "{name} {version}"),
    "note": Text("Note", "说明"),
    "reason": Text("Why", "原因"),
    "verdict": Text("Verdict", "结论"),
    "differs": Text("Differs", "不一致"),
    "rule": Text("Rule", "规则"),
    "rule-status": Text("{rule}: {change}", "{rule}：{change}"),
    "finding": Text("Finding", "问题"),
    "finding-missing": Text("only in the report, not found now: {finding}", "仅见于报告，现未发现：{finding}"),
    "finding-added": Text("found now, not in the report: {finding}", "现已发现，报告未载：{finding}"),
    "finding-changed": Text("{finding} (not the same: {members})", "{finding}（不一致之处：{members}）"),
    "finding-name": Text("{severity}: {rule}, {place}: {message}", "{severity}：{rule}，{place}：{message}"),
    "whole-plan": Text("the plan as a whole", "方案整体"),
    "member": Text("{name} was {stored}, is {now}", "{name}报告中为{stored}，现为{now}"),
    "order": Text("the order of “{name}” is another one", "“{name}”的次序不同"),
    "named": Text("“{about}” of {name}: {change}", "“{about}”（{name}）：{change}"),
    "about": Text("“{about}”: {change}", "“{about}”：{change}"),
    "list-joint": Text("; ", "；"),
    "nothing-else": Text("Apart from the rule pack everything comes out again.", "除规则包外，其余内容均重现。"),
    "holds-for-day": Text(
        "It was made for another day, it seems: with --as-of {day} everything comes out again.",
        "报告似以另一日期核对：使用 --as-of {day} 时，全部内容重现。",
    ),
    "holds-for-no-day": Text(
        "It was made without a day to check for, it seems: without --as-of everything comes out again.",
        "报告似未指定核对日期：不使用 --as-of 时，全部内容重现。",
    ),
    "unused": Text("Plans that no report is on: {names}", "没有对应报告的方案：{names}"),
    "unread": Text("{name} cannot be read: {reason}", "{name} 无法读取：{reason}"),
    "joint": Text(", ", "、"),
    "no-digest": Text(
        "It does not say on which bytes it is: its input could not be read, or came from a program.",
        "报告未载方案内容的摘要：当时文件无法读取，或者方案由程序直接提供。",
    ),
    "changed-plan": Text(
        "A plan of that name was given ({name}), but it is not the one that was judged, byte for byte.",
        "所给方案中有同名文件（{name}），但与当时核对的内容不完全相同。",
    ),
    "pack-not-here": Text(
        "The rule pack “{pack}” that judged is not at hand; name it with --pack.",
        "未找到核对所用的规则包“{pack}”，请用 --pack 指定。",
    ),
    "plans-missing": Text(
        "A review is of all its plans together: {missing} of {count} were not given.",
        "汇总须以全部方案为准，{count}份方案中有{missing}份未提供。",
    ),
    "undetermined": Text("The rules could not be judged now: {failure}", "现未能核对规则：{failure}"),
    "empty": Text("There is no report in this file.", "此文件中没有报告。"),
    "no-report": Text(
        "This is no report that plancheck wrote as JSON (“{reports}” or “{reviews}”).",
        "此内容不是 plancheck 以JSON写出的报告（“{reports}”或“{reviews}”）。",
    ),
    "broken-line": Text("Line {line}: {fault}", "第{line}行：{fault}"),
    "beyond": Text(
        "{reason} Reports written with --format ndjson are read one by one, however many there are.",
        "{reason}以 --format ndjson 写出的报告逐份读取，份数不限。",
    ),
}
