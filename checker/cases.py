"""The cases of a rule: plans that keep it and plans that break it, each the pack's base plan with a patch.

They are the rule's tests, and its examples.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.documents import read_path
from checker.errors import PackError, PackFault, UnreadableError
from checker.model import RuleStatus, Severity
from checker.pack.loading import BASE_PLAN, CASES
from checker.schema import explain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from checker.documents import Document
    from checker.model import Number
    from checker.pack.model import Pack, Rule

Patch = list[dict[str, Any]]
"""A JSON Patch (RFC 6902)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a case expects: the place, and what else the case says of it (None: it says nothing).

    `message` is a part of the English message; `has_subject` says whether the case names a `subject`, which may be
    none.
    """

    at: str
    severity: Severity | None
    message: str | None
    exception: str | None
    has_subject: bool
    subject: Number | None


@dataclass(frozen=True, slots=True)
class Case:
    """One plan (several, where the rule is across plans), what becomes of the rule, and its findings in order.

    `line` is where the case stands in its file.
    """

    name: str
    breaks: bool
    boundary: bool
    plans: tuple[dict[str, Any], ...]
    as_of: date | None
    status: RuleStatus | None
    finds: tuple[Expected, ...]
    line: int | None = None

    @property
    def plan(self) -> dict[str, Any]:
        """The plan of a case of a rule about one plan."""
        (plan,) = self.plans
        return plan

    @property
    def kind(self) -> str:
        """`keeps` or `breaks`, as cases.yaml has it."""
        return "breaks" if self.breaks else "keeps"


def read_cases(pack: Pack, rule: Rule, base: dict[str, Any] | None = None) -> tuple[Case, ...]:
    """The cases in the folder of `rule`, in their order. Raises `PackError` for files that cannot be used.

    `base` is the pack's base plan; whoever reads the cases of many rules reads it once.
    """
    return read_cases_in(rule.folder, read_base_plan(pack) if base is None else base)


def read_cases_in(folder: Path, base: dict[str, Any]) -> tuple[Case, ...]:
    """The same, of the rule in `folder`, whatever else is wrong with it."""
    path = folder / CASES
    document = _read(path)
    faults = explain("cases", document.data)
    if faults:
        raise PackError(
            *(PackFault(str(path), document.locate(fault.at).line, fault.wording, fault.values) for fault in faults)
        )
    raw: Any = document.data
    cases: list[Case] = []
    misfits: list[PackFault] = []
    for place, each in enumerate(raw["cases"]):
        line = document.locate(("cases", place)).line
        try:
            cases.append(_case(each, _patched_plans(base, each, path, line), line))
        except PackError as error:
            misfits += error.faults
    if misfits:
        raise PackError(*misfits)
    return tuple(cases)


def read_base_plan(pack: Pack) -> dict[str, Any]:
    """The plan that every case of `pack` patches. Raises `PackError` where it cannot be read."""
    return read_base_plan_of(pack.folder)


def read_base_plan_of(folder: Path) -> dict[str, Any]:
    """The same, of the rule pack in `folder`, whatever else is wrong with it."""
    path = folder / BASE_PLAN
    data = _read(path).data
    if not isinstance(data, dict):
        raise PackError(PackFault(str(path), 1, "The base plan is not a group of fields, so no case can patch it."))
    return data


def _read(path: Path) -> Document:
    try:
        return read_path(path)
    except UnreadableError as error:
        raise PackError(PackFault(str(path), error.line, error.wording, error.values)) from error


def _patched_plans(
    base: dict[str, Any], case: Mapping[str, Any], path: Path, line: int | None
) -> tuple[dict[str, Any], ...]:
    patches: list[Patch] = case.get("plans", [case.get("patch", [])])
    return tuple(_patched(base, patch, case["name"], path, line) for patch in patches)


def _patched(base: dict[str, Any], patch: Patch, name: str, path: Path, line: int | None) -> dict[str, Any]:
    from jsonpatch import JsonPatch, JsonPatchException
    from jsonpointer import JsonPointerException

    try:
        plan = JsonPatch(deepcopy(patch)).apply(base)
    except (JsonPatchException, JsonPointerException) as error:
        raise PackError(
            PackFault(
                str(path),
                line,
                "The patch of the case “{case}” does not fit the base plan: {cause}.",
                {"case": name, "cause": str(error)},
            )
        ) from error
    if not isinstance(plan, dict):
        cause = type(plan).__name__
        raise PackError(
            PackFault(
                str(path),
                line,
                "The patch of the case “{case}” does not fit the base plan: {cause}.",
                {"case": name, "cause": cause},
            )
        )
    return plan


def _case(raw: Mapping[str, Any], plans: tuple[dict[str, Any], ...], line: int | None) -> Case:
    return Case(
        name=raw["name"],
        breaks=raw["kind"] == "breaks",
        boundary=raw.get("boundary", False),
        plans=plans,
        as_of=date.fromisoformat(raw["as_of"]) if "as_of" in raw else None,
        status=RuleStatus(raw["status"]) if "status" in raw else None,
        finds=tuple(_expected(item) for item in raw["finds"]),
        line=line,
    )


def _expected(raw: Mapping[str, Any]) -> Expected:
    return Expected(
        at=raw["at"],
        severity=Severity(raw["severity"]) if "severity" in raw else None,
        message=raw.get("message"),
        exception=raw.get("exception"),
        has_subject="subject" in raw,
        subject=raw.get("subject"),
    )
