"""Plans go into files and come back."""

from __future__ import annotations

from typing import Any

import pytest

from checker.model import Language
from checker.office.conversion import written_document
from checker.pack.labels import forms_of, labels_of
from checker.readers import read_bytes
from checker.schema import prune
from checker.values import number_of


@pytest.fixture(scope="session")
def labels(pack):
    return labels_of(pack, pack.main_document)


@pytest.fixture(scope="session")
def read(pack):
    return lambda raw, suffix: read_bytes(raw, name=f"plan{suffix}", suffix=suffix, forms=forms_of(pack))


@pytest.fixture(scope="session")
def through(pack, read):
    """`through(plan, ".xlsx", lang)`: the plan as it comes back from such a file."""

    def through(plan: Any, suffix: str, lang: Language = "zh") -> Any:
        document = read(written_document(suffix, plan, pack, pack.main_document, lang), suffix)
        assert document.faults == ()
        return document.data

    return through


def meant(plan: Any) -> Any:
    """The plan as the format itself reads it: without what is absent, and digits as text for a number are that number.

    That is all that may differ between a plan and what comes back from a file.
    """
    plan = prune(plan)
    measures = [{**measure, "number": number_of(measure["number"])} for measure in plan["measures"]]
    return {**plan, "measures": measures}
