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
    "new.short": Text("Begin a rule.", "新建规则。"),
    "new.help": Text(
        "Begin a rule: make its folder in a rule pack, with both files filled in as far as the pack and the clause "
        "allow. What only you can say is marked [FILL IN …] and 【…】; `plancheck rules lint` finds every mark. "
        "Nothing that is there is ever written over.",
        "新建规则：在规则包中建立规则文件夹，按规则包和条款尽量预填其中两个文件。须由编写者填写之处标有“【待填…】”和"
        "“[FILL IN …]”，可用“plancheck rules lint”逐一找出。已有的文件绝不覆盖。",
    ),
    "new.id": Text(
        "Id of the rule: names the defect, in small letters and hyphens.",
        "规则标识：以小写英文字母和连字符概括所指问题。",
    ),
    "new.epilog": Text(
        "Exit status: 0 the rule is begun; 2 wrong usage, a bad id, or something that is there already; 3 the tables "
        "of the rule pack cannot be used.",
        "退出状态：0 规则已建立；2 用法有误、标识不合要求，或者已有同名的规则；"
        "3 规则包的 circular.yaml 或目录无法使用。",
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
        "The rule pack {pack} has no clause “{clause}”; it has: {clauses}; and “plan N” for each measure N of its "
        "catalogue.",
        "规则包 {pack} 没有条款“{clause}”；可用的有：{clauses}；以及目录中各项措施的“plan 编号”。",
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
    "rule-entries": Text("plan N: the entry of measure N of the catalogue", "plan N：目录中第 N 项措施的条目"),
    "rule-clause-mark": Text(
        "[FILL IN: the clause; if it is another, move this folder to the folder of that clause]",
        "【待填：所依据的条款；如为其他条款，请将本文件夹移至该条款的文件夹】",
    ),
    "rule-severity": Text(
        "error: the plan is returned; warning: a person decides; info",
        "error：退回；warning：由人工认定；info：仅作提示",
    ),
    "rule-for-each": Text(
        "What is judged: there is one finding for each such fact that breaks the duty.",
        "逐一核对的事实种类：每有一个违反要求的事实，即有一个问题。",
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
        "Plans that keep and break the rule; each is base-plan.yaml with a patch.",
        "符合规则和违反规则的方案，均为在 base-plan.yaml 上加以修改。",
    ),
    "cases-more": Text(
        "For every figure and day, one case at it and one right beside it (boundary: true); plancheck rules test says\n"
        "what is left out.",
        "每个数值和日期，恰好处于界限的和紧邻界限的各须有一个案例（boundary: true）；\n"
        "plancheck rules test 会列出缺漏。",
    ),
}

TEXTS: Final[dict[str, Text]] = _COMMANDS | _CASES | _NEW
