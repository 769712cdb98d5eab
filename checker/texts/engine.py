"""What is said when an evaluator fails: the verdict is then undetermined, never a pass."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "durable-missing": Text(
        "durable_rules cannot be imported here (it works on CPython 3.11 and 3.12); the reference evaluator can judge",
        "此环境无法导入 durable_rules（适用于CPython 3.11和3.12）；可改用参照求值器",
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
    "gate-disagrees": Text(
        "the schema gate refuses this document and the explanation finds no fault in it",
        "快速格式检查未通过，而详细检查未发现问题，二者结论不一致",
    ),
}
