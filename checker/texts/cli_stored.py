"""The part of the area `cli` about commands that work on reports: compare, letter and verify."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_COMPARE_AND_LETTER: Final[dict[str, Text]] = {
    "compare.short": Text("Compare a plan with an earlier one.", "与前一份方案比对。"),
    "compare.help": Text(
        "Compare a plan with an earlier one of the same office: which findings are fixed, still open or new. A finding "
        "is known by its rule and what it is about, wherever it stands.",
        "将方案与同一单位的前一份方案比对，列明哪些问题已改正、仍未改正或者新发现。"
        "问题按规则和所涉事项识别，与其在方案中的位置无关。",
    ),
    "compare.old": Text(
        "The earlier plan, or its report as check wrote it as JSON.", "前一份方案，或者 check 以JSON写出的报告。"
    ),
    "compare.new": Text("The later plan, or its report.", "后一份方案，或者其报告。"),
    "compare.epilog": Text(
        "Exit status, the highest that applies: 0 nothing at or above --fail-on is still open or new; 1 something is; "
        "2 the later plan breaks the plan format, or one of the two cannot be read; 3 the rules could not be judged.",
        "退出状态（取最高者）：0 没有达到 --fail-on 所定级别而仍未改正或者新发现的问题；1 有此类问题；"
        "2 后一份方案不符合方案格式，或者有文件无法读取；3 规则未能核对。",
    ),
    "letter.short": Text("Write the letter that returns a plan.", "撰写退回方案的通知。"),
    "letter.help": Text(
        "Write the letter with which a plan is returned for reformulation, as a Word file to edit and stamp: the "
        "findings numbered by clause, with what to do. What is still to be filled in is marked.",
        "撰写将方案退回重新制定的通知（Word文件，供修改、盖章）：按条款逐项列明问题和修改要求，待填写之处均有标记。",
    ),
    "letter.file": Text("The plan, or its report as check wrote it as JSON.", "方案，或者 check 以JSON写出的报告。"),
    "letter.output": Text(
        "Write to this file (.docx), all or nothing; it has to be named.",
        "写入此文件（.docx），要么完整写入，要么不写；必须指定。",
    ),
    "letter.epilog": Text(
        "Exit status: 0 the letter is written; 2 wrong usage, an input that cannot be read, or a plan that is not "
        "returned; 3 the rules could not be judged.",
        "退出状态：0 通知已写出；2 用法有误、文件无法读取，或者方案无须退回；3 规则未能核对。",
    ),
    "letter.not-returned": Text(
        "{name}: there is nothing to return, as the verdict on this plan is “{verdict}”.",
        "{name}：此方案的结论为“{verdict}”，无须退回。",
    ),
    "letter.undetermined": Text(
        "{name}: the rules could not be judged, so it is not known whether this plan is to be returned.",
        "{name}：规则未能核对，无法认定此方案应否退回。",
    ),
    "letter.other-language": Text(
        "{name}: this report is in another language than the letter. Give --lang {written}, or the plan itself.",
        "{name}：此报告与通知的语言不同，请使用 --lang {written}，或者改为提供方案本身。",
    ),
    "letter.no-pack": Text(
        "{name}: the rule pack “{pack}” that judged is not at hand; name it with --pack.",
        "{name}：未找到核对所用的规则包“{pack}”，请用 --pack 指定。",
    ),
    "given-folder": Text("{name} is a folder; give a file.", "{name} 是文件夹，请提供文件。"),
    "given-unreadable": Text("{name}: {reason}", "{name}：{reason}"),
    "metavar-old": Text("OLD", "前一份"),
    "metavar-new": Text("NEW", "后一份"),
}

_VERIFY: Final[dict[str, Text]] = {
    "verify.short": Text("Verify a stored report.", "核验已存报告。"),
    "verify.help": Text(
        "Judge the plans of a stored report again and say whether it still holds: the same plans, byte for byte, the "
        "same rule pack, and the same findings, verdict and statuses. Plans are found by their digest, whatever they "
        "are called now.",
        "重新核对已存报告所指的方案，说明报告是否仍然成立：方案内容完全相同，规则包相同，问题、结论和各规则的状态也相同。"
        "方案按内容摘要识别，与现在的文件名无关。",
    ),
    "verify.report": Text(
        "What check or review wrote as json or ndjson: one report, several, or a review. “-” is standard input.",
        "check 或 review 以 json 或 ndjson 写出的文件：一份或多份报告，或者汇总。“-”表示标准输入。",
    ),
    "verify.plans": Text(
        "The plans that it is on. A folder means the plan files under it.",
        "报告所指的方案。文件夹表示其中的全部方案文件。",
    ),
    "verify.epilog": Text(
        "The day for which a plan is checked does not stand in its report: give the same --as-of as then.\n"
        "\n"
        "Exit status, the highest that applies: 0 everything holds; 1 something does not, or its plan or its rule pack "
        "is not here; 2 wrong usage, or a report or a plan that cannot be read; 3 the rules could not be judged.",
        "报告不载核对日期，请使用与当时相同的 --as-of。\n"
        "\n"
        "退出状态（取最高者）：0 全部一致；1 有不一致之处，或者缺少方案、规则包不同；"
        "2 用法有误，或者有报告、方案无法读取；3 规则未能核对。",
    ),
    "verify.pack": Text(
        "Rule pack to judge by: an id, or a folder (default: the one the report names, where it is installed).",
        "所用规则包：标识或文件夹（默认为报告所载、且已安装的规则包）。",
    ),
    "metavar-stored": Text("REPORT", "报告"),
}

STORED: Final[dict[str, Text]] = {**_COMPARE_AND_LETTER, **_VERIFY}
