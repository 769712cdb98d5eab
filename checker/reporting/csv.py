"""Findings as CSV for spreadsheets and programs: one a row, RFC 4180, UTF-8 with the mark by which Excel knows it.

A file without findings has a row too, its finding left empty: that it is not there would say nothing. So has a file of
a review that is the same plan as another, or no plan, with what it is as its message.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from checker.model import Finding, Language, Report, Text, pointer_text
from checker.pack.model import Pack
from checker.reporting import Matter
from checker.reporting.parts import parts_of
from checker.reporting.printable import flowing, printable
from checker.review_model import Review

COLUMNS: Final = (
    "scope",
    "file",
    "office",
    "status",
    "version",
    "verdict",
    "in_roster",
    "rule",
    "severity",
    "subject",
    "at",
    "line",
    "column",
    "cell",
    "message",
    "fix",
    "exception",
    "document",
    "clause",
    "failure",
    "pack",
    "pack_version",
    "pack_digest",
    "standing",
)
"""The columns, whatever is rendered. `scope` is `plan`, `review`, or `file` for one of which there is no report;
`in_roster` is for a review: whether it is the file that stands for its office; `failure` says why a judgement cannot be
relied on; then comes the rule pack that judged; `standing` is for a review: what became of the file."""

_FORMULA: Final = re.compile(r" *[=+\-@＝＋－＠]")  # noqa: RUF001 - Excel takes the wide signs as well
"""What a formula begins with; a tab or a line break does too, but `printable` leaves none."""

Row = dict[str, object]
"""What stands in the columns, as far as there is anything."""


def render(matter: Matter[Report | Review]) -> bytes:
    """The findings of all reports; for each review those across its documents, then those of all its reports."""
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    rows = (row for judged in matter.all for row in _rows(judged, matter.packs))
    table.writerows([_cell(row.get(column)) for column in COLUMNS] for row in rows)
    return codecs.BOM_UTF8 + written.getvalue().encode()


render_reviews = render


def _rows(judged: Report | Review, packs: Mapping[str, Pack]) -> Iterator[Row]:
    review = judged if isinstance(judged, Review) else None
    files = {} if review is None else {each.file: each for each in review.files}
    in_roster = set() if review is None else {row.file for row in review.roster}
    for part in parts_of(judged, packs):
        standing = files[part.path].standing.value if part.path in files else None
        if part.report is not None:
            own = _of_report(part.report)
            if review is not None:
                own |= {"in_roster": "yes" if part.report.name in in_roster else "no", "standing": standing}
            found = [{**own, **_finding(each, part.lang), "at": pointer_text(each.at)} for each in part.findings]
            yield from found or [own]
        elif part.aside is not None:
            own = {"scope": "file", "file": part.path, "office": files[part.path].office}
            yield {**own, "in_roster": "no", "message": part.aside, "standing": standing, **_judged_by(judged)}
        else:
            own = {"scope": "review", **_judged_by(judged)}
            for each in part.findings:
                yield {**own, **_finding(each, part.lang), "office": "".join(map(str, each.at))}
            if judged.engine.failure is not None:
                yield {**own, "failure": _said(judged.engine.failure, part.lang)}


def _of_report(report: Report) -> Row:
    return {
        "scope": "plan",
        "file": report.name,
        "office": report.office,
        "status": report.status,
        "version": report.version,
        "verdict": report.verdict.value,
        "failure": _said(report.engine.failure, report.lang),
        **_judged_by(report),
    }


def _judged_by(judged: Report | Review) -> Row:
    return {"pack": judged.pack_id, "pack_version": judged.pack_version, "pack_digest": judged.pack_digest}


def _finding(finding: Finding, lang: Language) -> Row:
    line, column, cell, *_ = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "line": line,
        "column": column,
        "cell": cell,
        "message": _said(finding.message, lang),
        "fix": _said(finding.fix, lang),
        "exception": flowing(finding.exception or ""),
        "document": finding.clause.document,
        "clause": finding.clause.clause,
    }


def _said(text: Text | None, lang: Language) -> str | None:
    return None if text is None else flowing(text.in_language(lang))


def _cell(value: object) -> str:
    """A value as a spreadsheet takes it for text: what begins like a formula begins with an apostrophe."""
    shown = "" if value is None else printable(str(value))
    return f"'{shown}" if _FORMULA.match(shown) else shown
