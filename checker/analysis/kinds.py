"""The kinds of fact that rules about the plan of an office, and about many of them, can speak of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checker.analysis.catalogue import PLAN_FORMAT
from checker.facts.mapping import Facts
from checker.pack.given_kinds import OF_A_REVIEW, OURS
from checker.pack.model import DocumentKind, Kind, Pack, Rule, Stage


def document_of(pack: Pack) -> DocumentKind:
    """The kind of document that is analysed."""
    return pack.documents[PLAN_FORMAT]


@lru_cache(maxsize=16)
def kinds_of(pack: Pack) -> Mapping[str, Kind]:
    """All kinds by name; of those that a document and a review have, the document's."""
    spoken_of = {name: kind for rule in rules_of(pack) for name, kind in rule.kinds.items()}
    tables = {name: table.kind for name, table in pack.tables.items()}
    return {**OURS, **OF_A_REVIEW, **spoken_of, **tables, **document_of(pack).kinds}


def rules_of(pack: Pack, stage: Stage | None = None) -> tuple[Rule, ...]:
    """The rules about such documents (judged at `stage`), in the pack's order."""
    return tuple(
        rule for rule in pack.rules if PLAN_FORMAT in rule.documents and (stage is None or rule.stage is stage)
    )


@lru_cache(maxsize=16)
def facts_of(pack: Pack) -> Facts:
    """What reads the facts off such a document."""
    return Facts(pack, document_of(pack))
