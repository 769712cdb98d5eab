"""Reads a rule pack: files -> one object -> its schema -> checks across files -> `Pack`.

Whatever is wrong comes out as one `PackError` with every fault found, each with file and line, before any plan is read.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker.documents import read_path
from checker.errors import PackError, PackFault, UnknownPackError, UnreadableError
from checker.model import Severity, Text
from checker.pack.checks import faults_of_rule, faults_of_tables, stage_of
from checker.pack.conditions import Reference
from checker.pack.model import (
    At,
    Authority,
    Bound,
    Catalogue,
    Measure,
    NationalTarget,
    Office,
    Pack,
    Rule,
    SipoDecision,
    Task,
)
from checker.pack.reading import read_block, read_number
from checker.pack.repair_checks import faults_of_repairs
from checker.pack.snapshot import digest_of, read_snapshot, snapshot_of
from checker.resources import rules_folder
from checker.schema import explain, is_valid
from checker.values import day_number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from checker.documents.document import Document
    from checker.model import Pointer

CIRCULAR: Final = "circular.yaml"
CATALOGUE: Final = "catalogue.yaml"
TRACEABILITY: Final = "traceability.yaml"
RULE: Final = "rule.yaml"
CASES: Final = "cases.yaml"
BASE_PLAN: Final = "base-plan.yaml"

_TABLES: Final = frozenset({"circular", "catalogue"})


@cache
def installed_packs() -> tuple[str, ...]:
    """The ids of the rule packs that come with plancheck, sorted."""
    return tuple(sorted(folder.name for folder in rules_folder().iterdir() if (folder / CIRCULAR).is_file()))


def load_pack(pack: str | Path) -> Pack:
    """The rule pack with that id, or in that folder.

    Raises `UnknownPackError` where there is none, `PackError` where it is broken.
    """
    return _load_folder(pack_folder(pack))


def one_pack(pack: Pack | str | Path | None) -> Pack:
    """The rule pack asked for, by default the one installed. Raises `UnknownPackError` where there is not just one."""
    return pack if isinstance(pack, Pack) else _load_folder(pack_folder(pack))


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
        is_there = (folder / CIRCULAR).is_file()
    except OSError:
        # Too long a name, or in a folder that may not be entered.
        is_there = False
    if not is_there:
        raise UnknownPackError("pack.unknown", pack=str(pack), installed=", ".join(installed))
    return folder.resolve()


@lru_cache(maxsize=16)
def _load_folder(folder: Path) -> Pack:
    files = _read_files(folder)
    digest = _digest_of(folder, files)
    data = read_snapshot(folder, digest) or _checked(folder, files)
    return _build(folder, files, digest, data)


def read_tables(folder: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The circular and the catalogue of the rule pack in `folder`, whatever rules it has: none, or broken ones.

    Raises `PackError` for tables with a fault.
    """
    files = _tables_of(folder)
    data, faults = _assemble(files)
    if not faults:
        faults += (_schema_fault(files, at, fault) for at, fault in _schema_faults(data) if at[:1] != ("rules",))
    if not faults:
        faults += _faults_beyond_schema(folder, files, data, ())
    if faults:
        raise PackError(*faults)
    return data["circular"], data["catalogue"]


def make_snapshot(folder: Path) -> bytes:
    """The snapshot of the rule pack in `folder`. Raises `PackError` for one with a fault."""
    files = _read_files(folder)
    return snapshot_of(_digest_of(folder, files), _checked(folder, files))


def _digest_of(folder: Path, files: _Files) -> str:
    """The digest over the files that a pack judges by. Raises `PackError` where one cannot be read."""
    try:
        return digest_of(folder, files.values())
    except OSError:
        # Reading them as documents says which file it is, and why.
        _, faults = _assemble(files)
        if faults:
            raise PackError(*faults) from None
        raise


