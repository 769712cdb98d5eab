"""How conditions are said in Python, and what runs the source that is written once for a pack."""

import linecache
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any, Final

from checker.pack.conditions import Op, Reference, Test

_PYTHON: Final[Mapping[Op, str]] = {
    Op.IS: "==",
    Op.IS_NOT: "!=",
    Op.ONE_OF: "in",
    Op.NOT_ONE_OF: "not in",
    Op.LESS_THAN: "<",
    Op.AT_MOST: "<=",
    Op.MORE_THAN: ">",
    Op.AT_LEAST: ">=",
}
_RUN: Final = count()


def python_of(test: Test, member: Callable[[str], str], anchor: str | None = None) -> str:
    """A test on one fact as Python; a member that is not there passes none.

    `member` says how a member of the fact is said there; what it is compared with is one too, or one of the `anchor`.
    """
    found, wanted, guards = member(test.member), repr(test.value), []
    if isinstance(test.value, Reference):
        of_anchor = test.value.kind == anchor
        wanted = f"p[{test.value.member!r}]" if of_anchor else member(test.value.member)
        guards.append(f"{wanted} is not None")
    if test.op not in (Op.IS, Op.ONE_OF):
        guards.append(f"{found} is not None")
    op = "is" if test.op is Op.IS and isinstance(test.value, bool) else _PYTHON[test.op]
    return " and ".join([*guards, f"{found} {op} {wanted}"])


def tuple_of(values: Iterable[str]) -> str:
    """A tuple, as Python."""
    return f"({''.join(f'{value}, ' for value in values)})"


def run(source: str, function: str, names: Mapping[str, Any]) -> Callable[..., Any]:
    """The function that `source` defines, whose lines tracebacks and debuggers show; `names` are what it finds."""
    file = f"generated source {next(_RUN)}: {function}"
    found: dict[str, Any] = {**names, "__name__": file}
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    exec(compile(source, file, "exec"), found)  # noqa: S102 - names were checked, and literals are as Python spells them
    made: Callable[..., Any] = found[function]
    return made
