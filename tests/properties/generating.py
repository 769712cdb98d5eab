"""Random documents of any kind that a pack declares, seeded: made of what the pack says of that kind, and of its cases.

Some are thrown together along the schema, and nearly all rules fire on them; others are the base document, or that of a
case, with a blemish or two, so that documents that pass, and those with warnings only, come up as well. Values are
those of the cases, those that the tables and the mapping give for a place, and figures and days right at every bound.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date, timedelta
from functools import cache, cached_property
from random import Random
from typing import Any, Final, NamedTuple

from checker.cases import read_bases, read_cases
from checker.pack.model import PACK_RULE, PLAN_YEAR, DocumentKind, MemberType, Pack, Table
from checker.pack.paths import depth_of, paths_of, property_of, types_of
from checker.pack.ways import WAYS, way_of
from checker.schema import Schema, resolved, validate
from checker.values import day_text, number_of

Position = tuple[str, ...]
"""A place in documents of a kind, whichever items of lists it is in: `("measures", "[]", "number")`."""
Context = Mapping[str, Any]
"""Who sends the document and which item we are in: a table or a list of codes -> the key there."""

ITEM: Final = "[]"
TEXTS: Final = ("完成年度目标", "x", "处长", "{measure.number}", "=1+1", "a,b\n|c", "东方新城")
BLANK: Final = ("", " ", "\u3000\t", "\u200b", "\u2800\ufe0f")
ODD: Final = (True, 1.5, [], {}, "abc", -1, "\uff12\uff10\uff11\uff12", None, "\u001c", "2012-02-30", 10**20)
NUMBERS: Final = (0, 43, "IV", "07", 10**30, "{x}", "'")
LENGTHS: Final = (0, 1, 1, 2, 2, 3)
SIGNS_REPEATED: Final = 3


class Hint(NamedTuple):
    """What the mapping says of a place: that its values are those of a column of a table, or of a list of codes."""

    of: str
    column: str | None
    values: tuple[Any, ...]


@cache
def stock_of(pack: Pack, document: DocumentKind) -> Stock:
    """What documents of a kind are made of."""
    return Stock(pack, document)


class Stock:
    """The documents that there are, and by place the values that can stand there."""

    def __init__(self, pack: Pack, document: DocumentKind) -> None:
        self.pack = pack
        self.document = document
        self.root: Mapping[str, Any] = document.schema.node
        self.seeds = _seeds(pack, document)
        self.found: dict[Position, list[Any]] = {}
        for seed in self.seeds:
            self._collect((), seed)
        self.hints: dict[Position, Hint] = {}
        self.names: dict[Position, str] = {}
        """By place, the list of codes that the name of the member is one of."""
        self.days_counted: dict[Position, dict[str, str]] = {}
        """By place, the days by which items are counted there, with their names."""
        for kind in document.kinds.values():
            for path in kind.paths or ((),):
                for member in kind.members.values():
                    for way in (member.way, *member.way.get("any_of", ())):
                        self._hint(path, way)
        self.seen = {at: tuple(each for each in found if _is_scalar(each)) for at, found in self.found.items()}
        self.distinct = {at: tuple(dict.fromkeys(found)) for at, found in self.seen.items()}
        """Every value that stands at a place in some document, and each once, however often it does."""
        self.tables = {at: self._table_of(at) for at in self.found}
        """The table, if there is one, of which several members of an object are told by one row."""
        self._schemas: dict[Position, Schema] = {}
        self._valid: dict[Position, tuple[Any, ...]] = {}
        self._related: dict[Any, tuple[Any, ...]] = {}

    def _collect(self, at: Position, value: Any) -> None:
        self.found.setdefault(at, []).append(value)
        inner = (
            value.items()
            if isinstance(value, dict)
            else [(ITEM, each) for each in value]
            if type(value) is list
            else ()
        )
        for step, each in inner:
            self._collect((*at, step), each)

    # What the mapping says

    def _table_of(self, at: Position) -> str | None:
        hints = [hint for place, hint in self.hints.items() if place[:-1] == at and hint.column is not None]
        tables = [hint.of for hint in hints if at and hint.of in self.pack.tables]
        return next((name for name in tables if tables.count(name) > 1), None)

    def _hint(self, path: tuple[Any, ...], way: Mapping[str, Any]) -> None:
        name = way_of(way)
        if not name or WAYS[name].leads_to is None:
            return
        for written in paths_of(way[name]):
            for around in self._along(path):
                self._hint_at(around, written, name, way)

    def _hint_at(
        self, around: list[tuple[Position, str | None]], written: str, name: str, way: Mapping[str, Any]
    ) -> None:
        depth, steps = depth_of(written)
        if depth >= len(around):
            return
        at, named = around[-1 - depth]
        if named is not None and steps == ["name"]:
            if name == "code" and "in" in way:
                self.names[at] = way["in"]
            return
        at = (*at, *(steps[1:] if named is not None else steps))
        for member, wanted in way.get("where", {}).items() if name == "count" else ():
            for bound in wanted.values() if isinstance(wanted, dict) else ():
                self.days_counted.setdefault((*at, ITEM, member), {}).update(self._days_of(bound))
        hint = self._hint_of(name, way)
        if hint is not None:
            self.hints.setdefault(at, hint)
            self.hints.setdefault((*at, ITEM), hint)

    def _hint_of(self, name: str, way: Mapping[str, Any]) -> Hint | None:
        listed = way.get("in")
        if name == "number" and self.document.items is not None:
            table = self.document.items.table
            return Hint(table, self.pack.tables[table].key[0], tuple(self.pack.codes_of(table)))
        if name == "only_words":
            words = tuple(map(str, self.pack.codes_of(str(listed))))
            signs = (*way.get("signs", ""), *(sign * SIGNS_REPEATED for sign in way.get("signs", "")))
            return Hint(str(listed), None, (*words, *(f" {word.upper()}\u3000" for word in words), *signs))
        if name == "mentions":
            rows = self.pack.tables[str(listed)].by_key.values()
            return Hint(str(listed), way["column"], tuple(row[way["column"]] for row in rows))
        if name == "code" and listed == PACK_RULE:
            rules = [rule.id for rule in self.pack.rules]
            lenient = [rule.id for rule in self.pack.rules if rule.in_principle]
            return Hint(PACK_RULE, None, (*rules, "no-such-rule", *lenient * len(rules)))
        if name == "code" and listed is not None:
            column = self.pack.tables[listed].key[0] if listed in self.pack.tables else None
            return Hint(listed, column, self.pack.codes_of(listed))
        return None

    def _days_of(self, bound: str) -> dict[str, str]:
        year = self.pack.plan_year
        if bound == PLAN_YEAR and year is not None:
            return {"first day of the plan year": year.first_day, "last day of the plan year": year.last_day}
        return {bound: day_text(self.pack.bounds[bound].value)}

    def _along(self, path: tuple[Any, ...]) -> Iterator[list[tuple[Position, str | None]]]:
        """The places around a fact, from the document inwards; with the name, where a step names members."""
        ways: list[list[tuple[Position, str | None]]] = [[((), None)]]
        for step in path:
            further = []
            for around in ways:
                at = around[-1][0]
                if isinstance(step, str):
                    inner = (*at, step)
                    is_list = types_of(self.node(inner), self.root) == {"array"}
                    further.append([*around, ((*inner, ITEM) if is_list else inner, None)])
                    continue
                for name in step:
                    *group, last = name.split("/")
                    names = self.node((*at, *group)).get("properties", {}) if last == "*" else (last,)
                    further += [[*around, ((*at, *group, each), each)] for each in names]
            ways = further
        yield from ways

    def node(self, at: Position) -> Mapping[str, Any]:
        """The part of the schema for a place."""
        node: Any = self.root
        for step in at:
            node = resolved(node, self.root)["items"] if step == ITEM else property_of(node, step, self.root)
        found: Mapping[str, Any] = resolved(node, self.root)
        return found

    # Values

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Every day that the pack speaks of, and the days beside it."""
        spoken_of = [day_text(bound.value) for bound in self.pack.bounds.values() if bound.is_day]
        year = self.pack.plan_year
        spoken_of += [self.pack.issued, *((year.first_day, year.last_day) if year else ())]
        whole = map(date.fromisoformat, dict.fromkeys(spoken_of))
        return tuple((day + timedelta(days=each)).isoformat() for day in whole for each in (-1, 0, 1))

    @cached_property
    def figures(self) -> tuple[Any, ...]:
        """Every figure that the pack speaks of, and the figures beside it."""
        bounds = [bound.value for bound in self.pack.bounds.values() if not bound.is_day]
        figures = [*bounds, *(each for table in self.pack.tables.values() for each in _counts_in(table))]
        return (0, 1, 30.0, 10**20, *(figure + each for figure in dict.fromkeys(figures) for each in (-1, 0, 1)))

    def values(self, at: Position) -> tuple[Any, ...]:
        """What else can stand at a place: texts, figures and days that the schema lets through there."""
        if at not in self._valid:
            schema = self._schema(at)
            listed = self.node(at).get("enum", ())
            pool = (*listed, *(() if listed else (*self.days, *self.figures, 0.5, True, False)))
            fitting = [value for value in pool if schema.judge(value)]
            # Where days can stand, texts cannot; and they are many.
            texts = [] if fitting and not listed and not schema.judge(TEXTS[0]) else TEXTS
            self._valid[at] = (*fitting, *(text for text in texts if schema.judge(text))) or (None,)
        return self._valid[at]

    def takes(self, at: Position, value: Any) -> bool:
        """Whether the schema lets a value through at a place."""
        return self._schema(at).judge(value) is True

    def _schema(self, at: Position) -> Schema:
        if at not in self._schemas:
            self._schemas[at] = Schema({**self.node(at), "$defs": self.root.get("$defs", {})})
        return self._schemas[at]

    def related(self, listed: str, context: Context) -> tuple[Any, ...]:
        """Which keys of a table, or codes of a list, belong to the sender or to the item by some table of the pack."""
        key = listed, tuple(context.items())
        if key not in self._related:
            self._related[key] = tuple(dict.fromkeys(self._found_related(listed, context)))
        return self._related[key]

    def _found_related(self, listed: str, context: Context) -> Iterator[Any]:
        for name, table in self.pack.tables.items():
            wanted = [column.name for column in table.columns if column.of == listed]
            wanted += [table.key[0]] if name == listed else []
            if wanted:
                for row in self._rows_of(name, table, context):
                    yield from (row[column] for column in wanted if row[column] is not None)

    def related_figures(self, context: Context) -> tuple[int, ...]:
        """The figures that some table has for the item, and those beside them."""
        key = "", tuple(context.items())
        if key not in self._related:
            found = [
                row[column.name] + distance
                for name, table in self.pack.tables.items()
                for row in self._rows_of(name, table, context)
                for column in table.columns
                if column.type is MemberType.COUNT and row[column.name] is not None
                for distance in (-1, 0, 1)
            ]
            self._related[key] = tuple(found)
        return self._related[key]

    def _rows_of(self, name: str, table: Table, context: Context) -> Iterator[Mapping[str, Any]]:
        """The rows that are of the sender or of the item: that name it, or have what its own row has."""
        for of, value in context.items():
            joined = [column.name for column in table.columns if column.of == of]
            joined += [table.key[0]] if name == of and len(table.key) == 1 else []
            own = self.pack.tables[of].row(value) if of in self.pack.tables and name != of else None
            shared = [
                column.name
                for column in table.columns
                if own and column.type is MemberType.CODE and own.get(column.name)
            ]
            for row in table.by_key.values():
                is_named = any(row[column] == value for column in joined)
                if is_named or (own is not None and shared and all(row[column] == own[column] for column in shared)):
                    yield row


