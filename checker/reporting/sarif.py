"""Findings as SARIF 2.1.0, for code scanning and the viewers of editors: a run for each rule pack.

Only what was found is a result. SARIF could hold a result of kind `pass` for each rule that was satisfied, but GitHub
takes every result for an alert; so what became of each rule is with the artifact, as a property. A file of a review
that is the same plan as another, or no plan, is told of by a notification, which is no alert.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from checker.i18n import say
from checker.model import Clause, Finding, Language, Report, Severity, pointer_text
from checker.pack.model import Pack
from checker.pack.wording import without_values
from checker.reporting import Matter, naming
from checker.reporting.json import written
from checker.reporting.markdown import literal
from checker.reporting.parts import JudgedPart, parts_of
from checker.reporting.printable import flowing, printable
from checker.resources import HOME, program_version
from checker.review_model import Review

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_FINGERPRINT: Final = "plancheckFinding/v1"
_STANDARD_INPUT: Final = "-"

_DRIVE: Final = re.compile(r"[A-Za-z]:/")
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

Json = dict[str, Any]


def render(matter: Matter[Report]) -> bytes:
    """A run for each of the packs that judged, in the order of the reports."""
    by_pack: dict[str | None, list[Report]] = {}
    for report in matter.all:
        by_pack.setdefault(report.pack_id, []).append(report)
    return _log(_Run(own, matter.packs) for own in by_pack.values())


def render_reviews(matter: Matter[Review]) -> bytes:
    """A run for each review: what was found in the documents, then what was found across them."""
    return _log(_Run([review], matter.packs) for review in matter.all)


def _log(runs: Iterable[_Run]) -> bytes:
    return written({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run.to_dict() for run in runs]})


class _Run:
    """What one pack judged: reports, or one review."""

    def __init__(self, judged: Sequence[Report | Review], packs: Mapping[str, Pack]) -> None:
        self._parts = [part for each in judged for part in parts_of(each, packs)]
        self._pack = self._parts[0].pack
        self._judged_by = judged[0]
        self._lang = judged[0].lang
        self._reports = [part.report for part in self._parts if part.report is not None]
        self._review = judged[0] if isinstance(judged[0], Review) else None
        everything: list[Report | Review] = [*self._reports, *([] if self._review is None else [self._review])]
        rules = (rule for each in everything for rule in (*each.rules, *(finding.rule for finding in each.findings)))
        self._rules = [rule for rule in dict.fromkeys(rules) if rule not in naming.BEFORE_RULES]
        self._places = {rule: place for place, rule in enumerate((*naming.BEFORE_RULES, *self._rules))}

    def to_dict(self) -> Json:
        in_order = sorted(self._parts, key=lambda part: part.report is None)
        judged_by = self._judged_by
        driver = _given(
            name="plancheck",
            version=program_version(),
            informationUri=HOME,
            language=self._lang,
            rules=descriptors(self._rules, self._pack, self._lang),
            properties={
                "rulePack": judged_by.pack_id,
                "rulePackVersion": judged_by.pack_version,
                "rulePackDigest": judged_by.pack_digest,
            },
        )
        return _given(
            tool={"driver": driver},
            automationDetails={"id": f"plancheck/{judged_by.pack_id or ''}/".replace("//", "/")},
            invocations=[self._invocation()],
            artifacts=[_artifact(report) for report in self._reports],
            results=[result for part in in_order for result in self._results(part)],
            columnKind="unicodeCodePoints",
            language=self._lang,
            properties=None if self._review is None else {"rules": _statuses(self._review)},
        )

    def _invocation(self) -> Json:
        """Whether plancheck did its part; what a plan is like is no part of that."""
        failed = [
            {"level": "error", "message": plain(part.failure), **_located([self._file(part.report)])}
            for part in self._parts
            if part.failure is not None
        ]
        beside = [
            {
                "level": "note",
                "message": plain(part.aside),
                **_located([{"artifactLocation": _location(part.path, self._lang)}]),
            }
            for part in self._parts
            if part.report is None and part.aside is not None
        ]
        return _given(executionSuccessful=not failed, toolExecutionNotifications=[*failed, *beside] or None)

    def _file(self, report: Report | None) -> Json:
        """The physical location of a document in its file; nothing for one that came from no file."""
        if report is None or report.name is None:
            return {}
        place = next(place for place, each in enumerate(self._reports) if each is report)
        return {"artifactLocation": {"uri": _location(report.name, report.lang)["uri"], "index": place}}

    def _results(self, part: JudgedPart) -> Iterator[Json]:
        """What was found; suppressed where a file has no say, for the reason why."""
        if part.report is not None:
            known = fingerprints(part.findings, part.report.office or "")
            for finding, fingerprint in zip(part.findings, known, strict=True):
                yield self._result(finding, fingerprint, [self._file(part.report)], _logical(finding), part.aside)
            return
        for finding in part.findings:
            # Across the plans it is at the files of the office, else at the folder, for GitHub wants a place.
            office = "".join(map(str, finding.at))
            own = [self._file(report) for report in self._reports if report.office == office]
            folder = "./" if part.path == "." else _uri(part.path)
            logical = [{"fullyQualifiedName": printable(office), "kind": "namespace"}] if office else []
            places = (office and own) or [{"artifactLocation": {"uri": folder}}]
            (fingerprint,) = fingerprints([finding], office)
            yield self._result(finding, fingerprint, places, logical)

    def _result(
        self,
        finding: Finding,
        fingerprint: str,
        places: Sequence[Json],
        logical: Sequence[Json],
        aside: str | None = None,
    ) -> Json:
        suppressions = [] if aside is None else [{"kind": "external", "justification": aside}]
        subject = finding.subject
        return _given(
            ruleId=finding.rule,
            ruleIndex=self._places[finding.rule],
            kind="fail",
            level=LEVELS[finding.severity],
            message=plain(_message(finding, self._lang)),
            **_located([{**place, **_region(finding)} for place in places if place], logical),
            partialFingerprints={_FINGERPRINT: fingerprint},
            # Of the results of a run all or none say whether they are suppressed (SARIF 3.27.23).
            suppressions=None if self._review is None else suppressions,
            properties=_given(
                clause=naming.clause_name(finding.clause, self._pack, self._lang),
                subject=printable(subject) if isinstance(subject, str) else subject,
                exception=None if finding.exception is None else flowing(finding.exception),
            ),
        )


def _given(**members: Any) -> Json:
    """An object of those of the members that there are."""
    return {name: value for name, value in members.items() if value is not None}


def _statuses(judged: Report | Review) -> dict[str, str]:
    return {rule: status.value for rule, status in judged.rules.items()}


def _message(finding: Finding, lang: Language) -> str:
    lines = [flowing(finding.message.in_language(lang))]
    if finding.fix is not None:
        lines.append(naming.labelled(say(lang, "To do"), flowing(finding.fix.in_language(lang)), lang))
    return "\n".join(lines)


def _artifact(report: Report) -> Json:
    return _given(
        roles=["analysisTarget"],
        location=None if report.name is None else _location(report.name, report.lang),
        hashes=None if report.sha256 is None else {"sha-256": report.sha256},
        properties={
            "office": None if report.office is None else printable(report.office),
            "verdict": report.verdict.value,
            "rules": _statuses(report),
        },
    )


def _location(name: str, lang: Language) -> Json:
    if name == _STANDARD_INPUT:
        return {"uri": name, "description": plain(say(lang, "standard input"))}
    return {"uri": _uri(name)}


def _located(places: Iterable[Json], logical: Sequence[Json] = ()) -> Json:
    """`locations`, each with the logical ones; nothing where there is neither."""
    named: Json = {"logicalLocations": list(logical)} if logical else {}
    locations: list[Json] = [{"physicalLocation": place, **named} for place in places if place]
    if not locations and named:
        locations = [named]
    return {"locations": locations} if locations else {}


def _logical(finding: Finding) -> list[Json]:
    """Where in the plan it is: the JSON pointer, and the cell of a workbook."""
    logical: list[Json] = []
    if finding.at:
        step, pointer = finding.at[-1], printable(pointer_text(finding.at))
        kind = "property" if isinstance(step, str) else "value"
        logical.append({"name": printable(str(step)), "fullyQualifiedName": pointer, "kind": kind})
    if finding.place.cell is not None:
        logical.append({"fullyQualifiedName": printable(finding.place.cell), "kind": "cell"})
    return logical


def _region(finding: Finding) -> Json:
    place = finding.place
    region = _given(startLine=place.line, startColumn=place.column, endLine=place.end_line, endColumn=place.end_column)
    return {"region": region} if region else {}


def fingerprints(findings: Iterable[Finding], whose: str) -> list[str]:
    """By what each finding of a document or sender is known again, wherever it moves, each of them different."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        at = pointer_text(tuple("*" if isinstance(step, int) else step for step in finding.at))
        identity = (finding.rule, whose, str(finding.subject), at)
        seen[identity] += 1
        parts = (*identity, str(seen[identity]))
        made.append(sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest())
    return made


