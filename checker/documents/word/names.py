"""Names in the XML of Word: the two namespaces that it comes in, and values of attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.documents.xml_events import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The transitional one, which nearly every program writes, and the strict one."""
_OFF: Final = frozenset(("0", "false", "off", "none"))


def local_name(name: str) -> str:
    """The name of an element of Word, without its namespace; one of any other namespace keeps it."""
    namespace, _, local = name.rpartition(SEPARATOR)
    return local if namespace in _NAMESPACES else name


def value_of(attributes: Mapping[str, str], name: str = "val") -> str | None:
    """The value of an attribute of Word."""
    for namespace in _NAMESPACES:
        found = attributes.get(f"{namespace}{SEPARATOR}{name}")
        if found is not None:
            return found
    return None


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether a property that is there is switched on: it is, unless its value says otherwise."""
    return (value_of(attributes) or "1").lower() not in _OFF
