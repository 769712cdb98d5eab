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
from checker.model import Severity, Verdict
from checker.pack.repairs import Action
from checker.reporting import naming
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable
from checker.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    Goal.PASS: ("fixing.edits-1", "fixing.edits-n"),
    Goal.REVIEW: ("fixing.edits-review-1", "fixing.edits-review-n"),
}
_DONE: Final[Mapping[str, str]] = TABLE("fixing.done-")
_WHO: Final[Mapping[str, str]] = TABLE("fixing.who-", without="choice")
_WHO_CHOOSES: Final = "fixing.who-choice"


@dataclass(frozen=True)
class _View(Page):
    """One fix, and the page it is shown on."""

    fix: Fix
    delivered: Delivered | None

    def say(self, message: str, /, *, context: str | None = None, **values: object) -> str:
        return say(self.lang, message, context=context, **values)

    @cached_property
    def words(self) -> Words:
        if self.fix.pack is None:
            raise ValueError("no rule pack")
        return Words(self.fix.pack, self.fix.document.data)

    def text(self, text: Text) -> str:
        return flowing(text.in_language(self.lang))

    def sentence(self, text: Text) -> str:
        words = self.text(text)
        return self.say("fixing.sentence", text=words[:1].upper() + words[1:])

    def place(self, at: Pointer) -> str | None:
        place = self.fix.document.locate(at)
        if place.cell is not None:
            return say(self.lang, "report.cell", cell=printable(place.cell))
        return None if place.line is None else self.say("fixing.line", line=place.line)


def _head(view: _View) -> Iterable[str]:
    fix = view.fix
    report = fix.report
    line, role = _headline(view)
    first, *rest = view.wrapped(line)
    yield view.paint(first, role)
    yield from rest
    yield ""
    rows = [(view.say("fixing.file"), naming.input_name(report)), (view.say("fixing.office"), naming.office_name(report, fix.pack))]
    if fix.pack is not None:
        rows.append((view.say("fixing.circular"), flowing(fix.pack.citation.in_language(view.lang))))
    verdict = naming.verdict_name(report.verdict, view.lang)
    rows.append((view.say("fixing.now"), view.say("fixing.verdict", verdict=verdict, counts=naming.counts_name(report))))
    yield from view.labelled(rows)


def _headline(view: _View) -> tuple[str, str]:
    fix, way = view.fix, view.fix.way
    if not fix.is_judged:
        return view.say("fixing.nothing-judged"), Verdict.UNDETERMINED
    if way is None:
        return view.say("fixing.passes" if fix.report.verdict is Verdict.PASS else "fixing.passes-review"), Verdict.PASS
    left = len(way.smallest.left)
    if left:
        partly = "fixing.edits-partly-1" if way.size == 1 else "fixing.edits-partly-n"
        return view.say(partly if way.size else "fixing.edits-none", count=way.size, left=left), Verdict.RETURN
    slips = sum(edit.nature is Nature.SLIP for edit in way.smallest.edits)
    if slips:
        message = "fixing.edits-slip-1" if way.size == 1 else "fixing.edits-slip-n"
        message = message if fix.goal is Goal.PASS else "fixing.edits-slip-review"
        return view.say(message, count=way.size, slips=slips), Verdict.RETURN
    if not way.smallest.proved:
        return view.say("fixing.edits-unproved", count=way.size), Severity.WARNING
    one, several = _EDITS[fix.goal]
    return view.say(one if way.size == 1 else several, count=way.size), Severity.WARNING


