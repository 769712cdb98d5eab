"""Findings as CSV for spreadsheets and programs: one a row, RFC 4180, UTF-8 with the mark by which Excel knows it.

A file without findings has a row too, its finding left empty: that it is not there would say nothing. So has a file of
a review that is the same plan as another, or no plan, with what it is as its message.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from checker.model import Finding, Language, Report, Text, pointer_text
from checker.reporting import Matter, roster
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

Row = dict[str, str]


def render(matter: Matter[Report]) -> bytes:
    """The findings of all reports."""
    return _written(row for report in matter.all for row in _rows(report))


def render_reviews(matter: Matter[Review]) -> bytes:
    """For each review the findings across its documents, then those of all its reports."""
    return _written(row for review in matter.all for row in _of_review(review))


def _of_review(review: Review) -> Iterator[Row]:
    standing = {row.file for row in review.roster if row.file is not None}
    across = [
        {
            "scope": "review",
            "office": "".join(map(str, finding.at)),
            **_finding(finding, review.lang),
            **_judged_by(review),
        }
        for finding in review.findings
    ]
    if review.engine.failure is not None:
        across.append({"scope": "review", "failure": _said(review.engine.failure, review.lang), **_judged_by(review)})
    yield from across
    became = {each.file: each.standing.value for each in review.files}
    for report in review.reports:
        for row in _rows(report):
            in_roster = "yes" if report.name in standing else "no"
            yield {**row, "in_roster": in_roster, "standing": became.get(report.name or "", "")}
    for each, told in roster.files_without_report(review):
        yield {
            "scope": "file",
            "file": each.file,
            "office": each.office or "",
            "in_roster": "no",
            "message": told,
            **_judged_by(review),
            "standing": each.standing.value,
        }


def _rows(report: Report) -> Iterator[Row]:
    failure = report.engine.failure
    plan = {
        "scope": "plan",
        "file": report.name or "",
        "office": report.office or "",
        "status": report.status or "",
        "version": "" if report.version is None else str(report.version),
        "verdict": report.verdict.value,
        "failure": "" if failure is None else _said(failure, report.lang),
        **_judged_by(report),
    }
    for finding in report.findings:
        yield {**plan, **_finding(finding, report.lang), "at": pointer_text(finding.at)}
    if not report.findings:
        yield plan


def _judged_by(judged: Report | Review) -> Row:
    return {
        "pack": judged.pack_id or "",
        "pack_version": judged.pack_version or "",
        "pack_digest": judged.pack_digest or "",
    }


def _finding(finding: Finding, lang: Language) -> Row:
    line, column, cell, *_ = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": "" if finding.subject is None else str(finding.subject),
        "line": "" if line is None else str(line),
        "column": "" if column is None else str(column),
        "cell": cell or "",
        "message": _said(finding.message, lang),
        "fix": "" if finding.fix is None else _said(finding.fix, lang),
        "exception": flowing(finding.exception or ""),
        "document": finding.clause.document,
        "clause": finding.clause.clause or "",
    }


def _said(text: Text, lang: Language) -> str:
    return flowing(text.in_language(lang))


def _written(rows: Iterable[Row]) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([_cell(row.get(column, "")) for column in COLUMNS] for row in rows)
    return codecs.BOM_UTF8 + written.getvalue().encode()


def _cell(text: str) -> str:
    """`text` as a spreadsheet takes it for text: what begins like a formula begins with an apostrophe."""
    shown = printable(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
