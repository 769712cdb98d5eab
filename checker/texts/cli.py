"""What the command line says: help pages, wrong usage, failures, and the headings of what it shows."""

from __future__ import annotations

from typing import Final

from checker.model import Text
from checker.texts.cli_fix import TEXTS as _FIX
from checker.texts.cli_stored import STORED

_PROGRAM: Final[dict[str, Text]] = {
    "plancheck.help": Text(
        "Check plans against the circular that asks for them.",
        "核对方案是否符合通知要求。",
    ),
    "plancheck.epilog": Text(
        "Help on a command: plancheck COMMAND --help\n"
        "\n"
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something is; 2 wrong usage, or an "
        "input that cannot be read or breaks the plan format; 3 plancheck cannot be trusted here (a broken rule pack, "
        "a rule that was not run).\n"
        "\n"
        "Shell completion, in the shell's start-up file:\n"
        '  bash   eval "$(_PLANCHECK_COMPLETE=bash_source plancheck)"\n'
        '  zsh    eval "$(_PLANCHECK_COMPLETE=zsh_source plancheck)"\n'
        "  fish   _PLANCHECK_COMPLETE=fish_source plancheck | source",
        "查看某一命令的帮助：plancheck 命令 --help\n"
        "\n"
        "退出状态（取最高者）：0 未发现达到 --fail-on 所定级别的问题；1 发现此类问题；"
        "2 用法有误，或者文件无法读取、不符合方案格式；3 结果不可信赖（规则包有误，或有规则未能核对）。\n"
        "\n"
        "命令行补全，请在shell 的启动文件中加入：\n"
        '  bash   eval "$(_PLANCHECK_COMPLETE=bash_source plancheck)"\n'
        '  zsh    eval "$(_PLANCHECK_COMPLETE=zsh_source plancheck)"\n'
        "  fish   _PLANCHECK_COMPLETE=fish_source plancheck | source",
    ),
    "check.short": Text("Check plans.", "核对方案。"),
    "check.help": Text(
        "Check plans and print a report on each: the verdict, what was found and what to do about it, and what was "
        "checked and passed.",
        "核对方案并逐份出具报告：结论、发现的问题及修改办法、已核对并符合要求的事项。",
    ),
    "check.files": Text(
        "Plans to check, as JSON or YAML. “-” is standard input; a folder means the plan files under it.",
        "待核对的方案（YAML、JSON或者工作簿）。“-”表示标准输入；文件夹表示其中的全部方案文件。",
    ),
    "check.epilog": Text(
        "One workbook checked with --format xlsx (or --report xlsx=FILE) comes back as it was sent, with each finding "
        "as a comment and a colour on its cell, and a first sheet with the verdict and the list; a marked workbook can "
        "be corrected and checked again. Several inputs, or another kind of file, give a workbook of the findings "
        "alone.\n"
        "\n"
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something is; 2 an input cannot be "
        "read or breaks the plan format; 3 the rules could not be judged.",
        "核对一份工作簿时使用 --format xlsx（或 --report xlsx=文件），输出的就是原工作簿："
        "每项问题在所在单元格加注批注并填充颜色，另加首张工作表，列出结论和问题清单，其他内容一概不动；标注后的工作簿可在修改后再次核对。"
        "核对多份文件或其他类型的文件时，输出仅含问题清单的工作簿。\n"
        "\n"
        "退出状态（取最高者）：0 未发现达到 --fail-on 所定级别的问题；1 发现此类问题；"
        "2 有文件无法读取或不符合方案格式；3 规则未能核对。",
    ),
    "review.short": Text("Review the plans of many senders.", "汇总审核多个单位的方案。"),
    "review.help": Text(
        "Review the plans of many senders together, circular by circular: who has sent which version, which plans go "
        "back and why, what the rules across plans find, and the report on each plan.",
        "按通知汇总审核多个单位的方案：报送情况、应退回的方案及原因、跨方案核对结果，以及每份方案的报告。",
    ),
    "review.paths": Text(
        "Files and folders with the plans. “-” is standard input; a folder means the plan files under it.",
        "方案文件或文件夹。“-”表示标准输入；文件夹表示其中的全部方案文件。",
    ),
    "review.epilog": Text(
        "Exit status, the highest that applies: 0 nothing at or above --fail-on; 1 something is, in a plan or across "
        "them; 2 an input cannot be read or breaks the plan format; 3 the rules could not be judged. Superseded plans, "
        "and drafts beside a submitted plan, have no say.",
        "退出状态（取最高者）：0 未发现达到 --fail-on 所定级别的问题；1 单份方案或跨方案核对发现此类问题；"
        "2 有文件无法读取或不符合方案格式；3 规则未能核对。已被取代的方案和已报送方案之外的草案不计。",
    ),
    "explain.short": Text("Explain a rule.", "解释一条规则。"),
    "explain.help": Text(
        "Show what a rule requires, why, by which clause, and what to do about a finding, with a part of a plan that "
        "breaks it and one that keeps it.",
        "说明一条规则的要求、理由、依据和修改办法，并各举一例：不符合规则的方案片段和符合规则的方案片段。",
    ),
    "explain.rule": Text(
        "Id of the rule, as reports and `plancheck rules` have it.", "规则标识，见报告或“plancheck rules”。"
    ),
    "rules.short": Text("List the rules; tools for authors of rules.", "列出规则；规则编写工具。"),
    "rules.help": Text(
        "List the rules of a rule pack; with a command, help their authors.",
        "列出规则包中的规则；后接命令时，为规则编写者提供帮助。",
    ),
    "rules.epilog": Text(
        "Help on a command: plancheck rules COMMAND --help", "查看某一命令的帮助：plancheck rules 命令 --help"
    ),
    "packs.short": Text("List the rule packs that are installed.", "列出已安装的规则包。"),
    "packs.help": Text(
        "List the rule packs that are installed: the circular of each, the documents it is about, how many rules it "
        "has, its version and its digest.",
        "列出已安装的规则包：所依据的通知、适用的文件、规则数、版本和摘要。",
    ),
    "items.short": Text("List the items of a circular.", "列出通知所列的各项工作。"),
    "items.help": Text(
        "List the items of a circular that its documents take up: number, what the circular says of each, and title.",
        "列出通知所列、供文件选列的各项工作：编号、通知的有关规定和名称。",
    ),
    "items.group": Text("Only items of this group or class.", "仅列出此类工作。"),
    "items.none": Text("Documents of the format {document} list no items.", "{document} 格式的文件不列工作条目。"),
    "schema.pack": Text(
        "For a plan: the rule pack whose lists are filled in, an id or a folder (default: none).",
        "方案的Schema按此规则包填入各项代码表：标识或文件夹（默认不填）。",
    ),
    "schema.only-plan": Text(
        "A rule pack and a kind of document go only with the schema of a plan.", "规则包和文件种类只用于方案的Schema。"
    ),
    "explain.pack": Text(
        "Rule pack: an id, or a folder (default: the one installed that has the rule).",
        "规则包：标识或文件夹（默认为含有该规则的已安装规则包）。",
    ),
    "schema.short": Text("Print a JSON Schema.", "输出JSON Schema。"),
    "schema.help": Text(
        "Print the JSON Schema of a file that plancheck reads, or of what a command prints with --format json.",
        "输出 plancheck 所读文件的JSON Schema，或者各命令以 --format json 所输出内容的JSON Schema。",
    ),
    "schema.name": Text("Which schema: {names}.", "要输出的Schema：{names}。"),
    "template.short": Text("Print a plan to fill in.", "输出待填写的方案模板。"),
    "template.help": Text(
        "Print a document of a sender to fill in, as commented YAML: what it has to take up prepared, the rest to choose "
        "from. The plan of an office under Circular No. 113 is there as a workbook and a Word document as well.",
        "输出某单位待填写的文件模板（附注释的YAML）：应当列入的内容已列好，其余供选择。113号通知的省级知识产权局方案另有工作簿和Word文档模板。",
    ),
    "template.format": Text(
        "What to make (default: what the suffix of --output says, else yaml).",
        "模板的格式（默认按 --output 的后缀，否则为 yaml）。",
    ),
    "template.document": Text(
        "The kind of document, by its format (default: the first that such a sender sends).",
        "文件类型，以其格式标识（默认为该单位所报送的第一类文件）。",
    ),
    "template.metavar-document": Text("FORMAT", "格式"),
    "template.no-terminal": Text(
        "A template in the format {format} is no text that a terminal shows. Name a file with --output.",
        "{format} 格式的模板不是终端可显示的文本。请用 --output 指定文件。",
    ),
    "convert.short": Text("Write a plan in another format.", "将方案转换为其他格式。"),
    "convert.help": Text(
        "Write a plan in another format: a workbook (XLSX), a Word document (DOCX), YAML or JSON. Nothing of the plan "
        "is lost; comments and the look of the file stay behind.",
        "将方案转换为其他格式：工作簿（XLSX）、Word文档（DOCX）、YAML或JSON。"
        "方案内容不会丢失，但注释和文件外观不予保留。",
    ),
    "convert.source": Text("The plan.", "方案文件。"),
    "convert.target": Text(
        "The file to write; its suffix says the format: {suffixes}.", "要写入的文件，后缀决定格式：{suffixes}。"
    ),
    "convert.epilog": Text(
        "A plan that breaks the plan format is not converted: what is wrong with it is said instead. Exit status: 0 "
        "the file is written; 2 it is not.",
        "方案不符合填报格式的，不予转换，并列出问题所在。退出状态：0 文件已写出；2 未写出。",
    ),
    "convert.suffix": Text(
        "{name}: the suffix says no format that a plan can be written in. Use one of {suffixes}.",
        "{name}：无法由后缀得知格式。可用的后缀：{suffixes}。",
    ),
    "convert.exists": Text(
        "{name}: the file is there already. Give another name, or --force to replace it.",
        "{name}：文件已存在。请另取文件名，或者用 --force 覆盖。",
    ),
    "convert.unwritable": Text("{name}: not written. {reason}", "{name}：未写入。{reason}"),
    "convert.faulty": Text(
        "{name}: not converted, as part of it would be lost. Correct what is listed first.",
        "{name}：未予转换，否则部分内容会丢失。请先改正所列问题。",
    ),
    "template.office": Text(
        "Code of the sender, as in the circular's roster (of an office, ISO 3166-2:CN).",
        "单位代码，以通知所列单位为准（各局采用ISO 3166-2:CN代码）。",
    ),
}

