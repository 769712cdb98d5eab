"""What a document to fill in says in its comments, beside what the rule pack and the schema say."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_HEAD: Final[dict[str, Text]] = {
    "heading": Text("{document} for {year}: {office}", "{office}{year}年{document}"),
    "heading-without-year": Text("{document}: {office}", "{office}{document}"),
    "circular": Text("By {citation}, {title}", "依据：{citation}，{title}"),
    "how-marks": Text(
        "Lines after “##” explain. Lines after a single “#” are prepared: to use them, take away the “#” and the blank "
        "that follows it.",
        "“##”之后是说明。单个“#”之后是备好的内容，需要时删去“#”和其后的一个空格即可使用。",
    ),
    "how-blanks": Text(
        "Write between the quotation marks, or after the colon where there are none. What stays empty counts as not "
        "given.",
        "请在引号之间填写；没有引号的，在冒号之后填写。留空的视为未填写。",
    ),
    "how-check": Text(
        "Check it at any time: plancheck check FILE. What a rule wants and why: plancheck explain RULE.",
        "可随时核对：plancheck check 文件；了解某一规则的要求和理由：plancheck explain 规则。",
    ),
}

_FIELDS: Final[dict[str, Text]] = {
    "called": Text("{meaning}: {value}", "{meaning}：{value}"),
    "code": Text("{code} ({label})", "{code}（{label}）"),
    "day": Text("YYYY-MM-DD", "写作YYYY-MM-DD"),
    "flag": Text("true or false", "填true或false"),
    "list-joint": Text(", ", "、"),
    "parts-joint": Text("; ", "；"),
    "sentence": Text("{text}.", "{text}。"),
    "duty": Text("{duty} ({clause}).", "{duty}（{clause}）。"),
}

_ITEMS: Final[dict[str, Text]] = {
    "entries": Text("What each entry holds:", "各条目的内容如下："),
    "rare": Text(
        "Few entries need what follows: to use it, copy it into the entry, and take away the “#” and the blank.",
        "以下内容少数条目才用：需要时复制到相应条目中，并删去“#”和其后的一个空格。",
    ),
    "part-owed": Text("To be taken up ({count}): all of them.", "应当列入的{item}（{count}项）：全部列入。"),
    "part-offered": Text(
        "To choose from ({count}): to take one up, take away the “#” and the blank from every line of its entry.",
        "可以选择列入的{item}（{count}项）：选定后，删去相应条目各行的“#”和其后的一个空格。",
    ),
    "part-others": Text(
        "The others of the circular ({count}), which a person will ask about where they are listed:",
        "通知中的其余{item}（{count}项），列入的须由人工判断：",
    ),
    "empty-list": Text("take away “[]” when an entry is put in", "填写条目时请删去“[]”"),
    "item": Text("{item} {number}: {title}", "第{number}项{item}：{title}"),
}

_NOT_OFFERED: Final[dict[str, Text]] = {
    "not-offered": Text(
        "{what} is not offered yet for this kind of document ({document}, {citation}). It can be checked and reviewed, "
        "and a template of it is there as YAML: plancheck template.",
        "尚不能为此类文件（{citation}，{document}）{what}；可以核对、汇总审核，也可以生成YAML格式的模板：plancheck template。",
    ),
    "refused": Text("{reason}", "{reason}"),
    "not-offered-workbook": Text("A workbook", "生成工作簿"),
    "not-offered-word": Text("A Word document", "生成Word文档"),
    "not-offered-form": Text("Reading a workbook or a Word document", "读取工作簿或者Word文档"),
    "not-offered-fix": Text("The smallest set of edits", "给出最少修改"),
    "not-offered-letter": Text("A letter that returns it", "撰写退回通知"),
    "no-authority": Text(
        "There is no letter that returns this document: {citation} has nobody return it. It can be checked and reviewed.",
        "此文件没有退回通知可写：{citation}未规定退回。可以核对、汇总审核。",
    ),
}

TEXTS: Final[dict[str, Text]] = _HEAD | _FIELDS | _ITEMS | _NOT_OFFERED
