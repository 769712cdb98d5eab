"""What is wrong with a pack: where in its file, what is said of it, and with which values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from checker.i18n import N_
from checker.model import Pointer
from checker.pack.paths import Chain

Raw = Mapping[str, Any]
"""A part of a pack as it is written."""
Fault = tuple[Pointer, str, Raw]
"""The place, a message for `i18n.say`, and the values that fill its places."""

NO_CLAUSE: Final = N_("There is no clause “{clause}” in pack.yaml; there are: {clauses}.")
NO_COLUMN: Final = N_("The table has no column “{column}”; it has: {columns}.")
NO_DOCUMENT: Final = N_("The pack declares no document {format}; it declares: {known}.")
NO_KIND: Final = N_("There is no kind of fact “{kind}”; there are: {kinds}.")
NO_KIND_HERE: Final = N_("No kind of fact is called “{kind}” here.")
NO_LIST_AT: Final = N_("The schema of the document has no list or object at “{path}”.")
NO_MEMBER: Final = N_("“{kind}” has no member “{member}”; it has: {members}.")
NO_TABLE: Final = N_("There is no table called “{name}”; there are: {known}.")
NO_TABLE_OR_LIST: Final = N_("There is no table or list called “{name}”; there are: {known}.")
NO_TABLE_BEHIND: Final = N_("No table is behind the column “{column}”.")
NO_DAY_AT: Final = N_("The schema of the document has no day (`format: date`) at “{path}”.")
NO_CODE: Final = N_("“{value}” is not a code that can stand here; these can: {codes}.")
NOTHING_AT: Final = N_("The schema of the document has nothing at “{path}”; there is: {known}.")
NOT_ITS_TYPE: Final = N_(
    "“{reference}” is of the type {found} and cannot be compared with a member of the type {type}."
)
REPEATED: Final = N_("“{number}” stands here more than once.")
"""What is said in more than one place."""


def fault(at: Pointer, message: str, **values: object) -> Fault:
    """A fault; values that are several, names that there are, are told, as many as can be read."""
    return at, message, {name: _told(value) for name, value in values.items()}


def _told(value: object) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return value
    names = [*map(str, value)]
    return "—" if not names else ", ".join(names if len(names) <= _MOST_NAMES else [*names[:_MOST_NAMES], "…"])


_MOST_NAMES: Final = 60


def within(at: Pointer, faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same faults, their places begun from further out."""
    return (((*at, *inner), message, values) for inner, message, values in faults)


def faults_of_paths(paths: Iterable[tuple[Pointer, Chain | None, str]]) -> Iterator[Fault]:
    """The places of those paths that lead nowhere from where they begin, which may itself be nowhere."""
    for at, chain, path in paths:
        if chain is None or chain.at(path) is None:
            yield fault(at, NOTHING_AT, path=path, known=[] if chain is None else chain.known(path))
