"""Cases that were run, as text: every rule with something to mend, and then the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.cli.layout import paragraph
from checker.i18n import N_, say
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.authoring.coverage import Tested
    from checker.cli.authoring.run import Run
    from checker.model import Language

_INDENT: Final = "  "


def render(run: Run, lang: Language, columns: int) -> str:
    """The run as paragraphs of at most `columns`; a rule with nothing to mend is only counted."""
    lines: list[str] = []
    for tested in run.rules:
        if tested.failed or tested.gaps:
            lines += [*_rule(run, tested, lang, columns), ""]
    lines += paragraph(_total(run, lang), columns, lang)
    return "".join(f"{line}\n" for line in lines)


def _rule(run: Run, tested: Tested, lang: Language, columns: int) -> Iterator[str]:
    title = tested.rule.title.in_language(lang)
    yield from paragraph(say(lang, "{rule}: {title}", rule=tested.rule.id, title=title), columns, lang)
    for place, name, engines, faults in _failures(run, tested, lang):
        yield from paragraph(say(lang, "FAILED “{name}”", name=name), columns, lang, _INDENT)
        for fault in faults:
            yield from paragraph(fault, columns, lang, _INDENT * 2)
        yield _INDENT * 2 + say(lang, "{place} ({engines})", place=place, engines=engines)
    if tested.gaps:
        yield from paragraph(
            say(lang, "Left out by the cases ({file}):", file=printable(run.place(tested))), columns, lang, _INDENT
        )
        for gap in tested.gaps:
            yield from paragraph(gap.message(lang), columns, lang, f"{_INDENT}- ")


def _failures(run: Run, tested: Tested, lang: Language) -> Iterator[tuple[str, str, str, list[str]]]:
    """Each case that failed: its place, its name, and what went wrong, once for all evaluators that agree on it."""
    failures: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for trial in tested.failed:
        faults = tuple(fault.message(lang) for fault in trial.faults)
        failures.setdefault((run.place(tested, trial), trial.case.name, faults), []).append(trial.engine)
    for (place, name, faults), engines in failures.items():
        yield printable(place), name, say(lang, ", ").join(engines), list(faults)


def _total(run: Run, lang: Language) -> str:
    engines = say(lang, ", ").join(f"{name} {version}" for name, version in run.engines.items())
    figures = {"rules": len(run.rules), "cases": run.cases, "engines": engines}
    message = (
        N_("Rules: {rules}; cases: {cases}; judged by {engines}. All came out as they say, and nothing is left out.")
        if not run.failed and not run.gaps
        else N_("Rules: {rules}; cases: {cases}; judged by {engines}. Cases failed: {failed}; left out: {gaps}.")
    )
    return say(lang, message, **figures, failed=run.failed, gaps=run.gaps)
