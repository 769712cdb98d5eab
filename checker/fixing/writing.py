"""The way written into the plan's file: what a program can do is done, and the rest is marked where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from checker.documents.rewriting.changes import Append, Blank, Note, Put, Rename, TakeOut
from checker.documents.rewriting.rewriting import has_comments, rewritten
from checker.fixing.edits import Nature
from checker.fixing.repairs import member_at
from checker.fixing.samples import node_at
from checker.fixing.wording import condition_of, joined
from checker.i18n import N_, say, text
from checker.pack.repairs import Action
from checker.schema.absence import is_absent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.documents.rewriting.changes import Change
    from checker.fixing.choices import Choice
    from checker.fixing.edits import Edit
    from checker.fixing.wording import Words
    from checker.model import Language, Pointer, Report, Text

_MOST_WRITTEN: Final = 400
"""Changes that are written into one file: after each one it is read again."""

_CONTENTS: Final = ("objective", "actions", "schedule", "responsible")
"""What every new entry needs, as the plan format has it."""


class Done(StrEnum):
    """What became of a choice in the file."""

    MADE = "made"
    MARKED = "marked"
    """A blank or a remark stands there for a person."""
    NOT_MADE = "not-made"


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of the plan then, and what became of each choice."""

    raw: bytes
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written: the file, what became of each choice, and the report on the plan as it now is."""

    name: str
    done: tuple[Done, ...]
    report: Report


def write_way(raw: bytes, suffix: str, choices: tuple[Choice, ...], words: Words, lang: Language) -> Written:
    """`raw`, a plan of the format that `suffix` says, with the way written into it, its remarks in `lang`."""
    maker = _Maker(words, lang)
    wanted = [(place, change) for place, choice in enumerate(choices) for change in maker.changes(choice)]
    # Places are those of the plan as it was: so nothing goes before all the rest is written, and then from the end.
    wanted.sort(key=lambda each: (isinstance(each[1], TakeOut), _from_the_end(each[1])))
    if not has_comments(suffix):
        wanted = [each for each in wanted if not isinstance(each[1], Note)]
    wanted = wanted[:_MOST_WRITTEN]
    result = rewritten(raw, suffix, [change for _, change in wanted])
    done = [Done.NOT_MADE] * len(choices)
    for (place, change), is_made in zip(wanted, result.made, strict=True):
        if is_made:
            done[place] = Done.MARKED if _is_for_a_person(change) else Done.MADE
    return Written(result.raw, tuple(done))


def _from_the_end(change: Change) -> tuple[tuple[bool, int, str], ...]:
    """What places are sorted by so that those further down come first."""
    if not isinstance(change, TakeOut):
        return ()
    return tuple((isinstance(step, str), -step if isinstance(step, int) else 0, str(step)) for step in change.at)


def _is_for_a_person(change: Change) -> bool:
    match change:
        case Note():
            return True
        case Put() | Append():
            return _has_blank(change.value)
    return False


def _has_blank(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_blank, value.values()))
    return isinstance(value, Blank)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes changes of edits."""

    words: Words
    lang: Language

    def changes(self, choice: Choice) -> Iterator[Change]:
        """The changes for a choice: a remark, where a person has to choose."""
        if len(choice.among) > choice.count:
            what = any_of(choice, self.words)
            yield Note(choice.chosen[0].at[:1], self._mark(N_("TO DO"), what))
            return
        for edit in choice.chosen:
            yield self._change(edit)

    def _change(self, edit: Edit) -> Change:
        if edit.nature in (Nature.FACT, Nature.SLIP):
            condition = condition_of(edit)
            what = self.words.what(edit)
            message = N_("needs {condition}") if edit.nature is Nature.FACT else N_("only if {condition}")
            said = (
                what
                if condition is None
                else text("{what} ({condition})", what=what, condition=text(message, condition=condition))
            )
            return Note(edit.at, self._mark(N_("TO DO"), said))
        if edit.nature is Nature.CONTENT:
            return self._blank(edit)
        if edit.renamed is not None:
            return Rename(edit.at, edit.renamed)
        if edit.action in (Action.REMOVE, Action.DROP):
            return TakeOut(edit.at, self._mark(N_("TAKEN OUT"), self.words.what(edit)))
        old = member_at(self.words.plan, edit.at)
        remark = (
            None if old is None else self._mark(N_("TO CONFIRM"), text("was {old}", old=self.words.value(edit.at, old)))
        )
        return Put(edit.at, edit.value, remark)

    def _blank(self, edit: Edit) -> Change:
        """Room for what a person has to say; where there can be none, or something is there, a remark."""
        what = self.words.what(edit)
        if edit.action is Action.ADD:
            if edit.at == ("measures",) and isinstance(edit.value, dict):
                return Append(edit.at, dict(self._entry(edit.value)))
            return Note(edit.at, self._mark(N_("TO FILL IN"), self.words.edit(edit) if len(edit.at) == 1 else what))
        node = node_at(self.words.pack, edit.at) or {}
        mark = self._mark(N_("TO FILL IN"), what)
        is_there = not is_absent(member_at(self.words.plan, edit.at)) or self._stands(edit)
        if is_there or node.get("required") or isinstance(edit.at[-1], int):
            return Note(edit.at, mark)
        if node.get("type") == "object":
            names = [name for name, inner in node.get("properties", {}).items() if inner.get("type") != "object"]
            return Put(edit.at, Blank({name: self._empty((*edit.at, name)) for name in names}, mark))
        return Put(edit.at, Blank(self._empty(edit.at), mark))

    def _stands(self, edit: Edit) -> bool:
        around = member_at(self.words.plan, edit.at[:-1])
        return isinstance(around, dict) and edit.at[-1] in around

    def _entry(self, value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """A new entry: its number and class, and room for its contents."""
        yield "number", value["number"]
        if "class" in value:
            yield "class", value["class"]
        for name in _CONTENTS:
            at = ("measures", 0, name)
            yield (
                name,
                Blank(
                    self._empty(at),
                    self._mark(N_("TO FILL IN"), text("fill in the {field}", field=self.words.field(at))),
                ),
            )
        if not member_at(self.words.plan, ("funding",)):
            at = ("measures", 0, "funding")
            mark = self._mark(N_("TO FILL IN"), text("fill in the {field}", field=self.words.field(at)))
            yield "funding", Blank({name: self._empty((*at, name)) for name in ("amount_cny", "source")}, mark)

    def _empty(self, at: Pointer) -> Any:
        """What stands at a place until a person has filled it in."""
        kind = (node_at(self.words.pack, at) or {}).get("type")
        return {"array": [], "string": ""}.get(str(kind))

    def _mark(self, mark: str, what: Text) -> str:
        return say(self.lang, "{zh} / {en}: {what}", zh=say("zh", mark), en=say("en", mark), what=what)


_OTHER: Final = N_("Any {count} of these {all}: {names}")


def any_of(choice: Choice, words: Words) -> Text:
    """The choice as a sentence: any so many of these."""
    first = choice.chosen[0]
    message = (
        N_("Drop any {count} of these {all} measures: {names}")
        if first.action is Action.DROP
        else N_(
            "Take up any {count} of these {all} measures, each with its objective, actions, "
            "schedule, responsible departments and guarantee of funds: {names}"
        )
        if first.at == ("measures",)
        else _OTHER
    )
    if first.at[:1] != ("measures",):
        message = _OTHER
    names = joined(words.member(edit) for edit in sorted(choice.among, key=words.number_order))
    return text(message, count=choice.count, all=len(choice.among), names=names)
