"""What a document kind declares, as Python: source written once for a pack.

What each way to read a member means is said here, in `walk` and in `filling`, and nowhere else. Names of a pack become
source only as literals, or behind a prefix, and are those that the schema of packs lets through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from checker.facts.values import NOTHING, READERS
from checker.model import Fact
from checker.pack.conditions import Reference, Test
from checker.pack.generated import python_of, run, tuple_of
from checker.pack.model import PACK_RULE, PLAN_YEAR, Kind, Pack
from checker.pack.reading import operators_of, read_block
from checker.pack.ways import way_of
from checker.values import day_number, day_text, number_of

Passes = Callable[[Mapping[str, Any]], bool]
Own = Callable[[str], str]
"""How a member of the same fact is said in Python."""

_INDENT: Final = "    "


class Writer:
    """Writes lines of Python, and keeps what they find under a name."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.lines: list[str] = []
        self._names: dict[str, Any] = {
            **READERS,
            "number_of": number_of,
            "day_number": day_number,
            "Fact": Fact,
            "NOTHING": NOTHING,
        }
        self._known: dict[str, str] = {}

    def add(self, level: int, line: str) -> None:
        """Write a line, so many levels in."""
        self.lines.append(_INDENT * level + line)

    def begin(self, line: str) -> None:
        """Write a line that the function begins with."""
        self.lines.insert(1, _INDENT + line)

    def constant(self, what: str, make: Callable[[], Any]) -> str:
        """The name under which the source finds the value that `make` gives; `what` tells it from others."""
        if what not in self._known:
            self._known[what] = f"g{len(self._known)}"
            self._names[self._known[what]] = make()
        return self._known[what]

    def run(self, function: str) -> tuple[Callable[..., Any], str]:
        """The function of that name that has been written, and its source."""
        source = "\n".join(self.lines)
        return run(source, function, self._names), source

    def derived(self, kind: Kind, way: Mapping[str, Any], own: Own) -> str:  # noqa: C901, PLR0911 - a case a way
        """How a member is read that rests on others of the same fact, on rows of tables, or on the document."""
        name = way_of(way)
        match name:
            case "known":
                return "False" if own(way[name]) == "None" else f"{own(way[name])} is not None"
            case "holds":
                return f"({passing(kind, way[name], self.pack, own)})"
            case "of_document":
                return f"anchor.get({way[name]!r})"
            case "given":
                return str(way[name])
            case "place_of":
                places = self.constant(f"places {way['in']}", lambda: self.pack.tables[way["in"]].places)
                return f"{places}.get({own(way[name])})"
            case "times":
                return f"(None if (c := {own(way['of'])}) is None else {way[name]} * c)"
            case "growth":
                return f"growth({own(way[name])}, {own(way['over'])}, {way['parts']})"
            case "take":
                keys = [own(each) for each in way["by"]]
                taken, other, by = way[name], way.get("else"), tuple(way["by"].values())
                if "None" in keys:
                    return repr(other)

                def column() -> Mapping[Any, Any]:
                    rows = self.pack.tables[way["from"]].index(by).items()
                    return {key if len(by) > 1 else key[0]: found[0].get(taken, other) for key, found in rows}

                rows = self.constant(f"take {taken} {way['from']} {by} {other!r}", column)
                return f"{rows}.get({keys[0] if len(keys) == 1 else tuple_of(keys)}, {other!r})"
        raise AssertionError(way)


def passing(kind: Kind, tests: Mapping[str, Any], pack: Pack, own: Own) -> str:
    """Whether a fact of `kind` passes tests on its own members, as Python."""
    return " and ".join(python_of(test, own) for test in tests_of(kind, tests, pack))


def tests_of(kind: Kind, tests: Mapping[str, Any], pack: Pack) -> tuple[Test, ...]:
    """Tests on members of the same fact, as `holds` has them."""

    def as_in_a_rule(operand: Any) -> Any:
        is_own = isinstance(operand, Mapping) and "of" in operand
        return {"of": f"{kind.name}.{operand['of']}"} if is_own else operand

    own = {
        member: {op: as_in_a_rule(operand) for op, operand in operators_of(wanted).items()}
        for member, wanted in tests.items()
    }
    return read_block({kind.name: own}, kind.name, "", {kind.name: kind}, pack.bounds).own


def members_of(test: Test) -> Iterator[str]:
    """The members of the same fact that such a test looks at."""
    yield test.member
    if isinstance(test.value, Reference):
        yield test.value.member


def codes_of(listed: str, pack: Pack) -> frozenset[str]:
    """The codes of a list, the keys of a table, or the rules of the pack."""
    return (
        frozenset(rule.id for rule in pack.rules) if listed == PACK_RULE else frozenset(map(str, pack.codes_of(listed)))
    )


def where_tests(where: Mapping[str, Any], pack: Pack) -> list[str]:
    """What is asked of a fact, whose members are `m`, by a count, as Python."""
    tests = []
    for name, wanted in where.items():
        if isinstance(wanted, Mapping):
            tests += [f"(d := {member_of(name)}) is not None", *days_tests(wanted, pack, day_number)]
        else:
            tests.append(f"{member_of(name)} {'in' if isinstance(wanted, list) else '=='} {wanted!r}")
    return tests


def days_tests(wanted: Mapping[str, str], pack: Pack, shown: Callable[[str], int | str]) -> Iterator[str]:
    """Whether the day `d` is before, within or after bounds, which are `shown` as it is."""
    for op, bound in wanted.items():
        if bound == PLAN_YEAR and pack.plan_year is not None:
            low, high = pack.plan_year.first_day, pack.plan_year.last_day
        else:
            low = high = day_text(pack.bounds[bound].value)
        forms = {"before": f"d < {shown(low)!r}", "after": f"d > {shown(high)!r}"}
        yield forms.get(op, f"{shown(low)!r} <= d <= {shown(high)!r}")


def passes_of(where: Mapping[str, Any], pack: Pack) -> Passes:
    """Whether the members of a fact pass every test of `where`."""
    test: Passes = eval(f"lambda m: {' and '.join(where_tests(where, pack)) or True}")  # noqa: S307 - source of ours
    return test


def values_of(member: str, where: Mapping[str, Any], pack: Pack) -> Callable[[Iterable[Fact]], set[Any]]:
    """What gives the values that a member has in the facts that pass every test of `where`."""
    tests = " and ".join(where_tests(where, pack)) or True
    found = f"{{{member_of(member)} for m in [fact.members for fact in facts] if {tests}}}"
    values: Callable[[Iterable[Fact]], set[Any]] = eval(f"lambda facts: {found}")  # noqa: S307 - source of ours
    return values


def member_of(name: str) -> str:
    """A member of the fact whose members are `m`, as Python."""
    return f"m[{name!r}]"
