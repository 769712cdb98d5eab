"""Reads a rule pack: files -> one object -> its schema -> checks across files -> `Pack`.

Whatever is wrong comes out as one `PackError` with every fault found, each with file and line, before any document is
read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.documents import Document, read_path
from checker.errors import PackError, PackFault, UnknownPackError, UnreadableError
from checker.model import LANGUAGES, Pointer, Severity, Text
from checker.pack.conditions import Block, Reference
from checker.pack.documents import Kinds, faults_of_where, text_of
from checker.pack.model import (
    DOCUMENT,
    FINDING,
    PACK_RULE,
    REVIEW,
    SENDER,
    SUBMITTED,
    VERSION,
    At,
    Authority,
    Bound,
    DocumentKind,
    Grade,
    Items,
    Kind,
    Member,
    MemberType,
    Pack,
    PlanYear,
    Rule,
    Stage,
    Table,
    Tally,
)
from checker.pack.reading import read_block
from checker.pack.repair_checks import faults_of_repairs
from checker.pack.snapshot import digest_of, read_snapshot, snapshot_of
from checker.pack.tables import columns_of, faults_of_references, read_rows
from checker.pack.validation import PLACEHOLDER, Names, blocks_of, faults_of_rule
from checker.resources import read_schema, rules_folder
from checker.schema import Schema, explain, is_valid
from checker.values import day_number, day_text

PACK: Final = "pack.yaml"
DOCUMENTS: Final = "documents"
TRACEABILITY: Final = "traceability.yaml"
RULE: Final = "rule.yaml"
CASES: Final = "cases.yaml"
BASE: Final = ".base.yaml"

Raw = Mapping[str, Any]
Fault = tuple[Pointer, str, Raw]


@cache
def installed_packs() -> tuple[str, ...]:
    """The ids of the rule packs that come with plancheck, sorted."""
    return tuple(sorted(folder.name for folder in rules_folder().iterdir() if (folder / PACK).is_file()))


def load_pack(pack: str | Path) -> Pack:
    """The rule pack with that id, or in that folder.

    Raises `UnknownPackError` where there is none, `PackError` where it is broken.
    """
    folder = pack_folder(pack)
    return _load_folder(folder, _state_of(folder))


def one_pack(pack: Pack | str | Path | None) -> Pack:
    """The rule pack asked for, by default the one installed. Raises `UnknownPackError` where there is not just one."""
    return pack if isinstance(pack, Pack) else load_pack(pack_folder(pack))


def pack_folder(pack: str | Path | None) -> Path:
    """The folder of the rule pack with that id, or in that folder; by default, of the one installed.

    Raises `UnknownPackError` where there is none, or, by default, not just one.
    """
    installed = installed_packs()
    if pack is None:
        if len(installed) != 1:
            raise UnknownPackError("pack.one-needed", installed=", ".join(installed))
        return rules_folder() / installed[0]
    if isinstance(pack, str) and pack in installed:
        return rules_folder() / pack
    folder = Path(pack)
    try:
        if (folder / PACK).is_file():
            return folder.resolve()
    except (OSError, ValueError):
        # No folder can have such a name.
        pass
    raise UnknownPackError("pack.unknown", pack=str(pack), installed=", ".join(installed))


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether a pack was edited since it was read; an installed one is not edited."""
    if folder.parent == rules_folder():
        return ()
    try:
        stats = [
            (path.as_posix(), path.stat()) for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".csv")
        ]
    except OSError:
        return ()
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@lru_cache(maxsize=16)
def _load_folder(folder: Path, _state: object) -> Pack:
    files = _Files(folder)
    digest = files.digest()
    return _build(folder, digest, read_snapshot(folder, digest) or _checked(files))


def make_snapshot(folder: Path) -> bytes:
    """The snapshot of the rule pack in `folder`. Raises `PackError` for one with a fault."""
    files = _Files(folder)
    return snapshot_of(files.digest(), _checked(files))


