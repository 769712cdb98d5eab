"""Events of YAML to plain data and the places of its values, in one pass that keeps every limit as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn, Protocol

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from checker.documents.excerpt import excerpt
from checker.documents.limits import MOST_BYTES, MOST_LEVELS, MOST_MEBIBYTES, MOST_VALUES
from checker.documents.messages import DUPLICATE_KEY, HALF_A_CHARACTER, TOO_DEEP, TOO_MANY_VALUES
from checker.documents.places import unreadable_at
from checker.documents.yaml_aliases import copied
from checker.documents.yaml_open import MERGE_KEY, Anchored, OpenList, OpenMapping
from checker.documents.yaml_scalars import (
    LIST_TAG,
    MAPPING_TAG,
    SCALAR_TAGS,
    SPECIAL_STARTS,
    plain_value,
    shown_tag,
    tagged_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.events import Event

    from checker.documents.places import Node
    from checker.documents.yaml_open import OpenCollection
    from checker.documents.yaml_scalars import Scalar


class _Mark(Protocol):
    index: int


class _Node(Protocol):
    """What every event of a value has."""

    start_mark: _Mark
    anchor: str | None
    tag: str | None


class _ScalarNode(_Node, Protocol):
    value: str
    style: str | None


class _AliasNode(Protocol):
    start_mark: _Mark
    anchor: str


class _Start(Protocol):
    start_mark: _Mark


_NO_TAG: Final = "!"
"""What asks for no more than that a scalar is text."""


class Composer:
    """One way through the events of one text."""

    __slots__ = ("_anchors", "_around", "_documents", "_expanded", "_root", "_text", "_top", "_values")

    def __init__(self, text: str) -> None:
        self._text = text
        self._documents = 0
        self._values = 0
        self._expanded = 0
        self._anchors: dict[str, Anchored] = {}
        self._root = OpenList(0)
        self._top: OpenCollection = self._root
        self._around: list[OpenCollection] = []

    def compose(self, next_event: Callable[[], Event | None]) -> tuple[object, Node]:
        """The document's value and its node; where there is no document, None at the beginning.

        Raises `UnreadableError`, and whatever `next_event` raises.
        """
        handlers: dict[type, Callable[..., None]] = {
            ScalarEvent: self._take_scalar,
            AliasEvent: self._take_alias,
            MappingStartEvent: self._open_mapping,
            SequenceStartEvent: self._open_list,
            MappingEndEvent: self._close_mapping,
            SequenceEndEvent: self._close,
            DocumentStartEvent: self._start_document,
        }
        handler_of = handlers.get
        while (event := next_event()) is not None:
            handle = handler_of(event.__class__)
            if handle is not None:
                handle(event)
        root = self._root
        return (root.data[0], root.nodes[0]) if root.data else (None, 0)

    def _start_document(self, event: _Start) -> None:
        self._documents += 1
        if self._documents > 1:
            self._refuse(
                event.start_mark.index,
                "A second document begins here, and a file holds one. Remove the line “---”, or save "
                "each document in a file of its own.",
            )

    def _take_scalar(self, event: _ScalarNode) -> None:
        text = event.value
        style = event.style
        tag = event.tag
        index = event.start_mark.index
        value: Scalar = text
        # Only PyYAML's own parser lets a lone surrogate through, and only where escapes are.
        if style == '"' and not text.isascii():
            self._refuse_surrogates(text, index)
        if tag is not None:
            value = self._tagged_value(text, tag, index)
        elif not style and text[:1] in SPECIAL_STARTS:
            value = plain_value(text)
        if event.anchor is not None:
            self._anchors[event.anchor] = Anchored(value, index, text=text, values=1)
        top = self._top
        if top.key is None:
            if text == MERGE_KEY and not style and tag is None:
                top.merge_index = index
            self._take_key(text, index)
            return
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(
                index,
                TOO_MANY_VALUES,
                limit=MOST_VALUES,
            )
        top.add(value, index)

    def _take_alias(self, event: _AliasNode) -> None:
        index = event.start_mark.index
        name = excerpt(event.anchor)
        anchored = self._anchors.get(event.anchor)
        if anchored is None:
            self._refuse(
                index,
                "The alias “*{name}” stands here, and nothing above it is marked “&{name}”. Mark "
                "what is meant, or put the text in quotes if it is no alias.",
                name=name,
            )
        if anchored.values is None:
            self._refuse(
                index,
                "The alias “*{name}” stands inside what it stands for, so it would never end. Write the value itself.",
                name=name,
            )
        top = self._top
        if top.key is None:
            if anchored.text is None:
                self._refuse(
                    index,
                    "An object or a list stands here as a key, and a key is a text. Write a text before "
                    "the colon; one that begins with a bracket needs quotes.",
                )
            self._take_key(anchored.text, index)
            return
        self._values += anchored.values
        if self._values > MOST_VALUES:
            self._refuse(
                index,
                TOO_MANY_VALUES,
                limit=MOST_VALUES,
            )
        value, levels, characters = copied(anchored.data)
        if len(self._around) + levels > MOST_LEVELS:
            self._refuse(
                index,
                TOO_DEEP,
                limit=MOST_LEVELS,
            )
        self._expanded += characters
        if self._expanded > MOST_BYTES:
            self._refuse(
                index,
                "With this alias, the text that aliases repeat is longer than {limit} MiB, the most "
                "that is read. Repeat long texts less often.",
                limit=MOST_MEBIBYTES,
            )
        node = anchored.node
        top.add(value, index if isinstance(node, int) else (index, node[1]))

    def _open_mapping(self, event: _Node) -> None:
        self._open(event, OpenMapping(self._values), MAPPING_TAG)

    def _open_list(self, event: _Node) -> None:
        self._open(event, OpenList(self._values), LIST_TAG)

    def _open(self, event: _Node, container: OpenCollection, own_tag: str) -> None:
        index = event.start_mark.index
        top = self._top
        if event.tag is not None and event.tag not in (_NO_TAG, own_tag):
            self._refuse_tag(event.tag, index)
        if top.key is None:
            self._refuse(
                index,
                "An object or a list stands here as a key, and a key is a text. Write a text before "
                "the colon; one that begins with a bracket needs quotes.",
            )
        if len(self._around) >= MOST_LEVELS:
            self._refuse(
                index,
                TOO_DEEP,
                limit=MOST_LEVELS,
            )
        self._values += 1
        if self._values > MOST_VALUES:
            self._refuse(
                index,
                TOO_MANY_VALUES,
                limit=MOST_VALUES,
            )
        node = (index, container.nodes)
        if event.anchor is not None:
            container.anchored = self._anchors[event.anchor] = Anchored(container.data, node)
        top.add(container.data, node)
        self._around.append(top)
        self._top = container

    def _close_mapping(self, event: object) -> None:
        mapping = self._top
        if mapping.merge_index is not None and not mapping.merge():
            self._refuse(
                mapping.merge_index,
                "The value of the merge key “<<” is neither an object nor a list of objects. Give it "
                "the alias of an object, as in “<<: *name”, or put the key in quotes if no merging "
                "is meant.",
            )
        self._close(event)

    def _close(self, _event: object) -> None:
        container = self._top
        if container.anchored is not None:
            container.anchored.values = self._values - container.values_before
        self._top = self._around.pop()

    def _take_key(self, key: str, index: int) -> None:
        if key in self._top.nodes:
            self._refuse(
                index,
                DUPLICATE_KEY,
                member=excerpt(key),
            )
        self._top.key = key

    def _tagged_value(self, text: str, tag: str, index: int) -> Scalar:
        if tag == _NO_TAG:
            return text
        if tag not in SCALAR_TAGS:
            self._refuse_tag(tag, index)
        try:
            return tagged_value(text, tag)
        except ValueError:
            self._refuse(
                index,
                "The tag “{tag}” stands before “{found}”, which is no such value. Remove the tag, or "
                "correct the value.",
                tag=shown_tag(tag),
                found=excerpt(text),
            )

    def _refuse_surrogates(self, text: str, index: int) -> None:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            self._refuse(
                index,
                HALF_A_CHARACTER,
            )

    def _refuse_tag(self, tag: str, index: int) -> NoReturn:
        self._refuse(
            index,
            "The tag “{tag}” stands here; only !!str, !!int, !!float, !!bool, !!null, !!map and "
            "!!seq are read, each with its own kind of value. Remove the tag.",
            tag=excerpt(shown_tag(tag)),
        )

    def _refuse(self, index: int, message: str, /, **values: object) -> NoReturn:
        raise unreadable_at(self._text, index, message, **values)