def _uri(name: str) -> str:
    """A file's name as a URI, relative where it is: what is no plain letter as `%20`."""
    path = name.replace(os.sep, "/").removeprefix("./")
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    quoted = "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in raw)
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quoted[4:]}"
    return f"file://{quoted}" if path.startswith("/") else quoted


LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_PROBLEMS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
"""What GitHub calls the severities, in the property `problem.severity`."""


def plain(text: str) -> dict[str, str]:
    """A message. In SARIF `{0}` is the place of an argument and `[x](y)` is a link, so neither is left in it."""
    return {"text": _braced(text.replace("](", "]\u200b("))}


def descriptors(rules: Iterable[str], pack: Pack | None, lang: Language) -> list[dict[str, Any]]:
    """A descriptor of what stands before the rules, and of each of `rules`; of a rule of no known pack, its id."""
    return [
        *(_before(rule, lang) for rule in naming.BEFORE_RULES),
        *(
            {"id": rule} if pack is None or rule not in pack.rules_by_id else _described(rule, pack, lang)
            for rule in rules
        ),
    ]


def _before(rule: str, lang: Language) -> Json:
    # GitHub takes no rule without a description and help; what `explain` says of these is just that.
    title, duty, rationale = (say(lang, words) for words in naming.BEFORE_RULES[rule])
    page = naming.rule_page(rule, None, lang)
    return _descriptor(rule, title, [duty, rationale], page, naming.severity_before(rule))