class _Files:
    """The files of a pack, each read once, and which part of the pack's one object came from which of them."""

    def __init__(self, folder: Path) -> None:
        """Raises `PackError` where a file is missing, or a folder of a rule has no file that can be one."""
        self.folder = folder
        self.paths: dict[Pointer, Path] = {("pack",): folder / PACK}
        self.faults: list[PackFault] = []
        if not self.paths["pack",].is_file():
            self.faults.append(PackFault(str(folder / PACK), None, "pack.file-missing"))
        for path in sorted((folder / DOCUMENTS).glob("*.yaml")):
            if not path.name.endswith(BASE):
                self.paths[DOCUMENTS, path.stem] = path
        if len(self.paths) == 1:
            self.faults.append(PackFault(str(folder / DOCUMENTS), None, "pack.no-documents"))
        for rule in self._folders_of_rules():
            key: Pointer = ("rules", rule.name)
            if not (rule / RULE).is_file():
                self.faults.append(PackFault(str(rule / RULE), None, "pack.rule-file-missing"))
            elif key in self.paths:
                self.faults.append(
                    PackFault(str(rule / RULE), None, "pack.rule-twice", {"other": str(self.paths[key])})
                )
            else:
                self.paths[key] = rule / RULE
        if not any(key[0] == "rules" for key in self.paths):
            self.faults.append(PackFault(str(folder), None, "pack.no-rules"))
        if self.faults:
            raise PackError(*self.faults)
        self._read: dict[Path, Document] = {}
        self.tables: list[Path] = []

    def _folders_of_rules(self) -> Iterator[Path]:
        """Every folder two levels down, but for those of documents, tables and schemas: a clause, and a rule in it."""
        for clause in sorted(self.folder.iterdir()):
            if clause.is_dir() and not clause.name.startswith(".") and clause.name not in _NO_CLAUSES:
                yield from (
                    rule for rule in sorted(clause.iterdir()) if rule.is_dir() and not rule.name.startswith(".")
                )

    def read(self, path: Path) -> Document:
        """The document in a file. Raises `PackError`."""
        if path not in self._read:
            try:
                self._read[path] = read_path(path)
            except UnreadableError as error:
                raise PackError(PackFault(str(path), error.line, error.key, error.values)) from error
        return self._read[path]

    def assembled(self) -> tuple[dict[str, Any], list[PackFault]]:
        """The pack's one object as far as its files can be read, and why the others cannot."""
        data: dict[str, Any] = {DOCUMENTS: {}, "rules": {}}
        faults: list[PackFault] = []
        for key, path in self.paths.items():
            try:
                part = self.read(path).data
            except PackError as error:
                faults += error.faults
                continue
            if len(key) == 1:
                data[str(key[0])] = part
            else:
                data[str(key[0])][key[1]] = part
        return data, faults

    def place(self, at: Pointer) -> tuple[str, int | None]:
        """The file and line of a place in the pack's one object."""
        for depth in (2, 1):
            if at[:depth] in self.paths:
                path = self.paths[at[:depth]]
                return str(path), self.read(path).locate(at[depth:]).line
        return str(self.folder), None

    def digest(self) -> str:
        """The digest over the files that a pack judges by. Raises `PackError` where one cannot be read."""
        data, faults = self.assembled()
        if faults:
            raise PackError(*faults)
        named = {path.relative_to(self.folder).as_posix(): path for path in self.paths.values()}
        named |= {name: self.folder / name for name in _strings(data["pack"], "tables", "file")}
        named |= {f"schemas/{name}": self.schema_path(name) for name in _strings(data[DOCUMENTS], None, "schema")}
        try:
            return digest_of({name: path for name, path in named.items() if path.is_file()})
        except OSError as error:
            raise PackError(PackFault(str(self.folder), None, "pack.file-failed", {"cause": str(error)})) from error

    def schema_path(self, name: str) -> Path:
        """Where the schema of a document is: beside the pack, or among the published ones."""
        own = self.folder / "schemas" / f"{name}.schema.json"
        return own if own.is_file() else rules_folder().parent / "schemas" / own.name


_NO_CLAUSES: Final = frozenset({DOCUMENTS, "tables", "schemas", "examples"})


