"""Inputs to documents: plain data, and the place of every value.

One table says which module reads which suffix; a module has `read(raw: bytes, forms: AskForms) -> Document` and is
imported when it is first needed: whoever reads JSON waits for nothing else. Whatever cannot be read raises
`UnreadableError`, and nothing else is ever raised for an input.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from checker.errors import UnreadableError
from checker.readers.document import NO_FORMS, AskForms, Document
from checker.readers.files import read_file
from checker.readers.first_bytes import OLD_SUFFIXES, require_text
from checker.readers.limits import MOST_BYTES, MOST_MEBIBYTES, REFUSED
from checker.readers.python_data import plain_copy

__all__ = ["FORMS", "OLD_SUFFIXES", "SUFFIXES", "Document", "from_data", "read_bytes", "read_path", "suffix_of"]

_READERS: Final = {
    ".docx": "checker.readers.word_form",
    ".json": "checker.readers.json_text",
    ".yaml": "checker.readers.yaml_text",
    ".yml": "checker.readers.yaml_text",
    ".xlsx": "checker.readers.workbook_form",
}
SUFFIXES: Final = tuple(_READERS)
"""The suffixes of files that can be read, in small letters."""
FORMS: Final = frozenset({".docx", ".xlsx"})
"""Those of files that people fill in: there is a form of one kind of document only."""

_JSON_BEGINNING: Final = re.compile(rb"(?:\xef\xbb\xbf)?+[ \t\r\n]*+[{\[]")


def read_bytes(raw: bytes, *, name: str | None = None, suffix: str = "", forms: AskForms = NO_FORMS) -> Document:
    """The document in `raw`, read as its `suffix` says (`.json`, any case).

    Without a known suffix, what begins with `{` or `[` is JSON, and anything else YAML. `forms` are those that
    a workbook or a Word document may have been filled in by. Raises `UnreadableError`.
    """
    if len(raw) > MOST_BYTES:
        raise UnreadableError(REFUSED["too-large"], limit=MOST_MEBIBYTES)
    known = suffix_of(raw, suffix)
    digest = sha256(raw, usedforsecurity=False).hexdigest()
    try:
        if known not in FORMS:
            require_text(raw, suffix.lower(), SUFFIXES)
        document = _reader(_READERS[known])(raw, forms)
    except UnreadableError as error:
        error.sha256 = digest
        raise
    return replace(document, name=name, sha256=digest)


def suffix_of(raw: bytes, suffix: str) -> str:
    """The suffix, in small letters, by which `raw` is read: its own, or what it looks like where that is not known."""
    known = suffix.lower()
    if known in _READERS:
        return known
    return ".json" if _JSON_BEGINNING.match(raw) else ".yaml"


def read_path(path: Path, *, name: str | None = None, forms: AskForms = NO_FORMS) -> Document:
    """The document in the file at `path`; `name` is what to call it, by default the path. Raises `UnreadableError`."""
    return read_bytes(read_file(path), name=str(path) if name is None else name, suffix=path.suffix, forms=forms)


def from_data(data: object) -> Document:
    """The document that Python data is, copied. Raises `UnreadableError` for what is beyond the limits or no JSON."""
    return Document(None, None, plain_copy(data))


@cache
def _reader(module: str) -> Callable[[bytes, AskForms], Document]:
    read: Callable[[bytes, AskForms], Document] = import_module(module).read
    return read
