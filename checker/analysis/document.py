"""A document of which nothing is known yet: what may stand at each place, as conditions, along the schema of its kind.

A list has as many items as the rules can tell apart, each there or not; where the list names the items of a table, one
for each of them, and some more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker.analysis.solving import Answer, Condition, Solver, Value, all_of, any_of
from checker.pack.paths import property_of, types_of
from checker.schema import resolved

SchemaPath = tuple[str, ...]
"""Where a place stands, whichever item of a list it is in: each of these is `ITEM`."""

ITEM = ""


class DocumentSize:
    """How large the documents are that are looked at, and which values may stand in them."""

    def __init__(
        self,
        solver: Solver,
        root: Mapping[str, Any],
        items_of: Callable[[SchemaPath], list[Mapping[str, Any]]],
        values_at: Callable[[SchemaPath, Mapping[str, Any]], list[Any]],
    ) -> None:
        """`items_of` gives the items of a list, each with what is fixed in it; `values_at` the values at a place."""
        self.solver = solver
        self.root = root
        self.items_of = items_of
        self.values_at = values_at
        self.spare: list[Condition] = []
        """What a document need not have, what it is part of first."""


class Node:
    """One place: an object, a list or a single value. `there` is whether something is, where what is around it is."""

    def __init__(
        self,
        scope: DocumentSize,
        path: SchemaPath,
        schema: Mapping[str, Any],
        *,
        is_needed: bool,
        values: Value | None = None,
    ) -> None:
        self.path = path
        self.around: Node | None = None
        self._scope = scope
        self._schema = resolved(schema, scope.root)
        self._types = types_of(self._schema, scope.root)
        self._children: dict[str, Node | None] = {}
        self._items: list[Node] | None = None
        self._values = values
        self._fixed: Mapping[str, Any] = {}
        self._is_needed = is_needed
        self._there: Condition | None = True if is_needed else None

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        return "array" in self._types

    @property
    def is_object(self) -> bool:
        """Whether an object stands here."""
        return not self.is_list and "object" in self._types

    @property
    def ends(self) -> list[int]:
        """The whole numbers next to which a number here can be no less, or no more."""
        words = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
        return [self._schema[word] for word in words if isinstance(self._schema.get(word), int)]

    @property
    def there(self) -> Condition:
        """Whether something stands here: an object that need not have any member is there with its first."""
        if self._there is None:
            if self.is_list:
                self._there = any_of(item.there for item in self.items)
            elif self.is_object and not self._schema.get("required"):
                self._there = any_of(child.there for child in self._all_children())
            elif self.is_object:
                self._there = self._scope.solver.either_way()
                self._scope.spare.append(self._there)
            else:
                self._there = any_of(condition for value, condition in self.values.items() if value is not None)
                self._scope.spare.append(self._there)
        return self._there

    def child(self, name: str) -> Node | None:
        """The member of an object; None where there can be none."""
        if name not in self._children:
            schema = property_of(self._schema, name, self._scope.root) if self.is_object else None
            needed = name in self._schema.get("required", ()) or name in self._fixed
            fixed = {self._fixed[name]: True} if name in self._fixed else None
            path = (*self.path, name)
            node = None if schema is None else Node(self._scope, path, schema, is_needed=needed, values=fixed)
            self._children[name] = node
        return self._children[name]

    def names(self) -> list[str]:
        """The members that an object can have."""
        return list(self._schema.get("properties", {}))

    def _all_children(self) -> list[Node]:
        return [child for name in self.names() if (child := self.child(name)) is not None]

    @property
    def items(self) -> list[Node]:
        """The items that a list can have, in their order."""
        if self._items is None:
            self._items = []
            schema = self._schema.get("items", {})
            for fixed in self._scope.items_of(self.path):
                item = Node(self._scope, (*self.path, ITEM), schema, is_needed=False)
                item.around = self
                item._fixed = fixed
                item._there = self._scope.solver.either_way()
                self._scope.spare.append(item._there)
                self._items.append(item)
        return self._items

    @property
    def values(self) -> Value:
        """What may stand here, where what is around it is there; None: nothing."""
        if self._values is None:
            may_lack = not self._is_needed and self.path[-1:] != (ITEM,)
            found = self._scope.values_at(self.path, self._schema)
            self._values = self._scope.solver.one_of(found, may_lack=may_lack)
        return self._values

    def written(self, found: Answer) -> Any:
        """What stands here in one document, whatever is around it."""
        if self.is_list:
            return [item.written(found) for item in self.items if found.holds(item.there)]
        if self.is_object:
            needed = self._schema.get("required", ())
            names = {**self._children, **dict.fromkeys(needed), **dict.fromkeys(self._fixed)}
            children = ((name, self.child(name)) for name in names)
            there = {name: node for name, node in children if node is not None and found.holds(node.there)}
            return {name: node.written(found) for name, node in there.items()}
        return found.chosen(self.values)


def at_path(node: Node, steps: list[str]) -> Iterator[tuple[Node, Condition]]:
    """What stands at a path from an object, and whether all that it leads through is there; nothing: it cannot be."""
    through: list[Condition] = []
    here: Node | None = node
    for step in steps:
        if here is not node and here is not None:
            through.append(here.there)
        here = None if here is None else here.child(step)
    if here is not None:
        yield here, all_of(through)
