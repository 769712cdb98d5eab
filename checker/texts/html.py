"""What the HTML page says around the findings: headings, legends, filters; the rest is in other areas of the texts."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_PAGE: Final[dict[str, Text]] = {
    "report-title": Text("Check of an implementation plan", "组织实施方案核对报告"),
    "document-title": Text("{title} – {citation}", "{title}（{citation}）"),
    "running-head": Text("{title} · {circular}", "{title}　{circular}"),
    "page-number": Text("Page {page} of {pages}", "第{page}页，共{pages}页"),
    "cited-title": Text("{citation}: {title}", "{title}（{citation}）"),
    "skip": Text("Skip to the findings", "跳至发现的问题"),
    "contents": Text("Contents", "目录"),
    "language": Text("Language", "语言"),
    "print": Text("Print", "打印"),
    "back": Text("Back to the top", "返回页首"),
    "page-total": Text("{files}, {findings}: {counts}", "{files}，{findings}：{counts}"),
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
    "of": Text("of {whole}", "共{whole}"),
    "meaning.draft": Text("nothing is submitted yet, so no plan counts", "尚未正式报送，不计入审核"),
    "meaning.unclear": Text("no telling which of the files is the plan", "多份文件并存，无法认定以哪份为准"),
    "meaning.absent": Text("no plan of the office is among the files", "审核的文件中没有该局方案"),
}

_ROSTER: Final[dict[str, Text]] = {
    "roster": Text("The offices and their plans", "各局方案一览"),
    "roster-caption": Text(
        "The plan that stands for each office, and the files it supersedes", "各局以哪份方案为准，以及被其取代的文件"
    ),
    "files-caption": Text("The files, and the verdict on each", "各份文件及其结论"),
    "files-title": Text("The files", "文件一览"),
    "day": Text("{day} ({clause}): {meaning}.", "{day}（{clause}）：{meaning}。"),
    "office": Text("Office", "单位"),
    "verdict": Text("Verdict", "结论"),
    "deadline": Text("Deadline", "报送期限"),
    "deadline-kept": Text("Kept", "按期报送"),
    "deadline-ahead": Text("Not submitted", "未报送"),
    "deadline-open": Text("Not judged", "未核对"),
    "errors": Text("Errors", "错误"),
    "warnings": Text("Warnings", "警告"),
    "infos": Text("Info", "提示"),
    "status": Text("Status", "状态"),
    "version": Text("Version", "版本"),
    "file": Text("File", "文件"),
    "supersedes": Text("supersedes {file}", "取代{file}"),
    "draft": Text("draft", "草案"),
    "not-standing": Text(
        "Other files of no known office, or that do not stand for their office, are below with the findings.",
        "所属单位无法认定的文件和不作为审核依据的文件，其核对情况列于下文。",
    ),
}

_MATRIX: Final[dict[str, Text]] = {
    "matrix": Text("Offices and measures", "各局措施一览"),
    "matrix-caption": Text(
        "What was found under each measure in the plan that stands for each office",
        "各局方案中每项措施的核对结果",
    ),
    "matrix-lead": Text(
        "What was found under each measure, in the plan that stands for each office.",
        "按各局据以审核的方案，逐项列示各项措施的核对结果。",
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
    "matrix-says.measure": Text("measure {number}, {title}", "第{number}项措施“{title}”"),
    "reason": Text("{name}: {meaning}.", "{name}：{meaning}。"),
    "listed-by": Text("Plans that list it", "列入的方案数"),
    "matrix-says.cell": Text("{office}, {measure}: {meaning}", "{office}，{measure}：{meaning}"),
    "matrix-says.error": Text("findings: {count}, at least one an error", "问题{count}项，其中有错误"),
    "matrix-says.warning": Text("findings: {count}, at least one a warning", "问题{count}项，其中有警告而无错误"),
    "matrix-says.info": Text("findings: {count}, for information", "提示{count}项"),
    "matrix-says.missing": Text("required, and missing", "必做措施，方案未列入"),
}

_FINDINGS: Final[dict[str, Text]] = {
    "findings": Text("Findings", "发现的问题"),
    "nothing": Text("No findings.", "未发现问题。"),
    "to-do": Text("To do: ", "修改："),
    "exception": Text("Exception: ", "例外："),
    "clause": Text("Clause: ", "依据："),
    "place": Text("Place: ", "位置："),
    "cited": Text("{citation}, {clause}", "{citation}，{clause}"),
    "no-file": Text("There is no file of this office among those reviewed.", "本次审核的文件中没有该局的方案。"),
    "see-across": Text("Across the plans: {title}", "各局方案之间：{title}"),
    "digest": Text("SHA-256: ", "SHA-256："),
    "selection": Text("Measures: ", "措施："),
    "selected": Text("{name}: {numbers}", "{name}：{numbers}"),
}

_FILTERS: Final[dict[str, Text]] = {
    "filter": Text("Filter the findings", "筛选问题"),
    "all-offices": Text("All offices", "全部单位"),
    "all-rules": Text("All rules", "全部规则"),
    "rule": Text("Rule", "规则"),
    "severity": Text("Severity", "级别"),
    "search": Text("Words", "关键词"),
    "clear": Text("Clear filters", "清除筛选"),
    "open-all": Text("Open all", "全部展开"),
    "close-all": Text("Close all", "全部收起"),
    "counted-option": Text("{name} ({count})", "{name}（{count}）"),
    "shown-all": Text("All findings are shown: {all}", "显示全部问题，共{all}项"),
    "shown-some": Text("Findings shown: {shown} of {all}", "显示{all}项问题中的{shown}项"),
    "shown-none": Text("No finding fits the filters.", "没有符合筛选条件的问题。"),
    "other-rules": Text("Format and legibility", "格式与读取"),
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
    "no-rules": Text("No rule was judged.", "未核对任何规则。"),
}

TEXTS: Final[dict[str, Text]] = _PAGE | _VERDICTS | _ROSTER | _MATRIX | _FINDINGS | _FILTERS | _CHECKED
