"""The declared ways to read a document, followed word by word: slow, plain, and sharing nothing with `checker.facts`.

A pack is read here from its files, by PyYAML and csv; a document's facts are objects that work out a member when they
are asked for it. `read` says what there should be: the facts, which kinds have something that could not be read, and
which members a fault hides.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from checker.resources import rules_folder
from checker.values import WHITE_SPACE, is_blank, number_of

Raw = Mapping[str, Any]
At = tuple[Any, ...]

COUNTS = ("count_of", "sum_of", "count_distinct")
PLACED = ("text", "count", "number", "day", "flag", "code", "there", "has_text", "positive", "only_words", "mentions")
WAYS = (*PLACED, "known", "holds", "nth", "take", "list_of", "of_document", *COUNTS, "any_of", "given", "ahead")
WAYS = (*WAYS, "place_of", "times", "growth", "matched")


class _Loader(yaml.SafeLoader):
    """YAML in which days are the text they are written as."""


_Loader.yaml_implicit_resolvers = {
    sign: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - a SafeLoader


def day_of(text: str) -> int:
    return int(text.replace("-", ""))


def way_of(member: Raw) -> str:
    """The way a member is read: `count … times` does not exist, so the one name that is a way."""
    (name,) = [name for name in member if name in WAYS]
    return name


@dataclass(eq=False)
class Fact:
    kind: str
    at: At
    around: tuple[Any, ...]
    """What is around the fact, from the document inwards to what it is read from."""
    each: tuple[Any, ...] = ()
    source: Fact | None = None
    """The fact that this one is like."""
    row: Any = None
    """What this one is joined with: a row, or a fact."""
    known: dict[str, Any] = field(default_factory=dict)


def in_place(node: Any, root: Raw) -> Any:
    """A part of a schema with what it refers to in the place of each reference."""
    if isinstance(node, list):
        return [in_place(each, root) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        name = node["$ref"].removeprefix("#/$defs/")
        return {**in_place(root["$defs"][name], root), **{key: value for key, value in node.items() if key != "$ref"}}
    return {key: in_place(value, root) for key, value in node.items() if key != "$defs"}


class PlainReading:
    """The facts of documents of one kind of one pack."""

    def __init__(self, folder: Path, name: str) -> None:
        self.pack = load(folder / "pack.yaml")
        self.told = load(folder / "documents" / f"{name}.yaml")
        self.kinds: Raw = self.told["facts"]
        self.anchor = next(kind for kind, told in self.kinds.items() if not {"each", "like"} & told.keys())
        own = folder / "schemas" / f"{self.told['schema']}.schema.json"
        path = own if own.is_file() else rules_folder().parent / "schemas" / own.name
        self.schema: dict[str, Any] = json.loads(path.read_bytes())
        self.held_against: str | None = self.told.get("against", {}).get("member")
        if self.held_against is not None:
            others = [load(path) for path in folder.glob("documents/*.yaml") if path.name.count(".") == 1]
            names = [each["schema"] for each in others if each["format"] == self.told["against"]["document"]]
            name = self.told["against"].get("schema") or names[0]
            schema = in_place(*[json.loads(path.with_name(f"{name}.schema.json").read_bytes())] * 2)
            is_list = self.schema["properties"][self.held_against].get("type") == "array"
            self.schema["properties"][self.held_against] = {"type": "array", "items": schema} if is_list else schema
        self.tables = {name: list(self._rows(folder, told)) for name, told in self.pack.get("tables", {}).items()}
        self.rules = {path.parent.name for path in folder.glob("*/*/rule.yaml")}
        self.codes: dict[str, set[str]] = {}
        self.mentioned: dict[Any, bool] = {}
        """What was looked for in which texts: a table can be long."""

    def _rows(self, folder: Path, told: Raw) -> Iterator[dict[str, Any]]:
        with (folder / told["file"]).open(encoding="utf-8", newline="") as file:
            for cells in csv.DictReader(file):
                yield {
                    column: self._cell(about["type"], cells[column])
                    for column, about in told["columns"].items()
                    if about["type"] != "text"
                }

    @staticmethod
    def _cell(type_: str, written: str) -> Any:
        if type_ == "flag":
            return written == "true"
        if is_blank(written):
            return None
        return {"count": int, "day": day_of, "number": number_of}.get(type_, str)(written)

    def members_of(self, kind: str) -> dict[str, Raw]:
        """The members of a kind that are read: texts that a table has are looked up when somebody is shown them."""
        like = self.kinds[kind].get("like")
        members = {**(self.kinds[like]["members"] if like else {}), **self.kinds[kind]["members"]}
        return {name: told for name, told in members.items() if not self._is_shown_only(told)}

    def _is_shown_only(self, told: Raw) -> bool:
        if way_of(told) == "list_of":
            return True
        columns = self.pack.get("tables", {}).get(told.get("from"), {}).get("columns", {})
        return way_of(told) == "take" and columns.get(told["take"], {}).get("type") == "text"

    # Reading a document

    def read(self, data: Raw, faults: Sequence[At], as_of: int | None) -> Reading:
        """What there is in a document with faults at these places."""
        return Reading(self, data, faults, as_of)


class Reading:
    def __init__(self, told: PlainReading, data: Raw, faults: Sequence[At], as_of: int | None) -> None:
        self.told = told
        self.data = data
        self.as_of = as_of
        self.whole = {at[0] for at in faults if at and not (len(at) > 1 and isinstance(at[1], int))}
        self.whole |= {name for name in told.schema.get("required", ()) if name not in data}
        if told.held_against is not None and told.held_against not in data:
            self.whole.add(told.held_against)
        self.items = {at[:2] for at in faults if len(at) > 1 and isinstance(at[1], int)}
        self.unread: set[str] = set()
        self._facts: dict[str, list[Fact]] = {}
        for kind in told.kinds:
            self._note_unread(kind)
        self.unknown = self._unknown()

    def facts(self, kind: str) -> list[Fact]:
        if kind not in self._facts:
            self._facts[kind] = list(self._made(kind))
        return self._facts[kind]

    def value(self, fact: Fact, name: str) -> Any:
        if name not in fact.known:
            told = self.told.kinds[fact.kind]
            if fact.source is not None and name in self.told.kinds[told["like"]]["members"]:
                fact.known[name] = self.value(fact.source, name)
            else:
                fact.known[name] = self._read(fact, name, told["members"][name])
        return fact.known[name]

    def members(self, fact: Fact) -> dict[str, Any]:
        return {name: self.value(fact, name) for name in self.told.members_of(fact.kind)}

    # Which facts there are

    def _made(self, kind: str) -> Iterator[Fact]:
        told = self.told.kinds[kind]
        if kind == self.told.anchor:
            yield Fact(kind, (), (self.data,))
            return
        if "like" in told:
            for source in self.facts(told["like"]):
                if source.at[:2] not in self.items:
                    yield Fact(kind, source.at, source.around, source.each, source=source)
            return
        for site in self._sites(kind):
            if "with" not in told:
                yield from [site] if self._is_there(site) else []
                continue
            for row in self._partners(site, told):
                yield Fact(kind, site.at, site.around, site.each, row=row)

    def _is_there(self, site: Fact) -> bool:
        only_if = self.told.kinds[site.kind].get("only_if")
        return only_if is None or not any(self.value(site, only_if) is each for each in (None, False))

    def _partners(self, site: Fact, told: Raw) -> Iterator[Any]:
        own = [self.value(site, name) for name in told["by"]]
        for row in self._rows(told["with"]):
            if None not in own and [self._of(row, its) for its in told["by"].values()] == own:
                yield row

    def _paths(self, kind: str) -> list[tuple[Any, ...]]:
        each = self.told.kinds[self.told.kinds[kind].get("like", kind)].get("each")
        if each is None:
            return []
        several = all(isinstance(path, list) for path in each) and any(isinstance(path[0], str) for path in each)
        return [tuple(path) for path in (each if several else [each])]

    def _sites(self, kind: str) -> Iterator[Fact]:
        """The places where facts of a kind may be, item by item of the lists that its paths share."""
        paths = self._paths(kind)
        found = [
            Fact(kind, at, around, path)
            for path in paths
            for at, around in self._along(self.data, path, (), (self.data,))
        ]

        def key(fact: Fact) -> tuple[int, ...]:
            """For each step, the first path that takes it, and the item of a list that it leads to."""
            places, rest = [], list(fact.at)
            for depth in range(1, len(fact.each) + 1):
                places.append([path[:depth] for path in paths].index(fact.each[:depth]))
                rest.pop(0)
                places.append(rest.pop(0) if rest and isinstance(rest[0], int) else -1)
            return tuple(places)

        for fact in sorted(found, key=key):
            faultless = self.told.kinds[kind].get("even_if_faulty", False)
            if fact.at[0] not in self.whole and (faultless or fact.at[:2] not in self.items):
                yield fact

    def _along(self, here: Any, path: Sequence[Any], at: At, around: tuple[Any, ...]) -> Iterator[tuple[At, Any]]:
        if not path:
            yield at, around
            return
        step, *rest = path
        if isinstance(step, list):
            for name in step:
                group, _, last = name.rpartition("/")
                source = here if not group else here.get(group) if isinstance(here, dict) else None
                if not isinstance(source, dict):
                    continue
                for name_of, value in source.items():
                    if last in ("*", name_of) and value is not None:
                        item = {"name": name_of, "value": value}
                        place = (*at, *([group] if group else []), name_of)
                        yield from self._along(item, rest, place, (*around, item))
            return
        value = here.get(step) if isinstance(here, dict) else None
        if isinstance(value, list):
            for place, item in enumerate(value):
                yield from self._along(item, rest, (*at, step, place), (*around, item))
        elif value is not None:
            yield from self._along(value, rest, (*at, step), (*around, value))

    # What a fault hides

    def _note_unread(self, kind: str) -> None:  # noqa: C901 - a case a path
        for path in self._paths(kind):
            tops = {path[0]} if isinstance(path[0], str) else {name.split("/")[0] for name in path[0]}
            if tops & self.whole:
                self.unread.add(kind)
            if not isinstance(path[0], str):
                continue
            for top, place in self.items & {(path[0], place) for _, place in self.items}:
                item = self.data[top][place]
                if self.told.kinds[kind].get("even_if_faulty"):
                    # It is judged in spite of a fault, unless that hides what makes it one.
                    site = Fact(kind, (top, place), (self.data, item), path)
                    if not self._is_there(site):
                        self.unread.add(kind)
                    continue
                if len(path) == 1:
                    self.unread.add(kind)
                    continue
                names = [path[1]] if isinstance(path[1], str) else [name.split("/")[0] for name in path[1]]
                if isinstance(item, dict) and any(name in item for name in names):
                    self.unread.add(kind)
        partner = self.told.kinds[kind].get("with")
        if partner in self.told.kinds:
            self._note_unread(partner)
            if partner in self.unread:
                self.unread.add(kind)

    def _unknown(self) -> set[str]:
        """Members of which a fault leaves open what they are, and all that rests on them."""
        found: set[str] = set()
        while True:
            before = set(found)
            for kind in self.told.kinds:
                for name, told in self.told.members_of(kind).items():
                    if self._is_hidden(kind, told, found):
                        found.add(f"{kind}.{name}")
            if found == before:
                return found

    def _is_hidden(self, kind: str, told: Raw, unknown: set[str]) -> bool:  # noqa: C901, PLR0912 - a case a way
        way = way_of(told)
        if way in PLACED:
            written = told[way] if isinstance(told[way], list) else [told[way]]
            faulty = set(self.whole)
            if way in ("has_text", "only_words") or "where" in told:
                # An item that cannot be read may be what is looked for.
                faulty |= {top for top, _ in self.items}
            hidden = kind == self.told.anchor and any(path.split("/")[0] in faulty for path in written)
            for each in self._paths(kind):
                ups = ["../" * len(each) + top for top in self.whole]
                hidden = hidden or any(path == up or path.startswith(f"{up}/") for path in written for up in ups)
            return hidden or any(f"{kind}.{own}" in unknown for own in told.get("by", {}))
        if way == "any_of":
            return any(self._is_hidden(kind, each, unknown) for each in told["any_of"])
        own: list[str] = []
        other = told.get("from") if way == "take" else told[way] if way in COUNTS else None
        if way in ("known", "place_of", "ahead"):
            own = [told[way]]
        elif way == "nth":
            own = [told["nth"]] if isinstance(told["nth"], str) else told["nth"]
        elif way == "times":
            own = [told["of"]]
        elif way == "growth":
            own = [told["growth"], told["over"]]
        elif way == "holds":
            own = [*told["holds"]]
            for wanted in told["holds"].values():
                own += [each["of"] for each in operators(wanted).values() if isinstance(each, dict) and "of" in each]
        elif way == "of_document":
            return f"{self.told.anchor}.{told[way]}" in unknown
        own += told.get("by", {})
        if any(f"{kind}.{name}" in unknown for name in own):
            return True
        if other not in self.told.kinds:
            return False
        looked_at = [*told.get("by", {}).values(), *told.get("where", {}), told.get("of"), told.get("take")]
        return other in self.unread or any(f"{other}.{name}" in unknown for name in looked_at)

    # One member

    def _read(self, fact: Fact, name: str, told: Raw) -> Any:  # noqa: C901, PLR0911, PLR0912 - a case a way
        way = way_of(told)
        if way in PLACED:
            return None if self._is_hidden(fact.kind, told, set()) else self._placed(fact, way, told)
        match way:
            case "known":
                return self.value(fact, told["known"]) is not None
            case "holds":
                return all(self._passes(fact, own, wanted) for own, wanted in told["holds"].items())
            case "nth":
                names = [told["nth"]] if isinstance(told["nth"], str) else told["nth"]
                mine = [self.value(fact, each) for each in names]
                facts = self.facts(fact.kind)
                before = facts[: facts.index(fact)] if fact in facts else facts
                return 1 + sum([self.value(other, each) for each in names] == mine for other in before)
            case "take":
                mine = [self.value(fact, own) for own in told["by"]]
                for row in self._rows(told["from"]):
                    if None not in mine and [self._of(row, its) for its in told["by"].values()] == mine:
                        return self._of(row, told["take"])
                return told.get("else")
            case "of_document":
                return self.value(self.facts(self.told.anchor)[0], told["of_document"])
            case "count_of" | "sum_of" | "count_distinct":
                return self._count(fact, way, told)
            case "any_of":
                return any(self._read(fact, name, each) for each in told["any_of"])
            case "given":
                return {"as_of": self.as_of, "in_time": None}[told["given"]]
            case "ahead":
                facts = [each for each in self.facts(fact.kind) if each.at[:-1] == fact.at[:-1]]
                place = facts.index(fact)
                return self.value(facts[place - 1], told["ahead"]) if place else None
            case "place_of":
                mine = self.value(fact, told["place_of"])
                (key,) = self.told.pack["tables"][told["in"]]["key"]
                rows = [row[key] for row in self.told.tables[told["in"]]]
                return rows.index(mine) + 1 if mine in rows else None
            case "times":
                of = self.value(fact, told["of"])
                return None if of is None else told["times"] * of
            case "growth":
                now, before = self.value(fact, told["growth"]), self.value(fact, told["over"])
                if now is None or before is None or before <= 0:
                    return None
                return math.floor(Fraction(told["parts"] * (now - before), before) + Fraction(1, 2))
            case "matched":
                return self._of(fact.row, told["matched"])
        raise AssertionError(told)

    def _rows(self, name: str) -> Sequence[Any]:
        return self.facts(name) if name in self.told.kinds else self.told.tables[name]

    def _of(self, row: Any, name: str) -> Any:
        return self.value(row, name) if isinstance(row, Fact) else row[name]

    def _count(self, fact: Fact, way: str, told: Raw) -> int:
        found = [
            self._of(other, told["of"]) if "of" in told else other
            for other in self._rows(told[way])
            if all(self.value(fact, own) == self._of(other, its) for own, its in told.get("by", {}).items())
            and not any(self.value(fact, own) is None for own in told.get("by", {}))
            and all(self._is_where(self._of(other, its), wanted) for its, wanted in told.get("where", {}).items())
            and ("within" not in told or other.at[:2] == fact.at[:2])
        ]
        if way == "count_of":
            return len(found)
        known = [value for value in found if value is not None]
        return sum(known) if way == "sum_of" else len(set(known))

    def _is_where(self, value: Any, wanted: Any) -> bool:
        if not isinstance(wanted, dict):
            return value in (wanted if isinstance(wanted, list) else [wanted])
        ((op, bound),) = wanted.items()
        if value is None:
            return False
        if bound == "plan_year":
            first, last = (day_of(self.told.pack["plan_year"][each]) for each in ("first_day", "last_day"))
        else:
            first = last = day_of(self.told.pack["bounds"][bound]["value"])
        return {"before": value < first, "within": first <= value <= last, "after": value > last}[op]

    def _passes(self, fact: Fact, own: str, wanted: Any) -> bool:
        found = self.value(fact, own)
        for op, operand in operators(wanted).items():
            value = operand
            if isinstance(operand, dict) and "of" in operand:
                value = self.value(fact, operand["of"])
            elif isinstance(operand, dict):
                value = self.told.pack["bounds"][operand["bound"]]["value"]
            if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                value = day_of(value)
            if found is None or value is None or not OPERATORS[op](found, value):
                return False
        return True

    # What stands at a place

    def _path(self, fact: Fact, written: Any) -> str:
        """Of several paths the first at which there is anything."""
        paths = [written] if isinstance(written, str) else written
        known = [path for path in paths if self._node(fact, path) is not None]
        return next((path for path in known if self._raw(fact, path) is not None), (known or paths)[0])

    def _raw(self, fact: Fact, path: str) -> Any:
        steps = path.split("/")
        depth = steps.count("..")
        here = fact.around[-1 - depth]
        for step in steps[depth:]:
            if step != ".":
                here = here.get(step) if isinstance(here, dict) else None
        return here

    def _node(self, fact: Fact, path: str) -> Any:
        """The schema of what stands at a path; None where it has nothing there."""
        nodes = [self.told.schema]
        for step in fact.each:
            if isinstance(step, list):
                nodes.append({"name": step, "around": nodes[-1]})
                continue
            found = self._property(nodes[-1], step)
            items = None if found is None else self._resolved(found).get("items")
            nodes.append(found if items is None else items)
        steps = path.split("/")
        depth = steps.count("..")
        here = nodes[-1 - depth] if depth < len(nodes) else None
        for step in steps[depth:]:
            if step != "." and here is not None:
                here = self._property(here, step)
        return here

    def _property(self, node: Any, name: str) -> Any:
        if node is None:
            return None
        if "around" in node:
            if name == "name":
                return {"type": "string"}
            if name != "value":
                return None
            found = []
            for each in node["name"]:
                group, _, last = each.rpartition("/")
                outer = self._property(node["around"], group) if group else node["around"]
                properties = self._resolved(outer).get("properties", {})
                found += properties.values() if last == "*" else [properties[last]]
            return {"anyOf": found}
        node = self._resolved(node)
        if name in node.get("properties", {}):
            return node["properties"][name]
        return next((found for each in node.get("anyOf", ()) if (found := self._property(each, name))), None)

    def _resolved(self, node: Any) -> Any:
        while "$ref" in node:
            target = self.told.schema
            for step in node["$ref"].split("/")[1:]:
                target = target[step]
            node = target
        return node

    def _is_list(self, node: Any) -> bool:
        node = {} if node is None else self._resolved(node)
        return node.get("type") == "array" or (bool(node.get("anyOf")) and all(map(self._is_list, node["anyOf"])))

    def _placed(self, fact: Fact, way: str, told: Raw) -> Any:  # noqa: C901, PLR0911, PLR0912 - a case a way
        path = self._path(fact, told[way])
        node = self._node(fact, path)
        raw = None if node is None else self._raw(fact, path)
        match way:
            case "text":
                return raw if isinstance(raw, str) else as_code(raw)
            case "count":
                if self._is_list(node) and raw is None:
                    return 0
                if isinstance(raw, list) and "where" not in told:
                    return len(raw)
                if isinstance(raw, list):
                    return sum(self._item_passes(item, told.get("where", {})) for item in raw)
                whole = isinstance(raw, int | float) and not isinstance(raw, bool) and raw == int(raw)
                return int(raw) if whole else told.get("else")
            case "number":
                return number_of(raw)
            case "day":
                return as_day(raw)
            case "flag":
                return raw if isinstance(raw, bool) else told.get("else")
            case "code":
                found = as_code(raw)
                if found is not None and told.get("no_space"):
                    found = without_space(found)
                found = None if found is None else found[: told.get("first")]
                return found if "in" not in told or found in self._codes(told["in"]) else None
            case "there":
                return is_there(raw)
            case "has_text":
                texts = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
                return any(isinstance(each, str) and not is_blank(each) for each in texts)
            case "positive":
                return isinstance(raw, int | float) and not isinstance(raw, bool) and raw > 0
            case "only_words":
                texts = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
                words = [str(word).casefold() for word in self._codes(told["in"])] if "in" in told else []
                bare = [each.strip(WHITE_SPACE).casefold() for each in texts if isinstance(each, str)]
                return any(each in words or (each and set(each) <= set(told.get("signs", ""))) for each in bare)
            case "mentions":
                return self._mentions(fact, raw, told)
        raise AssertionError(way)

    def _codes(self, listed: str) -> set[str]:
        if listed not in self.told.codes:
            self.told.codes[listed] = self._codes_listed(listed)
        return self.told.codes[listed]

    def _codes_listed(self, listed: str) -> set[str]:
        if listed == "pack_rule":
            return self.told.rules
        if listed in self.told.pack.get("codes", {}):
            return set(self.told.pack["codes"][listed])
        (key,) = self.told.pack["tables"][listed]["key"]
        return {str(row[key]) for row in self.told.tables[listed]}

    def _item_passes(self, item: Any, where: Raw) -> bool:
        if not isinstance(item, dict):
            return False
        for member, wanted in where.items():
            value = item.get(member)
            if isinstance(wanted, dict):
                value = as_day(value)
            if not self._is_where(value, wanted):
                return False
        return True

    def _mentions(self, fact: Fact, raw: Any, told: Raw) -> bool | None:
        by = [self.value(fact, own) for own in told.get("by", {})]
        if not isinstance(raw, str) or None in by or not re.search("[\u3400-\u9fff]", raw):
            return None
        key = raw, *by, repr(told)
        if key not in self.told.mentioned:
            self.told.mentioned[key] = self._is_mentioned(without_space(raw), by, told)
        return self.told.mentioned[key]

    def _is_mentioned(self, text: str, by: list[Any], told: Raw) -> bool:
        for row in self.told.tables[told["in"]]:
            if [row[its] for its in told.get("by", {}).values()] == by:
                name = row[told["column"]]
                endings = sorted((end for end in told.get("without", ()) if name.endswith(end)), key=len, reverse=True)
                shorter = [name[: -len(end)] for end in endings]
                form = next((each for each in shorter if len(each) >= told.get("at_least", 1)), name)
                if form in text:
                    return True
        return False


def as_code(raw: Any) -> str | None:
    if isinstance(raw, float) and raw == int(raw):
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    return raw if isinstance(raw, str) else None


def as_day(raw: Any) -> int | None:
    return day_of(raw) if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw) else None


def without_space(text: str) -> str:
    return "".join(sign for sign in text if sign not in WHITE_SPACE)


def is_there(raw: Any) -> bool:
    if isinstance(raw, str):
        return not is_blank(raw)
    return bool(raw) if isinstance(raw, list | dict) else raw is not None


def operators(wanted: Any) -> Raw:
    short = not isinstance(wanted, dict) or "of" in wanted or "bound" in wanted
    return {"is": wanted} if short else wanted


OPERATORS = {
    "is": lambda found, wanted: found == wanted,
    "is_not": lambda found, wanted: found != wanted,
    "one_of": lambda found, wanted: found in wanted,
    "not_one_of": lambda found, wanted: found not in wanted,
    "less_than": lambda found, wanted: found < wanted,
    "at_most": lambda found, wanted: found <= wanted,
    "more_than": lambda found, wanted: found > wanted,
    "at_least": lambda found, wanted: found >= wanted,
    "before": lambda found, wanted: found < wanted,
    "on_or_before": lambda found, wanted: found <= wanted,
    "after": lambda found, wanted: found > wanted,
    "on_or_after": lambda found, wanted: found >= wanted,
}
