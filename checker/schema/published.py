"""The schema of a document as editors want it: names beside codes, and all that plancheck takes admitted.

A member that is null or blank is left out before a document is judged, and so is the address of a schema, which editors
write into a document.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from checker.model import Language, Text

Labels = Callable[[str, object], Text | None]


LISTED: Final = "x-table"
"""What names the list of a rule pack that a value is taken from."""
_OURS: Final = "x-"
_MEANING: Final = "x-meaning"
_ADDRESS: Final = "$schema"
_BLANK: Final = r"^\s*$"
_ABSENT: Final = [None, ""]
_WORDS: Final = ("title", "description")
_BESIDE: Final = (*_WORDS, "default")
"""What people see of a member; it refuses nothing."""


def for_editors(
    node: Mapping[str, Any], labels: Labels | None, lang: Language, title: str | None = None
) -> dict[str, Any]:
    """A document's schema, in which the lists of a pack are filled in already where `labels` is given.

    `labels` says what people see for a code of a list, `title` what the document is called. Nothing is left of what is
    meant for plancheck alone, or is said in another language.
    """
    shown = _shown(node, labels, lang)
    if title is not None:
        shown["title"] = title
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
                member: inner if member in needed else _or_absent(inner)
                for member, written in value.items()
                for inner in [_shown(written, labels, lang)]
            }
        elif name == "$defs":
            shown[name] = {key: _shown(each, labels, lang) for key, each in value.items()}
        elif name == "additionalProperties" and isinstance(value, dict):
            shown[name] = _or_absent(_shown(value, labels, lang))
        elif isinstance(value, dict):
            shown[name] = _shown(value, labels, lang)
        elif isinstance(value, list):
            shown[name] = [_shown(each, labels, lang) if isinstance(each, dict) else each for each in value]
        else:
            shown[name] = value
    shown = _worded(shown, node, lang)
    listed = node.get(LISTED)
    if labels is not None and isinstance(listed, str) and "enum" in shown:
        shown["oneOf"] = [_named(code, labels(listed, code), lang) for code in shown.pop("enum")]
    return shown


def _worded(shown: dict[str, Any], node: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    """`shown` with the words for `node` in `lang`: what stands in a schema itself is English."""
    if lang != "en":
        shown = {name: value for name, value in shown.items() if name not in _WORDS or not isinstance(value, str)}
    meaning = node.get(_MEANING)
    return {**shown, "title": meaning[lang]} if isinstance(meaning, dict) else shown


def _named(code: object, name: Text | None, lang: Language) -> dict[str, Any]:
    return {"const": code} if name is None else {"const": code, "title": name.in_language(lang)}


def _or_absent(node: dict[str, Any]) -> dict[str, Any]:
    """The same schema, with null and blank texts admitted."""
    beside = {name: value for name, value in node.items() if name in _BESIDE}
    told = {name: value for name, value in node.items() if name not in _BESIDE}
    if "const" in told:
        told = {**told, "enum": [told.pop("const")]}
    types = told.get("type", ())
    types = [types] if isinstance(types, str) else list(types)
    match sorted(told):
        case ["enum"] | ["enum", "type"]:
            return {**beside, "enum": [*told["enum"], *_ABSENT]}
        case ["oneOf"]:
            return {**beside, "oneOf": [*told["oneOf"], {"enum": _ABSENT}]}
        case ["type"] | ["pattern", "type"] if "string" in types:
            pattern = {"pattern": f"(?:{told['pattern']})|{_BLANK}"} if "pattern" in told else {}
            return {**beside, **pattern, "type": [*types, "null"]}
    if types and "string" not in types and "enum" not in told:
        return {**beside, **told, "type": [*types, "null", "string"], "pattern": _BLANK}
    return {**beside, "anyOf": [told, {"type": ["null", "string"], "pattern": _BLANK}]}
