"""`plancheck rules analyze [PACK]`: what a rule pack can do as such, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from checker.analysis.analyzing import analyze
from checker.analysis.lines import Line, Stretch
from checker.analysis.outcome import Analysis, PackProblem, stretch_text
from checker.cli.command import Command
from checker.cli.delivery import width
from checker.cli.examples import block
from checker.cli.layout import page
from checker.cli.options import output_options, pack_argument
from checker.cli.outcome import Outcome, Status
from checker.i18n import N_, say
from checker.labels import SEVERITIES
from checker.model import Language
from checker.pack.loading import one_pack
from checker.pack.model import shown_day
from checker.reporting.json import written
from checker.reporting.printable import printable
from checker.reporting.sections import Block, Bullets, Passage, Section, TextTable, Verbatim

FORMATS: Final = ("text", "json")


def make_command(name: str, lang: Language) -> Command:
    """The command `rules analyze`, in `lang`."""

    def run(pack: str | None, format: str, output: str | None) -> Outcome:  # noqa: A002 - click names parameters after their options
        chosen = one_pack(pack)
        analysis = analyze(chosen)
        if format == "json":
            text: str | bytes = written(analysis.to_dict(lang))
        else:
            # Only plans go beyond the width.
            text = page(_AnalysisTold(analysis, lang).sections(), width(output), lang)
        return Outcome(text, _status(analysis), output=output, is_json=format == "json")

    return Command(
        name,
        lang,
        help=say(
            lang,
            "Show, of a rule pack as such: that each rule can fire and can be kept; what is "
            "found along every count and day that has a bound; that no rule says only what "
            "another says, and no two contradict each other; and that each sender can have a "
            "plan that passes. What fails is shown by a plan.",
        ),
        callback=run,
        params=[
            pack_argument(lang),
            *output_options(FORMATS, lang),
        ],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 nothing is wrong; 1 something is; 2 wrong "
            "usage; 3 the rule pack cannot be used, or the evaluators disagree.",
        ),
    )


def _status(analysis: Analysis) -> Status:
    if analysis.failure is not None:
        return Status.UNTRUSTED
    return Status.FOUND if analysis.problems else Status.GOOD


@dataclass(frozen=True)
class _AnalysisTold:
    """One analysis, and the language that it is told in."""

    analysis: Analysis
    lang: Language

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **values)

    def sections(self) -> Iterator[Section]:
        analysis = self.analysis
        head = self.say(
            "Analysis of the rule pack {pack} {version}", pack=analysis.pack.id, version=analysis.pack.version
        )
        yield Section("", [Passage(head, head)])
        told = self.say(
            "A plan in which it fires, and one in which it applies and is kept; judged by: "
            "{engines}. “Certain”: where no such plan was found, there is none.",
            engines=self.say(", ").join(engine.name for engine in analysis.engines),
        )
        yield Section(self.say("What each rule can do"), [Passage(told), self._rules()])
        told = self.say("What the rules find at every value, where all else that they ask for is so.")
        lines = Bullets([Passage(self._line(line)) for line in analysis.lines])
        yield Section(self.say("Along each count and day"), [Passage(told), lines])
        told = self.say(
            "Pairs of rules that look at the same things: {pairs}. Problems among them: {problems}.",
            pairs=analysis.pairs,
            problems=sum(len(problem.rules) > 1 for problem in analysis.problems),
        )
        yield Section(self.say("How rules stand to each other"), [Passage(told)])
        told = self.say(
            "Made for everyone who sends documents, and judged by plancheck: {passing} of {senders} have one.",
            passing=sum(each.passes is not None for each in analysis.senders),
            senders=len(analysis.senders),
        )
        yield Section(self.say("A plan that passes"), [Passage(told)])
        told = self.say(
            "It depends on nothing but which severities were found: {verdicts} sequences of "
            "findings, which stand for all.",
            verdicts=analysis.verdicts,
        )
        yield Section(self.say("The verdict"), [Passage(told)])
        if analysis.problems:
            yield Section(
                self.say("Problems"), [each for problem in analysis.problems for each in self._problem(problem)]
            )
        message = (
            "Problems: {count}."
            if analysis.problems
            else N_("Nothing is wrong with the pack, as far as this can tell.")
        )
        yield Section("", [Passage(self.say(message, count=len(analysis.problems)))])
        if analysis.failure is not None:
            yield Section("", [Passage(self.say("This cannot be relied on: {cause}", cause=analysis.failure))])

    def _rules(self) -> TextTable:
        heads = [self.say(head) for head in (N_("Rule"), N_("Document"), N_("Fires"), N_("Kept"), N_("Certain"))]
        rows = [
            [
                shown.rule,
                shown.document or self.say("several"),
                self.say("NO" if shown.fires is None else "yes"),
                self.say("NO" if shown.kept is None else "yes"),
                self.say("yes" if shown.is_whole else "no"),
            ]
            for shown in self.analysis.rules
        ]
        return TextTable(heads, rows, whole=1)

    def _line(self, line: Line) -> str:
        kind, member = line.member
        stretches = self.say("; ").join(self._stretch(line, stretch) for stretch in line.stretches)
        return self.say(
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
            return self.say("{values} {severity}", values=values, severity=self.say("silent"))
        severity = say(self.lang, SEVERITIES[stretch.severity])
        rules = say(self.lang, ", ").join(rule.id for rule in stretch.rules)
        return self.say("{values} {severity} ({rules})", values=values, severity=severity, rules=rules)

    def _problem(self, problem: PackProblem) -> Iterator[Block]:
        rules = self.say(", ").join(problem.rules)
        said = problem.message(self.lang)
        about = [*([rules] if rules else []), *([problem.document] if problem.document else [])]
        told = self.say("{rules}: {message}" if about else "{message}", rules=" · ".join(about), message=said)
        yield Bullets([Passage(told)])
        witness = problem.witness
        if witness is not None and len(witness.plans) != 1:
            told = self.say("Shown by {count} plans; --format json has them.", count=len(witness.plans))
            yield Passage(told)
        elif witness is not None:
            day = witness.as_of
            yield Passage(
                self.say("Shown by:")
                if day is None
                else self.say("Shown by, checked for {day}:", day=shown_day(str(day), self.lang))
            )
            yield Verbatim([*map(printable, block(witness.plan))])
