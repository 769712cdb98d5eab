"""Reports as JUnit XML, for the test pages of CI servers: a suite for each document, a test case for each rule.

A rule that is satisfied is a test that passed, and so is one that has only something to tell (info), with what it
tells as its output. One violated by errors or warnings failed; the gravest is the failure's type. What keeps rules from
being judged is one error (the evaluator failed, the document cannot be read or does not keep to its format), and the
rules that were not run are skipped. A file that another one stands for in a review, or that is no plan, is skipped as a
whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from checker.i18n import say
from checker.model import SCHEMA, UNREADABLE, Finding, Report, RuleStatus, Severity
from checker.reporting import Matter, naming
from checker.reporting.parts import JudgedPart, parts_of
from checker.reporting.printable import flowing, printable
from checker.reporting.sections import STATUSES
from checker.review_model import Review

_ENGINE: Final = "engine"
_FAULTS: Final = (UNREADABLE, SCHEMA)
_COUNTED: Final[Mapping[str, str]] = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(matter: Matter[Report | Review]) -> bytes:
    """A suite for each report; for each review one for the rules across the documents, and one for each file."""
    parts = (part for judged in matter.all for part in parts_of(judged, matter.packs))
    return written(_skipped(part) if part.aside is not None else _Suite(part).to_element() for part in parts)


render_reviews = render


def _skipped(part: JudgedPart) -> ET.Element:
    """The suite of a file that has no say."""
    suite = ET.Element("testsuite", {"name": part.name})
    title = {"classname": part.name, "name": say(part.lang, "Stands for its sender")}
    outcome(ET.SubElement(suite, "testcase", title), "skipped", None, part.aside or "")
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


def _properties(judged: Report | Review) -> dict[str, str]:
    own = {}
    if isinstance(judged, Report):
        own = {
            "office": printable(judged.office or ""),
            "version": "" if judged.version is None else str(judged.version),
            "status": judged.status or "",
            "verdict": judged.verdict.value,
            "sha256": judged.sha256 or "",
        }
    return {
        **own,
        "rule-pack": printable(f"{judged.pack_id or ''} {judged.pack_version or ''}".strip()),
        "rule-pack-sha256": judged.pack_digest or "",
        "engine": printable(f"{judged.engine.name} {judged.engine.version}"),
    }


class _Suite:
    """The suite of a file, or of what was found across the documents."""

    def __init__(self, part: JudgedPart) -> None:
        self._part = part
        self._lang = part.lang
        self._name = say(part.lang, "across the documents") if part.report is None else part.name
        self._element = ET.Element("testsuite", {"name": self._name})
        listed = ET.SubElement(self._element, "properties")
        for key, value in _properties(part.judged).items():
            ET.SubElement(listed, "property", {"name": key, "value": value})
        self._findings: dict[str, list[Finding]] = {}
        for finding in part.findings:
            self._findings.setdefault(finding.rule, []).append(finding)

    def to_element(self) -> ET.Element:
        """The suite with its test cases and their figures."""
        engine = self._case(_ENGINE, say(self._lang, "Evaluator failed"))
        if self._part.failure is not None:
            outcome(engine, "error", _ENGINE, self._part.failure)
        self._add_before_rules()
        self._add_rules()
        add_figures(self._element)
        return self._element

    def _add_before_rules(self) -> None:
        """Whether the plan can be read, and is in the plan format; what was not read or judged, where there is such."""
        for rule, (title, *_) in naming.BEFORE_RULES.items():
            found = self._findings.get(rule, [])
            if found or (self._part.report is not None and rule in _FAULTS):
                case = self._case(rule, say(self._lang, title))
                if rule not in _FAULTS:
                    self._fail(case, found)
                elif found:
                    outcome(case, "error", rule, self._headline(found), self._told(found))
                elif UNREADABLE in self._findings:
                    outcome(case, "skipped", None, say(self._lang, "Input cannot be read"))

    def _add_rules(self) -> None:
        """What became of each rule."""
        not_run = self._part.failure or say(self._lang, STATUSES[RuleStatus.NOT_RUN][1])
        for rule, status in self._part.judged.rules.items():
            case = self._case(printable(rule), naming.rule_name(rule, self._part.pack, self._lang))
            if status is RuleStatus.VIOLATED:
                self._fail(case, self._findings.get(rule, []))
            elif status is RuleStatus.NOT_RUN:
                outcome(case, "skipped", None, not_run)
            elif status is RuleStatus.NOT_APPLICABLE:
                outcome(case, "skipped", None, say(self._lang, STATUSES[status][1]))

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
        severity = naming.severity_name(finding.severity, lang)
        rows = [(severity, finding.message.in_language(lang)), *naming.finding_rows(finding, self._part.pack, lang)]
        # Across the documents, `at` is a sender, which the message names.
        is_placed = (finding.at and self._part.report is not None) or finding.place.line
        place = naming.place_name(finding, lang, self._part.kind) if is_placed else None
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
