"""A marked workbook in an office program: LibreOffice opens it, shows its marks, and keeps them when it saves it."""

from ..office_files import saved  # noqa: TID252 - folders of tests are no packages
from .making import comments_of, filled
from .test_workbooks import colours_of


def test_the_first_sheet_is_printed(copy, printed):
    text = "".join(printed(copy(saved(filled("工作措施")), "工作措施!D7", None, lang="zh"), "xlsx").split())
    assert "【退回重新制定】" in text
    assert "值7.4" in text


def test_marks_survive_a_program_and_go_with_the_next_check(copy, by_office):
    raw = saved(filled("工作措施"))
    kept = by_office(copy(raw, "工作措施!D7", "工作措施!B2", "工作措施!Z30", lang="zh"), "xlsx", "xlsx")
    assert set(comments_of(kept, "工作措施")) == {"D7", "B2", "Z30"}
    assert colours_of(kept, "工作措施").keys() == {"D7", "B2", "Z30"}
    cleaned = copy(kept, lang="zh")
    assert comments_of(cleaned, "工作措施") == {"D7": "请填部门"}
    assert not colours_of(cleaned, "工作措施")
