"""An analysis of a rule pack as text: what is shown, then what is wrong, each with the plan that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.analysis.outcome import stretch_text
from checker.cli.layout import paragraph, table
from checker.cli.yaml_lines import block
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.pack.model import shown_day
from checker.reporting.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.analysis.lines import Line, Stretch
    from checker.analysis.outcome import Analysis, PackProblem
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
        yield from self._said(
            "Analysis of the rule pack {pack} {version}", pack=analysis.pack_id, version=analysis.pack_version
        )
        engines = say(self._lang, ", ").join(analysis.engines)
        yield from self._part(
            N_("What each rule can do"),
            N_(
                "A plan in which it fires, and one in which it applies and is kept; judged by: "
                "{engines}. “Certain”: where no such plan was found, there is none."
            ),
            engines=engines,
        )
        yield ""
        yield from self._rules()
        yield from self._part(
            N_("Along each count and day"),
            N_("What the rules find at every value, where all else that they ask for is so."),
        )
        yield ""
        for line in analysis.lines:
            yield from paragraph(self._line(line), self._columns, self._lang, _ITEM)
        pairs = [problem for problem in analysis.problems if len(problem.rules) > 1]
        yield from self._part(
            N_("How rules stand to each other"),
            N_("{pairs} pairs of rules look at the same things. Problems among them: {problems}."),
            pairs=analysis.pairs,
            problems=len(pairs),
        )
        passing = sum(each.passes is not None for each in analysis.senders)
        yield from self._part(
            N_("A plan that passes"),
            N_("Made for everyone who sends documents, and judged by plancheck: {passing} of {senders} have one."),
            passing=passing,
            senders=len(analysis.senders),
        )
        yield from self._part(
            N_("The verdict"),
            N_(
                "It depends on nothing but which severities were found: {verdicts} sequences of "
                "findings, which stand for all."
            ),
            verdicts=analysis.verdicts,
        )
        if analysis.problems:
            yield ""
            yield from self._said("Problems")
            for problem in analysis.problems:
                yield from self._problem(problem)
        yield ""
        yield from self._said(
            "Problems: {count}." if analysis.problems else "Nothing is wrong with the pack, as far as this can tell.",
            count=len(analysis.problems),
        )
        if analysis.failure is not None:
            yield from self._said("This cannot be relied on: {cause}", cause=analysis.failure)

    def _part(self, heading: str, note: str, /, **values: object) -> Iterator[str]:
        yield ""
        yield from self._said(heading)
        yield from self._said(note, **values)

    def _rules(self) -> Iterator[str]:
        heads = [self._say(head) for head in (N_("Rule"), N_("Document"), N_("Fires"), N_("Kept"), N_("Certain"))]
        cells = [
            [
                shown.rule,
                shown.document or self._say("several"),
                self._say("NO" if shown.fires is None else "yes"),
                self._say("NO" if shown.kept is None else "yes"),
                self._say("yes" if shown.is_whole else "no"),
            ]
            for shown in self._analysis.rules
        ]
        yield from table(heads, cells, self._columns, self._lang, whole=_WHOLE).splitlines()

    def _line(self, line: Line) -> str:
        kind, member = line.member
        stretches = self._say("; ").join(self._stretch(line, stretch) for stretch in line.stretches)
        return self._say(
            "{meaning} ({document}, {kind}.{member}): {stretches}"
            if line.document
            else "{meaning} ({kind}.{member}): {stretches}",
            document=line.document,
            meaning=line.meaning,
            kind=kind,
            member=member,
            stretches=stretches,
        )

    def _stretch(self, line: Line, stretch: Stretch) -> str:
        values = stretch_text(line, stretch)
        if stretch.severity is None:
            return self._say("{values} {severity}", values=values, severity=self._say("silent"))
        severity = say(self._lang, SEVERITIES[stretch.severity])
        rules = say(self._lang, ", ").join(rule.id for rule in stretch.rules)
        return self._say("{values} {severity} ({rules})", values=values, severity=severity, rules=rules)

    def _problem(self, problem: PackProblem) -> Iterator[str]:
        rules = say(self._lang, ", ").join(problem.rules)
        said = problem.message(self._lang)
        about = [*([rules] if rules else []), *([problem.document] if problem.document else [])]
        text = self._say("{rules}: {message}" if about else "{message}", rules=" · ".join(about), message=said)
        yield ""
        yield from paragraph(text, self._columns, self._lang, _ITEM)
        if problem.witness is not None:
            yield from self._witness(problem.witness)

    def _witness(self, witness: Witness) -> Iterator[str]:
        if len(witness.plans) != 1:
            yield _INDENT + self._say("Shown by {count} plans; --format json has them.", count=len(witness.plans))
            return
        day = witness.as_of
        on = (
            self._say("Shown by:")
            if day is None
            else self._say("Shown by, checked for {day}:", day=shown_day(str(day), self._lang))
        )
        yield _INDENT + on
        yield ""
        for line in block(dict(witness.plans[0])):
            yield _INDENT * 2 + printable(line)

    def _said(self, message: str, /, **values: object) -> list[str]:
        return paragraph(self._say(message, **values), self._columns, self._lang)

    def _say(self, message: str, /, **values: object) -> str:
        return say(self._lang, message, **values)
