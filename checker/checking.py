"""Checks one plan: read -> validate -> facts -> rules -> report. Each step is a module; this is their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypedDict

from checker.engine import default_engine, engine_version
from checker.errors import UnreadableError
from checker.facts.building import build_facts
from checker.facts.parts import NOTHING_ASIDE, set_aside, stops_rules
from checker.findings import findings_of, in_document_order, nearest
from checker.judging import Judgement, judge_of
from checker.model import (
    PLAN_FORMAT,
    SCHEMA,
    UNREADABLE,
    Clause,
    Engine,
    Finding,
    Place,
    Report,
    RuleStatus,
    Selection,
    Severity,
    Text,
)
from checker.pack.loading import installed_packs, load_pack
from checker.readers import from_data, read_bytes, read_path
from checker.readers.document import Document
from checker.schema import check_plan
from checker.values import number_of
from checker.verdict import verdict_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from checker.engine import EngineName
    from checker.errors import PlancheckError
    from checker.faults import Fault
    from checker.model import Known, Language, Number, Pointer
    from checker.pack.model import Pack
    from checker.readers.document import Labels
    from checker.schema import Checked


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """How plans are checked: by which pack (None: the one each plan names), for which day, in which language."""

    pack: Pack | None = None
    as_of: date | None = None
    lang: Language = "en"
    engine: EngineName | None = None
    cross_check: bool = False
    debug: bool = False
    """Whether an unexpected failure over one of many files is raised, for those who mend plancheck."""


def check(
    plan: dict[str, Any] | str | bytes | Path,
    *,
    pack: Pack | str | Path | None = None,
    as_of: date | None = None,
    lang: Language = "en",
    engine: EngineName | None = None,
    cross_check: bool = False,
) -> Report:
    """Check one plan and report on it.

    `plan` is the plan itself (a dict), its text as JSON or YAML (str or bytes), or the file it is in (a Path).
    `pack` is a rule pack, its id or its folder; without it the plan's `circular` decides. `as_of` is the day the plan
    is checked for. Never raises for a bad plan: the verdict is then `invalid`. Raises `PackError` for a broken rule
    pack and `UnknownPackError` for one that is not there.
    """
    chosen = load_pack(pack) if isinstance(pack, (str, Path)) else pack
    return check_source(plan, Options(chosen, as_of, lang, engine, cross_check))


def check_source(plan: dict[str, Any] | str | bytes | Path, options: Options, *, name: str | None = None) -> Report:
    """As `check`; `name` is what the report calls the input, where its path is not to be it.

    Bytes with a name are read as a file of that name would be.
    """
    return examine_source(plan, options, name=name)[0]


def examine_source(
    plan: dict[str, Any] | str | bytes | Path, options: Options, *, name: str | None = None
) -> tuple[Report, Known | None]:
    """As `check_source`, with the facts the report rests on, where there are any to judge."""
    called = str(plan) if name is None and isinstance(plan, Path) else name
    try:
        document = read_plan(plan, options.pack, name=called)
    except UnreadableError as error:
        return unreadable(error, called, options), None
    return examine(document, options)


def read_plan(
    plan: dict[str, Any] | str | bytes | Path, pack: Pack | None = None, *, name: str | None = None
) -> Document:
    """The document that a plan is, from wherever it comes; `pack` is the rule pack asked for.

    What an office writes in a form for a code is understood as that pack has it, or those that are installed. Raises
    `UnreadableError`.
    """
    if isinstance(plan, Path):
        return read_path(plan, name=name, labels=partial(_labels_of, pack))
    if isinstance(plan, bytes):
        # What was read before it came here may still have the name of its file.
        return read_bytes(
            plan, name=name, suffix=PurePath(name).suffix if name else "", labels=partial(_labels_of, pack)
        )
    if isinstance(plan, str):
        return read_bytes(plan.encode("utf-8", "surrogatepass"), name=name)
    return from_data(plan)


def _labels_of(pack: Pack | None) -> Labels:
    from checker.pack.labels import labels_of

    return labels_of(pack)


def check_document(document: Document, options: Options) -> Report:
    """Check a plan that has been read."""
    return examine(document, options)[0]


def examine(document: Document, options: Options) -> tuple[Report, Known | None]:
    """Check a plan that has been read: the report, and the facts it rests on, where there are any to judge."""
    pack = options.pack or _pack_named_by(document.data)
    circulars = [options.pack.id] if options.pack else installed_packs()
    checked = check_plan(document.data, circulars)
    found = [_fault_finding(fault, checked, document) for fault in (*document.faults, *checked.faults)]
    places = (*(fault.at for fault in document.faults), *checked.places)
    plan = checked.data
    if pack is None or not isinstance(plan, dict) or (places and stops_rules(plan, places)):
        return _stopped(document, checked, found, pack, options), None
    known, selection = build_facts(plan, set_aside(places) if places else NOTHING_ASIDE, pack, options.as_of)
    judgement = judge_of(pack, options.engine, cross_check=options.cross_check).judge_plan(known)
    if judgement.firings:
        found += findings_of(judgement.firings, pack, known.anchor, known.exceptions, plan, document.locate)
    findings = in_document_order(found, document.data) if found else ()
    return _report(document, plan, findings, selection, judgement, pack, options), known


def _pack_named_by(data: object) -> Pack | None:
    """The pack of the circular the plan names; where it names none that is installed, the only one there is."""
    installed = installed_packs()
    named = data.get("circular") if isinstance(data, dict) else None
    if isinstance(named, str) and named in installed:
        return load_pack(named)
    return load_pack(installed[0]) if len(installed) == 1 else None


def _fault_finding(fault: Fault, checked: Checked, document: Document) -> Finding:
    at = nearest(document.data, fault.at)
    fix = fault.fix("en"), fault.fix("zh")
    return Finding(
        rule=SCHEMA,
        severity=Severity.ERROR,
        at=at,
        place=fault.place or document.locate(at),
        subject=_measure_at(at, checked.data),
        message=Text(fault.message("en"), fault.message("zh")),
        clause=Clause(PLAN_FORMAT, _field(fault.at)),
        because=fault.because,
        fix=None if fix[0] is None or fix[1] is None else Text(fix[0], fix[1]),
    )


def _measure_at(at: Pointer, data: Any) -> Number | None:
    """The number of the measure that `at` is in, where it can be read."""
    match at:
        case ("measures", int(index), *_):
            entry = data["measures"][index]
            return number_of(entry.get("number")) if isinstance(entry, dict) else None
    return None


def _field(at: Pointer) -> str | None:
    """A place as the plan format names the field: `measures[].schedule[].due`."""
    path = "".join("[]" if isinstance(step, int) else f".{step}" for step in at).lstrip(".")
    return path or None


def crashed(name: str, cause: PlancheckError, options: Options) -> Report:
    """The report on an input over which plancheck itself failed: no verdict may be built on it."""
    pack = options.pack or _pack_named_by(None)
    judgement = _not_judged(pack, options)
    failure = Text(cause.message("en"), cause.message("zh"))
    judgement = replace(judgement, engine=replace(judgement.engine, failure=failure))
    document = Document(name, None, None)
    return _report(document, None, (), Selection(), judgement, pack, options)


def unreadable(error: UnreadableError, name: str | None, options: Options) -> Report:
    """The report on an input that is no plan document, for the reason that `error` gives."""
    pack = options.pack or _pack_named_by(None)
    finding = Finding(
        rule=UNREADABLE,
        severity=Severity.ERROR,
        at=(),
        place=Place(error.line, error.column),
        subject=None,
        message=Text(error.message("en"), error.message("zh")),
        clause=Clause(PLAN_FORMAT, None),
    )
    document = Document(name, error.sha256, None)
    return _report(document, None, (finding,), Selection(), _not_judged(pack, options), pack, options)


def _stopped(document: Document, checked: Checked, found: list[Finding], pack: Pack | None, options: Options) -> Report:
    """The report on a plan whose schema faults leave nothing to judge."""
    findings = in_document_order(found, document.data)
    return _report(document, checked.data, findings, Selection(), _not_judged(pack, options), pack, options)


def _not_judged(pack: Pack | None, options: Options) -> Judgement:
    engine = options.engine or default_engine()
    rules = pack.plan_rules if pack else ()
    return Judgement((), {rule.id: RuleStatus.NOT_RUN for rule in rules}, Engine(engine, engine_version(engine)))


def _report(
    document: Document,
    data: Any,
    findings: tuple[Finding, ...],
    selection: Selection,
    judgement: Judgement,
    pack: Pack | None,
    options: Options,
) -> Report:
    return Report(
        pack_id=pack.id if pack else None,
        pack_version=pack.version if pack else None,
        pack_digest=pack.digest if pack else None,
        name=document.name,
        sha256=document.sha256,
        **_read_of(data, {finding.at for finding in findings if finding.rule == SCHEMA}),
        verdict=verdict_of(findings, failed=judgement.failed),
        selection=selection,
        findings=findings,
        rules=judgement.statuses,
        engine=judgement.engine,
        lang=options.lang,
    )


def _read_of(data: object, faulty: Collection[Pointer]) -> _ReadOf:
    """What the plan says of itself, as far as it can be read; a submission without a version is version 1."""
    plan: Mapping[str, Any] = data if isinstance(data, dict) else {}
    readable = {
        name: plan[name] for name in ("office", "plan_year", "status") if name in plan and (name,) not in faulty
    }
    year = readable.get("plan_year")
    version = None
    if plan and ("submission",) not in faulty and ("submission", "version") not in faulty:
        version = int(plan.get("submission", {}).get("version", 1))
    return {
        "office": readable.get("office"),
        "plan_year": None if year is None else int(year),
        "status": readable.get("status"),
        "version": version,
    }


class _ReadOf(TypedDict):
    office: str | None
    plan_year: int | None
    status: str | None
    version: int | None
