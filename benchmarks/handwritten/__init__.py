"""Checkers written by hand from the circulars and the readings of the specification alone.

They share nothing with the rule packs or the engine, so they are a third opinion in differential tests, and the one of
offices' plans is the yardstick of the benchmarks: a gate by the published schema, and the rules of a single document as
plain Python, with the circulars' tables as tables.
"""

from collections.abc import Mapping

import orjson

from . import circular_139, departments, offices
from .circular_113 import CIRCULAR
from .reading import Form, Result

FORMS: Mapping[str, Mapping[str, Form]] = {
    CIRCULAR: {"provincial-plan/1": offices.FORM, "department-plan/1": departments.FORM},
    "sipo-2011-139": {"provincial-plan/1": circular_139.FORM},
}
"""Circular -> format -> who checks it; the first is meant where a document does not say."""


def check_bytes(raw: bytes, as_of: str | None = None, circular: str = CIRCULAR) -> Result:
    """The result for a document in JSON text."""
    try:
        document = orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        first = next(iter(FORMS[circular].values()))
        return first.invalid([("unreadable", "", None, "error")])
    return check(document, as_of, circular)


def check(document: object, as_of: str | None = None, circular: str = CIRCULAR) -> Result:
    """The result for a parsed document under that circular."""
    forms = FORMS[circular]
    named = document.get("format") if isinstance(document, dict) else None
    form = forms.get(named) if isinstance(named, str) else None
    return (form or next(iter(forms.values()))).check(document, as_of)
