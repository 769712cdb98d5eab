"""What the HTML page says around the findings: headings, legends, filters; the rest is in other areas of the texts."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_PAGE: Final[dict[str, Text]] = {
    "report-title": Text("Check: {document}", "{document}核对报告"),
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
    "meaning.draft": Text("nothing is submitted yet, so nothing counts", "尚未正式报送，不计入审核"),
    "meaning.unclear": Text("no telling which of the files is the one", "多份文件并存，无法认定以哪份为准"),
    "meaning.absent": Text("no {document} of the {sender} is among the files", "审核的文件中没有该单位的{document}"),
}

_ROSTER: Final[dict[str, Text]] = {
    "roster": Text("The {senders} and their {documents}", "各单位{document}一览"),
    "roster-caption": Text(
        "What stands for each {sender}, and the files it supersedes", "各单位以哪份文件为准，以及被其取代的文件"
    ),
    "files-caption": Text("The files, and the verdict on each", "各份文件及其结论"),
    "files-title": Text("The files", "文件一览"),
    "day": Text("{day} ({clause}): {meaning}.", "{day}（{clause}）：{meaning}。"),
    "office": Text("{Sender}", "单位"),
    "sender": Text("Sender", "单位"),
    "of-circular": Text("{documents}, {citation}", "{documents}，{citation}"),
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
        "Other files of no known sender, or that do not stand for their sender, are below with the findings.",
        "所属单位无法认定的文件和不作为审核依据的文件，其核对情况列于下文。",
    ),
}

_MATRIX: Final[dict[str, Text]] = {
    "matrix": Text("{Senders} and {items}", "各单位{item}一览"),
    "matrix-caption": Text(
        "What was found under each {item} in the {document} that stands for each {sender}",
        "各单位{document}中每项{item}的核对结果",
    ),
    "matrix-lead": Text(
        "What was found under each {item}, in the {document} that stands for each {sender}.",
        "按各单位据以审核的{document}，逐项列示各项{item}的核对结果。",
    ),
    "matrix-hint": Text("A cell with findings leads to them.", "点击有问题的单元格可查看问题。"),
    "legend": Text("Legend", "图例"),
    "legend.ok": Text("listed, nothing found", "已列入，未发现问题"),
    "legend.error": Text("number of findings, at least one an error", "问题项数，其中有错误"),
    "legend.warning": Text("number of findings, at least one a warning", "问题项数，其中有警告而无错误"),
    "legend.info": Text("number of findings, for information only", "问题项数，均为提示"),
    "legend.missing": Text("required, and missing", "必须列入而未列入"),
    "legend.none": Text("not listed", "未列入"),
    "group-head": Text("{group} ({count})", "{group}（{count}项）"),
    "whole-plan": Text("Rest of the {document}", "{document}其他部分"),
    "matrix-says.item": Text("{item} {number}, {title}", "第{number}项{item}“{title}”"),
    "reason": Text("{name}: {meaning}.", "{name}：{meaning}。"),
    "listed-by": Text("{Documents} that list it", "列入的份数"),
    "matrix-says.cell": Text("{who}, {what}: {meaning}", "{who}，{what}：{meaning}"),
    "matrix-says.error": Text("findings: {count}, at least one an error", "问题{count}项，其中有错误"),
    "matrix-says.warning": Text("findings: {count}, at least one a warning", "问题{count}项，其中有警告而无错误"),
    "matrix-says.info": Text("findings: {count}, for information", "提示{count}项"),
    "matrix-says.missing": Text("required, and missing", "必须列入而未列入"),
}

_FINDINGS: Final[dict[str, Text]] = {
    "findings": Text("Findings", "发现的问题"),
    "nothing": Text("No findings.", "未发现问题。"),
    "to-do": Text("To do: ", "修改："),
    "exception": Text("Exception: ", "例外："),
    "clause": Text("Clause: ", "依据："),
    "place": Text("Place: ", "位置："),
    "cited": Text("{citation}, {clause}", "{citation}，{clause}"),
    "no-file": Text(
        "There is no file of this {sender} among those reviewed.", "本次审核的文件中没有该单位的{document}。"
    ),
    "see-across": Text("Across the documents: {title}", "各份文件之间：{title}"),
    "digest": Text("SHA-256: ", "SHA-256："),
    "selection": Text("{Items}: ", "{item}："),
    "selected": Text("{name}: {numbers}", "{name}：{numbers}"),
}

_FILTERS: Final[dict[str, Text]] = {
    "filter": Text("Filter the findings", "筛选问题"),
    "all-offices": Text("All senders", "全部单位"),
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
        "Every rule, and what became of it in what stands for each sender", "每条规则在各单位文件中的核对结果"
    ),
    "checked-reports": Text("Every rule, and what became of it in how many files", "每条规则在各份文件中的核对结果"),
    "checked-report": Text("Every rule, and what became of it in this file", "每条规则在本文件中的核对结果"),
    "rule-clause": Text("Clause", "依据"),
    "result": Text("Result", "结果"),
    "no-rules": Text("No rule was judged.", "未核对任何规则。"),
}

TEXTS: Final[dict[str, Text]] = _PAGE | _VERDICTS | _ROSTER | _MATRIX | _FINDINGS | _FILTERS | _CHECKED
