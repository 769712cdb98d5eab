"""Reports as JUnit XML, for the test pages of CI servers: a suite for each document, a test case for each rule.

A rule that is satisfied is a test that passed, and so is one that has only something to tell (info), with what it
tells as its output. One violated by errors or warnings failed; the gravest is the failure's type. What keeps rules from
being judged is one error (the evaluator failed, the document cannot be read or does not keep to its format), and the
rules that were not run are skipped. A file that another one stands for in a review, or that is no plan, is skipped as a
whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from checker.i18n import say
from checker.labels import SEVERITIES
from checker.model import (
    LEFT_OUT,
    NOT_READ,
    SCHEMA,
    UNREADABLE,
    Engine,
    Finding,
    Language,
    Report,
    RuleStatus,
    Severity,
)
from checker.pack.model import DocumentKind, Pack
from checker.reporting import Layout, naming, roster
from checker.reporting.printable import flowing, printable
from checker.reporting.report_sections import STATUS_MEANINGS
from checker.review_model import Review

_ENGINE: Final = "engine"
_COUNTED: Final[Mapping[str, str]] = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - XML is not laid out
) -> bytes:
    """A suite for each report."""
    return written(_of_plan(report, naming.pack_of(report, packs)) for report in reports)


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - XML is not laid out
) -> bytes:
    """For each review a suite for the rules across the documents, and one for each report."""
    return written(suite for review in reviews for suite in _of_review(review, packs))


def _of_review(review: Review, packs: Mapping[str, Pack]) -> Iterator[ET.Element]:
    yield _across(review, packs[review.pack_id])
    for report in review.reports:
        aside = roster.set_aside(report, review)
        pack = naming.pack_of(report, packs)
        yield _of_plan(report, pack) if aside is None else _skipped(naming.input_name(report), aside, review.lang)
    for each, told in roster.files_without_report(review):
        yield _skipped(printable(each.file), told, review.lang)


def _skipped(file: str, why: str, lang: Language) -> ET.Element:
    """The suite of a file that has no say."""
    suite = ET.Element("testsuite", {"name": file})
    title = {"classname": file, "name": say(lang, "Stands for its sender")}
    outcome(ET.SubElement(suite, "testcase", title), "skipped", None, why)
    add_figures(suite)
    return suite


def written(suites: Iterable[ET.Element]) -> bytes:
    """A whole file of suites, each with its figures."""
    root = ET.Element("testsuites", {"name": "plancheck"})
    root.extend([*suites])
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    # By hand: `ElementTree` would write single quotes, and no line feed at the end.
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _of_plan(report: Report, pack: Pack | None) -> ET.Element:
    name = naming.input_name(report)
    properties = {
        "office": printable(report.office or ""),
        "version": "" if report.version is None else str(report.version),
        "status": report.status or "",
        "verdict": report.verdict.value,
        "sha256": report.sha256 or "",
        "rule-pack": printable(f"{report.pack_id or ''} {report.pack_version or ''}".strip()),
        "rule-pack-sha256": report.pack_digest or "",
        "engine": _engine_name(report.engine),
    }
    kind = naming.kind_of(report, pack)
    suite = _Suite(name, properties, report.findings, pack, kind, report.lang)
    failure = None if report.engine.failure is None else naming.failure_line(report.engine.failure, report.lang, kind)
    suite.add_engine(failure)
    suite.add_before_rules()
    suite.add_told()
    suite.add_rules(report.rules, failure)
    return suite.to_element()


def _across(review: Review, pack: Pack) -> ET.Element:
    properties = {
        "rule-pack": printable(f"{review.pack_id} {review.pack_version}"),
        "rule-pack-sha256": review.pack_digest,
        "engine": _engine_name(review.engine),
    }
    # Across the documents, `at` is a sender, which the message names.
    findings = [replace(finding, at=()) for finding in review.findings]
    suite = _Suite(say(review.lang, "across the documents"), properties, findings, pack, None, review.lang)
    failure = None if review.engine.failure is None else roster.failure_line(review.engine.failure, review.lang)
    suite.add_engine(failure)
    suite.add_told()
    suite.add_rules(review.rules, failure)
    return suite.to_element()


def _engine_name(engine: Engine) -> str:
    return printable(f"{engine.name} {engine.version}")


class _Suite:
    """One suite, as its test cases are added."""

    def __init__(
        self,
        name: str,
        properties: Mapping[str, str],
        findings: Iterable[Finding],
        pack: Pack | None,
        kind: DocumentKind | None,
        lang: Language,
    ) -> None:
        self._name = name
        self._pack = pack
        self._kind = kind
        self._lang = lang
        self._element = ET.Element("testsuite", {"name": name})
        listed = ET.SubElement(self._element, "properties")
        for key, value in properties.items():
            ET.SubElement(listed, "property", {"name": key, "value": value})
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.rule, []).append(finding)

    def to_element(self) -> ET.Element:
        """The suite with its figures."""
        add_figures(self._element)
        return self._element

    def add_engine(self, failure: str | None) -> None:
        """Whether the evaluator can be relied on; `failure` says why not."""
        case = self._case(_ENGINE, say(self._lang, "Evaluator failed"))
        if failure is not None:
            outcome(case, "error", _ENGINE, failure)

    def add_before_rules(self) -> None:
        """Whether the plan can be read, and is in the plan format."""
        unreadable = self._findings.get(UNREADABLE, [])
        for rule in (UNREADABLE, SCHEMA):
            case = self._case(rule, say(self._lang, naming.BEFORE_RULES[rule][0]))
            found = self._findings.get(rule, [])
            if found:
                outcome(case, "error", rule, self._headline(found), self._told(found))
            elif unreadable:
                outcome(case, "skipped", None, say(self._lang, "Input cannot be read"))

    def add_told(self) -> None:
        """What was not read or not judged, where there is such."""
        for rule in (NOT_READ, LEFT_OUT):
            if found := self._findings.get(rule, []):
                self._fail(self._case(rule, say(self._lang, naming.BEFORE_RULES[rule][0])), found)

    def add_rules(self, statuses: Mapping[str, RuleStatus], failure: str | None) -> None:
        """What became of each rule; `failure` is why those were not run that no fault of the plan stands before."""
        not_run = failure or say(self._lang, STATUS_MEANINGS[RuleStatus.NOT_RUN])
        for rule, status in statuses.items():
            case = self._case(printable(rule), naming.rule_name(rule, self._pack, self._lang))
            found = self._findings.get(rule, [])
            if status is RuleStatus.VIOLATED:
                self._fail(case, found)
            elif status is RuleStatus.NOT_RUN:
                outcome(case, "skipped", None, not_run)
            elif status is RuleStatus.NOT_APPLICABLE:
                outcome(case, "skipped", None, say(self._lang, STATUS_MEANINGS[RuleStatus.NOT_APPLICABLE]))

    def _fail(self, case: ET.Element, found: Sequence[Finding]) -> None:
        """Say what was found; what is only to be told is no failure."""
        gravest = min((finding.severity for finding in found), key=[*Severity].index, default=Severity.ERROR)
        if gravest is Severity.INFO:
            ET.SubElement(case, "system-out").text = self._told(found)
        else:
            outcome(case, "failure", gravest.value, self._headline(found), self._told(found))

    def _case(self, rule: str, title: str) -> ET.Element:
        # Test pages keep the history of a test by class and name together, so the class is the plan.
        name = rule if title == rule else say(self._lang, "{title} ({rule})", title=title, rule=rule)
        return ET.SubElement(self._element, "testcase", {"classname": self._name, "name": name})

    def _headline(self, findings: Sequence[Finding]) -> str:
        if not findings:
            return ""
        first = flowing(findings[0].message.in_language(self._lang))
        if len(findings) == 1:
            return first
        return say(self._lang, "{count} findings, the first: {message}", count=len(findings), message=first)

    def _told(self, findings: Iterable[Finding]) -> str:
        """Every finding as a paragraph."""
        return "\n\n".join("\n".join(self._lines(finding)) for finding in findings)

    def _lines(self, finding: Finding) -> list[str]:
        lang = self._lang
        severity = say(lang, SEVERITIES[finding.severity]).upper()
        rows = [(severity, finding.message.in_language(lang)), *naming.finding_rows(finding, self._pack, lang)]
        place = naming.place_name(finding, lang, self._kind) if finding.at or finding.place.line else None
        if place is not None:
            rows.append((say(lang, "Place"), place))
        return [flowing(naming.labelled(*row, lang)) for row in rows]


def outcome(case: ET.Element, kind: str, type_: str | None, message: str, text: str | None = None) -> None:
    """Say that a test case is a failure, an error or skipped: why in short, and in full."""
    element = ET.SubElement(case, kind, {"message": message} if type_ is None else {"type": type_, "message": message})
    element.text = text


def add_figures(suite: ET.Element) -> None:
    """Write at the head of a suite how many test cases it has, and of which outcome."""
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for count, kind in _COUNTED.items():
        suite.set(count, str(sum(case.find(kind) is not None for case in cases)))
