"""What a letter says of a plan: the points on which it is returned, numbered by clause, and where each of them stands.

Pure, and of no particular layout: the form of each language puts it on paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.i18n import N_
from checker.letter.wording import clean, words
from checker.model import SCHEMA, UNREADABLE, RuleStatus, Severity, Verdict
from checker.provincial import PLAN_FORMAT, days_of, is_provincial, measures_of, offices_of, plan_of
from checker.reporting import naming
from checker.reporting.grouping import Part, grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.model import Finding, Language, Report
    from checker.pack.model import Authority, Pack
    from checker.reporting.grouping import Group

MOST_POINTS: Final = 500
"""Beyond, nobody reads a letter to its end; it says that there are more."""

_BETWEEN_SENTENCES: Final = {"en": " ", "zh": ""}
_BEFORE_RULES: Final = (SCHEMA, UNREADABLE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding: what was found (and what to do about it, where that is its own), and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Point:
    """Findings of one kind under one title; `remedy` is what to do about all of them."""

    title: str
    rule: str
    entries: tuple[Entry, ...]
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The points under one clause; `introduction` and `remark` stand before and after them.

    One `of_format` is about the file and not about what the plan says: it quotes names of fields and places.
    """

    heading: str
    points: tuple[Point, ...]
    introduction: str | None = None
    remark: str | None = None
    of_format: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """All that a letter about one report says; None is what the report could not tell."""

    lang: Language
    pack: Pack
    authority: Authority
    office: str | None
    year: str
    status: str | None
    version: int | None
    errors: int
    sections: tuple[Section, ...]
    left_out: int
    file: str | None
    digest: str | None
    judged_by: str

    @property
    def listed(self) -> int:
        """How many findings the sections have."""
        return sum(len(point.entries) for section in self.sections for point in section.points)


def is_written(report: Report, pack: Pack | None) -> bool:
    """Whether letters are written about documents like that of `report`, by somebody whom the circular names."""
    return pack is not None and pack.authority is not None and is_provincial(pack, report.document or PLAN_FORMAT)


def is_returned(report: Report) -> bool:
    """Whether the plan goes back, so that there is a letter to write."""
    return report.verdict in (Verdict.RETURN, Verdict.INVALID)


def content_of(report: Report, pack: Pack, lang: Language) -> Content:
    """What the letter about `report` says in `lang`; `pack` is the rule pack that judged, and names who writes it.

    Raises `ValueError` for a pack that names nobody.
    """
    if pack.authority is None:
        raise ValueError(pack.id)
    told = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    listed = sorted(told, key=lambda finding: finding.severity is not Severity.ERROR)[:MOST_POINTS]
    errors = [finding for finding in listed if finding.severity is Severity.ERROR]
    warnings = [finding for finding in listed if finding.severity is Severity.WARNING]
    say = _Speaker(pack, pack.authority, lang)
    faults = [finding for finding in errors if finding.rule in _BEFORE_RULES]
    judged = [finding for finding in errors if finding.rule not in _BEFORE_RULES]
    silenced = RuleStatus.NOT_RUN in report.rules.values()
    sections = [*say.of_format(faults, silenced=silenced), *say.of_clauses(judged), *say.remarks(warnings)]
    office = offices_of(pack).get(report.office or "")
    return Content(
        lang=lang,
        pack=pack,
        authority=pack.authority,
        office=None if office is None else clean(office.name.in_language(lang)),
        year=days_of(pack)[0][:4],
        status=report.status,
        version=report.version,
        errors=report.counts[Severity.ERROR],
        sections=tuple(sections),
        left_out=len(told) - len(listed),
        file=_file_name(report.name),
        digest=report.sha256,
        judged_by=naming.pack_name(report, lang) or f"{pack.id} {pack.version}",
    )


