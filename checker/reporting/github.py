"""Findings as workflow commands of GitHub Actions: each becomes a note on its line of the plan.

Before the findings of each file a plain line of the job's log says its verdict, so that one that passed is seen too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from checker.i18n import say
from checker.model import Finding, Language, Report, Severity
from checker.pack.model import DocumentKind, Pack
from checker.reporting import Layout, naming, roster
from checker.reporting.printable import flowing, printable
from checker.review_model import Review

COMMANDS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
"""The command by which a note of each severity is made."""
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_VALUE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(
    reports: Sequence[Report],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - a command is one line, however long
) -> str:
    """For each report its verdict, and a command for each finding."""
    return _written(line for report in reports for line in _report(report, naming.pack_of(report, packs)))


def render_reviews(
    reviews: Sequence[Review],
    packs: Mapping[str, Pack],
    layout: Layout,  # noqa: ARG001 - as above
) -> str:
    """For each review what was found across its documents, without a file to note it on, and then each report.

    Where another file stands for the sender, nothing is noted on this one; nor on what is the same plan, or none.
    """
    return "".join(_of_review(review, packs[review.pack_id]) for review in reviews)


def _of_review(review: Review, pack: Pack) -> str:
    lines = [_plain(line) for line in roster.summary_lines(roster.rolls_of(review, pack), review.lang)]
    lines += _across(review, pack)
    for report in review.reports:
        lines += _report(report, naming.pack_of(report, {pack.id: pack}), roster.set_aside(report, review))
    for each, told in roster.files_without_report(review):
        lines.append(_plain(say(review.lang, "{label}: {text}", label=printable(each.file), text=told)))
    return _written(lines)


def _written(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _across(review: Review, pack: Pack) -> Iterator[str]:
    if review.engine.failure is not None:
        title = say(review.lang, "ACROSS THE DOCUMENTS: NOT JUDGED")
        yield command("error", {"title": title}, roster.failure_line(review.engine.failure, review.lang))
    for finding in review.findings:
        # There, `at` is a sender, which the message names.
        yield _finding(replace(finding, at=()), {}, pack, None, review.lang)


def _report(report: Report, pack: Pack | None, aside: str | None = None) -> Iterator[str]:
    lang, kind = report.lang, naming.kind_of(report, pack)
    told = naming.verdict_line(report, pack) if aside is None else aside
    yield _plain(say(lang, "{label}: {text}", label=naming.input_name(report), text=told))
    if aside is not None:
        return
    file = {} if report.name in (None, "-") else {"file": printable(report.name or "").removeprefix("./")}
    if report.engine.failure is not None:
        title = say(lang, "NOT JUDGED")
        yield command("error", {**file, "title": title}, naming.failure_line(report.engine.failure, lang, kind))
    for finding in report.findings:
        yield _finding(finding, file, pack, kind, lang)


def _finding(
    finding: Finding, file: Mapping[str, str], pack: Pack | None, kind: DocumentKind | None, lang: Language
) -> str:
    line, column, cell, *_ = finding.place
    values = dict(file)
    if file and line is not None:
        values |= {"line": str(line)} if column is None else {"line": str(line), "col": str(column)}
    rule, title = printable(finding.rule), naming.rule_title(finding, pack, lang)
    values["title"] = say(lang, "{title} ({rule})", title=title, rule=rule)
    rows = naming.finding_rows(finding, pack, lang)
    if cell is not None or (line is None and finding.at):
        rows.append((say(lang, "Place"), naming.place_name(finding, lang, kind) or ""))
    lines = [finding.message.in_language(lang), *(naming.labelled(*row, lang) for row in rows)]
    return command(COMMANDS[finding.severity], values, "\n".join(map(flowing, lines)))


def command(name: str, values: Mapping[str, str], message: str) -> str:
    """One command of the runner; whatever stands in its values and message is text to it."""
    given = ",".join(f"{key}={value.translate(_VALUE)}" for key, value in values.items())
    return f"::{name} {given}::{message.translate(_DATA)}"


def _plain(text: str) -> str:
    """A line of the log that the runner does not take for a command, in the older spelling (`##[`) neither."""
    return f"| {text.replace('##[', '## [')}"
