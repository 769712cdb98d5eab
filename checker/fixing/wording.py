"""What an edit is in words: where it is, what is done there, in both languages."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from checker.edits import Edit, Nature, member_at
from checker.fixing.result import Alternatives
from checker.form import MEANING, FormField, ValueKind
from checker.form_wording import part_at
from checker.i18n import N_, say, text
from checker.model import LANGUAGES, Language, Pointer, Text
from checker.pack.model import DocumentKind, Level, Pack
from checker.pack.repairs import Action
from checker.pack.wording import label
from checker.readers import Document
from checker.repairing import SchemaPlaces
from checker.reporting import items
from checker.reporting.naming import nouns
from checker.reporting.printable import flowing, printable
from checker.schema.faults import joined
from checker.values import is_absent, is_day, number_of, shown_day

_MOST_NAMES: Final = 30
_CONDITIONS: Final = {Nature.SLIP: N_("only if {condition}"), Nature.FACT: N_("needs {condition}")}


@dataclass(frozen=True)
class EditWords:
    """Puts edits of one document into words."""

    pack: Pack
    kind: DocumentKind
    document: Document

    @property
    def data(self) -> Any:
        """What stands in the document."""
        return self.document.data

    def edit(self, edit: Edit) -> Text:
        """What is done, and in which part of the document: no full stop."""
        number = self._number_added(edit)
        if number is not None:
            return self._with_nouns(
                N_("Add an entry for {item} {title} with all that it has to say"), title=self._item(number)
            )
        return self.part(edit.at, self.what(edit))

    def what(self, edit: Edit) -> Text:  # noqa: PLR0911 - a case an action
        """What is done, without the part of the document."""
        if edit.text is not None:
            return Text(flowing(edit.text.en), flowing(edit.text.zh))
        name = self.member(edit.at)
        old = member_at(self.data, edit.at)
        if edit.renamed is not None:
            return text(
                "rename “{name}” to “{renamed}”", name=printable(str(edit.at[-1])), renamed=printable(edit.renamed)
            )
        match edit.action:
            case Action.FILL:
                return text("fill in: {member}" if _says_nothing(old) else "state anew: {member}", member=name)
            case Action.SET if isinstance(edit.value, list):
                return text("write as a list: {member}", member=name)
            case Action.SET:
                message = N_("give {value}: {member}") if old is None else N_("change to {value}: {member}")
                return text(message, member=name, value=self.value(edit.at, edit.value))
            case Action.MOVE:
                is_late = str(old) > str(edit.value)
                message = (
                    N_("bring forward to {day} or earlier: {old}") if is_late else N_("move to {day} or later: {old}")
                )
                return text(message, old=self.value(edit.at, old), day=self.value(edit.at, edit.value))
            case Action.ADD:
                return text("add an item: {member}", member=name)
        if edit.drops_entry or (edit.action is Action.DROP and self._level_of(edit.at) is not None):
            return text("drop the entry")
        return text("leave out: {member}", member=name)

    def with_condition(self, edit: Edit, what: Text) -> Text:
        """`what`, with what has to be obtained, or be so, before the edit is made."""
        if edit.condition is None:
            return what
        condition = Text(flowing(edit.condition.en), flowing(edit.condition.zh))
        return text("{what} ({condition})", what=what, condition=text(_CONDITIONS[edit.nature], condition=condition))

    def choice(self, choice: Alternatives) -> Text:
        """The edit; any so many of several, as a sentence, where a person chooses."""
        if not choice.is_open:
            return self.edit(choice.chosen[0])
        among = choice.among
        message = N_("Any {count} of these {all}: {names}")
        names = list(map(self.edit, among))
        if all(self._number_added(edit) is not None for edit in among):
            message = N_(
                "Add entries for any {count} of these {all} {items}, each with all that it has to say: {names}"
            )
            names = [self._item(number) for edit in among if (number := self._number_added(edit)) is not None]
        elif all(edit.drops_entry for edit in among):
            message = N_("Drop any {count} of these {all} entries: {names}")
            names = [self._entry(edit.at) for edit in among]
        names = list(dict.fromkeys(names))
        if len(names) == 1:
            return text("{what} (times: {count})", what=names[0], count=choice.count)
        shown = names[:_MOST_NAMES] + ([text("…")] if len(names) > _MOST_NAMES else [])
        return self._with_nouns(message, count=choice.count, all=len(among), names=joined(shown, N_(", ")))

    def part(self, at: Pointer, what: Text) -> Text:
        """`what`, with the part of the document that a place is in."""
        if len(at) > 1 and isinstance(at[1], int):
            return text("{part}: {what}", part=self._entry(at), what=what)
        return self._with_nouns(N_("The {document}: {what}"), what=what)

    def _entry(self, at: Pointer) -> Text:
        """The entry of a list of the document that a place is in."""
        place = int(at[1])
        number = self._number(place) if self._is_of_items(at) else None
        if number is not None:
            message = N_("{Item} {title}, entry {entry}") if self._times[number] > 1 else N_("{Item} {title}")
            return self._with_nouns(message, title=self._item(number), entry=place + 1)
        heading = self.kind.parts.get(str(at[0])) or self.member(at[:1])
        named = self._outlined(at)
        if named is None:
            return text("{heading}, entry {entry}", heading=heading, entry=place + 1)
        level, title = named
        is_item = self.kind.outlining is not None and level == self.kind.outlining.levels[-1]
        return self._with_nouns(
            N_("{Item} {title}") if is_item else N_("{heading}, {title}"), heading=heading, title=title
        )

    def _outlined(self, at: Pointer) -> tuple[Level, Text] | None:
        """The narrowest part of a numbered document that a place is in: its level, and its number and title."""
        for depth in range(len(at), 1, -1):
            level = self._level_of(at[:depth])
            entry = member_at(self.data, at[:depth])
            if level is not None and isinstance(entry, dict) and entry.get(level.number) is not None:
                number, title = (flowing(str(entry.get(name) or "—")) for name in (level.number, level.title))
                return level, text("{number} ({title})", number=number, title=title)
        return None

    def _level_of(self, at: Pointer) -> Level | None:
        """The level of a numbered document whose parts stand where an entry does."""
        levels = () if self.kind.outlining is None else self.kind.outlining.levels
        return next((each for each in levels if at[-2:-1] == (each.list,)), None)

    def member(self, at: Pointer) -> Text:
        """What a member is called: as the form that the document is in has it, else by what its schema says of it."""
        if at and isinstance(at[-1], int):
            return text("item {place} of {member}", place=at[-1] + 1, member=self.member(at[:-1]))
        field = self._field(at)
        if field is not None:
            return text("“{name}”", name=field.label)
        meaning = (self._schema.node(at) or {}).get(MEANING)
        if at and meaning is not None:
            first = Text(meaning["en"].split(";")[0], meaning["zh"].split("；")[0].split("，")[0])
            return text("“{name}”", name=Text(flowing(first.en), flowing(first.zh)))
        return text("“{name}”", name=printable(str(at[-1]) if at else "/"))

    def value(self, at: Pointer, value: Any) -> Text:
        """A value as a person reads it."""
        field = self._field(at)
        table: str | None = (self._schema.node(at) or {}).get("x-table")
        if table is None and field is not None and field.kind is ValueKind.CODE:
            table = field.labels
        if isinstance(value, bool):
            return text("yes" if value else "no")
        if is_day(value):
            return _both(lambda lang: shown_day(value, lang))
        if table is not None and self.pack.label(table, value) is not None:
            return _both(lambda lang: flowing(label(self.pack, table, value, lang)))
        if self._is_of_items(at) and self.kind.items is not None and at[2:] == (self.kind.items.number,):
            number = number_of(value)
            return self._item(number) if number is not None else text("“{name}”", name=printable(str(value)))
        shown = flowing(str(value))
        return Text(shown, shown)

    def _field(self, at: Pointer) -> FormField | None:
        """The field that a member is in the form that the document is in; None where it is in none."""
        part = None if self.document.form is None else part_at(self.document.form, at)
        field = None if part is None else part.field
        return None if field is None or at[-len(field.path) :] != field.path else field

    def _item(self, number: int | str) -> Text:
        """An item by its number and title."""
        shown = printable(str(number))
        title = _both(
            lambda lang: items.title_of(number, self.kind, self.pack, lang) or say(lang, "not in the circular")
        )
        return text("{number} ({title})", number=shown, title=title)

    def _number_added(self, edit: Edit) -> int | str | None:
        """The number of the item for which an edit adds an entry."""
        listed = self.kind.items
        if (
            listed is None
            or edit.action is not Action.ADD
            or edit.at != (listed.list,)
            or not isinstance(edit.value, dict)
        ):
            return None
        return number_of(edit.value.get(listed.number))

    def _is_of_items(self, at: Pointer) -> bool:
        return self.kind.items is not None and at[:1] == (self.kind.items.list,)

    def _number(self, place: int) -> int | str | None:
        listed = self.kind.items
        return None if listed is None else number_of(member_at(self.data, (listed.list, place, listed.number)))

    @cached_property
    def _times(self) -> Counter[int | str | None]:
        """How often each number stands in the document."""
        entries = None if self.kind.items is None else member_at(self.data, (self.kind.items.list,))
        return Counter(self._number(place) for place in range(len(entries) if isinstance(entries, list) else 0))

    @cached_property
    def _schema(self) -> SchemaPlaces:
        return SchemaPlaces(self.pack, self.kind)

    def _with_nouns(self, message: str, **values: object) -> Text:
        return text(message, **{**nouns(self.kind), **values})


def _says_nothing(value: Any) -> bool:
    """Whether a value is as good as none: absent, or with nothing in it."""
    if isinstance(value, dict | list):
        return all(map(_says_nothing, value.values() if isinstance(value, dict) else value))
    return is_absent(value)


def _both(make: Callable[[Language], str]) -> Text:
    return Text(*map(make, LANGUAGES))
