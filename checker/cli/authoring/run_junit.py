"""Cases that were run, as JUnit XML: a suite for each rule, a test case for each case and evaluator.

One more test case of each suite says whether the cases leave nothing out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from checker.i18n import say
from checker.reporting.junit import add_figures, outcome, written
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from checker.authoring.coverage import Tested
    from checker.authoring.trials import Trial
    from checker.cli.authoring.run import Run
    from checker.model import Language


def render(run: Run, lang: Language) -> bytes:
    """The run as a file for the test page of a CI server."""
    return written(_suite(run, tested, lang) for tested in run.rules)


def _suite(run: Run, tested: Tested, lang: Language) -> ET.Element:
    suite = ET.Element("testsuite", {"name": tested.rule.id})
    properties = ET.SubElement(suite, "properties")
    pack = printable(f"{run.pack.id} {run.pack.version}")
    known = {"rule-pack": pack, "clause": printable(tested.rule.clause), "file": printable(run.place(tested))}
    for name, value in known.items():
        ET.SubElement(properties, "property", {"name": name, "value": value})
    for trial in tested.trials:
        _add_trial(suite, run, tested, trial, lang)
    _add_gaps(suite, run, tested, lang)
    add_figures(suite)
    return suite


def _add_trial(suite: ET.Element, run: Run, tested: Tested, trial: Trial, lang: Language) -> None:
    name = say(lang, "{name} ({engine})", name=flowing(trial.case.name), engine=trial.engine)
    case = ET.SubElement(suite, "testcase", {"classname": tested.rule.id, "name": name})
    if trial.faults:
        faults = [flowing(fault.message(lang)) for fault in trial.faults]
        place = printable(run.place(tested, trial))
        outcome(case, "failure", trial.case.kind, faults[0], "\n".join([*faults, place]))


def _add_gaps(suite: ET.Element, run: Run, tested: Tested, lang: Language) -> None:
    case = ET.SubElement(
        suite, "testcase", {"classname": tested.rule.id, "name": say(lang, "The cases leave nothing out")}
    )
    if tested.gaps:
        gaps = [flowing(gap.message(lang)) for gap in tested.gaps]
        text = "\n".join([*gaps, printable(run.place(tested))])
        outcome(case, "failure" if run.gaps_count else "skipped", "gap", gaps[0], text)