def _checked(folder: Path, files: _Files) -> dict[str, Any]:
    """The pack's one object, read from its files. Raises `PackError` with every fault found.

    A rule that cannot be read, or is not in its schema, hides no fault of another.
    """
    data, faults = _assemble(files)
    if faults and not data.keys() >= _TABLES:
        raise PackError(*faults)
    found = [] if data["rules"] and is_valid("rule-pack", data) else _schema_faults(data)
    found = [(at, fault) for at, fault in found if at != ("rules",) or not faults]
    faults += (_schema_fault(files, at, fault) for at, fault in found)
    if all(at[:1] == ("rules",) for at, _ in found):
        faults += _faults_beyond_schema(folder, files, data, {at[1:2] for at, _ in found})
    if faults:
        raise PackError(*faults)
    return data


def _faults_beyond_schema(
    folder: Path, files: _Files, data: Mapping[str, Any], unfit: Collection[Pointer]
) -> Iterator[PackFault]:
    """What a schema cannot say of the tables and of each rule but those that are `unfit` for it."""
    tables = data["circular"], data["catalogue"]
    for at, key, values in faults_of_tables(folder.name, *tables):
        yield PackFault(*_place(files, at), key, values)
    for id_, raw in data["rules"].items():
        if (id_,) not in unfit:
            of_rule = faults_of_rule(files["rules", id_].parent.parent.name, raw, *tables)
            for at, key, values in (*of_rule, *faults_of_repairs(raw, *tables)):
                yield PackFault(*_place(files, ("rules", id_, *at)), key, values)


class _Files(dict[tuple[str, ...], Path]):
    """Which file each part of the pack's one object came from: `("catalogue",)` or `("rules", id)` -> path."""


def _tables_of(folder: Path) -> _Files:
    return _Files({("circular",): folder / CIRCULAR, ("catalogue",): folder / CATALOGUE})


def _read_files(folder: Path) -> _Files:
    files = _tables_of(folder)
    faults = [PackFault(str(path), None, "pack.file-missing") for path in files.values() if not path.is_file()]
    for path in sorted(folder.glob(f"*/*/{RULE}")):
        key = ("rules", path.parent.name)
        if key in files:
            faults.append(PackFault(str(path), None, "pack.rule-twice", {"other": str(files[key])}))
        files[key] = path
    if len(files) == len((CIRCULAR, CATALOGUE)):
        faults.append(PackFault(str(folder), None, "pack.no-rules"))
    if faults:
        raise PackError(*faults)
    return files


def _read(path: Path) -> Document:
    try:
        return read_path(path)
    except UnreadableError as error:
        raise PackError(PackFault(str(path), error.line, error.key, error.values)) from error


def _assemble(files: _Files) -> tuple[dict[str, Any], list[PackFault]]:
    """The pack's one object as far as its files can be read, and why the others cannot."""
    data: dict[str, Any] = {"rules": {}}
    faults: list[PackFault] = []
    for key, path in files.items():
        try:
            part = _read(path).data
        except PackError as error:
            faults += error.faults
            continue
        if len(key) == 1:
            data[key[0]] = part
        else:
            data["rules"][key[1]] = part
    return data, faults


def _schema_faults(data: Mapping[str, Any]) -> list[tuple[Pointer, Any]]:
    return [(fault.at, fault) for fault in explain("rule-pack", data)]


def _schema_fault(files: _Files, at: Pointer, fault: Any) -> PackFault:
    return PackFault(*_place(files, at), fault.key, fault.values)


def _place(files: _Files, at: Pointer) -> tuple[str, int | None]:
    """The file and line of a place in the pack's one object; read again, as only a broken pack needs it."""
    depth = 2 if at and at[0] == "rules" else 1
    key = tuple(str(step) for step in at[:depth])
    if key not in files:
        return str(files["circular",].parent), None
    return str(files[key]), _read(files[key]).locate(at[depth:]).line


def _text(raw: Mapping[str, str]) -> Text:
    return Text(raw["en"], raw["zh"])