def _strings(raw: Any, group: str | None, name: str) -> Iterator[str]:
    """The texts of that name in every object of a group, as far as there are any: nothing is checked yet."""
    rows = raw.get(group) if group is not None and isinstance(raw, dict) else raw
    for row in rows.values() if isinstance(rows, dict) else ():
        if isinstance(row, dict) and isinstance(row.get(name), str):
            yield row[name]


def _checked(files: _Files) -> dict[str, Any]:
    """The pack's one object, read from its files, with its tables and schemas. Raises `PackError` with every fault.

    A rule that cannot be read, or is not in its schema, hides no fault of another.
    """
    data, faults = files.assembled()
    found: list[Any] = [] if is_valid("rule-pack", data) else list(explain("rule-pack", data))
    faults += (PackFault(*files.place(fault.at), fault.key, fault.values) for fault in found)
    if all(fault.at[:1] == ("rules",) for fault in found):
        unfit = {fault.at[1] for fault in found if len(fault.at) > 1}
        data["rows"], wrong = _read_tables(files, data["pack"])
        faults += wrong
        data["schemas"], wrong = _read_schemas(files, data[DOCUMENTS])
        faults += wrong
        if len(data["schemas"]) == len(data[DOCUMENTS]):
            faults += _faults_beyond_schema(files, data, unfit)
    if faults:
        raise PackError(*faults)
    return data


def _read_tables(files: _Files, pack: Raw) -> tuple[dict[str, Any], list[PackFault]]:
    """The rows of each table, texts as pairs, and the faults of all of them."""
    rows: dict[str, Any] = {}
    faults: list[PackFault] = []
    read = {}
    for name, told in pack.get("tables", {}).items():
        path = Path(os.path.normpath(files.folder / told["file"]))
        columns = columns_of(told)
        places = {column.name for column in columns}
        at: Pointer = ("pack", "tables", name)
        for place, key in enumerate(told["key"]):
            if key not in places:
                faults.append(PackFault(*files.place((*at, "key", place)), "pack.column-unknown", {"column": key}))
        if told.get("label", told["key"][0]) not in places:
            faults.append(PackFault(*files.place((*at, "label")), "pack.column-unknown", {"column": told["label"]}))
        rows[name], wrong, lines = read_rows(path, columns, tuple(told["key"]))
        faults += wrong
        read[name] = path, rows[name], lines, columns
    known: dict[str, Collection[Any]] = {name: set(codes) for name, codes in pack.get("codes", {}).items()}
    for name, (_, found, _, columns) in read.items():
        key = pack["tables"][name]["key"]
        names = [column.name for column in columns]
        if len(key) == 1 and key[0] in names:
            known[name] = {row[names.index(key[0])] for row in found}
    for name, (path, found, lines, columns) in read.items():
        for column in columns:
            if column.of is not None and column.of not in known:
                at = ("pack", "tables", name, "columns", column.name, "in")
                values = {"name": column.of, "known": ", ".join(known)}
                faults.append(
                    PackFault(
                        *files.place(at), "There is no table or list called “{name}”; there are: {known}.", values
                    )
                )
        faults += faults_of_references(path, found, lines, columns, known)
    return rows, faults


def _read_schemas(files: _Files, documents: Raw) -> tuple[dict[str, Any], list[PackFault]]:
    """The JSON Schema of each document as it is written, and the faults."""
    schemas: dict[str, Any] = {}
    faults = []
    for name, told in documents.items():
        try:
            schemas[name] = read_schema(told["schema"], files.folder)
        except FileNotFoundError:
            at = (DOCUMENTS, name, "schema")
            values = {"schema": told["schema"]}
            faults.append(
                PackFault(
                    *files.place(at),
                    "There is no schema {schema}.schema.json, neither beside the pack nor among plancheck's own.",
                    values,
                )
            )
        except ValueError as error:
            at = (DOCUMENTS, name, "schema")
            values = {"schema": told["schema"], "cause": str(error)}
            faults.append(
                PackFault(*files.place(at), "The schema {schema}.schema.json is no JSON Schema: {cause}", values)
            )
    return schemas, faults


