"""The closed list of ways in which a pack can have a member of a fact read; there are no expressions."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from checker.pack.model import Kind, MemberType
from checker.pack.reading import operators_of


class _Way(NamedTuple):
    """What a way gives (None: whatever it is taken from), which types of JSON its path may lead to, its options."""

    type: MemberType | None
    leads_to: frozenset[str] | None = None
    options: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def _way(type_: MemberType | None, leads_to: str | None = None, options: str = "", needs: str = "") -> _Way:
    return _Way(
        type_,
        None if leads_to is None else frozenset(leads_to.split()),
        frozenset((*options.split(), *needs.split())),
        frozenset(needs.split()),
    )


_ANYTHING: Final = "string integer number boolean array object"
_M: Final = MemberType
WAYS: Final[Mapping[str, _Way]] = {
    "text": _way(_M.TEXT, "string integer number"),
    "count": _way(_M.COUNT, "integer array", "where else"),
    "number": _way(_M.NUMBER, "string integer"),
    "day": _way(_M.DAY, "string"),
    "flag": _way(_M.FLAG, "boolean", "else"),
    "code": _way(_M.CODE, "string integer", "in first no_space"),
    "there": _way(_M.FLAG, _ANYTHING),
    "has_text": _way(_M.FLAG, "string array"),
    "positive": _way(_M.FLAG, "integer number"),
    "only_words": _way(_M.FLAG, "string array", "signs", "in"),
    "mentions": _way(_M.FLAG, "string", "by without at_least", "in column"),
    "known": _way(_M.FLAG),
    "holds": _way(_M.FLAG),
    "nth": _way(_M.COUNT),
    "take": _way(None, None, "else", "from by"),
    "list_of": _way(_M.TEXT, None, "", "from by"),
    "of_document": _way(None),
    "count_of": _way(_M.COUNT, None, "by where within"),
    "sum_of": _way(_M.COUNT, None, "by where within", "of"),
    "count_distinct": _way(_M.COUNT, None, "by where within", "of"),
    "any_of": _way(_M.FLAG),
    "given": _way(None),
    "ahead": _way(None),
    "place_of": _way(_M.COUNT, None, "", "in"),
    "times": _way(_M.COUNT, None, "", "of"),
    "growth": _way(_M.COUNT, None, "", "over parts"),
    "matched": _way(None),
}
"""Every way to read a member."""

GIVEN: Final = {"as_of": _M.DAY, "in_time": _M.FLAG}
"""What is known of a document from elsewhere: the day it is checked for; of a review, whether any version of the
sender's was submitted in time."""

COUNTING: Final = frozenset({"count_of", "sum_of", "count_distinct"})
"""The ways that look at all facts of a kind, and so are known when these are."""


def way_of(raw: Mapping[str, Any]) -> str:
    """The one way that a member, as declared, is read; empty where it names none, or several."""
    named = WAYS.keys() & raw.keys()
    if len(named) > 1 and "times" in raw:
        named.discard("count")
    return named.pop() if len(named) == 1 else ""


def own_members(way: Mapping[str, Any]) -> list[str]:  # noqa: PLR0911 - a case a way
    """The members of the same fact that a member rests on."""
    match way_of(way):
        case "known" | "place_of" | "ahead" as name:
            return [way[name]]
        case "holds":
            operands = [operand for wanted in way["holds"].values() for operand in operators_of(wanted).values()]
            others = [operand["of"] for operand in operands if isinstance(operand, Mapping) and "of" in operand]
            return list(dict.fromkeys((*way["holds"], *others)))
        case "nth":
            return [way["nth"]] if isinstance(way["nth"], str) else list(way["nth"])
        case "times":
            return [way["of"]]
        case "growth":
            return [way["growth"], way["over"]]
        case "any_of":
            return [other for each in way["any_of"] for other in own_members(each)]
        case _:
            return list(way.get("by", {}))


def others(way: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Iterator[tuple[str, list[str]]]:
    """The kinds of the document whose facts a member is read off, with the members of them that it looks at."""
    name = way_of(way)
    other = way.get("from") if name == "take" else way[name] if name in COUNTING else None
    if other in kinds:
        names = [*way.get("by", {}).values(), *way.get("where", {})]
        yield str(other), [*names, *([way[name]] if name == "take" else [way["of"]] if "of" in way else [])]


def is_later(kind: str, member: str, kinds: Mapping[str, Kind], anchor: str) -> bool:
    """Whether a member rests on other facts of the document, and so is known only when all are there.

    Total: whatever members rest on each other, in a circle too.
    """
    met: set[tuple[str, str]] = set()
    waiting = [(kind, member)]
    while waiting:
        kind, member = waiting.pop()
        if (kind, member) in met or kind not in kinds or member not in kinds[kind].members:
            continue
        met.add((kind, member))
        way = kinds[kind].members[member].way
        for each in way.get("any_of", (way,)):
            name = way_of(each)
            if name in (*COUNTING, "matched", "nth", "ahead") or (name == "take" and each["from"] in kinds):
                return True
            waiting += [(kind, other) for other in own_members(each)]
            waiting += [(anchor, each[name])] if name == "of_document" else []
    return False
