"""`plancheck rules analyze [PACK]`: what a rule pack can do as such, and what is wrong with it."""

from collections.abc import Iterator
from typing import Final

from checker.analysis.analyzing import Analysis, PackProblem, analyze, stretch_text
from checker.analysis.lines import Line, Stretch
from checker.cli.command import PACK, command, output_options
from checker.cli.commands.explain import block
from checker.cli.outcome import Outcome, Status, page, width
from checker.i18n import N_
from checker.model import Language
from checker.pack.loading import one_pack
from checker.reporting.json import written
from checker.reporting.naming import SEVERITIES
from checker.reporting.page import Block, Bullets, Passage, Section, Speaker, TextTable, Verbatim
from checker.reporting.printable import printable
from checker.values import shown_day

FORMATS: Final = ("text", "json")


@command(
    "Show, of a rule pack as such: that each rule can fire and can be kept; what is "
    "found along every count and day that has a bound; that no rule says only what "
    "another says, and no two contradict each other; and that each sender can have a "
    "plan that passes. What fails is shown by a plan.",
    PACK,
    *output_options(FORMATS),
    epilog=N_(
        "Exit status, the highest that applies: 0 nothing is wrong; 1 something is; 2 wrong "
        "usage; 3 the rule pack cannot be used, or the evaluators disagree."
    ),
)
def run(lang: Language, *, pack: str | None, made_as: str, output: str | None) -> Outcome:
    """What a rule pack can do, and what is wrong with it."""
    chosen = one_pack(pack)
    analysis = analyze(chosen)
    if made_as == "json":
        text: str | bytes = written(analysis.to_dict(lang))
    else:
        # Only plans go beyond the width.
        text = page(_sections(analysis, Speaker(lang)), width(output), lang)
    return Outcome(text, _status(analysis), output=output, is_json=made_as == "json")


def _status(analysis: Analysis) -> Status:
    if analysis.failure is not None:
        return Status.UNTRUSTED
    return Status.FOUND if analysis.problems else Status.GOOD


def _sections(analysis: Analysis, told: Speaker) -> Iterator[Section]:
    head = told.say("Analysis of the rule pack {pack} {version}", pack=analysis.pack.id, version=analysis.pack.version)
    yield Section("", [Passage(head, head)])
    line = told.say(
        "A plan in which it fires, and one in which it applies and is kept; judged by: "
        "{engines}. “Certain”: where no such plan was found, there is none.",
        engines=told.say(", ").join(engine.name for engine in analysis.engines),
    )
    yield Section(told.say("What each rule can do"), [Passage(line), _rules(analysis, told)])
    line = told.say("What the rules find at every value, where all else that they ask for is so.")
    lines = Bullets([Passage(_line(line, told)) for line in analysis.lines])
    yield Section(told.say("Along each count and day"), [Passage(line), lines])
    line = told.say(
        "Pairs of rules that look at the same things: {pairs}. Problems among them: {problems}.",
        pairs=analysis.pairs,
        problems=sum(len(problem.rules) > 1 for problem in analysis.problems),
    )
    yield Section(told.say("How rules stand to each other"), [Passage(line)])
    line = told.say(
        "Made for everyone who sends documents, and judged by plancheck: {passing} of {senders} have one.",
        passing=sum(each.passes is not None for each in analysis.senders),
        senders=len(analysis.senders),
    )
    yield Section(told.say("A plan that passes"), [Passage(line)])
    line = told.say(
        "It depends on nothing but which severities were found: {verdicts} sequences of findings, which stand for all.",
        verdicts=analysis.verdicts,
    )
    yield Section(told.say("The verdict"), [Passage(line)])
    if analysis.problems:
        yield Section(told.say("Problems"), [each for problem in analysis.problems for each in _problem(problem, told)])
    message = (
        "Problems: {count}." if analysis.problems else N_("Nothing is wrong with the pack, as far as this can tell.")
    )
    yield Section("", [Passage(told.say(message, count=len(analysis.problems)))])
    if analysis.failure is not None:
        yield Section("", [Passage(told.say("This cannot be relied on: {cause}", cause=analysis.failure))])


def _rules(analysis: Analysis, told: Speaker) -> TextTable:
    heads = [told.say(head) for head in (N_("Rule"), N_("Document"), N_("Fires"), N_("Kept"), N_("Certain"))]
    rows = [
        [
            shown.rule,
            shown.document or told.say("several"),
            told.say("NO" if shown.fires is None else "yes"),
            told.say("NO" if shown.kept is None else "yes"),
            told.say("yes" if shown.is_whole else "no"),
        ]
        for shown in analysis.rules
    ]
    return TextTable(heads, rows, whole=1)


def _line(line: Line, told: Speaker) -> str:
    kind, member = line.member
    stretches = told.say("; ").join(_stretch(line, stretch, told) for stretch in line.stretches)
    return told.say(
        "{meaning} ({document}, {kind}.{member}): {stretches}"
        if line.document
        else "{meaning} ({kind}.{member}): {stretches}",
        document=line.document,
        meaning=line.meaning,
        kind=kind,
        member=member,
        stretches=stretches,
    )


def _stretch(line: Line, stretch: Stretch, told: Speaker) -> str:
    values = stretch_text(line, stretch)
    if stretch.severity is None:
        return told.say("{values} {severity}", values=values, severity=told.say("silent"))
    severity = told.say(SEVERITIES[stretch.severity])
    rules = told.say(", ").join(rule.id for rule in stretch.rules)
    return told.say("{values} {severity} ({rules})", values=values, severity=severity, rules=rules)


def _problem(problem: PackProblem, told: Speaker) -> Iterator[Block]:
    rules = told.say(", ").join(problem.rules)
    said = problem.message(told.lang)
    about = [*([rules] if rules else []), *([problem.document] if problem.document else [])]
    line = told.say("{rules}: {message}" if about else "{message}", rules=" · ".join(about), message=said)
    yield Bullets([Passage(line)])
    witness = problem.witness
    if witness is not None and len(witness.plans) != 1:
        line = told.say("Shown by {count} plans; --format json has them.", count=len(witness.plans))
        yield Passage(line)
    elif witness is not None:
        day = witness.as_of
        yield Passage(
            told.say("Shown by:")
            if day is None
            else told.say("Shown by, checked for {day}:", day=shown_day(str(day), told.lang))
        )
        yield Verbatim([*map(printable, block(witness.plan))])
