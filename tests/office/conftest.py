"""Forms that are written here, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.office.conversion import blank_document, written_document
from checker.pack.labels import forms_of
from checker.readers import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.model import Language
    from checker.readers import Document

    Read = Callable[[bytes, str], Document]
    Blank = Callable[[str, Language], bytes]


@pytest.fixture(scope="session")
def read(pack):
    """`read(raw, ".xlsx")`: the document in a file."""
    return lambda raw, suffix: read_bytes(raw, name=f"plan{suffix}", suffix=suffix, forms=forms_of(pack))


@pytest.fixture(scope="session")
def write(pack):
    """`write(plan, ".xlsx", "zh")`: a plan as a file."""
    return lambda plan, suffix, lang="zh": written_document(suffix, plan, pack, pack.document_of(plan), lang)


@pytest.fixture(scope="session")
def blank(pack):
    """`blank("docx", "zh")`: the form of one office."""
    made: dict[Any, bytes] = {}

    def blank(format_: str, lang: Language) -> bytes:
        if (format_, lang) not in made:
            made[format_, lang] = blank_document(format_, pack, pack.main_document, "CN-HB", lang)
        return made[format_, lang]

    return blank
