"""Checks one plan: read -> validate -> facts -> rules -> report. Each step is a module; this is their order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from checker.engine import EngineName, default_engine, engine_version
from checker.errors import Fault, FileNature, PlancheckError, UnreadableError
from checker.facts.mapping import NOTHING_ASIDE, Facts, SetAside, Tallies, set_aside, stops_rules, tallies_of, without
from checker.facts.values import count, reach, text
from checker.findings import findings_of, in_document_order, left_out_finding, nearest, not_held_finding, verdict_of
from checker.judging import Judgement, judge_of
from checker.model import (
    NOT_READ,
    NOWHERE,
    SCHEMA,
    UNREADABLE,
    Clause,
    Engine,
    Finding,
    InputJson,
    Known,
    Language,
    Number,
    Place,
    Pointer,
    Report,
    RuleStatus,
    Severity,
)
from checker.pack.loading import installed_packs, load_pack
from checker.pack.model import DocumentKind, Pack
from checker.readers import from_data, read_bytes, read_path
from checker.readers.document import AskForms, DeclaredForm, Document
from checker.schema import Checked, validate
from checker.schema.faults import listed, visible
from checker.values import day_number, number_of

if TYPE_CHECKING:
    from checker.decisions import Decisions

_STORED: Final = re.compile(r"(plan|review|rule)-[a-z]+/\d+")
"""The formats of what plancheck writes, and of decisions."""


class HeldDocument(NamedTuple):
    """A document that others are held against, the file that it is in, where it is in one, and the year it is for."""

    data: Mapping[str, Any]
    source: InputJson | None = None
    year: object = None


HeldAgainst = Mapping[tuple[str, str], Sequence[HeldDocument]]
"""Documents that others are held against, by format and sender."""


class Options(msgspec.Struct, frozen=True, eq=False):
    """How plans are checked: by which pack (None: the one each plan names), for which day, in which language."""

    pack: Pack | None = None
    as_of: date | None = None
    lang: Language = "en"
    engine: EngineName | None = None
    cross_check: bool = False
    in_time: bool | None = None
    """In a review: whether any version of the sender's was submitted in time; None where the review cannot tell."""
    decisions: Decisions | None = None
    """What people have decided about the plans."""
    reads_back: bool = False
    """Whether reports say what was understood."""
    select: frozenset[str] | None = None
    """The only rules that are judged, where not all are."""
    ignore: frozenset[str] = frozenset()
    """Rules that are not judged."""
    against: HeldAgainst | None = None
    """The documents that others are held against, by format and sender; None: whatever a document holds of it itself.

    Of several the one for the same year counts, else the first, but for a document that is held against all of them.
    One whose sender has none there is held against one that is empty, for a rule about the document as a whole to say
    so: where none does, or it could be held against all, it is held against none."""
    debug: bool = False
    """Whether an unexpected failure over one of many files is raised, for those who mend plancheck."""

    @property
    def day(self) -> int | None:
        """The day that they are checked for, as facts have it."""
        return None if self.as_of is None else day_number(self.as_of.isoformat())

    def left_out_of(self, rules: Iterable[str]) -> list[str]:
        """Those of `rules` that are not to be judged."""
        return [rule for rule in rules if rule in self.ignore or (self.select is not None and rule not in self.select)]


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

    Raises `UnreadableError`, also for what plancheck itself wrote about documents, and for a document of a circular and
    of a format that are both of no pack installed, unless a pack was asked for.
    """
    document = read_data(plan, pack, name=name)
    error = _why_no_document(document.data, pack)
    if error is not None:
        error.sha256 = document.sha256
        raise error.of(FileNature.OTHER)
    return document


def _why_no_document(data: object, pack: Pack | None) -> UnreadableError | None:
    if is_stored(data, pack):
        return UnreadableError("This is no document: it is a report, decisions or the like, as plancheck has them.")
    told = _format_of(data)
    if pack is not None or pack_named_by(data) is not None or not isinstance(told, str):
        return None
    known = {name for id_ in installed_packs() for name in load_pack(id_).documents}
    if told in known:
        return None
    return UnreadableError(
        "None of the rule packs that are installed knows documents of the format “{format}”: they know {known}. A pack "
        "that is not installed has to be chosen by its folder.",
        format=visible(told),
        known=listed(sorted(known)),
    )


def read_data(
    plan: dict[str, Any] | str | bytes | Path, pack: Pack | None = None, *, name: str | None = None
) -> Document:
    """As `read_plan`, whatever it holds.

    What an office writes in a form for a code is understood as that pack has it, or those that are installed. Raises
    `UnreadableError`.
    """
    if isinstance(plan, Path):
        return read_path(plan, name=name, forms=_forms_of(pack))
    if isinstance(plan, bytes):
        # What was read before it came here may still have the name of its file.
        suffix = PurePath(name).suffix if name else ""
        return read_bytes(plan, name=name, suffix=suffix, forms=_forms_of(pack))
    if isinstance(plan, str):
        return read_bytes(plan.encode("utf-8", "surrogatepass"), name=name)
    return from_data(plan)


def is_stored(data: object, pack: Pack | None = None) -> bool:
    """Whether `data` says that it is of a format of plancheck's own, and no pack has documents of that name.

    Without `pack` the installed ones are asked.
    """
    if isinstance(data, list):
        return any(is_stored(each, pack) for each in data)
    told = _format_of(data)
    if not isinstance(told, str) or not _STORED.fullmatch(told):
        return False
    packs = [load_pack(id_) for id_ in installed_packs()] if pack is None else [pack]
    return not any(told in each.documents for each in packs)


def _forms_of(pack: Pack | None) -> AskForms:
    """The forms of the pack asked for, and those of the others that are installed; else of all of these."""

    def forms_of(packs: Iterable[Pack]) -> Sequence[DeclaredForm]:
        from checker.pack.labels import declared_forms

        return declared_forms(list(packs))

    def installed() -> Iterator[Pack]:
        return (load_pack(id_) for id_ in installed_packs() if pack is None or id_ != pack.id)

    if pack is None:
        return AskForms(own=lambda: forms_of(installed()))
    return AskForms(lambda: forms_of([pack]), lambda: forms_of(installed()), pack.citation)


def check_document(document: Document, options: Options) -> Report:
    """Check a plan that has been read."""
    return examine(document, options)[0]


def examine(document: Document, options: Options) -> tuple[Report, Known | None]:
    """Check a plan that has been read: the report, and the facts it rests on, where there are any to judge."""
    pack = options.pack or pack_named_by(document.data)
    kind = (pack or newest_pack(_format_of(document.data))).document_of(document.data)
    circulars = [options.pack.id] if options.pack else installed_packs()
    checked = validate(document.data, kind.schema, circulars)
    faults = [*document.faults, *_not_said(checked.faults, document.faults)]
    found = [_fault_finding(fault, kind, checked, document) for fault in faults]
    if document.form is not None and found:
        from checker.form_wording import in_words_of_form

        judging = pack or newest_pack(kind.format)
        found = [in_words_of_form(finding, kind, judging) for finding in found]
    found += [_unread_finding(fault, kind) for fault in document.unread]
    places = (*(fault.at for fault in document.faults), *checked.places)
    sound = sound_part(checked.data, places, kind, options)
    if pack is None or sound is None:
        findings = in_document_order(found, document.data)
        judgement = _not_judged(pack, kind, options)
        return _report(document, kind, checked.data, findings, {}, judgement, pack, options), None
    plan, aside = sound
    facts, tallies = reading_of(pack, kind)
    known = facts.of(plan, aside, options.day, in_time=options.in_time)
    judge = judge_of(pack, kind, options.engine, cross_check=options.cross_check)
    judgement = judge.judge(known)
    if kind.against is not None and not plan.get(kind.against.member):
        # Beside faults, only what of the document is sound says which rules ask for the other one.
        lacking = SetAside(frozenset((kind.against.member,)))
        is_lacking = not places and kind.against.member not in plan
        alone = judgement if is_lacking else judge.judge(facts.of(without(plan, aside), lacking, options.day))
        not_run = [rule for rule, status in alone.statuses.items() if status is RuleStatus.NOT_RUN]
        if not_run and not _says_so(judgement, not_run, kind, pack):
            judgement = judgement.without(not_run)
            found.append(not_held_finding(not_run, kind, pack, document.locate(())))
    if left_out := options.left_out_of(judgement.statuses):
        judgement = judgement.without(left_out)
        found.append(left_out_finding(left_out, kind.format))
    if judgement.firings:
        is_form = document.form is not None
        found += findings_of(judgement.firings, pack, kind, known, plan, document.locate, is_form=is_form)
    findings = in_document_order(found, document.data, partial(pack.order_of, kind)) if found else ()
    return _report(document, kind, plan, findings, tallies(known), judgement, pack, options), known


def sound_part(
    data: Any, places: Collection[Pointer], kind: DocumentKind, options: Options
) -> tuple[dict[str, Any], SetAside] | None:
    """A document with what it is held against, and what of it faults at these places set aside.

    None where they leave nothing to judge.
    """
    if not isinstance(data, dict):
        return None
    plan = with_other(data, kind, options)
    aside = set_aside(places, plan, kind) if places or kind.against is not None else NOTHING_ASIDE
    return None if stops_rules(aside) else (plan, aside)


def _says_so(judgement: Judgement, rules: Collection[str], kind: DocumentKind, pack: Pack) -> bool:
    """Whether, of these rules, one about the document as a whole has found that the other one is not its sender's."""
    whole = {rule for rule in rules if pack.rules_by_id[rule].for_each == kind.anchor}
    return any(firing.rule in whole for firing in judgement.firings)


