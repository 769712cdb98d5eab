"""What a comparison of two reports says: what was fixed, what is still open, what is new, and what to doubt."""

from __future__ import annotations

from typing import Final

from checker.model import Text

TEXTS: Final[dict[str, Text]] = {
    "counts": Text(
        "{fixed} FIXED, {open} STILL OPEN, {new} NEW", "【已改正{fixed}项】【仍未改正{open}项】【新发现{new}项】"
    ),
    "nothing": Text("Neither report has any findings.", "两份报告均未发现问题。"),
    "old": Text("Earlier", "前一份"),
    "new": Text("Later", "后一份"),
    "office": Text("Sender", "单位"),
    "circular": Text("Circular", "依据"),
    "plan": Text("{name}: {plan}", "{name}：{plan}"),
    "verdict": Text("{verdict} ({counts})", "{verdict}（{counts}）"),
    "two-offices": Text("{old}; later {new}", "{old}；后一份为{new}"),
    "warning": Text("WARNING", "【注意】"),
    "warning-line": Text("{warning}: {message}", "{warning}{message}"),
    "doubt-office": Text(
        "These documents are of different senders ({old} and {new}): nothing below says that either has mended its own.",
        "两份文件分属不同单位（{old}和{new}），下列比对不能说明任何一方已改正。",
    ),
    "doubt-document": Text(
        "These are documents of different kinds ({old} and {new}).", "两份文件的种类不同（{old}和{new}）。"
    ),
    "doubt-pack": Text(
        "These documents were judged by different rule packs ({old} and {new}): a finding may come or go with the rules.",
        "两份文件所用规则包不同（{old}和{new}），问题的增减可能出于规则不同。",
    ),
    "doubt-pack-version": Text(
        "These documents were judged by different versions of the rule pack ({old} and {new}): a finding may come or go "
        "with the rules.",
        "两份文件所用规则包的版本不同（{old}和{new}），问题的增减可能出于规则不同。",
    ),
    "doubt-pack-digest": Text(
        "These documents were judged by different rules, though both call themselves version {old} of the rule pack: a "
        "finding may come or go with them.",
        "两份文件所用规则包虽同为{old}版，内容却不相同，问题的增减可能出于规则不同。",
    ),
    "doubt-plan-year": Text(
        "These documents are for different years ({old} and {new}).", "两份文件所属年度不同（{old}年和{new}年）。"
    ),
    "doubt-same-plan": Text(
        "Both are the same document, byte for byte ({old} and {new}).", "两份文件内容完全相同（{old}和{new}）。"
    ),
    "doubt-version": Text(
        "The later document carries version {new}, which is not above the earlier one's ({old}): the order may be wrong, "
        "or the version was not raised.",
        "后一份文件的版本号为{new}，不高于前一份（{old}）：可能次序颠倒，或者版本号未更新。",
    ),
    "heading-still-open": Text("Still open ({count})", "仍未改正（{count}项）"),
    "heading-new": Text("New ({count})", "新发现（{count}项）"),
    "heading-fixed": Text("Fixed ({count})", "已改正（{count}项）"),
    "finding": Text("{severity}: {title} ({rule})", "{severity}：{title}（{rule}）"),
    "finding-was": Text("{severity} (was {was}): {title} ({rule})", "{severity}（原为{was}）：{title}（{rule}）"),
    "found": Text("Found", "情况"),
    "found-earlier": Text("Was found", "原有情况"),
    "to-do": Text("To do", "修改"),
    "clause": Text("Clause", "依据"),
    "place": Text("Place", "位置"),
    "place-earlier": Text("Place then", "原位置"),
    "note": Text("Note", "说明"),
    "not-judged-again": Text(
        "Could not be judged in the later document, so it counts as still open.",
        "后一份文件的有关内容未能核对，视为仍未改正。",
    ),
    "not-judged-before": Text(
        "Could not be judged in the earlier document; it may have been there already.",
        "前一份文件的有关内容未能核对，此项可能原已存在。",
    ),
}
