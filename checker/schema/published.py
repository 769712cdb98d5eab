"""The schema of a document as editors want it: names beside codes, and all that plancheck takes admitted.

A member that is null is left out before a document is judged, and so is the address of a schema, which editors write
into a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.model import Language, Text

    Labels = Callable[[str, object], Text | None]

LISTED: Final = "x-table"
"""What names the list of a rule pack that a value is taken from."""
_OURS: Final = "x-"
_MEANING: Final = "x-meaning"
_ADDRESS: Final = "$schema"


def for_editors(node: Mapping[str, Any], labels: Labels | None, lang: Language) -> dict[str, Any]:
    """A document's schema, in which the lists of a pack are filled in already where `labels` is given.

    `labels` says what people see for a code of a list. Nothing is left of what is meant for plancheck alone.
    """
    shown = _shown(node, labels, lang)
    shown["properties"] = {_ADDRESS: {"type": "string"}, **shown.get("properties", {})}
    return shown


def _shown(node: Mapping[str, Any], labels: Labels | None, lang: Language) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    needed = node.get("required", ())
    for name, value in node.items():
        if name.startswith(_OURS):
            continue
        if name in ("properties", "patternProperties"):
            shown[name] = {
                member: inner if member in needed else _or_null(inner)
                for member, written in value.items()
                for inner in [_shown(written, labels, lang)]
            }
        elif name == "$defs":
            shown[name] = {key: _shown(each, labels, lang) for key, each in value.items()}
        elif name == "additionalProperties" and isinstance(value, dict):
            shown[name] = _or_null(_shown(value, labels, lang))
        elif isinstance(value, dict):
            shown[name] = _shown(value, labels, lang)
        elif isinstance(value, list):
            shown[name] = [_shown(each, labels, lang) if isinstance(each, dict) else each for each in value]
        else:
            shown[name] = value
    meaning = node.get(_MEANING)
    if isinstance(meaning, dict):
        shown["description"] = meaning[lang]
    listed = node.get(LISTED)
    if labels is not None and isinstance(listed, str) and "enum" in shown:
        shown["oneOf"] = [_named(code, labels(listed, code), lang) for code in shown.pop("enum")]
    return shown


def _named(code: object, name: Text | None, lang: Language) -> dict[str, Any]:
    return {"const": code} if name is None else {"const": code, "title": name.in_language(lang)}


def _or_null(node: dict[str, Any]) -> dict[str, Any]:
    """The same schema, with null admitted."""
    if "const" in node:
        node = {**{name: value for name, value in node.items() if name != "const"}, "enum": [node["const"]]}
    told = node.get("type")
    if isinstance(told, (str, list)) and "oneOf" not in node and "anyOf" not in node and "$ref" not in node:
        types = [told] if isinstance(told, str) else told
        enum = {"enum": [*node["enum"], None]} if "enum" in node else {}
        return {**node, **enum, "type": [*types, "null"]}
    if set(node) <= {"enum", "description", "default"}:
        return {**node, "enum": [*node["enum"], None]} if "enum" in node else node
    if set(node) <= {"oneOf", "description", "default"}:
        return {**node, "oneOf": [*node["oneOf"], {"const": None}]}
    beside = {name: value for name, value in node.items() if name in ("title", "description", "default")}
    return {**beside, "anyOf": [{name: value for name, value in node.items() if name not in beside}, {"type": "null"}]}
