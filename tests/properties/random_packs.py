"""Random rule packs, written as folders: schema, tables, mapping and rules, with every name and text as odd as allowed.

`python -m tests.properties.random_packs --packs 100 --seed 1` makes so many, reads random documents by each, judges
them by both evaluators with a cross-check, holds the facts against the plain reading, and looks whether anything of a
pack came to be run as code. Prints what goes wrong, and how often each way to read a member was there.
"""

import argparse
import ast
import builtins
import csv
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from checker import load_pack
from checker.facts.mapping import Facts
from checker.judging import judge_of
from checker.pack.ways import WAYS, way_of
from checker.reporting import FORMATS
from checker.values import is_blank

from .generating import Documents
from .made import examined
from .ways import by_the_plain_reading, by_the_reference_evaluator

Raw = dict[str, Any]

NAMES: Final = (
    *("class", "def", "import", "lambda", "data", "whole", "items", "aside", "as_of", "unsaid", "unknown"),
    *("fact", "nothing", "x1", "n1", "s0", "c", "d", "i", "v_a_b", "a", "a_b", "b_c", "all_a", "len", "print"),
    *("exec", "eval", "type", "self", "none", "true", "a__class__", "x__import__", "count", "text", "day"),
    *("number", "code", "flag", "there", "name", "value", "build", "number_of", "enumerate", "isinstance", "m_a"),
    *("nth_a", "ahead_a", "rows", "codes_a", "reach", "first"),
)
"""Names that a pack may have, of which each is a word of Python or one that generated source uses."""
RUN: Final = "__import__('builtins').__dict__.__setitem__('broken_out', True)"
HOSTILE: Final = (
    *(RUN, f"'); {RUN} #", f'"); {RUN} #', f"\\'); {RUN} #", f"\n{RUN}\n", f"{{{RUN}}}", f"]}})\n    {RUN}\n#"),
    *("it's", 'say "so"', "{x}", "{0.__class__}", "{{}}", "%s %(a)d", "\\", "\\n", "\n", '"""', "'''", "#", "None"),
    *("中文", "\u2028", "a,b;c", "$and", "$ne", "1", "-5", "1e3", "x" * 60),
)
"""Texts that a pack may have, as codes, words and values."""
CODES: Final = tuple(dict.fromkeys(text.strip() for text in HOSTILE if not is_blank(text)))
"""Those that can be codes: of a code something can be seen, and in a table no blanks are around it."""
DAYS: Final = ("2020-06-14", "2020-06-15", "2020-06-16", "2019-12-31", "2020-12-31", "2021-01-01")
DAY: Final[Raw] = {
    "type": "string",
    "format": "date",
    "pattern": "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$",
    "maxLength": 10,
}
SCHEMAS: Final[Mapping[str, Raw]] = {
    "text": {"type": "string"},
    "count": {"type": "integer", "minimum": 0},
    "number": {"type": ["integer", "string"]},
    "day": DAY,
    "flag": {"type": "boolean"},
    "amount": {"type": "number"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "closed": {"type": "string", "x-table": ""},
    "parts": {
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"due": DAY, "size": {"type": "integer"}, "word": {"type": "string"}},
        },
    },
}
READ_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("text", "count", "number"),
    "count": ("count", "texts", "parts"),
    "number": ("number", "text"),
    "day": ("day",),
    "flag": ("flag",),
    "code": ("text", "closed", "number"),
    "there": tuple(SCHEMAS),
    "has_text": ("text", "texts"),
    "positive": ("count", "amount"),
    "only_words": ("text", "texts"),
    "mentions": ("text",),
}
"""From what each way that has a path can be read."""
TYPES: Final = {"text": "text", "count": "count", "number": "number", "day": "day", "code": "code"}
ORDERS: Final = ("less_than", "at_most", "more_than", "at_least")
DAY_ORDERS: Final = ("before", "on_or_before", "after", "on_or_after")
CASES: Final = [{"name": "x", "kind": "keeps", "finds": []}, {"name": "y", "kind": "breaks", "finds": [{"at": ""}]}]
WORDS: Final = {"en": "word", "zh": "词"}


class RandomPack:
    """A pack that is thought up; the same seed makes the same."""

    def __init__(self, random: Random) -> None:
        self._random = random
        names = random.sample(NAMES, len(NAMES))
        self._names = names
        self._lists = {names.pop(): random.sample(CODES, 4) for _ in range(2)}
        self._tables: dict[str, Raw] = {}
        self._rows: dict[str, list[list[Any]]] = {}
        for _ in range(3):
            self._add_table(names.pop())
        self._table = next(iter(self._tables))
        self._numbered = names.pop()
        self._add_table(self._numbered, "number")
        self._sender, self._list, self._outer, self._inner, self._number = (names.pop() for _ in range(5))
        self._shapes = {"top": self._members(6), "item": self._members(6), "inner": self._members(4)}
        self._kinds: dict[str, Raw] = {}
        self._types: dict[tuple[str, str], str] = {}
        self._simple: dict[str, list[str]] = {}
        self._chains: dict[str, list[dict[str, str]]] = {}
        self._make_kinds()

    def _pick(self, of: Any) -> Any:
        return self._random.choice(list(of))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    # Tables, lists and the schema

    def _add_table(self, name: str, key: str = "code") -> None:
        first, *more = self._random.sample(NAMES, 6)
        columns: dict[str, Raw] = {first: {"type": key}}
        types = ["code", "count", "day", "flag", *(["code"] if self._tables else [])]
        for column, type_ in zip(more, types, strict=False):
            columns[column] = {"type": type_}
        if self._chance(0.5):
            columns[more[0]]["in"] = self._pick(self._lists)
        if len(types) > 4 and self._chance(0.7):
            columns[more[4]]["in"] = self._pick(name for name in self._tables if name != getattr(self, "_numbered", ""))
        keys = self._random.sample(CODES, 5) if key == "code" else [1, 2, "IV", "5.1", "{x}"]
        self._tables[name] = {"file": f"tables/t{len(self._tables)}.csv", "key": [first], "columns": columns}
        self._rows[name] = [
            [each, *(self._cell(columns[column]) for column in more if column in columns)] for each in keys
        ]

    def _cell(self, column: Raw) -> Any:
        if "in" in column:
            listed = column["in"]
            return self._pick(self._lists[listed] if listed in self._lists else self._keys(listed))
        values = {"code": HOSTILE, "count": (0, 1, 2, 3), "day": DAYS, "flag": ("true", "false")}[column["type"]]
        return self._pick((*values, *values, "")) if column["type"] != "flag" else self._pick(values)

    def _keys(self, table: str) -> list[Any]:
        return [row[0] for row in self._rows[table]]

    def _members(self, number: int) -> dict[str, str]:
        """Members of an object, each of a sort; `parts`, which have members of their own, are among them once."""
        sorts = [
            *self._random.choices([name for name in SCHEMAS if name != "parts"], k=number),
            "parts",
            "text",
            "count",
        ]
        taken = {self._sender, self._list, self._outer, self._inner, self._number}
        names = self._random.sample([name for name in NAMES if name not in taken], len(sorts))
        return dict(zip(names, sorts, strict=True))

    def _object(self, shape: str) -> Raw:
        properties = {}
        for name, sort in self._shapes[shape].items():
            node = dict(SCHEMAS[sort])
            if "x-table" in node:
                node["x-table"] = self._pick([*self._lists, self._table])
            properties[name] = node
        return {"type": "object", "additionalProperties": False, "properties": properties}

    def _schema(self) -> Raw:
        item, top = self._object("item"), self._object("top")
        item["properties"][self._number] = SCHEMAS["number"]
        item["required"] = [self._number]
        item["properties"][self._inner] = {"type": "array", "items": self._object("inner")}
        head = {
            "format": {"const": "thing/1"},
            "circular": {"type": "string"},
            self._sender: {"type": "string", "x-table": self._table},
            self._list: {"type": "array", "items": item},
            self._outer: self._object("inner"),
        }
        top["properties"] = {**top["properties"], **head}
        return {**top, "required": ["format", "circular", self._sender, self._list]}

    # Kinds of fact

    def _make_kinds(self) -> None:
        names = self._names
        self._anchor, entry, judged, inner, outer, named, joined = (names.pop() for _ in range(7))
        top = {**self._shapes["top"], self._sender: "closed"}
        item = {**self._shapes["item"], self._number: "number"}
        deep = self._shapes["inner"]
        places: dict[str, tuple[Raw, list[dict[str, str]]]] = {
            self._anchor: ({}, [top]),
            entry: ({"each": [self._list], "only_if": "", "even_if_faulty": True}, [top, item]),
            judged: ({"like": entry}, [top, item]),
            inner: ({"each": [self._list, self._inner]}, [top, item, deep]),
            outer: ({"each": [self._outer]}, [top, deep]),
            named: ({"each": [self._list, [*self._random.sample(list(self._shapes["item"]), 3)]]}, [top, item]),
            joined: ({"each": [self._list], "with": self._pick(self._tables)}, [top, item]),
        }
        for kind, (told, chain) in places.items():
            self._kinds[kind] = {**told, "members": {}}
            self._chains[kind] = chain
            self._simple[kind] = [*self._simple.get(told.get("like", ""), ())]
            self._types |= {
                (kind, name): self._types[told["like"], name] for name in self._simple[kind] if "like" in told
            }
        self._judged, self._entry = judged, entry
        for kind in places:
            self._fill_simply(kind, named)
        number = self._kinds[entry]["members"]
        number[self._number] = {"number": self._number}
        self._kinds[entry]["only_if"] = self._number
        for each in (entry, judged):
            self._types[each, self._number] = "number"
            self._simple[each].append(self._number)
        self._join(joined)
        for kind in (self._anchor, judged, inner, outer, joined):
            for _ in range(5):
                self._add_member(kind)

    def _fill_simply(self, kind: str, named: str) -> None:
        """Members that are read at a path, of each type that there is."""
        taken = {*self._kinds[self._entry]["members"]} if kind == self._judged else set()
        free = [name for name in self._random.sample(NAMES, len(NAMES)) if name not in taken and name != self._number]
        ways = [way for way in READ_FROM if way not in ("only_words", "mentions")]
        for way in self._random.sample(ways, 6):
            paths = [path for path, sort in self._paths(kind) if sort in READ_FROM[way]]
            if paths:
                self._put(kind, free.pop(), self._with_options(way, self._pick(paths)))
        if kind == named:
            self._put(kind, free.pop(), {"code": "name"})
            self._put(kind, free.pop(), {"text": f"../{self._number}"})

    def _put(self, kind: str, name: str, told: Raw) -> None:
        self._kinds[kind]["members"][name] = told
        way = way_of(told)
        type_ = TYPES.get(way, "flag")
        for each in (kind, *([self._judged] if kind == self._entry else [])):
            self._types[each, name] = type_
            self._simple[each].append(name)

    def _paths(self, kind: str) -> Iterator[tuple[str, str]]:
        """Paths from a fact of the kind, with the sort of what stands there."""
        named = any(isinstance(step, list) for step in self._kinds[kind].get("each", ()))
        for depth, shape in enumerate(reversed(self._chains[kind]), 1 if named else 0):
            for name, sort in shape.items():
                yield "../" * depth + name, sort

    def _with_options(self, way: str, path: str) -> Raw:
        told: Raw = {way: path}
        if way == "code" and self._chance(0.4):
            told["in"] = self._pick([*self._lists, self._table])
        elif way == "code" and self._chance(0.5):
            told |= {"first": self._pick((1, 2, 5))} if self._chance(0.5) else {"no_space": True}
        elif way == "flag" and self._chance(0.5):
            told["else"] = self._chance(0.5)
        elif way == "count" and self._chance(0.3):
            told["else"] = self._pick((0, 2))
        elif way == "count" and self._sort_at(path) == "parts" and self._chance(0.8):
            tests = ({"due": {"before": "deadline"}}, {"due": {"within": "plan_year"}}, {"word": self._pick(HOSTILE)})
            told["where"] = self._pick((*tests, {"size": [1, 2], "due": {"after": "deadline"}}))
        return told

    def _sort_at(self, path: str) -> str:
        name = path.rpartition("/")[2]
        sorts = {shape.get(name) for shape in self._shapes.values()}
        return "parts" if sorts - {None} == {"parts"} else ""

    def _join(self, kind: str) -> None:
        told = self._kinds[kind]
        table = self._tables[told["with"]]
        type_ = table["columns"][table["key"][0]]["type"]
        own = [name for name in self._simple[kind] if self._types[kind, name] == type_]
        if not own:
            own = ["joined_by"]
            way = {"number": self._number} if type_ == "number" else {"code": self._path_of(kind, "code")}
            self._put(kind, own[0], way)
        told["by"] = {self._pick(own): table["key"][0]}
        for column, about in list(table["columns"].items())[1:3]:
            name = f"its_{column}"
            told["members"][name] = {"matched": column}
            self._types[kind, name] = about["type"]

    def _path_of(self, kind: str, way: str) -> str:
        return self._pick([path for path, sort in self._paths(kind) if sort in READ_FROM[way]])

    # Members that rest on others

    def _add_member(self, kind: str) -> None:
        makers = (
            *(self._only_words, self._mentions, self._known, self._holds, self._nth, self._take, self._list_of),
            *(
                self._of_document,
                self._count,
                self._any_of,
                self._given,
                self._ahead,
                self._place_of,
                self._times,
                self._growth,
            ),
        )
        told, type_ = self._pick(makers)(kind) or (None, "")
        if told is None:
            return
        name = f"{self._pick(NAMES)}_{len(self._kinds[kind]['members'])}"
        self._kinds[kind]["members"][name] = told
        self._types[kind, name] = type_

    def _own(self, kind: str, *types: str) -> list[str]:
        return [name for name in self._simple[kind] if not types or self._types[kind, name] in types]

    def _only_words(self, kind: str) -> tuple[Raw, str] | None:
        paths = [path for path, sort in self._paths(kind) if sort in READ_FROM["only_words"]]
        if not paths:
            return None
        return {"only_words": self._pick(paths), "in": self._table, "signs": self._pick(HOSTILE)}, "flag"

    def _mentions(self, kind: str) -> tuple[Raw, str] | None:
        paths = [path for path, sort in self._paths(kind) if sort == "text"]
        if not paths:
            return None
        column = self._tables[self._table]["key"][0]
        told: Raw = {"mentions": self._pick(paths), "in": self._table, "column": column}
        if self._chance(0.5) and (own := self._own(kind, "code")):
            told["by"] = {self._pick(own): column}
        if self._chance(0.5):
            told |= {"without": self._random.sample(HOSTILE, 3), "at_least": 2}
        return told, "flag"

    def _known(self, kind: str) -> tuple[Raw, str]:
        return {"known": self._pick(self._own(kind))}, "flag"

    def _holds(self, kind: str) -> tuple[Raw, str] | None:
        own = self._own(kind, "code", "count", "day", "number", "flag")
        if not own:
            return None
        chosen = self._random.sample(own, min(len(own), 2))
        return {"holds": {name: self._test(kind, name, references=True) for name in chosen}}, "flag"

    def _nth(self, kind: str) -> tuple[Raw, str] | None:
        own = self._own(kind, "code", "number", "count", "flag", "day")
        if kind == self._anchor or not own:
            return None
        return {"nth": self._random.sample(own, min(len(own), self._pick((1, 2))))}, "count"

    def _joins(self, kind: str, columns: Mapping[str, str]) -> Raw | None:
        pairs = [
            (own, its) for own in self._own(kind) for its, type_ in columns.items() if self._types[kind, own] == type_
        ]
        pairs = [pair for pair in pairs if self._types[kind, pair[0]] != "text"]
        return dict([self._pick(pairs)]) if pairs else None

    def _take(self, kind: str) -> tuple[Raw, str] | None:
        others = [
            *self._tables,
            *(name for name in self._kinds if name not in (kind, self._anchor) and self._simple[name]),
        ]
        other = self._pick(others)
        columns = self._columns(other)
        by = self._joins(kind, columns)
        members = [name for name, type_ in columns.items() if type_ != "text"]
        if by is None or not members:
            return None
        member = self._pick(members)
        told: Raw = {"take": member, "from": other, "by": by}
        if columns[member] == "count" and self._chance(0.4):
            told["else"] = self._pick((0, 7))
        return told, columns[member]

    def _columns(self, other: str) -> dict[str, str]:
        if other in self._tables:
            return {name: about["type"] for name, about in self._tables[other]["columns"].items()}
        return {name: self._types[other, name] for name in self._simple[other]}

    def _list_of(self, kind: str) -> tuple[Raw, str] | None:
        other = self._pick(self._tables)
        columns = self._columns(other)
        by = self._joins(kind, columns)
        codes = [name for name, type_ in columns.items() if type_ == "code"]
        return None if by is None or not codes else ({"list_of": self._pick(codes), "from": other, "by": by}, "text")

    def _of_document(self, kind: str) -> tuple[Raw, str] | None:
        members = self._own(self._anchor)
        if kind == self._anchor or not members:
            return None
        name = self._pick(members)
        return {"of_document": name}, self._types[self._anchor, name]

    def _count(self, kind: str) -> tuple[Raw, str] | None:
        other = self._pick(name for name in self._kinds if name not in (kind, self._anchor))
        members = self._own(other, "code", "count", "number", "flag", "day")
        if not members:
            return None
        way = self._pick(("count_of", "sum_of", "count_distinct"))
        told: Raw = {way: other}
        if way == "sum_of":
            members = self._own(other, "count")
        if not members:
            return None
        if way != "count_of":
            told["of"] = self._pick(members)
        if self._chance(0.4) and (by := self._joins(kind, self._columns(other))):
            told["by"] = by
        tested = self._own(other, "code", "count", "flag", "day")
        if self._chance(0.5) and tested:
            name = self._pick(tested)
            type_ = self._types[other, name]
            literals = self._literals(other, name)
            is_day = {self._pick(("before", "within", "after")): self._pick(("deadline", "plan_year"))}
            told["where"] = {name: is_day if type_ == "day" else self._pick((literals[0], literals[:2]))}
        if self._list in (self._kinds[kind].get("each") or [""])[:1] and self._chance(0.5):
            told["within"] = "item"
        return told, "count"

    def _any_of(self, kind: str) -> tuple[Raw, str]:
        flags = [path for path, sort in self._paths(kind)]
        ways: list[Raw] = [{"there": self._pick(flags)}, self._known(kind)[0]]
        if (holds := self._holds(kind)) is not None:
            ways.append(holds[0])
        return {"any_of": ways}, "flag"

    def _given(self, _kind: str) -> tuple[Raw, str]:
        return {"given": "as_of"}, "day"

    def _ahead(self, kind: str) -> tuple[Raw, str] | None:
        own = self._own(kind, "code", "count", "day", "number", "flag")
        if kind in (self._anchor, self._judged) or not own:
            return None
        name = self._pick(own)
        return {"ahead": name}, self._types[kind, name]

    def _place_of(self, kind: str) -> tuple[Raw, str] | None:
        own = self._own(kind, "code", "number")
        return {"place_of": self._pick(own), "in": self._pick([self._table, self._numbered])} if own else None, "count"

    def _times(self, kind: str) -> tuple[Raw, str] | None:
        own = self._own(kind, "count")
        return ({"times": self._pick((1, 3)), "of": self._pick(own)}, "count") if own else None

    def _growth(self, kind: str) -> tuple[Raw, str] | None:
        own = self._own(kind, "count")
        pair = {"growth": self._pick(own), "over": self._pick(own), "parts": self._pick((100, 1000))} if own else None
        return (pair, "count") if pair else None

    # Rules

    def _literals(self, kind: str, name: str) -> list[Any]:
        way = self._told(kind, name)
        listed = way.get("in")
        if self._types[kind, name] == "code" and listed is not None:
            return [str(each) for each in (self._lists[listed] if listed in self._lists else self._keys(listed))]
        values = {"flag": (True, False), "count": (0, 1, 2, 3), "number": (1, 2, "IV", "{x}", "07"), "code": HOSTILE}
        return self._random.sample(list(values.get(self._types[kind, name], DAYS)), 2)

    def _told(self, kind: str, name: str) -> Raw:
        told = self._kinds[kind]
        if name in told["members"]:
            return told["members"][name]
        return self._kinds[told["like"]]["members"][name] if "like" in told else {}

    def _test(self, kind: str, name: str, *, references: bool = False) -> Any:
        type_ = self._types[kind, name]
        others = [other for other in self._own(kind, type_) if other != name]
        if references and others and self._chance(0.3):
            ops = {"count": ORDERS, "day": DAY_ORDERS}.get(type_, ("is", *(["is_not"] if type_ != "flag" else [])))
            return {self._pick(ops): {"of": self._pick(others)}}
        first, second = (*self._literals(kind, name), *self._literals(kind, name))[:2]
        match type_:
            case "flag":
                return first
            case "count":
                return {self._pick(("is", "is_not", *ORDERS)): self._pick((first, {"bound": "most"}))}
            case "day":
                return {self._pick(DAY_ORDERS): self._pick((first, {"bound": "deadline"}))}
        return self._pick((first, {"is_not": first}, {"one_of": [first]}, {"not_one_of": [first, second]}))

    def _rule(self, place: int) -> Raw:
        kind = self._pick([name for name in self._kinds if self._testable(name)])
        block = self._block(kind)
        rule: Raw = {
            "clause": "1",
            "severity": self._pick(("error", "warning", "info")),
            "title": WORDS,
            **{name: {"en": f"{name} of rule {place}", "zh": "文"} for name in ("duty", "rationale", "remedy")},
            "message": {"en": f"Rule {{{kind}.{self._pick(self._testable(kind))}}}", "zh": "规则"},
            "for_each": kind,
            "violated_if": [block, self._block(kind)] if self._chance(0.3) else block,
            "at": f"{{{kind}}}",
        }
        if self._chance(0.4):
            rule["applies_if"] = self._block(kind)
        return rule

    def _testable(self, kind: str) -> list[str]:
        members = [name for of, name in self._types if of == kind]
        return [name for name in members if self._types[kind, name] != "text" and not self._is_of_labels(kind, name)]

    def _is_of_labels(self, kind: str, name: str) -> bool:
        """Whether it is a code that is taken from elsewhere: which codes it can have is not known here."""
        way = self._told(kind, name)
        return self._types[kind, name] in ("code", "number") and not way.keys() & {"code", "number"}

    def _block(self, kind: str) -> Raw:
        names = self._testable(kind)
        chosen = self._random.sample(names, min(len(names), self._pick((1, 1, 2))))
        block: Raw = {kind: {name: self._rule_test(kind, name) for name in chosen}}
        if kind != self._anchor and self._chance(0.3) and self._testable(self._anchor):
            name = self._pick(self._testable(self._anchor))
            block[self._anchor] = {name: self._rule_test(self._anchor, name)}
        for word in ("some", "no"):
            other = self._pick([*(name for name in self._kinds if name not in (kind, self._anchor)), *self._tables])
            if not self._chance(0.4) or f"some {other}" in block:
                continue
            pairs = [
                (its, f"{of}.{own}")
                for of in {kind, self._anchor}
                for own in self._testable(of)
                for its, type_ in self._others(other).items()
                if type_ == self._types[of, own]
            ]
            block[f"{word} {other}"] = {
                its: {"of": own} for its, own in self._random.sample(sorted(pairs), min(len(pairs), 1))
            }
            if not pairs:
                del block[f"{word} {other}"]
        return block

    def _others(self, other: str) -> dict[str, str]:
        if other in self._tables:
            return self._columns(other)
        return {name: self._types[other, name] for name in self._testable(other)}

    def _rule_test(self, kind: str, name: str) -> Any:
        test = self._test(kind, name)
        if isinstance(test, dict) and self._chance(0.15) and self._types[kind, name] in ("count", "day"):
            others = [other for other in self._testable(kind) if self._types[kind, other] == self._types[kind, name]]
            return {op: {"of": f"{kind}.{self._pick(others)}"} for op in test if op not in ("one_of", "not_one_of")}
        return test

    # On disk

    def write(self, folder: Path) -> Path:
        """The pack as a folder."""
        (folder / "tables").mkdir(parents=True)
        for name, told in self._tables.items():
            with (folder / told["file"]).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(told["columns"])
                writer.writerows(self._rows[name])
        _write(folder / "pack.yaml", self._pack())
        _write(folder / "documents" / "thing.yaml", self._document())
        base = {"format": "thing/1", "circular": "odd", self._sender: self._keys(self._table)[0], self._list: []}
        _write(folder / "documents" / "thing.base.yaml", base)
        for place in range(6):
            _write(folder / "1" / f"rule-{place}" / "rule.yaml", self._rule(place))
            _write(folder / "1" / f"rule-{place}" / "cases.yaml", {"cases": CASES})
        path = folder / "schemas" / "thing.schema.json"
        path.parent.mkdir()
        path.write_text(json.dumps(self._schema(), ensure_ascii=False), "utf-8")
        return folder

    def _pack(self) -> Raw:
        return {
            "id": "odd",
            "version": "1.0.0",
            "citation": {"en": "No. 1", "zh": "第1号"},
            "title": WORDS,
            "issued": "2020-05-01",
            "plan_year": {"first_day": "2020-01-01", "last_day": "2020-12-31", "clause": "1"},
            "clauses": [{"id": "1", "title": WORDS}],
            "bounds": {
                "deadline": {"value": "2020-06-15", "clause": "1", "meaning": WORDS},
                "most": {"value": 2, "clause": "1", "meaning": WORDS},
            },
            "codes": {name: dict.fromkeys(codes, WORDS) for name, codes in self._lists.items()},
            "tables": self._tables,
        }

    def _document(self) -> Raw:
        return {
            "format": "thing/1",
            "schema": "thing",
            "nouns": dict.fromkeys(("document", "item", "sender"), WORDS),
            "sender": {"member": self._sender, "table": self._table},
            "items": {"list": self._list, "number": self._number, "table": self._numbered},
            "tallies": {"listed": {"of": self._entry, "member": self._number, "label": WORDS}},
            "facts": self._kinds,
        }


def _write(path: Path, told: Raw) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # JSON is YAML, and leaves no doubt about what is a text.
    path.write_text(json.dumps(told, indent=1), "utf-8")


def ways_in(pack: Any) -> Iterator[str]:
    """The ways to read a member that a pack has."""
    for kind in pack.main_document.kinds.values():
        for member in kind.members.values():
            for way in (member.way, *member.way.get("any_of", ())):
                if way:
                    yield way_of(way)


def breaks_out(source: str) -> list[str]:
    """What stands in generated source as code that no source of ours has: a dunder name, an import, a statement."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(name, str) and name.startswith("__"):
            found.append(name)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.Global):
            found.append(type(node).__name__)
    return found


def differences(seed: int, folder: Path, documents: int, seen: Counter[str]) -> Iterator[str]:
    """What goes wrong with the pack of this seed, and with so many documents for it."""
    random = Random(seed)  # noqa: S311 - a seed that makes the same again, and no secret
    pack = load_pack(RandomPack(random).write(folder / str(seed) / "odd"))
    kind = pack.main_document
    seen.update(set(ways_in(pack)))
    yield from (f"generated source has {name}" for name in breaks_out(Facts(pack, kind).source))
    for number in range(documents):
        plan = Documents(pack, kind, random, faults=number % 5 == 0).make()
        made = examined(plan, None, pack, kind)
        seen.update(documents=1, firings=len(made.report.findings), judged=made.known is not None)
        if made.report.engine.failure is not None:
            yield f"document {number}: {made.report.engine.failure.en}"
        for compare in (by_the_reference_evaluator, by_the_plain_reading):
            yield from (f"document {number}: {found}" for found in compare(made, random) or ())
        for name in ("json", "text"):
            FORMATS[name].render([made.report], {pack.id: pack})
    judge_of.cache_clear()
    if hasattr(builtins, "broken_out"):
        yield "a text of the pack was run as code"


def main() -> int:
    """Run the program; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties.random_packs", description=__doc__)
    parser.add_argument("--packs", type=int, default=100, help="how many packs")
    parser.add_argument("--documents", type=int, default=10, help="how many documents for each")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first one")
    options = parser.parse_args()
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.first, options.first + options.packs):
            try:
                wrong += [f"seed {seed}: {each}" for each in differences(seed, Path(folder), options.documents, seen)]
            except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
                wrong.append(f"seed {seed}: raised {error!r}")
    missing = sorted(WAYS.keys() - seen.keys())
    sys.stdout.write(json.dumps({"wrong": wrong[:20], "missing": missing, "seen": seen}) + "\n")
    return 1 if wrong or missing else 0


if __name__ == "__main__":
    sys.exit(main())
