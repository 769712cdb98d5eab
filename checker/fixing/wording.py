"""What an edit is in words: where it is, what is done there, in both languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from checker.fixing.repairs import member_at
from checker.i18n import N_, say, text
from checker.labels import FIELDS
from checker.model import LANGUAGES, Text
from checker.pack.model import shown_day
from checker.pack.repairs import Action
from checker.pack.wording import label
from checker.provincial import measures_of
from checker.reporting.printable import flowing, printable
from checker.schema.absence import is_absent
from checker.values import number_of, order_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.fixing.edits import Edit
    from checker.model import Language, Number, Pointer
    from checker.pack.model import Pack

_DAY: Final = 10
_LABELS: Final = {
    ("measures", "class"): "class",
    ("status",): "status",
    ("approval", "status"): "approval_status",
    ("sipo_support", "kind"): "request",
    ("approval", "department"): "department",
    ("office",): "office",
    ("legislation", "path"): "legislation_path",
}
"""The fields whose codes have labels, by how their places end (entries left out)."""
_OUTER: Final = frozenset({"approval", "submission", "funding", "sipo_support", "legislation"})
"""The groups without which the name of a field inside them does not say which one it is."""


def joined(parts: Iterable[Text]) -> Text:
    """The parts as a list to read."""
    listed = list(parts)
    en, zh = (say(lang, ", ").join(part.in_language(lang) for part in listed) for lang in LANGUAGES)
    return Text(en, zh)


@dataclass(frozen=True)
class Words:
    """Puts edits of one plan into words."""

    pack: Pack
    plan: Any

    def edit(self, edit: Edit) -> Text:
        """What is done, and in which part of the plan: no full stop."""
        if edit.action is Action.ADD and len(edit.at) == 1:
            return self._addition(edit)
        return self.part(edit.at, self.what(edit))

    def what(self, edit: Edit) -> Text:
        """What is done, without the part of the plan."""
        if edit.text is not None:
            return _shown(edit.text)
        if edit.renamed is not None:
            return text(
                "rename the field “{name}” to “{renamed}”",
                name=printable(str(edit.at[-1])),
                renamed=printable(edit.renamed),
            )
        return self._usual(edit)

    def _usual(self, edit: Edit) -> Text:
        old = member_at(self.plan, edit.at)
        match edit.action:
            case Action.FILL:
                return self._filling(edit, old)
            case Action.SET if isinstance(edit.value, list):
                return text("write the {field} as a list", field=self.field(edit.at))
            case Action.SET:
                message = N_("give the {field}: {value}") if old is None else N_("change the {field} to {value}")
                return text(message, field=self.field(edit.at), value=self.value(edit.at, edit.value))
            case Action.MOVE:
                message = (
                    N_("bring the milestone due {old} forward to {day} or earlier")
                    if str(old) > str(edit.value)
                    else N_("move the milestone due {old} to {day} or later in the year")
                )
                return text(message, old=self.value(edit.at, old), day=self.value(edit.at, edit.value))
            case Action.ADD:
                return text("add an item to the {field}", field=self.field(edit.at))
        return self._removal(edit)

    def _removal(self, edit: Edit) -> Text:
        if edit.drops_entry:
            return text("drop the entry")
        if edit.action is Action.DROP and edit.at[-2:-1] == ("schedule",):
            due = (*edit.at, "due")
            return text("leave out the milestone due {old}", old=self.value(due, member_at(self.plan, due)))
        return text("leave out the {field}", field=self.field(edit.at))

    def _filling(self, edit: Edit, old: Any) -> Text:
        return text(
            "fill in the {field}" if _says_nothing(old) else "state the {field} anew", field=self.field(edit.at)
        )

    def _addition(self, edit: Edit) -> Text:
        match edit.at, edit.value:
            case ("measures",), {"number": number}:
                title = self._title(number)
                return text(
                    "Add an entry for measure {number} ({title}) with its objective, actions, schedule, "
                    "responsible departments and guarantee of funds",
                    number=printable(str(number)),
                    title=title,
                )
            case ("regions",), _:
                return text("Add the regions under the office's jurisdiction, each with its tasks")
            case ("exceptions",), {"rule": rule}:
                return text("ask for an exception to the rule “{rule}” and justify it", rule=printable(str(rule)))
        return text("add an item to the {field}", field=self.field(edit.at))

    def part(self, at: Pointer, what: Text) -> Text:
        """`what`, with the part of the plan that a place is in."""
        match at:
            case ("measures", int(index), *_):
                return self._in_measure(index, what)
            case ("regions", int(index), *_):
                region = member_at(self.plan, at[:2])
                name = region.get("name") if isinstance(region, dict) else None
                if isinstance(name, str):
                    return text("Region “{name}”: {what}", name=flowing(name), what=what)
                return text("Region {entry}: {what}", entry=index + 1, what=what)
            case ("exceptions", int(index), *_):
                return text("Exception {entry}: {what}", entry=index + 1, what=what)
        return text("The plan: {what}", what=what)

    def _in_measure(self, index: int, what: Text) -> Text:
        written = member_at(self.plan, ("measures", index, "number"))
        number = number_of(written)
        if number in measures_of(self.pack) and number is not None:
            message = (
                N_("Measure {number} ({title}), entry {entry}: {what}")
                if self._times[number] > 1
                else N_("Measure {number} ({title}): {what}")
            )
            return text(message, number=number, title=self._title(number), entry=index + 1, what=what)
        if number is None:
            return text("Entry {entry} of the measures: {what}", entry=index + 1, what=what)
        return text(
            "Entry {entry} (number “{number}”): {what}", entry=index + 1, number=printable(str(written)), what=what
        )

    def measure(self, number: Number) -> Text:
        """A measure by its number and title."""
        return text("measure {number} ({title})", number=printable(str(number)), title=self._title(number))

    def member(self, edit: Edit) -> Text:
        """What tells one of several edits that are alike from the others."""
        number = self._number(edit)
        if number is not None and (edit.adds_item or self._times[number] == 1):
            return self.measure(number)
        return self.edit(edit)

    def number_order(self, edit: Edit) -> tuple[bool, int, str]:
        """What edits about measures are sorted by."""
        number = self._number(edit)
        return order_of(0 if number is None else number)

    def _number(self, edit: Edit) -> Number | None:
        if edit.adds_item and isinstance(edit.value, dict):
            return number_of(edit.value.get("number"))
        return number_of(member_at(self.plan, (*edit.at[:2], "number"))) if edit.at[:1] == ("measures",) else None

    def field(self, at: Pointer) -> Text:
        """What a field is called."""
        names = [step for step in at if isinstance(step, str)]
        if at and isinstance(at[-1], int):
            return text("item {place} of the {field}", place=at[-1] + 1, field=self.field(at[:-1]))
        if not names:
            return text("field “{name}”", name="/")
        inner = _field(names[-1])
        if len(names) > 1 and names[-2] in _OUTER:
            return text("{inner} of the {outer}", inner=inner, outer=_field(names[-2]))
        return inner

    def value(self, at: Pointer, value: Any) -> Text:
        """A value as a person reads it."""
        labels = _labels_of(at)
        if isinstance(value, bool):
            return text("yes" if value else "no")
        if isinstance(value, str) and labels is not None:
            return _both(lambda lang: self._label(labels, value, lang))
        if isinstance(value, str) and _is_day(value):
            return _both(lambda lang: shown_day(value, lang))
        if at[-1:] == ("number",) and (number := number_of(value)) is not None:
            return self.measure(number)
        shown = flowing(str(value))
        return Text(shown, shown)

    def _label(self, labels: str, code: str, lang: Language) -> str:
        return (
            printable(code) if self.pack.label(labels, code) is None else flowing(label(self.pack, labels, code, lang))
        )

    def _title(self, number: Number) -> Text:
        row = measures_of(self.pack).get(number)
        return _both(
            lambda lang: flowing(say(lang, "not in the catalogue") if row is None else row.title.in_language(lang))
        )

    @cached_property
    def _times(self) -> Counter[Number | None]:
        """How often each number stands in the plan."""
        entries = member_at(self.plan, ("measures",))
        numbers = (
            [entry.get("number") for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        )
        return Counter(number_of(number) for number in numbers)


def condition_of(edit: Edit) -> Text | None:
    """What has to be obtained, or be so, before the edit is made."""
    return None if edit.condition is None else _shown(edit.condition)


def _says_nothing(value: Any) -> bool:
    """Whether a value is as good as none: absent, or with nothing in it."""
    if isinstance(value, dict):
        return all(map(_says_nothing, value.values()))
    if isinstance(value, list):
        return all(map(_says_nothing, value))
    return is_absent(value)


def _field(name: str) -> Text:
    return FIELDS.get(name) or text("field “{name}”", name=printable(name))


def _labels_of(at: Pointer) -> str | None:
    names = tuple(step for step in at if isinstance(step, str))
    return _LABELS.get(names[-2:]) or _LABELS.get(names)


def _is_day(value: str) -> bool:
    return len(value) == _DAY and value[4] == value[7] == "-" and value.replace("-", "").isdecimal()


def _shown(words: Text) -> Text:
    return Text(flowing(words.en), flowing(words.zh))


def _both(make: Any) -> Text:
    return Text(make("en"), make("zh"))
