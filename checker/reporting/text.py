"""Reports as text for an office and a reviewer: the verdict, what was found and what to do, then what was checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import UNREADABLE, RuleStatus, Severity, Verdict
from checker.reporting import naming
from checker.reporting.colour import HEADING, painted
from checker.reporting.columns import columns, wrapped
from checker.reporting.grouping import grouped
from checker.reporting.printable import flowing, printable
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.model import Finding, Language, Number, Report
    from checker.pack.model import Pack
    from checker.reporting import Layout

_NARROWEST = 40
_GAP = 2
_STATUSES = (RuleStatus.VIOLATED, RuleStatus.NOT_RUN, RuleStatus.SATISFIED, RuleStatus.NOT_APPLICABLE)


def render(reports: Sequence[Report], packs: Mapping[str, Pack], layout: Layout) -> str:
    """The reports one after the other; after several, a summary of all of them."""
    views = [
        _View(report, naming.pack_of(report, packs), max(layout.width, _NARROWEST), layout.colour) for report in reports
    ]
    pages = [[*_report(view)] for view in views]
    if len(views) > 1:
        pages.append([*_summary(views)])
    rule = "=" * max(layout.width, _NARROWEST)
    lines = [line for page in pages for line in ("", rule, "", *page)][3:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _View:
    """One report, and how it is shown."""

    report: Report
    pack: Pack | None
    width: int
    colour: bool

    @property
    def lang(self) -> Language:
        return self.report.lang

    def say(self, key: str, **values: object) -> str:
        return say(self.report.lang, f"report.{key}", **values)

    def paint(self, text: str, role: str) -> str:
        return painted(text, role, colour=self.colour)


def _report(view: _View) -> Iterable[str]:
    """Every section that has something to say, a blank line between them."""
    sections = (
        _verdict(view),
        _head(view),
        _failure(view),
        _findings(view),
        _selection(view),
        _rules(view),
        _tail(view),
    )
    for number, section in enumerate(lines for lines in map(list, sections) if lines):
        if number:
            yield ""
        yield from section


def _verdict(view: _View) -> Iterable[str]:
    verdict = view.report.verdict
    unreadable = any(finding.rule == UNREADABLE for finding in view.report.findings)
    key = "unreadable" if verdict is Verdict.INVALID and unreadable else verdict.value
    judged = view.report.findings or verdict is not Verdict.UNDETERMINED
    name = naming.verdict_name(verdict, view.lang)
    line = view.say(
        "verdict-counted" if judged else "verdict",
        verdict=name,
        meaning=view.say(f"meaning.{key}"),
        counts=naming.counts_name(view.report),
    )
    first, *rest = wrapped(line, view.width, view.lang)
    yield first.replace(name, view.paint(name, verdict), 1)
    yield from rest


def _head(view: _View) -> Iterable[str]:
    report = view.report
    rows = [(view.say("file"), naming.input_name(report))]
    if (report.office, report.status, report.plan_year) != (None, None, None):
        office = naming.office_name(report, view.pack)
        code = printable(report.office or "")
        if code and code != office:
            office = view.say("office-and-code", office=office, code=code)
        rows += [(view.say("office"), office), (view.say("plan"), _plan(view))]
    if view.pack is not None:
        rows.append((view.say("circular"), flowing(view.pack.citation.in_language(view.lang))))
    return _labelled(view, rows)


def _plan(view: _View) -> str:
    report = view.report
    parts = []
    if report.plan_year is not None:
        parts.append(view.say("plan-year", year=report.plan_year))
    if report.status is not None:
        parts.append(say(view.lang, f"labels.status.{report.status}"))
    if report.version is not None:
        parts.append(view.say("plan-version", version=report.version))
    return view.say("comma").join(parts) or view.say("not-readable")


def _failure(view: _View) -> Iterable[str]:
    failure = view.report.engine.failure
    if failure is None:
        return
    yield view.paint(view.say("not-judged"), Verdict.UNDETERMINED)
    text = flowing(failure.in_language(view.lang)).rstrip(".。")
    yield from wrapped(view.say("failure", failure=text), view.width, view.lang)


def _findings(view: _View) -> Iterable[str]:
    report = view.report
    if not report.findings:
        if report.verdict is not Verdict.UNDETERMINED:
            yield view.say("no-findings")
        return
    yield from _heading(view, view.say("findings"))
    groups = grouped(report.findings)
    number = 0
    for group, name in zip(groups, naming.part_names(groups, view.pack, view.lang), strict=True):
        yield ""
        yield from _heading(view, name, "-")
        for finding in group.findings:
            number += 1
            yield ""
            yield from _finding(view, number, finding)
    if view.pack is not None and any(finding.rule in view.pack.rules_by_id for finding in report.findings):
        yield ""
        yield from wrapped(view.say("explain"), view.width, view.lang)


def _finding(view: _View, number: int, finding: Finding) -> Iterable[str]:
    mark = f"{number}. "
    severity = say(view.lang, f"labels.severity.{finding.severity.value}").upper()
    title = view.say(
        "finding",
        severity=severity,
        title=naming.rule_title(finding, view.pack, view.lang),
        rule=printable(finding.rule),
    )
    first, *rest = wrapped(title, view.width - len(mark), view.lang)
    yield mark + first.replace(severity, view.paint(severity, finding.severity), 1)
    yield from (" " * len(mark) + line for line in rest)
    rows = [("found", finding.message.in_language(view.lang))]
    if finding.fix is not None:
        rows.append(("to-do", finding.fix.in_language(view.lang)))
    if finding.exception is not None:
        rows.append(("excepted", view.say("exception", justification=finding.exception)))
    rows.append(("clause", naming.clause_name(finding.clause, view.pack, view.lang)))
    place = naming.place_name(finding, view.lang)
    if place is not None:
        rows.append(("place", place))
    yield from _labelled(view, [(view.say(key), flowing(text)) for key, text in rows], indent=len(mark))


def _selection(view: _View) -> Iterable[str]:
    selection = view.report.selection
    listed = len(selection.required)
    required = view.say("n-of-n", count=listed, all=listed + len(selection.missing))
    rows: list[tuple[str, str | int, Sequence[Number]]] = [("required", required, selection.required)]
    for name in ("missing", "optional", "national", "unknown"):
        numbers: Sequence[Number] = getattr(selection, name)
        if numbers or name == "optional":
            rows.append((name, len(numbers), numbers))
    if not any(numbers for _, _, numbers in rows):
        return ()
    joint = view.say("number-joint")
    return (
        *_heading(view, view.say("selection")),
        "",
        *_table(
            view,
            [view.say("class"), view.say("count"), view.say("numbers")],
            [
                [
                    view.say(f"selected.{name}"),
                    str(count),
                    joint.join(printable(str(number)) for number in numbers) or "-",
                ]
                for name, count, numbers in rows
            ],
            right=(1,),
        ),
    )


def _rules(view: _View) -> Iterable[str]:
    statuses = view.report.rules
    yield from _heading(view, view.say("checked"))
    yield ""
    by_status = {status: [rule for rule in statuses if statuses[rule] is status] for status in _STATUSES}
    if not statuses:
        yield from wrapped(view.say("no-pack"), view.width, view.lang)
        return
    if len(by_status[RuleStatus.NOT_RUN]) == len(statuses):
        key = "none-run-for-faults" if view.report.findings else "none-run"
        yield from wrapped(view.say(key, count=len(statuses)), view.width, view.lang)
        return
    head = [view.say("status"), view.say("rule-count"), view.say("meaning")]
    names = {status: say(view.lang, f"labels.rule_status.{status.value}") for status in _STATUSES}
    rows = [[names[status], str(len(by_status[status])), view.say(f"status.{status.value}")] for status in _STATUSES]
    yield from _table(view, head, rows, right=(1,))
    for status in _STATUSES:
        if by_status[status]:
            yield ""
            yield from _bold(view, view.say(f"rules.{status.value}"))
            yield ""
            yield from (
                _violated(view, by_status[status])
                if status is RuleStatus.VIOLATED
                else _listed(view, by_status[status])
            )


def _violated(view: _View, rules: Sequence[str]) -> Iterable[str]:
    """Violated rules, a row each."""
    found = Counter(finding.rule for finding in view.report.findings)
    head = [view.say("clause"), view.say("rule"), view.say("finding-count")]
    rows = [
        [_clause_label(view, rule), naming.rule_name(rule, view.pack, view.lang), str(found[rule])] for rule in rules
    ]
    return _table(view, head, rows, right=(2,))


def _listed(view: _View, rules: Sequence[str]) -> Iterable[str]:
    """Rules in few lines: a row for each clause."""
    by_clause: dict[str, list[str]] = {}
    for rule in rules:
        by_clause.setdefault(_clause_label(view, rule), []).append(naming.rule_name(rule, view.pack, view.lang))
    joint = view.say("rule-joint")
    return _table(
        view,
        [view.say("clause"), view.say("rules")],
        [[clause, joint.join(names)] for clause, names in by_clause.items()],
    )


def _clause_label(view: _View, rule: str) -> str:
    known = None if view.pack is None else view.pack.rules_by_id.get(rule)
    return "-" if known is None else naming.clause_label(known.clause, view.lang)


def _tail(view: _View) -> Iterable[str]:
    report = view.report
    rows = []
    if report.pack_id is not None:
        rows.append((view.say("pack"), printable(f"{report.pack_id} {report.pack_version or ''}".strip())))
    rows.append((view.say("engine"), printable(f"{report.engine.name} {report.engine.version}")))
    if report.sha256 is not None:
        rows.append((view.say("digest"), report.sha256))
    return _labelled(view, rows)


def _summary(views: Sequence[_View]) -> Iterable[str]:
    """All reports in one table, and how many of each verdict."""
    view = views[0]
    yield from _heading(view, view.say("summary"))
    yield ""
    head = [view.say(key) for key in ("file", "office", "verdict-column", "errors", "warnings")]
    rows = [
        [
            naming.input_name(one.report),
            naming.office_name(one.report, one.pack),
            naming.verdict_name(one.report.verdict, view.lang),
            str(one.report.counts[Severity.ERROR]),
            str(one.report.counts[Severity.WARNING]),
        ]
        for one in views
    ]
    roles = {(row, 2): one.report.verdict for row, one in enumerate(views)}
    yield from _table(view, head, rows, right=(3, 4), roles=roles)
    verdicts = Counter(one.report.verdict for one in views)
    parts = [
        view.say("verdict-count", count=verdicts[verdict], verdict=naming.verdict_name(verdict, view.lang))
        for verdict in Verdict
        if verdicts[verdict]
    ]
    yield ""
    line = view.say(
        "total", plans=naming.counted(view.lang, "plan", len(views)), verdicts=view.say("list-comma").join(parts)
    )
    yield from wrapped(line, view.width, view.lang)


def _heading(view: _View, text: str, underline: str = "=") -> Iterable[str]:
    yield from _bold(view, text)
    yield underline * max(columns(line, "en") for line in wrapped(text, view.width, view.lang))


def _bold(view: _View, text: str) -> Iterable[str]:
    return (view.paint(line, HEADING) for line in wrapped(text, view.width, view.lang))


def _labelled(view: _View, rows: Sequence[tuple[str, str]], indent: int = 0) -> Iterable[str]:
    """A line for each label and its text, the texts in a column of their own."""
    margin = max(columns(label, view.lang) for label, _ in rows) + _GAP
    for label, text in rows:
        before = label + " " * (margin - columns(label, view.lang))
        for line in wrapped(text, view.width - indent - margin, view.lang):
            yield " " * indent + before + line
            before = " " * margin


def _table(
    view: _View,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Sequence[int] = (),
    roles: Mapping[tuple[int, int], str] | None = None,
) -> list[str]:
    """A table that fits into the view: what is too long for its column goes on in further lines.

    `right` are the columns of figures; `roles` says in which role a cell (row, column) is painted.
    """
    from tabulate import tabulate

    widths = _widths([head, *rows], view)
    cells = [
        [wrapped(cell, width, view.lang) for cell, width in zip(row, widths, strict=True)] for row in [head, *rows]
    ]
    # The rule below the head is ours: tabulate's own heads ask for more room than they need.
    rule = ["-" * max(columns(line, "en") for row in cells for line in row[column]) for column in range(len(head))]
    for (row, column), role in (roles or {}).items():
        cells[row + 1][column] = [view.paint(line, role) for line in cells[row + 1][column]]
    shown = [["\n".join(lines) for lines in row] for row in cells]
    align = ["right" if column in right else "left" for column in range(len(head))]
    return tabulate([shown[0], rule, *shown[1:]], tablefmt="plain", colalign=align, disable_numparse=True).split("\n")


def _widths(rows: Sequence[Sequence[str]], view: _View) -> list[int]:
    """How wide each column may be: as it needs, and where that is too much, the widest ones as wide as each other."""
    needed = [max(columns(cell, view.lang) for cell in column) for column in zip(*rows, strict=True)]
    widths = [min(width, view.width) for width in needed]
    room = view.width - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths
