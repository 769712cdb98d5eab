"""What a reviewer decides by: what becomes of each office, the main reasons, and which files have no say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checker.i18n import N_, say
from checker.model import SCHEMA, UNREADABLE, Verdict
from checker.reporting import naming
from checker.reporting.printable import flowing, printable
from checker.values import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Finding, Language, Number, Report, Resubmission, Review, RosterRow, Severity, Text
    from checker.pack.model import Pack

_DRAFT: Final = "draft"
_SUBMITTED: Final = "submitted"
_MOST_NUMBERS: Final = 12
_ADJECTIVE: Final = " Municipal"


class Standing(StrEnum):
    """What becomes of an office: the verdict on its plan, or why none counts. In the order of what is to be done."""

    RETURN = "return"
    INVALID = "invalid"
    UNDETERMINED = "undetermined"
    REVIEW = "review"
    PASS = "pass"  # noqa: S105 - a verdict called pass
    DRAFT = "draft"
    UNCLEAR = "unclear"
    ABSENT = "absent"


_STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.RETURN: N_("RETURN"),
    Standing.INVALID: N_("INVALID"),
    Standing.UNDETERMINED: N_("UNDETERMINED"),
    Standing.REVIEW: N_("REVIEW"),
    Standing.PASS: N_("PASS"),
    Standing.DRAFT: N_("DRAFT ONLY"),
    Standing.UNCLEAR: N_("UNCLEAR WHICH"),
    Standing.ABSENT: N_("NO PLAN"),
}

GOES_BACK: Final = (Standing.RETURN, Standing.INVALID)

ROLES: Final[Mapping[Standing, Verdict]] = {
    **{Standing(verdict.value): verdict for verdict in Verdict},
    Standing.DRAFT: Verdict.REVIEW,
    Standing.UNCLEAR: Verdict.INVALID,
    Standing.ABSENT: Verdict.RETURN,
}
"""In the colour of which verdict a standing is painted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One office of a review: its row, what becomes of it, and the report on the plan that stands for it."""

    row: RosterRow
    standing: Standing
    report: Report | None


def entries_of(review: Review) -> tuple[Entry, ...]:
    """Every office of the roster, in its order."""
    by_name = {report.name: report for report in review.reports}
    several = {report.office for report in review.reports}
    return tuple(
        Entry(row, _standing(row, several), None if row.file is None else by_name.get(row.file))
        for row in review.roster
    )


def _standing(row: RosterRow, offices: set[str | None]) -> Standing:
    if row.file is None or row.verdict is None:
        return Standing.UNCLEAR if row.office in offices else Standing.ABSENT
    return Standing.DRAFT if row.status == _DRAFT else Standing(row.verdict.value)


def counts_of(entry: Entry) -> Mapping[Severity, int]:
    """How many findings there are of each severity; nothing where there is no judgement to count by."""
    if entry.row.counts is None or (entry.standing is Standing.UNDETERMINED and not any(entry.row.counts.values())):
        return {}
    return entry.row.counts


def counted_plans(review: Review) -> int:
    """How many plans count: those that are submitted and stand for their office."""
    return sum(row.file is not None and row.status == _SUBMITTED for row in review.roster)


def strangers(review: Review) -> list[Report]:
    """The reports on files of no office of the roster."""
    known = {row.office for row in review.roster}
    return [report for report in review.reports if report.office not in known]


def without_say(review: Review) -> list[Report]:
    """The reports on files of an office of the roster that are not the plan that stands for it."""
    standing = {row.office: row.file for row in review.roster}
    return [report for report in review.reports if report.office in standing and standing[report.office] != report.name]


def note_on(report: Report, review: Review) -> str | None:
    """Why the file of this report does not stand for an office; None where it does."""
    row = next((row for row in review.roster if row.office == report.office), None)
    if row is None:
        return say(review.lang, "of no known office")
    if row.file is not None and row.file == report.name:
        return None
    superseded = report.name in row.superseded
    if row.file is None:
        return say(review.lang, "superseded" if superseded else "one of several with the same version")
    return say(
        review.lang,
        "superseded by {file}" if superseded else "no say: {file} stands for the office",
        file=printable(row.file),
    )


def first_finding(report: Report) -> str:
    """The first thing to know of a file: that it could not be judged, or else the first finding, if there is any."""
    if report.engine.failure is not None:
        return naming.failure_line(report.engine.failure, report.lang)
    if not report.findings:
        return naming.counts_name(report)
    return flowing(report.findings[0].message.in_language(report.lang))


def failure_line(failure: Text, lang: Language) -> str:
    """Why the judgement across the plans cannot be relied on."""
    return flowing(
        say(
            lang,
            "{failure}. The findings across the plans cannot be relied on; the reports on single plans stand.",
            failure=flowing(failure.in_language(lang)).rstrip(".。"),
        )
    )


def standing_name(standing: Standing, lang: Language) -> str:
    """What becomes of an office, in a word or two."""
    return say(lang, _STANDINGS[standing])


def summary_line(entries: Iterable[Entry], lang: Language) -> str:
    """How many offices there are of each standing."""
    by_standing = Counter(entry.standing for entry in entries)
    parts = [
        say(lang, "{count} {standing}", count=by_standing[standing], standing=standing_name(standing, lang))
        for standing in Standing
        if by_standing[standing]
    ]
    offices = naming.counted(lang, "office", by_standing.total())
    return say(lang, "{offices}: {standings}", offices=offices, standings=say(lang, ", ").join(parts))


def short_names(pack: Pack, lang: Language) -> dict[str, str]:
    """The offices' names without the words that all of them end in, for where there is little room."""
    names = {code: flowing(office.name.in_language(lang)) for code, office in pack.offices.items()}
    joint = " " if lang == "en" else ""
    units = [name.split(" ") if joint else list(name) for name in names.values()]
    shared = 0
    if len(units) > 1:
        shortest = min(map(len, units))
        while shared < shortest - 1 and len({unit[-shared - 1] for unit in units}) == 1:
            shared += 1
    short = {code: joint.join(unit[: len(unit) - shared]) for code, unit in zip(names, units, strict=True)}
    # The Beijing Municipal Intellectual Property Office: without its noun, the adjective cannot stay either.
    return {code: name.removesuffix(_ADJECTIVE) for code, name in short.items()}


