"""What a part of a schema expects, as a phrase an office can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.schema.faults import joined, listed
from checker.schema.found import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.model import Text

_MOST_VALUES: Final = 8
_SUCH_AS: Final = 3
_KINDS: Final[Mapping[str, str]] = TABLE("schema.kind-")
_AT_LEAST: Final[Mapping[str, str]] = TABLE("schema.", "-at-least")
_BETWEEN: Final[Mapping[str, str]] = TABLE("schema.", "-between")

FORMS: Final[Mapping[str, str | None]] = {
    r"[^\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]": None,
    "^/": "schema.form-pointer",
    "^[0-9]{6}$": "schema.form-six-digits",
    "^[0-9]{2}$": "schema.form-two-digits",
    "[A-Za-z]": "schema.form-english",
    "[一-鿿]": "schema.form-chinese",
    "^[0-9A-Za-z.()-]{1,16}$": "schema.form-number",
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "schema.form-slug",
    "^[a-z][a-z0-9_]*$": "schema.form-name",
    "^[a-z][a-z_]*$": "schema.form-kind",
    "^(some |no )?[a-z][a-z_]*$": "schema.form-quantified-kind",
    r"^[a-z_]+\.[a-z_]+$": "schema.form-member",
    r"^(\{[a-z_]+\})?(/[a-z_]+)*$": "schema.form-place",
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "schema.form-version",
    "^(CN-[A-Z]{2}|[A-Z]{4})$": "schema.form-office",
    "^S[0-9]{3}$": "schema.form-statement",
    "^(/.*)?$": "schema.form-pointer",
}
"""The patterns of the schemas and what is said of them; None where the type says enough (any text, not blank)."""


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
        return text("schema.day")
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
    return joined(distinct, "schema.or") if distinct else text("schema.anything")


def _one_of(values: list[str]) -> Text:
    if len(values) > _MOST_VALUES:
        return text("schema.one-of-many", count=len(values), allowed=listed(values[:_SUCH_AS]))
    return text("schema.one-of", allowed=listed(values))


def _kind(kind: str, node: Mapping[str, Any]) -> Text:
    if kind == "object" and node.get("required"):
        return text("schema.group-with", names=listed(node["required"]))
    if kind in {"integer", "number"} and "minimum" in node:
        if "maximum" in node:
            return text(_BETWEEN[kind], least=node["minimum"], most=node["maximum"])
        return text(_AT_LEAST[kind], least=node["minimum"])
    if kind == "string" and node.get("pattern", "") not in FORMS and "pattern" in node:
        return text("schema.pattern", pattern=node["pattern"])
    return text(_KINDS[kind])
