"""The files of a rule pack, each read once: which there are, and what came from which place of which of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.errors import Fault as SchemaFault
from checker.errors import PackError, PackFault, UnreadableError
from checker.i18n import N_
from checker.model import Pointer, Text
from checker.pack.faults import NO_COLUMN, NO_TABLE_OR_LIST, Fault, Raw, fault
from checker.pack.file_names import BASE, DOCUMENTS, FORM, FORMS, PACK, RULE, SCHEMAS
from checker.pack.schema_check import misfit_of
from checker.pack.tables import columns_of, faults_of_references, read_rows
from checker.readers import Document, read_path
from checker.readers.files import is_file
from checker.resources import schema_path
from checker.schema import REMEDIES

_SCHEMA: Final = ".schema.json"


class Files:
    """The files of a pack, each read once, and which part of the pack's one object came from which of them."""

    def __init__(self, folder: Path, *, rules: bool = True) -> None:
        """Raises `PackError` where a file is missing, or a folder of a rule has no file that can be one.

        Without `rules`, these are left out.
        """
        self.folder = folder
        self.has_rules = rules
        self.paths: dict[Pointer, Path] = {("pack",): folder / PACK}
        self.faults: list[PackFault] = []
        if not is_file(self.paths["pack",]):
            self._fault(folder / PACK, "The file is missing; a rule pack cannot do without it.")
        self.paths |= dict(self._documents())
        if not any(key[0] == DOCUMENTS for key in self.paths):
            message = N_("The pack declares no kind of document: there is no file documents/NAME.yaml.")
            self._fault(folder / DOCUMENTS, message)
        for path in sorted((folder / SCHEMAS).glob(f"*{_SCHEMA}")):
            self.paths[SCHEMAS, path.name.removesuffix(_SCHEMA)] = path
        if rules:
            self._find_rules()
        if self.faults:
            raise PackError(*self.faults)
        self._read: dict[Path, Document] = {}
        self.tables: list[Path] = []

    def _fault(self, path: Path, message: str, **values: str) -> None:
        self.faults.append(PackFault(str(path), None, message, values))

    def _find_rules(self) -> None:
        for folder in self._folders_of_rules():
            key: Pointer = ("rules", folder.name)
            if not is_file(folder / RULE):
                message = N_("This folder should hold a rule, and has no file rule.yaml that can be read.")
                self._fault(folder / RULE, message)
            elif key in self.paths:
                message = N_("A second rule with the id of {other}; ids are unique across clauses.")
                self._fault(folder / RULE, message, other=str(self.paths[key]))
            else:
                self.paths[key] = folder / RULE
        for found in sorted(self.folder.rglob(RULE)):
            steps = found.relative_to(self.folder).parts
            if len(steps) != _STEPS_TO_RULE and not _NO_CLAUSES.intersection(steps):
                message = N_("A rule is a file <clause>/<rule-id>/rule.yaml; where this one stands, it is not read.")
                self._fault(found, message)
        for found in sorted(self.folder.rglob("*.yml")):
            self._fault(found, N_("Files of a rule pack are read by the ending .yaml; this one is not."))
        if not any(key[0] == "rules" for key in self.paths):
            message = N_("There is no rule in this folder; a rule is a file <clause>/<rule-id>/rule.yaml.")
            self._fault(self.folder, message)

    def _documents(self) -> Iterator[tuple[Pointer, Path]]:
        """Kinds of document, and their forms, by the names of their files."""
        for path in sorted((self.folder / DOCUMENTS).glob("*.yaml")):
            if path.name.endswith(FORM):
                yield (FORMS, path.name.removesuffix(FORM)), path
            elif not path.name.endswith(BASE):
                yield (DOCUMENTS, path.stem), path

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
                raise PackError(PackFault(str(path), error.line, error.wording, error.values)) from error
        return self._read[path]

    def assembled(self) -> tuple[dict[str, Any], list[PackFault]]:
        """The pack's one object as far as its files can be read, and why the others cannot."""
        data: dict[str, Any] = {DOCUMENTS: {}, FORMS: {}, SCHEMAS: {}, "rules": {}}
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

    def located(self, fault: Fault) -> PackFault:
        """A fault of the pack's one object, by file and line."""
        at, message, values = fault
        return PackFault(*self.place(at), message, values)

    def fault_at(self, fault: SchemaFault) -> PackFault:
        """A fault by the schema of packs, by file and line."""
        depth = next((depth for depth in (2, 1) if fault.at[:depth] in self.paths), None)
        if depth is None:
            return PackFault(str(self.folder), None, fault.wording, fault.values)
        path = self.paths[fault.at[:depth]]
        return fault_in(path, self.read(path), msgspec.structs.replace(fault, at=fault.at[depth:]))

    def named(self) -> dict[str, Path]:
        """The files that the pack judges by, by name: pack, documents, forms, rules; tables and schemas they name.

        Raises `PackError` where one cannot be read.
        """
        data, faults = self.assembled()
        if faults:
            raise PackError(*faults)
        named = {path.relative_to(self.folder).as_posix(): path for path in self.paths.values()}
        named |= {name: self.folder / name for name in _strings(data["pack"], "tables", "file")}
        others = {name: told.get("against") for name, told in data[DOCUMENTS].items() if isinstance(told, dict)}
        names = (*_strings(data[DOCUMENTS], None, "schema"), *_strings(others, None, "schema"))
        schemas = (schema_path(name, self.folder) for name in names)
        named |= {f"schemas/{path.name}": path for path in schemas}
        return {name: path for name, path in named.items() if is_file(path)}


