"""What is kept in a file: one report, several, a review, or a report a line; each is told by what it says it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

from checker.errors import UnreadableError
from checker.i18n import text
from checker.inputs import Input
from checker.model import REPORT_FORMAT, REVIEW_FORMAT, Text
from checker.readers import read_bytes
from checker.readers.files import read_lines
from checker.readers.limits import REFUSED, SLIPS
from checker.stored import keep_to_schema
from checker.verifying.model import Subject

_FORMATS: Final = {REPORT_FORMAT: Subject.REPORT, REVIEW_FORMAT: Subject.REVIEW}
_LINES: Final = frozenset({".ndjson", ".jsonl"})
"""The suffixes of files with a report on each line."""
_BEYOND: Final = (REFUSED["too-large"], SLIPS["too-many-values"])
_JSON: Final = ".json"
_STANDING: Final = "standing"


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
            reason=text_of(error),
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
            yield Kept(Subject.REPORT, None, text("Line {line}: {fault}", line=number, fault=text_of(error)))
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
        return Kept(Subject.REPORT, None, text_of(_no_report()))
    try:
        keep_to_schema(subject.value, data)
    except UnreadableError as error:
        return Kept(subject, None, text_of(error))
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


def text_of(error: UnreadableError) -> Text:
    """What cannot be read, and why."""
    return Text(error.message("en"), error.message("zh"))
