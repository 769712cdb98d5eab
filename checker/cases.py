"""The cases of a rule: plans that keep it and plans that break it, each a base document of the pack with a patch.

They are the rule's tests, and its examples.
"""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from checker.content import content_digest
from checker.decisions import DecisionJson, DecisionKind, Decisions
from checker.errors import PackError, PackFault
from checker.i18n import N_
from checker.inbox import FoundFile
from checker.inputs import Input
from checker.model import Number, RuleStatus, Severity
from checker.pack.file_names import BASE, CASES, DOCUMENTS
from checker.pack.files import fault_in, read_part
from checker.pack.model import DocumentKind, Pack, Rule, Stage
from checker.readers.files import is_file
from checker.schema import explain

_A_DAY: Final = "2000-01-01"
"""Of decisions in a case, of which only what they say matters."""

Patch = list[dict[str, Any]]
"""A JSON Patch (RFC 6902)."""


class Expected(msgspec.Struct, frozen=True):
    """A finding that a case expects: the place, and what else the case says of it (None: it says nothing).

    `message` is a part of the English message; a case may say that there is no `subject`.
    """

    at: str
    severity: Severity | None = None
    message: str | None = None
    exception: str | None = None
    subject: Number | msgspec.UnsetType | None = msgspec.UNSET


class Case(msgspec.Struct, frozen=True, eq=False):
    """One plan (several, where the rule is across plans), what becomes of the rule, and its findings in order.

    `as_of` and `in_time` are what is known of the plan from elsewhere; `files` and `decisions` stand beside the plans
    of a review, as written. `line` is where the case stands in its file.
    """

    plans: tuple[dict[str, Any], ...]
    name: str = ""
    kind: Literal["keeps", "breaks"] = "keeps"
    boundary: bool = False
    as_of: date | None = None
    status: RuleStatus | None = None
    finds: tuple[Expected, ...] = ()
    line: int | None = None
    in_time: bool | None = None
    files: Mapping[str, str] = {}
    decisions: tuple[Mapping[str, Any], ...] = ()

    @property
    def breaks(self) -> bool:
        """Whether it is a case that breaks the rule."""
        return self.kind == "breaks"

    @property
    def plan(self) -> dict[str, Any]:
        """The plan of a case of a rule about one plan."""
        (plan,) = self.plans
        return plan


Bases = Mapping[str, dict[str, Any]]
"""The base documents of a pack, by format; the first is meant where a case does not say which."""


def read_cases(pack: Pack, rule: Rule, bases: Bases | None = None) -> tuple[Case, ...]:
    """The cases in the folder of `rule`, in their order. Raises `PackError` for files that cannot be used.

    `bases` are the pack's base documents; whoever reads the cases of many rules reads them once.
    """
    cases = read_cases_in(rule.folder, read_bases(pack) if bases is None else bases, rule.documents)
    several = [case for case in cases if len(case.plans) != 1] if rule.stage is not Stage.REVIEW else []
    if several:
        message = N_(
            "The case “{case}” has several documents, and the rule is judged on one: only a rule across documents has "
            "`plans`."
        )
        path = str(rule.folder / CASES)
        raise PackError(*(PackFault(path, case.line, message, {"case": case.name}) for case in several))
    return cases


def read_cases_in(folder: Path, bases: Bases, documents: Sequence[str] = ()) -> tuple[Case, ...]:
    """The same, of the rule in `folder`, whatever else is wrong with it.

    `documents` are the formats that the rule is about; a case that names none is about the first.
    """
    bases = {**{name: bases[name] for name in documents}, **bases}
    path = folder / CASES
    if not is_file(path):
        message = N_("The rule has no cases yet: this file has documents that keep it and documents that break it.")
        raise PackError(PackFault(str(path), None, message))
    document = read_part(path)
    faults = explain("cases", document.data)
    if faults:
        raise PackError(*(fault_in(path, document, fault) for fault in faults))
    raw: Any = document.data
    cases: list[Case] = []
    misfits: list[PackFault] = []
    for place, each in enumerate(raw["cases"]):
        line = document.locate(("cases", place)).line
        try:
            plans = _patched_plans(bases, each, path, line)
            cases.append(msgspec.convert({**each, "plans": plans, "line": line}, Case))
        except PackError as error:
            misfits += error.faults
    if misfits:
        raise PackError(*misfits)
    return tuple(cases)


