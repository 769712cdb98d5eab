"""The phrases that the message of a schema fault is put together from: what was found, what is expected, what is meant.

A value that was found is shown short, on one line, and without anything invisible in it.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeGuard

from checker.i18n import N_, messages_of, text
from checker.model import Text
from checker.schema.gate import resolved
from checker.values import is_blank

TOO_MANY: Final = "too-many-faults"
"""The fault of a document that has more of them than are listed."""

_LONGEST_LIST: Final = 50


def joined(parts: Iterable[Text], joint: str) -> Text:
    """The parts one after another, with the message `joint` between them."""
    between = text(joint)
    parts = tuple(parts)
    return Text(between.en.join(part.en for part in parts), between.zh.join(part.zh for part in parts))


def listed(names: Iterable[str | int], most: int = _LONGEST_LIST) -> Text:
    """The names in quotation marks, numbers without, as a list to read; beyond `most`, a sign that there are more."""
    names = tuple(names)
    if not names:
        return text("none")
    shown = joined(
        (Text(str(name), str(name)) if isinstance(name, int) else text("“{name}”", name=name) for name in names[:most]),
        N_(", "),
    )
    more = text(", …")
    return shown if len(names) <= most else Text(shown.en + more.en, shown.zh + more.zh)


MESSAGES: Final = {
    **{code: message for code, (message,) in messages_of("schema-faults").items()},
    "wrong-form": N_("Found {found}, which is not {expected}.", context="form"),
}
"""What is said of a fault, by its code."""

REMEDIES: Final = {name: message for name, (message,) in messages_of("schema-remedies").items()}
"""What to do about a fault."""


_LONGEST: Final = 40
_MOST_NAMES: Final = 3
_CONSTANTS: Final[dict[bool | None, str]] = {
    None: N_("nothing (null)"),
    True: N_("yes (true)"),
    False: N_("no (false)"),
}
_LENGTHS: Final = {0: N_("an empty list"), 1: N_("a list of 1 item")}


def visible(text: object) -> str:
    """The text, cut where it is long, with escapes for control characters and whatever else cannot be seen."""
    whole = str(text)
    cut = whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…"
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in cut)


def found(value: object) -> Text:
    """What the value is, as the words that follow “found”."""
    if value is None or isinstance(value, bool):
        return text(_CONSTANTS[value])
    if isinstance(value, str):
        return text("blank text") if is_blank(value) else text("the text “{value}”", value=visible(value))
    if isinstance(value, int | float):
        return _found_number(value)
    if isinstance(value, list | dict):
        return _found_container(value)
    return text("a value of the Python type {value}", value=type(value).__name__)


def is_plain(value: object) -> TypeGuard[float | bool | None]:
    """Whether the value is null, true, false or a number that JSON can hold."""
    if isinstance(value, int | float):
        return math.isfinite(value) if isinstance(value, float) else is_writable(value)
    return value is None


def is_writable(number: float) -> bool:
    """Whether the number can be written out: Python refuses integers of thousands of digits."""
    try:
        str(number)
    except ValueError:
        return False
    return True


def _found_number(value: float) -> Text:
    if not is_writable(value):
        return text("a number with thousands of digits")
    if isinstance(value, int) or math.isfinite(value):
        return text("the number {value}", value=visible(value))
    return (
        text("NaN, which is no number") if math.isnan(value) else text("an infinite number ({value})", value=str(value))
    )


def _found_container(value: list[Any] | dict[Any, Any]) -> Text:
    if isinstance(value, list):
        return text(_LENGTHS.get(len(value), N_("a list of {count} items")), count=len(value))
    names = listed(sorted(visible(name) for name in value), _MOST_NAMES)
    return text("a group of fields ({names})", names=names) if value else text("an empty group of fields")


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - where \u ends and \U begins


# What a part of a schema expects, as a phrase an office can follow

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


# The valid name that somebody most likely meant

_CLOSE: Final = 0.7
"""Ratio from which two names are close; lower ones offer `source` for `code`."""

_LONGEST_NAME: Final = 64


def nearest(name: object, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `name`; None where none is close, or where several are equally close.

    Case does not count, nor whether words are joined by a hyphen, an underscore or a blank.
    """
    from difflib import SequenceMatcher

    if not isinstance(name, str) or len(name) > _LONGEST_NAME:
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_without_joints(name))
    best: list[str] = []
    best_ratio = _CLOSE
    for candidate in candidates:
        matcher.set_seq1(_without_joints(candidate))
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = [candidate], ratio
        elif ratio == best_ratio:
            best.append(candidate)
    return best[0] if len(best) == 1 else None


def offered(near: str | None) -> Text:
    """The sentence that offers the name that is near; empty where none is."""
    return Text("", "") if near is None else text(" Did you mean “{near}”?", near=visible(near))


def _without_joints(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")
