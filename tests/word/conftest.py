"""Word documents, written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.model import Language
from checker.office.conversion import blank_document, written_document
from checker.pack.labels import forms_of, labels_of
from checker.readers import read_bytes, read_path

from .changing import Form


@pytest.fixture(scope="session")
def labels(pack):
    return labels_of(pack, pack.main_document)


@pytest.fixture(scope="session")
def read(pack):
    """`read(raw)`: what is read of a Word document."""
    return lambda raw: read_bytes(raw, name="plan.docx", suffix=".docx", forms=forms_of(pack))


@pytest.fixture(scope="session")
def write_docx(pack):
    """`write_docx(plan, "zh")`: a plan as a Word document."""
    return lambda plan, lang="zh": written_document(".docx", plan, pack, pack.main_document, lang)


@pytest.fixture(scope="session")
def blank(pack):
    """`blank("zh")`: the form of one office."""
    made: dict[str, bytes] = {}

    def blank(lang: Language) -> bytes:
        if lang not in made:
            made[lang] = blank_document("docx", pack, pack.main_document, "CN-HB", lang)
        return made[lang]

    return blank


@pytest.fixture(scope="session")
def small():
    """A plan of one measure."""
    return read_path(Path(__file__).with_name("small.yaml")).data


@pytest.fixture(scope="session")
def small_docx(write_docx, small):
    """The small plan as a document."""
    return write_docx(small)


@pytest.fixture
def form(small_docx):
    """The small plan to be changed: cover in table 1, the measure in 2, regions in 3, exceptions in 4."""
    return Form(small_docx)
