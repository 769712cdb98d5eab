"""What is said of a rule pack that cannot be used: to its author, who has the file and the line before it."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_FILES: Final[dict[str, Text]] = {
    "unknown": Text(
        "There is no rule pack “{pack}”: none of that name is installed, and it is no folder with a circular.yaml. "
        "Installed: {installed}.",
        "没有规则包“{pack}”：未安装此名称的规则包，也没有含 circular.yaml 的此名文件夹。已安装的有：{installed}。",
    ),
    "one-needed": Text(
        "Which rule pack is meant has to be said, as there is not just one; name one of these, by --pack on the command "
        "line: {installed}.",
        "已安装的规则包不止一个，须指明所用规则包（命令行中用 --pack）；已安装的有：{installed}。",
    ),
    "several-met": Text(
        "The documents are of several circulars ({packs}): name the rule pack that is meant, or ask for all their "
        "reviews.",
        "文件分属多个通知（{packs}）：请指明所用规则包，或者取得全部审核结果。",
    ),
    "file-missing": Text("The file is missing; a rule pack cannot do without it.", "缺少此文件，规则包必须包含它。"),
    "no-rules": Text(
        "There is no rule in this folder; a rule is a file <clause>/<rule-id>/rule.yaml.",
        "此文件夹中没有规则；规则文件应为“条款/规则标识/rule.yaml”。",
    ),
    "rule-twice": Text(
        "A second rule with the id of {other}; ids are unique across clauses.",
        "规则标识与 {other} 重复；各条款之间规则标识不得重复。",
    ),
}

_TABLES: Final[dict[str, Text]] = {
    "id-of-folder": Text(
        "The id is “{id}”, but the folder is “{folder}”; the two shall be the same.",
        "标识为“{id}”，而文件夹名为“{folder}”，二者应当一致。",
    ),
    "clause-unknown": Text(
        "There is no clause “{clause}”: circular.yaml lists none, and the catalogue has no such measure.",
        "没有“{clause}”这一条款：circular.yaml 未列出，目录中也没有相应措施。",
    ),
    "clause-of-folder": Text(
        "The clause is “{clause}”, but the rule stands in the folder “{folder}”; the two shall agree.",
        "条款为“{clause}”，而规则所在文件夹为“{folder}”，二者应当一致。",
    ),
    "row-unknown": Text("The catalogue has no row with the number {number}.", "目录中没有编号为{number}的条目。"),
    "row-repeated": Text("“{number}” stands here more than once.", "“{number}”在此重复出现。"),
    "department-unknown": Text(
        "circular.yaml lists no department “{department}”.", "circular.yaml 未列出部门“{department}”。"
    ),
    "detail-unknown": Text("The plan format has no detail “{detail}”.", "方案格式中没有名为“{detail}”的专项内容。"),
}

_CONDITIONS: Final[dict[str, Text]] = {
    "kind-unknown": Text(
        "There is no kind of fact “{kind}”; there are: {kinds}.", "没有“{kind}”这一事实种类，可用的有：{kinds}。"
    ),
    "kind-not-judged": Text(
        "The rule judges each “{judged}”: it may look at that fact, and at the plan or review as a whole, but not at "
        "“{kind}”; write “some {kind}” or “no {kind}”.",
        "本规则逐一核对“{judged}”，只能直接引用该事实以及方案（或审核）整体，不能引用“{kind}”；"
        "可写作“some {kind}”或“no {kind}”。",
    ),
    "kind-quantified": Text(
        "“{kind}” is the one fact that is looked at here; write it without “some” or “no”.",
        "此处的“{kind}”只有一个事实，请直接写其名称，不加“some”或“no”。",
    ),
    "kind-of-another-stage": Text(
        "“{kind}” is not known when the rules about “{judged}” are judged.",
        "核对有关“{judged}”的规则时，“{kind}”尚不可知，此处不能引用。",
    ),
    "at-kind": Text(
        "The place begins at “{kind}”, but the rule judges each “{judged}”.",
        "位置自“{kind}”起算，而本规则逐一核对的是“{judged}”。",
    ),
    "member-unknown": Text(
        "“{kind}” has no member “{member}”; it has: {members}.", "“{kind}”没有成员“{member}”，可用的有：{members}。"
    ),
    "member-is-text": Text(
        "“{kind}.{member}” is free text: messages may show it, no condition may look at it.",
        "“{kind}.{member}”是自由文本，只能在说明文字中显示，不能用作条件。",
    ),
    "join-not-equality": Text(
        "Inside “some” or “no”, a member is compared with the fact judged only by “is”, and only with a member of "
        "“{judged}”.",
        "在“some”或“no”之内，只能用“is”与所核对的“{judged}”的成员相比较。",
    ),
    "join-missing": Text(
        "Nothing ties “{kind}” to the “{judged}” that is judged; compare at least one member: {{of: {judged}.member}}.",
        "“{kind}”与所核对的“{judged}”没有关联；至少应有一个成员与之相等：{{of: {judged}.成员}}。",
    ),
    "operator-unfit": Text(
        "The operator “{op}” does not fit a member of the type {type}; these do: {operators}.",
        "运算符“{op}”不适用于{type}类型的成员，适用的有：{operators}。",
    ),
    "literal-unfit": Text(
        "The value “{value}” does not fit a member of the type {type}.", "值“{value}”不适用于{type}类型的成员。"
    ),
    "code-unknown": Text(
        "“{value}” is not a code that can stand here; these can: {codes}.",
        "“{value}”不是此处可用的代码，可用的有：{codes}。",
    ),
    "bound-unknown": Text(
        "circular.yaml has no bound “{bound}”; it has: {bounds}.",
        "circular.yaml 没有界限值“{bound}”，可用的有：{bounds}。",
    ),
    "bound-unfit": Text(
        "The bound “{bound}” cannot be compared with a member of the type {type}.",
        "界限值“{bound}”不能与{type}类型的成员相比较。",
    ),
    "types-differ": Text(
        "“{reference}” is of the type {found} and cannot be compared with a member of the type {type}.",
        "“{reference}”的类型为{found}，不能与{type}类型的成员相比较。",
    ),
}

_REPAIRS: Final[dict[str, Text]] = {
    "repair-action": Text(
        "A repair names exactly one of the actions {actions}.", "每一种修改办法应当写明且只写明一个动作：{actions}。"
    ),
    "repair-of-review": Text(
        "A rule across the plans of a review has no repairs: no edit of one plan can mend what it finds.",
        "跨方案规则不设修改办法：仅修改一份方案，不能解决其所发现的问题。",
    ),
    "repair-which": Text(
        "“which” says which milestones are meant; the action “{action}” is not about milestones.",
        "“which”用于指明哪些时间节点，动作“{action}”与时间节点无关。",
    ),
    "repair-which-needed": Text(
        "Which milestones are moved has to be said: “which: late” or “which: any”.",
        "应当写明移动哪些时间节点：“which: late”或者“which: any”。",
    ),
    "repair-value-needed": Text("The value that is set has to be given with “to”.", "应当用“to”写明所填的值。"),
    "repair-value-unfit": Text(
        "The action “{action}” has no use for a value (“to”, “choose”).",
        "动作“{action}”不需要值（“to”“choose”）。",
    ),
    "repair-path": Text(
        "The place begins at “{base}”; it can begin at the “{judged}” that is judged, at a kind named under “any”, at "
        "{{entry}} where these stand in one, or at the plan itself.",
        "位置自“{base}”起算；可以自所核对的“{judged}”、“any”之下写明的种类、二者所在的条目（{{entry}}）"
        "或者方案本身起算。",
    ),
}

_STATEMENTS: Final[dict[str, Text]] = {
    "statement-without-rule": Text(
        "The statement {number} has neither rules that judge it nor a reason why none can.",
        "第{number}条既未列出核对规则，也未说明无法核对的原因。",
    ),
    "statement-judged-and-not": Text(
        "The statement {number} has rules that judge it, and a reason why none can; one of the two shall go.",
        "第{number}条既列出了核对规则，又说明了无法核对的原因，二者只能取其一。",
    ),
    "rule-unknown": Text("This rule pack has no rule “{rule}”.", "本规则包没有规则“{rule}”。"),
    "rule-without-statement": Text(
        "The rule “{rule}” answers to no statement of the circular.", "规则“{rule}”未对应通知中的任何一条要求。"
    ),
}

_CASES: Final[dict[str, Text]] = {
    "case-patch": Text(
        "The patch of the case “{case}” does not fit the base plan: {cause}.",
        "案例“{case}”的补丁不适用于基准方案：{cause}。",
    ),
    "base-plan-not-object": Text(
        "The base plan is not a group of fields, so no case can patch it.", "基准方案不是一组字段，案例无从在其上修改。"
    ),
}

TEXTS: Final[dict[str, Text]] = _FILES | _TABLES | _CONDITIONS | _REPAIRS | _STATEMENTS | _CASES
