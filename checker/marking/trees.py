"""XML parts as trees and back, so that what is not touched means what it did, to the last space."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

from checker.marking.refusal import NotMarkableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element, _ElementTree

    Element: TypeAlias = _Element
    Tree: TypeAlias = _ElementTree

_PLAIN: Final = "UTF-8"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES: Final = f"{_COMPATIBILITY}AlternateContent"

SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Shape: TypeAlias = "tuple[object, ...]"
"""What an element is, whatever names its prefixes have: elements of one shape mean the same."""


def parse(raw: bytes) -> Tree:
    """The tree of a part. Nothing outside it is ever read; what declares a document type is no part of a workbook."""
    tree = etree.fromstring(raw, _parser()).getroottree()
    if tree.docinfo.internalDTD is not None or tree.docinfo.doctype:
        raise NotMarkableError
    return tree


def first_of(raw: bytes, tag: str) -> Element | None:
    """The first element of that tag in a part, of which no more is read."""
    for _, element in etree.iterparse(BytesIO(raw), tag=tag, resolve_entities=False, no_network=True, huge_tree=False):
        found: Element = element
        return found
    return None


def to_bytes(tree: Tree) -> bytes:
    """The part again, in the encoding it had."""
    info = tree.docinfo
    encoding = info.encoding or _PLAIN
    # Without a document type, what is not said to stand alone does so all the same.
    standalone = ' standalone="yes"' if info.standalone else ""
    declaration = f'<?xml version="1.0" encoding="{encoding}"{standalone}?>\n'
    written = etree.tostring(tree, encoding="unicode")
    return (declaration + written).encode(encoding, "xmlcharrefreplace")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False)


def local_name(element: Element) -> str:
    """The name of an element without its namespace; that of a comment is empty."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def names_in(element: Element) -> set[str]:
    """The names an element goes by in the order of its schema: its own, or those of its alternatives."""
    if element.tag != _ALTERNATIVES:
        return {local_name(element)}
    return {local_name(inner) for choice in element for inner in choice}


def insert_before(parent: Element, new: Element, later: Iterable[str]) -> None:
    """Put `new` where the schema wants it: before the first child that is one of the `later` ones."""
    behind = frozenset(later)
    for place, child in enumerate(parent):
        if names_in(child) & behind:
            parent.insert(place, new)
            return
    parent.append(new)


def remove(element: Element) -> None:
    """Take an element out; what stands behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def shape_of(element: Element) -> Shape:
    """What the element is, to be compared."""
    inner = tuple(shape_of(child) for child in element if local_name(child))
    return element.tag, tuple(sorted(map(_pair, element.items()))), (element.text or "").strip(), inner


def _pair(item: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    return str(item[0]), str(item[1])


def alone(element: Element) -> bytes:
    """An element as a text of its own, with no namespaces but those it uses."""
    copied = deepcopy(element)
    copied.tail = None
    etree.cleanup_namespaces(copied)
    return etree.tostring(copied)


def children(element: Element | None, tag: str) -> Iterator[Element]:
    """The children of that tag; none where there is no element."""
    return iter(()) if element is None else element.iterchildren(tag)