_SERVE: Final[dict[str, Text]] = {
    "serve.short": Text("Serve a local web page.", "启动本地网页。"),
    "serve.help": Text(
        "Serve a local web page on which plans are checked without a command line: choose or drop files, read the "
        "report, and download it, the letter that returns a plan, or a blank plan. Several files are reviewed "
        "together. Nothing is kept after the answer.",
        "启动本地网页，供不使用命令行的人员核对方案：选择或拖放文件，即可查看报告，并可下载报告、退回方案的通知和空白方案；"
        "多份文件汇总审核。给出结果后不留存任何内容。",
    ),
    "serve.epilog": Text(
        "Ctrl-C ends it. Exit status: 0 it was ended; 2 wrong usage, or it cannot listen there; 3 the rule pack cannot "
        "be used.",
        "按 Ctrl-C 结束。退出状态：0 正常结束；2 用法有误，或者无法在该地址监听；3 规则包无法使用。",
    ),
    "serve.host": Text(
        "Address to listen on (default: 127.0.0.1, this computer only). On any other, the network can reach the page, "
        "and plans travel unencrypted.",
        "监听地址（默认127.0.0.1，仅供本机访问）。使用其他地址时，网络上的其他计算机可以访问，方案以未加密方式传送。",
    ),
    "serve.port": Text(
        "Port to listen on (default: 0, one that is free).", "监听端口（默认为0，即自动选用空闲端口）。"
    ),
    "serve.open": Text(
        "Open the page in a browser, where there is a screen (default: --open).",
        "是否在浏览器中打开网页（默认打开；没有图形界面时不打开）。",
    ),
    "serve.jobs": Text("Processes that may check at the same time (default: 2).", "同时进行核对的进程数（默认2）。"),
    "serve.metavar-host": Text("ADDRESS", "地址"),
    "serve.not-a-port": Text(
        "“{value}” is no port: a whole number from 0 to 65535.", "“{value}”不是有效的端口，应为0至65535的整数。"
    ),
}