def fault_in(path: Path, document: Document, fault: SchemaFault) -> PackFault:
    """A fault of a file of a pack, by its line, and what to do where its message leaves that open.

    YAML takes 1.10 for 1.1, and nobody sees it: what is to be put in quotation marks is told as it is written.
    """
    line = document.locate(fault.at).line
    if fault.remedy not in _TELLING:
        return PackFault(str(path), line, fault.wording, fault.values)
    written = document.written(fault.at)
    if written is not None and "written" in fault.values:
        fault = msgspec.structs.replace(fault, values={**fault.values, "written": written})
    remedy = Text(str(fault.fix("en")), str(fault.fix("zh")))
    values = {"cause": fault.text, "remedy": remedy}
    return PackFault(str(path), line, N_("{cause} {remedy}"), values)


_TELLING: Final = frozenset(REMEDIES[name] for name in ("quote", "number-or-quote", "unquote", "day", "list"))
_STEPS_TO_RULE: Final = 3
_NO_CLAUSES: Final = frozenset({DOCUMENTS, "tables", "schemas", "examples"})


def _strings(raw: Any, group: str | None, name: str) -> Iterator[str]:
    """The texts of that name in every object of a group, as far as there are any: nothing is checked yet."""
    rows = raw.get(group) if group is not None and isinstance(raw, dict) else raw
    for row in rows.values() if isinstance(rows, dict) else ():
        if isinstance(row, dict) and isinstance(row.get(name), str):
            yield row[name]


def read_tables(files: Files, pack: Raw) -> tuple[dict[str, Any], list[PackFault]]:
    """The rows of each table that has the columns of its key, texts as pairs, and the faults of all of them."""
    rows: dict[str, Any] = {}
    faults: list[PackFault] = []
    read = {}
    unread = set()
    for name, told in pack.get("tables", {}).items():
        path = Path(os.path.normpath(files.folder / told["file"]))
        columns = columns_of(told)
        places = {column.name for column in columns}
        faults += _faults_of_descriptor(files, name, told, places)
        found, wrong, lines = read_rows(path, columns, tuple(told["key"]))
        faults += wrong
        if found is None:
            unread.add(name)
            continue
        read[name] = path, found, lines, columns
        if places.issuperset(told["key"]):
            rows[name] = found
    known: dict[str, Collection[Any]] = {name: set(codes) for name, codes in pack.get("codes", {}).items()}
    for name, (_, found, _, columns) in read.items():
        key = pack["tables"][name]["key"]
        names = [column.name for column in columns]
        if len(key) == 1 and key[0] in names:
            known[name] = {row[names.index(key[0])] for row in found}
    for name, (path, found, lines, columns) in read.items():
        for column in columns:
            if column.of is not None and column.of not in {*known, *unread, *(read.keys() - rows.keys())}:
                at: Pointer = ("pack", "tables", name, "columns", column.name, "in")
                faults.append(files.located(fault(at, NO_TABLE_OR_LIST, name=column.of, known=known)))
        faults += faults_of_references(path, found, lines, columns, known)
    return rows, faults


def _faults_of_descriptor(files: Files, name: str, told: Raw, columns: Collection[str]) -> Iterator[PackFault]:
    """A key or a label of a table that none of its columns is."""
    named: dict[Pointer, str] = {("key", place): key for place, key in enumerate(told["key"])}
    if "label" in told:
        named["label",] = told["label"]
    for at, column in named.items():
        if column not in columns:
            yield files.located(fault(("pack", "tables", name, *at), NO_COLUMN, column=column, columns=columns))


def beside(document: str) -> str:
    """Under which name the schema is read of what a document is held against, where another pack declares that."""
    return f"{document}/against"


def wanted_schemas(documents: Raw) -> Mapping[str, tuple[Pointer, str]]:
    """The schemas that documents name, with the place where they do."""
    wanted: dict[str, tuple[Pointer, str]] = {}
    for name, told in documents.items():
        wanted[name] = (DOCUMENTS, name, "schema"), told["schema"]
        if "schema" in told.get("against", ()):
            wanted[beside(name)] = (DOCUMENTS, name, "against", "schema"), told["against"]["schema"]
    return wanted


def read_schemas(files: Files, documents: Raw) -> tuple[dict[str, Any], list[PackFault]]:
    """The JSON Schema of each document, and of what it is held against, as it is written, and the faults."""
    schemas: dict[str, Any] = {}
    faults = []
    for name, (at, named) in wanted_schemas(documents).items():
        path = schema_path(named, files.folder)
        if not is_file(path):
            message = N_("There is no schema {schema}.schema.json, neither beside the pack nor among plancheck's own.")
            faults.append(files.located(fault(at, message, schema=named)))
            continue
        document = files.read(path)
        data: Any = document.data
        misfit = misfit_of(data)
        if misfit is None:
            schemas[name] = data
        else:
            line = document.locate(misfit.at).line
            message = N_("This is no JSON Schema that can be used: {cause}")
            faults.append(PackFault(str(path), line, message, {"cause": misfit.cause}))
    return schemas, faults
