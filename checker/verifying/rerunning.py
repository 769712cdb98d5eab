"""Judges the plans of stored reports again and holds what they say against what comes out.

The options that shape a report and do not stand in it are those of the call: the day it is checked for. Its language is
told by its sentences, and its rule pack it names. What comes of it are the records at the beginning, in the form of
`schemas/verification.schema.json`.
"""

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated, Any, Final, Literal, get_args

from msgspec import Meta, field
from msgspec.structs import replace

from checker.checking import HeldAgainst, Options, examine_source, unreadable
from checker.comparing import pairs_of
from checker.decisions import DECISIONS_FORMAT, DecisionJson, Decisions, read_decisions
from checker.errors import UnreadableError
from checker.filing import file_of
from checker.holding import Held
from checker.i18n import N_, text
from checker.inbox import FoundFile
from checker.inputs import Input
from checker.model import (
    LEFT_OUT,
    Amount,
    DayText,
    Digest,
    EngineJson,
    Finding,
    FindingJson,
    Language,
    Output,
    OverallFindingJson,
    Passage,
    ReportPackJson,
    Text,
    each_of,
)
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import Pack
from checker.reporting.json import written
from checker.reviewing import examine_files, reviews_of, told_in_time
from checker.stored import Kept, Subject, finding_of, language_of, written_as
from checker.values import day_text


class ReportOutcome(StrEnum):
    """What became of one report.

    `differs`: the same plan and the same rule pack, and something else comes out. `another-pack`: it was judged by a
    rule pack that is not the one at hand, whatever comes out now. `plan-missing`: no plan of its digest was given.
    `no-digest`: it does not say on which bytes it is. `broken`: it is no report of this format. `undetermined`: the
    rules could not be judged now.
    """

    HOLDS = "holds"
    DIFFERS = "differs"
    ANOTHER_PACK = "another-pack"
    PLAN_MISSING = "plan-missing"
    NO_DIGEST = "no-digest"
    BROKEN = "broken"
    UNDETERMINED = "undetermined"


ReportMember = Literal[
    "pack",
    "document",
    "input",
    "office",
    "plan_year",
    "status",
    "version",
    "verdict",
    "counts",
    "selection",
    "against",
    "roster",
    "resubmissions",
    "assessments",
    "verdicts",
    "measures",
    "items",
    "findings",
    "rules",
    "engine",
    "order",
]
"""What of a report, or of a review beside its reports, may differ, in the order in which differences are told."""


class Difference(Output, frozen=True, kw_only=True):
    """One thing that the report says and that does not come out now."""

    about: Annotated[
        ReportMember,
        Meta(
            description="The member of the report; `order`: what `name` names stands in another order; `engine`: its "
            "`failure`."
        ),
    ]
    name: Annotated[str | None, Meta(description="Which of several: a rule, an office, an item.")] = None
    change: Annotated[
        Literal["missing", "added", "changed"] | None,
        Meta(description="Of a finding: only in the report, only found now, or in both and not the same."),
    ] = None
    members: Annotated[list[str], Meta(description="Of a changed finding: in which members.")] = field(
        default_factory=list
    )
    stored: Annotated[Any, Meta(description="What the report has; null for nothing.")]
    now: Annotated[Any, Meta(description="What comes out now; null for nothing.")]


class DayFound(Output, frozen=True, kw_only=True):
    """The day for which a report that differs would hold: what `--as-of` should have been; null for no day at all."""

    as_of: DayText | None


class JudgedBy(Output, frozen=True, kw_only=True):
    """A rule pack and an evaluator."""

    pack: ReportPackJson
    engine: EngineJson


class Result(Output, frozen=True, kw_only=True):
    """What became of one report, or of a review as a whole."""

    subject: Annotated[Subject, Meta(description="`review`: what a review says of its plans together.")]
    name: Annotated[str | None, Meta(description="What the report calls its input; null for a review.")] = None
    sha256: Annotated[Digest | None, Meta(description="The digest by which its plan was looked for.")] = None
    plan: Annotated[str | None, Meta(description="The plan given that has that digest.")] = None
    outcome: ReportOutcome
    reason: Annotated[Passage | None, Meta(description="What the outcome does not say of itself.")] = None
    stored: Annotated[JudgedBy | None, Meta(description="By what the report says it was judged.")] = None
    now: Annotated[JudgedBy | None, Meta(description="By what it was judged now; null where it was not.")] = None
    differences: list[Difference] = field(default_factory=list)
    holds_for: Annotated[DayFound | None, Meta(description="The day for which a report that differs would hold.")] = (
        None
    )


