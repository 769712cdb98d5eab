"""Why a document is not valid: the errors in it, one for each cause, in document order, as faults of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.faults import Fault
from checker.schema.describing import describe
from checker.schema.faults import MESSAGES, REMEDIES, TOO_MANY
from checker.schema.found import visible
from checker.schema.nearness import nearest
from checker.schema.validating import errors_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Pointer
    from checker.schema.gate import Schema
    from checker.schema.validating import Error

MOST_FAULTS: Final = 1000
"""Beyond, a document is hostile or no plan at all, and a longer list would help nobody and take its time."""

_OF_KIND: Final = frozenset({"type", "const", "enum"})
_TELLING: Final = ("type", "const", "enum", "anyOf", "format", "pattern")
"""Where a value has several errors, the first of these is the cause and the others follow from it."""


def explain_errors(schema: Schema, data: object, written: object) -> list[Fault]:
    """The faults of `data` under a schema, in document order; none where it is valid.

    `written` is the document before anything absent was left out of it. Beyond `MOST_FAULTS` the rest is left out, and
    a fault of the whole document says so.
    """
    causes: dict[tuple[Pointer, str | None], Error] = {}
    faults = []
    for error in _fitting(errors_in(schema, data)):
        cause = error.at, error.name
        if cause not in causes and len(causes) == MOST_FAULTS:
            faults.append(Fault((), TOO_MANY, MESSAGES[TOO_MANY], {"bound": MOST_FAULTS}, REMEDIES["again"]))
            break
        if cause not in causes or _rank(error) < _rank(causes[cause]):
            causes[cause] = error
    root = schema.node
    faults += (describe(error, value_at(written, error.at), root) for error in causes.values())
    return in_document_order(faults, written)


def in_document_order(faults: Iterable[Fault], written: object) -> list[Fault]:
    """The faults by where they stand in the document as written, then by which fault it is."""
    places: dict[int, dict[object, int]] = {}

    def position(at: Pointer) -> list[int]:
        here = written
        steps = []
        for step in at:
            if isinstance(here, dict):
                if id(here) not in places:
                    places[id(here)] = {name: place for place, name in enumerate(here)}
                steps.append(places[id(here)][step])
            else:
                steps.append(int(step))
            here = value_at(here, (step,))
        return steps

    return sorted(faults, key=lambda fault: (position(fault.at), fault.code))


def value_at(data: Any, at: Pointer) -> object:
    """The value at that place of a document."""
    for step in at:
        data = data[step]
    return data


def _rank(error: Error) -> int:
    return _TELLING.index(error.keyword) if error.keyword in _TELLING else len(_TELLING)


def _fitting(errors: Iterable[Error]) -> Iterator[Error]:
    """The errors, with those of the branch meant in place of an `anyOf` wherever it is plain which one that is."""
    for error in errors:
        branch = _branch_meant(error)
        if branch is None:
            yield error
        else:
            yield from _fitting(branch)


def _is_misspelt(error: Error) -> bool:
    """Whether a value is almost one of those that are allowed."""
    return error.keyword == "enum" and nearest(error.value, map(visible, error.wanted)) is not None


def _branches(error: Error) -> Iterator[tuple[Error, ...]]:
    """The branches of an `anyOf`, with those of an `anyOf` that is itself a branch among them."""
    for branch in error.branches:
        inner = next((each for each in branch if each.branches and each.at == error.at), None)
        if inner is None:
            yield branch
        else:
            yield from _branches(inner)


def _branch_meant(error: Error) -> tuple[Error, ...] | None:
    """The errors of the one branch of an `anyOf` that fits the value best; None where none does better than others.

    The kind of value comes first, then how many of its names are strange or missing, then whether they are misspelt.
    """

    def is_of_kind(each: Error) -> bool:
        return each.at == error.at and each.keyword in _OF_KIND and not _is_misspelt(each)

    def misfit(branch: tuple[Error, ...]) -> tuple[int, int]:
        missing = [each for each in branch if each.keyword == "required" and each.at == error.at]
        strange = [each for each in branch if each.name is not None and each.at == (*error.at, each.name)]
        misspelt = sum(nearest(each.name, each.node.get("properties", ())) is not None for each in strange)
        return len(missing) + len(strange), -misspelt

    ranked = sorted((branch for branch in _branches(error) if not any(map(is_of_kind, branch))), key=misfit)
    if not ranked or (len(ranked) > 1 and misfit(ranked[0]) == misfit(ranked[1])):
        return None
    return ranked[0]
