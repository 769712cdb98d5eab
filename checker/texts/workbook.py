"""What is said of a workbook that was filled in: what could not be understood, and what to do about it."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_FOUND: Final[dict[str, Text]] = {
    "sheet-unknown": Text(
        "The sheet “{sheet}” is no part of the form, and nothing on it was read.",
        "工作表“{sheet}”不是表格的组成部分，其中内容未读取。",
    ),
    "column-unknown": Text(
        "The column “{head}” is not known here, and what stands in it was not read.",
        "无法识别列“{head}”，该列内容未读取。",
    ),
    "column-unnamed": Text(
        "This column has no heading, and what stands in it was not read.", "该列没有列标题，其中内容未读取。"
    ),
    "column-repeated": Text(
        "There is a second column “{head}” with something in it, and which of the two counts is not clear.",
        "“{head}”列出现两次且均有内容，无法确定以哪一列为准。",
    ),
    "outside": Text(
        "This cell is outside of the form, and what stands in it was not read.",
        "该单元格不在表格之内，其中内容未读取。",
    ),
    "error-value": Text(
        "The formula here ends in an error ({found}), so there is no value.", "此处公式出错（{found}），没有可用的值。"
    ),
    "uncomputed": Text(
        "The formula here has not been computed, so there is no value.", "此处公式尚未计算，没有可用的值。"
    ),
    "value-repeated": Text(
        "“{head}” is stated once already, and which of the two counts is not clear.",
        "“{head}”前面已经填写，无法确定以哪一处为准。",
    ),
    "title-differs": Text(
        "The title typed here is that of another measure than number {number}.",
        "此处填写的措施名称与第{number}项措施不符。",
    ),
    "row-without-measure": Text(
        "This row does not say which measure it belongs to, and was not read.", "该行未填写措施编号，其中内容未读取。"
    ),
    "row-of-no-measure": Text(
        "This row belongs to measure “{number}”, which the sheet of measures does not list; it was not read.",
        "该行属于措施“{number}”，而工作措施表没有列入该项，其中内容未读取。",
    ),
    "row-of-two-measures": Text(
        "This row belongs to measure “{number}”, which is listed more than once; it was not read.",
        "该行属于措施“{number}”，而该项措施列入了不止一次，其中内容未读取。",
    ),
    "row-repeated": Text(
        "A row above is about the same measure already; this one was not read.",
        "前面已有关于同一措施的一行，该行内容未读取。",
    ),
    "too-many": Text(
        "More than {bound} cells could not be understood; only the first {bound} are listed.",
        "无法识别的单元格超过{bound}个，仅列出前{bound}个。",
    ),
}

_REMEDIES: Final[dict[str, Text]] = {
    "fix-sheet-unknown": Text(
        "Move what belongs to the plan to the sheets of the form, and delete this sheet.",
        "请将属于方案的内容移入表格相应的工作表，并删除此工作表。",
    ),
    "fix-column-unknown": Text(
        "Give the column the heading that the form has for it, or move its contents elsewhere and delete it.",
        "请将列标题改回表格原有的标题，或者将内容移到别处后删除该列。",
    ),
    "fix-column-unnamed": Text(
        "Give the column the heading that the form has for it, or delete what stands in it.",
        "请补上表格原有的列标题，或者删去该列内容。",
    ),
    "fix-column-repeated": Text("Keep one of the two columns.", "请只保留其中一列。"),
    "fix-outside": Text(
        "Move it to the cell or column that it belongs to, or delete it.",
        "请将其移到相应的单元格或者列中，或者予以删除。",
    ),
    "fix-error-value": Text("Correct the formula, or type the value itself.", "请改正公式，或者直接填写数值。"),
    "fix-uncomputed": Text(
        "Open the workbook in an office program and save it, or type the value itself.",
        "请用办公软件打开并重新保存，或者直接填写数值。",
    ),
    "fix-value-repeated": Text("Keep one of the two.", "请只保留其中一处。"),
    "fix-title-differs": Text(
        "Correct the number or the title; the sheet “Catalogue” has both.",
        "请改正措施编号或者名称，两者可查阅“措施目录”。",
    ),
    "fix-row-without-measure": Text("Fill in the number of the measure.", "请填写措施编号。"),
    "fix-row-of-no-measure": Text(
        "Correct the number, or list the measure on the sheet of measures.",
        "请改正编号，或者在工作措施表中列入该项措施。",
    ),
    "fix-row-of-two-measures": Text(
        "List the measure once; or give each of its rows a mark in a column “Entry mark”, and write that mark here "
        "in place of the number.",
        "请只列入一次；确需分列的，请在“条目标记”列为各行填写不同标记，并在此处以标记代替编号。",
    ),
    "fix-row-repeated": Text("Put both rows together in one.", "请将两行合并为一行。"),
}

TEXTS: Final[dict[str, Text]] = _FOUND | _REMEDIES
