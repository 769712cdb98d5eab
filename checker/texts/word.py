"""What is said of a plan in a Word document that cannot be understood, and what the document is called in its parts."""

from __future__ import annotations

from typing import Final

from checker.model import Text

_UNREADABLE: Final[dict[str, Text]] = {
    "no-document": Text(
        "The file holds no Word document; it may be a workbook or a presentation under another name. Name the right "
        "file, or let its name end as its format does.",
        "文件中没有Word文档，可能是改了后缀名的工作簿或者演示文稿。请指明正确的文件，或者使用与格式相符的后缀名。",
    ),
    "no-form": Text(
        "There is no table in this Word document that is laid out as the form for plans. Make the form with "
        "“plancheck template OFFICE --format docx --output plan.docx” and fill it in.",
        "此Word文档中没有按方案表格样式编制的表格。请用“plancheck template 单位代码 --format docx --output plan.docx”"
        "生成空白表格后填写。",
    ),
}

_UNWRITABLE: Final[dict[str, Text]] = {
    "too-large": Text(
        "As a Word document, the plan would be larger than what is read again. Write it as YAML or JSON.",
        "方案写成Word文档后将超过可读取的上限。请改用YAML或者JSON格式。",
    ),
    "no-letter": Text(
        "The text at {at} has the character {found} in it, which no Word document can hold. Remove it.",
        "{at}处的文本含有Word文档无法保存的字符{found}。请将其删去。",
    ),
    "not-the-same": Text(
        "What stands at {at} would not come back from a Word document as it is. Write it in another way, or write the "
        "plan as YAML or JSON.",
        "{at}处的内容写成Word文档后无法原样读回。请改写该处内容，或者改用YAML或者JSON格式。",
    ),
}

_FAULTS: Final[dict[str, Text]] = {
    "too-many": Text(
        "More than {bound} places could not be understood; only the first {bound} are listed, and nothing was judged.",
        "无法识别之处超过{bound}处，仅列出前{bound}处，方案内容未予核对。",
    ),
    "unknown-label": Text(
        "“{found}” stands where the form has the name of a field, and no field is called so; the row was not read.",
        "此处应为栏目名称，而“{found}”不是表格中的栏目，该行未能读取。",
    ),
    "unknown-column": Text(
        "The column “{found}” is none of this table; what stands in it was not read.",
        "“{found}”不是此表的栏目，该列内容未能读取。",
    ),
    "beyond-columns": Text(
        "“{found}” stands in no column that has a name, so it was not read.",
        "“{found}”不在任何有名称的列中，未能读取。",
    ),
    "unknown-table": Text(
        "The table that begins with “{found}” is none of the form; it was not read.",
        "以“{found}”开头的表格不是方案表格的组成部分，未能读取。",
    ),
    "stray-text": Text(
        "“{found}” stands outside of the tables, where nothing is read.",
        "“{found}”写在表格之外，未能读取。",
    ),
    "stray-box": Text(
        "A text box, hidden text or an inserted file stands here outside of the tables, where nothing is read.",
        "表格之外有文本框、隐藏文字或者插入的文件，未能读取。",
    ),
    "heading-alone": Text(
        "The heading “{found}” names a measure, and no table of the measure follows it.",
        "标题“{found}”写明了一项措施，其后却没有该措施的表格。",
    ),
    "heading-number": Text(
        "The number in the table is not that of the heading “{found}” above it.",
        "表内的措施编号与上方标题“{found}”不一致。",
    ),
    "repeated": Text(
        "This field was filled in before; which of the two counts is not certain.",
        "此栏重复填写，无法确定以哪一处为准。",
    ),
    "merged": Text(
        "This cell is merged with another, so it is not certain which field its contents belong to.",
        "此单元格与其他单元格合并，无法确定其内容属于哪一栏。",
    ),
    "box": Text(
        "A picture, a shape or a text box stands in this cell, and cannot be read.",
        "此单元格内有图片、图形或者文本框，无法读取。",
    ),
    "table": Text("A table stands within this cell, and cannot be read.", "此单元格内嵌套了表格，无法读取。"),
    "equation": Text("A formula stands in this cell, and cannot be read.", "此单元格内有公式对象，无法读取。"),
    "symbol": Text(
        "A sign of a symbol font stands in this cell; which one it is cannot be read.",
        "此单元格内有符号字体的字符，无法读取。",
    ),
    "form-field": Text(
        "A check box or a list of an old form stands in this cell, and cannot be read.",
        "此单元格内有旧式窗体域（复选框或者下拉框），无法读取。",
    ),
    "note": Text("A footnote stands in this cell, and is not read.", "此单元格内有脚注或者尾注，其内容不予读取。"),
    "inserted-file": Text(
        "A file is inserted in this cell, and is not read.", "此单元格内插入了文件，其内容不予读取。"
    ),
    "hidden-text": Text(
        "Hidden text stands in this cell; whether it is meant is not certain.",
        "此单元格内有隐藏文字，无法确定是否属于方案内容。",
    ),
}

