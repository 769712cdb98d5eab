"""Findings as workflow commands of GitHub Actions: each becomes a note on its line of the plan.

Before the findings of each file a plain line of the job's log says its verdict, so that one that passed is seen too.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from checker.i18n import N_, say
from checker.model import Finding, Report, Severity
from checker.reporting import Matter, naming
from checker.reporting.concise import written
from checker.reporting.parts import JudgedPart, lines_of_senders, parts_of
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


def render(matter: Matter[Report]) -> str:
    """For each report its verdict, and a command for each finding."""
    return written(line for report in matter.all for part in parts_of(report, matter.packs) for line in _lines(part))


def render_reviews(matter: Matter[Review]) -> str:
    """For each review what was found across its documents, without a file to note it on, and then each report.

    Where another file stands for the sender, nothing is noted on this one; nor on what is the same plan, or none.
    """
    lines: list[str] = []
    for review in matter.all:
        lines += map(_plain, lines_of_senders(review, matter.packs))
        lines += (line for part in parts_of(review, matter.packs) for line in _lines(part))
    return written(lines)


def _lines(part: JudgedPart) -> Iterator[str]:
    told = part.aside
    if told is None and part.report is not None:
        told = naming.verdict_line(part.report, part.pack)
    if told is not None:
        yield _plain(naming.labelled(part.name, told, part.lang))
    if part.aside is not None:
        return
    # What is found across the documents is about a sender, which the message names.
    file = {} if part.report is None or part.path == "-" else {"file": part.address}
    if part.failure is not None:
        title = N_("NOT JUDGED") if part.report is not None else N_("ACROSS THE DOCUMENTS: NOT JUDGED")
        yield workflow_command("error", {**file, "title": say(part.lang, title)}, part.failure)
    for finding in part.findings:
        yield _finding(finding, file, part)


def _finding(finding: Finding, file: Mapping[str, str], part: JudgedPart) -> str:
    line, column, cell, *_ = finding.place
    lang, values = part.lang, dict(file)
    if file and line is not None:
        values |= {"line": str(line)} if column is None else {"line": str(line), "col": str(column)}
    rule, title = printable(finding.rule), naming.rule_title(finding, part.pack, lang)
    values["title"] = say(lang, "{title} ({rule})", title=title, rule=rule)
    rows = naming.finding_rows(finding, part.pack, lang)
    if cell is not None or (line is None and finding.at and part.report is not None):
        rows.append((say(lang, "Place"), naming.place_name(finding, lang, part.kind) or ""))
    lines = [finding.message.in_language(lang), *(naming.labelled(*row, lang) for row in rows)]
    return workflow_command(COMMANDS[finding.severity], values, "\n".join(map(flowing, lines)))


def workflow_command(name: str, values: Mapping[str, str], message: str) -> str:
    """One command of the runner; whatever stands in its values and message is text to it."""
    given = ",".join(f"{key}={value.translate(_VALUE)}" for key, value in values.items())
    return f"::{name} {given}::{message.translate(_DATA)}"


def _plain(text: str) -> str:
    """A line of the log that the runner does not take for a command, in the older spelling (`##[`) neither."""
    return f"| {text.replace('##[', '## [')}"
