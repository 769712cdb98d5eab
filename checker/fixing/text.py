"""The shortest way as text: what to do, what could be done instead, and why no fewer edits do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from checker.fixing.edits import Nature
from checker.fixing.oracle import Goal
from checker.fixing.result import message_of
from checker.fixing.wording import Words, condition_of
from checker.fixing.writing import Done, any_of
from checker.i18n import N_, say, text
from checker.model import Severity, Verdict
from checker.pack.repairs import Action
from checker.reporting import naming
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.fixing.choices import Choice
    from checker.fixing.edits import Edit
    from checker.fixing.ledger import Ask
    from checker.fixing.oracle import Found
    from checker.fixing.result import Fix, Way
    from checker.fixing.writing import Delivered
    from checker.model import Pointer, Text
    from checker.reporting import Layout

_MOST_INSTEAD: Final = 3
_MOST_SHOWN: Final = 200
"""Edits that are shown; JSON has them all."""


def render(fix: Fix, layout: Layout, delivered: Delivered | None = None) -> str:
    """`fix` in the language of its report; `delivered` says what was written into a file, if anything was."""
    view = _View(fix.report.lang, max(layout.width, NARROWEST), layout.colour, fix, delivered)
    sections = [_head(view), _steps(view), _written(view), _left(view), _shorter(view), _why(view), _next(view)]
    lines = [line for section in map(list, sections) if section for line in ("", *section)][1:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


_EDITS: Final[Mapping[Goal, tuple[str, str]]] = {
    Goal.PASS: (N_("1 EDIT makes this plan pass"), N_("{count} EDITS make this plan pass; with fewer it cannot")),
    Goal.REVIEW: (
        N_("1 EDIT, and nothing returns this plan any more"),
        N_("{count} EDITS, and nothing returns this plan any more; with fewer it cannot be"),
    ),
}
_DONE: Final[Mapping[str, str]] = {
    "made": N_("made in the file"),
    "marked": N_("marked in the file, for the office"),
    "not-made": N_("not written into the file: by hand"),
}
_WHO: Final[Mapping[str, str]] = {
    "mechanical": N_("plancheck, with --write"),
    "content": N_("the office, which knows what to say"),
    "fact": N_("the office, once it has what is needed"),
    "slip": N_("the office, which knows whether it is so"),
}
_WHO_CHOOSES: Final = N_("the office, which chooses")


@dataclass(frozen=True)
class _View(Page):
    """One fix, and the page it is shown on."""

    fix: Fix
    delivered: Delivered | None

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **values)

    @cached_property
    def words(self) -> Words:
        if self.fix.pack is None:
            raise ValueError("no rule pack")
        return Words(self.fix.pack, self.fix.document.data)

    def text(self, text: Text) -> str:
        return flowing(text.in_language(self.lang))

    def sentence(self, text: Text) -> str:
        words = self.text(text)
        return self.say("{text}.", text=words[:1].upper() + words[1:])

    def place(self, at: Pointer) -> str | None:
        place = self.fix.document.locate(at)
        if place.cell is not None:
            return say(self.lang, "cell {cell}", cell=printable(place.cell))
        return None if place.line is None else self.say("line {line}", line=place.line)


def _head(view: _View) -> Iterable[str]:
    fix = view.fix
    report = fix.report
    line, role = _headline(view)
    first, *rest = view.wrapped(line)
    yield view.paint(first, role)
    yield from rest
    yield ""
    rows = [(view.say("File"), naming.input_name(report)), (view.say("Office"), naming.office_name(report, fix.pack))]
    if fix.pack is not None:
        rows.append((view.say("Circular"), flowing(fix.pack.citation.in_language(view.lang))))
    verdict = naming.verdict_name(report.verdict, view.lang)
    rows.append(
        (
            view.say("Now"),
            view.say(N_("{verdict} ({counts})", context="fix"), verdict=verdict, counts=naming.counts_name(report)),
        )
    )
    yield from view.labelled(rows)


def _headline(view: _View) -> tuple[str, str]:
    fix, way = view.fix, view.fix.way
    if not fix.is_judged:
        return view.say(
            "NOT JUDGED: the rules could not be judged, so it cannot be said how the plan is mended"
        ), Verdict.UNDETERMINED
    if way is None:
        return view.say(
            "PASS: the plan passes as it is, and there is nothing to mend"
            if fix.report.verdict is Verdict.PASS
            else "Nothing returns this plan, so nothing has to be mended for that"
        ), Verdict.PASS
    left = len(way.smallest.left)
    if left:
        partly = (
            N_("NO EDITS alone make this plan pass: 1 edit mends what can be mended (findings that stay: {left})")
            if way.size == 1
            else N_(
                "NO EDITS alone make this plan pass: {count} edits mend what can be mended (findings that stay: {left})"
            )
        )
        return view.say(
            partly if way.size else "NO EDIT can make this plan pass (findings that no edit mends: {left})",
            count=way.size,
            left=left,
        ), Verdict.RETURN
    slips = sum(edit.nature is Nature.SLIP for edit in way.smallest.edits)
    if slips:
        message = (
            N_("AS IT IS STATED, NO EDIT makes this plan pass; if what is stated is a slip, 1 edit does")
            if way.size == 1
            else N_(
                "AS IT IS STATED, NO EDIT makes this plan pass; if what is stated is a slip, {count} "
                "edits do (correcting slips: {slips})"
            )
        )
        message = (
            message
            if fix.goal is Goal.PASS
            else N_(
                "AS IT IS STATED, this plan is returned whatever is edited; if what is stated is a "
                "slip, edits that it takes: {count} (correcting slips: {slips})"
            )
        )
        return view.say(message, count=way.size, slips=slips), Verdict.RETURN
    if not way.smallest.proved:
        return view.say(
            "{count} EDITS make this plan pass (whether fewer would do is not proved)", count=way.size
        ), Severity.WARNING
    one, several = _EDITS[fix.goal]
    return view.say(one if way.size == 1 else several, count=way.size), Severity.WARNING


def _steps(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None or not way.choices:
        return
    yield from view.heading(view.say("What to do"))
    number = 1
    for place, choice in enumerate(way.choices[:_MOST_SHOWN]):
        last = number + choice.count - 1
        mark = f"{number}. " if choice.count == 1 else f"{number}–{last}. "
        yield ""
        yield from _step(view, way, choice, mark, None if view.delivered is None else view.delivered.done[place])
        number = last + 1
    if len(way.choices) > _MOST_SHOWN:
        yield ""
        yield from view.wrapped(
            view.say("And {count} more edits, which --format json lists.", count=way.size - number + 1)
        )


def _step(view: _View, way: Way, choice: Choice, mark: str, done: Done | None) -> Iterable[str]:
    edit = choice.chosen[0]
    is_choice = len(choice.among) > choice.count
    said = any_of(choice, view.words) if is_choice else view.words.edit(edit)
    margin = " " * len(mark)
    yield from view.wrapped(view.sentence(said), margin, mark)
    rows: list[tuple[str, str]] = []
    if condition_of(edit) is not None and not is_choice:
        message = N_("Only if") if edit.nature is Nature.SLIP else N_("Needs")
        rows.append((view.say(message), view.sentence(condition_of(edit) or text("drop the entry"))))
    others = list(dict.fromkeys(_beside(view, edit, other) for other in choice.instead if not _is_same(edit, other)))
    for place, other in enumerate(others[:_MOST_INSTEAD]):
        rest = len(others) - _MOST_INSTEAD
        more = view.say(" (and {count} more ways)", count=rest) if place == _MOST_INSTEAD - 1 and rest > 0 else ""
        rows.append((view.say("Or"), view.say("{text}.", text=other + more)))
    if choice.keeping:
        kept = say(view.lang, "; ").join(_beside(view, edit, other) for other in choice.keeping)
        rows.append((view.say("To keep it"), view.say("{text}.", text=kept)))
    mends = [view.text(_title(found)) for found in mended_by(way, choice)]
    if mends:
        rows.append((view.say("Mends"), say(view.lang, "; ").join(dict.fromkeys(mends))))
    place_name = view.place(edit.at) if not edit.adds_item and not is_choice else None
    if place_name is not None:
        rows.append((view.say("Place"), place_name))
    if done is not None:
        rows.append((view.say("Written"), view.say(_DONE[done])))
    else:
        rows.append((view.say("By"), view.say(_WHO_CHOOSES if is_choice else _WHO[edit.nature])))
    if rows:
        yield from view.labelled(rows, indent=len(mark))


def _is_same(edit: Edit, other: Edit) -> bool:
    """Whether two edits are the same to a person, who says what comes there."""
    return edit.at == other.at and edit.action is other.action is Action.FILL


def _beside(view: _View, edit: Edit, other: Edit) -> str:
    """Another edit in words; the part of the plan is left out where it is that of `edit`."""
    is_there = other.entry == edit.entry and not (other.adds_item and len(other.at) == 1)
    said = view.words.what(other) if is_there else view.words.edit(other)
    condition = condition_of(other)
    if condition is not None:
        message = N_("only if {condition}") if other.nature is Nature.SLIP else N_("needs {condition}")
        said = text("{what} ({condition})", what=said, condition=text(message, condition=condition))
    return view.text(said)


def mended_by(way: Way, choice: Choice) -> list[Found]:
    """The findings of the plan as it is that the edits of a choice help to mend."""
    mask = way.smallest.ledger.mask(choice.chosen)
    found = {ask.found.key: ask.found for ask in way.smallest.asks if not ask.cause and ask.demand.among & mask}
    return list(found.values())


def _title(found: Found) -> Text:
    return text("Does not fit the plan format") if found.rule is None else found.rule.title


def _part_of(view: _View, ask: Ask) -> str:
    """A finding in a line of a table: its title, and the part of the plan it is in."""
    found = ask.found
    title = _title(found)
    if not found.at:
        number = None if found.fact is None else found.fact.members.get("number")
        return view.text(
            title if number is None else text("{title}: {part}", title=title, part=view.words.measure(number))
        )
    if found.rule is None:
        return view.text(view.words.part(found.at, message_of(found, view.words.pack, None)))
    return view.text(view.words.part(found.at, title))


def _written(view: _View) -> Iterable[str]:
    delivered = view.delivered
    if delivered is None:
        return
    yield from view.heading(view.say("Written"))
    count = {done: sum(each is done for each in delivered.done) for done in Done}
    lines = []
    if count[Done.MADE]:
        lines.append(view.say("Changed in {file}: {count}.", count=count[Done.MADE], file=printable(delivered.name)))
    if count[Done.MARKED]:
        marks = " / ".join(say("zh", word) for word in (N_("TO FILL IN"), N_("TO DO")))
        lines.append(
            view.say(
                "Marked in {file} for the office: {count} (search for {marks}).",
                count=count[Done.MARKED],
                file=printable(delivered.name),
                marks=marks,
            )
        )
    if count[Done.NOT_MADE]:
        lines.append(view.say("Not written, to be done by hand: {count}.", count=count[Done.NOT_MADE]))
    verdict = naming.verdict_name(delivered.report.verdict, view.lang)
    lines.append(
        view.say("The plan is now: {verdict} ({counts}).", verdict=verdict, counts=naming.counts_name(delivered.report))
    )
    for line in lines:
        yield from view.wrapped(line)


def _left(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None:
        return
    if not way.smallest.left:
        if any(edit.nature is Nature.SLIP for edit in way.smallest.edits):
            yield from view.wrapped(
                view.say(
                    "What is marked “only if” corrects a slip. Where there is none, the plan states a "
                    "fact that no edit mends; ask the examining office how to proceed."
                )
            )
        return
    yield from view.heading(view.say("What no edit can mend"))
    yield ""
    messages = {found.key: message for found, message in view.fix.messages}
    for found in way.smallest.left:
        message = messages.get(found.key) or message_of(found, view.words.pack, None)
        yield from view.wrapped(view.text(message), "  ", "- ")
    yield ""
    yield from view.wrapped(
        view.say(
            "These are facts. A plan that states other facts than there are would pass and be "
            "untrue; ask the examining office how to proceed."
        )
    )


def _shorter(view: _View) -> Iterable[str]:
    fix = view.fix
    if not fix.shorter or fix.way is None:
        return
    yield from view.heading(view.say("Fewer, if something in the plan is a slip"))
    yield ""
    yield from view.wrapped(
        view.say(
            "Above, the plan is taken at its word. If the following is so, {count} edits are enough instead of {all}:",
            count=fix.shorter_size,
            all=fix.way.size,
        )
    )
    for edit in fix.shorter:
        condition = condition_of(edit)
        said = view.words.edit(edit)
        if condition is not None:
            said = text("{what} ({condition})", what=said, condition=text("only if {condition}", condition=condition))
        yield from view.wrapped(view.sentence(said), "  ", "- ")


def _why(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None or not way.size:
        return
    yield from view.heading(view.say("Why fewer are not enough"))
    why = way.why
    if why.separate:
        yield ""
        yield from view.wrapped(
            view.say(
                "No edit that helps with one of these findings helps with another one. So the edits "
                "that each of them needs add up: {least}.",
                least=sum(each.need for each in why.separate),
            )
        )
        yield ""
        shown = sorted(why.separate, key=lambda each: _position(each.ask.found))
        rows = [[_part_of(view, each.ask), str(each.need), str(_free(way, each.ask).bit_count())] for each in shown]
        head = [view.say("Finding"), view.say(N_("Needs", context="count")), view.say("Ways")]
        yield from view.table(head, rows, right=(1, 2))
    for each in why.together:
        yield ""
        yield from view.wrapped(
            view.say(
                "These findings have edits in common. All ways to mend them with fewer than {need} "
                "edits were gone through (branches: {steps}), and none of them does it.",
                need=each.need,
                steps=each.steps,
            )
        )
        yield ""
        caused: dict[str, bool] = {}
        for ask in each.asks:
            name = _part_of(view, ask)
            caused[name] = caused.get(name, True) and bool(ask.cause)
        for name, is_caused in caused.items():
            line = view.say("{finding} (comes up by another edit)", finding=name) if is_caused else name
            yield from view.wrapped(line, "  ", "- ")
    rest = _along_with(way)
    if rest:
        yield ""
        names = say(view.lang, "; ").join(dict.fromkeys(_part_of(view, ask) for ask in rest))
        yield from view.wrapped(view.say("The same edits mend the other findings as well: {findings}.", findings=names))
    if not way.smallest.proved:
        yield ""
        yield from view.wrapped(
            view.say(
                "At least {least} edits are needed. Not all ways with fewer than {count} were gone "
                "through: there are too many."
                if why.least
                else "The plan is too large, or has too many findings, to look for the fewest edits: "
                "these are enough, and perhaps more than it takes.",
                least=why.least,
                count=way.size,
            )
        )


def _along_with(way: Way) -> list[Ask]:
    """The demands of the plan's findings that need no edit of their own."""
    shown = {each.ask.found.key for each in way.why.separate}
    shown |= {ask.found.key for each in way.why.together for ask in each.asks}
    rest = [ask for ask in way.smallest.asks if not ask.cause and ask.found.key not in shown]
    return sorted(rest, key=lambda ask: _position(ask.found))


def _position(found: Found) -> tuple[object, ...]:
    """What findings are sorted by: as they stand in the plan."""
    return tuple((str(type(step)), step) for step in found.at), str(found.key)


def _free(way: Way, ask: Ask) -> int:
    return ask.demand.among & ~way.smallest.problem.banned


def _next(view: _View) -> Sequence[str]:
    way = view.fix.way
    if way is None or not way.size or view.delivered is not None:
        return ()
    return list(
        view.wrapped(
            view.say(
                "With --write, plancheck makes the edits that it can make in the file and marks the "
                "places of the others."
            )
        )
    )
