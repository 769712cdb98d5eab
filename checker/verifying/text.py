"""A verification as text: whether everything holds, a line for each report, and what does not hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from checker.i18n import N_, say
from checker.labels import RULE_STATUSES, SEVERITIES, VERDICTS
from checker.model import Severity, Verdict
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.verifying.model import ReportOutcome, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.model import Language
    from checker.reporting import Layout
    from checker.verifying.model import Difference, JudgedBy, Result, Verification

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
    view = _VerificationView(lang, max(layout.width, NARROWEST), layout.colour, verification)
    sections = [list(_head(view)), _table(view), *map(list, _details(view)), list(_rest(view))]
    lines = [line for section in sections if section for line in ("", *section)][1:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


class _VerificationView(Page, frozen=True):
    """One verification, and the page it is shown on."""

    verification: Verification

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **values)

    def both(self, stored: str, now: str) -> str:
        return self.say("{stored} in the report, {now} now", stored=stored, now=now)

    def outcome(self, result: Result) -> str:
        return self.say(_OUTCOMES[result.outcome])


def _head(view: _VerificationView) -> Iterator[str]:
    made = view.verification
    holding = made.counts[ReportOutcome.HOLDS]
    yield from view.bold(
        view.say(
            "HOLDS: everything in this file comes out again ({count} of {count})"
            if made.holds
            else "DOES NOT HOLD: {holding} of {count} come out again as they stand",
            holding=holding,
            count=len(made.results),
        )
    )
    yield ""
    day = made.as_of or view.say("no day (--as-of was not given)")
    yield from view.labelled([(view.say("File"), _name(view, made.name)), (view.say("Checked for"), day)])


def _name(view: _VerificationView, name: str | None) -> str:
    if name is None:
        return view.say(N_("(without a name)", context="report"))
    return say(view.lang, "standard input") if name == "-" else printable(name)


def _title(view: _VerificationView, result: Result) -> str:
    return view.say("(the review as a whole)") if result.subject is Subject.REVIEW else _name(view, result.name)


def _table(view: _VerificationView) -> list[str]:
    """A line for each report."""
    head = [view.say(head) for head in (N_("Report on"), N_("Plan given"), N_("Outcome"))]
    results = view.verification.results
    rows = [
        [
            _title(view, result),
            view.say("-") if result.plan is None else _name(view, result.plan),
            view.outcome(result),
        ]
        for result in results
    ]
    roles = {
        (place, 2): Verdict.PASS if result.outcome is ReportOutcome.HOLDS else Severity.ERROR
        for place, result in enumerate(results)
    }
    return view.table(head, rows, roles=roles)


def _details(view: _VerificationView) -> Iterator[Iterable[str]]:
    for result in view.verification.results:
        rows = list(_rows(view, result))
        if rows:
            title = view.say("{name}: {outcome}", name=_title(view, result), outcome=view.outcome(result))
            yield [*view.heading(title, "-"), *view.labelled(rows)]


def _rows(view: _VerificationView, result: Result) -> Iterator[tuple[str, str]]:
    """What is said of a result, and the label of each; nothing of one that holds, but who judged, if another."""
    if result.reason is not None:
        yield view.say("Why"), flowing(result.reason)
    if result.holds_for is not None:
        day = result.holds_for.as_of
        yield (
            view.say("Note"),
            view.say("It was made without a day to check for, it seems: without --as-of everything comes out again.")
            if day is None
            else view.say(
                "It was made for another day, it seems: with --as-of {day} everything comes out again.", day=day
            ),
        )
    for difference in result.differences:
        yield _difference(view, difference)
    if result.outcome is ReportOutcome.ANOTHER_PACK and [each.about for each in result.differences] == ["pack"]:
        yield view.say("Note"), view.say("Apart from the rule pack everything comes out again.")
    if result.stored is not None and result.now is not None:
        one, other = (_engine(view, judged) for judged in (result.stored, result.now))
        if one != other:
            yield view.say("Judged by"), view.both(one, other)


def _engine(view: _VerificationView, judged: JudgedBy) -> str:
    return view.say("{name} {version}", name=judged.engine.name, version=printable(judged.engine.version))


def _difference(view: _VerificationView, difference: Difference) -> tuple[str, str]:
    """What a difference is called, and what it is."""
    about, stored, now = difference.about, difference.stored, difference.now
    name = printable(difference.name or "")
    if about == "findings":
        return view.say("Finding"), _finding(view, difference)
    if about == "order":
        return view.say(_DIFFERS), view.say("the order of “{name}” is another one", name=name)
    if about == "rules" and difference.name is not None:
        change = view.both(_status(view, stored), _status(view, now))
        text = view.say("{rule}: {change}", rule=name, change=change)
    elif about == "verdict":
        text = view.both(*(say(view.lang, VERDICTS[value]) for value in (stored, now)))
    elif about == "pack":
        text = view.both(_pack(view, stored), _pack(view, now))
    else:
        message = N_("“{about}”: {change}") if difference.name is None else N_("“{about}” of {name}: {change}")
        text = view.say(message, about=about, name=name, change=view.both(_json(stored), _json(now)))
    return view.say(_LABELS.get(about, _DIFFERS)), text


def _status(view: _VerificationView, row: Mapping[str, Any] | None) -> str:
    return view.say("-") if row is None else say(view.lang, RULE_STATUSES[row["status"]])


def _pack(view: _VerificationView, pack: Mapping[str, Any]) -> str:
    id_, version, digest = (printable(str(pack[name] or view.say("-"))) for name in ("id", "version", "digest"))
    return view.say("{id} {version} ({digest})", id=id_, version=version, digest=digest[:_SHORT])


def _finding(view: _VerificationView, difference: Difference) -> str:
    shown = difference.stored if difference.now is None else difference.now
    finding = view.say(
        "{severity}: {rule}, {place}: {message}",
        severity=say(view.lang, SEVERITIES[shown["severity"]]).upper(),
        rule=printable(shown["rule"]),
        place=printable(shown["at"]) or view.say("the plan as a whole"),
        message=flowing(shown["message"]),
    )
    if difference.change != "changed":
        return view.say(_FOUND[str(difference.change)], finding=finding)
    members = view.say("; ").join(
        view.say(
            "{name} was {stored}, is {now}",
            name=name,
            stored=_json(difference.stored[name]),
            now=_json(difference.now[name]),
        )
        for name in difference.members
    )
    return view.say("{finding} (not the same: {members})", finding=finding, members=members)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _rest(view: _VerificationView) -> Iterator[str]:
    made = view.verification
    if made.unused:
        names = view.say(", ").join(map(printable, made.unused))
        yield from view.wrapped(view.say("Plans that no report is on: {names}", names=names))
    for plan in made.unread:
        reason = flowing(plan.reason)
        yield from view.wrapped(view.say("{name} cannot be read: {reason}", name=printable(plan.name), reason=reason))
