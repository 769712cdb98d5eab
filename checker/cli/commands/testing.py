"""`plancheck rules test [PACK]`: runs the cases of a rule pack, and says what they leave out."""

from collections.abc import Iterator
from typing import Annotated, Final, Literal
from xml.etree import ElementTree as ET

from msgspec import Meta

from checker.analysis.witnesses import engines_here
from checker.authoring.coverage import Tested, run_rules
from checker.cli.command import PACK, Option, command, flag_option, output_options
from checker.cli.outcome import Outcome, Status, hint_at, misuse, named_from_here, paragraph, width
from checker.engine import engine_version
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
        list[Passage], Meta(description="In what it is not as the case says, a sentence each; empty where it is.")
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
        list[CaseResultJson], Meta(min_length=1, description="A result for each evaluator, in the order of `engines`.")
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


@command(
    "Run the cases of a rule pack by every evaluator there is. Told for each rule: which "
    "case did not come out as it says; and what its cases leave out, which may be a case "
    "that keeps the rule, one that breaks it, or one at a point where one of its "
    "conditions turns.",
    PACK,
    Option(["--rule", "rules"], "Only this rule; may be given several times.", "RULE", multiple=True),
    flag_option("allow-gaps", "What the cases leave out is told, and is no failure."),
    *output_options(FORMATS),
    epilog=N_(
        "Exit status, the highest that applies: 0 all is as the cases say, and nothing is "
        "left out; 1 a case failed, or the cases leave something out (not with "
        "--allow-gaps); 2 wrong usage; 3 the rule pack or its cases cannot be used."
    ),
)
def run(
    lang: Language, *, pack: str | None, rules: tuple[str, ...], made_as: str, output: str | None, allow_gaps: bool
) -> Outcome:
    """What came of the cases of a rule pack."""
    chosen = one_pack(pack)
    tests = _tests(chosen, _chosen(chosen, rules), lang, allow_gaps=allow_gaps)
    if made_as == "json":
        told: str | bytes = written(tests.to_dict())
    else:
        told = (
            _junit(tests, chosen, lang, allow_gaps) if made_as == "junit" else _text(tests, chosen, lang, width(output))
        )
    return Outcome(told, Status.GOOD if tests.good else Status.FOUND, output=output, is_json=made_as == "json")


def _chosen(pack: Pack, ids: tuple[str, ...]) -> tuple[Rule, ...]:
    for id_ in ids:
        if id_ not in pack.rules_by_id:
            hint = hint_at(id_, pack.rules_by_id)
            misuse("The rule pack {pack} has no rule “{rule}”.", hint, rule=printable(id_), pack=pack.id)
    return tuple(rule for rule in pack.rules if rule.id in ids) if ids else pack.rules


def _tests(pack: Pack, rules: tuple[Rule, ...], lang: Language, *, allow_gaps: bool) -> TestsJson:
    """The rules with their cases run by every evaluator there is; files are named from the folder one is in."""
    engines = engines_here()
    tested = [_rule(each, lang) for each in run_rules(pack, rules, engines)]
    counts = TestCountsJson(
        rules=len(tested),
        cases=sum(len(rule.cases) for rule in tested),
        failed=sum(_failed(case) for rule in tested for case in rule.cases),
        gaps=sum(len(rule.gaps) for rule in tested),
    )
    return TestsJson(
        pack=PackJson(id=pack.id, version=pack.version, digest=pack.digest),
        engines=[EvaluatorJson(name=engine, version=engine_version(engine)) for engine in engines],
        counts=counts,
        good=not counts.failed and (allow_gaps or not counts.gaps),
        rules=tested,
    )


def _rule(tested: Tested, lang: Language) -> TestedRuleJson:
    results: dict[int, list[CaseResultJson]] = {}
    for trial in tested.trials:
        results.setdefault(id(trial.case), []).append(CaseResultJson.made_of(trial, lang))
    file = named_from_here(tested.rule.folder / CASES)
    cases = [CaseJson.made_of(each, lang, results=results[id(each)]) for each in tested.cases]
    return TestedRuleJson.made_of(tested, lang, rule=tested.rule.id, file=file, cases=cases)


