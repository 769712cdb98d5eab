"""What a review says to people, whatever the circular; what it shares with a report is in `texts.report`."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_SUMMARY: Final[dict[str, Text]] = {
    "title": Text("Review of {documents}", "{document}审核报告"),
    "reports-title": Text("Check of {documents}", "{document}核对报告"),
    "summary": Text("{senders}: {standings}", "{senders}：{standings}"),
    "sender-1": Text("1 {sender}", "1个{sender}"),
    "sender-n": Text("{count} {senders}", "{count}个{sender}"),
    "file-1": Text("1 file", "1份文件"),
    "file-n": Text("{count} files", "{count}份文件"),
    "standing-count": Text("{count} {standing}", "{standing}{count}个"),
    "circular": Text("Circular", "依据"),
    "files": Text("Files", "文件"),
    "folder": Text("Folder", "文件夹"),
    "counted": Text("{Documents} counted", "计入的{document}"),
    "counted-note": Text(
        "{counted} (submitted, and one for each {sender})", "{counted}（已报送，且每个单位以一份为准）"
    ),
    "not-judged": Text("ACROSS THE DOCUMENTS: NOT JUDGED", "【各份文件之间：未核对】"),
    "failure": Text(
        "{failure}. The findings across the documents cannot be relied on; the reports on single ones stand.",
        "{failure}。各份文件之间的核对结果不可信赖，各份文件自身的核对结果不受影响。",
    ),
}

_STANDINGS: Final[dict[str, Text]] = {
    "standing.return": Text("RETURN", "退回重新制定"),
    "standing.invalid": Text("INVALID", "格式有误"),
    "standing.undetermined": Text("UNDETERMINED", "无法得出结论"),
    "standing.review": Text("REVIEW", "待人工审核"),
    "standing.pass": Text("PASS", "通过"),
    "standing.draft": Text("DRAFT ONLY", "仅有草案"),
    "standing.unclear": Text("UNCLEAR WHICH", "未能认定"),
    "standing.absent": Text("NOTHING SENT", "未报送"),
}

_ROSTER: Final[dict[str, Text]] = {
    "roster": Text("Roster", "报送情况一览"),
    "roster-of": Text("Roster: {documents}", "报送情况一览：{document}"),
    "code": Text("Code", "代码"),
    "office": Text("{Sender}", "单位"),
    "verdict": Text("Verdict", "结论"),
    "status": Text("Status", "状态"),
    "errors": Text("Errors", "错误"),
    "warnings": Text("Warnings", "警告"),
    "infos": Text("Info", "提示"),
    "version": Text("Version", "版本"),
    "file": Text("File", "文件"),
    "superseded": Text("Superseded files", "被取代的文件"),
    "reasons": Text("Main reasons", "主要问题"),
    "is-superseded": Text("superseded", "已被取代"),
    "superseded-by": Text("superseded by {file}", "已被{file}取代"),
    "not-counted": Text("no say: {file} stands for the sender", "不作为依据，该单位以{file}为准"),
    "one-of-several": Text("one of several with the same version", "同一版本有多份文件"),
    "not-in-roster": Text("of no known sender", "所属单位无法认定"),
}

_DECISIONS: Final[dict[str, Text]] = {
    "back": Text("{Documents} that go back: {count}", "须退回的{document}：{count}份"),
    "unfit": Text("{Documents} that do not keep to their format: {count}", "格式有误的{document}：{count}份"),
    "back-none": Text("No {document} goes back.", "没有须退回的{document}。"),
    "decide": Text("{Documents} for a person to decide: {count}", "须由人工认定的{document}：{count}份"),
    "undetermined": Text("{Documents} that were not judged: {count}", "未能核对的{document}：{count}份"),
    "plan-line": Text("{office} ({code}): {counts}", "{office}（{code}）：{counts}"),
    "plan-line-bare": Text("{office} ({code})", "{office}（{code}）"),
    "plan-file": Text("{file}, version {version}", "{file}，第{version}版"),
    "reason-once": Text("{title}", "{title}"),
    "reason-times": Text("{title} (×{count})", "{title}（{count}处）"),
    "reason-items": Text("{title}: {numbers}", "{title}：第{numbers}项"),
    "reason-said": Text("{title}: {message}", "{title}：{message}"),
    "reason-said-first": Text("{title} (×{count}), first: {message}", "{title}（{count}处），首处：{message}"),
    "numbers-more": Text("{numbers}, …", "{numbers}……"),
    "reasons-more-1": Text("1 more kind of finding", "另有1类问题"),
    "reasons-more-n": Text("{count} more kinds of finding", "另有{count}类问题"),
}

_ACROSS: Final[dict[str, Text]] = {
    "resubmissions": Text("Sent again: the two newest versions", "重新报送：最近两个版本"),
    "fixed": Text("fixed", "已改正"),
    "still-open": Text("still open", "仍未改正"),
    "added": Text("new", "新发现"),
    "versions": Text("{old} → {new}", "{old} → {new}"),
    "across": Text("Findings across the documents", "各份文件之间发现的问题"),
    "across-none": Text("No findings across the documents.", "各份文件之间未发现问题。"),
    "across-rule": Text("{severity}: {title} ({rule}), {clause}", "{severity}：{title}（{rule}），{clause}"),
    "engine-failed": Text("Evaluator failed", "求值器未能完成核对"),
    "across-suite": Text("across the documents", "各份文件之间"),
    "items": Text("{Items} in the {documents} counted", "计入的{document}所列{item}"),
    "items-note": Text("How many of the {counted} list each {item}.", "{counted}中列入各项{item}的份数。"),
    "number": Text("No.", "编号"),
    "sequence": Text("No.", "序号"),
    "severity": Text("Severity", "级别"),
    "rule": Text("Rule", "规则"),
    "where": Text("Where", "位置"),
    "finding": Text("Finding", "问题"),
    "clause": Text("Clause", "依据"),
    "item": Text("{Item}", "{item}"),
    "group": Text("Group", "类别"),
    "documents": Text("Listed by", "列入份数"),
    "strangers": Text("Files of no known sender: {count}", "所属单位无法认定的文件：{count}份"),
    "found": Text("Found", "情况"),
    "first-of": Text("{count} findings, the first: {message}", "共{count}处，首处：{message}"),
    "without-say": Text("Files that have no say: {count}", "不作为审核依据的文件：{count}份"),
    "reason": Text("Why", "原因"),
    "reports": Text("Reports", "各份文件核对报告"),
    "report-of": Text("Report {place} of {count}: {name}", "核对报告（第{place}份，共{count}份）：{name}"),
    "report-of-noted": Text(
        "Report {place} of {count}: {name}, {note}", "核对报告（第{place}份，共{count}份）：{name}，{note}"
    ),
}

_SHEETS: Final[dict[str, Text]] = {
    "roster-sheet": Text("Roster", "报送情况一览"),
    "plans-sheet": Text("Files", "文件一览"),
    "findings-sheet": Text("Findings", "发现的问题"),
    "matrix-sheet": Text("{Items}", "{item}一览"),
    "sheet-of": Text("{name} ({of})", "{name}（{of}）"),
    "page": Text("Page {page} of {pages}", "第{page}页，共{pages}页"),
    "subject": Text("About", "对象"),
    "to-do": Text("To do", "修改"),
    "excepted": Text("Exception", "例外"),
    "place": Text("Place", "具体位置"),
    "note": Text("Note", "备注"),
    "rule-id": Text("Rule id", "规则标识"),
    "matrix": Text("{Senders} and {items}", "各单位{item}一览"),
    "legend": Text(
        "✓ listed, nothing found · 2 E listed, 2 errors · 1 W listed, 1 warning · ✗ required and not listed · "
        "blank: not listed · grey: nothing to go by",
        "✓ 已列入，未发现问题；错2 已列入，有2项错误；警1 已列入，有1项警告；✗ 必做而未列入；"
        "空白 未列入；灰色 无可核对的文件",
    ),
    "mark-listed": Text("✓", "✓"),
    "mark-missing": Text("✗", "✗"),
    "mark-error": Text("{count} E", "错{count}"),
    "mark-warning": Text("{count} W", "警{count}"),
    "others": Text("Others", "其他编号"),
    "item-of-group": Text("{title} ({group})", "{title}（{group}）"),
}

TEXTS: Final[dict[str, Text]] = _SUMMARY | _STANDINGS | _ROSTER | _DECISIONS | _ACROSS | _SHEETS
