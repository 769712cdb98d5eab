"""Workbooks of many kinds, and what stands in their parts."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, GradientFill, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName

if TYPE_CHECKING:
    from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
DAY = (2012, 12, 20, 9, 30, 0)


def saved(workbook: Workbook) -> bytes:
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def filled(title: str = "Measures") -> Workbook:
    """A plan as openpyxl writes it: a dark head, fills of several kinds, merged cells, a comment, a second sheet."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = title
    for row in range(1, 12):
        for column in range(1, 7):
            sheet.cell(row, column, f"值{row}.{column}")
    for column in range(1, 7):
        sheet.cell(1, column).fill = PatternFill("solid", start_color="1F3864")
        sheet.cell(1, column).font = Font(color="FFFFFF", bold=True)
    sheet["D7"].comment = Comment("请填部门", "张三")
    sheet["D7"].fill = PatternFill("solid", start_color="FFFF00")
    sheet["D7"].border = Border(left=Side(style="double"))
    sheet["E7"].fill = GradientFill(stop=("FFFFFF", "00B050"))
    sheet["F7"].fill = PatternFill("lightUp", start_color="FF0000", end_color="00FF00")
    sheet["C3"] = 41_264
    sheet["C3"].number_format = "yyyy年m月d日"
    sheet.merge_cells("B9:D9")
    sheet.column_dimensions["H"].fill = PatternFill("solid", start_color="DDDDDD")
    other = workbook.create_sheet("Bo's sheet!")
    other["A1"] = "x"
    other.print_area = "A1:B2"
    workbook.defined_names["here"] = DefinedName("here", attr_text=f"'{title}'!$A$1")
    return workbook


def packed(parts: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP file of these parts, in this order."""
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for name, content in parts.items():
            info = ZipInfo(name, DAY)
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            file.writestr(info, content)
        file.comment = b"made in Wuhan"
    return stream.getvalue()


def parts_of(raw: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def relations(*rows: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{id_}" Type="{type_}" Target="{target}"/>' for id_, type_, target in rows)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def everything(*, strict: bool = False, encoding: str = "utf-8") -> bytes:
    """A workbook by Excel with all that a library loses: macros, slicers, threads, controls, pictures, extensions."""
    main, links = (STRICT, STRICT_LINKS) if strict else (MAIN, LINKS)
    microsoft = "http://schemas.microsoft.com/office/2017/10/relationships"
    declared = f'<?xml version="1.0" encoding="{encoding.upper()}" standalone="yes"?>\n'
    sheet = f"""{declared}<worksheet xmlns="{main}" xmlns:r="{links}" xmlns:mc="{MC}" mc:Ignorable="x14ac" \
xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetPr codeName="Sheet1"/>\
<dimension ref="A1:D9"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>\
<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><cols><col min="8" max="9" width="12" style="2"/></cols>\
<sheetData><row r="1" spans="1:4" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c>\
<c r="B1" t="s"><v>1</v></c></row><row r="3" spans="1:4" s="2" customFormat="1"><c r="A3"><f>B1&amp;"&lt;"</f>\
<v>5</v></c><c r="C3" s="1"><v>41264</v></c></row><row r="9"><c r="D9" t="s"><v>2</v></c></row></sheetData>\
<sheetProtection sheet="1" objects="1" scenarios="1"/><mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>\
<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1"><formula>1</formula></cfRule>\
</conditionalFormatting><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" r:id="rId1"/><drawing r:id="rId2"/><legacyDrawing r:id="rId3"/>\
<mc:AlternateContent><mc:Choice Requires="x14"><controls><control shapeId="1025" r:id="rId6" name="Box 1"/></controls>\
</mc:Choice></mc:AlternateContent><tableParts count="0"/>\
<extLst><ext uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}"><x14:slicerList \
xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicer r:id="rId7"/></x14:slicerList>\
</ext></extLst></worksheet>"""
    book = f"""{declared}<workbook xmlns="{main}" xmlns:r="{links}"><workbookPr codeName="ThisWorkbook"/>\
<workbookProtection lockStructure="1"/><bookViews><workbookView xWindow="0" firstSheet="1" activeTab="1"/></bookViews>\
<sheets><sheet name="plancheck" sheetId="4" r:id="rId1"/>\
<sheet name="Empty" sheetId="9" state="hidden" r:id="rId10"/></sheets>\
<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">plancheck!$A$1:$D$9</definedName>\
<definedName name="_xlnm.Print_Titles" localSheetId="1">Empty!$1:$1</definedName>\
<definedName name="all">plancheck!$A$1</definedName></definedNames><calcPr calcId="191029"/></workbook>"""
    styles = f"""{declared}<styleSheet xmlns="{main}"><fonts count="2"><font><sz val="11"/><color theme="1"/>\
<name val="等线"/></font><font><b/><sz val="11"/><color theme="0"/><name val="等线"/></font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.39997558519241921"/><bgColor indexed="64"/>\
</patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="14" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1"><alignment vertical="center"/>\
<protection locked="0"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>\
<dxfs count="1"><dxf><font><b/></font></dxf></dxfs></styleSheet>"""
    comments = f"""{declared}<comments xmlns="{main}"><authors><author>王五</author><author>tc={{A}}</author></authors>\
<commentList><comment ref="A1" authorId="0" shapeId="0"><text><r><rPr><b/><sz val="9"/></rPr><t>王五:</t></r>\
<r><rPr><sz val="9"/></rPr><t xml:space="preserve">
Error: ask Li  </t></r></text></comment><comment ref="C3" authorId="1" shapeId="0"><text><t>[Threaded comment]

Comment:
    When?</t></text></comment></commentList></comments>"""
    drawing = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>\