def _faults_beyond_schema(files: _Files, data: Raw, unfit: Collection[Any]) -> Iterator[PackFault]:
    """What a schema cannot say of the pack, its documents, and each rule but those that are `unfit` for it."""
    world = _World(files.folder, data)
    pack = data["pack"]
    for at, message, values in world.faults():
        yield PackFault(*files.place(at), message, values)
    for id_, raw in data["rules"].items():
        if id_ in unfit:
            continue
        at = ("rules", id_)
        faults = list(world.faults_of_scope(raw))
        if not faults:
            scope = world.scope(raw)
            for kinds in scope.all_kinds:
                names = Names(raw["for_each"], scope.anchor, kinds, pack, world.codes)
                clause = files.paths[at].parent.parent.name
                faults += faults_of_rule(clause, raw, world.clauses, names)
                faults += faults_of_repairs(raw, scope.stage, names)
        seen = []
        for inner, message, values in faults:
            if (inner, message) not in seen:
                seen.append((inner, message))
                yield PackFault(*files.place((*at, *inner)), message, values)


class _Scope(msgspec.Struct, frozen=True, eq=False):
    """What a rule is about: when it is judged, on which documents, which kind is the anchor, all it may speak of.

    `all_kinds` are the kinds as each of its documents has them.
    """

    stage: Stage
    documents: tuple[str, ...]
    anchor: str
    kinds: Mapping[str, Kind]
    all_kinds: tuple[Mapping[str, Kind], ...]