class UnreadPlan(Output, frozen=True, kw_only=True):
    """A plan that was given and could not be read at all, and why."""

    name: str
    reason: Passage


class Verification(Output, frozen=True, kw_only=True, tag_field="format", tag="plan-verification/1"):
    """Whether stored reports still hold."""

    name: Annotated[str, Meta(description="The file that was verified, as named by the caller.")]
    as_of: Annotated[
        DayText | None, Meta(description="The day for which the plans were judged again; null for no day.")
    ]
    holds: Annotated[bool, Meta(description="Whether every result holds.")]
    counts: Annotated[
        Annotated[Mapping[ReportOutcome, Amount], each_of(ReportOutcome)],
        Meta(description="How many results there are of each outcome."),
    ]
    results: Annotated[
        list[Result], Meta(min_length=1, description="In the order of the file; a review comes before its reports.")
    ]
    unused: Annotated[list[str], Meta(description="Plans given that no report is on.")]
    unread: Annotated[list[UnreadPlan], Meta(description="Plans given that could not be read at all.")]


Json = dict[str, Any]

_MEMBERS: Final[tuple[ReportMember, ...]] = get_args(ReportMember)
_BY_NAME: Final = ("verdicts", "measures", "items")
"""Members that are objects of many rows."""
_ROWS: Final = {
    "roster": ("document", "office"),
    "resubmissions": ("document", "office"),
    "assessments": ("document",),
    "rules": ("rule",),
}
"""Members that are lists of rows, and what a row is known by."""
_NO_DIGEST: Final = N_("It does not say on which bytes it is: its input could not be read, or came from a program.")
_NO_PACK: Final = N_("The rule pack “{pack}” that judged is not at hand; name it with --pack.")
_A_DAY: Final = timedelta(days=1)
_MOST_DAYS: Final = 32
"""So many days are tried for a report that differs: the bounds of a pack are few, and so are the days in findings."""


def verify(
    kept: Iterable[Kept],
    name: str,
    plans: Iterable[FoundFile],
    *,
    pack: Pack | None = None,
    as_of: date | None = None,
    lang: Language = "en",
    against: HeldAgainst | None = None,
) -> Verification:
    """Whether what was kept in the file `name` still holds for these plans.

    `pack` is the rule pack to judge by, by default the one that each report names; `as_of` the day that the reports
    were made for, and `against` what they were held against (None: the files of the digests that they name, among
    `plans` or beside them or the reports). Raises `UnreadableError` as `kept` does where that is
    read as it is asked for.
    """
    verifier = _Verifier(_plans_of(plans, lang, name), pack, as_of, lang, against)
    results = [result for each in kept for result in verifier.results_of(each)]
    if not results:
        raise UnreadableError("There is no report in this file.")
    return Verification(
        name=name,
        as_of=None if as_of is None else as_of.isoformat(),
        holds=all(result.outcome is ReportOutcome.HOLDS for result in results),
        counts={outcome: sum(result.outcome is outcome for result in results) for outcome in ReportOutcome},
        results=results,
        unused=[each for each, digest in verifier.plans.copies.items() if digest not in verifier.digests],
        unread=verifier.plans.unread,
    )


