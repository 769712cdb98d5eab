"""A verification as text: whether everything holds, a line for each report, and what does not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from checker.i18n import N_, say
from checker.labels import RULE_STATUSES, SEVERITIES, VERDICTS
from checker.model import Language, Severity, Verdict
from checker.reporting import Layout
from checker.reporting.page import Page
from checker.reporting.printable import flowing, printable
from checker.reporting.sections import Labels, Passage, Section, TextTable
from checker.verifying.model import Difference, JudgedBy, ReportOutcome, Result, Subject, Verification

_LONGEST: Final = 200
"""Characters of a JSON value that are shown; `json` has all of it."""
_SHORT: Final = 12
_LABELS: Final = {"rules": N_("Rule"), "verdict": N_("Verdict"), "pack": N_("Rule pack")}
_DIFFERS: Final = N_("Differs")
_OUTCOMES: Final[Mapping[str, str]] = {
    "holds": N_("holds"),
    "differs": N_("does not hold"),
    "another-pack": N_("by another rule pack"),
    "plan-missing": N_("plan not given"),
    "no-digest": N_("without a digest"),
    "broken": N_("no valid report"),
    "undetermined": N_("could not be judged"),
}
_FOUND: Final[Mapping[str, str]] = {
    "missing": N_("only in the report, not found now: {finding}"),
    "added": N_("found now, not in the report: {finding}"),
}
"""What a difference about a member is called, where it has a name of its own."""


def render(verification: Verification, layout: Layout, lang: Language) -> str:
    """`verification` in `lang`, in which it was made."""
    told = _VerificationTold(lang, verification)
    return Page.of(lang, layout).pages([[_head(told), _table(told), *_details(told), *_rest(told)]])


class _VerificationTold(msgspec.Struct, frozen=True, eq=False):
    """One verification, and the language that it is told in."""

    lang: Language
    verification: Verification

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **values)

    def both(self, stored: str, now: str) -> str:
        return self.say("{stored} in the report, {now} now", stored=stored, now=now)

    def outcome(self, result: Result) -> str:
        return self.say(_OUTCOMES[result.outcome])


def _head(told: _VerificationTold) -> Section:
    made = told.verification
    total = told.say(
        "HOLDS: everything in this file comes out again ({count} of {count})"
        if made.holds
        else "DOES NOT HOLD: {holding} of {count} come out again as they stand",
        holding=made.counts[ReportOutcome.HOLDS],
        count=len(made.results),
    )
    day = made.as_of or told.say("no day (--as-of was not given)")
    return Section(
        "",
        [Passage(total, total), Labels([(told.say("File"), _name(told, made.name)), (told.say("Checked for"), day)])],
    )


def _name(told: _VerificationTold, name: str | None) -> str:
    if name is None:
        return told.say(N_("(without a name)", context="report"))
    return say(told.lang, "standard input") if name == "-" else printable(name)


def _title(told: _VerificationTold, result: Result) -> str:
    return told.say("(the review as a whole)") if result.subject is Subject.REVIEW else _name(told, result.name)


def _table(told: _VerificationTold) -> TextTable:
    """A line for each report."""
    head = [told.say(head) for head in (N_("Report on"), N_("Plan given"), N_("Outcome"))]
    results = told.verification.results
    rows = [
        [
            _title(told, result),
            told.say("-") if result.plan is None else _name(told, result.plan),
            told.outcome(result),
        ]
        for result in results
    ]
    roles = {
        (place, 2): Verdict.PASS if result.outcome is ReportOutcome.HOLDS else Severity.ERROR
        for place, result in enumerate(results)
    }
    return TextTable(head, rows, roles=roles)


def _details(told: _VerificationTold) -> Iterator[Section]:
    for result in told.verification.results:
        rows = list(_rows(told, result))
        if rows:
            title = told.say("{name}: {outcome}", name=_title(told, result), outcome=told.outcome(result))
            yield Section(title, [Labels(rows)])


def _rows(told: _VerificationTold, result: Result) -> Iterator[tuple[str, str]]:
    """What is said of a result, and the label of each; nothing of one that holds, but who judged, if another."""
    if result.reason is not None:
        yield told.say("Why"), flowing(result.reason)
    if result.holds_for is not None:
        day = result.holds_for.as_of
        yield (
            told.say("Note"),
            told.say("It was made without a day to check for, it seems: without --as-of everything comes out again.")
            if day is None
            else told.say(
                "It was made for another day, it seems: with --as-of {day} everything comes out again.", day=day
            ),
        )
    for difference in result.differences:
        yield _difference(told, difference)
    if result.outcome is ReportOutcome.ANOTHER_PACK and [each.about for each in result.differences] == ["pack"]:
        yield told.say("Note"), told.say("Apart from the rule pack everything comes out again.")
    if result.stored is not None and result.now is not None:
        one, other = (_engine(told, judged) for judged in (result.stored, result.now))
        if one != other:
            yield told.say("Judged by"), told.both(one, other)


def _engine(told: _VerificationTold, judged: JudgedBy) -> str:
    return told.say("{name} {version}", name=judged.engine.name, version=printable(judged.engine.version))


def _difference(told: _VerificationTold, difference: Difference) -> tuple[str, str]:
    """What a difference is called, and what it is."""
    about, stored, now = difference.about, difference.stored, difference.now
    name = printable(difference.name or "")
    if about == "findings":
        return told.say("Finding"), _finding(told, difference)
    if about == "order":
        return told.say(_DIFFERS), told.say("the order of “{name}” is another one", name=name)
    if about == "rules" and difference.name is not None:
        change = told.both(_status(told, stored), _status(told, now))
        text = told.say("{rule}: {change}", rule=name, change=change)
    elif about == "verdict":
        text = told.both(*(say(told.lang, VERDICTS[value]) for value in (stored, now)))
    elif about == "pack":
        text = told.both(_pack(told, stored), _pack(told, now))
    else:
        message = N_("“{about}”: {change}") if difference.name is None else N_("“{about}” of {name}: {change}")
        text = told.say(message, about=about, name=name, change=told.both(_json(stored), _json(now)))
    return told.say(_LABELS.get(about, _DIFFERS)), text


def _status(told: _VerificationTold, row: Mapping[str, Any] | None) -> str:
    return told.say("-") if row is None else say(told.lang, RULE_STATUSES[row["status"]])


def _pack(told: _VerificationTold, pack: Mapping[str, Any]) -> str:
    id_, version, digest = (printable(str(pack[name] or told.say("-"))) for name in ("id", "version", "digest"))
    return told.say("{id} {version} ({digest})", id=id_, version=version, digest=digest[:_SHORT])


def _finding(told: _VerificationTold, difference: Difference) -> str:
    shown = difference.stored if difference.now is None else difference.now
    finding = told.say(
        "{severity}: {rule}, {place}: {message}",
        severity=say(told.lang, SEVERITIES[shown["severity"]]).upper(),
        rule=printable(shown["rule"]),
        place=printable(shown["at"]) or told.say("the plan as a whole"),
        message=flowing(shown["message"]),
    )
    if difference.change != "changed":
        return told.say(_FOUND[str(difference.change)], finding=finding)
    members = told.say("; ").join(
        told.say(
            "{name} was {stored}, is {now}",
            name=name,
            stored=_json(difference.stored[name]),
            now=_json(difference.now[name]),
        )
        for name in difference.members
    )
    return told.say("{finding} (not the same: {members})", finding=finding, members=members)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _rest(told: _VerificationTold) -> Iterator[Passage]:
    made = told.verification
    if made.unused:
        names = told.say(", ").join(map(printable, made.unused))
        yield Passage(told.say("Plans that no report is on: {names}", names=names))
    for plan in made.unread:
        reason = flowing(plan.reason)
        yield Passage(told.say("{name} cannot be read: {reason}", name=printable(plan.name), reason=reason))