class _World:
    """All that rules can speak of, made from the pack's one object."""

    def __init__(self, folder: Path, data: Raw) -> None:
        pack = data["pack"]
        self._folder = folder
        self._pack = pack
        self._documents = data[DOCUMENTS]
        self.codes: dict[str, Collection[Any]] = {name: tuple(codes) for name, codes in pack.get("codes", {}).items()}
        self.tables: dict[str, Table] = {}
        self._found: list[Fault] = []
        for name, told in pack.get("tables", {}).items():
            self.tables[name] = _table(name, told, data["rows"][name], {})
            if len(told["key"]) == 1:
                self.codes[name] = tuple(self.tables[name].by_key)
        self.documents: dict[str, DocumentKind] = {}
        listed = pack.get(DOCUMENTS, ())
        for place, name in enumerate(listed):
            if name not in data[DOCUMENTS]:
                at = ("pack", DOCUMENTS, place)
                self._found.append((at, "There is no file documents/{name}.yaml.", {"name": name}))
        for name in sorted(
            data[DOCUMENTS], key=lambda name: (listed.index(name) if name in listed else len(listed), name)
        ):
            self._add_document(name, data[DOCUMENTS][name], data["schemas"][name])
        self._count_over_documents()
        self.clauses = dict(self._all_clauses())

    # Documents

    def _add_document(self, name: str, told: Raw, schema: Raw) -> None:
        at: Pointer = (DOCUMENTS, name)
        closed, unknown = _closed(schema, self.codes)
        for listed in unknown:
            values = {"name": listed, "known": ", ".join(self.codes)}
            self._found.append(
                (
                    (*at, "schema"),
                    "The schema takes values from “{name}”, which is no table or list of the pack; there are: {known}.",
                    values,
                )
            )
        codes = {**self.codes, PACK_RULE: ()}
        kinds = Kinds(told["facts"], self.tables, codes, closed, Stage.DOCUMENT, {})
        self._found += (((*at, "facts", *inner), message, values) for inner, message, values in kinds.faults)
        for kind, raw in told["facts"].items():
            for member, way in raw["members"].items():
                self._found += faults_of_where(
                    (*at, "facts", kind, "members", member, "where"), way.get("where", {}), self._bounds
                )
        if not kinds.anchor:
            self._found.append(
                ((*at, "facts"), "One kind of fact has no `each`: the document as a whole. There is none here.", {})
            )
        document = _document(name, told, Schema(closed), kinds, self._tallies(at, told, kinds))
        if document.format in self.documents:
            self._found.append(
                (
                    (*at, "format"),
                    "Another document of the pack has the format {format} already.",
                    {"format": document.format},
                )
            )
        self.documents[document.format] = document
        self._check_document(at, told)

    @property
    def _bounds(self) -> Raw:
        bounds: Raw = self._pack.get("bounds", {})
        return bounds

    def _check_document(self, at: Pointer, told: Raw) -> None:
        for place, name in (
            (("sender", "table"), told["sender"]["table"]),
            *([(("items", "table"), told["items"]["table"])] if "items" in told else []),
        ):
            if name not in self.tables:
                self._found.append(
                    (
                        (*at, *place),
                        "There is no table called “{name}”; there are: {known}.",
                        {"name": name, "known": ", ".join(self.tables)},
                    )
                )
        if "exceptions" in told and told["exceptions"]["kind"] not in told["facts"]:
            self._found.append(
                (
                    (*at, "exceptions", "kind"),
                    "No kind of fact is called “{kind}” here.",
                    {"kind": told["exceptions"]["kind"]},
                )
            )

    def _tallies(self, at: Pointer, told: Raw, kinds: Kinds) -> tuple[Tally, ...]:
        tallies = []
        for name, raw in told.get("tallies", {}).items():
            place: Pointer = (*at, "tallies", name)
            kind = kinds.kinds.get(raw["of"]) or (self.tables[raw["of"]].kind if raw["of"] in self.tables else None)
            if kind is None:
                self._found.append(
                    ((*place, "of"), "No kind of fact and no table is called “{kind}”.", {"kind": raw["of"]})
                )
            else:
                for member in (raw["member"], *raw.get("where", {})):
                    if member not in kind.members:
                        values = {"kind": kind.name, "member": member, "members": ", ".join(kind.members)}
                        self._found.append((place, "“{kind}” has no member “{member}”; it has: {members}.", values))
            self._found += faults_of_where((*place, "where"), raw.get("where", {}), self._bounds)
            tallies.append(
                Tally(
                    name, text_of(raw["label"], name), raw["of"], raw["member"], raw.get("where", {}), raw.get("not_in")
                )
            )
        return tuple(tallies)

    # What is counted over the documents of a review

    def _count_over_documents(self) -> None:
        """Members of tables that are counted over documents; with them a table is a kind of a review."""
        told = {name: raw for name, raw in self._pack.get("tables", {}).items() if raw.get("members")}
        columns = {name: self.tables[name].kind.members for name in told}
        kinds = Kinds(told, self.tables, self.codes, None, Stage.REVIEW, self._in_a_review(), columns)
        self._found += ((("pack", "tables", *inner), message, values) for inner, message, values in kinds.faults)
        for name, raw in told.items():
            members = kinds.kinds[name].members
            for member, way in raw["members"].items():
                self._found += faults_of_where(
                    ("pack", "tables", name, "members", member, "where"), way.get("where", {}), self._bounds
                )
            kind = msgspec.structs.replace(self.tables[name].kind, members=members, stage=Stage.REVIEW)
            self.tables[name] = msgspec.structs.replace(self.tables[name], kind=kind, counted=tuple(raw["members"]))

    def _in_a_review(self) -> dict[str, Kind]:
        """The kinds of all documents as a review has them: with who sent the document, and which it is."""
        added = {SENDER: _SENDER, DOCUMENT: _DOCUMENT}
        kinds: dict[str, Kind] = {}
        for document in self.documents.values():
            sender = msgspec.structs.replace(_SENDER, labels=document.roster)
            for name, kind in document.kinds.items():
                members = {**kinds[name].members, **kind.members} if name in kinds else kind.members
                more = {**added, SENDER: sender, **members}
                kinds[name] = msgspec.structs.replace(kind, members=more, stage=Stage.REVIEW)
        return kinds

    # Clauses

    def _all_clauses(self) -> Iterator[tuple[str, Text]]:
        seen: set[str] = set()
        for place, raw in enumerate(self._pack["clauses"]):
            at: Pointer = ("pack", "clauses", place)
            found = (
                list(self._clauses_of(at, raw)) if "each" in raw else [(raw["id"], text_of(raw["title"], raw["id"]))]
            )
            for id_, title in found:
                if id_ in seen:
                    self._found.append(((*at, "id"), "pack.row-repeated", {"number": id_}))
                seen.add(id_)
                yield id_, title

    def _clauses_of(self, at: Pointer, raw: Raw) -> Iterator[tuple[str, Text]]:
        table = self.tables.get(raw["each"])
        columns = [*PLACEHOLDER.findall(raw["id"]), *PLACEHOLDER.findall(raw["title"])]
        if table is None or any(column not in table.names for column in columns):
            self._found.append((at, "A clause stands for the rows of a table, by columns that the table has.", {}))
            return
        for row in table.by_key.values():
            title = row[columns[-1]]
            yield (
                PLACEHOLDER.sub(lambda found: str(row[found[1]]), raw["id"]),
                title if isinstance(title, Text) else Text(str(title), str(title)),
            )

    # Rules

    def faults(self) -> Iterator[Fault]:
        """Faults of the pack itself, its tables and its documents."""
        if self._pack["id"] != self._folder.name:
            yield ("pack", "id"), "pack.id-of-folder", {"id": self._pack["id"], "folder": self._folder.name}
        cited: dict[Pointer, Raw] = {
            (name,): self._pack[name] for name in ("authority", "plan_year") if name in self._pack
        }
        cited |= {("bounds", name): raw for name, raw in self._bounds.items()}
        for at, raw in cited.items():
            if raw["clause"] not in self.clauses:
                yield ("pack", *at, "clause"), "pack.clause-unknown", {"clause": raw["clause"]}
        yield from self._found

    def faults_of_scope(self, raw: Raw) -> Iterator[Fault]:
        """Faults that leave open what a rule may speak of."""
        for place, named in enumerate(raw.get("documents", ())):
            if named not in self.documents:
                values = {"format": named, "known": ", ".join(self.documents)}
                yield ("documents", place), "The pack declares no document {format}; it declares: {known}.", values
                return
        scope = self.scope(raw)
        if raw["for_each"] not in scope.kinds:
            yield ("for_each",), "pack.kind-unknown", {"kind": raw["for_each"], "kinds": ", ".join(scope.kinds)}

    def scope(self, raw: Raw) -> _Scope:
        """What a rule as written is about."""
        named = tuple(raw.get("documents", ())) or tuple(self.documents)[:1]
        spoken_of = {raw["for_each"], *(key.rpartition(" ")[2] for _, block in blocks_of(raw) for key in block)}
        tables = {**{name: table.kind for name, table in self.tables.items() if not table.counted}, **_OURS}
        counted = {name: table.kind for name, table in self.tables.items() if table.counted}
        across = {**self._in_a_review(), **counted, **_OF_A_REVIEW}
        if raw.get("across") or spoken_of & {*counted, *_OF_A_REVIEW}:
            kinds = {**tables, **across}
            return _Scope(Stage.REVIEW, named, REVIEW, kinds, (kinds,))
        stage = Stage.AFTER if FINDING in spoken_of else Stage.DOCUMENT
        all_kinds = tuple(
            {**tables, **self.documents[name].kinds, **({FINDING: _FINDING} if stage is Stage.AFTER else {})}
            for name in named
        )
        return _Scope(stage, named, self.documents[named[0]].anchor, all_kinds[0], all_kinds)