def with_other(plan: dict[str, Any], kind: DocumentKind, options: Options) -> dict[str, Any]:
    """The document with the one that it is held against, if that is at hand."""
    if kind.against is None or options.against is None:
        return plan
    there = [held.data for held in _held_of(plan, kind, options.against)]
    if kind.against.is_list:
        return {**plan, kind.against.member: there} if there else plan
    return {**plan, kind.against.member: next(iter(there), {})}


def _held_of(data: object, kind: DocumentKind, at_hand: HeldAgainst) -> Sequence[HeldDocument]:
    """Those of the documents at hand that a document of that kind is held against."""
    if kind.against is None:
        return ()
    there = at_hand.get((kind.against.document, text(reach(data, *kind.sender.split("/"))) or ""), ())
    if kind.against.is_list or kind.year is None:
        return there
    year = reach(data, *kind.year.split("/"))
    return [*(held for held in there if held.year == year), *there][:1]


def _sources(data: object, kind: DocumentKind, options: Options) -> tuple[InputJson, ...]:
    """The files that a document is held against; all that were given, where that of its sender is not among them."""
    if kind.against is None or options.against is None:
        return ()
    held = _held_of(data, kind, options.against)
    if not held and not kind.against.is_list:
        held = [each for same in options.against.values() for each in same]
    return sources_of(held)


