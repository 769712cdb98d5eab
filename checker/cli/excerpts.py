"""An example as lines of YAML: what it shows of its document, and signs for what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from checker.cli.examples import ABSENT, MANY_VALUES, size, value_at
from checker.cli.yaml_lines import block, flow, item, member, scalar
from checker.i18n import say
from checker.pack.paths import HERE, paths_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.cli.examples import Example
    from checker.model import Language, Pointer
from checker.pack.model import DocumentKind, Pack

_LEFT_OUT: Final = "# …"


class _Shown(NamedTuple):
    """What is shown: the places, and the members by which people know a thing, wherever something in it is shown."""

    places: frozenset[Pointer]
    names: frozenset[str]
    lang: Language


def excerpt_of(example: Example, pack: Pack, lang: Language) -> list[str]:
    """The lines that show an example of a rule of `pack`."""
    shown = set(example.shown)
    for at in example.shown:
        around = at[:-1]
        if at and isinstance(at[-1], int) and value_at(example.plan, at) is ABSENT:
            shown.add(around)
    lines = [] if example.as_of is None else ["# " + say(lang, "checked for {day}", day=str(example.as_of))]
    names = frozenset(_names_in(pack.document_of(example.plan)))
    return [*lines, *_lines(example.plan, (), _Shown(frozenset(shown), names, lang))]


def _names_in(kind: DocumentKind) -> Iterator[str]:
    """The members by which people know a thing in a document: those that tell one fact of a kind from another."""
    if kind.items is not None:
        yield kind.items.number
    for facts in kind.kinds.values():
        for name in facts.identity:
            way = facts.members[name].way
            paths = [
                path
                for each in ("text", "code", "number", "count", "day")
                if each in way
                for path in paths_of(way[each])
            ]
            yield from (path for path in paths if "/" not in path and path != HERE)


def _lines(value: Any, at: Pointer, shown: _Shown) -> list[str]:
    if at in shown.places and (size(value) <= MANY_VALUES or not isinstance(value, dict | list)):
        return [*block(value), *_missing(value, at, shown)]
    if isinstance(value, list):
        return _summary(value, shown) if at in shown.places else _items(value, at, shown)
    return _members(value, at, shown)


def _summary(items: list[Any], shown: _Shown) -> list[str]:
    """A list too long to show: each item by its names."""
    return [f"- {flow(_names(entry, shown))}" for entry in items]


def _names(entry: Any, shown: _Shown) -> dict[str, Any]:
    return {name: entry[name] for name in entry if name in shown.names} if isinstance(entry, dict) else {}


def _items(items: list[Any], at: Pointer, shown: _Shown) -> list[str]:
    parts = [
        item(_lines(entry, (*at, place), shown)) if _is_touched((*at, place), shown) else [_LEFT_OUT]
        for place, entry in enumerate(items)
    ]
    return _joined(parts)


def _members(members: dict[str, Any], at: Pointer, shown: _Shown) -> list[str]:
    whole = at in shown.places and not any(place[: len(at)] == at and place != at for place in shown.places)
    parts = []
    for name, value in members.items():
        if _is_touched((*at, name), shown):
            parts.append(member(name, _lines(value, (*at, name), shown)))
        elif name in shown.names or (whole and not isinstance(value, dict | list)):
            parts.append([f"{name}: {scalar(value)}"])
        else:
            parts.append([_LEFT_OUT])
    return _joined([*parts, _missing(members, at, shown)])


def _missing(value: Any, at: Pointer, shown: _Shown) -> list[str]:
    """A remark for each member that is to be shown and is not there."""
    names = sorted(
        place[-1]
        for place in shown.places
        if place[:-1] == at
        and place
        and isinstance(place[-1], str)
        and isinstance(value, dict)
        and place[-1] not in value
    )
    return ["# " + say(shown.lang, "no “{name}”", name=name) for name in names]


def _is_touched(at: Pointer, shown: _Shown) -> bool:
    return any(place[: len(at)] == at for place in shown.places)


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """The parts one after another; of several signs in a row for what is left out, one."""
    lines: list[str] = []
    for part in parts:
        if part != [_LEFT_OUT] or lines[-1:] != [_LEFT_OUT]:
            lines += part
    return lines
