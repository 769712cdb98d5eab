"""What people have decided about the plans of a review: read from a file, and held against a report.

A decision names the plan by the digest of what it holds, so that one on a plan that has changed no longer applies. What
it is about stays in the report as it was; the decision stands beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from checker.errors import UnreadableError
from checker.i18n import N_, say, text
from checker.model import (
    DayText,
    Digest,
    Output,
    Passage,
    Report,
    RuleId,
    Severity,
    Text,
    pointer_text,
)
from checker.model import Decision as Noted
from checker.pack.model import Pack
from checker.readers import read_path
from checker.readers.files import read_file
from checker.schema import keep_to

_WORKBOOK: Final = ".xlsx"
DECISIONS_FORMAT: Final = "review-decisions/1"


class DecisionKind(StrEnum):
    """What can be decided."""

    STANDS = "stands"
    BELONGS_TO = "belongs_to"
    DECIDED = "decided"
    RETURN = "return"
    ACCEPT = "accept"


DECISIONS: Final = {
    DecisionKind.STANDS: N_("stands", context="decision"),
    DecisionKind.BELONGS_TO: N_("belongs to the office named", context="decision"),
    DecisionKind.DECIDED: N_("finding accepted", context="decision"),
    DecisionKind.RETURN: N_("returned", context="decision"),
    DecisionKind.ACCEPT: N_("accepted", context="decision"),
}
"""What people call each."""

COLUMNS: Final = {
    "decision": N_("Decision", context="column"),
    "office": N_("Code", context="column"),
    "file": N_("File", context="column"),
    "rule": N_("Rule", context="column"),
    "at": N_("Place in the plan", context="column"),
    "again_by": N_("Send again by", context="column"),
    "reason": N_("Reason", context="column"),
    "by": N_("Decided by", context="column"),
    "date": N_("Decided on", context="column"),
    "sha256": N_("Digest of the plan", context="column"),
}
"""The columns of the sheet on which decisions are filled in, by the member that each is."""


class DecisionJson(Output, frozen=True, kw_only=True):
    """What somebody decided, when and why."""

    decision: Annotated[
        DecisionKind,
        Meta(
            description="stands: this file is the office's plan; belongs_to: this file is that office's; decided: this "
            "finding is accepted; return: the plan goes back, to be sent again by a day; accept: the plan as a whole."
        ),
    ]
    office: Annotated[str | None, Meta(description="Code of the office.")] = None
    file: Annotated[str | None, Meta(description="Name of the file, for whoever reads this.")] = None
    sha256: Annotated[Digest | None, Meta(description="Digest of what the plan holds, as the review gives it.")] = None
    rule: RuleId | None = None
    at: Annotated[
        str | None, Meta(description="Where the finding stands, as the report has it; without it, all of the rule.")
    ] = None
    again_by: DayText | None = None
    reason: Passage
    by: Passage
    date: DayText


class Decisions(Output, frozen=True, kw_only=True, tag_field="format", tag=DECISIONS_FORMAT):
    """What people have decided about the plans sent in under one circular."""

    circular: Passage
    decisions: list[DecisionJson]

    def sender_of(self, digest: str | None) -> str | None:
        """Whose the plan of that digest is, where it was decided; of several decisions the last."""
        belongs = (each for each in self.decisions if each.decision is DecisionKind.BELONGS_TO)
        found = [each.office for each in belongs if each.sha256 == digest]
        return found[-1] if found and digest is not None else None


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What became of a decision: None where it applies, else why it is rejected, or no longer applies."""

    rejected: Text | None = None
    outdated: Text | None = None


APPLIES: Final = DecisionResult()


def read_decisions(data: object) -> Decisions:
    """The decisions that plain data is, as `review-decisions/1`. Raises `UnreadableError` with the first fault."""
    message = N_("These are no decisions that can be used (“{format}”): {count} faults, the first at {at}. {fault}")
    keep_to("review-decisions", data, message, format=DECISIONS_FORMAT)
    return msgspec.convert(data, Decisions, strict=False)