</o:shapelayout><v:shapetype id="_x0000_t201" o:spt="201"/><v:shape id="Box_x0020_1" o:spid="_x0000_s1025" \
type="#_x0000_t201"><v:textbox><div>Yes<br></div></v:textbox><x:ClientData ObjectType="Checkbox"/></v:shape>\
<v:shape id="_x0000_s1026" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Anchor>
 1, 15, 0, 2, 3, 15, 3, 16</x:Anchor><x:Row>0</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>\
<v:shape id="_x0000_s1027" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Anchor>3, 1, 2, 1, 9, 1, 60, 1\
</x:Anchor><x:Row>2</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>"""
    thread = f"""<ThreadedComments xmlns="{THREADS}"><threadedComment ref="C3" dT="2024-03-01T08:00:00.00" \
personId="{{P}}" id="{{A}}"><text>When?</text></threadedComment></ThreadedComments>"""
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{type_}"/>'
        for part, type_ in {
            "xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            "xl/worksheets/sheet1.xml": f"{KINDS}.worksheet+xml",
            "xl/worksheets/sheet2.xml": f"{KINDS}.worksheet+xml",
            "xl/styles.xml": f"{KINDS}.styles+xml",
            "xl/sharedStrings.xml": f"{KINDS}.sharedStrings+xml",
            "xl/comments1.xml": f"{KINDS}.comments+xml",
            "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
            "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
        }.items()
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{declared}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="VML" '
        'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        f'ContentType="application/vnd.ms-office.vbaProject"/>{types}</Types>',
        "_rels/.rels": relations(("rId1", f"{links}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{links}/worksheet", "worksheets/sheet1.xml"),
            ("rId10", f"{links}/worksheet", "worksheets/sheet2.xml"),
            ("rId3", f"{links}/styles", "styles.xml"),
            ("rId4", f"{links}/sharedStrings", "sharedStrings.xml"),
            ("rId5", f"{microsoft}/person", "persons/person.xml"),
            ("rId6", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        ),
        "xl/vbaProject.bin": bytes(range(256)) * 40,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", f"{links}/printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rId2", f"{links}/drawing", "../drawings/drawing1.xml"),
            ("rId3", f"{links}/vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId4", f"{links}/comments", "../comments1.xml"),
            ("rId5", f"{microsoft}/threadedComment", "../threadedComments/threadedComment1.xml"),
            ("rId7", "http://schemas.microsoft.com/office/2007/relationships/slicer", "../slicers/slicer1.xml"),
        ),
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{main}"><sheetData/></worksheet>',
        "xl/styles.xml": styles,
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>编号</t></si><si><r><rPr><b/></rPr><t>富</t></r><r><t>文本'
        "</t></r></si><si><t>=1+1</t></si></sst>",
        "xl/comments1.xml": comments,
        "xl/threadedComments/threadedComment1.xml": thread,
        "xl/persons/person.xml": f'<personList xmlns="{THREADS}"><person displayName="Wang" id="{{P}}" userId="w" '
        'providerId="None"/></personList>',
        "xl/drawings/vmlDrawing1.vml": drawing,
        "xl/drawings/drawing1.xml": "<wsDr/>",
        "xl/media/image1.png": b"\x89PNG\r\n" + bytes(200),
        "xl/slicers/slicer1.xml": "<slicers/>",
        "xl/printerSettings/printerSettings1.bin": b"HP\0" * 50,
        "xl/calcChain.xml": f'<calcChain xmlns="{main}"><c r="A3" i="4"/></calcChain>',
        "customXml/item1.xml": "<wps:x xmlns:wps='urn:wps'/>",
        "docProps/app.xml": "<Properties><TitlesOfParts/></Properties>",
    }
    encoded = {
        name: part.encode(encoding) if isinstance(part, str) and part.startswith(declared) else part
        for name, part in parts.items()
    }
    return packed(encoded, stored=("xl/media/image1.png",))


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def opened(raw: bytes) -> Workbook:
    """The workbook as openpyxl has it, which says aloud what it will lose."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(BytesIO(raw))


def comments_of(raw: bytes, title: str) -> dict[str, str]:
    sheet = opened(raw)[title]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def replaced(raw: bytes, name: str, *changes: tuple[str, str]) -> bytes:
    """The file with a part edited, as another program would: each pattern has to be there."""
    parts: dict[str, Any] = dict(parts_of(raw))
    text = parts[name].decode()
    for pattern, new in changes:
        text, times = re.subn(pattern, new, text)
        assert times, pattern
    parts[name] = text
    return packed(parts)