_OPTIONS: Final[dict[str, Text]] = {
    "option-help": Text("Show this help and exit.", "显示本帮助并退出。"),
    "option-version": Text("Show the version and exit.", "显示版本并退出。"),
    "option-lang": Text(
        "Language: English or Chinese (default: that of the locale, else English).",
        "语言：英文或中文（默认随系统区域设置，其他情况为英文）。",
    ),
    "option-pack": Text(
        "Rule pack to judge by: an id, or a folder (default: the plan's circular).",
        "所用规则包：标识或文件夹（默认按方案所填 circular）。",
    ),
    "option-one-pack": Text(
        "Rule pack: an id, or a folder; needed where several are installed (see plancheck packs).",
        "规则包：标识或文件夹；已安装多个规则包时须指明（见 plancheck packs）。",
    ),
    "option-format": Text("Form of the output (default: text).", "输出格式（默认 text）。"),
    "option-force": Text("Replace the file if it is there already.", "文件已存在时予以覆盖。"),
    "option-report": Text(
        "Write a report of this format to this file as well; may be given several times.",
        "另将此格式的报告写入此文件，可重复使用。",
    ),
    "option-jobs": Text(
        "Processes that share the work (default: 1); the result does not depend on it.",
        "并行处理的进程数（默认1），不影响结果。",
    ),
    "option-output": Text(
        "Write to this file, in UTF-8, all or nothing (default: standard output).",
        "写入此文件（UTF-8，要么完整写入，要么不写）；默认为标准输出。",
    ),
    "option-as-of": Text(
        "Check for this day, YYYY-MM-DD: is a draft past the deadline? (default: not asked)",
        "核对日期（YYYY-MM-DD），据以判断草案是否已过报送期限；默认不判断。",
    ),
    "option-fail-on": Text(
        "From which severity on findings make the exit status 1 (default: error).",
        "自何种级别起，发现问题时退出状态为1（默认 error）。",
    ),
    "option-engine": Text(
        "Evaluator that judges (default: durable_rules where it can be imported).",
        "所用求值器（默认为 durable_rules，无法导入时除外）。",
    ),
    "option-cross-check": Text(
        "Let both evaluators judge; no verdict where they disagree.", "由两个求值器分别核对，结论不一致时不作认定。"
    ),
    "option-traceability": Text(
        "Instead, list the circular's statements and the rules that judge them.", "改为列出通知的各项要求及对应的规则。"
    ),
    "option-document": Text(
        "Format of the kind of document that is meant (default: the rule pack's first).",
        "所指文件的格式（默认为规则包的第一种）。",
    ),
    "options-metavar": Text("[OPTIONS]", "[选项]"),
    "command-metavar": Text("COMMAND …", "命令 …"),
    "any-command-metavar": Text("[COMMAND …]", "[命令 …]"),
    "metavar-files": Text("FILE…", "文件…"),
    "metavar-file": Text("FILE", "文件"),
    "metavar-source": Text("IN", "原文件"),
    "metavar-target": Text("OUT", "新文件"),
    "metavar-report": Text("FORMAT=FILE", "格式=文件"),
    "metavar-jobs": Text("N", "N"),
    "metavar-pack": Text("ID|PATH", "标识|路径"),
    "metavar-day": Text("DAY", "日期"),
    "metavar-code": Text("CODE", "代码"),
    "metavar-format": Text("FORMAT", "格式"),
    "metavar-name": Text("NAME", "名称"),
    "metavar-rule": Text("RULE", "规则"),
    "metavar-office": Text("OFFICE", "单位"),
    "usage-prefix": Text("Usage: ", "用法："),
    "heading-arguments": Text("Arguments:", "参数："),
    "heading-options": Text("Options:", "选项："),
    "heading-commands": Text("Commands:", "命令："),
    "progress": Text("Checking", "正在核对"),
    "interrupted": Text(
        "Interrupted: {done} of {all} plans had been judged. No output file was changed.",
        "已中断：{all}份方案中已核对{done}份，输出文件未作改动。",
    ),
    "list-joint": Text(", ", "、"),
}

