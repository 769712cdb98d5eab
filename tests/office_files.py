"""Office files as bytes, as libraries save them and as ZIP files of parts."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DAY = (2012, 12, 20, 9, 30, 0)


def saved(document: Any) -> bytes:
    """A workbook of openpyxl, or a document of python-docx."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(parts: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP file of these parts, in this order: the same bytes each time."""
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(ZipInfo(name, DAY), content, method)
    return stream.getvalue()


def parts_of(raw: bytes) -> dict[str, bytes]:
    """The parts of a ZIP file."""
    with ZipFile(BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}
