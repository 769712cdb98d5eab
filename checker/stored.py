"""A report that was kept as JSON, back again: checked against its schema, and against itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from checker.errors import UnreadableError
from checker.model import (
    LANGUAGES,
    REPORT_FORMAT,
    Clause,
    Engine,
    Finding,
    Place,
    Report,
    RuleStatus,
    Severity,
    Text,
    Verdict,
    pointer_text,
)
from checker.schema import explain
from checker.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.model import Language, Pointer

_FORMAT: Final = re.compile(r"plan-[a-z]+/\d+")
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_ENDS_CHINESE: Final = ("。", "？")


def is_stored(data: object) -> bool:
    """Whether `data` says that it is something plancheck wrote, and no plan."""
    if isinstance(data, list):
        return any(map(is_stored, data))
    kind = data.get("format") if isinstance(data, dict) else None
    return isinstance(kind, str) and _FORMAT.fullmatch(kind) is not None


def read_report(data: object, lang: Language) -> Report:
    """The report that `data` is; `lang` is its language where it has no text to tell it by.

    Raises `UnreadableError` for what is no single report of format 1, breaks the schema, or contradicts itself.
    """
    if isinstance(data, list):
        raise UnreadableError("stored.several")
    kind = data.get("format") if isinstance(data, dict) else None
    if not isinstance(data, dict) or kind != REPORT_FORMAT:
        raise UnreadableError("stored.another-format", format=kind, expected=REPORT_FORMAT)
    faults = explain("report", data)
    if faults:
        at = pointer_text(faults[0].at) or "/"
        fault = Text(*(faults[0].message(language) for language in LANGUAGES))
        raise UnreadableError("stored.broken", at=at, fault=fault, count=len(faults))
    report = _report(data, lang)
    if not _agrees(report, data):
        raise UnreadableError("stored.contradictory")
    return report


def _agrees(report: Report, data: Mapping[str, Any]) -> bool:
    """Whether the counts are those of the findings, and the verdict is the one they lead to."""
    failed = report.engine.failure is not None
    # Whether anybody returns a document, its rule pack knows, which need not be at hand.
    verdicts = [verdict_of(report.findings, failed=failed, returns=returns) for returns in (True, False)]
    return report.verdict in verdicts and report.to_dict() == data


def _report(data: Mapping[str, Any], lang: Language) -> Report:
    engine = data["engine"]
    failure = engine["failure"]
    return Report(
        pack_id=data["pack"]["id"],
        pack_version=data["pack"]["version"],
        pack_digest=data["pack"]["digest"],
        document=data["document"],
        name=data["input"]["name"],
        sha256=data["input"]["sha256"],
        office=data["office"],
        plan_year=data["plan_year"],
        status=data["status"],
        version=data["version"],
        verdict=Verdict(data["verdict"]),
        selection={name: tuple(numbers) for name, numbers in data["selection"].items()},
        findings=tuple(map(finding_of, data["findings"])),
        rules={row["rule"]: RuleStatus(row["status"]) for row in data["rules"]},
        engine=Engine(engine["name"], engine["version"], None if failure is None else Text(failure, failure)),
        lang=language_of(data, lang),
    )


def finding_of(data: Mapping[str, Any]) -> Finding:
    """The finding that JSON values of the report's schema are."""
    return Finding(
        rule=data["rule"],
        severity=Severity(data["severity"]),
        at=_pointer(data["at"]),
        place=Place(data["line"], data["column"], data["cell"]),
        subject=data["subject"],
        message=Text(data["message"], data["message"]),
        clause=Clause(data["clause"]["document"], data["clause"]["clause"]),
        because=data["because"],
        fix=None if data["fix"] is None else Text(data["fix"], data["fix"]),
        exception=data["exception"],
    )


def _pointer(text: str) -> Pointer:
    steps = (step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])
    return tuple(int(step) if _INDEX.fullmatch(step) else step for step in steps)


def language_of(data: Mapping[str, Any], otherwise: Language) -> Language:
    """The language of the messages, by how our sentences end: a plan's own words stand inside of them."""
    messages = [finding["message"] for finding in data["findings"]]
    if not messages:
        return otherwise
    chinese = sum(message.rstrip().endswith(_ENDS_CHINESE) for message in messages)
    return "zh" if chinese * 2 > len(messages) else "en"
