"""What is said of a document that breaks its schema: what was found, what was expected, and what to do about it."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_FAULTS: Final[dict[str, Text]] = {
    "wrong-type": Text("Found {found}; expected {expected}.", "此处为{found}，应为{expected}。"),
    "wrong-form": Text("Found {found}, which is not {expected}.", "此处为{found}，写法不符，应为{expected}。"),
    "empty-item": Text(
        "This item of the list is empty (null); expected {expected}.", "列表中的此项为空（null），应为{expected}。"
    ),
    "not-allowed": Text(
        "Found {found}; the values allowed are {allowed}.{hint}", "此处为{found}，只能填写{allowed}之一。{hint}"
    ),
    "missing": Text("The field “{name}” is missing; expected {expected}.", "缺少字段“{name}”，应填写{expected}。"),
    "blank": Text(
        "The field “{name}” is blank, which counts as missing; expected {expected}.",
        "字段“{name}”为空白，视为未填写，应填写{expected}。",
    ),
    "unknown-field": Text(
        "There is no field “{name}” here; the fields known here are {known}.{hint}",
        "此处没有“{name}”字段，可用字段为{known}。{hint}",
    ),
    "not-a-day": Text("Found {found}, which is not {expected}.", "此处为{found}，应为{expected}。"),
    "day-not-in-calendar": Text(
        "“{value}” is no day of the calendar; expected {expected}.", "日历中没有“{value}”这一天，应为{expected}。"
    ),
    "day-with-time": Text(
        "“{value}” gives a time of day; expected {expected}, without a time.",
        "“{value}”带有时刻，应为{expected}，不带时刻。",
    ),
    "too-small": Text(
        "Found {found}, which is too small; expected {expected}.", "此处为{found}，数值过小，应为{expected}。"
    ),
    "too-large": Text(
        "Found {found}, which is too large; expected {expected}.", "此处为{found}，数值过大，应为{expected}。"
    ),
    "too-short": Text(
        "This text is too short: characters found {count}, needed {bound}.",
        "此处文本过短，共{count}个字符，至少应有{bound}个。",
    ),
    "too-long": Text(
        "This text is too long: characters found {count}, allowed {bound}.",
        "此处文本过长，共{count}个字符，至多{bound}个。",
    ),
    "too-few-items": Text(
        "This list is too short: items found {count}, needed {bound}.", "此列表共{count}项，至少应有{bound}项。"
    ),
    "too-few-fields": Text(
        "Too few fields stand here: found {count}, needed {bound}.", "此处共{count}个字段，至少应有{bound}个。"
    ),
    "repeated-item": Text(
        "The list has {found} more than once; each item may stand in it only once.",
        "列表中重复出现{found}，每项只能出现一次。",
    ),
    "wrong-name": Text(
        "“{name}” cannot be a name here; expected {expected}.", "“{name}”不能用作此处的名称，应为{expected}。"
    ),
    "unknown-circular": Text(
        "No rule pack is installed for the circular “{value}”; installed: {known}.{hint}",
        "未安装通知“{value}”的规则包，已安装的有：{known}。{hint}",
    ),
    "too-many-faults": Text(
        "There are more than {bound} faults; only the first {bound} that were found are listed.",
        "格式错误超过{bound}处，仅列出最先发现的{bound}处。",
    ),
    "not-accepted": Text(
        "Found {found}, which the schema does not accept ({keyword}).", "此处为{found}，不符合格式定义（{keyword}）。"
    ),
    "did-you-mean": Text(" Did you mean “{near}”?", "是否应为“{near}”？"),
}

_REMEDIES: Final[dict[str, Text]] = {
    "fix-write": Text("Write {expected}.", "请填写{expected}。"),
    "fix-near": Text("Write “{near}”, if that is what is meant.", "如原意为“{near}”，请照此改正。"),
    "fix-choose": Text("Write one of the values allowed.", "请填写允许的值之一。"),
    "fix-unquote": Text("Write {number} without quotation marks.", "请去掉引号，写作{number}。"),
    "fix-quote": Text('Put it in quotation marks: "{written}".', '请加引号，写作"{written}"。'),
    "fix-list": Text(
        "Make it a list, even for a single item (YAML: a line of its own after “- ”; JSON: square brackets).",
        "请写成列表，即使只有一项（YAML另起一行并以“- ”开头，JSON使用方括号）。",
    ),
    "fix-item": Text("Fill the item in, or remove it.", "请填写此项，或将其删除。"),
    "fix-add": Text("Add the field “{name}”.", "请补充字段“{name}”。"),
    "fix-fill-in": Text("Fill in “{name}”.", "请填写“{name}”。"),
    "fix-rename-to": Text(
        "Rename “{near}” to “{name}”, if that is what is meant.", "如“{near}”即指此项，请更名为“{name}”。"
    ),
    "fix-rename": Text(
        "Rename it to “{near}”, if that is what is meant; otherwise remove it.",
        "如原意为“{near}”，请更名；否则请删除。",
    ),
    "fix-both": Text("Keep either this or “{near}”, which is here as well.", "“{near}”已填写，请只保留其中之一。"),
    "fix-remove": Text("Remove it, or use one of the fields known here.", "请删除，或改用此处可用的字段。"),
    "fix-name": Text("Rename it: {expected}.", "请更名为{expected}。"),
    "fix-day": Text("Write {day}.", "请写作{day}。"),
    "fix-lengthen": Text("Bring it up to at least {bound}.", "请补足至少{bound}个。"),
    "fix-shorten": Text("Bring it down to at most {bound}.", "请缩减至{bound}个以内。"),
    "fix-once": Text("Keep it only once.", "请只保留一项。"),
    "fix-circular": Text("Write the id of an installed rule pack.", "请填写已安装规则包的标识。"),
    "fix-again": Text("Correct what is listed, then check again.", "请先改正所列错误，再重新核对。"),
}

_FOUND: Final[dict[str, Text]] = {
    "found-text": Text("the text “{value}”", "文本“{value}”"),
    "found-blank": Text("blank text", "空白文本"),
    "found-number": Text("the number {value}", "数字{value}"),
    "found-nan": Text("NaN, which is no number", "非数字（NaN）"),
    "found-infinity": Text("an infinite number ({value})", "无穷大（{value}）"),
    "found-unwritable": Text("a number with thousands of digits", "位数达数千位的数字"),
    "found-true": Text("yes (true)", "“是”（true）"),
    "found-false": Text("no (false)", "“否”（false）"),
    "found-null": Text("nothing (null)", "空值（null）"),
    "found-no-items": Text("an empty list", "空列表"),
    "found-one-item": Text("a list of 1 item", "含1项的列表"),
    "found-items": Text("a list of {count} items", "含{count}项的列表"),
    "found-no-fields": Text("an empty group of fields", "不含字段的空内容"),
    "found-fields": Text("a group of fields ({names})", "一组字段（{names}）"),
    "found-other": Text("a value of the Python type {value}", "Python类型为{value}的值"),
}

_EXPECTED: Final[dict[str, Text]] = {
    "kind-object": Text("a group of fields", "一组字段"),
    "kind-array": Text("a list", "列表"),
    "kind-string": Text("text", "文本"),
    "kind-integer": Text("a whole number", "整数"),
    "kind-number": Text("a number", "数字"),
    "kind-boolean": Text("true or false (yes or no)", "true（是）或false（否）"),
    "kind-null": Text("nothing (null)", "空值（null）"),
    "anything": Text("a value", "一个值"),
    "group-with": Text("a group of fields with {names}", "含{names}的一组字段"),
    "integer-at-least": Text("a whole number of at least {least}", "不小于{least}的整数"),
    "integer-between": Text("a whole number from {least} to {most}", "{least}至{most}之间的整数"),
    "number-at-least": Text("a number of at least {least}", "不小于{least}的数字"),
    "number-between": Text("a number from {least} to {most}", "{least}至{most}之间的数字"),
    "one-of": Text("one of {allowed}", "{allowed}之一"),
    "one-of-many": Text("one of {count} values, such as {allowed}", "{allowed}等{count}个值之一"),
    "day": Text("a day written YYYY-MM-DD that exists in the calendar", "实际存在的日期（YYYY-MM-DD）"),
    "pattern": Text("text of the form {pattern}", "形如{pattern}的文本"),
    "form-six-digits": Text("six digits (the GB/T 2260 code)", "六位数字（GB/T 2260代码）"),
    "form-two-digits": Text("two digits in quotation marks", "加引号的两位数字"),
    "form-english": Text("text in English", "英文文本"),
    "form-chinese": Text("text in Chinese", "中文文本"),
    "form-number": Text(
        "the number of a measure: digits, or up to 16 letters, digits, dots, brackets and hyphens",
        "措施编号（数字，或不超过16个字符的字母、数字、点、括号和连字符）",
    ),
    "form-slug": Text(
        "lower-case Latin words joined by hyphens, a letter first", "以字母开头、用连字符连接的小写英文单词"
    ),
    "form-name": Text(
        "lower-case Latin letters, digits and underscores, a letter first",
        "以小写字母开头，由小写字母、数字和下划线组成的名称",
    ),
    "form-kind": Text("the name of a kind of fact, such as measure", "事实种类的名称，例如measure"),
    "form-quantified-kind": Text(
        "the name of a kind of fact, alone or after “some” or “no”",
        "事实种类的名称，前面可加“some”或“no”",
    ),
    "form-member": Text("kind.member, such as measure.number", "“种类.成员”，例如measure.number"),
    "form-place": Text(
        "a place: a JSON pointer, with the kind in braces if it begins at a fact",
        "位置（JSON指针；如自某一事实起算，先以花括号写明其种类）",
    ),
    "form-version": Text("a version of three numbers, such as 1.0.0", "由三个数字组成的版本号，例如1.0.0"),
    "form-office": Text("an ISO 3166-2:CN code, or four capital letters", "ISO 3166-2:CN代码，或四个大写字母"),
    "form-statement": Text("S and three digits, such as S001", "S加三位数字，例如S001"),
    "form-pointer": Text("a JSON pointer, such as /measures/0", "JSON指针，例如/measures/0"),
}

_JOINTS: Final[dict[str, Text]] = {
    "quoted": Text("“{name}”", "“{name}”"),
    "comma": Text(", ", "、"),
    "or": Text(" or ", "或"),
    "and-more": Text(", …", "……"),
    "none": Text("none", "无"),
}

TEXTS: Final[dict[str, Text]] = _FAULTS | _REMEDIES | _FOUND | _EXPECTED | _JOINTS
