"""The shortest way as text: what to do, what could be done instead and, where asked for, why no fewer edits do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from checker.edits import Edit, Nature
from checker.fixing.result import Alternatives, Fix, Reason, Way
from checker.fixing.smallest import Asked
from checker.fixing.trials import Found, Goal
from checker.fixing.wording import EditWords
from checker.fixing.writing import Delivered, Done
from checker.i18n import N_, say, text
from checker.model import Pointer, Severity, Text, Verdict
from checker.pack.repairs import Action
from checker.reporting import Layout, naming
from checker.reporting.nouns import nouns
from checker.reporting.page import NARROWEST, Page
from checker.reporting.printable import flowing, printable

_MOST_INSTEAD: Final = 3
_MOST_SHOWN: Final = 200
"""Edits that are shown; JSON has them all."""


def render(fix: Fix, layout: Layout, delivered: Delivered | None = None, *, why: bool = False) -> str:
    """`fix` in the language of its report; `delivered` says what was written; with `why` the proofs stand there too."""
    view = _View(fix.report.lang, max(layout.width, NARROWEST), layout.colour, fix, delivered)
    sections = [_head(view), _steps(view), _written(view), _left(view), _shorter(view)]
    sections.append(_why(view) if why else _next(view))
    lines = [line for section in map(list, sections) if section for line in ("", *section)][1:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


_DONE: Final[Mapping[Done, str]] = {
    Done.MADE: N_("made in the file"),
    Done.MARKED: N_("marked in the file, for a person"),
    Done.NOT_MADE: N_("not written into the file: by hand"),
}
_WHO: Final[Mapping[Nature, str]] = {
    Nature.MECHANICAL: N_("plancheck, with --write"),
    Nature.CONTENT: N_("whoever knows what to say"),
    Nature.FACT: N_("whoever sends it, once it has what is needed"),
    Nature.SLIP: N_("whoever knows whether it is so"),
}
_WHO_CHOOSES: Final = N_("whoever sends it, who chooses")


class _View(Page, frozen=True, dict=True):
    """One fix, and the page it is shown on."""

    fix: Fix
    delivered: Delivered | None

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **{**nouns(self.fix.kind), **values})

    @cached_property
    def words(self) -> EditWords:
        return EditWords(self.fix.pack, self.fix.kind, self.fix.document.data)

    def text(self, text: Text) -> str:
        return flowing(text.in_language(self.lang))

    def sentence(self, text: Text) -> str:
        words = self.text(text)
        return self.say("{text}.", text=words[:1].upper() + words[1:])

    def place(self, at: Pointer) -> str | None:
        return naming.source_place(self.fix.document.locate(at), self.lang)


def _head(view: _View) -> Iterable[str]:
    fix, report = view.fix, view.fix.report
    line, role = _headline(view)
    first, *rest = view.wrapped(line)
    yield view.paint(first, role)
    yield from rest
    yield ""
    verdict = naming.verdict_name(report.verdict, view.lang)
    now = view.say(N_("{verdict} ({counts})", context="fix"), verdict=verdict, counts=naming.counts_name(report))
    rows = [*naming.head_rows(report, fix.pack), (N_("Now"), now)]
    yield from view.labelled([(view.say(name), value) for name, value in rows])


def _headline(view: _View) -> tuple[str, str]:  # noqa: PLR0911 - a case a line
    fix, way = view.fix, view.fix.way
    if not fix.is_judged:
        message = N_("NOT JUDGED: the rules could not be judged, so it cannot be said how the {document} is mended")
        return view.say(message), Verdict.UNDETERMINED
    if way is None:
        if fix.report.verdict is Verdict.PASS:
            return view.say("PASS: the {document} passes as it is, and there is nothing to mend"), Verdict.PASS
        return view.say("Nothing returns this {document}, so nothing has to be mended for that"), Verdict.PASS
    counts: dict[str, object] = {"count": way.size, "left": len(way.smallest.left)}
    if way.smallest.left and not way.size:
        if all(map(fix.is_undeclared, way.smallest.left)):
            message = N_("NO EDIT is declared for what was found (findings without a repair in their rule: {left})")
        else:
            message = N_("NO EDIT of those looked at makes this {document} pass (findings that stay: {left})")
        return view.say(message, **counts), Verdict.RETURN
    if way.smallest.left:
        message = N_(
            "EDITS alone do not make this {document} pass: {count} of them mend what they can (findings that stay: "
            "{left})"
        )
        return view.say(message, **counts), Verdict.RETURN
    slips = sum(edit.nature is Nature.SLIP for edit in way.smallest.edits)
    if slips:
        message = N_(
            "AS IT IS STATED, no edit that was looked at makes this {document} pass; if what is stated is a slip, "
            "it takes so many edits: {count} (of which correct slips: {slips})"
        )
        return view.say(message, slips=slips, **counts), Verdict.RETURN
    if not way.smallest.is_proved:
        message = N_("{count} EDITS make this {document} pass (whether fewer would do is not proved)")
        return view.say(message, **counts), Severity.WARNING
    if fix.goal is Goal.REVIEW:
        one, several = (
            N_("1 EDIT, and nothing returns this {document} any more"),
            N_("{count} EDITS, and nothing returns this {document} any more; with fewer it cannot be"),
        )
    else:
        one, several = (
            N_("1 EDIT makes this {document} pass"),
            N_("{count} EDITS make this {document} pass; with fewer it cannot"),
        )
    return view.say(one if way.size == 1 else several, **counts), Severity.WARNING


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
        more = view.say("And {count} more edits, which --format json lists.", count=way.size - number + 1)
        yield from view.wrapped(more)


def _step(view: _View, way: Way, choice: Alternatives, mark: str, done: Done | None) -> Iterable[str]:
    edit = choice.chosen[0]
    is_choice = len(choice.among) > choice.count
    said = view.words.any_of(choice.chosen, choice.among) if is_choice else view.words.edit(edit)
    yield from view.wrapped(view.sentence(said), " " * len(mark), mark)
    rows: list[tuple[str, str]] = []
    if edit.condition is not None and not is_choice:
        rows.append((view.say("Only if" if edit.nature is Nature.SLIP else "Needs"), view.sentence(edit.condition)))
    others = list(dict.fromkeys(_beside(view, edit, other) for other in choice.instead if not _is_same(edit, other)))
    for place, other in enumerate(others[:_MOST_INSTEAD]):
        rest = len(others) - _MOST_INSTEAD
        more = view.say(" (and {count} more ways)", count=rest) if place == _MOST_INSTEAD - 1 and rest > 0 else ""
        rows.append((view.say("Or"), view.say("{text}.", text=other + more)))
    mends = [view.text(_title(found)) for found in way.mended_by(choice)]
    if mends:
        rows.append((view.say("Mends"), say(view.lang, "; ").join(dict.fromkeys(mends))))
    place_name = view.place(edit.at) if edit.action is not Action.ADD and not is_choice else None
    if place_name is not None:
        rows.append((view.say("Place"), place_name))
    if done is not None:
        rows.append((view.say("Written"), view.say(_DONE[done])))
    else:
        rows.append((view.say("By"), view.say(_WHO_CHOOSES if is_choice else _WHO[edit.nature])))
    yield from view.labelled(rows, indent=len(mark))


def _is_same(edit: Edit, other: Edit) -> bool:
    """Whether two edits are the same to a person, who says what comes there."""
    return edit.at == other.at and edit.action is other.action is Action.FILL


def _beside(view: _View, edit: Edit, other: Edit) -> str:
    """Another edit in words; the part of the document is left out where it is that of `edit`."""
    is_there = other.entry == edit.entry is not None
    said = view.words.what(other) if is_there else view.words.edit(other)
    return view.text(view.words.with_condition(other, said))


def _title(found: Found) -> Text:
    return text("Does not fit the format") if found.rule is None else found.rule.title


def _about(view: _View, found: Found) -> str:
    """A finding in a line: its title, or what the fault is, and the part of the document it is in."""
    subject = None if found.fact is None or found.rule is None or found.rule.subject is None else found.rule.subject
    if not found.at and subject is not None and found.fact is not None and subject.kind == found.fact.kind:
        number = found.fact.members.get(subject.member)
        return view.say("{title}: {part}", title=view.text(_title(found)), part=printable(str(number)))
    return view.text(view.words.part(found.at, _title(found) if found.rule else view.fix.message(found)))


def _written(view: _View) -> Iterable[str]:
    delivered = view.delivered
    if delivered is None:
        return
    yield from view.heading(view.say("Written"))
    count = {done: sum(each is done for each in delivered.done) for done in Done}
    name = printable(delivered.name)
    lines = []
    if count[Done.MADE]:
        lines.append(view.say("Changed in {file}: {count}.", count=count[Done.MADE], file=name))
    if count[Done.MARKED]:
        marks = " / ".join(say("zh", word) for word in (N_("TO FILL IN"), N_("TO DO")))
        message = N_("Marked in {file} for a person: {count} (search for {marks}).")
        lines.append(view.say(message, count=count[Done.MARKED], file=name, marks=marks))
    if count[Done.NOT_MADE]:
        lines.append(view.say("Not written, to be done by hand: {count}.", count=count[Done.NOT_MADE]))
    verdict = naming.verdict_name(delivered.report.verdict, view.lang)
    message = N_("The {document} is now: {verdict} ({counts}).")
    lines.append(view.say(message, verdict=verdict, counts=naming.counts_name(delivered.report)))
    for line in lines:
        yield from view.wrapped(line)


def _left(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None:
        return
    if not way.smallest.left:
        if any(edit.nature is Nature.SLIP for edit in way.smallest.edits):
            message = N_(
                "What is marked “only if” corrects a slip. Where there is none, the {document} states a fact that no "
                "edit mends; ask whoever examines it how to proceed."
            )
            yield from view.wrapped(view.say(message))
        return
    undeclared = [found for found in way.smallest.left if view.fix.is_undeclared(found)]
    staying = [found for found in way.smallest.left if found not in undeclared]
    if staying:
        yield from view.heading(view.say("What none of the edits looked at mends"))
        yield from _list(view, staying)
        yield ""
        message = (
            N_(
                "These may be facts. A {document} that states other facts than there are would pass and be untrue; ask "
                "whoever examines it how to proceed."
            )
            if way.smallest.is_proved
            else N_("Not all ways were gone through: there are too many.")
        )
        yield from view.wrapped(view.say(message))
    if undeclared:
        yield from [""] if staying else []
        yield from view.heading(view.say("What no repair is declared for"))
        yield from _list(view, undeclared)
        yield ""
        message = N_("The rules that found these declare no repair: what helps is said in their findings.")
        yield from view.wrapped(view.say(message))


def _list(view: _View, findings: Iterable[Found]) -> Iterable[str]:
    yield ""
    for found in findings:
        yield from view.wrapped(view.text(view.fix.message(found)), "  ", "- ")


def _shorter(view: _View) -> Iterable[str]:
    fix = view.fix
    if not fix.shorter or fix.way is None:
        return
    yield from view.heading(view.say("Fewer, if something is a slip"))
    yield ""
    message = N_(
        "Above, the {document} is taken at its word. If the following is so, {count} edits are enough instead of {all}:"
    )
    yield from view.wrapped(view.say(message, count=fix.shorter_size, all=fix.way.size))
    for edit in fix.shorter:
        yield from view.wrapped(view.sentence(view.words.with_condition(edit, view.words.edit(edit))), "  ", "- ")


def _why(view: _View) -> Iterable[str]:
    way = view.fix.way
    if way is None or not way.size:
        return
    yield from view.heading(view.say("Why fewer are not enough"))
    separate = [(asked, reason.need) for reason in way.reasons if len(reason.asked) == 1 for asked in reason.asked]
    together = [reason for reason in way.reasons if len(reason.asked) > 1]
    if separate:
        message = N_(
            "No edit that helps with one of these findings helps with another one. So the edits that each of them "
            "needs add up: {least}."
        )
        yield ""
        yield from view.wrapped(view.say(message, least=sum(need for _, need in separate)))
        yield ""
        rows = [
            [_about(view, asked.found), str(need), str(len(asked.among & way.smallest.considered))]
            for asked, need in sorted(separate, key=lambda each: _position(each[0]))
        ]
        head = [view.say("Finding"), view.say(N_("Needs", context="count")), view.say("Ways")]
        yield from view.table(head, rows, right=(1, 2))
    for reason in together:
        yield from _why_together(view, reason)
    yield ""
    if way.smallest.is_proved:
        message = N_(
            "Of each finding it was tried which of the edits take it away, one by one and together; z3 found no "
            "smaller set with one for each, and the checker judged the {document} with this one. Other edits than "
            "those that the rules declare, and the format allows, were not looked for."
        )
    elif way.least:
        message = N_("At least {least} edits are needed. Not all ways with fewer than {count} were gone through.")
    else:
        message = N_(
            "The {document} is too large, or has too many findings, to look for the fewest edits: these are enough, "
            "and perhaps more than it takes."
        )
    yield from view.wrapped(view.say(message, least=way.least, count=way.size))


def _why_together(view: _View, reason: Reason) -> Iterable[str]:
    yield ""
    message = N_("These findings have edits in common; no set with fewer than {need} meets all of them:")
    yield from view.wrapped(view.say(message, need=reason.need))
    yield ""
    caused: dict[str, bool] = {}
    for asked in sorted(reason.asked, key=_position):
        name = _about(view, asked.found)
        caused[name] = caused.get(name, True) and bool(asked.given)
    for name, is_caused in caused.items():
        line = view.say("{finding} (comes up by another edit)", finding=name) if is_caused else name
        yield from view.wrapped(line, "  ", "- ")


def _position(asked: Asked) -> tuple[object, ...]:
    """What findings are sorted by: as they stand in the document."""
    return tuple((isinstance(step, str), step) for step in asked.found.at), str(asked.found.key)


def _next(view: _View) -> Sequence[str]:
    way = view.fix.way
    if way is None or not way.size:
        return ()
    lines: list[str] = []
    if view.delivered is None:
        message = N_(
            "With --write, plancheck makes the edits that it can make in the file and marks the places of the others."
        )
        lines += view.wrapped(view.say(message))
    if way.size > 1:
        lines += view.wrapped(view.say("With --why it says why fewer edits are not enough."))
    return lines