@dataclass(frozen=True, slots=True)
class _Plans:
    """The plans given, by digest, and those that cannot be read; only their names are kept, and standard input."""

    by_digest: dict[str | None, Input] = dataclasses.field(default_factory=dict)
    copies: dict[str, str] = dataclasses.field(default_factory=dict)
    """Name -> digest, of every plan."""

    faults: dict[str | None, UnreadableError] = dataclasses.field(default_factory=dict)
    """Digest -> why it cannot be read, of an archive."""

    unread: list[UnreadPlan] = dataclasses.field(default_factory=list)
    beside: dict[Path, None] = dataclasses.field(default_factory=dict)
    """The folders that the files given are in, and the reports."""

    def found_again(self, source: Json) -> FoundFile | None:
        """The plan that a report of a review is on, as it was found, under the name that it had."""
        given, name = self.by_digest.get(source["sha256"]), source["name"]
        if given is None or name is None:
            return None
        return FoundFile(name, Input(name, given.read()), fault=self.faults.get(source["sha256"]))

    def found_beside(self, source: Json) -> Input | None:
        """The file that a report names, with its digest: among those given, or of its name beside one of them."""
        named = PurePath(source["name"] or "").name
        for given in (Input(str(folder / named)) for folder in self.beside if named):
            if self.by_digest.get(source["sha256"]) is None and Path(given.name).is_file():
                with suppress(UnreadableError):
                    self.by_digest.setdefault(given.digest() or "", given)
        return self.by_digest.get(source["sha256"])

    def namesake(self, name: str | None) -> str | None:
        """The name of the one plan given that has the same file name, if there is just one."""
        if name is None:
            return None
        same = [given for given in self.copies if PurePath(given).name == PurePath(name).name]
        return same[0] if len(same) == 1 else None


def _plans_of(found: Iterable[FoundFile], lang: Language, name: str) -> _Plans:
    """The plans among what was found; a file that cannot be read is noted, and the others are still taken.

    `name` is the file that the reports are in.
    """
    plans = _Plans(beside={Path(name).parent: None})
    for each in found:
        given = each.given
        if given is None:
            continue
        plans.beside.setdefault(Path(given.name).parent)
        try:
            digest = given.digest() or ""
        except UnreadableError as error:
            plans.unread.append(UnreadPlan(name=given.name, reason=error.message(lang)))
        else:
            plans.by_digest.setdefault(digest, given)
            if each.fault is not None:
                plans.faults.setdefault(digest, each.fault)
            plans.copies[given.name] = digest
    return plans


