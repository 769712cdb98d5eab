"""A verification as text: whether everything holds, a line for each report, and what does not hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.model import Severity, Verdict
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.texts import say
from checker.verifying.model import Change, Outcome, Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.reporting import Layout
    from checker.verifying.model import Difference, Judged, Result, Verification

_LONGEST: Final = 200
"""Characters of a JSON value that are shown; `json` has all of it."""
_SHORT: Final = 12
_LABELS: Final = {"rules": "rule", "verdict": "verdict", "pack": "pack"}
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

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, f"verification.{key}", **values)

    def both(self, stored: str, now: str) -> str:
        return self.say("stored-and-now", stored=stored, now=now)

    def outcome(self, result: Result) -> str:
        return self.say(f"outcome.{result.outcome.value}")


def _head(view: _View) -> Iterator[str]:
    made = view.verification
    holding = made.counts[Outcome.HOLDS]
    yield from view.bold(
        view.say("all-hold" if made.holds else "not-all-hold", holding=holding, count=len(made.results))
    )
    yield ""
    day = made.as_of or view.say("no-day")
    yield from view.labelled([(view.say("file"), _name(view, made.name)), (view.say("as-of"), day)])


def _name(view: _View, name: str | None) -> str:
    if name is None:
        return view.say("no-name")
    return say(view.lang, "report.standard-input") if name == "-" else printable(name)


def _title(view: _View, result: Result) -> str:
    return view.say("the-review") if result.subject is Subject.REVIEW else _name(view, result.name)


def _table(view: _View) -> list[str]:
    """A line for each report."""
    head = [view.say(f"column-{column}") for column in ("report", "plan", "outcome")]
    results = view.verification.results
    rows = [
        [
            _title(view, result),
            view.say("none") if result.plan is None else _name(view, result.plan),
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
            title = view.say("heading", name=_title(view, result), outcome=view.outcome(result))
            yield [*view.heading(title, "-"), *view.labelled(rows)]


def _rows(view: _View, result: Result) -> Iterator[tuple[str, str]]:
    """What is said of a result, and the label of each; nothing of one that holds, but who judged, if another."""
    if result.reason is not None:
        yield view.say("reason"), flowing(result.reason.in_language(view.lang))
    if result.holds_for is not None:
        day = result.holds_for.day
        yield view.say("note"), view.say("holds-for-no-day") if day is None else view.say("holds-for-day", day=day)
    for difference in result.differences:
        yield _difference(view, difference)
    if result.outcome is Outcome.ANOTHER_PACK and [each.about for each in result.differences] == ["pack"]:
        yield view.say("note"), view.say("nothing-else")
    if result.stored is not None and result.now is not None:
        one, other = (_engine(view, judged) for judged in (result.stored, result.now))
        if one != other:
            yield view.say("engine"), view.both(one, other)


def _engine(view: _View, judged: Judged) -> str:
    return view.say("engine-name", name=printable(judged.engine["name"]), version=printable(judged.engine["version"]))


def _difference(view: _View, difference: Difference) -> tuple[str, str]:
    """What a difference is called, and what it is."""
    about, stored, now = difference.about, difference.stored, difference.now
    name = printable(difference.name or "")
    if about == "findings":
        return view.say("finding"), _finding(view, difference)
    if about == "order":
        return view.say("differs"), view.say("order", name=name)
    if about == "rules" and difference.name is not None:
        change = view.both(_status(view, stored), _status(view, now))
        text = view.say("rule-status", rule=name, change=change)
    elif about == "verdict":
        text = view.both(*(say(view.lang, f"labels.verdict.{value}") for value in (stored, now)))
    elif about == "pack":
        text = view.both(_pack(view, stored), _pack(view, now))
    else:
        key = "about" if difference.name is None else "named"
        text = view.say(key, about=about, name=name, change=view.both(_json(stored), _json(now)))
    return view.say(_LABELS.get(about, "differs")), text


def _status(view: _View, row: Mapping[str, Any] | None) -> str:
    return view.say("none") if row is None else say(view.lang, f"labels.rule_status.{row['status']}")


def _pack(view: _View, pack: Mapping[str, Any]) -> str:
    id_, version, digest = (printable(str(pack[name] or view.say("none"))) for name in ("id", "version", "digest"))
    return view.say("pack-name", id=id_, version=version, digest=digest[:_SHORT])


def _finding(view: _View, difference: Difference) -> str:
    shown = difference.stored if difference.now is None else difference.now
    finding = view.say(
        "finding-name",
        severity=say(view.lang, f"labels.severity.{shown['severity']}").upper(),
        rule=printable(shown["rule"]),
        place=printable(shown["at"]) or view.say("whole-plan"),
        message=flowing(shown["message"]),
    )
    if difference.change is not Change.CHANGED:
        return view.say(f"finding-{difference.change}", finding=finding)
    members = view.say("list-joint").join(
        view.say("member", name=name, stored=_json(difference.stored[name]), now=_json(difference.now[name]))
        for name in difference.members
    )
    return view.say("finding-changed", finding=finding, members=members)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return printable(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _rest(view: _View) -> Iterator[str]:
    made = view.verification
    if made.unused:
        names = view.say("joint").join(map(printable, made.unused))
        yield from view.wrapped(view.say("unused", names=names))
    for plan in made.unread:
        reason = flowing(plan.reason.in_language(view.lang))
        yield from view.wrapped(view.say("unread", name=printable(plan.name), reason=reason))