_WRONG_USAGE: Final[dict[str, Text]] = {
    "error": Text("Error: {message}", "错误：{message}"),
    "try-help": Text("Try “{command} --help”.", "请参阅“{command} --help”。"),
    "no-such-command": Text("There is no command “{name}”.", "没有“{name}”这一命令。"),
    "option-before-command": Text(
        "The option “{option}” does not go with the command “{command}” here; options of a command stand after it.",
        "选项“{option}”不能放在命令“{command}”之前；命令的选项应写在该命令之后。",
    ),
    "no-such-option": Text("There is no option “{name}” here.", "没有“{name}”这一选项。"),
    "option-needs-value": Text("The option “{name}” needs a value.", "选项“{name}”须带参数值。"),
    "option-takes-no-value": Text("The option “{name}” takes no value.", "选项“{name}”不带参数值。"),
    "missing-argument": Text("Missing: {name}.", "缺少参数：{name}。"),
    "too-many-arguments": Text("Not expected here: {arguments}", "多余的参数：{arguments}"),
    "bad-value": Text("{name}: {message}", "{name}：{message}"),
    "not-a-choice": Text("“{value}” is none of {choices}.", "“{value}”不在可选值{choices}之内。"),
    "not-a-day": Text(
        "“{value}” is no day of the calendar, written YYYY-MM-DD.", "“{value}”不是日历中存在的日期（写作 YYYY-MM-DD）。"
    ),
    "not-a-report": Text(
        "“{value}” is not FORMAT=FILE, for instance html=review.html.",
        "“{value}”不是“格式=文件”，正确写法如 html=review.html。",
    ),
    "not-a-job-count": Text(
        "“{value}” is no number of processes: a whole number from 1 to {most}.",
        "“{value}”不是有效的进程数，应为1至{most}的整数。",
    ),
    "onto-input": Text(
        "{output} is one of the files that are read, and would be overwritten. Name another file.",
        "{output}是待读取的文件，写入将覆盖原文件。请另行指定文件名。",
    ),
    "standard-input-twice": Text("Standard input can be read only once.", "标准输入只能读取一次。"),
    "standard-input-failed": Text("Standard input cannot be read: {reason}.", "无法读取标准输入：{reason}。"),
    "no-plan-files": Text("There is no plan file ({suffixes}) in {folder}.", "{folder} 中没有方案文件（{suffixes}）。"),
    "no-such-rule": Text(
        "There is no rule “{rule}”; `plancheck rules` lists them all.",
        "没有规则“{rule}”；可用“plancheck rules”查看全部规则。",
    ),
    "rule-in-several": Text(
        "Several rule packs have a rule “{rule}”: {packs}. Name the one that is meant, by --pack.",
        "有多个规则包含有规则“{rule}”：{packs}。请用 --pack 指明。",
    ),
    "no-such-office": Text(
        "Nobody with the code “{office}” sends documents; these do: {offices}.",
        "没有代码为“{office}”的报送单位；报送单位有：{offices}。",
    ),
}

