"""What the local page says: the page to choose files on, what it offers beside a report, and why it refuses."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_START: Final[dict[str, Text]] = {
    "title": Text("Check implementation plans", "组织实施方案核对"),
    "document-title": Text("{title} – plancheck", "{title}（plancheck）"),
    "language": Text("Language", "语言"),
    "kept-here": Text(
        "The files are read on this computer only, and sent nowhere. Nothing is kept once the answer is given.",
        "文件仅在本机读取，不向外发送；给出结果后，不留存任何内容。",
    ),
    "kept-there": Text(
        "The files travel unencrypted to the computer that runs plancheck. Nothing is kept once the answer is given.",
        "文件以未加密方式传送至运行 plancheck 的计算机；给出结果后，不留存任何内容。",
    ),
    "check-title": Text("Your plan", "核对方案"),
    "files": Text("Plan files", "方案文件"),
    "choose": Text("Choose files", "选择文件"),
    "chosen-list": Text("Files chosen", "已选择的文件"),
    "or-drop": Text("or drop them here", "或将文件拖放至此"),
    "hint-kinds": Text("Kinds of files: {suffixes}", "可用格式：{suffixes}"),
    "hint-limits": Text(
        "At most {bytes} MiB each, {files} files, {together} MiB together.",
        "每份不超过{bytes} MiB，最多{files}份，合计不超过{together} MiB。",
    ),
    "hint-several": Text(
        "One plan gets a report; several are reviewed together, office by office.",
        "选择一份方案，出具该方案的核对报告；选择多份方案，按单位汇总审核。",
    ),
    "list-comma": Text(", ", "、"),
    "answer": Text("Show the result as", "结果形式"),
    "answer.page": Text("Report on screen", "在网页上显示"),
    "check": Text("Check", "开始核对"),
    "says.checking": Text("Checking. This may take a few seconds.", "正在核对，请稍候。"),
    "says.chosen": Text("Files chosen: {count}", "已选择{count}份文件"),
    "says.too-large": Text(
        "{name} is larger than {bytes} MiB. Please choose another file.", "{name}超过{bytes} MiB，请另选文件。"
    ),
    "says.too-many": Text(
        "More than {files} files are chosen. Please choose fewer.", "所选文件超过{files}份，请减少文件数量。"
    ),
    "says.too-large-together": Text(
        "The files are larger than {together} MiB together. Please choose fewer.",
        "所选文件合计超过{together} MiB，请减少文件数量。",
    ),
    "blank-title": Text("Blank plan", "空白方案"),
    "blank-lead": Text(
        "A plan to fill in, with what has to be taken up prepared, the rest to choose from, and what is asked of each "
        "part.",
        "供填写的方案模板：应当列入的内容已经列出，其余列出备选，并注明各部分的填写要求。",
    ),
    "blank-of": Text("{document}, {citation} ({formats})", "{document}，{citation}（{formats}）"),
    "office": Text("Office", "单位"),
    "choose-office": Text("Choose an office", "请选择单位"),
    "form": Text("Format", "格式"),
    "blank.xlsx": Text("Excel workbook", "Excel工作簿"),
    "blank.docx": Text("Word document", "Word文档"),
    "blank.yaml": Text("YAML (plain text with comments)", "YAML（纯文本，附填写说明）"),
    "blank-file": Text("{office} {document}", "{office}{document}"),
    "download": Text("Download", "下载"),
}

_ANSWERS: Final[dict[str, Text]] = {
    "again": Text("Check other files", "核对其他文件"),
    "downloads": Text("Download:", "下载："),
    "unnamed": Text("unnamed", "未命名"),
    "review-name": Text("plans", "各局方案"),
    "answer.marked": Text("Your workbook, with the findings marked in it (Excel)", "标注问题的原工作簿（Excel）"),
    "answer.letter": Text("Letter that returns the plan (Word)", "退回方案的通知（Word）"),
    "answer.html": Text("Report (web page)", "报告（网页）"),
    "answer.xlsx": Text("Report (Excel)", "报告（Excel）"),
    "answer.json": Text("Report (JSON)", "报告（JSON）"),
    "file.marked": Text("{name} checked", "{name}（已标注）"),
    "file.letter": Text("{name} letter", "{name}（退回通知）"),
    "file.html": Text("{name} report", "{name}（核对报告）"),
    "file.xlsx": Text("{name} report", "{name}（核对报告）"),
    "file.json": Text("{name} report", "{name}（核对报告）"),
    "took-too-long": Text(
        "this file was given up after {seconds} seconds; please report it with the file",
        "处理该文件超过{seconds}秒，已经中止，请将文件一并反馈",
    ),
    "not-reached": Text(
        "this file was not judged, because others that were sent with it took too long; please send it again by itself",
        "同时提交的其他文件处理超时，该文件未予核对，请单独重新提交",
    ),
    "unknown-kind": Text(
        "This is no kind of file that a plan can be in ({suffixes}). Please save the plan as one of these.",
        "方案文件不能采用此种格式。请另存为以下格式之一：{suffixes}。",
    ),
}

_REFUSALS: Final[dict[str, Text]] = {
    "back": Text("Back to the start", "返回首页"),
    "400.title": Text("The request cannot be understood", "无法识别的请求"),
    "400.text": Text("Please choose the files on the start page and try again.", "请返回首页，重新选择文件后再试。"),
    "nothing-chosen.title": Text("No file is chosen", "尚未选择文件"),
    "nothing-chosen.text": Text("Please choose at least one plan file.", "请至少选择一份方案文件。"),
    "no-such-blank.title": Text("There is no such blank plan", "没有此空白方案"),
    "no-such-blank.text": Text(
        "Please choose the office and the format on the start page.", "请在首页选择单位和格式。"
    ),
    "not-offered.title": Text("Not offered yet", "尚不提供"),
    "not-offered.text": Text("{reason} Please choose something else.", "{reason}请另作选择。"),
    "no-circular.title": Text("It is not known which circular this is about", "无法得知所依据的通知"),
    "no-circular.text": Text(
        "The file names no circular whose rules are installed, so no letter that returns it can be written.",
        "文件未填写已安装规则包的通知，无法撰写退回通知。",
    ),
    "other-host.title": Text("This address is not served", "不接受此访问地址"),
    "other-host.text": Text(
        "plancheck answers only to the address it was started with. Please open the address that it printed.",
        "plancheck 只接受启动时指定的地址。请打开启动时显示的地址。",
    ),
    "other-site.title": Text("Refused: another site asked", "已拒绝：请求来自其他网站"),
    "other-site.text": Text(
        "Files can be sent only from the pages of plancheck itself. If you did not send any, the page you came from "
        "tried to.",
        "只能从 plancheck 自身的页面提交文件。如果并未提交文件，则可能是所访问的其他网页试图代为提交。",
    ),
    "404.title": Text("There is no such page", "没有此页面"),
    "404.text": Text("The address may be mistyped.", "地址可能有误。"),
    "405.title": Text("This page cannot be asked in that way", "此页面不支持该操作"),
    "405.text": Text("Please go on from the start page.", "请从首页开始操作。"),
    "no-workbook.title": Text("There is no workbook to mark", "没有可以标注的工作簿"),
    "no-workbook.text": Text(
        "Findings are marked in a single plan that was sent as an Excel workbook (.xlsx).",
        "只有单独提交的Excel工作簿（.xlsx）方案才能标注问题。",
    ),
    "not-returned.title": Text("There is nothing to return", "方案无须退回"),
    "not-returned.text": Text(
        "The verdict on this plan is “{verdict}”, so no letter that returns it can be written.",
        "该方案的结论为“{verdict}”，无须撰写退回方案的通知。",
    ),
    "undetermined.title": Text("It is not known whether the plan goes back", "无法认定方案应否退回"),
    "undetermined.text": Text(
        "The rules could not be judged on this plan, so no letter that returns it is written.",
        "规则未能核对，因此不撰写退回方案的通知。",
    ),
    "one-letter.title": Text("A letter is about one plan", "退回通知须逐份撰写"),
    "one-letter.text": Text(
        "Several files were chosen. Please choose the one plan that is to be returned.",
        "所选文件不止一份。请只选择拟退回的一份方案。",
    ),
    "413.title": Text("Too much at once", "提交的内容过大"),
    "413.text": Text(
        "The files are larger than {together} MiB together. Please choose fewer.",
        "所选文件合计超过{together} MiB，请减少文件数量。",
    ),
    "file-too-large.title": Text("The file is too large", "文件过大"),
    "file-too-large.text": Text(
        "A plan file may have {bytes} MiB at most; {name} has more.", "方案文件不得超过{bytes} MiB；{name}超过此限。"
    ),
    "too-many-files.title": Text("Too many files at once", "文件数量过多"),
    "too-many-files.text": Text(
        "At most {files} files are reviewed together. Please choose fewer, or use the command line.",
        "一次最多审核{files}份文件。请减少文件数量，或者使用命令行。",
    ),
    "500.title": Text("plancheck itself failed", "plancheck 运行出错"),
    "500.text": Text(
        "This is no fault of yours. Please try again; if it happens again, report it with the file.",
        "并非操作有误。请重试；如果再次出现，请将文件一并反馈。",
    ),
    "503.title": Text("Too many files are being checked", "正在核对的文件过多"),
    "503.text": Text("Please try again in a minute.", "请稍候片刻再试。"),
    "no-answer.title": Text("The result could not be made", "未能生成结果"),
    "no-answer.text": Text(
        "The plan was judged, but what was asked for took too long or failed. Please choose another form of the "
        "result, or report it with the file.",
        "方案已经核对，但生成所需结果时超时或者出错。请选择其他结果形式，或者将文件一并反馈。",
    ),
}

_COMMAND: Final[dict[str, Text]] = {
    "listening": Text(
        "plancheck listens on {address} – open it in a browser; Ctrl-C ends it.",
        "plancheck 已启动（按 Ctrl-C 结束），请用浏览器打开：{address}",
    ),
    "warning": Text(
        "Warning: {host} is not only this computer. Whoever can reach it on the network can use this page and its "
        "time, and plans travel unencrypted, so that others on the way can read and change them. Without --host, only "
        "this computer can reach the page.",
        "警告：{host}并非仅供本机访问。网络上能够连接此地址的任何人均可使用本页面并占用本机资源；方案以未加密方式传送，"
        "途中可能被他人读取或者篡改。不使用 --host 时，仅本机可以访问。",
    ),
    "address-taken": Text(
        "{host}, port {port}: another program listens there already. Choose another --port, or leave it out.",
        "{host} 的端口{port}已被其他程序占用。请用 --port 另选端口，或者不指定端口。",
    ),
    "cannot-listen": Text(
        "{host}, port {port}: cannot listen there ({reason}).", "无法在{host}的端口{port}监听（{reason}）。"
    ),
    "no-such-host": Text("“{host}” is no address of this computer.", "“{host}”不是本机的有效地址。"),
}

TEXTS: Final[dict[str, Text]] = _START | _ANSWERS | _REFUSALS | _COMMAND
