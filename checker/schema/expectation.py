"""What a part of a schema expects, as a phrase an office can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.schema.faults import joined, listed, phrase
from checker.schema.found import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Text

_MOST_VALUES: Final = 8
_SUCH_AS: Final = 3

ANY_TEXT: Final = r"[^\t-\r "
"""How the pattern begins of a text that may be any, as long as something can be seen in it: the type says enough."""

FORMS: Final[Mapping[str, str]] = {
    "^/": "form-pointer",
    "^[0-9]{6}$": "form-six-digits",
    "^[0-9]{2}$": "form-two-digits",
    "[A-Za-z]": "form-english",
    "[一-鿿]": "form-chinese",
    "^[0-9A-Za-z.()-]{1,16}$": "form-number",
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "form-slug",
    "^[a-z][a-z0-9_]*$": "form-name",
    "^[a-z][a-z_]*$": "form-kind",
    "^(some |no )?[a-z][a-z_]*$": "form-quantified-kind",
    r"^[a-z_]+\.[a-z_]+$": "form-member",
    r"^(\{[a-z_]+\})?(/[a-z_]+)*$": "form-place",
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "form-version",
    "^(CN-[A-Z]{2}|[A-Z]{4})$": "form-office",
    "^S[0-9]{3}$": "form-statement",
    "^(/.*)?$": "form-pointer",
}
"""The patterns of the schemas and the phrases for them."""


def resolve(node: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of the schema `root` that `node` stands for: itself, or what its `$ref` leads to."""
    while "$ref" in node:
        target = root
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def expected(node: Mapping[str, Any], root: Mapping[str, Any]) -> Text:
    """What `node`, a part of the schema `root`, expects: the words that follow “expected”."""
    node = resolve(node, root)
    if "const" in node:
        return listed([visible(node["const"])])
    if "enum" in node:
        return _one_of([visible(value) for value in node["enum"]])
    if "anyOf" in node:
        return _any(expected(branch, root) for branch in node["anyOf"])
    if is_day(node):
        return phrase("day")
    form = FORMS.get(node.get("pattern", ""))
    return phrase(form) if form else _any(_kind(kind, node) for kind in types_of(node))


def is_day(node: Mapping[str, Any]) -> bool:
    """Whether `node` expects a day."""
    return node.get("format") == "date"


def types_of(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The JSON types that `node` allows; none where it names none."""
    types = node.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _any(phrases: Iterable[Text]) -> Text:
    distinct = tuple(dict.fromkeys(phrases))
    return joined(distinct, "or") if distinct else phrase("anything")


def _one_of(values: list[str]) -> Text:
    if len(values) > _MOST_VALUES:
        return phrase("one-of-many", count=len(values), allowed=listed(values[:_SUCH_AS]))
    return phrase("one-of", allowed=listed(values))


def _kind(kind: str, node: Mapping[str, Any]) -> Text:
    if kind == "object" and node.get("required"):
        return phrase("group-with", names=listed(node["required"]))
    if kind in {"integer", "number"} and "minimum" in node:
        if "maximum" in node:
            return phrase(f"{kind}-between", least=node["minimum"], most=node["maximum"])
        return phrase(f"{kind}-at-least", least=node["minimum"])
    if kind == "string" and not node.get("pattern", ANY_TEXT).startswith(ANY_TEXT):
        return phrase("pattern", pattern=node["pattern"])
    return phrase(f"kind-{kind}")
