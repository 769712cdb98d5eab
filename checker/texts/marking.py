"""What a marked-up workbook says in its comments and on its first sheet, beside what `texts.report` has."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_COMMENT: Final[dict[str, Text]] = {
    "signature": Text("(plancheck, no. {number})", "（plancheck第{number}项）"),
    "found": Text("{severity}: {message}", "{severity}：{message}"),
    "rule": Text("Rule: {rule} {signature}", "规则：{rule}{signature}"),
    "more": Text(
        "{severity}: further findings about this cell: {count}; see the list on the first sheet {signature}",
        "{severity}：与本单元格有关的问题另有{count}项，见第一张工作表的清单{signature}",
    ),
}

_SHEET: Final[dict[str, Text]] = {
    "sheet": Text("plancheck", "核对结果"),
    "how": Text(
        "Each finding with a cell is a comment on that cell, and a colour. Correct the plan in this file and check it "
        "again: the comments, the colours and this sheet are then replaced by those of the new check.",
        "凡列明单元格的问题，均已在该单元格中加注批注并填充颜色。请直接在本文件中修改方案，再次核对；"
        "届时批注、颜色和本工作表将按新的核对结果更新。",
    ),
    "cell": Text("Cell", "单元格"),
    "no-cell": Text("none", "无"),
}

_NOTES: Final[dict[str, Text]] = {
    "not-marked": Text(
        "Note: nothing can be marked in {file}; the workbook written is a list of the findings.",
        "提示：{file}无法标注问题，输出的工作簿为问题清单。",
    ),
}

TEXTS: Final[dict[str, Text]] = _COMMENT | _SHEET | _NOTES
