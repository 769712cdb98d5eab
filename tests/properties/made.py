"""A document that was made from a seed and its number, as plancheck sees it: its bytes, its facts, its report."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from msgspec.structs import replace

from checker.checking import Options, check_source, examine
from checker.model import NOWHERE, Finding, Known, Report
from checker.pack.model import DocumentKind, Pack
from checker.readers import Document, read_bytes
from checker.values import day_text

from .generating import Documents

Essence = tuple[Any, ...]

MAY_BE_FAULTY: Final = 0.2
"""The share of documents in which there may be faults of the schema: they take ten times as long as others."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document, how it is checked, and what plancheck says of its JSON; `known` is None where nothing is judged."""

    plan: dict[str, Any]
    kind: DocumentKind
    options: Options
    document: Document
    raw: bytes
    report: Report
    known: Known | None

    @property
    def pack(self) -> Pack:
        """The rule pack that it is checked by."""
        assert self.options.pack is not None
        return self.options.pack

    def check(self, source: Any, **other: Any) -> Report:
        """The report on `source` under the same options, but for the `other` ones."""
        return check_source(source, replace(self.options, **other))


def random_of(seed: int, number: int, use: str = "") -> Random:
    """The randomness of document `number`; each `use` has its own, so that none disturbs another."""
    return Random(f"{seed}/{number}/{use}")  # noqa: S311 - a seed that makes the same again, and no secret


def make(pack: Pack, kind: DocumentKind, seed: int, number: int) -> tuple[dict[str, Any], date | None]:
    """The document of this seed and number, and the day it is to be checked for."""
    random = random_of(seed, number)
    document = Documents(pack, kind, random, faults=random.random() < MAY_BE_FAULTY).make()
    return document, random.choice(days(pack))


def examined(plan: dict[str, Any], as_of: date | None, pack: Pack, kind: DocumentKind) -> Made:
    """What plancheck says of `plan`, a document of that kind (or one that was), as JSON."""
    raw = json.dumps(plan, ensure_ascii=False).encode("utf-8", "surrogatepass")
    options = Options(pack, as_of)
    document = read_bytes(raw, suffix=".json")
    return Made(plan, kind, options, document, raw, *examine(document, options))


@cache
def days(pack: Pack) -> tuple[date | None, ...]:
    """No day, and each day that is a bound of the pack, with the days beside it."""
    bounds = [date.fromisoformat(day_text(bound.value)) for bound in pack.bounds.values() if bound.is_day]
    return (None, *(day + timedelta(days=distance) for day in bounds for distance in (-1, 0, 1)))


def essence(finding: Finding) -> Essence:
    """What a finding is, wherever it stands."""
    return finding.rule, finding.subject, finding.severity


def placed(report: Report) -> Counter[Essence]:
    """The findings of a report and where in the document they stand."""
    return Counter((*essence(finding), finding.at) for finding in report.findings)


def told(report: Report) -> Report:
    """All that a report tells, but where in the source anything stands, and what the source was called."""
    findings = tuple(replace(finding, place=NOWHERE) for finding in report.findings)
    return replace(report, name=None, sha256=None, findings=findings)