def _member(type_: MemberType, en: str, zh: str, least: int = 0) -> Member:
    return Member(type_, Text(en, zh), None, least)


_SENDER: Final = _member(MemberType.CODE, "who sent the document", "报送单位")
_DOCUMENT: Final = _member(MemberType.CODE, "the format of the document", "文件格式")
_FINDING: Final = Kind(
    FINDING,
    Stage.AFTER,
    Text("a rule that the document violates", "文件违反的规则"),
    {"rule": _member(MemberType.CODE, "id of the rule", "规则标识")},
)
_OURS: Final[Mapping[str, Kind]] = {
    PACK_RULE: Kind(
        PACK_RULE,
        Stage.PACK,
        Text("a rule of this rule pack", "本规则包中的一条规则"),
        {
            "id": _member(MemberType.CODE, "id of the rule", "规则标识"),
            "in_principle": _member(
                MemberType.FLAG, "it holds in principle: exceptions can be asked for", "属原则性要求，可申请例外"
            ),
        },
    )
}
_OF_A_REVIEW: Final[Mapping[str, Kind]] = {
    REVIEW: Kind(
        REVIEW,
        Stage.REVIEW,
        Text("the review as a whole; there is exactly one", "审核整体，有且只有一个"),
        {
            "senders": _member(MemberType.COUNT, "how many have submitted a document", "已报送的单位数"),
            "documents": _member(MemberType.COUNT, "documents that count", "计入统计的文件数"),
        },
    ),
    SUBMITTED: Kind(
        SUBMITTED,
        Stage.REVIEW,
        Text("somebody who has submitted a document, whatever is faulty in it", "已报送文件的单位，不论内容是否有误"),
        {SENDER: _SENDER, DOCUMENT: _DOCUMENT},
        (SENDER,),
    ),
    VERSION: Kind(
        VERSION,
        Stage.REVIEW,
        Text("a version of a document that somebody has submitted", "某单位报送的一个版本"),
        {
            SENDER: _SENDER,
            DOCUMENT: _DOCUMENT,
            "version": _member(MemberType.COUNT, "the version", "版本号", 1),
            "files": _member(MemberType.COUNT, "different files that carry it", "标有该版本号的不同文件数", 1),
        },
        (SENDER, "version"),
    ),
}