def read_bases(pack: Pack) -> Bases:
    """The base documents of a pack, by format. Raises `PackError` where one cannot be read."""
    bases: dict[str, dict[str, Any]] = {}
    faults: list[PackFault] = []
    for kind in pack.documents.values():
        try:
            bases[kind.format] = read_base(pack, kind)
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(*faults)
    return bases


def read_base(pack: Pack, kind: DocumentKind | None = None) -> dict[str, Any]:
    """The base document of a kind, by default the first of the pack. Raises `PackError` where it cannot be read."""
    path = base_file(pack, kind or pack.main_document)
    data = read_part(path).data
    if not isinstance(data, dict):
        raise PackError(PackFault(str(path), 1, "The base document is not a group of fields, so no case can patch it."))
    return data


def base_file(pack: Pack, kind: DocumentKind) -> Path:
    """Where the base document of a kind is."""
    return pack.folder / DOCUMENTS / f"{kind.name}{BASE}"


def case_of_plans(*plans: Mapping[str, Any], as_of: date | None = None) -> Case:
    """Plans as a case that says nothing but them, and the day they are checked for."""
    return Case(tuple(map(dict, plans)), as_of=as_of)


def files_of(case: Case) -> list[FoundFile]:
    """The plans of a case, and the files beside them, as somebody sends them."""
    plans = {f"{place:04}.json": json.dumps(plan) for place, plan in enumerate(case.plans)}
    return [FoundFile(name, Input(name, text.encode())) for name, text in {**plans, **case.files}.items()]


def decisions_of(case: Case, pack: Pack) -> Decisions | None:
    """What people have decided about the plans of a case; None where it says nothing of decisions."""
    decisions = [_decision(each, case.plans, pack) for each in case.decisions]
    return Decisions(circular=pack.id, decisions=decisions) if decisions else None


def _decision(raw: Mapping[str, Any], plans: Sequence[Mapping[str, Any]], pack: Pack) -> DecisionJson:
    told = {name: value for name, value in raw.items() if name != "plan"}
    if "plan" in raw:
        plan = plans[raw["plan"]]
        told["sha256"] = content_digest(plan, pack.document_of(plan))
    return DecisionJson(**{**told, "decision": DecisionKind(raw["decision"]), "reason": "—", "by": "—", "date": _A_DAY})


def _patched_plans(bases: Bases, case: Mapping[str, Any], path: Path, line: int | None) -> tuple[dict[str, Any], ...]:
    """Each of the documents of a case: a patch of the base document, or of the one of the format that it names."""
    plans = []
    for written in case.get("plans", [case]):
        told: Mapping[str, Any] = {"patch": written} if isinstance(written, list) else written
        named: str = told.get("document", next(iter(bases)))
        if named not in bases:
            values = {"format": named, "known": ", ".join(bases)}
            message = "The pack declares no document {format}; it declares: {known}."
            raise PackError(PackFault(str(path), line, message, values))
        plans.append(_patched(bases[named], told.get("patch", []), case["name"], path, line))
    return tuple(plans)


def _patched(base: dict[str, Any], patch: Patch, name: str, path: Path, line: int | None) -> dict[str, Any]:
    from jsonpatch import JsonPatch, JsonPatchException
    from jsonpointer import JsonPointerException

    plan: Any = base
    for edit in patch:
        try:
            plan = JsonPatch([deepcopy(edit)]).apply(plan)
        except (JsonPatchException, JsonPointerException) as error:
            values = {"case": name, "op": edit["op"], "path": edit["path"]}
            message = N_(
                "The patch of the case “{case}” does not fit the base document: “{op}” finds nothing at “{path}”, or "
                "nothing around it."
            )
            raise PackError(PackFault(str(path), line, message, values)) from error
    if not isinstance(plan, dict):
        message = N_("The patch of the case “{case}” leaves no document, which is a group of fields.")
        raise PackError(PackFault(str(path), line, message, {"case": name}))
    return plan
