"""Makes a rule pack of its files: files -> one object -> its schema -> checks across files -> `Pack`.

Whatever is wrong comes out as one `PackError` with every fault found, each with file and line.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from checker.errors import PackError, PackFault
from checker.model import Language, Pointer, Severity, Text
from checker.pack.conditions import Block, Reference
from checker.pack.declared import Declared
from checker.pack.file_names import DOCUMENTS, FORMS, RULE
from checker.pack.files import Files, read_schemas, read_tables, wanted_schemas
from checker.pack.model import At, Authority, Bound, Grade, Pack, PlanYear, Rule, shown_bound
from checker.pack.paths import converted
from checker.pack.reading import PLACEHOLDER, read_block, text_from
from checker.pack.snapshot import digest_of, snapshot_of
from checker.pack.validation import Names, Raw, faults_of_repairs, faults_of_rule, within
from checker.schema import explain, is_valid
from checker.values import day_number


def build_pack(files: Files) -> Pack:
    """The rule pack that these files are. Raises `PackError` with every fault of them."""
    # First what is wrong: one file that cannot be read is no reason to be silent about the others.
    data = checked_data(files)
    return _build(files.folder, digest_of(files.named(data)), data)


def load_without_rules(folder: Path) -> Pack:
    """The pack in `folder` as if it had no rules, whatever is wrong with them: for whoever is about to write one.

    Raises `PackError` for a fault of anything else.
    """
    return build_pack(Files(folder, rules=False))


def make_snapshot(folder: Path) -> bytes:
    """The snapshot of the rule pack in `folder`. Raises `PackError` for one with a fault."""
    files = Files(folder)
    pack = build_pack(files)
    data, _ = files.assembled()
    return snapshot_of(pack, files.named(data))


def checked_data(files: Files) -> dict[str, Any]:
    """The pack's one object, read from its files, with its tables and schemas. Raises `PackError` with every fault.

    A rule that cannot be read, or is not in its schema, hides no fault of another.
    """
    data, faults = files.assembled()
    found: list[Any] = [] if is_valid("rule-pack", data) else list(explain("rule-pack", data))
    if not files.has_rules:
        found = [fault for fault in found if fault.at[:1] != ("rules",)]
    # Nor is what misses a file that is there: its group of files, or the whole, is short of it.
    unread = {str(key[0]) for key in files.paths if not _is_in(data, key)}
    found = [fault for fault in found if len(fault.at) > 1 or unread.isdisjoint(fault.at or ("pack",))]
    faults += (files.fault_at(fault) for fault in found)
    if unread <= _APART and all(fault.at and fault.at[0] in _APART for fault in found):
        unfit = {fault.at[:2] for fault in found}
        data["rows"], wrong = read_tables(files, data["pack"])
        faults += wrong
        data["schemas"], wrong = read_schemas(files, data[DOCUMENTS])
        faults += wrong
        if data["schemas"].keys() >= wanted_schemas(data[DOCUMENTS]).keys() and len(data["rows"]) == len(
            data["pack"].get("tables", {})
        ):
            faults += _faults_beyond_schema(files, data, unfit)
    if faults:
        raise PackError(*faults)
    return data


_APART: Final = frozenset({"rules", FORMS})
"""The parts of a pack that can be wrong in one file, and say nothing of the others."""


def _is_in(data: Raw, key: Pointer) -> bool:
    """Whether the pack's one object has the part with that key."""
    group = str(key[0])
    return group in data and (len(key) == 1 or key[1] in data[group])


def _faults_beyond_schema(files: Files, data: Raw, unfit: Collection[Pointer]) -> Iterator[PackFault]:
    """What a schema cannot say of the pack, its documents, and each form and rule but those that are `unfit` for it."""
    forms = {name: raw for name, raw in data[FORMS].items() if (FORMS, name) not in unfit}
    world = Declared(files.folder, {**data, FORMS: forms})
    pack = data["pack"]
    yield from map(files.located, world.faults())
    for id_, raw in data["rules"].items():
        at = ("rules", id_)
        if at in unfit or world.is_about_broken(raw):
            continue
        faults = list(world.faults_of_scope(raw))
        if not faults:
            scope = world.scope(raw)
            for kinds in scope.all_kinds:
                names = Names(raw["for_each"], scope.anchor, kinds, pack, world.codes, world.lists)
                clause = files.paths[at].parent.parent.name
                faults += faults_of_rule(clause, raw, world.clauses, names)
                faults += faults_of_repairs(raw, scope.stage, names)
        seen = []
        for each in within(at, faults):
            if each[:2] not in seen:
                seen.append(each[:2])
                yield files.located(each)


def _build(folder: Path, digest: str, data: Raw) -> Pack:
    pack = data["pack"]
    world = Declared(folder, data)
    bounds = {
        name: Bound(
            name,
            value := raw["value"] if isinstance(raw["value"], int) else day_number(raw["value"]),
            value is not raw["value"],
            raw["clause"],
            text_from(raw["meaning"]),
        )
        for name, raw in pack.get("bounds", {}).items()
    }
    order = {clause: place for place, clause in enumerate(world.clauses)}
    folders = {path.parent.name: path.parent for path in sorted(folder.glob(f"*/*/{RULE}"))}
    rules = [rule_of(id_, folders[id_], raw, bounds, world) for id_, raw in data["rules"].items()]
    authority, year = pack.get("authority"), pack.get("plan_year")
    return Pack(
        id=pack["id"],
        version=pack["version"],
        digest=digest,
        folder=folder,
        citation=text_from(pack["citation"]),
        title=text_from(pack["title"]),
        issued=pack["issued"],
        authority=None if authority is None else converted(authority, Authority),
        plan_year=None if year is None else PlanYear(**year),
        clauses=world.clauses,
        clause_labels=world.clause_labels,
        bounds=bounds,
        codes=converted(pack.get("codes", {}), dict[str, dict[str, Text]]),
        tables=world.tables,
        documents=world.documents,
        clause_rows=world.clause_rows,
        rules=tuple(sorted(rules, key=lambda rule: (order[rule.clause], rule.id))),
    )


def rule_of(id_: str, folder: Path, raw: Raw, bounds: Mapping[str, Bound], world: Declared) -> Rule:
    """A rule of the `world` of its pack, as it is written."""
    scope = world.scope(raw)
    violated = raw["violated_if"]
    places = [written.split("/") for written in (raw["at"] if isinstance(raw["at"], list) else [raw["at"]])]
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
        decidable=raw.get("decidable", False),
        title=_about_duty(raw["title"], bounds),
        duty=_about_duty(raw["duty"], bounds),
        rationale=_about_duty(raw["rationale"], bounds),
        message=text_from(raw["message"]),
        remedy=text_from(raw["remedy"]),
        documents=scope.documents,
        for_each=raw["for_each"],
        applies_if=block(raw.get("applies_if", {})),
        violated_if=tuple(block(each) for each in (violated if isinstance(violated, list) else [violated])),
        at=tuple(At(relative=bool(steps[0]), steps=tuple(steps[1:])) for steps in places),
        subject=Reference(*subject.split(".")) if subject else None,
        stage=scope.stage,
        anchor=scope.anchor,
        kinds=scope.kinds,
        repairs=tuple(raw.get("repairs", ())),
    )


def _about_duty(raw: Raw, bounds: Mapping[str, Bound]) -> Text:
    """A text about the duty itself, its bounds filled in: they are the pack's, whatever is found."""

    def shown(lang: Language) -> str:
        return PLACEHOLDER.sub(lambda found: shown_bound(bounds[found[1].partition(".")[2]], lang), raw[lang])

    return Text(shown("en"), shown("zh"))
