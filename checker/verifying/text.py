"""A verification as text: whether everything holds, a line for each report, and what does not hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.model import Severity, Verdict
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.labels import RULE_STATUSES, SEVERITIES, VERDICTS
from checker.texts import say
from checker.verifying.model import Change, Outcome, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.reporting import Layout
    from checker.verifying.model import Difference, Judged, Result, Verification

_LONGEST: Final = 200
"""Characters of a JSON value that are shown; `json` has all of it."""
_SHORT: Final = 12
_LABELS: Final = {"rules": "verification.rule", "verdict": "verification.verdict", "pack": "verification.pack"}
_DIFFERS: Final = "verification.differs"
_OUTCOMES: Final[Mapping[str, str]] = TABLE("verification.outcome.")
_FOUND: Final[Mapping[str, str]] = TABLE("verification.finding-", only="missing|added")
"""What a difference about a member is called, where it has a name of its own."""


def render(verification: Verification, layout: Layout) -> str:
    """`verification` in its own language."""
    view = _View(verification.lang, max(layout.width, NARROWEST), layout.colour, verification)
    sections = [list(_head(view)), _table(view), *map(list, _details(view)), list(_rest(view))]
    lines = [line for section in sections if section for line in ("", *section)][1:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class _View(Page):
    """One verification, and the page it is shown on."""

    verification: Verification

    def say(self, message: str, /, *, context: str | None = None, **values: object) -> str:
        return say(self.lang, message, context=context, **values)

    def both(self, stored: str, now: str) -> str:
        return self.say("verification.stored-and-now", stored=stored, now=now)

    def outcome(self, result: Result) -> str:
        return self.say(_OUTCOMES[result.outcome])


def _head(view: _View) -> Iterator[str]:
    made = view.verification
    holding = made.counts[Outcome.HOLDS]
    yield from view.bold(
        view.say("verification.all-hold" if made.holds else "verification.not-all-hold", holding=holding, count=len(made.results))
    )
    yield ""
    day = made.as_of or view.say("verification.no-day")
    yield from view.labelled([(view.say("verification.file"), _name(view, made.name)), (view.say("verification.as-of"), day)])


def _name(view: _View, name: str | None) -> str:
    if name is None:
        return view.say("verification.no-name")
    return say(view.lang, "report.standard-input") if name == "-" else printable(name)


def _title(view: _View, result: Result) -> str:
    return view.say("verification.the-review") if result.subject is Subject.REVIEW else _name(view, result.name)


def _table(view: _View) -> list[str]:
    """A line for each report."""
    head = [view.say(head) for head in ("verification.column-report", "verification.column-plan", "verification.column-outcome")]
    results = view.verification.results
    rows = [
        [
            _title(view, result),
            view.say("verification.none") if result.plan is None else _name(view, result.plan),
            view.outcome(result),
        ]
        for result in results
    ]
    roles = {
        (place, 2): Verdict.PASS if result.outcome is Outcome.HOLDS else Severity.ERROR
        for place, result in enumerate(results)
    }
    return view.table(head, rows, roles=roles)


def _details(view: _View) -> Iterator[Iterable[str]]:
    for result in view.verification.results:
        rows = list(_rows(view, result))
        if rows:
            title = view.say("verification.heading", name=_title(view, result), outcome=view.outcome(result))
            yield [*view.heading(title, "-"), *view.labelled(rows)]


def _rows(view: _View, result: Result) -> Iterator[tuple[str, str]]:
    """What is said of a result, and the label of each; nothing of one that holds, but who judged, if another."""
    if result.reason is not None:
        yield view.say("verification.reason"), flowing(result.reason.in_language(view.lang))
    if result.holds_for is not None:
        day = result.holds_for.day
        yield view.say("verification.note"), view.say("verification.holds-for-no-day") if day is None else view.say("verification.holds-for-day", day=day)
    for difference in result.differences:
        yield _difference(view, difference)
    if result.outcome is Outcome.ANOTHER_PACK and [each.about for each in result.differences] == ["pack"]:
        yield view.say("verification.note"), view.say("verification.nothing-else")
    if result.stored is not None and result.now is not None:
        one, other = (_engine(view, judged) for judged in (result.stored, result.now))
        if one != other:
            yield view.say("verification.engine"), view.both(one, other)


def _engine(view: _View, judged: Judged) -> str:
    return view.say("verification.engine-name", name=printable(judged.engine["name"]), version=printable(judged.engine["version"]))


def _difference(view: _View, difference: Difference) -> tuple[str, str]:
    """What a difference is called, and what it is."""
    about, stored, now = difference.about, difference.stored, difference.now
    name = printable(difference.name or "")
    if about == "findings":
        return view.say("verification.finding"), _finding(view, difference)
    if about == "order":
        return view.say(_DIFFERS), view.say("verification.order", name=name)
    if about == "rules" and difference.name is not None:
        change = view.both(_status(view, stored), _status(view, now))
        text = view.say("verification.rule-status", rule=name, change=change)
    elif about == "verdict":
        text = view.both(*(say(view.lang, VERDICTS[value]) for value in (stored, now)))
    elif about == "pack":
        text = view.both(_pack(view, stored), _pack(view, now))
    else:
        message = "verification.about" if difference.name is None else "verification.named"
        text = view.say(message, about=about, name=name, change=view.both(_json(stored), _json(now)))
    return view.say(_LABELS.get(about, _DIFFERS)), text


def _status(view: _View, row: Mapping[str, Any] | None) -> str:
    return view.say("verification.none") if row is None else say(view.lang, RULE_STATUSES[row['status']])


def _pack(view: _View, pack: Mapping[str, Any]) -> str:
    id_, version, digest = (printable(str(pack[name] or view.say("verification.none"))) for name in ("id", "version", "digest"))
    return view.say("verification.pack-name", id=id_, version=version, digest=digest[:_SHORT])


def _finding(view: _View, difference: Difference) -> str:
    shown = difference.stored if difference.now is None else difference.now
    finding = view.say(
        "verification.finding-name",
        severity=say(view.lang, SEVERITIES[shown['severity']]).upper(),
        rule=printable(shown["rule"]),
        place=printable(shown["at"]) or view.say("verification.whole-plan"),
        message=flowing(shown["message"]),
    )
    if difference.change is not Change.CHANGED:
        return view.say(_FOUND[str(difference.change)], finding=finding)
    members = view.say("verification.list-joint").join(
        view.say("verification.member", name=name, stored=_json(difference.stored[name]), now=_json(difference.now[name]))
        for name in difference.members
    )
    return view.say("verification.finding-changed", finding=finding, members=members)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _rest(view: _View) -> Iterator[str]:
    made = view.verification
    if made.unused:
        names = view.say("verification.joint").join(map(printable, made.unused))
        yield from view.wrapped(view.say("verification.unused", names=names))
    for plan in made.unread:
        reason = flowing(plan.reason.in_language(view.lang))
        yield from view.wrapped(view.say("verification.unread", name=printable(plan.name), reason=reason))
