"""What is said when an evaluator fails: the verdict is then undetermined, never a pass."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "durable-missing": Text(
        "durable_rules cannot be imported here; the reference evaluator can judge. On Linux and macOS, with a C "
        "compiler, this installs it: {command}",
        "此环境无法导入 durable_rules；可改用参照求值器。在Linux和macOS中，有C编译器的，可用以下命令安装：{command}",
    ),
    "stands-in": Text(
        "Note: durable_rules cannot be imported here, so the reference evaluator judges instead. On Linux and macOS, "
        "with a C compiler, this installs it: {command}",
        "注意：此环境无法导入 durable_rules，由参照求值器代为核对。在Linux和macOS中，有C编译器的，"
        "可用以下命令安装：{command}",
    ),
    "failed": Text("durable_rules failed: {cause}", "durable_rules 运行出错：{cause}"),
    "facts-refused": Text(
        "durable_rules did not take in all the facts (outcome {outcome})",
        "durable_rules 未能接收全部事实（返回值 {outcome}）",
    ),
    "crashed": Text(
        "plancheck failed over this file ({cause}); please report it with the file",
        "plancheck 处理该文件时出错（{cause}），请将文件一并反馈",
    ),
    "process-died": Text(
        "plancheck's process died over this file; please report it with the file",
        "plancheck 处理该文件时进程意外终止，请将文件一并反馈",
    ),
    "took-too-long": Text(
        "plancheck did not finish with this file within {seconds} seconds; please report it with the file",
        "plancheck 未能在{seconds}秒内处理完该文件，请将文件一并反馈",
    ),
    "no-answer": Text("{cause}", "{cause}"),
    "no-end": Text("durable_rules stopped before it had judged every rule", "durable_rules 在核对完全部规则之前停止"),
    "disagree": Text("the two evaluators disagree on: {rules}", "两个求值器的结论不一致，涉及规则：{rules}"),
    "name-unfit": Text(
        "durable_rules cannot be told of `{name}`, which rule {rule} looks at: a name has small letters, digits and _, "
        "and begins with a letter",
        "规则 {rule} 所用名称“{name}”无法交给 durable_rules：名称只能由小写字母、数字和下划线组成，且以字母开头",
    ),
    "condition-unfit": Text(
        "durable_rules cannot be told what rule {rule} asks of `{member}` ({op}): the value or the member that it is "
        "compared with does not fit",
        "规则 {rule} 对“{member}”的条件（{op}）无法交给 durable_rules：所比较的值或字段不适用",
    ),
    "gate-disagrees": Text(
        "the schema gate refuses this document and the explanation finds no fault in it",
        "快速格式检查未通过，而详细检查未发现问题，二者结论不一致",
    ),
}
