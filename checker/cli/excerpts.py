"""An example as lines of YAML: what it shows of its plan, and signs for what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checker.cli.examples import ABSENT, MANY_VALUES, size, value_at
from checker.cli.yaml_lines import block, flow, item, member, scalar
from checker.i18n import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.cli.examples import Example
    from checker.model import Language, Pointer

_NAMES: Final = ("number", "name", "class")
"""Members by which people know a thing; they are shown wherever something in it is."""

_LEFT_OUT: Final = "# …"


def excerpt_of(example: Example, lang: Language) -> list[str]:
    """The lines that show an example."""
    shown = set(example.shown)
    for at in example.shown:
        around = at[:-1]
        if at and isinstance(at[-1], int) and value_at(example.plan, at) is ABSENT:
            shown.add(around)
    lines = [] if example.as_of is None else ["# " + say(lang, "checked for {day}", day=str(example.as_of))]
    return [*lines, *_lines(example.plan, (), shown, lang)]


def _lines(value: Any, at: Pointer, shown: Iterable[Pointer], lang: Language) -> list[str]:
    if at in shown and (size(value) <= MANY_VALUES or not isinstance(value, dict | list)):
        return [*block(value), *_missing(value, at, shown, lang)]
    if isinstance(value, list):
        return _summary(value) if at in shown else _items(value, at, shown, lang)
    return _members(value, at, shown, lang)


def _summary(items: list[Any]) -> list[str]:
    """A list too long to show: each item by its names."""
    return [f"- {flow(_names(entry))}" for entry in items]


def _names(entry: Any) -> dict[str, Any]:
    return {name: entry[name] for name in _NAMES if name in entry} if isinstance(entry, dict) else {}


def _items(items: list[Any], at: Pointer, shown: Iterable[Pointer], lang: Language) -> list[str]:
    parts = [
        item(_lines(entry, (*at, place), shown, lang)) if _is_touched((*at, place), shown) else [_LEFT_OUT]
        for place, entry in enumerate(items)
    ]
    return _joined(parts)


def _members(members: dict[str, Any], at: Pointer, shown: Iterable[Pointer], lang: Language) -> list[str]:
    whole = at in shown and not any(place[: len(at)] == at and place != at for place in shown)
    parts = []
    for name, value in members.items():
        if _is_touched((*at, name), shown):
            parts.append(member(name, _lines(value, (*at, name), shown, lang)))
        elif name in _NAMES or (whole and not isinstance(value, dict | list)):
            parts.append([f"{name}: {scalar(value)}"])
        else:
            parts.append([_LEFT_OUT])
    return _joined([*parts, _missing(members, at, shown, lang)])


def _missing(value: Any, at: Pointer, shown: Iterable[Pointer], lang: Language) -> list[str]:
    """A remark for each member that is to be shown and is not there."""
    names = sorted(
        place[-1]
        for place in shown
        if place[:-1] == at
        and place
        and isinstance(place[-1], str)
        and isinstance(value, dict)
        and place[-1] not in value
    )
    return ["# " + say(lang, "no “{name}”", name=name) for name in names]


def _is_touched(at: Pointer, shown: Iterable[Pointer]) -> bool:
    return any(place[: len(at)] == at for place in shown)


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """The parts one after another; of several signs in a row for what is left out, one."""
    lines: list[str] = []
    for part in parts:
        if part != [_LEFT_OUT] or lines[-1:] != [_LEFT_OUT]:
            lines += part
    return lines
