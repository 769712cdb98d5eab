"""Whether a schema refuses what it should: every word of it keeps something out that an output could be by mistake."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import jsonschema_rs

from checker.model import Pointer

SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "properties"}
"""Members of a schema that refuse nothing themselves."""

INSTEAD = [
    *(None, True, False, -1, 0.5, 7, "", "Other One!", "another", "warning", "fault", "full-stop", "a" * 80),
    *("2013-02-30", "20130228", [], {}),
]
"""What is put in the place of every value; each is refused by some keyword alone."""


def without_a_member(document: Any, apart: str | None = None) -> Iterator[tuple[Pointer, Any]]:
    """`document` without each member of each of its objects, but for what is below a member called `apart`."""
    for place in _places(document, apart):
        for name in _members(_at(document, place)):
            spoiled = deepcopy(document)
            del _at(spoiled, place)[name]
            yield (*place, name), spoiled


def with_another_member(document: Any, apart: str | None = None) -> Iterator[tuple[Pointer, Any]]:
    """`document` with one member more in each of its objects, but for what is below a member called `apart`.

    It is a text, and then whatever the first member is.
    """
    for place in _places(document, apart):
        value = _at(document, place)
        if isinstance(value, dict):
            for other in ("another", *list(value.values())[:1]):
                spoiled = deepcopy(document)
                _at(spoiled, place)["another"] = other
                yield place, spoiled


def idle_words(schema: Any, documents: list[Any]) -> list[Pointer]:
    """The places of all words of a schema without which it would refuse the very same of what is made of `documents`.

    Such a word says nothing, or the documents do not reach it: either way, nobody knows whether it is right.
    """
    validator = _validator(schema)
    refused = [spoiled for document in documents for spoiled in _spoiled(document) if not validator.is_valid(spoiled)]
    return [place for place in _words(schema) if not any(map(_validator(_without(schema, place)).is_valid, refused))]


def _validator(schema: Any) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema, validate_formats=True)


def _words(node: Any, place: Pointer = ()) -> Iterator[Pointer]:
    """The place of each keyword, and of each name that is required."""
    if isinstance(node, list):
        for position, each in enumerate(node):
            yield from _words(each, (*place, position))
        return
    for word, value in node.items():
        at = (*place, word)
        if word == "required":
            yield from ((*at, position) for position in range(len(value)))
        elif word not in SAYS_NOTHING:
            yield at
        if word in {"properties", "$defs"}:
            for name, each in value.items():
                yield from _words(each, (*at, name))
        elif word in {"items", "additionalProperties", "propertyNames", "anyOf", "if", "then", "else"} and value:
            yield from _words(value, at)


def _without(schema: Any, place: Pointer) -> Any:
    loosened = deepcopy(schema)
    del _at(loosened, place[:-1])[place[-1]]
    return loosened


def _spoiled(document: Any) -> Iterator[Any]:
    """`document` with one thing in it that is otherwise: a member more or less, an item twice, another value."""
    yield from (spoiled for _, spoiled in (*without_a_member(document), *with_another_member(document)))
    for place in _places(document):
        value = _at(document, place)
        values = [*INSTEAD, [*value, value[0]]] if isinstance(value, list) and value else INSTEAD
        for other in values:
            yield _replaced(document, place, other)


def _replaced(document: Any, place: Pointer, value: Any) -> Any:
    if not place:
        return value
    spoiled = deepcopy(document)
    _at(spoiled, place[:-1])[place[-1]] = value
    return spoiled


def _places(document: Any, apart: str | None = None, place: Pointer = ()) -> Iterator[Pointer]:
    yield place
    if isinstance(document, list):
        for position, item in enumerate(document):
            yield from _places(item, apart, (*place, position))
    for name in _members(document):
        if name != apart:
            yield from _places(document[name], apart, (*place, name))


def _members(value: Any) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def _at(document: Any, place: Pointer) -> Any:
    for step in place:
        document = document[step]
    return document
