"""What a report says to people, whatever the circular: headings, labels, and what a verdict means."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_VERDICTS: Final[dict[str, Text]] = {
    "verdict": Text("{verdict}: {meaning}", "【{verdict}】{meaning}"),
    "verdict-counted": Text("{verdict}: {meaning} ({counts})", "【{verdict}】{meaning}（{counts}）"),
    "meaning.pass": Text("nothing was found against the {document}", "未发现{document}有不符合通知要求之处"),
    "meaning.review": Text(
        "nothing returns the {document}, but a person has to decide", "未发现须退回的问题，但有事项须由人工认定"
    ),
    "meaning.to-decide": Text("a person has to decide on what was found", "有事项须由人工认定"),
    "meaning.return": Text(
        "the {document} would be returned for reformulation", "{document}有不符合通知要求之处，将予退回"
    ),
    "meaning.unreadable": Text("the input cannot be read", "文件无法读取"),
    "meaning.invalid": Text("the {document} does not keep to its format", "{document}不符合规定的填报格式"),
    "meaning.undetermined": Text(
        "the rules could not be judged, so there is no verdict", "规则未能可靠核对，不能认定{document}是否符合要求"
    ),
}

_COUNTS: Final[dict[str, Text]] = {
    "error-1": Text("1 error", "1项错误"),
    "error-n": Text("{count} errors", "{count}项错误"),
    "warning-1": Text("1 warning", "1项警告"),
    "warning-n": Text("{count} warnings", "{count}项警告"),
    "info-1": Text("1 info", "1项提示"),
    "info-n": Text("{count} info", "{count}项提示"),
    "nothing-found": Text("no error, no warning", "无错误、无警告"),
    "document-1": Text("1 {document}", "1份{document}"),
    "document-n": Text("{count} {documents}", "{count}份{document}"),
}

_HEAD: Final[dict[str, Text]] = {
    "file": Text("File", "文件"),
    "office": Text("Sender", "单位"),
    "plan": Text("Edition", "版本"),
    "circular": Text("Circular", "依据"),
    "standard-input": Text("standard input", "标准输入"),
    "no-name": Text("(without a name)", "（未命名）"),
    "office-and-code": Text("{office} ({code})", "{office}（{code}）"),
    "not-readable": Text("cannot be read", "无法读取"),
    "plan-year": Text("for {year}", "{year}年度"),
    "plan-version": Text("version {version}", "第{version}版"),
    "not-judged": Text("NOT JUDGED", "【未核对】"),
    "failure": Text(
        "{failure}. No verdict can be built on that: this report does not say that the {document} is in order.",
        "{failure}。据此无法得出结论，本报告不表示{document}符合要求。",
    ),
}

_FINDINGS: Final[dict[str, Text]] = {
    "findings": Text("Findings", "发现的问题"),
    "no-findings": Text("No findings.", "未发现问题。"),
    "input-part": Text("The input", "输入文件"),
    "whole-part": Text("The {document} as a whole", "{document}整体"),
    "list-part": Text("“{name}”", "“{name}”部分"),
    "item-part": Text("{Item} {number}: {title}", "第{number}项{item}：{title}"),
    "item-part-of-group": Text("{Item} {number}: {title} ({group})", "第{number}项{item}：{title}（{group}）"),
    "unknown-part": Text("{Item} “{number}”: not in the circular", "编号“{number}”：通知中没有"),
    "entry-part": Text("{Item} without a readable number: entry {entry}", "编号无法读取的{item}：第{entry}个条目"),
    "repeated-part": Text("{part}, entry {entry}", "{part}，第{entry}个条目"),
    "finding": Text("{severity}: {title} ({rule})", "{severity}：{title}（{rule}）"),
    "schema-title": Text("Does not fit the format", "不符合填报格式"),
    "unreadable-title": Text("Input cannot be read", "文件无法读取"),
    "found": Text("Found", "情况"),
    "to-do": Text("To do", "修改"),
    "excepted": Text("Exception", "例外"),
    "clause": Text("Clause", "依据"),
    "place": Text("Place", "位置"),
    "exception": Text(
        "An exception is asked for, so this is a warning and not an error: “{justification}”",
        "已申请例外，本项由错误降为警告，理由为：“{justification}”",
    ),
    "line-and-column": Text("line {line}, column {column}", "第{line}行第{column}列"),
    "cell": Text("cell {cell}", "单元格“{cell}”"),
    "cell-of-table": Text("table {table}, row {row}, cell {cell}", "第{table}个表格第{row}行第{cell}格"),
    "paragraph": Text("paragraph {count}", "第{count}段"),
    "place-in-plan": Text("{place} ({pointer})", "{place}（{pointer}）"),
    "whole-place": Text("the {document} as a whole", "{document}整体"),
    "explain": Text("More about a rule: plancheck explain RULE", "查看规则说明：plancheck explain 规则标识"),
}

_CLAUSES: Final[dict[str, Text]] = {
    "clause-titled": Text("{clause}: {title}", "{clause}：{title}"),
    "format-clause": Text("Format {format}", "填报格式{format}"),
    "format-field": Text("Format {format}, field {field}", "填报格式{format}，字段{field}"),
}

_SELECTION: Final[dict[str, Text]] = {
    "selection": Text("{Items} in the {document}", "{document}所列{item}"),
    "group": Text("Group", "类别"),
    "count": Text("Count", "项数"),
    "numbers": Text("Numbers", "编号"),
    "n-of-n": Text("{count} of {all}", "{count}/{all}"),
    "number-joint": Text(", ", "、"),
}

_RULES: Final[dict[str, Text]] = {
    "checked": Text("What was checked", "核对情况"),
    "status": Text("Status", "结果"),
    "meaning": Text("Meaning", "含义"),
    "rules": Text("Rules", "规则"),
    "rule-count": Text("Rules", "规则数"),
    "rule": Text("Rule", "规则"),
    "finding-count": Text("Findings", "问题数"),
    "rule-joint": Text("; ", "；"),
    "status.violated": Text("found here, see above", "存在下列问题，详见上文"),
    "status.not-run": Text("not judged: what they look at could not be read", "有关内容无法读取，未能核对"),
    "status.satisfied": Text("judged, and nothing of the kind found", "已核对，未发现下列问题"),
    "status.not-applicable": Text("nothing here for them to judge", "不涉及相关内容，无须核对"),
    "rules.violated": Text("Rules violated", "违反的规则"),
    "rules.not-run": Text("Rules not run", "未核对的规则"),
    "rules.satisfied": Text("Rules satisfied (nothing of the kind found)", "符合的规则（未发现下列问题）"),
    "rules.not-applicable": Text("Rules not applicable", "不适用的规则"),
    "none-run": Text("None of the {count} rules was judged.", "{count}条规则均未核对。"),
    "none-run-for-faults": Text(
        "None of the {count} rules was judged: what was found above stands in the way.",
        "因存在上述问题，{count}条规则均未核对。",
    ),
    "no-pack": Text("No rule was judged: there is no rule pack for this input.", "没有适用的规则包，未核对任何规则。"),
    "pack": Text("Rule pack", "规则包"),
    "pack-and-digest": Text("{pack} ({digest})", "{pack}（{digest}）"),
    "engine": Text("Evaluator", "求值器"),
    "digest": Text("SHA-256", "SHA-256"),
}

_SUMMARY: Final[dict[str, Text]] = {
    "summary": Text("Summary", "汇总"),
    "verdict-column": Text("Verdict", "结论"),
    "errors": Text("Errors", "错误"),
    "warnings": Text("Warnings", "警告"),
    "file-verdict": Text("{verdict}: {file}", "【{verdict}】{file}"),
    "title-counted": Text("{title} ({counts})", "{title}（{counts}）"),
    "title-and-rule": Text("{title} ({rule})", "{title}（{rule}）"),
    "labelled": Text("{label}: {text}", "{label}：{text}"),
    "total": Text("{documents}: {verdicts}", "{documents}：{verdicts}"),
    "verdict-count": Text("{count} {verdict}", "{verdict}{count}份"),
}

_JOINTS: Final[dict[str, Text]] = {
    "comma": Text(", ", "，"),
    "list-comma": Text(", ", "、"),
}

TEXTS: Final[dict[str, Text]] = (
    _VERDICTS | _COUNTS | _HEAD | _FINDINGS | _CLAUSES | _SELECTION | _RULES | _SUMMARY | _JOINTS
)
