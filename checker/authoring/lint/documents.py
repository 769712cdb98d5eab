"""Looks over what documents may hold: objects that let misspelt members pass, and members that a form lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.authoring.lint.model import Lint, Sources, lint_of
from checker.model import Severity
from checker.pack.file_names import DOCUMENTS, FORM
from checker.pack.model import DocumentKind
from checker.pack.paths import Schema, property_of, types_of
from checker.resources import read_schema
from checker.schema import resolved


def lints_of_documents(sources: Sources) -> Iterator[Lint]:
    """Objects in which a misspelt member is passed over, and what a document needs and its form does not ask for."""
    for document in sources.pack.documents.values():
        declared: Any = sources.documents[sources.file_of(document)].data
        schema = read_schema(declared["schema"], sources.pack.folder)
        for at in _open_objects(schema, ()):
            place = sources.of_document(document, "schema")
            yield lint_of("object-open", Severity.WARNING, place, at="/".join(at) or "/")
        if document.form is not None:
            file = sources.pack.folder / DOCUMENTS / f"{document.name}{FORM}"
            for path in _lacking(document):
                yield lint_of("form-lacks", Severity.ERROR, (file, 1), path="/".join(path))


def _open_objects(part: Any, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The places of a schema that name the members of an object, and let it have any other."""
    if isinstance(part, list):
        for place, inner in enumerate(part):
            yield from _open_objects(inner, (*at, str(place)))
    elif isinstance(part, dict):
        if part.get("type") == "object" and "properties" in part and "additionalProperties" not in part:
            yield at
        for name, inner in part.items():
            yield from _open_objects(inner, (*at, name))


def _lacking(document: DocumentKind) -> Iterator[tuple[str, ...]]:
    """The paths of members that have to be there and that no field is for, where the form has what is around them."""
    form = document.form
    if form is None:
        return
    fields = {
        (*path, *each.path) for sheet in form.sheets for path in sheet.paths for each in sheet.fields if each.path
    }
    lists = {path for sheet in form.sheets if sheet.list for path in sheet.paths}
    given = {("format",), *([("circular",)] if form.gives_circular else [])}

    def lacking(node: Schema, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        node = resolved(node, document.schema.node)
        for name in node.get("required", ()):
            path = (*at, name)
            if not any(each[: len(path)] == path for each in fields | lists | given):
                yield path
        for name in node.get("properties", {}):
            path = (*at, name)
            inner = property_of(node, name, document.schema.node) or {}
            if path in lists:
                yield from lacking(resolved(inner, document.schema.node).get("items", {}), path)
            elif types_of(inner, document.schema.node) == {"object"} and any(
                each[: len(path)] == path and each != path for each in fields
            ):
                yield from lacking(inner, path)

    yield from lacking(document.schema.node, ())
