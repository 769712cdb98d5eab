"""The cells of workbooks, as the programs of offices write them: what somebody sees, and what was left out."""

from typing import Any

import pytest

from checker.readers.cells import Cell, Holds, LeftOut, Workbook
from checker.readers.xlsx import day_part, format_of, open_workbook, shown_of

from ..office_files import packed  # noqa: TID252 - folders of tests are no packages
from .refusals import key_of
from .workbooks import RELATIONS, SHEETS, parts_of, relationships

DRAWINGS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
FONTS = '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'


def styles(*cells: tuple[int, int], formats: str = "", more: str = "") -> str:
    """A part with styles: for each style of cells the number format and the font."""
    used = "".join(f'<xf numFmtId="{number}" fontId="{font}"/>' for number, font in cells)
    return (
        f'<styleSheet xmlns="{SHEETS}"><numFmts>{formats}</numFmts>{FONTS}<cellXfs>{used}</cellXfs>{more}</styleSheet>'
    )


def book(rows: str, style: str | None = None, **more: str) -> Workbook:
    """A workbook of one sheet `s` with these rows."""
    parts: dict[str, Any] = parts_of(("s", f"<sheetData>{rows}</sheetData>"), **more)
    if style is not None:
        parts["xl/styles.xml"] = style
        parts["xl/_rels/workbook.xml.rels"] = relationships(
            ("s1", "worksheet", "worksheets/sheet1.xml"), ("y", "styles", "styles.xml")
        )
    return open_workbook(packed(parts))


def values(workbook: Workbook) -> dict[str, Any]:
    (sheet,) = workbook.sheets
    return {f"{row}.{column}": cell.value for row, line in sheet.rows.items() for column, cell in line.items()}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("30", 30), ("30.0", 30), ("1.3900000001E10", 13900000001), ("2.0130630E7", 20130630), ("-5", -5)),
        *(("0.1", 0.1), (" 7 ", 7), ("1E+3", 1000), ("12345678901234567890123", 1.2345678901234568e22)),
    ],
)
def test_whole_numbers_are_integers_however_they_are_written(written, value):
    (found,) = values(book(f"<row><c><v>{written}</v></c></row>")).values()
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", ["seven", "nan", "inf", "1_0", "0x10", "--5", "1,2"])
def test_what_is_no_number_is_damage(written):
    assert key_of(book, f"<row><c><v>{written}</v></c></row>") == "package-damaged"


# What is struck out


STRUCK = "<rPr><strike/></rPr>"


@pytest.mark.parametrize(
    ("cell", "seen", "struck"),
    [
        ('<c s="1"><v>35</v></c>', None, "35"),
        ('<c s="2"><v>35</v></c>', 35, None),
        ('<c s="1" t="b"><v>1</v></c>', None, "True"),
        ('<c s="1" t="inlineStr"><is><t>old</t></is></c>', None, "old"),
        (f'<c t="inlineStr"><is><r>{STRUCK}<t>35</t></r><r><t>20</t></r></is></c>', "20", "35"),
        (f'<c t="inlineStr"><is><r>{STRUCK}<t>35</t></r><r><rPr/><t>20</t></r></is></c>', "20", "35"),
        (f'<c t="inlineStr"><is><r>{STRUCK}<t> </t></r><r><t>20</t></r></is></c>', "20", None),
        ('<c s="1" t="inlineStr"><is><r><rPr/><t>new</t></r><r><t>old</t></r></is></c>', "new", "old"),
        (f'<c s="1" t="inlineStr"><is><r>{STRUCK}<t>old</t></r></is></c>', None, "old"),
    ],
)
def test_struck_out_text_is_not_there_and_is_told(cell, seen, struck):
    read = book(f"<row>{cell}</row>", styles((0, 0), (0, 1), (0, 2)))
    assert list(values(read).values()) == ([] if seen is None else [seen])
    assert read.left_out == (() if struck is None else (LeftOut("s!A1", "struck", struck),))


