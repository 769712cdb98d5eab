"""Reports and reviews that were kept as JSON, back again: checked against their schema, and against themselves.

A file has one of them in it, several, or a report a line; each is told by what it says it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any, Final, TypeVar

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from checker.errors import UnreadableError
from checker.findings import verdict_of
from checker.i18n import N_, text
from checker.inputs import Input
from checker.model import (
    REPORT_FORMAT,
    REVIEW_FORMAT,
    Engine,
    EngineJson,
    Finding,
    FindingJson,
    Language,
    Output,
    Place,
    Pointer,
    Report,
    ReportJson,
    Text,
)
from checker.readers import read_bytes
from checker.readers.files import read_lines
from checker.readers.limits import REFUSED, SLIPS
from checker.review_model import (
    Review,
    ReviewedDecision,
    ReviewedFile,
    ReviewJson,
)
from checker.schema import keep_to

_Written = TypeVar("_Written", bound=Output)
_Record = TypeVar("_Record", bound=msgspec.Struct)
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_ENDS_CHINESE: Final = ("。", "？")
_CONTRADICTS: Final = N_(
    "This report contradicts itself: its counts or its verdict are not those of its "
    "findings. It was altered after it was written."
)


class Subject(StrEnum):
    """What one result is about: the report on a plan, or what a review says of its plans together."""

    REPORT = "report"
    REVIEW = "review"


_FORMATS: Final = {REPORT_FORMAT: Subject.REPORT, REVIEW_FORMAT: Subject.REVIEW}
_LINES: Final = frozenset({".ndjson", ".jsonl"})
"""The suffixes of files with a report on each line."""
_BEYOND: Final = (REFUSED["too-large"], SLIPS["too-many-values"])
_JSON: Final = ".json"
_STANDING: Final = "standing"


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
    keep_to_schema("report", data)
    report = _report(written_as(ReportJson, data), lang)
    if not _agrees(report, data):
        raise UnreadableError(_CONTRADICTS)
    return report


def read_reviews(data: object, lang: Language) -> tuple[Review, ...] | None:
    """The reviews that `data` is, one or a list of them; None where it is something else. Else as `read_report`."""
    listed: list[Any] = data if isinstance(data, list) else [data]
    if not listed or not all(isinstance(each, dict) and each.get("format") == REVIEW_FORMAT for each in listed):
        return None
    return tuple(_read_review(each, lang) for each in listed)


def _read_review(data: dict[str, Any], lang: Language) -> Review:
    keep_to_schema("review", data)
    review = _review(written_as(ReviewJson, data), lang)
    if review.to_dict() != data or not all(map(_agrees, review.reports, data["reports"])):
        raise UnreadableError(_CONTRADICTS)
    return review


def keep_to_schema(kind: str, data: object) -> None:
    """Raise `UnreadableError` for what breaks the schema of that name."""
    message = N_("This report is damaged: it breaks the schema of reports in {count} places, first at {at}. {fault}")
    keep_to(kind, data, message)


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
    return _read_back(
        Report,
        written,
        pack_id=written.pack.id,
        pack_version=written.pack.version,
        pack_digest=written.pack.digest,
        name=written.input.name,
        sha256=written.input.sha256,
        selection={name: tuple(numbers) for name, numbers in written.selection.items()},
        findings=tuple(map(finding_of, written.findings)),
        rules={row.rule: row.status for row in written.rules},
        engine=_engine(written.engine),
        lang=language_of([finding.message for finding in written.findings], lang),
        readback=None,
    )


def _review(written: ReviewJson, lang: Language) -> Review:
    """The review that was written; its language is that of all its sentences."""
    findings = [*written.findings, *(finding for report in written.reports for finding in report.findings)]
    lang = language_of([finding.message for finding in findings], lang)
    return _read_back(
        Review,
        written,
        pack_id=written.pack.id,
        pack_version=written.pack.version,
        pack_digest=written.pack.digest,
        # What is found across documents stands at whom it is about, and at no place of a document.
        findings=tuple(replace(finding_of(each), at=(each.at,) if each.at else ()) for each in written.findings),
        rules={row.rule: row.status for row in written.rules},
        items={name: {_step(number): count for number, count in rows.items()} for name, rows in written.items.items()},
        reports=tuple(replace(_report(report, lang), lang=lang) for report in written.reports),
        engine=_engine(written.engine),
        lang=lang,
        files=tuple(_read_back(ReviewedFile, each, reason=_either(each.reason)) for each in written.files),
        decisions=tuple(_read_back(ReviewedDecision, each, why=_either(each.why)) for each in written.decisions),
    )


def _read_back(kind: type[_Record], written: Output, **others: Any) -> _Record:
    """The record that was written: members of the same names as they are, but for those that `others` are."""
    taken = {name: getattr(written, name) for name in kind.__struct_fields__ if name not in others}
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in taken.items()}
    return kind(**{name: value for name, value in values.items() if value is not UNSET}, **others)


def _engine(written: EngineJson) -> Engine:
    return _read_back(Engine, written, failure=_either(written.failure))


def _either(written: str | None) -> Text | None:
    """What was written in one language, for either."""
    return None if written is None else Text(written, written)


def finding_of(written: FindingJson) -> Finding:
    """The finding that was written."""
    return _read_back(
        Finding,
        written,
        at=_pointer(written.at),
        place=Place(written.line, written.column, written.cell),
        message=Text(written.message, written.message),
        fix=_either(written.fix),
    )


def _pointer(text: str) -> Pointer:
    steps = (step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])
    return tuple(map(_step, steps))


def _step(written: str) -> int | str:
    return int(written) if _INDEX.fullmatch(written) else written


def language_of(messages: Sequence[str], otherwise: Language) -> Language:
    """The language of the messages, by how our sentences end: a plan's own words stand inside of them."""
    if not messages:
        return otherwise
    chinese = sum(message.rstrip().endswith(_ENDS_CHINESE) for message in messages)
    return "zh" if chinese * 2 > len(messages) else "en"