_FAILURES: Final[dict[str, Text]] = {
    "broken-pack": Text("the rule pack cannot be used.\n{faults}", "规则包无法使用。\n{faults}"),
    "cannot-write": Text("cannot write to {output}: {reason}.", "无法写入{output}：{reason}。"),
    "standard-output": Text("standard output", "标准输出"),
    "failed": Text(
        "plancheck itself failed ({kind}: {cause}); please report it. With {variable}=1 it says more.",
        "plancheck 自身运行出错（{kind}：{cause}），请反馈。设置 {variable}=1，可查看详细信息。",
    ),
    "not-installed": Text("(version unknown: not installed)", "（未安装，版本不详）"),
    "not-utf8": Text(
        "Note: written in {encoding}; plans are read as UTF-8 only. With --output FILE it is written in UTF-8.",
        "提示：输出编码为 {encoding}，而方案须为UTF-8编码。请用 --output 写入文件，其编码为UTF-8。",
    ),
}

_EXPLANATION: Final[dict[str, Text]] = {
    "rule-line": Text("{title} ({rule})", "{title}（{rule}）"),
    "severity": Text("Severity", "级别"),
    "severity-in-principle": Text(
        "{severity}; in principle: where an exception is asked for, warning",
        "{severity}；属原则性要求，申请例外的，降为警告",
    ),
    "duty": Text("Duty", "要求"),
    "rationale": Text("Why", "理由"),
    "clause": Text("Clause", "依据"),
    "clause-of": Text("{citation}, {clause}", "{citation}，{clause}"),
    "remedy": Text("To do", "修改"),
    "breaks": Text("Breaks the rule", "不符合规则的示例"),
    "keeps": Text("Keeps the rule", "符合规则的示例"),
    "label": Text("{label}:", "{label}："),
    "example-as-of": Text("checked for {day}", "核对日期为{day}"),
    "example-nothing": Text("no “{name}”", "没有 {name}"),
    "example-found": Text("Found: {message}", "核对结果：{message}"),
    "schema.title": Text("Not in the form of the plan format", "不符合填报格式"),
    "schema.duty": Text(
        "A plan shall keep to the plan format: no field that it does not know, no value of another kind than it has "
        "there.",
        "方案应当符合填报格式：不得有格式之外的字段，各字段的值应当属于规定的类型。",
    ),
    "schema.rationale": Text(
        "What cannot be read cannot be judged. A fault sets aside the part of the plan that it is in: the rules are "
        "silent on it; the verdict is then “invalid”. The format: plancheck schema plan.",
        "无法读取的内容无从核对。某一部分有格式错误的，该部分不予核对，结论为“格式有误”。"
        "填报格式见“plancheck schema plan”。",
    ),
    "unreadable.title": Text("Input cannot be read", "文件无法读取"),
    "unreadable.duty": Text(
        "An input shall be a plan in JSON or YAML, in UTF-8, within the limits of size and depth.",
        "文件应当是JSON或YAML格式的方案，编码为UTF-8，且大小和层数不超过限制。",
    ),
    "unreadable.rationale": Text(
        "Nothing can be said of a file that is not there, is no such document, or could be read in two ways (a field "
        "that stands twice, say).",
        "文件不存在、不是此类文档，或者可作两种解读（例如同一字段出现两次）的，无从核对。",
    ),
}