def _steps(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None or not way.choices:
        return
    yield from view.heading(view.say("fixing.to-do"))
    number = 1
    for place, choice in enumerate(way.choices[:_MOST_SHOWN]):
        last = number + choice.count - 1
        mark = f"{number}. " if choice.count == 1 else f"{number}–{last}. "
        yield ""
        yield from _step(view, way, choice, mark, None if view.delivered is None else view.delivered.done[place])
        number = last + 1
    if len(way.choices) > _MOST_SHOWN:
        yield ""
        yield from view.wrapped(view.say("fixing.more-edits", count=way.size - number + 1))


def _step(view: _View, way: Way, choice: Choice, mark: str, done: Done | None) -> Iterable[str]:
    edit = choice.chosen[0]
    is_choice = len(choice.among) > choice.count
    said = any_of(choice, view.words) if is_choice else view.words.edit(edit)
    margin = " " * len(mark)
    yield from view.wrapped(view.sentence(said), margin, mark)
    rows: list[tuple[str, str]] = []
    if condition_of(edit) is not None and not is_choice:
        message = "fixing.condition-slip" if edit.nature is Nature.SLIP else "fixing.condition"
        rows.append((view.say(message), view.sentence(condition_of(edit) or text("fixing.drop"))))
    others = list(dict.fromkeys(_beside(view, edit, other) for other in choice.instead if not _is_same(edit, other)))
    for place, other in enumerate(others[:_MOST_INSTEAD]):
        rest = len(others) - _MOST_INSTEAD
        more = view.say("fixing.more-others", count=rest) if place == _MOST_INSTEAD - 1 and rest > 0 else ""
        rows.append((view.say("fixing.instead"), view.say("fixing.sentence", text=other + more)))
    if choice.keeping:
        kept = say(view.lang, "report.rule-joint").join(_beside(view, edit, other) for other in choice.keeping)
        rows.append((view.say("fixing.keeping"), view.say("fixing.sentence", text=kept)))
    mends = [view.text(_title(found)) for found in mended_by(way, choice)]
    if mends:
        rows.append((view.say("fixing.mends"), say(view.lang, "report.rule-joint").join(dict.fromkeys(mends))))
    place_name = view.place(edit.at) if not edit.adds_item and not is_choice else None
    if place_name is not None:
        rows.append((view.say("fixing.place"), place_name))
    if done is not None:
        rows.append((view.say("fixing.written"), view.say(_DONE[done])))
    else:
        rows.append((view.say("fixing.who"), view.say(_WHO_CHOOSES if is_choice else _WHO[edit.nature])))
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
        message = "fixing.only-if" if other.nature is Nature.SLIP else "fixing.needs"
        said = text("fixing.with-condition", what=said, condition=text(message, condition=condition))
    return view.text(said)


def mended_by(way: Way, choice: Choice) -> list[Found]:
    """The findings of the plan as it is that the edits of a choice help to mend."""
    mask = way.smallest.ledger.mask(choice.chosen)
    found = {ask.found.key: ask.found for ask in way.smallest.asks if not ask.cause and ask.demand.among & mask}
    return list(found.values())


def _title(found: Found) -> Text:
    return text("fixing.schema-title") if found.rule is None else found.rule.title


def _part_of(view: _View, ask: Ask) -> str:
    """A finding in a line of a table: its title, and the part of the plan it is in."""
    found = ask.found
    title = _title(found)
    if not found.at:
        number = None if found.fact is None else found.fact.members.get("number")
        return view.text(
            title if number is None else text("fixing.finding-of", title=title, part=view.words.measure(number))
        )
    if found.rule is None:
        return view.text(view.words.part(found.at, message_of(found, view.words.pack, None)))
    return view.text(view.words.part(found.at, title))


def _written(view: _View) -> Iterable[str]:
    delivered = view.delivered
    if delivered is None:
        return
    yield from view.heading(view.say("fixing.written"))
    count = {done: sum(each is done for each in delivered.done) for done in Done}
    lines = []
    if count[Done.MADE]:
        lines.append(view.say("fixing.written-to", count=count[Done.MADE], file=printable(delivered.name)))
    if count[Done.MARKED]:
        marks = " / ".join(say("zh", word) for word in ("fixing.mark-fill", "fixing.mark-do"))
        lines.append(view.say("fixing.written-marked", count=count[Done.MARKED], file=printable(delivered.name), marks=marks))
    if count[Done.NOT_MADE]:
        lines.append(view.say("fixing.written-not", count=count[Done.NOT_MADE]))
    verdict = naming.verdict_name(delivered.report.verdict, view.lang)
    lines.append(view.say("fixing.written-now", verdict=verdict, counts=naming.counts_name(delivered.report)))
    for line in lines:
        yield from view.wrapped(line)


def _left(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None:
        return
    if not way.smallest.left:
        if any(edit.nature is Nature.SLIP for edit in way.smallest.edits):
            yield from view.wrapped(view.say("fixing.slip-note"))
        return
    yield from view.heading(view.say("fixing.left"))
    yield ""
    messages = {found.key: message for found, message in view.fix.messages}
    for found in way.smallest.left:
        message = messages.get(found.key) or message_of(found, view.words.pack, None)
        yield from view.wrapped(view.text(message), "  ", "- ")
    yield ""
    yield from view.wrapped(view.say("fixing.left-note"))


def _shorter(view: _View) -> Iterable[str]:
    fix = view.fix
    if not fix.shorter or fix.way is None:
        return
    yield from view.heading(view.say("fixing.shorter"))
    yield ""
    yield from view.wrapped(view.say("fixing.shorter-note", count=fix.shorter_size, all=fix.way.size))
    for edit in fix.shorter:
        condition = condition_of(edit)
        said = view.words.edit(edit)
        if condition is not None:
            said = text("fixing.with-condition", what=said, condition=text("fixing.only-if", condition=condition))
        yield from view.wrapped(view.sentence(said), "  ", "- ")


def _why(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None or not way.size:
        return
    yield from view.heading(view.say("fixing.why"))
    why = way.why
    if why.separate:
        yield ""
        yield from view.wrapped(view.say("fixing.why-separate", least=sum(each.need for each in why.separate)))
        yield ""
        shown = sorted(why.separate, key=lambda each: _position(each.ask.found))
        rows = [[_part_of(view, each.ask), str(each.need), str(_free(way, each.ask).bit_count())] for each in shown]
        head = [view.say("fixing.column-finding"), view.say("fixing.column-need"), view.say("fixing.column-of")]
        yield from view.table(head, rows, right=(1, 2))
    for each in why.together:
        yield ""
        yield from view.wrapped(view.say("fixing.why-together", need=each.need, steps=each.steps))
        yield ""
        caused: dict[str, bool] = {}
        for ask in each.asks:
            name = _part_of(view, ask)
            caused[name] = caused.get(name, True) and bool(ask.cause)
        for name, is_caused in caused.items():
            line = view.say("fixing.why-caused", finding=name) if is_caused else name
            yield from view.wrapped(line, "  ", "- ")
    rest = _along_with(way)
    if rest:
        yield ""
        names = say(view.lang, "report.rule-joint").join(dict.fromkeys(_part_of(view, ask) for ask in rest))
        yield from view.wrapped(view.say("fixing.why-rest", findings=names))
    if not way.smallest.proved:
        yield ""
        yield from view.wrapped(view.say("fixing.why-unproved" if why.least else "fixing.why-vast", least=why.least, count=way.size))


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
    return list(view.wrapped(view.say("fixing.next")))
