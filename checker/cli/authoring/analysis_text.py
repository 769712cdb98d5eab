"""An analysis of a rule pack as text: what is shown, then what is wrong, each with the plan that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.analysis.outcome import stretch_text
from checker.cli.layout import paragraph, table
from checker.cli.yaml_lines import block
from checker.pack.wording import shown_day
from checker.reporting.printable import printable
from checker.labels import SEVERITIES
from checker.texts import say
from checker.vocabulary import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.analysis.lines import Line, Stretch
    from checker.analysis.outcome import Analysis, Problem
    from checker.analysis.witnesses import Witness
    from checker.model import Language

_INDENT: Final = "  "
_ITEM: Final = "- "
_WHOLE: Final = 1


def render(analysis: Analysis, lang: Language, columns: int) -> str:
    """The analysis in lines of at most `columns`; only plans go beyond."""
    return "".join(f"{line}\n" for line in _Page(analysis, lang, columns).lines())


class _Page:
    """Writes one analysis."""

    def __init__(self, analysis: Analysis, lang: Language, columns: int) -> None:
        self._analysis = analysis
        self._lang = lang
        self._columns = columns

    def lines(self) -> Iterator[str]:
        analysis = self._analysis
        yield from self._said("analysis.heading", pack=analysis.pack_id, version=analysis.pack_version)
        engines = say(self._lang, "cli.list-joint").join(analysis.engines)
        yield from self._part(N_("analysis.rules"), N_("analysis.rules-note"), engines=engines)
        yield ""
        yield from self._rules()
        yield from self._part(N_("analysis.lines"), N_("analysis.lines-note"))
        yield ""
        for line in analysis.lines:
            yield from paragraph(self._line(line), self._columns, self._lang, _ITEM)
        pairs = [problem for problem in analysis.problems if len(problem.rules) > 1]
        yield from self._part(N_("analysis.pairs"), N_("analysis.pairs-note"), pairs=analysis.pairs, problems=len(pairs))
        passing = sum(witness is not None for witness in analysis.offices.values())
        yield from self._part(N_("analysis.offices"), N_("analysis.offices-note"), passing=passing, offices=len(analysis.offices))
        yield from self._part(N_("analysis.verdicts"), N_("analysis.verdicts-note"), verdicts=analysis.verdicts)
        if analysis.problems:
            yield ""
            yield from self._said("analysis.problems")
            for problem in analysis.problems:
                yield from self._problem(problem)
        yield ""
        yield from self._said("analysis.not-good" if analysis.problems else "analysis.good", count=len(analysis.problems))
        if analysis.failure is not None:
            yield from self._said("analysis.untrusted", cause=analysis.failure)

    def _part(self, heading: str, note: str, /, **values: object) -> Iterator[str]:
        yield ""
        yield from self._said(heading)
        yield from self._said(note, **values)

    def _rules(self) -> Iterator[str]:
        heads = [self._say(head) for head in ("analysis.column-rule", "analysis.column-fires", "analysis.column-kept", "analysis.column-points", "analysis.column-whole")]
        cells = [
            [
                shown.rule,
                self._say("analysis.not-shown" if shown.fires is None else "analysis.shown"),
                self._say("analysis.not-shown" if shown.kept is None else "analysis.shown"),
                str(shown.points),
                self._say("analysis.whole" if shown.is_whole else "analysis.tried"),
            ]
            for shown in self._analysis.rules
        ]
        yield from table(heads, cells, self._columns, self._lang, whole=_WHOLE).splitlines()

    def _line(self, line: Line) -> str:
        kind, member = line.member
        stretches = self._say("analysis.stretch-joint").join(self._stretch(line, stretch) for stretch in line.stretches)
        meaning = KINDS[kind].members[member].meaning
        return self._say("analysis.line", meaning=meaning, kind=kind, member=member, stretches=stretches)

    def _stretch(self, line: Line, stretch: Stretch) -> str:
        values = stretch_text(line, stretch)
        if stretch.severity is None:
            return self._say("analysis.quiet-stretch", values=values, severity=self._say("analysis.silent"))
        severity = say(self._lang, SEVERITIES[stretch.severity])
        rules = say(self._lang, "cli.list-joint").join(rule.id for rule in stretch.rules)
        return self._say("analysis.stretch", values=values, severity=severity, rules=rules)

    def _problem(self, problem: Problem) -> Iterator[str]:
        rules = say(self._lang, "cli.list-joint").join(problem.rules)
        said = problem.message(self._lang)
        text = self._say("analysis.of-rules" if rules else "analysis.of-pack", rules=rules, message=said)
        yield ""
        yield from paragraph(text, self._columns, self._lang, _ITEM)
        if problem.witness is not None:
            yield from self._witness(problem.witness)

    def _witness(self, witness: Witness) -> Iterator[str]:
        if len(witness.plans) != 1:
            yield _INDENT + self._say("analysis.shown-by-plans", count=len(witness.plans))
            return
        day = witness.as_of
        on = self._say("analysis.shown-by") if day is None else self._say("analysis.shown-by-on", day=shown_day(str(day), self._lang))
        yield _INDENT + on
        yield ""
        for line in block(dict(witness.plans[0])):
            yield _INDENT * 2 + printable(line)

    def _said(self, message: str, /, **values: object) -> list[str]:
        return paragraph(self._say(message, **values), self._columns, self._lang)

    def _say(self, message: str, /, **values: object) -> str:
        return say(self._lang, message, **values)
