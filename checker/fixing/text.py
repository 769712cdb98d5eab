"""The shortest way as text: what to do, what could be done instead and, where asked for, why no fewer edits do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from checker.edits import Edit, Nature
from checker.fixing.result import Alternatives, Fix, Reason, Way
from checker.fixing.smallest import Asked
from checker.fixing.trials import Found, Goal
from checker.fixing.wording import EditWords
from checker.fixing.writing import Delivered, Done
from checker.i18n import N_, say, text
from checker.model import Language, Pointer, Severity, Text, Verdict
from checker.pack.repairs import Action
from checker.reporting import Layout, naming
from checker.reporting.naming import nouns
from checker.reporting.page import Block, Bullets, Labels, Page, Passage, Section, TextEntries, TextEntry, TextTable
from checker.reporting.printable import flowing, printable

_MOST_INSTEAD: Final = 3
_MOST_SHOWN: Final = 200
"""Edits that are shown; JSON has them all."""


def render(fix: Fix, layout: Layout, delivered: Delivered | None = None, *, why: bool = False) -> str:
    """`fix` in the language of its report; `delivered` says what was written; with `why` the proofs stand there too."""
    told = _FixTold(fix, delivered)
    last = _why(told) if why else _next(told)
    sections = [_head(told), *_steps(told), *_written(told), *_left(told), *_shorter(told), *last]
    return Page.of(told.lang, layout).pages([sections])


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


@dataclass(frozen=True)
class _FixTold:
    """One fix, and what was written of it."""

    fix: Fix
    delivered: Delivered | None

    @property
    def lang(self) -> Language:
        return self.fix.report.lang

    def say(self, message: str, /, **values: object) -> str:
        return say(self.lang, message, **{**nouns(self.fix.kind), **values})

    @cached_property
    def words(self) -> EditWords:
        return EditWords(self.fix.pack, self.fix.kind, self.fix.document)

    def text(self, text: Text) -> str:
        return flowing(text.in_language(self.lang))

    def sentence(self, text: Text) -> str:
        words = self.text(text)
        return self.say("{text}.", text=words[:1].upper() + words[1:])

    def place(self, at: Pointer) -> str | None:
        return naming.source_place(self.fix.document.locate(at), self.lang)


def _head(told: _FixTold) -> Section:
    fix, report = told.fix, told.fix.report
    line, role = _headline(told)
    verdict = naming.verdict_name(report.verdict, told.lang)
    now = told.say(N_("{verdict} ({counts})", context="fix"), verdict=verdict, counts=naming.counts_name(report))
    rows = [*naming.head_rows(report, fix.pack), (N_("Now"), now)]
    return Section("", [Passage(line, line, role), Labels([(told.say(name), value) for name, value in rows])])


def _headline(told: _FixTold) -> tuple[str, str]:  # noqa: PLR0911 - a case a line
    fix, way = told.fix, told.fix.way
    if not fix.is_judged:
        message = N_("NOT JUDGED: the rules could not be judged, so it cannot be said how the {document} is mended")
        return told.say(message), Verdict.UNDETERMINED
    if way is None:
        if fix.report.verdict is Verdict.PASS:
            return told.say("PASS: the {document} passes as it is, and there is nothing to mend"), Verdict.PASS
        return told.say("Nothing returns this {document}, so nothing has to be mended for that"), Verdict.PASS
    counts: dict[str, object] = {"count": way.size, "left": len(way.smallest.left)}
    if way.smallest.left and not way.size:
        if all(map(fix.is_undeclared, way.smallest.left)):
            message = N_("NO EDIT is declared for what was found (findings without a repair in their rule: {left})")
        else:
            message = N_("NO EDIT of those looked at makes this {document} pass (findings that stay: {left})")
        return told.say(message, **counts), Verdict.RETURN
    if way.smallest.left:
        message = N_(
            "EDITS alone do not make this {document} pass: {count} of them mend what they can (findings that stay: "
            "{left})"
        )
        return told.say(message, **counts), Verdict.RETURN
    slips = sum(edit.nature is Nature.SLIP for edit in way.smallest.edits)
    if slips:
        message = N_(
            "AS IT IS STATED, no edit that was looked at makes this {document} pass; if what is stated is a slip, "
            "it takes so many edits: {count} (of which correct slips: {slips})"
        )
        return told.say(message, slips=slips, **counts), Verdict.RETURN
    if not way.smallest.is_proved:
        message = N_("{count} EDITS make this {document} pass (whether fewer would do is not proved)")
        return told.say(message, **counts), Severity.WARNING
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
    return told.say(one if way.size == 1 else several, **counts), Severity.WARNING


def _steps(told: _FixTold) -> Iterator[Section]:
    way = told.fix.way
    if way is None or not way.choices:
        return
    entries = []
    number = 1
    for place, choice in enumerate(way.choices[:_MOST_SHOWN]):
        last = number + choice.count - 1
        mark = f"{number}." if choice.count == 1 else f"{number}–{last}."
        entries.append(_step(told, way, choice, mark, None if told.delivered is None else told.delivered.done[place]))
        number = last + 1
    blocks: list[Block] = [TextEntries(entries)]
    if len(way.choices) > _MOST_SHOWN:
        more = told.say("And {count} more edits, which --format json lists.", count=way.size - number + 1)
        blocks.append(Passage(more))
    yield Section(told.say("What to do"), blocks)


def _step(told: _FixTold, way: Way, choice: Alternatives, mark: str, done: Done | None) -> TextEntry:
    edit = choice.chosen[0]
    said = told.words.choice(choice)
    rows: list[tuple[str, str]] = []
    if edit.condition is not None and not choice.is_open:
        rows.append((told.say("Only if" if edit.nature is Nature.SLIP else "Needs"), told.sentence(edit.condition)))
    others = list(dict.fromkeys(_beside(told, edit, other) for other in choice.instead if not _is_same(edit, other)))
    for place, other in enumerate(others[:_MOST_INSTEAD]):
        rest = len(others) - _MOST_INSTEAD
        more = told.say(" (and {count} more ways)", count=rest) if place == _MOST_INSTEAD - 1 and rest > 0 else ""
        rows.append((told.say("Or"), told.say("{text}.", text=other + more)))
    mends = [told.text(_title(found)) for found in way.mended_by(choice)]
    if mends:
        rows.append((told.say("Mends"), say(told.lang, "; ").join(dict.fromkeys(mends))))
    place_name = told.place(edit.at) if edit.action is not Action.ADD and not choice.is_open else None
    if place_name is not None:
        rows.append((told.say("Place"), place_name))
    if done is not None:
        rows.append((told.say("Written"), told.say(_DONE[done])))
    else:
        rows.append((told.say("By"), told.say(_WHO_CHOOSES if choice.is_open else _WHO[edit.nature])))
    return TextEntry(Passage(told.sentence(said)), rows=rows, mark=mark)


def _is_same(edit: Edit, other: Edit) -> bool:
    """Whether two edits are the same to a person, who says what comes there."""
    return edit.at == other.at and edit.action is other.action is Action.FILL


def _beside(told: _FixTold, edit: Edit, other: Edit) -> str:
    """Another edit in words; the part of the document is left out where it is that of `edit`."""
    is_there = other.entry == edit.entry is not None
    said = told.words.what(other) if is_there else told.words.edit(other)
    return told.text(told.words.with_condition(other, said))


def _title(found: Found) -> Text:
    return text("Does not fit the format") if found.rule is None else found.rule.title


def _about(told: _FixTold, found: Found) -> str:
    """A finding in a line: its title, or what the fault is, and the part of the document it is in."""
    subject = None if found.fact is None or found.rule is None or found.rule.subject is None else found.rule.subject
    if not found.at and subject is not None and found.fact is not None and subject.kind == found.fact.kind:
        number = found.fact.members.get(subject.member)
        return told.say("{title}: {part}", title=told.text(_title(found)), part=printable(str(number)))
    return told.text(told.words.part(found.at, _title(found) if found.rule else found.message(told.fix.pack)))


def _written(told: _FixTold) -> Iterator[Section]:
    delivered = told.delivered
    if delivered is None:
        return
    count = {done: sum(each is done for each in delivered.done) for done in Done}
    name = printable(delivered.name)
    lines = []
    if count[Done.MADE]:
        lines.append(told.say("Changed in {file}: {count}.", count=count[Done.MADE], file=name))
    if count[Done.MARKED]:
        marks = " / ".join(say("zh", word) for word in (N_("TO FILL IN"), N_("TO DO")))
        message = N_("Marked in {file} for a person: {count} (search for {marks}).")
        lines.append(told.say(message, count=count[Done.MARKED], file=name, marks=marks))
    if count[Done.NOT_MADE]:
        lines.append(told.say("Not written, to be done by hand: {count}.", count=count[Done.NOT_MADE]))
    verdict = naming.verdict_name(delivered.report.verdict, told.lang)
    message = N_("The {document} is now: {verdict} ({counts}).")
    lines.append(told.say(message, verdict=verdict, counts=naming.counts_name(delivered.report)))
    yield Section(told.say("Written"), [Bullets([*map(Passage, lines)])])


def _left(told: _FixTold) -> Iterator[Section]:
    way = told.fix.way
    if way is None:
        return
    if not way.smallest.left:
        if any(edit.nature is Nature.SLIP for edit in way.smallest.edits):
            message = N_(
                "What is marked “only if” corrects a slip. Where there is none, the {document} states a fact that no "
                "edit mends; ask whoever examines it how to proceed."
            )
            yield Section("", [Passage(told.say(message))])
        return
    undeclared = [found for found in way.smallest.left if told.fix.is_undeclared(found)]
    staying = [found for found in way.smallest.left if found not in undeclared]
    if staying:
        message = (
            N_(
                "These may be facts. A {document} that states other facts than there are would pass and be untrue; ask "
                "whoever examines it how to proceed."
            )
            if way.smallest.is_proved
            else N_("Not all ways were gone through: there are too many.")
        )
        heading = told.say("What none of the edits looked at mends")
        yield Section(heading, [_list(told, staying), Passage(told.say(message))])
    if undeclared:
        message = N_("The rules that found these declare no repair: what helps is said in their findings.")
        heading = told.say("What no repair is declared for")
        yield Section(heading, [_list(told, undeclared), Passage(told.say(message))])


def _list(told: _FixTold, findings: Iterable[Found]) -> Bullets:
    return Bullets([Passage(told.text(found.message(told.fix.pack))) for found in findings])


def _shorter(told: _FixTold) -> Iterator[Section]:
    fix = told.fix
    if not fix.shorter or fix.way is None:
        return
    message = N_(
        "Above, the {document} is taken at its word. If the following is so, {count} edits are enough instead of {all}:"
    )
    line = told.say(message, count=fix.shorter_size, all=fix.way.size)
    said = (told.sentence(told.words.with_condition(edit, told.words.edit(edit))) for edit in fix.shorter)
    yield Section(told.say("Fewer, if something is a slip"), [Passage(line), Bullets([*map(Passage, said)])])


def _why(told: _FixTold) -> Iterator[Section]:
    way = told.fix.way
    if way is None or not way.size:
        return
    blocks: list[Block] = []
    separate = [(asked, reason.need) for reason in way.reasons if len(reason.asked) == 1 for asked in reason.asked]
    if separate:
        message = N_(
            "No edit that helps with one of these findings helps with another one. So the edits that each of them "
            "needs add up: {least}."
        )
        rows = [
            [_about(told, asked.found), str(need), str(len(asked.among & way.smallest.considered))]
            for asked, need in sorted(separate, key=lambda each: _position(each[0]))
        ]
        head = [told.say("Finding"), told.say(N_("Needs", context="count")), told.say("Ways")]
        blocks += [Passage(told.say(message, least=sum(need for _, need in separate))), TextTable(head, rows, (1, 2))]
    for reason in way.reasons:
        if len(reason.asked) > 1:
            blocks += _why_together(told, reason)
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
    blocks.append(Passage(told.say(message, least=way.least, count=way.size)))
    yield Section(told.say("Why fewer are not enough"), blocks)


def _why_together(told: _FixTold, reason: Reason) -> Iterator[Block]:
    message = N_("These findings have edits in common; no set with fewer than {need} meets all of them:")
    yield Passage(told.say(message, need=reason.need))
    caused: dict[str, bool] = {}
    for asked in sorted(reason.asked, key=_position):
        name = _about(told, asked.found)
        caused[name] = caused.get(name, True) and bool(asked.given)
    yield Bullets(
        [
            Passage(told.say("{finding} (comes up by another edit)", finding=name) if is_caused else name)
            for name, is_caused in caused.items()
        ]
    )


def _position(asked: Asked) -> tuple[object, ...]:
    """What findings are sorted by: as they stand in the document."""
    return tuple((isinstance(step, str), step) for step in asked.found.at), str(asked.found.key)


def _next(told: _FixTold) -> Iterator[Passage]:
    way = told.fix.way
    if way is None or not way.size:
        return
    if told.delivered is None:
        message = N_(
            "With --write, plancheck makes the edits that it can make in the file and marks the places of the others."
        )
        yield Passage(told.say(message))
    if way.size > 1:
        yield Passage(told.say("With --why it says why fewer edits are not enough."))