@dataclass(slots=True)
class _Verifier:
    """Verifies reports on these plans; `pack` is the rule pack asked for, if any, `as_of` the day."""

    plans: _Plans
    pack: Pack | None = None
    as_of: date | None = None
    lang: Language = "en"
    against: HeldAgainst | None = None
    digests: set[str | None] = dataclasses.field(default_factory=set)
    """The digests of the plans that any report was on, or held against."""
    held: dict[tuple[str, ...], HeldAgainst | Text] = dataclasses.field(default_factory=dict)
    """By their digests, what reports were held against; or why that is not at hand."""

    def results_of(self, kept: Kept) -> Iterator[Result]:
        """What became of a report; of a review, as a whole and of each of its reports."""
        if kept.data is None:
            fault = None if kept.fault is None else kept.fault.in_language(self.lang)
            yield Result(subject=kept.subject, outcome=ReportOutcome.BROKEN, reason=fault)
        elif kept.subject is Subject.REPORT:
            yield self._report(kept.data)
        else:
            held = self._held(kept.data)
            yield self._review(kept.data, held)
            decisions = _decisions_in(kept.data)
            told = {} if isinstance(held, Text) else self._told_in_time(kept.data, held, decisions)
            for each in kept.data["reports"]:
                in_time = told.get(each["input"]["name"])
                yield self._report(each, in_time=in_time, decisions=decisions, is_reviewed=True)

    def _held(self, data: Json) -> HeldAgainst | Text | None:
        """What a report was held against; None where it was not, and why where that is not at hand."""
        sources = data.get("against", ())
        self.digests.update(source["sha256"] for source in sources)
        if self.against is not None or not sources:
            return self.against
        key = tuple(str(source["sha256"]) for source in sources)
        if key not in self.held:
            self.held[key] = self._held_in(sources, self._pack(data["pack"]["id"]))
        return self.held[key]

    def _held_in(self, sources: Iterable[Json], pack: Pack | None) -> HeldAgainst | Text:
        held = Held()
        for source in sources:
            given = self.plans.found_beside(source)
            if given is None:
                return text(
                    "It was held against {name}, which is not here, byte for byte: give that file as well.",
                    name=source["name"],
                )
            try:
                held.add(given, Options(pack, lang=self.lang))
            except UnreadableError as error:
                return text("It was held against {name}. {fault}", name=given.name, fault=error.text)
        return held

    def _told_in_time(self, data: Json, held: HeldAgainst | None, decisions: Decisions | None) -> Mapping[str, bool]:
        """Which reports of a review rest on what it knows of the first submission, as far as the plans are given."""
        sources = [report["input"] for report in data["reports"]]
        found = [each for each in map(self.plans.found_again, sources) if each is not None]
        options = Options(self._pack(data["pack"]["id"]), self.as_of, against=held, decisions=decisions)
        return told_in_time(examine_files(found, options), options)

    def _report(
        self,
        data: Json,
        *,
        in_time: bool | None = None,
        decisions: Decisions | None = None,
        is_reviewed: bool = False,
    ) -> Result:
        source = data["input"]
        self.digests.add(source["sha256"])
        given = self.plans.by_digest.get(source["sha256"])
        result = Result(
            subject=Subject.REPORT,
            outcome=ReportOutcome.HOLDS,
            name=source["name"],
            sha256=source["sha256"],
            stored=_judged(data),
        )
        if given is None:
            return self._without_plan(result)
        result = replace(result, plan=given.name)
        named = data["pack"]["id"]
        pack = self._pack(named)
        if named is not None and pack is None:
            return self._without(result, ReportOutcome.ANOTHER_PACK, text(_NO_PACK, pack=named))
        held = self._held(data)
        if isinstance(held, Text):
            return self._without(result, ReportOutcome.PLAN_MISSING, held)
        lang = language_of([finding["message"] for finding in data["findings"]], self.lang)

        def judged_for(day: date | None) -> Json:
            left_out = _left_out_in(data)
            options = Options(pack, day, lang, ignore=left_out, in_time=in_time, against=held, decisions=decisions)
            fault = self.plans.faults.get(source["sha256"])
            if fault is not None:
                report = unreadable(fault, source["name"], options)
            elif is_reviewed:
                report = file_of(Input(source["name"], given.read()), options).report
            else:
                report, _ = examine_source(given.read(), options, name=source["name"])
            return _read_back(report.to_dict())

        return self._compared(result, data, judged_for, pack)

    def _without(self, result: Result, outcome: ReportOutcome, why: Text | None) -> Result:
        """What became of what cannot be judged again, and why."""
        return replace(result, outcome=outcome, reason=None if why is None else why.in_language(self.lang))

    def _without_plan(self, result: Result) -> Result:
        if result.sha256 is None:
            return self._without(result, ReportOutcome.NO_DIGEST, text(_NO_DIGEST))
        namesake = self.plans.namesake(result.name)
        told = N_("A plan of that name was given ({name}), but it is not the one that was judged, byte for byte.")
        why = None if namesake is None else text(told, name=namesake)
        return self._without(result, ReportOutcome.PLAN_MISSING, why)

    def _review(self, data: Json, held: HeldAgainst | Text | None) -> Result:
        result = Result(subject=Subject.REVIEW, outcome=ReportOutcome.HOLDS, stored=_judged(data))
        pack = self._pack(data["pack"]["id"])
        if pack is None:
            return self._without(result, ReportOutcome.ANOTHER_PACK, text(_NO_PACK, pack=data["pack"]["id"]))
        sources = [report["input"] for report in data["reports"]]
        # A file without a digest could not be read at all: it is nothing but a file of somebody's.
        unread = [
            FoundFile(source["name"], fault=UnreadableError(_NO_DIGEST)) for source in sources if not source["sha256"]
        ]
        read = [self.plans.found_again(source) for source in sources if source["sha256"]]
        missing = sum(each is None for each in read)
        if missing:
            told = N_("A review is of all its plans together: {missing} of {count} were not given.")
            return self._without(result, ReportOutcome.PLAN_MISSING, text(told, missing=missing, count=len(read)))
        if isinstance(held, Text):
            return self._without(result, ReportOutcome.PLAN_MISSING, held)
        found = [each for each in read if each is not None]
        # A file of which no circular could be told was judged by no rule pack, unless one was named for all.
        asked = pack if all(report["pack"]["id"] == pack.id for report in data["reports"]) else None

        def judged_for(day: date | None) -> Json:
            left_out = _left_out_in(data).union(*map(_left_out_in, data["reports"]))
            lang = language_of([finding["message"] for finding in _findings_in(data)], self.lang)
            options = Options(asked, day, lang, ignore=left_out, against=held, decisions=_decisions_in(data))
            return _read_back({**_reviewed_again([*found, *unread], pack, options), "reports": []})

        return self._compared(result, data, judged_for, pack)

    def _pack(self, named: str | None) -> Pack | None:
        """The rule pack of that id, where it is at hand: the one asked for, or an installed one."""
        if self.pack is not None:
            return self.pack if named == self.pack.id else None
        return load_pack(named) if named in installed_packs() and named is not None else None

    def _compared(
        self,
        result: Result,
        data: Json,
        judged_for: Callable[[date | None], Json],
        pack: Pack | None,
    ) -> Result:
        now = judged_for(self.as_of)
        differences = differences_of(data, now)
        result = replace(result, now=_judged(now), differences=differences)
        if now["engine"]["failure"] is not None:
            why = text("The rules could not be judged now: {failure}", failure=now["engine"]["failure"])
            return self._without(result, ReportOutcome.UNDETERMINED, why)
        if any(difference.about == "pack" for difference in differences):
            return replace(result, outcome=ReportOutcome.ANOTHER_PACK)
        if not differences:
            return result
        for day in _days(data, pack):
            if day != self.as_of and not differences_of(data, judged_for(day)):
                found = DayFound(as_of=None if day is None else day.isoformat())
                return replace(result, outcome=ReportOutcome.DIFFERS, holds_for=found)
        return replace(result, outcome=ReportOutcome.DIFFERS)


