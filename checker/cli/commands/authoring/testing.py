"""`plancheck rules test [PACK]`: runs the cases of a rule pack, and says what they leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal
from xml.etree import ElementTree as ET

import click
from msgspec import Meta

from checker.authoring.coverage import Tested, run_rules
from checker.authoring.trials import Trial, engines_here
from checker.cli.authoring.selection import named_from, no_such_rule, pack_argument
from checker.cli.command import Command
from checker.cli.layout import paragraph
from checker.cli.options import flag_option, output_options
from checker.cli.outcome import Outcome, Status
from checker.cli.screen import width
from checker.engine import EngineName, engine_version
from checker.i18n import N_, say
from checker.model import Amount, EvaluatorJson, EvaluatorName, Language, Ordinal, Output, PackJson, Passage, Slug
from checker.pack.file_names import CASES
from checker.pack.loading import one_pack
from checker.pack.model import Pack, Rule
from checker.reporting import junit
from checker.reporting.json import written
from checker.reporting.printable import flowing, printable

FORMATS: Final = ("text", "json", "junit")
_INDENT: Final = "  "


class CaseResultJson(Output, frozen=True, kw_only=True):
    """How one evaluator judged the case."""

    engine: Annotated[EvaluatorName, Meta(description="The evaluator.")]
    faults: Annotated[
        list[Passage],
        Meta(description="In what it is not as the case says, a sentence each; empty where it is."),
    ]


class CaseJson(Output, frozen=True, kw_only=True):
    """A case, and how each evaluator judged it."""

    name: Annotated[Passage, Meta(description="The name of the case.")]
    line: Annotated[Ordinal | None, Meta(description="Where it stands in the file; null where that is not known.")]
    kind: Annotated[
        Literal["keeps", "breaks"],
        Meta(description="What the case says of its plan: that it keeps the rule, or breaks it."),
    ]
    results: Annotated[
        list[CaseResultJson],
        Meta(min_length=1, description="A result for each evaluator, in the order of `engines`."),
    ]


class TestedRuleJson(Output, frozen=True, kw_only=True):
    """A rule, and what came of its cases."""

    rule: Slug
    file: Annotated[
        Passage,
        Meta(description="The file of its cases, named from the folder one is in where it is below, else in full."),
    ]
    cases: Annotated[list[CaseJson], Meta(description="Its cases, in the order of the file.")]
    gaps: Annotated[list[Passage], Meta(description="What its cases leave out, a sentence each.")]


class TestCountsJson(Output, frozen=True, kw_only=True):
    """How many there are of each."""

    rules: Annotated[Ordinal, Meta(description="Rules that were tested.")]
    cases: Annotated[Amount, Meta(description="Their cases.")]
    failed: Annotated[Amount, Meta(description="Cases that did not come out as they say, by any evaluator.")]
    gaps: Annotated[Amount, Meta(description="What the cases leave out.")]


class TestsJson(Output, frozen=True, kw_only=True, tag_field="format", tag="rule-tests/1"):
    """What came of the cases of a rule pack, by every evaluator, and what they leave out: `plancheck rules test`."""

    pack: PackJson
    engines: Annotated[
        list[EvaluatorJson],
        Meta(min_length=1, description="The evaluators that judged, the one that judges by default first."),
    ]
    counts: TestCountsJson
    good: Annotated[
        bool,
        Meta(
            description="Whether there is nothing to mend: no case failed and, unless that is allowed, the cases leave "
            "nothing out."
        ),
    ]
    rules: Annotated[
        list[TestedRuleJson], Meta(min_length=1, description="Every rule that was tested, in the pack's order.")
    ]


def make_command(name: str, lang: Language) -> Command:
    """The command `rules test`, in `lang`."""

    def test(pack: str | None, rules: tuple[str, ...], format: str, output: str | None, *, allow_gaps: bool) -> Outcome:  # noqa: A002 - click names parameters after their options
        chosen = one_pack(pack)
        engines = engines_here()
        tested = tuple(run_rules(chosen, _chosen(chosen, rules, lang), engines))
        versions: dict[EngineName, str] = {engine: engine_version(engine) for engine in engines}
        run = _TestRun(chosen, versions, tested, Path.cwd(), lang, gaps_count=not allow_gaps)
        return Outcome(
            _rendered(run, format, output),
            Status.GOOD if run.is_good else Status.FOUND,
            output=output,
            is_json=format == "json",
        )

    selection = click.Option(
        ["--rule", "rules"],
        multiple=True,
        metavar=say(lang, "RULE"),
        help=say(lang, "Only this rule; may be given several times."),
    )
    return Command(
        name,
        lang,
        help=say(
            lang,
            "Run the cases of a rule pack by every evaluator there is. Told for each rule: which "
            "case did not come out as it says; and what its cases leave out, which may be a case "
            "that keeps the rule, one that breaks it, or one at a point where one of its "
            "conditions turns.",
        ),
        callback=test,
        params=[
            pack_argument(lang),
            selection,
            flag_option("allow-gaps", say(lang, "What the cases leave out is told, and is no failure.")),
            *output_options(FORMATS, lang),
        ],
        epilog=say(
            lang,
            "Exit status, the highest that applies: 0 all is as the cases say, and nothing is "
            "left out; 1 a case failed, or the cases leave something out (not with "
            "--allow-gaps); 2 wrong usage; 3 the rule pack or its cases cannot be used.",
        ),
    )


def _chosen(pack: Pack, ids: tuple[str, ...], lang: Language) -> tuple[Rule, ...]:
    for id_ in ids:
        if id_ not in pack.rules_by_id:
            raise no_such_rule(id_, pack, lang)
    return tuple(rule for rule in pack.rules if rule.id in ids) if ids else pack.rules


@dataclass(frozen=True, slots=True)
class _TestRun:
    """The rules tested, the evaluators (name -> version), and whether what the cases leave out counts as a failure.

    `here` is the folder that files are named from.
    """

    pack: Pack
    engines: Mapping[EngineName, str]
    rules: tuple[Tested, ...]
    here: Path
    lang: Language
    gaps_count: bool

    @property
    def cases(self) -> int:
        """How many cases were run."""
        return sum(len(tested.cases) for tested in self.rules)

    @property
    def failed(self) -> int:
        """How many cases did not come out as expected, by any evaluator."""
        return sum(len({id(trial.case) for trial in tested.failed}) for tested in self.rules)

    @property
    def gaps(self) -> int:
        """How much the cases leave out."""
        return sum(len(tested.gaps) for tested in self.rules)

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.failed and not (self.gaps and self.gaps_count)

    def place(self, tested: Tested, trial: Trial | None = None) -> str:
        """The file of the cases, with the line of one of them."""
        file = named_from(self.here, tested.rule.folder / CASES)
        return file if trial is None or trial.case.line is None else f"{file}:{trial.case.line}"


def _rendered(run: _TestRun, format_: str, output: str | None) -> str | bytes:
    if format_ == "json":
        return written(_as_json(run).to_dict())
    return _junit(run) if format_ == "junit" else _text(run, width(output))


def _as_json(run: _TestRun) -> TestsJson:
    return TestsJson(
        pack=PackJson(id=run.pack.id, version=run.pack.version, digest=run.pack.digest),
        engines=[EvaluatorJson(name=name, version=version) for name, version in run.engines.items()],
        counts=TestCountsJson(rules=len(run.rules), cases=run.cases, failed=run.failed, gaps=run.gaps),
        good=run.is_good,
        rules=[_rule_as_json(run, tested) for tested in run.rules],
    )


def _rule_as_json(run: _TestRun, tested: Tested) -> TestedRuleJson:
    results: dict[int, list[CaseResultJson]] = {}
    for trial in tested.trials:
        faults = [fault.in_language(run.lang) for fault in trial.faults]
        results.setdefault(id(trial.case), []).append(CaseResultJson(engine=trial.engine, faults=faults))
    cases = [
        CaseJson(name=case.name, line=case.line, kind="breaks" if case.breaks else "keeps", results=results[id(case)])
        for case in tested.cases
        if id(case) in results
    ]
    gaps = [gap.in_language(run.lang) for gap in tested.gaps]
    return TestedRuleJson(rule=tested.rule.id, file=run.place(tested), cases=cases, gaps=gaps)


def _text(run: _TestRun, columns: int) -> str:
    """The run as paragraphs of at most `columns`; a rule with nothing to mend is only counted."""
    lines: list[str] = []
    for tested in run.rules:
        if tested.failed or tested.gaps:
            lines += [*_lines(run, tested, columns), ""]
    lines += paragraph(_total(run), columns, run.lang)
    return "".join(f"{line}\n" for line in lines)


def _lines(run: _TestRun, tested: Tested, columns: int) -> Iterator[str]:
    title = tested.rule.title.in_language(run.lang)
    yield from paragraph(say(run.lang, "{rule}: {title}", rule=tested.rule.id, title=title), columns, run.lang)
    for place, name, engines, faults in _failures(run, tested):
        yield from paragraph(say(run.lang, "FAILED “{name}”", name=name), columns, run.lang, _INDENT)
        for fault in faults:
            yield from paragraph(fault, columns, run.lang, _INDENT * 2)
        yield _INDENT * 2 + say(run.lang, "{place} ({engines})", place=place, engines=engines)
    if tested.gaps:
        yield from paragraph(
            say(run.lang, "Left out by the cases ({file}):", file=printable(run.place(tested))),
            columns,
            run.lang,
            _INDENT,
        )
        for gap in tested.gaps:
            yield from paragraph(gap.in_language(run.lang), columns, run.lang, f"{_INDENT}- ")


def _failures(run: _TestRun, tested: Tested) -> Iterator[tuple[str, str, str, list[str]]]:
    """Each case that failed: its place, its name, and what went wrong, once for all evaluators that agree on it."""
    failures: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for trial in tested.failed:
        faults = tuple(fault.in_language(run.lang) for fault in trial.faults)
        failures.setdefault((run.place(tested, trial), trial.case.name, faults), []).append(trial.engine)
    for (place, name, faults), engines in failures.items():
        yield printable(place), name, say(run.lang, ", ").join(engines), list(faults)


def _total(run: _TestRun) -> str:
    engines = say(run.lang, ", ").join(f"{name} {version}" for name, version in run.engines.items())
    figures = {"rules": len(run.rules), "cases": run.cases, "engines": engines}
    message = (
        N_("Rules: {rules}; cases: {cases}; judged by {engines}. All came out as they say, and nothing is left out.")
        if not run.failed and not run.gaps
        else N_("Rules: {rules}; cases: {cases}; judged by {engines}. Cases failed: {failed}; left out: {gaps}.")
    )
    return say(run.lang, message, **figures, failed=run.failed, gaps=run.gaps)


def _junit(run: _TestRun) -> bytes:
    """A suite for each rule, a test case for each case and evaluator, and one more: whether nothing is left out."""
    return junit.written(_suite(run, tested) for tested in run.rules)


def _suite(run: _TestRun, tested: Tested) -> ET.Element:
    suite = ET.Element("testsuite", {"name": tested.rule.id})
    properties = ET.SubElement(suite, "properties")
    pack = printable(f"{run.pack.id} {run.pack.version}")
    known = {"rule-pack": pack, "clause": printable(tested.rule.clause), "file": printable(run.place(tested))}
    for name, value in known.items():
        ET.SubElement(properties, "property", {"name": name, "value": value})
    for trial in tested.trials:
        _add_trial(suite, run, tested, trial)
    _add_gaps(suite, run, tested)
    junit.add_figures(suite)
    return suite


def _add_trial(suite: ET.Element, run: _TestRun, tested: Tested, trial: Trial) -> None:
    name = say(run.lang, "{name} ({engine})", name=flowing(trial.case.name), engine=trial.engine)
    case = ET.SubElement(suite, "testcase", {"classname": tested.rule.id, "name": name})
    if trial.faults:
        faults = [flowing(fault.in_language(run.lang)) for fault in trial.faults]
        place = printable(run.place(tested, trial))
        junit.outcome(case, "failure", trial.case.kind, faults[0], "\n".join([*faults, place]))


def _add_gaps(suite: ET.Element, run: _TestRun, tested: Tested) -> None:
    case = ET.SubElement(
        suite, "testcase", {"classname": tested.rule.id, "name": say(run.lang, "The cases leave nothing out")}
    )
    if tested.gaps:
        gaps = [flowing(gap.in_language(run.lang)) for gap in tested.gaps]
        text = "\n".join([*gaps, printable(run.place(tested))])
        junit.outcome(case, "failure" if run.gaps_count else "skipped", "gap", gaps[0], text)
