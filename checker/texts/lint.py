"""What lint says of a rule pack: of each kind of lint, what was found and what to do about it."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_TEXTS: Final[dict[str, Text]] = {
    "english-with-chinese": Text(
        "The English text has Chinese characters or punctuation: “{found}”.",
        "英文文本中有汉字或者中文标点：“{found}”。",
    ),
    "english-with-chinese.fix": Text("Say it in English, with English punctuation; what is quoted stands between “ and ”.", "请改用英文表述和英文标点；引用原文的，请置于“”之内。"),
    "chinese-with-english": Text(
        "The Chinese text has a part that was left in English: “{found}”.", "中文文本中有未译的英文：“{found}”。"
    ),
    "chinese-with-english.fix": Text("Translate it.", "请译为中文。"),
    "ascii-punctuation": Text(
        "The Chinese text has English punctuation: “{found}”.", "中文文本中使用了英文标点：“{found}”。"
    ),
    "ascii-punctuation.fix": Text("Use the full-width marks of Chinese.", "请改用全角标点：，。：；？！（）“”。"),
    "blank-in-chinese": Text(
        "The Chinese text has a blank where Chinese has none: “{found}”.", "中文文本中有多余的空格：“{found}”。"
    ),
    "blank-in-chinese.fix": Text(
        "Take it out. A text that is folded (>-) has a blank at every line break: write it on one line.",
        "请删去空格。折叠写法（>-）的每个换行处都会成为空格，请将该文本写在一行内。",
    ),
    "no-full-stop": Text("The text “{text}” does not end with a full stop.", "“{text}”的文本末尾没有句号。"),
    "no-full-stop.fix": Text("End it as a sentence.", "请以句号结尾。"),
    "full-stop": Text("The text “{text}” ends with a full stop.", "“{text}”的文本末尾有句号。"),
    "full-stop.fix": Text(
        "Take it out: titles stand in tables and before brackets.", "请删去：名称用于表格和括号之前，不加句号。"
    ),
    "languages-differ": Text(
        "The text “{text}” leaves out {places}, which the other language shows.",
        "“{text}”的文本缺少另一语言中有的 {places}。",
    ),
    "languages-differ.fix": Text("Let both languages show the same values.", "请使两种语言显示相同的数值。"),
    "no-values": Text(
        "The message shows no value of what was judged (“{kind}”).",
        "说明文字没有显示所核对事实（“{kind}”）的任何内容。",
    ),
    "no-values.fix": Text(
        "Say which fact it is, or the figure or day that was judged, as {{{kind}.member}}.",
        "请以 {{{kind}.成员}} 的写法指明所指事实，或者写明所核对的数值、日期。",
    ),
    "same-text": Text("The text “{text}” is word for word that of “{other}”.", "“{text}”的文本与“{other}”完全相同。"),
    "same-text.fix": Text(
        "Say what is particular to this rule; if nothing is, the two may be one rule.",
        "请写明本规则的特有内容；如无区别，可考虑合并两条规则。",
    ),
}

_CASES: Final[dict[str, Text]] = {
    "no-cases": Text("The rule “{rule}” has no cases.yaml.", "规则“{rule}”没有 cases.yaml。"),
    "no-cases.fix": Text(
        "Write cases that keep it and cases that break it beside rule.yaml.",
        "请在 rule.yaml 旁编写符合本规则和违反本规则的案例。",
    ),
    "case-repeated": Text(
        "The case in line {line} has the same name: “{case}”.", "第{line}行的案例与此同名：“{case}”。"
    ),
    "case-repeated.fix": Text(
        "Name what is special about each; if nothing is, one of them can go.",
        "请分别写明各个案例的特点；如无区别，请删去其一。",
    ),
    "unfinished": Text(
        "Still to be filled in: {count} in all, in lines {lines}.", "尚有{count}处待填（第{lines}行）。"
    ),
    "unfinished.fix": Text(
        "Replace what is marked [FILL IN …] or 【…】, and take the mark out.",
        "请填写标有“【待填…】”“[FILL IN …]”之处，并删去标记。",
    ),
    "base-plan": Text(
        "The base document does not keep every rule; {rule}: {cause}", "基准文件未符合全部规则，{rule}：{cause}"
    ),
    "base-plan.fix": Text(
        "Mend it, so that a case shows nothing but what its patch changes.",
        "请改正该文件，使每个案例只反映其所作的改动。",
    ),
    "always-together": Text(
        "The rule fires exactly where “{other}” does: in {cases} of {all} trials (the cases of the pack, and its base "
        "documents), and without exception at {points} further points of their conditions.",
        "本规则与“{other}”总是同时报告问题：规则包的案例和基准文件共核对{all}次，其中同时报告{cases}次；"
        "在两者条件的另外{points}个界限点上也无一例外。",
    ),
    "always-together.fix": Text(
        "If one duty is judged twice, leave one of the rules out; if not, add a case in which only one of them fires.",
        "如属同一要求的重复核对，请删去其一；否则请补充仅其中之一报告问题的案例。",
    ),
}

_TABLES: Final[dict[str, Text]] = {
    "clause-without-statement": Text(
        "traceability.yaml has no statement of the clause “{clause}”.",
        "traceability.yaml 中没有条款“{clause}”的任何要求。",
    ),
    "clause-without-statement.fix": Text(
        "List what the clause states, with the rules that judge it or why none can.",
        "请列出该条款的各项要求，并写明核对规则或者无法核对的原因。",
    ),
    "bound-unused": Text("No rule uses the bound “{bound}”.", "没有规则使用界限值“{bound}”。"),
    "bound-unused.fix": Text(
        "Compare with it as {{bound: {bound}}} where a rule has the bare figure, or leave it out.",
        "规则中直接写出该数值的，请改用 {{bound: {bound}}}；否则请将其删去。",
    ),
    "list-unused": Text(
        "Nothing uses “{name}”: no rule, no fact, no schema, no clause and no other table.",
        "“{name}”没有被使用：规则、事实、Schema、条款和其他表格均未引用。",
    ),
    "list-unused.fix": Text(
        "Leave it out, or name it where its values stand (x-table in the schema, `in` of a code).",
        "请将其删去，或者在填写其内容之处引用（Schema 中的 x-table、代码的 in）。",
    ),
    "fact-unused": Text(
        "Nothing looks at the facts “{kind}”: no rule, no other fact and no tally.",
        "没有规则、其他事实或者清单使用事实“{kind}”。",
    ),
    "fact-unused.fix": Text("Judge them by a rule, or leave them out.", "请编写核对此类事实的规则，否则请将其删去。"),
    "statement-of-no-rule.fix": Text("Correct the id, or take it out.", "请更正规则标识，或者将其删去。"),
    "rule-without-statement.fix": Text(
        "Put the rule's id beside the statement that it judges.", "请将该规则标识列于其所核对的要求之下。"
    ),
    "statement-without-rule.fix": Text(
        "Name the rules that judge it, or why none can (not_judged).",
        "请列出核对规则，或者说明无法核对的原因（not_judged）。",
    ),
    "statement-judged-and-not.fix": Text("Leave one of the two out.", "请删去其一。"),
    "statement-of-no-clause.fix": Text("Correct the clause.", "请更正条款。"),
    "statement-repeated.fix": Text("Number every statement differently.", "请使各项要求的编号互不相同。"),
}

_SHOWN: Final[dict[str, Text]] = {
    "place": Text("{place}: {severity} [{id}]", "{place}：{severity}（{id}）"),
    "to-do": Text("To do: {fix}", "修改：{fix}"),
    "clean": Text("{pack}: nothing found.", "{pack}：未发现问题。"),
    "total": Text(
        "{pack}: errors: {errors}; warnings: {warnings}; notes: {infos}.",
        "{pack}：错误{errors}处，警告{warnings}处，提示{infos}处。",
    ),
    "broken": Text(
        "{pack}: the rule pack cannot be used (faults: {faults}). Everything else is looked at once they are mended.",
        "{pack}：规则包无法使用（错误{faults}处）。改正之后再核对其他事项。",
    ),
}

TEXTS: Final[dict[str, Text]] = _TEXTS | _CASES | _TABLES | _SHOWN
