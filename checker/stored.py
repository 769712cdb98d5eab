"""A report that was kept as JSON, back again: checked against its schema, and against itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from checker.errors import UnreadableError
from checker.model import (
    LANGUAGES,
    REPORT_FORMAT,
    Engine,
    Finding,
    Output,
    Place,
    Report,
    ReportJson,
    Text,
    pointer_text,
)
from checker.schema import explain
from checker.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.model import FindingJson, Language, Pointer

_Written = TypeVar("_Written", bound=Output)
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
        raise UnreadableError("This is a list of reports; give a file with a single one.")
    kind = data.get("format") if isinstance(data, dict) else None
    if not isinstance(data, dict) or kind != REPORT_FORMAT:
        raise UnreadableError(
            "This is “{format}”, and no report that can be used here (“{expected}”).",
            format=kind,
            expected=REPORT_FORMAT,
        )
    faults = explain("report", data)
    if faults:
        at = pointer_text(faults[0].at) or "/"
        fault = Text(*(faults[0].message(language) for language in LANGUAGES))
        raise UnreadableError(
            "This report is damaged: it breaks the schema of reports in {count} places, first at {at}. {fault}",
            at=at,
            fault=fault,
            count=len(faults),
        )
    report = _report(written_as(ReportJson, data), lang)
    if not _agrees(report, data):
        raise UnreadableError(
            "This report contradicts itself: its counts or its verdict are not those of its "
            "findings. It was altered after it was written."
        )
    return report


def written_as(kind: type[_Written], data: object) -> _Written:
    """The record that JSON values are, which keep to its schema: there 7.0 is the integer 7."""
    return msgspec.convert(data, kind, strict=False)


def _agrees(report: Report, data: Mapping[str, Any]) -> bool:
    """Whether the counts are those of the findings, and the verdict is the one they lead to."""
    failed = report.engine.failure is not None
    # Whether anybody returns a document, its rule pack knows, which need not be at hand.
    verdicts = [verdict_of(report.findings, failed=failed, returns=returns) for returns in (True, False)]
    return report.verdict in verdicts and report.to_dict() == data


def _report(written: ReportJson, lang: Language) -> Report:
    failure = written.engine.failure
    return Report(
        pack_id=written.pack.id,
        pack_version=written.pack.version,
        pack_digest=written.pack.digest,
        document=written.document,
        name=written.input.name,
        sha256=written.input.sha256,
        office=written.office,
        plan_year=written.plan_year,
        status=written.status,
        version=written.version,
        verdict=written.verdict,
        selection={name: tuple(numbers) for name, numbers in written.selection.items()},
        findings=tuple(map(finding_of, written.findings)),
        rules={row.rule: row.status for row in written.rules},
        engine=Engine(written.engine.name, written.engine.version, None if failure is None else Text(failure, failure)),
        lang=language_of([finding.message for finding in written.findings], lang),
    )


def finding_of(written: FindingJson) -> Finding:
    """The finding that was written."""
    return Finding(
        rule=written.rule,
        severity=written.severity,
        at=_pointer(written.at),
        place=Place(written.line, written.column, written.cell),
        subject=written.subject,
        message=Text(written.message, written.message),
        clause=written.clause,
        because=written.because,
        fix=None if written.fix is None else Text(written.fix, written.fix),
        exception=written.exception,
    )


def _pointer(text: str) -> Pointer:
    steps = (step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])
    return tuple(int(step) if _INDEX.fullmatch(step) else step for step in steps)


def language_of(messages: Sequence[str], otherwise: Language) -> Language:
    """The language of the messages, by how our sentences end: a plan's own words stand inside of them."""
    if not messages:
        return otherwise
    chinese = sum(message.rstrip().endswith(_ENDS_CHINESE) for message in messages)
    return "zh" if chinese * 2 > len(messages) else "en"
