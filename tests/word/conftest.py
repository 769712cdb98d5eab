"""Word documents, written and read."""

from pathlib import Path

import pytest

from checker.office.conversion import blank_document, written_document
from checker.pack.labels import forms_of
from checker.readers import read_bytes, read_path

from .changing import Form


@pytest.fixture(scope="session")
def read(pack):
    """`read(raw)`: what is read of a Word document."""
    return lambda raw: read_bytes(raw, name="plan.docx", suffix=".docx", forms=forms_of(pack))


@pytest.fixture(scope="session")
def blank(pack):
    """The form of one office."""
    return blank_document("docx", pack, pack.main_document, "CN-HB", "zh")


@pytest.fixture(scope="session")
def small():
    """A plan of one measure."""
    return read_path(Path(__file__).with_name("small.yaml")).data


@pytest.fixture(scope="session")
def small_docx(pack, small):
    """The small plan as a document."""
    return written_document(".docx", small, pack, pack.main_document, "zh")


@pytest.fixture
def form(small_docx):
    """The small plan to be changed: cover in table 1, the measure in 2, regions in 3, exceptions in 4."""
    return Form(small_docx)
