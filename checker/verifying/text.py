"""A verification as text: whether everything holds, a line for each report, and what does not hold."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from checker.i18n import N_
from checker.model import Language, Severity, Verdict
from checker.reporting import Layout
from checker.reporting.naming import RULE_STATUSES, SEVERITIES, SHORT_DIGEST, VERDICTS
from checker.reporting.page import Block, Labels, Page, Passage, Section, Speaker, TextTable
from checker.reporting.printable import flowing, printable
from checker.stored import Subject
from checker.verifying.rerunning import Difference, JudgedBy, ReportOutcome, Result, Verification

_LONGEST: Final = 200
"""Characters of a JSON value that are shown; `json` has all of it."""
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
    told = Speaker(lang)
    sections: list[Block] = [_head(told, verification), _table(told, verification), *_details(told, verification)]
    return Page.of(lang, layout).pages([[*sections, *_rest(told, verification)]])


def _head(told: Speaker, made: Verification) -> Section:
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


def _name(told: Speaker, name: str | None) -> str:
    if name is None:
        return told.say(N_("(without a name)", context="report"))
    return told.say("standard input") if name == "-" else printable(name)


def _title(told: Speaker, result: Result) -> str:
    return told.say("(the review as a whole)") if result.subject is Subject.REVIEW else _name(told, result.name)


def _table(told: Speaker, made: Verification) -> TextTable:
    """A line for each report."""
    head = [told.say(head) for head in (N_("Report on"), N_("Plan given"), N_("Outcome"))]
    results = made.results
    rows = [
        [
            _title(told, result),
            told.say("-") if result.plan is None else _name(told, result.plan),
            told.say(_OUTCOMES[result.outcome]),
        ]
        for result in results
    ]
    roles = {
        (place, 2): Verdict.PASS if result.outcome is ReportOutcome.HOLDS else Severity.ERROR
        for place, result in enumerate(results)
    }
    return TextTable(head, rows, roles=roles)


def _details(told: Speaker, made: Verification) -> Iterator[Section]:
    for result in made.results:
        rows = list(_rows(told, result))
        if rows:
            title = told.say(
                "{name}: {outcome}", name=_title(told, result), outcome=told.say(_OUTCOMES[result.outcome])
            )
            yield Section(title, [Labels(rows)])


def _rows(told: Speaker, result: Result) -> Iterator[tuple[str, str]]:
    """What is said of a result, and the label of each; nothing of one that holds, but who judged, if another."""
    if result.reason is not None:
        yield told.say("Why"), flowing(result.reason)
    if result.holds_for is not None:
        day = result.holds_for.as_of
        made = (
            N_("It was made without a day to check for, it seems: without --as-of everything comes out again.")
            if day is None
            else N_("It was made for another day, it seems: with --as-of {day} everything comes out again.")
        )
        yield told.say("Note"), told.say(made, day=day)
    for difference in result.differences:
        yield _difference(told, difference)
    if result.outcome is ReportOutcome.ANOTHER_PACK and [each.about for each in result.differences] == ["pack"]:
        yield told.say("Note"), told.say("Apart from the rule pack everything comes out again.")
    if result.stored is not None and result.now is not None:
        one, other = (_engine(told, judged) for judged in (result.stored, result.now))
        if one != other:
            yield told.say("Judged by"), _both(told, one, other)


def _both(told: Speaker, stored: str, now: str) -> str:
    return told.say("{stored} in the report, {now} now", stored=stored, now=now)


def _engine(told: Speaker, judged: JudgedBy) -> str:
    return told.say("{name} {version}", name=judged.engine.name, version=printable(judged.engine.version))


def _difference(told: Speaker, difference: Difference) -> tuple[str, str]:
    """What a difference is called, and what it is."""
    about, stored, now = difference.about, difference.stored, difference.now
    name = printable(difference.name or "")
    if about == "findings":
        return told.say("Finding"), _finding(told, difference)
    if about == "order":
        return told.say(_DIFFERS), told.say("the order of “{name}” is another one", name=name)
    if about == "rules" and difference.name is not None:
        change = _both(told, _status(told, stored), _status(told, now))
        text = told.say("{rule}: {change}", rule=name, change=change)
    elif about == "verdict":
        text = _both(told, *(told.say(VERDICTS[value]) for value in (stored, now)))
    elif about == "pack":
        text = _both(told, _pack(told, stored), _pack(told, now))
    else:
        message = N_("“{about}”: {change}") if difference.name is None else N_("“{about}” of {name}: {change}")
        text = told.say(message, about=about, name=name, change=_both(told, _json(stored), _json(now)))
    return told.say(_LABELS.get(about, _DIFFERS)), text


def _status(told: Speaker, row: Mapping[str, Any] | None) -> str:
    return told.say("-") if row is None else told.say(RULE_STATUSES[row["status"]])


def _pack(told: Speaker, pack: Mapping[str, Any]) -> str:
    id_, version, digest = (printable(str(pack[name] or told.say("-"))) for name in ("id", "version", "digest"))
    return told.say("{id} {version} ({digest})", id=id_, version=version, digest=digest[:SHORT_DIGEST])


def _finding(told: Speaker, difference: Difference) -> str:
    shown = difference.stored if difference.now is None else difference.now
    finding = told.say(
        "{severity}: {rule}, {place}: {message}",
        severity=told.say(SEVERITIES[shown["severity"]]).upper(),
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


def _rest(told: Speaker, made: Verification) -> Iterator[Passage]:
    if made.unused:
        names = told.say(", ").join(map(printable, made.unused))
        yield Passage(told.say("Plans that no report is on: {names}", names=names))
    for plan in made.unread:
        reason = flowing(plan.reason)
        yield Passage(told.say("{name} cannot be read: {reason}", name=printable(plan.name), reason=reason))
