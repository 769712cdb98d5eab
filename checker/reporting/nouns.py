"""What a kind of document, its items and whoever sends it are called: words that the texts of reports leave open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from checker.model import Text
from checker.pack.model import DocumentKind

_ANY: Final[Mapping[str, Text]] = {
    "document": Text("document", "文件"),
    "item": Text("item", "条目"),
    "sender": Text("sender", "单位"),
}
"""What they are called where the kind is not known, or is not just one."""

_HISSING: Final = ("s", "x", "z", "ch", "sh")


@lru_cache(maxsize=64)
def nouns(kind: DocumentKind | None) -> Mapping[str, Text]:
    """The words by name: `document`, `item` and `sender`, of several (`documents`), and at a beginning (`Document`)."""
    told = _ANY if kind is None else {"document": kind.document, "item": kind.item, "sender": kind.sender_noun}
    plurals = {} if kind is None else kind.plurals
    several = {f"{name}s": Text(plurals.get(name, _of_several(noun.en)), noun.zh) for name, noun in told.items()}
    found = {**told, **several}
    return {
        **found,
        **{name.capitalize(): Text(noun.en[:1].upper() + noun.en[1:], noun.zh) for name, noun in found.items()},
    }


def common_nouns(kinds: Iterable[DocumentKind | None]) -> Mapping[str, Text]:
    """The words for documents of these kinds together: where they are not the same for all, those for any."""
    each = [nouns(kind) for kind in dict.fromkeys(kinds)]
    return each[0] if each and all(other == each[0] for other in each) else nouns(None)


def _of_several(noun: str) -> str:
    """The plural of an English noun by the rule, its last word being the one that changes."""
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_HISSING) else f"{noun}s"