def test_a_row_struck_out_as_a_whole_is_told_once():
    cells = '<c s="1"><v>7</v></c><c s="1" t="inlineStr"><is><t>old</t></is></c>'
    read = book(f'<row r="3">{cells}</row><row r="4">{cells}<c><v>1</v></c></row>', styles((0, 0), (0, 1)))
    assert values(read) == {"4.3": 1}
    assert read.left_out == (
        LeftOut("s!A3", "struck", "7 old"),
        LeftOut("s!A4", "struck", "7"),
        LeftOut("s!B4", "struck", "old"),
    )


# Number formats


def test_formats_of_conditional_formats_are_none_of_cells():
    dxf = '<dxfs><dxf><numFmt numFmtId="176" formatCode="0.00"/></dxf></dxfs>'
    style = styles((176, 0), formats='<numFmt numFmtId="176" formatCode="yyyy/m/d"/>', more=dxf)
    assert list(values(book('<row><c s="0"><v>41455</v></c></row>', style)).values()) == ["2013-06-30"]


def test_the_1904_system_is_that_of_the_workbook_alone():
    properties = '<workbookPr date1904="1"/>'
    other = '<x15:workbookPr xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"/>'
    parts: dict[str, Any] = parts_of(("s", '<sheetData><row><c s="0"><v>39993</v></c></row></sheetData>'))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheets>", f"{properties}{other}<sheets>")
    parts["xl/styles.xml"] = styles((14, 0))
    parts["xl/_rels/workbook.xml.rels"] = relationships(
        ("s1", "worksheet", "worksheets/sheet1.xml"), ("y", "styles", "styles.xml")
    )
    assert list(values(open_workbook(packed(parts))).values()) == ["2013-06-30"]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        *(('0"万元"', 680, ("万元", 1)), ("0万元", 680, ("万元", 1)), ('#,##0.00"千元"', 680, ("千元", 1))),
        *(('0.00" 亿元"', 680, ("亿元", 1)), ('General"万元"', 680, ("万元", 1))),
        *(('"人民币"0"万元"', 680, ("万元", 1)), ('#,##0"元"', 680, ("元", 1))),
        *(('#,##0,"千元"', 6_800_000, ("千元", 1000)), ('0!.0,"万元"', 6_800_000, ("万元", 10_000))),
        *(('0\\.0,"万元"', 6_800_000, ("万元", 10_000)), ('0"."0000"万元"', 6_800_000, ("万元", 10_000))),
        *(('0.00,,"百万元"', 6_800_000, ("百万元", 1_000_000)),),
        *(('[>=10000]0!.0,"万元";0"元"', 6_800_000, ("万元", 10_000)),),
        *(('[>=10000]0!.0,"万元";0"元"', 680, ("元", 1)), ('0"万元";-0"亿元"', -680, ("亿元", 1))),
        *(('0"家"', 35, None), ("#,##0", 35, None), ("[$¥-804]#,##0.00", 35, None), ("0%", 35, None)),
        ("@", 35, None),
    ],
)
def test_the_unit_that_a_format_shows(code, number, shown):
    found = format_of(176, code)
    assert (None if found is None else shown_of(found, number)) == shown


def test_a_number_is_as_it_is_shown_with_its_unit():
    codes = ("0\\.0,&quot;万元&quot;", "0&quot;万元&quot;")
    formats = "".join(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in enumerate(codes, 176))
    read = book(
        '<row><c s="0"><v>6805123</v></c><c s="1"><v>680</v></c></row>', styles((176, 0), (177, 0), formats=formats)
    )
    assert read.sheets[0].rows[1] == {
        1: Cell(Holds.NUMBER, 680.5123, unit="万元"),
        2: Cell(Holds.NUMBER, 680, unit="万元"),
    }


@pytest.mark.parametrize(
    ("code", "part"),
    [
        *(("yyyy/m/d", "2013-06-30"), ('yyyy"年"m"月"d"日"', "2013-06-30"), ('yyyy"年"m"月"', "2013-06")),
        *(('m"月"d"日"', "06-30"), ("[$-804]yyyy-mm-dd;@", "2013-06-30"), ("h:mm", None), ('0"d"', None)),
        ("General", None),
    ],
)
def test_the_part_of_a_day_that_a_format_shows(code, part):
    found = day_part(code)
    assert (None if found is None else "2013-06-30"[found]) == part


