"""Checks many files in the order given, in one process or several, with memory that does not grow with their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.checking import Options
    from checker.facts.review import Contribution
    from checker.inputs import Input
    from checker.model import Report
    from checker.work import Kept


def check_files(
    inputs: Iterable[Input],
    options: Options,
    keep: Callable[[Report, Contribution], Kept],
    *,
    jobs: int = 1,
    isolated: bool = False,
) -> Iterator[Kept]:
    """Check each input and yield what `keep` makes of its report and contribution, in the order of the inputs.

    `options` must name the pack. With `jobs` above 1, or `isolated`, other processes do the work; `keep` and what it
    returns must then be picklable. No input is the end of the run, whatever is wrong with it.
    """
    work = Work(options, keep)
    if jobs <= 1 and not isolated:
        return map(work.do, inputs)
    from checker.pool import Pool

    return Pool(work, jobs).run(inputs)
