"""What every hand-written checker reads in the same way: absence, numbers, funds, days, and what faults set aside.

From the plan document's format: a member that is null or a text of which nothing can be seen is absent; `7.0` and `"7"`
are 7; a part with a fault is set aside and hides nothing elsewhere.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias, cast

import jsonschema_rs
import orjson
from jsonschema import Draft202012Validator

from checker.resources import schema_bytes

Number: TypeAlias = int | str
Finding: TypeAlias = tuple[str, str, Number | None, str]
"""Rule, JSON pointer, subject, severity."""
Place: TypeAlias = tuple[str | int, ...]
Object: TypeAlias = dict[str, Any]
"""An object whose members the schema has let through."""
Selection: TypeAlias = dict[str, list[Number]]
Judge: TypeAlias = Callable[[Object, frozenset[Place], str | None, list[Finding]], Selection]
"""Takes a plan, what of it is set aside and the day of the check; appends what it finds and gives the selection."""


class Result(NamedTuple):
    """What became of a plan."""

    verdict: str
    findings: list[Finding]
    selection: Selection


# White_Space; then Default_Ignorable_Code_Point and the blank Braille pattern.
WHITE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SEEN = re.compile(f"[^{WHITE}{_UNSEEN}]")
_INTEGER = re.compile(r"0|[1-9][0-9]{0,399}")


def has_text(texts: Iterable[str] | None) -> bool:
    """Whether a list has a text of which anything can be seen."""
    return texts is not None and any(map(_SEEN.search, texts))


def number_in(value: object) -> Number:
    """An entry's number: digits as text, and 7.0, are the integer; any other text is itself."""
    if isinstance(value, str):
        return int(value) if _INTEGER.fullmatch(value) else value
    return int(cast("float", value))


def in_order(numbers: Iterable[Number]) -> list[Number]:
    """Integers by value, then texts."""
    return sorted(numbers, key=lambda number: (isinstance(number, str), number))


def readable(plan: Object, name: str, aside: frozenset[Place]) -> Any:
    """A member of the plan; None where it cannot be read."""
    return None if (name,) in aside else plan[name]


def states_funds(funding: Object | None) -> bool:
    """Whether a positive amount or a source states the funds."""
    return funding is not None and ("source" in funding or funding.get("amount_cny", 0) > 0)


class Form:
    """One kind of document of one circular: its published schema, with what is closed by the circular, and its judge.

    `lists` are the codes that the circular knows, by the name that the schema has for them; `selection` names what is
    told of a plan beside its findings; `worst` is the verdict on a plan with an error.
    """

    def __init__(
        self, circular: str, schema: str, lists: Mapping[str, Iterable[str]], judge: Judge, selection: str, worst: str
    ) -> None:
        node = _closed(orjson.loads(schema_bytes(schema)), {name: list(codes) for name, codes in lists.items()})
        self._circular = circular
        self._gate = jsonschema_rs.validator_for(node, validate_formats=True)
        self._explain = Draft202012Validator(node, format_checker=Draft202012Validator.FORMAT_CHECKER)
        self._needed = frozenset(node["required"])
        self._judge = judge
        self._selection = selection.split()
        self._worst = worst

    def check(self, plan: object, as_of: str | None) -> Result:
        """The result for a parsed plan; what passes the gate as it stands has no absent member left to prune."""
        places: set[Place] = set()
        aside: frozenset[Place] = frozenset()
        findings: list[Finding] = []
        valid = self._passes(plan) or self._passes(plan := _pruned(plan))
        if not valid or cast("Object", plan)["circular"] != self._circular:
            places.update(self._faults(plan))
            findings.extend(("schema", _pointer(place), None, "error") for place in places)
            if not isinstance(plan, dict):
                return self.invalid(findings)
            # The item of a list, and its number where that is what is faulty; of anything else all that it is in.
            aside = frozenset(
                part for place in places for part in ((place[:2], place[:3]) if _is_item(place) else (place[:1],))
            ) | {(name,) for name in self._needed - plan.keys()}
            if not aside.isdisjoint({("format",), ("circular",)}):
                return self.invalid(findings)
        selection = self._judge(cast("Object", plan), aside, as_of, findings)
        severities = {finding[3] for finding in findings}
        verdict = self._worst if "error" in severities else "review" if "warning" in severities else "pass"
        return Result("invalid" if places else verdict, findings, selection)

    def invalid(self, findings: list[Finding]) -> Result:
        """The result for what cannot be judged."""
        return Result("invalid", findings, {name: [] for name in self._selection})

    def _passes(self, plan: object) -> bool:
        """Whether the schema takes the value; what the validator cannot even encode is left to the slow one."""
        try:
            return self._gate.is_valid(plan)
        except (TypeError, ValueError):
            return False

    def _faults(self, plan: object) -> Iterator[Place]:
        """The places of all schema faults of a pruned plan."""
        yield from _not_finite(plan, ())
        if isinstance(plan, dict) and plan.get("circular", self._circular) != self._circular:
            yield ("circular",)
        for error in self._explain.iter_errors(plan):
            place = tuple(error.absolute_path)
            if error.validator == "additionalProperties":
                known = cast("dict[str, dict[str, object]]", error.schema)["properties"]
                yield from ((*place, name) for name in cast("dict[str, object]", error.instance) if name not in known)
            else:
                yield place


def _closed(node: Any, lists: Mapping[str, list[str]]) -> Any:
    """A schema in which each list that the circular closes is closed."""
    if isinstance(node, list):
        return [_closed(each, lists) for each in node]
    if not isinstance(node, dict):
        return node
    closed = {name: _closed(each, lists) for name, each in node.items()}
    return {**closed, "enum": lists[node["x-table"]]} if "x-table" in node else closed


def _is_item(place: Place) -> bool:
    return len(place) > 1 and isinstance(place[1], int)


def _pruned(value: object, *, is_whole: bool = True) -> object:
    """The value without the members that are null or blank text, and without the address of a schema."""
    if isinstance(value, dict):
        return {
            key: _pruned(member, is_whole=False)
            for key, member in value.items()
            if member is not None
            and not (isinstance(member, str) and (not _SEEN.search(member) or (is_whole and key == "$schema")))
        }
    if isinstance(value, list):
        return [_pruned(item, is_whole=False) for item in value]
    return value


def _not_finite(value: object, place: Place) -> Iterator[Place]:
    """The places of NaN and infinities."""
    if isinstance(value, float):
        if not math.isfinite(value):
            yield place
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _not_finite(member, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _not_finite(item, (*place, index))


def _pointer(place: Place) -> str:
    """The JSON pointer of a place."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in place)