def _described(id_: str, pack: Pack, lang: Language) -> Json:
    rule = pack.rules_by_id[id_]
    rows = [
        (say(lang, "Clause"), naming.clause_name(Clause(pack.id, rule.clause), pack, lang)),
        (say(lang, "To do"), flowing(without_values(rule.remedy, rule, pack, lang))),
    ]
    texts = [flowing(text.in_language(lang)) for text in (rule.duty, rule.rationale)]
    told = [*texts, *(naming.labelled(*row, lang) for row in rows)]
    title, page = flowing(rule.title.in_language(lang)), naming.rule_page(id_, pack, lang)
    of = {"clause": rule.clause, "tags": [f"{pack.id}/{rule.clause}"]}
    return _descriptor(id_, title, told, page, rule.severity, of)


def _descriptor(
    id_: str, title: str, paragraphs: Sequence[str], page: str | None, severity: Severity, of: Json | None = None
) -> Json:
    """A rule, of which the first paragraph says what it asks for, and all of them help; `of` says more for programs."""
    return _given(
        id=id_,
        shortDescription=plain(title),
        fullDescription=plain(paragraphs[0]),
        help={**plain("\n\n".join(paragraphs)), "markdown": _braced("\n\n".join(map(literal, paragraphs)))},
        helpUri=page,
        defaultConfiguration={"level": LEVELS[severity]},
        properties={"problem.severity": _PROBLEMS[severity], **(of or {})},
    )


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
