"""The files of a rule pack, each read once: which there are, and what came from which place of which of them."""

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from checker.errors import Fault as SchemaFault
from checker.errors import PackError, PackFault, UnreadableError
from checker.model import Pointer
from checker.pack.file_names import BASE, DOCUMENTS, FORM, FORMS, PACK, RULE, SCHEMAS
from checker.pack.tables import TableFile
from checker.pack.validation import FAULTS, Fault, Raw, fault
from checker.readers import Document, read_path
from checker.readers.files import is_file
from checker.resources import schema_path
from checker.schema import REMEDIES, Schema

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
            self._fault(folder / PACK, "no-file")
        self.paths |= dict(self._documents())
        if not any(key[0] == DOCUMENTS for key in self.paths):
            self._fault(folder / DOCUMENTS, "no-documents")
        for path in sorted((folder / SCHEMAS).glob(f"*{_SCHEMA}")):
            self.paths[SCHEMAS, path.name.removesuffix(_SCHEMA)] = path
        if rules:
            self._find_rules()
        if self.faults:
            raise PackError(*self.faults)
        self._read: dict[Path, Document] = {}
        self.tables: list[Path] = []

    def _fault(self, path: Path, code: str, **values: str) -> None:
        self.faults.append(PackFault(str(path), None, FAULTS[code], values))

    def _find_rules(self) -> None:
        for folder in self._folders_of_rules():
            key: Pointer = ("rules", folder.name)
            if not is_file(folder / RULE):
                self._fault(folder / RULE, "no-rule-file")
            elif key in self.paths:
                self._fault(folder / RULE, "rule-repeated", other=str(self.paths[key]))
            else:
                self.paths[key] = folder / RULE
        for found in sorted(self.folder.rglob(RULE)):
            steps = found.relative_to(self.folder).parts
            if len(steps) != _STEPS_TO_RULE and not _NO_CLAUSES.intersection(steps):
                self._fault(found, "rule-elsewhere")
        for found in sorted(self.folder.rglob("*.yml")):
            self._fault(found, "ending-yml")
        if not any(key[0] == "rules" for key in self.paths):
            self._fault(self.folder, "no-rules")

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
            self._read[path] = read_part(path)
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

    def located(self, fault: Fault) -> PackFault:
        """A fault of the pack's one object, by file and line."""
        at, message, values = fault
        path, inner = self._origin(at)
        line = None if path == self.folder else self.read(path).locate(inner).line
        return PackFault(str(path), line, message, values)

    def fault_at(self, fault: SchemaFault) -> PackFault:
        """A fault by the schema of packs, by file and line."""
        path, inner = self._origin(fault.at)
        if path == self.folder:
            return PackFault(str(path), None, fault.wording, fault.values)
        return fault_in(path, self.read(path), msgspec.structs.replace(fault, at=inner))

    def _origin(self, at: Pointer) -> tuple[Path, Pointer]:
        """The file that a part of the pack's one object came from, and the place in it; the folder, if from none."""
        depth = next((depth for depth in (2, 1) if at[:depth] in self.paths), None)
        return (self.folder, at) if depth is None else (self.paths[at[:depth]], at[depth:])

    def named(self, data: Raw) -> dict[str, Path]:
        """The files that the pack judges by, by name: pack, documents, forms, rules; tables and schemas they name.

        `data` is the pack's one object, free of faults.
        """
        named = {path.relative_to(self.folder).as_posix(): path for path in self.paths.values()}
        named |= {told["file"]: self.folder / told["file"] for told in data["pack"].get("tables", {}).values()}
        schemas = (schema_path(name, self.folder) for _, name in wanted_schemas(data[DOCUMENTS]).values())
        return named | {f"schemas/{path.name}": path for path in schemas}


def read_part(path: Path) -> Document:
    """What one of the files of a pack says. Raises `PackError` where it cannot be read."""
    try:
        return read_path(path)
    except UnreadableError as error:
        raise PackError(PackFault(str(path), error.line, error.wording, error.values)) from error


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
    return PackFault(str(path), line, FAULTS["told-with-remedy"], {"cause": fault.text, "remedy": fault.fix})


_TELLING: Final = frozenset(REMEDIES[name] for name in ("quote", "number-or-quote", "unquote", "day", "list"))
_STEPS_TO_RULE: Final = 3
_NO_CLAUSES: Final = frozenset({DOCUMENTS, "tables", "schemas", "examples"})


def read_tables(files: Files, pack: Raw) -> tuple[dict[str, Any], list[PackFault]]:
    """The rows of each table that has the columns of its key, and the faults of all of them."""
    declared = pack.get("tables", {})
    tables = {
        name: TableFile(Path(os.path.normpath(files.folder / told["file"])), told) for name, told in declared.items()
    }
    known: dict[str, Collection[Any]] = {name: set(codes) for name, codes in pack.get("codes", {}).items()}
    known |= {name: table.codes for name, table in tables.items() if table.codes is not None}
    faults: list[PackFault] = []
    for name, table in tables.items():
        faults += _faults_of_descriptor(files, name, declared[name], {column.name for column in table.columns})
        for column in table.columns:
            source = tables.get(column.of or "")
            # What is wrong with a table itself is told of that.
            is_told = source is not None and (source.rows is None or not source.has_key)
            if column.of is not None and column.of not in known and not is_told:
                at: Pointer = ("pack", "tables", name, "columns", column.name, "in")
                faults.append(files.located(fault(at, "no-table-or-list", name=column.of, known=known)))
        table.check_references(known)
        faults += table.faults
    return {name: table.rows for name, table in tables.items() if table.rows is not None and table.has_key}, faults


def _faults_of_descriptor(files: Files, name: str, told: Raw, columns: Collection[str]) -> Iterator[PackFault]:
    """A key or a label of a table that none of its columns is."""
    named: dict[Pointer, str] = {("key", place): key for place, key in enumerate(told["key"])}
    if "label" in told:
        named["label",] = told["label"]
    for at, column in named.items():
        if column not in columns:
            yield files.located(fault(("pack", "tables", name, *at), "no-column", column=column, columns=columns))


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
            faults.append(files.located(fault(at, "no-schema", schema=named)))
            continue
        document = files.read(path)
        data: Any = document.data
        misfit = Schema(data).misfit()
        if misfit is None:
            schemas[name] = data
        else:
            wrong_at, cause = misfit
            line = document.locate(wrong_at).line
            faults.append(PackFault(str(path), line, FAULTS["not-a-schema"], {"cause": cause}))
    return schemas, faults