def _closed(schema: Any, codes: Mapping[str, Collection[Any]]) -> tuple[Any, list[str]]:
    """A schema with the closed lists of the pack in it, and the lists that the pack does not have."""
    if isinstance(schema, list):
        pairs = [_closed(item, codes) for item in schema]
        return [item for item, _ in pairs], [name for _, names in pairs for name in names]
    if not isinstance(schema, dict):
        return schema, []
    named = schema.get("x-table")
    unknown: list[str] = []
    if isinstance(named, str):
        if named in codes:
            rest = {name: value for name, value in schema.items() if name not in ("type", "x-table")}
            return {"enum": list(codes[named]), **rest}, []
        unknown = [named]
    found = {}
    for name, value in schema.items():
        found[name], missing = _closed(value, codes)
        unknown += missing
    return found, unknown


def _text(raw: Raw) -> Text:
    return Text(raw["en"], raw["zh"])


def _table(name: str, told: Raw, rows: Iterable[Any], members: Mapping[str, Member]) -> Table:
    columns = columns_of(told)
    key = tuple(told["key"])
    own = {
        column.name: Member(
            column.type,
            text_of(told["columns"][column.name].get("meaning"), column.name),
            column.of or (name if key == (column.name,) and "label" in told else None),
        )
        for column in columns
    }
    kind = Kind(name, Stage.PACK, text_of(told.get("meaning"), name), {**own, **members}, key)
    texts = [place for place, column in enumerate(columns) if column.type is MemberType.TEXT]
    typed = tuple(_with_texts(row, texts) for row in rows)
    return Table(name, kind, columns, key, told.get("label"), typed)


def _with_texts(row: Any, texts: Iterable[int]) -> tuple[Any, ...]:
    """A row as read, or as a snapshot has it: there a text is a pair."""
    values = list(row)
    for place in texts:
        if isinstance(values[place], list):
            values[place] = Text(*values[place])
    return tuple(values)


def _document(name: str, told: Raw, schema: Schema, kinds: Kinds, tallies: tuple[Tally, ...]) -> DocumentKind:
    nouns, status, items, exceptions = told["nouns"], told.get("status", {}), told.get("items"), told.get("exceptions")
    return DocumentKind(
        format=told["format"],
        name=name,
        schema=schema,
        document=_text(nouns["document"]),
        item=_text(nouns["item"]),
        sender_noun=_text(nouns["sender"]),
        sender=told["sender"]["member"],
        roster=told["sender"]["table"],
        year=told.get("year"),
        status=status.get("member"),
        draft=status.get("draft"),
        submitted=status.get("submitted"),
        version=told.get("version"),
        items=None if items is None else Items(items["list"], items["number"], items["table"]),
        exceptions=None if exceptions is None else (exceptions["kind"], exceptions["rule"], exceptions["reason"]),
        tallies=tallies,
        anchor=kinds.anchor,
        kinds=kinds.kinds,
    )