def _counts_in(table: Table) -> Iterable[int]:
    places = [place for place, column in enumerate(table.columns) if column.type is MemberType.COUNT]
    return (row[place] for row in table.rows for place in places if row[place] is not None)


def _seeds(pack: Pack, document: DocumentKind) -> list[dict[str, Any]]:
    """The base document, then those of the cases of every rule, without those with faults, and each once."""
    bases = read_bases(pack)
    found = [bases[document.format]]
    for rule in pack.rules:
        found += [plan for case in read_cases(pack, rule, bases) for plan in case.plans]
    ours = [plan for plan in found if plan.get("format") == document.format]
    valid = [plan for plan in ours if not validate(plan, document.schema, [pack.id]).faults]
    return list({json.dumps(plan, sort_keys=True): plan for plan in valid}.values())


class Documents:
    """Makes documents of one kind; the same seed makes the same documents.

    `soundness` is the share of those that are sound but for a blemish or two; without `faults`, every document is valid
    by its schema.
    """

    def __init__(
        self, pack: Pack, document: DocumentKind, random: Random, *, faults: bool = True, soundness: float = 0.5
    ) -> None:
        self._stock = stock_of(pack, document)
        self._pack = pack
        self._document = document
        self._random = random
        self._faults = faults
        self._soundness = soundness

    def make(self) -> dict[str, Any]:
        """One document, valid or not."""
        document = self._sound() if self._chance(self._soundness) else self._thrown_together()
        if self._faults and self._chance(0.25):
            for _ in range(self._random.randrange(1, 4)):
                self._spoil(document)
        items = list(document.items())
        self._random.shuffle(items)
        return dict(items)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _context(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Who sends the document, as the tables know it."""
        sender = self._document.sender
        listed = self._stock.hints[sender,].of if (sender,) in self._stock.hints else self._document.roster
        return {listed: document.get(sender), self._document.roster: document.get(sender)}

    # Documents that are sound but for a blemish or two

    def _sound(self) -> dict[str, Any]:
        seeds = self._stock.seeds
        document = deepcopy(seeds[0] if self._chance(0.6) else self._random.choice(seeds))
        if self._chance(0.5):
            sender = self._document.sender
            document[sender] = self._random.choice(self._pack.codes_of(self._document.roster))
            self._move((), document, self._context(document))
        if self._chance(0.3):
            self._lengthen(document)
        blemishes = (self._set_member, self._set_member, self._take_member, self._change_items, self._change_items)
        for _ in range(self._random.choice((0, 0, 1, 1, 2, 3))):
            self._random.choice(blemishes)(document)
        return document

    def _move(self, at: Position, value: Any, context: Context) -> None:
        """Have what belongs to the sender belong to this one: places become places of its province."""
        if isinstance(value, list):
            for each in value:
                self._move((*at, ITEM), each, context)
        elif isinstance(value, dict):
            row = self._row(at, context)
            for name, each in value.items():
                hint = self._stock.hints.get((*at, name))
                if hint is not None and row is not None and hint.of == row[0] and hint.column in row[1]:
                    value[name] = row[1][hint.column]
                else:
                    self._move((*at, name), each, context)

    def _row(self, at: Position, context: Context) -> tuple[str, Mapping[str, Any]] | None:
        """A row that several members of an object are of; the sender's, where there are such."""
        table = self._stock.tables.get(at)
        if table is None:
            return None
        related = self._stock.related(table, context)
        key = self._random.choice(related or self._pack.codes_of(table))
        return table, self._pack.tables[table].by_key[key]

    def _lengthen(self, document: dict[str, Any]) -> None:
        """Add items that stand in no other document, each like one that is there."""
        items = self._document.items
        if items is None or not document.get(items.list):
            return
        numbers = [*self._pack.codes_of(items.table)]
        there = [entry[items.number] for entry in document[items.list]]
        more = [number for number in numbers if number not in there]
        for number in self._random.sample(more, min(len(more), self._random.choice((1, 4, 7, 8, 12, 30)))):
            document[items.list].append({**self._random.choice(document[items.list]), items.number: number})

    def _set_member(self, document: dict[str, Any]) -> None:
        """Give some object a member that it lacks, or another value."""
        at, here = self._somewhere(document)
        names = self._stock.node(at).get("properties", {})
        free = [name for name in names if at or name not in ("format", "circular")]
        if not free:
            return
        name = self._random.choice(free)
        here[name] = self._value((*at, name), {**self._context(document), **self._item_of(document, at, here)})

    def _take_member(self, document: dict[str, Any]) -> None:
        """Take a member that need not be there away from some object."""
        at, here = self._somewhere(document)
        optional = [name for name in here if name not in self._stock.node(at).get("required", ())]
        if optional:
            name = self._random.choice(optional)
            if self._chance(0.5):
                del here[name]
            else:
                here[name] = self._random.choice((*BLANK, None, *([[]] if isinstance(here[name], list) else [])))

    def _item_of(self, document: Mapping[str, Any], at: Position, here: Mapping[str, Any]) -> Context:
        items = self._document.items
        if items is None or at[:1] != (items.list,):
            return {}
        entries = [entry for entry in document[items.list] if _holds(entry, here)]
        return {items.table: number_of(entries[0].get(items.number))} if entries else {}

    def _somewhere(self, document: dict[str, Any]) -> tuple[Position, dict[str, Any]]:
        """A random object of the document."""
        objects = list(_objects((), document))
        return self._random.choice((objects[0], *self._random.choices(objects, k=5)))

    def _change_items(self, document: dict[str, Any]) -> None:
        """Add an item to a list of the document, repeat one, or take one away."""
        names = [name for name in self._stock.root["properties"] if (name, ITEM) in self._stock.found]
        if not names:
            return
        name = self._random.choice(names)
        items: list[Any] = document.setdefault(name, []) or []
        if not isinstance(items, list):
            return
        document[name] = items
        match self._random.randrange(4):
            case 0 if items:
                items.pop(self._random.randrange(len(items)))
            case 1 if items:
                items.insert(self._random.randrange(len(items) + 1), deepcopy(self._random.choice(items)))
            case 2:
                items.append(deepcopy(self._random.choice(self._stock.found[name, ITEM])))
            case _:
                items.append(self._value((name, ITEM), self._context(document)))

    # Documents that are thrown together

    def _thrown_together(self) -> dict[str, Any]:
        roster = self._pack.codes_of(self._document.roster)
        head = {
            "format": self._document.format,
            "circular": self._pack.id,
            self._document.sender: self._random.choice((*roster, *roster[-1:] * 2)),
        }
        document: dict[str, Any] = self._object((), self._context(head), head)
        return document

    def _value(self, at: Position, context: Context) -> Any:
        """Something that can stand at a place."""
        node = self._stock.node(at)
        types = types_of(node, self._stock.root)
        if "object" in types:
            return self._object(at, context, {})
        if "array" in types:
            return self._list(at, context)
        return self._scalar(at, context)

    def _object(self, at: Position, context: Context, head: Mapping[str, Any]) -> dict[str, Any]:
        node = self._stock.node(at)
        out = dict(head)
        row = self._row(at, context)
        items = self._document.items
        names = list(node.get("properties", {}))
        if items is not None and at == (items.list, ITEM):
            # The number comes first, as much else goes by it.
            names.sort(key=lambda name: name != items.number)
        for name in names:
            place = (*at, name)
            if name in out or (name not in node.get("required", ()) and not self._is_there(place, context, out)):
                continue
            hint = self._stock.hints.get(place)
            if hint is not None and row is not None and hint.of == row[0] and self._chance(0.85):
                out[name] = self._like(row[1][hint.column or ""], place)
            else:
                out[name] = self._value(place, context)
            if items is not None and place == (items.list, ITEM, items.number):
                context = {**context, items.table: number_of(out[name])}
        return out

    def _is_there(self, at: Position, context: Context, out: dict[str, Any]) -> bool:
        """Whether a member that need not be there is; where it is not, it may be blank, which is the same."""
        listed = self._stock.names.get(at)
        # Some members are for some items only.
        tables = self._pack.tables.values()
        if listed is not None and any(column.of == listed for table in tables for column in table.columns):
            return self._chance(0.85 if at[-1] in self._stock.related(listed, context) else 0.04)
        if self._chance(0.82):
            return True
        if self._chance(0.3):
            out[at[-1]] = self._random.choice((*BLANK, None))
        return False

    def _list(self, at: Position, context: Context) -> list[Any]:
        items = self._document.items
        if items is not None and at == (items.list,):
            place = (*at, ITEM, items.number)
            return [
                self._object((*at, ITEM), {**context, items.table: number}, {items.number: self._like(number, place)})
                for number in self._numbers(context)
            ]
        found = [self._value((*at, ITEM), context) for _ in range(self._random.choice(LENGTHS))]
        if "string" in types_of(self._stock.node((*at, ITEM)), self._stock.root) and self._chance(0.15):
            found.append(self._random.choice(BLANK))
        if found and self._chance(0.1):
            found.append(deepcopy(self._random.choice(found)))
        return found

    def _numbers(self, context: Context) -> list[Any]:
        """Which items are listed: few or nearly all, more of those that concern the sender."""
        assert self._document.items is not None
        numbers = self._pack.codes_of(self._document.items.table)
        concerned = self._stock.related(self._document.items.table, context)
        keep = self._random.choice((0.05, 0.2, 0.3, 0.5, 0.9, 1.0))
        much = max(keep, self._random.choice((0.5, 0.97, 1.0)))
        found = [number for number in numbers if self._chance(much if number in concerned else keep)]
        if self._chance(0.3):
            found += self._random.choices((*numbers, *NUMBERS), k=2)
        self._random.shuffle(found)
        return found

    def _scalar(self, at: Position, context: Context) -> Any:
        stock, pick = self._stock, self._random.choice
        hint = stock.hints.get(at)
        related = stock.related(hint.of, context) if hint is not None else ()
        figures = stock.related_figures(context) if "integer" in types_of(stock.node(at), stock.root) else ()
        draw = self._random.random()
        if hint is not None and draw < 0.5:
            value = self._like(pick(related) if related and self._chance(0.7) else pick(hint.values), at)
            return value if stock.takes(at, value) else pick(stock.values(at))
        if figures and draw < 0.3:
            return max(0, pick(figures))
        if stock.seen.get(at) and draw < 0.65:
            return pick(stock.seen[at] if self._chance(0.6) else stock.distinct[at])
        return pick(stock.values(at))

    def _like(self, value: Any, at: Position) -> Any:
        """A value as people write it: a number as text, a name with white space, or without its last sign."""
        types = types_of(self._stock.node(at), self._stock.root)
        if isinstance(value, str) and types == {"string"} and at in self._stock.hints and self._chance(0.3):
            return self._random.choice((value[:-1] or value, f" {value[:1]}\u3000{value[1:]}", f"x{value}开发区"))
        if types == {"string", "integer"} and self._chance(0.3):
            text = str(value)
            return int(text) if text.isdecimal() and isinstance(value, str) and text[:1] != "0" else text
        return value

    # Faults

    def _spoil(self, document: dict[str, Any]) -> None:
        """Put something odd at a random place, take a member away, or add one that nobody knows."""
        here: Any = document
        while True:
            steps = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not steps:
                return
            step = self._random.choice(steps)
            if isinstance(here[step], (dict, list)) and here[step] and self._chance(0.8):
                here = here[step]
                continue
            kind = self._random.randrange(4)
            if kind == 0 and isinstance(here, dict):
                here["unheard_of"] = 1
            elif kind == 1:
                del here[step]
            else:
                here[step] = self._random.choice(ODD)
            return


def values_at(value: Any, at: Position) -> Iterator[Any]:
    """All that stands at a place of a document."""
    if not at:
        yield value
    elif at[0] == ITEM:
        for each in value if isinstance(value, list) else ():
            yield from values_at(each, at[1:])
    elif isinstance(value, dict) and at[0] in value:
        yield from values_at(value[at[0]], at[1:])


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _objects(at: Position, value: Any) -> Iterator[tuple[Position, dict[str, Any]]]:
    if isinstance(value, dict):
        yield at, value
    inner = (
        value.items()
        if isinstance(value, dict)
        else [(ITEM, each) for each in value]
        if isinstance(value, list)
        else ()
    )
    for step, each in inner:
        yield from _objects((*at, step), each)


def _holds(value: Any, wanted: Any) -> bool:
    """Whether a part of a document is there in `value`, and no other like it."""
    if value is wanted:
        return True
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_holds(each, wanted) for each in inner)