def _failed(case: CaseJson) -> bool:
    """Whether a case did not come out as it says, by any evaluator."""
    return any(result.faults for result in case.results)


def _place(rule: TestedRuleJson, case: CaseJson) -> str:
    """The file of the cases, with the line of one of them."""
    return printable(rule.file if case.line is None else f"{rule.file}:{case.line}")


def _text(tests: TestsJson, pack: Pack, lang: Language, columns: int) -> str:
    """The tests as paragraphs of at most `columns`; a rule with nothing to mend is only counted."""
    lines: list[str] = []
    for rule in tests.rules:
        if rule.gaps or any(map(_failed, rule.cases)):
            lines += [*_lines(rule, pack, lang, columns), ""]
    lines += paragraph(_total(tests, lang), columns, lang)
    return "".join(f"{line}\n" for line in lines)


def _lines(rule: TestedRuleJson, pack: Pack, lang: Language, columns: int) -> Iterator[str]:
    title = pack.rules_by_id[rule.rule].title
    yield from paragraph(say(lang, "{rule}: {title}", rule=rule.rule, title=title), columns, lang)
    for case in rule.cases:
        # What went wrong, once for all evaluators that agree on it.
        agreeing: dict[tuple[str, ...], list[str]] = {}
        for result in case.results:
            if result.faults:
                agreeing.setdefault(tuple(result.faults), []).append(result.engine)
        for faults, engines in agreeing.items():
            yield from paragraph(say(lang, "FAILED “{name}”", name=case.name), columns, lang, _INDENT)
            for fault in faults:
                yield from paragraph(fault, columns, lang, _INDENT * 2)
            named = say(lang, ", ").join(engines)
            yield _INDENT * 2 + say(lang, "{place} ({engines})", place=_place(rule, case), engines=named)
    if rule.gaps:
        told = say(lang, "Left out by the cases ({file}):", file=printable(rule.file))
        yield from paragraph(told, columns, lang, _INDENT)
        for gap in rule.gaps:
            yield from paragraph(gap, columns, lang, f"{_INDENT}- ")


def _total(tests: TestsJson, lang: Language) -> str:
    counts = tests.counts
    message = (
        N_("Rules: {rules}; cases: {cases}; judged by {engines}. All came out as they say, and nothing is left out.")
        if not counts.failed and not counts.gaps
        else N_("Rules: {rules}; cases: {cases}; judged by {engines}. Cases failed: {failed}; left out: {gaps}.")
    )
    engines = say(lang, ", ").join(f"{engine.name} {engine.version}" for engine in tests.engines)
    return say(lang, message, **counts.to_dict(), engines=engines)


def _junit(tests: TestsJson, pack: Pack, lang: Language, allow_gaps: bool) -> bytes:  # noqa: FBT001 - an option, handed on
    """A suite for each rule, a test case for each case and evaluator, and one more: whether nothing is left out."""
    return junit.written(_suite(rule, pack, lang, "skipped" if allow_gaps else "failure") for rule in tests.rules)


def _suite(rule: TestedRuleJson, pack: Pack, lang: Language, of_gaps: str) -> ET.Element:
    suite = ET.Element("testsuite", {"name": rule.rule})
    properties = ET.SubElement(suite, "properties")
    about = {"rule-pack": f"{pack.id} {pack.version}", "clause": pack.rules_by_id[rule.rule].clause, "file": rule.file}
    for name, value in about.items():
        ET.SubElement(properties, "property", {"name": name, "value": printable(value)})

    def add(name: str, outcome: str, kind: str, told: list[str], place: str) -> None:
        case = ET.SubElement(suite, "testcase", {"classname": rule.rule, "name": name})
        if told:
            sentences = [*map(flowing, told)]
            junit.outcome(case, outcome, kind, sentences[0], "\n".join([*sentences, place]))

    for case in rule.cases:
        for result in case.results:
            name = say(lang, "{name} ({engine})", name=flowing(case.name), engine=result.engine)
            add(name, "failure", case.kind, result.faults, _place(rule, case))
    add(say(lang, "The cases leave nothing out"), of_gaps, "gap", rule.gaps, printable(rule.file))
    junit.add_figures(suite)
    return suite