def _build(folder: Path, files: _Files, digest: str, data: Mapping[str, Any]) -> Pack:
    circular = data["circular"]
    bounds = {
        name: Bound(
            name,
            value := raw["value"] if isinstance(raw["value"], int) else day_number(raw["value"]),
            value is not raw["value"],
            raw["clause"],
            _text(raw["meaning"]),
        )
        for name, raw in circular["bounds"].items()
    }
    clauses = {raw["id"]: _text(raw["title"]) for raw in circular["clauses"]}
    order = {clause: place for place, clause in enumerate(clauses)}
    catalogue = _catalogue(data["catalogue"])
    order |= {f"plan {number}": len(clauses) + place for place, number in enumerate(catalogue.measures)}
    rules = (_rule(id_, files["rules", id_].parent, raw, bounds) for id_, raw in data["rules"].items())
    return Pack(
        id=circular["id"],
        version=circular["version"],
        digest=digest,
        folder=folder,
        citation=_text(circular["citation"]),
        title=_text(circular["title"]),
        issued=circular["issued"],
        authority=_authority(circular["authority"]),
        first_day=circular["plan_year"]["first_day"],
        last_day=circular["plan_year"]["last_day"],
        clauses=clauses,
        bounds=bounds,
        offices={raw["code"]: Office(raw["code"], raw["province"], _text(raw["name"])) for raw in circular["offices"]},
        departments={raw["slug"]: _text(raw["name"]) for raw in circular["departments"]},
        catalogue=catalogue,
        rules=tuple(sorted(rules, key=lambda rule: (order[rule.clause], rule.id))),
    )


def _authority(raw: Mapping[str, Any]) -> Authority:
    return Authority(
        name=_text(raw["name"]),
        office=_text(raw["office"]),
        secretariat=_text(raw["secretariat"]),
        letter_code=_text(raw["letter_code"]),
        clause=raw["clause"],
    )


def _catalogue(raw: Mapping[str, Any]) -> Catalogue:
    measures = (
        Measure(
            number=read_number(row["number"]),
            task=read_number(row["task"]),
            class_=row["class"],
            progress=row["progress"],
            leads=tuple(row["leads"]),
            sipo_decides=_sipo_decision(row["sipo_decides"]),
            national_targets=tuple(
                NationalTarget(item["target"], item["at_least"], item.get("at_most"), item.get("about", False))
                for item in row["national_targets"]
            ),
            details=tuple(row["details"]),
            title=_text(row["title"]),
        )
        for row in raw["measures"]
    )
    tasks = (
        Task(read_number(row["number"]), read_number(row["main_task"]), _text(row["title"])) for row in raw["tasks"]
    )
    return Catalogue(
        main_tasks={read_number(row["number"]): _text(row["title"]) for row in raw["main_tasks"]},
        tasks={task.number: task for task in tasks},
        measures={row.number: row for row in measures},
    )


def _sipo_decision(raw: Mapping[str, Any] | None) -> SipoDecision | None:
    return None if raw is None else SipoDecision(raw["kind"], raw["always"], raw.get("places"))


def _rule(id_: str, folder: Path, raw: Mapping[str, Any], bounds: Mapping[str, Bound]) -> Rule:
    for_each = raw["for_each"]
    violated = raw["violated_if"]
    blocks = violated if isinstance(violated, list) else [violated]
    steps = raw["at"].split("/")
    subject = raw.get("subject")
    return Rule(
        id=id_,
        folder=folder,
        clause=raw["clause"],
        severity=Severity(raw["severity"]),
        in_principle=raw.get("in_principle", False),
        title=_text(raw["title"]),
        duty=_text(raw["duty"]),
        rationale=_text(raw["rationale"]),
        message=_text(raw["message"]),
        remedy=_text(raw["remedy"]),
        for_each=for_each,
        applies_if=read_block(for_each, raw.get("applies_if", {}), bounds),
        violated_if=tuple(read_block(for_each, block, bounds) for block in blocks),
        at=At(relative=bool(steps[0]), steps=tuple(steps[1:])),
        subject=Reference(*subject.split(".")) if subject else None,
        stage=stage_of(raw),
        repairs=tuple(raw.get("repairs", ())),
    )
