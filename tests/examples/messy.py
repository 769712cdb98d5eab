"""Makes the inbox of messy.yaml: what an office really finds there, made of the examples.

To look at it: python tests/examples/messy.py FOLDER, then plancheck review FOLDER.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import docx
import openpyxl
import yaml

from checker.checking import read_plan
from checker.office.conversion import written_document
from checker.pack.loading import load_pack

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("messy.yaml").read_text(encoding="utf-8"))["files"]


def make(folder: Path) -> None:
    """Write every file of the table below `folder`; what is in an archive, into the archive."""
    archives: dict[Path, list[tuple[str, Mapping[str, Any]]]] = {}
    for row in ROWS:
        path, within, inside = row["file"].partition(".zip/")
        target = folder / (path + within.removesuffix("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        if within:
            archives.setdefault(target, []).append((inside, row))
        elif "link" in row:
            target.symlink_to(row["link"])
        else:
            target.write_bytes(content(row))
    for target, entries in archives.items():
        target.write_bytes(archive(entries))


def archive(entries: Sequence[tuple[str, Mapping[str, Any]]]) -> bytes:
    """The entries as an archive, those of an archive in it as one; a name is in GBK where its row says so."""
    inner: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    stream = io.BytesIO()
    marks = {}
    with ZipFile(stream, "w") as made:
        for name, row in entries:
            path, within, inside = name.partition(".zip/")
            if within:
                inner.setdefault(f"{path}.zip", []).append((inside, row))
                continue
            shown = ZipInfo(name)
            if row.get("name_in") == "gbk":
                # Written under a stand-in of as many bytes, which is replaced below: no library writes such names.
                raw = name.encode("gbk")
                shown = ZipInfo(f"{len(marks):0{len(raw)}}")
                marks[shown.filename.encode()] = raw
            made.writestr(shown, content(row))
        for name, own in inner.items():
            made.writestr(ZipInfo(name), archive(own))
    told = stream.getvalue()
    for mark, raw in marks.items():
        told = told.replace(mark, raw)
    return told


def content(row: Mapping[str, Any]) -> bytes:  # noqa: PLR0911 - a case a way
    """The bytes of a file: those of an example, the plan in it changed or in another format, or what the row says."""
    suffix = Path(row["file"]).suffix
    match row:
        case {"in": encoding}:
            return content({name: value for name, value in row.items() if name != "in"}).decode().encode(encoding)
        case {"text": text}:
            return str(text).encode()
        case {"bytes": text}:
            return str(text).encode("latin-1")
        case {"locked": name}:
            # The flag of a password, in the head of the entry and in the list of contents.
            return archive([(name, {"file": name, "text": ""})]).replace(b"\x14\0\0\0", b"\x14\0\x01\0")
        case {"cells": rows}:
            return _saved(_workbook(rows))
        case {"paragraphs": texts}:
            return _saved(_letter(texts))
        case {"of": name, "with": changes}:
            return _written(_changed(EXAMPLES / name, changes), suffix)
        case {"of": name}:
            source = EXAMPLES / name
            same = source.suffix.lower() == suffix.lower()
            return source.read_bytes() if same else _written(_changed(source, {}), suffix)
    return b""


def _changed(source: Path, changes: Mapping[str, Any]) -> Any:
    """The plan in a file with members (paths) set, or without those that are to be None."""
    data: Any = read_plan(source).data
    for path, value in changes.items():
        *above, last = path.split("/")
        part = data
        for step in above:
            part = part[step]
        if value is None:
            del part[last]
        else:
            part[last] = value
    return data


def _written(data: Any, suffix: str) -> bytes:
    if suffix in (".xlsx", ".docx"):
        pack = load_pack(data["circular"])
        return written_document(suffix, data, pack, pack.document_of(data), "zh")
    return (
        json.dumps(data, ensure_ascii=False).encode()
        if suffix == ".json"
        else yaml.safe_dump(data, allow_unicode=True).encode()
    )


def _workbook(rows: Sequence[Sequence[Any]]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def _letter(texts: Sequence[str]) -> Any:
    letter = docx.Document()
    for text in texts:
        letter.add_paragraph(text)
    return letter


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
