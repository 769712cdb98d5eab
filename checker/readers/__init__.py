"""Inputs to documents: plain data, and the place of every value.

One table says which module reads which suffix; a module has `read(raw: bytes, forms: AskForms) -> Document` and is
imported when it is first needed: whoever reads JSON waits for nothing else. Whatever cannot be read raises
`UnreadableError`, and nothing else is ever raised for an input.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from checker.errors import UnreadableError
from checker.model import Pointer, pointer_text
from checker.readers.document import NO_FORMS, AskForms, Document
from checker.readers.files import OLD_SUFFIXES, read_file, require_text
from checker.readers.limits import MOST_BYTES, MOST_LEVELS, MOST_MEBIBYTES, MOST_VALUES, REFUSED, SLIPS, bounded
from checker.readers.text import excerpt, is_half_character

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


@cache
def _reader(module: str) -> Callable[[bytes, AskForms], Document]:
    read: Callable[[bytes, AskForms], Document] = import_module(module).read
    return read


def from_data(data: object) -> Document:
    """The document that Python data is: a copy in plain JSON values, as if it had been read from a file.

    An instance of a subclass becomes the plain value that it stands for, an integer of more than 64 bits a float.
    Raises `UnreadableError` for what is beyond the limits, contains itself, or is no JSON value.
    """
    return Document(None, None, _copied(data, (), frozenset(), count(1)))


def _copied(value: object, at: Pointer, around: frozenset[int], counted: Iterator[int]) -> object:
    """A copy of what stands at a place, in the objects and lists `around`; recursion ends with the limit on levels."""
    if next(counted) > MOST_VALUES:
        raise _refusal(at, SLIPS["too-many-values"], limit=MOST_VALUES)
    if isinstance(value, dict | list):
        if id(value) in around:
            raise _refusal(at, REFUSED["python-cycle"])
        if len(around) >= MOST_LEVELS:
            raise _refusal(at, SLIPS["too-deep"], limit=MOST_LEVELS)
        inside = around | {id(value)}
        if isinstance(value, list):
            return [_copied(item, (*at, place), inside, counted) for place, item in enumerate(value)]
        members = [(_name(key, at), member) for key, member in value.items()]
        return {name: _copied(member, (*at, name), inside, counted) for name, member in members}
    if isinstance(value, str):
        return _text(value, at)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return bounded(int(value))
    if isinstance(value, float):
        return float(value)
    raise _refusal(at, REFUSED["python-type"], type=_type_name(value))


def _name(key: object, at: Pointer) -> str:
    if not isinstance(key, str):
        raise _refusal(at, REFUSED["python-key"], type=_type_name(key))
    return _text(key, at)


def _text(text: str, at: Pointer) -> str:
    if is_half_character(text):
        raise _refusal(at, REFUSED["python-surrogate"])
    return str.__str__(text)


def _refusal(at: Pointer, message: str, /, **values: object) -> UnreadableError:
    shown = pointer_text(tuple(excerpt(step) if isinstance(step, str) else step for step in at))
    return UnreadableError(message, line=None, column=None, at=shown, **values)


def _type_name(value: object) -> str:
    return excerpt(type(value).__qualname__)