def _build(folder: Path, digest: str, data: Raw) -> Pack:
    pack = data["pack"]
    world = _World(folder, data)
    bounds = {
        name: Bound(
            name,
            value := raw["value"] if isinstance(raw["value"], int) else day_number(raw["value"]),
            value is not raw["value"],
            raw["clause"],
            _text(raw["meaning"]),
        )
        for name, raw in pack.get("bounds", {}).items()
    }
    order = {clause: place for place, clause in enumerate(world.clauses)}
    folders = {path.parent.name: path.parent for path in sorted(folder.glob(f"*/*/{RULE}"))}
    rules = [_rule(id_, folders[id_], raw, bounds, world) for id_, raw in data["rules"].items()]
    authority, year = pack.get("authority"), pack.get("plan_year")
    return Pack(
        id=pack["id"],
        version=pack["version"],
        digest=digest,
        folder=folder,
        citation=_text(pack["citation"]),
        title=_text(pack["title"]),
        issued=pack["issued"],
        authority=None if authority is None else _authority(authority),
        plan_year=None if year is None else PlanYear(**year),
        clauses=world.clauses,
        bounds=bounds,
        codes={
            name: {code: _text(label) for code, label in codes.items()} for name, codes in pack.get("codes", {}).items()
        },
        tables=world.tables,
        documents=world.documents,
        rules=tuple(sorted(rules, key=lambda rule: (order[rule.clause], rule.id))),
    )


def _authority(raw: Raw) -> Authority:
    name, office, secretariat, letter_code = (
        _text(raw[part]) for part in ("name", "office", "secretariat", "letter_code")
    )
    return Authority(name, office, secretariat, letter_code, raw["clause"])


def _rule(id_: str, folder: Path, raw: Raw, bounds: Mapping[str, Bound], world: _World) -> Rule:
    scope = world.scope(raw)
    violated = raw["violated_if"]
    steps = raw["at"].split("/")
    subject = raw.get("subject")
    graded = raw["severity"] if isinstance(raw["severity"], list) else [{"severity": raw["severity"]}]

    def block(written: Raw) -> Block:
        return read_block(written, raw["for_each"], scope.anchor, scope.kinds, bounds)

    return Rule(
        id=id_,
        folder=folder,
        clause=raw["clause"],
        grades=tuple(Grade(Severity(each["severity"]), block(each["if"]) if "if" in each else None) for each in graded),
        in_principle=raw.get("in_principle", False),
        title=_about_duty(raw["title"], bounds),
        duty=_about_duty(raw["duty"], bounds),
        rationale=_about_duty(raw["rationale"], bounds),
        message=_text(raw["message"]),
        remedy=_text(raw["remedy"]),
        documents=scope.documents,
        for_each=raw["for_each"],
        applies_if=block(raw.get("applies_if", {})),
        violated_if=tuple(block(each) for each in (violated if isinstance(violated, list) else [violated])),
        at=At(relative=bool(steps[0]), steps=tuple(steps[1:])),
        subject=Reference(*subject.split(".")) if subject else None,
        stage=scope.stage,
        anchor=scope.anchor,
        kinds=scope.kinds,
        repairs=tuple(raw.get("repairs", ())),
    )


def _about_duty(raw: Raw, bounds: Mapping[str, Bound]) -> Text:
    """A text about the duty itself, its bounds filled in: they are the pack's, whatever is found."""
    en, zh = (
        PLACEHOLDER.sub(lambda found: shown_bound(bounds[found[1].partition(".")[2]], lang), raw[lang])  # noqa: B023 - used at once
        for lang in LANGUAGES
    )
    return Text(en, zh)


def shown_bound(bound: Bound, lang: str) -> str:
    """A bound as a person reads it in `lang`."""
    return shown_day(day_text(bound.value), lang) if bound.is_day else str(bound.value)


def shown_day(day: str, lang: str) -> str:
    """The day `2013-06-30` as it is written in `lang`."""
    if lang == "en":
        return day
    year, month, date = day.split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日"
