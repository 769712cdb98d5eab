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
    "option-rule": Text("Only this rule; may be given several times.", "只核对此规则，可重复使用。"),
    "option-allow-gaps": Text(
        "What the cases leave out is told, and is no failure.", "案例有缺漏的仅作提示，不计为失败。"
    ),
}

_CASES: Final[dict[str, Text]] = {
    "fault-engine": Text("Not judged: {cause}", "未能核对：{cause}"),
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
        "{rules} rules, {cases} cases, by {engines}: all as they should be, and nothing left out.",
        "共{rules}条规则、{cases}个案例（求值器：{engines}），全部相符，案例齐备。",
    ),
    "not-good": Text(
        "{rules} rules, {cases} cases, by {engines}: {failed} failed, {gaps} left out.",
        "共{rules}条规则、{cases}个案例（求值器：{engines}），不符{failed}个，缺漏{gaps}处。",
    ),
    "junit-case": Text("{name} ({engine})", "{name}（{engine}）"),
    "junit-gaps": Text("The cases leave nothing out", "案例齐备"),
    "gap-keeps": Text("No case keeps the rule.", "没有符合本规则的案例。"),
    "gap-breaks": Text("No case breaks the rule.", "没有违反本规则的案例。"),
    "gap-inside": Text("No case breaks the rule where {point}.", "缺少 {point} 时违反本规则的案例。"),
    "gap-outside": Text("No case keeps the rule only because {point}.", "缺少仅因 {point} 而符合本规则的案例。"),
    "gap-scope": Text(
        "No case is out of the rule's scope only because {point}.", "缺少仅因 {point} 而不适用本规则的案例。"
    ),
}

TEXTS: Final[dict[str, Text]] = _COMMANDS | _CASES