def _reviewed_again(found: list[FoundFile], pack: Pack, options: Options) -> Json:
    """The review by `pack` of what was in the one that was kept, in which everything was judged together."""
    found.sort(key=lambda each: each.name)
    made = reviews_of(examine_files(found, options), options)
    return next((review for review in made if review.pack_id == pack.id), made[0]).to_dict()


def _left_out_in(data: Json) -> frozenset[str]:
    """The rules that a report or a review says were not to be judged."""
    told = [finding["because"].get("rules") for finding in data["findings"] if finding["rule"] == LEFT_OUT]
    return frozenset(rule for rules in told if isinstance(rules, list) for rule in rules if isinstance(rule, str))


def _decisions_in(data: Json) -> Decisions | None:
    """What people had decided about the plans of a review, as it says itself; None where nothing, or what is none."""
    names = DecisionJson.__struct_fields__
    told = [{name: row[name] for name in names if row[name] is not None} for row in data["decisions"]]
    with suppress(UnreadableError):
        made = {"format": DECISIONS_FORMAT, "circular": data["pack"]["id"], "decisions": told}
        return read_decisions(made) if told else None
    return None


def _findings_in(data: Json) -> Iterator[Json]:
    """The findings of a report; of a review, its own and those of its reports."""
    yield from data["findings"]
    for report in data.get("reports", ()):
        yield from report["findings"]


def _read_back(data: Mapping[str, Any]) -> Json:
    """A report as it is once it has been written and read: what cannot be written has then become what was written."""
    read: Json = json.loads(written(data))
    return read


def _judged(data: Json) -> JudgedBy:
    return JudgedBy(pack=written_as(ReportPackJson, data["pack"]), engine=written_as(EngineJson, data["engine"]))


def _days(data: Json, pack: Pack | None) -> Iterator[date | None]:
    """The days for which a report may have been made: those its findings name, and those around the pack's bounds.

    What rules ask of the day is whether it is past a bound, so these stand for all others; first comes no day at all.
    """
    days = dict.fromkeys(_days_in([finding["because"] for finding in _findings_in(data)]))
    for bound in pack.bounds.values() if pack else ():
        if bound.is_day:
            day = date.fromisoformat(day_text(bound.value))
            days |= dict.fromkeys((day, day - _A_DAY, day + _A_DAY))
    yield None
    yield from list(days)[:_MOST_DAYS]


