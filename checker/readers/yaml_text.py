"""YAML 1.1 and 1.2, core schema only: PyYAML composes the nodes, and what they mean is said here.

The composer is stopped where a text is too deep or too large, aliases are expanded by count, and no tag constructs
anything. Where PyYAML was built without libyaml, its slower parser gives the same nodes.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple, NoReturn

import yaml
from yaml.error import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode

from checker.errors import UnreadableError
from checker.readers.document import AskForms, Document
from checker.readers.limits import MOST_BYTES, MOST_LEVELS, MOST_MEBIBYTES, MOST_VALUES, bounded, decimal_integer
from checker.readers.text import Lines, TextPlaces, character, decoded, excerpt, is_half_character, unreadable_at

_MOST_HANDLES: Final = 64
"""libyaml compares each %TAG line with all before it, so thousands of them would take minutes."""


def read(raw: bytes, _ask: AskForms) -> Document:
    """The document in `raw`; an empty one is None. Raises `UnreadableError`."""
    text = decoded(raw)
    if text.startswith("\ufeff"):
        raise unreadable_at(text, 0, "yaml-control", found="U+FEFF")
    if text.count("%TAG") > _MOST_HANDLES:
        raise unreadable_at(text, text.index("%TAG"), "yaml-directive")
    node = _composed(text)
    data, root = (None, _YAMLSpot(0)) if node is None else _Builder(text).value(node, node.start_mark.index)
    places = TextPlaces(lambda: (text, root))
    return Document(None, None, data, places.locate, written=places.written)


# From text to nodes.

_CORE: Final = "tag:yaml.org,2002:"
_TEXT: Final = f"{_CORE}str"
_PLAIN: Final = ""
"""The tag of a scalar that has none, or one (`!`) that asks for nothing, and no quotation marks unless it has that."""


_MOST_NODES_AROUND: Final = MOST_LEVELS + 1
"""A scalar may stand inside the last level."""
_MOST_NODES: Final = 2 * MOST_VALUES
"""Each value may have a key."""


class _Limits:
    """What the composer asks of every node on the way: its tag, and whether to go on."""

    _levels = 0
    _nodes = 0

    def resolve(self, kind: type[Node], _value: object, implicit: tuple[bool, bool] | bool | None) -> str:  # noqa: FBT001 - as PyYAML calls it
        """The tag of a node that has none of its own."""
        if kind is not ScalarNode:
            return f"{_CORE}map" if kind is MappingNode else f"{_CORE}seq"
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _TEXT

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        """A node begins inside `parent`: `_Builder` counts values, here is only what would be far too much of them."""
        self._levels += 1
        self._nodes += 1
        if parent is not None and (self._levels > _MOST_NODES_AROUND or self._nodes > _MOST_NODES):
            raise _LimitError(parent.start_mark.index, is_deep=self._levels > _MOST_NODES_AROUND)

    def ascend_resolver(self) -> None:
        """The node that began last has ended."""
        self._levels -= 1


class _LimitError(Exception):
    def __init__(self, index: int, *, is_deep: bool) -> None:
        super().__init__(index)
        self.index = index
        self.key, self.limit = ("too-deep", MOST_LEVELS) if is_deep else ("too-many-values", MOST_VALUES)


class _SlowLoader(_Limits, yaml.SafeLoader):
    """Nodes by PyYAML alone."""


_LOADERS: Final[list[type[Any]]] = [_SlowLoader]
if yaml.__with_libyaml__:

    class _FastLoader(_Limits, yaml.CSafeLoader):
        """Nodes by libyaml."""

    _LOADERS.insert(0, _FastLoader)


def _composed(text: str) -> Node | None:
    """The outermost node of `text`; None where there is no document. Raises `UnreadableError`."""
    try:
        node: Node | None = _LOADERS[0](text).get_single_node()
    except _LimitError as error:
        raise unreadable_at(text, error.index, error.key, limit=error.limit) from None
    except yaml.YAMLError as error:
        raise _unreadable(text, error) from None
    except (ValueError, OverflowError):
        # PyYAML's own parser fails on the number of a character that does not exist.
        raise unreadable_at(text, max(text.find("\\U"), 0), "yaml-escape") from None
    return node


# From nodes to data.


_TO_ALIAS: Final = re.compile(r"(?:[^*#]++|#[^\r\n]*+)*+\*")
"""Behind a node: only blanks, comments and punctuation stand before an alias."""


_BLOCK_STYLES: Final = ("|", ">")


class _YAMLSpot(NamedTuple):
    start: int
    members: Any = ()
    written: str | None = None
    end: int | None = None

    def inside(self, step: str | int) -> _YAMLSpot | None:
        is_there = step in self.members if isinstance(self.members, dict) else step in range(len(self.members))
        return self.members[step] if is_there else None


class _Builder:
    """Builds data and spots from the nodes of one text; what an alias stands for is built anew for each alias."""

    __slots__ = ("_around", "_characters", "_text", "_values")

    def __init__(self, text: str) -> None:
        self._text = text
        self._values = 0
        self._characters = 0
        self._around: list[Node] = []

    def value(self, node: Node, index: int) -> tuple[object, _YAMLSpot]:
        """The value of `node`, which stands at `index`, or an alias of it does."""
        self._values += 1
        if self._values > MOST_VALUES:
            self._slip(index, "too-many-values", limit=MOST_VALUES)
        if isinstance(node, ScalarNode):
            self._characters += len(node.value)
            if self._characters > MOST_BYTES:
                self._slip(index, "yaml-expanded", limit=MOST_MEBIBYTES)
            # An alias ends elsewhere, and a block text before the line breaks that its node has at its end.
            has_end = index == node.start_mark.index and node.style not in _BLOCK_STYLES
            written = None if node.style else node.value
            end = node.end_mark.index if has_end else None
            return self._scalar(node, index), _YAMLSpot(index, written=written, end=end)
        if node in self._around:
            self._slip(index, "yaml-alias-cycle", name=_alias_name(self._text, index))
        if len(self._around) >= MOST_LEVELS:
            self._slip(index, "too-deep", limit=MOST_LEVELS)
        own_tag = f"{_CORE}map" if isinstance(node, MappingNode) else f"{_CORE}seq"
        if node.tag != own_tag:
            self._slip(index, "yaml-tag", tag=excerpt(shown_tag(node.tag)))
        self._around.append(node)
        built = self._mapping(node, index) if isinstance(node, MappingNode) else self._list(node, index)
        self._around.pop()
        return built

    def _list(self, node: Node, index: int) -> tuple[object, _YAMLSpot]:
        data, spots = [], []
        end = node.start_mark.index
        for item in node.value:
            start, end = self._extent(item, end)
            value, spot = self.value(item, start)
            data.append(value)
            spots.append(spot)
        return data, _YAMLSpot(index, spots)

    def _mapping(self, node: Node, index: int) -> tuple[object, _YAMLSpot]:
        data: dict[str, object] = {}
        spots: dict[str, _YAMLSpot] = {}
        merged: tuple[Node, int, int] | None = None
        end = node.start_mark.index
        for key, member in node.value:
            key_start, end = self._extent(key, end)
            start, end = self._extent(member, end)
            if not isinstance(key, ScalarNode):
                self._slip(key_start, "yaml-key")
            name = key.value
            is_merge = name == "<<" and key.tag == _PLAIN and not key.style
            if name in data or (is_merge and merged):
                self._slip(key_start, "duplicate-key", member=excerpt(name))
            self._characters += len(name)
            self._scalar(key, key_start)
            if is_merge:
                merged = (member, start, key_start)
            else:
                data[name], spots[name] = self.value(member, start)
        if merged:
            self._merge(data, spots, *merged)
        return data, _YAMLSpot(index, spots)

    def _merge(self, data: dict[str, object], spots: dict[str, _YAMLSpot], node: Node, start: int, key: int) -> None:
        """Add the members that a merge key at `key` stands for; those that are there win, and earlier over later."""
        value, spot = self.value(node, start)
        each_of = zip(value, spot.members, strict=True) if isinstance(value, list) else [(value, spot)]
        for each, each_spot in each_of:
            if not isinstance(each, dict):
                self._slip(key, "yaml-merge")
            for name, member in each.items():
                if name not in data:
                    data[name], spots[name] = member, each_spot.members[name]

    def _extent(self, node: Node, after: int) -> tuple[int, int]:
        """Where the next node behind `after` begins and ends: an alias gives the node that it stands for, far above."""
        start = node.start_mark.index
        if start >= after:
            return start, node.end_mark.index
        alias = _TO_ALIAS.match(self._text, after)
        end = alias.end() if alias else after
        return end - 1, end

    def _scalar(self, node: ScalarNode, index: int) -> Scalar:
        text: str = node.value
        if node.tag == _PLAIN and not node.style:
            return plain_value(text)
        # Only PyYAML's own parser lets a lone surrogate through, and only where escapes are.
        if node.style == '"' and is_half_character(text):
            self._slip(index, "surrogate")
        if node.tag in (_TEXT, _PLAIN):
            return text
        if node.tag not in _SCALAR_TAGS:
            self._slip(index, "yaml-tag", tag=excerpt(shown_tag(node.tag)))
        try:
            return tagged_value(text, node.tag)
        except ValueError:
            self._slip(index, "yaml-tag-value", tag=shown_tag(node.tag), found=excerpt(text))

    def _slip(self, index: int, key: str, **values: object) -> NoReturn:
        raise unreadable_at(self._text, index, key, **values)


# What a scalar means. A plain one is null, a boolean or a number where either version of YAML says so; where the two
# disagree on the value (digits with a leading zero are octal in one and decimal in the other), and for days and times,
# it stays the text as written.

Scalar = str | int | float | bool | None


def _in_three_cases(*words: str) -> tuple[str, ...]:
    return tuple(spelling for word in words for spelling in (word, word.capitalize(), word.upper()))


_WORDS: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("", "~", *_in_three_cases("null")), None),
    **dict.fromkeys(_in_three_cases("true", "yes", "on"), True),
    **dict.fromkeys(_in_three_cases("false", "no", "off"), False),
    **{f"{sign}.{word}": float("inf") for sign in ("", "+") for word in _in_three_cases("inf")},
    **{f"-.{word}": float("-inf") for word in _in_three_cases("inf")},
    **{f".{word}": float("nan") for word in ("nan", "NaN", "NAN")},
}
_SPECIAL_STARTS: Final = frozenset((*(word[:1] for word in _WORDS), *"0123456789+-."))
"""How a plain scalar begins that may be anything but text; most texts of a plan are told apart by this alone."""
_NUMBER: Final = re.compile(
    r"""
      (?P<decimal> [-+]?+ (?: 0 | [1-9][0-9_]*+ ) )
    | (?P<zeros> [-+]?+ 0 [0-9_]++ )
    | [-+]?+ 0 (?: b (?P<binary> [01_]++ ) | x (?P<hexadecimal> [0-9a-fA-F_]++ ) )
    | 0o (?P<octal> [0-7]++ )
    | (?P<float> [-+]?+ (?: [0-9][0-9_]*+ \. [0-9_]*+ | \. [0-9][0-9_]*+ | [0-9]++ (?=[eE]) )
                 (?: [eE] [-+]?+ [0-9]++ )? )
    """,
    re.VERBOSE | re.ASCII,
)
_BASES: Final = {"binary": 2, "octal": 8, "hexadecimal": 16}
_SCALAR_TAGS: Final = frozenset(f"{_CORE}{name}" for name in ("str", "null", "bool", "int", "float"))


def plain_value(text: str) -> Scalar:
    """The value of a plain (unquoted, untagged) scalar."""
    if text[:1] not in _SPECIAL_STARTS:
        return text
    return _WORDS[text] if text in _WORDS else _number(text)


def tagged_value(text: str, tag: str) -> Scalar:
    """The value of a scalar with a tag of the core. Raises `ValueError` where the text is no such value."""
    name = tag.removeprefix(_CORE)
    value = plain_value(text)
    if name == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    is_large_integer = isinstance(value, float) and text.lstrip("+-").isdigit()
    if name != ("null" if value is None else "int" if is_large_integer else type(value).__name__):
        raise ValueError
    return value


def shown_tag(tag: str) -> str:
    """A tag as people write it: `!!str`."""
    return f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else tag


def _number(text: str) -> Scalar:
    """The number that `text` is, or `text`."""
    found = _NUMBER.fullmatch(text)
    kind = found and found.lastgroup
    digits = found[kind].replace("_", "") if found and kind else ""
    if not kind or not digits or (kind == "zeros" and _is_read_two_ways(digits)):
        return text
    if kind == "float":
        return float(digits)
    if kind in _BASES:
        value = bounded(int(digits, _BASES[kind]))
        return -value if text.startswith("-") else value
    return decimal_integer(digits)


def _is_read_two_ways(digits: str) -> bool:
    """Whether digits with a leading zero are one number in base 8 and another, or none, in base 10."""
    significant = digits.lstrip("+-0")
    return len(significant) > 1 or significant in ("8", "9")


# What is wrong, and where.

_SLIPS: Final = (
    ("but found another document", "yaml-documents"),
    ("undefined alias", "yaml-alias-unknown"),
    ("duplicate anchor", "yaml-anchor-twice"),
    ("maximum nesting depth", "too-deep"),
    ("quoted scalar: found unexpected", "yaml-quote-open"),
    ("tab character", "yaml-tab"),
    ("'\\t' that cannot start", "yaml-tab"),
    ("cannot start any token", "yaml-token"),
    ("ing a tag:", "yaml-tag-handle"),
    ("tag handle", "yaml-tag-handle"),
    ("node content", "yaml-token"),
    ("escape", "yaml-escape"),
    ("hexdecimal number", "yaml-escape"),
    ("mapping values are not allowed", "yaml-colon"),
    ("found unexpected ':'", "yaml-colon"),
    ("while scanning a simple key", "yaml-key-open"),
    ("sequence entries are not allowed", "yaml-dash"),
    ("while scanning an anchor", "yaml-anchor"),
    ("while scanning an alias", "yaml-anchor"),
    ("directive", "yaml-directive"),
    ("incompatible YAML document", "yaml-directive"),
    ("while scanning a block scalar", "yaml-block-text"),
    ("while parsing a flow", "yaml-flow"),
    ("document start", "yaml-after"),
    ("while parsing a block", "yaml-indentation"),
    ("", "yaml-syntax"),
)
"""A part of what either parser says, as "context: problem", and our text for it; the first that is there counts."""

_AT_CONTEXT: Final = frozenset(("yaml-quote-open", "yaml-key-open"))
"""Where a reader has to look at the beginning of what is wrong, not at where it was noticed."""

_INSTEAD_OF_TOKEN: Final = {"\t": "yaml-tab", "": "yaml-end"}
"""What libyaml calls a character that begins nothing, and people something else."""

_SURROGATE: Final = re.compile(r"[dD][89a-fA-F][0-9a-fA-F]{2}")
_NAME: Final = re.compile(r"[*&]?([^\s,\[\]{}]*)")


def _unreadable(text: str, error: YAMLError) -> UnreadableError:
    """Our error for what the parser raised on `text`."""
    if not isinstance(error, yaml.MarkedYAMLError):
        forbidden = yaml.reader.Reader.NON_PRINTABLE.search(text)
        index = forbidden.start() if forbidden else 0
        return unreadable_at(text, index, "yaml-control" if forbidden else "yaml-syntax", found=character(text[index]))
    said = f"{error.context}: {error.problem}"
    key = next(key for part, key in _SLIPS if part in said)
    opening = error.context_mark
    mark = opening if key in _AT_CONTEXT and opening is not None else error.problem_mark
    index = 0 if mark is None else mark.index
    found = text[index : index + 1]
    if key == "yaml-token" and found in _INSTEAD_OF_TOKEN:
        key = _INSTEAD_OF_TOKEN[found]
    elif key == "yaml-escape" and _SURROGATE.match(text, index):
        key = "surrogate"
    return unreadable_at(
        text,
        index,
        key,
        found=character(found),
        name=_alias_name(text, index),
        limit=MOST_LEVELS,
        opened=None if opening is None else Lines(text).place(opening.index).line,
    )


def _alias_name(text: str, index: int) -> str:
    name = _NAME.match(text, index)
    return excerpt(name[1] if name else "")