def sources_of(held: Iterable[HeldDocument]) -> tuple[InputJson, ...]:
    """The files that documents are in, each once."""
    return tuple(dict.fromkeys(each.source for each in held if each.source is not None))


@lru_cache(maxsize=32)
def reading_of(pack: Pack, kind: DocumentKind) -> tuple[Facts, Tallies]:
    """What reads facts, and lists of items, off documents of a kind: compiled once for a pack."""
    return Facts(pack, kind), tallies_of(pack, kind)


def pack_named_by(data: object) -> Pack | None:
    """The pack of the circular that the document names; where it names none, the only one that knows its format."""
    installed = installed_packs()
    named = data.get("circular") if isinstance(data, dict) else None
    if isinstance(named, str) and named in installed:
        return load_pack(named)
    packs = [load_pack(id_) for id_ in installed] if named is None and _format_of(data) is not None else []
    knowing = [pack for pack in packs if _format_of(data) in pack.documents]
    if len(knowing) == 1:
        return knowing[0]
    return load_pack(installed[0]) if len(installed) == 1 else None


def _format_of(data: object) -> object:
    return data.get("format") if isinstance(data, dict) else None


def newest_pack(document: object = None) -> Pack:
    """The newest pack that is installed, of those that know documents of that format where any do.

    By it the faults are told of a document that names no circular. Circulars for a year go before packs for any year's
    documents.
    """
    packs = sorted(map(load_pack, installed_packs()), key=lambda pack: (pack.plan_year is not None, pack.issued))
    knowing = (pack for pack in reversed(packs) if isinstance(document, str) and document in pack.documents)
    return next(knowing, packs[-1])


def _not_said(faults: Iterable[Fault], said: Iterable[Fault]) -> list[Fault]:
    """The faults of a schema, but for those of values of which the reader has said already what is wrong."""
    places = {fault.at for fault in said}
    return [fault for fault in faults if places.isdisjoint((fault.at, (*fault.at, fault.values.get("name"))))]


def _unread_finding(fault: Fault, kind: DocumentKind) -> Finding:
    """What stands in a file and was left out."""
    return Finding(
        rule=NOT_READ,
        severity=Severity.WARNING,
        at=(),
        place=fault.place or NOWHERE,
        subject=None,
        message=fault.text,
        clause=Clause(kind.format, None),
        because=fault.because,
        fix=fault.fix,
    )