def _days_in(value: object) -> Iterator[date]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _days_in(item)
    elif isinstance(value, str):
        with suppress(ValueError):
            yield date.fromisoformat(value)


# How a stored report and the one that comes out now differ, member by member and finding by finding: as JSON that is
# read back, where 1 is neither 1.0 nor true


def differences_of(stored: Json, now: Json) -> list[Difference]:
    """Everything but by whom it was judged; that alone is no difference, a failure is.

    Of reviews it is what they say of the plans together; their reports are held against each other one by one.
    """
    return [each for name in _MEMBERS if name in stored for each in _of_member(name, stored[name], now.get(name))]


def _of_member(about: ReportMember, stored: Any, now: Any) -> Iterator[Difference]:
    if about == "findings":
        yield from _findings(stored, now)
    elif about == "against":
        # Against which files it was held, whatever they are called; where the report says it, as older ones do not.
        one, other = ([each["sha256"] for each in data or ()] for data in (stored, now))
        if one and one != other:
            yield Difference(about=about, stored=stored, now=now)
    elif about == "engine":
        if stored["failure"] != now["failure"]:
            yield Difference(about=about, stored=stored["failure"], now=now["failure"])
    elif about in _ROWS:
        yield from _rows(about, stored, now)
    elif about in _BY_NAME:
        yield from _named(about, stored, now)
    elif not _same(stored, now):
        yield Difference(about=about, stored=stored, now=now)


def _rows(about: ReportMember, stored: Sequence[Json], now: Sequence[Json]) -> Iterator[Difference]:
    names = _ROWS[about]
    one, other = ([(" ".join(row[name] for name in names), row) for row in rows] for rows in (stored, now))
    if len(dict(one)) < len(one):
        # A row that stands twice: nothing we wrote.
        yield Difference(about=about, stored=stored, now=now)
        return
    yield from _named(about, dict(one), dict(other))
    if list(dict(one)) != list(dict(other)) and dict(one).keys() == dict(other).keys():
        yield Difference(about="order", name=about, stored=None, now=None)


def _named(about: ReportMember, stored: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys((*stored, *now)):
        one, other = stored.get(name), now.get(name)
        if not _same(one, other):
            yield Difference(about=about, name=name, stored=one, now=other)


def _findings(stored: Sequence[Json], now: Sequence[Json]) -> Iterator[Difference]:
    left, added = _without(stored, now), _without(now, stored)
    if not left and not added and list(map(_text, stored)) != list(map(_text, now)):
        yield Difference(about="order", name="findings", stored=None, now=None)
    for one, other in _paired(left, added):
        name = str((one or other or {}).get("rule"))
        if other is None:
            yield Difference(about="findings", name=name, change="missing", stored=one, now=None)
        elif one is None:
            yield Difference(about="findings", name=name, change="added", stored=None, now=other)
        else:
            members = [name for name in {**one, **other} if not _same(one.get(name), other.get(name))]
            yield Difference(about="findings", name=name, change="changed", members=members, stored=one, now=other)


def _paired(left: Sequence[Json], added: Sequence[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    """Each finding once, with the one of the other report that is about the same thing, if any."""
    kept, found = ([(_finding(data), data) for data in findings] for findings in (left, added))
    data_of = {id(finding): data for finding, data in (*kept, *found)}
    for one, other in pairs_of([finding for finding, _ in kept], [finding for finding, _ in found]):
        yield None if one is None else data_of[id(one)], None if other is None else data_of[id(other)]


def _finding(data: Json) -> Finding:
    """The finding of a report or, where it is about a sender, of a review."""
    is_of_report = not data["at"] or data["at"].startswith("/")
    return finding_of(written_as(FindingJson if is_of_report else OverallFindingJson, data))


def _without(findings: Sequence[Json], others: Sequence[Json]) -> list[Json]:
    """The findings that are not, as they are, among the others; of several that are the same each counts."""
    there = Counter(map(_text, others))
    left = []
    for finding in findings:
        text = _text(finding)
        if there[text]:
            there[text] -= 1
        else:
            left.append(finding)
    return left


def _same(one: object, other: object) -> bool:
    return one == other and _text(one) == _text(other)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
