"""Paragraphs and tables of Word documents: what somebody reads, what is odd in a cell, and what was left out."""

import pytest

from checker.readers.cells import LeftOut, Paragraph, WordDocument
from checker.readers.docx import open_document

from ..office_files import packed  # noqa: TID252 - folders of tests are no packages

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name}">{based}<w:rPr>{look}</w:rPr></w:style>'
    for kind, name, based, look in (
        ("character", "Gone", "", "<w:vanish/>"),
        ("character", "Struck", "", "<w:strike/>"),
        ("character", "OnStruck", '<w:basedOn w:val="Struck"/>', "<w:b/>"),
        ("paragraph", "Hidden", "", "<w:vanish/>"),
        ("paragraph", "OnHidden", '<w:basedOn w:val="Hidden"/>', ""),
        ("paragraph", "Shown", '<w:basedOn w:val="Hidden"/>', '<w:vanish w:val="0"/>'),
    )
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def read(body: str) -> WordDocument:
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {NAMES}>{STYLES}</w:styles>",
    }
    return open_document(packed(parts))


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    lines = ("".join(f"<w:tc>{cell or '<w:p/>'}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def first_cell(document: WordDocument) -> tuple[str, tuple[str, ...]]:
    block = document.blocks[0]
    return block.rows[1][1].text, block.rows[1][1].oddities


@pytest.mark.parametrize(
    ("properties", "seen"),
    [
        ("<w:strike/>", "20"),
        ("<w:dstrike/>", "20"),
        ('<w:rStyle w:val="Struck"/>', "20"),
        ('<w:rStyle w:val="OnStruck"/>', "20"),
        ('<w:strike w:val="0"/>', "3520"),
        ('<w:rStyle w:val="Struck"/><w:strike w:val="false"/>', "3520"),
    ],
)
def test_struck_out_text_is_not_there_and_is_told(properties, seen):
    document = read(table((paragraph(run("35", properties), run("20")),)))
    assert first_cell(document) == (seen, ())
    assert document.left_out == ((LeftOut("Table[1]!A1", "struck", "35"),) if seen == "20" else ())


def test_a_row_struck_out_as_a_whole_is_told_once_and_a_line_leaves_no_blank_one():
    gone = [paragraph(run(text, "<w:strike/>")) for text in ("7", "old")]
    lines = paragraph(run("a")) + paragraph(run("b", "<w:strike/>")) + paragraph(run("c"))
    document = read(table((gone[0], gone[1]), (lines, "")))
    (block,) = document.blocks
    assert [cell.is_blank for cell in block.rows[1].values()] == [True, True]
    assert block.rows[2][1].text == "a\nc"
    assert document.left_out == (
        LeftOut("Table[1]!A1", "struck", "7 old"),
        LeftOut("Table[1]!A2", "struck", "b"),
    )


@pytest.mark.parametrize(
    ("style", "properties", "is_hidden"),
    [
        *(("", "<w:vanish/>", True), ("", '<w:vanish w:val="off"/>', False)),
        *(("", '<w:rStyle w:val="Gone"/>', True), ("Hidden", "", True), ("OnHidden", "", True)),
        *(("Shown", "", False), ("Hidden", '<w:vanish w:val="0"/>', False)),
        ("Hidden", '<w:rStyle w:val="Gone"/>', False),
    ],
)
def test_text_is_hidden_by_itself_or_by_either_style(style, properties, is_hidden):
    document = read(table((paragraph(run("x", properties), properties=f'<w:pStyle w:val="{style}"/>'),)))
    assert first_cell(document) == (("", ("hidden-text",)) if is_hidden else ("x", ()))


@pytest.mark.parametrize("place", ["Table[1]!A1", "Paragraph[1]"])
def test_text_boxes_are_told_once(place):
    box = paragraph(run("seen"), BOX.format(paragraph(run("改到2014年"))))
    document = read(table((box,)) if place.startswith("Table") else box)
    assert document.left_out == (LeftOut(place, "text-box", "改到2014年"),)
    assert "seen" in str(document.blocks[0])


@pytest.mark.parametrize(
    ("markup", "text", "oddities"),
    [
        ("<w:r><w:drawing/></w:r>", "", ("box",)),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>", "x", ()),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>",
            "",
            (),
        ),
        (run("\u200b\ufeff"), "\u200b\ufeff", ()),
    ],
)
def test_what_stands_in_a_cell(markup, text, oddities):
    assert first_cell(read(table((paragraph(markup),)))) == (text, oddities)


def test_rows_and_cells_in_controls_are_rows_and_cells():
    cell = f"<w:sdt><w:sdtContent><w:tc>{paragraph(run('x'))}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    assert first_cell(read(f"<w:tbl>{row}</w:tbl>"))[0] == "x"


def test_the_grid():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"

    rows = (
        cell("a", '<w:vMerge w:val="restart"/>') + cell("b", '<w:gridSpan w:val="2"/>') + cell("c"),
        cell("", "<w:vMerge/>") + cell("d") + cell("e") + cell("f"),
    )
    (block,) = read(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>").blocks
    assert {column: one.text for column, one in block.rows[1].items()} == {1: "a", 2: "b", 4: "c"}
    assert (block.spread, block.spans) == ({(2, 1): 1}, {(1, 2): 2})
    assert (block.place(1, 4), block.place(2, 4)) == ("Table[1]!C1", "Table[1]!D2")


def test_a_last_paragraph_whose_end_is_deleted_is_not_lost():
    document = read(paragraph(run("x"), properties="<w:rPr><w:del/></w:rPr>"))
    assert document.blocks == (Paragraph(1, "x"),)


def test_an_inserted_file_is_told_where_it_stands():
    document = read(f"{paragraph(run('x'))}<w:altChunk/>")
    assert document.blocks[1] == Paragraph(1, oddities=("inserted-file",))
