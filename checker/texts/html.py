"""What the HTML page says around the findings: headings, legends, filters. The rest is as in `texts.report`."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_PAGE: Final[dict[str, Text]] = {
    "review-title": Text("Review of implementation plans", "组织实施方案审核报告"),
    "report-title": Text("Check of an implementation plan", "组织实施方案核对报告"),
    "reports-title": Text("Check of implementation plans", "组织实施方案核对报告"),
    "document-title": Text("{title} – {citation}", "{title}（{citation}）"),
    "running-head": Text("{title} · {circular}", "{title}　{circular}"),
    "page-number": Text("Page {page} of {pages}", "第{page}页，共{pages}页"),
    "cited-title": Text("{citation}: {title}", "{title}（{citation}）"),
    "skip": Text("Skip to the findings", "跳到审核发现的问题"),
    "contents": Text("Contents", "目录"),
    "language": Text("Language", "语言"),
    "print": Text("Print", "打印"),
    "back": Text("Back to the top", "返回页首"),
    "page-total": Text("{files}, {findings}: {counts}", "{files}，{findings}：{counts}"),
    "file-1": Text("1 file", "1份文件"),
    "file-n": Text("{count} files", "{count}份文件"),
    "finding-1": Text("1 finding", "1项问题"),
    "finding-n": Text("{count} findings", "{count}项问题"),
    "made-by": Text(
        "Judged by rule pack {pack} with {engine}. The page is complete in itself and fetches nothing.",
        "依据规则包{pack}，由{engine}核对。本页自成一体，不从网络读取任何内容。",
    ),
    "made-without-pack": Text(
        "Evaluator: {engine}. The page is complete in itself and fetches nothing.",
        "求值器：{engine}。本页自成一体，不从网络读取任何内容。",
    ),
}

_VERDICTS: Final[dict[str, Text]] = {
    "summary": Text("Verdicts", "审核结论"),
    "of-offices": Text("of {count} offices", "共{count}个单位"),
    "of-files": Text("of {count} files", "共{count}份文件"),
    "no-verdict": Text("no verdict", "无结论"),
    "meaning.none": Text("no plan, or no telling which one it is", "未报送方案，或无法认定以哪份为准"),
    "no-plan": Text("no plan", "无方案"),
    "undecided": Text("undecided", "未能认定"),
    "shares": Text("Verdicts as shares of the whole", "各类结论所占比例"),
}

_ROSTER: Final[dict[str, Text]] = {
    "roster": Text("The offices and their plans", "各局方案一览"),
    "roster-caption": Text(
        "The plan that stands for each office, and the files it supersedes", "各局以哪份方案为准，以及被其取代的文件"
    ),
    "day": Text("Deadline {day} ({clause}): {meaning}", "报送期限{day}（{clause}）：{meaning}"),
    "office": Text("Office", "单位"),
    "verdict": Text("Verdict", "结论"),
    "deadline": Text("Deadline", "报送期限"),
    "deadline-kept": Text("kept", "按期报送"),
    "deadline-open": Text("not judged", "未核对"),
    "errors": Text("Errors", "错误"),
    "warnings": Text("Warnings", "警告"),
    "infos": Text("Info", "提示"),
    "status": Text("Status", "状态"),
    "version": Text("Version", "版本"),
    "file": Text("File", "文件"),
    "superseded-files": Text("Superseded files", "被取代的文件"),
    "draft": Text("draft", "草案"),
    "nothing": Text("none", "无"),
    "roster-link": Text("{office}: {count} {heading}", "{office}：{heading}{count}项"),
    "not-standing": Text(
        "Other files of no known office, or that do not stand for their office, are below with the findings.",
        "所属单位无法认定的文件、不作为审核依据的文件，列在下文问题之中。",
    ),
}

_MATRIX: Final[dict[str, Text]] = {
    "matrix": Text("Offices and measures", "各局措施一览"),
    "matrix-caption": Text(
        "What was found under each measure in the plan that stands for each office",
        "各局方案中每项措施的核对结果",
    ),
    "matrix-hint": Text("A cell with findings leads to them.", "点击有问题的单元格可查看问题。"),
    "legend": Text("Legend", "图例"),
    "legend.ok": Text("listed, nothing found", "已列入，未发现问题"),
    "legend.error": Text("number of findings, at least one an error", "问题项数，其中有错误"),
    "legend.warning": Text("number of findings, at least one a warning", "问题项数，其中有警告而无错误"),
    "legend.info": Text("number of findings, for information only", "问题项数，均为提示"),
    "legend.missing": Text("required, and missing", "必做措施，方案未列入"),
    "legend.none": Text("not listed", "未列入"),
    "class-head": Text("{class} ({count})", "{class}（{count}项）"),
    "whole-plan": Text("Rest of the plan", "方案其他部分"),
    "whole-plan-class": Text("Plan", "方案"),
    "measure": Text("Measure", "措施"),
    "measure-titled": Text("measure {number}, {title}", "第{number}项措施“{title}”"),
    "no-plan-row": Text("No plan stands for this office.", "该局没有可作为依据的方案。"),
    "not-judged-row": Text("Not judged: {meaning}.", "未核对：{meaning}。"),
    "listed-by": Text("Plans that list it", "列入的方案数"),
    "cell": Text("{office}, {measure}: {meaning}", "{office}，{measure}：{meaning}"),
    "cell.error": Text("findings: {count}, at least one an error", "问题{count}项，其中有错误"),
    "cell.warning": Text("findings: {count}, at least one a warning", "问题{count}项，其中有警告而无错误"),
    "cell.info": Text("findings: {count}, for information", "提示{count}项"),
    "cell.missing": Text("required, and missing", "必做措施，方案未列入"),
}

_FINDINGS: Final[dict[str, Text]] = {
    "across": Text("Across the plans", "各局方案的总体情况"),
    "across-nothing": Text(
        "The rules across the plans found nothing.", "对各局方案进行总体核对，未发现问题。"
    ),
    "findings-by-office": Text("Findings, office by office", "各局方案的问题"),
    "findings": Text("Findings", "发现的问题"),
    "nothing": Text("No findings.", "未发现问题。"),
    "to-do": Text("To do", "修改意见"),
    "exception": Text("Exception", "例外"),
    "clause": Text("Clause", "依据"),
    "place": Text("Place", "位置"),
    "cited": Text("{citation}, {clause}", "{citation}，{clause}"),
    "plan-line": Text("{status}, version {version}", "{status}，第{version}版"),
    "superseded": Text("superseded by a later version", "已被后续版本取代"),
    "aside": Text("does not stand for the office", "不作为该局的方案"),
    "disputed": Text(
        "one of several files with the same version: which one is the plan cannot be told",
        "多份文件版本号相同，无法认定以哪份为准",
    ),
    "homeless": Text("of no known office", "所属单位无法认定"),
    "no-file": Text("There is no file of this office among those reviewed.", "本次审核的文件中没有该局的方案。"),
    "see-across": Text("Across the plans: {title}", "总体情况：{title}"),
    "digest": Text("SHA-256", "SHA-256"),
}

_FILTERS: Final[dict[str, Text]] = {
    "filter": Text("Filter the findings", "筛选问题"),
    "all-offices": Text("All offices", "全部单位"),
    "all-rules": Text("All rules", "全部规则"),
    "rule": Text("Rule", "规则"),
    "severity": Text("Severity", "严重程度"),
    "search": Text("Text", "文字"),
    "clear": Text("Clear filters", "清除筛选"),
    "open-all": Text("Open all", "全部展开"),
    "close-all": Text("Close all", "全部收起"),
    "counted-option": Text("{name} ({count})", "{name}（{count}）"),
    "shown-all": Text("All findings are shown: {all}", "显示全部问题，共{all}项"),
    "shown-some": Text("Findings shown: {shown} of {all}", "显示{all}项问题中的{shown}项"),
    "shown-none": Text("No finding fits the filters.", "没有符合筛选条件的问题。"),
    "other-rules": Text("Before any rule", "规则核对之前"),
}

_CHECKED: Final[dict[str, Text]] = {
    "checked": Text("What was checked", "核对情况"),
    "checked-review": Text(
        "Every rule, and what became of it in the plans that stand for their offices", "每条规则在各局方案中的核对结果"
    ),
    "checked-reports": Text("Every rule, and what became of it in how many plans", "每条规则在各份方案中的核对结果"),
    "checked-report": Text("Every rule, and what became of it in this plan", "每条规则在本方案中的核对结果"),
    "rule-clause": Text("Clause", "依据"),
    "result": Text("Result", "结果"),
    "across-mark": Text("across the plans", "总体核对"),
    "no-rules": Text("No rule was judged.", "未核对任何规则。"),
    "selection": Text("Measures in the plan", "列入方案的措施"),
}

TEXTS: Final[dict[str, Text]] = _PAGE | _VERDICTS | _ROSTER | _MATRIX | _FINDINGS | _FILTERS | _CHECKED
