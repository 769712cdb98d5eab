"""Workbooks made part by part, as no office program makes them."""

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def relationships(*related: tuple[str, str, str]) -> str:
    listed = "".join(f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{to}"/>' for id_, kind, to in related)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def parts_of(*sheets: tuple[str, str], texts: str | None = None, **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with these sheets: title, and what stands in `worksheet`."""
    listed = "".join(
        f'<sheet name="{title}" sheetId="{place}" r:id="s{place}"/>' for place, (title, _) in enumerate(sheets, 1)
    )
    related = [(f"s{place}", "worksheet", f"worksheets/sheet{place}.xml") for place in range(1, len(sheets) + 1)]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            *related, *([("t", "sharedStrings", "sharedStrings.xml")] if texts is not None else [])
        ),
        **{
            f"xl/worksheets/sheet{place}.xml": f'<worksheet xmlns="{SHEETS}">{content}</worksheet>'
            for place, (_, content) in enumerate(sheets, 1)
        },
        **{name.replace("__", "/"): content for name, content in more.items()},
    }
    if texts is not None:
        parts["xl/sharedStrings.xml"] = texts
    return parts


def cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*texts: tuple[str, ...], first: int = 1) -> str:
    """Rows of texts as `sheetData` holds them."""
    return "".join(
        f'<row r="{row}">'
        + "".join(cell(f"{chr(ord('A') + column)}{row}", text) for column, text in enumerate(line) if text)
        + "</row>"
        for row, line in enumerate(texts, first)
    )


HEADS = ("措施编号", "工作目标", "工作措施", "责任部门", "经费来源")
"""Enough headings of a form to be one."""
HEAD = rows(HEADS, ("7", "x"))
MEASURES = ("措施", f"<sheetData>{HEAD}</sheetData>")
