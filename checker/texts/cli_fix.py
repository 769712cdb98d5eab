"""What the command `fix` says about itself: texts of the area `cli`."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "fix.short": Text("Find the shortest way to a plan that passes.", "给出使方案通过的最少修改。"),
    "fix.help": Text(
        "Say the smallest set of edits that would make a plan pass, what could be done instead, and why fewer are not "
        "enough. The plan is taken at its word: what is a fact is never edited away.",
        "给出使方案通过的最少修改，列明可以替代的办法，并说明为什么不能更少。以方案所写内容为准，不以改写事实的方式解决问题。",
    ),
    "fix.plan": Text("The plan, as JSON or YAML. “-” is standard input.", "方案（JSON或YAML）。“-”表示标准输入。"),
    "fix.epilog": Text(
        "Exit status: 0 the plan passes (or nothing returns it, with --goal review), if need be after --write; 1 edits "
        "are needed, or no edit helps; 2 wrong usage, or an input that cannot be read; 3 the rules could not be "
        "judged.",
        "退出状态：0 方案通过（使用 --goal review 的，为不再退回），包括 --write 写入之后；"
        "1 须作修改，或者无法通过修改解决；2 用法有误，或者文件无法读取；3 规则未能核对。",
    ),
    "option-write": Text(
        "Make in the file what a program can make, and mark in it what only the office can say; everything else in the "
        "file stays as it is.",
        "在文件中作出可由程序作出的修改，并标明须由本局填写、办理之处；文件的其他内容不变。",
    ),
    "option-write-to": Text(
        "As --write, but into this file; the plan stays as it is.", "同 --write，但写入此文件，原方案不变。"
    ),
    "option-goal": Text(
        "What the plan is to come to: no error and no warning (pass), or no error (review); default: pass.",
        "修改要达到的结论：无错误、无警告（pass），或者无错误（review）；默认 pass。",
    ),
    "fix.write-standard-input": Text(
        "Standard input cannot be written to; name a file with --write-to.",
        "无法写入标准输入，请用 --write-to 指定文件。",
    ),
    "fix.faulty": Text(
        "{name}: parts of it cannot be understood. Correct the places that are listed, and run fix again.",
        "{name}：部分内容无法识别。请先改正所列各处，再运行 fix。",
    ),
    "fix.write-format": Text(
        "{name}: only files of these kinds can be written into: {suffixes}. Without --write, the edits are listed.",
        "{name}：只能写入以下类型的文件：{suffixes}。不使用 --write 即只列出修改办法。",
    ),
    "fix.write-twice": Text(
        "{name} cannot be both the plan and the file for the output.", "{name} 不能既是方案又是输出文件。"
    ),
    "fix.no-pack": Text(
        "{name}: the plan names no circular whose rules are installed; name the rule pack with --pack.",
        "{name}：方案未填写已安装规则包的通知，请用 --pack 指定规则包。",
    ),
}