_TABLES: Final[dict[str, Text]] = {
    "column-rule": Text("Rule", "规则"),
    "column-severity": Text("Severity", "级别"),
    "column-clause": Text("Clause", "条款"),
    "column-title": Text("Title", "名称"),
    "column-number": Text("No.", "编号"),
    "column-pack": Text("Rule pack", "规则包"),
    "column-citation": Text("Circular", "通知"),
    "column-documents": Text("Documents", "适用的文件"),
    "column-rules": Text("Rules", "规则数"),
    "column-version": Text("Version", "版本"),
    "column-digest": Text("Digest", "摘要"),
    "rules-total": Text("{count} rules; * in principle", "共{count}条规则；*为原则性要求"),
    "items-total": Text("{items}: {count}", "共{count}项{item}"),
    "no-value": Text("–", "—"),
    "binds.office": Text("the office", "省级知识产权局"),
    "binds.sipo": Text("SIPO", "国家知识产权局"),
    "binds.others": Text("others", "其他单位"),
    "reason.binds-sipo": Text("binds SIPO, not the office", "约束国家知识产权局，不约束省级知识产权局"),
    "reason.binds-others": Text("binds others, not the office", "约束其他单位，不约束省级知识产权局"),
    "reason.needs-a-person": Text("needs a person", "须由人工判断"),
    "reason.after-the-plan": Text("shows only after the plan", "方案实施之后方可核对"),
    "reason.background": Text("background, binds nobody", "背景说明，无约束力"),
    "reason.nothing-to-check": Text("nothing to check", "无可核对的内容"),
    "totals": Text("Totals", "合计"),
    "total-statements": Text("statements", "各项要求"),
    "total-judged": Text("judged by rules", "由规则核对"),
    "total-not-judged": Text("not judged: {reason}", "不予核对：{reason}"),
    "total-rules": Text("rules that judge them", "对应的规则"),
    "total-pack-rules": Text("rules of this rule pack", "本规则包的规则"),
    "clause-heading": Text("{clause}: {title}", "{clause}：{title}"),
    "statement-line": Text("{statement} (binds {whom})", "{statement}（约束对象：{whom}）"),
    "reason-line": Text("{reason}: {note}", "{reason}：{note}"),
}

TEXTS: Final[dict[str, Text]] = (
    _PROGRAM | _SERVE | _OPTIONS | STORED | _FIX | _WRONG_USAGE | _FAILURES | _EXPLANATION | _TABLES
)
