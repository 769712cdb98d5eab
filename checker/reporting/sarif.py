"""Findings as SARIF 2.1.0, for code scanning and the viewers of editors: a run for each rule pack.

Only what was found is a result. SARIF could hold a result of kind `pass` for each rule that was satisfied, but GitHub
takes every result for an alert; so what became of each rule is with the artifact, as a property. A file of a review
that is the same plan as another, or no plan, is told of by a notification, which is no alert.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from checker.i18n import say
from checker.inputs import common_folder
from checker.model import Clause, Finding, Language, Report, Severity, pointer_text
from checker.pack.model import Pack
from checker.pack.wording import without_values
from checker.reporting import Matter, naming, roster
from checker.reporting.json import written
from checker.reporting.markdown_parts import literal
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
    return _log([_Run(own, matter.packs.get(id_ or "")).to_dict() for id_, own in by_pack.items()])


def render_reviews(matter: Matter[Review]) -> bytes:
    """A run for each review: what was found in the documents, then what was found across them."""
    return _log([_Run(review.reports, matter.packs[review.pack_id], review).to_dict() for review in matter.all])


def _log(runs: Sequence[Json]) -> bytes:
    return written({"$schema": _SCHEMA, "version": "2.1.0", "runs": runs})


class _Run:
    """What one pack judged."""

    def __init__(self, reports: Sequence[Report], pack: Pack | None, review: Review | None = None) -> None:
        self._reports = reports
        self._pack = pack
        self._review = review
        of_plans = dict.fromkeys(rule for report in reports for rule in (*report.rules, *_rules_found(report.findings)))
        across = () if review is None else (*review.rules, *_rules_found(review.findings))
        self._rules = [rule for rule in dict.fromkeys((*of_plans, *across)) if rule not in naming.BEFORE_RULES]
        self._places = {rule: place for place, rule in enumerate((*naming.BEFORE_RULES, *self._rules))}

    @property
    def _lang(self) -> Language:
        if self._review is not None:
            return self._review.lang
        return self._reports[0].lang

    def to_dict(self) -> Json:
        results = []
        for place, report in enumerate(self._reports):
            aside = None if self._review is None else roster.set_aside(report, self._review)
            results += self._results(report.findings, _office(report), [_of_plan(report, place)], aside=aside)
        if self._review is not None:
            results += self._across(self._review)
        judged_by = self._judged_by()
        version = program_version()
        run: Json = {
            "tool": {
                "driver": {
                    "name": "plancheck",
                    **({} if version is None else {"version": version}),
                    "informationUri": HOME,
                    "language": self._lang,
                    "rules": descriptors(self._rules, self._pack, self._lang),
                    "properties": {
                        "rulePack": judged_by.pack_id,
                        "rulePackVersion": judged_by.pack_version,
                        "rulePackDigest": judged_by.pack_digest,
                    },
                }
            },
            "automationDetails": {"id": f"plancheck/{judged_by.pack_id or ''}/".replace("//", "/")},
            "invocations": [self._invocation()],
            "artifacts": [_artifact(report) for report in self._reports],
            "results": results,
            "columnKind": "unicodeCodePoints",
            "language": self._lang,
        }
        if self._review is not None:
            run["properties"] = {"rules": _statuses(self._review)}
        return run

    def _judged_by(self) -> Report | Review:
        """What names the rule pack of this run."""
        return self._reports[0] if self._review is None else self._review

    def _invocation(self) -> Json:
        """Whether plancheck did its part; what a plan is like is no part of that."""
        notes = [
            {
                **_failed(naming.failure_line(report.engine.failure, report.lang, naming.kind_of(report, self._pack))),
                **_located([_of_plan(report, place)]),
            }
            for place, report in enumerate(self._reports)
            if report.engine.failure is not None
        ]
        if self._review is not None and self._review.engine.failure is not None:
            notes.append(_failed(roster.failure_line(self._review.engine.failure, self._lang)))
        is_sound = not notes
        if self._review is not None:
            notes += [
                {
                    "level": "note",
                    "message": plain(told),
                    **_located([{"artifactLocation": _location(each.file, self._lang)}]),
                }
                for each, told in roster.files_without_report(self._review)
            ]
        return {"executionSuccessful": is_sound, **({"toolExecutionNotifications": notes} if notes else {})}

    def _across(self, review: Review) -> list[Json]:
        """What was found across the plans: at the files of the office, else at the folder, for GitHub wants a place."""
        folder = common_folder(report.name or "" for report in review.reports)
        results = []
        for finding in review.findings:
            office = "".join(map(str, finding.at))
            own = [_of_plan(report, place) for place, report in enumerate(self._reports) if report.office == office]
            places = (office and own) or [{"artifactLocation": {"uri": _uri(folder) or "./"}}]
            results += self._results([finding], office, places, at_office=True)
        return results

    def _results(
        self,
        findings: Iterable[Finding],
        office: str,
        places: Sequence[Json],
        *,
        at_office: bool = False,
        aside: str | None = None,
    ) -> list[Json]:
        """What was found; suppressed where a file has no say, for the reason `aside`."""
        findings = list(findings)
        results = []
        for finding, fingerprint in zip(findings, fingerprints(findings, office), strict=True):
            logical = [] if at_office else _logical(finding)
            if at_office and office:
                logical = [{"fullyQualifiedName": printable(office), "kind": "namespace"}]
            results.append(
                {
                    "ruleId": finding.rule,
                    "ruleIndex": self._places[finding.rule],
                    "kind": "fail",
                    "level": LEVELS[finding.severity],
                    "message": plain(_message(finding, self._lang)),
                    **_located([{**place, **_region(finding)} for place in places if place], logical),
                    "partialFingerprints": {_FINGERPRINT: fingerprint},
                    # Of the results of a run all or none say whether they are suppressed (SARIF 3.27.23).
                    **({} if self._review is None else {"suppressions": _suppressed(aside)}),
                    "properties": self._properties(finding),
                }
            )
        return results

    def _properties(self, finding: Finding) -> Json:
        properties: Json = {"clause": naming.clause_name(finding.clause, self._pack, self._lang)}
        if finding.subject is not None:
            subject = finding.subject
            properties["subject"] = printable(subject) if isinstance(subject, str) else subject
        if finding.exception is not None:
            properties["exception"] = flowing(finding.exception)
        return properties


def _suppressed(why: str | None) -> list[Json]:
    return [] if why is None else [{"kind": "external", "justification": why}]


def _rules_found(findings: Iterable[Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def _statuses(judged: Report | Review) -> dict[str, str]:
    return {rule: status.value for rule, status in judged.rules.items()}


def _office(report: Report) -> str:
    return report.office or ""


def _message(finding: Finding, lang: Language) -> str:
    lines = [flowing(finding.message.in_language(lang))]
    if finding.fix is not None:
        fix = flowing(finding.fix.in_language(lang))
        lines.append(say(lang, "{label}: {text}", label=say(lang, "To do"), text=fix))
    return "\n".join(lines)


def _failed(failure: str) -> Json:
    return {"level": "error", "message": plain(failure)}


def _artifact(report: Report) -> Json:
    artifact: Json = {"roles": ["analysisTarget"]}
    if report.name is not None:
        artifact["location"] = _location(report.name, report.lang)
    if report.sha256 is not None:
        artifact["hashes"] = {"sha-256": report.sha256}
    return {
        **artifact,
        "properties": {
            "office": None if report.office is None else printable(report.office),
            "verdict": report.verdict.value,
            "rules": _statuses(report),
        },
    }


def _location(name: str, lang: Language) -> Json:
    if name == _STANDARD_INPUT:
        return {"uri": name, "description": plain(say(lang, "standard input"))}
    return {"uri": _uri(name)}


def _of_plan(report: Report, place: int) -> Json:
    """The physical location of the plan in the file; nothing for one that came from no file."""
    if report.name is None:
        return {}
    return {"artifactLocation": {"uri": _location(report.name, report.lang)["uri"], "index": place}}


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
    named = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    region = {name: number for name, number in named.items() if number is not None}
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


def _before(rule: str, lang: Language) -> dict[str, Any]:
    # GitHub takes no rule without a description and help; what `explain` says of these is just that.
    title, duty, rationale = (say(lang, words) for words in naming.BEFORE_RULES[rule])
    return {
        "id": rule,
        "shortDescription": plain(title),
        "fullDescription": plain(duty),
        "help": _help([duty, rationale]),
        "helpUri": naming.rule_page(rule, None, lang),
        "defaultConfiguration": {"level": LEVELS[naming.severity_before(rule)]},
        "properties": {"problem.severity": _PROBLEMS[naming.severity_before(rule)]},
    }


def _described(id_: str, pack: Pack, lang: Language) -> dict[str, Any]:
    rule = pack.rules_by_id[id_]
    rows = [
        (say(lang, "Clause"), naming.clause_name(Clause(pack.id, rule.clause), pack, lang)),
        (say(lang, "To do"), flowing(without_values(rule.remedy, rule, pack, lang))),
    ]
    texts = [flowing(text.in_language(lang)) for text in (rule.duty, rule.rationale)]
    labelled = [say(lang, "{label}: {text}", label=label, text=text) for label, text in rows]
    page = naming.rule_page(id_, pack, lang)
    return {
        "id": id_,
        "shortDescription": plain(flowing(rule.title.in_language(lang))),
        "fullDescription": plain(texts[0]),
        "help": _help([*texts, *labelled]),
        **({} if page is None else {"helpUri": page}),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "problem.severity": _PROBLEMS[rule.severity],
            "clause": rule.clause,
            "tags": [f"{pack.id}/{rule.clause}"],
        },
    }


def _help(paragraphs: Sequence[str]) -> dict[str, str]:
    return {**plain("\n\n".join(paragraphs)), "markdown": _braced("\n\n".join(map(literal, paragraphs)))}


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
