"""What is said to authors of rule packs: the tools under `plancheck rules`."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_COMMANDS: Final[dict[str, Text]] = {
    "pack": Text(
        "Rule pack: an id, or a folder (default: the one installed).", "规则包：标识或文件夹（默认为已安装的规则包）。"
    ),
    "metavar-pack": Text("[PACK]", "[规则包]"),
    "no-such-rule": Text("The rule pack {pack} has no rule “{rule}”.", "规则包 {pack} 中没有规则“{rule}”。"),
    "test.short": Text("Run the cases of a rule pack.", "运行规则包的案例。"),
    "test.help": Text(
        "Run the cases of a rule pack by every evaluator there is. Told for each rule: which case did not come out as "
        "it says; and what its cases leave out, which may be a case that keeps the rule, one that breaks it, or one at "
        "a point where one of its conditions turns.",
        "以各个可用的求值器运行规则包的案例，逐条规则列明：哪些案例的结果与预期不符；案例尚缺什么，"
        "包括符合规则的案例、违反规则的案例，以及恰好处于某一条件界限处的案例。",
    ),
    "test.epilog": Text(
        "Exit status, the highest that applies: 0 all is as the cases say, and nothing is left out; 1 a case failed, "
        "or the cases leave something out (not with --allow-gaps); 2 wrong usage; 3 the rule pack or its cases cannot "
        "be used.",
        "退出状态（取最高者）：0 结果与案例相符，案例齐备；"
        "1 有案例不符，或者案例有缺漏（使用 --allow-gaps 时缺漏不计）；2 用法有误；3 规则包或其案例无法使用。",
    ),
    "analyze.short": Text("Show what a rule pack can do, and what is wrong with it.", "分析规则包，列明其中的问题。"),
    "analyze.help": Text(
        "Show, of a rule pack as such: that each rule can fire and can be kept; what is found along every count and "
        "day that has a bound; that no rule says only what another says, and no two contradict each other; and that "
        "each office can have a plan that passes. What fails is shown by a plan.",
        "就规则包本身表明：每条规则均可触发、也均可符合；设有界限的各项数量和日期上各得出何种结论；"
        "没有规则为其他规则所包含，也没有规则相互矛盾；各单位都可以有能够通过的方案。不成立的，以方案示明。",
    ),
    "analyze.epilog": Text(
        "Exit status, the highest that applies: 0 nothing is wrong; 1 something is; 2 wrong usage; 3 the rule pack "
        "cannot be used, or the evaluators disagree.",
        "退出状态（取最高者）：0 未发现问题；1 发现问题；2 用法有误；3 规则包无法使用，或者求值器结果不一致。",
    ),
    "lint.short": Text("Look a rule pack over.", "检查规则包。"),
    "lint.help": Text(
        "Look a rule pack over for what its schema cannot find: texts in the wrong language or with the wrong "
        "punctuation, rules without cases or without a statement, rules that always fire together, names that nothing "
        "uses, and whatever is still to be filled in. Of a broken rule pack, every fault is listed.",
        "检查规则包中Schema无法发现的问题：文本的语言、标点有误，规则没有案例或者没有对应的要求，"
        "规则总是同时报告问题，名称从未使用，以及尚待填写之处。规则包有误的，列出全部错误。",
    ),
    "lint.epilog": Text(
        "Exit status: 0 nothing, or notes only; 1 an error or a warning; 2 wrong usage; 3 the rule pack cannot be "
        "used.",
        "退出状态：0 未发现问题，或者仅有提示；1 有错误或者警告；2 用法有误；3 规则包无法使用。",
    ),
    "metavar-lint": Text("LINT", "检查项"),
    "option-ignore": Text("Leave this kind of lint out; may be given several times.", "不报告此类检查项，可重复使用。"),
    "option-rule": Text("Only this rule; may be given several times.", "只核对此规则，可重复使用。"),
    "option-allow-gaps": Text(
        "What the cases leave out is told, and is no failure.", "案例有缺漏的仅作提示，不计为失败。"
    ),
}

_CASES: Final[dict[str, Text]] = {
    "fault-engine": Text("Not judged: {cause}", "未能核对：{cause}"),
    "fault-format": Text(
        "The plan of the case is not in the plan format, at “{at}”: {cause}",
        "案例中的方案不符合填报格式，位置“{at}”：{cause}",
    ),
    "fault-document": Text(
        "The document of the case is none that the rule is about: {documents}.",
        "案例中的文件不属于本规则所核对的文件（{documents}）。",
    ),
    "fault-places": Text(
        "Findings expected: {expected}; found: {found}.", "应发现的问题：{expected}；实际发现：{found}。"
    ),
    "fault-kind": Text(
        "The case is one that {kind} the rule, but the rule is {status}.",
        "案例类别为“{kind}”，而规则的核对结果为“{status}”。",
    ),
    "fault-value": Text(
        "{what}: expected “{expected}”, found “{found}”.", "{what}：应为“{expected}”，实际为“{found}”。"
    ),
    "fault-in": Text(
        "The finding at “{at}”, {what}: expected “{expected}”, found “{found}”.",
        "“{at}”处的问题，{what}：应为“{expected}”，实际为“{found}”。",
    ),
    "rule-line": Text("{rule}: {title}", "{rule}：{title}"),
    "failed-case": Text("FAILED “{name}”", "不符：“{name}”"),
    "failed-place": Text("{place} ({engines})", "{place}（{engines}）"),
    "gaps": Text("Left out by the cases ({file}):", "案例缺漏（{file}）："),
    "good": Text(
        "Rules: {rules}; cases: {cases}; judged by {engines}. All came out as they say, and nothing is left out.",
        "共{rules}条规则、{cases}个案例（求值器：{engines}），全部相符，案例齐备。",
    ),
    "not-good": Text(
        "Rules: {rules}; cases: {cases}; judged by {engines}. Cases failed: {failed}; left out: {gaps}.",
        "共{rules}条规则、{cases}个案例（求值器：{engines}），不符{failed}个，缺漏{gaps}处。",
    ),
    "junit-case": Text("{name} ({engine})", "{name}（{engine}）"),
    "junit-gaps": Text("The cases leave nothing out", "案例齐备"),
    "gap-keeps": Text("No case keeps the rule.", "没有符合本规则的案例。"),
    "gap-breaks": Text("No case breaks the rule.", "没有违反本规则的案例。"),
    "gap-document": Text(
        "No case keeps the rule, or none breaks it, with a {document} ({format}).",
        "以{document}（{format}）为对象的案例不全：符合本规则的、违反本规则的均应有。",
    ),
    "gap-grade": Text(
        "No case breaks the rule with that severity where {point}.", "缺少 {point} 时以该级别违反本规则的案例。"
    ),
    "gap-other-grade": Text(
        "No case breaks the rule without that severity only because {point}.",
        "缺少仅因 {point} 而不以该级别违反本规则的案例。",
    ),
    "gap-inside": Text("No case breaks the rule where {point}.", "缺少 {point} 时违反本规则的案例。"),
    "gap-outside": Text("No case keeps the rule only because {point}.", "缺少仅因 {point} 而符合本规则的案例。"),
    "gap-scope": Text(
        "No case is out of the rule's scope only because {point}.", "缺少仅因 {point} 而不适用本规则的案例。"
    ),
}

_NEW: Final[dict[str, Text]] = {
    "new.short": Text("Begin a rule, or a rule pack.", "新建规则或者规则包。"),
    "new.help": Text(
        "Begin a rule: make its folder in a rule pack, with both files filled in as far as the pack and the clause "
        "allow. Where --pack names a folder that is not there, or is empty, the rule pack is begun as well: a document, "
        "its tables and schema, and the rule, which judge at once. What only you can say is marked [FILL IN …] and 【…】; "
        "`plancheck rules lint` finds every mark. Nothing that is there is ever written over.",
        "新建规则：在规则包中建立规则文件夹，按规则包和条款尽量预填其中两个文件。--pack 所指文件夹不存在或者为空的，"
        "一并新建规则包，包括文件类型及其表格、Schema 和一条可以立即核对的规则。须由编写者填写之处标有“【待填…】”和"
        "“[FILL IN …]”，可用“plancheck rules lint”逐一找出。已有的文件绝不覆盖。",
    ),
    "new.id": Text(
        "Id of the rule: names the defect, in small letters and hyphens.",
        "规则标识：以小写英文字母和连字符概括所指问题。",
    ),
    "new.epilog": Text(
        "Exit status: 0 the rule is begun; 2 wrong usage, a bad id, or something that is there already; 3 the rule pack "
        "cannot be used, whatever its rules are.",
        "退出状态：0 规则已建立；2 用法有误、标识不合要求，或者已有同名的规则；"
        "3 规则包无法使用（规则本身的错误除外）。",
    ),
    "metavar-id": Text("ID", "标识"),
    "metavar-clause": Text("CLAUSE", "条款"),
    "option-clause": Text(
        "Clause that the rule answers to (default: the first of the pack, marked).",
        "规则所依据的条款（默认为规则包的首个条款，并作标记）。",
    ),
    "option-severity": Text("Severity of its findings (default: error).", "所发现问题的级别（默认 error）。"),
    "id-reserved": Text(
        "“{id}” cannot be the id of a rule: reports use it for what comes before any rule.",
        "“{id}”不能用作规则标识：报告用它表示规则核对之前的问题。",
    ),
    "id-too-long": Text(
        "This id has {length} signs; an id has at most {most}.", "该标识有{length}个字符；标识最多{most}个字符。"
    ),
    "id-signs": Text(
        "“{id}” cannot be the id of a rule: that is small letters a to z and digits, in words joined by single "
        "hyphens, and begins with a letter.",
        "“{id}”不能用作规则标识：标识由小写字母 a 至 z 和数字组成，各词之间以单个连字符相连，并以字母开头。",
    ),
    "id-taken": Text(
        "There is a rule “{id}” already: {file}. Choose another id.", "已有规则“{id}”：{file}。请另选标识。"
    ),
    "folder-taken": Text("{folder} is there already, and nothing is written over.", "{folder} 已存在，不予覆盖。"),
    "no-such-clause": Text(
        "The rule pack {pack} has no clause “{clause}”; it has: {clauses}.",
        "规则包 {pack} 没有条款“{clause}”；可用的有：{clauses}。",
    ),
    "clause-signs": Text(
        "“{clause}” cannot be the first clause of a new rule pack: its name is that of a folder too, so it is letters a "
        "to z and digits, with dots, hyphens or single blanks between them.",
        "“{clause}”不能用作新规则包的首个条款：条款名同时是文件夹名，须由英文字母、数字组成，中间可用点、连字符或者单个空格。",
    ),
    "pack-id": Text(
        "“{id}” cannot be the id of a rule pack, which is the name of its folder: small letters a to z and digits, in "
        "words joined by single hyphens, beginning with a letter.",
        "“{id}”不能用作规则包标识（即其文件夹名）：标识由小写字母 a 至 z 和数字组成，各词之间以单个连字符相连，并以字母开头。",
    ),
    "pack-place": Text(
        "{folder} is no rule pack (it has no pack.yaml), and there is something in it or in its place; a rule pack is "
        "begun in an empty folder, or in one that is not there yet.",
        "{folder} 不是规则包（没有 pack.yaml），且其中或者该处已有内容；只能在空文件夹或者尚不存在的文件夹中新建规则包。",
    ),
    "pack-parent": Text("There is no folder {folder} to begin a rule pack in.", "没有文件夹 {folder}，无法在其中新建规则包。"),
    "pack-made": Text("Begun: the rule pack {pack}, with the rule {rule}", "已建立：规则包 {pack} 及其规则 {rule}"),
    "pack-next": Text(
        "It can be used as it is: plancheck rules test {pack}. Next: fill in what is marked (plancheck rules lint {pack} "
        "finds it), say in documents/ and schemas/ what your document is, and in tables/ what it is held against.",
        "规则包已可使用：plancheck rules test {pack}。下一步：填写有标记之处（可用 plancheck rules lint {pack} 查找），"
        "在 documents/ 和 schemas/ 中说明文件的内容，在 tables/ 中列出核对所依据的表格。",
    ),
    "pack-about": Text(
        "The circular as plancheck knows it: what it is, its clauses, and the tables that its text amounts to.\n"
        "Replace every [FILL IN …] and 【…】; comments may go. What all of it means: docs/rule-packs.md.",
        "plancheck 所知的通知：其名称、条款，以及正文所对应的表格。请替换各处“【待填…】”和“[FILL IN …]”；注释可以删去。\n"
        "各部分的含义见 docs/rule-packs.zh-CN.md。",
    ),
    "pack-tables": Text(
        "Lists that documents are held against: a CSV file each, a row a thing. A row is a fact that rules can speak of.",
        "核对所依据的表格：每个表格一个 CSV 文件，每行一项。每行都是规则可以使用的事实。",
    ),
    "pack-document": Text(
        "A kind of document: what people call it, who sends it, and which facts are read off it (docs/rule-packs.md).",
        "文件类型：其名称、报送单位，以及从中读取的事实（见 docs/rule-packs.zh-CN.md）。",
    ),
    "pack-base": Text(
        "A document that keeps every rule: each case is this one with a patch.",
        "符合全部规则的基准文件：每个案例均在此基础上加以修改。",
    ),
    "pack-statements": Text(
        "Every statement of the circular, with the rules that judge it or the reason why none can (not_judged).",
        "通知的各项要求，以及核对规则或者无法核对的原因（not_judged）。",
    ),
    "pack-rule": Text(
        "{rule}: an example to start from, which judges as it stands. The language: docs/rule-language.md.",
        "{rule}：供参考的示例，可以直接核对。规则语言见 docs/rule-language.zh-CN.md。",
    ),
    "pack-installed": Text(
        "The rule pack {pack} is part of the installed program ({folder}), where an update would wipe out what you "
        "write. Copy that folder to a place of your own, under the same name, and say: --pack FOLDER.",
        "规则包 {pack} 是已安装程序的一部分（{folder}），在其中写入的内容会在更新时丢失。"
        "请将该文件夹以原名复制到自己的目录，再用 --pack 指定。",
    ),
    "new-made": Text("Begun: {rule}", "已建立：{rule}"),
    "new-next": Text(
        "Next: fill in what is marked (plancheck rules lint {pack} finds it), run the cases (plancheck rules test "
        "{pack} --rule {rule}), and put {rule} beside its statement in traceability.yaml.",
        "下一步：填写有标记之处（可用 plancheck rules lint {pack} 查找），运行案例"
        "（plancheck rules test {pack} --rule {rule}），并在 traceability.yaml 中将 {rule} 列于相应要求之下。",
    ),
    "rule-about": Text(
        "{rule}, a rule of {pack}. Replace every [FILL IN …] and 【…】; comments may go.\n"
        "The language: docs/rule-language.md; the facts: docs/facts.md.",
        "规则包 {pack} 的规则 {rule}。请替换各处“【待填…】”和“[FILL IN …]”；注释可以删去。\n"
        "规则语言见 docs/rule-language.zh-CN.md，可用的事实见 docs/facts.zh-CN.md。",
    ),
    "rule-clauses": Text("The clauses of this pack:", "本规则包的条款："),
    "rule-entries": Text("{clause} and so on, one for each: {meaning}", "{clause}等，分别对应：{meaning}"),
    "rule-clause-mark": Text(
        "[FILL IN: the clause; if it is another, move this folder to the folder of that clause]",
        "【待填：所依据的条款；如为其他条款，请将本文件夹移至该条款的文件夹】",
    ),
    "rule-severity": Text(
        "error: the plan is returned; warning: a person decides; info",
        "error：退回；warning：由人工认定；info：仅作提示",
    ),
    "rule-for-each": Text(
        "What is judged: there is one finding for each such fact that breaks the duty. There are: {kinds}",
        "逐一核对的事实种类：每有一个违反要求的事实，即有一个问题。可用的有：{kinds}",
    ),
    "rule-conditions": Text(
        "[FILL IN: when the duty is broken. As it stands, this never holds, and the rule never fires.]\n"
        "Above it, applies_if says when the rule concerns a fact at all.",
        "【待填：何种情形违反要求。目前的条件永不成立，规则不会报告任何问题。】\n"
        "可在其上以 applies_if 写明规则的适用条件。",
    ),
    "rule-place": Text(
        "Where in the plan the finding stands: /submission/date, {measure}/schedule; empty: the plan as a whole.",
        "问题在方案中的位置，如 /submission/date、{measure}/schedule；空白表示方案整体。",
    ),
    "rule-last": Text(
        "Last of all, put {rule} beside the statement that it judges, in traceability.yaml.",
        "最后，请在 traceability.yaml 中将 {rule} 列于其所核对的要求之下。",
    ),
    "cases-about": Text(
        "Documents that keep and break the rule; each is the base document of its kind with a patch.",
        "符合规则和违反规则的文件，均为在该类型的基准文件上加以修改。",
    ),
    "cases-more": Text(
        "For every figure and day, one case at it and one right beside it (boundary: true); plancheck rules test says\n"
        "what is left out.",
        "每个数值和日期，恰好处于界限的和紧邻界限的各须有一个案例（boundary: true）；\n"
        "plancheck rules test 会列出缺漏。",
    ),
}

TEXTS: Final[dict[str, Text]] = _COMMANDS | _CASES | _NEW