def _file_name(name: str | None) -> str | None:
    """The file without the folders it was in, which are nobody's business; None where there is no file."""
    last = re.split(r"[/\\]", name or "")[-1]
    return clean(last) or None if last != "-" else None


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Puts findings into the words of one language."""

    pack: Pack
    authority: Authority
    lang: Language

    def of_format(self, faults: Sequence[Finding], *, silenced: bool) -> Iterator[Section]:
        """Faults of the plan format, and input that cannot be read, by the part of the plan they are in."""
        if not faults:
            return
        groups = grouped(faults, plan_of(self.pack))
        names = naming.part_names(groups, self.pack, self.lang)
        yield Section(
            heading=words(
                self.lang, "Form of the plan (plan format {format})", format=clean(faults[0].clause.document)
            ),
            points=tuple(
                self._point(self._name_of(group, name), group.findings, self._fault)
                for name, group in zip(names, groups, strict=True)
            ),
            remark=words(
                self.lang,
                "Because of these faults, the plan could not be examined against the Circular in "
                "full. Once they are mended, further points may come up.",
            )
            if silenced
            else None,
            of_format=True,
        )

    def _name_of(self, group: Group, name: str) -> str:
        """What the faults of `group` are listed under: its `name`, or that the file cannot be read."""
        return clean(naming.rule_title(group.findings[0], None, self.lang) if group.part is Part.INPUT else name)

    def of_clauses(self, findings: Iterable[Finding]) -> Iterator[Section]:
        """What breaks a rule: a section for each clause, in the circular's order."""
        clauses: dict[str, list[Finding]] = {}
        for finding in findings:
            clauses.setdefault(finding.clause.clause or "", []).append(finding)
        for clause in sorted(clauses, key=self._place_of):
            yield Section(self._heading(clause), self._points(clauses[clause]))

    def remarks(self, findings: Iterable[Finding]) -> Iterator[Section]:
        """What does not return a plan, and is for a person to look at."""
        points = self._points(findings)
        if points:
            heading, introduction = (
                words(self.lang, "Points to correct or explain"),
                words(
                    self.lang,
                    "These are no reason to return the plan. Please correct or explain them when you submit it again.",
                ),
            )
            yield Section(heading, points, introduction)

    def _points(self, findings: Iterable[Finding]) -> tuple[Point, ...]:
        """A point for each rule, in the order in which the plan comes to them."""
        rules: dict[str, list[Finding]] = {}
        for finding in findings:
            rules.setdefault(finding.rule, []).append(finding)
        return tuple(
            self._point(clean(naming.rule_title(own[0], self.pack, self.lang)), own, self._found)
            for own in rules.values()
        )

    def _point(self, title: str, findings: Sequence[Finding], tell: Callable[[Finding], str]) -> Point:
        remedies = {self._remedy(finding) for finding in findings}
        shared = remedies.pop() if len(remedies) == 1 and len(findings) > 1 else None
        entries = []
        for finding in findings:
            own = None if shared else self._remedy(finding)
            text = _BETWEEN_SENTENCES[self.lang].join(filter(None, (tell(finding), own, self._exception(finding))))
            entries.append(Entry(text, self._place(finding)))
        remedy = words(self.lang, "What to do: {fix}", fix=shared) if shared else None
        return Point(title, findings[0].rule, tuple(entries), remedy)

    def _found(self, finding: Finding) -> str:
        return clean(finding.message.in_language(self.lang))

    def _fault(self, finding: Finding) -> str:
        """A fault speaks of "here", so it needs its place."""
        place = naming.place_name(finding, self.lang, plan_of(self.pack))
        message = self._found(finding)
        return (
            message if place is None else words(self.lang, "At {place}: {message}", place=clean(place), message=message)
        )

    def _remedy(self, finding: Finding) -> str | None:
        """What to do; where an exception is asked for, that is to be decided first."""
        if finding.fix is None or finding.exception is not None:
            return None
        return clean(finding.fix.in_language(self.lang))

    def _exception(self, finding: Finding) -> str | None:
        if finding.exception is None:
            return None
        justification = clean(finding.exception)
        return words(
            self.lang,
            "Your office asks for an exception on these grounds: “{justification}”. The {office} will decide on it.",
            justification=justification,
            office=self.authority.office,
        )

    def _place(self, finding: Finding) -> str:
        return clean(
            naming.place_name(finding, self.lang, plan_of(self.pack)) or words(self.lang, "the plan as a whole")
        )

    def _place_of(self, clause: str) -> tuple[int, str]:
        order = list(self.pack.clauses)
        return (order.index(clause), "") if clause in order else (len(order), clause)

    def _heading(self, clause: str) -> str:
        titles = self.pack.clauses
        measures = {f"plan {number}": row for number, row in measures_of(self.pack).items()}
        if clause in measures and "plan" in titles:
            row = measures[clause]
            return words(
                self.lang, "{plan}, measure {number}: {title}", plan=titles["plan"], number=row.number, title=row.title
            )
        if clause in titles:
            heading = (
                N_("{title}", context="letter") if clause == "plan" else N_("{title} (clause {label} of the Circular)")
            )
            label = naming.clause_label(clause, self.lang, self.pack)
            return words(self.lang, heading, title=titles[clause], label=label)
        return words(self.lang, "{clause}", clause=clean(clause))