# What lies on a sheet, and what stands around it


def _drawing(*anchors: str) -> dict[str, str]:
    return {
        "xl__worksheets___rels__sheet1.xml.rels": relationships(("d", "drawing", "../drawings/drawing1.xml")),
        "xl__drawings__drawing1.xml": f"<xdr:wsDr {DRAWINGS}>{''.join(anchors)}</xdr:wsDr>",
    }


BOX = "<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:row>3</xdr:row></xdr:from>{}</xdr:twoCellAnchor>"
SAYS = "<xdr:sp><xdr:txBody><a:p><a:r><a:t>改到</a:t></a:r><a:r><a:t>2014年</a:t></a:r></a:p></xdr:txBody></xdr:sp>"


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (SAYS, ["改到2014年"]),
        (f"<xdr:grpSp>{SAYS}</xdr:grpSp>", ["改到2014年"]),
        (
            f"<mc:AlternateContent><mc:Choice>{SAYS}</mc:Choice><mc:Fallback>{SAYS}</mc:Fallback></mc:AlternateContent>",
            ["改到2014年"],
        ),
        ("<xdr:pic/>", []),
        ("<xdr:sp><xdr:txBody><a:p><a:r><a:t> </a:t></a:r></a:p></xdr:txBody></xdr:sp>", []),
    ],
)
def test_text_boxes_are_told_at_the_cell_where_they_begin(inside, told):
    read = book("<row><c><v>1</v></c></row>", **_drawing(BOX.format(inside)))
    assert read.left_out == tuple(LeftOut("s!F4", "text-box", text) for text in told)


def test_a_picture_in_a_cell_is_no_value():
    formula = '<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>'
    read = book(f'<row><c t="str">{formula}</c></row>')
    assert read.sheets[0].rows[1][1].oddities == ("box",)


@pytest.mark.parametrize("text", ["\u200b", "\u2060\ufeff", "\u3000 \u00a0", "\u00ad"])
def test_characters_that_nobody_can_see_are_nothing(text):
    assert values(book(f'<row><c t="inlineStr"><is><t>{text}</t></is></c></row>')) == {}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_is_hidden_says_so(state):
    parts: dict[str, Any] = parts_of(("s", "<sheetData/>"), ("t", "<sheetData/>"))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="t"', f'name="t" state="{state}"')
    assert [sheet.is_hidden for sheet in open_workbook(packed(parts)).sheets] == [False, True]


@pytest.mark.parametrize(
    ("part", "written"),
    [
        ("xl/workbook.xml", "XL/Workbook.xml"),
        ("xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "/xl/worksheets/Sheet1.XML"),
        ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet%31.xml"),
        ("_rels/.rels", "_Rels/.Rels"),
    ],
)
def test_parts_are_found_however_their_names_are_written(part, written):
    parts = parts_of(("s", "<sheetData><row><c><v>1</v></c></row></sheetData>"))
    renamed = {written if name == part else name: content for name, content in parts.items()}
    assert values(open_workbook(packed(renamed))) == {"1.1": 1}


def test_two_parts_whose_names_differ_in_case_alone_are_damage():
    parts = parts_of(("s", "<sheetData/>"))
    assert key_of(open_workbook, packed({**parts, "XL/worksheets/sheet1.xml": "<x/>"})) == "package-damaged"


def test_what_is_outside_of_the_file_is_never_followed():
    parts: dict[str, Any] = parts_of(("s", "<sheetData/>"))
    link = '<Relationship Id="s1" Type="{}/worksheet" Target="file:///etc/passwd" TargetMode="External"/>'
    parts["xl/_rels/workbook.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{link.format(RELATIONS)}</Relationships>"
    )
    assert open_workbook(packed(parts)).sheets == ()


def test_names_of_cells():
    parts: dict[str, Any] = parts_of(("a b", "<sheetData/>"))
    names = "<definedName name='n.x'>'a b'!$B$3</definedName><definedName name='n.y'>1+1</definedName>"
    listed = f"<definedNames>{names}</definedNames></workbook>"
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</workbook>", listed)
    assert open_workbook(packed(parts)).names == {"a b": {(3, 2): ("n.x",)}}
