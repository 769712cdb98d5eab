"""What a part of a schema expects, as a phrase an office can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from checker.i18n import N_, messages_of, text
from checker.model import Text
from checker.schema.faults import joined, listed, visible
from checker.schema.gate import resolved

_MOST_VALUES: Final = 8
_SUCH_AS: Final = 3
_KINDS: Final = messages_of("kinds-of-values")
"""What a value of each JSON type is called: any, one that has a least, and one that has a least and a most."""

ANY_TEXT: Final = r"[^\t-\r "
"""How the pattern begins of a text that may be any, as long as something can be seen in it: the type says enough."""

FORMS: Final = {pattern: words for pattern, (words,) in messages_of("forms").items()}
"""The patterns of the schemas and what is said of them."""


def expected(node: Mapping[str, Any], root: Mapping[str, Any]) -> Text:
    """What `node`, a part of the schema `root`, expects: the words that follow “expected”."""
    node = resolved(node, root)
    if "const" in node:
        return listed([visible(node["const"])])
    if "enum" in node:
        return _one_of([visible(value) for value in node["enum"]])
    if "anyOf" in node:
        return _any(expected(branch, root) for branch in node["anyOf"])
    if is_day(node):
        return text("a day written YYYY-MM-DD that exists in the calendar")
    form = FORMS.get(node.get("pattern", ""))
    return text(form) if form else _any(_kind(kind, node) for kind in types_of(node))


def is_day(node: Mapping[str, Any]) -> bool:
    """Whether `node` expects a day."""
    return node.get("format") == "date"


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The JSON types that `node` allows; none where it names none."""
    types = node.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _any(phrases: Iterable[Text]) -> Text:
    distinct = tuple(dict.fromkeys(phrases))
    return joined(distinct, N_(" or ")) if distinct else text("a value")


def _one_of(values: list[str]) -> Text:
    if len(values) > _MOST_VALUES:
        return text("one of {count} values, such as {allowed}", count=len(values), allowed=listed(values[:_SUCH_AS]))
    return text("one of {allowed}", allowed=listed(values))


def _kind(kind: str, node: Mapping[str, Any]) -> Text:
    if kind == "object" and node.get("required"):
        return text("a group of fields with {names}", names=listed(node["required"]))
    if kind == "object" and "minProperties" in node and "properties" in node:
        return text("a group of fields such as {names}", names=listed(node["properties"]))
    if kind in {"integer", "number"} and "minimum" in node:
        _, at_least, between = _KINDS[kind]
        return text(between if "maximum" in node else at_least, least=node["minimum"], most=node.get("maximum"))
    if kind == "string" and not node.get("pattern", ANY_TEXT).startswith(ANY_TEXT):
        return text("text of the form {pattern}", pattern=node["pattern"])
    return text(_KINDS[kind][0])
