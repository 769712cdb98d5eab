"""Documents of a kind, made at random out of those that there are: base documents, and the cases of every rule.

Each is one of these with some parts left out, doubled, put elsewhere or exchanged for what stands at a place of the
same name in another, or for what no place should have.
"""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

from checker.cases import read_bases, read_cases
from checker.pack.model import DocumentKind, Pack

JUNK = [
    None,
    True,
    False,
    0,
    1,
    -1,
    7,
    7.0,
    7.5,
    10**30,
    "",
    " ",
    "\u3000",
    "x",
    "待定",
    "……",
    "2013-06-30",
    [],
    {},
    [[]],
]
JUNK += [
    "2012-02-30",
    ["x", " "],
    {"name": "x"},
    "7",
    "07",
    "VII",
    "4201 00",
    "武汉市",
    ["\u200b"],
    [{"due": "2013-01-01"}],
]


def documents_of(pack: Pack, kind: DocumentKind) -> list[dict[str, Any]]:
    """The base document of a kind, and the documents of all cases."""
    bases = read_bases(pack)
    found = [bases[kind.format]]
    for rule in pack.rules:
        found += [plan for case in read_cases(pack, rule, bases) for plan in case.plans]
    return [plan for plan in found if pack.document_of(plan) is kind]


class Maker:
    """Makes documents out of others."""

    def __init__(self, documents: list[dict[str, Any]], random: Random) -> None:
        self._documents = documents
        self._random = random
        self._pool: dict[str, list[Any]] = {}
        for document in documents:
            self._collect("", document)

    def _collect(self, name: str, value: Any) -> None:
        self._pool.setdefault(name, []).append(value)
        if isinstance(value, dict):
            for inner, each in value.items():
                self._collect(inner, each)
        elif isinstance(value, list):
            for each in value:
                self._collect(f"{name}[]", each)

    def make(self) -> dict[str, Any]:
        """One more document."""
        document = deepcopy(self._random.choice(self._documents))
        for _ in range(self._random.choice([0, 1, 1, 2, 3, 5, 8])):
            self._change(document)
        return document

    def _change(self, document: dict[str, Any]) -> None:
        name, here = "", document
        while True:
            steps = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not steps:
                return
            step = self._random.choice(steps)
            inner = step if isinstance(here, dict) else f"{name}[]"
            if isinstance(here[step], dict | list) and here[step] and self._random.random() < 0.8:
                name, here = inner, here[step]
                continue
            break
        what = self._random.random()
        if what < 0.25:
            del here[step]
        elif what < 0.45 and isinstance(here, list):
            here.insert(self._random.randrange(len(here) + 1), deepcopy(self._random.choice([*here])))
        elif what < 0.8:
            here[step] = deepcopy(self._random.choice(self._pool.get(inner, JUNK)))
        else:
            here[step] = deepcopy(self._random.choice(JUNK))