def decisions_in(path: Path) -> Decisions:
    """The decisions in a file: YAML, JSON, or a workbook with a sheet of them. Raises `UnreadableError`."""
    data = _of_workbook(read_file(path)) if path.suffix.lower() == _WORKBOOK else read_path(path).data
    return read_decisions(data)


def _of_workbook(raw: bytes) -> dict[str, Any]:
    """The decisions on the sheet of a report that says it has them: the rows in which somebody decided anything."""
    from checker.readers.xlsx import open_workbook

    codes = {each: code for code in DecisionKind for each in (code.value, *_words(DECISIONS[code]))}
    columns = {label: name for name, told in COLUMNS.items() for label in (name, *_words(told))}
    read: list[dict[str, Any]] = []
    for sheet in open_workbook(raw).sheets:
        rows = {number: {at: str(cell.value).strip() for at, cell in row.items()} for number, row in sheet.rows.items()}
        marks = [(number, at) for number, row in rows.items() for at, value in row.items() if value == DECISIONS_FORMAT]
        if not marks:
            continue
        number, at = marks[0]
        heads = {at: columns[value] for at, value in _heads(rows, number, columns).items() if value in columns}
        below = [row for place, row in rows.items() if place > number and not set(row.values()) <= set(columns)]
        told = [{heads[at]: value for at, value in row.items() if at in heads and value} for row in below]
        decided = [
            {**row, "decision": codes.get(row["decision"], row["decision"])} for row in told if "decision" in row
        ]
        read.append({"format": DECISIONS_FORMAT, "circular": rows[number].get(at + 1), "decisions": decided})
    if not read:
        raise UnreadableError("There is no sheet of decisions in this workbook. Take the report of a review as XLSX.")
    filled = [each for each in read if each["decisions"]] or read[:1]
    if len(filled) > 1:
        # Each sheet is about the plans under one circular, and so are decisions.
        circulars = ", ".join(str(each["circular"]) for each in filled)
        raise UnreadableError(
            "Decisions are filled in on several sheets ({circulars}). Leave those of one circular, and give a copy of "
            "the workbook for each.",
            circulars=circulars,
        )
    return filled[0]


def _heads(rows: Mapping[int, Mapping[int, str]], after: int, columns: Mapping[str, str]) -> Mapping[int, str]:
    """The row of headings: the first below in which most are known."""
    below = (row for number, row in sorted(rows.items()) if number > after)
    return next((row for row in below if sum(value in columns for value in row.values()) > len(COLUMNS) // 2), {})


def _words(message: str) -> tuple[str, str]:
    return say("en", message), say("zh", message)


def with_decisions(
    report: Report, digest: str | None, pack: Pack, decisions: Decisions
) -> tuple[Report, Mapping[int, DecisionResult]]:
    """The report with each decided finding marked, and what became of the decisions on findings, by their place."""
    outcomes: dict[int, DecisionResult] = {}
    findings = list(report.findings)
    for place, each in enumerate(decisions.decisions):
        if each.decision is not DecisionKind.DECIDED or each.sha256 is None or each.sha256 != digest:
            continue
        meant = [
            number
            for number, finding in enumerate(findings)
            if finding.rule == each.rule and each.at in (None, pointer_text(finding.at))
        ]
        if not meant:
            outcomes[place] = DecisionResult(outdated=text("The plan has no such finding any more."))
        elif not all(can_be_decided(findings[number].rule, findings[number].severity, pack) for number in meant):
            outcomes[place] = DecisionResult(
                rejected=text("An error of this rule returns the plan; it cannot be accepted, only corrected.")
            )
        else:
            outcomes[place] = APPLIES
            for number in meant:
                findings[number] = replace(findings[number], decision=Noted(each.by, each.date, each.reason))
    return (replace(report, findings=tuple(findings)) if APPLIES in outcomes.values() else report), outcomes


def can_be_decided(rule: str, severity: Severity, pack: Pack) -> bool:
    """Whether a person may accept a finding: a warning, or an error of a rule that leaves it to one."""
    known = pack.rules_by_id.get(rule)
    return severity is Severity.WARNING or (known is not None and (known.in_principle or known.decidable))
