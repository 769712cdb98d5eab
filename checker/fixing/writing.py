"""The way written into a document's file: what a program can do is done, and the rest is marked where it belongs.

A change is made, the file is read again, and where it does not say exactly what it should, the change is not made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any, Final

from checker.checking import read_plan
from checker.edits import Edit, Nature, edited, member_at, most_that_fit
from checker.errors import UnreadableError
from checker.fixing.result import Alternatives, Fix
from checker.fixing.wording import EditWords
from checker.i18n import N_, say, text
from checker.model import Language, Report, Text
from checker.pack.repairs import Action
from checker.readers.text import decoded
from checker.repairing import SchemaPlaces
from checker.values import is_absent

_WRITERS: Final = {".yaml": "yaml_writing", ".yml": "yaml_writing", ".xlsx": "form_writing", ".docx": "form_writing"}
SUFFIXES: Final = (".json", *_WRITERS)
"""The suffixes of the files that can be written into."""
COPIED: Final = frozenset({".xlsx", ".docx"})
"""Those of files that are only written as a copy: it may lack what a library does not carry over."""

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class Done(StrEnum):
    """What became of a choice in the file."""

    MADE = "made"
    MARKED = "marked"
    """A blank or a remark stands there for a person."""
    NOT_MADE = "not-made"


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """An edit, whether it is written into the file, and the remark at its place, and at members of what it adds."""

    edit: Edit
    is_made: bool
    remark: str | None = None
    inner: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of the document then, and what became of each choice."""

    raw: bytes
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written: the file, what became of each choice, and the report on the document as it now is."""

    name: str
    done: tuple[Done, ...]
    report: Report


def write_way(raw: bytes, suffix: str, fix: Fix, lang: Language) -> Written:
    """`raw`, the document of `fix` in the format that `suffix` says, with the way written into it."""
    choices = () if fix.way is None else fix.way.choices
    maker = _ChangeMaker(fix, EditWords(fix.pack, fix.kind, fix.document), SchemaPlaces(fix.pack, fix.kind), lang)
    wanted = [(place, change) for place, choice in enumerate(choices) for change in maker.changes(choice)]
    writer = _writer_of(raw, suffix, fix)
    made = [raw]

    def fits(changes: Sequence[WrittenChange]) -> bool:
        written = _written(writer, changes, fix, suffix)
        made.extend(() if written is None else (written,))
        return written is not None

    kept = most_that_fit([change for _, change in wanted], fits)
    done = [Done.NOT_MADE] * len(choices)
    for place, change in wanted:
        if change in kept:
            is_for_a_person = not change.is_made or change.edit.nature is Nature.CONTENT
            done[place] = Done.MARKED if is_for_a_person else Done.MADE
    return Written(made[-1], tuple(done))


Write = Callable[[Sequence[WrittenChange]], bytes]


def _written(write: Write, changes: Sequence[WrittenChange], fix: Fix, suffix: str) -> bytes | None:
    """The file with the changes; None where it would not say just what it should."""
    try:
        raw = write(changes)
        found = read_plan(raw, fix.pack, name=f"x{suffix}")
    except (UnreadableError, ValueError, KeyError, TypeError):
        return None
    wanted = edited(fix.document.data, [change.edit for change in changes if change.is_made]).data
    return raw if not found.faults and _settled(found.data) == _settled(wanted) else None


def _settled(data: Any) -> Any:
    """`data` without what is the same as absent: null members, and groups in which nothing is left."""
    if isinstance(data, dict):
        members = {name: _settled(value) for name, value in data.items()}
        return {name: value for name, value in members.items() if not is_absent(value) and value not in ({}, [])}
    return [_settled(item) for item in data] if isinstance(data, list) else data


def _writer_of(raw: bytes, suffix: str, fix: Fix) -> Write:
    if suffix in COPIED:
        module = import_module(f"{__package__}.{_WRITERS[suffix]}")
        return lambda changes: bytes(module.write(raw, suffix, changes, fix.document, fix.pack))
    source = decoded(raw)
    mark = _BYTE_ORDER_MARK if raw.startswith(_BYTE_ORDER_MARK) else b""
    newline = "\r\n" if "\r\n" in source else "\n"
    plain = source.replace("\r\n", "\n")
    write = import_module(f"{__package__}.{_WRITERS[suffix]}").write if suffix in _WRITERS else _json
    return lambda changes: mark + write(plain, changes).replace("\n", newline).encode()


def _json(source: str, changes: Sequence[WrittenChange]) -> str:
    """A JSON text with the changes made, laid out with its own indentation; it has no room for remarks."""
    made = [change for change in changes if change.is_made]
    if len(made) < len(changes):
        raise ValueError(source)
    if not made:
        return source
    found = re.search(r"[{\[][ \t]*\n([ \t]+)", source)
    data = edited(json.loads(source), [change.edit for change in made]).data
    is_escaped = source.isascii() and "\\u" in source
    return json.dumps(data, ensure_ascii=is_escaped, indent=found and found[1]) + source[len(source.rstrip()) :]


@dataclass(frozen=True, slots=True)
class _ChangeMaker:
    """Makes changes of edits."""

    fix: Fix
    words: EditWords
    schema: SchemaPlaces
    lang: Language

    def changes(self, choice: Alternatives) -> Iterator[WrittenChange]:
        """The changes for a choice: a remark, where a person has to choose."""
        if choice.is_open:
            yield self._marked(choice.chosen[0], N_("TO DO"), self.words.choice(choice))
            return
        for edit in choice.chosen:
            yield self._change(edit)

    def _change(self, edit: Edit) -> WrittenChange:
        if edit.nature in (Nature.FACT, Nature.SLIP):
            return self._marked(edit, N_("TO DO"), self.words.with_condition(edit, self.words.edit(edit)))
        if edit.nature is Nature.CONTENT:
            return self._blank(edit)
        if edit.is_removal:
            return WrittenChange(edit, is_made=True, remark=self._mark(N_("TAKEN OUT"), self.words.edit(edit)))
        old = member_at(self.words.data, edit.at)
        if old is None or edit.renamed is not None:
            return WrittenChange(edit, is_made=True)
        was = text("{what} (was {old})", what=self.words.edit(edit), old=self.words.value(edit.at, old))
        return WrittenChange(edit, is_made=True, remark=self._mark(N_("TO CONFIRM"), was))

    def _blank(self, edit: Edit) -> WrittenChange:
        """Room for what a person has to say; where there can be none, or something is there, a remark."""
        around = member_at(self.words.data, edit.at[:-1])
        is_there = isinstance(around, dict) and edit.at[-1] in around
        empty = self._empty((*edit.at, 0) if edit.action is Action.ADD else edit.at, edit.value)
        listed = self.fix.kind.items
        is_room = (listed is not None and edit.at == (listed.list,)) if edit.action is Action.ADD else not is_there
        if not is_room or empty is None or isinstance(edit.at[-1], int):
            return self._marked(edit, N_("TO FILL IN"), self.words.edit(edit))
        blank = Edit(edit.action, edit.at, edit.nature, empty, edit.rank, edit.condition, edit.text)
        inner = [
            (
                name,
                self._mark(N_("TO FILL IN"), text("fill in: {member}", member=self.words.member((*edit.at, 0, name)))),
            )
            for name, value in (empty.items() if edit.action is Action.ADD and isinstance(empty, dict) else ())
            if not value or isinstance(value, dict)
        ]
        return WrittenChange(blank, True, self._mark(N_("TO FILL IN"), self.words.edit(edit)), tuple(inner))  # noqa: FBT003

    def _empty(self, at: tuple[str | int, ...], value: Any) -> Any:
        """What stands there until a person has filled it in: of an example, what the circular says itself."""
        node = self.schema.node(at) or {}
        if isinstance(value, dict):
            items = self.fix.kind.items
            number = items.number if items is not None and at[0] == items.list and len(at) > 1 else None
            return {name: inner if name == number else self._empty((*at, name), inner) for name, inner in value.items()}
        return {"array": [], "string": ""}.get(str(node.get("type", "")))

    def _marked(self, edit: Edit, mark: str, what: Text) -> WrittenChange:
        return WrittenChange(edit, is_made=False, remark=self._mark(mark, what))

    def _mark(self, mark: str, what: Text) -> str:
        return say(self.lang, "{zh} / {en}: {what}", zh=say("zh", mark), en=say("en", mark), what=what)