_REMEDIES: Final[dict[str, Text]] = {
    "fix-unknown-label": Text(
        "Write the name as the blank form has it, or remove the row.", "请按空白表格的栏目名称填写，或者删去该行。"
    ),
    "fix-unknown-column": Text(
        "Move what matters into a column of the form, and remove this one.",
        "请将有关内容移入表格原有的列，并删去该列。",
    ),
    "fix-beyond-columns": Text("Move it below the column it belongs to.", "请将其移到所属的列中。"),
    "fix-unknown-table": Text(
        "Move what matters into the tables of the form, and remove this one.",
        "请将有关内容填入方案表格，并删去该表格。",
    ),
    "fix-stray-text": Text(
        "Move it into the field it belongs to (“Remarks”, if it is none of the others), or remove it.",
        "请将其填入相应栏目（不属于其他栏目的，填入“备注”），或者删去。",
    ),
    "fix-stray-box": Text(
        "Write what matters into the tables, and remove it.", "请将有关内容填入表格，并删去该处内容。"
    ),
    "fix-heading-alone": Text(
        "Add the measure's table below it, copied from another measure, or remove the heading.",
        "请在其下补上该措施的表格（可从其他措施复制），或者删去标题。",
    ),
    "fix-heading-number": Text(
        "Correct the one that is wrong; the heading may also be without a number.",
        "请改正有误的一处；标题中也可以不写编号。",
    ),
    "fix-repeated": Text("Keep one of them.", "请只保留一处。"),
    "fix-merged": Text("Split the cell, and write each value into its own.", "请拆分单元格，将内容分别填入各栏。"),
    "fix-box": Text("Write it as text, and remove the object.", "请改为文字，并删去该对象。"),
    "fix-table": Text("Write it as lines of text, and remove the table.", "请改为逐行填写的文字，并删去嵌套的表格。"),
    "fix-equation": Text("Write it as text.", "请改为普通文字。"),
    "fix-symbol": Text("Write it as text.", "请改为普通文字。"),
    "fix-form-field": Text("Write what is meant as text.", "请改为普通文字。"),
    "fix-note": Text("Move its text into the cell, or remove it.", "请将其文字移入单元格，或者删去。"),
    "fix-inserted-file": Text("Write its text into the cell.", "请将其内容写入单元格。"),
    "fix-hidden-text": Text("Make it visible, or remove it.", "请将其显示出来，或者删去。"),
}

_LAYOUT: Final[dict[str, Text]] = {
    "style.title": Text("Plan title", "方案标题"),
    "style.basis": Text("Basis", "填报依据"),
    "style.explanation": Text("Instructions", "填报说明"),
    "hint-choice": Text("choose", "请选择"),
    "hint-day": Text("day", "选择日期"),
    "section-basics": Text("1. The plan", "一、基本情况"),
    "section-measures": Text("2. Measures", "二、工作措施"),
    "section-regions": Text("3. Deployment in the regions", "三、辖区内各地区推进工作部署"),
    "section-exceptions": Text("4. Exceptions asked for", "四、申请例外事项"),
    "part-required": Text("Required measures ({count}): all of them.", "必做措施（{count}项）：全部列入。"),
    "measure-line": Text("{progress}; led by: {leads}", "{progress}；牵头（负责）部门：{leads}"),
    "section-optional": Text("Optional measures", "选做措施"),
    "measure-blank": Text("Optional measure (to be chosen)", "选做措施（待选定）"),
    "choice-number": Text("No.", "编号"),
    "choice-title": Text("Measure", "措施"),
    "choice-progress": Text("Progress", "进度要求"),
    "choice-leads": Text("Led by", "牵头（负责）部门"),
    "choice-more": Text("What else the circular says", "另有要求"),
    "sentences": Text(" ", ""),
    "how-tables": Text(
        "Fill in the white cells. Grey text explains; it is no part of the plan, and may be deleted before the plan is "
        "sent. Text outside of the tables is not read as part of the plan.",
        "请在表格的空白栏内填写。灰色文字为填报说明，不属于方案内容，报送前可以删去。写在表格之外的文字不作为方案内容读取。",
    ),
    "how-rows": Text(
        "Actions and tasks: a line each. Departments: separated by semicolons or on lines of their own. Milestones, "
        "alliances, regions and exceptions: a row each; add rows where there are too few. What does not apply stays "
        "empty.",
        "“工作措施”“工作任务”每项一行；“责任部门”之间用顿号分隔。时间安排、专利联盟、地区部署和申请例外每项填一行，"
        "行数不够时请插入行；不涉及的栏目留空。",
    ),
    "how-copy": Text(
        "To add a measure, copy the heading and the table of another. A blank table counts for nothing.",
        "需要增加措施时，请将其他措施的标题和表格一并复制。空白的措施表格视为没有填写。",
    ),
    "how-optional": Text("The {count} optional measures to choose from:", "可供选择的选做措施共{count}项，列表如下："),
    "how-codes": Text(
        "The code of a region has six digits and begins with {province}.",
        "行政区划代码（GB/T 2260）为六位数字，前两位为{province}。",
    ),
    "measure": Text("Measure {number}: {title}", "第{number}项　{title}"),
    "measure-unlisted": Text("Measure that the circular does not list", "通知未列的措施"),
    "group.submission": Text("Submission", "报送情况"),
    "group.legislation": Text("Local legislation", "地方专利立法"),
    "group.funding": Text("Guarantee of funds", "经费保障"),
}

TEXTS: Final[dict[str, Text]] = _UNREADABLE | _UNWRITABLE | _FAULTS | _REMEDIES | _LAYOUT