def common_folder(names: Iterable[str]) -> str:
    """The folder that all of these files are in, with its slash; empty where they share none."""
    folders = [name.split("/")[:-1] for name in names]
    if not folders:
        return ""
    shared = 0
    while shared < min(map(len, folders)) and len({folder[shared] for folder in folders}) == 1:
        shared += 1
    return "".join(f"{step}/" for step in folders[0][:shared])


def resubmissions_below(review: Review) -> list[Resubmission]:
    """The resubmissions, their files named from the folder that all files of the review are in."""
    folder = common_folder(report.name or "" for report in review.reports)
    return [
        replace(each, old=each.old.removeprefix(folder), new=each.new.removeprefix(folder))
        for each in review.resubmissions
    ]


def main_reasons(report: Report, pack: Pack | None, severity: Severity, most: int) -> list[str]:
    """What speaks against the plan: a line for each rule with findings of `severity`, those with most of them first.

    At most `most` lines; where there are more, another one says how many. Before them, why it could not be judged.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.severity is severity:
            by_rule.setdefault(finding.rule, []).append(finding)
    # What keeps a plan from being read comes first; sorting keeps the order of the plan among equals.
    order = sorted(by_rule, key=lambda rule: (rule not in (SCHEMA, UNREADABLE), -len(by_rule[rule])))
    lines = [_reason(by_rule[rule], pack, report.lang) for rule in order]
    if len(lines) > most:
        lines[most:] = [naming.counted(report.lang, "kind more", len(lines) - most)]
    failure = report.engine.failure
    return lines if failure is None else [naming.failure_line(failure, report.lang), *lines]


def _reason(findings: Sequence[Finding], pack: Pack | None, lang: Language) -> str:
    first = findings[0]
    title = naming.rule_title(first, pack, lang)
    message = flowing(first.message.in_language(lang))
    if first.rule in (SCHEMA, UNREADABLE):
        said = N_("{title}: {message}") if len(findings) == 1 else N_("{title} (×{count}), first: {message}")
        return say(lang, said, title=title, count=len(findings), message=message)
    numbers = _measures(findings, pack)
    if numbers:
        return say(lang, "{title}: {numbers}", title=title, numbers=_listed(numbers, lang))
    times = N_("{title}") if len(findings) == 1 else N_("{title} (×{count})")
    return say(lang, times, title=title, count=len(findings))


def _measures(findings: Iterable[Finding], pack: Pack | None) -> list[Number]:
    """The measures that all of the findings are about; none where one is about something else."""
    known = () if pack is None else pack.catalogue.measures
    numbers: list[Number] = []
    for finding in findings:
        subject = finding.subject
        if subject is None or not (subject in known or finding.at[:1] == ("measures",)):
            return []
        numbers.append(subject)
    return sorted(set(numbers), key=order_of)


def _listed(numbers: Sequence[Number], lang: Language) -> str:
    joined = say(lang, ", ").join(printable(str(number)) for number in numbers[:_MOST_NUMBERS])
    return joined if len(numbers) <= _MOST_NUMBERS else say(lang, "{numbers}, …", numbers=joined)
