"""What is said of a rule pack as such: `plancheck rules analyze`."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_PROBLEMS: Final[dict[str, Text]] = {
    "never-fires": Text(
        "The rule can never fire: in none of {points} combinations of all that it looks at. The plan shown keeps it, "
        "as every plan does.",
        "该规则永远不会触发：其所涉各项内容的{points}种组合均不触发。所示方案符合该规则，任何方案皆然。",
    ),
    "always-fires": Text(
        "The rule fires wherever it applies: in none of {points} combinations of all that it looks at does it apply "
        "and is kept.",
        "该规则凡适用即触发：其所涉各项内容的{points}种组合中，没有一种既适用又符合规则。",
    ),
    "not-seen-firing": Text(
        "In none of {points} plans tried did the rule fire; they are not all there can be.",
        "试用的{points}份方案均未触发该规则；尚不足以断定其永不触发。",
    ),
    "not-seen-kept": Text(
        "In none of {points} plans tried did the rule apply and was kept; they are not all there can be.",
        "试用的{points}份方案中，没有一份适用该规则而又符合；尚不足以断定其凡适用即触发。",
    ),
    "dead-block": Text(
        "Block {block} of violated_if can never hold where the rule applies.",
        "在该规则适用的范围内，violated_if 的第{block}组条件永远不能成立。",
    ),
    "idle-block": Text(
        "Block {block} of violated_if holds only where another block of the rule holds as well.",
        "violated_if 的第{block}组条件仅在其他组成立时才成立，没有作用。",
    ),
    "gap": Text(
        "{kind}.{member} {values}: nothing is found here, though it lies beyond what the rules find wrong.",
        "{kind}.{member} 取值{values}：规则之间存在空隙，此处没有任何规则触发。",
    ),
    "overlap": Text(
        "{kind}.{member} {values}: several rules fire on one value.",
        "{kind}.{member} 取值{values}：多条规则同时触发，范围重叠。",
    ),
    "severity-falls": Text(
        "{kind}.{member} {values}: what is farther out is less grave than what is nearer.",
        "{kind}.{member} 取值{values}：偏离更远，严重程度反而更低。",
    ),
    "unused-bound": Text(
        "No rule compares anything with the bound {bound} of circular.yaml, or speaks of it.",
        "circular.yaml 中的界限值 {bound} 没有任何规则使用。",
    ),
    "within": Text(
        "Wherever {narrower} fires, {wider} fires as well: the one says nothing that the other does not.",
        "凡 {narrower} 触发，{wider} 也必触发：前者为后者所包含。",
    ),
    "always-together": Text("The two rules fire on the very same things.", "两条规则触发的情形完全相同。"),
    "always-one": Text(
        "One of the two rules fires, whatever a plan says; the plan shown breaks the first.",
        "无论方案如何填写，两条规则必有一条触发；所示方案违反第一条。",
    ),
    "impossible": Text(
        "No plan of these offices can pass: {offices}. No plan keeps these rules together, though one keeps all but "
        "any one of them. The plan shown keeps every rule but {last}.",
        "下列单位的任何方案都不能通过：{offices}。没有方案能同时符合这些规则，而缺其中任何一条即可。"
        "所示方案仅违反 {last}。",
    ),
    "not-seen-passing": Text(
        "No plan of these offices was found that passes: {offices}. That is no proof that there is none.",
        "未找到下列单位能够通过的方案：{offices}；尚不足以断定不存在。",
    ),
    "verdict": Text(
        "The verdict on these findings is not what the policy says: {findings}.",
        "下列问题所得的结论与既定规则不符：{findings}。",
    ),
}

_STRETCHES: Final[dict[str, Text]] = {
    "counts-one": Text("{first}", "{first}"),
    "counts-many": Text("{first}–{last}", "{first}–{last}"),
    "counts-on": Text("{first}–", "{first}及以上"),
    "days-one": Text("{first}", "{first}"),
    "days-many": Text("{first} to {last}", "{first}至{last}"),
    "days-on": Text("{first} on", "{first}起"),
}

_PAGE: Final[dict[str, Text]] = {
    "heading": Text("Analysis of the rule pack {pack} {version}", "规则包 {pack} {version} 的分析"),
    "rules": Text("What each rule can do", "各条规则"),
    "rules-note": Text(
        "A plan in which it fires, and one in which it applies and is kept; judged by: {engines}. “All” plans: the "
        "combinations looked at stand for every plan there can be.",
        "触发该规则的方案、适用且符合该规则的方案；求值器：{engines}。“全部”：所考察的组合代表一切可能的方案。",
    ),
    "column-rule": Text("Rule", "规则"),
    "column-fires": Text("Fires", "可触发"),
    "column-kept": Text("Kept", "可符合"),
    "column-points": Text("Looked at", "组合数"),
    "column-whole": Text("Stand for", "代表"),
    "shown": Text("yes", "是"),
    "not-shown": Text("NO", "否"),
    "whole": Text("all", "全部"),
    "tried": Text("those", "仅此"),
    "lines": Text("Along each count and day", "各项数量与日期"),
    "lines-note": Text(
        "What the rules find at every value, where all else that they ask for is so.",
        "在其他条件具备时，规则在各个取值上的结论。",
    ),
    "silent": Text("silent", "不触发"),
    "stretch": Text("{values} {severity} ({rules})", "{values} {severity}（{rules}）"),
    "quiet-stretch": Text("{values} {severity}", "{values} {severity}"),
    "line": Text("{meaning} ({kind}.{member}): {stretches}", "{meaning}（{kind}.{member}）：{stretches}"),
    "stretch-joint": Text("; ", "；"),
    "pairs": Text("How rules stand to each other", "规则之间"),
    "pairs-note": Text(
        "{pairs} pairs of rules look at the same things. Problems among them: {problems}.",
        "共有{pairs}对规则涉及相同内容，其中存在问题的：{problems}。",
    ),
    "offices": Text("A plan that passes", "能够通过的方案"),
    "offices-note": Text(
        "Made for each office and judged by plancheck: {passing} of {offices} offices have one.",
        "为各单位逐一构造并经 plancheck 核对：{offices}个单位中，{passing}个有能够通过的方案。",
    ),
    "verdicts": Text("The verdict", "结论"),
    "verdicts-note": Text(
        "It depends on nothing but which severities were found: {verdicts} sequences of findings, which stand for all.",
        "结论只取决于所发现问题的严重程度：考察了{verdicts}种问题序列，可代表全部情形。",
    ),
    "problems": Text("Problems", "存在的问题"),
    "of-rules": Text("{rules}: {message}", "{rules}：{message}"),
    "of-pack": Text("{message}", "{message}"),
    "shown-by": Text("Shown by:", "所示方案："),
    "shown-by-on": Text("Shown by, checked for {day}:", "所示方案（核对日期{day}）："),
    "shown-by-plans": Text(
        "Shown by {count} plans; --format json has them.", "以{count}份方案表明，见 --format json。"
    ),
    "good": Text("Nothing is wrong with the pack, as far as this can tell.", "未发现规则包存在问题。"),
    "not-good": Text("Problems: {count}.", "问题共{count}个。"),
    "untrusted": Text("This cannot be relied on: {cause}", "分析结果不可采信：{cause}"),
}

TEXTS: Final[dict[str, Text]] = {**_PROBLEMS, **_STRETCHES, **_PAGE}
