"""What a part of a schema expects, as a phrase an office can follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from checker.i18n import N_, text
from checker.model import Text
from checker.schema.faults import joined, listed, visible
from checker.schema.gate import resolved

_MOST_VALUES: Final = 8
_SUCH_AS: Final = 3
_KINDS: Final[Mapping[str, str]] = {
    "object": N_("a group of fields"),
    "array": N_("a list"),
    "string": N_("text"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "boolean": N_("true or false (yes or no)"),
    "null": N_("nothing (null)"),
}
_AT_LEAST: Final[Mapping[str, str]] = {
    "integer": N_("a whole number of at least {least}"),
    "number": N_("a number of at least {least}"),
}
_BETWEEN: Final[Mapping[str, str]] = {
    "integer": N_("a whole number from {least} to {most}"),
    "number": N_("a number from {least} to {most}"),
}

ANY_TEXT: Final = r"[^\t-\r "
"""How the pattern begins of a text that may be any, as long as something can be seen in it: the type says enough."""

FORMS: Final[Mapping[str, str]] = {
    "^/": N_("a JSON pointer, such as /items/0"),
    "^(/.*)?$": N_("a JSON pointer, such as /items/0"),
    "^[0-9]{6}$": N_("six digits (the GB/T 2260 code)"),
    "[A-Za-z]": N_("text in English"),
    "[一-鿿]": N_("text in Chinese"),
    "^S[0-9]{3}$": N_("S and three digits, such as S001"),
    r"^[0-9]+\.[0-9]+\.[0-9]+$": N_("a version of three numbers, such as 1.0.0"),
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": N_("lower-case Latin words joined by hyphens, a letter first"),
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*/[1-9][0-9]*$": N_(
        "a format: lower-case Latin words joined by hyphens, “/” and a number, such as work-plan/1"
    ),
    "^[a-z][a-z0-9_]*$": N_("lower-case Latin letters, digits and underscores, a letter first"),
    "^[a-z][_a-z0-9]*$": N_("the name of a table of pack.yaml, in lower-case Latin letters, digits and underscores"),
    "^[a-z][A-Za-z0-9_]*$": N_("the name of a member: Latin letters, digits and underscores, a small letter first"),
    r"^([a-z][A-Za-z0-9_]*/)?([a-z][A-Za-z0-9_]*|\*)$": N_(
        "the name of a member, or two joined by “/”; “*” at the end stands for every member"
    ),
    r"^(\.|(\.\./)*[a-z$][A-Za-z0-9_]*(/[a-z][A-Za-z0-9_]*)*)$": N_(
        "a path such as number, head/number or ../number, or “.” for the item itself"
    ),
    r"^(\.\./common/)?([a-z0-9_-]+/)*[a-z0-9_-]+\.csv$": N_(
        "the path of a CSV file in small letters, such as tables/items.csv or ../common/tables/items.csv"
    ),
    r"\{[a-z][a-z0-9_]*\}": N_("text with the name of a column in braces, such as item {number}"),
    r"^\{[a-z][a-z0-9_]*\}$": N_("the name of a column in braces, such as {title}"),
    "^(some |no )?[a-z][a-z0-9_]*$": N_("the name of a kind of fact, alone or after “some” or “no”"),
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": N_("kind.member, such as item.number"),
    r"^([a-z][a-z0-9_]*\.)?[a-z][a-z0-9_]*$": N_("a member of the same fact, or kind.member, such as item.number"),
    r"^(\{[a-z_]+\})?(/([a-z_]+|\*))*$": N_("a place: a JSON pointer, with the kind in braces if it begins at a fact"),
    r"^(\{[a-z][a-z0-9_]*\})?(/[a-z][a-z0-9_]*)*$": N_(
        "a place: a JSON pointer, with the kind in braces if it begins at a fact"
    ),
}
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
        if "maximum" in node:
            return text(_BETWEEN[kind], least=node["minimum"], most=node["maximum"])
        return text(_AT_LEAST[kind], least=node["minimum"])
    if kind == "string" and not node.get("pattern", ANY_TEXT).startswith(ANY_TEXT):
        return text("text of the form {pattern}", pattern=node["pattern"])
    return text(_KINDS[kind])