# What a file of them has in it, which nobody has to know the kind of before


@dataclass(frozen=True, slots=True)
class Kept:
    """One object that was kept: a report or a review that keeps to its schema, or (`data` None) why it is neither."""

    subject: Subject
    data: dict[str, Any] | None
    fault: Text | None = None


def kept_of(given: Input) -> Iterator[Kept]:
    """What an input has in it. Raises `UnreadableError` for what cannot be read, or is nothing plancheck wrote."""
    raw = given.read()
    if not _is_kept_by_line(given.name, raw):
        return _kept_in(raw)
    # Only a file of lines may be beyond the limits as a whole: it is then read a line at a time.
    source = given.source
    return _kept_by_line(read_lines(source) if isinstance(source, Path) else raw.splitlines(keepends=True))


def _is_kept_by_line(name: str, raw: bytes) -> bool:
    """Whether the file has a report on each line: by its suffix, or because its first line is an object by itself."""
    if PurePath(name).suffix.lower() in _LINES:
        return True
    first, _, rest = raw.partition(b"\n")
    if not first.startswith(b"{") or not rest.strip():
        return False
    try:
        read_bytes(first, suffix=_JSON)
    except UnreadableError:
        return False
    return True


def _kept_in(raw: bytes) -> Iterator[Kept]:
    """What a file that is one JSON document has in it. Raises `UnreadableError` for what is none, or is no report."""
    try:
        data = read_bytes(raw, suffix=_JSON).data
    except UnreadableError as error:
        if error.wording == SLIPS["json-start"]:
            raise _no_report() from error
        if error.wording not in _BEYOND:
            raise
        raise UnreadableError(
            "{reason} Reports written with --format ndjson are read one by one, however many there are.",
            reason=error.text,
        ) from error
    if isinstance(data, list):
        if not data:
            raise UnreadableError("There is no report in this file.")
        yield from map(_kept, data)
    elif _subject_of(data) is None:
        raise _no_report()
    else:
        yield _kept(data)


def _kept_by_line(lines: Iterable[bytes]) -> Iterator[Kept]:
    """What the lines of a file have in them, one at a time; blank ones are passed over.

    A review is written without its reports, which are the lines after it that say how their file stands.
    """
    review: dict[str, Any] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = read_bytes(line.rstrip(b"\r\n"), suffix=_JSON).data
        except UnreadableError as error:
            yield Kept(Subject.REPORT, None, text("Line {line}: {fault}", line=number, fault=error.text))
            continue
        if isinstance(data, dict) and _STANDING in data and review is not None:
            review["reports"].append({name: value for name, value in data.items() if name != _STANDING})
            continue
        if review is not None:
            yield _kept(review)
        review = None
        if isinstance(data, dict) and _subject_of(data) is Subject.REVIEW:
            review = {"reports": [], **data}
        else:
            yield _kept(data)
    if review is not None:
        yield _kept(review)


def _kept(data: object) -> Kept:
    subject = _subject_of(data)
    if not isinstance(data, dict) or subject is None:
        return Kept(Subject.REPORT, None, _no_report().text)
    try:
        keep_to_schema(subject.value, data)
    except UnreadableError as error:
        return Kept(subject, None, error.text)
    return Kept(subject, data)


def _subject_of(data: object) -> Subject | None:
    """What `data` says that it is; None for anything but a report or a review."""
    kind = data.get("format") if isinstance(data, dict) else None
    return _FORMATS.get(kind) if isinstance(kind, str) else None


def _no_report() -> UnreadableError:
    return UnreadableError(
        "This is no report that plancheck wrote as JSON (“{reports}” or “{reviews}”).",
        reports=REPORT_FORMAT,
        reviews=REVIEW_FORMAT,
    )
