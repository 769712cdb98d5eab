"""What reading gives: plain data, and a way to ask where each value stands and how it was written."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from checker.errors import Fault
from checker.form import Form, FormField, FormSheet
from checker.model import NOWHERE, Place, Pointer, Text

Locate = Callable[[Pointer], Place]
"""The place of the value at a pointer, or of the nearest value around it where there is none."""

Written = Callable[[Pointer], str | None]
"""The value at a pointer as it is written in the text; None for a text in quotation marks, and where there is none."""

Labels = Mapping[str, Mapping[str, str]]
"""A list of codes (`office`, `department`, `status` …) -> what is written, as `label_key` has it -> the code meant."""


class DeclaredForm(NamedTuple):
    """The form of a kind of document, and what stands for codes in it.

    `circular` is the id of the pack and `citation` how people cite it, `format` what the document says it is; `label`
    gives what people see for a code of a list, `offered` the names that a field has to choose from.
    """

    circular: str
    citation: Text
    format: str
    form: Form
    labels: Labels
    label: Callable[[str | None, object], Text | None]
    offered: Callable[[FormSheet, FormField], Collection[str]]


def _none() -> Sequence[DeclaredForm]:
    return ()


class AskForms(msgspec.Struct, frozen=True):
    """The forms that a file may be filled in by; asked for by readers of forms only, as it takes rule packs.

    `own` are those of the pack asked for, or of all; `others` those that cannot be meant then. `citation` is of that
    pack.
    """

    own: Callable[[], Sequence[DeclaredForm]] = _none
    others: Callable[[], Sequence[DeclaredForm]] = _none
    citation: Text | None = None


NO_FORMS: Final = AskForms()
"""No form can be read."""


def locate_nowhere(_pointer: Pointer) -> Place:
    """The places of a document that has no source text."""
    return NOWHERE


def written_nowhere(_pointer: Pointer) -> str | None:
    """What is written in a document that has no source text."""
    return None


class Document(msgspec.Struct, frozen=True, eq=False):
    """One input that could be read.

    `data` holds plain JSON values only (dict, list, str, int, float, bool, None). `name` and `sha256` (of the bytes, a
    byte-order mark included) are None where there was no such thing, and for a reader, which knows neither. `locate`
    and `written` do their work when they are first called. `faults` are what the reader could not understand; `unread`
    is what stands in the file and was left out. `form` is the form that the document was filled in by, if it was.
    """

    name: str | None
    sha256: str | None
    data: object
    locate: Locate = locate_nowhere
    faults: tuple[Fault, ...] = ()
    written: Written = written_nowhere
    unread: tuple[Fault, ...] = ()
    form: Form | None = None