def _fault_finding(fault: Fault, kind: DocumentKind, checked: Checked, document: Document) -> Finding:
    at = nearest(document.data, fault.at)
    name = fault.values.get("name")
    lacking = (*fault.at, name) if document.form is not None and isinstance(name, str) else fault.at
    return Finding(
        rule=SCHEMA,
        severity=Severity.ERROR,
        at=at,
        place=fault.place or document.locate(lacking),
        subject=_item_at(at, kind, checked.data),
        message=fault.text,
        clause=Clause(kind.format, _field(fault.at)),
        because=fault.because,
        fix=fault.fix,
    )


def _item_at(at: Pointer, kind: DocumentKind, data: Any) -> Number | None:
    """The number of the item that `at` is in, where it can be read."""
    items = kind.items
    if items is None or len(at) < len(("list", 0)) or at[0] != items.list:
        return None
    entry = data[at[0]][at[1]]
    return number_of(entry.get(items.number)) if isinstance(entry, dict) else None


def _field(at: Pointer) -> str | None:
    """A place as a format names the field: `list[].list[].member`."""
    path = "".join("[]" if isinstance(step, int) else f".{step}" for step in at).lstrip(".")
    return path or None


def crashed(name: str, cause: PlancheckError, options: Options) -> Report:
    """The report on an input over which plancheck itself failed: no verdict may be built on it."""
    pack = options.pack or pack_named_by(None)
    judgement = _not_judged(pack, None, options)
    failure = cause.text
    judgement = replace(judgement, engine=replace(judgement.engine, failure=failure))
    document = Document(name, None, None)
    return _report(document, None, None, (), {}, judgement, pack, options)


def unreadable(error: UnreadableError, name: str | None, options: Options) -> Report:
    """The report on an input that is no plan document, for the reason that `error` gives."""
    pack = options.pack or pack_named_by(None)
    kind = pack.main_document.format if pack else None
    finding = Finding(
        rule=UNREADABLE,
        severity=Severity.ERROR,
        at=(),
        place=Place(error.line, error.column),
        subject=None,
        message=error.text,
        clause=Clause(kind or UNREADABLE, None),
    )
    document = Document(name, error.sha256, None)
    return _report(document, None, None, (finding,), {}, _not_judged(pack, None, options), pack, options)


def _not_judged(pack: Pack | None, kind: DocumentKind | None, options: Options) -> Judgement:
    engine = options.engine or default_engine()
    rules = pack.rules_for(kind or pack.main_document) if pack else ()
    return Judgement((), {rule.id: RuleStatus.NOT_RUN for rule in rules}, Engine(engine, engine_version(engine)))


def _report(
    document: Document,
    kind: DocumentKind | None,
    data: Any,
    findings: tuple[Finding, ...],
    selection: Mapping[str, tuple[Number, ...]],
    judgement: Judgement,
    pack: Pack | None,
    options: Options,
) -> Report:
    kind = kind or (pack.main_document if pack else None)
    readback = None
    if options.reads_back and pack is not None and kind is not None and isinstance(data, dict):
        from checker.form_wording import read_back

        readback = read_back(data, kind, pack, findings)
    empty: dict[str, tuple[Number, ...]] = {tally.name: () for tally in kind.tallies} if kind else {}
    return Report(
        pack_id=pack.id if pack else None,
        pack_version=pack.version if pack else None,
        pack_digest=pack.digest if pack else None,
        document=kind.format if kind else None,
        name=document.name,
        sha256=document.sha256,
        **_read_of(data, kind, {finding.at for finding in findings if finding.rule == SCHEMA}),
        verdict=verdict_of(findings, failed=judgement.failed, returns=pack is None or pack.authority is not None),
        selection={**empty, **selection},
        findings=findings,
        rules=judgement.statuses,
        engine=judgement.engine,
        lang=options.lang,
        readback=readback,
        against=() if kind is None else _sources(data, kind, options),
    )


def _read_of(data: object, kind: DocumentKind | None, faulty: Collection[Pointer]) -> Mapping[str, Any]:
    """What the document says of itself, as far as it can be read; one without a version is version 1.

    Not every fault of very many is listed, so what is not of its type is not read either.
    """
    if kind is None or not isinstance(data, dict) or not data:
        return dict.fromkeys(("office", "plan_year", "status", "version"))

    def read(path: str | None, otherwise: int | None = None) -> Any:
        steps = tuple(path.split("/")) if path else ()
        if any(steps[:depth] in faulty for depth in range(1, len(steps) + 1)):
            return None
        value = reach(data, *steps) if steps else None
        return otherwise if value is None else value

    return {
        "office": text(read(kind.sender)),
        "plan_year": _whole(read(kind.year)),
        "status": text(read(kind.status)),
        "version": _whole(read(kind.version, 1)),
    }


def _whole(value: object) -> int | None:
    return None if isinstance(value, list) else count(value)
