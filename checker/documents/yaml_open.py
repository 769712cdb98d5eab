"""What is kept of YAML while it is read: collections that are not closed yet, and what has an anchor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.documents.places import Node

MERGE_KEY: Final = "<<"


class Anchored:
    """A value that aliases may repeat. `values` counts it and all inside it; None while it is not closed.

    `text` is a scalar as written, which is what it is as a key.
    """

    __slots__ = ("data", "node", "text", "values")

    def __init__(self, data: object, node: Node, *, text: str | None = None, values: int | None = None) -> None:
        self.data = data
        self.node = node
        self.text = text
        self.values = values


class OpenCollection:
    """A list or mapping that is not closed yet.

    `key` is whose value comes next, None where a key does, and of no meaning in a list. `values_before` is how many
    values were counted when it was opened. `merge_index` is where the merge key stands, if there is one.
    """

    __slots__ = ("anchored", "key", "merge_index", "values_before")
    data: dict[str, object] | list[object]
    nodes: dict[str, Node] | list[Node]

    def __init__(self, values_before: int) -> None:
        self.values_before = values_before
        self.anchored: Anchored | None = None
        self.key: str | None = ""
        self.merge_index: int | None = None

    def add(self, value: object, node: Node) -> None:
        """Take in the next value."""
        raise NotImplementedError

    def merge(self) -> bool:
        """Put the members that the merge key stands for in its place; False where its value does not hold mappings."""
        raise NotImplementedError


class OpenList(OpenCollection):
    """A list that is not closed yet."""

    __slots__ = ("data", "nodes")

    def __init__(self, values_before: int) -> None:
        super().__init__(values_before)
        self.data: list[object] = []
        self.nodes: list[Node] = []

    def add(self, value: object, node: Node) -> None:
        """Take in the next value."""
        self.data.append(value)
        self.nodes.append(node)


class OpenMapping(OpenCollection):
    """A mapping that is not closed yet; the merge key is one of its keys until `merge`."""

    __slots__ = ("data", "nodes")

    def __init__(self, values_before: int) -> None:
        super().__init__(values_before)
        self.key = None
        self.data: dict[str, object] = {}
        self.nodes: dict[str, Node] = {}

    def add(self, value: object, node: Node) -> None:
        """Take in the value of `key`."""
        key = self.key or ""
        self.data[key] = value
        self.nodes[key] = node
        self.key = None

    def merge(self) -> bool:
        """Put the members that the merge key stands for in its place; False where its value does not hold mappings.

        Keys that are there already win, and so do earlier mappings over later ones.
        """
        value = self.data.pop(MERGE_KEY)
        node = self.nodes.pop(MERGE_KEY)
        nodes = None if isinstance(node, int) else node[1]
        if isinstance(value, dict) and isinstance(nodes, dict):
            self._adopt(value, nodes)
            return True
        if not isinstance(value, list) or not isinstance(nodes, list):
            return False
        for item, item_node in zip(value, nodes, strict=True):
            item_nodes = None if isinstance(item_node, int) else item_node[1]
            if not isinstance(item, dict) or not isinstance(item_nodes, dict):
                return False
            self._adopt(item, item_nodes)
        return True

    def _adopt(self, members: dict[str, object], nodes: dict[str, Node]) -> None:
        for key, value in members.items():
            if key not in self.data:
                self.data[key] = value
                self.nodes[key] = nodes[key]
