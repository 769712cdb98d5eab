"""Makes examples/plans/hubei-draft.docx: the draft as people fill in the form, with their habits and their slips."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from .changing import Form, W, elements, put, write

if TYPE_CHECKING:
    from collections.abc import Callable

COVER, MEASURE_4, MEASURE_7, MEASURE_13, MEASURE_16, MEASURE_17, REGIONS = 1, 2, 3, 5, 6, 7, 17
"""The tables of the draft by their place."""
RUN = "<w:r><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr><w:t>{}</w:t></w:r>"


def draft(plan: dict[str, Any], write_docx: Callable[..., bytes]) -> bytes:
    """The draft, filled in."""
    form = Form(write_docx(plan))
    form.fill(COVER, "方案年度", "２０１３年")
    form.fill(COVER, "经费金额", "1600万元")
    form.fill(MEASURE_4, "措施编号", "第4项")
    form.fill(MEASURE_7, "责任部门", "政策法规处\n规划财务处")
    _change_the_objective(form)
    _write_milestones_as_lines(form)
    _split_the_first_region(form)
    # What cannot be understood.
    form.fill(MEASURE_16, "经费金额", "约300万元")
    form.fill_row(MEASURE_17, 6, "上半年", "签订执法目标责任书")
    paragraph = f"<w:p>{RUN.format('另：拟同步开展专利政策评估。')}</w:p>"
    form.tables[MEASURE_7 - 1].addnext(elements(paragraph)[0])
    return form.raw


def _change_the_objective(form: Form) -> None:
    cell = list(form.row(MEASURE_4, "工作目标").iter(f"{W}tc"))[-1]
    by = 'w:id="1" w:author="办公室" w:date="2012-12-05T09:00:00Z"'
    old = RUN.format("建议").replace("w:t>", "w:delText>")
    put(
        cell,
        f"<w:p>{RUN.format('完成《湖北省专利条例》实施情况评估，提出')}<w:del {by}>{old}</w:del>"
        f"<w:ins {by}>{RUN.format('修改建议')}</w:ins></w:p>",
    )


def _write_milestones_as_lines(form: Form) -> None:
    rows = list(form.tables[MEASURE_13 - 1].iter(f"{W}tr"))
    first = next(place for place, row in enumerate(rows) if "届时完成的工作" in "".join(row.itertext())) + 1
    _, due, milestone = rows[first].iter(f"{W}tc")
    write(due, "2013年4月30日前：印发核查处理工作规程\n2013年12月10日前：完成全年核查并报送处理情况")
    due[0].append(elements('<w:gridSpan w:val="2"/>')[0])
    rows[first].remove(milestone)
    rows[first + 1].getparent().remove(rows[first + 1])


def _split_the_first_region(form: Form) -> None:
    """A row for each task, the name and the code of the region merged over them."""
    row = list(form.tables[REGIONS - 1].iter(f"{W}tr"))[1]
    _name, _code, tasks = row.iter(f"{W}tc")
    lines = [paragraph for paragraph in tasks if paragraph.tag == f"{W}p"]
    below = deepcopy(row)
    for merged, markup in ((row, '<w:vMerge w:val="restart"/>'), (below, "<w:vMerge/>")):
        for cell in list(merged.iter(f"{W}tc"))[:2]:
            cell[0].append(elements(markup)[0])
    for cell in list(below.iter(f"{W}tc"))[:2]:
        write(cell, "")
    texts = ["".join(line.itertext()).split(". ", 1)[-1] for line in lines]
    write(tasks, texts[0])
    write(list(below.iter(f"{W}tc"))[2], "\n".join(texts[1:]))
    row.addnext(below)
