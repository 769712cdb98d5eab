"""Stands in for atheris where it is not installed: the same calls, and no coverage.

It judges what is in the corpus, then mutants and offspring of that, and tells of it as libFuzzer does.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from signal import SIGALRM, alarm, signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MUTANTS = 12
_ENDS_AS_LIBFUZZER_DOES = 70
_asked: dict[str, Any] = {}


@contextmanager
def instrument_imports(include: Sequence[str]) -> Iterator[None]:
    _asked["include"] = list(include)
    yield


def Mutate(raw: bytes, most: int) -> bytes:  # noqa: N802 - its name there
    return (raw + b" ")[:most]


def Setup(arguments: Sequence[str], judge: Callable[[bytes], None], **custom: Callable[..., bytes]) -> None:  # noqa: N802
    *options, folder = arguments[1:]
    _asked.update(judge=judge, folder=Path(folder), **custom)
    _asked["options"] = dict(option.lstrip("-").split("=") for option in options)


def _give_up(*_: object) -> None:
    Path(f"{_asked['options']['artifact_prefix']}timeout-1").write_bytes(_asked["input"])
    os._exit(_ENDS_AS_LIBFUZZER_DOES)


def Fuzz() -> None:  # noqa: N802 - its name there
    signal(SIGALRM, _give_up)
    seeds = [path.read_bytes() for path in sorted(_asked["folder"].iterdir())]
    most = int(_asked["options"]["max_len"])
    tried = [*seeds]
    for number in range(_MUTANTS):
        parent = seeds[number % len(seeds)]
        tried.append(_asked["custom_mutator"](parent, most, number))
        tried.append(_asked["custom_crossover"](parent, seeds[-1 - number % len(seeds)], most, number))
    for raw in tried:
        _asked["input"] = raw
        alarm(int(_asked["options"]["timeout"]))
        _asked["judge"](raw)
    alarm(0)
    sys.stderr.write(f"#{len(seeds)}\tINITED cov: 10 ft: 20 corp: {len(seeds)}/9Kb exec/s: 1 rss: 1Mb\n")
    sys.stderr.write(f"#{len(tried)}\tDONE   cov: 11 ft: 22 corp: {len(seeds)}/9Kb exec/s: 1 rss: 1Mb\n")
    sys.stderr.write(f"stat::number_of_executed_units: {len(tried)}\n")
